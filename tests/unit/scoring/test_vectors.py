"""The public vectors, each row of them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kinerja_api.employees.rules import read_nip
from kinerja_api.employees.types import NipFacts
from kinerja_api.scoring.facts import EvaluatedPeriod, OrganizationRating, Predicate, RatingFacts, RatingLevel
from kinerja_api.scoring.schemes import (
    distribution,
    permenpanrb_6_2022,
    permenpanrb_8_2021,
    pp_30_2019,
    pp_46_2011,
    promotion,
    satisfaction_survey,
)
from tests.unit.scoring.cases import (
    DISTRIBUTION,
    NATIONAL,
    PREDICATE,
    PROMOTION,
    SURVEY,
    YEAR_2025,
    distribution_facts,
    promotion_facts,
    survey_facts,
    vectors,
)
from tests.unit.scoring.legacy_cases import (
    PERMEN_8,
    PP_30,
    PP_46,
    SECOND_HALF,
    indicator,
    pp_30_facts,
    pp_46_facts,
)

LEVELS = {
    "above": RatingLevel.DI_ATAS_EKSPEKTASI,
    "meets": RatingLevel.SESUAI_EKSPEKTASI,
    "below": RatingLevel.DI_BAWAH_EKSPEKTASI,
}
PERFORMANCE = vectors("performance")
SATISFACTION = vectors("satisfaction_survey")
PROMOTIONS = {one["id"]: one for one in vectors("promotion")["vectors"]}
# The legacy results are of 2011 and 2012, when fourteen elements and other bands were the rule.
LEGACY = {"from": "2011-01-01", "to": "2012-12-31"}
FOURTEEN = [f"u{number:02}" for number in range(1, 15)]
KP_01 = {
    "rank": "III/a",
    "rank_since": "2022-04-01",
    "educations": ["sma"],
    "predicates": {2024: "baik", 2025: "baik"},
    "effective_on": "2026-04-01",
}


@pytest.mark.parametrize("row", PERFORMANCE["predicate"])
def test_predicate(row: dict[str, str]) -> None:
    facts = RatingFacts(
        YEAR_2025,
        behavior=LEVELS[row["behavior"]],
        work_result=LEVELS[row["work_result"]],
        heads_unit=False,
        organization=None,
    )

    assert permenpanrb_6_2022.evaluate(PREDICATE, facts).value is Predicate(row["predicate"])


@pytest.mark.parametrize("row", PERFORMANCE["distribution"])
def test_distribution(row: dict[str, Any]) -> None:
    facts = distribution_facts(row)
    assert facts.organization is OrganizationRating(row["organization"])

    found = distribution.evaluate(DISTRIBUTION, facts).value

    assert found.conforms is row["conforms"]
    if "violations" in row:
        assert len(found.violations) == row["violations"]


@pytest.mark.parametrize("row", PERFORMANCE["permenpanrb_8_2021"])
def test_achievement_of_2021(row: dict[str, Any]) -> None:
    given = {"target": "100", "realized": row["achievement_pct"], "target_is_maximum": row.get("maximal_target", False)}

    found = permenpanrb_8_2021.achievement(PERMEN_8, indicator(given), SECOND_HALF).value

    assert found.indicator.value == Fraction(row["value"])


@pytest.mark.parametrize("row", PERFORMANCE["pp_46_2011"], ids=lambda row: row["note"])
def test_activity_of_pp_46(row: dict[str, Any]) -> None:
    """The mean stands for SKP and behaviour alike, so that its label is the label of the record."""
    assert row["note"] == "quantity 1/1, quality 90/100, time 12/12, cost equal"
    activity = {
        "quantity": ["1", "1", "laporan"],
        "quality": ["100", "90", "persen"],
        "time": ["12", "12", "bulan"],
        "cost": ["1000", "1000", "rupiah"],
    }
    aspects = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")
    facts = pp_46_facts({"activities": [activity], "behavior": dict.fromkeys(aspects, row["mean"])})

    found = pp_46_2011.evaluate(PP_46, facts).value

    (one,) = found.activities
    assert [one.quantity, one.quality, one.time, one.cost] == [Fraction(score) for score in row["scores"]]
    assert [one.total, one.value] == [Fraction(row["sum"]), Fraction(row["mean"])]
    assert found.label == row["label"]


@pytest.mark.parametrize("row", PERFORMANCE["pp_30_2019"], ids=str)
def test_label_of_pp_30(row: dict[str, Any]) -> None:
    given = {"skp": row["score"], "behavior": row["score"], "opinions_used": True, "new_idea": row["new_idea"]}

    found = pp_30_2019.evaluate(PP_30, pp_30_facts(given)).value

    assert (found.score, found.label.value) == (Fraction(row["score"]), row["label"])


@pytest.mark.parametrize("row", PERFORMANCE["nip"], ids=lambda row: row["nip"])
def test_nip(row: dict[str, Any]) -> None:
    """Read by the employees, not by the engine; here so that every vector of the file is driven."""
    found = read_nip(row["nip"])

    assert isinstance(found, NipFacts) is row["valid"]
    if isinstance(found, NipFacts):
        assert (found.employment, found.born_on, found.sex) == (
            row["kind"].lower(),
            date.fromisoformat(row["born"]),
            row["sex"],
        )
        assert f"{found.appointed_year}-{found.appointed_month:02}" == row["appointed"]


def test_every_performance_vector_is_driven() -> None:
    """A kind that is added later must be added here too."""
    assert set(PERFORMANCE) == {"predicate", "distribution", "permenpanrb_8_2021", "pp_46_2011", "pp_30_2019", "nip"}


@pytest.mark.parametrize("row", SATISFACTION["index"], ids=lambda row: row["id"])
def test_satisfaction_index(row: dict[str, Any]) -> None:
    given = {**row, "elements": FOURTEEN, "period": LEGACY} if len(row.get("nrr", ())) == len(FOURTEEN) else row
    facts = survey_facts(given)
    policy = NATIONAL.regime("citizen_satisfaction", facts.period.last_day)

    found = satisfaction_survey.evaluate(policy, facts).value

    assert str(found.index) == row["index"]
    if "grade" in row:
        assert found.grade.value == row["grade"]


@pytest.mark.parametrize("row", SATISFACTION["grade"], ids=lambda row: row["index"])
def test_satisfaction_grade(row: dict[str, str]) -> None:
    assert satisfaction_survey.grade(SURVEY, Decimal(row["index"]), YEAR_2025).value.value == row["grade"]


@pytest.mark.parametrize("row", SATISFACTION["sample_size"], ids=lambda row: str(row["population"]))
def test_sample_size(row: dict[str, int]) -> None:
    found = satisfaction_survey.sample_size(SURVEY, row["population"], YEAR_2025).value

    assert (found.required, found.careful) == (row["sample"], row["sample"])


@pytest.mark.parametrize("row", SATISFACTION["sample_size"], ids=lambda row: str(row["population"]))
def test_the_formula_gives_every_printed_row(row: dict[str, int]) -> None:
    """So it may be used between the rows (regulation file, section 1.8)."""
    people = row["population"]
    top = Decimal("3.841") * people * Decimal("0.25")
    bottom = Decimal("0.0025") * (people - 1) + Decimal("3.841") * Decimal("0.25")

    assert int(top / bottom + Decimal("0.5")) == row["sample"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("KP-01", {}),
        ("KP-02", {"rank": "III/b"}),
        ("KP-03", {"predicates": {2024: "baik", 2025: "butuh_perbaikan"}}),
        ("KP-06", {"rank": "III/d", "educations": ["s2"]}),
        ("KP-07", {"rank": "II/d"}),
        (
            "KP-08",
            {
                "rank": "III/b",
                "rank_since": "2025-04-01",
                "position_kind": "managerial",
                "position_level": "IV.a",
                "position_since": "2025-04-01",
            },
        ),
    ],
)
def test_promotion(name: str, changes: dict[str, Any]) -> None:
    row = PROMOTIONS[name]

    found = promotion.evaluate(PROMOTION, promotion_facts({**KP_01, **changes})).value

    assert found.is_eligible is row["eligible"]
    if row["eligible"]:
        assert found.next_rank == row["to"]
    else:
        code = {"education ceiling III/b": "education_ceiling", "ujian dinas": "exam"}.get(row["reason"], row["reason"])
        assert [one.code for one in found.criteria if one.status != "met"] == [code]


@pytest.mark.parametrize(("day", "valid"), [("2025-05-01", False), ("2025-06-01", True), ("2025-11-01", True)])
def test_kp_10_the_days_on_which_a_rank_can_begin(day: str, valid: bool) -> None:  # noqa: FBT001  the vector's own
    assert PROMOTIONS["KP-10"]["valid_period"] is False
    facts = promotion_facts({**KP_01, "effective_on": day, "superior_rank": "IV/a"})

    criteria = promotion.evaluate(PROMOTION, facts).value.criteria

    assert [one.status == "met" for one in criteria if one.code == "period"] == [valid]


@pytest.mark.parametrize(("day", "allowed"), [("2026-05-01", False), ("2026-07-01", True)])
def test_kp_12_a_medium_sanction_blocks_while_it_runs(day: str, allowed: bool) -> None:  # noqa: FBT001  the vector's own
    assert "KP-12" in PROMOTIONS
    sanction = {"level": "sedang", "since": "2026-01-01", "until": "2026-07-01"}

    found = promotion.evaluate(PROMOTION, promotion_facts({**KP_01, "effective_on": day, "sanctions": [sanction]}))

    assert found.value.is_eligible is allowed


def test_every_promotion_vector_is_driven() -> None:
    """A vector that is added later must be added here too."""
    assert set(PROMOTIONS) == {"KP-01", "KP-02", "KP-03", "KP-06", "KP-07", "KP-08", "KP-10", "KP-12"}


def test_the_legacy_period_is_ruled_by_the_old_survey() -> None:
    period = EvaluatedPeriod(date(2011, 1, 1), date(2012, 12, 31))

    assert NATIONAL.regime("citizen_satisfaction", period.last_day).key == "kep_25_2004"
