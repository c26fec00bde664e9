"""What `verify` finds in a policy that is not whole, and that those of the product are."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import cast

import pytest

from kinerja_api.policies.loader import load_agency_defaults
from kinerja_api.scoring.policy import Band, Bands, Interval, Kind, Matrix, Parameter, PolicySet, Reference, Value
from kinerja_api.scoring.required import BONUS, DEDUCTION
from kinerja_api.scoring.trace import Numbers
from kinerja_api.scoring.verify import Finding, verify
from tests.unit.scoring.cases import COMPOSITE, NATIONAL, PREDICATE, PROMOTION, SURVEY, THRESHOLDS

REPORTING = load_agency_defaults().get("reporting_default")


@pytest.mark.parametrize("policy", [*NATIONAL.policies.values(), COMPOSITE, THRESHOLDS], ids=lambda policy: policy.key)
def test_the_policies_that_come_with_the_product_are_whole(policy: PolicySet) -> None:
    assert verify(policy) == ()


@pytest.mark.parametrize(
    ("step", "rows", "fault"),
    [
        (
            "0.01",
            [("0", "89.99", "kurang"), ("90", "100", "baik")],
            "must name di_bawah_ekspektasi, sesuai_ekspektasi, di_atas_ekspektasi, in this order",
        ),
        (
            "0.5",
            [
                ("0", "89.5", "di_bawah_ekspektasi"),
                ("90", "100", "sesuai_ekspektasi"),
                ("100.5", "120", "di_atas_ekspektasi"),
            ],
            "the step must be 1, 0.1, 0.01, 0.001 or 0.0001",
        ),
        (
            "0.00001",
            [
                ("0", "89.99999", "di_bawah_ekspektasi"),
                ("90", "100", "sesuai_ekspektasi"),
                ("100.00001", "120", "di_atas_ekspektasi"),
            ],
            "the step must be 1, 0.1, 0.01, 0.001 or 0.0001",
        ),
        (
            "1",
            [
                ("0", "89", "di_atas_ekspektasi"),
                ("90", "100", "sesuai_ekspektasi"),
                ("101", "120", "di_bawah_ekspektasi"),
            ],
            "must name di_bawah_ekspektasi, sesuai_ekspektasi, di_atas_ekspektasi, in this order",
        ),
    ],
)
def test_thresholds_that_cannot_suggest_a_rating(step: str, rows: list[tuple[str, str, str]], fault: str) -> None:
    bands = Bands(Fraction(step), tuple(Band(Fraction(low), Fraction(high), label) for low, high, label in rows))

    (found,) = _faults(THRESHOLDS, "rating_thresholds", bands)

    assert found == fault


def test_a_band_may_be_one_number() -> None:
    rows = [("0", "99.99", "B"), ("100", "100", "A")]
    bands = Bands(Fraction("0.01"), tuple(Band(Fraction(low), Fraction(high), label) for low, high, label in rows))

    assert _faults(SURVEY, "grades", bands) == []


def test_a_composite_needs_neither_a_bonus_nor_a_deduction() -> None:
    bare = {name: one for name, one in COMPOSITE.parameters.items() if name not in {*BONUS, *DEDUCTION}}

    assert set(COMPOSITE.parameters) - set(bare) == {*BONUS, *DEDUCTION}
    assert verify(replace(COMPOSITE, parameters=bare)) == ()


def test_a_composite_is_checked_on_every_day_on_which_something_in_it_changes() -> None:
    bounds = COMPOSITE.parameters["bounds"]
    (first,) = bounds.values
    before = replace(first, in_force=replace(first.in_force, until=date(2024, 1, 1)))
    flat = {"lowest": Fraction(0), "highest": Fraction(0)}
    after = replace(first, in_force=replace(first.in_force, since=date(2024, 1, 1)), value=flat)

    assert _found(COMPOSITE, replace(bounds, values=(before, after))) == ["lowest must be below highest"]


def test_a_value_that_is_older_than_its_composite_is_checked_from_the_first_day_of_the_composite_on() -> None:
    later = replace(COMPOSITE.in_force, since=date(2023, 1, 1))
    parameters = {
        name: replace(one, scope=later, values=tuple(replace(value, in_force=later) for value in one.values))
        for name, one in COMPOSITE.parameters.items()
    }
    parameters["bounds"] = replace(COMPOSITE.parameters["bounds"], scope=later)

    assert COMPOSITE.in_force.since < later.since
    assert verify(replace(COMPOSITE, in_force=later, parameters=parameters)) == ()


def test_a_better_level_may_be_worth_as_much_as_the_next() -> None:
    levels = COMPOSITE.parameters["work_result_levels"]
    same = dict.fromkeys(cast("Numbers", levels.values[0].value), Fraction(80))

    assert _found(COMPOSITE, replace(levels, values=(replace(levels.values[0], value=same),))) == []


@pytest.mark.parametrize(
    ("name", "value", "faults"),
    [
        ("achievement_bounds", {"reason_above": Fraction(100), "refused_above": Fraction(101)}, []),
        (
            "achievement_bounds",
            {"reason_above": Fraction(99), "refused_above": Fraction(101)},
            ["reason_above must not be below 100"],
        ),
        ("late_days", Fraction(0), []),
        ("late_days", Fraction(-1), ["must be a whole number of days, not negative"]),
        ("late_days", Fraction(1, 2), ["must be a whole number of days, not negative"]),
    ],
)
def test_a_reason_is_asked_for_above_the_target_only_and_days_are_whole(
    name: str, value: Value, faults: list[str]
) -> None:
    bare = {key: replace(one, adjustable=None) for key, one in REPORTING.parameters.items()}
    parameter = bare[name]
    changed = replace(parameter, values=tuple(replace(one, value=value) for one in parameter.values))

    assert _found(replace(REPORTING, parameters=bare), changed) == faults


def test_an_unknown_scheme() -> None:
    assert verify(replace(PREDICATE, scheme="astrology")) == (Finding(None, "no scheme is called astrology"),)


def test_a_parameter_that_is_absent_or_of_another_kind() -> None:
    parameters = dict(PREDICATE.parameters)
    del parameters["predicate_matrix"]
    wrong = replace(PREDICATE.parameters["head_work_result"], kind=Kind.NUMBER)

    assert verify(replace(PREDICATE, parameters=parameters)) == (
        Finding(None, "the parameter predicate_matrix (matrix) is absent"),
    )
    assert verify(replace(PREDICATE, parameters={**PREDICATE.parameters, "head_work_result": wrong})) == (
        Finding("head_work_result", "must be of kind table, not number"),
    )


def test_a_hole_in_a_matrix_and_a_cell_too_many() -> None:
    matrix = Matrix(("a", "b"), ("c",), {("a", "c"): "x", ("z", "c"): "y"})

    assert _faults(PREDICATE, "predicate_matrix", matrix) == [
        "the cell b x c is empty",
        "the cell z x c belongs to no row or column",
    ]


def test_a_hole_an_overlap_and_a_turned_band() -> None:
    step = Fraction("0.01")
    rows = [("0", "10", "D"), ("10.02", "20", "C"), ("20", "30", "B"), ("40", "30.01", "A")]
    bands = Bands(step, tuple(Band(Fraction(low), Fraction(high), label) for low, high, label in rows))

    assert _faults(SURVEY, "grades", bands) == [
        "the band A ends before it begins",
        "a hole between 10 and 10.02",
        "an overlap at 20",
        "a hole between 30 and 40",
    ]


@pytest.mark.parametrize(
    ("intervals", "faults"),
    [
        ([("2017-04-07", "2020-01-01"), ("2020-01-02", None)], ["no value from 2020-01-01 until 2020-01-02"]),
        ([("2017-04-07", "2020-01-02"), ("2020-01-01", None)], ["two values are in force on 2020-01-01"]),
        ([("2017-04-07", None), ("2020-01-01", None)], ["two values are in force on 2020-01-01"]),
        ([("2020-01-01", None), ("2017-04-07", "2020-01-01")], []),
        ([("2018-01-01", None)], ["no value from 2017-04-07 until 2018-01-01"]),
        ([("2017-04-07", "2020-01-01")], ["no value from 2020-01-01 on"]),
        ([("2017-04-07", "2017-04-07"), ("2017-04-07", None)], ["the value from 2017-04-07 ends before it begins"]),
        ([], ["has no value"]),
    ],
)
def test_every_day_of_validity_has_one_value(intervals: list[tuple[str, str | None]], faults: list[str]) -> None:
    parameter = PROMOTION.parameters["years_in_post"]
    values = tuple(replace(parameter.values[0], in_force=_interval(since, until)) for since, until in intervals)

    assert _found(PROMOTION, replace(parameter, values=values)) == faults


def test_a_policy_with_an_end_needs_values_up_to_that_end_only() -> None:
    ended = replace(PROMOTION, in_force=_interval("2017-04-07", "2020-01-01"))
    parameter = PROMOTION.parameters["years_in_post"]
    enough = replace(parameter.values[0], in_force=_interval("2017-04-07", "2020-01-01"))
    short = replace(parameter.values[0], in_force=_interval("2017-04-07", "2019-01-01"))

    assert _found(ended, replace(parameter, values=(enough,))) == []
    assert _found(ended, replace(parameter, values=(short,))) == ["no value from 2019-01-01 on"]


def test_a_rule_that_ends_before_its_policy_needs_values_up_to_its_own_end_only() -> None:
    ended = replace(PROMOTION, in_force=_interval("2017-04-07", "2020-01-01"))
    parameter = replace(PROMOTION.parameters["years_in_post"], scope=_interval("2017-04-07", "2019-01-01"))
    enough = replace(parameter.values[0], in_force=_interval("2017-04-07", "2019-01-01"))
    short = replace(parameter.values[0], in_force=_interval("2017-04-07", "2018-12-31"))

    assert _found(ended, replace(parameter, values=(enough,))) == []
    assert _found(ended, replace(parameter, values=(short,))) == ["no value from 2018-12-31 on"]


def test_a_value_without_its_article() -> None:
    parameter = PROMOTION.parameters["years_in_post"]
    bare = replace(parameter.values[0], reference=Reference("PP 99/2000", " "))

    assert _found(PROMOTION, replace(parameter, values=(bare,))) == [
        "the value from 2017-04-07 states no instrument or no article"
    ]


def _faults(policy: PolicySet, name: str, value: Matrix | Bands) -> list[str]:
    parameter = policy.parameters[name]
    return _found(policy, replace(parameter, values=(replace(parameter.values[0], value=value),)))


def _found(policy: PolicySet, parameter: Parameter) -> list[str]:
    changed = replace(policy, parameters={**policy.parameters, parameter.name: parameter})
    findings = verify(changed)
    assert {one.parameter for one in findings} <= {parameter.name}
    return [one.fault for one in findings]


def _interval(since: str, until: str | None) -> Interval:
    return Interval(date.fromisoformat(since), None if until is None else date.fromisoformat(until))
