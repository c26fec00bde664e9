"""All SQL of people."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, text

from kinerja_api.employees.models import (
    Assignment,
    Delegation,
    Employee,
    EmployeeEducation,
    EmployeeExam,
    EmployeeRank,
    EmployeeRelation,
    EmployeeSanction,
    EmployeeStatus,
)
from kinerja_api.employees.repository.held import post_counts_on
from kinerja_api.employees.types import (
    EmployeePost,
    Employment,
    HeldSanction,
    PostCut,
    PostRow,
    PostScope,
    SanctionLevel,
)
from kinerja_api.kit.db.base import Base
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import find_row, get_row
from kinerja_api.kit.db.uow import UnitOfWork

BY_NAME = Keyset((Employee.name, Employee.id))
HISTORIES: dict[str, type[Base]] = {
    "assignments": Assignment,
    "ranks": EmployeeRank,
    "educations": EmployeeEducation,
    "sanctions": EmployeeSanction,
    "exams": EmployeeExam,
    "relations": EmployeeRelation,
    "statuses": EmployeeStatus,
    "delegations": Delegation,
}
DELEGATIONS_NEWEST_FIRST = Keyset((Delegation.since, Delegation.id), descending=True)

_POST = """
    SELECT e.id AS employee_id, e.nip, e.name, e.employment,
           (SELECT r.rank FROM employee_rank r
             WHERE r.agency_id = e.agency_id AND r.employee_id = e.id AND r.since <= :day
             ORDER BY r.since DESC LIMIT 1) AS rank,
           u.id AS unit_id, u.name AS unit_name, p.id AS position_id, p.name AS position_name,
           p.kind AS position_kind, p.level AS position_level, p.is_unit_head, a.since, e.spmt_on,
           CASE WHEN NOT EXISTS (SELECT FROM assignment n
                                  WHERE n.agency_id = a.agency_id AND n.employee_id = a.employee_id
                                    AND n.since = a.until AND n.position_id = a.position_id)
                THEN a.until END AS until
      FROM assignment a
      JOIN employee e ON e.agency_id = a.agency_id AND e.id = a.employee_id
      JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
      JOIN unit u ON u.agency_id = p.agency_id AND u.id = p.unit_id
     WHERE a.agency_id = :agency
"""
_HELD = "AND a.since <= :day AND (a.until IS NULL OR a.until > :day)"
POST_OF = HotQuery(text(f"{_POST} {_HELD} AND a.employee_id = :employee"))
PLANNED_POST_OF = HotQuery(text(f"{_POST} AND a.employee_id = :employee AND {post_counts_on()}"))
LAST_POST_OF = HotQuery(
    text(f"{_POST} AND a.since <= :day AND a.employee_id = :employee ORDER BY a.since DESC LIMIT 1")
)
POSTS_IN = HotQuery(text(f"{_POST} {_HELD} AND p.unit_id = ANY(:units) ORDER BY e.name, e.id LIMIT 20000"))
_IN_SCOPE = "AND (CAST(:units AS uuid[]) IS NULL OR p.unit_id = ANY(CAST(:units AS uuid[])))"
# For work that goes through everybody: by id, so that it can stop and go on where it was.
POSTS_AFTER = HotQuery(text(f"{_POST} AND {post_counts_on()} {_IN_SCOPE} AND e.id > :after ORDER BY e.id LIMIT :most"))

_ROWS = f"""
      FROM assignment a
      JOIN employee e ON e.agency_id = a.agency_id AND e.id = a.employee_id
      JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
      JOIN unit u ON u.agency_id = p.agency_id AND u.id = p.unit_id
     WHERE a.agency_id = :agency AND {post_counts_on()}
       AND (CAST(:units AS uuid[]) IS NULL OR p.unit_id = ANY(CAST(:units AS uuid[])))
       AND (CAST(:people AS uuid[]) IS NULL OR a.employee_id = ANY(CAST(:people AS uuid[])))
