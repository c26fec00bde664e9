"""The life of a follow-up: open, overdue when its day has passed, done or dropped with the reason."""

from dataclasses import dataclass

from kinerja_api.feedback.errors import MONITORING
from kinerja_api.feedback.types import UNFINISHED, FollowUpStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

FINISH, DROP, EXTEND, REOPEN, LAPSE = "finish", "drop", "extend", "reopen", "lapse"


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """What the steps of a follow-up depend on; `gains_time` when the day given lies after today and the old one."""

    gains_time: bool = False
    note: str | None = None


def _said_how(facts: FollowUpFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text(
            "Tulis di `note`: apa hasilnya, atau apa alasannya.",
            "Write in `note` what came of it, or the reason.",
        ),
        (MONITORING,),
    )


def _gains_time(facts: FollowUpFacts) -> Obstacle | None:
    if facts.gains_time:
        return None
    return Obstacle(
        Text(
            "Isi `due_on` dengan tenggat baru, paling cepat hari ini dan setelah tenggat yang lama.",
            "Give the new day in `due_on`: not before today, and after the day it had.",
        ),
        (MONITORING,),
    )


FOLLOW_UP: Lifecycle[FollowUpStatus, FollowUpFacts] = Lifecycle(
    "follow_up",
    (
        Transition(
            FINISH,
            UNFINISHED,
            FollowUpStatus.DONE,
            Text("Selesai, dengan hasilnya", "Done, with what came of it"),
            (MONITORING,),
            (_said_how,),
        ),
        Transition(
            DROP,
            UNFINISHED,
            FollowUpStatus.DROPPED,
            Text("Tidak dilanjutkan, dengan alasan", "Drop it, with the reason"),
            (MONITORING,),
            (_said_how,),
        ),
        Transition(
            EXTEND,
            UNFINISHED,
            FollowUpStatus.OPEN,
            Text("Beri tenggat baru, dengan alasan", "Give it a new day, with the reason"),
            (MONITORING,),
            (_said_how, _gains_time),
        ),
        Transition(
            REOPEN,
            frozenset({FollowUpStatus.DONE}),
            FollowUpStatus.OPEN,
            Text("Belum selesai: buka lagi dengan tenggat baru", "Not done yet: open it again with a new day"),
            (MONITORING,),
            (_said_how, _gains_time),
        ),
        Transition(
            LAPSE,
            frozenset({FollowUpStatus.OPEN}),
            FollowUpStatus.OVERDUE,
            Text("Lewat tenggat (oleh sistem)", "Overdue (by the system)"),
            (MONITORING,),
        ),
    ),
)
"""The table of follow-ups."""
