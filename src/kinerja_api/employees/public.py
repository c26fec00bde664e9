"""People for the other capabilities: posts of a day, the line of superiors, careers, declared relatives.

The rating official is never assigned by hand: it is the head of the unit on the day, acting heads (Plt., Plh.)
included, and for the head of a unit the head of the unit above (PP 30/2019 article 1 number 8).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.authz.decision import Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import repository
from kinerja_api.employees.types import (
    Career,
    Education,
    EmployeePost,
    Employment,
    Exam,
    Sanction,
    SanctionLevel,
    Superior,
)
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

__all__ = ["Career", "EmployeePost", "Superior", "are_related", "find_post", "get_career", "get_post", "relation_to"]

BY_LEVEL = {1: Relation.RATING_OFFICIAL, 2: Relation.SUPERIOR_OF_RATING_OFFICIAL}


async def get_post(uow: UnitOfWork, employee_id: UUID, on: date) -> EmployeePost:
    """Return an employee in the post held on a day; raise `NotFound` for none."""
    post = await repository.find_post(uow, employee_id, on)
    if post is None:
        raise NotFound
    return post


async def find_post(uow: UnitOfWork, employee_id: UUID, on: date) -> EmployeePost | None:
    """Return an employee in the post held on a day, or None."""
    return await repository.find_post(uow, employee_id, on)


async def list_posts(uow: UnitOfWork, unit_ids: Sequence[UUID], on: date) -> list[EmployeePost]:
    """Return everybody who holds a post in these units on a day."""
    return await repository.list_posts(uow, unit_ids, on)


async def list_superiors(uow: UnitOfWork, employee_id: UUID, on: date) -> list[Superior]:
    """Return the line of superiors on a day: the rating official, that official's superior, and so on up."""
    return await repository.list_superiors(uow, employee_id, on)


async def list_led_unit_ids(uow: UnitOfWork, employee_id: UUID | None, on: date) -> list[UUID]:
    """Return the units that an employee leads on a day, and all below them; none for nobody."""
    return await repository.list_led_unit_ids(uow, employee_id, on) if employee_id else []


async def relation_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, on: date) -> Relation:
    """Return how the principal stands to an employee on a day."""
    me = principal.employee_id
    if me is None:
        return Relation.NONE
    if me == employee_id:
        return Relation.SELF
    theirs = await list_superiors(uow, employee_id, on)
    level = _level(theirs, me)
    if level is not None:
        return BY_LEVEL.get(level, Relation.ABOVE)
    mine = await list_superiors(uow, me, on)
    if _level(mine, employee_id) is not None:
        return Relation.SUBORDINATE
    share_an_official = bool(mine and theirs) and mine[0].employee_id == theirs[0].employee_id
    return Relation.PEER if share_an_official else Relation.NONE


def _level(superiors: Sequence[Superior], employee_id: UUID) -> int | None:
    return next((each.level for each in superiors if each.employee_id == employee_id), None)


async def are_related(uow: UnitOfWork, one: UUID, other: UUID) -> bool:
    """Tell whether two employees are declared relatives."""
    return await repository.are_related(uow, one, other)


async def get_career(uow: UnitOfWork, employee_id: UUID, on: date) -> Career:
    """Return the career of an employee as known on a day; raise `NotFound`."""
    employee = await repository.get_employee(uow, employee_id)
    ranks = [row for row in await repository.list_history(uow, "ranks", employee_id) if row.since <= on]
    rank = max(ranks, key=lambda row: row.since, default=None)
    educations = await repository.list_history(uow, "educations", employee_id)
    sanctions = await repository.list_history(uow, "sanctions", employee_id)
    exams = await repository.list_history(uow, "exams", employee_id)
    post = await repository.read_post_of_career(uow, employee_id, on)
    return Career(
        employee_id=employee.id,
        nip=employee.nip,
        name=employee.name,
        employment=Employment(employee.employment),
        born_on=employee.born_on,
        rank=rank.rank if rank else None,
        rank_since=rank.since if rank else None,
        educations=tuple(Education(row.level) for row in educations if row.graduated_on <= on),
        position_kind=post.kind if post else None,
        position_level=post.level if post else None,
        position_since=post.since if post else None,
        sanctions=tuple(Sanction(SanctionLevel(row.level), row.kind, row.since, row.until) for row in sanctions),
        exams=tuple(Exam(row.exam) for row in exams if row.passed_on <= on),
    )
