"""The life of an evaluation: draft, issued, acknowledged or rejected; made anew, and in the end replaced."""

from dataclasses import dataclass

from kinerja_api.evaluations.errors import (
    EVALUATING,
    IN_ORDER,
    OBJECTING,
    ON_EVIDENCE,
    PATTERN,
    REVOKING,
)
from kinerja_api.evaluations.errors.days import HOSTED
from kinerja_api.evaluations.types import EvaluationStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

ISSUE = "issue"
ACKNOWLEDGE = "acknowledge"
REJECT = "reject"
REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """What the steps of an evaluation depend on."""

    cycle_is_open: bool
    is_judged: bool
    unreviewed: int
    organization_is_rated: bool
    breaks_pattern: bool
    is_objected: bool = False
    note: str | None = None
    host_agency: str | None = None


def _cycle_open(facts: EvaluationFacts) -> Obstacle | None:
    if facts.cycle_is_open:
        return None
    return Obstacle(Text("Tahun kinerja ini tidak terbuka.", "This performance year is not open."), (EVALUATING,))


def _judged(facts: EvaluationFacts) -> Obstacle | None:
    """A draft that was prepared has no ratings: nothing is issued that a person has not judged."""
    if facts.is_judged:
        return None
    return Obstacle(
        Text(
            "Evaluasi ini baru disiapkan; pejabat penilai menetapkan kedua ratingnya dahulu (PUT).",
            "This evaluation was only prepared; the rating official sets both ratings first (PUT).",
        ),
        (EVALUATING,),
    )


def _all_reviewed(facts: EvaluationFacts) -> Obstacle | None:
    if not facts.unreviewed:
        return None
    return Obstacle(
        Text(
            "Terima atau kembalikan dahulu {count} realisasi yang menunggu.",
            "Accept or return the {count} realizations that wait first.",
        ).fill(count=facts.unreviewed),
        (ON_EVIDENCE,),
    )


def _organization_rated(facts: EvaluationFacts) -> Obstacle | None:
    """The law orders the steps: the organisation's result first, then the predicates of its people."""
    if facts.organization_is_rated:
        return None
    return Obstacle(
        Text(
            "Capaian kinerja organisasi unit ini belum ditetapkan; pimpinan unit di atasnya menetapkannya dahulu.",
            "The result of this unit is not set; the head of the unit above sets it first.",
        ),
        (IN_ORDER,),
    )


def _departure_explained(facts: EvaluationFacts) -> Obstacle | None:
    """The pattern is advice to the leader: whoever departs from it says why, and is not kept from it."""
    if not facts.breaks_pattern or facts.note:
        return None
    return Obstacle(
        Text(
            "Sebaran predikat unit menyimpang dari pola; tulis alasannya di `note` (lihat /v1/distributions).",
            "The predicates of the unit depart from the pattern; write why in `note` (see /v1/distributions).",
        ),
        (PATTERN,),
    )


def _rejection_explained(facts: EvaluationFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text(
            "Tulis di `note` apa yang tidak Anda setujui; setelah itu Anda dapat mengajukan keberatan di "
            "/v1/objections.",
            "Write in `note` what you do not agree with; you can then object at /v1/objections.",
        ),
        (OBJECTING,),
    )


def _no_objection(facts: EvaluationFacts) -> Obstacle | None:
    if not facts.is_objected:
        return None
    return Obstacle(
        Text(
            "Keberatan atas evaluasi ini sedang diperiksa; hasilnya ditetapkan dalam putusan keberatan.",
            "An objection to this evaluation is being examined; its decision settles the result.",
        ),
        (OBJECTING,),
    )


def _made_here(facts: EvaluationFacts) -> Obstacle | None:
    """What another agency decided is taken back there, and recorded again."""
    if facts.host_agency is None:
        return None
    return Obstacle(
        Text(
            "Evaluasi ini dibuat {host}; keberatan dan perbaikannya diajukan di sana, lalu dokumen barunya dicatat.",
            "This evaluation was made by {host}; object to it and have it corrected there, then the new document is "
            "recorded.",
        ).fill(host=facts.host_agency),
        (HOSTED,),
    )


def _reopening_explained(facts: EvaluationFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text(
            "Tulis di `note` mengapa evaluasi dibuka kembali.", "Write in `note` why the evaluation is made once more."
        ),
        (REVOKING,),
    )


EVALUATION: Lifecycle[EvaluationStatus, EvaluationFacts] = Lifecycle(
    "evaluation",
    (
        Transition(
            ISSUE,
            frozenset({EvaluationStatus.DRAFT}),
            EvaluationStatus.ISSUED,
            Text("Terbitkan evaluasi", "Issue the evaluation"),
            (EVALUATING,),
            (_cycle_open, _judged, _all_reviewed, _organization_rated, _departure_explained),
        ),
        Transition(
            ACKNOWLEDGE,
            frozenset({EvaluationStatus.ISSUED}),
            EvaluationStatus.ACKNOWLEDGED,
            Text("Nyatakan sudah menerima hasil evaluasi", "Acknowledge the evaluation"),
            (EVALUATING,),
        ),
        Transition(
            REJECT,
            frozenset({EvaluationStatus.ISSUED}),
            EvaluationStatus.REJECTED,
            Text("Tolak menandatangani, dengan alasan", "Refuse to sign, with the reason"),
            (OBJECTING,),
            (_made_here, _rejection_explained),
        ),
        Transition(
            REOPEN,
            frozenset({EvaluationStatus.ISSUED, EvaluationStatus.ACKNOWLEDGED, EvaluationStatus.REJECTED}),
            EvaluationStatus.REOPENED,
            Text("Buka kembali untuk dievaluasi ulang", "Reopen, to be evaluated once more"),
            (REVOKING,),
            (_made_here, _cycle_open, _no_objection, _reopening_explained),
        ),
    ),
)
