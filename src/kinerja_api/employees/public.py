"""People for the other capabilities: posts of a day, the line of superiors, careers, declared relatives.

The rating official is never assigned by hand: it is the head of the unit on the day, acting heads (Plt., Plh.)
included, and for the head of a unit the head of the unit above (PP 30/2019 article 1 number 8).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, record, record_many
from kinerja_api.authz.decision import Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import repository
from kinerja_api.employees.models import EmployeeRank
from kinerja_api.employees.repository import careers, reports, rosters, statuses
from kinerja_api.employees.rules import appointed_on, check_nip, compare, holds_later_post
from kinerja_api.employees.types import (
    Capacity,
    Career,
    DelegationView,
    EmployeePost,
    HeadPost,
    HeldSanction,
    PostCut,
    PostRow,
    PostScope,
    RankHeld,
    Registered,
    Reports,
    RosterChange,
    RosterPart,
    Standing,
    StatusSpan,
    Superior,
)
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

__all__ = [
    "Career",
    "EmployeePost",
    "HeldSanction",
    "PostCut",
    "PostRow",
    "PostScope",
    "Reports",
    "StatusSpan",
    "Superior",
    "appointed_on",
    "are_related",
    "check_nip",
    "compare",
    "count_posts",
    "cut_posts",
    "find_post",
    "find_relatives",
    "get_career",
    "get_delegation",
    "get_post",
    "grant_rank",
    "holds_later_post",
    "list_careers_after",
    "list_declared_relations",
    "list_head_posts",
    "list_posts_after",
    "list_posts_between",
    "list_statuses",
    "map_held_sanctions",
    "map_registered",
    "map_statuses",
    "map_superior_ranks",
    "read_reports",
    "relation_between",
    "relation_to",
    "save_roster",
    "standing_to",
]

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


async def list_posts_after(
    uow: UnitOfWork, unit_ids: Sequence[UUID] | None, on: date, *, after: UUID, most: int
) -> list[EmployeePost]:
    """Return the next holders of posts by employee id, in these units or, for None, in the whole agency.

    For work that goes through everybody in pieces and must be able to go on where it stopped.
    """
    return await repository.list_posts_after(uow, unit_ids, on, after=after, most=most)


async def count_posts(uow: UnitOfWork, scope: PostScope, on: date) -> int:
    """Return how many hold a post on a day."""
    return await repository.count_posts(uow, scope, on)


async def list_posts_between(uow: UnitOfWork, scope: PostScope, on: date, *, after: UUID, last: UUID) -> list[PostRow]:
    """Return the holders of posts whose ids lie in a stretch that `cut_posts` gave, in order."""
    return await repository.list_posts_between(uow, scope, on, after=after, last=last)


async def cut_posts(uow: UnitOfWork, scope: PostScope, on: date, *, size: int) -> list[PostCut]:
    """Cut the holders of posts into stretches of this size by id, so that several can go through them at once."""
    return await repository.cut_posts(uow, scope, on, size=size)


async def map_held_sanctions(
    uow: UnitOfWork, employee_ids: Sequence[UUID], first_day: date, last_day: date
) -> dict[UUID, tuple[HeldSanction, ...]]:
    """Return the discipline measures that held on some day between these (PP 94/2021); the others have none."""
    return await repository.map_held_sanctions(uow, employee_ids, first_day, last_day)


async def get_delegation(uow: UnitOfWork, delegation_id: UUID) -> DelegationView:
    """Return an acting appointment; raise `NotFound`."""
    row = await repository.find_delegation(uow, delegation_id)
    if row is None:
        raise NotFound
    return DelegationView(row.id, row.employee_id, row.unit_id, Capacity(row.capacity), row.since, row.until)


async def list_statuses(uow: UnitOfWork, employee_id: UUID, first_day: date, last_day: date) -> tuple[StatusSpan, ...]:
    """Return the legal statuses and long leaves of an employee that hold on some day between these, in their order."""
    return (await statuses.map_statuses(uow, [employee_id], first_day, last_day)).get(employee_id, ())


async def map_statuses(
    uow: UnitOfWork, employee_ids: Sequence[UUID], first_day: date, last_day: date
) -> Mapping[UUID, tuple[StatusSpan, ...]]:
    """Return the same of many, by employee; whoever has none is left out."""
    return await statuses.map_statuses(uow, employee_ids, first_day, last_day)


async def list_superiors(uow: UnitOfWork, employee_id: UUID, on: date) -> list[Superior]:
    """Return the line of superiors on a day: the rating official, that official's superior, and so on up."""
    return await repository.list_superiors(uow, employee_id, on)


