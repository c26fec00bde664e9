"""Values of evaluations; ratings and predicates are those of the law (`scoring.facts`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from kinerja_api.scoring.facts import EvaluatedPeriod, OrganizationRating, Predicate, RatingLevel

__all__ = [
    "IN_FORCE",
    "UNDECIDED",
    "AnnualResult",
    "CalibrationStatus",
    "EvaluationFilter",
    "EvaluationScope",
    "EvaluationStatus",
    "Json",
    "Judged",
    "ObjectionFilter",
    "ObjectionStatus",
    "Omission",
    "OrganizationRating",
    "OrganizationResultView",
    "Origin",
    "Predicate",
    "RatingLevel",
    "RevisionReason",
    "Side",
    "UnitCounts",
]

Json: TypeAlias = dict[str, Any]


class EvaluationStatus(StrEnum):
    """States of an evaluation."""

    DRAFT = auto()
    ISSUED = auto()
    ACKNOWLEDGED = auto()
    REJECTED = auto()
    REOPENED = auto()
    REPLACED = auto()


# An evaluation counts from its issue until the next revision is issued, also while it is being made anew.
IN_FORCE = frozenset(EvaluationStatus) - {EvaluationStatus.DRAFT, EvaluationStatus.REPLACED}


class RevisionReason(StrEnum):
    """Why an evaluation was made anew; the one before is kept."""

    OBJECTION = auto()
    REOPENING = auto()
    CALIBRATION = auto()
    HOST_DOCUMENT = auto()


class Origin(StrEnum):
    """Where an evaluation was made: here by the rating official, or at the agency to which somebody is assigned."""

    OWN = auto()
    HOST = auto()


class EvaluationScope(StrEnum):
    """What an evaluation is about: one period, the whole year, or the year up to a hand-over."""

    PERIODIC = auto()
    ANNUAL = auto()
    HANDOVER = auto()


class ObjectionStatus(StrEnum):
    """States of an objection (keberatan) after the result was received, named as the law names its outcomes."""

    DIAJUKAN = auto()
    DIPERIKSA = auto()
    DIKUATKAN = auto()
    DIUBAH = auto()
    FINAL = auto()


# The clock of the decision runs.
UNDECIDED = frozenset({ObjectionStatus.DIAJUKAN, ObjectionStatus.DIPERIKSA})


class Side(StrEnum):
    """The two sides that are heard about an objection."""

    EMPLOYEE = auto()
    OFFICIAL = auto()


@dataclass(frozen=True, slots=True)
class ObjectionFilter:
    """Which objections of those that may be seen; what is None does not narrow."""

    cycle_id: UUID | None = None
    employee_id: UUID | None = None
    unit_id: UUID | None = None
    status: ObjectionStatus | None = None


class CalibrationStatus(StrEnum):
    """States of a calibration session."""

    OPEN = auto()
    LOCKED = auto()
    CANCELLED = auto()


class Omission(StrEnum):
    """Why no evaluation could be prepared for somebody."""

    NO_PLAN = auto()
    PLAN_NOT_SUBMITTED = auto()
    PLAN_NOT_AGREED = auto()
    REALIZATIONS_UNREVIEWED = auto()
    OUTSIDE_PLAN = auto()
    UNPAID_LEAVE = auto()
    LONG_LEAVE = auto()
    EVALUATED_ELSEWHERE = auto()


class AnnualResult(NamedTuple):
    """An issued annual evaluation, as promotion and scores need it; several plans in a year give several."""

    employee_id: UUID
    year: int
    predicate: Predicate
    work_result: RatingLevel
    behavior: RatingLevel
    evaluation_id: UUID
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class EvaluationFilter:
    """Which evaluations of those that may be seen; what is None does not narrow."""

    plan_id: UUID | None = None
    cycle_id: UUID | None = None
    period_id: UUID | None = None
    scope: EvaluationScope | None = None
    employee_id: UUID | None = None
    unit_id: UUID | None = None
    status: EvaluationStatus | None = None
    is_current: bool | None = None


@dataclass(frozen=True, slots=True)
class OrganizationResultView:
    """The result of a unit for a period or a year."""

    id: UUID
    unit_id: UUID
    rating: OrganizationRating


@dataclass(frozen=True, slots=True)
class Judged:
    """What the engine makes of two ratings: the work result that counts, the predicate, and how it came about."""

    work_result: RatingLevel
    predicate: Predicate
    organization: OrganizationResultView | None
    policy_version_id: UUID
    policy_sha256: str
    facts_sha256: str
    explanation: Json
    explanation_sha256: str
    months_worked: int | None = None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """How many in a unit have which predicate, drafts included, and how many of these are issued."""

    by_predicate: Mapping[Predicate, int]
    issued: int

    @property
    def evaluated(self) -> int:
        """All who have an evaluation."""
        return sum(self.by_predicate.values())


@dataclass(frozen=True, slots=True)
class UnitSpread:
    """The predicates given in a unit, and the result of its organisation, if there is one.

    The name is that of the present day; None for a unit that has closed.
    """

    unit_id: UUID
    name: str | None
    organization: OrganizationRating | None
    counts: UnitCounts


@dataclass(frozen=True, slots=True)
class Spread:
    """The predicates of a period, or of a whole year, in some units."""

    cycle_is_open: bool
    is_of_year: bool
    """Whether the period is one of the year."""
    days: EvaluatedPeriod
    units: tuple[UnitSpread, ...]

    @property
    def total(self) -> dict[str, int]:
        """How often each predicate was given in all units together."""
        return {each.value: sum(unit.counts.by_predicate[each] for unit in self.units) for each in Predicate}
