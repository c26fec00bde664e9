"""Ending plans whose days are over: when a new post or a status is recorded, and not only when another plan begins."""

from datetime import date, timedelta
from uuid import UUID

from kinerja_api.cycles.public import get_cycle
from kinerja_api.cycles.types import CycleStatus, CycleView
from kinerja_api.employees.public import find_last_day_in_post, find_planned_post, list_statuses
from kinerja_api.employees.types import ServiceStatus
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.repository import people
from kinerja_api.targets.rules import days_of_plan
from kinerja_api.targets.service.writing import touch
from kinerja_api.targets.types import PlanKind


async def end_former_plans(uow: UnitOfWork, employee_id: UUID) -> None:
    """End the plans of an open year on the last day that is theirs, so that each is evaluated up to there.

    That is the last day in a post that was left, or the day before a status whose days are in no such plan and that is
    not known to end in the year: leave outside state cost, and study leave for a plan of work. So a plan has the same
    days whether it was drawn up before or after the status was recorded. Work at another agency ends no plan: who comes
    back works by it again. May run twice: a plan that has ended stays as it is, also when the end of the status is
    recorded later, for what is worked then has a plan of its own.
    """
    for plan in await people.list_unended_plans(uow, employee_id):
        cycle = await get_cycle(uow, plan.cycle_id)
        if cycle.status is not CycleStatus.OPEN:
            continue
        left_on, interrupted_on = await _left_on(uow, plan, cycle), await _interrupted_on(uow, plan, cycle)
        ends = [each for each in (left_on, interrupted_on) if each is not None]
        if ends:
            plan.valid_until = min(ends)
            await touch(uow, None, plan, "handed_over" if plan.valid_until == left_on else "interrupted")


async def _left_on(uow: UnitOfWork, plan: TargetPlan, cycle: CycleView) -> date | None:
    """Return the last day in the post of a plan, or None while it is held, or counts for a student, on to the end."""
    last_day = await find_last_day_in_post(uow, plan.employee_id, plan.position_id)
    if last_day is None or last_day >= cycle.last_day:
        return None
    day_after = max(last_day + timedelta(days=1), plan.valid_from or cycle.first_day)
    post = await find_planned_post(uow, plan.employee_id, day_after)
    if post is not None and post.position_id == plan.position_id:
        return None
    return max(last_day, plan.valid_from or last_day)


async def _interrupted_on(uow: UnitOfWork, plan: TargetPlan, cycle: CycleView) -> date | None:
    """Return the last day of a plan before a status that goes on to the end of the year, or None.

    A plan none of whose days are its own any more has no last day: nothing of it is evaluated.
    """
    first_day = plan.valid_from or cycle.first_day
    held = await list_statuses(uow, plan.employee_id, first_day, cycle.last_day)
    statuses = [each for each in held if each.kind is not ServiceStatus.DIPERBANTUKAN]
    days = days_of_plan(PlanKind(plan.kind), first_day, cycle.last_day, statuses)
    return days.until if days else None
