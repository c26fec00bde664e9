"""A row is read once in a unit of work; a locked one is read as it stands, whatever was read before."""

from uuid import UUID

import asyncpg
import pytest

from kinerja_api.cycles.models import Cycle
from kinerja_api.kit.db.roles import OWNER
from kinerja_api.kit.db.rows import find_row, get_row
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.problems import NotFound
from tests.support.world import World, WorldBuilder


async def _cycle(world: World) -> UUID:
    return UUID((await world["hr"].create("/v1/cycles", {"year": 2027, "pattern": "semester"}))["id"])


async def _meanwhile(migrated: EmbeddedPostgres, world: World, cycle_id: UUID) -> None:
    """Let somebody else change the row and commit."""
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        await owner.execute("SELECT set_config('app.agency_id', $1, false)", str(world.agency_id))
        changed = await owner.execute("UPDATE cycle SET version = 7 WHERE id = $1", cycle_id)
        assert changed == "UPDATE 1"
    finally:
        await owner.close()


async def test_a_row_that_was_read_is_not_asked_for_again_even_when_nobody_holds_it(
    world: World, database: Database, migrated: EmbeddedPostgres
) -> None:
    cycle_id = await _cycle(world)
    async with database.read(world.agency_id) as uow:
        assert (await get_row(uow, Cycle, cycle_id)).version == 1
        await _meanwhile(migrated, world, cycle_id)

        assert (await get_row(uow, Cycle, cycle_id)).version == 1


async def test_a_locked_row_is_the_newest_although_it_was_read_before(
    world: World, database: Database, migrated: EmbeddedPostgres
) -> None:
    cycle_id = await _cycle(world)
    async with database.write(world.agency_id) as uow:
        read = await get_row(uow, Cycle, cycle_id)
        await _meanwhile(migrated, world, cycle_id)

        locked = await get_row(uow, Cycle, cycle_id, for_update=True)

        assert locked is read
        assert read.version == 7


async def test_locking_a_row_keeps_what_was_changed_in_it(world: World, database: Database) -> None:
    cycle_id = await _cycle(world)
    async with database.write(world.agency_id) as uow:
        (await get_row(uow, Cycle, cycle_id)).version = 5

        assert (await get_row(uow, Cycle, cycle_id, for_update=True)).version == 5


async def test_a_row_that_the_session_forgot_is_read_anew(world: World, database: Database) -> None:
    cycle_id = await _cycle(world)
    async with database.write(world.agency_id) as uow:
        uow.session.expire(await get_row(uow, Cycle, cycle_id))

        assert (await get_row(uow, Cycle, cycle_id)).version == 1


async def test_a_row_of_another_agency_is_missing(world: World, worlds: WorldBuilder, database: Database) -> None:
    other = await worlds.build()
    cycle_id = await _cycle(other)
    async with database.read(world.agency_id) as uow:
        assert await find_row(uow, Cycle, cycle_id) is None
        with pytest.raises(NotFound):
            await get_row(uow, Cycle, cycle_id)
