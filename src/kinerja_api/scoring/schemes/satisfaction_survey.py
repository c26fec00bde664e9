"""Citizen satisfaction (SKM): element means, weight, index, grade; and how many people to ask.

PermenPANRB 14/2017; KEP/25/M.PAN/2/2004 and PermenPANRB 16/2014 for history. Arithmetic is exact; the index is rounded
half up once, at the end, and graded as rounded. An answer outside 1 to 4 is missing, never 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, UnknownFact, WrongScale
from kinerja_api.scoring.facts import (
    AgencyMethod,
    CostMode,
    ElementAnswers,
    ElementMean,
    EvaluatedPeriod,
    SurveyFacts,
    SurveyGrade,
    UnitScore,
)
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import Bands, PolicySet, float_free
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

LOWEST_ANSWER = 1
HIGHEST_ANSWER = 4
INDEX_PLACES = 2
SHOWN_MEAN_PLACES = 3
COST = "biaya"
COST_PLACE = f"elements.{COST}"


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One element: exact mean, the mean to show, its index on 25 to 100 and its own grade.

    `is_imputed` says that nobody was asked and the answer was filled in by rule.
    """

    element: str
    mean: Fraction
    mean_shown: Decimal
    index: Decimal
    grade: SurveyGrade
    is_imputed: bool = False


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """The index of a unit with its grade, and every element."""

    index: Decimal
    grade: SurveyGrade
    elements: tuple[ElementResult, ...]


@dataclass(frozen=True, slots=True)
class AgencyIndex:
    """The index of an agency with its grade, and the method by which those of its units were joined."""

    index: Decimal
    grade: SurveyGrade
    method: AgencyMethod


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many respondents are needed: by the table or its formula, and the next table row as the careful choice."""

    required: int
    careful: int


@dataclass(frozen=True, slots=True)
class SurveyPart:
    """One of several surveys of a unit: its elements, and how many answered it."""

    respondents: int
    elements: tuple[ElementAnswers | ElementMean, ...]


def tally(
    elements: Sequence[str], sheets: Iterable[Mapping[str, int | None]], highest: int = HIGHEST_ANSWER
) -> tuple[ElementAnswers, ...]:
    """Count the answers of all sheets; anything but a whole number on the scale is missing."""
    totals = dict.fromkeys(elements, 0)
    answered = dict.fromkeys(elements, 0)
    for sheet in sheets:
        for element in elements:
            answer = sheet.get(element)
            if type(answer) is int and LOWEST_ANSWER <= answer <= highest:
                totals[element] += answer
                answered[element] += 1
    return tuple(ElementAnswers(element, totals[element], answered[element]) for element in elements)


def pool(parts: Sequence[SurveyPart]) -> tuple[ElementAnswers | ElementMean, ...]:
    """Join the surveys of one unit over all its respondents: a unit is never the plain mean of its services.

    Of a published mean only the respondents are known, so they all count as having answered.
    """
    names = dict.fromkeys(element.element for part in parts for element in part.elements)
    return tuple(_pooled(name, parts) for name in names)


def evaluate(policy: PolicySet, facts: SurveyFacts) -> Outcome[SurveyResult]:
    """Return index and grades of one unit's survey."""
    tracer = Tracer(policy, facts.period)
    _check_elements(tracer, facts)
    means = {
        element.element: mean_of(tracer, element)
        for element in facts.elements
        if element.element != COST or facts.cost_mode is not CostMode.GRATIS_OTOMATIS
    }
    if facts.cost_mode is CostMode.GRATIS_OTOMATIS:
        means[COST] = _free_of_charge(tracer, facts)
    exact, graded = weighted_index(tracer, means, _weight(tracer, facts, len(means)))
    index, label = index_and_grade(tracer, exact)
    elements = tuple(
        replace(one, is_imputed=one.element == COST and facts.cost_mode is CostMode.GRATIS_OTOMATIS) for one in graded
    )
    return Outcome(SurveyResult(index, label, elements), tracer.trace())