"""
POSTS_BETWEEN = HotQuery(
    text(
        f"""
    SELECT e.id, e.nip, e.name, p.name, u.id, u.name {_ROWS}
       AND a.employee_id > :after AND a.employee_id <= :last
       AND e.id > :after AND e.id <= :last  -- follows, but PostgreSQL draws no such conclusion and would read them all
     ORDER BY a.employee_id
    """
    )
)
# Whom posts of the day belong to; that employee, post and unit are there, the keys between the tables say already.
_HOLDERS = f"""
      FROM assignment a
     WHERE a.agency_id = :agency AND {post_counts_on()}
       AND (CAST(:units AS uuid[]) IS NULL
            OR EXISTS (SELECT FROM position p WHERE p.agency_id = a.agency_id AND p.id = a.position_id
                          AND p.unit_id = ANY(CAST(:units AS uuid[]))))
       AND (CAST(:people AS uuid[]) IS NULL OR a.employee_id = ANY(CAST(:people AS uuid[])))
"""
COUNT_POSTS = HotQuery(text(f"SELECT count(*) {_HOLDERS}"))
# Every so many by id, and the last one.
CUT_POSTS = HotQuery(
    text(
        f"""
    SELECT id AS last_id, CASE number % :size WHEN 0 THEN :size ELSE number % :size END AS people
      FROM (SELECT a.employee_id AS id, row_number() OVER (ORDER BY a.employee_id) AS number, count(*) OVER () AS total
            {_HOLDERS}) AS posts
     WHERE number % :size = 0 OR number = total ORDER BY number
    """  # noqa: S608  constants of this module
    )
)
HELD_SANCTIONS = HotQuery(
    text(
        """
    SELECT employee_id, level, decree FROM employee_sanction
     WHERE agency_id = :agency AND employee_id = ANY(:people)
       AND since <= :last_day AND (until IS NULL OR until > :first_day)
     ORDER BY employee_id, since, id
    """
    )
)

DUTY_OF = HotQuery(
    text(
        """
    SELECT GREATEST(min(a.since), max(e.spmt_on)) AS begun_on,
           CASE WHEN bool_or(a.position_id = :position AND a.until IS NULL) THEN NULL
                ELSE max(a.until) FILTER (WHERE a.position_id = :position) END AS post_until
      FROM assignment a JOIN employee e ON e.agency_id = a.agency_id AND e.id = a.employee_id
     WHERE a.agency_id = :agency AND a.employee_id = :employee
    """
    )
)


async def find_post(uow: UnitOfWork, employee_id: UUID, day: date) -> EmployeePost | None:
    """Return an employee in the post held on a day, or None."""
    rows = await uow.fetch_rows(POST_OF, agency=uow.agency_id, employee=employee_id, day=day)
    return _post(rows[0]) if rows else None


async def find_planned_post(uow: UnitOfWork, employee_id: UUID, day: date) -> EmployeePost | None:
    """Return an employee in the post that counts for the plan on a day, a student's last one too, or None."""
    rows = await uow.fetch_rows(PLANNED_POST_OF, agency=uow.agency_id, employee=employee_id, day=day)
    return _post(rows[0]) if rows else None


async def find_last_post(uow: UnitOfWork, employee_id: UUID, day: date) -> EmployeePost | None:
    """Return an employee in the last post that was taken up until a day, whether or not it is held still, or None."""
    rows = await uow.fetch_rows(LAST_POST_OF, agency=uow.agency_id, employee=employee_id, day=day)
    return _post(rows[0]) if rows else None


async def list_posts(uow: UnitOfWork, unit_ids: Sequence[UUID], day: date) -> list[EmployeePost]:
    """Return everybody who holds a post in these units on a day, by name."""
    rows = await uow.fetch_rows(POSTS_IN, agency=uow.agency_id, units=list(unit_ids), day=day)
    return [_post(row) for row in rows]


async def list_posts_after(
    uow: UnitOfWork, unit_ids: Sequence[UUID] | None, day: date, *, after: UUID, most: int
) -> list[EmployeePost]:
    """Return the next holders of posts by id, in these units or, without any, in the whole agency."""
    units = None if unit_ids is None else list(unit_ids)
    rows = await uow.fetch_rows(POSTS_AFTER, agency=uow.agency_id, units=units, day=day, after=after, most=most)
    return [_post(row) for row in rows]


