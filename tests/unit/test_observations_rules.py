"""The tables of observations and notes for improvement: which step leads where, who takes it, what counts."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.access.notes import ToNote, decide_note, decide_report, decide_see_note, decide_step_note
from kinerja_api.feedback.access.observations import (
    ToObservation,
    decide_name_basis,
    decide_record,
    decide_see_observation,
    decide_state,
    decide_step_observation,
)
from kinerja_api.feedback.lifecycle.notes import NOTE, NoteFacts
from kinerja_api.feedback.lifecycle.observations import OBSERVATION, ObservationFacts
from kinerja_api.feedback.rules import answer_by, could_answer, counting_of, fits_method
from kinerja_api.feedback.types import Counting, NoteStatus, ObservationMethod, ObservationStatus
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition

NOBODY = UUID(int=0)
LAST_DAY = date(2026, 4, 13)
OBSERVATION_LEADS = {
    ("acknowledge", ObservationStatus.RECORDED): ObservationStatus.ACKNOWLEDGED,
    ("withdraw", ObservationStatus.RECORDED): ObservationStatus.WITHDRAWN,
    ("withdraw", ObservationStatus.ACKNOWLEDGED): ObservationStatus.WITHDRAWN,
}
NOTE_LEADS = {
    ("answer", NoteStatus.NOTED): NoteStatus.ANSWERED,
    ("propose", NoteStatus.NOTED): NoteStatus.PROPOSED,
    ("propose", NoteStatus.ANSWERED): NoteStatus.PROPOSED,
    ("agree", NoteStatus.PROPOSED): NoteStatus.AGREED,
    ("decline", NoteStatus.PROPOSED): NoteStatus.ANSWERED,
    ("close", NoteStatus.AGREED): NoteStatus.CLOSED,
    ("withdraw", NoteStatus.NOTED): NoteStatus.WITHDRAWN,
    ("withdraw", NoteStatus.ANSWERED): NoteStatus.WITHDRAWN,
    ("withdraw", NoteStatus.PROPOSED): NoteStatus.WITHDRAWN,
}
OFFICIAL, ABOVE, SELF, PEER, NONE = (
    Relation.RATING_OFFICIAL,
    Relation.SUPERIOR_OF_RATING_OFFICIAL,
    Relation.SELF,
    Relation.PEER,
    Relation.NONE,
)


def principal(role: Role = Role.EMPLOYEE) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(NOBODY), AgencyId(NOBODY), "X", roles, permissions_of(roles))


def kind(decision: Decision) -> type:
    return type(decision)


@pytest.mark.parametrize("state", ObservationStatus)
@pytest.mark.parametrize("step", [each.name for each in OBSERVATION.transitions])
def test_a_record_goes_on_as_its_table_says(step: str, state: ObservationStatus) -> None:
    facts = ObservationFacts("Keliru orang")
    if (step, state) in OBSERVATION_LEADS:
        assert OBSERVATION.take(step, state, facts).target is OBSERVATION_LEADS[step, state]
    else:
        with pytest.raises(IllegalTransition):
            OBSERVATION.take(step, state, facts)


def test_a_record_is_withdrawn_with_the_reason() -> None:
    with pytest.raises(IllegalTransition):
        OBSERVATION.take("withdraw", ObservationStatus.RECORDED, ObservationFacts())


@pytest.mark.parametrize("state", NoteStatus)
@pytest.mark.parametrize("step", [each.name for each in NOTE.transitions])
def test_a_note_goes_on_as_its_table_says(step: str, state: NoteStatus) -> None:
    facts = NoteFacts(could_answer=True, note="Sudah")
    if (step, state) in NOTE_LEADS:
        assert NOTE.take(step, state, facts).target is NOTE_LEADS[step, state]
    else:
        with pytest.raises(IllegalTransition):
            NOTE.take(step, state, facts)


@pytest.mark.parametrize(
    ("step", "state", "facts"),
    [
        ("answer", NoteStatus.NOTED, NoteFacts(could_answer=False)),
        ("propose", NoteStatus.NOTED, NoteFacts(could_answer=False, note="Minta data")),
        ("propose", NoteStatus.ANSWERED, NoteFacts(could_answer=True, has_day=False, note="Minta data")),
        ("propose", NoteStatus.ANSWERED, NoteFacts(could_answer=True)),
        ("decline", NoteStatus.PROPOSED, NoteFacts(could_answer=True)),
        ("close", NoteStatus.AGREED, NoteFacts(could_answer=True)),
        ("withdraw", NoteStatus.NOTED, NoteFacts(could_answer=True)),
    ],
)
def test_a_note_waits_for_the_answer_and_for_words(step: str, state: NoteStatus, facts: NoteFacts) -> None:
    with pytest.raises(IllegalTransition) as refused:
        NOTE.take(step, state, facts)
    assert refused.value.basis


@pytest.mark.parametrize("decide", [decide_record, decide_note])
def test_records_and_notes_are_made_from_above(decide: Callable[[Principal, Relation], Decision]) -> None:
    for relation in (OFFICIAL, ABOVE, Relation.ABOVE):
        assert kind(decide(principal(), relation)) is Allowed
    assert kind(decide(principal(), SELF)) is Denied
    for relation in (PEER, Relation.SUBORDINATE, NONE):
        assert kind(decide(principal(), relation)) is Invisible
    assert kind(decide(principal(Role.HR_ADMIN), NONE)) is Denied


@pytest.mark.parametrize(
    ("to", "see", "state", "acknowledge", "withdraw", "name"),
    [
        (ToObservation(SELF), Allowed, Allowed, Allowed, Denied, Denied),
        (ToObservation(OFFICIAL, is_recorder=True), Allowed, Denied, Denied, Allowed, Allowed),
        (ToObservation(OFFICIAL), Allowed, Denied, Denied, Denied, Allowed),
        (ToObservation(ABOVE), Allowed, Denied, Denied, Denied, Denied),
        (ToObservation(PEER, is_observer=True), Allowed, Denied, Denied, Denied, Denied),
        (ToObservation(PEER), Invisible, Invisible, Invisible, Invisible, Invisible),
    ],
)
def test_each_has_a_place_at_a_record(
    to: ToObservation, see: type, state: type, acknowledge: type, withdraw: type, name: type
) -> None:
    who = principal()

    assert kind(decide_see_observation(who, to)) is see
    assert kind(decide_state(who, to)) is state
    assert kind(decide_step_observation(who, to, "acknowledge")) is acknowledge
    assert kind(decide_step_observation(who, to, "withdraw")) is withdraw
    assert kind(decide_name_basis(who, to)) is name


@pytest.mark.parametrize(
    ("to", "see", "report", "answer", "close"),
    [
        (ToNote(SELF), Allowed, Allowed, Allowed, Denied),
        (ToNote(OFFICIAL), Allowed, Allowed, Denied, Allowed),
        (ToNote(ABOVE, is_author=True), Allowed, Allowed, Denied, Allowed),
        (ToNote(ABOVE), Allowed, Denied, Denied, Denied),
        (ToNote(NONE, is_author=True), Allowed, Denied, Denied, Denied),
        (ToNote(PEER), Invisible, Invisible, Invisible, Invisible),
    ],
)
def test_each_has_a_place_at_a_note(to: ToNote, see: type, report: type, answer: type, close: type) -> None:
    who = principal()

    assert kind(decide_see_note(who, to)) is see
    assert kind(decide_report(who, to)) is report
    assert kind(decide_step_note(who, to, "answer")) is answer
    assert kind(decide_step_note(who, to, "close")) is close


def test_auditors_read_and_write_nothing() -> None:
    auditor = principal(Role.AUDITOR)

    assert kind(decide_see_observation(auditor, ToObservation(NONE))) is Allowed
    assert kind(decide_state(auditor, ToObservation(NONE))) is Denied
    assert kind(decide_see_note(auditor, ToNote(NONE))) is Allowed
    assert kind(decide_step_note(auditor, ToNote(NONE), "withdraw")) is Denied


@pytest.mark.parametrize(
    ("status", "today", "has_answered", "expected"),
    [
        (NoteStatus.NOTED, date(2026, 4, 13), False, Counting.CAN_STILL_BE_ANSWERED),
        (NoteStatus.NOTED, date(2026, 4, 14), False, Counting.TIME_TO_ANSWER_OVER),
        (NoteStatus.ANSWERED, date(2026, 4, 7), True, Counting.ANSWERED),
        (NoteStatus.WITHDRAWN, date(2026, 4, 30), True, Counting.WITHDRAWN),
    ],
)
def test_what_could_not_be_answered_does_not_count(
    status: NoteStatus, today: date, *, has_answered: bool, expected: Counting
) -> None:
    assert counting_of(status, LAST_DAY, today, has_answered=has_answered) is expected
    if status is not NoteStatus.WITHDRAWN:
        assert could_answer(LAST_DAY, today, has_answered=has_answered) is (
            expected is not Counting.CAN_STILL_BE_ANSWERED
        )


def test_there_is_a_week_to_answer() -> None:
    assert answer_by(date(2026, 4, 6)) == LAST_DAY


@pytest.mark.parametrize(
    ("method", "questions", "fits"),
    [
        (ObservationMethod.INTERVIEW, 1, True),
        (ObservationMethod.INTERVIEW, 0, False),
        (ObservationMethod.OBSERVATION, 0, True),
        (ObservationMethod.DOCUMENT_CHECK, 2, False),
    ],
)
def test_interviews_have_questions_and_the_others_none(
    method: ObservationMethod, questions: int, *, fits: bool
) -> None:
    assert fits_method(method, questions) is fits
