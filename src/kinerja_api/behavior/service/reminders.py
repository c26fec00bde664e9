"""Reminders to who was asked to rate and has not answered, while the period or the year takes answers."""

from datetime import timedelta
from uuid import UUID

from kinerja_api.audit.public import Act, record_many
from kinerja_api.behavior.events import RaterReminded
from kinerja_api.behavior.lifecycle import REQUEST
from kinerja_api.behavior.repository import collections as repository
from kinerja_api.behavior.service.collections import close_cycle, close_period
from kinerja_api.behavior.service.occasions import number_in_force
from kinerja_api.cycles.public import get_cycle, get_period
from kinerja_api.cycles.types import CycleStatus, PeriodStatus
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.public import list_plans

REMIND_OF_PERIOD = "remind_raters_of_period"
REMIND_OF_CYCLE = "remind_raters_of_cycle"


async def after_period(uow: UnitOfWork, period_id: UUID) -> None:
    """Close the ratings of a period that has closed; begin to remind the raters of one that has opened."""
    match (await get_period(uow, period_id)).status:
        case PeriodStatus.CLOSED:
            await close_period(uow, period_id)
        case PeriodStatus.OPEN:
            await _remind_later(uow, REMIND_OF_PERIOD, period_id)
        case PeriodStatus.UPCOMING:
            return


async def after_cycle(uow: UnitOfWork, cycle_id: UUID) -> None:
    """Close the ratings of a year that has closed; begin to remind the raters of one that has opened."""
    match (await get_cycle(uow, cycle_id)).status:
        case CycleStatus.CLOSED:
            await close_cycle(uow, cycle_id)
        case CycleStatus.OPEN:
            await _remind_later(uow, REMIND_OF_CYCLE, cycle_id)
        case CycleStatus.DRAFT:
            return


async def remind_of_period(uow: UnitOfWork, period_id: UUID) -> None:
    """Remind who has not answered about a period for some days, and look again later while it is open."""
    if (await get_period(uow, period_id)).status is PeriodStatus.OPEN:
        await _remind(uow, period_id)
        await _remind_later(uow, REMIND_OF_PERIOD, period_id)


async def remind_of_cycle(uow: UnitOfWork, cycle_id: UUID) -> None:
    """The same about a year as a whole."""
    if (await get_cycle(uow, cycle_id)).status is CycleStatus.OPEN:
        plans = await list_plans(uow, await repository.list_waiting_plan_ids(uow))
        await _remind(uow, [plan.id for plan in plans if plan.cycle_id == cycle_id])
        await _remind_later(uow, REMIND_OF_CYCLE, cycle_id)


async def _remind(uow: UnitOfWork, about: UUID | list[UUID]) -> None:
    days, most = await number_in_force(uow, "reminder_days"), await number_in_force(uow, "most_reminders")
    before = uow.now() - timedelta(days=days)
    reminded = await repository.count_reminder(uow, about, before=before, most=most, now=uow.now())
    acts = [Act("reminded", REQUEST.resource_type, each, details={"number": number}) for each, number in reminded]
    if acts:
        await record_many(uow, None, acts)
    for request_id, number in reminded:
        uow.emit(RaterReminded(request_id, number=number))


async def _remind_later(uow: UnitOfWork, job: str, resource_id: UUID) -> None:
    # Looked at every day: whoever was asked later is due later.
    await uow.enqueue(job, resource_id=resource_id, at=uow.now() + timedelta(days=1))
