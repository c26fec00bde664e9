"""What holds for every input, found by Hypothesis."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.errors import NotInForce
from kinerja_api.scoring.facts import (
    AchievementFacts,
    ComponentFact,
    CompositeFacts,
    CriterionStatus,
    ElementAnswers,
    EvaluatedPeriod,
    Predicate,
    RaterGroup,
    RatingFacts,
    RatingLevel,
    SurveyFacts,
)
from kinerja_api.scoring.operations import Mode, Rounding
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.schemes import (
    composite,
    performance_year,
    permenpanrb_6_2022,
    promotion,
    satisfaction_survey,
    suggested_rating,
)
from tests.unit.scoring.cases import (
    COMPOSITE,
    ELEMENTS,
    NATIONAL,
    PREDICATE,
    PROMOTION,
    SURVEY,
    THRESHOLDS,
    YEAR_2025,
    YEAR_2026,
    promotion_facts,
    year_facts,
)

# Best first, as people understand the five words; misconduct stands between.
ORDER = (
    Predicate.SANGAT_BAIK,
    Predicate.BAIK,
    Predicate.BUTUH_PERBAIKAN,
    Predicate.KURANG,
    Predicate.SANGAT_KURANG,
)
LEVELS = tuple(RatingLevel)  # best first
levels = st.sampled_from(LEVELS)
sheets = st.lists(st.fixed_dictionaries({element: st.integers(1, 4) for element in ELEMENTS}), min_size=1, max_size=12)
policies = st.sampled_from([*NATIONAL.policies.values(), COMPOSITE])


def _predicate(work_result: RatingLevel, behavior: RatingLevel) -> Predicate:
    facts = RatingFacts(YEAR_2025, behavior=behavior, work_result=work_result, heads_unit=False, organization=None)
    return permenpanrb_6_2022.evaluate(PREDICATE, facts).value


@given(levels, levels, levels, levels)
def test_better_ratings_never_lower_the_predicate(
    work: RatingLevel, behavior: RatingLevel, other_work: RatingLevel, other_behavior: RatingLevel
) -> None:
    better_work, worse_work = sorted((work, other_work), key=LEVELS.index)
    better_behavior, worse_behavior = sorted((behavior, other_behavior), key=LEVELS.index)

    better, worse = _predicate(better_work, better_behavior), _predicate(worse_work, worse_behavior)

    assert ORDER.index(better) <= ORDER.index(worse)


@given(levels)
def test_behaviour_below_expectation_is_never_better_than_kurang(work: RatingLevel) -> None:
    assert _predicate(work, RatingLevel.DI_BAWAH_EKSPEKTASI) in {Predicate.KURANG, Predicate.SANGAT_KURANG}


@given(levels, levels, st.lists(st.sampled_from(ORDER), min_size=1, max_size=5))
def test_the_ratings_of_the_last_rater_decide_a_year_whatever_the_earlier_predicates(
    work: RatingLevel, behavior: RatingLevel, earlier: list[Predicate]
) -> None:
    """It is no mean: the same ratings give the same predicate after any earlier one."""
    plans = {
        f"plan_{month}": [date(2025, month, 1), date(2025, month + 1, 1) - timedelta(days=1), "ani", before]
        for month, before in enumerate(earlier, start=1)
    }
    plans["last"] = [date(2025, len(earlier) + 1, 1), date(2025, 12, 31), "budi"]
    facts = year_facts({"plans": plans, "work_result": work, "behavior": behavior})

    found = performance_year.evaluate(PREDICATE, facts).value

    assert (found.predicate, found.decided_by, found.months) == (_predicate(work, behavior), "budi", 12)
    assert found.considered == tuple(plans)[:-1]


@given(st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_any_part_of_a_year_is_evaluated_however_short(first_day: date) -> None:
    plans = {"cpns": [first_day, date(2025, 12, 31), "ani"]}
    before = [["belum_bertugas", date(2025, 1, 1), first_day - timedelta(days=1)]]
    away = before if first_day > date(2025, 1, 1) else []
    facts = year_facts(
        {"plans": plans, "away": away, "work_result": "sesuai_ekspektasi", "behavior": "sesuai_ekspektasi"}
    )

    found = performance_year.evaluate(PREDICATE, facts).value

    assert (found.predicate, found.months) == (Predicate.BAIK, 13 - first_day.month)


@given(st.decimals("0", "120", places=3), st.decimals("0", "120", places=3))
def test_a_greater_achievement_never_suggests_a_worse_rating(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))

    better, worse = (
        suggested_rating.suggest(THRESHOLDS, AchievementFacts(YEAR_2026, number)).value.suggested
        for number in (more, less)
    )

    assert LEVELS.index(better) <= LEVELS.index(worse)


@given(sheets.flatmap(lambda answers: st.tuples(st.just(answers), st.permutations(answers))))
def test_the_order_of_sheets_and_elements_leaves_the_index_alone(
    answered: tuple[list[dict[str, int]], list[dict[str, int]]],
) -> None:
    answers, shuffled = answered
    turned = tuple(reversed(ELEMENTS))

    one = satisfaction_survey.evaluate(SURVEY, _survey(satisfaction_survey.tally(ELEMENTS, answers))).value
    other = satisfaction_survey.evaluate(SURVEY, _survey(satisfaction_survey.tally(turned, shuffled))).value

    assert (one.index, one.grade) == (other.index, other.grade)
    assert {each.element: each for each in one.elements} == {each.element: each for each in other.elements}


@given(sheets)
def test_the_index_is_within_25_and_100_and_exact(answers: list[dict[str, int]]) -> None:
    found = satisfaction_survey.evaluate(SURVEY, _survey(satisfaction_survey.tally(ELEMENTS, answers))).value

    total = sum(sum(sheet.values()) for sheet in answers)
    exact = Fraction(25 * total, len(answers) * len(ELEMENTS))
    assert Decimal(25) <= found.index <= Decimal(100)
    assert found.index == Rounding(Mode.HALF_UP, 2).apply(exact)


@given(sheets, st.sampled_from([0, 5, -1, None, True, 2.0, "3"]))
def test_an_answer_outside_the_scale_is_missing_never_nought(answers: list[dict[str, int]], wrong: object) -> None:
    spoilt = [*answers, {**answers[0], "waktu": wrong}]
    clean = [*answers, {name: value for name, value in answers[0].items() if name != "waktu"}]

    assert satisfaction_survey.tally(ELEMENTS, spoilt) == satisfaction_survey.tally(ELEMENTS, clean)  # type: ignore[arg-type]


@given(levels, st.decimals("1", "3", places=3), st.decimals("25", "100", places=2))
def test_the_composite_score_lies_within_its_bounds_and_its_points_make_it(
    level: RatingLevel, mean: Decimal, index: Decimal
) -> None:
    outcome = composite.evaluate(COMPOSITE, _composite(level, mean, index))
    found = outcome.value

    assert found.score is not None
    assert Decimal(0) <= found.score <= Decimal(100)
    points = [one.points for one in found.components if one.points is not None]
    # Each shown number is rounded by itself, the score once from the exact sum.
    assert abs(sum(points) - found.score) <= Decimal("0.02")
    stored = json.loads(json.dumps(document(outcome.trace)))
    assert recompute(stored) == (str(found.score), ())


@given(levels, levels, st.decimals("1", "3", places=3), st.decimals("25", "100", places=2))
def test_a_better_work_result_never_lowers_the_composite_score(
    level: RatingLevel, other: RatingLevel, mean: Decimal, index: Decimal
) -> None:
    better, worse = sorted((level, other), key=LEVELS.index)
    high = composite.evaluate(COMPOSITE, _composite(better, mean, index)).value.score
    low = composite.evaluate(COMPOSITE, _composite(worse, mean, index)).value.score

    assert high is not None
    assert low is not None
    assert high >= low


@given(st.dates(date(2018, 1, 1), date(2030, 12, 1)), st.integers(0, 4000))
def test_more_time_in_rank_never_undoes_the_time_criterion(since: date, days: int) -> None:
    def time_in_rank(rank_since: date) -> str:
        facts = promotion_facts({"rank": "III/a", "rank_since": rank_since, "effective_on": "2030-12-01"})
        found = promotion.evaluate(PROMOTION, facts).value
        return next(one.status for one in found.criteria if one.code == "time_in_rank")

    if time_in_rank(since) == CriterionStatus.MET:
        assert time_in_rank(since - timedelta(days=days)) == CriterionStatus.MET


@given(policies, st.data())
def test_a_parameter_out_of_its_dates_raises(policy: PolicySet, data: st.DataObject) -> None:
    parameter = data.draw(st.sampled_from(list(policy.parameters.values())))
    outside = st.dates(date(1950, 1, 1), min(one.in_force.since for one in parameter.values) - timedelta(days=1))
    if parameter.values[-1].in_force.until is not None:
        outside |= st.dates(parameter.values[-1].in_force.until, date(2060, 1, 1))
    day = data.draw(outside)

    with pytest.raises(NotInForce, match=parameter.name):
        parameter.on(day)


@given(policies, st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_exactly_one_value_is_in_force_on_a_day_of_validity(policy: PolicySet, day: date) -> None:
    for parameter in policy.parameters.values():
        holds = [one for one in parameter.values if one.in_force.covers(day)]
        if policy.in_force.covers(day) and parameter.scope.covers(day):
            assert len(holds) == 1
            assert parameter.on(day) is holds[0]


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4))
def test_an_exact_number_is_written_so_that_it_can_be_read_back(top: int, bottom: int) -> None:
    number = Fraction(top, bottom)

    assert Fraction(float_free(number)) == number


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_half_up_is_nearest_and_goes_away_from_nought(number: Fraction, places: int) -> None:
    rounded = Fraction(Rounding(Mode.HALF_UP, places).apply(number))
    step = Fraction(1, 10**places)

    assert abs(rounded - number) <= step / 2
    if abs(rounded - number) == step / 2:
        assert abs(rounded) > abs(number)


def _survey(elements: tuple[ElementAnswers, ...]) -> SurveyFacts:
    return SurveyFacts(EvaluatedPeriod(date(2025, 1, 1), date(2025, 12, 31)), elements)


def _composite(level: RatingLevel, mean: Decimal, index: Decimal) -> CompositeFacts:
    return CompositeFacts(
        YEAR_2025,
        (
            ComponentFact("work_result", level=level.value),
            ComponentFact("behavior", groups=(RaterGroup("superior", mean, 1),)),
            ComponentFact("citizen_satisfaction", number=index),
        ),
    )
