"""Values of behaviour ratings; the seven core values are those of `feedback`, the three levels those of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from kinerja_api.feedback.types import CoreValue
from kinerja_api.kit.text import Text
from kinerja_api.scoring.facts import RatingLevel

__all__ = [
    "BehaviorSummary",
    "CollectionCause",
    "CoreValue",
    "FarGroup",
    "GapReading",
    "GivenRating",
    "Group",
    "GroupSummary",
    "RatingLevel",
    "RequestStatus",
    "RequestView",
    "Signal",
    "SignalKind",
    "ValueGap",
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
    """States of a request to rate somebody.

    None of them tells whether it was answered: that is known to who is asked alone, and leaves no mark on the request.
    """

    NOMINATED = auto()
    APPROVED = auto()
    REFUSED = auto()
    DECLINED = auto()
    EXPIRED = auto()
    CLOSED = auto()


class CollectionCause(StrEnum):
    """Why no more answers of peers and subordinates are taken."""

    OFFICIAL = auto()
    PERIOD = auto()
    CYCLE = auto()
    EVALUATION = auto()


class RequestView(StrEnum):
    """Which requests somebody asks for."""

    TO_ANSWER = auto()
    ABOUT_ME = auto()
    BY_ME = auto()
    LED = auto()


class Visibility(StrEnum):
    """Whether a group's result is shown to its reader, or why it is not."""

    SHOWN = auto()
    STILL_COLLECTING = auto()
    TOO_FEW_ANSWERS = auto()
    UNTIL_BOTH_ARE_IN = auto()
    NOT_IN_YET = auto()


@dataclass(frozen=True, slots=True)
class GivenRating:
    """One rating of all seven values, for a period or (without one) for the year; `notes` by value.

    `is_open` says that others may know it: of peers and subordinates, that their collection is closed and enough of
    them answered; of the employee and the superior, that both are in or that the rating of the occasion is closed.
    """

    group: Group
    rater_id: UUID
    period_id: UUID | None
    levels: Mapping[CoreValue, RatingLevel]
    notes: Mapping[CoreValue, str]
    is_open: bool


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What one group says together.

    `mean` runs from 1 (below expectation) to 3 (above). Of self and superior every rater weighs the same; of peers and
    subordinates every answer does, because weighing raters would link their answers over the periods. `raters` of
    several periods are then those of the fullest one.
    """

    group: Group
    raters: int
    levels: Mapping[CoreValue, Mapping[RatingLevel, int]]
    mean: Fraction
    notes: Mapping[CoreValue, tuple[str, ...]]


class GroupMean(NamedTuple):
    """What a group that is told says in one number, from 1 to 3: points over answers, as in `GroupSummary`."""

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
    """What the groups say that are told, in the order of `Group`, and the level that most of it suggests.

    The suggestion is for the rating official; a person decides.
    """

    groups: Mapping[Group, GroupSummary]
    suggestion: RatingLevel | None


class GapReading(StrEnum):
    """How somebody sees themself beside how others see them."""

    SELF_HIGHER = auto()
    SELF_LOWER = auto()
    ALIKE = auto()


@dataclass(frozen=True, slots=True)
class ValueGap:
    """One value as each group that is told sees it, from 1 to 3, and what that says beside the self-assessment.

    `reading` is None while the self-assessment or all the others are not told.
    """

    value: CoreValue
    means: Mapping[Group, Fraction]
    reading: GapReading | None


@dataclass(frozen=True, slots=True)
class FarGroup:
    """A group whose mean lies far from that of the other groups."""

    group: Group
    mean: Fraction
    others: Fraction


class SignalKind(StrEnum):
    """What is pointed out to the auditor about two people who rate each other."""

    DECLARED_RELATION = auto()
    MUTUAL_TOP = auto()
    REPEATED_TOP = auto()


class PairFacts(NamedTuple):
    """What is known of two people in a year: how often each rated the other, and how often at the top."""

    ratings_by_one: int
    tops_by_one: int
    ratings_by_other: int
    tops_by_other: int
    is_related: bool


class Signal(NamedTuple):
    """Something that an auditor should look at, in words with its facts; it proves nothing by itself."""

    kind: SignalKind
    facts: Text
    does_not_prove: Text