async def read_reports(uow: UnitOfWork, employee_id: UUID, on: date) -> Reports:
    """Return whose rating official an employee is on a day; the same as `list_superiors`, asked from above."""
    return await reports.read_reports(uow, employee_id, on)


async def list_led_unit_ids(uow: UnitOfWork, employee_id: UUID | None, on: date) -> list[UUID]:
    """Return the units that an employee leads on a day, and all below them; none for nobody."""
    return await repository.list_led_unit_ids(uow, employee_id, on) if employee_id else []


async def relation_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, on: date) -> Relation:
    """Return how the principal stands to an employee on a day."""
    me = principal.employee_id
    return Relation.NONE if me is None else await relation_between(uow, me, employee_id, on)


async def standing_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, on: date) -> Standing:
    """Return how the principal stands to an employee, with the declared relations that keep from judging."""
    me = principal.employee_id
    if me is None:
        return Standing(Relation.NONE)
    if me == employee_id:
        return Standing(Relation.SELF)
    theirs = await list_superiors(uow, employee_id, on)
    above = _among(theirs, me)
    if above is None:
        return Standing(
            await _relation_beside(uow, me, employee_id, theirs, on), await are_related(uow, me, employee_id)
        )
    relation = _relation_of(above)
    official_is_relative = relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and theirs[0].is_relative
    return Standing(relation, above.is_relative, official_is_relative)


async def relation_between(uow: UnitOfWork, me: UUID, employee_id: UUID, on: date) -> Relation:
    """Return how one employee stands to another on a day."""
    if me == employee_id:
        return Relation.SELF
    theirs = await list_superiors(uow, employee_id, on)
    above = _among(theirs, me)
    return _relation_of(above) if above else await _relation_beside(uow, me, employee_id, theirs, on)


async def _relation_beside(
    uow: UnitOfWork, me: UUID, employee_id: UUID, theirs: Sequence[Superior], on: date
) -> Relation:
    """Return how somebody who is not above an employee stands to them."""
    mine = await list_superiors(uow, me, on)
    if _among(mine, employee_id) is not None:
        return Relation.SUBORDINATE
    share_an_official = bool(mine and theirs) and mine[0].employee_id == theirs[0].employee_id
    return Relation.PEER if share_an_official else Relation.NONE


def _relation_of(superior: Superior) -> Relation:
    return BY_LEVEL.get(superior.level, Relation.ABOVE)


def _among(superiors: Sequence[Superior], employee_id: UUID) -> Superior | None:
    return next((each for each in superiors if each.employee_id == employee_id), None)


async def are_related(uow: UnitOfWork, one: UUID, other: UUID) -> bool:
    """Tell whether two employees are declared relatives, whoever declared it."""
    return bool(await repository.list_relations_among(uow, [one, other]))


async def find_relatives(uow: UnitOfWork, one: UUID, others: Sequence[UUID]) -> set[UUID]:
    """Return who among others is a declared relative of an employee, whoever declared it."""
    pairs = await repository.list_relations_among(uow, [one, *others])
    return {each for pair in pairs if one in pair for each in pair} - {one}


async def list_declared_relations(uow: UnitOfWork) -> list[tuple[UUID, UUID]]:
    """Return all pairs of employees on record as relatives, each as it was declared."""
    return await repository.list_declared_relations(uow)


