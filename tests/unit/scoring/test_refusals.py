"""Facts that a scheme cannot use: a named error with the place and what is needed, and nothing defaults."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja_api.policies.loader import load_agency_defaults
from kinerja_api.scoring.errors import (
    ContradictoryFacts,
    DaysCoveredTwice,
    DaysNotCovered,
    MissingFact,
    NotInForce,
    PeriodSpansRegimes,
    ScoringError,
    UnknownFact,
    UnknownParameter,
    WrongScale,
)
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import AchievementFacts, EvaluatedPeriod, RatingLevel, SanctionFact
from kinerja_api.scoring.schemes import (
    composite,
    distribution,
    performance_year,
    permenpanrb_6_2022,
    post_requirements,
    promotion,
    satisfaction_survey,
    suggested_rating,
)
from tests.unit.scoring.cases import (
    CAREER,
    COMPOSITE,
    DISTRIBUTION,
    ELEMENTS,
    NATIONAL,
    OLD_SURVEY,
    POSTS,
    PREDICATE,
    PROMOTION,
    SURVEY,
    THRESHOLDS,
    YEAR_2025,
    YEAR_2026,
    composite_facts,
    distribution_facts,
    outcome_of,
    post_facts,
    promotion_facts,
    rating_facts,
    survey_facts,
    year_facts,
)

Change = dict[str, Any]
PARTS: dict[str, Change] = {
    "work_result": {"level": "sesuai_ekspektasi"},
    "behavior": {"groups": {"superior": {"mean": "2", "raters": 1}}},
    "citizen_satisfaction": {"number": "80"},
}
THREE = ["3"] * 9


@pytest.mark.parametrize(
    ("given", "error", "place"),
    [
        ({"work_result": "sesuai_ekspektasi"}, MissingFact, "behavior"),
        ({"behavior": "sesuai_ekspektasi"}, MissingFact, "work_result"),
        ({"behavior": "sesuai_ekspektasi", "heads_unit": True}, MissingFact, "organization"),
        (
            {
                "behavior": "sesuai_ekspektasi",
                "work_result": "di_atas_ekspektasi",
                "heads_unit": True,
                "organization": "baik",
            },
            ContradictoryFacts,
            "work_result",
        ),
    ],
)
def test_predicate(given: Change, error: type[ScoringError], place: str) -> None:
    _refuses(lambda: permenpanrb_6_2022.evaluate(PREDICATE, rating_facts(given)), error, place)


def test_the_head_may_state_the_rating_that_the_organisation_gives() -> None:
    facts = rating_facts(
        {
            "behavior": "sesuai_ekspektasi",
            "work_result": "sesuai_ekspektasi",
            "heads_unit": True,
            "organization": "baik",
        }
    )

    assert permenpanrb_6_2022.evaluate(PREDICATE, facts).value == "baik"
    assert permenpanrb_6_2022.head_rating(PREDICATE, facts) is RatingLevel.SESUAI_EKSPEKTASI


ONE_YEAR: Change = {
    "plans": {"staf": ["2025-01-01", "2025-12-31", "ani"]},
    "work_result": "sesuai_ekspektasi",
    "behavior": "sesuai_ekspektasi",
}
FIRST_HALF, SECOND_HALF = ["2025-01-01", "2025-06-30", "ani", "baik"], ["2025-07-01", "2025-12-31", "budi"]


@pytest.mark.parametrize(
    ("changes", "error", "place", "says"),
    [
        ({"plans": {}}, MissingFact, "plans", "at least one plan"),
        ({"behavior": None}, MissingFact, "behavior", "must be set"),
        (
            {"plans": {"staf": FIRST_HALF[:3], "kepala": SECOND_HALF}},
            MissingFact,
            "plans.1.predicate",
            "the last rater must consider it",
        ),
        ({"plans": {"staf": SECOND_HALF}}, DaysNotCovered, "plans", "2025-01-01..2025-06-30"),
        (
            {"plans": {"a": ["2025-01-02", "2025-03-01", "ani", "baik"], "b": ["2025-03-03", "2025-12-30", "budi"]}},
            DaysNotCovered,
            "plans",
            "2025-01-01..2025-01-01, 2025-03-02..2025-03-02, 2025-12-31..2025-12-31",
        ),
        (
            {"plans": {"staf": ["2025-01-01", "2025-07-02", "ani", "baik"], "kepala": SECOND_HALF}},
            DaysCoveredTwice,
            "plans.2.days",
            "2025-07-01..2025-07-02",
        ),
        (
            {"away": [["cltn", "2025-02-01", "2025-02-28"], ["cuti_sakit", "2025-02-28", "2025-03-02"]]},
            DaysCoveredTwice,
            "away.2.days",
            "2025-02-28..2025-02-28",
        ),
        ({"plans": {"staf": ["2024-12-31", "2025-12-31", "ani"]}}, ContradictoryFacts, "plans.1.days", "2025-01-01"),
        ({"plans": {"staf": ["2025-01-01", "2026-01-01", "ani"]}}, ContradictoryFacts, "plans.1.days", "2025-12-31"),
        ({"away": [["cltn", "2025-03-02", "2025-03-01"]]}, ContradictoryFacts, "away.1.days", "within"),
        ({"away": [["malas", "2025-03-01", "2025-03-02"]]}, UnknownFact, "away.1.reason", "cltn"),
        ({"away": [["cltn", "2025-01-01", "2025-12-31"]]}, ContradictoryFacts, "away", "no day of work"),
    ],
)
def test_a_year(changes: Change, error: type[ScoringError], place: str, says: str) -> None:
    given = {name: value for name, value in {**ONE_YEAR, **changes}.items() if value is not None}

    refused = _refuses(lambda: performance_year.evaluate(PREDICATE, year_facts(given)), error, place)

    assert says in refused.needed.en


def test_an_earlier_evaluation_may_be_absent_where_the_rule_does_not_ask_for_it() -> None:
    asked = PREDICATE.parameters["earlier_evaluations_considered"]
    unasked = replace(asked, values=(replace(asked.values[0], value=False),))
    policy = replace(PREDICATE, parameters={**PREDICATE.parameters, asked.name: unasked})
    given = {**ONE_YEAR, "plans": {"staf": FIRST_HALF[:3], "kepala": SECOND_HALF}}

    outcome = performance_year.evaluate(policy, year_facts(given))

    assert outcome.value.considered == ("staf",)
    assert "Predikat SKP sebelumnya yang dipertimbangkan (1): belum diketahui." in [
        one.id for one in sentences(outcome.trace)
    ]


@pytest.mark.parametrize(
    ("achievement", "error", "place"),
    [(None, MissingFact, "achievement"), ("120.01", WrongScale, "120.01"), ("-0.01", WrongScale, "-0.01")],
)
def test_an_achievement_that_suggests_nothing(achievement: str | None, error: type[ScoringError], place: str) -> None:
    facts = AchievementFacts(YEAR_2026, None if achievement is None else Decimal(achievement))

    _refuses(lambda: suggested_rating.suggest(THRESHOLDS, facts), error, place)


def test_no_thresholds_come_with_the_product() -> None:
    with pytest.raises(NotInForce):
        NATIONAL.regime("suggested_rating", YEAR_2026.last_day)
    assert "suggested_rating" not in {one.scheme for one in load_agency_defaults().policies.values()}


def test_a_negative_number_of_employees() -> None:
    facts = distribution_facts({"organization": "baik", "counts": {"baik": -1}})

    _refuses(lambda: distribution.evaluate(DISTRIBUTION, facts), WrongScale, "counts.baik")


@pytest.mark.parametrize(
    ("given", "error", "place"),
    [
        ({"nrr": []}, MissingFact, "elements"),
        ({"nrr": ["3"] * 8, "elements": ELEMENTS[:8]}, MissingFact, "elements"),
        ({"nrr": [], "elements": [], "exclusion_reason": "semua"}, MissingFact, "elements"),
        ({"nrr": ["3"] * 10, "elements": (*ELEMENTS, "waktu")}, UnknownFact, "elements"),
        ({"nrr": ["4.01", *THREE[1:]]}, WrongScale, "elements.persyaratan"),
        ({"nrr": ["0.99", *THREE[1:]]}, WrongScale, "elements.persyaratan"),
        ({"totals": [41] * 9, "respondents": 10}, WrongScale, "elements.persyaratan"),
        ({"totals": [0] * 9, "respondents": 0}, MissingFact, "elements.persyaratan"),
        ({"nrr": THREE, "weight": "0.12"}, WrongScale, "stated_weight"),
    ],
)
def test_survey(given: Change, error: type[ScoringError], place: str) -> None:
    shaped = {"elements": (), **given} if not given.get("nrr", True) else given

    _refuses(lambda: satisfaction_survey.evaluate(SURVEY, survey_facts(shaped)), error, place)


@pytest.mark.parametrize("index", ["24.99", "100.01"])
def test_an_index_outside_the_scale_has_no_grade(index: str) -> None:
    _refuses(lambda: satisfaction_survey.grade(SURVEY, Decimal(index), YEAR_2025), WrongScale, index)


def test_nobody_to_ask() -> None:
    _refuses(lambda: satisfaction_survey.sample_size(SURVEY, 0, YEAR_2025), WrongScale, "population")


def test_the_old_survey_has_no_sample_table() -> None:
    period = EvaluatedPeriod(date(2010, 1, 1), date(2010, 12, 31))

    _refuses(
        lambda: satisfaction_survey.sample_size(OLD_SURVEY, 100, period), UnknownParameter, "kep_25_2004.sample_table"
    )


@pytest.mark.parametrize(
    ("people", "required", "careful"),
    [(1, 1, 1), (9, 9, 9), (12, 12, 14), (105, 83, 86), (74_999, 382, 382), (2_000_000, 384, 384)],
)
def test_sample_size_outside_and_between_the_printed_rows(people: int, required: int, careful: int) -> None:
    found = satisfaction_survey.sample_size(SURVEY, people, YEAR_2025).value

    assert (found.required, found.careful) == (required, careful)


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"citizen_satisfaction": None}, MissingFact, "components.citizen_satisfaction"),
        ({"luck": {"number": "1"}}, UnknownFact, "components.luck"),
        ({"work_result": {}}, ContradictoryFacts, "components.work_result"),
        ({"work_result": {"level": "baik", "number": "1"}}, ContradictoryFacts, "components.work_result"),
        ({"work_result": {"level": "istimewa"}}, UnknownFact, "istimewa"),
        ({"work_result": {"number": "80"}}, ContradictoryFacts, "components.work_result"),
        ({"citizen_satisfaction": {"number": "24.99"}}, WrongScale, "24.99"),
        ({"citizen_satisfaction": {"number": "100.01"}}, WrongScale, "100.01"),
        ({"citizen_satisfaction": {"level": "A"}}, ContradictoryFacts, "components.citizen_satisfaction"),
        (
            {"work_result": {"groups": {"superior": {"mean": "2", "raters": 1}}}},
            ContradictoryFacts,
            "components.work_result",
        ),
        ({"behavior": {"level": "sesuai_ekspektasi"}}, ContradictoryFacts, "components.behavior"),
        ({"behavior": {"groups": {"superior": {"mean": "3.1", "raters": 1}}}}, WrongScale, "3.1"),
        ({"behavior": {"groups": {"neighbour": {"mean": "3", "raters": 1}}}}, UnknownFact, "neighbour"),
    ],
)
def test_composite(changes: dict[str, Change | None], error: type[ScoringError], place: str) -> None:
    components = {name: one for name, one in {**PARTS, **changes}.items() if one is not None}

    _refuses(lambda: composite.evaluate(COMPOSITE, composite_facts({"components": components})), error, place)


def test_a_component_or_group_stated_twice() -> None:
    facts = composite_facts({"components": PARTS})
    twice = replace(facts, components=(*facts.components, facts.components[0]))
    behavior = replace(facts.components[1], groups=facts.components[1].groups * 2)
    doubled = replace(facts, components=(facts.components[0], behavior, facts.components[2]))

    _refuses(lambda: composite.evaluate(COMPOSITE, twice), ContradictoryFacts, "components")
    _refuses(lambda: composite.evaluate(COMPOSITE, doubled), ContradictoryFacts, "components.behavior.groups")


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"rank": None}, MissingFact, "rank"),
        ({"rank": "IX"}, UnknownFact, "IX"),
        ({"position_kind": None}, MissingFact, "position_kind"),
        ({"position_kind": "minister"}, UnknownFact, "position_kind"),
        ({"position_kind": "managerial"}, MissingFact, "position_level"),
        ({"position_kind": "managerial", "position_level": "VI.a"}, UnknownFact, "VI.a"),
        ({"position_kind": "functional"}, MissingFact, "position_level"),
        ({"position_kind": "functional", "position_level": "guru_besar"}, UnknownFact, "guru_besar"),
        ({"employment": "honorer"}, UnknownFact, "employment"),
        ({"educations": ["kursus"]}, UnknownFact, "kursus"),
        ({"sanctions": [{"level": "aneh", "since": "2026-01-01"}]}, UnknownFact, "sanctions.level"),
        ({"standings": ["aneh"]}, UnknownFact, "standings"),
        (
            {"sanctions": [{"level": "sedang", "measure": "aneh", "since": "2026-01-01"}]},
            UnknownFact,
            "sanctions.measure",
        ),
        (
            {"sanctions": [{"level": "ringan", "measure": "penundaan_kp", "since": "2026-01-01"}]},
            ContradictoryFacts,
            "sanctions.level",
        ),
        ({"attested": {"tewas_dalam_tugas": True}}, ContradictoryFacts, "attested"),
        ({"service_ground": "pensiun"}, ContradictoryFacts, "service_ground"),
        ({"kind": "anumerta", "attested": {"aneh": True}}, UnknownFact, "attested"),
        ({"kind": "pengabdian", "service_ground": "aneh"}, UnknownFact, "service_ground"),
        ({"profession": "pilot"}, UnknownFact, "profession"),
        ({"kept_pension_age": 65}, ContradictoryFacts, "kept_pension_age"),
        ({"effective_on": "2017-01-01"}, NotInForce, "employments"),
    ],
)
def test_promotion(changes: Change, error: type[ScoringError], place: str) -> None:
    _refuses(lambda: promotion.evaluate(PROMOTION, promotion_facts({**CAREER, **changes})), error, place)


@pytest.mark.parametrize(
    ("changes", "error", "place"),
    [
        ({"post": "menteri"}, UnknownFact, "post"),
        ({"employment": "honorer"}, UnknownFact, "employment"),
        ({"educations": ["kursus"]}, UnknownFact, "educations"),
        ({"attested": {"beruntung": True}}, UnknownFact, "attested"),
        (
            {
                "held_posts": [
                    {"post": "managerial.III.a", "since": "2020-01-01", "until": "2021-01-01"},
                    {"post": "managerial.III.b", "since": "2020-12-31", "until": None},
                ]
            },
            ContradictoryFacts,
            "held_posts",
        ),
        (
            {
                "held_posts": [
                    {"post": "managerial.III.a", "since": "2020-01-01", "until": None},
                    {"post": "managerial.III.b", "since": "2021-01-01", "until": None},
                ]
            },
            ContradictoryFacts,
            "held_posts",
        ),
        (
            {
                "held_posts": [
                    {"post": "managerial.I.a", "since": "2020-01-01", "until": None},
                    {"post": "managerial.I.b", "since": "2026-05-01", "until": None},
                ],
                "post": "jpt_utama",
            },
            ContradictoryFacts,
            "held_posts",
        ),
        ({"inaugurated_on": "2017-01-01"}, NotInForce, "post_employments"),
    ],
)
def test_post_requirements(changes: Change, error: type[ScoringError], place: str) -> None:
    given = {
        "post": "jpt_pratama",
        "inaugurated_on": "2026-05-01",
        "born_on": "1980-01-01",
        "educations": ["s1"],
        "held_posts": [],
        "predicates": {},
        "attested": {},
    }

    _refuses(lambda: post_requirements.evaluate(POSTS, post_facts({**given, **changes})), error, place)


def test_an_examination_that_does_not_exist() -> None:
    _refuses(
        lambda: promotion.evaluate_examination(PROMOTION, promotion_facts(CAREER), "ujian_dinas_3"), UnknownFact, "exam"
    )


def test_functional_posts_before_2023_had_another_rule() -> None:
    facts = promotion_facts(
        {
            **CAREER,
            "effective_on": "2022-04-01",
            "rank_since": "2019-04-01",
            "position_kind": "functional",
            "position_level": "ahli_pertama",
        }
    )

    _refuses(lambda: promotion.evaluate(PROMOTION, facts), NotInForce, "functional_ranks")


def test_a_measure_of_which_no_delay_is_said_blocks_up_to_its_end_only() -> None:
    ended = SanctionFact("sedang", date(2025, 10, 1), date(2026, 4, 1))
    facts = replace(promotion_facts(CAREER), sanctions=(ended,))

    assert promotion.evaluate(PROMOTION, facts).value.is_eligible


def test_the_same_diploma_twice_counts_once() -> None:
    facts = promotion_facts({**CAREER, "educations": ["sma", "sma"]})

    assert promotion.evaluate(PROMOTION, facts).value.is_eligible


@pytest.mark.parametrize("day", ["2021-12-31", "2016-01-01"])
def test_a_period_under_no_regime(day: str) -> None:
    with pytest.raises(NotInForce) as caught:
        NATIONAL.regime("predicate", date.fromisoformat(day))

    assert (caught.value.place, caught.value.day) == ("predicate", date.fromisoformat(day))
    assert day in caught.value.needed.id


def test_a_period_that_begins_under_another_regime() -> None:
    period = {"from": "2021-07-01", "to": "2022-06-30"}
    given = {"behavior": "sesuai_ekspektasi", "work_result": "sesuai_ekspektasi", "period": period}

    _refuses(lambda: outcome_of("predicate", given), PeriodSpansRegimes, "permenpanrb_6_2022.predicate_matrix")


def test_a_policy_that_does_not_exist() -> None:
    _refuses(lambda: NATIONAL.get("permenpanrb_9_2099"), UnknownParameter, "permenpanrb_9_2099")


def _refuses(act: Callable[[], object], error: type[ScoringError], place: str) -> ScoringError:
    with pytest.raises(error) as caught:
        act()
    assert caught.value.place == place
    assert caught.value.code == error.code
    assert caught.value.needed.id
    assert caught.value.needed.en
    assert str(caught.value) == f"{error.code} at {place}: {caught.value.needed.en}"
    return caught.value
