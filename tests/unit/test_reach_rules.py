"""What counts of the reports of a year, and how late a report is in the agency's own time zone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja_api.realizations.rules.reach import Reported, achievement_of, days_late, is_shut
from kinerja_api.targets.types import Aspect, Direction

MORE, LESS = Direction.INCREASING, Direction.DECREASING


def reported(
    value: str,
    target: str = "12",
    *,
    high: str | None = None,
    aspect: Aspect = Aspect.KUANTITAS,
    direction: Direction = MORE,
    number: int = 1,
    before: str = "0",
) -> Reported:
    highest = None if high is None else Decimal(high)
    return Reported(Decimal(value), Decimal(target), highest, aspect, direction, number, 4, Decimal(before))


@pytest.mark.parametrize(
    ("given", "percent", "expression"),
    [
        (reported("3"), "25.00", "3 : 12 x 100 %"),
        (reported("3", number=2, before="3"), "50.00", "6 : 12 x 100 %"),
        (reported("1", "3"), "33.33", "1 : 3 x 100 %"),
        (reported("2", "3"), "66.67", "2 : 3 x 100 %"),
        (reported("4", aspect=Aspect.KUALITAS, number=2, before="3"), "33.33", "4 : 12 x 100 %"),
        (reported("3", aspect=Aspect.BIAYA, direction=LESS), "100.00", "(2 - 3 : 3) x 100 %"),
        (reported("4", aspect=Aspect.BIAYA, direction=LESS), "66.67", "(2 - 4 : 3) x 100 %"),
        (reported("3", aspect=Aspect.BIAYA, direction=LESS, number=4, before="6"), "125.00", "(2 - 9 : 12) x 100 %"),
        (reported("24", "30", aspect=Aspect.WAKTU, direction=LESS), "120.00", "(2 - 24 : 30) x 100 %"),
        (reported("93", "90", high="95", aspect=Aspect.KUALITAS), "100.00", "100 %"),
        (reported("0", "0", aspect=Aspect.KUALITAS, direction=LESS), "100.00", "(2 - 0 : 0) x 100 %"),
        (reported("1", "0", aspect=Aspect.KUALITAS, direction=LESS), None, "(2 - 1 : 0) x 100 %"),
    ],
)
def test_what_adds_up_is_counted_with_the_periods_before_and_savings_with_the_part_of_the_year(
    given: Reported, percent: str | None, expression: str
) -> None:
    found = achievement_of(given)

    assert (found.percent and str(found.percent), found.expression) == (percent, expression)
    assert found.exact is None or isinstance(found.exact, Fraction)


def test_a_result_without_a_number_has_no_achievement() -> None:
    assert Reported.read('[null, "12", null, "kuantitas", "increasing", 1, 4, "0"]') is None
    assert Reported.read('["3", null, null, "kuantitas", "increasing", 1, 4, "0"]') is None
    read = Reported.read('["3", "12", "15", "kuantitas", "decreasing", 2, 4, "1.5"]')
    assert read == reported("3", high="15", direction=LESS, number=2, before="1.5")


@pytest.mark.parametrize(("day", "late"), [(9, 0), (10, 0), (11, 1), (30, 20)])
def test_late_days_are_counted_from_the_deadline(day: int, late: int) -> None:
    assert days_late(date(2026, 4, 10), date(2026, 4, day)) == late


LAST = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("today", "stepped_at", "shut"),
    [
        (LAST, None, False),
        (date(2026, 5, 11), None, True),
        (date(2026, 5, 11), datetime(2026, 4, 1, tzinfo=UTC), True),
        # Half past eleven at night in Jakarta, and half past midnight: the next day there.
        (date(2026, 5, 12), datetime(2026, 5, 10, 16, 30, tzinfo=UTC), True),
        (date(2026, 5, 12), datetime(2026, 5, 10, 17, 30, tzinfo=UTC), False),
    ],
)
def test_a_period_shuts_after_its_last_day_unless_it_was_opened_since(
    today: date, stepped_at: datetime | None, *, shut: bool
) -> None:
    assert is_shut(LAST, today, stepped_at=stepped_at, zone="Asia/Jakarta") == shut
