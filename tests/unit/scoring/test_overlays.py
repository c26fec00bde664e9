"""An agency's own composite policy: re-weighting, bounds, scales and decimals, each only where the policy says so."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_api.policies.loader import PolicyError, parse_policy
from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes import composite
from kinerja_api.scoring.schemes.composite import CompositeResult
from tests.unit.scoring.cases import ROOT, composite_facts

REWARDS = (Path(__file__).parent / "profiles" / "rewards.yaml").read_text(encoding="utf-8")
FILE = (ROOT / "src/kinerja_api/policies/data/agency/composite_default.yaml").read_text(encoding="utf-8")
# What the engine computes with at all; what an agency may choose of it is narrower and tested with the overlays.
DEFAULT = re.sub(r"    adjustable:\n(      .*\n)+", "", FILE)
FULL: dict[str, dict[str, Any]] = {
    "work_result": {"level": "di_atas_ekspektasi"},
    "behavior": {"groups": {"superior": {"mean": "2", "raters": 1}}},
    "citizen_satisfaction": {"number": "90"},
}


def test_a_missing_component_is_reweighted_only_where_the_policy_says_so() -> None:
    policy = overlay(("citizen_satisfaction: pending", "citizen_satisfaction: reweight"))

    found = score(policy, citizen_satisfaction={"missing_because": "no_public_service"})

    # (60 x 100 + 30 x 80) / 90
    assert str(found.score) == "93.33"
    assert found.pending == ()
    weights = {one.component: (str(one.weight), str(one.effective_weight)) for one in found.components}
    assert weights == {
        "work_result": ("60.00", "66.67"),
        "behavior": ("30.00", "33.33"),
        "citizen_satisfaction": ("10.00", "0.00"),
    }
    missing = next(one for one in found.components if one.component == "citizen_satisfaction")
    assert (missing.score, missing.points, missing.missing_because) == (None, None, "no_public_service")


def test_a_component_that_may_not_be_reweighted_still_holds_the_score() -> None:
    policy = overlay(("citizen_satisfaction: pending", "citizen_satisfaction: reweight"))

    found = score(
        policy,
        work_result={"missing_because": "evaluation_not_issued"},
        citizen_satisfaction={"missing_because": "no_public_service"},
    )

    assert found.score is None
    assert [(one.component, one.missing_because) for one in found.pending] == [("work_result", "evaluation_not_issued")]


def test_when_nothing_is_left_to_weigh_everything_is_awaited() -> None:
    policy = overlay((": pending", ": reweight"))
    because = {"missing_because": "not_there"}

    found = score(policy, work_result=because, behavior=because, citizen_satisfaction=because)

    assert found.score is None
    facts = composite_facts({"components": dict.fromkeys(FULL, because)})
    assert composite.evaluate(policy, facts).trace.by_name["score"].result is None
    assert [one.component for one in found.pending] == ["work_result", "behavior", "citizen_satisfaction"]
    assert {str(one.effective_weight) for one in found.components} == {"0.00"}


def test_only_a_component_of_no_weight_gives_no_score() -> None:
    policy = overlay(
        (
            "{work_result: 60, behavior: 30, citizen_satisfaction: 10, discipline: 0, self_assessment: 0}",
            "{work_result: 100, behavior: 0, citizen_satisfaction: 0, discipline: 0, self_assessment: 0}",
        ),
        (": pending", ": reweight"),
    )

    found = score(policy, work_result={"missing_because": "not_there"})

    assert found.score is None
    assert [one.component for one in found.pending] == ["work_result"]


def test_only_the_self_assessment_is_nobody_who_counts() -> None:
    policy = overlay(("value: [superior]", "value: [self]"))

    found = score(policy, behavior={"groups": {"self": {"mean": "3", "raters": 1}}})

    assert [(one.component, one.missing_because) for one in found.pending] == [("behavior", "no_counted_raters")]


def test_the_index_can_be_rescaled_to_begin_at_nought() -> None:
    policy = overlay(("to_lowest: 25", "to_lowest: 0"))

    found = score(policy, citizen_satisfaction={"number": "62.5"})

    # (62.5 - 25) / 75 x 100 = 50
    assert [str(one.score) for one in found.components][2] == "50.00"
    assert str(found.score) == "89.00"


def test_a_target_exceeded_counts_up_to_the_bound() -> None:
    policy = overlay(("from_lowest: 25, from_highest: 100, to_lowest: 25, to_highest: 100", SCALE_TO_900))

    found = score(policy, citizen_satisfaction={"number": "900"})

    assert str(found.score) == "100.00"


COMPONENTS = "the components work_result, behavior, citizen_satisfaction, discipline, self_assessment and no others"
SCALE_TO_900 = "from_lowest: 0, from_highest: 900, to_lowest: 0, to_highest: 900"


def test_the_policy_chooses_the_decimals() -> None:
    policy = overlay(("value: 2\n", "value: 0\n"))

    found = score(policy, citizen_satisfaction={"number": "91.48"})

    assert str(found.score) == "93"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("behavior: 30, citizen", "behavior: 31, citizen", "the weights make 101, not 100"),
        ("work_result: 60, behavior: 30", "work_result: 130, behavior: -40", "a weight is negative"),
        ("superior: 60, peer", "superior: 61, peer", "behavior_groups: the weights make 101, not 100"),
        ("work_result: levels, ", "", f"component_methods: must name {COMPONENTS}"),
        ("work_result: pending, ", "", f"when_missing: must name {COMPONENTS}"),
        (
            "work_result: pending",
            "work_result: guess",
            "when_missing: work_result: guess is not one of pending, reweight",
        ),
        (
            "work_result: levels",
            "work_result: feeling",
            "component_methods: work_result: feeling is not one of levels, scale, groups",
        ),
        ("work_result: levels", "work_result: scale", "the parameter work_result_scale (numbers) is absent"),
        ("behavior_required_groups:", "behavior_wanted_groups:", "behavior_required_groups (words) is absent"),
        ("lowest: 0, highest: 100", "lowest: 0", "bounds: must hold exactly lowest, highest"),
        ("lowest: 0, highest: 100", "lowest: 100, highest: 100", "lowest must be below highest"),
        (
            "from_lowest: 1, from_highest: 3",
            "from_lowest: 3, from_highest: 3",
            "from_lowest must be below from_highest",
        ),
        (
            "from_lowest: 1, from_highest: 3, to_lowest: 60",
            "from_lowest: 1, from_highest: 3, to_lowest: 100",
            "behavior_scale: to_lowest must be below to_highest",
        ),
        (
            "sesuai_ekspektasi: 80, di_bawah_ekspektasi: 60",
            "sesuai_ekspektasi: 60, di_bawah_ekspektasi: 80",
            "sesuai_ekspektasi must be worth no less than di_bawah_ekspektasi",
        ),
        ("value: 2\n", "value: 2.5\n", "decimals: must be a whole number from 0 to 6"),
        ("value: 2\n", "value: 7\n", "decimals: must be a whole number from 0 to 6"),
    ],
)
def test_an_overlay_that_cannot_be_used_names_the_place(old: str, new: str, fault: str) -> None:
    assert old in DEFAULT

    with pytest.raises(PolicyError) as caught:
        overlay((old, new))

    assert str(caught.value).endswith(fault)
    assert caught.value.place == "overlay"


def test_a_parameter_of_the_composite_must_hold_as_long_as_the_policy() -> None:
    scoped = "    kind: number\n    scope: {from: 2023-01-01, until: null}\n"

    with pytest.raises(PolicyError, match=r"decimals: must hold as long as the policy does$"):
        overlay(("    kind: number\n", scoped))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("bonus_rate:", "bonus_ratio:", "the parameter bonus_rate (number) is absent"),
        ("{lowest: 0, highest: 5}", "{lowest: 5, highest: 5}", "bonus_bounds: lowest must be below highest"),
        ("{lowest: 0, highest: 5}", "{lowest: -1, highest: 5}", "bonus_bounds: must not be negative"),
        ("value: 0.25", "value: -0.25", "bonus_rate: must not be negative"),
        ("deduction_points:", "deduction_table:", "the parameter deduction_points (numbers) is absent"),
        ("{ringan: 2.5, sedang: 5", "{ringan: -2.5, sedang: 5", "deduction_points: must not be negative"),
        ("{lowest: 0, highest: 20}", "{lowest: 0, most: 20}", "deduction_bounds: must hold exactly lowest, highest"),
    ],
)
def test_a_bonus_or_a_deduction_without_bounds_names_the_place(old: str, new: str, fault: str) -> None:
    assert old in REWARDS

    with pytest.raises(PolicyError) as caught:
        parse_policy(REWARDS.replace(old, new), "overlay")

    assert str(caught.value).endswith(fault)


@pytest.mark.parametrize(("place", "given"), [("achievement", "120"), ("sanctions", ["ringan"])])
def test_a_fact_that_the_policy_has_no_use_for_is_refused_by_name(place: str, given: object) -> None:
    with pytest.raises(UnknownFact) as caught:
        composite.evaluate(parse_policy(DEFAULT, "overlay"), composite_facts({"components": FULL, place: given}))

    assert caught.value.place == place


@pytest.mark.parametrize(
    ("points", "asks"),
    [("{ringan: 0, sedang: 5, berat: 15}", True), ("{ringan: 0, sedang: 0, berat: 0}", False)],
)
def test_a_policy_asks_for_measures_when_one_of_them_takes_points_off(points: str, *, asks: bool) -> None:
    policy = parse_policy(REWARDS.replace("{ringan: 2.5, sedang: 5, berat: 15}", points), "overlay")

    assert composite.asks_sanctions(policy, date(2025, 12, 31)) is asks


def test_the_trace_keeps_that_no_achievement_and_no_measure_was_known() -> None:
    facts = composite_facts({"components": {**FULL, **OF_REWARDS}})

    steps = composite.evaluate(parse_policy(REWARDS, "overlay"), facts).trace.by_name

    assert (steps["achievement"].result, steps["sanctions"].result) == (None, ())


def test_a_measure_that_the_policy_does_not_know_is_refused_by_name() -> None:
    facts = composite_facts({"components": {**FULL, **OF_REWARDS}, "sanctions": ["teguran"]})

    with pytest.raises(UnknownFact, match="teguran"):
        composite.evaluate(parse_policy(REWARDS, "overlay"), facts)


OF_REWARDS: dict[str, dict[str, Any]] = {
    "discipline": {"level": "tanpa_hukuman"},
    "self_assessment": {"number": "2"},
}


def overlay(*changes: tuple[str, str]) -> PolicySet:
    """Return the default profile with changes, read as strictly as any policy."""
    text = DEFAULT
    for old, new in changes:
        text = text.replace(old, new)
    return parse_policy(text, "overlay")


def score(policy: PolicySet, **changes: dict[str, Any]) -> CompositeResult:
    """Score with changed components, and see that the trace gives the same again."""
    outcome = composite.evaluate(policy, composite_facts({"components": {**FULL, **changes}}))
    stored = document(outcome.trace)
    assert recompute(stored) == (stored["result"], ())
    return outcome.value
