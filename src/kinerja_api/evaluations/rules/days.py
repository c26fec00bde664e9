"""Which days an evaluation is about: those of the plan in the period, without leave and without work elsewhere.

Leave outside state cost: no evaluation of these days. Long leave: evaluated on what was worked. Assigned elsewhere:
evaluated there. The six months of DP3 are not a rule of PermenPANRB 6/2022, so no fewest number of days is asked for.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kinerja_api.employees.types import LONG_LEAVE, UNPAID_LEAVE, ServiceStatus, StatusSpan
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.text import Text
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.targets.types import PlanView

ONE = timedelta(days=1)
AWAY = UNPAID_LEAVE | LONG_LEAVE | {ServiceStatus.DIPERBANTUKAN}
STATUS_TERMS = {
    ServiceStatus.TUGAS_BELAJAR: Text("tugas belajar", "study leave"),
    ServiceStatus.CLTN: Text("CLTN", "leave outside state cost"),
    ServiceStatus.PERPANJANGAN_CLTN: Text("perpanjangan CLTN", "extended leave outside state cost"),
    ServiceStatus.DIPERBANTUKAN: Text("diperbantukan", "assigned elsewhere"),
    ServiceStatus.CUTI_SAKIT: Text("cuti sakit", "sick leave"),
    ServiceStatus.CUTI_BESAR: Text("cuti besar", "big leave"),
    ServiceStatus.CUTI_MELAHIRKAN: Text("cuti melahirkan", "maternity leave"),
}


def days_in_plan(within: EvaluatedPeriod, plan: PlanView) -> EvaluatedPeriod | None:
    """Return the days of a period on which a plan holds, or None; a plan without days of its own holds all year."""
    first_day = max(within.first_day, plan.valid_from or within.first_day)
    last_day = min(within.last_day, plan.valid_until or within.last_day)
    return EvaluatedPeriod(first_day, last_day) if first_day <= last_day else None


def up_to(days: EvaluatedPeriod, day: date | None) -> EvaluatedPeriod:
    """Return the days of a period up to a hand-over; all of them without one."""
    return days if day is None else EvaluatedPeriod(days.first_day, min(days.last_day, day))


def without_away(days: EvaluatedPeriod, statuses: Iterable[StatusSpan]) -> tuple[EvaluatedPeriod, ...]:
    """Return what is left of some days, run by run, without leave and without work at another agency."""
    left = [days]
    for status in statuses:
        if status.kind in AWAY:
            left = [part for each in left for part in _cut(each, status)]
    return tuple(left)


def within(status: StatusSpan, days: EvaluatedPeriod) -> EvaluatedPeriod | None:
    """Return the days of a period on which a status holds, or None."""
    first_day = max(days.first_day, status.since)
    last_day = days.last_day if status.until is None else min(days.last_day, status.until - ONE)
    return EvaluatedPeriod(first_day, last_day) if first_day <= last_day else None


def omission_of_days(days: EvaluatedPeriod, plan: PlanView | None, statuses: Sequence[StatusSpan]) -> Omission | None:
    """Return why there is nothing to evaluate in a period, as far as days tell, or None when there is.

    Somebody without a plan is asked for one, unless no day of the period would be in it. A plan that a status has ended
    is as much as one that it interrupts: what the reader is told is the status.
    """
    planned = days if plan is None else days_in_plan(days, plan)
    if without_away(planned or days, statuses):
        return Omission.OUTSIDE_PLAN if planned is None else None
    kinds = {each.kind for each in statuses if within(each, planned or days)}
    if ServiceStatus.DIPERBANTUKAN in kinds:
        return Omission.EVALUATED_ELSEWHERE
    return Omission.UNPAID_LEAVE if kinds & UNPAID_LEAVE else Omission.LONG_LEAVE


def is_elsewhere(statuses: Iterable[StatusSpan], day: date) -> bool:
    """Tell whether somebody works at another agency on a day: who does so at the end of a year is evaluated there."""
    return any(each.kind is ServiceStatus.DIPERBANTUKAN and each.holds_on(day) for each in statuses)


def reasons_away(days: EvaluatedPeriod, statuses: Iterable[StatusSpan]) -> tuple[Text, ...]:
    """Return in words why days of a period are not evaluated here, each reason once and in their order."""
    kinds = [each.kind for each in statuses if each.kind in AWAY and within(each, days)]
    return tuple(STATUS_TERMS[kind] for kind in dict.fromkeys(kinds))


def _cut(days: EvaluatedPeriod, status: StatusSpan) -> list[EvaluatedPeriod]:
    """Return what a status leaves of a run of days: before it and after it."""
    parts = []
    if days.first_day < status.since:
        parts.append(EvaluatedPeriod(days.first_day, min(days.last_day, status.since - ONE)))
    if status.until is not None and status.until <= days.last_day:
        parts.append(EvaluatedPeriod(max(days.first_day, status.until), days.last_day))
    return parts
