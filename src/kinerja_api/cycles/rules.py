"""Pure rules of the calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja_api.cycles.types import PeriodPattern

MONTHS: dict[PeriodPattern, int] = {
    PeriodPattern.MONTHLY: 1,
    PeriodPattern.QUARTERLY: 3,
    PeriodPattern.SEMESTER: 6,
}
LABELS: dict[PeriodPattern, str] = {
    PeriodPattern.MONTHLY: "Bulan {number}",
    PeriodPattern.QUARTERLY: "Triwulan {roman}",
    PeriodPattern.SEMESTER: "Semester {roman}",
}
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A period before it is stored."""

    number: int
    label: str
    first_day: date
    last_day: date
    report_by: date


def periods_of(year: int, pattern: PeriodPattern, *, report_days: int) -> list[PlannedPeriod]:
    """Return the periods of a calendar year; reports are due `report_days` calendar days after the last day."""
    months = MONTHS[pattern]
    planned: list[PlannedPeriod] = []
    for index in range(12 // months):
        first_month, last_month = index * months + 1, (index + 1) * months
        last_day = date(year, last_month, monthrange(year, last_month)[1])
        roman = ROMAN[index] if index < len(ROMAN) else ""
        planned.append(
            PlannedPeriod(
                number=index + 1,
                label=LABELS[pattern].format(number=index + 1, roman=roman),
                first_day=date(year, first_month, 1),
                last_day=last_day,
                report_by=last_day + timedelta(days=report_days),
            )
        )
    return planned
