"""SQL of careers: what promotion rules look at, of one employee or of the next ones in a whole agency."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kinerja_api.employees.repository.lines import LINES
from kinerja_api.employees.types import Career, Education, Employment, Exam, Measure, Sanction, SanctionLevel
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork

# By their words: an agency has many rows, and to look a word up is quicker than to make it.
EMPLOYMENTS = {each.value: each for each in Employment}
EDUCATIONS = {each.value: each for each in Education}
EXAMS = {each.value: each for each in Exam}

_CAREERS = """
    SELECT e.id AS employee_id, e.nip, e.name, e.employment, e.born_on, r.rank, r.since AS rank_since,
           p.kind AS position_kind, p.level AS position_level, a.since AS position_since,
           p.unit_id, u.name AS unit_name,
           ARRAY(SELECT d.level FROM employee_education d
                  WHERE d.agency_id = e.agency_id AND d.employee_id = e.id AND d.graduated_on <= :day
                  ORDER BY d.id) AS educations,
           ARRAY(SELECT x.exam FROM employee_exam x
                  WHERE x.agency_id = e.agency_id AND x.employee_id = e.id AND x.passed_on <= :day
                  ORDER BY x.id) AS exams,
           (SELECT jsonb_agg(jsonb_build_object('level', s.level, 'kind', s.kind, 'measure', s.measure,
                                                'since', s.since, 'until', s.until) ORDER BY s.id)
              FROM employee_sanction s
             WHERE s.agency_id = e.agency_id AND s.employee_id = e.id)::text AS sanctions
      FROM employee e
      LEFT JOIN LATERAL (SELECT k.rank, k.since FROM employee_rank k
                          WHERE k.agency_id = e.agency_id AND k.employee_id = e.id AND k.since <= :day
                          ORDER BY k.since DESC LIMIT 1) r ON true
      LEFT JOIN assignment a ON a.agency_id = e.agency_id AND a.employee_id = e.id
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
      LEFT JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
      LEFT JOIN unit u ON u.agency_id = p.agency_id AND u.id = p.unit_id
     WHERE e.agency_id = :agency
"""
# Each row holds the career as of one day, and somebody above as of another if there is anybody.
CAREER_AND_LINES = HotQuery(
    text(
        f"""{LINES}
    SELECT c.*, l.* FROM ({_CAREERS.replace(":day", ":on")} AND e.id = :employee) AS c
      LEFT JOIN line l ON true ORDER BY l.depth
    """  # noqa: S608  constants
    )
)
CAREERS_AFTER = HotQuery(
    text(
        f"""{_CAREERS}
       AND (CAST(:units AS uuid[]) IS NULL OR p.unit_id = ANY(CAST(:units AS uuid[])))
       AND e.id > :after ORDER BY e.id LIMIT :most"""
    )
)

# The rank of the first superior up the tree of the day, of many at once: the head of each unit is the acting one
# (Plt., Plh.) if there is one that day, else the holder of the head's post; oneself and vacant posts are passed over.
SUPERIOR_RANKS = HotQuery(
    text(
        """
    WITH RECURSIVE up AS (
        SELECT a.employee_id, p.unit_id, 1 AS depth
          FROM assignment a
          JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
         WHERE a.agency_id = :agency AND a.employee_id = ANY(:employees)
           AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
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
    SELECT s.employee_id,
           (SELECT r.rank FROM employee_rank r
             WHERE r.agency_id = :agency AND r.employee_id = s.superior_id AND r.since <= :day
             ORDER BY r.since DESC LIMIT 1) AS rank
      FROM superior s
    """
    )
)


async def read_career_and_lines(
    uow: UnitOfWork, employee_id: UUID, people: Sequence[UUID], *, today: date, on: date
) -> Sequence[Mapping[str, Any]]:
    """Return rows that each hold the career as known on a day and a superior of one of these people today."""
    of = {"employee": employee_id, "employees": list(people), "day": today, "on": on}
    return await uow.fetch_rows(CAREER_AND_LINES, agency=uow.agency_id, **of)


async def list_careers_after(
    uow: UnitOfWork, unit_ids: Sequence[UUID] | None, day: date, *, after: UUID, most: int
) -> list[Career]:
    """Return the next careers by employee id, of these units or, for None, of the whole agency."""
    units = None if unit_ids is None else list(unit_ids)
    rows = await uow.fetch_rows(CAREERS_AFTER, agency=uow.agency_id, units=units, day=day, after=after, most=most)
    return [career_in(row) for row in rows]


async def map_superior_ranks(uow: UnitOfWork, employee_ids: Sequence[UUID], day: date) -> Mapping[UUID, str | None]:
    """Return the rank of the direct superior of each of these employees on a day."""
    rows = await uow.fetch_rows(SUPERIOR_RANKS, agency=uow.agency_id, employees=list(employee_ids), day=day)
    return {row["employee_id"]: row["rank"] for row in rows}


def career_in(row: Mapping[str, Any]) -> Career:
    """Return the career that stands in a row."""
    return Career(
        employee_id=row["employee_id"],
        nip=row["nip"],
        name=row["name"],
        employment=EMPLOYMENTS[row["employment"]],
        born_on=row["born_on"],
        rank=row["rank"],
        rank_since=row["rank_since"],
        educations=tuple([EDUCATIONS[level] for level in row["educations"]]),
        position_kind=row["position_kind"],
        position_level=row["position_level"],
        position_since=row["position_since"],
        sanctions=tuple(_sanction(each) for each in json.loads(row["sanctions"])) if row["sanctions"] else (),
        exams=tuple([EXAMS[exam] for exam in row["exams"]]),
        unit_id=row["unit_id"],
        unit_name=row["unit_name"],
    )


def _sanction(row: dict[str, Any]) -> Sanction:
    return Sanction(
        level=SanctionLevel(row["level"]),
        kind=row["kind"],
        measure=Measure(row["measure"]) if row["measure"] else None,
        since=date.fromisoformat(row["since"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
    )
