"""The life of a remark: given, acknowledged."""

from dataclasses import dataclass

from kinerja_api.feedback.errors import CONTINUOUS
from kinerja_api.feedback.types import FeedbackStatus
from kinerja_api.kit.lifecycle import Lifecycle, Transition
from kinerja_api.kit.text import Text


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """A remark depends on nothing but its own state."""


FEEDBACK: Lifecycle[FeedbackStatus, FeedbackFacts] = Lifecycle(
    "feedback",
    (
        Transition(
            "acknowledge",
            frozenset({FeedbackStatus.GIVEN}),
            FeedbackStatus.ACKNOWLEDGED,
            Text("Nyatakan sudah membaca", "Acknowledge"),
            (CONTINUOUS,),
        ),
    ),
)
