"""For which plan and period ratings can be given, and by which rules of the agency."""

from fractions import Fraction
from typing import cast
from uuid import UUID

from kinerja_api.behavior.errors import BEHAVIOR, OTHER_YEAR, RatingNeedsAgreedPlan
from kinerja_api.cycles.public import get_cycle, get_period, require_open_cycle, require_open_period
from kinerja_api.cycles.types import CycleStatus, PeriodStatus
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.organization.public import today_of
from kinerja_api.policies.public import pin
from kinerja_api.scoring.policy import Kind
from kinerja_api.targets.types import PlanStatus, PlanView

POLICY = "behavior_default"


async def require_occasion(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> None:
    """Pass when the plan is agreed, its year is open and so is the period, which must be of that year."""
    if plan.status is not PlanStatus.AGREED:
        raise RatingNeedsAgreedPlan(basis=[BEHAVIOR])
    await require_open_cycle(uow, plan.cycle_id)
    await check_period(uow, plan, period_id)
    if period_id is not None:
        await require_open_period(uow, period_id)


async def takes_ratings(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> bool:
    """Tell whether ratings can be given now."""
    if plan.status is not PlanStatus.AGREED:
        return False
    if (await get_cycle(uow, plan.cycle_id)).status is not CycleStatus.OPEN:
        return False
    return period_id is None or (await get_period(uow, period_id)).status is PeriodStatus.OPEN


async def check_period(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> None:
    """Pass when the period is of the plan's year, or none is named."""
    if period_id is not None and (await get_period(uow, period_id)).cycle_id != plan.cycle_id:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR, "/period_id")])


async def number_in_force(uow: UnitOfWork, name: str) -> int:
    """Return a whole number of the policy of behaviour ratings that rules today."""
    return int(await share_in_force(uow, name))


async def share_in_force(uow: UnitOfWork, name: str) -> Fraction:
    """Return a number of the policy of behaviour ratings that rules today."""
    today = await today_of(uow)
    policy = (await pin(uow, POLICY, today)).policy
    return cast("Fraction", policy.parameter(name, Kind.NUMBER).on(today).value)
