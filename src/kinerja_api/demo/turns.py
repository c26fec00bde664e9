"""Lives that take another turn: what is withdrawn, returned, refused or left waiting, all in one agency and year.

`tests/e2e/test_demo.py` holds the demo against every lifecycle: each step that people take is taken somewhere in it.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kinerja_api.authz.permissions import Role
from kinerja_api.behavior.schemas import CollectionIn, RequestIn
from kinerja_api.behavior.service import collections, ratings, requests
from kinerja_api.behavior.types import Group
from kinerja_api.cycles import service as cycles
from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.judging import finish_score_run, rating_of
from kinerja_api.demo.planning import changed_target, queue_template
from kinerja_api.employees import service as employees
from kinerja_api.employees.schemas import RelationIn
from kinerja_api.evaluations.schemas.runs import EvaluationRunIn
from kinerja_api.evaluations.service import runs as evaluation_runs
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.realizations.service import realizations
from kinerja_api.scores.schemas.scores import RunIn
from kinerja_api.scores.service import runs as score_runs
from kinerja_api.targets.schemas.changes import ChangeIn, ChangeRequestIn
from kinerja_api.targets.service import assignments, changes
from kinerja_api.targets.service import plans as targets
from kinerja_api.targets.types import ChangeAction

if TYPE_CHECKING:
    from uuid import UUID

    from kinerja_api.authz.principal import Principal
    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year
    from kinerja_api.kit.db.uow import UnitOfWork

TURNS = "gajahmungkur"


def at_counter(lived: Year) -> list[Person]:
    """Return those who serve citizens, without their head: four people under one official."""
    return [each for each in lived.people() if each.seat.unit.service and not each.is_head]


async def settle_plan(lived: Year, person: Person, plan_id: UUID) -> None:
    """Take a submitted plan back, submit it again, have it returned with a note, and submit it once more."""
    official = lived.official_of(person).principal
    async with lived.stage.scene(lived.agency_id, date(lived.year, 1, 16)) as uow:
        await targets.step_plan(uow, person.principal, plan_id, ANY, StepIn(name="withdraw"))
        await targets.step_plan(uow, person.principal, plan_id, ANY, StepIn(name="submit"))
        note = "Sebutkan sumber data indikator pertama."
        await targets.step_plan(uow, official, plan_id, ANY, StepIn(name="return", note=note))
        await targets.step_plan(uow, person.principal, plan_id, ANY, StepIn(name="submit"))


async def change_plans(lived: Year) -> None:
    """Ask for changes of agreed plans: one is agreed, one refused, one withdrawn, one comes from the official."""
    first, second, third, fourth = at_counter(lived)
    official = lived.official_of(first).principal
    for person, decides, step, note in (
        (first, official, "agree", None),
        (second, official, "refuse", "Anggaran kegiatan ini tidak berubah; target tetap."),
        (third, third.principal, "withdraw", None),
    ):
        await _ask_and_decide(lived, person, person.principal, decides, StepIn(name=step, note=note))
    await _ask_and_decide(lived, fourth, official, fourth.principal, StepIn(name="agree"))


async def _ask_and_decide(lived: Year, person: Person, asks: Principal, decides: Principal, step: StepIn) -> None:
    plan = lived.plans[person.employee_id]
    target = changed_target(plan.targets[1], Decimal("0.95"))
    given = ChangeRequestIn(
        plan_id=plan.id,
        reason="Jumlah layanan berkurang karena sebagian dialihkan ke kelurahan.",
        changes=[ChangeIn(action=ChangeAction.CHANGE, target_id=plan.targets[1].id, target=target)],
    )
    async with lived.stage.scene(lived.agency_id, date(lived.year, 3, 2)) as uow:
        asked = await changes.ask_change(uow, asks, given)
    async with lived.stage.scene(lived.agency_id, date(lived.year, 3, 5)) as uow:
        await changes.step_change(uow, decides, asked.id, ANY, step)


async def leave_waiting(uow: UnitOfWork, lived: Year, person: Person, report_id: UUID) -> None:
    """Leave a report of the open period as they are found there: submitted after being taken back, or returned."""
    await realizations.step_realization(uow, person.principal, report_id, ANY, StepIn(name="submit"))
    if person.seat.index == 1:
        await realizations.step_realization(uow, person.principal, report_id, ANY, StepIn(name="withdraw"))
        await realizations.step_realization(uow, person.principal, report_id, ANY, StepIn(name="submit"))
    else:
        returned = StepIn(name="return", note="Lampirkan rekapitulasi bulan Oktober.")
        official = lived.official_of(person).principal
        await realizations.step_realization(uow, official, report_id, ANY, returned)


async def ask_raters(lived: Year, period: PeriodOut, day: date) -> None:
    """Ask the people of a head about their superior: nominated by the head, approved, refused, declined, lapsed."""
    staff = at_counter(lived)
    head = lived.official_of(staff[0])
    official, plan = lived.official_of(head).principal, lived.plans[head.employee_id]
    async with lived.stage.scene(lived.agency_id, day) as uow:
        for place, rater in enumerate(staff):
            asked = RequestIn(plan_id=plan.id, period_id=period.id, rater_id=rater.employee_id)
            nominated = await requests.ask_rater(uow, head.principal, asked)
            if place == 0:
                refused = StepIn(name="refuse", note="Baru pindah ke unit ini; tanyakan pada semester berikutnya.")
                await requests.step_request(uow, official, nominated.id, ANY, refused)
                nominated = await requests.ask_rater(uow, official, asked)
                declined = StepIn(name="decline", note="Belum sebulan bekerja dengan beliau.")
                await requests.step_request(uow, rater.principal, nominated.id, ANY, declined)
                await requests.ask_rater(uow, head.principal, asked)
                continue
            await requests.step_request(uow, official, nominated.id, ANY, StepIn(name="approve"))
            await ratings.give_rating(uow, rater.principal, rating_of(head, plan.id, period.id, Group.SUBORDINATE))
        await collections.close_collection(uow, official, CollectionIn(plan_id=plan.id, period_id=period.id))


async def reopen_period(lived: Year, period: PeriodOut) -> None:
    """Open a closed period again for one who was ill, and close it two days later."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    for days, step in (
        (1, StepIn(name="reopen", note="Satu pegawai sakit pada batas laporan.")),
        (3, StepIn(name="close")),
    ):
        async with lived.stage.scene(lived.agency_id, period.report_by + timedelta(days=days)) as uow:
            await cycles.step_period(uow, administrator, period.id, ANY, step)


