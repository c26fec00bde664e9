"""For which year and period results and evaluations can be made."""

from dataclasses import dataclass
from uuid import UUID

from kinerja_api.cycles.public import get_period, require_open_cycle
from kinerja_api.cycles.types import CycleView, PeriodStatus, PeriodView
from kinerja_api.evaluations.errors import EVALUATING, OTHER_YEAR, PeriodNotBegun
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.targets.types import PlanView


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is evaluated: a plan, in a period or (without one) in its whole year."""

    plan: PlanView
    cycle: CycleView
    period: PeriodView | None


async def find_period(uow: UnitOfWork, cycle_id: UUID, period_id: UUID | None) -> PeriodView | None:
    """Return the period that is named, which must be of that year; None when none is."""
    if period_id is None:
        return None
    period = await get_period(uow, period_id)
    if period.cycle_id != cycle_id:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR, "/period_id")])
    return period


async def require_occasion(
    uow: UnitOfWork, cycle_id: UUID, period_id: UUID | None
) -> tuple[CycleView, PeriodView | None]:
    """Return year and period when the year is open and the period has begun; it may have closed to reports since."""
    cycle = await require_open_cycle(uow, cycle_id)
    period = await find_period(uow, cycle_id, period_id)
    if period is not None and period.status is PeriodStatus.UPCOMING:
        raise PeriodNotBegun(basis=[EVALUATING])
    return cycle, period
