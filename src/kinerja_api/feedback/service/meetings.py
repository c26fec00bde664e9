"""Use cases of review meetings: called by who leads the unit, minuted, confirmed for good, added to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_period, require_open_cycle
from kinerja_api.employees.public import list_led_unit_ids, list_posts
from kinerja_api.employees.types import EmployeePost
from kinerja_api.feedback.access.meetings import (
    decide_add,
    decide_call,
    decide_lead,
    decide_minute,
    decide_see_meeting,
)
from kinerja_api.feedback.errors import (
    MONITORING,
    OTHER_YEAR,
    MeetingNotPlanned,
    MinutesNotConfirmed,
    MinutesNotOpen,
    NotInvited,
    NotOfThisUnit,
    TooManyFollowUps,
)
from kinerja_api.feedback.events import ReviewMeetingStepped
from kinerja_api.feedback.lifecycle.meetings import CONFIRM, MEETING, MeetingFacts
from kinerja_api.feedback.models.meetings import MeetingAddition, MeetingParticipant, ReviewMeeting
from kinerja_api.feedback.repository import meetings as repository
from kinerja_api.feedback.schemas.meetings import (
    AdditionIn,
    AdditionOut,
    MeetingIn,
    MeetingOut,
    MeetingPut,
    MeetingRow,
    MinutesIn,
    ParticipantOut,
)
from kinerja_api.feedback.service.follow_ups import shown_follow_up
from kinerja_api.feedback.service.standing import open_meeting
from kinerja_api.feedback.types import MeetingFilter, MeetingStatus
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page, StepIn
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, list_unit_ids_below, today_of

RESOURCE = MEETING.resource_type


async def call_meeting(uow: UnitOfWork, principal: Principal, given: MeetingIn) -> MeetingOut:
    """Call a meeting of a unit that one leads today, on its work in a period or in the year."""
    today = await today_of(uow)
    unit = await get_unit(uow, given.unit_id, today)
    led = await list_led_unit_ids(uow, principal.employee_id, today)
    enforce(decide_call(leads_unit=unit.id in led))
    await require_open_cycle(uow, given.cycle_id)
    await _check_period(uow, given)
    invited = await _invited(uow, unit.id, given, today)
    row = ReviewMeeting(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        unit_id=unit.id,
        unit_name=unit.name,
        cycle_id=given.cycle_id,
        period_id=given.period_id,
        leader_id=principal.employee_id,
        leader_name=principal.name,
        status=MeetingStatus.PLANNED.value,
        attendee_ids=[],
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    _put_plan(row, given)
    repository.add(uow, row)
    await uow.session.flush()
    _invite(uow, row, invited)
    record(uow, principal, Act("called", RESOURCE, row.id, version_after=1, to_state=row.status))
    await _tell(uow, row, "called")
    return await _shown(uow, row, today)


async def read_meeting(uow: UnitOfWork, principal: Principal, meeting_id: UUID) -> MeetingOut:
    """Return a meeting that the principal may see."""
    meeting = await open_meeting(uow, principal, meeting_id)
    enforce(decide_see_meeting(principal, meeting.to))
    return await _shown(uow, meeting.row, await today_of(uow), meeting.participants)


async def list_meetings(uow: UnitOfWork, principal: Principal, wanted: MeetingFilter, page: PageOf) -> Page[MeetingRow]:
    """Return a page of the meetings that the principal may see."""
    me = principal.employee_id
    led = None if principal.reads_whole_agency else await list_led_unit_ids(uow, me, await today_of(uow))
    rows, following = await repository.list_meetings(uow, led=led, me=me, wanted=wanted, page=page)
    return Page(items=[MeetingRow.model_validate(row) for row in rows], next=following)


async def change_meeting(
    uow: UnitOfWork, principal: Principal, meeting_id: UUID, expected: IfMatch, given: MeetingPut
) -> MeetingOut:
    """Plan a meeting anew, as long as it was not held."""
    meeting = await open_meeting(uow, principal, meeting_id, to_act=True, for_update=True)
    enforce(decide_lead(principal, meeting.to))
    row, today = meeting.row, await today_of(uow)
    require_version(expected, row.version)
    if row.status != MeetingStatus.PLANNED:
        raise MeetingNotPlanned(basis=[MONITORING])
    invited = await _invited(uow, row.unit_id, given, today)
    _put_plan(row, given)
    await repository.delete_participants(uow, row.id)
    _invite(uow, row, invited)
    await _touch(uow, principal, row, Act("changed", RESOURCE, row.id))
    return await _shown(uow, row, today)


async def write_minutes(
    uow: UnitOfWork, principal: Principal, meeting_id: UUID, expected: IfMatch, given: MinutesIn
) -> MeetingOut:
    """Write the minutes of a meeting that was held, until they are confirmed."""
    meeting = await open_meeting(uow, principal, meeting_id, to_act=True, for_update=True)
    enforce(decide_minute(principal, meeting.to))
    row = meeting.row
    require_version(expected, row.version)
    if row.status != MeetingStatus.HELD:
        raise MinutesNotOpen(basis=[MONITORING])
    invited = {each.employee_id for each in meeting.participants}
    for place, attendee in enumerate(given.attendee_ids):
        if attendee not in invited:
            raise NotInvited(errors=[FieldError("not_invited", NotInvited.advice, f"/attendee_ids/{place}")])
    row.minutes, row.decisions, row.attendee_ids = given.minutes, given.decisions, given.attendee_ids
    await _touch(uow, principal, row, Act("minuted", RESOURCE, row.id))
    return await _shown(uow, row, await today_of(uow), meeting.participants)


async def add_to_minutes(uow: UnitOfWork, principal: Principal, meeting_id: UUID, given: AdditionIn) -> MeetingOut:
    """Add to confirmed minutes, which themselves never change."""
    meeting = await open_meeting(uow, principal, meeting_id, to_act=True, for_update=True)
    enforce(decide_add(principal, meeting.to))
    row = meeting.row
    if row.status != MeetingStatus.MINUTES_CONFIRMED:
        raise MinutesNotConfirmed(basis=[MONITORING])
    if len(await repository.list_additions(uow, row.id)) >= repository.MOST_PARTS:
        raise TooManyFollowUps
    addition = MeetingAddition(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        meeting_id=row.id,
        author_id=principal.employee_id,
        author_name=principal.name,
        text=given.text,
        added_at=uow.now(),
    )
    repository.add(uow, addition)
    await _touch(uow, principal, row, Act("added_to", RESOURCE, row.id, details={"addition": str(addition.id)}))
    return await _shown(uow, row, await today_of(uow), meeting.participants)


async def step_meeting(
    uow: UnitOfWork, principal: Principal, meeting_id: UUID, expected: IfMatch, step: StepIn
) -> MeetingOut:
    """Take a step: hold, confirm the minutes, or cancel."""
    meeting = await open_meeting(uow, principal, meeting_id, to_act=True, for_update=True)
    enforce(decide_lead(principal, meeting.to))
    row = meeting.row
    require_version(expected, row.version)
    taken = MEETING.take(step.name, MeetingStatus(row.status), _facts(uow, row, step.note))
    from_state, row.status = row.status, taken.target.value
    if step.name == CONFIRM:
        row.confirmed_at, row.confirmed_by_name = uow.now(), principal.name
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    await _touch(uow, principal, row, act)
    return await _shown(uow, row, await today_of(uow), meeting.participants)


async def list_meeting_transitions(
    uow: UnitOfWork, principal: Principal, meeting_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a meeting and what may come next."""
    meeting = await open_meeting(uow, principal, meeting_id, to_act=True)
    enforce(decide_see_meeting(principal, meeting.to))

    def refuse(_step: str) -> Obstacle | None:
        decision = decide_lead(principal, meeting.to)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    row = meeting.row
    options = MEETING.options(MeetingStatus(row.status), _facts(uow, row, "-"), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


def _facts(uow: UnitOfWork, row: ReviewMeeting, note: str | None) -> MeetingFacts:
    return MeetingFacts(has_begun=row.starts_at <= uow.now(), has_minutes=row.minutes is not None, note=note)


async def _check_period(uow: UnitOfWork, given: MeetingIn) -> None:
    if given.period_id is not None and (await get_period(uow, given.period_id)).cycle_id != given.cycle_id:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR, "/period_id")])


