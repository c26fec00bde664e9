"""The job queue: pgqueuer, because it enqueues on the very connection of the transaction (docs/decisions)."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg
from pgqueuer import DatabaseRetryEntrypointExecutor, PgQueuer, RetryRequested
from pgqueuer.db import AsyncpgDriver, AsyncpgPoolDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

from kinerja_api.kit.ids import AgencyId


@dataclass(frozen=True, slots=True)
class JobCall:
    """What a job is about: the agency and the resource; everything else is read from the database."""

    agency_id: AgencyId
    resource_id: UUID


JobHandler = Callable[[JobCall], Awaitable[None]]


class JobQueue:
    """Puts jobs into the queue."""

    async def enqueue(
        self,
        connection: "asyncpg.Connection",
        job: str,
        *,
        agency_id: AgencyId,
        resource_id: UUID,
        after: timedelta | None = None,
    ) -> None:
        """Add a job on this connection, and so in its transaction; `after` tells how long it waits at least."""
        await Queries(AsyncpgDriver(connection)).enqueue(job, _call(agency_id, resource_id), execute_after=after)

    async def enqueue_many(
        self, connection: "asyncpg.Connection", job: str, *, agency_id: AgencyId, resource_ids: Sequence[UUID]
    ) -> None:
        """Add a job for each of these resources, by one statement on this connection."""
        payloads: list[bytes | None] = [_call(agency_id, resource_id) for resource_id in resource_ids]
        count = len(payloads)
        await Queries(AsyncpgDriver(connection)).enqueue([job] * count, payloads, [0] * count)


def _call(agency_id: AgencyId, resource_id: UUID) -> bytes:
    return json.dumps({"agency_id": str(agency_id), "resource_id": str(resource_id)}).encode()


def read_call(payload: bytes | None) -> JobCall:
    """Read what `JobQueue.enqueue` wrote."""
    document = json.loads(payload or b"{}")
    return JobCall(AgencyId(UUID(document["agency_id"])), UUID(document["resource_id"]))


def build_worker(pool: "asyncpg.Pool", handlers: Mapping[str, JobHandler]) -> PgQueuer:
    """Return a worker that runs the handlers; handlers are idempotent, since a job may run twice after a crash.

    A job whose worker died is delivered again when its heartbeat has stopped for half a minute, and one whose worker
    was told to end is handed back. One whose handler raises is tried again five times, each time later; then it stands
    in the queue's log as failed, where `kinerja doctor` shows it.
    """
    worker = PgQueuer(AsyncpgPoolDriver(pool))

    def register(name: str, handler: JobHandler) -> None:
        @worker.entrypoint(name, executor_factory=DatabaseRetryEntrypointExecutor)
        async def run(job: Job) -> None:
            try:
                await handler(read_call(job.payload))
            except asyncio.CancelledError:
                # The worker ends before the job does. The library would take the job for cancelled and drop it.
                raise RetryRequested(reason="the worker ended") from None

    for name, handler in handlers.items():
        register(name, handler)
    return worker


async def open_ears(worker: PgQueuer) -> None:
    """Let a worker listen before it runs.

    The library asks itself over NOTIFY whether it still hears anything, and asks for the first time before it listens.
    Whichever comes first wins: a question that nobody hears ends the worker as deaf, half a minute after its start.
    """
    await worker.connection.add_listener(worker.channel, _ignore)


def _ignore(_: str | bytes | bytearray) -> None:
    """Hear a message that is for somebody else."""
