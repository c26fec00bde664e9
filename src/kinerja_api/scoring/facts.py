"""What the schemes are told: frozen values, and the words that the law fixes.

A fact that is not known is None where the scheme can answer "pending"; elsewhere it raises a named error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

Number = Decimal | Fraction | int


class Predicate(StrEnum):
    """The five predicates (PermenPANRB 6/2022), best first; 4 is the one of misconduct."""

    SANGAT_BAIK = auto()
    BAIK = auto()
    BUTUH_PERBAIKAN = auto()
    KURANG = auto()
    SANGAT_KURANG = auto()


class RatingLevel(StrEnum):
    """The three levels of a rating, best first."""

    DI_ATAS_EKSPEKTASI = auto()
    SESUAI_EKSPEKTASI = auto()
    DI_BAWAH_EKSPEKTASI = auto()


class OrganizationRating(StrEnum):
    """Results of an organisation, best first (SE MenPANRB 3/2023; level 3 is also printed "Cukup")."""

    ISTIMEWA = auto()
    BAIK = auto()
    BUTUH_PERBAIKAN = auto()
    KURANG = auto()
    SANGAT_KURANG = auto()


class SurveyGrade(StrEnum):
    """Quality of a service by its satisfaction index."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class CostMode(StrEnum):
    """What becomes of the element Biaya/Tarif where law says that the user does not pay (note of the annex).

    Asked as it is; answered "free" for everybody and flagged; asked in other words; or left out, with a reason.
    """

    DITANYAKAN = auto()
    GRATIS_OTOMATIS = auto()
    DISESUAIKAN = auto()
    DIKECUALIKAN = auto()


class AgencyMethod(StrEnum):
    """How the indices of units become one of the agency; no regulation fixes it, so the answer names it."""

    MEAN_OF_UNITS = auto()
    WEIGHTED_BY_RESPONDENTS = auto()


class CriterionStatus(StrEnum):
    """How a criterion stands; pending means that a fact is not there yet, and says which."""

    MET = auto()
    NOT_MET = auto()
    PENDING = auto()


class OpenReason(StrEnum):
    """Why a criterion is not met or still pending; what waits for an evaluation is never called a failure."""

    TIDAK_MEMENUHI = "TIDAK_MEMENUHI"
    DATA_BELUM_TERCATAT = "DATA_BELUM_TERCATAT"
    KINERJA_BELUM_DINILAI = "KINERJA_BELUM_DINILAI"
    MENUNGGU_PUTUSAN = "MENUNGGU_PUTUSAN"
    ATURAN_BELUM_DITEMUKAN = "ATURAN_BELUM_DITEMUKAN"


class PromotionKind(StrEnum):
    """Kinds of promotion in rank (PP 99/2000 jo. PP 12/2002); the first three follow from the post."""

    REGULER = auto()
    PILIHAN_STRUKTURAL = auto()
    PILIHAN_FUNGSIONAL = auto()
    PENYESUAIAN_IJAZAH = auto()
    PRESTASI_LUAR_BIASA = auto()
    PENEMUAN_BARU = auto()
    TUGAS_BELAJAR = auto()
    PEJABAT_NEGARA = auto()
    DIPEKERJAKAN = auto()
    PENGABDIAN = auto()
    ANUMERTA = auto()


@dataclass(frozen=True, slots=True)
class EvaluatedPeriod:
    """The days that a result is about, both ends included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """Two ratings; the head of a unit has the organisation's result instead of a work-result rating."""

    period: EvaluatedPeriod
    behavior: RatingLevel | None
    work_result: RatingLevel | None
    heads_unit: bool
    organization: OrganizationRating | None


@dataclass(frozen=True, slots=True)
class PlanOfYear:
    """One plan of a year: the days in which the employee worked by it, who rates it, and how those days were evaluated.

    `predicate` is the one of the evaluation document of these days; None while there is no such document.
    """

    plan: str
    rater: str
    days: EvaluatedPeriod
    predicate: Predicate | None


