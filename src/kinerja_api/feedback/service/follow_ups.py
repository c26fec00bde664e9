"""Use cases of follow-ups: agreed in a meeting, reminded of by the clock, done, dropped or given more time."""

from datetime import date, timedelta
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import find_post, list_led_unit_ids
from kinerja_api.feedback.access.meetings import decide_lead, decide_see_follow_up, decide_step_follow_up
from kinerja_api.feedback.errors import MONITORING, DueDayPassed, MeetingNotHeld, NotInvited, TooManyFollowUps
from kinerja_api.feedback.events import FollowUpReminded, FollowUpStepped
from kinerja_api.feedback.lifecycle.follow_ups import EXTEND, FOLLOW_UP, LAPSE, REOPEN, FollowUpFacts
from kinerja_api.feedback.models.meetings import FollowUp
from kinerja_api.feedback.repository import meetings as repository
from kinerja_api.feedback.rules import gains_time, next_reminder, reminder_of
from kinerja_api.feedback.schemas.meetings import FollowUpIn, FollowUpOut, FollowUpStepIn
from kinerja_api.feedback.service.standing import Meeting, open_meeting
from kinerja_api.feedback.types import UNFINISHED, FollowUpFilter, FollowUpStatus, MeetingStatus, ReminderKind
from kinerja_api.kit.clock import end_of_day
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of, zone_of

RESOURCE = FOLLOW_UP.resource_type
FOLLOW_UP_REMINDER = "follow_up_reminder"


async def agree_follow_up(uow: UnitOfWork, principal: Principal, meeting_id: UUID, given: FollowUpIn) -> FollowUpOut:
    """Agree in a meeting that was held on what a participant does until when."""
    meeting = await open_meeting(uow, principal, meeting_id, to_act=True, for_update=True)
    enforce(decide_lead(principal, meeting.to))
    if meeting.row.status not in {MeetingStatus.HELD, MeetingStatus.MINUTES_CONFIRMED}:
        raise MeetingNotHeld(basis=[MONITORING])
    if len(await repository.list_follow_ups_of(uow, meeting_id)) >= repository.MOST_PARTS:
        raise TooManyFollowUps
    today = await today_of(uow)
    if given.due_on < today:
        raise DueDayPassed(errors=[FieldError("due_day_passed", DueDayPassed.advice, "/due_on")])
    row = await _new_follow_up(uow, meeting, given, today)
    repository.add(uow, row)
    await uow.session.flush()
    record(uow, principal, Act("agreed", RESOURCE, row.id, version_after=1, to_state=row.status))
    await _tell(uow, row, "agreed")
    await _watch(uow, row)
    return shown_follow_up(row, today)


async def read_follow_up(uow: UnitOfWork, principal: Principal, follow_up_id: UUID) -> FollowUpOut:
    """Return a follow-up that the principal may see."""
    row = await repository.get_follow_up(uow, follow_up_id)
    meeting = await open_meeting(uow, principal, row.meeting_id)
    enforce(decide_see_follow_up(principal, meeting.to, **_standing(principal, row, meeting)))
    return shown_follow_up(row, await today_of(uow))


async def list_follow_ups(
    uow: UnitOfWork, principal: Principal, wanted: FollowUpFilter, page: PageOf
) -> Page[FollowUpOut]:
    """Return a page of the follow-ups that the principal may see."""
    me, today = principal.employee_id, await today_of(uow)
    led = None if principal.reads_whole_agency else await list_led_unit_ids(uow, me, today)
    rows, following = await repository.list_follow_ups(uow, led=led, me=me, wanted=wanted, page=page)
    return Page(items=[shown_follow_up(row, today) for row in rows], next=following)


async def step_follow_up(
    uow: UnitOfWork, principal: Principal, follow_up_id: UUID, expected: IfMatch, step: FollowUpStepIn
) -> FollowUpOut:
    """Take a step: finish, drop, extend, reopen."""
    row = await repository.get_follow_up(uow, follow_up_id, for_update=True)
    meeting = await open_meeting(uow, principal, row.meeting_id, to_act=True)
    enforce(decide_step_follow_up(principal, meeting.to, step.name, **_standing(principal, row, meeting)))
    require_version(expected, row.version)
    today = await today_of(uow)
    # What was done is opened again with any day that is still to come; more time is more than there was.
    before = date.min if step.name == REOPEN else row.due_on
    facts = FollowUpFacts(gains_time=gains_time(step.due_on, before=before, today=today), note=step.note)
    taken = FOLLOW_UP.take(step.name, FollowUpStatus(row.status), facts)
    from_state, row.status = row.status, taken.target.value
    details: dict[str, str] = {}
    if step.name in {EXTEND, REOPEN} and step.due_on is not None:
        details = {"was_due_on": row.due_on.isoformat(), "due_on": step.due_on.isoformat()}
        row.due_on, row.outcome, row.closed_at = step.due_on, None, None
        row.remind_on = next_reminder(row.due_on, today)
        await _watch(uow, row)
    else:
        row.outcome, row.closed_at, row.remind_on = step.note, uow.now(), None
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note, details=details)
    await _touch(uow, principal, row, act)
    return shown_follow_up(row, today)


