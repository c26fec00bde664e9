"""SQL of who reports to somebody on a day: the way down of what `lines` asks upwards."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import text

from kinerja_api.employees.repository.held import post_counts_on
from kinerja_api.employees.rules import handed_over
from kinerja_api.employees.types.reports import Reports
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork

# Down from the units led, as far as nobody else leads there: whoever could report to the employee. Of each of them
# the way up is asked for as for one person, so that both directions always agree.
REPORTS_OF = HotQuery(
    text(
        f"""
    WITH RECURSIVE ended AS (
        SELECT a.until - 1 AS day
          FROM assignment a JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id AND p.is_unit_head
         WHERE a.agency_id = :agency AND a.employee_id = :employee AND a.until > :since AND a.until <= :day
        UNION
        SELECT d.until - 1 FROM delegation d
         WHERE d.agency_id = :agency AND d.employee_id = :employee AND d.capacity = 'plt'
           AND d.until > :since AND d.until <= :day
    ), wanted AS (
        SELECT CAST(:day AS date) AS day
        UNION
        SELECT e.day + later.days FROM ended e CROSS JOIN (VALUES (0), (1)) AS later (days)
    ), mine AS (
        SELECT w.day, p.unit_id
          FROM wanted w
          JOIN assignment a ON a.agency_id = :agency AND a.employee_id = :employee
           AND a.since <= w.day AND (a.until IS NULL OR a.until > w.day)
          JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id AND p.is_unit_head
        UNION
        SELECT w.day, d.unit_id
          FROM wanted w
          JOIN delegation d ON d.agency_id = :agency AND d.employee_id = :employee
           AND d.since <= w.day AND d.until > w.day
    ), span AS (
        SELECT day, unit_id, false AS has_own_head FROM mine
        UNION
        SELECT span.day, t.unit_id, EXISTS (
                   SELECT 1 FROM position p JOIN assignment a ON a.agency_id = p.agency_id AND a.position_id = p.id
                    WHERE p.agency_id = :agency AND p.unit_id = t.unit_id AND p.is_unit_head
                      AND a.since <= span.day AND (a.until IS NULL OR a.until > span.day))
          FROM span JOIN unit_placement t ON t.agency_id = :agency AND t.parent_id = span.unit_id
           AND t.since <= span.day AND (t.until IS NULL OR t.until > span.day)
         WHERE NOT span.has_own_head
    ), candidate AS (
        SELECT DISTINCT span.day, a.employee_id, p.unit_id
          FROM span JOIN position p ON p.agency_id = :agency AND p.unit_id = span.unit_id
          JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id AND {post_counts_on("span.day")}
         WHERE a.employee_id <> :employee
           AND (NOT span.has_own_head OR p.is_unit_head
                OR EXISTS (SELECT 1 FROM delegation d WHERE d.agency_id = :agency AND d.unit_id = span.unit_id
                            AND d.employee_id = a.employee_id AND d.since <= span.day AND d.until > span.day))
    ), up AS (
        SELECT day, employee_id, unit_id, 1 AS depth FROM candidate
        UNION ALL
        SELECT up.day, up.employee_id, t.parent_id, up.depth + 1
          FROM up JOIN unit_placement t ON t.agency_id = :agency AND t.unit_id = up.unit_id
           AND t.since <= up.day AND (t.until IS NULL OR t.until > up.day)
         WHERE t.parent_id IS NOT NULL AND up.depth < 40
    ), superior AS (
        SELECT DISTINCT ON (up.day, up.employee_id) up.day, up.employee_id,
               COALESCE(d.employee_id, a.employee_id) AS superior_id
          FROM up
          LEFT JOIN delegation d ON d.agency_id = :agency AND d.unit_id = up.unit_id
               AND d.since <= up.day AND d.until > up.day AND d.employee_id <> up.employee_id
          LEFT JOIN position p ON p.agency_id = :agency AND p.unit_id = up.unit_id AND p.is_unit_head
          LEFT JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
               AND a.since <= up.day AND (a.until IS NULL OR a.until > up.day)
         WHERE COALESCE(d.employee_id, a.employee_id) <> up.employee_id
         ORDER BY up.day, up.employee_id, up.depth
    )
    SELECT day, employee_id, NULL::uuid AS unit_id FROM superior WHERE superior_id = :employee
    UNION ALL
    SELECT day, NULL, unit_id FROM mine WHERE day = CAST(:day AS date)
    UNION ALL
    SELECT day, NULL, NULL FROM ended
    """  # noqa: S608  constants
    )
)


async def read_reports(uow: UnitOfWork, employee_id: UUID, day: date, since: date) -> Reports:
    """Return whose rating official an employee is on a day, which units they lead, and whose official they were.

    `since` says how far to look back for charges that ended: heads' posts, and acting ones of some length (Plt.).
    """
    rows = await uow.fetch_rows(REPORTS_OF, agency=uow.agency_id, employee=employee_id, day=day, since=since)
    below: dict[date, list[UUID]] = defaultdict(list)
    for row in rows:
        if row["employee_id"]:
            below[row["day"]].append(row["employee_id"])
    last_days = [row["day"] for row in rows if row["employee_id"] is None and row["unit_id"] is None]
    return Reports(
        employee_ids=tuple(below.get(day, ())),
        unit_ids=tuple(row["unit_id"] for row in rows if row["unit_id"]),
        handed_over=tuple(handed_over(below, last_days, day)),
    )
