"""The life of a run that assigns a template: queued, running, done; or failed, cancelled, and resumed.

The worker begins, finishes and fails a run; people cancel and resume it.
"""

from kinerja_api.kit.lifecycle import Lifecycle, Transition
from kinerja_api.kit.text import Text
from kinerja_api.targets.lifecycle import PLANNING
from kinerja_api.targets.types import AssignmentState

ASSIGNMENT: Lifecycle[AssignmentState, None] = Lifecycle(
    "plan_assignment_run",
    (
        Transition(
            "begin",
            frozenset({AssignmentState.QUEUED}),
            AssignmentState.RUNNING,
            Text("Mulai membagikan (oleh sistem)", "Begin (by the system)"),
            (PLANNING,),
        ),
        Transition(
            "finish",
            frozenset({AssignmentState.RUNNING}),
            AssignmentState.DONE,
            Text("Selesai (oleh sistem)", "Finish (by the system)"),
            (PLANNING,),
        ),
        Transition(
            "fail",
            frozenset({AssignmentState.QUEUED, AssignmentState.RUNNING}),
            AssignmentState.FAILED,
            Text("Gagal (oleh sistem)", "Fail (by the system)"),
            (PLANNING,),
        ),
        Transition(
            "cancel",
            frozenset({AssignmentState.QUEUED, AssignmentState.RUNNING}),
            AssignmentState.CANCELLED,
            Text("Batalkan; SKP yang sudah dibuat tetap ada", "Cancel; plans that were made stay"),
            (PLANNING,),
        ),
        Transition(
            "resume",
            frozenset({AssignmentState.RUNNING, AssignmentState.FAILED, AssignmentState.CANCELLED}),
            AssignmentState.QUEUED,
            Text("Lanjutkan dari tempat berhenti", "Resume where it stopped"),
            (PLANNING,),
        ),
    ),
)
STEPS_OF_SYSTEM = frozenset({"begin", "finish", "fail"})
UNFINISHED = frozenset({AssignmentState.QUEUED, AssignmentState.RUNNING})
