"""Pure rules of how far a target is reached by the reports of a year, and of how late a report comes."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Self, assert_never

from kinerja_api.kit.clock import day_in_zone
from kinerja_api.scoring.operations import Mode, Rounding
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.schemes.reporting import Formula, Goal, Reach, reach
from kinerja_api.targets.types import Aspect, Direction

# Shown with two decimals; every comparison is made before, exactly.
SHOWN = Rounding(Mode.HALF_UP, 2)


class Reported(NamedTuple):
    """A result in numbers with what it is compared with: the indicator, the period, what was reported before."""

    value: Decimal
    target_value: Decimal
    target_high: Decimal | None
    aspect: Aspect
    direction: Direction
    period_number: int
    periods: int
    before: Decimal

    @classmethod
    def read(cls, document: str) -> Self | None:
        """Return what PostgreSQL wrote as a JSON array; None where the target or the result is no number."""
        value, target, high, aspect, direction, number, periods, before = json.loads(document)
        if value is None or target is None:
            return None
        highest = None if high is None else Decimal(high)
        return cls(
            Decimal(value),
            Decimal(target),
            highest,
            Aspect(aspect),
            Direction(direction),
            number,
            periods,
            Decimal(before),
        )


@dataclass(frozen=True, slots=True)
class Achievement:
    """How far a target was reached at the end of a period: exactly, as it is shown, and how that was computed."""

    exact: Fraction | None
    percent: Decimal | None
    formula: Formula
    expression: str
    counted: Fraction
    compared: Fraction


def achievement_of(reported: Reported) -> Achievement:
    """Return how far a target was reached.

    Results of an aspect that adds up (quantity, cost) are counted with those of the earlier periods of the year, as far
    as they were submitted. Where less is better they are compared with as much of the target as the year has passed of
    it: a third of the year's budget spent in a quarter is too much, not two thirds saved.
    """
    counted = Fraction(reported.value) + (Fraction(reported.before) if reported.aspect.adds_up else 0)
    less_is_better = reported.direction is Direction.DECREASING
    in_parts = less_is_better and reported.aspect.adds_up
    share = Fraction(reported.period_number, reported.periods) if in_parts else Fraction(1)
    highest = None if reported.target_high is None else Fraction(reported.target_high) * share
    found = reach(Goal(Fraction(reported.target_value) * share, highest, less_is_better), counted)
    percent = None if found.percent is None else SHOWN.apply(found.percent)
    return Achievement(found.percent, percent, found.formula, _expression(found, counted), counted, found.compared)


def _expression(found: Reach, counted: Fraction) -> str:
    share = f"{float_free(counted)} : {float_free(found.compared)}"
    match found.formula:
        case Formula.NORMAL:
            return f"{share} x 100 %"
        case Formula.INVERSE:
            return f"(2 - {share}) x 100 %"
        case Formula.WITHIN_RANGE:
            return "100 %"
        case _:
            assert_never(found.formula)


def days_late(report_by: date, submitted_on: date) -> int:
    """Return how many days after its deadline a report was submitted; 0 when in time."""
    return max((submitted_on - report_by).days, 0)


def is_shut(last_day: date, today: date, *, stepped_at: datetime | None, zone: str) -> bool:
    """Tell whether late reports are taken no more: `last_day` has passed, and nobody opened the period since."""
    if today <= last_day:
        return False
    return stepped_at is None or day_in_zone(stepped_at, zone) <= last_day
