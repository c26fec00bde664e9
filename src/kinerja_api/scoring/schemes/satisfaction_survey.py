"""Citizen satisfaction (SKM): element means, weight, index, grade; and how many people to ask.

PermenPANRB 14/2017, and KEP/25/M.PAN/2/2004 for history. Arithmetic is exact; the index is rounded half up once, at
the end, and graded as rounded. An answer outside 1 to 4 is missing, never 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.errors import MissingFact, UnknownFact, WrongScale
from kinerja_api.scoring.facts import ElementAnswers, ElementMean, EvaluatedPeriod, SurveyFacts, SurveyGrade
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import Bands, PolicySet, float_free
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

LOWEST_ANSWER = 1
HIGHEST_ANSWER = 4
INDEX_PLACES = 2
SHOWN_MEAN_PLACES = 3


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One element: exact mean, the mean to show, its index on 25 to 100 and its own grade."""

    element: str
    mean: Fraction
    mean_shown: Decimal
    index: Decimal
    grade: SurveyGrade


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """The index of a unit with its grade, and every element."""

    index: Decimal
    grade: SurveyGrade
    elements: tuple[ElementResult, ...]


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many respondents are needed: by the table or its formula, and the next table row as the careful choice."""

    required: int
    careful: int


def tally(elements: Sequence[str], sheets: Iterable[Mapping[str, int | None]]) -> tuple[ElementAnswers, ...]:
    """Count the answers of all sheets; anything but a whole number from 1 to 4 is missing."""
    totals = dict.fromkeys(elements, 0)
    answered = dict.fromkeys(elements, 0)
    for sheet in sheets:
        for element in elements:
            answer = sheet.get(element)
            if type(answer) is int and LOWEST_ANSWER <= answer <= HIGHEST_ANSWER:
                totals[element] += answer
                answered[element] += 1
    return tuple(ElementAnswers(element, totals[element], answered[element]) for element in elements)


def evaluate(policy: PolicySet, facts: SurveyFacts) -> Outcome[SurveyResult]:
    """Return index and grades of one unit's survey."""
    tracer = Tracer(policy, facts.period)
    _check_elements(tracer, facts)
    means = {element.element: _mean(tracer, element) for element in facts.elements}
    weight = _weight(tracer, facts, len(means))
    factor = tracer.number("conversion_factor")
    bands = tracer.bands("grades")
    elements = tuple(_element(tracer, name, mean, factor, bands) for name, mean in means.items())
    weighted = [
        tracer.to_number(Operation.PRODUCT, f"weighted.{name}", mean, weight, quiet=True)
        for name, mean in means.items()
    ]
    raw = tracer.to_number(Operation.SUM, "raw_index", *weighted, quiet=True)
    exact = tracer.to_number(Operation.PRODUCT, "exact_index", raw, factor)
    # A rounded weight (0.11, 0.071) can push an index just under the scale; the lowest grade is then right.
    grade = tracer.to_word(Operation.LOOKUP, "grade", bands, _graded(tracer, exact, bands))
    index = tracer.rounded("index", exact, Mode.HALF_UP, INDEX_PLACES)
    return Outcome(SurveyResult(index.value, SurveyGrade(grade.value), elements), tracer.trace())


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
    if population < rows[0][0]:
        tracer.to_number(Operation.SUM, "sample", people)
        return Outcome(SampleSize(population, population), tracer.trace())
    printed = tracer.find_number("printed_sample", table, people)
    if printed.value is not None:
        tracer.to_number(Operation.SUM, "sample", printed)
        return Outcome(SampleSize(int(printed.value), int(printed.value)), tracer.trace())
    required = int(_formula(tracer, people).value)
    careful = next((needed for size, needed in rows if size > population), required)
    return Outcome(SampleSize(required, careful), tracer.trace())


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
    absent = [element for element in ruled.value if element not in given]
    if absent and (not given or facts.exclusion_reason is None):
        needed = Text(
            "Unsur wajib belum ada: {absent}. Lengkapi, atau sebut alasan pengecualiannya.",
            "Elements that the rule demands are absent: {absent}. Add them, or state why they are left out.",
        )
        raise MissingFact("elements", needed.fill(absent=", ".join(absent)))
    if absent:
        tracer.fact("excluded_elements", tuple(absent))
        tracer.fact("exclusion_reason", facts.exclusion_reason)


def _mean(tracer: Tracer, facts: ElementAnswers | ElementMean) -> Noted[Fraction]:
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
    if not LOWEST_ANSWER <= mean.value <= HIGHEST_ANSWER:
        place = f"elements.{name}"
        needed = Text("Rata-rata unsur harus antara 1 dan 4.", "The mean of an element lies between 1 and 4.")
        raise WrongScale(place, needed)
    return mean


def _weight(tracer: Tracer, facts: SurveyFacts, elements: int) -> Noted[Fraction]:
    """Exactly one over the number of elements, or the rounded weight with which a past result was published."""
    if facts.stated_weight is None:
        one = tracer.number_fact("whole", 1, quiet=True)
        count = tracer.number_fact("element_count", elements, quiet=True)
        return tracer.to_number(Operation.QUOTIENT, "weight", one, count)
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
    label = tracer.to_word(Operation.LOOKUP, f"element_grade.{name}", bands, index)
    shown = tracer.rounded(f"element_shown.{name}", mean, Mode.HALF_UP, SHOWN_MEAN_PLACES, quiet=True)
    return ElementResult(name, mean.value, shown.value, index.value, SurveyGrade(label.value))


def _graded(tracer: Tracer, exact: Noted[Fraction], bands: Noted[Bands]) -> Noted[Decimal]:
    rounded = tracer.rounded("graded_index", exact, Mode.HALF_UP, INDEX_PLACES, quiet=True)
    lowest = bands.value.lowest
    if rounded.value >= lowest:
        return rounded
    raised = tracer.number_fact("lowest_graded", lowest, quiet=True)
    return tracer.rounded("raised_index", raised, Mode.HALF_UP, INDEX_PLACES, quiet=True)
