"""Surveys beyond the scenarios: what the modes of cost refuse, pooling, perception surveys, and an agency's index."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, ScoringError, UnknownFact, WrongScale
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import AgencyMethod, CostMode, ElementAnswers, ElementMean, UnitScore
from kinerja_api.scoring.operations import Mode, Rounding
from kinerja_api.scoring.policy import Kind
from kinerja_api.scoring.schemes import perception_survey, satisfaction_survey
from kinerja_api.scoring.schemes.satisfaction_survey import SurveyPart, pool, tally
from kinerja_api.scoring.verify import Finding, verify
from tests.unit.scoring.cases import ELEMENTS, SURVEY, YEAR_2025, outcome_of, survey_facts
from tests.unit.scoring.survey_cases import PERCEPTION, perception_facts

Change = dict[str, Any]
EIGHT = [element for element in ELEMENTS if element != "biaya"]
SPAK = {"highest_answer": 4, "nrr": ["3", "4"]}
NINE = {"nrr": ["3"] * 9}


@pytest.mark.parametrize(
    ("given_facts", "error", "place"),
    [
        ({**NINE, "cost_mode": "gratis_otomatis"}, ContradictoryFacts, "elements.biaya"),
        ({"totals": [30] * 9, "respondents": 10, "cost_mode": "gratis_otomatis"}, ContradictoryFacts, "elements.biaya"),
        (
            {**NINE, "cost_mode": "dikecualikan", "exclusion_reason": "gratis menurut undang-undang"},
            ContradictoryFacts,
            "elements.biaya",
        ),
        ({"nrr": ["3"] * 8, "elements": EIGHT, "cost_mode": "dikecualikan"}, MissingFact, "elements"),
        ({"nrr": ["3"] * 8, "elements": EIGHT, "cost_mode": "disesuaikan"}, MissingFact, "elements"),
        ({"nrr": ["3"] * 7, "elements": EIGHT[:7], "cost_mode": "gratis_otomatis"}, MissingFact, "elements"),
    ],
)
def test_a_treatment_of_cost_that_the_answers_contradict(
    given_facts: Change, error: type[ScoringError], place: str
) -> None:
    _refuses(lambda: satisfaction_survey.evaluate(SURVEY, survey_facts(given_facts)), error, place)


@pytest.mark.parametrize(
    ("year", "elements"),
    [
        (2010, [f"u{number:02}" for number in range(1, 15)]),
        (2015, [*ELEMENTS[:7], "maklumat", "pengaduan"]),
        (2025, ELEMENTS),
    ],
)
def test_every_element_of_a_time_is_asked_for(year: int, elements: list[str]) -> None:
    period = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    for missing in elements:
        kept = [element for element in elements if element != missing]

        with pytest.raises(MissingFact) as caught:
            outcome_of("satisfaction_survey", {"nrr": ["3"] * len(kept), "elements": kept, "period": period})

        assert caught.value.place == "elements"


def test_answers_filled_in_by_rule_give_the_same_as_none() -> None:
    answers = tuple(ElementAnswers(element, 30, 10) for element in EIGHT)
    by_rule = ElementAnswers("biaya", 40, 10, imputed=10)
    facts = replace(survey_facts(NINE), elements=answers, cost_mode=CostMode.GRATIS_OTOMATIS)

    without = satisfaction_survey.evaluate(SURVEY, facts)
    stored = satisfaction_survey.evaluate(SURVEY, replace(facts, elements=(*answers, by_rule)))

    assert without.value == stored.value
    assert [one.element for one in stored.value.elements if one.is_imputed] == ["biaya"]
    assert "Perlakuan unsur biaya: gratis, diisi otomatis." in [one.id for one in sentences(stored.trace)]


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"nrr": []}, MissingFact, "items"),
        ({"highest_answer": 5}, UnknownFact, "5"),
        ({"nrr": ["4.01"]}, WrongScale, "elements.butir_1"),
        ({"highest_answer": 6, "nrr": ["6.01"]}, WrongScale, "elements.butir_1"),
        ({"designation": "wtp"}, UnknownFact, "wtp"),
    ],
)
def test_a_perception_survey_that_cannot_be_computed(changes: Change, error: type[ScoringError], place: str) -> None:
    facts = perception_facts({**SPAK, **changes})

    _refuses(lambda: perception_survey.evaluate(PERCEPTION["spak"], facts), error, place)


def test_an_item_stated_twice() -> None:
    item = ElementMean("butir_1", Decimal(3))
    facts = replace(perception_facts(SPAK), items=(item, item))

    _refuses(lambda: perception_survey.evaluate(PERCEPTION["spkp"], facts), UnknownFact, "items")


def test_a_form_of_six_answers_counts_five_and_six() -> None:
    counted = tally(["respons"], [{"respons": 6}, {"respons": 5}, {"respons": 7}, {"respons": 0}], highest=6)

    assert counted == (ElementAnswers("respons", 11, 2),)


def test_no_answer_of_a_perception_survey_is_filled_in_by_rule() -> None:
    found = perception_survey.evaluate(PERCEPTION["spak"], perception_facts(SPAK)).value

    assert [item.is_imputed for item in found.items] == [False, False]


def test_a_unit_is_pooled_over_its_respondents_and_not_the_mean_of_its_services() -> None:
    """Bantul publishes services of 75.56, 86.29 and 94.61, whose mean is 85.49, and the unit at 87.28."""
    small = SurveyPart(10, (ElementAnswers("waktu", 40, 10),))
    large = SurveyPart(90, (ElementAnswers("waktu", 90, 90, imputed=5),))

    assert pool([small, large]) == (ElementAnswers("waktu", 130, 100, imputed=5),)


def test_a_published_mean_counts_for_all_its_respondents() -> None:
    counted = SurveyPart(10, (ElementAnswers("waktu", 36, 9), ElementAnswers("biaya", 30, 10)))
    published = SurveyPart(31, (ElementMean("waktu", Decimal("3.0")),))

    assert pool([counted, published]) == (
        ElementMean("waktu", Fraction(36 + 93, 9 + 31)),
        ElementAnswers("biaya", 30, 10),
    )


def test_a_part_without_respondents() -> None:
    part = SurveyPart(0, (ElementMean("waktu", Decimal(3)),))

    _refuses(lambda: pool([part]), WrongScale, "respondents")


def test_an_agency_without_units() -> None:
    _refuses(lambda: satisfaction_survey.agency_index(SURVEY, [], YEAR_2025), MissingFact, "units")


def test_a_unit_that_nobody_answered_for() -> None:
    unit = UnitScore("perizinan", Decimal("80.00"), 0)

    _refuses(lambda: satisfaction_survey.agency_index(SURVEY, [unit], YEAR_2025), WrongScale, "units.perizinan")


def test_one_respondent_is_enough_for_a_unit_to_count() -> None:
    units = [UnitScore("perizinan", Decimal("80.00"), 1), UnitScore("pajak", Decimal("90.00"), 3)]
    method = AgencyMethod.WEIGHTED_BY_RESPONDENTS

    assert satisfaction_survey.agency_index(SURVEY, units, YEAR_2025, method).value.index == Decimal("87.50")


def test_where_every_unit_counts_alike_it_counts_once() -> None:
    units = [UnitScore("perizinan", Decimal("80.00"), 7)]

    steps = satisfaction_survey.agency_index(SURVEY, units, YEAR_2025).trace.by_name

    assert (steps["unit_counts.perizinan"].result, steps["units_counted"].result) == (1, 1)


def test_a_grade_of_a_published_index_says_from_what_it_was_read() -> None:
    outcome = satisfaction_survey.grade(SURVEY, Decimal("88.305"), YEAR_2025)

    assert {step.name: step.inputs for step in outcome.trace.steps} == {
        "rule.grades": (),
        "exact_index": (),
        "index": ("exact_index",),
        "grade": ("rule.grades", "index"),
    }
    assert outcome.trace.by_name["index"].result == Decimal("88.31")


def test_the_smallest_printed_population_is_read_from_the_table() -> None:
    printed = satisfaction_survey.sample_size(SURVEY, 10, YEAR_2025).trace
    below = satisfaction_survey.sample_size(SURVEY, 9, YEAR_2025).trace

    assert ("printed_sample" in printed.by_name, "printed_sample" in below.by_name) == (True, False)


def test_only_a_survey_that_left_elements_out_tells_of_it() -> None:
    whole = satisfaction_survey.evaluate(SURVEY, survey_facts(NINE)).trace
    left_out = {"nrr": ["3"] * 8, "elements": EIGHT, "exclusion_reason": "gratis menurut undang-undang"}
    part = satisfaction_survey.evaluate(SURVEY, survey_facts(left_out)).trace

    assert "excluded_elements" not in whole.by_name
    assert part.by_name["excluded_elements"].result == ("biaya",)


def test_a_parameter_that_a_regime_may_have_must_be_of_its_kind() -> None:
    wrong = replace(SURVEY.parameters["sample_error"], kind=Kind.NUMBERS)
    changed = replace(SURVEY, parameters={**SURVEY.parameters, "sample_error": wrong})

    assert verify(changed) == (Finding("sample_error", "must be of kind number, not numbers"),)


def test_the_questionnaire_is_that_of_the_annex() -> None:
    """Row by row, in the words of the annex; the table is written down apart from the policy."""
    table = yaml.safe_load((Path(__file__).parent / "tables" / "questionnaire.yaml").read_text(encoding="utf-8"))
    dated = SURVEY.parameter("questionnaire", Kind.SHEET).on(YEAR_2025.last_day)

    assert dated.value == {element: tuple(row) for element, row in table["rows"].items()}
    assert dated.reference.instrument == table["citation"]


@given(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=9), min_size=1, max_size=5))
def test_pooling_surveys_is_counting_their_sheets_together(surveys: list[list[int]]) -> None:
    parts = [SurveyPart(len(sheets), tally(["waktu"], [{"waktu": sheet} for sheet in sheets])) for sheets in surveys]

    together = tally(["waktu"], [{"waktu": sheet} for sheets in surveys for sheet in sheets])

    assert pool(parts) == together


@given(st.lists(st.decimals("1", "6", places=3), min_size=1, max_size=12))
def test_a_form_of_six_is_a_form_of_four_times_one_and_a_half(means: list[Decimal]) -> None:
    facts = perception_facts({"highest_answer": 6, "nrr": [str(mean) for mean in means]})

    found = perception_survey.evaluate(PERCEPTION["spkp"], facts).value

    exact = sum(map(Fraction, means), Fraction(0)) / len(means) / Fraction(3, 2) * 25
    assert found.index == Rounding(Mode.HALF_UP, 2).apply(exact)
    assert Decimal("16.67") <= found.index <= Decimal(100)


def _refuses(act: Callable[[], object], error: type[ScoringError], place: str) -> None:
    with pytest.raises(error) as caught:
        act()
    assert caught.value.place == place
    assert caught.value.needed.id
    assert caught.value.needed.en
