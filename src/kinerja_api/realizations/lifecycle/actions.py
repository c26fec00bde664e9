"""The life of an action plan of a period: draft, submitted, agreed; and returned to be changed."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text
from kinerja_api.realizations.errors import ACTIONS
from kinerja_api.realizations.types import ActionPlanStatus


@dataclass(frozen=True, slots=True)
class ActionPlanFacts:
    """What the steps in the life of an action plan depend on."""

    plan_is_agreed: bool
    period_is_over: bool
    note: str | None = None


def _plan_agreed(facts: ActionPlanFacts) -> Obstacle | None:
    if facts.plan_is_agreed:
        return None
    return Obstacle(Text("SKP ini tidak (lagi) berlaku.", "The plan is not, or no longer, in force."), (ACTIONS,))


def _period_not_over(facts: ActionPlanFacts) -> Obstacle | None:
    if not facts.period_is_over:
        return None
    return Obstacle(
        Text(
            "Periode ini sudah ditutup; rencana aksinya tidak berubah lagi.",
            "This period is closed; its action plan does not change any more.",
        ),
        (ACTIONS,),
    )


def _note_given(facts: ActionPlanFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text("Tulis di `note` apa yang harus diperbaiki.", "Write in `note` what has to be corrected."), (ACTIONS,)
    )


ACTION_PLAN: Lifecycle[ActionPlanStatus, ActionPlanFacts] = Lifecycle(
    "action_plan",
    (
        Transition(
            "submit",
            frozenset({ActionPlanStatus.DRAFT, ActionPlanStatus.RETURNED}),
            ActionPlanStatus.SUBMITTED,
            Text("Ajukan ke pejabat penilai", "Submit to the rating official"),
            (ACTIONS,),
            (_plan_agreed, _period_not_over),
        ),
        Transition(
            "withdraw",
            frozenset({ActionPlanStatus.SUBMITTED}),
            ActionPlanStatus.DRAFT,
            Text("Tarik kembali", "Withdraw"),
            (ACTIONS,),
        ),
        Transition(
            "agree",
            frozenset({ActionPlanStatus.SUBMITTED}),
            ActionPlanStatus.AGREED,
            Text("Sepakati rencana aksi", "Agree the action plan"),
            (ACTIONS,),
            (_plan_agreed, _period_not_over),
        ),
        # Of an agreed one too: what was agreed may have to change while the period runs.
        Transition(
            "return",
            frozenset({ActionPlanStatus.SUBMITTED, ActionPlanStatus.AGREED}),
            ActionPlanStatus.RETURNED,
            Text("Kembalikan dengan catatan", "Return with a note"),
            (ACTIONS,),
            (_period_not_over, _note_given),
        ),
    ),
)
CHANGEABLE = frozenset({ActionPlanStatus.DRAFT, ActionPlanStatus.RETURNED})
