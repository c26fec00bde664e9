"""Jobs that go through an agency piece by piece."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.problems import AlreadyExists, Problem, Unavailable

log = structlog.get_logger(__name__)


def code_of_problem(fault: Exception) -> str:
    """Return the stable code of a problem; anything else is a fault of ours."""
    return fault.code if isinstance(fault, Problem) else "INTERNAL_ERROR"


def chunk_handler(
    database: Database,
    name: str,
    advance: Callable[[UnitOfWork, UUID], Awaitable[None]],
    fail: Callable[[UnitOfWork, UUID, str], Awaitable[None]],
    *,
    code_of: Callable[[Exception], str] = code_of_problem,
) -> JobHandler:
    """Return the handler that does the next chunk of a run, or one of its parts.

    One job is one piece and one transaction, in which jobs for others are queued too. Killed in the middle it leaves
    nothing behind, and the queue delivers it again. What no repetition can put right makes the run fail with the
    fault's code.
    """

    async def handle(call: JobCall) -> None:
        try:
            async with database.write(call.agency_id) as uow:
                await advance(uow, call.resource_id)
                await uow.finish()
        except Unavailable:
            raise  # the queue tries again later
        except AlreadyExists as taken:
            # Somebody else did some of it meanwhile; the next attempt sees what they kept.
            raise Unavailable from taken
        except Exception as fault:
            log.exception("run_failed", job=name, resource_id=str(call.resource_id))
            async with database.write(call.agency_id) as uow:
                await fail(uow, call.resource_id, code_of(fault))
                await uow.finish()

    return handle
