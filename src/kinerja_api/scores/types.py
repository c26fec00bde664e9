"""Values of composite scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any, TypeAlias
from uuid import UUID

from kinerja_api.scoring.facts import ComponentFact

Json: TypeAlias = dict[str, Any]

# The policy by which the composite score of an agency is made; an agency's own policy will stand in its place.
COMPOSITE = "composite_default"


class RunState(StrEnum):
    """States of a score run."""

    QUEUED = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


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
    SOURCE_NOT_CONNECTED = auto()


class SourceKind(StrEnum):
    """Where a component comes from."""

    EVALUATION = auto()
    BEHAVIOR_RATINGS = auto()
    SURVEY_RESULT = auto()


@dataclass(frozen=True, slots=True)
class Sourced:
    """A component with its origin: which evaluation, which plan's ratings, which unit's survey."""

    fact: ComponentFact
    source: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A score as the engine gives it, ready to be kept: the value, what it waits for, its facts and its explanation."""

    state: ScoreState
    value: Decimal | None
    facts: Json
    facts_sha256: str
    pending: tuple[Json, ...]
    explanation: Json
    explanation_sha256: str


@dataclass(frozen=True, slots=True)
class KeptScore:
    """The current revision of somebody's score, as far as the next run looks at it."""

    id: UUID
    employee_id: UUID
    revision: int
    policy_version_id: UUID
    facts_sha256: str
    facts: Json


@dataclass(frozen=True, slots=True)
class ScoredDays:
    """The performance year that scores are about."""

    cycle_id: UUID
    year: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ReplayDifference:
    """Something that is stored otherwise than recomputing gives it."""

    score_id: UUID
    employee_id: UUID
    what: str
    stored: str
    recomputed: str


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
