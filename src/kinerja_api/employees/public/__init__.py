"""People for the other capabilities: posts of a day, the line of superiors, careers, declared relatives.

The rating official is never assigned by hand: it is the head of the unit on the day, acting heads (Plt., Plh.)
included, and for the head of a unit the head of the unit above (PP 30/2019 article 1 number 8).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.decision import Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import repository
from kinerja_api.employees.models import EmployeeRank
from kinerja_api.employees.public.rosters import list_head_posts, map_registered, save_roster
from kinerja_api.employees.repository import careers, lines, reports, statuses, teams
from kinerja_api.employees.repository.held import post_counts_on
from kinerja_api.employees.rules import Past, Stand, appointed_on, check_nip, compare, holds_later_post, place_of
from kinerja_api.employees.types import (
    Capacity,
    Career,
    DelegationView,
    EmployeePost,
    HeldSanction,
    Place,
    PostCut,
    PostRow,
    PostScope,
    ServiceStatus,
    Standing,
    StatusSpan,
    Superior,
    UnitStanding,
)
from kinerja_api.employees.types.reports import Reports
from kinerja_api.employees.types.rosters import RankHeld
from kinerja_api.employees.types.teams import Led, TeamTie
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

__all__ = [
    "Career",
    "EmployeePost",
    "HeldSanction",
    "Led",
    "Past",
    "PostCut",
    "PostRow",
    "PostScope",
    "Reports",
    "Stand",
    "StatusSpan",
    "Superior",
    "TeamTie",
    "appointed_on",
    "check_nip",
    "compare",
    "count_posts",
    "cut_posts",
    "find_first_day_of_duty",
    "find_last_day_in_post",
    "find_last_post",
    "find_past",
    "find_planned_post",
    "find_post",
    "find_relatives",
    "get_delegation",
    "get_post",
    "get_status",
    "grant_rank",
    "holds_later_post",
    "list_careers_after",
    "list_declared_relations",
    "list_head_posts",
    "list_posts_after",
    "list_posts_between",
    "list_statuses",
    "list_superiors_then",
    "map_held_sanctions",
    "map_registered",
    "map_statuses",
    "map_superior_ranks",
    "post_counts_on",
    "read_career_and_place",
    "read_followed",
    "read_place",
    "read_reports",
    "relation_to",
    "save_roster",
    "stand_to",
    "standing_between",
    "standing_to",
    "standing_to_unit",
    "team_tie",
]


async def get_post(uow: UnitOfWork, employee_id: UUID, on: date) -> EmployeePost:
    """Return an employee in the post held on a day; raise `NotFound` for none."""
    post = await repository.find_post(uow, employee_id, on)
    if post is None:
        raise NotFound
    return post


async def find_post(uow: UnitOfWork, employee_id: UUID, on: date) -> EmployeePost | None:
    """Return an employee in the post held on a day, or None."""
    return await repository.find_post(uow, employee_id, on)


async def find_planned_post(uow: UnitOfWork, employee_id: UUID, on: date) -> EmployeePost | None:
    """Return an employee in the post for which a plan is drawn up on a day, or None.

    That is the post held or, of a full-time student who was released from any, the last one before.
    """
    return await repository.find_planned_post(uow, employee_id, on)


async def list_posts(uow: UnitOfWork, unit_ids: Sequence[UUID], on: date) -> list[EmployeePost]:
    """Return everybody who holds a post in these units on a day."""
    return await repository.list_posts(uow, unit_ids, on)


async def list_posts_after(
    uow: UnitOfWork, unit_ids: Sequence[UUID] | None, on: date, *, after: UUID, most: int
) -> list[EmployeePost]:
    """Return the next holders of posts by employee id, in these units or, for None, in the whole agency.

    For work that goes through everybody in pieces and must be able to go on where it stopped. Full-time students who
    were released from any post are among them, in the last one before.
    """
    return await repository.list_posts_after(uow, unit_ids, on, after=after, most=most)


async def count_posts(uow: UnitOfWork, scope: PostScope, on: date) -> int:
    """Return how many hold a post on a day, students in their last one included."""
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


async def get_status(uow: UnitOfWork, status_id: UUID) -> StatusSpan:
    """Return a status with whose it is; raise `NotFound`."""
    row = await statuses.get_status(uow, status_id)
    return StatusSpan(ServiceStatus(row.kind), row.since, row.until, row.host_agency, row.employee_id)


async def find_last_post(uow: UnitOfWork, employee_id: UUID, on: date) -> EmployeePost | None:
    """Return an employee in the post held on a day or, once released, in the last one before; else None."""
    return await repository.find_last_post(uow, employee_id, on)


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
    return await lines.list_superiors(uow, employee_id, on)


async def list_superiors_then(uow: UnitOfWork, employee_id: UUID, on: date, today: date) -> list[Superior]:
    """Return the line of superiors on an earlier day; who holds no post today is passed over like a vacant post.

    Of an official who is permanently unavailable the next above acts (PermenPANRB 6/2022; secondary).
    """
    found, _ = await lines.read_lines(uow, [employee_id], on, serving_on=today)
    return found[employee_id]


async def find_last_day_in_post(uow: UnitOfWork, employee_id: UUID, position_id: UUID) -> date | None:
    """Return the last day on which an employee held a post, or None while it is held."""
    _, until = await repository.read_duty(uow, employee_id, position_id)
    return until - timedelta(days=1) if until else None


async def find_first_day_of_duty(uow: UnitOfWork, employee_id: UUID, position_id: UUID) -> date | None:
    """Return the day on which an employee's duty in the agency began: of the first post or, if later, of the SPMT."""
    return (await repository.read_duty(uow, employee_id, position_id))[0]


