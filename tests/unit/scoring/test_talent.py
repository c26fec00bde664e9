"""Talent, professionalism and allowance beyond the scenarios: vectors, refusals, and what holds for every input."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_api.policies.loader import PolicyError, parse_policy
from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.errors import (
    ContradictoryFacts,
    MissingFact,
    NotInForce,
    ScoringError,
    UnknownFact,
    WrongScale,
)
from kinerja_api.scoring.facts import Predicate
from kinerja_api.scoring.schemes import allowance, nine_box, professionalism
from kinerja_api.scoring.talent_facts import TalentProfile
from tests.unit.scoring.career_cases import (
    ALLOWANCE,
    PROFESSIONALISM,
    TALENT,
    allowance_facts,
    professionalism_facts,
    talent_facts,
)
from tests.unit.scoring.cases import ROOT, vectors

Change = dict[str, Any]
VECTORS = vectors("talent")
DEFAULT = (ROOT / "src/kinerja_api/policies/data/agency/allowance_default.yaml").read_text(encoding="utf-8")
EVERYTHING = [
    ["functional_training", "2020-01-01", 100],
    ["technical_training", "2025-05-01", 20],
    ["seminar", "2024-05-01", 8],
]
MAPPED = {"predicate": "baik", "reinforcement": 80, "competency": 80, "potential": 80, "qualification": 80}
INDEXED = {"education": "s1", "position_kind": "executor", "predicate": "baik"}
PREDICATES = tuple(Predicate)  # best first
scores = st.decimals("0", "100", places=2)
predicates = st.sampled_from(PREDICATES)


@pytest.mark.parametrize(
    ("row", "given_facts"),
    [
        (0, {**INDEXED, "position_kind": "functional", "trainings": EVERYTHING}),
        (1, {**INDEXED, "education": "sma", "trainings": [["technical_training", "2025-05-01", 20]]}),
        (2, {"education": "s3", "position_kind": "functional", "predicate": "sangat_baik", "trainings": EVERYTHING}),
    ],
)
def test_vector_of_professionalism(row: int, given_facts: Change) -> None:
    vector = VECTORS["professionalism_index"][row]

    found = professionalism.evaluate(PROFESSIONALISM, professionalism_facts(given_facts)).value

    assert (found.index, found.category) == (Decimal(vector["index"]), vector["category"])
    if "parts" in vector:
        parts = [found.qualification, found.competence, found.performance, found.discipline]
        assert parts == [Fraction(one) for one in vector["parts"]]


def test_vector_of_the_nine_boxes() -> None:
    (vector,) = VECTORS["nine_box"]
    assert (vector["profile"], vector["potential"]) == ("predicate_direct", "high")
    facts = talent_facts({"profile": "predikat_langsung", "predicate": vector["predicate"], "potential_score": 80})

    found = nine_box.evaluate(TALENT, facts).value

    assert (found.box, found.potential) == (vector["box"], "tinggi")


def test_vector_of_the_allowance() -> None:
    (vector,) = VECTORS["allowance"]
    assert (vector["basis"], vector["split"]) == ("discipline_component", "60/40")
    facts = allowance_facts(
        {"productivity": vector["productivity_pct"], "occurrences": {"late_over_90": 1, "absent_day": 1}}
    )

    found = allowance.evaluate(ALLOWANCE, facts).value

    assert found.percent is not None
    assert found.cuts == Fraction(vector["cuts_pct"])
    assert found.percent / 100 * Fraction(vector["amount"]) == Fraction(vector["result"])


def test_every_vector_is_driven() -> None:
    assert {name: len(rows) for name, rows in VECTORS.items()} == {
        "professionalism_index": 3,
        "nine_box": 1,
        "allowance": 1,
    }


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"competency": "100.01"}, WrongScale, "competency"),
        ({"reinforcement": "-0.01"}, WrongScale, "reinforcement"),
        ({"sanctions": [{"level": "aneh", "since": "2025-01-01"}]}, UnknownFact, "sanctions.level"),
        ({"day": "2024-12-31"}, NotInForce, "predicate_scores"),
        ({"day": "2019-12-31"}, NotInForce, "sanction_levels"),
        ({"day": "2021-12-31", "profile": "predikat_langsung"}, NotInForce, "performance_by_predicate"),
        ({"profile": "predikat_langsung", "potential_score": 101}, WrongScale, "potential_score"),
    ],
)
def test_an_employee_who_cannot_be_mapped(changes: Change, error: type[ScoringError], place: str) -> None:
    _refuses(lambda: nine_box.evaluate(TALENT, talent_facts({**MAPPED, **changes})), error, place)


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"education": None}, MissingFact, "education"),
        ({"education": "kursus"}, UnknownFact, "kursus"),
        ({"position_kind": "minister"}, UnknownFact, "position_kind"),
        ({"trainings": [["outbound", "2025-01-01", 20]]}, UnknownFact, "trainings.kind"),
        ({"trainings": [["seminar", "2025-01-01", 0]]}, WrongScale, "trainings.hours"),
        ({"predicate": None}, MissingFact, "performance"),
        ({"performance_value": "80"}, ContradictoryFacts, "performance"),
        ({"predicate": None, "performance_value": "-1"}, WrongScale, "-1"),
        ({"sanctions": [{"level": "aneh", "since": "2025-01-01"}]}, UnknownFact, "sanctions.level"),
        ({"day": "2018-12-31"}, NotInForce, "qualification_points"),
    ],
)
def test_an_employee_without_an_index(changes: Change, error: type[ScoringError], place: str) -> None:
    stated = {name: value for name, value in {**INDEXED, **changes}.items() if value is not None}

    _refuses(lambda: professionalism.evaluate(PROFESSIONALISM, professionalism_facts(stated)), error, place)


def test_a_training_of_one_hour_that_ends_on_the_very_day_counts() -> None:
    trained = {**INDEXED, "trainings": [["seminar", "2025-12-31", 1]]}

    with_it, without = (
        professionalism.evaluate(PROFESSIONALISM, professionalism_facts(facts)).value for facts in (trained, INDEXED)
    )

    assert with_it.competence > without.competence


def test_a_value_of_nought_is_a_value() -> None:
    stated = {"education": "s1", "position_kind": "executor", "performance_value": 0}

    outcome = professionalism.evaluate(PROFESSIONALISM, professionalism_facts(stated))

    assert outcome.trace.by_name["performance_value"].result == 0


def test_a_unit_without_people() -> None:
    _refuses(lambda: professionalism.unit_index(PROFESSIONALISM, [], date(2025, 12, 31)), MissingFact, "indices")


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"productivity": "100.1"}, WrongScale, "productivity"),
        ({"productivity": "-1"}, WrongScale, "productivity"),
        ({"occurrences": {"overslept": 1}}, UnknownFact, "overslept"),
        ({"occurrences": {"absent_day": -1}}, WrongScale, "occurrences.absent_day"),
        ({"sanctions": [{"level": "aneh", "since": "2025-01-01"}]}, UnknownFact, "sanctions.level"),
    ],
)
def test_an_allowance_that_cannot_be_computed(changes: Change, error: type[ScoringError], place: str) -> None:
    given_facts = {"productivity": "90", **changes}

    _refuses(lambda: allowance.evaluate(ALLOWANCE, allowance_facts(given_facts)), error, place)


def test_an_agency_may_take_the_cuts_from_the_whole() -> None:
    policy = parse_policy(DEFAULT.replace("value: false", "value: true"), "overlay")

    found = allowance.evaluate(policy, allowance_facts({"productivity": 90, "occurrences": {"absent_day": 2}})).value
    lost = allowance.evaluate(policy, allowance_facts({"productivity": 90, "occurrences": {"absent_day": 40}})).value

    assert (str(found.shown), str(lost.shown)) == ("88.00", "0.00")


def test_an_agency_may_do_without_the_report_and_split_otherwise() -> None:
    text = DEFAULT.replace("value: true", "value: false")
    text = text.replace("productivity: 60", "productivity: 70").replace("discipline: 40", "discipline: 30")

    found = allowance.evaluate(parse_policy(text, "overlay"), allowance_facts({"productivity": 50, "reported": False}))

    assert str(found.value.shown) == "65.00"


def test_weights_of_an_allowance_must_make_a_whole() -> None:
    with pytest.raises(PolicyError, match="the weights make 110, not 100"):
        parse_policy(DEFAULT.replace("productivity: 60", "productivity: 70"), "overlay")


@given(predicates, predicates, scores, scores)
def test_a_better_axis_never_lowers_the_box_directly(
    one: Predicate, other: Predicate, score: Decimal, more: Decimal
) -> None:
    better, worse = sorted((one, other), key=PREDICATES.index)
    low, high = sorted((score, more))

    def box(predicate: Predicate, potential: Decimal) -> int | None:
        given_facts = {"profile": TalentProfile.PREDIKAT_LANGSUNG, "predicate": predicate, "potential_score": potential}
        return nine_box.evaluate(TALENT, talent_facts(given_facts)).value.box

    _never_lower(box(worse, low), box(better, high))


@given(predicates, predicates, st.tuples(scores, scores, scores, scores), st.tuples(scores, scores, scores, scores))
def test_better_components_never_lower_the_box(
    one: Predicate, other: Predicate, first: tuple[Decimal, ...], second: tuple[Decimal, ...]
) -> None:
    better, worse = sorted((one, other), key=PREDICATES.index)
    names = ("reinforcement", "competency", "potential", "qualification")
    high = {name: max(pair) for name, *pair in zip(names, first, second, strict=True)}
    low = {name: min(pair) for name, *pair in zip(names, first, second, strict=True)}

    _never_lower(
        nine_box.evaluate(TALENT, talent_facts({"predicate": worse, **low})).value.box,
        nine_box.evaluate(TALENT, talent_facts({"predicate": better, **high})).value.box,
    )


@given(scores, st.integers(0, 60), st.integers(0, 60))
def test_more_days_of_absence_never_raise_the_allowance(productivity: Decimal, one: int, other: int) -> None:
    fewer, more = sorted((one, other))

    def percent(days: int) -> Fraction:
        outcome = allowance.evaluate(
            ALLOWANCE, allowance_facts({"productivity": productivity, "occurrences": {"absent_day": days}})
        )
        assert recompute(json.loads(json.dumps(document(outcome.trace)))) == (str(outcome.value.shown), ())
        assert outcome.value.percent is not None
        return outcome.value.percent

    assert 0 <= percent(more) <= percent(fewer) <= 100


@given(st.integers(0, 800))
def test_a_measure_stops_keeping_out_after_exactly_two_years(days: int) -> None:
    since = date(2024, 1, 10)
    day = since + timedelta(days=days)
    sanction = {"level": "sedang", "since": since, "until": since + timedelta(days=180)}
    stated = {"profile": "predikat_langsung", "predicate": "baik", "potential_score": 70, "day": day}

    found = nine_box.evaluate(TALENT, talent_facts({**stated, "sanctions": [sanction]})).value

    assert (found.status == "screened_out") is (day < date(2026, 1, 10))


def _never_lower(worse: int | None, better: int | None) -> None:
    assert worse is not None
    assert better is not None
    assert worse <= better


def _refuses(act: Callable[[], object], error: type[ScoringError], place: str) -> None:
    with pytest.raises(error) as caught:
        act()
    assert caught.value.place == place
    assert caught.value.needed.id
    assert caught.value.needed.en
