"""Loads on a server or a database, and what came of them."""

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: rounds, seconds of each, and connections at once."""

    rounds: int
    seconds: int
    connections: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: requests (or transactions) a second, latencies in milliseconds, processor time of the server.

    The processor time in microseconds a request moves less than the rest when other programs run beside.
    """

    per_second: float
    p50: float
    p99: float
    cpu: float = 0.0


def demand_tools() -> None:
    """End with what to install when a tool is missing."""
    for tool in ("wrk", "pgbench"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed; on Debian: apt-get install wrk postgresql-contrib")


def in_turn(effort: Effort, ours: Callable[[], Figure], floor: Callable[[], Figure]) -> tuple[Figure, Figure]:
    """Measure ours and the floor in turn, so that whatever else the machine does meets both; return the medians."""
    rounds = [(ours(), floor()) for _ in range(effort.rounds)]
    return median([each for each, _ in rounds]), median([each for _, each in rounds])


def median(figures: Sequence[Figure]) -> Figure:
    """Return the median of each value."""
    return Figure(*(statistics.median(values) for values in zip(*map(astuple, figures), strict=True)))


def heading() -> None:
    """Print the names of the columns of `line`."""
    print(f"{'':<36}{'--------- ours ----------':>29}{'--------- floor ---------':>31}{'':>9}")
    columns = f"{'a second':>10}{'p50 ms':>8}{'p99 ms':>8}{'cpu us':>8}"
    print(f"{'operation':<32}{columns}{columns}{'ratio':>8}")


def line(name: str, ours: Figure, floor: Figure) -> None:
    """Print one operation beside its floor."""
    columns = "".join(
        f"{each.per_second:>10.0f}{each.p50:>8.2f}{each.p99:>8.2f}{f'{each.cpu:.0f}' if each.cpu else '-':>8}"
        for each in (ours, floor)
    )
    print(f"{name:<32}{columns}{ours.per_second / floor.per_second:>8.2f}", flush=True)


def wrk(url: str, process: int, effort: Effort, *arguments: str, to_lua: Sequence[str] = ()) -> Figure:
    """Load an address of a server; an answer other than 2xx is an error of the benchmark."""
    run = ["wrk", "-t1", f"-c{effort.connections}", f"-d{effort.seconds}s", "--latency", *arguments]
    before = processor_seconds(process)
    out = _output([*run, url, "--", *to_lua])
    spent = processor_seconds(process) - before
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(f"{url} did not always answer 2xx:\n{out}")
    return Figure(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", out)[1]),
        p50=_latency(out, "50%"),
        p99=_latency(out, "99%"),
        cpu=spent / int(_found(r"(\d+) requests in", out)[1]) * 1e6,
    )


def pgbench(script: Path, arguments: Mapping[str, Any], effort: Effort, **variables: int) -> Figure:
    """Run a script of statements, one transaction each, by as many clients, prepared as our own statements are."""
    log = script.with_suffix(".log")
    run = ["pgbench", "--no-vacuum", "--protocol=prepared", f"--client={effort.connections}", "--jobs=1"]
    run += [f"--time={effort.seconds}", f"--file={script}", "--log", f"--log-prefix={log}"]
    run += [f"--define={name}={value}" for name, value in variables.items()]
    out = _output(
        [*run, arguments["database"]],
        PGHOST=arguments["host"],
        PGPORT=str(arguments["port"]),
        PGUSER=arguments["user"],
        PGPASSWORD=arguments["password"],
    )
    if "number of failed transactions: 0 " not in out:
        sys.exit(f"{script} failed:\n{out}")
    latencies = []
    for each in script.parent.glob(f"{log.name}.*"):
        latencies += [int(row.split()[2]) / 1000 for row in each.read_text(encoding="utf-8").splitlines()]
        each.unlink()
    cut = statistics.quantiles(latencies, n=100)
    return Figure(float(_found(r"tps = ([\d.]+)", out)[1]), cut[49], cut[98])


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has taken so far, in user and kernel."""
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS


def _output(run: Sequence[str], **environment: str) -> str:
    done = subprocess.run(run, capture_output=True, text=True, check=False, env=os.environ | environment)  # noqa: S603
    if done.returncode != 0:
        sys.exit(f"{run[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _latency(out: str, quantile: str) -> float:
    _, value, unit = _found(rf"{quantile}\s+([\d.]+)(us|ms|s)", out)
    return float(value) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _found(pattern: str, out: str) -> Sequence[str]:
    """Return what a pattern finds in a report, the whole first; without it the benchmark has failed."""
    match = re.search(pattern, out)
    if match is None:
        sys.exit(f"no {pattern} in this report:\n{out}")
    return (match[0], *match.groups())
