"""The ground of all tests: a real PostgreSQL, the app assembled as in production, and a clock that stands still.

Every test makes an agency of its own and commits for real. Row-level security keeps the agencies apart, so nothing has
to be rolled back, and what the app does at COMMIT is tested too (docs/decisions/0006-tests-commit.md).
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI

from kinerja_api.app import create_app
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import Durability, EmbeddedPostgres, embedded_postgres
from kinerja_api.kit.observability.logs import configure_logs
from kinerja_api.policies.public import register_policies
from kinerja_api.settings import Settings
from tests.support.world import World, WorldBuilder

ROOT = Path(__file__).parent.parent.parent
# How long one example takes says how busy the machine is, not whether the engine is right.
hypothesis.settings.register_profile("no_deadline", deadline=None)
hypothesis.settings.load_profile("no_deadline")
NOON = datetime(2026, 4, 6, 5, tzinfo=UTC)  # a Monday noon in western Indonesia, early in the second quarter


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    """Log as in production, so that a fault's lines are there to read when a test fails."""
    configure_logs(level="WARNING")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """Run a PostgreSQL for this test process, its schema made by the owner through the migrations."""
    with embedded_postgres(tmp_path_factory.mktemp("database"), durability=Durability.OFF) as server:
        yield server


@pytest.fixture(scope="session")
async def migrated(postgres: EmbeddedPostgres) -> EmbeddedPostgres:
    """Return the server with roles, database and schema."""
    await postgres.prepare()
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = postgres.url(OWNER)
    await asyncio.to_thread(command.upgrade, config, "head")
    owner = await asyncpg.connect(**postgres.arguments(OWNER))
    await register_policies(owner)
    await owner.close()
    return postgres


@pytest.fixture(scope="session")
def settings(migrated: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of the app under test: the app role, no power."""
    return Settings.model_validate(
        {
            "database": {"url": migrated.url(APP)},
            "tokens": {"secret": "tests-only-secret-of-tokens-0123456789"},
            "signing_secret": "tests-only-secret-of-cursors-0123456789",
            "data_dir": tmp_path_factory.mktemp("data"),
            "worker_in_process": False,
        }
    )


@pytest.fixture(scope="session")
def shared_clock() -> FixedClock:
    """Return the clock of the app; tests use `clock`, which sets it back."""
    return FixedClock(NOON)


@pytest.fixture(scope="session")
async def app(settings: Settings, shared_clock: FixedClock) -> AsyncIterator[FastAPI]:
    """Run the app as `kinerja_app`."""
    app = create_app(settings, clock=shared_clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def clock(shared_clock: FixedClock) -> Iterator[FixedClock]:
    """Return the clock of the app, set back after the test."""
    yield shared_clock
    shared_clock.instant = NOON


@pytest.fixture(scope="session")
def database(app: FastAPI) -> Database:
    """Return the app's own database."""
    database: Database = app.state.database
    return database


@pytest.fixture(scope="session")
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client without a token."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture(scope="session")
def worlds(app: FastAPI, database: Database, http: httpx.AsyncClient) -> WorldBuilder:
    """Return the builder of agencies."""
    return WorldBuilder(app, database, http)


@pytest.fixture
async def world(worlds: WorldBuilder, clock: FixedClock) -> World:  # noqa: ARG001  asked for, so that each test begins at the same instant
    """Return an agency of this test's own, with a department, a division, its people and their accounts."""
    return await worlds.build()
