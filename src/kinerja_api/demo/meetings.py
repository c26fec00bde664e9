"""The review meetings of the demo: Lhokseumawe meets every quarter, with minutes, decisions and follow-ups."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from kinerja_api.demo.citizens import ANY
from kinerja_api.feedback.schemas.meetings import (
    AdditionIn,
    FollowUpIn,
    FollowUpStepIn,
    MeetingIn,
    MinutesIn,
)
from kinerja_api.feedback.service import follow_ups, meetings
from kinerja_api.kit.http.schema import StepIn

if TYPE_CHECKING:
    from uuid import UUID

    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.agencies import DemoUnit
    from kinerja_api.demo.years import Year

MEETS = "lhokseumawe"
HALF_PAST_NINE = time(2, 30, tzinfo=UTC)  # in western Indonesia
AGENDA = ["Capaian target", "Waktu tunggu pasien", "Hasil survei kepuasan masyarakat"]
MINUTES = [
    "Capaian target dibahas per pegawai; yang tertinggal menjelaskan kendalanya.",
    "Waktu tunggu pasien masih di atas standar pada Senin pagi.",
]
DECISIONS = ["Loket pendaftaran dibuka 30 menit lebih awal setiap Senin."]
TASKS = (
    "Kumpulkan data waktu tunggu per poli.",
    "Tempel denah loket di setiap lantai.",
    "Usulkan layar antrean baru.",
    "Bersihkan register loket dari data ganda.",
)
WEEK = timedelta(days=7)
LAST_HELD = 3
LAST_CALL = date(2026, 11, 16)  # before the demo ends


async def meet(lived: Year, period: PeriodOut, day: date) -> None:
    """Hold the meeting of a quarter in every unit that serves citizens, and do what it agreed on.

    In the year of the examples something of the last meeting is still open, and its minutes were added to.
    """
    is_last = lived.is_example and period.number == LAST_HELD
    for unit in (each for each in lived.staff.agency.units if each.service):
        leader = lived.staff.head_of(unit.code).principal
        staff = [each for each in lived.people() if each.unit == unit.code and not each.is_head]
        people = [each.employee_id for each in staff]
        meeting_id = await _call(lived, period, unit, day, is_last=is_last)
        async with lived.stage.scene(lived.agency_id, day + timedelta(days=1)) as uow:
            await meetings.step_meeting(uow, leader, meeting_id, ANY, StepIn(name="hold"))
            given = MinutesIn(minutes=MINUTES, decisions=DECISIONS, attendee_ids=people)
            await meetings.write_minutes(uow, staff[-1].principal, meeting_id, ANY, given)
            if is_last:
                lived.stage.pin("follow_up_id")
            task = FollowUpIn(task="Susun jadwal loket yang baru.", employee_id=people[0], due_on=day + 9 * WEEK)
            agreed = await follow_ups.agree_follow_up(uow, leader, meeting_id, task)
            await meetings.step_meeting(uow, leader, meeting_id, ANY, StepIn(name="confirm"))
        if is_last:
            async with lived.stage.scene(lived.agency_id, day + timedelta(days=2)) as uow:
                added = AdditionIn(text="Angka waktu tunggu berasal dari register loket.")
                await meetings.add_to_minutes(uow, staff[0].principal, meeting_id, added)
            continue
        async with lived.stage.scene(lived.agency_id, day + 2 * WEEK) as uow:
            done = FollowUpStepIn(name="finish", note="Jadwal loket yang baru sudah berlaku.")
            await follow_ups.step_follow_up(uow, staff[0].principal, agreed.id, ANY, done)


async def meet_otherwise(lived: Year, period: PeriodOut, day: date) -> None:
    """Hold a meeting whose follow-ups take other turns, and call one that does not take place."""
    unit = next(each for each in lived.staff.agency.units if each.service)
    leader = lived.staff.head_of(unit.code).principal
    staff = [each for each in lived.people() if each.unit == unit.code and not each.is_head]
    called_off = await _call(lived, period, unit, day - WEEK)
    meeting_id = await _call(lived, period, unit, day)
    due = day + WEEK
    async with lived.stage.scene(lived.agency_id, day + timedelta(days=1)) as uow:
        cancelled = StepIn(name="cancel", note="Bertepatan dengan kunjungan gubernur.")
        await meetings.step_meeting(uow, leader, called_off, ANY, cancelled)
        await meetings.step_meeting(uow, leader, meeting_id, ANY, StepIn(name="hold"))
        agreed = [
            await follow_ups.agree_follow_up(
                uow, leader, meeting_id, FollowUpIn(task=task, employee_id=each.employee_id, due_on=due)
            )
            for task, each in zip(TASKS, staff, strict=False)
        ]
    extended, redone, dropped, late = agreed
    async with lived.stage.scene(lived.agency_id, day + timedelta(days=3)) as uow:
        more = FollowUpStepIn(name="extend", note="Menunggu data puskesmas pembantu.", due_on=due + WEEK)
        await follow_ups.step_follow_up(uow, leader, extended.id, ANY, more)
        done = FollowUpStepIn(name="finish", note="Denah sudah ditempel.")
        await follow_ups.step_follow_up(uow, staff[1].principal, redone.id, ANY, done)
        again = FollowUpStepIn(name="reopen", note="Denah lantai dua belum ada.", due_on=due + WEEK)
        await follow_ups.step_follow_up(uow, leader, redone.id, ANY, again)
        await follow_ups.step_follow_up(uow, staff[1].principal, redone.id, ANY, done)
        given_up = FollowUpStepIn(name="drop", note="Dikerjakan dinas dalam pengadaan bersama.")
        await follow_ups.step_follow_up(uow, leader, dropped.id, ANY, given_up)
    # What the worker does every day: it reminds before the day, and notes that the day has passed.
    for reminded in (due - timedelta(days=2), due + timedelta(days=1)):
        async with lived.stage.scene(lived.agency_id, reminded) as uow:
            await follow_ups.remind(uow, late.id)


async def plan_meeting(lived: Year, period: PeriodOut, day: date) -> None:
    """Leave the meeting of the open quarter planned."""
    for unit in (each for each in lived.staff.agency.units if each.service):
        await _call(lived, period, unit, day)


async def _call(lived: Year, period: PeriodOut, unit: DemoUnit, day: date, *, is_last: bool = False) -> UUID:
    """Call the meeting of a unit two weeks before its day."""
    people = [each.employee_id for each in lived.people() if each.unit == unit.code and not each.is_head]
    async with lived.stage.scene(lived.agency_id, min(day - 2 * WEEK, LAST_CALL)) as uow:
        given = MeetingIn(
            unit_id=lived.staff.units[unit.code],
            cycle_id=lived.cycle_id,
            period_id=period.id,
            title=f"Rapat evaluasi kinerja {period.label}",
            starts_at=datetime.combine(day, HALF_PAST_NINE),
            place=f"Ruang rapat {unit.name}",
            agenda=AGENDA,
            participant_ids=people,
            minute_taker_id=people[-1],
        )
        if is_last:
            lived.stage.pin("meeting_id")
        meeting = await meetings.call_meeting(uow, lived.staff.head_of(unit.code).principal, given)
    return meeting.id
