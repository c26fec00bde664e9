"""The life of a request to change an agreed plan: submitted, then agreed, refused or withdrawn."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Basis, Text
from kinerja_api.targets.lifecycle import CONTENT, PLANNING, PlanFacts, cycle_open
from kinerja_api.targets.types import ChangeRequestStatus, PlanStatus

DIALOGUE = Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (dialog kinerja antara pimpinan dan pegawai)")


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What the steps of a change request depend on: the plan, and what it would be after the change."""

    plan_status: PlanStatus
    result: PlanFacts
    note: str | None = None


def _plan_is_agreed(facts: ChangeFacts) -> Obstacle | None:
    if facts.plan_status is PlanStatus.AGREED:
        return None
    return Obstacle(
        Text(
            "Hanya SKP yang sudah ditetapkan diubah lewat permintaan; SKP ini berstatus {status}.",
            "Only an agreed plan is changed by a request; this one is {status}.",
        ).fill(status=facts.plan_status.value),
        (PLANNING,),
    )


def _cycle_open(facts: ChangeFacts) -> Obstacle | None:
    return cycle_open(facts.result)


def _result_is_whole(facts: ChangeFacts) -> Obstacle | None:
    return next((found for rule in CONTENT if (found := rule(facts.result)) is not None), None)


def _note_given(facts: ChangeFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(Text("Tulis alasan penolakan di `note`.", "Write in `note` why it is refused."), (DIALOGUE,))


# What must hold when a request is made; it must hold still when it is agreed.
FITS = (_plan_is_agreed, _cycle_open, _result_is_whole)

PLAN_CHANGE: Lifecycle[ChangeRequestStatus, ChangeFacts] = Lifecycle(
    "plan_change_request",
    (
        Transition(
            "agree",
            frozenset({ChangeRequestStatus.SUBMITTED}),
            ChangeRequestStatus.AGREED,
            Text("Setujui; SKP diubah seketika", "Agree; the plan is changed at once"),
            (DIALOGUE,),
            FITS,
        ),
        Transition(
            "refuse",
            frozenset({ChangeRequestStatus.SUBMITTED}),
            ChangeRequestStatus.REFUSED,
            Text("Tolak dengan alasan", "Refuse with a reason"),
            (DIALOGUE,),
            (_note_given,),
        ),
        Transition(
            "withdraw",
            frozenset({ChangeRequestStatus.SUBMITTED}),
            ChangeRequestStatus.WITHDRAWN,
            Text("Tarik kembali permintaan", "Withdraw the request"),
            (DIALOGUE,),
        ),
    ),
)
OWN_STEPS = frozenset({"withdraw"})