async def _invited(uow: UnitOfWork, unit_id: UUID, given: MeetingPut, today: date) -> list[EmployeePost]:
    """Return who is invited; only people of the unit and those below, so that no meeting shows work to others."""
    units = await list_unit_ids_below(uow, [unit_id], today)
    posts = {post.employee_id: post for post in await list_posts(uow, units, today)}
    places = [(f"/participant_ids/{place}", each) for place, each in enumerate(given.participant_ids)]
    if given.minute_taker_id is not None:
        places.append(("/minute_taker_id", given.minute_taker_id))
    for pointer, employee_id in places:
        if employee_id not in posts:
            raise NotOfThisUnit(errors=[FieldError("not_of_this_unit", NotOfThisUnit.advice, pointer)])
    return [posts[each] for each in dict.fromkeys(given.participant_ids)]


def _invite(uow: UnitOfWork, row: ReviewMeeting, invited: Sequence[EmployeePost]) -> None:
    repository.add(
        uow,
        *(
            MeetingParticipant(
                agency_id=uow.agency_id,
                id=uow.new_id(),
                meeting_id=row.id,
                employee_id=post.employee_id,
                employee_name=post.name,
            )
            for post in invited
        ),
    )


def _put_plan(row: ReviewMeeting, given: MeetingPut) -> None:
    row.title, row.starts_at, row.place, row.agenda = given.title, given.starts_at, given.place, given.agenda
    row.minute_taker_id = given.minute_taker_id


async def _shown(
    uow: UnitOfWork,
    row: ReviewMeeting,
    today: date,
    participants: Sequence[MeetingParticipant] | None = None,
) -> MeetingOut:
    """Return a meeting as it is told, with all that belongs to it."""
    if participants is None:
        participants = await repository.list_participants(uow, row.id)
    attended, is_minuted = set(row.attendee_ids), row.minutes is not None
    people = [
        ParticipantOut(
            employee_id=each.employee_id,
            employee_name=each.employee_name,
            attended=each.employee_id in attended if is_minuted else None,
        )
        for each in participants
    ]
    return MeetingOut(
        **MeetingRow.model_validate(row).model_dump(),
        agenda=row.agenda,
        participants=people,
        minutes=row.minutes,
        decisions=row.decisions,
        confirmed_by_name=row.confirmed_by_name,
        additions=[AdditionOut.model_validate(each) for each in await repository.list_additions(uow, row.id)],
        follow_ups=[shown_follow_up(each, today) for each in await repository.list_follow_ups_of(uow, row.id)],
    )


async def _touch(uow: UnitOfWork, principal: Principal, row: ReviewMeeting, act: Act) -> None:
    """Leave a change in the trail, tell it, and write what is pending."""
    record_change(uow, principal, row, act)
    await _tell(uow, row, act.action)


async def _tell(uow: UnitOfWork, row: ReviewMeeting, act: str) -> None:
    uow.emit(ReviewMeetingStepped(row.id, step=act, to_state=row.status))
    await uow.session.flush()
