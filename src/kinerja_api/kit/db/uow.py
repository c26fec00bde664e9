"""The unit of work: one session, one transaction, one agency, from the first statement to the commit.

`Database.write` and `Database.read` are the only two ways to a session. What a handler changes is committed before
its answer is sent (T1); a commit that fails is therefore never seen as a success.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from kinerja_api.kit.db.faults import database_faults
from kinerja_api.kit.db.models import OutboxEvent
from kinerja_api.kit.ids import AgencyId

if TYPE_CHECKING:
    from datetime import datetime

    from kinerja_api.kit.clock import Clock
    from kinerja_api.kit.db.hot import HotQuery
    from kinerja_api.kit.events import Event
    from kinerja_api.kit.ids import IdSource
    from kinerja_api.kit.jobs.queue import JobQueue

log = structlog.get_logger(__name__)


class CommitLost(RuntimeError):  # noqa: N818
    """COMMIT was answered with ROLLBACK: an error inside the transaction had been swallowed."""


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """Where a change came from, for the audit trail: request id and client address."""

    request_id: str = ""
    address: str = ""


class UnitOfWork:
    """One transaction of one agency, with its clock, its ids and the events that it will tell."""

    def __init__(  # noqa: PLR0913
        self,
        *,
        sql_connection: AsyncConnection,
        connection: asyncpg.Connection,
        agency_id: AgencyId,
        clock: Clock,
        ids: IdSource,
        queue: JobQueue,
        request: RequestInfo,
    ) -> None:
        self.agency_id = agency_id
        self.request = request
        self.started_at = clock.now()
        self._sql_connection = sql_connection
        self._connection = connection
        self._ids = ids
        self._queue = queue
        self._finished = False

    @cached_property
    def session(self) -> AsyncSession:
        """Return the session of this transaction; made when it is first asked for, since hot reads never do."""
        return AsyncSession(self._sql_connection, expire_on_commit=False, autoflush=False)

    def now(self) -> datetime:
        """Return the instant at which this unit of work began; one instant for all that happens in it."""
        return self.started_at

    def new_id(self) -> UUID:
        """Return a new id."""
        return self._ids.new()

    async def fetch_value(self, query: HotQuery, **values: Any) -> Any:
        """Run a hot query, which was compiled once, on the transaction's own connection; first column of first row."""
        return await self._connection.fetchval(query.sql, *query.arguments(values))

    async def fetch_rows(self, query: HotQuery, **values: Any) -> list[asyncpg.Record]:
        """Run a hot query, which was compiled once, on the transaction's own connection; all rows."""
        rows: list[asyncpg.Record] = await self._connection.fetch(query.sql, *query.arguments(values))
        return rows

    def emit(self, event: Event) -> None:
        """Tell an event: its row, and the jobs that follow from it, are written with the change itself."""
        self.session.add(
            OutboxEvent(
                agency_id=self.agency_id,
                id=self.new_id(),
                name=event.name,
                resource_type=event.resource_type,
                resource_id=event.resource_id,
                payload=event.payload(),
                occurred_at=self.now(),
            )
        )

    async def enqueue(self, job: str, *, resource_id: UUID) -> None:
        """Put a job into the queue, in this very transaction: it exists when and only when the change does."""
        await self._queue.enqueue(self._connection, job, agency_id=self.agency_id, resource_id=resource_id)

    @asynccontextmanager
    async def in_agency(self, agency_id: AgencyId) -> AsyncIterator[None]:
        """Work in another agency inside the same transaction: only to set up one that was just created."""
        own = self.agency_id
        await self.session.flush()
        await self._set_agency(agency_id)
        yield
        await self.session.flush()
        await self._set_agency(own)

    async def _set_agency(self, agency_id: AgencyId) -> None:
        self.agency_id = agency_id
        await self._connection.execute(f"SET LOCAL app.agency_id = '{UUID(str(agency_id))}'")

    async def finish(self) -> None:
        """Write all that is pending and commit."""
        if "session" in self.__dict__:
            await self.session.flush()
        with database_faults():
            answer = await self._connection.execute("COMMIT")
        self._finished = True
        if answer != "COMMIT":
            raise CommitLost(answer)

    async def abandon(self) -> None:
        """Roll back, unless it is finished already."""
        if not self._finished:
            self._finished = True
            await self._connection.execute("ROLLBACK")


class Database:
    """The two ways to a session."""

    def __init__(self, engine: AsyncEngine, *, clock: Clock, ids: IdSource, queue: JobQueue) -> None:
        self.engine = engine
        self.clock = clock
        self.ids = ids
        self.queue = queue

    @asynccontextmanager
    async def write(self, agency_id: AgencyId, request: RequestInfo | None = None) -> AsyncIterator[UnitOfWork]:
        """Open a transaction for an agency; it commits only by `finish` and rolls back otherwise."""
        async with self._open(agency_id, "BEGIN", request) as uow:
            yield uow

    @asynccontextmanager
    async def read(self, agency_id: AgencyId, request: RequestInfo | None = None) -> AsyncIterator[UnitOfWork]:
        """Open a read-only transaction for an agency."""
        async with self._open(agency_id, "BEGIN READ ONLY", request) as uow:
            yield uow

    @asynccontextmanager
    async def _open(self, agency_id: AgencyId, begin: str, request: RequestInfo | None) -> AsyncIterator[UnitOfWork]:
        with database_faults():
            sql_connection = await self.engine.connect()
        try:
            raw: Any = (await sql_connection.get_raw_connection()).driver_connection
            # One round trip. The statement SET LOCAL, not set_config(): on Citus only the statement reaches the
            # shards. The value is a parsed UUID, so there is nothing to quote (T7, T8).
            with database_faults():
                await raw.execute(f"{begin}; SET LOCAL app.agency_id = '{UUID(str(agency_id))}'")
            uow = UnitOfWork(
                sql_connection=sql_connection,
                connection=raw,
                agency_id=agency_id,
                clock=self.clock,
                ids=self.ids,
                queue=self.queue,
                request=request or RequestInfo(),
            )
            with database_faults():
                yield uow
        finally:
            # Shielded: a client that went away must not leave a transaction open on a pooled connection (R8).
            await asyncio.shield(_give_back(sql_connection))


async def _give_back(sql_connection: Any) -> None:
    """Return a connection to the pool clean; one that cannot be cleaned is thrown away."""
    try:
        raw = (await sql_connection.get_raw_connection()).driver_connection
        if raw.is_closed():
            await sql_connection.invalidate()
        elif raw.is_in_transaction():
            await raw.execute("ROLLBACK")
    except Exception:  # whatever it is, the connection must not be used again
        log.warning("connection_discarded", exc_info=True)
        await sql_connection.invalidate()
    finally:
        await sql_connection.close()
