"""The performance year for the other capabilities (PermenPANRB 6/2022 article 5: plan, do, evaluate, follow up)."""

from datetime import date
from uuid import UUID

from kinerja_api.cycles import repository
from kinerja_api.cycles.errors import CycleNotOpen, PeriodClosed
from kinerja_api.cycles.lifecycle import STAGES
from kinerja_api.cycles.models import Cycle, Period
from kinerja_api.cycles.types import CycleStatus, CycleView, PeriodPattern, PeriodStatus, PeriodView
from kinerja_api.kit.db.uow import UnitOfWork

__all__ = [
    "CycleView",
    "PeriodView",
    "get_cycle",
    "get_period",
    "list_periods",
    "list_periods_between",
    "require_open_cycle",
    "require_open_period",
]


async def get_cycle(uow: UnitOfWork, cycle_id: UUID) -> CycleView:
    """Return a cycle; raise `NotFound`."""
    return _cycle(await repository.get_cycle(uow, cycle_id))


async def require_open_cycle(uow: UnitOfWork, cycle_id: UUID) -> CycleView:
    """Return a cycle that is open; raise `CycleNotOpen` for another."""
    cycle = await get_cycle(uow, cycle_id)
    if cycle.status is not CycleStatus.OPEN:
        raise CycleNotOpen(basis=STAGES)
    return cycle


async def get_period(uow: UnitOfWork, period_id: UUID) -> PeriodView:
    """Return a period; raise `NotFound`."""
    return await repository.read_period_view(uow, period_id)


async def require_open_period(uow: UnitOfWork, period_id: UUID) -> PeriodView:
    """Return a period that takes reports; raise `PeriodClosed` for another."""
    period = await get_period(uow, period_id)
    if period.status is not PeriodStatus.OPEN:
        raise PeriodClosed(basis=STAGES)
    return period


async def list_periods(uow: UnitOfWork, cycle_id: UUID) -> list[PeriodView]:
    """Return the periods of a cycle in order."""
    return [_period(period) for period in await repository.list_periods(uow, cycle_id)]


async def list_periods_between(uow: UnitOfWork, first_day: date, last_day: date) -> list[PeriodView]:
    """Return the periods of every year that hold some day between these, by their first day."""
    return await repository.list_periods_between(uow, first_day, last_day)


def _cycle(row: Cycle) -> CycleView:
    return CycleView(
        id=row.id,
        year=row.year,
        pattern=PeriodPattern(row.pattern),
        status=CycleStatus(row.status),
        plan_by=row.plan_by,
        first_day=date(row.year, 1, 1),
        last_day=date(row.year, 12, 31),
    )


def _period(row: Period) -> PeriodView:
    return PeriodView(
        id=row.id,
        cycle_id=row.cycle_id,
        number=row.number,
        label=row.label,
        first_day=row.first_day,
        last_day=row.last_day,
        report_by=row.report_by,
        status=PeriodStatus(row.status),
        stepped_at=row.updated_at,
    )