async def count_posts(uow: UnitOfWork, scope: PostScope, day: date) -> int:
    """Return how many hold a post on a day."""
    return int(await uow.fetch_value(COUNT_POSTS, agency=uow.agency_id, **_in_scope(scope), day=day))


async def list_posts_between(uow: UnitOfWork, scope: PostScope, day: date, *, after: UUID, last: UUID) -> list[PostRow]:
    """Return the holders of posts in a stretch of ids, in order."""
    rows = await uow.fetch_rows(
        POSTS_BETWEEN, agency=uow.agency_id, **_in_scope(scope), day=day, after=after, last=last
    )
    return [PostRow(*row) for row in rows]


async def cut_posts(uow: UnitOfWork, scope: PostScope, day: date, *, size: int) -> list[PostCut]:
    """Cut the holders of posts into stretches of this size by id."""
    rows = await uow.fetch_rows(CUT_POSTS, agency=uow.agency_id, **_in_scope(scope), day=day, size=size)
    return [PostCut(row["last_id"], row["people"]) for row in rows]


def _in_scope(scope: PostScope) -> dict[str, list[UUID] | None]:
    return {
        "units": None if scope.unit_ids is None else list(scope.unit_ids),
        "people": None if scope.employee_ids is None else list(scope.employee_ids),
    }


async def map_held_sanctions(
    uow: UnitOfWork, employee_ids: Sequence[UUID], first_day: date, last_day: date
) -> dict[UUID, tuple[HeldSanction, ...]]:
    """Return the discipline measures that held on some day between these, by employee."""
    found: dict[UUID, tuple[HeldSanction, ...]] = {}
    for row in await uow.fetch_rows(
        HELD_SANCTIONS, agency=uow.agency_id, people=list(employee_ids), first_day=first_day, last_day=last_day
    ):
        held = HeldSanction(SanctionLevel(row["level"]), row["decree"])
        found[row["employee_id"]] = (*found.get(row["employee_id"], ()), held)
    return found


def _post(row: Any) -> EmployeePost:
    return EmployeePost(**{**dict(row), "employment": Employment(row["employment"])})


async def read_duty(uow: UnitOfWork, employee_id: UUID, position_id: UUID) -> tuple[date | None, date | None]:
    """Return when somebody's duty in the agency began, and when a post was left: None while it is held."""
    rows = await uow.fetch_rows(DUTY_OF, agency=uow.agency_id, employee=employee_id, position=position_id)
    return (rows[0]["begun_on"], rows[0]["post_until"])


async def get_employee(uow: UnitOfWork, employee_id: UUID, *, for_update: bool = False) -> Employee:
    """Return an employee; raise `NotFound`."""
    return await get_row(uow, Employee, employee_id, for_update=for_update)


async def map_employees_by_nip(uow: UnitOfWork, nips: Sequence[str]) -> dict[str, Employee]:
    """Return the employees that hold these NIPs."""
    statement = select(Employee).where(Employee.agency_id == uow.agency_id, Employee.nip.in_(nips))
    return {employee.nip: employee for employee in (await uow.session.scalars(statement)).all()}


async def list_employees(
    uow: UnitOfWork,
    *,
    unit_ids: Sequence[UUID] | None,
    employee_ids: Sequence[UUID] | None,
    nip: str | None,
    day: date,
    page: PageOf,
) -> tuple[Sequence[Employee], str | None]:
    """Return a page of employees by name: those in the units or among the ids, or all when both are None."""
    statement = select(Employee).where(Employee.agency_id == uow.agency_id)
    if unit_ids is not None or employee_ids is not None:
        in_units = select(Assignment.employee_id).where(
            Assignment.agency_id == uow.agency_id,
            Assignment.since <= day,
            or_(Assignment.until.is_(None), Assignment.until > day),
            Assignment.position_id.in_(_positions_in(uow, unit_ids or [])),
        )
        statement = statement.where(or_(Employee.id.in_(in_units), Employee.id.in_(employee_ids or [])))
    if nip is not None:
        statement = statement.where(Employee.nip == nip)
    return await list_page(uow, statement, BY_NAME, page)


