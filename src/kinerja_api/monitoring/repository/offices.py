"""SQL of the offices: what HR, the appointing official, the board and survey officers owe."""

from sqlalchemy import text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.monitoring.repository.parts import LENT, OPEN_CYCLES
from kinerja_api.organization.types import BELOW_PENGAWAS

_LENT = LENT.format(only="")
# What offices owe; `roles` says which of them the account holds.
OF_OFFICES = HotQuery(
    text(
        f"""
    WITH {OPEN_CYCLES}, {_LENT}, holds AS (
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
    SELECT 'name_rating_authority', p.id, u.name, NULL, count(*), NULL, NULL, '/v1/positions/' || p.id
      FROM holds, position p JOIN unit u ON u.agency_id = :agency AND u.id = p.unit_id
      JOIN assignment h ON h.agency_id = :agency AND h.position_id = p.id
       AND h.since <= :day AND (h.until IS NULL OR h.until > :day)
      JOIN position o ON o.agency_id = :agency AND o.unit_id = p.unit_id AND o.id <> p.id
      JOIN assignment a ON a.agency_id = :agency AND a.position_id = o.id
       AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
     WHERE holds.hr AND p.agency_id = :agency AND p.is_unit_head AND p.rating_decree IS NULL
       AND (p.kind = 'executor' OR p.level = '{BELOW_PENGAWAS}')
       AND NOT EXISTS (SELECT 1 FROM delegation d WHERE d.agency_id = :agency AND d.unit_id = u.id
                        AND d.since <= :day AND d.until > :day)
     GROUP BY p.id, u.name
    UNION ALL
    SELECT 'move_people', u.id, u.name, NULL, count(*), NULL, NULL, '/v1/employees?unit_id=' || u.id
      FROM holds, assignment a JOIN position p ON p.agency_id = :agency AND p.id = a.position_id
      JOIN unit u ON u.agency_id = :agency AND u.id = p.unit_id
     WHERE holds.hr AND a.agency_id = :agency AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
       AND NOT EXISTS (SELECT 1 FROM unit_placement t WHERE t.agency_id = :agency AND t.unit_id = u.id
                        AND t.since <= :day AND (t.until IS NULL OR t.until > :day))
     GROUP BY u.id, u.name
    UNION ALL
    SELECT 'record_host_evaluation', l.id, l.employee_name, l.last_day::text, 1, NULL, NULL,
           '/v1/employees/' || l.employee_id || '/statuses'
      FROM holds, lent l WHERE holds.hr
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
    SELECT 'lock_calibration', k.id, k.unit_name, NULL, 1, NULL, k.created_at, '/v1/calibrations/' || k.id
      FROM holds, calibration k JOIN open_cycle c ON c.id = k.cycle_id
     WHERE holds.ppk AND k.agency_id = :agency AND k.leader_id IS NULL AND k.status = 'open'
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
