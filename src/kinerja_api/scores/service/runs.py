"""Score runs: asked for by HR or begun by a change after the fact, cut into parts, done by any number of workers.

A part is a job and a transaction of its own; which are done stands in their rows. A worker that is killed leaves its
part undone, the queue delivers the job again, and whoever takes it does it once.
"""

from collections import Counter
from uuid import UUID

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import CycleView, get_cycle
from kinerja_api.cycles.types import CycleStatus
from kinerja_api.employees.public import PostScope, count_posts, cut_posts, list_posts_between
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.jobs.life import RunState
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Language, Text
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.policies.public import pin
from kinerja_api.runs.public import Runs
from kinerja_api.scores import repository
from kinerja_api.scores.access import decide_see_run, decide_step_run
from kinerja_api.scores.errors import CycleNotBegun, NobodyToScore, RunUnderWay
from kinerja_api.scores.events import ScoreRunStepped
from kinerja_api.scores.lifecycle import RUN
from kinerja_api.scores.models import ScoreRun, ScoreRunPart
from kinerja_api.scores.rules.sentences import WAITING, WHO, group_by_actor
from kinerja_api.scores.schemas.scores import PendingByActorOut, PendingCountOut, RunIn, RunOut, SimulationIn, StepIn
from kinerja_api.scores.service.scoring import posts_in, scope_of, score_people
from kinerja_api.scores.types import COMPOSITE, RunCause, Scope

SCORE_RUN = "score_run"
SCORE_PART = "score_run_part"
PEOPLE_OF_A_PART = 5_000
NOBODY, EVERYBODY = UUID(int=0), UUID(int=2**128 - 1)
WITHOUT_POST = Text(
    "Pegawai ini tidak ada atau tidak memegang jabatan pada hari itu.",
    "There is no such employee, or one without a post on that day.",
)
SYSTEM = "kinerja"


async def start_run(uow: UnitOfWork, principal: Principal, given: RunIn, language: Language) -> RunOut:
    """Queue the scoring of the whole agency, a unit or some people; the job is part of this very transaction."""
    await require_listed(uow, given)
    run = await queue_run(uow, principal, given.cycle_id, scope_asked(given), RunCause.REQUESTED)
    return _shown(run, language)


def scope_asked(given: RunIn | SimulationIn) -> Scope:
    """Return whom a request is about; a list in any order and with repetitions is the same list."""
    people = None if given.employee_ids is None else tuple(sorted(set(given.employee_ids)))
    return Scope(given.unit_id, people)


async def require_listed(uow: UnitOfWork, given: RunIn | SimulationIn) -> None:
    """Refuse a list with anybody in it who holds no post here; nobody is left out in silence."""
    if given.employee_ids is None:
        return
    as_of = min(await today_of(uow), (await get_cycle(uow, given.cycle_id)).last_day)
    listed = PostScope(employee_ids=tuple(given.employee_ids))
    posts = await list_posts_between(uow, listed, as_of, after=NOBODY, last=EVERYBODY)
    known = {post.employee_id for post in posts}
    unknown = [place for place, employee_id in enumerate(given.employee_ids) if employee_id not in known]
    if unknown:
        raise Invalid(errors=[FieldError("no_post", WITHOUT_POST, f"/employee_ids/{place}") for place in unknown])


async def queue_run(
    uow: UnitOfWork, principal: Principal | None, cycle_id: UUID, scope: Scope, cause: RunCause
) -> ScoreRun:
    """Queue a run; without a principal the system begins it, because a fact or the policy changed."""
    cycle = await get_cycle(uow, cycle_id)
    if cycle.status is CycleStatus.DRAFT:
        raise CycleNotBegun
    as_of = min(await today_of(uow), cycle.last_day)
    if scope.unit_id is not None:
        await get_unit(uow, scope.unit_id, as_of)
    under_way = await repository.find_unfinished_run(uow, cycle.id, scope)
    if under_way is not None:
        raise RunUnderWay(extra={"run_id": str(under_way.id)})
    policy = await pin(uow, COMPOSITE, cycle.last_day)
    run = _queued(uow, principal, cycle, scope)
    run.policy_version_id, run.as_of, run.cause = policy.id, as_of, cause.value
    run.total_count = await count_posts(uow, await posts_in(uow, scope, as_of), as_of)
    if not run.total_count:
        raise NobodyToScore
    repository.add(uow, run)
    details = {
        "cycle_id": str(cycle.id),
        "unit_id": str(scope.unit_id) if scope.unit_id else None,
        "employees": len(scope.employee_ids) if scope.employee_ids else None,
        "cause": cause.value,
        "total": run.total_count,
    }
    await RUNS.queue(uow, principal, run, details=details)
    return run


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
    run = await repository.lock_run(uow, run_id)
    await RUNS.step(uow, principal, run, expected, step, refuse_second=_refuse_second)
    return _shown(run, language)


