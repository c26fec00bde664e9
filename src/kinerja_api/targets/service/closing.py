"""Closes a plan when its year is settled, and opens it again when that is taken back."""

from uuid import UUID

from kinerja_api.audit.public import Act, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets import repository
from kinerja_api.targets.events import PlanStepped
from kinerja_api.targets.lifecycle import CLOSE, PLAN, REOPEN
from kinerja_api.targets.types import PlanStatus


async def close_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID) -> None:
    """Close an agreed plan whose annual evaluation came to its end; any other stays as it is."""
    await _follow(uow, principal, plan_id, CLOSE)


async def reopen_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID) -> None:
    """Open a closed plan again, so that what was missing can be reported; any other stays as it is."""
    await _follow(uow, principal, plan_id, REOPEN)


async def _follow(uow: UnitOfWork, principal: Principal, plan_id: UUID, name: str) -> None:
    plan = await repository.get_plan(uow, plan_id, for_update=True)
    step = PLAN.by_name[name]
    if PlanStatus(plan.status) not in step.sources:
        return
    from_state, plan.status = plan.status, step.target.value
    act = Act(name, PLAN.resource_type, plan.id, from_state=from_state, to_state=plan.status)
    record_change(uow, principal, plan, act)
    uow.emit(PlanStepped(plan.id, step=name, to_state=plan.status))
