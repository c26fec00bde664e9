"""SQL of personnel lists: a whole list by one statement for each table, however many rows it has."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kinerja_api.employees.types import Education, Employment
from kinerja_api.employees.types.rosters import Diploma, HeadPost, PostHeld, RankHeld, Registered, Registration
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork

_ON_LIST = "JOIN employee e ON e.agency_id = h.agency_id AND e.id = h.employee_id AND e.nip = ANY(:nips)"
LISTED = HotQuery(text("SELECT id, nip, name, employment FROM employee WHERE agency_id = :agency AND nip = ANY(:nips)"))
LISTED_RANKS, LISTED_POSTS, LISTED_DIPLOMAS = (
    HotQuery(text(f"SELECT e.nip, {columns} FROM {table} h {_ON_LIST} WHERE h.agency_id = :agency"))  # noqa: S608  constants
    for columns, table in (
        ("h.rank, h.since", "employee_rank"),
        ("h.position_id, h.since, h.until", "assignment"),
        ("h.level, h.graduated_on", "employee_education"),
    )
)
HEAD_POSTS = HotQuery(
    text(
        """
    SELECT p.id AS position_id, e.nip AS holder_nip, a.since, a.until
      FROM position p
      LEFT JOIN assignment a ON a.agency_id = p.agency_id AND a.position_id = p.id
           AND (a.until IS NULL OR a.until > :day)
      LEFT JOIN employee e ON e.agency_id = a.agency_id AND e.id = a.employee_id
     WHERE p.agency_id = :agency AND p.is_unit_head
    """
    )
)
ADD_EMPLOYEES = HotQuery(
    text(
        """
    INSERT INTO employee (agency_id, id, nip, name, employment, born_on, sex, version, created_at, updated_at)
    SELECT CAST(:agency AS uuid), g.*, 1, CAST(:now AS timestamptz), CAST(:now AS timestamptz)
      FROM unnest(CAST(:ids AS uuid[]), CAST(:nips AS text[]), CAST(:names AS text[]), CAST(:employments AS text[]),
                  CAST(:births AS date[]), CAST(:sexes AS text[])) AS g
    """
    )
)
CHANGE_EMPLOYEES = HotQuery(
    text(
        """
    UPDATE employee e
       SET name = g.name, employment = g.employment, version = e.version + 1, updated_at = CAST(:now AS timestamptz)
      FROM unnest(CAST(:ids AS uuid[]), CAST(:names AS text[]), CAST(:employments AS text[]))
           AS g(id, name, employment)
     WHERE e.agency_id = :agency AND e.id = g.id
    """
    )
)
SAVE_RANKS = HotQuery(
    text(
        """
    INSERT INTO employee_rank (agency_id, id, employee_id, rank, since)
    SELECT CAST(:agency AS uuid), g.*
      FROM unnest(CAST(:ids AS uuid[]), CAST(:owners AS uuid[]), CAST(:ranks AS text[]), CAST(:days AS date[])) AS g
    ON CONFLICT (agency_id, employee_id, since) DO UPDATE SET rank = excluded.rank
    """
    )
)
SAVE_DIPLOMAS = HotQuery(
    text(
        """
    INSERT INTO employee_education (agency_id, id, employee_id, level, graduated_on)
    SELECT CAST(:agency AS uuid), g.*
      FROM unnest(CAST(:ids AS uuid[]), CAST(:owners AS uuid[]), CAST(:levels AS text[]), CAST(:days AS date[])) AS g
    ON CONFLICT (agency_id, employee_id, level) DO UPDATE SET graduated_on = excluded.graduated_on
    """
    )
)
_GIVEN_POSTS = """
    unnest(CAST(:ids AS uuid[]), CAST(:owners AS uuid[]), CAST(:positions AS uuid[]), CAST(:days AS date[]))
    AS g(id, employee_id, position_id, since)