@dataclass(frozen=True, slots=True)
class TimeAway:
    """Days of a year without work, and why."""

    reason: str
    days: EvaluatedPeriod


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year of one employee: its plans, the time away, and the ratings that the last rater gives for all of it."""

    plans: tuple[PlanOfYear, ...]
    away: tuple[TimeAway, ...]
    ratings: RatingFacts


@dataclass(frozen=True, slots=True)
class AchievementFacts:
    """How much of the targets of a period was achieved, in percent."""

    period: EvaluatedPeriod
    achievement: Number | None


@dataclass(frozen=True, slots=True)
class DistributionFacts:
    """The predicates of a unit and the result of its organisation; a predicate not named counts nobody."""

    period: EvaluatedPeriod
    organization: OrganizationRating
    counts: Mapping[Predicate, int]


@dataclass(frozen=True, slots=True)
class ElementAnswers:
    """The answers to one element: sum of values 1 to 4, how many sheets answered it, how many of these by rule."""

    element: str
    total: int
    answered: int
    imputed: int = 0


@dataclass(frozen=True, slots=True)
class ElementMean:
    """The mean of an element as somebody published it, for imported history."""

    element: str
    mean: Number


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey of one unit.

    `stated_weight` is None for the exact 1/k, or the rounded weight with which an imported result was published.
    `exclusion_reason` must be given when an element of the rule was left out. `cost_mode` says how the element of
    cost was treated.
    """

    period: EvaluatedPeriod
    elements: tuple[ElementAnswers | ElementMean, ...]
    stated_weight: Decimal | None = None
    exclusion_reason: str | None = None
    cost_mode: CostMode = CostMode.DITANYAKAN


@dataclass(frozen=True, slots=True)
class PerceptionFacts:
    """A perception survey (SPAK, SPKP) of one unit: its active items, and the highest answer of its form.

    `designation` is the one that the unit is proposed for (wbk, wbbm), when there is one.
    """

    period: EvaluatedPeriod
    items: tuple[ElementAnswers | ElementMean, ...]
    highest_answer: int
    designation: str | None = None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The satisfaction index of one unit, for that of its agency."""

    unit: str
    index: Decimal
    respondents: int


@dataclass(frozen=True, slots=True)
class RaterGroup:
    """The mean rating that one group of raters gave; `raters` lets the explanation say how many stand behind it."""

    group: str
    mean: Number
    raters: int


@dataclass(frozen=True, slots=True)
class ComponentFact:
    """What one component of the composite score rests on.

    `level` is a word (a rating), `number` a value on the component's scale, `groups` the rater groups: exactly one of
    them, or none together with `missing_because`, the code of what is not there yet.
    """

    component: str
    level: str | None = None
    number: Number | None = None
    groups: tuple[RaterGroup, ...] = ()
    missing_because: str | None = None


@dataclass(frozen=True, slots=True)
class CompositeFacts:
    """The components of one employee in one period, and what the policy adds a bonus or a deduction for.

    `achievement` is what was reached of the agreed targets, in per cent; None while nothing that counts is accepted.
    `sanctions` are the levels of the discipline measures that held in the period. Both only where the policy asks.
    """

    period: EvaluatedPeriod
    components: tuple[ComponentFact, ...]
    achievement: Number | None = None
    sanctions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SanctionFact:
    """A discipline measure: `until` is the first day after it, None while no end is known.

    `measure` is the kind of measure as the law names it; its term and its delay of promotion are then the law's.
    """

    level: str
    since: date
    until: date | None
    delay_months: int = 0
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class PromotionFacts:
    """A career as promotion rules see it, and the day on which the new rank would begin.

    `kind` None: the kind that follows from the post. `position_kind` "released": on study assignment or seconded,
    without a post. `profession` and `kept_pension_age` tell the few posts with a pension age of their own. `attested`
    holds what somebody states with evidence; what is absent there is not known.
    """

    effective_on: date
    employment: str
    rank: str | None
    rank_since: date | None
    born_on: date | None
    educations: tuple[str, ...]
    position_kind: str | None
    position_level: str | None
    position_since: date | None
    predicates: Mapping[int, Predicate]
    exams: frozenset[str]
    trainings: frozenset[str]
    sanctions: tuple[SanctionFact, ...]
    standings: frozenset[str]
    superior_rank: str | None
    credit_points: Number | None
    kind: PromotionKind | None = None
    attested: Mapping[str, bool] = field(default_factory=dict)
    profession: str | None = None
    kept_pension_age: int | None = None
    service_since: date | None = None
    service_ground: str | None = None
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held for some days, by its kind and level such as `managerial.III.a`; `until` None: still held."""

    post: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A career as the requirements of a post see it, on the day of inauguration."""

    inaugurated_on: date
    post: str
    employment: str
    born_on: date | None
    educations: tuple[str, ...]
    held_posts: tuple[HeldPost, ...]
    years_in_field: Number | None
    predicates: Mapping[int, Predicate]
    attested: Mapping[str, bool] = field(default_factory=dict)
