"""The life of a realization: draft, submitted, returned or accepted."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.problems import Problem
from kinerja_api.kit.text import Text
from kinerja_api.realizations.errors import DOCUMENTING
from kinerja_api.realizations.types import RealizationStatus


@dataclass(frozen=True, slots=True)
class RealizationFacts:
    """What the steps of a realization depend on."""

    plan_is_agreed: bool
    period_is_open: bool
    # Why the open period takes late reports no more, by the agency's policy.
    closing: Problem | None = None
    note: str | None = None


def _plan_agreed(facts: RealizationFacts) -> Obstacle | None:
    if facts.plan_is_agreed:
        return None
    return Obstacle(Text("SKP ini tidak (lagi) berlaku.", "The plan is not, or no longer, in force."), (DOCUMENTING,))


def _period_open(facts: RealizationFacts) -> Obstacle | None:
    if facts.period_is_open:
        return None
    return Obstacle(
        Text(
            "Periode ini belum dibuka atau sudah ditutup. Minta pengelola kepegawaian membukanya kembali.",
            "This period is not open yet, or closed. Ask the HR administrator to reopen it.",
        ),
        (DOCUMENTING,),
    )


def _not_too_late(facts: RealizationFacts) -> Obstacle | None:
    if facts.closing is None:
        return None
    return Obstacle(facts.closing.detail, facts.closing.basis)


def _note_given(facts: RealizationFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text("Tulis di `note` apa yang harus diperbaiki.", "Write in `note` what has to be corrected."), (DOCUMENTING,)
    )


REALIZATION: Lifecycle[RealizationStatus, RealizationFacts] = Lifecycle(
    "realization",
    (
        Transition(
            "submit",
            frozenset({RealizationStatus.DRAFT, RealizationStatus.RETURNED}),
            RealizationStatus.SUBMITTED,
            Text("Ajukan ke pejabat penilai", "Submit to the rating official"),
            (DOCUMENTING,),
            (_plan_agreed, _period_open, _not_too_late),
        ),
        Transition(
            "withdraw",
            frozenset({RealizationStatus.SUBMITTED}),
            RealizationStatus.DRAFT,
            Text("Tarik kembali", "Withdraw"),
            (DOCUMENTING,),
        ),
        # The official may still review after the period has closed to reports.
        Transition(
            "accept",
            frozenset({RealizationStatus.SUBMITTED}),
            RealizationStatus.ACCEPTED,
            Text("Terima realisasi", "Accept the realization"),
            (DOCUMENTING,),
        ),
        Transition(
            "return",
            frozenset({RealizationStatus.SUBMITTED}),
            RealizationStatus.RETURNED,
            Text("Kembalikan dengan catatan", "Return with a note"),
            (DOCUMENTING,),
            (_note_given,),
        ),
    ),
)
OWN_STEPS = frozenset({"submit", "withdraw"})
EDITABLE = frozenset({RealizationStatus.DRAFT, RealizationStatus.RETURNED})
