"""The life of a score run: queued, running, done; or failed, cancelled, and resumed where it stopped.

The worker begins, finishes and fails a run; people cancel and resume it.
"""

from kinerja_api.kit.lifecycle import Lifecycle, Transition
from kinerja_api.kit.text import Text
from kinerja_api.scores.errors import OWN_INDEX
from kinerja_api.scores.types import RunState

RUN: Lifecycle[RunState, None] = Lifecycle(
    "score_run",
    (
        Transition(
            "begin",
            frozenset({RunState.QUEUED}),
            RunState.RUNNING,
            Text("Mulai menghitung (oleh sistem)", "Begin (by the system)"),
            (OWN_INDEX,),
        ),
        Transition(
            "finish",
            frozenset({RunState.RUNNING}),
            RunState.DONE,
            Text("Selesai (oleh sistem)", "Finish (by the system)"),
            (OWN_INDEX,),
        ),
        Transition(
            "fail",
            frozenset({RunState.QUEUED, RunState.RUNNING}),
            RunState.FAILED,
            Text("Gagal (oleh sistem)", "Fail (by the system)"),
            (OWN_INDEX,),
        ),
        Transition(
            "cancel",
            frozenset({RunState.QUEUED, RunState.RUNNING}),
            RunState.CANCELLED,
            Text("Batalkan; yang sudah dihitung tetap tersimpan", "Cancel; what is computed already stays"),
            (OWN_INDEX,),
        ),
        Transition(
            "resume",
            frozenset({RunState.RUNNING, RunState.FAILED, RunState.CANCELLED}),
            RunState.QUEUED,
            Text("Lanjutkan dari tempat berhenti", "Resume where it stopped"),
            (OWN_INDEX,),
        ),
    ),
)
STEPS_OF_SYSTEM = frozenset({"begin", "finish", "fail"})
UNFINISHED = frozenset({RunState.QUEUED, RunState.RUNNING})
