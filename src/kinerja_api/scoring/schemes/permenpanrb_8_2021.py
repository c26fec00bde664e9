"""PermenPANRB 8/2021, the SKP of July to December 2021: achievement, its category, its value. For old records only.

The bounds of the categories are whole percents, so an achievement is rounded half up to one before it has a category.
The weights of main results were not found in any source: their weighted values are taken as the record states them.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, WrongScale
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.scoring.legacy_facts import (
    AdditionalResult,
    Amount,
    AnnualSkpFacts,
    Direction,
    Indicator,
    LegacyLabel,
    PeriodicSkpFacts,
    RecordUse,
)
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.legacy import (
    HUNDRED,
    Disagreement,
    allowed_uses,
    disagreements,
    not_negative,
    percent,
    same_unit,
    target_above_nought,
    weighted_sum,
    whole,
)
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """How far an indicator was achieved: exactly, in whole percents, as a category, as a value."""

    name: str
    achievement: Fraction
    whole_percent: Decimal
    category: LegacyLabel
    value: Fraction


@dataclass(frozen=True, slots=True)
class AchievementResult:
    """One indicator of an old record."""

    indicator: IndicatorResult
    only_for: tuple[RecordUse, ...]


@dataclass(frozen=True, slots=True)
class SkpResult:
    """The value of a SKP: main results, and additional ones within their bounds with the indicators behind them."""

    main: Fraction
    additional: Fraction
    value: Fraction
    indicators: tuple[IndicatorResult, ...]
    disagreements: tuple[Disagreement, ...]
    only_for: tuple[RecordUse, ...]


@dataclass(frozen=True, slots=True)
class PeriodicSkpResult:
    """The value of a periodic SKP, the two means that make it, and the indicators of both."""

    strategic: Fraction
    main: Fraction
    value: Fraction
    indicators: tuple[IndicatorResult, ...]
    disagreements: tuple[Disagreement, ...]
    only_for: tuple[RecordUse, ...]


def achievement(policy: PolicySet, indicator: Indicator, period: EvaluatedPeriod) -> Outcome[AchievementResult]:
    """Return category and value of one indicator."""
    tracer = Tracer(policy, period)
    uses = allowed_uses(tracer)
    found = _indicator(tracer, "1", indicator, whole(tracer))
    return Outcome(AchievementResult(found.result, uses), tracer.trace())


def evaluate(policy: PolicySet, facts: AnnualSkpFacts) -> Outcome[SkpResult]:
    """Return the value of the SKP: main results as stated, and additional ones up to their cap."""
    if not facts.main_values:
        needed = Text("Isi nilai kinerja utama dari catatan lama.", "State the main results of the old record.")
        raise MissingFact("main_values", needed)
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    hundred = whole(tracer)
    stated = [
        tracer.number_fact(f"main_value.{name}", not_negative(value, f"main_values.{name}"))
        for name, value in facts.main_values.items()
    ]
    main = tracer.to_number(Operation.SUM, "main_total", *stated)
    found = [_additional(tracer, str(number), one, hundred) for number, one in enumerate(facts.additional, start=1)]
    together = tracer.to_number(Operation.SUM, "additional_total", *(points for points, _ in found))
    additional = tracer.to_number(Operation.BOUND, "additional_value", together, tracer.numbers("additional_bounds"))
    value = tracer.to_number(Operation.SUM, "skp_value", main, additional)
    result = SkpResult(
        main.value,
        additional.value,
        value.value,
        tuple(indicator for _, indicator in found),
        disagreements(facts.stated, {"main": main.value, "additional": additional.value, "skp": value.value}),
        uses,
    )
    return Outcome(result, tracer.trace())


def periodic(policy: PolicySet, facts: PeriodicSkpFacts) -> Outcome[PeriodicSkpResult]:
    """Return the value of a periodic SKP: mean of the strategic initiatives and mean of the main results, halved."""
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    hundred = whole(tracer)
    strategic = _group(tracer, "strategic", facts.strategic, hundred)
    main = _group(tracer, "main", facts.main, hundred)
    means = {"strategic": _mean(tracer, "strategic", strategic), "main": _mean(tracer, "main", main)}
    value = weighted_sum(tracer, "skp_value", means, weights="periodic_weights", hundred=hundred)
    result = PeriodicSkpResult(
        means["strategic"].value,
        means["main"].value,
        value.value,
        tuple(one.result for one in (*strategic, *main)),
        disagreements(facts.stated, {"skp": value.value}),
        uses,
    )
    return Outcome(result, tracer.trace())


@dataclass(frozen=True, slots=True)
class _Indicator:
    value: Noted[Fraction]
    category: Noted[str]
    result: IndicatorResult


def _group(tracer: Tracer, group: str, indicators: tuple[Indicator, ...], hundred: Noted[Fraction]) -> list[_Indicator]:
    if not indicators:
        needed = Text("Isi paling sedikit satu indikator.", "State at least one indicator.")
        raise MissingFact(group, needed)
    return [_indicator(tracer, f"{group}.{number}", one, hundred) for number, one in enumerate(indicators, start=1)]


def _mean(tracer: Tracer, group: str, indicators: list[_Indicator]) -> Noted[Fraction]:
    total = tracer.to_number(Operation.SUM, f"total_of.{group}", *(one.value for one in indicators), quiet=True)
    count = tracer.number_fact(f"number_of.{group}", len(indicators), quiet=True)
    return tracer.to_number(Operation.QUOTIENT, f"mean_of.{group}", total, count)


def _additional(
    tracer: Tracer, number: str, given: AdditionalResult, hundred: Noted[Fraction]
) -> tuple[Noted[Fraction], IndicatorResult]:
    """Additional results: k / 100 x weight of the assignment's scope x value / 100, with k by the category."""
    name = f"additional.{number}"
    found = _indicator(tracer, name, given.indicator, hundred)
    k = tracer.to_number(Operation.LOOKUP, f"category_points.{name}", tracer.numbers("category_points"), found.category)
    weight = tracer.number_fact(f"scope_weight.{name}", not_negative(given.scope_weight, f"{name}.scope_weight"))
    of_category = tracer.to_number(Operation.QUOTIENT, f"category_share.{name}", k, hundred, quiet=True)
    weighted = tracer.to_number(Operation.PRODUCT, f"weighted_scope.{name}", of_category, weight, quiet=True)
    of_value = tracer.to_number(Operation.QUOTIENT, f"value_share.{name}", found.value, hundred, quiet=True)
    return tracer.to_number(Operation.PRODUCT, f"additional_points.{name}", weighted, of_value), found.result


