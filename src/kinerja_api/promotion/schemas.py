"""Input and output of promotion."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.http.schema import Day, Input, Instant, Label, Output, StepIn, Version
from kinerja_api.promotion.types import ProposalStatus, Standing, Training
from kinerja_api.scoring.facts import CriterionStatus, OpenReason, PromotionKind

Decree = Annotated[
    Label,
    Field(
        min_length=1,
        max_length=120,
        description="Nomor keputusan; wajib untuk approve. Number of the decree; required to approve.",
        examples=["823/45/BKPSDM/2026"],
    ),
]


class CriterionOut(Output):
    """One criterion: what was found, what is required, on which articles, and how it stands."""

    code: Label
    subject: Annotated[Label | None, Field(description="Misalnya tahun kinerja. The year of performance, for one.")]
    status: CriterionStatus
    reason: Annotated[
        OpenReason | None,
        Field(description="Kode mengapa masih terbuka; null bila terpenuhi. Why it is open; null when it is met."),
    ]
    found: str
    required: str
    why: str
    basis: list[BasisOut]


class PolicyUsedOut(Output):
    """The version of the policy that the answer rests on."""

    version_id: UUID
    key: Label
    sha256: Label


class EligibilityOut(Output):
    """May this employee be promoted on that day, and why or why not."""

    employee_id: UUID
    effective_on: Day
    status: Annotated[
        CriterionStatus,
        Field(
            description="met: memenuhi syarat; not_met: belum; pending: menunggu data. "
            "met: eligible; not_met: not; pending: waiting for a fact."
        ),
    ]
    is_eligible: bool
    kind: PromotionKind | None
    rank: Label | None
    next_rank: Label | None
    criteria: list[CriterionOut]
    policy: PolicyUsedOut
    facts_sha256: Label
    assumptions: list[str]


class ProposalIn(Input):
    """A proposal, with what the records here do not hold and whoever proposes therefore states."""

    employee_id: UUID
    effective_on: Annotated[Day, Field(examples=["2026-05-01"])]
    trainings: Annotated[
        list[Training],
        Field(
            max_length=5,
            description="Pelatihan yang telah diikuti; kosong bila tidak ada. Trainings passed; empty for none.",
            examples=[[]],
        ),
    ]
    standings: Annotated[
        list[Standing],
        Field(
            max_length=5,
            description="Kedudukan hukum yang sedang berlaku; kosong bila tidak ada. Legal standings; empty for none.",
            examples=[[]],
        ),
    ]


class ProposalStepIn(StepIn):
    """A step in the life of a proposal; approving names the decree."""

    decree: Decree | None = None


class ProposalRow(Output):
    """A proposal in a list."""

    id: UUID
    employee_id: UUID
    employee_name: Label
    employee_nip: Label
    unit_id: UUID
    unit_name: Label
    kind: PromotionKind
    from_rank: Label
    to_rank: Label
    effective_on: Day
    status: ProposalStatus
    version: Version


class ProposalOut(ProposalRow):
    """A whole proposal, with the eligibility as it was when it was made."""

    eligibility: EligibilityOut
    trainings: list[Training]
    standings: list[Standing]
    proposed_by_name: Label
    recommended_by_name: Label | None
    recommendation_note: str | None
    decided_by_name: Label | None
    decision_note: str | None
    decided_at: Instant | None
    decree: Label | None
