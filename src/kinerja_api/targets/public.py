"""Target plans for the other capabilities (PermenPANRB 6/2022: SKP, hasil kerja, indikator kinerja individu)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.cycles.types import CycleView
from kinerja_api.employees.public import EmployeePost
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.targets import repository
from kinerja_api.targets.repository import parts, people, views
from kinerja_api.targets.rules import PlanDays
from kinerja_api.targets.service import hosting
from kinerja_api.targets.service.closing import close_plan, reopen_plan
from kinerja_api.targets.service.standing import (
    list_days_seen,
    look_back,
    require_day_seen,
    require_seen,
    sight_of_plan,
    visible_to,
)
from kinerja_api.targets.types import IndicatorView, Measure, PlanPart, PlanSpan, PlanView, Sight

__all__ = [
    "IndicatorView",
    "Measure",
    "PlanDays",
    "PlanPart",
    "PlanSpan",
    "PlanView",
    "Sight",
    "close_plan",
    "find_plan_of",
    "get_indicator",
    "get_plan",
    "get_plan_of_target",
    "keep_host_plan",
    "list_days_seen",
    "list_measures",
    "list_plans",
    "list_plans_between",
    "look_back",
    "map_latest_plan_views",
    "map_latest_plans",
    "map_parts",
    "map_target_titles",
    "reopen_plan",
    "require_day_seen",
    "require_seen",
    "sight_of_plan",
    "visible_to",
]


async def get_plan(uow: UnitOfWork, plan_id: UUID) -> PlanView:
    """Return a plan; raise `NotFound`."""
    return views.plan_view(await repository.get_plan(uow, plan_id))


async def get_plan_of_target(uow: UnitOfWork, target_id: UUID) -> PlanView:
    """Return the plan that a target belongs to; raise `NotFound`."""
    return await get_plan(uow, (await repository.get_target(uow, target_id)).plan_id)


async def find_plan_of(uow: UnitOfWork, employee_id: UUID, cycle_id: UUID) -> PlanView | None:
    """Return an employee's latest plan of a cycle, or None."""
    plan = await people.find_plan_of(uow, employee_id, cycle_id)
    return views.plan_view(plan) if plan else None


async def map_latest_plans(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return the id of each employee's latest plan of a cycle, by employee; those without a plan are left out."""
    return await views.map_latest_plans(uow, cycle_id, employee_ids)


async def map_latest_plan_views(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, PlanView]:
    """Return each employee's latest plan of a cycle, by employee; those without a plan are left out."""
    latest = await views.map_latest_plans(uow, cycle_id, employee_ids)
    plans = await views.list_plans_by_id(uow, list(latest.values()))
    return {plan.employee_id: views.plan_view(plan) for plan in plans}


async def list_plans_between(
    uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID], first_day: date, last_day: date
) -> list[PlanView]:
    """Return the plans of these people in a cycle that hold on some day between these, in the order they began."""
    return [
        views.plan_view(plan)
        for plan in await views.list_plans_between(uow, cycle_id, employee_ids, first_day, last_day)
    ]


async def keep_host_plan(
    uow: UnitOfWork, post: EmployeePost, cycle: CycleView, first_day: date, until: date | None, host_agency: str
) -> PlanView:
    """Return the plan that stands for one kept at another agency, and make it when there is none; it has no targets.

    `first_day` names it; `until` is the last day there, none while the days elsewhere go on to the end of the year.
    """
    return views.plan_view(await hosting.keep_host_plan(uow, post, cycle, PlanDays(first_day, until), host_agency))


async def list_plans(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> list[PlanView]:
    """Return these plans, in one statement."""
    return [views.plan_view(plan) for plan in await views.list_plans_by_id(uow, plan_ids)]


async def map_target_titles(uow: UnitOfWork, plan_id: UUID) -> dict[UUID, str]:
    """Return the titles of a plan's targets by id, in the order of the plan."""
    return await views.map_target_titles(uow, plan_id)


async def list_measures(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> list[Measure]:
    """Return the indicators of these plans whose target is a number; a target in words cannot be exceeded."""
    return await views.list_measures(uow, plan_ids)


async def get_indicator(uow: UnitOfWork, indicator_id: UUID) -> IndicatorView:
    """Return an indicator with its plan; raise `NotFound`."""
    view = await views.find_indicator_view(uow, indicator_id)
    if view is None:
        raise NotFound
    return view


async def map_parts(uow: UnitOfWork, part_ids: Sequence[UUID]) -> dict[UUID, PlanPart]:
    """Return the targets and indicators of these ids with their plans, by id; what is not there is left out."""
    return await parts.map_parts(uow, part_ids)
