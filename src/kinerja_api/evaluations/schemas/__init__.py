"""Input and output of evaluations."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from kinerja_api.evaluations.types import (
    EvaluationStatus,
    OrganizationRating,
    Origin,
    Predicate,
    RatingLevel,
    RevisionReason,
)
from kinerja_api.feedback.types import ObservationMethod
from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.http.schema import Count, Day, Flag, Input, Instant, Label, Name, Output, Prose, StepIn, Version

__all__ = ["EvaluationIn", "EvaluationOut", "EvaluationPut", "OrganizationResultIn", "OrganizationResultOut", "StepIn"]

ForPeriod = Annotated[
    UUID | None, Field(description="Periode; kosong untuk setahun penuh. The period; null for the whole year.")
]
Decree = Annotated[
    Name | None,
    Field(description="Nomor keputusan; wajib untuk unit puncak (PPK). The decree; demanded for the top unit."),
]
PLAN, PERIOD = "0198c0de-0301-7000-8000-000000000001", "0198c0de-0202-7000-8000-000000000001"


class OrganizationResultPut(Input):
    """The result of a unit."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"rating": "baik", "note": "Rencana aksi tercapai sesuai target."}]}
    )

    rating: OrganizationRating
    decree: Decree = None
    note: Annotated[Prose | None, Field(description="Pertimbangan. What was considered.")] = None


class OrganizationResultIn(OrganizationResultPut):
    """A new result of a unit for a period or the year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit_id": "0198c0de-0102-7000-8000-000000000001",
                    "cycle_id": "0198c0de-0201-7000-8000-000000000001",
                    "period_id": PERIOD,
                    "rating": "baik",
                    "note": "Rencana aksi tercapai sesuai target.",
                }
            ]
        }
    )

    unit_id: UUID
    cycle_id: UUID
    period_id: ForPeriod = None


class OrganizationResultOut(Output):
    """The result of a unit (capaian kinerja organisasi)."""

    id: UUID
    unit_id: UUID
    unit_name: Label
    cycle_id: UUID
    period_id: UUID | None
    rating: OrganizationRating
    decree: Label | None
    note: str | None
    set_by_name: Label
    created_at: Instant
    updated_at: Instant
    version: Version


class EvaluationPut(Input):
    """Two ratings and what the rating official wants to say about them, or why there is nothing to rate."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "work_result_rating": "sesuai_ekspektasi",
                    "behavior_rating": "di_atas_ekspektasi",
                    "notes": "Target tercapai; menjadi rujukan rekan kerja.",
                }
            ]
        }
    )

    work_result_rating: Annotated[
        RatingLevel | None,
        Field(
            description="Rating hasil kerja; kosong untuk pimpinan unit, yang memakai capaian organisasinya. Null for "
            "the head of a unit, who takes the organisation's result."
        ),
    ] = None
    behavior_rating: Annotated[
        RatingLevel | None,
        Field(
            description="Rating perilaku kerja; wajib, kecuali tidak dapat dinilai. Rating of behaviour; demanded "
            "unless there is nothing to rate."
        ),
    ] = None
    not_rateable_reason: Annotated[
        Prose | None,
        Field(
            description="Mengapa tidak dapat dinilai, menggantikan kedua rating; hanya bila tidak ada realisasi yang "
            "diterima. Why there is nothing to rate, instead of both ratings; only without accepted realizations."
        ),
    ] = None
    notes: Prose | None = None


