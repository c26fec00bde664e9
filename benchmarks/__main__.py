"""Runs the benchmarks: `make bench`, about three minutes; `make bench ARGS="reads --rounds 9"` chooses.

Everything on this machine and on one database, each operation in turn with its floor, medians of rounds. Needs `wrk`
and `pgbench` on the path.
"""

import argparse
import os
from collections.abc import Callable

from benchmarks import reads, start, writes
from benchmarks.ground import Ground, prepared
from benchmarks.load import Effort, demand_tools, heading

PARTS: dict[str, Callable[[Ground, Effort], None]] = {
    "reads": reads.measure,
    "writes": writes.measure,
    "start": start.measure,
}


def main() -> None:
    """Measure what was asked for and print the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", type=_part, metavar="part", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of one measurement")
    parser.add_argument("--connections", type=int, default=8)
    given = parser.parse_args()
    demand_tools()
    effort = Effort(given.rounds, given.seconds, given.connections)
    print(f"{effort.rounds} rounds of {effort.seconds} s, {effort.connections} connections, one process each, ", end="")
    print(f"{os.cpu_count()} cores\n")
    heading()
    with prepared() as ground:
        for measure in given.parts or PARTS.values():
            measure(ground, effort)


def _part(name: str) -> Callable[[Ground, Effort], None]:
    """Return what measures a part."""
    if name not in PARTS:
        message = f"{name} is none of {', '.join(PARTS)}"
        raise argparse.ArgumentTypeError(message)
    return PARTS[name]


if __name__ == "__main__":
    main()
