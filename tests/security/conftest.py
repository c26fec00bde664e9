"""Two agencies that lived through the same year, side by side; the sweeps read and try them, one file at a time."""

from dataclasses import dataclass

import pytest
from fastapi import FastAPI

from tests.support.contract import Contract
from tests.support.walk import Walk, walk_a_year
from tests.support.world import WorldBuilder


@dataclass(frozen=True)
class Neighbours:
    """Two walks: ours, and that of an agency we must learn nothing about."""

    mine: Walk
    theirs: Walk


@pytest.fixture(scope="session")
def contract(app: FastAPI) -> Contract:
    """Return the operations of the app."""
    return Contract(app)


@pytest.fixture(scope="session")
async def neighbours(worlds: WorldBuilder, contract: Contract) -> Neighbours:
    """Walk a year in two agencies."""
    pair = [Walk(await worlds.build(), contract) for _ in range(2)]
    for walk in pair:
        await walk_a_year(walk, worlds)
    return Neighbours(*pair)
