"""All SQL of the list of tasks: reads the tables of the other capabilities, each kind of matter by an index.

Every branch yields the columns of `Found`. What is found is what the lifecycles of the other capabilities let the
person do now; `tests/api/test_my_tasks.py` does each task and sees it go.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import text

from kinerja_api.authz.permissions import Role
from kinerja_api.employees.types import Reports, Superior
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.monitoring.types import Found

_OPEN_CYCLES = "open_cycle AS (SELECT * FROM cycle WHERE agency_id = :agency AND status = 'open')"
_MY_POST = """
    my_post AS (
        SELECT a.position_id FROM assignment a
         WHERE a.agency_id = :agency AND a.employee_id = :me
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day))"""
# A plan is evaluated here in a period on whose days it holds, and for the year if no other follows; not in a time that
# is wholly one of leave or work elsewhere, and not for a year that ends elsewhere.
_IS_EVALUATED = """
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
_MY_STATUS = """
    my_status AS (
        SELECT x.kind FROM employee_status x
         WHERE x.agency_id = :agency AND x.employee_id = :me
           AND x.since <= :day AND (x.until IS NULL OR x.until > :day))"""
_MY_PLANS = """
    my_plan AS (
        SELECT p.*, c.year, c.plan_by FROM target_plan p JOIN open_cycle c ON c.id = p.cycle_id
         WHERE p.agency_id = :agency AND p.employee_id = :me)"""
# A period by its label; the year as a whole by its number.
_SPANS = """
    span AS (
        SELECT c.id AS cycle_id, p.id AS period_id, c.year, p.label || ' ' || c.year AS label, p.first_day, p.last_day,
               p.report_by, p.status
          FROM open_cycle c JOIN period p ON p.agency_id = :agency AND p.cycle_id = c.id
        UNION ALL
        SELECT c.id, NULL, c.year, c.year::text, make_date(c.year, 1, 1), make_date(c.year, 12, 31), NULL, 'open'
          FROM open_cycle c)"""

