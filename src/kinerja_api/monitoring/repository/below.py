"""SQL of the rating official's side: what is owed to people below and, of plans that have ended, to those of before.

A plan that has ended is reviewed and evaluated by the line of its last day, of those who serve still and are no
relatives (`employees.public.stand_to`); it is found through the units that somebody headed since the open years began.
"""

from sqlalchemy import text

from kinerja_api.employees.public import post_counts_on
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.monitoring.repository.parts import GOES_ON, IS_EVALUATED, LENT, OPEN_CYCLES, SPANS, WORKED_BETWEEN

# The units that somebody headed on some day since the open years began, by post or acting, and all below them.
_UNITS_OF_BEFORE = """
    years AS (SELECT min(make_date(year, 1, 1)) AS first_day FROM open_cycle),
    below AS (
        SELECT p.unit_id
          FROM years y CROSS JOIN assignment a
          JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id AND p.is_unit_head
         WHERE a.agency_id = :agency AND a.employee_id = :me AND (a.until IS NULL OR a.until > y.first_day)
        UNION
        SELECT d.unit_id FROM years y CROSS JOIN delegation d
         WHERE d.agency_id = :agency AND d.employee_id = :me AND d.until > y.first_day
        UNION
        SELECT t.unit_id FROM below b CROSS JOIN years y
          JOIN unit_placement t ON t.agency_id = :agency AND t.parent_id = b.unit_id
           AND (t.until IS NULL OR t.until > y.first_day))"""
# Plans that have ended: of these units, one's own, and those of one's people of today, whose year waits for them.
# A plan is followed when somebody works on in the same year in another post or by another plan, as in `evaluations`.
_ENDED = """
    ended_id AS (
        SELECT p.id FROM open_cycle c JOIN target_plan p ON p.cycle_id = c.id
         WHERE p.agency_id = :agency AND p.valid_until < :day AND p.unit_id IN (SELECT unit_id FROM below)
        UNION
        SELECT p.id FROM target_plan p
         WHERE p.agency_id = :agency AND p.valid_until < :day AND p.employee_id = ANY(:people)),
    ended AS (
        SELECT p.id, p.employee_id, p.employee_name, p.cycle_id, p.position_name, p.kind, p.status, p.valid_from,
               p.valid_until, c.year,
               p.valid_until < make_date(c.year, 12, 31)
               AND (EXISTS (SELECT 1 FROM target_plan n WHERE n.agency_id = :agency AND n.employee_id = p.employee_id
                               AND n.cycle_id = p.cycle_id AND n.valid_from > p.valid_until)
                    OR EXISTS (SELECT 1 FROM assignment a WHERE a.agency_id = :agency AND a.employee_id = p.employee_id
                                  AND a.since <= p.valid_until + 1 AND (a.until IS NULL OR a.until > p.valid_until + 1)
                                  AND a.position_id <> p.position_id)) AS is_followed
          FROM ended_id e JOIN target_plan p ON p.agency_id = :agency AND p.id = e.id
          JOIN open_cycle c ON c.id = p.cycle_id
         WHERE p.status IN ('agreed', 'closed') AND p.kind <> 'host')"""
_OFFICIALS_THEN = f"""
    up AS (
        SELECT e.id AS plan_id, e.employee_id, e.valid_until AS day, p.unit_id, 1 AS depth
          FROM ended e
          JOIN assignment a ON a.agency_id = :agency AND a.employee_id = e.employee_id
           AND {post_counts_on("e.valid_until")}
          JOIN position p ON p.agency_id = :agency AND p.id = a.position_id
        UNION ALL
        SELECT up.plan_id, up.employee_id, up.day, t.parent_id, up.depth + 1
          FROM up JOIN unit_placement t ON t.agency_id = :agency AND t.unit_id = up.unit_id
           AND t.since <= up.day AND (t.until IS NULL OR t.until > up.day)
         WHERE t.parent_id IS NOT NULL AND up.depth < 40),
    head AS (
        SELECT up.plan_id, up.employee_id, up.depth, COALESCE(d.employee_id, a.employee_id) AS head_id
          FROM up
          LEFT JOIN delegation d ON d.agency_id = :agency AND d.unit_id = up.unit_id
               AND d.since <= up.day AND d.until > up.day AND d.employee_id <> up.employee_id
          LEFT JOIN position p ON p.agency_id = :agency AND p.unit_id = up.unit_id AND p.is_unit_head
          LEFT JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
               AND a.since <= up.day AND (a.until IS NULL OR a.until > up.day)),
    official AS (
        SELECT DISTINCT ON (h.plan_id) h.plan_id, h.head_id AS employee_id, n.name
          FROM head h JOIN employee n ON n.agency_id = :agency AND n.id = h.head_id
         WHERE h.head_id <> h.employee_id
           AND EXISTS (SELECT 1 FROM assignment s WHERE s.agency_id = :agency AND s.employee_id = h.head_id
                          AND s.since <= :day AND (s.until IS NULL OR s.until > :day))
           AND NOT EXISTS (SELECT 1 FROM employee_relation r WHERE r.agency_id = :agency
                              AND (r.employee_id = h.employee_id AND r.relative_id = h.head_id
                                   OR r.employee_id = h.head_id AND r.relative_id = h.employee_id))
         ORDER BY h.plan_id, h.depth)"""  # noqa: S608  constants
