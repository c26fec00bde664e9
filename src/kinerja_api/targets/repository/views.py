"""SQL of what other capabilities read of target plans."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import Target, TargetPlan
from kinerja_api.targets.types import Aspect, Direction, IndicatorView, Measure, PlanKind, PlanStatus, PlanView

# Read by every report of a realization.
INDICATOR_VIEW = HotQuery(
    text(
        """
    SELECT i.id, i.target_id, i.title, i.target_value, i.unit, i.direction,
           p.id AS plan_id, p.cycle_id, p.employee_id, p.employee_name, p.unit_id, p.position_id, p.status,
           p.kind AS plan_kind, p.position_name, p.valid_from, p.valid_until
      FROM indicator i
      JOIN target t ON t.agency_id = i.agency_id AND t.id = i.target_id
      JOIN target_plan p ON p.agency_id = t.agency_id AND p.id = t.plan_id
     WHERE i.agency_id = :agency AND i.id = :indicator AND i.removed_at IS NULL
    """
    )
)

# The one that goes on longest: who came back from another agency works by the plan from before again.
_LATEST_PLANS = HotQuery(
    text(
        """
    SELECT DISTINCT ON (employee_id) employee_id, id
      FROM target_plan WHERE agency_id = :agency AND cycle_id = :cycle AND employee_id = ANY(:employees)
     ORDER BY employee_id, COALESCE(valid_until, 'infinity') DESC, valid_from DESC NULLS LAST, id DESC
    """
    )
)


_MEASURES = HotQuery(
    text(
        """
    SELECT t.plan_id, i.id,
           CASE i.direction WHEN 'decreasing' THEN COALESCE(i.target_high, i.target_value) ELSE i.target_value END,
           i.aspect, i.direction, t.id, t.weight
      FROM target t JOIN indicator i ON i.agency_id = t.agency_id AND i.target_id = t.id
     WHERE t.agency_id = :agency AND t.plan_id = ANY(:plans) AND i.target_value > 0
       AND i.removed_at IS NULL
     ORDER BY t.plan_id, i.id
    """
    )
)


async def find_indicator_view(uow: UnitOfWork, indicator_id: UUID) -> IndicatorView | None:
    """Return an indicator with its plan, for other capabilities."""
    rows = await uow.fetch_rows(INDICATOR_VIEW, agency=uow.agency_id, indicator=indicator_id)
    if not rows:
        return None
    [row] = rows
    return IndicatorView(
        id=row["id"],
        target_id=row["target_id"],
        plan=plan_in(row),
        title=row["title"],
        target_value=row["target_value"],
        unit=row["unit"],
        direction=Direction(row["direction"]),
    )


async def map_latest_plans(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return the id of the latest plan of a cycle of each of these employees."""
    rows = await uow.fetch_rows(_LATEST_PLANS, agency=uow.agency_id, cycle=cycle_id, employees=list(employee_ids))
    return {row["employee_id"]: row["id"] for row in rows}


async def list_plans_by_id(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> Sequence[TargetPlan]:
    """Return these plans."""
    statement = select(TargetPlan).where(TargetPlan.agency_id == uow.agency_id, TargetPlan.id.in_(plan_ids))
    return (await uow.session.scalars(statement)).all()


async def list_plans_between(
    uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID], first_day: date, last_day: date
) -> Sequence[TargetPlan]:
    """Return the plans of these people that hold on some day between these; one without days holds all year."""
    statement = (
        select(TargetPlan)
        .where(
            TargetPlan.agency_id == uow.agency_id,
            TargetPlan.cycle_id == cycle_id,
            TargetPlan.employee_id.in_(employee_ids),
            or_(TargetPlan.valid_from.is_(None), TargetPlan.valid_from <= last_day),
            or_(TargetPlan.valid_until.is_(None), TargetPlan.valid_until >= first_day),
        )
        .order_by(TargetPlan.employee_id, TargetPlan.valid_from.asc().nulls_first(), TargetPlan.id)
    )
    return (await uow.session.scalars(statement)).all()


async def map_target_titles(uow: UnitOfWork, plan_id: UUID) -> dict[UUID, str]:
    """Return the titles of a plan's targets by id, in the order of the plan."""
    statement = (
        select(Target.id, Target.title)
        .where(Target.agency_id == uow.agency_id, Target.plan_id == plan_id, Target.removed_at.is_(None))
        .order_by(Target.number)
    )
    return {row.id: row.title for row in await uow.session.execute(statement)}


async def list_measures(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> list[Measure]:
    """Return the indicators of these plans whose target is a number."""
    rows = await uow.fetch_rows(_MEASURES, agency=uow.agency_id, plans=list(plan_ids))
    return [
        Measure(plan_id, indicator_id, target_value, Aspect(aspect), Direction(direction), target_id, weight)
        for plan_id, indicator_id, target_value, aspect, direction, target_id, weight in rows
    ]


def plan_in(row: Mapping[str, Any]) -> PlanView:
    """Return the plan whose columns stand in a row of a hot query."""
    return PlanView(
        id=row["plan_id"],
        cycle_id=row["cycle_id"],
        employee_id=row["employee_id"],
        employee_name=row["employee_name"],
        unit_id=row["unit_id"],
        position_id=row["position_id"],
        status=PlanStatus(row["status"]),
        kind=PlanKind(row["plan_kind"]),
        position_name=row["position_name"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
    )


def plan_view(plan: TargetPlan) -> PlanView:
    """Return a plan as other capabilities need it."""
    return PlanView(
        id=plan.id,
        cycle_id=plan.cycle_id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        position_id=plan.position_id,
        status=PlanStatus(plan.status),
        kind=PlanKind(plan.kind),
        position_name=plan.position_name,
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
    )
