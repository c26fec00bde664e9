"""The life of a request to rate: nominated, approved or refused, then answered or declined."""

from dataclasses import dataclass

from kinerja_api.behavior.errors import BEHAVIOR
from kinerja_api.behavior.types import RequestStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

ANSWER = "answer"
DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the steps of a request depend on."""

    takes_ratings: bool
    note: str | None = None


def _takes_ratings(facts: RequestFacts) -> Obstacle | None:
    if facts.takes_ratings:
        return None
    return Obstacle(
        Text(
            "Periode atau tahun kinerjanya tidak terbuka. Minta pengelola kepegawaian membukanya kembali.",
            "The period or the performance year is not open. Ask the HR administrator to reopen it.",
        ),
        (BEHAVIOR,),
    )


def _reason_given(facts: RequestFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(Text("Tulis alasannya di `note`.", "Write the reason in `note`."), (BEHAVIOR,))


REQUEST: Lifecycle[RequestStatus, RequestFacts] = Lifecycle(
    "rating_request",
    (
        Transition(
            "approve",
            frozenset({RequestStatus.NOMINATED}),
            RequestStatus.APPROVED,
            Text("Setujui penilai", "Approve the rater"),
            (BEHAVIOR,),
            (_takes_ratings,),
        ),
        Transition(
            "refuse",
            frozenset({RequestStatus.NOMINATED}),
            RequestStatus.REFUSED,
            Text("Tolak usulan penilai", "Refuse the nomination"),
            (BEHAVIOR,),
            (_reason_given,),
        ),
        Transition(
            DECLINE,
            frozenset({RequestStatus.APPROVED}),
            RequestStatus.DECLINED,
            Text("Tidak bersedia menilai", "Decline to rate"),
            (BEHAVIOR,),
            (_reason_given,),
        ),
        Transition(
            ANSWER,
            frozenset({RequestStatus.APPROVED}),
            RequestStatus.ANSWERED,
            Text("Jawab dengan penilaian", "Answer with a rating"),
            (BEHAVIOR,),
            (_takes_ratings,),
        ),
    ),
)
LIVE = (RequestStatus.NOMINATED, RequestStatus.APPROVED, RequestStatus.ANSWERED)
