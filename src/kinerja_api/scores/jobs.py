"""Jobs of composite scores."""

import structlog

from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.problems import Problem, Unavailable
from kinerja_api.scores.service.runs import CHUNK, SCORE_RUN, advance_run, fail_run
from kinerja_api.scoring.errors import ScoringError

__all__ = ["SCORE_RUN", "score_runner"]

log = structlog.get_logger(__name__)


def score_runner(database: Database, *, chunk: int = CHUNK) -> JobHandler:
    """Return the handler that scores the next people of a run.

    One job is one chunk and one transaction, which also queues the next job. Killed in the middle it leaves nothing
    behind, and the queue delivers it again. What no repetition can put right makes the run fail with the fault's code.
    """

    async def advance(call: JobCall) -> None:
        try:
            async with database.write(call.agency_id) as uow:
                await advance_run(uow, call.resource_id, chunk=chunk)
                await uow.finish()
        except Unavailable:
            raise  # the queue tries again later
        except Exception as fault:
            log.exception("score_run_failed", run_id=str(call.resource_id))
            async with database.write(call.agency_id) as uow:
                await fail_run(uow, call.resource_id, code_of(fault))
                await uow.finish()

    return advance


def code_of(fault: Exception) -> str:
    """Return the stable code of a fault: of a problem or of the engine; anything else is a fault of ours."""
    return fault.code if isinstance(fault, Problem | ScoringError) else "INTERNAL_ERROR"
