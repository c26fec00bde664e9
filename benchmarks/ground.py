"""What is measured on: a database of its own, kinerja-api as in production, and the bare server beside it."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import asyncpg
from alembic import command
from alembic.config import Config

from benchmarks.seed import AGENCY, seed
from kinerja_api.kit.clock import SystemClock
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres, embedded_postgres
from kinerja_api.kit.ids import Uuid7Ids
from kinerja_api.kit.security.tokens import ACCESS, TokenIssuer

ROOT = Path(__file__).parent.parent
SECRET = "benchmarks-only-secret-0123456789abcdef"  # noqa: S105  of a database that lives for this run
OURS, FLOOR = 8101, 8102


@dataclass(frozen=True, slots=True)
class Ground:
    """A filled database that survives a crash (fsync on), and a directory for scratch files."""

    server: EmbeddedPostgres
    directory: Path

    @property
    def arguments(self) -> Mapping[str, Any]:
        """Return the arguments of a connection as the app's role."""
        return self.server.arguments(APP)

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings of the service as in production, jobs apart and without a line for each request."""
        return {
            "KINERJA_DATABASE__URL": self.server.url(APP),
            "KINERJA_TOKENS__SECRET": SECRET,
            "KINERJA_SIGNING_SECRET": SECRET[::-1],
            "KINERJA_DATA_DIR": str(self.directory),
            "KINERJA_LOG_LEVEL": "WARNING",
            "KINERJA_WORKER_IN_PROCESS": "false",
            "PYTHONDONTWRITEBYTECODE": "",  # an installed program is compiled once, not at every start
        }


@contextmanager
def prepared() -> Iterator[Ground]:
    """Migrate and fill a database that lives while the block runs."""
    with TemporaryDirectory(prefix="kinerja-bench-") as directory:
        Path(directory).chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        with embedded_postgres(Path(directory)) as server:
            asyncio.run(_prepare(server))
            yield Ground(server, Path(directory))


async def _prepare(server: EmbeddedPostgres) -> None:
    await server.prepare()
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = server.url(OWNER)
    await asyncio.to_thread(command.upgrade, config, "head")
    await seed(server.arguments(APP))
    await look_at_tables(server)


async def look_at_tables(server: EmbeddedPostgres) -> None:
    """Let PostgreSQL count its rows, as it would by itself after a minute; its plans depend on it."""
    owner = await asyncpg.connect(**server.arguments(OWNER))
    await owner.execute("ANALYZE")
    await owner.close()


def token(account: UUID) -> str:
    """Return a token of an account."""
    issuer = TokenIssuer(SECRET, issuer="kinerja-api", audience="kinerja-api", clock=SystemClock())
    return issuer.issue(
        ACCESS,
        subject=account,
        agency_id=AGENCY,
        account_version=1,
        token_id=Uuid7Ids().new(),
        life=timedelta(minutes=15),
    )


@contextmanager
def api(ground: Ground) -> Iterator[int]:
    """Run kinerja-api in one process, and say which."""
    run = [sys.executable, "-m", "kinerja_api", "serve", "--port", str(OURS)]
    with process(run, ground.environment, f"http://127.0.0.1:{OURS}/livez") as running:
        yield running


@contextmanager
def floor(ground: Ground) -> Iterator[int]:
    """Run the bare server in one process, and say which."""
    a = ground.arguments
    dsn = f"postgresql://{a['user']}:{a['password']}@/{a['database']}?host={a['host']}&port={a['port']}"
    run = [sys.executable, "-m", "uvicorn", "benchmarks.floor:app", "--port", str(FLOOR), "--log-level", "warning"]
    with process([*run, "--no-access-log"], {"FLOOR_DSN": dsn}, f"http://127.0.0.1:{FLOOR}/v1/targets") as running:
        yield running


@contextmanager
def process(run: Sequence[str], environment: Mapping[str, str], url: str) -> Iterator[int]:
    """Run a server from when it answers until the block ends; yields its process id.

    In a session of its own, as a service is: Linux shares processors among sessions, and the load is another one.
    """
    running = subprocess.Popen(  # noqa: S603  our own arguments
        run, cwd=ROOT, env=os.environ | environment, start_new_session=True
    )
    try:
        for _ in range(3_000):
            try:
                urllib.request.urlopen(url, timeout=1).close()  # noqa: S310  our own address
                break
            except OSError:
                time.sleep(0.01)
        else:
            sys.exit(f"{url} did not answer within 30 seconds")
        yield running.pid
    finally:
        running.terminate()
        running.wait(timeout=30)
