"""Two agencies that lived through the same year, side by side; the sweeps read and try them.

All files here run in one process (`ByGround` in tests/conftest.py), so that the years are walked once.
"""

from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from sqlalchemy import func, literal, select

from kinerja_api.registry import metadata
from tests.support.careful_walk import CarefulWalk
from tests.support.contract import Contract
from tests.support.walk import Walk, walk_a_year
from tests.support.world import WorldBuilder

Held = dict[str, tuple[int, int]]


# Without its text: asyncio writes down what a fixture has returned whenever a run ends, and two years are long.
@dataclass(frozen=True, repr=False)
class Neighbours:
    """Two walks, ours and that of an agency we must learn nothing about, and what each held at the end of its year."""

    mine: CarefulWalk
    theirs: Walk
    mine_held: Held
    theirs_held: Held


@pytest.fixture(scope="session")
def contract(app: FastAPI) -> Contract:
    """Return the operations of the app."""
    return Contract(app)


@pytest.fixture(scope="session")
async def neighbours(worlds: WorldBuilder, contract: Contract) -> Neighbours:
    """Walk a year in two agencies: in ours with all that must be refused on the way, in the other plainly."""
    mine, theirs = CarefulWalk(await worlds.build(), contract), Walk(await worlds.build(), contract)
    for walk in (mine, theirs):
        await walk_a_year(walk, worlds)
    return Neighbours(mine, theirs, await held(mine), await held(theirs))


async def held(walk: Walk) -> Held:
    """Return how many rows an agency holds in each table, and the sum of their versions."""
    found: Held = {}
    async with walk.world.database.read(walk.world.agency_id) as uow:
        for table in metadata.sorted_tables:
            if "agency_id" in table.columns:
                version = table.columns["version"] if "version" in table.columns else literal(0)
                counted = select(func.count(), func.coalesce(func.sum(version), 0)).select_from(table)
                [(rows, versions)] = (await uow.session.execute(counted)).all()
                found[table.name] = (rows, int(versions))
    return found
