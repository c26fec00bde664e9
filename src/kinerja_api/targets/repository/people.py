"""SQL of the plans of a person: the latest, and those that stand in the way of another or end with it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.types import PlanKind

# Two plans of a person that are begun at once would each see none; always in one order, so that none waits for ever.
_HOLD_PLANS = HotQuery(
    text(
        """
    SELECT pg_advisory_xact_lock(place)
      FROM (SELECT hashtextextended(concat_ws(' ', 'plans', CAST(:agency AS uuid), CAST(:cycle AS uuid), person), 7133)
                   AS place
              FROM unnest(CAST(:people AS uuid[])) AS person ORDER BY place) AS held
    """
    )
)


async def find_plan_of(uow: UnitOfWork, employee_id: UUID, cycle_id: UUID) -> TargetPlan | None:
    """Return an employee's latest plan of a cycle, or None."""
    statement = (
        select(TargetPlan)
        .where(
            TargetPlan.agency_id == uow.agency_id,
            TargetPlan.employee_id == employee_id,
            TargetPlan.cycle_id == cycle_id,
        )
        .order_by(
            TargetPlan.valid_until.desc().nulls_first(),
            TargetPlan.valid_from.desc().nulls_last(),
            TargetPlan.id.desc(),
        )
        .limit(1)
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def hold_plans(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> None:
    """Keep others from beginning plans of these people in a year until this unit of work ends."""
    await uow.fetch_rows(_HOLD_PLANS, agency=uow.agency_id, cycle=cycle_id, people=list(employee_ids))


async def list_plans_of(uow: UnitOfWork, employee_id: UUID, cycle_id: UUID) -> Sequence[TargetPlan]:
    """Return an employee's plans of a cycle, of all posts, locked against other changes."""
    statement = (
        select(TargetPlan)
        .where(
            TargetPlan.agency_id == uow.agency_id,
            TargetPlan.employee_id == employee_id,
            TargetPlan.cycle_id == cycle_id,
        )
        .order_by(TargetPlan.id)
        .with_for_update()
    )
    return (await uow.session.scalars(statement)).all()


async def list_unended_plans(uow: UnitOfWork, employee_id: UUID) -> Sequence[TargetPlan]:
    """Return an employee's plans that hold to the end of their years, locked; not those kept elsewhere."""
    statement = (
        select(TargetPlan)
        .where(
            TargetPlan.agency_id == uow.agency_id,
            TargetPlan.employee_id == employee_id,
            TargetPlan.valid_until.is_(None),
            TargetPlan.kind != PlanKind.HOST.value,
        )
        .order_by(TargetPlan.id)
        .with_for_update()
    )
    return (await uow.session.scalars(statement)).all()
