"""Jobs of evaluations."""

from kinerja_api.evaluations.service.deciding import OVERDUE_OBJECTION, escalate_overdue
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler

__all__ = ["OVERDUE_OBJECTION", "objection_watcher"]


def objection_watcher(database: Database) -> JobHandler:
    """Return the handler that looks at an objection when the time for its decision is over."""

    async def look(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await escalate_overdue(uow, call.resource_id)
            await uow.finish()

    return look
