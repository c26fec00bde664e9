"""Runs that give a template to many: asked for by HR, done by the worker in chunks, each in a transaction of its own.

A run adds drafts where the holder of a fitting post has none, and nothing else: what anybody has written is never
touched. Where it stands is in its row, so whoever takes it goes on from there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record_many
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import require_open_cycle
from kinerja_api.cycles.types import CycleView
from kinerja_api.employees.public import EmployeePost, PostScope, count_posts, list_posts_after, map_statuses
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.jobs.life import UNFINISHED, RunState
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, list_unit_ids_below, today_of
from kinerja_api.runs.public import NOTHING, Runs
from kinerja_api.targets.access.assignments import decide_see_assignment, decide_step_assignment
from kinerja_api.targets.errors import NEW_YEAR, AssignmentUnderWay, NobodyToAssign, TemplateNotActive
from kinerja_api.targets.events import PlanAssignmentStepped
from kinerja_api.targets.lifecycle import PLAN
from kinerja_api.targets.lifecycle.assignments import ASSIGNMENT
from kinerja_api.targets.models.templates import PlanAssignmentResult, PlanAssignmentRun, PlanTemplate
from kinerja_api.targets.repository import people
from kinerja_api.targets.repository import templates as repository
from kinerja_api.targets.repository.views import map_latest_plans
from kinerja_api.targets.rules import PlanDays, days_of_plan, first_day_left, first_day_of_plan, form_of
from kinerja_api.targets.schemas import IndicatorIn, StepIn
from kinerja_api.targets.schemas.templates import AssignmentIn, AssignmentOut, AssignmentResultOut, TemplateTarget
from kinerja_api.targets.service.writing import indicator_columns, plan_columns
from kinerja_api.targets.types import AssignmentOutcome, PlanForm, PlanKind, PlanStatus

PLAN_ASSIGNMENT_RUN = "plan_assignment_run"
CHUNK = 200


async def start_run(uow: UnitOfWork, principal: Principal, given: AssignmentIn) -> AssignmentOut:
    """Queue the assignment of a template; the job is part of this very transaction."""
    cycle = await require_open_cycle(uow, given.cycle_id)
    template = await repository.get_template(uow, given.template_id)
    as_of = min(max(await today_of(uow), cycle.first_day), cycle.last_day)
    if given.unit_id is not None:
        await get_unit(uow, given.unit_id, as_of)
    if not template.is_active:
        raise TemplateNotActive(basis=NEW_YEAR)
    units = await _units_of(uow, given.unit_id, as_of)
    run = PlanAssignmentRun(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        cycle_id=cycle.id,
        template_id=template.id,
        template_name=template.name,
        unit_id=given.unit_id,
        state=RunState.QUEUED.value,
        as_of=as_of,
        requested_name=principal.name,
        total_count=await count_posts(uow, PostScope(units), as_of),
        done_count=0,
        created_count=0,
        kept_count=0,
        other_post_count=0,
        no_days_count=0,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    await _refuse_second(uow, run)
    if not run.total_count:
        raise NobodyToAssign(basis=NEW_YEAR)
    repository.add(uow, run)
    await RUNS.queue(uow, principal, run, details=NOTHING)
    return _shown(run)


async def read_run(uow: UnitOfWork, principal: Principal, run_id: UUID) -> AssignmentOut:
    """Return a run with its progress."""
    enforce(decide_see_assignment(principal))
    return _shown(await repository.get_run(uow, run_id))


async def list_runs(
    uow: UnitOfWork, principal: Principal, *, cycle_id: UUID | None, page: PageOf
) -> Page[AssignmentOut]:
    """Return a page of runs, newest first."""
    enforce(decide_see_assignment(principal))
    rows, following = await repository.list_runs(uow, cycle_id=cycle_id, page=page)
    return Page(items=[_shown(row) for row in rows], next=following)


async def list_results(
    uow: UnitOfWork, principal: Principal, run_id: UUID, *, outcome: AssignmentOutcome | None, page: PageOf
) -> Page[AssignmentResultOut]:
    """Return a page of what came of a run, person by person."""
    enforce(decide_see_assignment(principal))
    run = await repository.get_run(uow, run_id)
    rows, following = await repository.list_results(uow, run.id, outcome=outcome, page=page)
    return Page(items=[AssignmentResultOut.model_validate(row) for row in rows], next=following)


async def step_run(
    uow: UnitOfWork, principal: Principal, run_id: UUID, expected: IfMatch, step: StepIn
) -> AssignmentOut:
    """Cancel a run, or resume one that was cancelled, failed or lost its worker."""
    run = await repository.get_run(uow, run_id, for_update=True)
    await RUNS.step(uow, principal, run, expected, step, refuse_second=_refuse_second)
    return _shown(run)


async def list_run_transitions(
    uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a run and what may come next."""
    enforce(decide_see_assignment(principal))
    return await RUNS.transitions(uow, await repository.get_run(uow, run_id), language)