def agency_index(
    policy: PolicySet,
    units: Sequence[UnitScore],
    period: EvaluatedPeriod,
    method: AgencyMethod = AgencyMethod.MEAN_OF_UNITS,
) -> Outcome[AgencyIndex]:
    """Return the index of an agency from those of its units; no regulation gives a formula, so the method is told."""
    if not units:
        raise MissingFact("units", Text("Belum ada indeks unit.", "There is no index of a unit yet."))
    tracer = Tracer(policy, period)
    tracer.fact("agency_method", method.value)
    parts, counted = [], []
    for unit in units:
        if unit.respondents < 1:
            place = f"units.{unit.unit}"
            raise WrongScale(place, Text("Paling sedikit 1 responden.", "At least 1 respondent."))
        score = tracer.number_fact(f"unit_index.{unit.unit}", unit.index)
        counts = unit.respondents if method is AgencyMethod.WEIGHTED_BY_RESPONDENTS else 1
        count = tracer.number_fact(f"unit_counts.{unit.unit}", counts)
        counted.append(count)
        parts.append(tracer.to_number(Operation.PRODUCT, f"unit_part.{unit.unit}", score, count, quiet=True))
    total = tracer.to_number(Operation.SUM, "units_total", *parts, quiet=True)
    exact = tracer.to_number(
        Operation.QUOTIENT, "exact_index", total, tracer.to_number(Operation.SUM, "units_counted", *counted)
    )
    index, label = index_and_grade(tracer, exact)
    return Outcome(AgencyIndex(index, label, method), tracer.trace())


def weighted_index(
    tracer: Tracer, means: Mapping[str, Noted[Fraction]], weight: Noted[Fraction]
) -> tuple[Noted[Fraction], tuple[ElementResult, ...]]:
    """Return the exact index of the means of elements, and each element with its own grade."""
    factor = tracer.number("conversion_factor")
    bands = tracer.bands("grades")
    elements = tuple(_element(tracer, name, mean, factor, bands) for name, mean in means.items())
    weighted = [
        tracer.to_number(Operation.PRODUCT, f"weighted.{name}", mean, weight, quiet=True)
        for name, mean in means.items()
    ]
    raw = tracer.to_number(Operation.SUM, "raw_index", *weighted, quiet=True)
    return tracer.to_number(Operation.PRODUCT, "exact_index", raw, factor), elements


def index_and_grade(tracer: Tracer, exact: Noted[Fraction]) -> tuple[Decimal, SurveyGrade]:
    """Round the index once, at the end, and grade it as rounded."""
    bands = tracer.bands("grades")
    rounded = tracer.rounded("graded_index", exact, Mode.HALF_UP, INDEX_PLACES, quiet=True)
    label = tracer.to_word(Operation.LOOKUP, "grade", bands, _on_bands(tracer, "index", rounded, bands))
    return tracer.rounded("index", exact, Mode.HALF_UP, INDEX_PLACES).value, SurveyGrade(label.value)


def exact_weight(tracer: Tracer, elements: int) -> Noted[Fraction]:
    """Return exactly one over the number of elements."""
    one = tracer.number_fact("whole", 1, quiet=True)
    count = tracer.number_fact("element_count", elements, quiet=True)
    return tracer.to_number(Operation.QUOTIENT, "weight", one, count)


def grade(policy: PolicySet, index: Decimal, period: EvaluatedPeriod) -> Outcome[SurveyGrade]:
    """Grade an index that somebody else computed; it is rounded first."""
    tracer = Tracer(policy, period)
    bands = tracer.bands("grades")
    rounded = tracer.rounded("index", tracer.number_fact("exact_index", index), Mode.HALF_UP, INDEX_PLACES)
    label = tracer.to_word(Operation.LOOKUP, "grade", bands, rounded)
    return Outcome(SurveyGrade(label.value), tracer.trace())


