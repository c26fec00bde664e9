"""The commands of production: settings from the environment, a database that somebody else runs."""

import asyncio
import gc
from contextlib import AsyncExitStack

import asyncpg
import structlog
import typer
from sqlalchemy.exc import SQLAlchemyError

from kinerja_api.app import connect, create_app
from kinerja_api.cli.faults import ExitCode, Fault
from kinerja_api.cli.migrating import known_revisions, migrate
from kinerja_api.cli.serving import Listening, Stopping, serve
from kinerja_api.cli.startup import demand_database, demand_free_port, demand_production, read_settings
from kinerja_api.kit.db.checkup import NotConnected, judge_version, place
from kinerja_api.kit.db.checkup import connect as connect_once
from kinerja_api.kit.observability.logs import configure_logs
from kinerja_api.settings import Settings
from kinerja_api.worker import Worker

log = structlog.get_logger(__name__)
LOOKED_THROUGH_AFTER = 50_000  # new objects, instead of 700 or 2,000: a worker's are many, and few of them are garbage


async def serve_production(where: Listening, database_wait: float, stopping: Stopping) -> None:
    """Check everything, then serve."""
    settings = read_settings()
    url = demand_production(settings)
    demand_free_port(where.host, where.port)
    await demand_database(url, wait_seconds=database_wait)
    configure_logs(level=settings.log_level)
    listening = Listening(where.host, where.port, where.trusted_proxies, settings.http.drain_seconds)

    def started() -> None:
        log.info("serving", host=where.host, port=where.port, worker_in_process=settings.worker_in_process)

    await serve(create_app(settings), listening, stopping, started)


async def work(database_wait: float, stopping: Stopping) -> None:
    """Check everything, then run jobs until a signal."""
    settings = read_settings()
    await demand_database(demand_production(settings), wait_seconds=database_wait)
    configure_logs(level=settings.log_level)
    told = asyncio.Event()
    with stopping.handled(lambda _: told.set()):
        async with AsyncExitStack() as stack:
            database = connect(settings)
            stack.push_async_callback(database.close)
            await stack.enter_async_context(Worker(settings, database).running())
            # What is loaded by now stays: looking through it again and again took a third of a score run's time.
            gc.collect()
            gc.freeze()
            # And a part of a run makes many objects that live until its end, among which there is nothing to find.
            gc.set_threshold(LOOKED_THROUGH_AFTER)
            await told.wait()
    log.info("worker_stopped")


async def run_migrations(database_wait: float) -> None:
    """Migrate as the owner, and tell from where to where."""
    url = _owner_url(read_settings())
    before = await _revision(url, database_wait)
    head = known_revisions().head
    if before == head:
        typer.echo(f"nothing to do: {place(url)} stands at {head}")
        return
    try:
        await migrate(url)
    except (SQLAlchemyError, asyncpg.PostgresError, OSError) as error:
        message = f"the migration failed and nothing of its step is kept: {_cause(error)}"
        raise Fault(message, ExitCode.DATABASE) from None
    typer.echo(f"{place(url)}: from {before or 'an empty database'} to {head}")


async def check_migrations(database_wait: float) -> None:
    """Tell whether the database is up to date."""
    settings = read_settings()
    url = _owner_url(settings) if settings.database.url is None else settings.database.url.get_secret_value()
    found, head = await _revision(url, database_wait), known_revisions().head
    if found != head:
        message = f"{place(url)} stands at {found or 'no revision'}, this version needs {head}"
        raise Fault(message, ExitCode.FOUND)
    typer.echo(f"{place(url)} stands at {head}")


async def _revision(url: str, wait_seconds: float) -> str | None:
    try:
        connection = await connect_once(url, wait_seconds=wait_seconds)
    except NotConnected as error:
        raise Fault(str(error), ExitCode.DATABASE) from None
    try:
        version = judge_version(int(await connection.fetchval("SHOW server_version_num")))
        if not version.is_good:
            raise Fault(version.text, ExitCode.DATABASE)
        found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    except asyncpg.InsufficientPrivilegeError:
        message = f"{place(url)}: the role may not read the tables; see docs/operations.md"
        raise Fault(message, ExitCode.DATABASE) from None
    else:
        return found
    finally:
        await connection.close()


def _owner_url(settings: Settings) -> str:
    if settings.database.owner_url is None:
        message = "not set: KINERJA_DATABASE__OWNER_URL, the database as kinerja_owner; see docs/operations.md"
        raise Fault(message, ExitCode.SETTINGS)
    return settings.database.owner_url.get_secret_value()


def _cause(error: Exception) -> str:
    """Return the database's own words, in one line, without the statement and its values."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
