"""Which way scores would go: counted over all, by predicate and by band; and what may be supposed."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kinerja_api.scores.rules.simulation import (
    count_by_band,
    count_by_predicate,
    count_directions,
    direction_of,
    order_by_change,
    suppose,
)
from kinerja_api.scores.types import BandCount, Direction, Hypothesis, Simulated
from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import ComponentFact, CompositeFacts, EvaluatedPeriod, Predicate

FACTS = CompositeFacts(
    EvaluatedPeriod(date(2026, 1, 1), date(2026, 12, 31)),
    (ComponentFact("work_result", level="sesuai_ekspektasi"), ComponentFact("attendance", missing_because="no_source")),
    sanctions=("ringan",),
)


def person(
    number: int, before: str | None, after: str | None, predicate: Predicate | None = Predicate.BAIK
) -> Simulated:
    values = [None if value is None else Decimal(value) for value in (before, after)]
    return Simulated(UUID(int=number), f"Pegawai {number}", "Bidang", predicate, *values)


PEOPLE = (
    person(1, "80.00", "84.50"),
    person(2, "80.00", "71.00", Predicate.SANGAT_BAIK),
    person(3, "90.00", "90.00"),
    person(4, None, "75.00", None),
    person(5, "100.00", None),
    person(6, None, None, None),
)


@pytest.mark.parametrize(
    ("simulated", "direction"),
    [
        (PEOPLE[0], Direction.RISES),
        (PEOPLE[1], Direction.FALLS),
        (PEOPLE[2], Direction.SAME),
        (PEOPLE[3], Direction.BECOMES_SCORED),
        (PEOPLE[4], Direction.BECOMES_PENDING),
        (PEOPLE[5], Direction.STILL_PENDING),
    ],
)
def test_a_score_rises_falls_stays_or_changes_its_state(simulated: Simulated, direction: Direction) -> None:
    assert direction_of(simulated.before, simulated.after) is direction


def test_all_are_counted_once() -> None:
    counts = count_directions(PEOPLE)

    assert counts.people == len(PEOPLE)
    assert set(counts.by_direction.values()) == {1}


def test_predicates_are_counted_apart_best_first_and_those_without_one_last() -> None:
    counts = count_by_predicate(PEOPLE)

    assert list(counts) == [Predicate.SANGAT_BAIK, Predicate.BAIK, None]
    assert (counts[Predicate.BAIK].people, counts[None].by_direction[Direction.BECOMES_SCORED]) == (3, 1)


def test_scores_are_counted_in_bands_of_ten_before_and_after() -> None:
    assert count_by_band(PEOPLE) == [
        BandCount(70, 80, 0, 2),
        BandCount(80, 90, 2, 1),
        BandCount(90, 100, 1, 1),
        BandCount(100, 110, 1, 0),
    ]


def test_the_largest_changes_come_first_and_a_change_of_state_before_all() -> None:
    assert [each.employee_id.int for each in order_by_change(PEOPLE)] == [4, 5, 2, 1, 3, 6]


def test_facts_are_supposed_for_components_bonus_and_deduction() -> None:
    supposed = suppose(
        FACTS,
        [
            Hypothesis("work_result", "di_atas_ekspektasi", None),
            Hypothesis("attendance", None, Decimal(98)),
            Hypothesis("bonus", None, Decimal(110)),
            Hypothesis("deduction", "berat", None),
        ],
    )

    assert supposed.components == (
        ComponentFact("work_result", level="di_atas_ekspektasi"),
        ComponentFact("attendance", number=Decimal(98)),
    )
    assert (supposed.achievement, supposed.sanctions) == (Decimal(110), ("berat",))
    assert suppose(FACTS, []) == FACTS


@pytest.mark.parametrize("unknown", [Hypothesis("loyalty", "baik", None), Hypothesis("deduction", None, Decimal(5))])
def test_what_the_policy_does_not_have_cannot_be_supposed(unknown: Hypothesis) -> None:
    with pytest.raises(UnknownFact, match="work_result, attendance, bonus, deduction"):
        suppose(FACTS, [unknown])
