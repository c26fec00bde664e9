"""The life of a review meeting: planned, held, minutes confirmed; or cancelled before it was held."""

from dataclasses import dataclass

from kinerja_api.feedback.errors import MONITORING
from kinerja_api.feedback.types import MeetingStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

HOLD, CONFIRM, CANCEL = "hold", "confirm", "cancel"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the steps of a meeting depend on; `has_begun` at the present instant."""

    has_begun: bool
    has_minutes: bool
    note: str | None = None


def _begun(facts: MeetingFacts) -> Obstacle | None:
    if facts.has_begun:
        return None
    return Obstacle(
        Text(
            "Rapat belum dimulai: `starts_at` belum tiba. Ubah waktunya bila rapat dimajukan.",
            "The meeting has not begun: `starts_at` is still to come. Change it if the meeting was earlier.",
        ),
        (MONITORING,),
    )


def _minuted(facts: MeetingFacts) -> Obstacle | None:
    if facts.has_minutes:
        return None
    return Obstacle(
        Text(
            "Tulis notula dan keputusan lebih dulu di `minutes`.",
            "Write the minutes and decisions in `minutes` first.",
        ),
        (MONITORING,),
    )


def _explained(facts: MeetingFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(Text("Tulis alasan pembatalan di `note`.", "Write in `note` why it is cancelled."), (MONITORING,))


MEETING: Lifecycle[MeetingStatus, MeetingFacts] = Lifecycle(
    "review_meeting",
    (
        Transition(
            HOLD,
            frozenset({MeetingStatus.PLANNED}),
            MeetingStatus.HELD,
            Text("Nyatakan rapat sudah dilaksanakan", "Say that the meeting was held"),
            (MONITORING,),
            (_begun,),
        ),
        Transition(
            CONFIRM,
            frozenset({MeetingStatus.HELD}),
            MeetingStatus.MINUTES_CONFIRMED,
            Text("Sahkan notula; setelah itu tidak berubah", "Confirm the minutes, which never change then"),
            (MONITORING,),
            (_minuted,),
        ),
        Transition(
            CANCEL,
            frozenset({MeetingStatus.PLANNED}),
            MeetingStatus.CANCELLED,
            Text("Batalkan rapat, dengan alasan", "Cancel the meeting, with the reason"),
            (MONITORING,),
            (_explained,),
        ),
    ),
)
"""The table of review meetings."""
