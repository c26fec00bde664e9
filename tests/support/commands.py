"""Commands run as a user runs them: as processes of their own, with an environment of their own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals

import psutil  # type: ignore[import-untyped]  # comes with the embedded server, without stubs

ROOT = Path(__file__).parent.parent.parent
KINERJA = (sys.executable, "-m", "kinerja_api")
PATIENCE = 120.0


def clean_environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this environment without settings of the service, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KINERJA_")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"} | dict(settings or {})


def kinerja(
    *arguments: str, settings: Mapping[str, str] | None = None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with this on its standard input."""
    return subprocess.run(  # noqa: S603  our own command
        [*KINERJA, *arguments],
        env=clean_environment(settings),
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def living_processes(naming: Path) -> list[str]:
    """Return the command lines of processes that name a path; ended ones that nobody has asked after do not count."""
    found = []
    for process in psutil.process_iter(["status", "cmdline"]):
        words = process.info["cmdline"] or []
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(str(naming) in word for word in words):
            found.append(" ".join(words))
    return found


@dataclass
class Running:
    """A command that runs until it is told to end."""

    process: "subprocess.Popen[str]"
    output: Path
    began: float = field(default_factory=time.monotonic)

    def read(self) -> str:
        """Return what it has printed so far."""
        return self.output.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> float:
        """Wait until it has printed a text; return the seconds since its start."""
        return self.wait_for_times(text, 1)

    def wait_for_times(self, text: str, times: int) -> float:
        """Wait until it has printed a text so many times; return the seconds since its start."""
        while self.read().count(text) < times:
            assert self.process.poll() is None, f"ended with {self.process.returncode}: {self.read()}"
            assert time.monotonic() - self.began < PATIENCE, self.read()
            time.sleep(0.05)
        return time.monotonic() - self.began

    def end(self, signal: Signals) -> int:
        """Send a signal to it and all that it started, as a terminal does; return its exit code."""
        os.killpg(self.process.pid, signal)
        return self.process.wait(PATIENCE)


@contextmanager
def running(
    *arguments: str, output: Path, settings: Mapping[str, str] | None = None, program: Sequence[str] = KINERJA
) -> Iterator[Running]:
    """Run a command while the block runs; kill it when the block has not ended it."""
    with output.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(  # noqa: S603  our own command
            [*program, *arguments],
            env=clean_environment(settings),
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        yield Running(process, output)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
