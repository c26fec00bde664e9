"""SQL of who stands above whom on a day, by posts, the tree of units and delegations, and of who is a relative."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kinerja_api.employees.repository.held import post_counts_on
from kinerja_api.employees.rules import Past
from kinerja_api.employees.types import Capacity, Superior, UnitStanding
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork

# Up the tree of the day from one's own unit, of a student without a post from that of the last one: the head of each
# unit is the acting one (Plt., Plh.) if there is one that day, else the holder of the head's post. Oneself and vacant
# posts are passed over.
LINES = f"""
    WITH RECURSIVE up AS (
        SELECT a.employee_id AS below_id, p.unit_id, 1 AS depth
          FROM assignment a
          JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
         WHERE a.agency_id = :agency AND a.employee_id = ANY(:employees) AND {post_counts_on()}
        UNION ALL
        SELECT up.below_id, t.parent_id, up.depth + 1
          FROM up JOIN unit_placement t ON t.agency_id = :agency AND t.unit_id = up.unit_id
           AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
         WHERE t.parent_id IS NOT NULL AND up.depth < 40
    ), heads AS (
        SELECT up.below_id, up.depth, up.unit_id,
               COALESCE(d.employee_id, a.employee_id) AS employee_id,
               COALESCE(d.capacity, 'definitive') AS capacity
          FROM up
          LEFT JOIN delegation d ON d.agency_id = :agency AND d.unit_id = up.unit_id
               AND d.since <= :day AND d.until > :day AND d.employee_id <> up.below_id
          LEFT JOIN position p ON p.agency_id = :agency AND p.unit_id = up.unit_id AND p.is_unit_head
          LEFT JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
               AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
    ), first_seen AS (
        SELECT DISTINCT ON (h.below_id, h.employee_id) h.* FROM heads h
         WHERE h.employee_id IS NOT NULL AND h.employee_id <> h.below_id
         ORDER BY h.below_id, h.employee_id, h.depth
    ), relative AS (
        SELECT employee_id AS one_id, relative_id AS other_id FROM employee_relation
         WHERE agency_id = :agency AND employee_id = ANY(:employees)
        UNION
        SELECT relative_id, employee_id FROM employee_relation
         WHERE agency_id = :agency AND relative_id = ANY(:employees)
    ), line AS (
        SELECT f.below_id, f.employee_id AS superior_id, e.name AS superior_name, e.nip AS superior_nip,
               f.unit_id AS via_unit_id, f.capacity, f.depth,
               EXISTS (SELECT 1 FROM relative r
                        WHERE r.one_id = f.below_id AND r.other_id = f.employee_id) AS is_relative
          FROM first_seen f JOIN employee e ON e.agency_id = :agency AND e.id = f.employee_id
        UNION ALL
        -- Those who are relatives of each other, wherever they stand: a row without a superior.
        SELECT one_id, NULL, NULL, NULL, NULL, NULL, 0, true FROM relative WHERE other_id = ANY(:employees)
    )
"""  # noqa: S608  constants
SUPERIORS_OF = HotQuery(text(f"{LINES} SELECT * FROM line ORDER BY depth"))  # noqa: S608  a constant of this module
_SERVES = """
    EXISTS (SELECT 1 FROM assignment n WHERE n.agency_id = :agency AND n.employee_id = {employee}
               AND n.since <= :today AND (n.until IS NULL OR n.until > :today))
