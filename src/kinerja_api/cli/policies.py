"""What `kinerja policies` looks at and prints."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer

from kinerja_api.cli.faults import ExitCode, Fault, file_fault
from kinerja_api.policies.loader import PolicyError, verify_files, verify_text


def examine_files(files: Sequence[Path]) -> list[PolicyError]:
    """Return every fault of these policy files; of those of the product when none is named."""
    if not files:
        return verify_files()
    return [fault for file in files for fault in verify_text(_read(file), str(file))]


def print_findings(faults: Sequence[PolicyError]) -> None:
    """Print faults for programs."""
    findings = [{"file": fault.place, "line": fault.line, "fault": fault.fault} for fault in faults]
    typer.echo(json.dumps({"is_good": not faults, "faults": findings}, indent=2, ensure_ascii=False))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise file_fault(error, doing="a policy file cannot be read") from error
    except UnicodeDecodeError as error:
        message = f"a policy file cannot be read: {file} is not UTF-8 text"
        raise Fault(message, ExitCode.MACHINE) from error
