"""What the schemes of old records are told: frozen values, and the words of the rules before PermenPANRB 6/2022.

Old records are imported and checked; nothing here may be used to make a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto

from kinerja_api.scoring.facts import EvaluatedPeriod, Number, RatingLevel

StatedValues = Mapping[str, Decimal | str]


class RecordUse(StrEnum):
    """What a result under an old rule may be used for; making a new record is not among it."""

    IMPORT = auto()
    CHECK = auto()


class LegacyLabel(StrEnum):
    """The labels of all old rules; each rule knows five of them."""

    AMAT_BAIK = auto()
    SANGAT_BAIK = auto()
    BAIK = auto()
    CUKUP = auto()
    SEDANG = auto()
    KURANG = auto()
    SANGAT_KURANG = auto()
    BURUK = auto()


class Creativity(StrEnum):
    """For whom a creation was useful (PP 46/2011)."""

    TIDAK_ADA = auto()
    UNIT = auto()
    INSTANSI = auto()
    NEGARA = auto()


class Direction(StrEnum):
    """Which way an indicator is good (PermenPANRB 8/2021)."""

    MORE_IS_BETTER = auto()
    LESS_IS_BETTER = auto()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit; two amounts are compared in one unit only."""

    number: Number
    unit: str


@dataclass(frozen=True, slots=True)
class AmountRange:
    """A target that is a range, both ends included."""

    lowest: Amount
    highest: Amount


@dataclass(frozen=True, slots=True)
class Measure:
    """What was planned on one aspect, and what was achieved."""

    target: Amount
    realized: Amount


@dataclass(frozen=True, slots=True)
class Dp3Facts:
    """A DP3 as it is on record; `months_led` is how long the rater led the employee, None where nobody noted it."""

    period: EvaluatedPeriod
    score: Number | None
    months_led: int | None = None
    stated: StatedValues = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a SKP under PP 46/2011; without `cost` it has three aspects instead of four."""

    name: str
    is_done: bool
    quantity: Measure | None
    quality: Measure | None
    time: Measure | None
    cost: Measure | None = None


@dataclass(frozen=True, slots=True)
class Pp46Facts:
    """A SKP with the behaviour aspects of one employee under PP 46/2011."""

    period: EvaluatedPeriod
    position_kind: str
    activities: tuple[Activity, ...]
    additional_tasks: int | None
    creativity: Creativity | None
    behavior: Mapping[str, Number]
    stated: StatedValues = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator under PermenPANRB 8/2021; `target_is_maximum` when nothing above the target can be reached."""

    name: str
    target: Amount | AmountRange
    realized: Amount | None
    direction: Direction
    target_is_maximum: bool = False


@dataclass(frozen=True, slots=True)
class AdditionalResult:
    """One additional work result with the weight that the record gives for the scope of the assignment."""

    indicator: Indicator
    scope_weight: Number


@dataclass(frozen=True, slots=True)
class AnnualSkpFacts:
    """The SKP of Jul-Dec 2021: the main results as they were weighed on record, and the additional ones."""

    period: EvaluatedPeriod
    main_values: Mapping[str, Number]
    additional: tuple[AdditionalResult, ...] = ()
    stated: StatedValues = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeriodicSkpFacts:
    """A periodic SKP: strategic initiatives, and the main results that can be measured in the period."""

    period: EvaluatedPeriod
    strategic: tuple[Indicator, ...]
    main: tuple[Indicator, ...]
    stated: StatedValues = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pp30Facts:
    """The two values under PP 30/2019; `opinions_used` when peers and subordinates were heard."""

    period: EvaluatedPeriod
    skp: Number | None
    behavior: Number | None
    opinions_used: bool | None
    new_idea: bool | None
    stated: StatedValues = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegacyDistributionFacts:
    """How many of a unit were rated at each level; a level not named counts nobody."""

    period: EvaluatedPeriod
    counts: Mapping[RatingLevel, int]


@dataclass(frozen=True, slots=True)
class IntegrationFacts:
    """The year 2021 as a whole, as the record states it: `konversiNilai` and `nilaiIntegrasi`."""

    period: EvaluatedPeriod
    converted: Number | None
    integrated: Number | None
    new_idea: bool | None
    stated: StatedValues = field(default_factory=dict)
