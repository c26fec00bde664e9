"""SQL of one's own side: what one must do, what lies with others, and what stands in one's way."""

from sqlalchemy import text

from kinerja_api.employees.public import post_counts_on
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.monitoring.repository.parts import GOES_ON, HOLDS_IN, IS_EVALUATED, OPEN_CYCLES, SPANS

_MY_POST = f"""
    my_post AS (
        SELECT a.position_id FROM assignment a
         WHERE a.agency_id = :agency AND a.employee_id = :me AND {post_counts_on()})"""  # noqa: S608  constants
_MY_STATUS = """
    my_status AS (
        SELECT x.kind FROM employee_status x
         WHERE x.agency_id = :agency AND x.employee_id = :me
           AND x.since <= :day AND (x.until IS NULL OR x.until > :day))"""
_MY_PLANS = """
    my_plan AS (
        SELECT p.*, c.year, c.plan_by FROM target_plan p JOIN open_cycle c ON c.id = p.cycle_id
         WHERE p.agency_id = :agency AND p.employee_id = :me)"""

_TASKS = f"""
    SELECT 'read_criteria' AS kind, c.id AS subject_id, NULL AS subject_name, c.year::text AS period, 1 AS count,
           NULL::date AS due, NULL::timestamptz AS since, '/v1/criteria?cycle_id=' || c.id AS path
      FROM open_cycle c
     WHERE EXISTS (SELECT 1 FROM my_post)
       AND NOT EXISTS (SELECT 1 FROM criteria_acknowledgement k
                        WHERE k.agency_id = :agency AND k.cycle_id = c.id AND k.employee_id = :me)
    UNION ALL
    SELECT 'write_plan', c.id, NULL, c.year::text, 1, c.plan_by, NULL, '/v1/target-plans'
      FROM open_cycle c CROSS JOIN my_post m
     WHERE NOT EXISTS (SELECT 1 FROM target_plan p WHERE p.agency_id = :agency AND p.cycle_id = c.id
                        AND p.employee_id = :me AND p.position_id = m.position_id
                        AND (p.valid_until IS NULL OR p.valid_until >= :day OR c.year < EXTRACT(YEAR FROM :day))
                        AND (p.kind = 'study') = EXISTS (SELECT 1 FROM my_status x WHERE x.kind = 'tugas_belajar'))
       AND NOT EXISTS (SELECT 1 FROM my_status x WHERE x.kind IN ('cltn', 'perpanjangan_cltn', 'diperbantukan'))
    UNION ALL
    SELECT CASE p.status WHEN 'draft' THEN 'submit_plan' ELSE 'correct_plan' END, p.id, NULL, p.year::text, 1,
           p.plan_by, p.updated_at, '/v1/target-plans/' || p.id
      FROM my_plan p WHERE p.status IN ('draft', 'returned')
    UNION ALL
    SELECT 'answer_plan_change', q.id, q.asked_by_name, p.year::text, 1, NULL, q.created_at,
           '/v1/plan-change-requests/' || q.id
      FROM plan_change_request q JOIN my_plan p ON p.id = q.plan_id
     WHERE q.agency_id = :agency AND q.employee_id = :me AND q.status = 'submitted' AND q.asked_by = 'official'
    UNION ALL
    SELECT CASE a.status WHEN 'draft' THEN 'submit_action_plan' ELSE 'correct_action_plan' END, a.id, NULL, s.label, 1,
           s.report_by, a.updated_at, '/v1/action-plans/' || a.id
      FROM action_plan a JOIN span s ON s.period_id = a.period_id AND s.status <> 'closed'
     WHERE a.agency_id = :agency AND a.employee_id = :me AND a.status IN ('draft', 'returned')
    UNION ALL
    SELECT 'report_results', s.period_id, NULL, s.label, count(*), s.report_by, NULL,
           '/v1/realizations?plan_id=' || m.plan_id || '&period_id=' || s.period_id
      FROM measured m JOIN my_plan p ON p.id = m.plan_id
      JOIN span s ON s.cycle_id = p.cycle_id AND s.period_id IS NOT NULL AND s.status = 'open' AND s.first_day <= :day
       AND {HOLDS_IN}
     WHERE NOT EXISTS (SELECT 1 FROM reported r WHERE r.indicator_id = m.indicator_id AND r.period_id = s.period_id
                        AND r.status <> 'draft')
     GROUP BY s.period_id, s.label, s.report_by, m.plan_id
    UNION ALL
    SELECT 'correct_results', s.period_id, NULL, s.label, count(*), s.report_by, NULL,
           '/v1/realizations?plan_id=' || r.plan_id || '&period_id=' || r.period_id
      FROM reported r JOIN span s ON s.period_id = r.period_id WHERE r.status = 'returned' AND s.status = 'open'
     GROUP BY s.period_id, s.label, s.report_by, r.plan_id, r.period_id
    UNION ALL
    SELECT 'acknowledge_feedback', NULL, NULL, NULL, count(*), NULL, min(f.created_at), '/v1/feedback'
      FROM feedback f WHERE f.agency_id = :agency AND f.employee_id = :me AND f.status = 'given' HAVING count(*) > 0
    UNION ALL
    SELECT 'conclude_meeting', m.id, m.unit_name, m.title, 1, NULL, m.starts_at, '/v1/review-meetings/' || m.id
      FROM review_meeting m
     WHERE m.agency_id = :agency AND m.leader_id = :me
       AND (m.status = 'held' OR (m.status = 'planned' AND m.starts_at < :now))
    UNION ALL
    SELECT 'finish_follow_up', f.id, NULL, NULL, 1, f.due_on, f.created_at, '/v1/follow-ups/' || f.id
      FROM follow_up f WHERE f.agency_id = :agency AND f.employee_id = :me AND f.status IN ('open', 'overdue')
    UNION ALL
    SELECT 'answer_observation', b.id, b.recorder_name, NULL, 1, b.answer_by, b.created_at, '/v1/observations/' || b.id
      FROM observation b WHERE b.agency_id = :agency AND b.employee_id = :me AND b.status = 'recorded'
    UNION ALL
    SELECT CASE n.status WHEN 'noted' THEN 'answer_note' ELSE 'agree_improvement' END, n.id, n.author_name, NULL, 1,
           CASE n.status WHEN 'noted' THEN n.answer_by END, n.updated_at, '/v1/improvement-notes/' || n.id
      FROM improvement_note n
     WHERE n.agency_id = :agency AND n.employee_id = :me AND n.status IN ('noted', 'proposed')
    UNION ALL
    SELECT 'follow_up_note', n.id, n.employee_name, NULL, 1, n.improve_by, n.updated_at,
           '/v1/improvement-notes/' || n.id
      FROM improvement_note n
     WHERE n.agency_id = :agency AND n.author_id = :me
       AND (n.status = 'answered' OR (n.status = 'agreed' AND n.improve_by < :day))
    UNION ALL
    SELECT 'assess_oneself', s.period_id, NULL, s.label, 1, s.report_by, NULL, '/v1/self-assessments'
      FROM my_plan p JOIN span s ON s.cycle_id = p.cycle_id AND s.period_id IS NOT NULL AND s.status = 'open'
       AND s.first_day <= :day AND {HOLDS_IN}
     WHERE p.status = 'agreed'
       AND NOT EXISTS (SELECT 1 FROM behavior_rating b WHERE b.agency_id = :agency AND b.plan_id = p.id
                        AND b.period_id = s.period_id AND b.rater_group = 'self')
       AND NOT EXISTS (SELECT 1 FROM rating_collection c WHERE c.agency_id = :agency AND c.plan_id = p.id
                        AND c.period_id = s.period_id AND c.evaluated_at IS NOT NULL)
    UNION ALL
    SELECT 'answer_rating_request', q.id, q.employee_name, s.label, 1, s.report_by, q.updated_at,
           '/v1/rating-requests/' || q.id
      FROM rating_request q JOIN target_plan p ON p.agency_id = :agency AND p.id = q.plan_id
      JOIN span s ON s.cycle_id = p.cycle_id AND s.period_id IS NOT DISTINCT FROM q.period_id AND s.status = 'open'
     WHERE q.agency_id = :agency AND q.rater_id = :me AND q.status = 'approved'
       AND NOT EXISTS (SELECT 1 FROM behavior_rating b WHERE b.agency_id = :agency AND b.rater_id = :me
                        AND b.request_id = q.id)
    UNION ALL
    SELECT 'sign_evaluation', e.id, NULL, COALESCE(d.label || ' ' || e.year, e.year::text), 1, NULL, e.issued_at,
           '/v1/evaluations/' || e.id
      FROM evaluation e LEFT JOIN period d ON d.agency_id = :agency AND d.id = e.period_id
     WHERE e.agency_id = :agency AND e.employee_id = :me AND e.status = 'issued'
    UNION ALL
    SELECT 'decide_objection', o.id, o.employee_name, NULL, 1, o.decide_by, o.filed_at, '/v1/objections/' || o.id
      FROM objection o
     WHERE o.agency_id = :agency AND o.judge_id = :me AND o.status IN ('diajukan', 'diperiksa')
    UNION ALL
    SELECT 'state_on_objection', o.id, o.employee_name, NULL, 1, o.decide_by, o.filed_at, '/v1/objections/' || o.id
      FROM objection o
     WHERE o.agency_id = :agency AND o.official_id = :me AND o.status IN ('diajukan', 'diperiksa')
       AND NOT EXISTS (SELECT 1 FROM objection_statement t
                        WHERE t.agency_id = :agency AND t.objection_id = o.id AND t.side = 'official')
    UNION ALL
    SELECT 'lock_calibration', k.id, k.unit_name, NULL, 1, NULL, k.created_at, '/v1/calibrations/' || k.id
      FROM calibration k JOIN open_cycle c ON c.id = k.cycle_id
     WHERE k.agency_id = :agency AND k.leader_id = :me AND k.status = 'open'
"""  # noqa: S608  constants of this module
# One's own that lies with others, and what stands in one's way; of plans that have ended it is told in `below`.
_HELD = f"""
    SELECT 'plan_to_be_agreed' AS kind, p.id AS subject_id, NULL AS subject_name, p.year::text AS period, 1 AS count,
           p.plan_by AS due, p.submitted_at AS since, '/v1/target-plans/' || p.id AS path
      FROM my_plan p WHERE p.status = 'submitted'
    UNION ALL
    SELECT 'plan_change_to_be_decided', q.id, NULL, p.year::text, 1, NULL, q.created_at,
           '/v1/plan-change-requests/' || q.id
      FROM plan_change_request q JOIN my_plan p ON p.id = q.plan_id
     WHERE q.agency_id = :agency AND q.employee_id = :me AND q.status = 'submitted' AND q.asked_by = 'employee'
    UNION ALL
    SELECT 'action_plan_to_be_agreed', a.id, NULL, s.label, 1, NULL, a.submitted_at, '/v1/action-plans/' || a.id
      FROM action_plan a JOIN span s ON s.period_id = a.period_id AND s.status <> 'closed'
      JOIN my_plan p ON p.id = a.plan_id
     WHERE a.agency_id = :agency AND a.employee_id = :me AND a.status = 'submitted' AND {GOES_ON}
    UNION ALL
    SELECT 'results_to_be_reviewed', r.period_id, NULL, s.label, count(*), NULL, min(r.submitted_at),
           '/v1/realizations?plan_id=' || r.plan_id || '&period_id=' || r.period_id
      FROM realization r JOIN span s ON s.period_id = r.period_id JOIN my_plan p ON p.id = r.plan_id
     WHERE r.agency_id = :agency AND r.employee_id = :me AND r.status = 'submitted' AND {GOES_ON}
     GROUP BY r.period_id, s.label, r.plan_id
    UNION ALL
    SELECT 'evaluation_to_be_issued', p.id, NULL, s.label, 1, NULL, NULL,
           '/v1/evaluations?cycle_id=' || s.cycle_id || COALESCE('&period_id=' || s.period_id, '&scope=annual')
      FROM my_plan p JOIN span s ON s.cycle_id = p.cycle_id AND s.last_day < :day
     WHERE {IS_EVALUATED} AND {GOES_ON}
       AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.agency_id = :agency AND e.plan_id = p.id
                        AND e.period_id IS NOT DISTINCT FROM s.period_id AND e.handed_over_on IS NULL
                        AND e.status NOT IN ('draft', 'replaced'))
    UNION ALL
    SELECT 'objection_to_be_decided', o.id, o.judge_name, NULL, 1, o.decide_by, o.filed_at, '/v1/objections/' || o.id
      FROM objection o
     WHERE o.agency_id = :agency AND o.employee_id = :me AND o.status IN ('diajukan', 'diperiksa')
    UNION ALL
    SELECT 'no_post', NULL, NULL, NULL, 1, NULL, NULL, '/v1/employees/' || CAST(:me AS text) || '/assignments'
     WHERE NOT EXISTS (SELECT 1 FROM my_post)
    UNION ALL
    SELECT 'no_open_cycle', NULL, NULL, NULL, 1, NULL, NULL, '/v1/cycles' WHERE NOT EXISTS (SELECT 1 FROM open_cycle)
    UNION ALL
    SELECT 'no_rating_official', NULL, NULL, NULL, 1, NULL, NULL,
           '/v1/employees/' || CAST(:me AS text) || '/superiors'
      FROM my_post WHERE CAST(:official AS uuid) IS NULL
    UNION ALL
    SELECT 'other_rating_official', p.id, p.rating_official_name, p.year::text, 1, NULL, NULL,
           '/v1/employees/' || CAST(:me AS text) || '/superiors'
      FROM my_plan p
     WHERE p.status IN ('submitted', 'agreed') AND p.rating_official_id <> CAST(:official AS uuid) AND {GOES_ON}
    UNION ALL
    SELECT 'no_plan_above', c.id, CAST(:official_name AS text), c.year::text, 1, c.plan_by, NULL,
           '/v1/target-plans?cycle_id=' || c.id
      FROM open_cycle c
     WHERE CAST(:official AS uuid) IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM my_plan p WHERE p.cycle_id = c.id AND p.status IN ('agreed', 'closed'))
       AND NOT EXISTS (SELECT 1 FROM target_plan p WHERE p.agency_id = :agency AND p.cycle_id = c.id
                        AND p.employee_id = CAST(:official AS uuid) AND p.status IN ('agreed', 'closed'))
"""  # noqa: S608  constants of this module
MINE = HotQuery(
    text(
        f"""
    WITH {OPEN_CYCLES}, {_MY_POST}, {_MY_STATUS}, {_MY_PLANS}, {SPANS},
    reported AS (
        SELECT r.plan_id, r.period_id, r.indicator_id, r.status FROM realization r
         WHERE r.agency_id = :agency AND r.employee_id = :me),
    measured AS (
        SELECT p.id AS plan_id, i.id AS indicator_id
          FROM my_plan p JOIN target t ON t.agency_id = :agency AND t.plan_id = p.id
          JOIN indicator i ON i.agency_id = :agency AND i.target_id = t.id AND i.removed_at IS NULL
         WHERE p.status = 'agreed')
    {_TASKS} UNION ALL {_HELD}
    """  # noqa: S608  constants of this module
    )
)
