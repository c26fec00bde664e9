"""Use cases of work teams: set up and ended by a decree, with a lead on every day of theirs."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import repository as people
from kinerja_api.employees.access.teams import (
    decide_keep_team,
    decide_put_in_team,
    decide_see_team,
    decide_set_up_team,
)
from kinerja_api.employees.errors import (
    TEAMS,
    AlreadyInTeam,
    LeadsAlready,
    OutsideTeamDays,
    TeamEndsBeforeItBegins,
    TeamIsFull,
    TeamNeedsLead,
)
from kinerja_api.employees.events import WorkTeamChanged
from kinerja_api.employees.models.teams import WorkTeam, WorkTeamMember
from kinerja_api.employees.public import standing_to_unit
from kinerja_api.employees.repository import lines
from kinerja_api.employees.repository import teams as repository
from kinerja_api.employees.rules import days_in_team, within_team
from kinerja_api.employees.schemas.teams import (
    MOST_ON_LIST,
    MembershipEnd,
    TeamEnd,
    TeamIn,
    TeamLeadIn,
    TeamMemberIn,
    TeamMemberOut,
    TeamOut,
    TeamPatch,
    TeamRow,
)
from kinerja_api.employees.types.teams import TeamChange, TeamFilter, TeamRole
from kinerja_api.kit.db.faults import UNKNOWN_REFERENCE
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.organization.public import today_of

RESOURCE = "work_team"
OPEN_END = "-"


class _Stay(NamedTuple):
    """Whose days in a team begin when, and what they are there."""

    employee_id: UUID
    role: TeamRole
    since: date
    until: date | None = None
    letter: str | None = None


async def set_up_team(uow: UnitOfWork, principal: Principal, given: TeamIn) -> TeamOut:
    """Set up a team for a unit, with its lead and its first members."""
    today = await today_of(uow)
    standing = await standing_to_unit(uow, principal, given.unit_id, today)
    enforce(decide_set_up_team(principal, leads_unit=standing.leads_it))
    named = {f"/member_ids/{place}": each for place, each in enumerate(given.member_ids)}
    await _check_people(uow, principal, {"/lead_id": given.lead_id} | named, today)
    team = WorkTeam(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        **given.model_dump(exclude={"lead_id", "member_ids"}),
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    people.add(uow, team)
    await uow.session.flush()
    stays = [_Stay(given.lead_id, TeamRole.LEAD, given.since)]
    stays += [_Stay(each, TeamRole.MEMBER, given.since) for each in given.member_ids]
    people.add(uow, *(_membership(uow, team, each) for each in stays))
    details = {"lead": str(given.lead_id), "members": [str(each) for each in given.member_ids]}
    record(uow, principal, Act(TeamChange.CREATED.value, RESOURCE, team.id, version_after=1, details=details))
    _tell(uow, team, TeamChange.CREATED)
    await uow.session.flush()
    return await _written(uow, team, today)


async def read_team(uow: UnitOfWork, principal: Principal, team_id: UUID) -> TeamOut:
    """Return a team that the principal may see."""
    team, today = await repository.get_team(uow, team_id), await today_of(uow)
    to = await repository.read_standing(uow, principal.employee_id, team.id, today)
    enforce(decide_see_team(principal, to))
    return await _written(uow, team, today)


async def list_teams(uow: UnitOfWork, principal: Principal, wanted: TeamFilter, page: PageOf) -> Page[TeamRow]:
    """Return a page of the teams that the principal may see, newest first."""
    rows, following = await repository.list_teams(
        uow,
        principal.employee_id,
        wanted,
        await today_of(uow),
        sees_all=principal.reads_whole_agency,
        page=page,
    )
    return Page(items=[TeamRow.model_validate(dict(row)) for row in rows], next=following)


async def change_team(
    uow: UnitOfWork, principal: Principal, team_id: UUID, expected: IfMatch, patch: TeamPatch
) -> TeamOut:
    """Change the name, the purpose or the number of the decree."""
    team = await _kept(uow, principal, team_id, expected)
    for name, value in patch.model_dump(exclude_none=True).items():
        setattr(team, name, value)
    return await _touch(uow, principal, team, TeamChange.CHANGED)


async def end_team(uow: UnitOfWork, principal: Principal, team_id: UUID, expected: IfMatch, given: TeamEnd) -> TeamOut:
    """Say when a team ends, or that it ends on another day than was said; all that it makes people ends with it."""
    team = await _kept(uow, principal, team_id, expected)
    if given.until <= team.since:
        raise _too_early(team.since, "/until")
    team.until, team.end_decree = given.until, given.end_decree
    return await _touch(uow, principal, team, TeamChange.ENDED)


async def add_member(
    uow: UnitOfWork, principal: Principal, team_id: UUID, expected: IfMatch, given: TeamMemberIn
) -> TeamOut:
    """Put somebody into a team from a day on."""
    team = await _kept(uow, principal, team_id, expected)
    await _check_people(uow, principal, {"/employee_id": given.employee_id}, await today_of(uow))
    _check_days(team, given.since, given.until)
    await _check_once(uow, team, given.employee_id, given.since, given.until)
    await _check_room(uow, team)
    stay = _Stay(given.employee_id, TeamRole.MEMBER, given.since, given.until, given.letter)
    people.add(uow, _membership(uow, team, stay))
    return await _touch(uow, principal, team, TeamChange.MEMBER_ADDED, stay)


async def end_membership(
    uow: UnitOfWork, principal: Principal, membership_id: UUID, expected: IfMatch, given: MembershipEnd
) -> TeamOut:
    """Say when somebody's days in a team end, or that they end on another day; a lead hands over instead."""
    found = await repository.get_membership(uow, membership_id)
    team = await _kept(uow, principal, found.team_id, expected)
    row = await repository.get_membership(uow, membership_id, for_update=True)
    if row.role == TeamRole.LEAD.value:
        raise TeamNeedsLead(basis=[TEAMS])
    if given.until <= row.since:
        raise _too_early(row.since, "/until")
    _check_days(team, row.since, given.until)
    await _check_once(uow, team, row.employee_id, row.since, given.until, other_than=row.id)
    row.until = given.until
    stay = _Stay(row.employee_id, TeamRole.MEMBER, row.since, row.until)
    return await _touch(uow, principal, team, TeamChange.MEMBERSHIP_ENDED, stay)


