"""The unit of work: one session, one transaction, one agency, from the first statement to the commit.

`Database.write` and `Database.read` are the only two ways to a session. What a handler changes is committed before
its answer is sent (T1); a commit that fails is therefore never seen as a success.
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kinerja_api.kit.db.faults import database_faults
from kinerja_api.kit.db.hot import together
from kinerja_api.kit.db.outbox import ADD_EVENT
from kinerja_api.kit.ids import AgencyId

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from datetime import datetime

    import asyncpg

    from kinerja_api.kit.clock import Clock
    from kinerja_api.kit.db.connections import Connections, Link
    from kinerja_api.kit.db.hot import HotQuery
    from kinerja_api.kit.events import Event
    from kinerja_api.kit.ids import IdSource
    from kinerja_api.kit.jobs.queue import JobQueue


class CommitLost(RuntimeError):  # noqa: N818
    """COMMIT was answered with ROLLBACK: an error inside the transaction had been swallowed."""


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """Where a change came from, for the audit trail: request id and client address."""

    request_id: str = ""
    address: str = ""


# Statements that are written in one round trip; few, so that few different ones come about.
MOST_TOGETHER = 4
UNKNOWN_REQUEST = RequestInfo()


class UnitOfWork:
    """One transaction of one agency, with its clock, its ids and the events that it will tell."""

    def __init__(self, database: Database, link: Link, agency_id: AgencyId, request: RequestInfo) -> None:
        self.agency_id = agency_id
        self.request = request
        self.started_at = database.clock.now()
        self._database = database
        self._link = link
        self._connection = link.raw
        self._told: list[Event] = []
        self._finished = False
        self._written_later: list[tuple[HotQuery, dict[str, Any]]] = []
        self._kept: list[object] = []

    @cached_property
    def session(self) -> AsyncSession:
        """Return the session of this transaction; made when it is first asked for, since hot reads never do."""
        return AsyncSession(self._link.sql, expire_on_commit=False, autoflush=False)

    def now(self) -> datetime:
        """Return the instant at which this unit of work began; one instant for all that happens in it."""
        return self.started_at

    def new_id(self) -> UUID:
        """Return a new id."""
        return self._database.ids.new()

    async def fetch_value(self, query: HotQuery, **values: Any) -> Any:
        """Run a hot query, which was compiled once, on the transaction's own connection; first column of first row."""
        return await self._connection.fetchval(query.sql, *query.arguments(values))

    async def fetch_rows(self, query: HotQuery, **values: Any) -> list[asyncpg.Record]:
        """Run a hot query, which was compiled once, on the transaction's own connection; all rows."""
        rows: list[asyncpg.Record] = await self._connection.fetch(query.sql, *query.arguments(values))
        return rows

    def emit(self, event: Event) -> None:
        """Tell an event: its row, and the job that follows from it, are written with the change itself."""
        if event.name in self._database.reactions:
            self._told.append(event)
        self.write_later(
            ADD_EVENT,
            agency=self.agency_id,
            id=self.new_id(),
            name=event.name,
            resource_type=event.resource_type,
            resource_id=event.resource_id,
            payload=json.dumps(event.payload()),
            now=self.now(),
        )

    def write_later(self, query: HotQuery, **values: Any) -> None:
        """Keep a hot statement for the end of the unit of work; for rows that nothing in it reads."""
        self._written_later.append((query, values))

    def keep(self, row: object) -> None:
        """Keep a row of the session until the end; the session itself forgets whatever nobody holds."""
        self._kept.append(row)

    async def enqueue(self, job: str, *, resource_id: UUID, at: datetime | None = None) -> None:
        """Put a job into the queue, in this very transaction: it exists when and only when the change does.

        With `at` it is done then and not before.
        """
        after = max(at - self.now(), timedelta()) if at else None
        queue = self._database.queue
        await queue.enqueue(self._connection, job, agency_id=self.agency_id, resource_id=resource_id, after=after)

    @asynccontextmanager
    async def in_agency(self, agency_id: AgencyId) -> AsyncIterator[None]:
        """Work in another agency inside the same transaction: only to set up one that was just created."""
        own = self.agency_id
        await self.flush()
        await self._set_agency(agency_id)
        yield
        await self.flush()
        await self._set_agency(own)

    async def _set_agency(self, agency_id: AgencyId) -> None:
        self.agency_id = agency_id
        await self._connection.execute(f"SET LOCAL app.agency_id = '{UUID(str(agency_id))}'")

    async def enqueue_many(self, job: str, *, resource_ids: Sequence[UUID]) -> None:
        """Put many jobs of one kind into the queue, by one statement of this very transaction."""
        await self._database.queue.enqueue_many(
            self._connection, job, agency_id=self.agency_id, resource_ids=resource_ids
        )

    async def flush(self) -> None:
        """Write all that is pending: what the session holds, then what was kept for later."""
        if "session" in self.__dict__:
            await self.session.flush()
        while self._written_later:
            part = self._written_later[:MOST_TOGETHER]
            del self._written_later[:MOST_TOGETHER]
            values = [value for query, given in part for value in query.arguments(given)]
            await self._connection.fetch(together(tuple(query for query, _ in part)), *values)

    async def finish(self) -> None:
        """Write all that is pending and commit; once."""
        if self._finished:
            return
        await self.flush()
        for event in self._told:
            await self.enqueue(self._database.reactions[event.name], resource_id=event.resource_id)
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

    async def close(self) -> None:
        """Give the connection back; what was not committed is rolled back."""
        if "session" in self.__dict__:
            # Sends nothing: the transaction is not the session's.
            self.session.sync_session.close()
        await self._database.connections.give_back(self._link)


