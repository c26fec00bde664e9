"""Which post counts for somebody on a day, as a condition on the rows of `assignment a`.

Whoever studies full time can be released from any post and stays with the unit (tugas belajar): on such a day the last
post before counts for the plan, for the line of superiors and in runs. Everybody else without a post has none.
"""


def post_counts_on(day: str = ":day") -> str:
    """Return the condition for a day, which is a parameter or a column; words of our own, never of a request.

    Only of posts that have ended more is asked, so that it costs nothing where people hold theirs.
    """
    return f"""
        a.since <= {day}
        AND (a.until IS NULL OR a.until > {day}
             OR (EXISTS (SELECT FROM employee_status x
                          WHERE x.agency_id = a.agency_id AND x.employee_id = a.employee_id
                            AND x.kind = 'tugas_belajar' AND x.since <= {day} AND (x.until IS NULL OR x.until > {day}))
                 AND NOT EXISTS (SELECT FROM assignment n
                                  WHERE n.agency_id = a.agency_id AND n.employee_id = a.employee_id
                                    AND n.since > a.since AND n.since <= {day})))
    """  # noqa: S608  constants
