"""Score runs: asked for by HR, done by the worker in chunks, each in a transaction of its own.

Where a run stands is in its row. A worker that is killed leaves the last committed chunk; the queue delivers the job
again, and whoever takes it goes on from there.
"""

from collections import Counter
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import CycleView, get_cycle
from kinerja_api.cycles.types import CycleStatus
from kinerja_api.employees.public import count_posts
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, list_unit_ids_below, today_of
from kinerja_api.policies.public import pin
from kinerja_api.scores import repository
from kinerja_api.scores.access import decide_see_run, decide_step_run
from kinerja_api.scores.errors import CycleNotBegun, NobodyToScore, RunUnderWay
from kinerja_api.scores.events import ScoreRunStepped
from kinerja_api.scores.lifecycle import RUN, UNFINISHED
from kinerja_api.scores.models import ScoreRun
from kinerja_api.scores.rules import WAITING
from kinerja_api.scores.schemas import PendingCountOut, RunIn, RunOut, StepIn
from kinerja_api.scores.service.scoring import score_chunk
from kinerja_api.scores.types import COMPOSITE, Missing, RunState

RESOURCE = RUN.resource_type
SCORE_RUN = "score_run"
CHUNK = 500


async def start_run(uow: UnitOfWork, principal: Principal, given: RunIn, language: Language) -> RunOut:
    """Queue the scoring of a unit or of the whole agency; the job is part of this very transaction."""
    cycle = await get_cycle(uow, given.cycle_id)
    if cycle.status is CycleStatus.DRAFT:
        raise CycleNotBegun
    as_of = min(await today_of(uow), cycle.last_day)
    if given.unit_id is not None:
        await get_unit(uow, given.unit_id, as_of)
    under_way = await repository.find_unfinished_run(uow, cycle.id, given.unit_id)
    if under_way is not None:
        raise RunUnderWay(extra={"run_id": str(under_way.id)})
    total = await count_posts(uow, await _units_of(uow, given.unit_id, as_of), as_of)
    if not total:
        raise NobodyToScore
    policy = await pin(uow, COMPOSITE, cycle.last_day)
    run = _queued(uow, principal, cycle, given.unit_id)
    run.policy_version_id, run.as_of, run.total_count = policy.id, as_of, total
    repository.add(uow, run)
    details = {"cycle_id": str(cycle.id), "unit_id": str(given.unit_id) if given.unit_id else None, "total": total}
    record(uow, principal, Act("queued", RESOURCE, run.id, version_after=1, to_state=run.state, details=details))
    uow.emit(ScoreRunStepped(run.id, step="queue", to_state=run.state))
    await uow.session.flush()
    await uow.enqueue(SCORE_RUN, resource_id=run.id)
    return _shown(run, language)


async def read_run(uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language) -> RunOut:
    """Return a run with its progress."""
    enforce(decide_see_run(principal))
    return _shown(await repository.get_run(uow, run_id), language)


async def list_runs(
    uow: UnitOfWork, principal: Principal, language: Language, *, cycle_id: UUID | None, page: PageOf
) -> Page[RunOut]:
    """Return a page of runs, newest first."""
    enforce(decide_see_run(principal))
    rows, following = await repository.list_runs(uow, cycle_id=cycle_id, page=page)
    return Page(items=[_shown(row, language) for row in rows], next=following)


async def step_run(
    uow: UnitOfWork, principal: Principal, run_id: UUID, expected: IfMatch, step: StepIn, language: Language
) -> RunOut:
    """Cancel a run, or resume one that was cancelled, failed or lost its worker."""
    run = await repository.get_run(uow, run_id, for_update=True)
    enforce(decide_step_run(step.name))
    require_version(expected, run.version)
    _take(uow, principal, run, step.name, note=step.note)
    if run.state == RunState.QUEUED.value:
        await _refuse_second(uow, run)
        run.failure = run.finished_at = None
        await uow.session.flush()
        await uow.enqueue(SCORE_RUN, resource_id=run.id)
    else:
        run.finished_at = uow.now()
    return _shown(run, language)


