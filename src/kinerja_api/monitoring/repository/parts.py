"""Parts of statements that several sides of the list share: the open years, their periods, and what is evaluated."""

OPEN_CYCLES = "open_cycle AS (SELECT * FROM cycle WHERE agency_id = :agency AND status = 'open')"
# A plan is evaluated here in a period on whose days it holds, and for the year if no other follows; not in a time that
# is wholly one of leave or work elsewhere, and not for a year that ends elsewhere.
IS_EVALUATED = """
    p.status IN ('agreed', 'closed') AND p.kind <> 'host'
    AND (p.valid_from IS NULL OR p.valid_from <= s.last_day)
    AND (p.valid_until IS NULL
         OR (s.period_id IS NOT NULL AND p.valid_until >= s.first_day)
         OR (s.period_id IS NULL AND NOT EXISTS (
                SELECT 1 FROM target_plan n WHERE n.agency_id = :agency AND n.cycle_id = p.cycle_id
                   AND n.employee_id = p.employee_id AND n.valid_from > p.valid_until)))
    AND NOT EXISTS (
        SELECT 1 FROM employee_status x
         WHERE x.agency_id = :agency AND x.employee_id = p.employee_id AND x.kind <> 'tugas_belajar'
           AND (x.until IS NULL OR x.until > s.last_day)
           AND x.since <= CASE WHEN s.period_id IS NULL AND x.kind = 'diperbantukan'
                               THEN s.last_day ELSE s.first_day END)
"""
# A period by its label; the year as a whole by its number.
SPANS = """
    span AS (
        SELECT c.id AS cycle_id, p.id AS period_id, c.year, p.label || ' ' || c.year AS label, p.first_day, p.last_day,
               p.report_by, p.status
          FROM open_cycle c JOIN period p ON p.agency_id = :agency AND p.cycle_id = c.id
        UNION ALL
        SELECT c.id, NULL, c.year, c.year::text, make_date(c.year, 1, 1), make_date(c.year, 12, 31), NULL, 'open'
          FROM open_cycle c)"""
# A plan that goes on; of one that has ended the line of its last day reviews and evaluates.
GOES_ON = "(p.valid_until IS NULL OR p.valid_until >= :day)"
# A plan holds on some day of a period.
HOLDS_IN = """
    (p.valid_from IS NULL OR p.valid_from <= s.last_day) AND (p.valid_until IS NULL OR p.valid_until >= s.first_day)
"""
# Where days away from the post leave nothing to evaluate between two days.
WORKED_BETWEEN = """
    NOT EXISTS (
        SELECT 1 FROM employee_status x
         WHERE x.agency_id = :agency AND x.employee_id = p.employee_id AND x.kind <> 'tugas_belajar'
           AND x.since <= {first_day} AND (x.until IS NULL OR x.until > {last_day}))
"""
# Stays at another agency that ended within an open year in which a plan here goes on, and without a document on
# record: the annual evaluation is refused for it (`evaluations`: EARLIER_EVALUATION_MISSING).
LENT = """
    lent AS (
        SELECT x.id, x.employee_id, p.employee_name, x.host_agency, x.until - 1 AS last_day
          FROM open_cycle c
          JOIN employee_status x ON x.agency_id = :agency AND x.kind = 'diperbantukan'
           AND x.until > make_date(c.year, 1, 1) AND x.until <= make_date(c.year, 12, 31) AND x.until <= :day
          JOIN target_plan p ON p.agency_id = :agency AND p.employee_id = x.employee_id AND p.cycle_id = c.id
           AND p.status = 'agreed' AND p.kind <> 'host' AND (p.valid_until IS NULL OR p.valid_until >= :day)
         WHERE NOT EXISTS (SELECT 1 FROM evaluation v WHERE v.agency_id = :agency AND v.employee_id = x.employee_id
                              AND v.cycle_id = c.id AND v.host_agency IS NOT NULL AND v.handed_over_on = x.until - 1
                              AND v.status NOT IN ('draft', 'replaced')){only})"""
