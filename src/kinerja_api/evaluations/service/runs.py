"""Runs that prepare evaluations: asked for by HR, done by the worker in chunks, each in a transaction of its own.

A run adds drafts without ratings, and nothing else: what anybody has decided is never touched. Where it stands is in
its row, so whoever takes it goes on from there.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record_many
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import (
    EmployeePost,
    PostScope,
    StatusSpan,
    count_posts,
    list_posts_after,
    map_statuses,
)
from kinerja_api.evaluations.access.runs import decide_see_run, decide_step_run
from kinerja_api.evaluations.errors import EVALUATING, EvaluationRunUnderWay, NobodyToEvaluate
from kinerja_api.evaluations.events import EvaluationRunStepped
from kinerja_api.evaluations.lifecycle import EVALUATION
from kinerja_api.evaluations.lifecycle.runs import RUN
from kinerja_api.evaluations.models.runs import EvaluationRun, EvaluationRunOmission
from kinerja_api.evaluations.repository import runs as repository
from kinerja_api.evaluations.rules import LEFT_OUT, evaluated_days, omission_of
from kinerja_api.evaluations.rules.days import days_in_plan, is_elsewhere, omission_of_days, without_away
from kinerja_api.evaluations.schemas import StepIn
from kinerja_api.evaluations.schemas.runs import EvaluationRunIn, EvaluationRunOut, LeftOutOut, OmissionOut
from kinerja_api.evaluations.service.occasions import find_period, require_occasion
from kinerja_api.evaluations.types import EvaluationStatus, Json, Omission
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.jobs.life import UNFINISHED, RunState
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, list_unit_ids_below, today_of
from kinerja_api.realizations.public import list_unreviewed_plans
from kinerja_api.runs.public import NOTHING, Runs
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.targets.public import PlanView, list_plans_between, map_latest_plan_views
from kinerja_api.targets.types import PlanKind

EVALUATION_RUN = "evaluation_run"
CHUNK = 500


async def start_run(
    uow: UnitOfWork, principal: Principal, given: EvaluationRunIn, language: Language
) -> EvaluationRunOut:
    """Queue the preparation for a unit or the whole agency; the job is part of this very transaction."""
    cycle, _ = await require_occasion(uow, given.cycle_id, given.period_id)
    as_of = min(await today_of(uow), cycle.last_day)
    if given.unit_id is not None:
        await get_unit(uow, given.unit_id, as_of)
    units = await _units_of(uow, given.unit_id, as_of)
    run = EvaluationRun(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        cycle_id=cycle.id,
        year=cycle.year,
        period_id=given.period_id,
        unit_id=given.unit_id,
        state=RunState.QUEUED.value,
        as_of=as_of,
        requested_name=principal.name,
        total_count=await count_posts(uow, PostScope(units), as_of),
        done_count=0,
        prepared_count=0,
        kept_count=0,
        left_out={},
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    await _refuse_second(uow, run)
    if not run.total_count:
        raise NobodyToEvaluate(basis=[EVALUATING])
    repository.add(uow, run)
    await RUNS.queue(uow, principal, run, details=NOTHING)
    return _shown(run, language)


async def read_run(uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language) -> EvaluationRunOut:
    """Return a run with its progress."""
    enforce(decide_see_run(principal))
    return _shown(await repository.get_run(uow, run_id), language)


async def list_runs(
    uow: UnitOfWork, principal: Principal, language: Language, *, cycle_id: UUID | None, page: PageOf
) -> Page[EvaluationRunOut]:
    """Return a page of runs, newest first."""
    enforce(decide_see_run(principal))
    rows, following = await repository.list_runs(uow, cycle_id=cycle_id, page=page)
    return Page(items=[_shown(row, language) for row in rows], next=following)


async def list_omissions(
    uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language, *, reason: Omission | None, page: PageOf
) -> Page[OmissionOut]:
    """Return a page of those whom a run left out, each with who must act."""
    enforce(decide_see_run(principal))
    run = await repository.get_run(uow, run_id)
    rows, following = await repository.list_omissions(uow, run.id, reason=reason, page=page)
    return Page(items=[_omission(row, language) for row in rows], next=following)


async def step_run(
    uow: UnitOfWork, principal: Principal, run_id: UUID, expected: IfMatch, step: StepIn, language: Language
) -> EvaluationRunOut:
    """Cancel a run, or resume one that was cancelled, failed or lost its worker."""
    run = await repository.get_run(uow, run_id, for_update=True)
    await RUNS.step(uow, principal, run, expected, step, refuse_second=_refuse_second)
    return _shown(run, language)


async def list_run_transitions(
    uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a run and what may come next."""
    enforce(decide_see_run(principal))
    return await RUNS.transitions(uow, await repository.get_run(uow, run_id), language)


