"""Runs the benchmarks: `make bench`, about three minutes; `make bench ARGS="p1 --rounds 9"` chooses.

p1, p2 and p10 run on one database, each operation in turn with its floor, medians of rounds, and need `wrk` and
`pgbench` on the path. p4 and p5 make agencies of their own size and take longer, so they run only when they are named.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from benchmarks import reads, start, writes
from benchmarks.ground import Ground, prepared
from benchmarks.load import Effort, demand_tools, heading

PARTS: dict[str, Callable[[Ground, Effort], None]] = {
    "p1": reads.measure,
    "p2": writes.measure,
    "p10": start.measure,
}
# Programs of their own, with their own arguments (`python -m benchmarks.score_run --help`).
APART = {"p4": "benchmarks.score_run", "p5": "benchmarks.promotion"}


def main() -> None:
    """Measure what was asked for and print the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join([*PARTS, *APART])}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of one measurement")
    parser.add_argument("--connections", type=int, default=8)
    given = parser.parse_args()
    names = given.parts or list(PARTS)
    if unknown := set(names) - PARTS.keys() - APART.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if together := [PARTS[name] for name in names if name in PARTS]:
        beside_floors(together, Effort(given.rounds, given.seconds, given.connections))
    for module in (APART[name] for name in names if name in APART):
        subprocess.run([sys.executable, "-m", module], check=True)  # noqa: S603  our own modules


def beside_floors(parts: Sequence[Callable[[Ground, Effort], None]], effort: Effort) -> None:
    """Measure on one database, each operation beside its floor."""
    demand_tools()
    rounds = f"{effort.rounds} rounds of {effort.seconds} s, {effort.connections} connections"
    print(f"{rounds}, one process each, {os.cpu_count()} cores\n")
    heading()
    with prepared() as ground:
        for measure in parts:
            measure(ground, effort)


if __name__ == "__main__":
    main()