def sample_size(policy: PolicySet, population: int, period: EvaluatedPeriod) -> Outcome[SampleSize]:
    """Return how many of a population to ask (Krejcie and Morgan, printed in the annex)."""
    if population < 1:
        needed = Text("Jumlah populasi paling sedikit 1.", "The population is at least 1.")
        raise WrongScale("population", needed)
    tracer = Tracer(policy, period)
    people = tracer.number_fact("population", population)
    table = tracer.numbers("sample_table")
    rows = sorted((int(size), int(needed)) for size, needed in table.value.items())
    if population < min(size for size, _ in rows):
        tracer.to_number(Operation.SUM, "sample", people)
        return Outcome(SampleSize(population, population), tracer.trace())
    printed = tracer.find_number("printed_sample", table, people)
    if printed.value is not None:
        tracer.to_number(Operation.SUM, "sample", printed)
        return Outcome(SampleSize(int(printed.value), int(printed.value)), tracer.trace())
    required = int(_formula(tracer, people).value)
    careful = next((needed for size, needed in rows if size > population), required)
    return Outcome(SampleSize(required, careful), tracer.trace())


def _pooled(name: str, parts: Sequence[SurveyPart]) -> ElementAnswers | ElementMean:
    total, sheets, imputed, only_answers = Fraction(0), 0, 0, True
    for part in parts:
        if part.respondents < 1:
            raise WrongScale("respondents", Text("Paling sedikit 1 responden.", "At least 1 respondent."))
        for element in part.elements:
            if element.element != name:
                continue
            if isinstance(element, ElementAnswers):
                total, sheets, imputed = total + element.total, sheets + element.answered, imputed + element.imputed
            else:
                total, sheets = total + Fraction(element.mean) * part.respondents, sheets + part.respondents
                only_answers = False
    return ElementAnswers(name, int(total), sheets, imputed) if only_answers else ElementMean(name, total / sheets)


def _formula(tracer: Tracer, people: Noted[Fraction]) -> Noted[Decimal]:
    """S = X2 N P Q / (d^2 (N - 1) + X2 P Q), to the nearest person: this gives every printed row."""
    chi = tracer.number("sample_chi_square")
    half = tracer.number("sample_proportion")
    error = tracer.number("sample_error")
    one = tracer.number_fact("one", 1, quiet=True)
    rest = tracer.to_number(Operation.DIFFERENCE, "other_proportion", one, half, quiet=True)
    spread = tracer.to_number(Operation.PRODUCT, "spread", half, rest, quiet=True)
    chi_spread = tracer.to_number(Operation.PRODUCT, "chi_spread", chi, spread, quiet=True)
    squared = tracer.to_number(Operation.PRODUCT, "squared_error", error, error, quiet=True)
    others = tracer.to_number(Operation.DIFFERENCE, "others", people, one, quiet=True)
    precision = tracer.to_number(Operation.PRODUCT, "precision", squared, others, quiet=True)
    top = tracer.to_number(Operation.PRODUCT, "numerator", chi_spread, people, quiet=True)
    bottom = tracer.to_number(Operation.SUM, "denominator", precision, chi_spread, quiet=True)
    exact = tracer.to_number(Operation.QUOTIENT, "exact_sample", top, bottom)
    return tracer.rounded("sample", exact, Mode.HALF_UP, 0)


def _check_elements(tracer: Tracer, facts: SurveyFacts) -> None:
    given = [element.element for element in facts.elements]
    if len(set(given)) != len(given):
        needed = Text("Setiap unsur hanya sekali.", "Each element only once.")
        raise UnknownFact("elements", needed)
    ruled = tracer.words("elements")
    _check_cost(tracer, facts, given)
    filled = {COST} if facts.cost_mode is CostMode.GRATIS_OTOMATIS else set()
    absent = [element for element in ruled.value if element not in given and element not in filled]
    if absent and (not given or facts.exclusion_reason is None):
        needed = Text(
            "Unsur wajib belum ada: {absent}. Lengkapi, atau sebut alasan pengecualiannya.",
            "Elements that the rule demands are absent: {absent}. Add them, or state why they are left out.",
        )
        raise MissingFact("elements", needed.fill(absent=", ".join(absent)))
    if absent:
        tracer.fact("excluded_elements", tuple(absent))
        tracer.fact("exclusion_reason", facts.exclusion_reason)


