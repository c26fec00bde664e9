"""Writing the parts of a target plan: what a target may say, its columns, and the version of the whole."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kinerja_api.audit.public import Act, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import (
    EmployeePost,
    get_delegation,
    list_superiors,
)
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.targets import repository
from kinerja_api.targets.errors import (
    ACTING,
    CASCADE,
    FORMS,
    STUDYING,
    CascadeCycle,
    NotOwnDelegation,
    NotSuperiorsTarget,
    PerspectiveNotOnForm,
    StudyIndicatorNotOnPlan,
)
from kinerja_api.targets.lifecycle import PLAN
from kinerja_api.targets.models import Indicator, TargetPlan
from kinerja_api.targets.repository import cascades
from kinerja_api.targets.rules import PlanDays
from kinerja_api.targets.schemas import (
    IndicatorIn,
    IndicatorOut,
    TargetIn,
)
from kinerja_api.targets.types import PlanForm, PlanKind

RESOURCE = PLAN.resource_type


def check_form(plan: TargetPlan, given: TargetIn) -> None:
    """Refuse a perspective on the form that has none, and indicators of study in a plan of work."""
    if given.perspective is not None and plan.form != PlanForm.PIMPINAN.value:
        raise PerspectiveNotOnForm(basis=FORMS)
    check_study(plan, given.indicators)


def check_study(plan: TargetPlan, indicators: Sequence[IndicatorIn]) -> None:
    """Refuse indicators of study in a plan of work."""
    if plan.kind != PlanKind.STUDY.value and any(each.study_kind is not None for each in indicators):
        raise StudyIndicatorNotOnPlan(basis=STUDYING)


async def name_delegation(uow: UnitOfWork, plan: TargetPlan, given: TargetIn) -> str | None:
    """Return what the acting appointment of a target is called; it is the employee's own and of the plan's year."""
    if given.delegation_id is None:
        return None
    acting = await get_delegation(uow, given.delegation_id)
    if acting.employee_id != plan.employee_id:
        raise NotFound
    cycle = await get_cycle(uow, plan.cycle_id)
    if acting.since > cycle.last_day or acting.until <= cycle.first_day:
        raise NotOwnDelegation(basis=ACTING)
    unit = await get_unit(uow, acting.unit_id, acting.since)
    return f"{acting.capacity.value.title()}. {unit.name}"


async def check_cascade(uow: UnitOfWork, plan: TargetPlan, given: TargetIn) -> None:
    """A target may serve a target of somebody above, in the same year (matriks peran hasil)."""
    if given.superior_target_id is None:
        return
    above = await repository.find_target_to_serve(uow, given.superior_target_id)
    if above is None:
        raise NotSuperiorsTarget(basis=CASCADE)
    their_plan = await repository.get_plan(uow, above.plan_id)
    superiors = await list_superiors(uow, plan.employee_id, await today_of(uow))
    if their_plan.cycle_id != plan.cycle_id or their_plan.employee_id not in {each.employee_id for each in superiors}:
        raise NotSuperiorsTarget(basis=CASCADE)


async def refuse_circle(uow: UnitOfWork, plan: TargetPlan, target_id: UUID, superior_id: UUID | None) -> None:
    """Refuse a link that leads back to the target itself; possible once people have changed places in the tree."""
    if superior_id is None:
        return
    await cascades.hold_links(uow, plan.cycle_id)
    if await cascades.is_above(uow, target_id, superior_id):
        raise CascadeCycle(basis=CASCADE)


async def touch(
    uow: UnitOfWork, principal: Principal | None, plan: TargetPlan, action: str, part: UUID | None = None
) -> None:
    """Raise the plan's version, leave the act in the trail, and write what is pending."""
    details = {"part": str(part)} if part else {}
    act = Act(action, RESOURCE, plan.id, details=details)
    record_change(uow, principal, plan, act)
    await uow.session.flush()


def plan_columns(uow: UnitOfWork, cycle_id: UUID, post: EmployeePost, days: PlanDays) -> dict[str, Any]:
    """Return the columns that say whose a new plan is, of which post as it was then, and for which days."""
    return {
        "agency_id": uow.agency_id,
        "id": uow.new_id(),
        "cycle_id": cycle_id,
        "employee_id": post.employee_id,
        "position_id": post.position_id,
        "unit_id": post.unit_id,
        "valid_from": days.first_day,
        "valid_until": days.until,
        "employee_name": post.name,
        "employee_nip": post.nip,
        "rank": post.rank,
        "position_name": post.position_name,
        "unit_name": post.unit_name,
        "version": 1,
        "created_at": uow.now(),
        "updated_at": uow.now(),
    }


def target_columns(given: TargetIn, delegation_name: str | None = None) -> dict[str, object]:
    """Return the columns of a target, without its indicators."""
    return {
        "kind": given.kind.value,
        "classification": given.classification.value,
        "title": given.title,
        "superior_target_id": given.superior_target_id,
        "perspective": given.perspective.value if given.perspective else None,
        "delegation_id": given.delegation_id,
        "delegation_name": delegation_name,
        "weight": given.weight,
        "standards": [each.model_dump() for each in given.standards],
    }


def indicator_columns(given: IndicatorIn | IndicatorOut) -> dict[str, object]:
    """Return the columns of an indicator, without its place."""
    return {
        "aspect": given.aspect.value,
        "title": given.title,
        "target_value": given.target_value,
        "target_high": given.target_high,
        "start_value": given.start_value,
        "target_text": given.target_text,
        "unit": given.unit,
        "direction": given.direction.value,
        "study_kind": given.study_kind.value if given.study_kind else None,
    }


def new_indicator(uow: UnitOfWork, target_id: UUID, number: int, given: IndicatorIn | IndicatorOut) -> Indicator:
    """Return the row of an indicator of a target."""
    place = {"agency_id": uow.agency_id, "id": uow.new_id(), "target_id": target_id, "number": number}
    return Indicator(**place, **indicator_columns(given))
