"""How somebody stands to whose behaviour is rated: today or, by a plan that has ended, on its last day.

Whoever evaluates a plan that has ended also rates the behaviour of its periods; whoever only stands above today reads.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.models import BehaviorRating, RatingCollection
from kinerja_api.employees.public import list_led_unit_ids, stand_to
from kinerja_api.employees.types import Standing
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of
from kinerja_api.targets.public import get_plan, list_plans


async def standing_by(uow: UnitOfWork, principal: Principal, employee_id: UUID, until: date | None) -> Standing:
    """Return how the principal stands to an employee by a plan that holds until a day (None: all year)."""
    return (await stand_to(uow, principal, employee_id, until, await today_of(uow))).standing


async def standing_to_row(uow: UnitOfWork, principal: Principal, row: BehaviorRating | RatingCollection) -> Standing:
    """Return how the principal stands to what was given or collected about an employee's plan."""
    return await standing_by(uow, principal, row.employee_id, (await get_plan(uow, row.plan_id)).valid_until)


async def day_that_counts(uow: UnitOfWork, until: date | None) -> date:
    """Return the day whose line and colleagues count for a plan: today, or the last day of one that has ended."""
    today = await today_of(uow)
    return today if until is None else min(until, today)


async def led_in_list(uow: UnitOfWork, principal: Principal, plan_id: UUID | None) -> Sequence[UUID]:
    """Return the units whose rows a list shows: of one plan, that of the plan for whoever stands above by it."""
    if plan_id is None:
        return await list_led_unit_ids(uow, principal.employee_id, await today_of(uow))
    for plan in await list_plans(uow, [plan_id]):
        standing = await standing_by(uow, principal, plan.employee_id, plan.valid_until)
        return [plan.unit_id] if standing.relation.is_above else []
    return []
