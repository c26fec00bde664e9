"""What follows evaluations in the example agency: an objection, a calibration, drafts prepared for the next ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.examples import example
from kinerja_api.demo.judging import ISSUE, WEAK, behavior_of, performance_of
from kinerja_api.evaluations.repository import find_evaluation_id
from kinerja_api.evaluations.schemas import EvaluationPut
from kinerja_api.evaluations.schemas.calibrations import CalibrationIn, CalibrationItemIn, CeilingIn
from kinerja_api.evaluations.schemas.objections import ObjectionIn, ObjectionStepIn, StatementIn
from kinerja_api.evaluations.schemas.runs import EvaluationRunIn
from kinerja_api.evaluations.service import calibrations, evaluations, objections, runs
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.scoring.facts import Predicate, RatingLevel

if TYPE_CHECKING:
    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year

REASON = "Realisasi bulan Maret belum dihitung; buktinya diterima pada 28 Maret."
OVERLOOKED = "Kedua laporan itu memang diterima sehari sebelum evaluasi."
ANSWER = "Bukti bulan Maret sudah dihitung; targetnya tercapai tepat, tidak terlampaui."


async def object_to_evaluation(lived: Year, day: date) -> None:
    """Let the employee of the examples object; the superior of the official hears both and upholds."""
    person = next(each for each in lived.people() if each.is_example)
    official = lived.official_of(person)
    above = lived.staff.official_of(official)
    judge = above.principal if above else lived.staff.offices[Role.APPOINTING_OFFICIAL]
    async with lived.stage.scene(lived.agency_id, day) as uow:
        lived.stage.pin("objection_id")
        given = ObjectionIn(evaluation_id=example("evaluation_id"), reason=REASON)
        objection = await objections.file_objection(uow, person.principal, given)
    async with lived.stage.scene(lived.agency_id, day + timedelta(days=2)) as uow:
        await objections.step_objection(uow, judge, objection.id, ANY, ObjectionStepIn(name="examine"))
        await objections.state_on_objection(uow, official.principal, objection.id, StatementIn(text=ANSWER))
    async with lived.stage.scene(lived.agency_id, day + timedelta(days=6)) as uow:
        decision = ObjectionStepIn(name="uphold", note="Bukti sudah dihitung; rating sesuai ekspektasi tetap.")
        await objections.step_objection(uow, judge, objection.id, ANY, decision)
        await objections.step_objection(uow, judge, objection.id, ANY, ObjectionStepIn(name="convey"))


async def sign(lived: Year, period: PeriodOut | None, day: date) -> None:
    """Let people sign their evaluations: all of them, and of a period of this year those with an even place.

    The one that the examples name stays unsigned, so that every step of the examples can be tried.
    """
    signing = [each for each in lived.rated() if lived.is_over or each.seat.place % 2 == 0]
    async with lived.stage.scene(lived.agency_id, day) as uow:
        for person in signing:
            if lived.is_example and person.is_example:
                continue
            evaluation_id = lived.evaluations[person.employee_id, period.id if period else None]
            await evaluations.step_evaluation(uow, person.principal, evaluation_id, ANY, StepIn(name="acknowledge"))


async def reject_and_object(lived: Year, person: Person, period: PeriodOut, day: date) -> None:
    """Let somebody refuse to sign and object; not decided in time, HR passes it on, and the next one changes it."""
    evaluation_id = lived.evaluations[person.employee_id, period.id]
    official, administrator = lived.official_of(person), lived.staff.offices[Role.HR_ADMIN]
    async with lived.stage.scene(lived.agency_id, day) as uow:
        rejected = StepIn(name="reject", note="Dua laporan yang diterima tidak dihitung.")
        await evaluations.step_evaluation(uow, person.principal, evaluation_id, ANY, rejected)
        given = ObjectionIn(evaluation_id=evaluation_id, reason="Laporan Mei dan Juni sudah diterima pada 28 Juni.")
        objection = await objections.file_objection(uow, person.principal, given)
        await objections.state_on_objection(uow, official.principal, objection.id, StatementIn(text=OVERLOOKED))
    async with lived.stage.scene(lived.agency_id, objection.decide_by + timedelta(days=1)) as uow:
        await objections.step_objection(uow, administrator, objection.id, ANY, ObjectionStepIn(name="escalate"))
        judge = lived.staff.offices[Role.APPOINTING_OFFICIAL]
        await objections.step_objection(uow, judge, objection.id, ANY, ObjectionStepIn(name="examine"))
        other = RatingLevel.SESUAI_EKSPEKTASI if performance_of(person) == WEAK else RatingLevel.DI_ATAS_EKSPEKTASI
        decision = ObjectionStepIn(
            name="change",
            note="Kedua laporan diterima sebelum evaluasi dan harus dihitung.",
            work_result_rating=other,
            distribution_note="Unit kecil; sebaran mengikuti bukti dukung.",
        )
        await objections.step_objection(uow, judge, objection.id, ANY, decision)
        await objections.step_objection(uow, judge, objection.id, ANY, ObjectionStepIn(name="convey"))


async def reopen_evaluation(lived: Year, person: Person, day: date) -> None:
    """Take back the annual evaluation of somebody, evaluate once more and have it signed; the plan opens and closes."""
    official = lived.official_of(person)
    above = lived.official_of(official)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        reopened = StepIn(name="reopen", note="Satu bukti dukung Desember baru ditemukan.")
        evaluation_id = lived.evaluations[person.employee_id, None]
        await evaluations.step_evaluation(uow, above.principal, evaluation_id, ANY, reopened)
        revision_id = await find_evaluation_id(uow, lived.plans[person.employee_id].id, None)
        assert revision_id is not None  # noqa: S101  the one that was reopened has it
        rated = EvaluationPut(
            work_result_rating=RatingLevel.DI_ATAS_EKSPEKTASI,
            behavior_rating=behavior_of(person),
            notes="Bukti dukung Desember dihitung.",
        )
        await evaluations.change_evaluation(uow, official.principal, revision_id, ANY, rated)
        await evaluations.step_evaluation(uow, official.principal, revision_id, ANY, ISSUE)
        await evaluations.step_evaluation(uow, person.principal, revision_id, ANY, StepIn(name="acknowledge"))


async def cancel_calibration(lived: Year, period: PeriodOut, day: date) -> None:
    """Open a session by mistake, and cancel it."""
    unit = next(each for each in lived.staff.agency.units if each.service and each.parent)
    leader = lived.staff.head_of(unit.parent or "").principal
    async with lived.stage.scene(lived.agency_id, day) as uow:
        given = CalibrationIn(
            unit_id=lived.staff.units[unit.code], cycle_id=lived.cycle_id, period_id=period.id, ceilings=[]
        )
        session = await calibrations.open_session(uow, leader, given)
        cancelled = StepIn(name="cancel", note="Dibuka untuk unit yang keliru.")
        await calibrations.step_session(uow, leader, session.id, ANY, cancelled)


async def calibrate(lived: Year, period: PeriodOut, day: date) -> None:
    """Calibrate the unit of the examples: one rating is brought to that of the colleagues, then it is locked."""
    unit = next(each for each in lived.staff.agency.units if each.service and each.parent)
    leader = lived.staff.head_of(unit.parent or "").principal
    person = _somebody_in(lived, unit.code)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        lived.stage.pin("calibration_id")
        given = CalibrationIn(
            unit_id=lived.staff.units[unit.code],
            cycle_id=lived.cycle_id,
            period_id=period.id,
            ceilings=[CeilingIn(predicate=Predicate.SANGAT_BAIK, most=3)],
        )
        session = await calibrations.open_session(uow, leader, given)
        evaluation_id = await find_evaluation_id(uow, lived.plans[person.employee_id].id, period.id)
        other = (
            RatingLevel.SESUAI_EKSPEKTASI
            if behavior_of(person) is RatingLevel.DI_ATAS_EKSPEKTASI
            else RatingLevel.DI_ATAS_EKSPEKTASI
        )
        assert evaluation_id is not None  # noqa: S101  everybody was evaluated for this period
        reason = "Perilaku setara dengan rekan seunit menurut umpan balik triwulan ini."
        item = CalibrationItemIn(evaluation_id=evaluation_id, behavior_rating=other, reason=reason)
        await calibrations.change_in_session(uow, leader, session.id, item)
        locked = StepIn(name="lock", note="Unit kecil; sebaran mengikuti bukti dukung.")
        await calibrations.step_session(uow, leader, session.id, ANY, locked)


async def prepare_evaluations(lived: Year, period: PeriodOut, day: date) -> None:
    """Prepare the evaluations of the open period: drafts that wait for their ratings."""
    async with lived.stage.scene(lived.agency_id, day) as uow:
        lived.stage.pin("evaluation_run_id")
        given = EvaluationRunIn(cycle_id=lived.cycle_id, period_id=period.id)
        run = await runs.start_run(uow, lived.staff.offices[Role.HR_ADMIN], given, "id")
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await runs.advance_run(uow, run.id)


def _somebody_in(lived: Year, unit: str) -> Person:
    """Return somebody of a unit, best one whose behaviour was rated above the colleagues'."""
    staff = [each for each in lived.people() if each.unit == unit and not each.is_head]
    return max(staff, key=lambda each: behavior_of(each) is RatingLevel.DI_ATAS_EKSPEKTASI)
