"""Jobs of target plans."""

from functools import partial

from kinerja_api.employees.events import PostGiven, PostLeft, StatusRecorded
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobCall, JobHandler
from kinerja_api.kit.jobs.runs import chunk_handler
from kinerja_api.targets.service.assignments import CHUNK, PLAN_ASSIGNMENT_RUN, advance_run, fail_run
from kinerja_api.targets.service.handing import end_former_plans

__all__ = ["PLAN_ASSIGNMENT_RUN", "REACTIONS", "plan_assigner", "plan_ender"]

REACTIONS = {name: name for name in (PostGiven.name, PostLeft.name, StatusRecorded.name)}


def plan_assigner(database: Database, *, chunk: int = CHUNK) -> JobHandler:
    """Return the handler that gives the next people of a run their drafts."""
    return chunk_handler(database, PLAN_ASSIGNMENT_RUN, partial(advance_run, chunk=chunk), fail_run)


def plan_ender(database: Database) -> JobHandler:
    """Return the handler that ends the plans of an employee whose post or status has changed."""

    async def end(call: JobCall) -> None:
        async with database.write(call.agency_id) as uow:
            await end_former_plans(uow, call.resource_id)
            await uow.finish()

    return end
