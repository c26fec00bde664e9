"""What the schemes of talent, professionalism and allowance are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from kinerja_api.scoring.facts import EvaluatedPeriod, Number, Predicate, SanctionFact


class TalentProfile(StrEnum):
    """How the axes of the nine boxes are scored: by weighted components, or the predicate alone and one score."""

    KEPKA_BKN_411_2025 = auto()
    PREDIKAT_LANGSUNG = auto()


class MappingStatus(StrEnum):
    """What became of a mapping: a box, kept out by the screening, or waiting for a component."""

    MAPPED = auto()
    SCREENED_OUT = auto()
    PENDING = auto()


@dataclass(frozen=True, slots=True)
class TalentFacts:
    """One employee on a day. Scores run from 0 to 100; None is not there yet.

    `reinforcement` (awards, assignments), `competency`, `potential` and `qualification` feed the weighted profile;
    `potential_score` is the one score that the direct profile takes. `ethics_breaches` are days of decisions.
    """

    day: date
    predicate: Predicate | None
    profile: TalentProfile = TalentProfile.KEPKA_BKN_411_2025
    reinforcement: Number | None = None
    competency: Number | None = None
    potential: Number | None = None
    qualification: Number | None = None
    potential_score: Number | None = None
    sanctions: tuple[SanctionFact, ...] = ()
    ethics_breaches: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A training that was finished; leadership training only when it is that of the level held."""

    kind: str
    completed_on: date
    hours: int


@dataclass(frozen=True, slots=True)
class ProfessionalismFacts:
    """One employee on a day; performance is the predicate of last year, or the value by which it was kept before."""

    day: date
    education: str | None
    position_kind: str
    trainings: tuple[TrainingRecord, ...]
    predicate: Predicate | None = None
    performance_value: Number | None = None
    sanctions: tuple[SanctionFact, ...] = ()


@dataclass(frozen=True, slots=True)
class AllowanceFacts:
    """One employee in one month: productivity in percent, how often each cause of a cut occurred, measures in force."""

    period: EvaluatedPeriod
    productivity: Number | None
    has_reported: bool
    occurrences: Mapping[str, int]
    sanctions: tuple[SanctionFact, ...] = ()
