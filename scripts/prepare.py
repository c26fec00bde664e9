"""Prepares the environment in .venv: `prepare.py run` for trying it, `prepare.py dev` for working on it.

Standard library only, because it runs before anything is installed. What is installed is exactly what the lock file
names, checked by its hashes. A stamp makes every later call quick; it is written last, so an interrupted call is
simply done again.
"""
# ruff: noqa: S603  every argument below is our own

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".kinerja-prepared"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "dev": ROOT / "requirements" / "dev.txt"}
# Environments that hold everything of the one that is asked for.
ENOUGH = {"run": ("run", "dev"), "dev": ("dev",)}
TAIL = 15

LAUNCHER = """#!{python}
import sys

from kinerja_api.cli import main

sys.exit(main())
"""


class CannotPrepare(Exception):  # noqa: N818
    """The environment cannot be made; the message says what to do."""


def main() -> int:
    """Prepare the environment that is asked for, unless it is there already."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in LOCKS:
        print("usage: prepare.py run|dev", file=sys.stderr)
        return 2
    if is_prepared(kind):
        return 0
    try:
        make_environment()
        install(LOCKS[kind])
        link_project()
        STAMP.write_text(stamp(kind), encoding="utf-8")
    except CannotPrepare as error:
        print(f"kinerja: {error}", file=sys.stderr)
        return 5
    except OSError as error:
        print(f"kinerja: cannot prepare {VENV}: {error.strerror} ({error.filename})", file=sys.stderr)
        return 5
    except KeyboardInterrupt:
        print("\nkinerja: interrupted; the next start goes on from here", file=sys.stderr)
        return 130
    return 0


def is_prepared(kind: str) -> bool:
    """Tell whether an environment is there that holds all that is asked for."""
    if not STAMP.exists() or not python_of(VENV).exists():
        return False
    found = STAMP.read_text(encoding="utf-8")
    return any(found == stamp(each) for each in ENOUGH[kind])


def stamp(kind: str) -> str:
    """Return what a prepared environment is known by: its kind, its lock file, its place (scripts name it)."""
    return f"{kind} {hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()} {VENV}\n"


def python_of(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment() -> None:
    """Make .venv, or keep one that works."""
    if python_of(VENV).exists() and works():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    say("1/3 making the environment in .venv")
    try:
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(VENV, ignore_errors=True)
        message = "this Python cannot make environments; on Debian and Ubuntu: apt install python3-venv"
        raise CannotPrepare(message) from None


def works() -> bool:
    """Tell whether the environment's interpreter is recent enough and has pip."""
    code = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))"
    return subprocess.run([python_of(VENV), "-c", code], capture_output=True, check=False).returncode == 0


def install(lock: Path) -> None:
    """Install exactly the lock file, and show which package it is at."""
    total = len(re.findall(r"^[a-z0-9][^ ]*==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
    say(f"2/3 installing from {lock.relative_to(ROOT)}")
    command = [python_of(VENV), "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", lock]
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    # Root is told by pip that it should not be root; in an environment of its own that is no matter.
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}
    lines: list[str] = []
    seen = 0
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line.rstrip())
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                seen += 1
                show(f"    {seen}/{total} {line.split('==')[0].split()[-1]}", often=seen % 20 == 0)
            elif line.startswith("Installing collected packages"):
                show("    unpacking", often=True)
    end_line()
    if pip.returncode != 0:
        print("\n".join(lines[-TAIL:]), file=sys.stderr)
        reason = "the disk is full" if any("No space left" in line for line in lines) else "pip's last words are above"
        message = f"the packages could not be installed: {reason}"
        raise CannotPrepare(message)


def link_project() -> None:
    """Let the environment find the source tree, and make the command `kinerja`."""
    say("3/3 linking the project")
    code = "import sysconfig; print(sysconfig.get_path('purelib')); print(sysconfig.get_path('scripts'))"
    out = subprocess.run([python_of(VENV), "-c", code], capture_output=True, text=True, check=True).stdout
    packages, scripts = (Path(line) for line in out.splitlines())
    (packages / "kinerja_api_source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    launcher = scripts / "kinerja"
    launcher.write_text(LAUNCHER.format(python=python_of(VENV)), encoding="utf-8")
    launcher.chmod(0o755)


def say(text: str) -> None:
    """Print a step."""
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {text}", flush=True)


def show(text: str, *, often: bool) -> None:
    """Print progress: over the same line on a terminal, now and then elsewhere."""
    if sys.stdout.isatty():
        print(f"\r{text:<60.60}", end="", flush=True)
    elif often:
        print(text, flush=True)


def end_line() -> None:
    """Leave the line of progress."""
    if sys.stdout.isatty():
        print()


BEGAN = time.monotonic()

if __name__ == "__main__":
    sys.exit(main())
