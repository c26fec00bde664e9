"""Every scenario: the value, the citations, and that the stored trace alone gives the same value again."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.explain import citations, sentences
from kinerja_api.scoring.facts import CriterionStatus, PromotionFacts, PromotionKind
from kinerja_api.scoring.required import OPTIONAL, REQUIRED
from kinerja_api.scoring.schemes import promotion
from kinerja_api.scoring.schemes.composite import CompositeResult
from kinerja_api.scoring.schemes.distribution import Distribution
from kinerja_api.scoring.schemes.post_requirements import PostEligibility
from kinerja_api.scoring.schemes.promotion import Eligibility
from kinerja_api.scoring.schemes.satisfaction_survey import SurveyResult
from kinerja_api.scoring.trace import Outcome
from tests.unit.scoring import career_cases, legacy_cases, survey_cases
from tests.unit.scoring.cases import NATIONAL, outcome_of, policy_of, promotion_facts, scenarios

# Results whose cases are built in files of their own: what a user sees of them, and how their traces end.
OTHERS: tuple[tuple[tuple[type, ...], Callable[[object, dict[str, Any]], Any], Callable[[object], object]], ...] = (
    (career_cases.RESULTS, career_cases.seen, career_cases.ends_with),
    (legacy_cases.RESULTS, legacy_cases.seen, legacy_cases.ends_with),
    (survey_cases.RESULTS, survey_cases.seen, survey_cases.ends_with),
)


@dataclass(frozen=True)
class Scenario:
    """A scenario with what the engine answers, computed once for all that is asked of it."""

    name: str
    scheme: str
    given: Mapping[str, Any]

    @cached_property
    def outcome(self) -> Outcome[Any]:
        return outcome_of(self.scheme, self.given["facts"])


def by_scheme() -> dict[str, list[Scenario]]:
    """Return the scenarios by scheme; a test for each of a thousand would spend its time on being a test."""
    of_scheme: dict[str, list[Scenario]] = {}
    for name, scheme, given in scenarios():
        of_scheme.setdefault(scheme, []).append(Scenario(name, scheme, given))
    return of_scheme


BY_SCHEME = by_scheme()
of_each_scheme = pytest.mark.parametrize("held", BY_SCHEME.values(), ids=BY_SCHEME.keys())


def hold(held: list[Scenario], check: Callable[[Scenario], None]) -> None:
    """Check every scenario, and name all that fail with what is wrong with them."""
    failed = []
    for scenario in held:
        try:
            check(scenario)
        except Exception as fault:  # noqa: BLE001  whatever it is, the others are looked at too
            failed.append(f"{scenario.name}: {type(fault).__name__}: {fault}")
    assert held
    assert not failed, "\n\n".join(failed)


@of_each_scheme
def test_scenario(held: list[Scenario]) -> None:
    def check(scenario: Scenario) -> None:
        given, outcome = scenario.given, scenario.outcome
        assert seen(outcome.value, given["expect"]) == given["expect"]
        cited = {one.parameter: one.reference.instrument for one in citations(outcome.trace)}
        assert given["citations"].items() <= cited.items()

    hold(held, check)


@of_each_scheme
def test_the_stored_trace_alone_recomputes_the_value(held: list[Scenario]) -> None:
    def check(scenario: Scenario) -> None:
        stored = json.loads(json.dumps(document(scenario.outcome.trace)))

        result, differences = recompute(stored)

        assert differences == ()
        assert result == stored["result"] == shown(scenario.outcome.value)

    hold(held, check)


@of_each_scheme
def test_the_explanation_names_every_parameter_that_was_read(held: list[Scenario]) -> None:
    def check(scenario: Scenario) -> None:
        trace = scenario.outcome.trace
        told = sentences(trace)

        indonesian, english = "\n".join(one.id for one in told), "\n".join(one.en for one in told)
        for cited in citations(trace):
            for text, language in ((indonesian, "id"), (english, "en")):
                assert cited.text.in_language("id" if language == "id" else "en") in text
                assert cited.reference.instrument in text
                assert cited.reference.article in text

    hold(held, check)


@of_each_scheme
def test_what_a_scheme_reads_is_what_verify_demands(held: list[Scenario]) -> None:
    def check(scenario: Scenario) -> None:
        policy = policy_of(scenario.scheme, scenario.given["facts"])
        demanded = {*REQUIRED[policy.scheme], *OPTIONAL.get(policy.scheme, {})}
        if scenario.scheme == "composite":
            demanded |= set(policy.parameters)

        assert {one.parameter for one in citations(scenario.outcome.trace)} <= demanded

    hold(held, check)


def test_a_screening_of_every_career_of_a_day_answers_what_each_evaluation_answers() -> None:
    """Who shares the facts of a section shares its answer, so nobody may get the answer of somebody else."""
    by_day: dict[date, list[PromotionFacts]] = {}
    for _, scheme, scenario in scenarios():
        if scheme == "promotion":
            facts = promotion_facts(scenario["facts"])
            by_day.setdefault(facts.effective_on, []).append(facts)

    assert {kind for careers in by_day.values() for kind in (one.kind for one in careers)} >= set(PromotionKind)
    for day, careers in by_day.items():
        policy = NATIONAL.regime("promotion", day)
        screening = promotion.Screening(policy, day)
        for facts in (*careers, *reversed(careers)):
            assert screening.eligibility(facts) == promotion.evaluate(policy, facts).value


def seen(value: object, expected: dict[str, Any]) -> dict[str, Any]:
    """Return what a user sees of a result, in the shape that the scenario states."""
    match value:
        case Distribution():
            named = [f"{one.code} {one.group}" for one in value.violations]
            return {
                "conforms": value.conforms,
                "checked": value.checked,
                "violations": named,
                "note_required": value.note_required,
            }
        case SurveyResult():
            result: dict[str, Any] = {"index": str(value.index), "grade": value.grade.value}
            if "element_grades" in expected:
                grades = {one.element: one.grade.value for one in value.elements}
                result["element_grades"] = {name: grades[name] for name in expected["element_grades"]}
            if "imputed" in expected:
                result["imputed"] = [one.element for one in value.elements if one.is_imputed]
            return result
        case CompositeResult():
            points = {one.component: one.points for one in value.components}
            adjusted = {"bonus": value.bonus, "deduction": value.deduction}
            return {
                "score": None if value.score is None else str(value.score),
                "pending": [f"{one.component} {one.missing_because}" for one in value.pending],
                "points": {name: str(points[name]) for name in expected["points"]},
                **{
                    name: None if adjusted[name] is None else str(adjusted[name])
                    for name in adjusted
                    if name in expected
                },
            }
        case Eligibility():
            return {"next_rank": value.next_rank, **_criteria(value, expected)}
        case PostEligibility():
            return _criteria(value, expected)
        case _:
            views = (view for results, view, _ in OTHERS if isinstance(value, results))
            view = next(views, None)
            return {"value": str(value)} if view is None else view(value, expected)


def shown(value: object) -> object:
    """Return the one word or number that ends the trace."""
    match value:
        case Distribution():
            return value.conforms
        case SurveyResult():
            return str(value.index)
        case CompositeResult():
            return None if value.score is None else str(value.score)
        case Eligibility() | PostEligibility():
            return value.status.value
        case _:
            ends = (end for results, _, end in OTHERS if isinstance(value, results))
            end = next(ends, str)
            return end(value)


def _criteria(value: Eligibility | PostEligibility, expected: dict[str, Any]) -> dict[str, Any]:
    names = {
        status: [one.name for one in value.criteria if one.status is status]
        for status in (CriterionStatus.NOT_MET, CriterionStatus.PENDING)
    }
    reasons = [one.reason for one in value.criteria if one.status is CriterionStatus.PENDING]
    return {
        "status": value.status.value,
        "not_met": names[CriterionStatus.NOT_MET],
        "pending": names[CriterionStatus.PENDING],
        **({"reasons": reasons} if "reasons" in expected else {}),
    }
