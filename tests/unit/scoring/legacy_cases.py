"""Builds the facts of old records from plain words, for scenarios and vectors."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias, cast

from kinerja_api.policies.loader import load_national
from kinerja_api.scoring.facts import EvaluatedPeriod, Number, RatingLevel
from kinerja_api.scoring.legacy_facts import (
    Activity,
    AdditionalResult,
    Amount,
    AmountRange,
    AnnualSkpFacts,
    Creativity,
    Direction,
    Dp3Facts,
    Indicator,
    IntegrationFacts,
    LegacyDistributionFacts,
    Measure,
    PeriodicSkpFacts,
    Pp30Facts,
    Pp46Facts,
    StatedValues,
)
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.schemes import (
    dp3,
    integration_2021,
    legacy_distribution,
    permenpanrb_8_2021,
    pp_30_2019,
    pp_46_2011,
)
from kinerja_api.scoring.schemes.performance_year import YearResult
from kinerja_api.scoring.schemes.suggested_rating import SuggestedRating
from kinerja_api.scoring.trace import Outcome

Given: TypeAlias = Mapping[str, Any]

NATIONAL = load_national()
DP3 = NATIONAL.get("dp3")
PP_46 = NATIONAL.get("pp_46_2011")
PP_30 = NATIONAL.get("pp_30_2019")
PP_30_DISTRIBUTION = NATIONAL.get("pp_30_2019_distribusi")
PERMEN_8 = NATIONAL.get("permenpanrb_8_2021")
INTEGRATION = NATIONAL.get("integration_2021")
PERIODS = {
    "dp3": EvaluatedPeriod(date(2012, 1, 1), date(2012, 12, 31)),
    "pp_46_2011": EvaluatedPeriod(date(2019, 1, 1), date(2019, 12, 31)),
    "second_half_of_2021": EvaluatedPeriod(date(2021, 7, 1), date(2021, 12, 31)),
    "integration_2021": EvaluatedPeriod(date(2021, 1, 1), date(2021, 12, 31)),
}
SECOND_HALF = PERIODS["second_half_of_2021"]
ASPECTS = cast("Mapping[str, tuple[str, ...]]", PP_46.parameters["aspects_of_post"].values[0].value)


def outcome_of(scheme: str, given: Given) -> Outcome[object]:
    """Evaluate an old record as a scenario states it."""
    return EVALUATIONS[scheme](given)


def policy_of(scheme: str) -> PolicySet:
    """Return the policy of an old rule."""
    return {
        "dp3": DP3,
        "pp_46_2011": PP_46,
        "pp_30_2019": PP_30,
        "legacy_distribution": PP_30_DISTRIBUTION,
        "integration_2021": INTEGRATION,
        "row_of_2021": INTEGRATION,
    }.get(scheme, PERMEN_8)


def dp3_facts(given: Given) -> Dp3Facts:
    """Return the facts of a DP3."""
    return Dp3Facts(PERIODS["dp3"], number(given, "score"), given.get("months_led"), stated(given))


def pp_46_facts(given: Given) -> Pp46Facts:
    """Return the facts of a record under PP 46/2011; behaviour not stated is 80 in every aspect of the post."""
    kind = given.get("position_kind", "non_structural")
    behavior = given.get("behavior", dict.fromkeys(ASPECTS[kind], "80"))
    creativity = given.get("creativity", "tidak_ada")
    return Pp46Facts(
        PERIODS["pp_46_2011"],
        kind,
        tuple(activity(one) for one in given["activities"]),
        given.get("additional_tasks", 0),
        None if creativity is None else Creativity(creativity),
        {name: Decimal(value) for name, value in behavior.items()},
        stated(given),
    )


def activity(given: Given) -> Activity:
    """Return one activity; a measure reads `[target, realization, unit]`."""
    return Activity(
        given.get("name", "melayani"),
        given.get("is_done", True),
        *(measure(given.get(aspect)) for aspect in ("quantity", "quality", "time", "cost")),
    )


def measure(given: list[str] | None) -> Measure | None:
    """Return target and realization in one unit; a fourth word is the unit of the realization."""
    if given is None:
        return None
    target, realized, *units = given
    return Measure(Amount(Decimal(target), units[0]), Amount(Decimal(realized), units[-1]))


def indicator(given: Given) -> Indicator:
    """Return one indicator; a target of two numbers is a range."""
    unit = given.get("unit", "dokumen")
    target = given["target"]
    return Indicator(
        given.get("name", "layanan"),
        AmountRange(*(Amount(Decimal(end), unit) for end in target))
        if isinstance(target, list)
        else Amount(Decimal(target), unit),
        Amount(Decimal(given["realized"]), given.get("realized_unit", unit)) if "realized" in given else None,
        Direction(given.get("direction", "more_is_better")),
        given.get("target_is_maximum", False),
    )


def annual_facts(given: Given) -> AnnualSkpFacts:
    """Return the facts of a SKP under PermenPANRB 8/2021."""
    additional = tuple(
        AdditionalResult(indicator(one), Decimal(one["scope_weight"])) for one in given.get("additional", ())
    )
    values = {name: Decimal(value) for name, value in given["main_values"].items()}
    return AnnualSkpFacts(SECOND_HALF, values, additional, stated(given))


def periodic_facts(given: Given) -> PeriodicSkpFacts:
    """Return the facts of a periodic SKP under PermenPANRB 8/2021."""
    strategic, main = (tuple(indicator(one) for one in given.get(group, ())) for group in ("strategic", "main"))
    return PeriodicSkpFacts(SECOND_HALF, strategic, main, stated(given))


def pp_30_facts(given: Given) -> Pp30Facts:
    """Return the facts of a record under PP 30/2019."""
    return Pp30Facts(
        SECOND_HALF,
        number(given, "skp"),
        number(given, "behavior"),
        given.get("opinions_used"),
        given.get("new_idea"),
        stated(given),
    )


def distribution_facts(given: Given) -> LegacyDistributionFacts:
    """Return the ratings of a unit in 2021, stated from above expectation to below it."""
    return LegacyDistributionFacts(SECOND_HALF, dict(zip(RatingLevel, given["counts"], strict=False)))


def integration_facts(given: Given) -> IntegrationFacts:
    """Return the facts of the year 2021."""
    return IntegrationFacts(
        PERIODS["integration_2021"],
        number(given, "converted"),
        number(given, "integrated"),
        given.get("new_idea"),
        stated(given),
    )


def number(given: Given, name: str) -> Number | None:
    """Return a number that may not be there."""
    return None if given.get(name) is None else Decimal(given[name])


def stated(given: Given) -> StatedValues:
    """Return what the record says of itself: numbers as Decimal, labels as words."""
    return {name: value if name == "label" else Decimal(value) for name, value in given.get("stated", {}).items()}


def seen(value: object, expected: Given) -> dict[str, Any]:
    """Return the fields of a result that the scenario states, as a reader writes them."""
    return {name: plain(getattr(value, name)) for name in expected}


def ends_with(value: object) -> object:
    """Return the one word or number that ends the trace."""
    match value:
        case permenpanrb_8_2021.AchievementResult():
            return plain(value.indicator.value)
        case permenpanrb_8_2021.SkpResult() | permenpanrb_8_2021.PeriodicSkpResult():
            return plain(value.value)
        case legacy_distribution.LegacyDistribution():
            return value.conforms
        case YearResult(predicate=word) | SuggestedRating(suggested=word):
            return word.value
        case _:
            return plain(value.label)  # type: ignore[attr-defined]


def plain(value: object) -> object:
    """Return a value in the words of a scenario."""
    match value:
        case Fraction():
            return float_free(value)
        case StrEnum() | Decimal():
            return str(value)
        case tuple():
            return [plain(one) for one in value]
        case None | bool() | int() | str():
            return value
        case pp_46_2011.ActivityResult() | permenpanrb_8_2021.IndicatorResult() | legacy_distribution.Breach():
            return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name != "name"}
        case _:
            return f"{value.name}: {value.stated} is {value.computed}"  # type: ignore[attr-defined]


EVALUATIONS: Mapping[str, Callable[[Given], Outcome[object]]] = {
    "dp3": lambda given: dp3.evaluate(DP3, dp3_facts(given)),
    "pp_46_2011": lambda given: pp_46_2011.evaluate(PP_46, pp_46_facts(given)),
    "permenpanrb_8_2021_indicator": lambda given: permenpanrb_8_2021.achievement(
        PERMEN_8, indicator(given), SECOND_HALF
    ),
    "permenpanrb_8_2021_skp": lambda given: permenpanrb_8_2021.evaluate(PERMEN_8, annual_facts(given)),
    "permenpanrb_8_2021_periodic": lambda given: permenpanrb_8_2021.periodic(PERMEN_8, periodic_facts(given)),
    "pp_30_2019": lambda given: pp_30_2019.evaluate(PP_30, pp_30_facts(given)),
    "legacy_distribution": lambda given: legacy_distribution.evaluate(PP_30_DISTRIBUTION, distribution_facts(given)),
    "integration_2021": lambda given: integration_2021.evaluate(INTEGRATION, integration_facts(given)),
    "row_of_2021": lambda given: integration_2021.regime_of_row(
        INTEGRATION, {name: Decimal(value) for name, value in given["behavior"].items()}, PERIODS["integration_2021"]
    ),
}
RESULTS = (
    *(dp3.Dp3Result, pp_46_2011.Pp46Result, pp_30_2019.Pp30Result, integration_2021.IntegrationResult),
    legacy_distribution.LegacyDistribution,
    *(permenpanrb_8_2021.AchievementResult, permenpanrb_8_2021.SkpResult, permenpanrb_8_2021.PeriodicSkpResult),
    *(YearResult, SuggestedRating),
)