async def list_run_transitions(
    uow: UnitOfWork, principal: Principal, run_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a run and what may come next."""
    enforce(decide_see_run(principal))
    return await RUNS.transitions(uow, await repository.get_run(uow, run_id), language)


async def begin_run(uow: UnitOfWork, run_id: UUID, *, size: int = PEOPLE_OF_A_PART) -> list[UUID]:
    """Cut a run into parts and queue a job for each that is not done; return those. Nothing for a run that ended."""
    run = await repository.lock_run(uow, run_id)
    if run.state != RunState.QUEUED.value:
        return []
    RUNS.begin(uow, run)
    parts = await repository.list_parts(uow, run.id) or await _cut(uow, run, size)
    left = [part.id for part in parts if part.done_at is None]
    if not left:
        RUNS.finish(uow, run)
        return []
    await uow.session.flush()
    await uow.enqueue_many(SCORE_PART, resource_ids=left)
    return left


async def score_part(uow: UnitOfWork, part_id: UUID) -> None:
    """Score the people of one part of a run; does nothing for one that is done, or whose run does not go on."""
    part = await repository.get_part(uow, part_id)
    run = await repository.get_run(uow, part.run_id)
    if part.done_at is not None or run.state != RunState.RUNNING.value:
        return
    tally = await score_people(uow, run, part)
    # Locked only now, for the moment until the commit: parts of one run are scored side by side.
    run = await repository.lock_run(uow, part.run_id)
    part.done_at = uow.now()
    RUNS.count(uow, run, part.people)
    run.scored_count += tally.scored
    run.pending_count += tally.pending
    run.revised_count += tally.revised
    run.unchanged_count += tally.people - tally.revised
    # A new mapping: a change inside the old one would not be seen and not be written.
    run.pending_reasons = dict(sorted((Counter(run.pending_reasons) + Counter(tally.reasons)).items()))
    if run.state == RunState.RUNNING.value and not await repository.count_parts_left(uow, run.id):
        RUNS.finish(uow, run)


async def fail_run(uow: UnitOfWork, run_id: UUID, failure: str) -> None:
    """Say that a run failed, with the code of its fault; it can be resumed when that is put right."""
    RUNS.fail(uow, await repository.lock_run(uow, run_id), failure)


async def fail_part(uow: UnitOfWork, part_id: UUID, failure: str) -> None:
    """Say that the run of a part failed."""
    await fail_run(uow, (await repository.get_part(uow, part_id)).run_id, failure)


async def _cut(uow: UnitOfWork, run: ScoreRun, size: int) -> list[ScoreRunPart]:
    parts, after = [], NOBODY
    for cut in await cut_posts(uow, await posts_in(uow, scope_of(run), run.as_of), run.as_of, size=size):
        part = ScoreRunPart(
            agency_id=uow.agency_id,
            id=uow.new_id(),
            run_id=run.id,
            after_id=after,
            last_id=cut.last_id,
            people=cut.people,
            done_at=None,
        )
        parts.append(part)
        after = cut.last_id
    repository.add(uow, *parts)
    # People may have come or gone since the run was asked for.
    run.total_count = sum(part.people for part in parts)
    return parts


def _queued(uow: UnitOfWork, principal: Principal | None, cycle: CycleView, scope: Scope) -> ScoreRun:
    return ScoreRun(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        cycle_id=cycle.id,
        year=cycle.year,
        unit_id=scope.unit_id,
        employee_ids=list(scope.employee_ids) if scope.employee_ids else None,
        people_sha256=scope.people_sha256,
        state=RunState.QUEUED.value,
        requested_by=principal.account_id if principal else None,
        requested_name=principal.name if principal else SYSTEM,
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


async def _refuse_second(uow: UnitOfWork, run: ScoreRun) -> None:
    other = await repository.find_unfinished_run(uow, run.cycle_id, scope_of(run))
    if other is not None and other.id != run.id:
        raise RunUnderWay(extra={"run_id": str(other.id)})


def _counts(run: ScoreRun) -> dict[str, object]:
    return {
        "total": run.total_count,
        "scored": run.scored_count,
        "pending": run.pending_count,
        "revised": run.revised_count,
        "unchanged": run.unchanged_count,
    }


RUNS = Runs(RUN, SCORE_RUN, ScoreRunStepped, decide_step_run, _counts)


def _shown(run: ScoreRun, language: Language) -> RunOut:
    grouped = [
        PendingByActorOut(
            actor=actor,
            who=WHO[actor].in_language(language),
            reasons=[
                PendingCountOut(code=missing, count=count, reason=WAITING[missing].reason.in_language(language))
                for missing, count in reasons.items()
            ],
        )
        for actor, reasons in group_by_actor(run.pending_reasons).items()
    ]
    return RunOut(
        id=run.id,
        cycle_id=run.cycle_id,
        year=run.year,
        unit_id=run.unit_id,
        listed=None if run.employee_ids is None else len(run.employee_ids),
        cause=RunCause(run.cause),
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
        pending_reasons=grouped,
        failure=run.failure,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        version=run.version,
    )
