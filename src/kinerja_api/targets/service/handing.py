"""Ending the plans of posts that somebody has left, when the new post is recorded and not only when it has a plan."""

from uuid import UUID

from kinerja_api.cycles.public import get_cycle
from kinerja_api.cycles.types import CycleStatus
from kinerja_api.employees.public import find_last_day_in_post
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets import repository
from kinerja_api.targets.service.writing import touch


async def end_former_plans(uow: UnitOfWork, employee_id: UUID) -> None:
    """End the plans of an open year whose post was left: on its last day, so that it is evaluated up to there.

    May run twice: a plan that has ended stays as it is.
    """
    for plan in await repository.list_unended_plans(uow, employee_id):
        cycle = await get_cycle(uow, plan.cycle_id)
        last_day = await find_last_day_in_post(uow, employee_id, plan.position_id)
        if cycle.status is CycleStatus.OPEN and last_day is not None and last_day < cycle.last_day:
            plan.valid_until = max(last_day, plan.valid_from or last_day)
            await touch(uow, None, plan, "handed_over")