async def advance_run(uow: UnitOfWork, run_id: UUID, *, chunk: int = CHUNK) -> None:
    """Prepare for the next people of a run, and queue the job for those after them; nothing for a run that ended."""
    run = await repository.get_run(uow, run_id, for_update=True)
    if RunState(run.state) not in UNFINISHED:
        return
    if run.state == RunState.QUEUED.value:
        RUNS.begin(uow, run)
    units = await _units_of(uow, run.unit_id, run.as_of)
    after = run.position or UUID(int=0)
    posts = await list_posts_after(uow, units, run.as_of, after=after, most=chunk)
    await _prepare(uow, run, posts)
    RUNS.count(uow, run, len(posts))
    run.position = posts[-1].employee_id if posts else run.position
    if len(posts) < chunk:
        RUNS.finish(uow, run)
    else:
        await RUNS.enqueue(uow, run)


async def fail_run(uow: UnitOfWork, run_id: UUID, failure: str) -> None:
    """Say that a run failed, with the code of its fault; it can be resumed when that is put right."""
    RUNS.fail(uow, await repository.get_run(uow, run_id, for_update=True), failure)


async def _prepare(uow: UnitOfWork, run: EvaluationRun, posts: Sequence[EmployeePost]) -> None:
    """Add the drafts of a chunk, a fixed number of statements however many people it is about."""
    people = [post.employee_id for post in posts]
    days = evaluated_days(await get_cycle(uow, run.cycle_id), await find_period(uow, run.cycle_id, run.period_id))
    plans = await _plans_of(uow, run, people, days)
    other_days = await _with_plan_of_other_days(uow, run, [person for person in people if person not in plans])
    statuses = await map_statuses(uow, people, days.first_day, days.last_day)
    unreviewed = await list_unreviewed_plans(uow, [plan.id for held in plans.values() for plan in held], run.period_id)
    drafts, reasons = [], Counter(run.left_out)
    for post in posts:
        held = statuses.get(post.employee_id, ())
        found: dict[UUID, Omission | None] = {}
        for plan in plans.get(post.employee_id, ()):
            found[plan.id] = _omission_of(run, days, plan, held) or omission_of(
                plan.status, is_unreviewed=plan.id in unreviewed
            )
            if found[plan.id] is None:
                drafts.append(_draft(uow, run, plan, days, held, heads_unit=post.is_unit_head))
        if None not in found.values():
            reason = next(reversed(found.values()), None) or _omission_of(run, days, None, held)
            reason = reason or (Omission.OUTSIDE_PLAN if post.employee_id in other_days else Omission.NO_PLAN)
            reasons[reason.value] += 1
            _leave_out(uow, run, post, reason)
    new = await repository.add_drafts(uow, drafts) if drafts else []
    details = {"run": str(run.id)}
    await record_many(uow, None, [Act("prepared", EVALUATION.resource_type, each, details=details) for each in new])
    run.prepared_count += len(new)
    run.kept_count += len(drafts) - len(new)
    run.left_out = dict(sorted(reasons.items()))


async def _plans_of(
    uow: UnitOfWork, run: EvaluationRun, people: Sequence[UUID], days: EvaluatedPeriod
) -> dict[UUID, list[PlanView]]:
    """Return the plans by which people worked in a period, or the last ones of the year; not those kept elsewhere."""
    found: dict[UUID, list[PlanView]] = {}
    for plan in await list_plans_between(uow, run.cycle_id, people, days.first_day, days.last_day):
        if plan.kind is not PlanKind.HOST:
            found.setdefault(plan.employee_id, []).append(plan)
    return found if run.period_id is not None else {person: plans[-1:] for person, plans in found.items()}


