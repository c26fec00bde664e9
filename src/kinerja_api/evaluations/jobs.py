"""Jobs of evaluations."""

from functools import partial

from kinerja_api.evaluations.service.deciding import OVERDUE_OBJECTION, escalate_overdue
from kinerja_api.evaluations.service.runs import CHUNK, EVALUATION_RUN, advance_run, fail_run
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.jobs.runs import chunk_handler

__all__ = ["EVALUATION_RUN", "OVERDUE_OBJECTION", "evaluation_preparer", "objection_watcher"]


def evaluation_preparer(database: Database, *, chunk: int = CHUNK) -> JobHandler:
    """Return the handler that prepares the evaluations of the next people of a run."""
    return chunk_handler(database, EVALUATION_RUN, partial(advance_run, chunk=chunk), fail_run)


def objection_watcher(database: Database) -> JobHandler:
    """Return the handler that looks at an objection when the time for its decision is over."""

    async def look(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await escalate_overdue(uow, call.resource_id)
            await uow.finish()

    return look
