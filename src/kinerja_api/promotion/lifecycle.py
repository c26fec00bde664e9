"""The life of a proposal: proposed, recommended or not by the board, decided by the appointing official (PPK)."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Basis, Text
from kinerja_api.promotion.types import ProposalStatus

BOARD = Basis("PP 11/2017 jo. PP 17/2020", "tim penilai kinerja PNS", "unverified")
DECISION = Basis("PP 11/2017 jo. PP 17/2020", "Pejabat Pembina Kepegawaian menetapkan kenaikan pangkat", "unverified")
REASONS = Basis("UU 30/2014", "Pasal 55 (keputusan wajib memuat alasan)", "unverified")


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What the steps of a proposal depend on; `obstacle` is why the person is not eligible (any more), if so."""

    status: ProposalStatus
    note: str | None = None
    decree: str | None = None
    obstacle: Obstacle | None = None


def _reasons_given(facts: ProposalFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(Text("Tulis alasannya di `note`.", "Write the reasons in `note`."), (REASONS,))


def _departure_explained(facts: ProposalFacts, recommended: ProposalStatus) -> Obstacle | None:
    """A decision against the recommendation must say why."""
    if facts.status is not recommended or facts.note:
        return None
    return Obstacle(
        Text(
            "Keputusan ini menyimpang dari rekomendasi tim; tulis alasannya di `note`.",
            "This decision departs from the board's recommendation; write the reasons in `note`.",
        ),
        (REASONS,),
    )


def _approval_explained(facts: ProposalFacts) -> Obstacle | None:
    return _departure_explained(facts, ProposalStatus.NOT_RECOMMENDED)


def _rejection_explained(facts: ProposalFacts) -> Obstacle | None:
    return _departure_explained(facts, ProposalStatus.RECOMMENDED)


def _decree_named(facts: ProposalFacts) -> Obstacle | None:
    if facts.decree:
        return None
    return Obstacle(
        Text(
            "Tulis nomor keputusan kenaikan pangkat di `decree`.",
            "Write the number of the promotion decree in `decree`.",
        ),
        (DECISION,),
    )


def _still_eligible(facts: ProposalFacts) -> Obstacle | None:
    return facts.obstacle


PROPOSAL: Lifecycle[ProposalStatus, ProposalFacts] = Lifecycle(
    "promotion_proposal",
    (
        Transition(
            "recommend",
            frozenset({ProposalStatus.PROPOSED}),
            ProposalStatus.RECOMMENDED,
            Text("Rekomendasikan", "Recommend"),
            (BOARD,),
            (_still_eligible,),
        ),
        Transition(
            "not_recommend",
            frozenset({ProposalStatus.PROPOSED}),
            ProposalStatus.NOT_RECOMMENDED,
            Text("Tidak merekomendasikan, dengan alasan", "Do not recommend, with reasons"),
            (BOARD,),
            (_reasons_given,),
        ),
        Transition(
            "withdraw",
            frozenset({ProposalStatus.PROPOSED}),
            ProposalStatus.WITHDRAWN,
            Text("Tarik usulan, dengan alasan", "Withdraw, with reasons"),
            (BOARD,),
            (_reasons_given,),
        ),
        Transition(
            "approve",
            frozenset({ProposalStatus.RECOMMENDED, ProposalStatus.NOT_RECOMMENDED}),
            ProposalStatus.APPROVED,
            Text("Setujui dan beri pangkat", "Approve and give the rank"),
            (DECISION,),
            (_still_eligible, _approval_explained, _decree_named),
        ),
        Transition(
            "reject",
            frozenset({ProposalStatus.RECOMMENDED, ProposalStatus.NOT_RECOMMENDED}),
            ProposalStatus.REJECTED,
            Text("Tolak", "Reject"),
            (DECISION,),
            (_rejection_explained,),
        ),
    ),
)
BOARD_STEPS = frozenset({"recommend", "not_recommend"})
DECIDING_STEPS = frozenset({"approve", "reject"})
OPEN = frozenset({ProposalStatus.PROPOSED, ProposalStatus.RECOMMENDED, ProposalStatus.NOT_RECOMMENDED})
