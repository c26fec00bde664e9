"""The life of a request to rate: nominated, approved or refused, declined, and closed with the collecting.

That somebody answers is no step: it would tell everybody who sees the request who answered, and when.
"""

from dataclasses import dataclass

from kinerja_api.behavior.errors import BEHAVIOR
from kinerja_api.behavior.types import RequestStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

DECLINE = "decline"
EXPIRE = "expire"
CLOSE = "close"
STEPS_OF_SYSTEM = frozenset({EXPIRE, CLOSE})


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the steps of a request depend on."""

    takes_ratings: bool
    note: str | None = None
    # Known of the caller's own answer only: who steps as somebody else is not told that there is one.
    is_answered: bool = False


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


def _not_answered(facts: RequestFacts) -> Obstacle | None:
    if not facts.is_answered:
        return None
    return Obstacle(
        Text(
            "Anda sudah menilai. Ubah penilaian Anda di /v1/behavior-ratings selama pengumpulan masih terbuka.",
            "You have rated already. Change your rating at /v1/behavior-ratings while answers are collected.",
        ),
        (BEHAVIOR,),
    )


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
            (_not_answered, _reason_given),
        ),
        Transition(
            EXPIRE,
            frozenset({RequestStatus.NOMINATED}),
            RequestStatus.EXPIRED,
            Text("Usulan gugur karena pengumpulan ditutup", "The nomination lapses, since collecting has closed"),
            (BEHAVIOR,),
        ),
        Transition(
            CLOSE,
            frozenset({RequestStatus.APPROVED}),
            RequestStatus.CLOSED,
            Text("Tutup bersama pengumpulan jawaban", "Close with the collecting of answers"),
            (BEHAVIOR,),
        ),
    ),
)
LIVE = (RequestStatus.NOMINATED, RequestStatus.APPROVED, RequestStatus.CLOSED)
