"""All SQL of plan templates and of the runs that assign them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import aliased

from kinerja_api.cycles.types import CycleView
from kinerja_api.employees.types import EmployeePost
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.jobs.life import UNFINISHED
from kinerja_api.targets.models import Indicator, Target, TargetPlan
from kinerja_api.targets.models.templates import PlanAssignmentResult, PlanAssignmentRun, PlanTemplate
from kinerja_api.targets.types import AssignmentOutcome, PlanKind

TEMPLATES_IN_ORDER = Keyset((PlanTemplate.id,))
NEWEST_FIRST = Keyset((PlanAssignmentRun.id,), descending=True)
RESULTS_IN_ORDER = Keyset((PlanAssignmentResult.id,))


async def get_template(uow: UnitOfWork, template_id: UUID, *, for_update: bool = False) -> PlanTemplate:
    """Return a template; raise `NotFound`."""
    return await get_row(uow, PlanTemplate, template_id, for_update=for_update)


async def find_template_id(uow: UnitOfWork, name: str) -> UUID | None:
    """Return the id of the template of this name, or None."""
    statement = select(PlanTemplate.id).where(PlanTemplate.agency_id == uow.agency_id, PlanTemplate.name == name)
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def list_templates(
    uow: UnitOfWork, *, position_name: str | None, is_active: bool | None, page: PageOf
) -> tuple[Sequence[PlanTemplate], str | None]:
    """Return a page of templates."""
    statement = select(PlanTemplate).where(PlanTemplate.agency_id == uow.agency_id)
    if position_name is not None:
        statement = statement.where(PlanTemplate.position_name == position_name)
    if is_active is not None:
        statement = statement.where(PlanTemplate.is_active.is_(is_active))
    return await list_page(uow, statement, TEMPLATES_IN_ORDER, page)


async def get_run(uow: UnitOfWork, run_id: UUID, *, for_update: bool = False) -> PlanAssignmentRun:
    """Return a run; raise `NotFound`."""
    return await get_row(uow, PlanAssignmentRun, run_id, for_update=for_update)


async def find_unfinished_run_id(
    uow: UnitOfWork, cycle_id: UUID, template_id: UUID, unit_id: UUID | None
) -> UUID | None:
    """Return the id of the run of this very scope that has not ended, or None."""
    statement = select(PlanAssignmentRun.id).where(
        PlanAssignmentRun.agency_id == uow.agency_id,
        PlanAssignmentRun.cycle_id == cycle_id,
        PlanAssignmentRun.template_id == template_id,
        PlanAssignmentRun.unit_id.is_not_distinct_from(unit_id),
        PlanAssignmentRun.state.in_(sorted(UNFINISHED)),
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def list_runs(
    uow: UnitOfWork, *, cycle_id: UUID | None, page: PageOf
) -> tuple[Sequence[PlanAssignmentRun], str | None]:
    """Return a page of runs, newest first."""
    statement = select(PlanAssignmentRun).where(PlanAssignmentRun.agency_id == uow.agency_id)
    if cycle_id is not None:
        statement = statement.where(PlanAssignmentRun.cycle_id == cycle_id)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def list_results(
    uow: UnitOfWork, run_id: UUID, *, outcome: AssignmentOutcome | None, page: PageOf
) -> tuple[Sequence[PlanAssignmentResult], str | None]:
    """Return a page of what came of a run, person by person."""
    statement = select(PlanAssignmentResult).where(
        PlanAssignmentResult.agency_id == uow.agency_id, PlanAssignmentResult.run_id == run_id
    )
    if outcome is not None:
        statement = statement.where(PlanAssignmentResult.outcome == outcome.value)
    return await list_page(uow, statement, RESULTS_IN_ORDER, page)


async def map_plan_ends(uow: UnitOfWork, cycle: CycleView, posts: Sequence[EmployeePost]) -> dict[UUID, date]:
    """Return until when the plans of work go that these people have in a year for these posts, by employee."""
    held = [(post.employee_id, post.position_id) for post in posts]
    statement = (
        select(TargetPlan.employee_id, func.max(func.coalesce(TargetPlan.valid_until, cycle.last_day)).label("until"))
        .where(
            TargetPlan.agency_id == uow.agency_id,
            TargetPlan.cycle_id == cycle.id,
            TargetPlan.kind == PlanKind.REGULAR.value,
            tuple_(TargetPlan.employee_id, TargetPlan.position_id).in_(held),
        )
        .group_by(TargetPlan.employee_id)
    )
    return {row.employee_id: row.until for row in await uow.session.execute(statement)}


async def add_plans(uow: UnitOfWork, plans: Sequence[Mapping[str, Any]]) -> dict[UUID, UUID]:
    """Add drafts by one statement and return the new ones by employee; who has a plan on these days keeps it."""
    statement = (
        upsert(TargetPlan)
        .values([dict(each) for each in plans])
        .on_conflict_do_nothing()
        .returning(TargetPlan.employee_id, TargetPlan.id)
    )
    return {row.employee_id: row.id for row in await uow.session.execute(statement)}


async def hand_over(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> list[UUID]:
    """End the plans of former posts on the day before these new ones begin; returns those that ended."""
    former = aliased(TargetPlan)
    statement = (
        update(former)
        .where(
            former.agency_id == uow.agency_id,
            TargetPlan.agency_id == uow.agency_id,
            TargetPlan.id.in_(plan_ids),
            former.employee_id == TargetPlan.employee_id,
            former.cycle_id == TargetPlan.cycle_id,
            former.id != TargetPlan.id,
            former.valid_until.is_(None),
            former.kind != PlanKind.HOST.value,
            or_(former.valid_from.is_(None), former.valid_from <= TargetPlan.valid_from),
        )
        .values(
            valid_until=func.greatest(TargetPlan.valid_from - 1, former.valid_from),
            version=former.version + 1,
            updated_at=uow.now(),
        )
        .returning(former.id)
        .execution_options(synchronize_session=False)
    )
    return list(await uow.session.scalars(statement))


async def add_contents(
    uow: UnitOfWork, targets: Sequence[Mapping[str, Any]], indicators: Sequence[Mapping[str, Any]]
) -> None:
    """Add the targets of many plans with their indicators, in batches."""
    await uow.session.execute(insert(Target), [dict(each) for each in targets])
    await uow.session.execute(insert(Indicator), [dict(each) for each in indicators])


def add(uow: UnitOfWork, *rows: PlanTemplate | PlanAssignmentRun | PlanAssignmentResult) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
