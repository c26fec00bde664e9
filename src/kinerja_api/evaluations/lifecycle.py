"""The life of an evaluation: draft, issued, acknowledged."""

from dataclasses import dataclass

from kinerja_api.evaluations.errors import EVALUATING, IN_ORDER, ON_EVIDENCE, PATTERN
from kinerja_api.evaluations.types import EvaluationStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

ISSUE = "issue"
ACKNOWLEDGE = "acknowledge"


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """What the steps of an evaluation depend on."""

    cycle_is_open: bool
    unreviewed: int
    organization_is_rated: bool
    breaks_pattern: bool
    note: str | None = None


def _cycle_open(facts: EvaluationFacts) -> Obstacle | None:
    if facts.cycle_is_open:
        return None
    return Obstacle(Text("Tahun kinerja ini tidak terbuka.", "This performance year is not open."), (EVALUATING,))


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


EVALUATION: Lifecycle[EvaluationStatus, EvaluationFacts] = Lifecycle(
    "evaluation",
    (
        Transition(
            ISSUE,
            frozenset({EvaluationStatus.DRAFT}),
            EvaluationStatus.ISSUED,
            Text("Terbitkan evaluasi", "Issue the evaluation"),
            (EVALUATING,),
            (_cycle_open, _all_reviewed, _organization_rated, _departure_explained),
        ),
        Transition(
            ACKNOWLEDGE,
            frozenset({EvaluationStatus.ISSUED}),
            EvaluationStatus.ACKNOWLEDGED,
            Text("Nyatakan sudah menerima hasil evaluasi", "Acknowledge the evaluation"),
            (EVALUATING,),
        ),
    ),
)