"""
# The same for a day that lies behind, of those who serve still: whoever left for good is passed over like a vacancy.
SERVING_SUPERIORS_OF = HotQuery(
    text(
        f"""{LINES} SELECT * FROM line
         WHERE superior_id IS NULL OR {_SERVES.format(employee="line.superior_id")}
         ORDER BY depth"""  # noqa: S608  constants of this module
    )
)
# Both at once: that of the day behind, and that of today.
SUPERIORS_THEN_AND_TODAY = HotQuery(
    text(
        f"""
    SELECT true AS is_then, l.* FROM ({LINES} SELECT * FROM line) AS l
     WHERE l.superior_id IS NULL OR {_SERVES.format(employee="l.superior_id")}
    UNION ALL
    SELECT false, l.* FROM ({LINES.replace(":day", ":today")} SELECT * FROM line) AS l
     ORDER BY depth"""  # noqa: S608  constants of this module
    )
)
# The days on which somebody's time at the head of a unit ended, by own post or acting, and the days that are asked
# for besides: on which of them the employee stood below, and whether directly. Who serves no more is told nothing.
PAST_OF = HotQuery(
    text(
        f"""
    WITH RECURSIVE ended AS (
        SELECT a.until - 1 AS day
          FROM assignment a JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id AND p.is_unit_head
         WHERE a.agency_id = :agency AND a.employee_id = :me AND a.until > :since AND a.until <= :today
        UNION
        SELECT d.until - 1 FROM delegation d
         WHERE d.agency_id = :agency AND d.employee_id = :me AND d.until > :since AND d.until <= :today
    ), wanted AS (
        SELECT day FROM ended
        UNION
        SELECT unnest(CAST(:days AS date[]))
    ), up AS (
        SELECT w.day, p.unit_id, 1 AS depth
          FROM wanted w
          JOIN assignment a ON a.agency_id = :agency AND a.employee_id = :employee AND {post_counts_on("w.day")}
          JOIN position p ON p.agency_id = :agency AND p.id = a.position_id
        UNION ALL
        SELECT up.day, t.parent_id, up.depth + 1
          FROM up JOIN unit_placement t ON t.agency_id = :agency AND t.unit_id = up.unit_id
           AND t.since <= up.day AND (t.until IS NULL OR t.until > up.day)
         WHERE t.parent_id IS NOT NULL AND up.depth < 40
    ), head AS (
        SELECT up.day, up.depth, COALESCE(d.employee_id, a.employee_id) AS head_id
          FROM up
          LEFT JOIN delegation d ON d.agency_id = :agency AND d.unit_id = up.unit_id
               AND d.since <= up.day AND d.until > up.day AND d.employee_id <> :employee
          LEFT JOIN position p ON p.agency_id = :agency AND p.unit_id = up.unit_id AND p.is_unit_head
          LEFT JOIN assignment a ON a.agency_id = :agency AND a.position_id = p.id
               AND a.since <= up.day AND (a.until IS NULL OR a.until > up.day)
    ), line AS (
        SELECT h.day, h.head_id, h.depth = min(h.depth) OVER (PARTITION BY h.day) AS is_official
          FROM head h WHERE h.head_id <> :employee
    )
    SELECT l.day, bool_or(l.is_official) AND l.day IN (SELECT day FROM ended) AS in_charge
      FROM line l WHERE l.head_id = :me AND {_SERVES.format(employee=":me")}
     GROUP BY l.day
    """  # noqa: S608  constants of this module
    )
)
RELATIONS_AMONG = HotQuery(
    text(
        """
    SELECT employee_id, relative_id FROM employee_relation
     WHERE agency_id = :agency AND employee_id = ANY(:people) AND relative_id = ANY(:people)
    """
    )
)
LED = """
    WITH RECURSIVE led AS (
        SELECT p.unit_id
          FROM assignment a JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id AND p.is_unit_head
         WHERE a.agency_id = :agency AND a.employee_id = :employee
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
           AND NOT EXISTS (SELECT 1 FROM delegation d WHERE d.agency_id = :agency AND d.unit_id = p.unit_id
                            AND d.employee_id <> :employee AND d.since <= :day AND d.until > :day)
        UNION
        SELECT d.unit_id FROM delegation d
         WHERE d.agency_id = :agency AND d.employee_id = :employee AND d.since <= :day AND d.until > :day
        UNION
        SELECT t.unit_id FROM led JOIN unit_placement t ON t.agency_id = :agency AND t.parent_id = led.unit_id
           AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
    )
