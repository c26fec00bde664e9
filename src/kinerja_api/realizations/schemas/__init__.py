"""Input and output of realizations and their evidence."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.http.schema import (
    Count,
    Input,
    Instant,
    Label,
    Name,
    Number,
    Output,
    Prose,
    StepIn,
    Version,
    WebAddress,
)
from kinerja_api.kit.text import Text
from kinerja_api.realizations.types import EvidenceKind, RealizationStatus, RevisionOutcome
from kinerja_api.scoring.schemes.reporting import Formula

__all__ = [
    "AchievementOut",
    "EvidenceFileIn",
    "EvidenceLinkIn",
    "EvidenceOut",
    "RealizationIn",
    "RealizationOut",
    "RealizationPut",
    "RealizationRow",
    "RevisionOut",
    "StepIn",
]

VALUE_OR_TEXT = Text("Isi `value`, `text`, atau keduanya.", "Give `value`, `text` or both.")


class RealizationPut(Input):
    """What was achieved: a number in the indicator's unit, words, or both."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"value": "3", "note": "Tiga laporan selesai, satu masih ditinjau."}]}
    )

    value: Annotated[Number | None, Field(description="Dalam satuan indikator. In the indicator's unit.")] = None
    text: Annotated[Prose | None, Field(description="Realisasi dalam kata-kata. The result in words.")] = None
    note: Annotated[Prose | None, Field(description="Penjelasan dan sumber data. Explanation, source of data.")] = None
    excess_reason: Annotated[
        Prose | None,
        Field(
            description="Alasan bila capaian melampaui batas kebijakan instansi (bawaan 120 %). Why the achievement is "
            "beyond the bound of the agency's policy (120 % by default)."
        ),
    ] = None

    @model_validator(mode="after")
    def _value_or_text(self) -> Self:
        if self.value is None and self.text is None:
            raise PydanticCustomError("value_or_text", "value or text", {"text": VALUE_OR_TEXT})
        return self


class RealizationIn(RealizationPut):
    """A new realization of an indicator of one's own in a period."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "indicator_id": "0198c0de-0401-7000-8000-000000000001",
                    "period_id": "0198c0de-0202-7000-8000-000000000001",
                    "value": "3",
                    "note": "Tiga laporan selesai.",
                }
            ]
        }
    )

    indicator_id: UUID
    period_id: UUID


class EvidenceLinkIn(Input):
    """A link to evidence."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Laporan triwulan II", "url": "https://berkas.contoh.go.id/laporan-tw2.pdf"}]
        }
    )

    title: Name
    url: WebAddress


class EvidenceFileIn(Input):
    """What is said about an uploaded file beside the file itself."""

    title: Annotated[
        Name | None, Field(description="Judul; bawaan nama berkas. Title; the file's name by default.")
    ] = None


class EvidenceOut(Output):
    """Evidence: a link, or a file that is read at `/v1/evidence/{id}/content`."""

    id: UUID
    realization_id: UUID
    kind: EvidenceKind
    title: Label
    url: str | None
    file_name: Label | None
    media_type: Label | None
    size: Count | None
    sha256: Label | None
    created_at: Instant


class AchievementOut(Output):
    """How far the target was reached, computed by the server; `percent` is rounded half up to two decimals, last.

    Quantities and costs count with the earlier periods of the year (`counted_value`); where less is better they are
    compared with the part of the target that falls to the periods so far (`compared_target`).
    """

    percent: Annotated[
        Number | None, Field(description="Null bila target nol tidak tercapai. Null for a missed nought.")
    ]
    formula: Formula
    expression: Label
    counted_value: Label
    compared_target: Label
    basis: list[BasisOut]


class RealizationRow(Output):
    """A realization in a list."""

    id: UUID
    plan_id: UUID
    indicator_id: UUID
    indicator_title: str
    indicator_unit: Label | None
    target_value: Number | None
    period_id: UUID
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    status: RealizationStatus
    value: Number | None
    text: str | None
    evidence_count: Count
    submitted_at: Instant | None
    late_days: Annotated[
        Count | None,
        Field(description="Hari sesudah batas lapor; 0 tepat waktu. Days after the deadline; 0 in time, null a draft."),
    ]
    achievement_percent: Number | None
    version: Version


class RealizationOut(RealizationRow):
    """A realization with its evidence, and what the rating official said last."""

    note: str | None
    excess_reason: str | None
    achievement: AchievementOut | None
    reviewed_at: Instant | None
    reviewed_by_name: Label | None
    review_note: str | None
    evidence: list[EvidenceOut]
    created_at: Instant
    updated_at: Instant


class RevisionOut(Output):
    """What was submitted once, and what became of it; `outcome` is null while it waits for review."""

    number: int
    value: Number | None
    text: str | None
    note: str | None
    excess_reason: str | None
    submitted_at: Instant
    outcome: RevisionOutcome | None
    decided_at: Instant | None
    decided_by_name: Label | None
    decision_note: str | None
