"""Connections are lent to one at a time, clean, bounded in number and in the wait for one (R8, R9, R11)."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import func, select

from kinerja_api.audit.models import AuditEntry
from kinerja_api.audit.public import Act, record
from kinerja_api.kit.db.connections import Connections
from kinerja_api.kit.db.engine import PoolLimits, open_connections
from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres
from tests.support.world import World


@pytest.fixture
async def connections(migrated: EmbeddedPostgres) -> AsyncIterator[Connections]:
    """Return room for one connection."""
    one = open_connections(migrated.url(APP), PoolLimits(size=1, acquire_seconds=0.05))
    yield one
    await one.close()


async def test_nobody_waits_for_ever_for_a_connection(connections: Connections) -> None:
    async with connections.lent():
        with pytest.raises(TimeoutError):
            await connections.take()
    async with connections.lent() as link:
        assert await link.raw.fetchval("SELECT 1") == 1


async def test_the_same_connection_is_lent_again(connections: Connections) -> None:
    async with connections.lent() as first:
        pass
    async with connections.lent() as second:
        assert second is first


async def test_a_transaction_that_was_left_open_is_rolled_back_before_the_next_loan(connections: Connections) -> None:
    async with connections.lent() as link:
        await link.raw.execute("BEGIN; SET LOCAL app.agency_id = '0198c0de-0000-7000-8000-000000000001'")
    async with connections.lent() as link:
        assert not link.raw.is_in_transaction()
        assert await link.raw.fetchval("SELECT current_setting('app.agency_id', true)") in {None, ""}


async def test_a_connection_that_broke_is_replaced(connections: Connections, database: Database) -> None:
    async with connections.lent() as link:
        backend = link.raw.get_server_pid()
        async with database.connections.lent() as other:
            await other.raw.execute(f"SELECT pg_terminate_backend({backend})")
        # Which of them depends on how far the driver has read the server's farewell.
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)):
            await link.raw.fetchval("SELECT 1")
    async with connections.lent() as link:
        assert link.raw.get_server_pid() != backend
        assert await link.raw.fetchval("SELECT 1") == 1


async def test_a_connection_that_cannot_be_cleaned_is_thrown_away(connections: Connections) -> None:
    link = await connections.take()
    await link.raw.execute("BEGIN")
    link.raw.terminate()
    await connections.give_back(link)
    async with connections.lent() as fresh:
        assert fresh is not link
        assert await fresh.raw.fetchval("SELECT 1") == 1


async def test_however_many_acts_are_kept_for_the_end_all_are_written(world: World, database: Database) -> None:
    async with database.write(world.agency_id) as uow:
        for number in range(11):
            record(uow, None, Act(f"counted_{number}", "test", None))
        await uow.finish()
    async with database.read(world.agency_id) as uow:
        statement = select(func.count()).where(
            AuditEntry.agency_id == world.agency_id, AuditEntry.resource_type == "test"
        )
        assert await uow.session.scalar(statement) == 11
