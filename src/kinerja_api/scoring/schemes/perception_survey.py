"""Perception surveys beside the satisfaction survey: anti-corruption (SPAK) and quality of service (SPKP).

PermenPANRB 90/2021 (Zona Integritas). The arithmetic is that of the satisfaction survey, each survey by itself, with
one over the number of its active items as the weight; a form with six answers is brought to four first.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.errors import MissingFact, UnknownFact
from kinerja_api.scoring.facts import ElementAnswers, ElementMean, PerceptionFacts, SurveyGrade
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.satisfaction_survey import (
    HIGHEST_ANSWER,
    ElementResult,
    exact_weight,
    index_and_grade,
    mean_of,
    weighted_index,
)
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


@dataclass(frozen=True, slots=True)
class PerceptionResult:
    """The index with its grade and items; `reaches_minimum` is None when the unit is proposed for no designation."""

    index: Decimal
    grade: SurveyGrade
    items: tuple[ElementResult, ...]
    minimum: Fraction | None
    reaches_minimum: bool | None


def evaluate(policy: PolicySet, facts: PerceptionFacts) -> Outcome[PerceptionResult]:
    """Return index and grades of one survey, and whether it suffices for the designation."""
    names = [item.element for item in facts.items]
    if not names:
        raise MissingFact("items", Text("Sebut sekurangnya satu butir aktif.", "State at least one active item."))
    if len(set(names)) != len(names):
        raise UnknownFact("items", Text("Setiap butir hanya sekali.", "Each item only once."))
    tracer = Tracer(policy, facts.period)
    scale = tracer.fact("scale", str(facts.highest_answer))
    divisor = tracer.to_number(Operation.LOOKUP, "scale_divisor", tracer.numbers("scale_divisors"), scale)
    means = {item.element: _mean(tracer, item, facts.highest_answer, divisor) for item in facts.items}
    exact, items = weighted_index(tracer, means, exact_weight(tracer, len(means)))
    minimum, reached = _minimum(tracer, facts.designation, exact) if facts.designation else (None, None)
    index, grade = index_and_grade(tracer, exact)
    return Outcome(PerceptionResult(index, grade, items, minimum, reached), tracer.trace())


def _mean(
    tracer: Tracer, item: ElementAnswers | ElementMean, highest: int, divisor: Noted[Fraction]
) -> Noted[Fraction]:
    mean = mean_of(tracer, item, highest)
    return tracer.to_number(
        Operation.QUOTIENT, f"scaled_mean.{item.element}", mean, divisor, quiet=highest == HIGHEST_ANSWER
    )


def _minimum(tracer: Tracer, designation: str, exact: Noted[Fraction]) -> tuple[Fraction, bool]:
    """Compare on the scale of four, exactly: what is rounded up has not reached it."""
    proposed = tracer.fact("designation", designation)
    minimum = tracer.to_number(Operation.LOOKUP, "minimum_index", tracer.numbers("minimum_index"), proposed)
    factor = tracer.number("conversion_factor")
    on_four = tracer.to_number(Operation.QUOTIENT, "index_on_four", exact, factor)
    reached = tracer.to_truth(Operation.AT_LEAST, "minimum_reached", on_four, minimum)
    return minimum.value, bool(reached.value)