async def advance_run(uow: UnitOfWork, run_id: UUID, *, chunk: int = CHUNK) -> None:
    """Give the next people of a run their drafts, and queue the job for those after them; nothing for an ended run."""
    run = await repository.get_run(uow, run_id, for_update=True)
    if RunState(run.state) not in UNFINISHED:
        return
    if run.state == RunState.QUEUED.value:
        RUNS.begin(uow, run)
    cycle = await require_open_cycle(uow, run.cycle_id)
    units = await _units_of(uow, run.unit_id, run.as_of)
    posts = await list_posts_after(uow, units, run.as_of, after=run.position or UUID(int=0), most=chunk)
    await _assign(uow, run, cycle, await repository.get_template(uow, run.template_id), posts)
    RUNS.count(uow, run, len(posts))
    run.position = posts[-1].employee_id if posts else run.position
    if len(posts) < chunk:
        RUNS.finish(uow, run)
    else:
        await RUNS.enqueue(uow, run)


async def fail_run(uow: UnitOfWork, run_id: UUID, failure: str) -> None:
    """Say that a run failed, with the code of its fault; it can be resumed when that is put right."""
    RUNS.fail(uow, await repository.get_run(uow, run_id, for_update=True), failure)


async def _assign(
    uow: UnitOfWork, run: PlanAssignmentRun, cycle: CycleView, template: PlanTemplate, posts: Sequence[EmployeePost]
) -> None:
    """Add the drafts of a chunk, and say for everybody whose post fits what came of it."""
    fitting = [post for post in posts if template.position_name in {None, post.position_name}]
    run.other_post_count += len(posts) - len(fitting)
    if not fitting:
        return
    await people.hold_plans(uow, cycle.id, [post.employee_id for post in fitting])
    ends = await repository.map_plan_ends(uow, cycle, fitting)
    days = await _days_of(uow, cycle, fitting, ends)
    plans = {
        post.employee_id: _draft(uow, run, template, post, days[post.employee_id])
        for post in fitting
        if post.employee_id in days
    }
    new = await repository.add_plans(uow, list(plans.values())) if plans else {}
    targets, indicators = _contents(uow, template, [plans[each] for each in new])
    if targets:
        await repository.add_contents(uow, targets, indicators)
    latest = await map_latest_plans(uow, run.cycle_id, [post.employee_id for post in fitting])
    outcomes = {post.employee_id: _outcome(post.employee_id, new, ends) for post in fitting}
    repository.add(uow, *(_result(uow, run, post, latest, outcomes[post.employee_id]) for post in fitting))
    details = {"run": str(run.id), "template": str(template.id)}
    acts = [Act("created", PLAN.resource_type, plan_id, details=details) for plan_id in new.values()]
    former = await repository.hand_over(uow, list(new.values())) if new else []
    acts += [Act("handed_over", PLAN.resource_type, plan_id, details=details) for plan_id in former]
    await record_many(uow, None, acts)
    found = Counter(outcomes.values())
    run.created_count += found[AssignmentOutcome.CREATED]
    run.kept_count += found[AssignmentOutcome.PLAN_THERE]
    run.no_days_count += found[AssignmentOutcome.NO_DAYS]


async def _days_of(
    uow: UnitOfWork, cycle: CycleView, posts: Sequence[EmployeePost], ends: Mapping[UUID, date]
) -> dict[UUID, PlanDays]:
    """Return the days of everybody's plan of work in the year, after the one they have; who has none is left out."""
    statuses = await map_statuses(uow, [post.employee_id for post in posts], cycle.first_day, cycle.last_day)
    found = {
        post.employee_id: days_of_plan(
            PlanKind.REGULAR,
            first_day_left(
                first_day_of_plan(cycle.first_day, post.since, post.spmt_on),
                [ends[post.employee_id]] if post.employee_id in ends else [],
            ),
            cycle.last_day,
            statuses.get(post.employee_id, ()),
            left_on=post.until,
        )
        for post in posts
    }
    return {employee_id: days for employee_id, days in found.items() if days is not None}


