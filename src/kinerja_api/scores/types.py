"""Values of composite scores."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from kinerja_api.scoring.facts import Predicate

Json: TypeAlias = dict[str, Any]

# The policy by which the composite score of an agency is made; an agency's own policy will stand in its place.
COMPOSITE = "composite_default"


class ScoreState(StrEnum):
    """A score has a value, or waits for something."""

    SCORED = auto()
    PENDING = auto()


class RevisionReason(StrEnum):
    """Why a revision of a score was made."""

    FIRST = auto()
    FACTS_CHANGED = auto()
    POLICY_CHANGED = auto()


class Missing(StrEnum):
    """What a component waits for."""

    NO_TARGET_PLAN = auto()
    ANNUAL_EVALUATION_MISSING = auto()
    BEHAVIOR_NOT_RATED = auto()
    NO_COUNTED_RATERS = auto()
    NO_UNIT_SURVEY = auto()
    NO_SELF_ASSESSMENT = auto()
    NOTHING_ACCEPTED = auto()
    SOURCE_NOT_CONNECTED = auto()


class Actor(StrEnum):
    """Who must act on what is missing."""

    EMPLOYEE = auto()
    RATING_OFFICIAL = auto()
    RATERS = auto()
    SURVEY_OFFICER = auto()
    HR = auto()


class SourceKind(StrEnum):
    """Where a component, a bonus or a deduction comes from."""

    EVALUATION = auto()
    BEHAVIOR_RATINGS = auto()
    SELF_ASSESSMENT = auto()
    SURVEY_RESULT = auto()
    SANCTIONS = auto()
    REALIZATIONS = auto()


class RunCause(StrEnum):
    """Why a run was begun: somebody asked, or a fact or the policy changed after the fact."""

    REQUESTED = auto()
    EVALUATION_ISSUED = auto()
    SANCTION_RECORDED = auto()
    SURVEY_RESULT_ISSUED = auto()
    POLICY_PUBLISHED = auto()


@dataclass(frozen=True, slots=True)
class Scored:
    """A score as the engine gives it, the same for all who have these facts.

    `present` are the components that are there, `waits_for` the codes of what holds the score up; `explanation` is the
    document as it is kept, in UTF-8.
    """

    state: ScoreState
    value: Decimal | None
    present: tuple[str, ...]
    waits_for: tuple[str, ...]
    facts: Json
    explanation: bytes
    explanation_sha256: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What recomputing gives: state and value, and everything stored that differs (what, stored, recomputed)."""

    state: ScoreState
    value: Decimal | None
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ReplayDifference:
    """Something that is stored otherwise than recomputing gives it."""

    score_id: UUID
    employee_id: UUID
    what: str
    stored: str
    recomputed: str


class ReplayedScores(NamedTuple):
    """Some scores of the history, recomputed: how many, and everything that differs."""

    scores: int
    differences: list[ReplayDifference]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a run is about: the whole agency, a unit and all below it, or these people, in the order of their ids."""

    unit_id: UUID | None = None
    employee_ids: tuple[UUID, ...] | None = None

    @property
    def people_sha256(self) -> str | None:
        """The digest by which two lists of people are the same; None for a scope that is no list."""
        if self.employee_ids is None:
            return None
        return hashlib.sha256(",".join(str(each) for each in self.employee_ids).encode()).hexdigest()


class KeptScore(NamedTuple):
    """The current revision of somebody's score, as far as the next run looks at it; `sources` as they are written."""

    id: UUID
    employee_id: UUID
    revision: int
    policy_version_id: UUID
    explanation_sha256: str
    sources: str


class StoredScore(NamedTuple):
    """A stored score, as far as replay looks at it."""

    id: UUID
    employee_id: UUID
    state: str
    value: Decimal | None
    policy_version_id: UUID
    explanation_sha256: str


@dataclass(frozen=True, slots=True)
class ScoredDays:
    """The performance year that scores are about."""

    cycle_id: UUID
    year: int
    first_day: date
    last_day: date


class Direction(StrEnum):
    """Which way a score would go."""

    RISES = auto()
    FALLS = auto()
    SAME = auto()
    BECOMES_SCORED = auto()
    BECOMES_PENDING = auto()
    STILL_PENDING = auto()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A fact supposed of everybody in a simulation: of a component, of the bonus or of the deduction."""

    component: str
    level: str | None
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Simulated:
    """One person's score as it is by the policy in force and the facts, and as it would be."""

    employee_id: UUID
    employee_name: str
    unit_name: str
    predicate: Predicate | None
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class SimulatedCounts:
    """How many scores go which way."""

    by_direction: Mapping[Direction, int]

    @property
    def people(self) -> int:
        """How many they are together."""
        return sum(self.by_direction.values())


class BandCount(NamedTuple):
    """How many scores lie from `low` up to, not including, `high`."""

    low: int
    high: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What came out of some of the people of a run; `reasons` counts what pending scores wait for."""

    people: int
    scored: int
    pending: int
    revised: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ScoreFilter:
    """Which scores are asked for; `visible` bounds them to units and one's own, None to the whole agency."""

    visible: tuple[Sequence[UUID], UUID | None] | None = None
    cycle_id: UUID | None = None
    unit_ids: Sequence[UUID] | None = None
    employee_id: UUID | None = None
    run_id: UUID | None = None
    state: ScoreState | None = None
    with_history: bool = False
