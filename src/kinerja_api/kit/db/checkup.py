"""Whether a database is one that the service may work on: reachable, recent, UTF-8, a role without power, migrated.

`serve` and `worker` refuse to start on the first fault (R14, S13); `kinerja doctor` shows all of them. The lines name
role, host and database and never a password.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import URL, make_url

from kinerja_api.kit.db.roles import RoleTooPowerful, assert_powerless

LEAST_VERSION = 15
RETRY_SECONDS = 0.5
CONNECT_SECONDS = 5.0
FAILED_DAYS = 7
OUR_TABLES = "SELECT to_regclass('agency') IS NOT NULL AND to_regclass('pgqueuer') IS NOT NULL"

# A server that is starting, restarting or full for a moment; everything else that it answers is meant.
PASSING = (
    OSError,
    TimeoutError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ConnectionDoesNotExistError,
)


class NotConnected(RuntimeError):  # noqa: N818
    """The database cannot be used; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    is_good: bool
    text: str


@dataclass(frozen=True, slots=True)
class Revisions:
    """The migrations that this version of the program knows."""

    head: str
    known: Collection[str]


def connect_arguments(url: str) -> dict[str, Any]:
    """Return the arguments of `asyncpg.connect` for a SQLAlchemy URL."""
    parsed = _parse(url)
    query = dict(parsed.query)
    arguments: dict[str, Any] = {
        "user": parsed.username,
        "password": parsed.password,
        "host": query.get("host") or parsed.host,
        "port": int(str(query.get("port") or parsed.port or 5432)),
        "database": parsed.database,
    }
    if "ssl" in query:
        arguments["ssl"] = query["ssl"]
    return arguments


def place(url: str) -> str:
    """Name the database without its password, for messages."""
    parsed = _parse(url)
    query = dict(parsed.query)
    host, port = query.get("host") or parsed.host, query.get("port") or parsed.port or 5432
    return f"{parsed.username}@{host}:{port}/{parsed.database}"


async def connect(url: str, *, wait_seconds: float = 0.0) -> "asyncpg.Connection":
    """Connect, trying again for a while when the server is not there yet."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait_seconds
    while True:
        try:
            return await asyncpg.connect(**connect_arguments(url), timeout=CONNECT_SECONDS)
        except PASSING as error:
            if loop.time() + RETRY_SECONDS > deadline:
                reason = str(error) or type(error).__name__
                message = f"the database {place(url)} does not answer: {_one_line(reason)}"
                raise NotConnected(message) from None
        except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            message = f"the database {place(url)} refuses: {_one_line(str(error))}"
            raise NotConnected(message) from None
        await asyncio.sleep(RETRY_SECONDS)


async def examine(connection: "asyncpg.Connection", revisions: Revisions) -> list[Finding]:
    """Return everything that was looked at, in the order in which it must be right."""
    return [
        judge_version(int(await connection.fetchval("SHOW server_version_num"))),
        await _encoding(connection),
        await _role(connection),
        await _revision(connection, revisions),
    ]


def judge_version(number: int) -> Finding:
    """Return whether a server is recent enough, from its `server_version_num`."""
    is_good = number >= LEAST_VERSION * 10_000
    text = f"PostgreSQL {number // 10_000}.{number % 10_000}"
    return Finding("version", is_good, text if is_good else f"{text} is too old; {LEAST_VERSION} or later is needed")


async def examine_queue(connection: "asyncpg.Connection") -> Finding:
    """Return how the job queue stands: what waits, for how long, and what failed lately."""
    waiting, oldest = await connection.fetchrow(
        """
        SELECT count(*), coalesce(extract(epoch FROM now() - min(execute_after))::bigint, 0)
        FROM pgqueuer WHERE status = 'queued' AND execute_after <= now()
        """
    )
    failed = await connection.fetch(
        """
        SELECT entrypoint, count(DISTINCT job_id) AS jobs, max(created) AS last
        FROM pgqueuer_log
        WHERE status IN ('exception', 'failed') AND created > now() - make_interval(days => $1)
        GROUP BY entrypoint ORDER BY entrypoint
        """,
        FAILED_DAYS,
    )
    text = f"{waiting} waiting" + (f", the oldest for {oldest} s" if waiting else "")
    if not failed:
        return Finding("queue", is_good=True, text=f"{text}; none failed in {FAILED_DAYS} days")
    names = ", ".join(f"{row['entrypoint']} {row['jobs']} (last {row['last']:%Y-%m-%d %H:%M} UTC)" for row in failed)
    return Finding("queue", is_good=False, text=f"{text}; failed in {FAILED_DAYS} days: {names}")


async def _encoding(connection: "asyncpg.Connection") -> Finding:
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding == "UTF8":
        return Finding("encoding", is_good=True, text="UTF8")
    return Finding(
        "encoding", is_good=False, text=f"the encoding is {encoding}; create the database with ENCODING 'UTF8'"
    )


async def _role(connection: "asyncpg.Connection") -> Finding:
    try:
        await assert_powerless(connection)
    except RoleTooPowerful as error:
        return Finding("role", is_good=False, text=str(error))
    name = await connection.fetchval("SELECT current_user")
    return Finding("role", is_good=True, text=f"{name}, no superuser, no BYPASSRLS, owns nothing")


async def _revision(connection: "asyncpg.Connection", revisions: Revisions) -> Finding:
    try:
        found = await connection.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        return Finding("migrations", is_good=False, text="the database has no tables yet; run `kinerja migrate` first")
    except asyncpg.InsufficientPrivilegeError:
        text = "the role may not read the tables; connect as kinerja_app, see docs/operations.md"
        return Finding("migrations", is_good=False, text=text)
    if found == revisions.head:
        return Finding("migrations", is_good=True, text=f"at {found}, the latest")
    is_ours = await connection.fetchval(OUR_TABLES)
    if found in revisions.known or found is None:
        stands = found or "no revision"
        text = f"the database stands at {stands}, this version needs {revisions.head}; run `kinerja migrate`"
        return Finding("migrations", is_good=False, text=text)
    if not is_ours:
        text = f"the tables are not those of this service (alembic_version says {found}); is it the right database?"
        return Finding("migrations", is_good=False, text=text)
    # Expand and contract (R18): one version of the program still runs while the schema of the next is already there.
    return Finding("migrations", is_good=True, text=f"at {found}, which is newer than this version ({revisions.head})")


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except Exception:  # noqa: BLE001  SQLAlchemy's own message would repeat the URL with its password
        message = "the database URL is not of the form postgresql+asyncpg://role:password@host:5432/kinerja"
        raise NotConnected(message) from None


def _one_line(text: str) -> str:
    return " ".join(text.split())
