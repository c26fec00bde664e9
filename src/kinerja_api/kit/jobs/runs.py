"""Jobs that go through an agency chunk by chunk."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.problems import Problem, Unavailable

log = structlog.get_logger(__name__)


def chunk_handler(
    database: Database,
    name: str,
    advance: Callable[[UnitOfWork, UUID], Awaitable[None]],
    fail: Callable[[UnitOfWork, UUID, str], Awaitable[None]],
) -> JobHandler:
    """Return the handler that does the next chunk of a run.

    One job is one chunk and one transaction, which also queues the next job. Killed in the middle it leaves nothing
    behind, and the queue delivers it again. What no repetition can put right makes the run fail with the fault's code.
    """

    async def handle(call: JobCall) -> None:
        try:
            async with database.write(call.agency_id) as uow:
                await advance(uow, call.resource_id)
                await uow.finish()
        except Unavailable:
            raise  # the queue tries again later
        except Exception as fault:
            log.exception("run_failed", job=name, run_id=str(call.resource_id))
            async with database.write(call.agency_id) as uow:
                code = fault.code if isinstance(fault, Problem) else "INTERNAL_ERROR"
                await fail(uow, call.resource_id, code)
                await uow.finish()

    return handle