"""
LED_UNITS = HotQuery(text(f"{LED} SELECT unit_id FROM led"))  # noqa: S608  constants of this module
UNIT_STANDING = HotQuery(
    text(
        f"""{LED}, head AS (
        SELECT a.employee_id FROM position p JOIN assignment a ON a.agency_id = p.agency_id AND a.position_id = p.id
         WHERE p.agency_id = :agency AND p.unit_id = :unit AND p.is_unit_head
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
    )
    SELECT t.parent_id IS NULL AS is_top,
           EXISTS (SELECT 1 FROM led WHERE led.unit_id = t.unit_id) AS leads_it,
           EXISTS (SELECT 1 FROM led WHERE led.unit_id = t.parent_id) AS leads_above,
           EXISTS (SELECT 1 FROM head WHERE head.employee_id = :employee) AS heads_it,
           EXISTS (SELECT 1 FROM head JOIN employee_relation r ON r.agency_id = :agency
                      AND (r.employee_id = :employee AND r.relative_id = head.employee_id
                           OR r.relative_id = :employee AND r.employee_id = head.employee_id)) AS is_relative_of_head
      FROM unit_placement t
     WHERE t.agency_id = :agency AND t.unit_id = :unit AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
    """  # noqa: S608  constants of this module
    )
)


async def list_superiors(uow: UnitOfWork, employee_id: UUID, day: date) -> list[Superior]:
    """Return the line of superiors on a day, the rating official first."""
    lines, _ = await read_lines(uow, [employee_id], day)
    return lines[employee_id]


async def read_lines(
    uow: UnitOfWork, people: Sequence[UUID], day: date, *, serving_on: date | None = None
) -> tuple[dict[UUID, list[Superior]], bool]:
    """Return the lines of superiors of these people on a day, and whether some of these are relatives of each other.

    With `serving_on` only those stand in them who hold a post on that later day.
    """
    of: dict[str, object] = {"agency": uow.agency_id, "employees": list(people), "day": day}
    if serving_on is None:
        return lines_in(await uow.fetch_rows(SUPERIORS_OF, **of), people)
    return lines_in(await uow.fetch_rows(SERVING_SUPERIORS_OF, **of, today=serving_on), people)


async def read_lines_of_two_days(
    uow: UnitOfWork, people: Sequence[UUID], day: date, today: date
) -> tuple[tuple[dict[UUID, list[Superior]], bool], tuple[dict[UUID, list[Superior]], bool]]:
    """Return what `read_lines` says of a day that lies behind, of those who serve still, and of today."""
    of = {"employees": list(people), "day": day, "today": today}
    rows = await uow.fetch_rows(SUPERIORS_THEN_AND_TODAY, agency=uow.agency_id, **of)
    then, now = [row for row in rows if row["is_then"]], [row for row in rows if not row["is_then"]]
    return lines_in(then, people), lines_in(now, people)


async def find_past(
    uow: UnitOfWork, me: UUID, employee_id: UUID, *, days: Sequence[date], since: date, today: date
) -> Past:
    """Return on which of these days somebody stood above an employee, and when their time as rating official ended."""
    of = {"me": me, "employee": employee_id, "days": list(days), "since": since, "today": today}
    rows = await uow.fetch_rows(PAST_OF, agency=uow.agency_id, **of)
    above = frozenset(row["day"] for row in rows)
    return Past(above & set(days), frozenset(row["day"] for row in rows if row["in_charge"]))


def lines_in(rows: Sequence[Mapping[str, Any]], people: Sequence[UUID]) -> tuple[dict[UUID, list[Superior]], bool]:
    """Return what `read_lines` says from its rows, in which somebody without anybody above does not occur."""
    lines: dict[UUID, list[Superior]] = {each: [] for each in people}
    are_relatives = False
    for row in rows:
        if row["superior_id"] is None:
            are_relatives = are_relatives or row["below_id"] is not None
            continue
        line = lines[row["below_id"]]
        line.append(
            Superior(
                employee_id=row["superior_id"],
                name=row["superior_name"],
                nip=row["superior_nip"],
                level=len(line) + 1,
                via_unit_id=row["via_unit_id"],
                capacity=Capacity(row["capacity"]),
                is_relative=row["is_relative"],
            )
        )
    return lines, are_relatives


async def list_led_unit_ids(uow: UnitOfWork, employee_id: UUID, day: date) -> list[UUID]:
    """Return the units that an employee leads on a day, by post or delegation, and all below them."""
    rows = await uow.fetch_rows(LED_UNITS, agency=uow.agency_id, employee=employee_id, day=day)
    return [row["unit_id"] for row in rows]


async def find_unit_standing(
    uow: UnitOfWork, employee_id: UUID | None, unit_id: UUID, day: date
) -> UnitStanding | None:
    """Return how an employee stands to a unit on a day, or None for a unit that is not there that day."""
    of = {"employee": employee_id, "unit": unit_id, "day": day}
    rows = await uow.fetch_rows(UNIT_STANDING, agency=uow.agency_id, **of)
    return UnitStanding(*rows[0]) if rows else None


async def list_relations_among(uow: UnitOfWork, people: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Return the pairs of declared relatives among these people, each as it was declared."""
    rows = await uow.fetch_rows(RELATIONS_AMONG, agency=uow.agency_id, people=list(people))
    return [(row["employee_id"], row["relative_id"]) for row in rows]
