"""The composition root of jobs: which handler runs for which job."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import anyio
import asyncpg
import structlog

from kinerja_api.behavior import jobs as behavior
from kinerja_api.evaluations.jobs import EVALUATION_RUN, OVERDUE_OBJECTION, evaluation_preparer, objection_watcher
from kinerja_api.feedback.jobs import FOLLOW_UP_REMINDER, follow_up_watcher
from kinerja_api.kit.db.checkup import connect_arguments
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.files import open_files
from kinerja_api.kit.jobs.queue import JobHandler, build_worker, open_ears
from kinerja_api.realizations.jobs import REMOVE_FILE, file_remover
from kinerja_api.scores import jobs as scores
from kinerja_api.scores.jobs import AFTER, SCORE_PART, SCORE_RUN, part_scorer, recalculator, run_beginner
from kinerja_api.settings import Settings
from kinerja_api.targets import jobs as targets
from kinerja_api.targets.jobs import PLAN_ASSIGNMENT_RUN, plan_assigner, plan_ender

__all__ = ["REACTIONS", "Worker"]

log = structlog.get_logger(__name__)

# Which job follows from which event.
REACTIONS = scores.REACTIONS | behavior.REACTIONS | targets.REACTIONS
RETRY_SECONDS = 3.0
# A worker whose listening connection was cut notices it within half a minute; until then it looks for jobs so often.
LOOK_AGAIN = timedelta(seconds=5)
AT_ONCE = 4  # jobs of one worker: while one waits for PostgreSQL another computes, and the rest is left to others
GRACE_SECONDS = 5.0  # for a job to end by itself before it is cancelled; it is handed back then


class Worker:
    """Runs queued jobs, inside `serve` or as a process of its own."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._cut = anyio.Event()

    def handlers(self) -> dict[str, JobHandler]:
        """Return the handler of every job."""
        files = open_files(
            self._settings.files_url,
            self._settings.data_dir / "evidence",
            largest=self._settings.http.upload_limit,
        )
        return {
            REMOVE_FILE: file_remover(self._database, files),
            EVALUATION_RUN: evaluation_preparer(self._database),
            OVERDUE_OBJECTION: objection_watcher(self._database),
            FOLLOW_UP_REMINDER: follow_up_watcher(self._database),
            PLAN_ASSIGNMENT_RUN: plan_assigner(self._database),
            **dict.fromkeys(targets.REACTIONS, plan_ender(self._database)),
            SCORE_RUN: run_beginner(self._database),
            SCORE_PART: part_scorer(self._database),
            **behavior.rating_keepers(self._database),
            **{event: recalculator(self._database, event) for event in AFTER},
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run jobs while the block runs; end them cleanly with it."""
        ending = anyio.Event()
        async with self._pool() as pool, anyio.create_task_group() as tasks:
            tasks.start_soon(self._keep_running, pool, ending)
            try:
                yield
            finally:
                ending.set()
                tasks.cancel_scope.deadline = anyio.current_time() + GRACE_SECONDS

    async def _keep_running(self, pool: "asyncpg.Pool", ending: anyio.Event) -> None:
        """Run until the end, and begin again when the database went away (R10); else jobs would wait for ever."""
        while not ending.is_set():
            try:
                await self._run_once(pool, ending)
            except Exception:
                log.exception("worker_failed", retry_seconds=RETRY_SECONDS)
            with anyio.move_on_after(RETRY_SECONDS):
                await ending.wait()

    async def _watch(self, connection: "asyncpg.Connection") -> None:
        connection.add_termination_listener(lambda _: self._cut.set())

    async def _run_once(self, pool: "asyncpg.Pool", ending: anyio.Event) -> None:
        worker = build_worker(pool, self.handlers())
        await open_ears(worker)

        self._cut = cut = anyio.Event()

        async def end_after(event: anyio.Event) -> None:
            await event.wait()
            worker.shutdown.set()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(end_after, ending)
            tasks.start_soon(end_after, cut)
            log.info("worker_started", jobs=sorted(self.handlers()))
            await worker.run(
                dequeue_timeout=LOOK_AGAIN,
                batch_size=AT_ONCE // 2,
                max_concurrent_tasks=AT_ONCE,
                shutdown_on_listener_failure=True,
            )
            tasks.cancel_scope.cancel()

    @asynccontextmanager
    async def _pool(self) -> AsyncIterator["asyncpg.Pool"]:
        url = self._settings.database.url.get_secret_value()  # type: ignore[union-attr]
        async with asyncpg.create_pool(
            **connect_arguments(url),
            min_size=1,
            max_size=3,
            # The queue asks every ten seconds whether it still hears; the driver knows at once that it was cut. None is
            # closed for being idle, which would look the same.
            init=self._watch,
            max_inactive_connection_lifetime=0,
        ) as pool:
            yield pool
