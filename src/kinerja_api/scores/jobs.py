"""Jobs of composite scores."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from kinerja_api.employees.events import SanctionRecorded
from kinerja_api.evaluations.events import EvaluationStepped
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.jobs.runs import chunk_handler, code_of_problem
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
    fail_part,
    fail_run,
    score_part,
)
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.surveys.events import SurveyResultIssued

__all__ = ["AFTER", "REACTIONS", "SCORE_PART", "SCORE_RUN", "part_scorer", "recalculator", "run_beginner"]

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

    async def begin(uow: UnitOfWork, run_id: UUID) -> None:
        await begin_run(uow, run_id, size=size)

    return chunk_handler(database, SCORE_RUN, begin, fail_run, code_of=code_of)


def part_scorer(database: Database) -> JobHandler:
    """Return the handler that scores one part of a run."""
    at_once = asyncio.Semaphore(PARTS_AT_ONCE)
    handle = chunk_handler(database, SCORE_PART, score_part, fail_part, code_of=code_of)

    async def score(call: JobCall) -> None:
        async with at_once:
            await handle(call)

    return score


def recalculator(database: Database, event: str) -> JobHandler:
    """Return the handler that queues runs for the scores that an event touches."""

    async def recalculate(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await AFTER[event](uow, call.resource_id)
            await uow.finish()

    return recalculate


def code_of(fault: Exception) -> str:
    """Return the stable code of a fault: of the engine or of a problem; anything else is a fault of ours."""
    return fault.code if isinstance(fault, ScoringError) else code_of_problem(fault)
