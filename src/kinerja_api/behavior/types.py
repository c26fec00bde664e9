"""Values of behaviour ratings; the seven core values are those of `feedback`, the three levels those of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from kinerja_api.feedback.types import CoreValue
from kinerja_api.scoring.facts import RatingLevel

__all__ = [
    "BehaviorSummary",
    "CoreValue",
    "GivenRating",
    "Group",
    "GroupSummary",
    "RatingLevel",
    "RequestStatus",
    "RequestView",
    "Visibility",
]


class Group(StrEnum):
    """From where an employee's behaviour is seen."""

    SELF = auto()
    SUPERIOR = auto()
    PEER = auto()
    SUBORDINATE = auto()

    @property
    def is_asked(self) -> bool:
        """Tell whether raters of this group answer on request, and stay unnamed."""
        return self in {Group.PEER, Group.SUBORDINATE}


class RequestStatus(StrEnum):
    """States of a request to rate somebody."""

    NOMINATED = auto()
    APPROVED = auto()
    REFUSED = auto()
    DECLINED = auto()
    ANSWERED = auto()


class RequestView(StrEnum):
    """Which requests somebody asks for."""

    TO_ANSWER = auto()
    ABOUT_ME = auto()
    BY_ME = auto()
    LED = auto()


class Visibility(StrEnum):
    """Whether a group's result is shown to its reader, or why it is not."""

    SHOWN = auto()
    TOO_FEW_ANSWERS = auto()
    UNTIL_BOTH_ARE_IN = auto()
    NOT_IN_YET = auto()


@dataclass(frozen=True, slots=True)
class GivenRating:
    """One rating of all seven values, for a period or (without one) for the year; `notes` by value."""

    group: Group
    rater_id: UUID
    period_id: UUID | None
    levels: Mapping[CoreValue, RatingLevel]
    notes: Mapping[CoreValue, str]


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What one group says together. A group with too few raters is not counted, and then says nothing.

    `mean` runs from 1 (below expectation) to 3 (above): every rater weighs the same.
    """

    group: Group
    raters: int
    is_counted: bool
    levels: Mapping[CoreValue, Mapping[RatingLevel, int]]
    mean: Fraction | None
    notes: Mapping[CoreValue, tuple[str, ...]]


class GroupMean(NamedTuple):
    """What a counted group says in one number, from 1 to 3: points over answers; every rater weighs the same."""

    group: Group
    points: int
    answers: int
    raters: int

    @property
    def mean(self) -> Fraction:
        """The mean, exactly."""
        return Fraction(self.points, self.answers)


@dataclass(frozen=True, slots=True)
class BehaviorSummary:
    """What all groups say, and the level that most of it suggests to the rating official; a person decides."""

    groups: Mapping[Group, GroupSummary]
    suggestion: RatingLevel | None

    @property
    def counted(self) -> tuple[GroupSummary, ...]:
        """The groups with enough raters to be told, in the order of `Group`."""
        return tuple(self.groups[group] for group in Group if group in self.groups and self.groups[group].is_counted)