class EvaluationIn(EvaluationPut):
    """A new evaluation of an agreed plan, for a period or the year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_id": PLAN,
                    "period_id": PERIOD,
                    "work_result_rating": "sesuai_ekspektasi",
                    "behavior_rating": "di_atas_ekspektasi",
                    "notes": "Target tercapai; menjadi rujukan rekan kerja.",
                }
            ]
        }
    )

    plan_id: UUID
    period_id: ForPeriod = None
    up_to: Annotated[
        Day | None,
        Field(
            description="Hari terakhir Anda sebagai pejabat penilai, bila penilai berganti di jabatan yang sama. SKP "
            "yang berakhir karena pindah dinilai sampai serah terimanya tanpa ini. Your last day as the rating "
            "official, when only the official changes. A plan that ended with a move goes up to its end without it."
        ),
    ] = None


class EvaluationRow(Output):
    """An evaluation in a list; `is_current` is the revision that counts, `replaces_id` the one before.

    Ratings and predicate are null in a draft that was prepared and waits for the rating official, and where
    `not_rateable_reason` says why there was nothing to rate.
    """

    id: UUID
    plan_id: UUID
    cycle_id: UUID
    year: Count
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    heads_unit: Flag
    work_result: RatingLevel | None
    behavior: RatingLevel | None
    predicate: Predicate | None
    not_rateable_reason: str | None
    status: EvaluationStatus
    evaluator_name: Label | None
    issued_at: Instant | None
    acknowledged_at: Instant | None
    rejected_at: Instant | None
    revision: Count
    replaces_id: UUID | None
    revision_reason: RevisionReason | None
    origin: Annotated[
        Origin, Field(description="own: pejabat penilai di sini; host: instansi tempat bertugas. Where it was made.")
    ]
    host_agency: Label | None
    first_day: Annotated[
        Day | None, Field(description="Hari pertama yang dinilai; kosong: seluruh masa. First day rated; null: all.")
    ]
    last_day: Day | None
    handed_over_on: Annotated[
        Day | None,
        Field(
            description="Sampai serah terima; bukan hasil tahunan. Up to this hand-over; not the result of the year."
        ),
    ]
    months_worked: Annotated[
        Count | None, Field(description="Bulan yang dijalani, bila dihitung. Months worked, where they were counted.")
    ]
    is_current: Flag
    version: Version


class ConsideredOut(Output):
    """An earlier document of the year that the last rating official considered; never part of a mean."""

    evaluation_id: UUID
    plan_id: UUID
    position_name: Label
    host_agency: Label | None
    first_day: Day | None
    handed_over_on: Day
    evaluator_name: Label | None
    predicate: Predicate | None


class EvaluationOut(EvaluationRow):
    """An evaluation; `suggested_behavior` is what most raters named and never decides."""

    organization_result_id: UUID | None
    suggested_behavior: RatingLevel | None
    notes: str | None
    distribution_note: str | None
    rejection_reason: str | None
    revision_note: str | None
    evaluator_id: UUID | None
    policy_version_id: UUID | None
    policy_sha256: Label | None
    facts_sha256: Label | None
    document_number: Label | None
    document_on: Day | None
    evidence_url: str | None
    considered: Annotated[
        list[ConsideredOut],
        Field(max_length=24, description="Dokumen evaluasi sebelumnya pada tahun itu. Earlier documents of that year."),
    ]


class CitationOut(Output):
    """An article on which the predicate rests, and how sure we are of its wording."""

    rule: str
    instrument: str
    article: str
    url: str | None
    in_force_from: Day
    in_force_until: Day | None
    verification: Label
    note: str | None


class RemarkOut(Output):
    """Something to know beside the predicate; it does not change it."""

    code: Label
    text: str


class PolicyUsedOut(Output):
    """The version of the policy with which the predicate was found."""

    version_id: UUID
    key: Label
    edition: Label
    sha256: Label


class NamedObservationOut(Output):
    """A record of an interview or observation on which the official rests the ratings."""

    observation_id: UUID
    method: ObservationMethod
    observed_at: Instant
    findings: str
    reason: str
    official_name: Label
    named_at: Instant


class EvaluationExplanationOut(Output):
    """Why the predicate is what it is: sentences, articles, remarks, records, and every step to recompute it."""

    evaluation_id: UUID
    predicate: Predicate
    sentences: list[str]
    citations: list[CitationOut]
    remarks: list[RemarkOut]
    observations: Annotated[
        list[NamedObservationOut],
        Field(description="Catatan yang menjadi dasar penilaian. Records that the ratings rest on."),
    ]
    policy: PolicyUsedOut
    facts_sha256: Label
    trace: dict[str, Any]


class PredicateCountOut(Output):
    """How many have a predicate."""

    predicate: Predicate
    employees: Count


class ExpectationOut(Output):
    """One line of the pattern: the predicates it is about together, and what it says."""

    code: Label
    predicates: list[Predicate]
    text: str


class ViolationOut(Output):
    """One way in which the unit departs from the pattern."""

    code: Label
    predicates: list[Predicate]
    found: Count
    required: Count
    text: str
    basis: list[BasisOut]


class DistributionOut(Output):
    """The spread of predicates in a unit against the pattern; advice to its leader, who may depart from it with a note.

    `conforms` is null while the organisation's result is not set; `checked` is false for a unit that is too small.
    """

    unit_id: UUID
    unit_name: Label
    cycle_id: UUID
    period_id: UUID | None
    organization: OrganizationRating | None
    employees: Count
    evaluated: Count
    issued: Count
    counts: list[PredicateCountOut]
    expected: list[ExpectationOut]
    checked: Flag
    conforms: Flag | None
    note_required: Flag
    violations: list[ViolationOut]
