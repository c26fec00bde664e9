"""The life of a run that prepares evaluations: queued, running, done; or failed, cancelled, and resumed.

The worker begins, finishes and fails a run; people cancel and resume it.
"""

from kinerja_api.evaluations.errors import EVALUATING
from kinerja_api.evaluations.types import RunState
from kinerja_api.kit.lifecycle import Lifecycle, Transition
from kinerja_api.kit.text import Text

RUN: Lifecycle[RunState, None] = Lifecycle(
    "evaluation_run",
    (
        Transition(
            "begin",
            frozenset({RunState.QUEUED}),
            RunState.RUNNING,
            Text("Mulai menyiapkan (oleh sistem)", "Begin (by the system)"),
            (EVALUATING,),
        ),
        Transition(
            "finish",
            frozenset({RunState.RUNNING}),
            RunState.DONE,
            Text("Selesai (oleh sistem)", "Finish (by the system)"),
            (EVALUATING,),
        ),
        Transition(
            "fail",
            frozenset({RunState.QUEUED, RunState.RUNNING}),
            RunState.FAILED,
            Text("Gagal (oleh sistem)", "Fail (by the system)"),
            (EVALUATING,),
        ),
        Transition(
            "cancel",
            frozenset({RunState.QUEUED, RunState.RUNNING}),
            RunState.CANCELLED,
            Text("Batalkan; yang sudah disiapkan tetap ada", "Cancel; what is prepared already stays"),
            (EVALUATING,),
        ),
        Transition(
            "resume",
            frozenset({RunState.RUNNING, RunState.FAILED, RunState.CANCELLED}),
            RunState.QUEUED,
            Text("Lanjutkan dari tempat berhenti", "Resume where it stopped"),
            (EVALUATING,),
        ),
    ),
)
STEPS_OF_SYSTEM = frozenset({"begin", "finish", "fail"})
UNFINISHED = frozenset({RunState.QUEUED, RunState.RUNNING})
