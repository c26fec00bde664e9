"""Input and output of promotion."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.http.schema import Day, Flag, Input, Instant, Label, Number, Output, Page, StepIn, Version
from kinerja_api.kit.text import Text
from kinerja_api.promotion.types import AttestedFact, Profession, ProposalStatus, ServiceGround, Standing, Training
from kinerja_api.scoring.facts import CriterionStatus, OpenReason, PromotionKind

STATED_ONCE = Text("Nyatakan setiap keadaan satu kali.", "State each fact once.")
Decree = Annotated[
    Label,
    Field(
        min_length=1,
        max_length=120,
        description="Nomor keputusan; wajib untuk approve. Number of the decree; required to approve.",
        examples=["823/45/BKPSDM/2026"],
    ),
]


Evidence = Annotated[
    Label,
    Field(
        min_length=3,
        max_length=300,
        description="Bukti: nomor dan tanggal surat. Evidence: number and day of the paper.",
        examples=["SK 800/12/BKPSDM/2026, 3 Maret 2026"],
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


class AttestedFactIn(Input):
    """One fact that whoever proposes states, with the paper it rests on."""

    fact: AttestedFact
    holds: Annotated[Flag, Field(description="Benar atau tidak. Whether it is so.")]
    evidence: Evidence


def _each_once(given: list[AttestedFactIn]) -> list[AttestedFactIn]:
    if len({each.fact for each in given}) != len(given):
        raise PydanticCustomError("fact_twice", "a fact is stated twice", {"text": STATED_ONCE})
    return given


class CreditPointsIn(Input):
    """Credit points counted within the level, base credit included, by the latest statement (PAK)."""

    points: Annotated[Number, Field(ge=0, le=2000, examples=["50.000"])]
    evidence: Evidence


class PensionIn(Input):
    """A post with a pension age of its own: by profession, or kept from before PP 11/2017."""

    profession: Profession | None = None
    kept_age: Annotated[int | None, Field(ge=56, le=75)] = None
    evidence: Evidence


class ServiceEndIn(Input):
    """The ground of a promotion of service, or the day of death for it and for a posthumous one."""

    ground: ServiceGround | None = None
    died_on: Day | None = None
    evidence: Evidence


class ProposalIn(Input):
    """A proposal, with what the records here do not hold and whoever proposes therefore states."""

    employee_id: UUID
    effective_on: Annotated[Day, Field(examples=["2026-05-01"])]
    kind: Annotated[
        PromotionKind | None,
        Field(description="Jenis; bawaan menurut jabatan. Kind; by default the one that follows from the post."),
    ] = None
    attested: Annotated[list[AttestedFactIn], AfterValidator(_each_once)] = Field(
        default_factory=list,
        max_length=10,
        description="Keadaan lain yang disyaratkan jenisnya. Other facts that the kind demands.",
        examples=[[]],
    )
    credit_points: CreditPointsIn | None = None
    pension: PensionIn | None = None
    service_end: ServiceEndIn | None = None
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


class CandidateRow(Output):
    """One employee on a day: eligible or not, and every criterion that is not met or still pending."""

    employee_id: UUID
    name: Label
    nip: Label
    unit_id: UUID | None
    unit_name: Label | None
    kind: PromotionKind | None
    rank: Label | None
    next_rank: Label | None
    status: CriterionStatus
    reasons: list[CriterionOut]


class CandidatesOut(Page[CandidateRow]):
    """A page of candidates, with the policy and the day they were looked at by."""

    on: Day
    policy: PolicyUsedOut
    assumptions: list[str]


class AttestedFactOut(Output):
    """One fact as it was stated, with its evidence."""

    fact: AttestedFact
    holds: bool
    evidence: Label


class CreditPointsOut(Output):
    """Credit points as they were stated."""

    points: Number
    evidence: Label


class PensionOut(Output):
    """A pension age of its own, as it was stated."""

    profession: Profession | None
    kept_age: int | None
    evidence: Label


class ServiceEndOut(Output):
    """The end of service, as it was stated."""

    ground: ServiceGround | None
    died_on: Day | None
    evidence: Label


class StatedOut(Output):
    """What the proposer asked for and stated, as it was when the proposal was made."""

    kind: PromotionKind | None
    attested: list[AttestedFactOut]
    credit_points: CreditPointsOut | None
    pension: PensionOut | None
    service_end: ServiceEndOut | None


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
    stated: StatedOut
    proposed_by_name: Label
    recommended_by_name: Label | None
    recommendation_note: str | None
    decided_by_name: Label | None
    decision_note: str | None
    decided_at: Instant | None
    decree: Label | None
