"""The life of a calibration session: open, then locked; or cancelled while nothing was changed in it."""

from dataclasses import dataclass

from kinerja_api.evaluations.errors import CALIBRATING, PATTERN
from kinerja_api.evaluations.types import CalibrationStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

LOCK, CANCEL = "lock", "cancel"


@dataclass(frozen=True, slots=True)
class CalibrationFacts:
    """What the steps of a session depend on."""

    items: int
    departing: tuple[str, ...]
    note: str | None = None


def _departures_explained(facts: CalibrationFacts) -> Obstacle | None:
    if not facts.departing or facts.note:
        return None
    return Obstacle(
        Text(
            "Sebaran unit ini menyimpang dari pola: {units}. Tulis alasannya di `note`.",
            "These units depart from the pattern: {units}. Write why in `note`.",
        ).fill(units=", ".join(facts.departing)),
        (PATTERN,),
    )


def _nothing_changed(facts: CalibrationFacts) -> Obstacle | None:
    if not facts.items:
        return None
    return Obstacle(
        Text(
            "Sesi ini sudah mengubah {items} evaluasi; kunci sesinya.",
            "This session has changed {items} evaluations; lock it.",
        ).fill(items=facts.items)
    )


CALIBRATION: Lifecycle[CalibrationStatus, CalibrationFacts] = Lifecycle(
    "calibration",
    (
        Transition(
            LOCK,
            frozenset({CalibrationStatus.OPEN}),
            CalibrationStatus.LOCKED,
            Text("Kunci hasil kalibrasi", "Lock the calibration"),
            (CALIBRATING,),
            (_departures_explained,),
        ),
        Transition(
            CANCEL,
            frozenset({CalibrationStatus.OPEN}),
            CalibrationStatus.CANCELLED,
            Text("Batalkan sesi yang belum mengubah apa pun", "Cancel a session that has changed nothing"),
            (CALIBRATING,),
            (_nothing_changed,),
        ),
    ),
)
