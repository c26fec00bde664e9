"""Pure rules of target plans."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from kinerja_api.employees.types import UNPAID_LEAVE, ServiceStatus, StatusSpan
from kinerja_api.targets.types import (
    Direction,
    PlanForm,
    PlanKind,
    PlanSpan,
    Sight,
    StudyIndicator,
    TargetKind,
)

WHOLE = Decimal(100)
JPT_ECHELONS = frozenset({"I", "II"})
MOST_TARGETS = 40
MOST_INDICATORS = 12


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What rules look at in a target."""

    kind: TargetKind
    weight: Decimal | None
    indicators: int
    has_perspective: bool = False
    serves_superior: bool = False
    study_kinds: frozenset[StudyIndicator] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The days of a plan: from its first, and until a last one when it ends before its year does."""

    first_day: date
    until: date | None


def weights_are_whole(weights: Sequence[Decimal | None]) -> bool:
    """Tell whether the weights of main targets are none at all, or all there and together exactly 100.

    The law knows no weights (PermenPANRB 6/2022); an agency that weighs must weigh every main target.
    """
    given = [weight for weight in weights if weight is not None]
    return not given or (len(given) == len(weights) and sum(given, Decimal(0)) == WHOLE)


def form_of(position_level: str | None, asked: PlanForm | None, *, is_unit_head: bool) -> PlanForm | None:
    """Return the form a plan is drawn up on; None when the one asked for is not that of the post.

    The form with perspectives is that of JPT (echelons I and II) and of heads of independent units; which units are
    independent is not in the records, so the head of any unit may choose it (PermenPANRB 6/2022, the forms).
    """
    is_jpt = (position_level or "").split(".")[0] in JPT_ECHELONS
    fitting = PlanForm.PIMPINAN if is_jpt else PlanForm.PEGAWAI
    if asked is None or asked is fitting:
        return fitting
    return asked if is_unit_head and not is_jpt else None


def first_day_of_plan(cycle_first_day: date, held_since: date, spmt_on: date | None = None) -> date:
    """Return from when a plan holds: the start of the year, or the day on which duty in the post began in it.

    That is the day the post was taken up or, for a CPNS, a later day of the SPMT.
    """
    return max(cycle_first_day, held_since, spmt_on or held_since)


def days_of_plan(
    kind: PlanKind, first_day: date, last_day: date, statuses: Sequence[StatusSpan], *, left_on: date | None = None
) -> PlanDays | None:
    """Return the days of a year that a plan of this kind is for, or None when there are none.

    Leave outside state cost has no plan; what is done at another agency is planned there; a student's days are those
    of the study plan and of no other. A long leave (sickness, maternity, big leave) belongs to the plan it falls in.
    From the day on which the post is left, only a student has days in it: one who was released stays with the unit.
    """
    held = {day: status.kind for status in statuses for day in _days_within(status, first_day, last_day)}
    days = [
        day
        for day in _each_day(first_day, last_day)
        if (held.get(day) is ServiceStatus.TUGAS_BELAJAR) == (kind is PlanKind.STUDY)
        and held.get(day) not in UNPAID_LEAVE | {ServiceStatus.DIPERBANTUKAN}
        and (left_on is None or day < left_on or kind is PlanKind.STUDY)
    ]
    return PlanDays(days[0], None if days[-1] == last_day else days[-1]) if days else None


def first_day_left(first_day: date, ends: Iterable[date]) -> date:
    """Return from when a further plan can hold where others of its kind in the same post have ended: after the last."""
    return max([first_day, *(end + timedelta(days=1) for end in ends)])


def kind_of_plan(asked: PlanKind | None, today: date, statuses: Sequence[StatusSpan]) -> PlanKind:
    """Return the kind of plan: the one asked for, or the one that a student's status of the day calls for."""
    studies = any(each.kind is ServiceStatus.TUGAS_BELAJAR and each.holds_on(today) for each in statuses)
    return asked or (PlanKind.STUDY if studies else PlanKind.REGULAR)


def _days_within(status: StatusSpan, first_day: date, last_day: date) -> list[date]:
    until = last_day if status.until is None else status.until - timedelta(days=1)
    return _each_day(max(first_day, status.since), min(last_day, until))


def _each_day(first_day: date, last_day: date) -> list[date]:
    return [first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1)]


def last_day_before(hand_over: date, valid_from: date | None) -> date:
    """Return until when the plan of the former post holds: the day before the next post is taken up."""
    day = hand_over - timedelta(days=1)
    return day if valid_from is None else max(day, valid_from)


def sight_of(span: PlanSpan, today: date, *, above_on: Collection[date], in_charge_until: Collection[date]) -> Sight:
    """Return how far somebody sees a plan who stood above its employee on some days, and may not today.

    Whoever stood above on the last day of a plan that has ended sees it whole, for that line evaluates it. Whoever was
    the rating official until a day before sees it up to there, while the year is open and can be evaluated up to there
    (PermenPANRB 6/2022, change of the rating official; secondary).
    """
    if span.until is not None and span.until < today and span.until in above_on:
        return Sight(is_whole=True)
    ends = [day for day in in_charge_until if span.first_day <= day <= (span.until or day)]
    return Sight(is_whole=False, until=max(ends) if ends and span.year_is_open else None)


def days_seen(span: PlanSpan, sight: Sight) -> PlanDays | None:
    """Return the days of a plan on which what was done is seen; None for none."""
    if sight.is_whole:
        return PlanDays(span.first_day, span.until)
    return PlanDays(span.first_day, sight.until) if sight.until is not None else None


def is_range(low: Decimal | None, high: Decimal | None) -> bool:
    """Tell whether the bounds of a target are those of a range, or of a single number that has no upper bound."""
    return high is None or (low is not None and low < high)


def is_start(start: Decimal | None, target: Decimal | None, direction: Direction) -> bool:
    """Tell whether a start value lies on the side from which the target is reached; none is always one."""
    if start is None:
        return True
    if target is None:
        return False
    return start <= target if direction is Direction.INCREASING else start >= target


def changed(
    current: Mapping[UUID, TargetFacts], changes: Sequence[tuple[UUID | None, TargetFacts | None]]
) -> tuple[TargetFacts, ...]:
    """Return what a plan's targets would be after these changes.

    Each change names a target (none for a new one) and what it would be (none for one that is taken out).
    """
    left = dict(current)
    added = []
    for target_id, facts in changes:
        if target_id is None:
            added += [facts] if facts else []
        elif facts is None:
            left.pop(target_id, None)
        else:
            left[target_id] = facts
    return (*left.values(), *added)
