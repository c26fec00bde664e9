"""Open connections, lent to one unit of work at a time, bounded in number and in every wait (R9, R11).

SQLAlchemy's own pool lends a connection through greenlets and a record of the loan, which costs a read more than its
statement does (docs/decisions/0011). Here a connection stays open with SQLAlchemy's view of it, and lending is a list.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """An open connection: the driver's own, and SQLAlchemy's view of the same one."""

    raw: "asyncpg.Connection"
    sql: AsyncConnection


class Connections:
    """At most `size` open connections; the one used last is lent first."""

    def __init__(self, engine: AsyncEngine, *, size: int, acquire_seconds: float) -> None:
        self.engine = engine
        self._acquire_seconds = acquire_seconds
        self._places = asyncio.Semaphore(size)
        self._idle: list[Link] = []

    async def take(self) -> Link:
        """Return a connection outside a transaction; raise `TimeoutError` when none becomes free in time."""
        if self._places.locked():
            async with asyncio.timeout(self._acquire_seconds):
                await self._places.acquire()
        else:
            await self._places.acquire()  # at once; a timeout would cost more than all the rest here
        try:
            while self._idle:
                link = self._idle.pop()
                if not link.raw.is_closed():
                    return link
                await _discard(link)
            return await self._connect()
        except BaseException:
            self._places.release()
            raise

    async def give_back(self, link: Link) -> None:
        """Take a connection back; one that was left in the middle of something is cleaned first."""
        if link.raw.is_closed() or link.raw.is_in_transaction():
            # Shielded: a client that went away must not leave a transaction open on a lent connection (R8).
            await asyncio.shield(self._clean(link))
        else:
            self._put(link)

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Link]:
        """Lend a connection without a transaction or an agency, to look at the server itself."""
        link = await self.take()
        try:
            yield link
        finally:
            await self.give_back(link)

    async def close(self) -> None:
        """Close the connections that are not lent."""
        while self._idle:
            await self._idle.pop().sql.close()
        await self.engine.dispose()

    async def _connect(self) -> Link:
        sql = await self.engine.connect()
        raw: Any = (await sql.get_raw_connection()).driver_connection
        return Link(raw, sql)

    async def _clean(self, link: Link) -> None:
        """Bring a connection out of its transaction; one that cannot be cleaned is thrown away."""
        try:
            await link.raw.execute("ROLLBACK")
        except Exception:  # whatever it is, the connection must not be used again
            log.warning("connection_discarded", exc_info=True)
            await _discard(link)
            self._places.release()
        else:
            self._put(link)

    def _put(self, link: Link) -> None:
        self._idle.append(link)
        self._places.release()


async def _discard(link: Link) -> None:
    """Throw a connection away, whatever state it is in."""
    link.raw.terminate()
    await link.sql.close()
