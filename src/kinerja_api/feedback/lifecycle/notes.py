"""The life of a note for improvement: noted in the open, answered, improvement agreed on, closed with its outcome."""

from dataclasses import dataclass

from kinerja_api.feedback.errors import CONTINUOUS, HEARD, MONITORING
from kinerja_api.feedback.types import NoteStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

ANSWER, PROPOSE, AGREE, DECLINE, CLOSE, WITHDRAW = "answer", "propose", "agree", "decline", "close", "withdraw"


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What the steps of a note depend on; `could_answer` when it was answered or the time to answer is over."""

    could_answer: bool
    has_day: bool = True
    note: str | None = None


def _written(facts: NoteFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text(
            "Tulis di `note`: jawaban, perbaikan, hasil, atau alasannya.",
            "Write in `note` the answer, the improvement, the outcome or the reason.",
        ),
        (CONTINUOUS,),
    )


def _heard(facts: NoteFacts) -> Obstacle | None:
    if facts.could_answer:
        return None
    return Obstacle(
        Text(
            "Pegawai belum menjawab dan waktunya belum habis (`answer_by`); dengar dahulu.",
            "The employee has not answered and still has the time to (`answer_by`); hear them first.",
        ),
        (HEARD,),
    )


def _has_day(facts: NoteFacts) -> Obstacle | None:
    if facts.has_day:
        return None
    return Obstacle(
        Text("Isi `improve_by`: hari ini atau sesudahnya.", "Give in `improve_by` today or a later day."),
        (MONITORING,),
    )


NOTE: Lifecycle[NoteStatus, NoteFacts] = Lifecycle(
    "improvement_note",
    (
        Transition(
            ANSWER,
            frozenset({NoteStatus.NOTED}),
            NoteStatus.ANSWERED,
            Text("Jawab catatan", "Answer the note"),
            (HEARD,),
            (_written,),
        ),
        Transition(
            PROPOSE,
            frozenset({NoteStatus.NOTED, NoteStatus.ANSWERED}),
            NoteStatus.PROPOSED,
            Text("Usulkan perbaikan dan tenggatnya", "Propose an improvement and its day"),
            (MONITORING,),
            (_heard, _written, _has_day),
        ),
        Transition(
            AGREE,
            frozenset({NoteStatus.PROPOSED}),
            NoteStatus.AGREED,
            Text("Sepakati perbaikan", "Agree to the improvement"),
            (MONITORING,),
        ),
        Transition(
            DECLINE,
            frozenset({NoteStatus.PROPOSED}),
            NoteStatus.ANSWERED,
            Text("Tolak usulan, dengan alasan", "Decline the proposal, with the reason"),
            (HEARD,),
            (_written,),
        ),
        Transition(
            CLOSE,
            frozenset({NoteStatus.AGREED}),
            NoteStatus.CLOSED,
            Text("Tutup dengan hasilnya", "Close it with the outcome"),
            (MONITORING,),
            (_written,),
        ),
        Transition(
            WITHDRAW,
            frozenset({NoteStatus.NOTED, NoteStatus.ANSWERED, NoteStatus.PROPOSED}),
            NoteStatus.WITHDRAWN,
            Text("Tarik catatan, dengan alasan", "Withdraw the note, with the reason"),
            (CONTINUOUS,),
            (_written,),
        ),
    ),
)
"""The table of notes for improvement."""
OF_THE_EMPLOYEE = frozenset({ANSWER, AGREE, DECLINE})