def _positions_in(uow: UnitOfWork, unit_ids: Sequence[UUID]) -> Any:
    return text("SELECT id FROM position WHERE agency_id = :p_agency AND unit_id = ANY(:p_units)").bindparams(
        p_agency=uow.agency_id, p_units=list(unit_ids)
    )


async def list_history(uow: UnitOfWork, kind: str, employee_id: UUID) -> Sequence[Any]:
    """Return one history of an employee, in the order it was recorded."""
    table = HISTORIES[kind]
    statement = (
        select(table)
        .where(table.agency_id == uow.agency_id, table.employee_id == employee_id)  # type: ignore[attr-defined]
        .order_by(table.id)  # type: ignore[attr-defined]
        .limit(500)
    )
    return (await uow.session.scalars(statement)).all()


async def end_assignment(uow: UnitOfWork, employee_id: UUID, day: date) -> Assignment | None:
    """End the post that an employee holds on a day and held the day before; return it, or None where there is none."""
    statement = select(Assignment).where(
        Assignment.agency_id == uow.agency_id,
        Assignment.employee_id == employee_id,
        Assignment.since < day,
        or_(Assignment.until.is_(None), Assignment.until > day),
    )
    row = (await uow.session.scalars(statement)).one_or_none()
    if row is not None:
        row.until = day
        # Written before the next post is: no two are held on one day, at any moment.
        await uow.session.flush()
    return row


async def find_head_of_position(uow: UnitOfWork, position_id: UUID, day: date) -> UUID | None:
    """Return who holds a head's post on a day; None for a vacant one and for posts that are not a head's."""
    query = text(
        """SELECT a.employee_id FROM assignment a JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
            WHERE a.agency_id = :agency AND a.position_id = :position AND p.is_unit_head
              AND (a.until IS NULL OR a.until > :day) LIMIT 1"""
    )
    found: UUID | None = await uow.session.scalar(query, {"agency": uow.agency_id, "position": position_id, "day": day})
    return found


async def get_delegation(uow: UnitOfWork, delegation_id: UUID, *, for_update: bool = False) -> Delegation:
    """Return a delegation; raise `NotFound`."""
    return await get_row(uow, Delegation, delegation_id, for_update=for_update)


async def find_delegation_between(uow: UnitOfWork, row: Delegation) -> UUID | None:
    """Return another delegation for the unit that holds on some day of this one, or None."""
    statement = select(Delegation.id).where(
        Delegation.agency_id == uow.agency_id,
        Delegation.unit_id == row.unit_id,
        Delegation.id != row.id,
        Delegation.since < row.until,
        Delegation.until > row.since,
    )
    with uow.session.no_autoflush:
        found: UUID | None = await uow.session.scalar(statement.limit(1))
    return found


async def list_delegations(uow: UnitOfWork, page: PageOf) -> tuple[Sequence[Delegation], str | None]:
    """Return a page of delegations, newest first."""
    statement = select(Delegation).where(Delegation.agency_id == uow.agency_id)
    return await list_page(uow, statement, DELEGATIONS_NEWEST_FIRST, page)


async def find_delegation(uow: UnitOfWork, delegation_id: UUID) -> Delegation | None:
    """Return an acting appointment, or None."""
    return await find_row(uow, Delegation, delegation_id)


async def list_declared_relations(uow: UnitOfWork) -> list[tuple[UUID, UUID]]:
    """Return all pairs of declared relatives."""
    statement = select(EmployeeRelation.employee_id, EmployeeRelation.relative_id).where(
        EmployeeRelation.agency_id == uow.agency_id
    )
    return [(row.employee_id, row.relative_id) for row in await uow.session.execute(statement)]


def add(uow: UnitOfWork, *rows: Base) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
