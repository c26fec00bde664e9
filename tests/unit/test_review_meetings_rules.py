"""The tables of review meetings and follow-ups: which step leads where, who takes it, when it is reminded."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.access.meetings import (
    ToMeeting,
    decide_add,
    decide_call,
    decide_lead,
    decide_minute,
    decide_see_follow_up,
    decide_see_meeting,
    decide_step_follow_up,
)
from kinerja_api.feedback.lifecycle.follow_ups import FOLLOW_UP, FollowUpFacts
from kinerja_api.feedback.lifecycle.meetings import MEETING, MeetingFacts
from kinerja_api.feedback.rules import gains_time, next_reminder, reminder_of
from kinerja_api.feedback.types import FollowUpStatus, MeetingStatus, ReminderKind
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition

DUE = date(2026, 4, 20)
NOBODY = UUID(int=0)
READY = MeetingFacts(has_begun=True, has_minutes=True, note="Digabung")
LEADS = {
    ("hold", MeetingStatus.PLANNED): MeetingStatus.HELD,
    ("cancel", MeetingStatus.PLANNED): MeetingStatus.CANCELLED,
    ("confirm", MeetingStatus.HELD): MeetingStatus.MINUTES_CONFIRMED,
}
FOLLOW_UP_LEADS = {
    ("finish", FollowUpStatus.OPEN): FollowUpStatus.DONE,
    ("finish", FollowUpStatus.OVERDUE): FollowUpStatus.DONE,
    ("drop", FollowUpStatus.OPEN): FollowUpStatus.DROPPED,
    ("drop", FollowUpStatus.OVERDUE): FollowUpStatus.DROPPED,
    ("extend", FollowUpStatus.OPEN): FollowUpStatus.OPEN,
    ("extend", FollowUpStatus.OVERDUE): FollowUpStatus.OPEN,
    ("reopen", FollowUpStatus.DONE): FollowUpStatus.OPEN,
    ("lapse", FollowUpStatus.OPEN): FollowUpStatus.OVERDUE,
}
SOON = FollowUpFacts(gains_time=True, note="Selesai")
LEADER, TAKER, THERE, ABOVE = (
    ToMeeting(is_leader=True),
    ToMeeting(is_minute_taker=True),
    ToMeeting(is_participant=True),
    ToMeeting(leads_unit=True),
)
STRANGER = ToMeeting()


def principal(role: Role = Role.EMPLOYEE) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(NOBODY), AgencyId(NOBODY), "X", roles, permissions_of(roles))


def kind(decision: Decision) -> type:
    return type(decision)


@pytest.mark.parametrize("state", MeetingStatus)
@pytest.mark.parametrize("step", [each.name for each in MEETING.transitions])
def test_a_meeting_goes_on_as_its_table_says(step: str, state: MeetingStatus) -> None:
    if (step, state) in LEADS:
        assert MEETING.take(step, state, READY).target is LEADS[step, state]
    else:
        with pytest.raises(IllegalTransition):
            MEETING.take(step, state, READY)


@pytest.mark.parametrize("state", FollowUpStatus)
@pytest.mark.parametrize("step", [each.name for each in FOLLOW_UP.transitions])
def test_a_follow_up_goes_on_as_its_table_says(step: str, state: FollowUpStatus) -> None:
    if (step, state) in FOLLOW_UP_LEADS:
        assert FOLLOW_UP.take(step, state, SOON).target is FOLLOW_UP_LEADS[step, state]
    else:
        with pytest.raises(IllegalTransition):
            FOLLOW_UP.take(step, state, SOON)


@pytest.mark.parametrize(
    ("step", "state", "facts"),
    [
        ("hold", MeetingStatus.PLANNED, MeetingFacts(has_begun=False, has_minutes=False)),
        ("confirm", MeetingStatus.HELD, MeetingFacts(has_begun=True, has_minutes=False)),
        ("cancel", MeetingStatus.PLANNED, MeetingFacts(has_begun=True, has_minutes=False)),
    ],
)
def test_a_meeting_waits_for_its_day_its_minutes_or_the_reason(
    step: str, state: MeetingStatus, facts: MeetingFacts
) -> None:
    with pytest.raises(IllegalTransition) as refused:
        MEETING.take(step, state, facts)
    assert refused.value.basis


@pytest.mark.parametrize(
    ("step", "state", "facts"),
    [
        ("finish", FollowUpStatus.OPEN, FollowUpFacts()),
        ("drop", FollowUpStatus.OVERDUE, FollowUpFacts()),
        ("extend", FollowUpStatus.OVERDUE, FollowUpFacts(gains_time=True)),
        ("extend", FollowUpStatus.OVERDUE, FollowUpFacts(note="Cuti")),
        ("reopen", FollowUpStatus.DONE, FollowUpFacts(note="Belum")),
    ],
)
def test_a_follow_up_says_how_and_until_when(step: str, state: FollowUpStatus, facts: FollowUpFacts) -> None:
    with pytest.raises(IllegalTransition):
        FOLLOW_UP.take(step, state, facts)


@pytest.mark.parametrize(
    ("decide", "allowed", "denied"),
    [
        (decide_see_meeting, [LEADER, TAKER, THERE, ABOVE], []),
        (decide_lead, [LEADER], [TAKER, THERE, ABOVE]),
        (decide_minute, [LEADER, TAKER], [THERE, ABOVE]),
        (decide_add, [LEADER, TAKER, THERE], [ABOVE]),
    ],
)
def test_each_has_a_place_in_a_meeting(
    decide: Callable[[Principal, ToMeeting], Decision], allowed: list[ToMeeting], denied: list[ToMeeting]
) -> None:
    assert {kind(decide(principal(), to)) for to in allowed} == {Allowed}
    assert {kind(decide(principal(), to)) for to in denied} <= {Denied}
    assert kind(decide(principal(), STRANGER)) is Invisible
    by_auditor = kind(decide(principal(Role.AUDITOR), STRANGER))
    assert by_auditor is (Allowed if decide is decide_see_meeting else Denied)


def test_a_unit_is_called_together_by_who_leads_it() -> None:
    assert kind(decide_call(leads_unit=True)) is Allowed
    assert kind(decide_call(leads_unit=False)) is Denied


@pytest.mark.parametrize(
    ("to", "is_responsible", "leads_responsible", "finish", "drop"),
    [
        (LEADER, False, False, Allowed, Allowed),
        (THERE, True, False, Allowed, Denied),
        (STRANGER, True, False, Allowed, Denied),
        (THERE, False, False, Denied, Denied),
        (STRANGER, False, True, Denied, Denied),
        (STRANGER, False, False, Invisible, Invisible),
    ],
)
def test_the_responsible_finishes_and_the_leader_decides(
    to: ToMeeting, *, is_responsible: bool, leads_responsible: bool, finish: type, drop: type
) -> None:
    how = {"is_responsible": is_responsible, "leads_responsible": leads_responsible}

    assert kind(decide_step_follow_up(principal(), to, "finish", **how)) is finish
    assert kind(decide_step_follow_up(principal(), to, "drop", **how)) is drop
    assert kind(decide_step_follow_up(principal(), to, "lapse", **how)) is (
        Invisible if finish is Invisible else Denied
    )
    assert kind(decide_see_follow_up(principal(), to, **how)) is (Invisible if finish is Invisible else Allowed)


@pytest.mark.parametrize(
    ("today", "following", "why"),
    [
        (date(2026, 4, 1), date(2026, 4, 17), ReminderKind.DUE_SOON),
        (date(2026, 4, 17), date(2026, 4, 20), ReminderKind.DUE_SOON),
        (date(2026, 4, 19), date(2026, 4, 20), ReminderKind.DUE_SOON),
        (date(2026, 4, 20), date(2026, 4, 21), ReminderKind.DUE),
        (date(2026, 4, 21), date(2026, 4, 28), ReminderKind.OVERDUE),
        (date(2026, 4, 27), date(2026, 4, 28), ReminderKind.OVERDUE),
        (date(2026, 4, 28), date(2026, 5, 5), ReminderKind.OVERDUE),
        (date(2026, 12, 31), date(2027, 1, 5), ReminderKind.OVERDUE),
    ],
)
def test_it_is_reminded_before_on_after_the_day_and_every_week(today: date, following: date, why: ReminderKind) -> None:
    assert next_reminder(DUE, today) == following
    assert reminder_of(DUE, today) is why


@pytest.mark.parametrize(
    ("due_on", "today", "expected"),
    [
        (None, date(2026, 4, 1), False),
        (DUE, date(2026, 4, 1), False),
        (date(2026, 4, 21), date(2026, 4, 22), False),
        (date(2026, 4, 21), date(2026, 4, 21), True),
    ],
)
def test_more_time_is_a_later_day_that_is_still_to_come(due_on: date | None, today: date, *, expected: bool) -> None:
    assert gains_time(due_on, before=DUE, today=today) is expected
