"""A year of several plans, of several officials, or worked in part: what the last official is told of it.

PermenPANRB 6/2022: the last official sets the annual predicate by ratings of the whole year, considering the evaluation
documents of what came before; it is never a mean. The engine (`scoring.schemes.performance_year`) takes a year all of
whose days belong to one plan or are explained; where records leave a hole, the annual ratings count alone and the
reader is told which days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kinerja_api.employees.types import UNPAID_LEAVE, ServiceStatus, StatusSpan
from kinerja_api.evaluations.rules.days import AWAY, ONE, within
from kinerja_api.scoring.facts import EvaluatedPeriod, PlanOfYear, TimeAway

# How the law of the engine names the time away.
NOT_ON_DUTY = "belum_bertugas"
CLTN = "cltn"


@dataclass(frozen=True, slots=True)
class YearParts:
    """The parts of a year: stretches by plan and official, the last one being evaluated now, and the time away."""

    plans: tuple[PlanOfYear, ...]
    away: tuple[TimeAway, ...]


def time_away(year: EvaluatedPeriod, statuses: Iterable[StatusSpan], first_duty: date | None) -> tuple[TimeAway, ...]:
    """Return the days of a year without work here, and why: before duty began, unpaid leave, long leave."""
    found = []
    begun = year.first_day
    if first_duty is not None and year.first_day < first_duty <= year.last_day:
        found.append(TimeAway(NOT_ON_DUTY, EvaluatedPeriod(year.first_day, first_duty - ONE)))
        begun = first_duty
    for status in statuses:
        days = within(status, EvaluatedPeriod(begun, year.last_day))
        if status.kind in AWAY - {ServiceStatus.DIPERBANTUKAN} and days is not None:
            reason = CLTN if status.kind in UNPAID_LEAVE else status.kind.value
            found.append(TimeAway(reason, days))
    return tuple(found)


def stretches(days: EvaluatedPeriod, ends: Sequence[date]) -> list[EvaluatedPeriod]:
    """Cut the days of a plan after each hand-over; ends outside of them do not cut."""
    found, first_day = [], days.first_day
    for end in sorted(set(ends)):
        if first_day <= end < days.last_day:
            found.append(EvaluatedPeriod(first_day, end))
            first_day = end + ONE
    return [*found, EvaluatedPeriod(first_day, days.last_day)]


def uncovered_days(year: EvaluatedPeriod, parts: YearParts) -> tuple[EvaluatedPeriod, ...]:
    """Return the runs of days of a year that no stretch and no time away tells of."""
    left = [year]
    for days in (*(each.days for each in parts.plans), *(each.days for each in parts.away)):
        left = [part for each in left for part in _without(each, days)]
    return tuple(left)


def is_told_whole(year: EvaluatedPeriod, parts: YearParts) -> bool:
    """Tell whether the engine can be told a year: no hole, nothing twice, and a predicate for all but the last."""
    plans = sorted(parts.plans, key=lambda each: each.days.first_day)
    overlap = any(one.days.last_day >= other.days.first_day for one, other in pairwise(plans))
    return not overlap and not uncovered_days(year, parts) and all(each.predicate for each in plans[:-1])


def is_plain(parts: YearParts, year: EvaluatedPeriod) -> bool:
    """Tell whether a year is that of one plan, worked as a whole: there is nothing to tell beside the ratings."""
    return not parts.away and [each.days for each in parts.plans] == [year]


def _without(days: EvaluatedPeriod, cut: EvaluatedPeriod) -> list[EvaluatedPeriod]:
    parts = []
    if days.first_day < cut.first_day:
        parts.append(EvaluatedPeriod(days.first_day, min(days.last_day, cut.first_day - ONE)))
    if cut.last_day < days.last_day:
        parts.append(EvaluatedPeriod(max(days.first_day, cut.last_day + ONE), days.last_day))
    return parts if days.first_day <= cut.last_day and cut.first_day <= days.last_day else [days]