def _outcome(employee_id: UUID, new: Mapping[UUID, UUID], ends: Mapping[UUID, date]) -> AssignmentOutcome:
    if employee_id in new:
        return AssignmentOutcome.CREATED
    return AssignmentOutcome.PLAN_THERE if employee_id in ends else AssignmentOutcome.NO_DAYS


def _draft(
    uow: UnitOfWork, run: PlanAssignmentRun, template: PlanTemplate, post: EmployeePost, days: PlanDays
) -> dict[str, Any]:
    form = form_of(post.position_level, None, is_unit_head=post.is_unit_head) or PlanForm.PEGAWAI
    return plan_columns(uow, run.cycle_id, post, days) | {
        "status": PlanStatus.DRAFT.value,
        "approach": template.approach,
        "form": form.value,
        "kind": PlanKind.REGULAR.value,
        "attachments": template.attachments,
        "expectations": [],
    }


def _contents(
    uow: UnitOfWork, template: PlanTemplate, plans: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of all targets and indicators of new plans; a perspective only on the form that has one."""
    given = [TemplateTarget.model_validate(each) for each in template.targets]
    targets, indicators = [], []
    for plan in plans:
        for number, target in enumerate(given, start=1):
            row = _target(uow, plan, number, target)
            targets.append(row)
            indicators += [
                _indicator(uow, row["id"], place, each) for place, each in enumerate(target.indicators, start=1)
            ]
    return targets, indicators


def _target(uow: UnitOfWork, plan: dict[str, Any], number: int, given: TemplateTarget) -> dict[str, Any]:
    has_perspective = given.perspective is not None and plan["form"] == PlanForm.PIMPINAN.value
    return {
        "agency_id": uow.agency_id,
        "id": uow.new_id(),
        "plan_id": plan["id"],
        "number": number,
        "kind": given.kind.value,
        "classification": given.classification.value,
        "title": given.title,
        "superior_target_id": None,
        "perspective": given.perspective.value if has_perspective and given.perspective else None,
        "delegation_id": None,
        "delegation_name": None,
        "weight": given.weight,
        "standards": [each.model_dump() for each in given.standards],
    }


def _indicator(uow: UnitOfWork, target_id: UUID, number: int, given: IndicatorIn) -> dict[str, Any]:
    place = {"agency_id": uow.agency_id, "id": uow.new_id(), "target_id": target_id, "number": number}
    return place | indicator_columns(given)


def _result(
    uow: UnitOfWork,
    run: PlanAssignmentRun,
    post: EmployeePost,
    latest: Mapping[UUID, UUID],
    outcome: AssignmentOutcome,
) -> PlanAssignmentResult:
    return PlanAssignmentResult(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        run_id=run.id,
        employee_id=post.employee_id,
        employee_name=post.name,
        unit_name=post.unit_name,
        plan_id=latest.get(post.employee_id),
        outcome=outcome.value,
    )


async def _units_of(uow: UnitOfWork, unit_id: UUID | None, on: date) -> tuple[UUID, ...] | None:
    """Return the units of a scope; None for the whole agency."""
    return None if unit_id is None else tuple(await list_unit_ids_below(uow, [unit_id], on))


async def _refuse_second(uow: UnitOfWork, run: PlanAssignmentRun) -> None:
    other = await repository.find_unfinished_run_id(uow, run.cycle_id, run.template_id, run.unit_id)
    if other is not None and other != run.id:
        raise AssignmentUnderWay(basis=NEW_YEAR, extra={"assignment_run_id": str(other)})


def _counts(run: PlanAssignmentRun) -> dict[str, Any]:
    return {
        "created": run.created_count,
        "kept": run.kept_count,
        "other_post": run.other_post_count,
        "no_days": run.no_days_count,
    }


RUNS = Runs(ASSIGNMENT, PLAN_ASSIGNMENT_RUN, PlanAssignmentStepped, decide_step_assignment, _counts)


def _shown(run: PlanAssignmentRun) -> AssignmentOut:
    return AssignmentOut(
        id=run.id,
        template_id=run.template_id,
        template_name=run.template_name,
        cycle_id=run.cycle_id,
        unit_id=run.unit_id,
        state=RunState(run.state),
        as_of=run.as_of,
        requested_name=run.requested_name,
        total=run.total_count,
        done=run.done_count,
        created=run.created_count,
        kept=run.kept_count,
        other_post=run.other_post_count,
        no_days=run.no_days_count,
        failure=run.failure,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        version=run.version,
    )
