"""Old records: which rule a period belongs to, what the schemes refuse, and what holds for every input."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.errors import (
    ContradictoryFacts,
    MissingFact,
    NotInForce,
    PeriodSpansRegimes,
    ScoringError,
    UnknownFact,
    WrongScale,
)
from kinerja_api.scoring.explain import citations, sentences
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.scoring.legacy_facts import Amount, Direction, Indicator, LegacyLabel, Measure, RecordUse
from kinerja_api.scoring.policy import PolicyBook
from kinerja_api.scoring.regimes import is_legacy, regime_of
from kinerja_api.scoring.schemes import dp3, permenpanrb_8_2021, pp_46_2011
from tests.unit.scoring.legacy_cases import (
    DP3,
    NATIONAL,
    PERIODS,
    PERMEN_8,
    PP_46,
    SECOND_HALF,
    dp3_facts,
    outcome_of,
    pp_46_facts,
)

Change = dict[str, Any]
AS_PLANNED: Change = {
    "quantity": ["1", "1", "laporan"],
    "quality": ["100", "90", "persen"],
    "time": ["12", "12", "bulan"],
    "cost": ["1000", "1000", "rupiah"],
}
PLAIN_30: Change = {"skp": "100", "behavior": "80", "opinions_used": False}
ASPECTS = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")
# Worst first.
LABELS_46 = (LegacyLabel.BURUK, LegacyLabel.KURANG, LegacyLabel.CUKUP, LegacyLabel.BAIK, LegacyLabel.SANGAT_BAIK)
hundredths = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)
counts = st.integers(0, 400)


@pytest.mark.parametrize(
    ("first_day", "last_day", "key"),
    [
        ("2012-01-01", "2012-12-31", "dp3"),
        ("2013-01-01", "2013-12-31", "dp3"),
        ("2014-01-01", "2014-12-31", "pp_46_2011"),
        ("2020-01-01", "2020-12-31", "pp_46_2011"),
        ("2021-01-01", "2021-06-30", "pp_46_2011"),
        ("2020-07-01", "2021-06-30", "pp_46_2011"),
        ("2021-07-01", "2021-12-31", "pp_30_2019"),
        ("2021-10-01", "2021-12-31", "pp_30_2019"),
        ("2021-01-01", "2021-12-31", "integration_2021"),
        ("2022-01-01", "2022-12-31", "permenpanrb_6_2022"),
        ("2026-01-01", "2026-03-31", "permenpanrb_6_2022"),
    ],
)
def test_the_evaluated_period_chooses_the_rule(first_day: str, last_day: str, key: str) -> None:
    """Every row of section 1.3 of the regulation file."""
    policy = regime_of(NATIONAL, _period(first_day, last_day))

    assert policy.key == key
    assert is_legacy(policy) is (key != "permenpanrb_6_2022")


def test_the_plans_of_2021_are_old_records_too() -> None:
    assert is_legacy(PERMEN_8)


@pytest.mark.parametrize(
    ("first_day", "last_day", "error", "place"),
    [
        ("1979-01-01", "1979-05-14", NotInForce, "legacy_performance"),
        ("1979-01-01", "1979-12-31", PeriodSpansRegimes, "dp3"),
        ("2013-07-01", "2014-06-30", PeriodSpansRegimes, "pp_46_2011"),
        ("2021-01-02", "2021-12-31", PeriodSpansRegimes, "pp_30_2019"),
        ("2021-03-01", "2021-09-30", PeriodSpansRegimes, "pp_30_2019"),
        ("2020-12-31", "2021-12-31", PeriodSpansRegimes, "pp_30_2019"),
        ("2021-07-01", "2022-06-30", PeriodSpansRegimes, "permenpanrb_6_2022"),
        ("2025-12-31", "2025-01-01", ContradictoryFacts, "period"),
    ],
)
def test_a_period_under_no_rule_or_under_two(
    first_day: str, last_day: str, error: type[ScoringError], place: str
) -> None:
    _refuses(lambda: regime_of(NATIONAL, _period(first_day, last_day)), error, place)


def test_a_rule_for_a_whole_time_without_end_is_for_no_period() -> None:
    """Only a rule that ends can be for all of its days."""
    whole = NATIONAL.get("integration_2021")
    endless = replace(whole, in_force=replace(whole.in_force, until=None))
    book = PolicyBook({**NATIONAL.policies, "integration_2021": endless})

    assert regime_of(book, _period("2021-07-01", "2021-12-31")).key == "pp_30_2019"


@given(st.dates(date(1979, 5, 15), date(2040, 12, 31)))
def test_every_day_since_dp3_has_exactly_one_rule(day: date) -> None:
    policy = regime_of(NATIONAL, EvaluatedPeriod(day, day))

    assert policy.in_force.covers(day)
    others = [one for one in NATIONAL.policies.values() if one.in_force.covers(day) and one is not policy]
    assert policy.subject not in {one.subject for one in others}


def test_an_old_rule_is_not_found_for_a_new_evaluation() -> None:
    """A new record asks for the subject `predicate`, which no day before 2022 has."""
    with pytest.raises(NotInForce):
        NATIONAL.regime("predicate", date(2021, 12, 31))


@pytest.mark.parametrize("scheme", ["dp3", "pp_46_2011", "pp_30_2019", "legacy_distribution", "integration_2021"])
def test_the_result_says_that_it_makes_no_new_record(scheme: str) -> None:
    facts: dict[str, Change] = {
        "dp3": {"score": "80"},
        "pp_46_2011": {"activities": [AS_PLANNED]},
        "pp_30_2019": PLAIN_30,
        "legacy_distribution": {"counts": [2, 6, 2]},
        "integration_2021": {"converted": "100", "integrated": "100"},
    }

    outcome = outcome_of(scheme, facts[scheme])

    assert outcome.value.only_for == (RecordUse.IMPORT, RecordUse.CHECK)  # type: ignore[attr-defined]
    assert citations(outcome.trace)[0].parameter == "uses"
    told = sentences(outcome.trace)[0]
    assert "catatan baru tidak dibuat dengan aturan ini = impor, pemeriksaan" in told.id
    assert "no new record is made under this rule = import, check" in told.en


@pytest.mark.parametrize(
    ("scheme", "facts", "error", "place"),
    [
        ("dp3", {}, MissingFact, "score"),
        ("dp3", {"score": "100.01"}, WrongScale, "score"),
        ("dp3", {"score": "-1"}, WrongScale, "score"),
        ("dp3", {"score": "80", "months_led": -1}, WrongScale, "months_led"),
        ("dp3", {"score": "80", "stated": {"luck": "1"}}, UnknownFact, "stated.luck"),
        ("pp_46_2011", {"activities": []}, MissingFact, "activities"),
        ("pp_46_2011", {"activities": [AS_PLANNED], "additional_tasks": None}, MissingFact, "additional_tasks"),
        ("pp_46_2011", {"activities": [AS_PLANNED], "additional_tasks": -1}, WrongScale, "additional_tasks"),
        ("pp_46_2011", {"activities": [AS_PLANNED], "creativity": None}, MissingFact, "creativity"),
        ("pp_46_2011", {"activities": [AS_PLANNED], "behavior": {}}, MissingFact, "behavior.orientasi_pelayanan"),
        (
            "pp_46_2011",
            {"activities": [AS_PLANNED], "behavior": {**dict.fromkeys(ASPECTS, "80"), "kepemimpinan": "80"}},
            UnknownFact,
            "behavior.kepemimpinan",
        ),
        (
            "pp_46_2011",
            {"activities": [AS_PLANNED], "behavior": {**dict.fromkeys(ASPECTS, "80"), "disiplin": "101"}},
            WrongScale,
            "behavior.disiplin",
        ),
        ("pp_30_2019", {**PLAIN_30, "skp": None}, MissingFact, "skp"),
        ("pp_30_2019", {**PLAIN_30, "skp": "-1"}, WrongScale, "skp"),
        ("pp_30_2019", {**PLAIN_30, "behavior": None}, MissingFact, "behavior"),
        ("pp_30_2019", {**PLAIN_30, "behavior": "120.01"}, WrongScale, "behavior"),
        ("pp_30_2019", {**PLAIN_30, "opinions_used": None}, MissingFact, "opinions_used"),
        ("pp_30_2019", {**PLAIN_30, "skp": "130", "behavior": "120"}, WrongScale, "score"),
        ("pp_30_2019", {**PLAIN_30, "skp": "115", "behavior": "115"}, MissingFact, "new_idea"),
        ("legacy_distribution", {"counts": []}, MissingFact, "counts"),
        ("legacy_distribution", {"counts": [2, -6, 2]}, WrongScale, "counts.sesuai_ekspektasi"),
        ("integration_2021", {"integrated": "100"}, MissingFact, "converted"),
        ("integration_2021", {"converted": "100"}, MissingFact, "integrated"),
        ("integration_2021", {"converted": "120.01", "integrated": "100"}, WrongScale, "converted"),
        ("integration_2021", {"converted": "100", "integrated": "-1"}, WrongScale, "integrated"),
        ("integration_2021", {"converted": "112", "integrated": "112"}, MissingFact, "new_idea"),
        ("row_of_2021", {"behavior": {"komitmen": "80"}}, MissingFact, "behavior"),
        (
            "row_of_2021",
            {"behavior": {"inisiatif_kerja": "80", "integritas": "80", "disiplin": "80"}},
            ContradictoryFacts,
            "behavior",
        ),
        ("permenpanrb_8_2021_skp", {"main_values": {}}, MissingFact, "main_values"),
        ("permenpanrb_8_2021_skp", {"main_values": {"utama": "-1"}}, WrongScale, "main_values.utama"),
        (
            "permenpanrb_8_2021_skp",
            {"main_values": {"utama": "1"}, "additional": [{"target": "1", "realized": "1", "scope_weight": "-1"}]},
            WrongScale,
            "additional.1.scope_weight",
        ),
        ("permenpanrb_8_2021_periodic", {"main": [{"target": "1", "realized": "1"}]}, MissingFact, "strategic"),
        ("permenpanrb_8_2021_periodic", {"strategic": [{"target": "1", "realized": "1"}]}, MissingFact, "main"),
    ],
)
def test_what_an_old_rule_refuses(scheme: str, facts: Change, error: type[ScoringError], place: str) -> None:
    _refuses(lambda: outcome_of(scheme, facts), error, place)


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"quantity": None}, MissingFact, "activities.2.quantity"),
        ({"quality": None}, MissingFact, "activities.2.quality"),
        ({"time": None}, MissingFact, "activities.2.time"),
        ({"time": ["12", "52", "bulan", "minggu"]}, WrongScale, "activities.2.time"),
        ({"cost": ["1000", "1", "rupiah", "juta"]}, WrongScale, "activities.2.cost"),
        ({"quantity": ["0", "1", "laporan"]}, WrongScale, "activities.2.quantity.target"),
        ({"quantity": ["1", "-1", "laporan"]}, WrongScale, "activities.2.quantity.realized"),
        ({"quality": ["100", "101", "persen"]}, WrongScale, "activities.2.quality"),
        ({"quality": ["101", "100", "persen"]}, WrongScale, "activities.2.quality"),
        ({"is_done": False}, ContradictoryFacts, "activities.2.quantity"),
    ],
)
def test_an_activity_that_cannot_be_valued(changes: Change, error: type[ScoringError], place: str) -> None:
    given = {"activities": [AS_PLANNED, {**AS_PLANNED, **changes}]}

    _refuses(lambda: outcome_of("pp_46_2011", given), error, place)


def test_a_post_of_an_unknown_kind() -> None:
    facts = replace(pp_46_facts({"activities": [AS_PLANNED]}), position_kind="minister")

    _refuses(lambda: pp_46_2011.evaluate(PP_46, facts), UnknownFact, "minister")


@pytest.mark.parametrize(
    ("indicator", "error", "place"),
    [
        ({"target": "100"}, MissingFact, "indicators.1.realized"),
        ({"target": "0", "realized": "1"}, WrongScale, "indicators.1.target"),
        ({"target": "1", "realized": "-1"}, WrongScale, "indicators.1.realized"),
        ({"target": "8", "realized": "30", "unit": "bulan", "realized_unit": "hari"}, WrongScale, "indicators.1"),
        ({"target": ["8", "7"], "realized": "7"}, ContradictoryFacts, "indicators.1.target"),
        ({"target": "5", "realized": "11", "direction": "less_is_better"}, WrongScale, "indicators.1.realized"),
        ({"target": "5", "realized": "6", "target_is_maximum": True}, ContradictoryFacts, "indicators.1.realized"),
    ],
)
def test_an_indicator_that_cannot_be_valued(indicator: Change, error: type[ScoringError], place: str) -> None:
    _refuses(lambda: outcome_of("permenpanrb_8_2021_indicator", indicator), error, place)


def test_a_number_stated_as_a_word_is_told_as_a_difference() -> None:
    facts = replace(dp3_facts({"score": "80.5"}), stated={"score": "delapan puluh", "label": "baik"})

    (found,) = dp3.evaluate(DP3, facts).value.disagreements

    assert (found.name, found.stated, found.computed) == ("score", "delapan puluh", "80.5")
    assert found.text.id == "Catatan menyebut delapan puluh, hitungan menghasilkan 80.5."


def test_a_number_is_compared_at_the_decimals_of_the_record() -> None:
    whole = dp3_facts({"score": "80.5", "stated": {"score": "81"}})
    tens = dp3_facts({"score": "80.4", "stated": {"score": "8E+1"}})

    assert dp3.evaluate(DP3, whole).value.disagreements == ()
    assert dp3.evaluate(DP3, tens).value.disagreements == ()


def test_a_difference_is_said_in_both_languages() -> None:
    facts = dp3_facts({"score": "80.5", "stated": {"score": "81.5", "label": "cukup"}})

    score, label = dp3.evaluate(DP3, facts).value.disagreements

    assert score.text.id == "Catatan menyebut 81,5, hitungan menghasilkan 80,5."
    assert score.text.en == "The record states 81.5, the computation gives 80.5."
    assert label.text.id == "Catatan menyebut Cukup, hitungan menghasilkan Baik."
    assert label.text.en == "The record states Fair, the computation gives Good."


def test_a_rule_is_not_used_outside_its_days() -> None:
    late = replace(dp3_facts({"score": "80"}), period=PERIODS["pp_46_2011"])

    _refuses(lambda: dp3.evaluate(DP3, late), NotInForce, "uses")


@given(counts, counts, st.sampled_from(Direction))
def test_a_better_realization_never_lowers_the_value_of_2021(one: int, other: int, direction: Direction) -> None:
    worse, better = sorted((one, other), reverse=direction is Direction.LESS_IS_BETTER)

    high, low = (_value_of_2021(realized, target=200, direction=direction) for realized in (better, worse))

    assert high >= low


@given(hundredths, hundredths)
def test_better_quality_never_lowers_a_score_of_pp_46(one: Decimal, other: Decimal) -> None:
    worse, better = sorted((one, other))
    high, low = (_score_of_46(quality=number) for number in (better, worse))

    assert high.score >= low.score
    assert LABELS_46.index(high.label) >= LABELS_46.index(low.label)


@given(counts, counts)
def test_a_greater_quantity_never_lowers_a_score_of_pp_46(one: int, other: int) -> None:
    less, more = sorted((one, other))

    assert _score_of_46(quantity=more).score >= _score_of_46(quantity=less).score


@given(st.integers(76, 400), st.integers(76, 400))
def test_less_time_never_lowers_a_score_of_pp_46_up_to_the_limit_of_efficiency(one: int, other: int) -> None:
    faster, slower = sorted((one, other))

    assert _score_of_46(time=faster).score >= _score_of_46(time=slower).score


@given(st.integers(0, 75), st.integers(0, 75))
def test_beyond_the_limit_of_efficiency_less_time_never_raises_a_score_of_pp_46(one: int, other: int) -> None:
    faster, slower = sorted((one, other))

    assert _score_of_46(time=faster).score <= _score_of_46(time=slower).score


@given(hundredths, hundredths)
def test_a_better_dp3_never_has_a_worse_label(one: Decimal, other: Decimal) -> None:
    order = list(DP3.parameters["labels"].values[0].value)  # type: ignore[arg-type]
    worse, better = sorted((one, other))

    high, low = (dp3.evaluate(DP3, dp3_facts({"score": str(number)})).value.label.value for number in (better, worse))

    assert order.index(high) <= order.index(low)


@given(st.integers(0, 12_000), st.integers(0, 12_000), st.booleans())
def test_a_better_score_of_pp_30_never_has_a_worse_label(one: int, other: int, new_idea: bool) -> None:  # noqa: FBT001
    order = ("sangat_kurang", "kurang", "cukup", "baik", "sangat_baik")
    worse, better = (str(Decimal(number) / 100) for number in sorted((one, other)))

    high, low = (
        outcome_of("pp_30_2019", {"skp": x, "behavior": x, "opinions_used": True, "new_idea": new_idea}).value.label  # type: ignore[attr-defined]
        for x in (better, worse)
    )

    assert order.index(high) >= order.index(low)
    assert new_idea or high != LegacyLabel.SANGAT_BAIK


@given(hundredths, counts, st.integers(0, 40))
def test_the_trace_of_an_old_record_alone_recomputes_its_label(quality: Decimal, time: int, tasks: int) -> None:
    activity = {**AS_PLANNED, "quality": ["100", str(quality), "persen"], "time": ["200", str(time), "hari"]}
    outcome = pp_46_2011.evaluate(PP_46, pp_46_facts({"activities": [activity], "additional_tasks": tasks}))

    stored = json.loads(json.dumps(document(outcome.trace)))

    assert recompute(stored) == (outcome.value.label, ())


def _value_of_2021(realized: int, *, target: int, direction: Direction) -> Fraction:
    indicator = Indicator("layanan", Amount(target, "dokumen"), Amount(realized, "dokumen"), direction)
    return permenpanrb_8_2021.achievement(PERMEN_8, indicator, SECOND_HALF).value.indicator.value


def _score_of_46(**realized: Decimal | int) -> pp_46_2011.Pp46Result:
    facts = pp_46_facts({"activities": [AS_PLANNED]})
    changed = {aspect: Measure(Amount(100, "satuan"), Amount(number, "satuan")) for aspect, number in realized.items()}
    facts = replace(facts, activities=(replace(facts.activities[0], **changed),))  # type: ignore[arg-type]
    return pp_46_2011.evaluate(PP_46, facts).value


def _period(first_day: str, last_day: str) -> EvaluatedPeriod:
    return EvaluatedPeriod(date.fromisoformat(first_day), date.fromisoformat(last_day))


def _refuses(act: Callable[[], object], error: type[ScoringError], place: str) -> None:
    with pytest.raises(error) as caught:
        act()
    assert caught.value.place == place
    assert caught.value.needed.id
    assert caught.value.needed.en
