"""Pure rules of daily activities: when an activity can have been, and what it can be linked to.

The bounds are those of docs/decisions/0016: no text of the national law states them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kinerja_api.cycles.types import PeriodStatus, PeriodView
from kinerja_api.kit.clock import day_in_zone
from kinerja_api.kit.problems import FieldError, NotFound, Problem
from kinerja_api.kit.text import Text
from kinerja_api.realizations.errors import (
    DOCUMENTING,
    ActivityTimeRefused,
    NoOpenPeriod,
    PeriodOfAnotherYear,
    PlanNotAgreed,
)
from kinerja_api.targets.types import PlanPart, PlanStatus

MOST_IN_BATCH = 100
# How far a phone's clock may go ahead of the server's.
SKEW = timedelta(minutes=15)
# How long an activity may wait on a phone for the network.
LONGEST_OFFLINE = timedelta(days=14)
# One watch; what takes longer is several activities.
LONGEST = timedelta(hours=24)

NOT_AFTER_START = Text("Jam selesai harus sesudah jam mulai.", "The activity must end after it began.")
TOO_LONG = Text(
    "Satu aktivitas paling lama 24 jam; pecah menjadi beberapa aktivitas.",
    "An activity takes at most 24 hours; record several activities instead.",
)
NOT_OVER = Text(
    "Aktivitas belum selesai menurut jam server; catat setelah selesai, dan periksa jam ponsel.",
    "By the server's clock the activity is not over yet; record it afterwards, and check the phone's clock.",
)
RECORDED_AHEAD = Text(
    "Waktu pencatatan ada di masa depan menurut jam server; periksa jam ponsel.",
    "By the server's clock the time of recording lies ahead; check the phone's clock.",
)
RECORDED_BEFORE = Text(
    "Aktivitas tidak dapat dicatat sebelum dimulai.", "An activity cannot be recorded before it began."
)
RECORDED_LONG_AGO = Text(
    "Catatan ini menunggu di ponsel lebih dari 14 hari. Kirim lagi dengan `recorded_at` sekarang; periodenya harus "
    "masih terbuka.",
    "This record waited on the phone for more than 14 days. Send it again with the present time as `recorded_at`; its "
    "period must still be open.",
)
OUTSIDE_YEARS = Text(
    "Tanggal {day} tidak termasuk periode mana pun dari tahun kinerja instansi ini.",
    "The day {day} belongs to no period of this agency's performance years.",
)
PERIOD_SHUT = Text(
    "Tanggal {day} termasuk {label}, yang belum dibuka atau sudah ditutup. Minta pengelola kepegawaian membukanya.",
    "The day {day} belongs to {label}, which is not open yet, or closed. Ask the HR administrator to open it.",
)
PART_OF_ANOTHER_YEAR = Text(
    "Hasil kerja atau indikator ini milik SKP tahun lain, bukan tahun dari tanggal aktivitas.",
    "This target or indicator belongs to the plan of another year than the day of the activity.",
)


@dataclass(frozen=True, slots=True)
class Times:
    """When an activity began, ended, and was written down, by the clock of the phone."""

    started_at: datetime
    ended_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity as the rules look at it: when, and the id of the target or indicator that it names, with where."""

    times: Times
    part_id: UUID | None = None
    part_pointer: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What an activity is judged on: who keeps it, when it is received, the periods around it, the parts it names."""

    employee_id: UUID
    received_at: datetime
    zone: str
    periods: Sequence[PeriodView]
    parts: Mapping[UUID, PlanPart]


@dataclass(frozen=True, slots=True)
class Placed:
    """An activity in its place: day and period in the agency's own time zone, and what it served."""

    day: date
    days_after: int
    period_id: UUID
    part: PlanPart | None


def judge(entry: Entry, ground: Ground) -> Placed | Problem:
    """Return where an activity belongs, or why it is refused."""
    fault = find_time_fault(entry.times, ground.received_at)
    if fault is not None:
        return ActivityTimeRefused(fault.detail, errors=[fault], basis=[DOCUMENTING])
    day = day_in_zone(entry.times.started_at, ground.zone)
    period = _open_period(day, ground.periods)
    if isinstance(period, Problem):
        return period
    part = ground.parts.get(entry.part_id) if entry.part_id else None
    refused = _find_part_fault(entry, part, ground.employee_id, period)
    if refused is not None:
        return refused
    recorded_on = day_in_zone(entry.times.recorded_at, ground.zone)
    return Placed(day, max((recorded_on - day).days, 0), period.id, part)


def find_time_fault(times: Times, received_at: datetime) -> FieldError | None:
    """Return which instant cannot be right; None when all can.

    A phone's clock may go ahead by `SKEW`; an activity may wait for the network as long as `LONGEST_OFFLINE`.
    """
    latest = received_at + SKEW
    faults = (
        (times.ended_at <= times.started_at, FieldError("not_after_start", NOT_AFTER_START, "/ended_at")),
        (times.ended_at - times.started_at > LONGEST, FieldError("too_long", TOO_LONG, "/ended_at")),
        (times.ended_at > latest, FieldError("not_over", NOT_OVER, "/ended_at")),
        (times.recorded_at > latest, FieldError("recorded_ahead", RECORDED_AHEAD, "/recorded_at")),
        (times.recorded_at < times.started_at, FieldError("recorded_before", RECORDED_BEFORE, "/recorded_at")),
        (
            times.recorded_at < received_at - LONGEST_OFFLINE,
            FieldError("recorded_long_ago", RECORDED_LONG_AGO, "/recorded_at"),
        ),
    )
    return next((fault for is_at_fault, fault in faults if is_at_fault), None)


def _open_period(day: date, periods: Sequence[PeriodView]) -> PeriodView | Problem:
    around = [each for each in periods if each.first_day <= day <= each.last_day]
    found = next((each for each in around if each.status is PeriodStatus.OPEN), None)
    if found is not None:
        return found
    detail = PERIOD_SHUT.fill(day=day, label=around[0].label) if around else OUTSIDE_YEARS.fill(day=day)
    code = "period_not_open" if around else "outside_years"
    return NoOpenPeriod(detail, errors=[FieldError(code, detail, "/started_at")], basis=[DOCUMENTING])


def _find_part_fault(entry: Entry, part: PlanPart | None, employee_id: UUID, period: PeriodView) -> Problem | None:
    """Return why an activity cannot be linked; what belongs to somebody else looks like what is missing."""
    if entry.part_id is None:
        return None
    if part is None or part.plan.employee_id != employee_id:
        return NotFound()
    if part.plan.status is not PlanStatus.AGREED:
        return PlanNotAgreed(errors=[FieldError("plan_not_agreed", PlanNotAgreed.advice, entry.part_pointer)])
    if part.plan.cycle_id != period.cycle_id:
        fault = FieldError("other_year", PART_OF_ANOTHER_YEAR, entry.part_pointer)
        return PeriodOfAnotherYear(PART_OF_ANOTHER_YEAR, errors=[fault], basis=[DOCUMENTING])
    return None
