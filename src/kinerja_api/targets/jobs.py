"""Jobs of target plans."""

import structlog

from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.problems import Problem, Unavailable
from kinerja_api.targets.service.assignments import CHUNK, PLAN_ASSIGNMENT_RUN, advance_run, fail_run

__all__ = ["PLAN_ASSIGNMENT_RUN", "plan_assigner"]

log = structlog.get_logger(__name__)


def plan_assigner(database: Database, *, chunk: int = CHUNK) -> JobHandler:
    """Return the handler that gives the next people of a run their drafts.

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
            log.exception("plan_assignment_run_failed", run_id=str(call.resource_id))
            async with database.write(call.agency_id) as uow:
                code = fault.code if isinstance(fault, Problem) else "INTERNAL_ERROR"
                await fail_run(uow, call.resource_id, code)
                await uow.finish()

    return advance
