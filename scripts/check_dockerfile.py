"""Checks the Dockerfile by our own rules, because no linter for it can be installed where this project is checked.

Rules: every base is pinned by a version (never `latest`); the last stage runs as a numeric user that is not root, has a
health check, labels and an exec-form command; no secret is put into a layer; `apt-get` leaves no lists behind; nothing
is copied but by name; packages are installed by hash.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET = re.compile(r"(SECRET|PASSWORD|TOKEN|_KEY|OWNER_URL|DATABASE__URL)\w*\s*=", re.IGNORECASE)
LABELS = ("org.opencontainers.image.title", "org.opencontainers.image.licenses", "org.opencontainers.image.version")


def main() -> int:
    """Print what is wrong; 1 when anything is."""
    faults = list(faults_of((ROOT / "Dockerfile").read_text(encoding="utf-8")))
    for fault in faults:
        print(f"Dockerfile:{fault}", file=sys.stderr)
    return 1 if faults else 0


def instructions(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line number, name and argument of every instruction, with continued lines joined."""
    number, begun, start = 0, "", 0
    for line in text.splitlines():
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        start = start or number
        begun += line.rstrip().removesuffix("\\").strip() + " "
        if line.rstrip().endswith("\\"):
            continue
        name, _, argument = begun.strip().partition(" ")
        yield start, name.upper(), argument.strip()
        begun, start = "", 0


def faults_of(text: str) -> Iterator[str]:
    """Yield every fault, with its line."""
    stages: list[list[tuple[int, str, str]]] = []
    names: set[str] = set()
    for line, name, argument in instructions(text):
        if name == "FROM":
            yield from base_faults(line, argument, names)
            stages.append([])
        elif stages:
            stages[-1].append((line, name, argument))
        yield from instruction_faults(line, name, argument)
    yield from last_stage_faults(stages[-1] if stages else [])


def base_faults(line: int, argument: str, names: set[str]) -> Iterator[str]:
    """Yield what is wrong with a base, and remember the stage's name."""
    image, _, alias = argument.partition(" AS ")
    if image not in names and not re.search(r"(:\d+[\w.-]*|@sha256:[0-9a-f]{64})$", image):
        yield f"{line}: the base {image} is not pinned by a version or digest"
    if alias:
        names.add(alias)


def instruction_faults(line: int, name: str, argument: str) -> Iterator[str]:
    """Yield what is wrong with one instruction wherever it stands."""
    if name == "ADD":
        yield f"{line}: COPY instead of ADD"
    if name in {"ENV", "ARG", "LABEL"} and SECRET.search(argument):
        yield f"{line}: a secret in a layer"
    if name == "COPY" and re.search(r"(^|\s)\.\s", argument):
        yield f"{line}: the whole context is copied; name what is needed"
    if name == "RUN" and "apt-get install" in argument and "rm -rf /var/lib/apt/lists" not in argument:
        yield f"{line}: the package lists stay in the layer"
    if name == "RUN" and "pip install" in argument and not re.search(r"--require-hashes|--no-deps", argument):
        yield f"{line}: packages are installed without hashes"
    if name == "RUN" and "sudo" in argument.split():
        yield f"{line}: sudo"


def last_stage_faults(stage: list[tuple[int, str, str]]) -> Iterator[str]:
    """Yield what the stage that is shipped lacks."""
    by_name: dict[str, list[str]] = {}
    for _, name, argument in stage:
        by_name.setdefault(name, []).append(argument)
    user = by_name.get("USER", ["root"])[-1]
    if not re.fullmatch(r"[1-9]\d*(:\d+)?", user):
        yield f"0: the shipped stage runs as {user}; a numeric user that is not root is needed"
    if not any(argument.startswith("CMD [") or " CMD [" in argument for argument in by_name.get("HEALTHCHECK", [])):
        yield "0: no HEALTHCHECK in exec form"
    for name in ("CMD", "ENTRYPOINT"):
        if any(not argument.startswith("[") for argument in by_name.get(name, [])):
            yield f"0: {name} is not in exec form; signals would not arrive"
    if not by_name.get("CMD") and not by_name.get("ENTRYPOINT"):
        yield "0: no command"
    labels = " ".join(by_name.get("LABEL", []))
    yield from (f"0: the label {label} is missing" for label in LABELS if label not in labels)


if __name__ == "__main__":
    sys.exit(main())