async def list_follow_up_transitions(
    uow: UnitOfWork, principal: Principal, follow_up_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a follow-up and what may come next."""
    row = await repository.get_follow_up(uow, follow_up_id)
    meeting = await open_meeting(uow, principal, row.meeting_id, to_act=True)
    standing = _standing(principal, row, meeting)
    enforce(decide_see_follow_up(principal, meeting.to, **standing))

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step_follow_up(principal, meeting.to, step, **standing)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    facts = FollowUpFacts(gains_time=True, note="-")
    options = FOLLOW_UP.options(FollowUpStatus(row.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def remind(uow: UnitOfWork, follow_up_id: UUID) -> None:
    """Tell that a follow-up is due or overdue, when its day of reminding has come, and look again later.

    Safe to run at any time and any number of times: a reminder that another run has sent, or that is for a day which
    was moved, does nothing. When the worker stood still for weeks, one reminder is sent and not one for each.
    """
    row = await repository.get_follow_up(uow, follow_up_id, for_update=True)
    today = await today_of(uow)
    if row.remind_on is None or today < row.remind_on:
        return
    kind, from_state = reminder_of(row.due_on, today), None
    if kind is ReminderKind.OVERDUE and row.status == FollowUpStatus.OPEN:
        from_state, row.status = row.status, FollowUpStatus.OVERDUE.value
    row.reminders, row.remind_on = row.reminders + 1, next_reminder(row.due_on, today)
    uow.emit(
        FollowUpReminded(
            row.id,
            kind=kind.value,
            employee_id=str(row.employee_id),
            meeting_id=str(row.meeting_id),
            due_on=row.due_on.isoformat(),
        )
    )
    to_state = row.status if from_state else None
    name = LAPSE if from_state else "reminded"
    act = Act(name, RESOURCE, row.id, from_state=from_state, to_state=to_state, details={"kind": kind})
    await _touch(uow, None, row, act)
    await _watch(uow, row)


def shown_follow_up(row: FollowUp, today: date) -> FollowUpOut:
    """Return a follow-up as it is told; overdue by the calendar, whether or not the job has noted it yet."""
    return FollowUpOut(
        id=row.id,
        meeting_id=row.meeting_id,
        unit_id=row.unit_id,
        employee_id=row.employee_id,
        employee_name=row.employee_name,
        task=row.task,
        due_on=row.due_on,
        status=FollowUpStatus(row.status),
        is_overdue=FollowUpStatus(row.status) in UNFINISHED and row.due_on < today,
        outcome=row.outcome,
        closed_at=row.closed_at,
        remind_on=row.remind_on,
        reminders=row.reminders,
        created_at=row.created_at,
        version=row.version,
    )


async def _new_follow_up(uow: UnitOfWork, meeting: Meeting, given: FollowUpIn, today: date) -> FollowUp:
    there = next((each for each in meeting.participants if each.employee_id == given.employee_id), None)
    if there is None:
        raise NotInvited(errors=[FieldError("not_invited", NotInvited.advice, "/employee_id")])
    post = await find_post(uow, there.employee_id, today)
    return FollowUp(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        meeting_id=meeting.row.id,
        unit_id=post.unit_id if post else meeting.row.unit_id,
        employee_id=there.employee_id,
        employee_name=there.employee_name,
        task=given.task,
        due_on=given.due_on,
        status=FollowUpStatus.OPEN.value,
        remind_on=next_reminder(given.due_on, today),
        reminders=0,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )


def _standing(principal: Principal, row: FollowUp, meeting: Meeting) -> dict[str, bool]:
    is_responsible = principal.employee_id is not None and principal.employee_id == row.employee_id
    return {"is_responsible": is_responsible, "leads_responsible": row.unit_id in meeting.led}


async def _watch(uow: UnitOfWork, row: FollowUp) -> None:
    """Look again when the day of the next reminder begins."""
    if row.remind_on is not None:
        at = end_of_day(row.remind_on - timedelta(days=1), await zone_of(uow))
        await uow.enqueue(FOLLOW_UP_REMINDER, resource_id=row.id, at=at)


async def _touch(uow: UnitOfWork, principal: Principal | None, row: FollowUp, act: Act) -> None:
    """Leave a change in the trail, tell it, and write what is pending."""
    record_change(uow, principal, row, act)
    await _tell(uow, row, act.action)


async def _tell(uow: UnitOfWork, row: FollowUp, act: str) -> None:
    uow.emit(FollowUpStepped(row.id, step=act, to_state=row.status, employee_id=str(row.employee_id)))
    await uow.session.flush()