async def _with_plan_of_other_days(uow: UnitOfWork, run: EvaluationRun, people: Sequence[UUID]) -> set[UUID]:
    """Return who of these has a plan of the year here, which is not for the days of the run."""
    if not people:
        return set()
    latest = await map_latest_plan_views(uow, run.cycle_id, people)
    return {person for person, plan in latest.items() if plan.kind is not PlanKind.HOST}


def _omission_of(
    run: EvaluationRun, days: EvaluatedPeriod, plan: PlanView | None, held: Sequence[StatusSpan]
) -> Omission | None:
    """Return why days leave nothing to evaluate; who ends the year elsewhere is evaluated there for all of it."""
    if run.period_id is None and is_elsewhere(held, days.last_day):
        return Omission.EVALUATED_ELSEWHERE
    return omission_of_days(days, plan, held)


def _draft(
    uow: UnitOfWork,
    run: EvaluationRun,
    plan: PlanView,
    days: EvaluatedPeriod,
    held: Sequence[StatusSpan],
    *,
    heads_unit: bool,
) -> Json:
    """Return a draft without ratings: those are the rating official's to give."""
    spans = without_away(days_in_plan(days, plan) or days, held)
    return {
        "first_day": spans[0].first_day,
        "last_day": spans[-1].last_day,
        "agency_id": uow.agency_id,
        "id": uow.new_id(),
        "plan_id": plan.id,
        "cycle_id": run.cycle_id,
        "year": run.year,
        "period_id": run.period_id,
        "employee_id": plan.employee_id,
        "employee_name": plan.employee_name,
        "unit_id": plan.unit_id,
        "heads_unit": heads_unit,
        "remarks": [],
        "status": EvaluationStatus.DRAFT.value,
        "revision": 1,
        "version": 1,
        "created_at": uow.now(),
        "updated_at": uow.now(),
    }


def _leave_out(uow: UnitOfWork, run: EvaluationRun, post: EmployeePost, reason: Omission) -> None:
    row = EvaluationRunOmission(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        run_id=run.id,
        employee_id=post.employee_id,
        employee_name=post.name,
        unit_name=post.unit_name,
        reason=reason.value,
    )
    repository.add(uow, row)


async def _units_of(uow: UnitOfWork, unit_id: UUID | None, on: date) -> tuple[UUID, ...] | None:
    """Return the units of a scope; None for the whole agency."""
    return None if unit_id is None else tuple(await list_unit_ids_below(uow, [unit_id], on))


async def _refuse_second(uow: UnitOfWork, run: EvaluationRun) -> None:
    other = await repository.find_unfinished_run_id(uow, run.cycle_id, run.period_id, run.unit_id)
    if other is not None and other != run.id:
        raise EvaluationRunUnderWay(basis=[EVALUATING], extra={"evaluation_run_id": str(other)})


def _counts(run: EvaluationRun) -> Json:
    return {"prepared": run.prepared_count, "kept": run.kept_count, "left_out": dict(run.left_out)}


RUNS = Runs(RUN, EVALUATION_RUN, EvaluationRunStepped, decide_step_run, _counts)


def _shown(run: EvaluationRun, language: Language) -> EvaluationRunOut:
    left_out = [
        LeftOutOut(code=Omission(code), count=count, **_told(Omission(code), language))
        for code, count in run.left_out.items()
    ]
    return EvaluationRunOut(
        id=run.id,
        cycle_id=run.cycle_id,
        year=run.year,
        period_id=run.period_id,
        unit_id=run.unit_id,
        state=RunState(run.state),
        as_of=run.as_of,
        requested_name=run.requested_name,
        total=run.total_count,
        done=run.done_count,
        prepared=run.prepared_count,
        kept=run.kept_count,
        left_out=left_out,
        failure=run.failure,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        version=run.version,
    )


def _omission(row: EvaluationRunOmission, language: Language) -> OmissionOut:
    reason = Omission(row.reason)
    return OmissionOut(
        id=row.id,
        employee_id=row.employee_id,
        employee_name=row.employee_name,
        unit_name=row.unit_name,
        code=reason,
        **_told(reason, language),
    )


def _told(reason: Omission, language: Language) -> dict[str, str]:
    why, who = LEFT_OUT[reason]
    return {"reason": why.in_language(language), "who": who.in_language(language)}
