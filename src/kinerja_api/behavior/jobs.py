"""Jobs of behaviour ratings: the calendar closes them, and the clock reminds who has not answered."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from kinerja_api.behavior.service.reminders import (
    REMIND_OF_CYCLE,
    REMIND_OF_PERIOD,
    after_cycle,
    after_period,
    remind_of_cycle,
    remind_of_period,
)
from kinerja_api.cycles.events import CycleChanged, PeriodChanged
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.jobs.queue import JobCall, JobHandler

__all__ = ["REACTIONS", "rating_keepers"]

_WORK: Mapping[str, Callable[[UnitOfWork, UUID], Awaitable[None]]] = {
    PeriodChanged.name: after_period,
    CycleChanged.name: after_cycle,
    REMIND_OF_PERIOD: remind_of_period,
    REMIND_OF_CYCLE: remind_of_cycle,
}
REACTIONS = {name: name for name in (PeriodChanged.name, CycleChanged.name)}


def rating_keepers(database: Database) -> dict[str, JobHandler]:
    """Return the handlers that keep ratings in step with the calendar, by job.

    Each is one transaction and may run twice: what has closed stays closed, and nobody is reminded twice a day.
    """
    return {job: _keeper(database, work) for job, work in _WORK.items()}


def _keeper(database: Database, work: Callable[[UnitOfWork, UUID], Awaitable[None]]) -> JobHandler:
    async def keep(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await work(uow, call.resource_id)
            await uow.finish()

    return keep
