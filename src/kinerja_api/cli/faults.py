"""What a command says when it cannot do its work: one line on standard error, and a stated exit code."""

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    FOUND = 1  # a check ran and found something
    USAGE = 2  # wrong option or argument; Typer's own
    SETTINGS = 3
    DATABASE = 4
    MACHINE = 5  # port, disk, rights


CODES = (
    "Exit codes: 0 done, 1 a check found something, 2 wrong usage, 3 settings, 4 database, 5 port, disk or file rights."
)


class Fault(RuntimeError):  # noqa: N818
    """The command ends here; the message is one line that says what to do."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.code = code


def file_fault(error: OSError, *, doing: str) -> Fault:
    """Return the line for an error of the file system or the network."""
    reason = error.strerror or str(error)
    if error.errno == errno.ENOSPC:
        reason = "the disk is full"
    where = f" ({error.filename})" if error.filename else ""
    return Fault(f"{doing}: {reason}{where}", ExitCode.MACHINE)