"""
_THE_SAME = "a.agency_id = :agency AND a.employee_id = g.employee_id"
# In this order: what was held before ends, a wrong post of the same day is corrected, the rest is new.
END_POSTS = HotQuery(
    text(
        f"""
    UPDATE assignment a SET until = g.since FROM {_GIVEN_POSTS}
     WHERE {_THE_SAME} AND a.since < g.since AND (a.until IS NULL OR a.until > g.since)
    """  # noqa: S608  constants of this module
    )
)
CORRECT_POSTS = HotQuery(
    text(
        f"""
    UPDATE assignment a SET position_id = g.position_id FROM {_GIVEN_POSTS}
     WHERE {_THE_SAME} AND a.since = g.since
    """  # noqa: S608  constants of this module
    )
)
ADD_POSTS = HotQuery(
    text(
        f"""
    INSERT INTO assignment (agency_id, id, employee_id, position_id, since)
    SELECT CAST(:agency AS uuid), g.* FROM {_GIVEN_POSTS}
     WHERE NOT EXISTS (SELECT 1 FROM assignment a WHERE {_THE_SAME} AND a.since = g.since)
    """  # noqa: S608  constants of this module
    )
)


async def map_registered(uow: UnitOfWork, nips: Sequence[str]) -> dict[str, Registered]:
    """Return what is on record about the employees who hold these NIPs."""
    of = {"agency": uow.agency_id, "nips": list(nips)}
    ranks, posts, diplomas = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in await uow.fetch_rows(LISTED_RANKS, **of):
        ranks[row["nip"]].append(RankHeld(row["rank"], row["since"]))
    for row in await uow.fetch_rows(LISTED_POSTS, **of):
        posts[row["nip"]].append(PostHeld(row["position_id"], row["since"], row["until"]))
    for row in await uow.fetch_rows(LISTED_DIPLOMAS, **of):
        diplomas[row["nip"]].append(Diploma(Education(row["level"]), row["graduated_on"]))
    return {
        row["nip"]: Registered(
            employee_id=row["id"],
            name=row["name"],
            employment=Employment(row["employment"]),
            ranks=tuple(ranks[row["nip"]]),
            posts=tuple(posts[row["nip"]]),
            diplomas=tuple(diplomas[row["nip"]]),
        )
        for row in await uow.fetch_rows(LISTED, **of)
    }


async def list_head_posts(uow: UnitOfWork, day: date) -> list[HeadPost]:
    """Return the heads' posts with whoever holds them on a day or later."""
    rows = await uow.fetch_rows(HEAD_POSTS, agency=uow.agency_id, day=day)
    return [HeadPost(**dict(row)) for row in rows]


async def add_employees(uow: UnitOfWork, given: Mapping[UUID, Registration]) -> None:
    """Add employees, by their new ids."""
    await uow.fetch_rows(
        ADD_EMPLOYEES,
        agency=uow.agency_id,
        now=uow.now(),
        ids=list(given),
        nips=[each.nip for each in given.values()],
        names=[each.name for each in given.values()],
        employments=[each.employment.value for each in given.values()],
        births=[each.born_on for each in given.values()],
        sexes=[each.sex.value for each in given.values()],
    )


async def change_employees(uow: UnitOfWork, given: Mapping[UUID, Registration]) -> None:
    """Change name and employment of employees."""
    await uow.fetch_rows(
        CHANGE_EMPLOYEES,
        agency=uow.agency_id,
        now=uow.now(),
        ids=list(given),
        names=[each.name for each in given.values()],
        employments=[each.employment.value for each in given.values()],
    )


async def save_ranks(uow: UnitOfWork, given: Mapping[UUID, RankHeld]) -> None:
    """Record ranks; one that begins on the same day is corrected."""
    await uow.fetch_rows(
        SAVE_RANKS,
        **_listed(uow, given),
        ranks=[each.rank for each in given.values()],
        days=[each.since for each in given.values()],
    )


async def save_diplomas(uow: UnitOfWork, given: Mapping[UUID, Diploma]) -> None:
    """Record diplomas; the day of a level that is there is corrected."""
    await uow.fetch_rows(
        SAVE_DIPLOMAS,
        **_listed(uow, given),
        levels=[each.level.value for each in given.values()],
        days=[each.graduated_on for each in given.values()],
    )


async def save_posts(uow: UnitOfWork, given: Mapping[UUID, PostHeld]) -> None:
    """Give posts; what was held before ends on that day."""
    of = _listed(uow, given) | {
        "positions": [each.position_id for each in given.values()],
        "days": [each.since for each in given.values()],
    }
    for query in (END_POSTS, CORRECT_POSTS, ADD_POSTS):
        await uow.fetch_rows(query, **of)


def _listed(uow: UnitOfWork, given: Mapping[UUID, object]) -> dict[str, Any]:
    return {"agency": uow.agency_id, "ids": [uow.new_id() for _ in given], "owners": list(given)}