async def get_career(uow: UnitOfWork, employee_id: UUID, on: date) -> Career:
    """Return the career of an employee as known on a day; raise `NotFound`."""
    career = await careers.find_career(uow, employee_id, on)
    if career is None:
        raise NotFound
    return career


async def list_careers_after(
    uow: UnitOfWork, unit_ids: Sequence[UUID] | None, on: date, *, after: UUID, most: int
) -> list[Career]:
    """Return the next careers by employee id, of these units or, for None, of everybody in the agency."""
    return await careers.list_careers_after(uow, unit_ids, on, after=after, most=most)


async def map_superior_ranks(uow: UnitOfWork, employee_ids: Sequence[UUID], on: date) -> Mapping[UUID, str | None]:
    """Return the rank of the direct superior of each of these employees on a day; none for whoever has none."""
    return await careers.map_superior_ranks(uow, employee_ids, on)


async def grant_rank(
    uow: UnitOfWork, principal: Principal, employee_id: UUID, given: RankHeld, *, decree: str | None
) -> None:
    """Record the rank that a decided promotion gives, from its effective day on."""
    employee = await repository.get_employee(uow, employee_id)
    row = EmployeeRank(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        employee_id=employee.id,
        rank=given.rank,
        since=given.since,
        decree=decree,
    )
    repository.add(uow, row)
    details = {"row": str(row.id), "rank": given.rank, "since": given.since.isoformat()}
    record(uow, principal, Act("rank_granted", "employee", employee.id, details=details))
    await uow.session.flush()


async def map_registered(uow: UnitOfWork, nips: Sequence[str]) -> dict[str, Registered]:
    """Return what is on record about the employees who hold these NIPs."""
    return await rosters.map_registered(uow, nips)


async def list_head_posts(uow: UnitOfWork, on: date) -> list[HeadPost]:
    """Return the heads' posts with whoever holds them on a day or later."""
    return await rosters.list_head_posts(uow, on)


async def save_roster(
    uow: UnitOfWork, principal: Principal | None, changes: Sequence[RosterChange], *, source: Mapping[str, str]
) -> dict[str, UUID]:
    """Take over a personnel list, a few statements however long it is; returns the ids of all in it by NIP.

    `source` goes into the trail of each person: where the list came from.
    """
    ids = {each.registration.nip: each.employee_id or uow.new_id() for each in changes}
    new = [each for each in changes if each.employee_id is None]
    old = [each for each in changes if each.employee_id is not None]
    if new:
        await rosters.add_employees(uow, {ids[each.registration.nip]: each.registration for each in new})
    if renamed := _of_part(old, RosterPart.EMPLOYEE):
        await rosters.change_employees(uow, {ids[each.registration.nip]: each.registration for each in renamed})
    if ranked := _of_part(changes, RosterPart.RANK):
        of = {ids[each.registration.nip]: each.registration.rank for each in ranked}
        await rosters.save_ranks(uow, {owner: rank for owner, rank in of.items() if rank})
    if posted := _of_part(changes, RosterPart.POST):
        held = {ids[each.registration.nip]: each.registration.post for each in posted}
        await rosters.save_posts(uow, {owner: post for owner, post in held.items() if post})
    if graduated := _of_part(changes, RosterPart.DIPLOMA):
        got = {ids[each.registration.nip]: each.registration.diploma for each in graduated}
        await rosters.save_diplomas(uow, {owner: diploma for owner, diploma in got.items() if diploma})
    await record_many(uow, principal, [_act(each, ids[each.registration.nip], source) for each in changes])
    return ids


def _act(change: RosterChange, employee_id: UUID, source: Mapping[str, str]) -> Act:
    action = "employee_imported" if change.employee_id is None else "employee_changed_by_import"
    details = {**source, "parts": sorted(part.value for part in change.parts)}
    return Act(action, "employee", employee_id, details=details)


def _of_part(changes: Sequence[RosterChange], part: RosterPart) -> list[RosterChange]:
    return [each for each in changes if part in each.parts]