class Database:
    """The two ways to a session."""

    def __init__(
        self,
        connections: Connections,
        *,
        clock: Clock,
        ids: IdSource,
        queue: JobQueue,
        reactions: Mapping[str, str] | None = None,
    ) -> None:
        """`reactions` names the job that follows from an event, by the event's name."""
        self.connections = connections
        self.reactions = reactions or {}
        self.clock = clock
        self.ids = ids
        self.queue = queue

    @asynccontextmanager
    async def write(self, agency_id: AgencyId, request: RequestInfo = UNKNOWN_REQUEST) -> AsyncIterator[UnitOfWork]:
        """Open a transaction for an agency; it commits only by `finish` and rolls back otherwise."""
        with database_faults():
            uow = await self.begin(agency_id, request)
            try:
                yield uow
            finally:
                await uow.close()

    @asynccontextmanager
    async def read(self, agency_id: AgencyId, request: RequestInfo = UNKNOWN_REQUEST) -> AsyncIterator[UnitOfWork]:
        """Open a read-only transaction for an agency."""
        with database_faults():
            uow = await self.begin(agency_id, request, begin="BEGIN READ ONLY")
            try:
                yield uow
                await uow.finish()
            finally:
                await uow.close()

    async def begin(
        self,
        agency_id: AgencyId,
        request: RequestInfo = UNKNOWN_REQUEST,
        *,
        begin: Literal["BEGIN", "BEGIN READ ONLY"] = "BEGIN",
    ) -> UnitOfWork:
        """Begin a unit of work that the caller closes, whatever happens; for the route, which answers after that."""
        link = await self.connections.take()
        try:
            # One round trip. The statement SET LOCAL, not set_config(): on Citus only the statement reaches the
            # shards. The value is a parsed UUID, so there is nothing to quote (T7, T8).
            await link.raw.execute(f"{begin}; SET LOCAL app.agency_id = '{UUID(str(agency_id))}'")
        except BaseException:
            await self.connections.give_back(link)
            raise
        return UnitOfWork(self, link, agency_id, request)

    async def close(self) -> None:
        """Close every connection."""
        await self.connections.close()
