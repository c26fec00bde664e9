"""The life of an interview or observation record: recorded, acknowledged; withdrawn by who recorded it."""

from dataclasses import dataclass

from kinerja_api.feedback.errors import CONTINUOUS
from kinerja_api.feedback.types import ObservationStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

ACKNOWLEDGE, WITHDRAW = "acknowledge", "withdraw"


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """What the steps of a record depend on."""

    note: str | None = None


def _explained(facts: ObservationFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(Text("Tulis alasan penarikan di `note`.", "Write in `note` why it is withdrawn."), (CONTINUOUS,))


OBSERVATION: Lifecycle[ObservationStatus, ObservationFacts] = Lifecycle(
    "observation",
    (
        Transition(
            ACKNOWLEDGE,
            frozenset({ObservationStatus.RECORDED}),
            ObservationStatus.ACKNOWLEDGED,
            Text("Nyatakan sudah membaca", "Acknowledge"),
            (CONTINUOUS,),
        ),
        Transition(
            WITHDRAW,
            frozenset({ObservationStatus.RECORDED, ObservationStatus.ACKNOWLEDGED}),
            ObservationStatus.WITHDRAWN,
            Text("Tarik catatan, dengan alasan", "Withdraw the record, with the reason"),
            (CONTINUOUS,),
            (_explained,),
        ),
    ),
)
"""The table of interview and observation records."""