async def read_reports(uow: UnitOfWork, employee_id: UUID, on: date, *, since: date | None = None) -> Reports:
    """Return whose rating official an employee is on a day, as `list_superiors` from above, and was, looking back."""
    return await reports.read_reports(uow, employee_id, on, since or on)


async def list_led_unit_ids(uow: UnitOfWork, employee_id: UUID | None, on: date) -> list[UUID]:
    """Return the units that an employee leads on a day, and all below them; none for nobody."""
    return await lines.list_led_unit_ids(uow, employee_id, on) if employee_id else []


async def read_followed(uow: UnitOfWork, employee_id: UUID | None, on: date) -> Led:
    """Return the units that an employee leads on a day with all below them, and whom he or she leads in work teams.

    Those who stand above the employee are left out: to them nobody speaks as the lead of a team.
    """
    if employee_id is None:
        return Led((), ())
    found = await teams.read_followed(uow, employee_id, on)
    if not found.member_ids:
        return found
    above = {each.employee_id for each in await lines.list_superiors(uow, employee_id, on)}
    return found._replace(member_ids=tuple(each for each in found.member_ids if each not in above))


async def team_tie(uow: UnitOfWork, me: UUID | None, employee_id: UUID, on: date) -> TeamTie | None:
    """Return whether somebody leads an employee in a work team on a day, or works with them in one; in one statement.

    Of PermenPANRB 7/2022; the lead of a team does not replace the rating official. None where they share no team.
    """
    return None if me is None or me == employee_id else await teams.find_tie(uow, me, employee_id, on)


async def standing_to_unit(uow: UnitOfWork, principal: Principal, unit_id: UUID, on: date) -> UnitStanding:
    """Return how the principal stands to a unit on a day; raise `NotFound` when it is not there that day."""
    standing = await lines.find_unit_standing(uow, principal.employee_id, unit_id, on)
    if standing is None:
        raise NotFound
    return standing


async def relation_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, on: date) -> Relation:
    """Return how the principal stands to an employee on a day."""
    return (await standing_to(uow, principal, employee_id, on)).relation


async def standing_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, on: date) -> Standing:
    """Return how the principal stands to an employee, with the declared relations that keep from judging."""
    me = principal.employee_id
    if me is None or me == employee_id:
        return Standing(Relation.NONE if me is None else Relation.SELF)
    return await standing_between(uow, me, employee_id, on)


async def stand_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, until: date | None, today: date) -> Stand:
    """Return how the principal stands to what ended on a day, by the line of that day and by that of today.

    By that of today alone for what goes on: without such a day, or before it is over.
    """
    if until is None or until >= today:
        standing = await standing_to(uow, principal, employee_id, today)
        return Stand(standing, standing.relation)
    me = principal.employee_id
    if me is None or me == employee_id:
        relation = Relation.NONE if me is None else Relation.SELF
        return Stand(Standing(relation), relation)
    then, now = await lines.read_lines_of_two_days(uow, _two(me, employee_id), until, today)
    standings = [place_of(me, employee_id, found, are_relatives=kin).standing for found, kin in (then, now)]
    return Stand(standings[0], standings[1].relation)


async def find_past(
    uow: UnitOfWork, principal: Principal, employee_id: UUID, *, days: Sequence[date], since: date, today: date
) -> Past:
    """Return how the principal, who serves still, stood above an employee on days that lie behind, in one statement.

    On which of `days` at all, and on which days from `since` on the time as rating official ended (a head's post or an
    acting appointment that is over).
    """
    me = principal.employee_id
    if me is None or me == employee_id:
        return Past()
    return await lines.find_past(uow, me, employee_id, days=days, since=since, today=today)


async def standing_between(uow: UnitOfWork, me: UUID, employee_id: UUID, on: date) -> Standing:
    """Return how one employee stands to another on a day, in one statement."""
    return (await read_place(uow, me, employee_id, on)).standing


async def read_place(uow: UnitOfWork, me: UUID | None, employee_id: UUID, on: date) -> Place:
    """Return the line of superiors of an employee on a day, and how somebody stands to them, in one statement."""
    found, are_relatives = await lines.read_lines(uow, _two(me, employee_id), on)
    return place_of(me, employee_id, found, are_relatives=are_relatives)


def _two(me: UUID | None, employee_id: UUID) -> list[UUID]:
    return [employee_id] if me is None or me == employee_id else [employee_id, me]


async def find_relatives(uow: UnitOfWork, one: UUID, others: Sequence[UUID]) -> set[UUID]:
    """Return who among others is a declared relative of an employee, whoever declared it."""
    pairs = await lines.list_relations_among(uow, [one, *others])
    return {each for pair in pairs if one in pair for each in pair} - {one}


async def list_declared_relations(uow: UnitOfWork) -> list[tuple[UUID, UUID]]:
    """Return all pairs of employees on record as relatives, each as it was declared."""
    return await repository.list_declared_relations(uow)


async def read_career_and_place(
    uow: UnitOfWork, me: UUID | None, employee_id: UUID, *, today: date, on: date
) -> tuple[Career, Place]:
    """Return the career of an employee as known on a day, and where they stand today, in one statement.

    Raises `NotFound`.
    """
    people = _two(me, employee_id)
    rows = await careers.read_career_and_lines(uow, employee_id, people, today=today, on=on)
    if not rows:
        raise NotFound
    found, are_relatives = lines.lines_in(rows, people)
    return careers.career_in(rows[0]), place_of(me, employee_id, found, are_relatives=are_relatives)


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
