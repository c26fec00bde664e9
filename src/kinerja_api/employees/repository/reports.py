"""SQL of who reports to somebody on a day: the way down of what `lines` asks upwards."""

from datetime import date
from uuid import UUID

from sqlalchemy import text

from kinerja_api.employees.types import Reports
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork

# Down from the units led, as far as nobody else leads there: whoever could report to the employee. Of each of them
# the way up is asked for as for one person, so that both directions always agree.
REPORTS_OF = HotQuery(
    text(
        """
    WITH RECURSIVE mine AS (
        SELECT p.unit_id
          FROM assignment a JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id AND p.is_unit_head
         WHERE a.agency_id = :agency AND a.employee_id = :employee
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
        UNION
        SELECT d.unit_id FROM delegation d
         WHERE d.agency_id = :agency AND d.employee_id = :employee AND d.since <= :day AND d.until > :day
    ), span AS (
        SELECT unit_id, false AS has_own_head FROM mine
        UNION
        SELECT t.unit_id, EXISTS (
                   SELECT 1 FROM position p JOIN assignment a ON a.agency_id = p.agency_id AND a.position_id = p.id
                    WHERE p.agency_id = :agency AND p.unit_id = t.unit_id AND p.is_unit_head
                      AND a.since <= :day AND (a.until IS NULL OR a.until > :day))
          FROM span JOIN unit_placement t ON t.agency_id = :agency AND t.parent_id = span.unit_id
           AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
         WHERE NOT span.has_own_head
    ), candidate AS (
        SELECT DISTINCT a.employee_id
          FROM span JOIN position p ON p.agency_id = :agency AND p.unit_id = span.unit_id
          JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
         WHERE a.employee_id <> :employee
           AND (NOT span.has_own_head OR p.is_unit_head
                OR EXISTS (SELECT 1 FROM delegation d WHERE d.agency_id = :agency AND d.unit_id = span.unit_id
                            AND d.employee_id = a.employee_id AND d.since <= :day AND d.until > :day))
    ), up AS (
        SELECT c.employee_id, p.unit_id, 1 AS depth
          FROM candidate c JOIN assignment a ON a.agency_id = :agency AND a.employee_id = c.employee_id
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
          JOIN position p ON p.agency_id = :agency AND p.id = a.position_id
        UNION ALL
        SELECT up.employee_id, t.parent_id, up.depth + 1
          FROM up JOIN unit_placement t ON t.agency_id = :agency AND t.unit_id = up.unit_id
           AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
         WHERE t.parent_id IS NOT NULL AND up.depth < 40
    ), superior AS (
        SELECT DISTINCT ON (up.employee_id) up.employee_id, COALESCE(d.employee_id, a.employee_id) AS superior_id
          FROM up
          LEFT JOIN delegation d ON d.agency_id = :agency AND d.unit_id = up.unit_id
               AND d.since <= :day AND d.until > :day AND d.employee_id <> up.employee_id
          LEFT JOIN position p ON p.agency_id = :agency AND p.unit_id = up.unit_id AND p.is_unit_head
          LEFT JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
               AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
         WHERE COALESCE(d.employee_id, a.employee_id) <> up.employee_id
         ORDER BY up.employee_id, up.depth
    )
    SELECT employee_id, NULL::uuid AS unit_id FROM superior WHERE superior_id = :employee
    UNION ALL
    SELECT NULL, unit_id FROM mine
    """
    )
)


async def read_reports(uow: UnitOfWork, employee_id: UUID, day: date) -> Reports:
    """Return whose rating official an employee is on a day, and which units the employee leads."""
    rows = await uow.fetch_rows(REPORTS_OF, agency=uow.agency_id, employee=employee_id, day=day)
    return Reports(
        employee_ids=tuple(row["employee_id"] for row in rows if row["employee_id"]),
        unit_ids=tuple(row["unit_id"] for row in rows if row["unit_id"]),
    )
