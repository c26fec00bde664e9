"""The life of a run: queued, running, done; or failed, cancelled, and resumed where it stopped.

The worker begins, finishes and fails a run; people cancel and resume it.
"""

from enum import StrEnum, auto
from typing import TypeAlias

from kinerja_api.kit.lifecycle import Lifecycle, Transition
from kinerja_api.kit.text import Basis, Text


class RunState(StrEnum):
    """States of a run."""

    QUEUED = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


RunLife: TypeAlias = Lifecycle[RunState, None]
STEPS_OF_SYSTEM = frozenset({"begin", "finish", "fail"})
UNFINISHED = frozenset({RunState.QUEUED, RunState.RUNNING})
FINISH = Text("Selesai (oleh sistem)", "Finish (by the system)")
FAIL = Text("Gagal (oleh sistem)", "Fail (by the system)")
RESUME = Text("Lanjutkan dari tempat berhenti", "Resume where it stopped")


def life_of_run(resource_type: str, basis: Basis, *, begin: Text, cancel: Text) -> RunLife:
    """Return the life of one kind of run; beginning says what it does, cancelling what stays."""
    law = (basis,)
    stopped = frozenset({RunState.RUNNING, RunState.FAILED, RunState.CANCELLED})
    return Lifecycle(
        resource_type,
        (
            Transition("begin", frozenset({RunState.QUEUED}), RunState.RUNNING, begin, law),
            Transition("finish", frozenset({RunState.RUNNING}), RunState.DONE, FINISH, law),
            Transition("fail", UNFINISHED, RunState.FAILED, FAIL, law),
            Transition("cancel", UNFINISHED, RunState.CANCELLED, cancel, law),
            Transition("resume", stopped, RunState.QUEUED, RESUME, law),
        ),
    )