MINE = HotQuery(
    text(
        f"""
    WITH {_OPEN_CYCLES}, {_MY_POST}, {_MY_STATUS}, {_MY_PLANS}, {_SPANS},
    reported AS (
        SELECT r.plan_id, r.period_id, r.indicator_id, r.status FROM realization r
         WHERE r.agency_id = :agency AND r.employee_id = :me),
    measured AS (
        SELECT p.id AS plan_id, i.id AS indicator_id
          FROM my_plan p JOIN target t ON t.agency_id = :agency AND t.plan_id = p.id
          JOIN indicator i ON i.agency_id = :agency AND i.target_id = t.id AND i.removed_at IS NULL
         WHERE p.status = 'agreed')
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
       AND s.first_day <= :day
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
    )
)

# What a rating official owes to the people and units below.
OF_REPORTS = HotQuery(
    text(
        f"""
    WITH {_OPEN_CYCLES}, {_SPANS},
    plan AS (
        SELECT p.*, c.year, c.plan_by FROM target_plan p JOIN open_cycle c ON c.id = p.cycle_id
         WHERE p.agency_id = :agency AND p.employee_id = ANY(:reports)),
    living AS (
        SELECT p.id, p.employee_id, p.cycle_id, s.period_id, s.label, s.last_day, s.report_by, s.status
          FROM plan p JOIN span s ON s.cycle_id = p.cycle_id AND s.first_day <= :day
         WHERE {_IS_EVALUATED})
    SELECT 'agree_plan' AS kind, p.employee_id AS subject_id, p.employee_name AS subject_name, p.year::text AS period,
           1 AS count, p.plan_by AS due, p.submitted_at AS since, '/v1/target-plans/' || p.id AS path
      FROM plan p WHERE p.status = 'submitted'
    UNION ALL
    SELECT 'decide_plan_change', q.employee_id, q.employee_name, p.year::text, 1, NULL, q.created_at,
           '/v1/plan-change-requests/' || q.id
      FROM plan_change_request q JOIN plan p ON p.id = q.plan_id
     WHERE q.agency_id = :agency AND q.employee_id = ANY(:reports) AND q.status = 'submitted'
       AND q.asked_by = 'employee'
    UNION ALL
    SELECT 'agree_action_plan', a.employee_id, a.employee_name, s.label, 1, NULL, a.submitted_at,
           '/v1/action-plans/' || a.id
      FROM action_plan a JOIN span s ON s.period_id = a.period_id AND s.status <> 'closed'
     WHERE a.agency_id = :agency AND a.employee_id = ANY(:reports) AND a.status = 'submitted'
    UNION ALL
    SELECT 'review_results', r.employee_id, r.employee_name, s.label, count(*), NULL, min(r.submitted_at),
           '/v1/realizations?plan_id=' || r.plan_id || '&period_id=' || r.period_id
      FROM realization r JOIN span s ON s.period_id = r.period_id
     WHERE r.agency_id = :agency AND r.employee_id = ANY(:reports) AND r.status = 'submitted'
     GROUP BY r.employee_id, r.employee_name, s.label, r.plan_id, r.period_id
    UNION ALL
    SELECT 'approve_rater', q.employee_id, q.employee_name, NULL, count(*), NULL, min(q.created_at),
           '/v1/rating-requests?plan_id=' || q.plan_id
      FROM rating_request q JOIN plan p ON p.id = q.plan_id
     WHERE q.agency_id = :agency AND q.employee_id = ANY(:reports) AND q.status = 'nominated'
     GROUP BY q.employee_id, q.employee_name, q.plan_id
    UNION ALL
    SELECT 'rate_behavior', v.period_id, NULL, v.label, count(*), v.report_by, NULL, '/v1/behavior-ratings'
      FROM living v
     WHERE v.period_id IS NOT NULL AND v.status = 'open'
       AND NOT EXISTS (SELECT 1 FROM behavior_rating b WHERE b.agency_id = :agency AND b.plan_id = v.id
                        AND b.period_id = v.period_id AND b.rater_group = 'superior')
       AND NOT EXISTS (SELECT 1 FROM rating_collection c WHERE c.agency_id = :agency AND c.plan_id = v.id
                        AND c.period_id = v.period_id AND c.evaluated_at IS NOT NULL)
     GROUP BY v.period_id, v.label, v.report_by
    UNION ALL
    SELECT 'evaluate', v.period_id, NULL, v.label, count(*), NULL, NULL,
           '/v1/evaluations?cycle_id=' || v.cycle_id || COALESCE('&period_id=' || v.period_id, '&scope=annual')
      FROM living v
     WHERE v.last_day < :day
       AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.agency_id = :agency AND e.plan_id = v.id
                        AND e.period_id IS NOT DISTINCT FROM v.period_id AND e.handed_over_on IS NULL
                        AND e.status NOT IN ('draft', 'replaced'))
     GROUP BY v.cycle_id, v.period_id, v.label
    UNION ALL
    SELECT 'set_organization_result', u.id, u.name, s.label, 1, NULL, NULL,
           '/v1/organization-results?unit_id=' || u.id || '&cycle_id=' || s.cycle_id
      FROM unit_placement t JOIN unit u ON u.agency_id = :agency AND u.id = t.unit_id
      JOIN span s ON s.last_day < :day
     WHERE t.agency_id = :agency AND t.parent_id = ANY(:units) AND NOT t.unit_id = ANY(:units)
       AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
       AND NOT EXISTS (SELECT 1 FROM organization_result o WHERE o.agency_id = :agency AND o.unit_id = u.id
                        AND o.cycle_id = s.cycle_id AND o.period_id IS NOT DISTINCT FROM s.period_id)
    """  # noqa: S608  constants of this module
    )
)

# One's own that lies with others, and what stands in one's way.
OWN = HotQuery(
    text(
        f"""
    WITH {_OPEN_CYCLES}, {_MY_POST}, {_MY_PLANS}, {_SPANS}
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
     WHERE a.agency_id = :agency AND a.employee_id = :me AND a.status = 'submitted'
    UNION ALL
    SELECT 'results_to_be_reviewed', r.period_id, NULL, s.label, count(*), NULL, min(r.submitted_at),
           '/v1/realizations?plan_id=' || r.plan_id || '&period_id=' || r.period_id
      FROM realization r JOIN span s ON s.period_id = r.period_id
     WHERE r.agency_id = :agency AND r.employee_id = :me AND r.status = 'submitted'
     GROUP BY r.period_id, s.label, r.plan_id
    UNION ALL
    SELECT 'evaluation_to_be_issued', p.id, NULL, s.label, 1, NULL, NULL,
           '/v1/evaluations?cycle_id=' || s.cycle_id || COALESCE('&period_id=' || s.period_id, '&scope=annual')
      FROM my_plan p JOIN span s ON s.cycle_id = p.cycle_id AND s.last_day < :day
     WHERE {_IS_EVALUATED}
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
     WHERE p.status IN ('submitted', 'agreed') AND p.rating_official_id <> CAST(:official AS uuid)
    UNION ALL
    SELECT 'no_plan_above', c.id, CAST(:official_name AS text), c.year::text, 1, c.plan_by, NULL,
           '/v1/target-plans?cycle_id=' || c.id
      FROM open_cycle c
     WHERE CAST(:official AS uuid) IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM my_plan p WHERE p.cycle_id = c.id AND p.status IN ('agreed', 'closed'))
       AND NOT EXISTS (SELECT 1 FROM target_plan p WHERE p.agency_id = :agency AND p.cycle_id = c.id
                        AND p.employee_id = CAST(:official AS uuid) AND p.status IN ('agreed', 'closed'))
    """  # noqa: S608  constants of this module
    )
)

# What offices owe; `roles` says which of them the account holds.
OF_OFFICES = HotQuery(
    text(
        f"""
    WITH {_OPEN_CYCLES}, holds AS (
        SELECT 'hr_admin' = ANY(:roles) AS hr, 'appointing_official' = ANY(:roles) AS ppk,
               'promotion_board' = ANY(:roles) AS board,
               'survey_officer' = ANY(:roles) OR 'hr_admin' = ANY(:roles) AS survey)
    SELECT 'fill_heads_post' AS kind, u.id AS subject_id, u.name AS subject_name, NULL AS period,
           (SELECT count(*) FROM position p JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
                AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
             WHERE p.agency_id = :agency AND p.unit_id = u.id) AS count,
           NULL::date AS due, NULL::timestamptz AS since, '/v1/units/' || u.id AS path
      FROM holds, unit_placement t JOIN unit u ON u.agency_id = :agency AND u.id = t.unit_id
     WHERE holds.hr AND t.agency_id = :agency AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
       AND NOT EXISTS (SELECT 1 FROM position p JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
                        AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
                        WHERE p.agency_id = :agency AND p.unit_id = u.id AND p.is_unit_head)
       AND NOT EXISTS (SELECT 1 FROM delegation d WHERE d.agency_id = :agency AND d.unit_id = u.id
                        AND d.since <= :day AND d.until > :day)
    UNION ALL
    SELECT 'move_people', u.id, u.name, NULL, count(*), NULL, NULL, '/v1/employees?unit_id=' || u.id
      FROM holds, assignment a JOIN position p ON p.agency_id = :agency AND p.id = a.position_id
      JOIN unit u ON u.agency_id = :agency AND u.id = p.unit_id
     WHERE holds.hr AND a.agency_id = :agency AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
       AND NOT EXISTS (SELECT 1 FROM unit_placement t WHERE t.agency_id = :agency AND t.unit_id = u.id
                        AND t.since <= :day AND (t.until IS NULL OR t.until > :day))
     GROUP BY u.id, u.name
    UNION ALL
    SELECT CASE p.status WHEN 'open' THEN 'close_period' ELSE 'open_period' END, p.id, NULL, p.label || ' ' || c.year,
           1, CASE p.status WHEN 'open' THEN p.report_by ELSE p.first_day END, NULL, '/v1/periods/' || p.id
      FROM holds, open_cycle c JOIN period p ON p.agency_id = :agency AND p.cycle_id = c.id
     WHERE holds.hr AND ((p.status = 'open' AND p.report_by < :day) OR (p.status = 'upcoming' AND p.first_day <= :day))
    UNION ALL
    SELECT CASE WHEN o.judge_id IS NULL AND holds.ppk THEN 'decide_objection' ELSE 'pass_on_objection' END, o.id,
           o.employee_name, NULL, 1, o.decide_by, o.filed_at, '/v1/objections/' || o.id
      FROM holds, objection o
     WHERE o.agency_id = :agency AND o.status IN ('diajukan', 'diperiksa')
       AND ((holds.ppk AND o.judge_id IS NULL) OR (holds.hr AND o.judge_id IS NOT NULL AND o.decide_by < :day))
    UNION ALL
    SELECT CASE y.status WHEN 'draft' THEN 'review_policy' ELSE 'publish_policy' END, y.id, y.title_id, NULL, 1,
           y.since, COALESCE(y.reviewed_at, y.created_at), '/v1/policy-overlays/' || y.id
      FROM holds, policy_overlay y
     WHERE y.agency_id = :agency AND y.drafted_by <> :account
       AND ((y.status = 'draft' AND (holds.hr OR holds.ppk)) OR (y.status = 'reviewed' AND holds.ppk))
    UNION ALL
    SELECT CASE m.status WHEN 'proposed' THEN 'recommend_promotion' ELSE 'decide_promotion' END, m.id, m.employee_name,
           NULL, 1, m.effective_on, m.created_at, '/v1/promotion-proposals/' || m.id
      FROM holds, promotion_proposal m
     WHERE m.agency_id = :agency AND m.proposed_by <> :account
       AND ((m.status = 'proposed' AND holds.board)
            OR (m.status IN ('recommended', 'not_recommended') AND holds.ppk
                AND m.recommended_by IS DISTINCT FROM :account))
    UNION ALL
    SELECT CASE s.status WHEN 'published' THEN 'close_survey' ELSE 'issue_survey_result' END, s.id, s.title, NULL, 1,
           s.closes_on, s.closed_at, '/v1/surveys/' || s.id
      FROM holds, survey s
     WHERE holds.survey AND s.agency_id = :agency
       AND ((s.status = 'published' AND s.closes_on < :day) OR s.status = 'closed')
    """  # noqa: S608  constants of this module
    )
)


async def list_tasks(uow: UnitOfWork, me: UUID, reports: Reports, day: date) -> list[Found]:
    """Return what an employee must do: their own matters and, for a rating official, those of the people below."""
    rows = await uow.fetch_rows(MINE, agency=uow.agency_id, me=me, day=day, now=uow.now())
    if reports.employee_ids or reports.unit_ids:
        rows += await uow.fetch_rows(
            OF_REPORTS,
            agency=uow.agency_id,
            reports=list(reports.employee_ids),
            units=list(reports.unit_ids),
            day=day,
        )
    return [Found(*row) for row in rows]


async def list_own(uow: UnitOfWork, me: UUID, official: Superior | None, day: date) -> list[Found]:
    """Return which of an employee's own matters lie with others, and what stands in the way."""
    values = {
        "official": official.employee_id if official else None,
        "official_name": official.name if official else None,
    }
    return [Found(*row) for row in await uow.fetch_rows(OWN, agency=uow.agency_id, me=me, day=day, **values)]


async def list_office_tasks(uow: UnitOfWork, account_id: UUID, roles: Iterable[Role], day: date) -> list[Found]:
    """Return what the offices must do that an account holds."""
    held = sorted(role.value for role in roles)
    rows = await uow.fetch_rows(OF_OFFICES, agency=uow.agency_id, account=account_id, roles=held, day=day)
    return [Found(*row) for row in rows]
