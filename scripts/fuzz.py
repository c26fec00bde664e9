"""Lets Schemathesis loose on the running demo: real PostgreSQL, every check, one worker, signed in (`make fuzz`).

`fuzz.py [seconds]` fills a demo of its own in a temporary directory, serves it on a free port, and gives Schemathesis
so many seconds for generated requests. It fails when Schemathesis finds anything, and when the server's log holds a
traceback. What is configured, and why, stands in schemathesis.toml and scripts/fuzz_hooks.py.
"""
# ruff: noqa: S603  every argument below is our own

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PATIENCE = 600
# Who may do most: master data, calendar, surveys and imports of an agency; and the work of a year, as both sides of it.
ROLES = ("hr_admin", "rating_official")


def main() -> int:
    """Fuzz as each role for its share of the time; return 1 when something was found, by Schemathesis or in the log."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 180
    with tempfile.TemporaryDirectory(prefix="kinerja-fuzz-") as directory:
        data, log = Path(directory) / "data", Path(directory) / "server.log"
        with serving(data, log) as address:
            codes = [fuzz(address, token(address, data, role), seconds // len(ROLES)) for role in ROLES]
        faults = log.read_text(encoding="utf-8").count("unhandled_error")
        if faults:
            print(log.read_text(encoding="utf-8")[-20_000:])
            print(f"fuzz: {faults} faults in the server's log", file=sys.stderr)
        return int(any(codes) or faults > 0)


@contextmanager
def serving(data: Path, log: Path) -> Iterator[str]:
    """Serve a demo of its own while the block runs; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [BIN / "python", "-m", "kinerja_api", "demo", "--port", str(port), "--data", str(data)]
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while "] ready" not in log.read_text(encoding="utf-8"):
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"fuzz: the demo did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


def token(address: str, data: Path, role: str) -> str:
    """Sign in with an account of the demo that has this role."""
    accounts = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    account = next(each for each in accounts if each["role"] == role)
    known = {name: account[name] for name in ("agency", "username", "password")}
    found: str = httpx.post(f"{address}/v1/auth/tokens", json=known).raise_for_status().json()["access_token"]
    return found


def fuzz(address: str, bearer: str, seconds: int) -> int:
    """Run Schemathesis on the document that the server serves."""
    command = [BIN / "schemathesis", "--config-file", ROOT / "schemathesis.toml", "run", f"{address}/openapi.json"]
    options = ["--url", address, "--workers", "1", "--max-time", str(seconds), "--no-color"]
    kept = {name: value for name, value in os.environ.items() if name != "SCHEMATHESIS_HOOKS"}
    return subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env=kept | {"KINERJA_FUZZ_TOKEN": bearer},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
