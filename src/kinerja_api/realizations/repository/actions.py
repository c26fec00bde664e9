"""All SQL of action plans."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.realizations.models.actions import ActionPlan, ActionStep
from kinerja_api.realizations.repository.settings import begun_until
from kinerja_api.realizations.types import ActionPlanStatus, Bounds

IN_ORDER = Keyset((ActionPlan.id,))


async def get_action_plan(uow: UnitOfWork, action_plan_id: UUID, *, for_update: bool = False) -> ActionPlan:
    """Return an action plan; raise `NotFound`."""
    return await get_row(uow, ActionPlan, action_plan_id, for_update=for_update)


async def find_id(uow: UnitOfWork, plan_id: UUID, period_id: UUID) -> UUID | None:
    """Return the id of the action plan of a plan for a period, or None."""
    statement = select(ActionPlan.id).where(
        ActionPlan.agency_id == uow.agency_id, ActionPlan.plan_id == plan_id, ActionPlan.period_id == period_id
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def get_step(uow: UnitOfWork, step_id: UUID) -> ActionStep:
    """Return a step of an action plan; raise `NotFound`."""
    return await get_row(uow, ActionStep, step_id)


async def list_steps(uow: UnitOfWork, action_plan_id: UUID) -> Sequence[ActionStep]:
    """Return the steps of an action plan in their order."""
    statement = (
        select(ActionStep)
        .where(ActionStep.agency_id == uow.agency_id, ActionStep.action_plan_id == action_plan_id)
        .order_by(ActionStep.number)
    )
    return (await uow.session.scalars(statement)).all()


async def delete_steps_after(uow: UnitOfWork, action_plan_id: UUID, number: int) -> None:
    """Delete the steps of an action plan behind a number."""
    await uow.session.execute(
        delete(ActionStep).where(
            ActionStep.agency_id == uow.agency_id,
            ActionStep.action_plan_id == action_plan_id,
            ActionStep.number > number,
        )
    )


async def list_action_plans(
    uow: UnitOfWork,
    *,
    bounds: Bounds,
    plan_id: UUID | None,
    period_id: UUID | None,
    status: ActionPlanStatus | None,
    page: PageOf,
) -> tuple[Sequence[ActionPlan], str | None]:
    """Return a page of action plans."""
    statement = select(ActionPlan).where(ActionPlan.agency_id == uow.agency_id)
    if bounds.visible is not None:
        # Agreed between the employee and those above: the leads of work teams see it not.
        in_units, own = ActionPlan.unit_id.in_(bounds.visible.unit_ids), ActionPlan.employee_id == bounds.visible.own
        statement = statement.where(in_units | own)
    if bounds.begun_until is not None:
        statement = statement.where(begun_until(ActionPlan.agency_id, ActionPlan.period_id, bounds.begun_until))
    if plan_id is not None:
        statement = statement.where(ActionPlan.plan_id == plan_id)
    if period_id is not None:
        statement = statement.where(ActionPlan.period_id == period_id)
    if status is not None:
        statement = statement.where(ActionPlan.status == status.value)
    return await list_page(uow, statement, IN_ORDER, page)


def add(uow: UnitOfWork, *rows: ActionPlan | ActionStep) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
