"""Jobs of evaluations."""

import structlog

from kinerja_api.evaluations.service.deciding import OVERDUE_OBJECTION, escalate_overdue
from kinerja_api.evaluations.service.runs import CHUNK, EVALUATION_RUN, advance_run, fail_run
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.problems import Problem, Unavailable

__all__ = ["EVALUATION_RUN", "OVERDUE_OBJECTION", "evaluation_preparer", "objection_watcher"]

log = structlog.get_logger(__name__)


def evaluation_preparer(database: Database, *, chunk: int = CHUNK) -> JobHandler:
    """Return the handler that prepares the evaluations of the next people of a run.

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
            log.exception("evaluation_run_failed", run_id=str(call.resource_id))
            async with database.write(call.agency_id) as uow:
                code = fault.code if isinstance(fault, Problem) else "INTERNAL_ERROR"
                await fail_run(uow, call.resource_id, code)
                await uow.finish()

    return advance


def objection_watcher(database: Database) -> JobHandler:
    """Return the handler that looks at an objection when the time for its decision is over."""

    async def look(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await escalate_overdue(uow, call.resource_id)
            await uow.finish()

    return look