async def reopen_year(lived: Year) -> None:
    """Open a closed year again for a late correction, and close it."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    async with lived.stage.scene(lived.agency_id, date(lived.year + 1, 1, 13)) as uow:
        reopened = StepIn(name="reopen", note="Satu dokumen evaluasi belum tercatat.")
        await cycles.step_cycle(uow, administrator, lived.cycle_id, ANY, reopened)
        await cycles.step_cycle(uow, administrator, lived.cycle_id, ANY, StepIn(name="close"))


async def resume_runs(lived: Year, period: PeriodOut, day: date) -> None:
    """Cancel runs that were begun too early, resume them, and let them come to their end."""
    administrator, cycle_id = lived.staff.offices[Role.HR_ADMIN], lived.cycle_id
    cancel, resume = StepIn(name="cancel"), StepIn(name="resume")
    assigned = await queue_template(lived, day)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        prepared = await evaluation_runs.start_run(
            uow, administrator, EvaluationRunIn(cycle_id=cycle_id, period_id=period.id), "id"
        )
        scored = await score_runs.start_run(uow, administrator, RunIn(cycle_id=cycle_id), "id")
    async with lived.stage.scene(lived.agency_id, day) as uow:
        for step in (cancel, resume):
            await assignments.step_run(uow, administrator, assigned, ANY, step)
            await evaluation_runs.step_run(uow, administrator, prepared.id, ANY, step, "id")
            await score_runs.step_run(uow, administrator, scored.id, ANY, step, "id")
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await assignments.advance_run(uow, assigned)
        await evaluation_runs.advance_run(uow, prepared.id)
    await finish_score_run(lived, scored.id, day)


async def declare_relation(lived: Year, day: date) -> None:
    """Declare that two who serve at the counter are relatives: from then on neither rates the other."""
    first, second, *_ = at_counter(lived)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        given = RelationIn(relative_id=second.employee_id, kind="saudara kandung")
        await employees.add_relation(uow, lived.staff.offices[Role.HR_ADMIN], first.employee_id, given)
