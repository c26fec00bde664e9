"""P10: from the start of `serve` on an existing database to its first answer, and the memory of one worker."""

import os
import statistics
import subprocess
import sys
import time

from benchmarks.ground import OURS, ROOT, Ground, api, token
from benchmarks.load import Effort, wrk
from benchmarks.seed import ACCOUNT, Ids

MOST_MIB = 150


def measure(ground: Ground, effort: Effort) -> None:
    """Compare with importing FastAPI and SQLAlchemy alone, in turn."""
    imports, starts = [], []
    for _ in range(effort.rounds):
        imports.append(_seconds_to_import())
        begun = time.perf_counter()
        with api(ground):
            starts.append(time.perf_counter() - begun)
    ours, floor = statistics.median(starts), statistics.median(imports)
    print(f"P10 start to first answer: {ours:.2f} s; importing FastAPI and SQLAlchemy: {floor:.2f} s", end="")
    print(f"; {ours / floor:.2f} times", flush=True)
    credentials = ("-H", f"Authorization: Bearer {token(ACCOUNT)}")
    with api(ground) as process:
        fresh = _mib(process)
        wrk(f"http://127.0.0.1:{OURS}/v1/target-plans/{Ids.plan(77)}", process, effort, *credentials)
        wrk(f"http://127.0.0.1:{OURS}/v1/employees?limit=200", process, effort, *credentials)
        print(f"P10 memory of one worker: {fresh:.0f} MiB fresh, {_mib(process):.0f} MiB after load", flush=True)


def _seconds_to_import() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import fastapi, sqlalchemy.ext.asyncio"], check=True, cwd=ROOT)
    return time.perf_counter() - begun


def _mib(process: int) -> float:
    """Return how much memory a process holds (resident set)."""
    with open(f"/proc/{process}/statm", encoding="utf-8") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