async def hand_over_lead(
    uow: UnitOfWork, principal: Principal, team_id: UUID, expected: IfMatch, given: TeamLeadIn
) -> TeamOut:
    """Give the lead of a team to somebody else from a day on; the days of the one before end as its lead."""
    team = await _kept(uow, principal, team_id, expected)
    await _check_people(uow, principal, {"/employee_id": given.employee_id}, await today_of(uow))
    _check_days(team, given.since, None)
    former = await repository.get_last_lead(uow, team.id)
    if former.employee_id == given.employee_id:
        raise LeadsAlready(basis=[TEAMS])
    if given.since <= former.since:
        raise _too_early(former.since, "/since")
    await _check_room(uow, team)
    former.until = given.since
    follows = await _leave_as_member(uow, team, given)
    # What ends is written first: nobody is in the team twice, and no two lead it, at any moment.
    await uow.session.flush()
    stay = _Stay(given.employee_id, TeamRole.LEAD, given.since, None, given.letter)
    if follows is None:
        people.add(uow, _membership(uow, team, stay))
    else:
        follows.role, follows.until, follows.letter = stay.role.value, None, given.letter or follows.letter
    if given.former_lead_stays:
        people.add(uow, _membership(uow, team, _Stay(former.employee_id, TeamRole.MEMBER, given.since)))
    return await _touch(uow, principal, team, TeamChange.LEAD_HANDED_OVER, stay)


async def _leave_as_member(uow: UnitOfWork, team: WorkTeam, given: TeamLeadIn) -> WorkTeamMember | None:
    """End the new lead's days as a member; those that begin on this very day are returned, to become the lead's."""
    for row in await repository.list_memberships_from(uow, team.id, given.employee_id, given.since):
        if row.since > given.since:
            raise AlreadyInTeam(extra={"membership_id": str(row.id)})
        if row.since == given.since:
            return row
        row.until = given.since
    return None


async def _kept(uow: UnitOfWork, principal: Principal, team_id: UUID, expected: IfMatch) -> WorkTeam:
    """Return a team, locked, that the principal may change in the version the caller saw."""
    team = await repository.get_team(uow, team_id, for_update=True)
    to = await repository.read_standing(uow, principal.employee_id, team.id, await today_of(uow))
    enforce(decide_keep_team(principal, to))
    require_version(expected, team.version)
    return team


