"""What the plans of the demo hold beside their targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.citizens import ANY
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.targets.schemas import (
    Attachments,
    Expectation,
    ExpectationsIn,
    IndicatorIn,
    PlanIn,
    PlanOut,
    Standard,
    TargetIn,
)
from kinerja_api.targets.schemas.changes import ChangedIndicator, ChangedTarget, ChangeIn, ChangeRequestIn
from kinerja_api.targets.schemas.templates import AssignmentIn, TemplateIn, TemplateTarget
from kinerja_api.targets.service import assignments, changes, contents, drafting, plans, templates
from kinerja_api.targets.types import Aspect, ChangeAction, CoreValue, Perspective, TargetClass

if TYPE_CHECKING:
    from kinerja_api.authz.principal import Principal
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year
    from kinerja_api.kit.db.uow import UnitOfWork
    from kinerja_api.targets.schemas import TargetOut

# What the unit owes stays with the post; what somebody has made their own goes along with them.
CLASSES = (TargetClass.ORGANISASI, TargetClass.INDIVIDU)
PERSPECTIVES = (Perspective.PENERIMA_LAYANAN, Perspective.PROSES_BISNIS)
ATTACHMENTS = Attachments(
    resources=["Satu operator data tambahan pada jam sibuk", "Aplikasi layanan yang dapat diakses dari loket"],
    accountability=["Laporan kemajuan setiap akhir periode", "Bukti dukung disimpan pada realisasi"],
    consequences=["Capaian di atas target diusulkan mendapat penghargaan", "Target yang tidak tercapai dibimbing"],
)
EXPECTATIONS = ExpectationsIn(
    expectations=[
        Expectation(value=CoreValue.BERORIENTASI_PELAYANAN, text="Tanggapi setiap pengaduan dalam satu hari kerja."),
        Expectation(value=CoreValue.KOLABORATIF, text="Bantu loket lain ketika antrean panjang."),
    ]
)


def perspective_of(person: Person, place: int) -> Perspective | None:
    """Return the perspective of a target; only the heads of all are on the form that has one."""
    return PERSPECTIVES[place] if person.is_head and person.seat.unit.parent is None else None


def standards_of(title: str) -> list[Standard]:
    """Return the standard to which a target is worked on."""
    standard = Standard(
        title=title, standard="Sesuai standar pelayanan yang ditetapkan", reference="Standar pelayanan 2026"
    )
    return [standard]


async def attach(uow: UnitOfWork, employee: Principal, plan_id: UUID) -> None:
    """Fill in the attachments of a plan."""
    await contents.change_attachments(uow, employee, plan_id, ANY, ATTACHMENTS)


async def expect(uow: UnitOfWork, official: Principal, plan_id: UUID) -> None:
    """Write what the rating official expects of the behaviour."""
    await contents.change_expectations(uow, official, plan_id, ANY, EXPECTATIONS)


async def draft_plan(lived: Year, person: Person, day: date) -> PlanOut:
    """Draft somebody's plan, each target under that of the rating official; what came along after a move is there."""
    async with lived.stage.scene(lived.agency_id, day) as uow:
        is_example = lived.is_example and person.is_example
        if is_example:
            lived.stage.pin("plan_id")
        plan = await drafting.draft_plan(uow, person.principal, PlanIn(cycle_id=lived.cycle_id), "id")
        official = lived.staff.official_of(person)
        above = lived.plans[official.employee_id].targets if official else []
        came_along = {each.title for each in plan.targets}
        for place, (title, indicator, value, unit) in enumerate(lived.staff.agency.targets):
            if title in came_along:
                continue
            if is_example and place == 0:
                lived.stage.pin("target_id", "indicator_id")
            measure = IndicatorIn(aspect=Aspect.KUANTITAS, title=indicator, target_value=Decimal(value), unit=unit)
            target = TargetIn(
                title=title,
                classification=CLASSES[place],
                weight=Decimal((60, 40)[place]),
                superior_target_id=above[place].id if above else None,
                perspective=perspective_of(person, place),
                standards=standards_of(title),
                indicators=[measure],
            )
            await plans.add_target(uow, person.principal, plan.id, ANY, target)
        await attach(uow, person.principal, plan.id)
        written = await plans.read_plan(uow, person.principal, plan.id)
        lived.plans[person.employee_id] = PlanOut.model_validate_json(written.document)
    return lived.plans[person.employee_id]


async def agree_plan(lived: Year, person: Person, day: date) -> None:
    """Write what is expected of the behaviour, and agree a submitted plan."""
    official, plan_id = lived.official_of(person), lived.plans[person.employee_id].id
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await expect(uow, official.principal, plan_id)
        agreed = await plans.step_plan(uow, official.principal, plan_id, ANY, StepIn(name="agree"))
        lived.plans[person.employee_id] = agreed


async def ask_change(lived: Year, day: date) -> None:
    """Let the employee of the examples ask for a change of the agreed plan, which waits for its decision."""
    person = next(each for each in lived.people() if each.is_example)
    plan = lived.plans[person.employee_id]
    target = plan.targets[0]
    changed = changed_target(target, Decimal("0.9"))
    given = ChangeRequestIn(
        plan_id=plan.id,
        reason="Satu loket ditutup untuk perbaikan sampai akhir tahun.",
        changes=[ChangeIn(action=ChangeAction.CHANGE, target_id=target.id, target=changed)],
    )
    async with lived.stage.scene(lived.agency_id, day) as uow:
        lived.stage.pin("change_request_id")
        await changes.ask_change(uow, person.principal, given)


def changed_target(target: TargetOut, part: Decimal) -> ChangedTarget:
    """Return a target as it is to be: its first indicator asks for a part of what it asked for."""
    indicator = target.indicators[0]
    lower = ChangedIndicator(
        indicator_id=indicator.id,
        aspect=indicator.aspect,
        title=indicator.title,
        target_value=(indicator.target_value or Decimal(0)) * part,
        unit=indicator.unit,
    )
    return ChangedTarget(
        title=target.title,
        weight=target.weight,
        superior_target_id=target.superior_target_id,
        standards=standards_of(target.title),
        indicators=[lower],
    )


async def assign_template(lived: Year, day: date) -> None:
    """Give the unit of the examples a template; those who have a plan keep it, as the report of the run says."""
    run_id = await queue_template(lived, day)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await assignments.advance_run(uow, run_id)


async def queue_template(lived: Year, day: date) -> UUID:
    """Write a template for those at the counter and queue its assignment; returns the run."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    title, indicator, value, unit = lived.staff.agency.targets[0]
    measure = IndicatorIn(aspect=Aspect.KUANTITAS, title=indicator, target_value=Decimal(value), unit=unit)
    template = TemplateIn(
        name="Pengolah Data dan Informasi",
        position_name="Pengolah Data dan Informasi",
        targets=[TemplateTarget(title=title, weight=Decimal(100), standards=standards_of(title), indicators=[measure])],
        attachments=ATTACHMENTS,
    )
    counter = next(each for each in lived.staff.agency.units if each.service)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        if lived.is_example:
            lived.stage.pin("template_id")
        made = await templates.create_template(uow, administrator, template)
        if lived.is_example:
            lived.stage.pin("assignment_run_id")
        scope = AssignmentIn(template_id=made.id, cycle_id=lived.cycle_id, unit_id=lived.staff.units[counter.code])
        return (await assignments.start_run(uow, administrator, scope)).id