def _indicator(tracer: Tracer, key: str, given: Indicator, hundred: Noted[Fraction]) -> _Indicator:
    achieved = _achievement(tracer, key, given, hundred)
    percents = tracer.rounded(f"whole_percent.{key}", achieved, Mode.HALF_UP, 0)
    ruled = tracer.to_word(Operation.REACHED, f"category.{key}", tracer.numbers("categories"), percents)
    if given.target_is_maximum and percents.value >= HUNDRED:
        raised = tracer.table("categories_at_maximum")
        category = tracer.to_word(Operation.LOOKUP, f"category_at_maximum.{key}", raised, ruled)
        value = tracer.to_number(Operation.SUM, f"indicator_value.{key}", tracer.number("value_at_maximum"))
    else:
        category, value = ruled, _value(tracer, key, ruled.value, percents)
    result = IndicatorResult(given.name, achieved.value, percents.value, LegacyLabel(category.value), value.value)
    return _Indicator(value, category, result)


def _achievement(tracer: Tracer, key: str, given: Indicator, hundred: Noted[Fraction]) -> Noted[Fraction]:
    """Realization by target; where less is better, 1 + (1 - realization / target)."""
    place = f"indicators.{key}.realized"
    tracer.fact(f"indicator.{key}", given.name)
    realized, target = _amounts(tracer, key, given)
    if given.direction is Direction.MORE_IS_BETTER:
        achieved = percent(tracer, f"indicator_achievement.{key}", realized, target, hundred)
    else:
        one = tracer.number_fact(f"one.{key}", 1, quiet=True)
        ratio = tracer.to_number(Operation.QUOTIENT, f"ratio.{key}", realized, target, quiet=True)
        saved = tracer.to_number(Operation.DIFFERENCE, f"saved.{key}", one, ratio)
        share = tracer.to_number(Operation.SUM, f"share_of.indicator_achievement.{key}", one, saved, quiet=True)
        achieved = tracer.to_number(Operation.PRODUCT, f"indicator_achievement.{key}", share, hundred)
    if achieved.value < 0:
        needed = Text(
            "Capaian di bawah 0 % tidak punya kategori; periksa target dan realisasi.",
            "An achievement below 0 % has no category; check target and realization.",
        )
        raise WrongScale(place, needed)
    if given.target_is_maximum and achieved.value > HUNDRED:
        needed = Text(
            "Target ini capaian tertinggi, tetapi realisasi melampauinya.",
            "The target is the most that can be reached, yet the realization is beyond it.",
        )
        raise ContradictoryFacts(place, needed)
    return achieved


def _amounts(tracer: Tracer, key: str, given: Indicator) -> tuple[Noted[Fraction], Noted[Fraction]]:
    """Note realization and target; of a range the end nearest to the realization counts, within it the realization."""
    place = f"indicators.{key}"
    at_realized, at_target = f"{place}.realized", f"{place}.target"
    if given.realized is None:
        raise MissingFact(at_realized, Text("Isi realisasi indikator.", "State the indicator's realization."))
    ends = [given.target] if isinstance(given.target, Amount) else [given.target.lowest, given.target.highest]
    for end in ends:
        same_unit(end, given.realized, place)
        target_above_nought(end, place)
    realized = tracer.number_fact(f"realized.{key}", not_negative(given.realized.number, at_realized))
    lowest, highest = ends[0].number, ends[-1].number
    if isinstance(given.target, Amount):
        return realized, tracer.number_fact(f"target.{key}", lowest)
    if highest < lowest:
        needed = Text("Batas bawah target melebihi batas atasnya.", "The range of the target ends before it begins.")
        raise ContradictoryFacts(at_target, needed)
    tracer.number_fact(f"target_lowest.{key}", lowest)
    tracer.number_fact(f"target_highest.{key}", highest)
    bounds = tracer.fact(f"range.{key}", {"lowest": Fraction(lowest), "highest": Fraction(highest)}, quiet=True)
    return realized, tracer.to_number(Operation.BOUND, f"target.{key}", realized, bounds)


def _value(tracer: Tracer, key: str, category: str, percents: Noted[Decimal]) -> Noted[Fraction]:
    """Turn whole percents into a value: on a line within most categories, fixed at 100 % and beyond the last line."""
    name = f"indicator_value.{key}"
    if category == LegacyLabel.BAIK:
        return tracer.to_number(Operation.SUM, name, tracer.number("value_at_target"))
    if category == LegacyLabel.SANGAT_BAIK and percents.value >= tracer.number("beyond_lines").value:
        return tracer.to_number(Operation.SUM, name, tracer.number("value_beyond_lines"))
    return tracer.to_number(Operation.LINEAR, name, percents, tracer.numbers(f"line_{category}"))