async def _check_people(uow: UnitOfWork, principal: Principal, named: Mapping[str, UUID], today: date) -> None:
    """HR may name anybody who is on record; whoever leads a unit, those who work in it and below it today."""
    if not principal.has(Role.HR_ADMIN):
        led = await lines.list_led_unit_ids(uow, principal.employee_id, today) if principal.employee_id else []
        enforce(decide_put_in_team(principal, leads_all=await repository.work_in(uow, named.values(), led, today)))
        return
    known = await repository.list_on_record(uow, named.values())
    missing = [place for place, each in named.items() if each not in known]
    if missing:
        raise Invalid(errors=[FieldError("unknown_reference", UNKNOWN_REFERENCE, place) for place in missing])


def _check_days(team: WorkTeam, since: date, until: date | None) -> None:
    outside = within_team(since, until, team.since, team.until)
    if outside is not None:
        wrong = OutsideTeamDays.advice.fill(since=team.since, until=team.until or OPEN_END)
        raise OutsideTeamDays(wrong, errors=[FieldError(code="outside", detail=wrong, pointer=f"/{outside}")])


async def _check_once(
    uow: UnitOfWork,
    team: WorkTeam,
    employee_id: UUID,
    since: date,
    until: date | None,
    *,
    other_than: UUID | None = None,
) -> None:
    other = await repository.find_membership_between(uow, team.id, employee_id, since, until, other_than=other_than)
    if other is not None:
        raise AlreadyInTeam(extra={"membership_id": str(other)})


async def _check_room(uow: UnitOfWork, team: WorkTeam) -> None:
    """Refuse what might make the list longer than an answer shows: a hand-over adds up to two rows."""
    if await repository.count_memberships(uow, team.id) > MOST_ON_LIST - 2:
        raise TeamIsFull(TeamIsFull.advice.fill(most=MOST_ON_LIST - 1))


def _too_early(since: date, place: str) -> TeamEndsBeforeItBegins:
    wrong = TeamEndsBeforeItBegins.advice.fill(since=since)
    return TeamEndsBeforeItBegins(wrong, errors=[FieldError(code="no_day", detail=wrong, pointer=place)])


def _membership(uow: UnitOfWork, team: WorkTeam, stay: _Stay) -> WorkTeamMember:
    return WorkTeamMember(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        team_id=team.id,
        employee_id=stay.employee_id,
        role=stay.role.value,
        since=stay.since,
        until=stay.until,
        letter=stay.letter,
    )


async def _touch(
    uow: UnitOfWork, principal: Principal, team: WorkTeam, change: TeamChange, stay: _Stay | None = None
) -> TeamOut:
    """Raise the team's version, leave the act in the trail, tell of it, and return the team as it is now."""
    details = {} if stay is None else {"employee": str(stay.employee_id), "since": stay.since.isoformat()}
    if stay is not None and stay.until is not None:
        details["until"] = stay.until.isoformat()
    if change is TeamChange.ENDED and team.until is not None:
        details["until"] = team.until.isoformat()
    act = Act(change.value, RESOURCE, team.id, details=details)
    record_change(uow, principal, team, act)
    _tell(uow, team, change, stay)
    await uow.session.flush()
    return await _written(uow, team, await today_of(uow))


def _tell(uow: UnitOfWork, team: WorkTeam, change: TeamChange, stay: _Stay | None = None) -> None:
    uow.emit(
        WorkTeamChanged(
            team.id,
            change=change.value,
            employee_id=str(stay.employee_id) if stay else None,
            since=stay.since.isoformat() if stay else None,
        )
    )


async def _written(uow: UnitOfWork, team: WorkTeam, today: date) -> TeamOut:
    """Return a team with its list; somebody's days end at the latest with those of the team."""
    unit_name, rows = await repository.read_members(uow, team.id, today)
    members = []
    for row in rows:
        days = days_in_team(row.since, row.until, team.until)
        if days is not None:
            members.append(TeamMemberOut.model_validate(row._replace(until=days[1])))
    plain = {
        name: getattr(team, name)
        for name in ("id", "name", "purpose", "unit_id", "decree", "since", "until", "end_decree", "version")
    }
    return TeamOut(**plain, unit_name=unit_name, members=members)
