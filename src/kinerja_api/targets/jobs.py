"""Jobs of target plans."""

from functools import partial

from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobHandler
from kinerja_api.kit.jobs.runs import chunk_handler
from kinerja_api.targets.service.assignments import CHUNK, PLAN_ASSIGNMENT_RUN, advance_run, fail_run

__all__ = ["PLAN_ASSIGNMENT_RUN", "plan_assigner"]


def plan_assigner(database: Database, *, chunk: int = CHUNK) -> JobHandler:
    """Return the handler that gives the next people of a run their drafts."""
    return chunk_handler(database, PLAN_ASSIGNMENT_RUN, partial(advance_run, chunk=chunk), fail_run)
