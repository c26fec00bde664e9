"""Input and output of criteria and of acknowledging them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.http.schema import Count, Input, Instant, Label, Number, Output
from kinerja_api.scores.schemas.scores import CYCLE, Sha256


class CriterionOut(Output):
    """One thing that is looked at, how, how much it weighs, and on which articles what and weight rest."""

    code: Label
    title: Label
    explanation: str
    weight: Annotated[Number | None, Field(description="Persen dari nilai gabungan. Per cent of the composite.")]
    instrument: Label
    article: str
    verification: Label
    weight_basis: Annotated[
        BasisOut | None, Field(description="Dasar bobotnya; kosong bila tidak berbobot. On what the weight rests.")
    ]


class RuleOut(Output):
    """A rule by which the result is found."""

    policy_key: Label
    text: str
    value: Annotated[Any, Field(description="Angka sebagai teks, daftar, atau tabel. Number as text, list or table.")]
    instrument: Label
    article: str
    verification: Label


class CriteriaPolicyOut(Output):
    """A version of a policy that the criteria are made of."""

    key: Label
    version_id: UUID
    sha256: Sha256


class CriteriaOut(Output):
    """What will be looked at in the caller's own post and year, and whether the caller has said to have read it."""

    cycle_id: UUID
    year: int
    employee_id: UUID
    position_name: Label
    unit_name: Label
    is_unit_head: bool
    criteria: Annotated[list[CriterionOut], Field(max_length=60)]
    rules: Annotated[list[RuleOut], Field(max_length=200)]
    policies: Annotated[list[CriteriaPolicyOut], Field(max_length=20)]
    criteria_sha256: Annotated[Sha256, Field(description="Tanda kriteria ini; kirim saat menyatakan sudah membaca.")]
    acknowledged_at: Annotated[
        Instant | None,
        Field(description="Kapan Anda menyatakan membaca kriteria ini; kosong bila belum. Null while not yet."),
    ]


class AcknowledgementIn(Input):
    """The criteria that the caller has read, by the digest that they came with."""

    cycle_id: Annotated[UUID, Field(description="Tahun kinerja. Performance year.", examples=[CYCLE])]
    criteria_sha256: Annotated[
        Sha256,
        Field(description="Dari GET /v1/criteria yang Anda baca. From the GET /v1/criteria that you read."),
    ]


class AcknowledgementOut(Output):
    """Who said when to have read which criteria."""

    id: UUID
    cycle_id: UUID
    employee_id: UUID
    employee_name: Label
    criteria_sha256: Sha256
    policies: Annotated[list[CriteriaPolicyOut], Field(max_length=20)]
    acknowledged_at: Instant


class AcknowledgementCountsOut(Output):
    """How many of those who hold a post have read the criteria in force, earlier ones, or none."""

    cycle_id: UUID
    criteria_sha256: Sha256
    employees: Count
    acknowledged: Annotated[Count, Field(description="Membaca kriteria yang berlaku. Read those in force.")]
    outdated: Annotated[Count, Field(description="Hanya membaca versi terdahulu. Read earlier ones only.")]
    outstanding: Annotated[Count, Field(description="Belum membaca. Have read none.")]
