"""Builds facts of perception surveys, an agency's index and sample sizes from plain words, and shows their results."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from kinerja_api.policies.loader import load_national
from kinerja_api.scoring.facts import (
    AgencyMethod,
    ElementAnswers,
    ElementMean,
    EvaluatedPeriod,
    PerceptionFacts,
    UnitScore,
)
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.schemes import perception_survey, satisfaction_survey
from kinerja_api.scoring.schemes.perception_survey import PerceptionResult
from kinerja_api.scoring.schemes.satisfaction_survey import AgencyIndex, SampleSize
from kinerja_api.scoring.trace import Outcome

Given: TypeAlias = Mapping[str, Any]

YEAR_2025 = EvaluatedPeriod(date(2025, 1, 1), date(2025, 12, 31))
NATIONAL = load_national()
SURVEY = NATIONAL.get("permenpanrb_14_2017")
PERCEPTION = {name: NATIONAL.get(f"permenpanrb_90_2021_{name}") for name in ("spak", "spkp")}


def policy_of(given: Given) -> PolicySet:
    """Return the policy of the instrument that is stated, else that of the satisfaction survey."""
    return PERCEPTION[given["instrument"]] if "instrument" in given else SURVEY


def perception_facts(given: Given) -> PerceptionFacts:
    """Return the facts of a perception survey, its items by number."""
    names = [f"butir_{number}" for number in range(1, len(given.get("nrr", given.get("totals"))) + 1)]
    return PerceptionFacts(YEAR_2025, elements(given, names), given["highest_answer"], given.get("designation"))


def elements(given: Given, names: Sequence[str]) -> tuple[ElementAnswers | ElementMean, ...]:
    """Return published means, totals with the number of sheets, or for each element total and sheets."""
    if "nrr" in given:
        return tuple(ElementMean(*pair) for pair in zip(names, map(Decimal, given["nrr"]), strict=True))
    if "answers" in given:
        return tuple(ElementAnswers(name, *counted) for name, counted in given["answers"].items())
    return tuple(
        ElementAnswers(name, total, given["respondents"]) for name, total in zip(names, given["totals"], strict=True)
    )


def _agency_index(given: Given) -> Outcome[AgencyIndex]:
    units = [UnitScore(name, Decimal(index), respondents) for name, (index, respondents) in given["units"].items()]
    method = AgencyMethod(given.get("method", AgencyMethod.MEAN_OF_UNITS))
    return satisfaction_survey.agency_index(SURVEY, units, YEAR_2025, method)


def seen(value: object, expected: Given) -> dict[str, Any]:
    """Return what a user sees of a result, in the shape that the scenario states."""
    match value:
        case SampleSize():
            found: dict[str, Any] = {"required": value.required, "careful": value.careful}
        case AgencyIndex():
            found = {"index": str(value.index), "grade": value.grade.value, "method": value.method.value}
        case PerceptionResult():
            found = {
                "index": str(value.index),
                "grade": value.grade.value,
                "minimum": None if value.minimum is None else float_free(value.minimum),
                "reaches_minimum": value.reaches_minimum,
            }
        case _:
            raise AssertionError(value)
    return {name: found[name] for name in expected}


def ends_with(value: object) -> object:
    """Return the number that ends the trace."""
    match value:
        case SampleSize():
            return str(value.required)
        case AgencyIndex() | PerceptionResult():
            return str(value.index)
        case _:
            raise AssertionError(value)


EVALUATIONS: Mapping[str, Callable[[Given], Outcome[object]]] = {
    "perception_survey": lambda given: perception_survey.evaluate(policy_of(given), perception_facts(given)),
    "agency_index": _agency_index,
    "sample_size": lambda given: satisfaction_survey.sample_size(SURVEY, given["population"], YEAR_2025),
}
RESULTS = (SampleSize, AgencyIndex, PerceptionResult)
