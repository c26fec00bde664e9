"""Runs the benchmarks: `make bench`. Everything on this machine, each operation next to its floor, medians of rounds.

Needs `wrk` and `pgbench` on the path.
"""

import asyncio
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config

from benchmarks.seed import ACCOUNT, AGENCY, Ids, seed
from kinerja_api.kit.clock import SystemClock
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres, embedded_postgres
from kinerja_api.kit.ids import Uuid7Ids
from kinerja_api.kit.security.tokens import ACCESS, TokenIssuer

ROOT = Path(__file__).parent.parent
SECRET = "benchmarks-only-secret-0123456789abcdef"  # noqa: S105  of a database that lives for this run
OURS, FLOOR = 8101, 8102
CONNECTIONS, SECONDS, ROUNDS = 8, 4, 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: requests (or transactions) a second, and latencies in milliseconds."""

    per_second: float
    p50: float
    p99: float


def main() -> None:
    """Measure and print the report."""
    for tool in ("wrk", "pgbench"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed; on Debian: apt-get install wrk postgresql-contrib")
    data = Path(tempfile.mkdtemp(prefix="kinerja-bench-"))
    with embedded_postgres(data) as server:
        asyncio.run(prepare(server))
        with api(server, data), floor(server):
            report()


async def prepare(server: EmbeddedPostgres) -> None:
    """Migrate and fill the database."""
    await server.prepare()
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = server.url(OWNER)
    await asyncio.to_thread(command.upgrade, config, "head")
    await seed(server.arguments(APP))


def report() -> None:
    """Run every operation beside its floor."""
    print(f"{ROUNDS} rounds of {SECONDS} s, {CONNECTIONS} connections, one process each, {os.cpu_count()} cores\n")
    print(f"{'operation':<34}{'ours/s':>9}{'p50 ms':>8}{'p99 ms':>8}{'floor/s':>9}{'p50':>7}{'p99':>7}{'ratio':>8}")
    for name, path in (
        ("P1 page of 20 targets", "/v1/targets?limit=20"),
        ("P1 plan with targets, indicators", f"/v1/target-plans/{Ids.plan(77)}"),
    ):
        both = beside(lambda port, path=path: wrk(port, path))  # type: ignore[misc]
        line(name, *both)


def beside(measure: Callable[[int], Figure]) -> tuple[Figure, Figure]:
    """Measure ours and the floor in turn, several times; return the medians."""
    rounds = [(measure(OURS), measure(FLOOR)) for _ in range(ROUNDS)]
    return median([ours for ours, _ in rounds]), median([bare for _, bare in rounds])


def median(figures: Sequence[Figure]) -> Figure:
    """Return the median of each value."""
    return Figure(
        *(statistics.median(getattr(each, name) for each in figures) for name in ("per_second", "p50", "p99"))
    )


def line(name: str, ours: Figure, bare: Figure) -> None:
    """Print one operation."""
    print(
        f"{name:<34}{ours.per_second:>9.0f}{ours.p50:>8.2f}{ours.p99:>8.2f}"
        f"{bare.per_second:>9.0f}{bare.p50:>7.2f}{bare.p99:>7.2f}{ours.per_second / bare.per_second:>8.2f}"
    )


def wrk(port: int, path: str) -> Figure:
    """Load one address and return what came out; an answer other than 2xx is an error of the benchmark."""
    arguments = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "--latency",
        "-H",
        f"Authorization: Bearer {token()}",
    ]
    out = subprocess.run(  # noqa: S603  our own arguments
        [*arguments, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in out:
        sys.exit(f"{path} on {port} did not answer 2xx:\n{out}")
    return Figure(float(found(r"Requests/sec:\s+([\d.]+)", out)[1]), latency(out, "50%"), latency(out, "99%"))


def latency(out: str, quantile: str) -> float:
    """Return a latency of wrk's report in milliseconds."""
    _, value, unit = found(rf"{quantile}\s+([\d.]+)(us|ms|s)", out)
    return float(value) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def found(pattern: str, out: str) -> Sequence[str]:
    """Return what a pattern finds in a report, the whole first; without it the benchmark has failed."""
    match = re.search(pattern, out)
    if match is None:
        sys.exit(f"no {pattern} in this report:\n{out}")
    return (match[0], *match.groups())


def token() -> str:
    """Return a token of the agency's administrator."""
    issuer = TokenIssuer(SECRET, issuer="kinerja-api", audience="kinerja-api", clock=SystemClock())
    return issuer.issue(
        ACCESS,
        subject=ACCOUNT,
        agency_id=AGENCY,
        account_version=1,
        token_id=Uuid7Ids().new(),
        life=timedelta(minutes=15),
    )


@contextmanager
def api(server: EmbeddedPostgres, data: Path) -> Iterator[None]:
    """Run kinerja-api in one process, as in production."""
    environment = {
        "KINERJA_DATABASE__URL": server.url(APP),
        "KINERJA_TOKENS__SECRET": SECRET,
        "KINERJA_SIGNING_SECRET": SECRET[::-1],
        "KINERJA_DATA_DIR": str(data),
        "KINERJA_LOG_LEVEL": "WARNING",
        "KINERJA_WORKER_IN_PROCESS": "false",
    }
    with process([sys.executable, "-m", "kinerja_api", "serve", "--port", str(OURS)], environment, OURS, "/livez"):
        yield


@contextmanager
def floor(server: EmbeddedPostgres) -> Iterator[None]:
    """Run the bare server."""
    arguments = server.arguments(APP)
    dsn = f"postgresql://{APP}:{arguments['password']}@/kinerja?host={arguments['host']}&port={arguments['port']}"
    run = [sys.executable, "-m", "uvicorn", "benchmarks.floor:app", "--port", str(FLOOR), "--log-level", "warning"]
    with process([*run, "--no-access-log"], {"FLOOR_DSN": dsn}, FLOOR, "/v1/targets"):
        yield


@contextmanager
def process(arguments: Sequence[str], environment: dict[str, str], port: int, path: str) -> Iterator[None]:
    """Run a server while the block runs."""
    running = subprocess.Popen(arguments, cwd=ROOT, env=os.environ | environment)  # noqa: S603  our own arguments
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        running.terminate()
        running.wait(timeout=10)


if __name__ == "__main__":
    main()
