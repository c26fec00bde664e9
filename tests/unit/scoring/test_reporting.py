"""How far a target is reached, and what the policy on reports says of it."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja_api.policies.loader import load_agency_defaults, verify_text
from kinerja_api.scoring.schemes.reporting import (
    NEVER_ASKED,
    Formula,
    Goal,
    Reach,
    Verdict,
    judge,
    last_day_for_reports,
    numbers_of,
    reach,
)
from tests.unit.scoring.cases import ROOT

POLICY = load_agency_defaults().get("reporting_default")
FILE = (ROOT / "src/kinerja_api/policies/data/agency/reporting_default.yaml").read_text(encoding="utf-8")
# What the engine computes with at all; what an agency may choose of it is narrower.
BARE = re.sub(r"    adjustable:\n(      .*\n)+?(?=    values)", "", FILE)
DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("target", "counted", "percent"),
    [("12", "3", "25"), ("12", "12", "100"), ("12", "108", "900"), ("80", "70", "87.5"), ("12", "0", "0")],
)
def test_more_is_better_by_counted_over_target(target: str, counted: str, percent: str) -> None:
    found = reach(Goal(Fraction(target), None, less_is_better=False), Fraction(counted))

    assert found == Reach(Fraction(percent), Formula.NORMAL, Fraction(target))


@pytest.mark.parametrize(
    ("target", "counted", "percent"),
    [
        ("30", "30", "100"),
        ("30", "24", "120"),
        ("30", "45", "50"),
        ("30", "60", "0"),
        ("30", "90", "0"),
        ("8", "0", "200"),
    ],
)
def test_less_is_better_by_two_minus_counted_over_target_and_never_below_nought(
    target: str, counted: str, percent: str
) -> None:
    found = reach(Goal(Fraction(target), None, less_is_better=True), Fraction(counted))

    assert found == Reach(Fraction(percent), Formula.INVERSE, Fraction(target))


@pytest.mark.parametrize(
    ("counted", "percent", "formula", "compared"),
    [
        # The regulation's own examples: 6.5 and 9 months against 7 to 8, less is better.
        ("6.5", Fraction(750, 7), Formula.INVERSE, "7"),
        ("9", Fraction("87.5"), Formula.INVERSE, "8"),
        ("7", Fraction(100), Formula.WITHIN_RANGE, "7"),
        ("7.5", Fraction(100), Formula.WITHIN_RANGE, "7.5"),
        ("8", Fraction(100), Formula.WITHIN_RANGE, "8"),
    ],
)
def test_of_a_range_the_nearer_end_counts_and_within_it_the_target_is_reached(
    counted: str, percent: Fraction, formula: Formula, compared: str
) -> None:
    found = reach(Goal(Fraction(7), Fraction(8), less_is_better=True), Fraction(counted))

    assert found == Reach(percent, formula, Fraction(compared))


def test_of_a_range_more_than_its_end_counts_above_a_hundred() -> None:
    goal = Goal(Fraction(90), Fraction(95), less_is_better=False)

    assert reach(goal, Fraction(100)).percent == Fraction(2000, 19)
    assert reach(goal, Fraction(45)).percent == 50


@pytest.mark.parametrize("less_is_better", [False, True])
def test_a_target_of_nought_is_reached_by_nought_and_has_no_percentage_else(*, less_is_better: bool) -> None:
    goal = Goal(Fraction(0), None, less_is_better=less_is_better)

    assert reach(goal, Fraction(0)).percent == NEVER_ASKED
    assert reach(goal, Fraction(1)).percent is None


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [
        ("100", Verdict.USUAL),
        ("120", Verdict.USUAL),
        ("120.000001", Verdict.NEEDS_REASON),
        ("900", Verdict.NEEDS_REASON),
        ("1000", Verdict.NEEDS_REASON),
        ("1000.000001", Verdict.REFUSED),
    ],
)
def test_a_bound_itself_is_allowed_and_nothing_is_rounded_before(percent: str, verdict: Verdict) -> None:
    found, dated = judge(POLICY, Fraction(percent), DAY)

    assert found is verdict
    assert dated.reference.instrument == "Kebijakan instansi"
    assert numbers_of(dated) == {"reason_above": 120, "refused_above": 1000}


def test_late_reports_are_taken_for_the_days_that_the_policy_says() -> None:
    last_day, dated = last_day_for_reports(POLICY, date(2026, 4, 10))

    assert last_day == date(2026, 5, 10)
    assert dated.value == 30


def test_no_policy_asks_for_a_reason_below_the_target() -> None:
    adjustable = POLICY.parameters["achievement_bounds"].adjustable

    assert adjustable is not None
    lowest = adjustable.entries["reason_above"].lowest
    assert Decimal(int(lowest)) == NEVER_ASKED == 100
    assert adjustable.entries["reason_above"].highest < adjustable.entries["refused_above"].lowest


@pytest.mark.parametrize(
    ("said", "instead", "fault"),
    [
        ("{reason_above: 120, refused_above: 1000}", "{reason_above: 90, refused_above: 1000}", "below 100"),
        ("{reason_above: 120, refused_above: 1000}", "{reason_above: 200, refused_above: 200}", "must be below"),
        ("{reason_above: 120, refused_above: 1000}", "{refused_above: 1000}", "exactly"),
        ("- value: 30", "- value: 1.5", "whole number of days"),
        ("- value: 30", "- value: -1", "whole number of days"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(said: str, instead: str, fault: str) -> None:
    faults = [str(each) for each in verify_text(BARE.replace(said, instead), "reporting")]

    assert any(fault in each for each in faults), faults
