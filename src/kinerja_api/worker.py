"""The composition root of jobs: which handler runs for which job."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import asyncpg
import structlog

from kinerja_api.kit.db.checkup import connect_arguments
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.jobs.queue import JobHandler, build_worker
from kinerja_api.settings import Settings

log = structlog.get_logger(__name__)


class Worker:
    """Runs queued jobs, inside `serve` or as a process of its own."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database

    def handlers(self) -> dict[str, JobHandler]:
        """Return the handler of every job."""
        return {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run jobs while the block runs; end them cleanly with it."""
        async with self._pool() as pool:
            worker = build_worker(pool, self.handlers())
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._run, worker)
                try:
                    yield
                finally:
                    worker.shutdown.set()
                    tasks.cancel_scope.deadline = anyio.current_time() + 5

    async def run(self) -> None:
        """Run jobs until the process is told to end."""
        async with self._pool() as pool:
            await self._run(build_worker(pool, self.handlers()))

    async def _run(self, worker: object) -> None:
        log.info("worker_started", jobs=sorted(self.handlers()))
        await worker.run()  # type: ignore[attr-defined]

    @asynccontextmanager
    async def _pool(self) -> AsyncIterator["asyncpg.Pool"]:
        url = self._settings.database.url.get_secret_value()  # type: ignore[union-attr]
        async with asyncpg.create_pool(
            **connect_arguments(url),
            min_size=1,
            max_size=3,
        ) as pool:
            yield pool
