"""Jobs of feedback."""

from kinerja_api.feedback.service.follow_ups import FOLLOW_UP_REMINDER, remind
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler

__all__ = ["FOLLOW_UP_REMINDER", "follow_up_watcher"]


def follow_up_watcher(database: Database) -> JobHandler:
    """Return the handler that reminds of a follow-up on its days, and puts itself in the queue for the next one."""

    async def look(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await remind(uow, call.resource_id)
            await uow.finish()

    return look