def _check_cost(tracer: Tracer, facts: SurveyFacts, given: Sequence[str]) -> None:
    if facts.cost_mode is CostMode.DITANYAKAN:
        return
    tracer.fact("cost_mode", facts.cost_mode.value)
    if facts.cost_mode is CostMode.DIKECUALIKAN and COST in given:
        needed = Text(
            "Unsur biaya dikecualikan, jadi tidak mungkin ada jawabannya.",
            "The element of cost is left out, so there can be no answer to it.",
        )
        raise ContradictoryFacts(COST_PLACE, needed)


def _free_of_charge(tracer: Tracer, facts: SurveyFacts) -> Noted[Fraction]:
    """Fill in "free" for everybody, flagged; answers that people gave cannot stand beside it."""
    for element in facts.elements:
        asked = isinstance(element, ElementMean) or element.imputed != element.answered
        if element.element == COST and asked:
            needed = Text(
                "Unsur biaya diisi otomatis, jadi tidak ditanyakan kepada responden.",
                "The element of cost is filled in by rule, so respondents are not asked about it.",
            )
            raise ContradictoryFacts(COST_PLACE, needed)
    return tracer.to_number(Operation.SUM, f"element_mean.{COST}", tracer.number("free_answer"))


def mean_of(tracer: Tracer, facts: ElementAnswers | ElementMean, highest: int = HIGHEST_ANSWER) -> Noted[Fraction]:
    """Return the exact mean of one element over the sheets that answered it."""
    name = facts.element
    if isinstance(facts, ElementMean):
        mean = tracer.number_fact(f"element_mean.{name}", facts.mean)
    else:
        if not facts.answered:
            needed = Text("Belum ada jawaban untuk unsur ini.", "There is no answer for this element yet.")
            place = f"elements.{name}"
            raise MissingFact(place, needed)
        total = tracer.number_fact(f"answer_total.{name}", facts.total, quiet=True)
        answered = tracer.number_fact(f"answered.{name}", facts.answered, quiet=True)
        mean = tracer.to_number(Operation.QUOTIENT, f"element_mean.{name}", total, answered)
    if not LOWEST_ANSWER <= mean.value <= highest:
        place = f"elements.{name}"
        needed = Text(
            "Rata-rata unsur harus antara 1 dan {highest}.", "The mean of an element lies between 1 and {highest}."
        )
        raise WrongScale(place, needed.fill(highest=highest))
    return mean


def _weight(tracer: Tracer, facts: SurveyFacts, elements: int) -> Noted[Fraction]:
    """Exactly one over the number of elements, or the rounded weight with which a past result was published."""
    if facts.stated_weight is None:
        return exact_weight(tracer, elements)
    accepted = tracer.words("published_weights")
    stated = Fraction(facts.stated_weight)
    if float_free(stated) not in accepted.value:
        needed = Text("Bobot terbit yang dikenal: {known}.", "Known published weights: {known}.")
        raise WrongScale("stated_weight", needed.fill(known=", ".join(accepted.value)))
    return tracer.number_fact("weight", stated)


def _element(
    tracer: Tracer, name: str, mean: Noted[Fraction], factor: Noted[Fraction], bands: Noted[Bands]
) -> ElementResult:
    exact = tracer.to_number(Operation.PRODUCT, f"element_exact.{name}", mean, factor, quiet=True)
    index = tracer.rounded(f"element_index.{name}", exact, Mode.HALF_UP, INDEX_PLACES, quiet=True)
    label = tracer.to_word(Operation.LOOKUP, f"element_grade.{name}", bands, _on_bands(tracer, name, index, bands))
    shown = tracer.rounded(f"element_shown.{name}", mean, Mode.HALF_UP, SHOWN_MEAN_PLACES, quiet=True)
    return ElementResult(name, mean.value, shown.value, index.value, SurveyGrade(label.value))


def _on_bands(tracer: Tracer, of: str, rounded: Noted[Decimal], bands: Noted[Bands]) -> Noted[Decimal]:
    """Return the number to grade: a rounded weight or a scale of six can push an index just under the lowest band."""
    lowest = bands.value.lowest
    if rounded.value >= lowest:
        return rounded
    raised = tracer.number_fact(f"lowest_graded.{of}", lowest, quiet=True)
    return tracer.rounded(f"raised_index.{of}", raised, Mode.HALF_UP, INDEX_PLACES, quiet=True)
