"""Jobs of composite scores."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

import structlog

from kinerja_api.employees.events import SanctionRecorded
from kinerja_api.evaluations.events import EvaluationStepped
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.problems import AlreadyExists, Problem, Unavailable
from kinerja_api.policies.events import PolicyPublished
from kinerja_api.scores.service.recalculation import (
    after_evaluation,
    after_policy,
    after_sanction,
    after_survey_result,
)
from kinerja_api.scores.service.runs import (
    PEOPLE_OF_A_PART,
    SCORE_PART,
    SCORE_RUN,
    begin_run,
    fail_run,
    run_of_part,
    score_part,
)
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.surveys.events import SurveyResultIssued

__all__ = ["AFTER", "REACTIONS", "SCORE_PART", "SCORE_RUN", "part_scorer", "recalculator", "run_beginner"]

log = structlog.get_logger(__name__)

# What is computed again after a fact has changed, by the name of the event and of its job.
AFTER: Mapping[str, Callable[[UnitOfWork, UUID], Awaitable[None]]] = {
    EvaluationStepped.name: after_evaluation,
    SanctionRecorded.name: after_sanction,
    SurveyResultIssued.name: after_survey_result,
    PolicyPublished.name: after_policy,
}
REACTIONS = {name: name for name in AFTER}
# Of one worker: one computes while PostgreSQL works for the other. More only hold memory and get into each other's way.
PARTS_AT_ONCE = 2


def run_beginner(database: Database, *, size: int = PEOPLE_OF_A_PART) -> JobHandler:
    """Return the handler that cuts a run into parts, each of which becomes a job."""

    async def begin(call: JobCall) -> None:
        async def work(uow: UnitOfWork) -> None:
            await begin_run(uow, call.resource_id, size=size)

        async def run_id(_: UnitOfWork) -> UUID:
            return call.resource_id

        await _do(database, call, work, run_id)

    return begin


def part_scorer(database: Database) -> JobHandler:
    """Return the handler that scores one part of a run, in one transaction.

    Killed in the middle it leaves nothing behind, and the queue delivers it again.
    """
    at_once = asyncio.Semaphore(PARTS_AT_ONCE)

    async def score(call: JobCall) -> None:
        async def work(uow: UnitOfWork) -> None:
            await score_part(uow, call.resource_id)

        async def run_id(uow: UnitOfWork) -> UUID:
            return await run_of_part(uow, call.resource_id)

        async with at_once:
            await _do(database, call, work, run_id)

    return score


async def _do(
    database: Database,
    call: JobCall,
    work: Callable[[UnitOfWork], Awaitable[None]],
    run_id: Callable[[UnitOfWork], Awaitable[UUID]],
) -> None:
    """Work in a transaction; what no repetition can put right makes the run fail with the fault's code."""
    try:
        async with database.write(call.agency_id) as uow:
            await work(uow)
            await uow.finish()
    except Unavailable:
        raise  # the queue tries again later
    except AlreadyExists as taken:
        # Another run scored one of these people meanwhile; the next attempt sees what that one kept.
        raise Unavailable from taken
    except Exception as fault:
        log.exception("score_run_failed", resource_id=str(call.resource_id))
        async with database.write(call.agency_id) as uow:
            await fail_run(uow, await run_id(uow), code_of(fault))
            await uow.finish()


def recalculator(database: Database, event: str) -> JobHandler:
    """Return the handler that queues runs for the scores that an event touches."""

    async def recalculate(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await AFTER[event](uow, call.resource_id)
            await uow.finish()

    return recalculate


def code_of(fault: Exception) -> str:
    """Return the stable code of a fault: of a problem or of the engine; anything else is a fault of ours."""
    return fault.code if isinstance(fault, Problem | ScoringError) else "INTERNAL_ERROR"