_WORKED_IN_PLAN = WORKED_BETWEEN.format(
    first_day="COALESCE(p.valid_from, make_date(p.year, 1, 1))", last_day="p.valid_until"
)
_WORKED_BEFORE = WORKED_BETWEEN.format(first_day="COALESCE(p.valid_from, make_date(c.year, 1, 1))", last_day="f.day")
# The annual evaluation of a plan that goes on is refused while an earlier one has no document in force: the same as
# `evaluations` says by EARLIER_EVALUATION_MISSING.
_IS_WAITED_FOR = """
    EXISTS (SELECT 1 FROM target_plan n WHERE n.agency_id = :agency AND n.employee_id = p.employee_id
               AND n.cycle_id = p.cycle_id AND n.status = 'agreed' AND n.kind <> 'host'
               AND n.valid_from > p.valid_until AND (n.valid_until IS NULL OR n.valid_until >= :day))
    AND NOT EXISTS (SELECT 1 FROM evaluation v WHERE v.agency_id = :agency AND v.plan_id = p.id
                       AND v.handed_over_on IS NOT NULL AND v.status NOT IN ('draft', 'replaced'))
"""

_LENT = LENT.format(only=" AND x.employee_id = ANY(:people)")

# What a rating official owes to the people and units below, and what waits for others.
BELOW = HotQuery(
    text(
        f"""
    WITH RECURSIVE {OPEN_CYCLES}, {SPANS}, {_UNITS_OF_BEFORE}, {_ENDED}, {_OFFICIALS_THEN},
    {_LENT},
    former AS (
        SELECT f.day, f.employee_id
          FROM unnest(CAST(:former_days AS date[]), CAST(:former_people AS uuid[])) AS f (day, employee_id)),
    plan AS (
        SELECT p.*, c.year, c.plan_by FROM target_plan p JOIN open_cycle c ON c.id = p.cycle_id
         WHERE p.agency_id = :agency AND p.employee_id = ANY(:reports)),
    judged AS (
        SELECT p.id, p.employee_id, p.employee_name, p.cycle_id, p.kind, p.status, p.valid_from, p.valid_until,
               false AS is_followed
          FROM plan p WHERE {GOES_ON}
        UNION ALL
        SELECT p.id, p.employee_id, p.employee_name, p.cycle_id, p.kind, p.status, p.valid_from, p.valid_until,
               p.is_followed
          FROM ended p JOIN official o ON o.plan_id = p.id AND o.employee_id = :me),
    mine_ended AS (
        SELECT p.*, o.name AS official_name
          FROM ended p LEFT JOIN official o ON o.plan_id = p.id WHERE p.employee_id = :me),
    living AS (
        SELECT p.id, p.employee_id, p.cycle_id, s.period_id, s.label, s.last_day, s.report_by, s.status
          FROM judged p JOIN span s ON s.cycle_id = p.cycle_id AND s.first_day <= :day
         WHERE {IS_EVALUATED} AND NOT (p.is_followed AND s.period_id IS NULL))
    SELECT 'agree_plan' AS kind, p.employee_id AS subject_id, p.employee_name AS subject_name, p.year::text AS period,
           1 AS count, p.plan_by AS due, p.submitted_at AS since, '/v1/target-plans/' || p.id AS path,
           NULL::text AS actor_name
      FROM plan p WHERE p.status = 'submitted'
    UNION ALL
    SELECT 'decide_plan_change', q.employee_id, q.employee_name, p.year::text, 1, NULL, q.created_at,
           '/v1/plan-change-requests/' || q.id, NULL
      FROM plan_change_request q JOIN plan p ON p.id = q.plan_id
     WHERE q.agency_id = :agency AND q.employee_id = ANY(:reports) AND q.status = 'submitted'
       AND q.asked_by = 'employee'
    UNION ALL
    SELECT 'agree_action_plan', a.employee_id, a.employee_name, s.label, 1, NULL, a.submitted_at,
           '/v1/action-plans/' || a.id, NULL
      FROM action_plan a JOIN judged p ON p.id = a.plan_id
      JOIN span s ON s.period_id = a.period_id AND s.status <> 'closed'
     WHERE a.agency_id = :agency AND a.status = 'submitted'
    UNION ALL
    SELECT 'review_results', r.employee_id, r.employee_name, s.label, count(*), NULL, min(r.submitted_at),
           '/v1/realizations?plan_id=' || r.plan_id || '&period_id=' || r.period_id, NULL
      FROM realization r JOIN judged p ON p.id = r.plan_id JOIN span s ON s.period_id = r.period_id
     WHERE r.agency_id = :agency AND r.status = 'submitted'
     GROUP BY r.employee_id, r.employee_name, s.label, r.plan_id, r.period_id
    UNION ALL
    SELECT 'approve_rater', q.employee_id, q.employee_name, NULL, count(*), NULL, min(q.created_at),
           '/v1/rating-requests?plan_id=' || q.plan_id, NULL
      FROM rating_request q JOIN judged p ON p.id = q.plan_id
     WHERE q.agency_id = :agency AND q.status = 'nominated'
     GROUP BY q.employee_id, q.employee_name, q.plan_id
    UNION ALL
    SELECT 'rate_behavior', v.period_id, NULL, v.label, count(*), v.report_by, NULL, '/v1/behavior-ratings', NULL
      FROM living v
     WHERE v.period_id IS NOT NULL AND v.status = 'open'
       AND NOT EXISTS (SELECT 1 FROM behavior_rating b WHERE b.agency_id = :agency AND b.plan_id = v.id
                        AND b.period_id = v.period_id AND b.rater_group = 'superior')
       AND NOT EXISTS (SELECT 1 FROM rating_collection c WHERE c.agency_id = :agency AND c.plan_id = v.id
                        AND c.period_id = v.period_id AND c.evaluated_at IS NOT NULL)
     GROUP BY v.period_id, v.label, v.report_by
    UNION ALL
    SELECT 'evaluate', v.period_id, NULL, v.label, count(*), NULL, NULL,
           '/v1/evaluations?cycle_id=' || v.cycle_id || COALESCE('&period_id=' || v.period_id, '&scope=annual'), NULL
      FROM living v
     WHERE v.last_day < :day
       AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.agency_id = :agency AND e.plan_id = v.id
                        AND e.period_id IS NOT DISTINCT FROM v.period_id AND e.handed_over_on IS NULL
                        AND e.status NOT IN ('draft', 'replaced'))
     GROUP BY v.cycle_id, v.period_id, v.label
    UNION ALL
    SELECT 'evaluate_up_to_hand_over', p.employee_id, p.employee_name, p.valid_until::text, 1, NULL, NULL,
           '/v1/target-plans/' || p.id, NULL
      FROM ended p JOIN official o ON o.plan_id = p.id AND o.employee_id = :me
     WHERE p.is_followed AND {_WORKED_IN_PLAN}
       AND NOT EXISTS (SELECT 1 FROM evaluation v WHERE v.agency_id = :agency AND v.plan_id = p.id
                          AND v.handed_over_on = p.valid_until AND v.status NOT IN ('draft', 'replaced'))
    UNION ALL
    SELECT 'evaluate_up_to_hand_over', p.employee_id, p.employee_name, f.day::text, 1, NULL, NULL,
           '/v1/target-plans/' || p.id, NULL
      FROM former f
      JOIN target_plan p ON p.agency_id = :agency AND p.employee_id = f.employee_id
       AND p.status = 'agreed' AND p.kind <> 'host' AND (p.valid_until IS NULL OR p.valid_until > f.day)
      JOIN open_cycle c ON c.id = p.cycle_id AND c.year = extract(year FROM f.day)
       AND COALESCE(p.valid_from, make_date(c.year, 1, 1)) <= f.day
     WHERE {_WORKED_BEFORE}
       AND NOT EXISTS (SELECT 1 FROM evaluation v WHERE v.agency_id = :agency AND v.plan_id = p.id
                          AND v.handed_over_on = f.day AND v.status NOT IN ('draft', 'replaced'))
    UNION ALL
    SELECT 'set_organization_result', u.id, u.name, s.label, 1, NULL, NULL,
           '/v1/organization-results?unit_id=' || u.id || '&cycle_id=' || s.cycle_id, NULL
      FROM unit_placement t JOIN unit u ON u.agency_id = :agency AND u.id = t.unit_id
      JOIN span s ON s.last_day < :day
     WHERE t.agency_id = :agency AND t.parent_id = ANY(:units) AND NOT t.unit_id = ANY(:units)
       AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
       AND NOT EXISTS (SELECT 1 FROM organization_result o WHERE o.agency_id = :agency AND o.unit_id = u.id
                        AND o.cycle_id = s.cycle_id AND o.period_id IS NOT DISTINCT FROM s.period_id)
    UNION ALL
    SELECT 'earlier_evaluation_missing', p.employee_id, p.employee_name, p.valid_until::text, 1, NULL, NULL,
           '/v1/target-plans/' || p.id, o.name
      FROM ended p LEFT JOIN official o ON o.plan_id = p.id
     WHERE p.employee_id = ANY(:reports) AND o.employee_id IS DISTINCT FROM :me AND {_IS_WAITED_FOR}
    UNION ALL
    SELECT 'host_evaluation_missing', l.employee_id, l.employee_name, l.last_day::text, 1, NULL, NULL,
           '/v1/employees/' || l.employee_id || '/statuses', NULL
      FROM lent l WHERE l.employee_id = ANY(:reports)
    UNION ALL
    SELECT 'host_evaluation_to_be_recorded', l.id, l.host_agency, l.last_day::text, 1, NULL, NULL,
           '/v1/employees/' || l.employee_id || '/statuses', NULL
      FROM lent l WHERE l.employee_id = :me
    UNION ALL
    SELECT 'hand_over_to_be_evaluated', p.id, p.position_name, p.valid_until::text, 1, NULL, NULL,
           '/v1/target-plans/' || p.id, p.official_name
      FROM mine_ended p WHERE {_IS_WAITED_FOR}
    UNION ALL
    SELECT 'action_plan_to_be_agreed', a.id, NULL, s.label, 1, NULL, a.submitted_at, '/v1/action-plans/' || a.id,
           p.official_name
      FROM mine_ended p JOIN action_plan a ON a.agency_id = :agency AND a.plan_id = p.id AND a.status = 'submitted'
      JOIN span s ON s.period_id = a.period_id AND s.status <> 'closed'
    UNION ALL
    SELECT 'results_to_be_reviewed', r.period_id, NULL, s.label, count(*), NULL, min(r.submitted_at),
           '/v1/realizations?plan_id=' || r.plan_id || '&period_id=' || r.period_id, p.official_name
      FROM mine_ended p JOIN realization r ON r.agency_id = :agency AND r.plan_id = p.id AND r.status = 'submitted'
      JOIN span s ON s.period_id = r.period_id
     GROUP BY r.period_id, s.label, r.plan_id, p.official_name
    UNION ALL
    SELECT 'evaluation_to_be_issued', p.id, NULL, s.label, 1, NULL, NULL,
           '/v1/evaluations?cycle_id=' || s.cycle_id || COALESCE('&period_id=' || s.period_id, '&scope=annual'),
           p.official_name
      FROM mine_ended p JOIN span s ON s.cycle_id = p.cycle_id AND s.last_day < :day
     WHERE {IS_EVALUATED} AND NOT (p.is_followed AND s.period_id IS NULL)
       AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.agency_id = :agency AND e.plan_id = p.id
                        AND e.period_id IS NOT DISTINCT FROM s.period_id AND e.handed_over_on IS NULL
                        AND e.status NOT IN ('draft', 'replaced'))
    """  # noqa: S608  constants of this module
    )
)
