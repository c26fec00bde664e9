"""Values of feedback; the seven of BerAKHLAK are fixed by SE MenPANRB 20/2021 and PermenPANRB 6/2022."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from uuid import UUID

from kinerja_api.targets.types import CoreValue

__all__ = ["About", "CoreValue", "FeedbackStatus"]


class About(StrEnum):
    """What a remark is about; one that names nothing more is about the plan as a whole."""

    PLAN = auto()
    TARGET = auto()
    REALIZATION = auto()
    VALUE = auto()


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


def words(values: Iterable[StrEnum]) -> str:
    """Return values as a list of SQL, in their order; for the checks of tables."""
    return ", ".join(f"'{each.value}'" for each in sorted(values))