async def list_run_transitions(
    uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a run and what may come next."""
    enforce(decide_see_run(principal))
    run = await repository.get_run(uow, run_id)

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step_run(step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = RUN.options(RunState(run.state), None, refuse)
    return await transitions_of(uow, RESOURCE, run.id, state=run.state, options=options, language=language)


async def advance_run(uow: UnitOfWork, run_id: UUID, *, chunk: int = CHUNK) -> None:
    """Score the next people of a run, and queue the job for those after them; does nothing for a run that ended."""
    run = await repository.get_run(uow, run_id, for_update=True)
    if RunState(run.state) not in UNFINISHED:
        return
    if run.state == RunState.QUEUED.value:
        _take(uow, None, run, "begin")
        run.started_at = run.started_at or uow.now()
    units = await _units_of(uow, run.unit_id, run.as_of)
    tally = await score_chunk(uow, run, units, most=chunk)
    run.done_count = min(run.done_count + tally.people, run.total_count)
    run.scored_count += tally.scored
    run.pending_count += tally.pending
    run.revised_count += tally.revised
    run.unchanged_count += tally.people - tally.revised
    # A new mapping: a change inside the old one would not be seen and not be written.
    run.pending_reasons = dict(sorted((Counter(run.pending_reasons) + Counter(tally.reasons)).items()))
    run.position = tally.last or run.position
    if tally.people < chunk:
        _take(uow, None, run, "finish", details=_counts(run))
        run.done_count, run.finished_at = run.total_count, uow.now()
    else:
        run.version, run.updated_at = run.version + 1, uow.now()
        await uow.session.flush()
        await uow.enqueue(SCORE_RUN, resource_id=run.id)


async def fail_run(uow: UnitOfWork, run_id: UUID, failure: str) -> None:
    """Say that a run failed, with the code of its fault; it can be resumed when that is put right."""
    run = await repository.get_run(uow, run_id, for_update=True)
    if RunState(run.state) in UNFINISHED:
        _take(uow, None, run, "fail", details={"failure": failure})
        run.failure, run.finished_at = failure, uow.now()


def _queued(uow: UnitOfWork, principal: Principal, cycle: CycleView, unit_id: UUID | None) -> ScoreRun:
    return ScoreRun(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        cycle_id=cycle.id,
        year=cycle.year,
        unit_id=unit_id,
        state=RunState.QUEUED.value,
        requested_by=principal.account_id,
        requested_name=principal.name,
        done_count=0,
        scored_count=0,
        pending_count=0,
        revised_count=0,
        unchanged_count=0,
        pending_reasons={},
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )


async def _units_of(uow: UnitOfWork, unit_id: UUID | None, on: date) -> list[UUID] | None:
    """Return the units of a scope; None for the whole agency."""
    return None if unit_id is None else await list_unit_ids_below(uow, [unit_id], on)


async def _refuse_second(uow: UnitOfWork, run: ScoreRun) -> None:
    other = await repository.find_unfinished_run(uow, run.cycle_id, run.unit_id)
    if other is not None and other.id != run.id:
        raise RunUnderWay(extra={"run_id": str(other.id)})


def _take(
    uow: UnitOfWork,
    principal: Principal | None,
    run: ScoreRun,
    step: str,
    *,
    note: str | None = None,
    details: dict[str, object] | None = None,
) -> None:
    """Take a step and leave it in the trail; without a principal it is the worker's."""
    taken = RUN.take(step, RunState(run.state), None)
    before, from_state = run.version, run.state
    run.state, run.version, run.updated_at = taken.target.value, run.version + 1, uow.now()
    act = Act(
        step,
        RESOURCE,
        run.id,
        version_before=before,
        version_after=run.version,
        from_state=from_state,
        to_state=run.state,
        note=note,
        details=details or {},
    )
    record(uow, principal, act)
    uow.emit(ScoreRunStepped(run.id, step=step, to_state=run.state))


def _counts(run: ScoreRun) -> dict[str, object]:
    return {
        "total": run.total_count,
        "scored": run.scored_count,
        "pending": run.pending_count,
        "revised": run.revised_count,
        "unchanged": run.unchanged_count,
    }


def _shown(run: ScoreRun, language: Language) -> RunOut:
    reasons = [
        PendingCountOut(
            code=code,
            count=count,
            reason=WAITING[Missing(code)].reason.in_language(language),
            who=WAITING[Missing(code)].who.in_language(language),
        )
        for code, count in run.pending_reasons.items()
    ]
    return RunOut(
        id=run.id,
        cycle_id=run.cycle_id,
        year=run.year,
        unit_id=run.unit_id,
        state=RunState(run.state),
        policy_version_id=run.policy_version_id,
        as_of=run.as_of,
        requested_name=run.requested_name,
        total=run.total_count,
        done=run.done_count,
        scored=run.scored_count,
        pending=run.pending_count,
        revised=run.revised_count,
        unchanged=run.unchanged_count,
        pending_reasons=reasons,
        failure=run.failure,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        version=run.version,
    )
