"""For which plan and period ratings can be given, and by which rules of the agency."""

from fractions import Fraction
from typing import cast
from uuid import UUID

from kinerja_api.behavior.errors import BEHAVIOR, OTHER_YEAR, RatingNeedsAgreedPlan
from kinerja_api.behavior.repository import collections
from kinerja_api.behavior.repository.collections import Closing
from kinerja_api.cycles.public import get_period, require_open_cycle, require_open_period
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid, NotFound
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


async def check_period(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> None:
    """Pass when the period is of the plan's year, or none is named."""
    if period_id is not None:
        _refuse_other_year(plan, (await get_period(uow, period_id)).cycle_id)


async def find_closing(uow: UnitOfWork, plan: PlanView, period_id: UUID | None) -> Closing | None:
    """Return the end of collecting about a plan and a period of its year, or None while answers are taken."""
    occasion = await collections.read_occasion(uow, plan.id, period_id)
    if period_id is not None:
        if occasion.cycle_id is None:
            raise NotFound
        _refuse_other_year(plan, occasion.cycle_id)
    return occasion.closing


def _refuse_other_year(plan: PlanView, cycle_id: UUID) -> None:
    if cycle_id != plan.cycle_id:
        raise Invalid(errors=[FieldError("other_year", OTHER_YEAR, "/period_id")])


async def number_in_force(uow: UnitOfWork, name: str) -> int:
    """Return a whole number of the policy of behaviour ratings that rules today."""
    [number] = await numbers_in_force(uow, name)
    return int(number)


async def numbers_in_force(uow: UnitOfWork, *names: str) -> list[Fraction]:
    """Return numbers of the policy of behaviour ratings that rules today."""
    today = await today_of(uow)
    policy = (await pin(uow, POLICY, today)).policy
    return [cast("Fraction", policy.parameter(name, Kind.NUMBER).on(today).value) for name in names]
