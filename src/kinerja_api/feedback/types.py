"""Values of feedback; the seven of BerAKHLAK are fixed by SE MenPANRB 20/2021 and PermenPANRB 6/2022."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from kinerja_api.targets.types import CoreValue

__all__ = ["About", "AuthorRelation", "CoreValue", "FeedbackStatus"]


class About(StrEnum):
    """What a remark is about; one that names nothing more is about the plan as a whole."""

    PLAN = auto()
    TARGET = auto()
    REALIZATION = auto()
    VALUE = auto()


class AuthorRelation(StrEnum):
    """As what somebody gives feedback: by the line of superiors, or by a work team in which both are."""

    RATING_OFFICIAL = auto()
    SUPERIOR_OF_RATING_OFFICIAL = auto()
    ABOVE = auto()
    TEAM_LEAD = auto()
    PEER = auto()
    SUBORDINATE = auto()


class FeedbackStatus(StrEnum):
    """States of a remark."""

    GIVEN = auto()
    ACKNOWLEDGED = auto()


class MeetingStatus(StrEnum):
    """States of a review meeting."""

    PLANNED = auto()
    HELD = auto()
    MINUTES_CONFIRMED = auto()
    CANCELLED = auto()


class FollowUpStatus(StrEnum):
    """States of what a meeting agreed on to be done."""

    OPEN = auto()
    OVERDUE = auto()
    DONE = auto()
    DROPPED = auto()


class ReminderKind(StrEnum):
    """Why somebody is reminded of a follow-up."""

    DUE_SOON = auto()
    DUE = auto()
    OVERDUE = auto()


class ObservationMethod(StrEnum):
    """How something was found about somebody's work."""

    INTERVIEW = auto()
    OBSERVATION = auto()
    DOCUMENT_CHECK = auto()


@dataclass(frozen=True, slots=True)
class NamedObservation:
    """A record on which an official rests a rating: what was found how, and who named it when and why."""

    observation_id: UUID
    method: ObservationMethod
    observed_at: datetime
    findings: str
    reason: str
    official_name: str
    named_at: datetime


class ObservationStatus(StrEnum):
    """States of an interview or observation record."""

    RECORDED = auto()
    ACKNOWLEDGED = auto()
    WITHDRAWN = auto()


class NoteKind(StrEnum):
    """What a note for improvement is about."""

    LATE_WORK = auto()
    CITIZEN_DISSATISFACTION = auto()


class NoteStatus(StrEnum):
    """States of a note for improvement."""

    NOTED = auto()
    ANSWERED = auto()
    PROPOSED = auto()
    AGREED = auto()
    CLOSED = auto()
    WITHDRAWN = auto()


class NoteEntryKind(StrEnum):
    """What somebody said about a note: a step that was explained, or what came of the improvement."""

    ANSWER = auto()
    PROPOSE = auto()
    AGREE = auto()
    DECLINE = auto()
    FOLLOW_UP = auto()
    CLOSE = auto()
    WITHDRAW = auto()


class Counting(StrEnum):
    """Why a note for improvement counts, or does not."""

    ANSWERED = auto()
    TIME_TO_ANSWER_OVER = auto()
    CAN_STILL_BE_ANSWERED = auto()
    WITHDRAWN = auto()


COUNTED = frozenset({Counting.ANSWERED, Counting.TIME_TO_ANSWER_OVER})
UNFINISHED = frozenset({FollowUpStatus.OPEN, FollowUpStatus.OVERDUE})


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings are asked for."""

    unit_id: UUID | None = None
    cycle_id: UUID | None = None
    period_id: UUID | None = None
    status: MeetingStatus | None = None


@dataclass(frozen=True, slots=True)
class FollowUpFilter:
    """Which follow-ups are asked for."""

    meeting_id: UUID | None = None
    employee_id: UUID | None = None
    status: FollowUpStatus | None = None


@dataclass(frozen=True, slots=True)
class ObservationFilter:
    """Which interview and observation records are asked for."""

    plan_id: UUID | None = None
    employee_id: UUID | None = None
    method: ObservationMethod | None = None
    status: ObservationStatus | None = None
    is_basis: bool | None = None


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which notes for improvement are asked for."""

    employee_id: UUID | None = None
    unit_id: UUID | None = None
    kind: NoteKind | None = None
    status: NoteStatus | None = None


def words(values: Iterable[StrEnum]) -> str:
    """Return values as a list of SQL, in their order; for the checks of tables."""
    return ", ".join(f"'{each.value}'" for each in sorted(values))
