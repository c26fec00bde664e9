"""Input and output of notes for improvement."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.feedback.types import Counting, NoteEntryKind, NoteKind, NoteStatus
from kinerja_api.kit.http.schema import Day, Flag, Input, Instant, Label, Output, Prose, StepIn, Version
from kinerja_api.kit.text import Text

SOURCE = Text(
    "Sebut sumbernya: realization_id, survey_result_id, atau source.",
    "Name the source: realization_id, survey_result_id or source.",
)


class NoteIn(Input):
    """Late work or the dissatisfaction of citizens: what happened when, and where that is known from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "employee_id": "0198c0de-0106-7000-8000-000000000001",
                    "kind": "late_work",
                    "occurred_on": "2026-11-16",
                    "fact": "Rekap kunjungan bulan Oktober diserahkan enam hari setelah tenggat.",
                    "source": "Register surat keluar nomor 445/120.",
                }
            ]
        }
    )

    employee_id: UUID
    kind: NoteKind
    occurred_on: Day
    fact: Annotated[
        Prose, Field(description="Apa yang terjadi, bukan sifat orangnya. What happened, not what they are.")
    ]
    realization_id: Annotated[
        UUID | None, Field(description="Realisasi pegawai itu. A realization of the employee.")
    ] = None
    survey_result_id: Annotated[UUID | None, Field(description="Hasil survei. Result of a survey.")] = None
    source: Annotated[
        Prose | None,
        Field(description="Sumber lain: kegiatan, pengaduan, register. Another source: activity, complaint, register."),
    ] = None

    @model_validator(mode="after")
    def _has_source(self) -> Self:
        if self.realization_id is None and self.survey_result_id is None and self.source is None:
            raise PydanticCustomError("source", "a source is needed", {"text": SOURCE})
        return self


class NoteStepIn(StepIn):
    """A step in the life of a note; a proposal says until when the improvement is made."""

    improve_by: Annotated[
        Day | None, Field(description="Untuk propose: tenggat perbaikan. For propose: until when.")
    ] = None


class NoteFollowUpIn(Input):
    """What came of the agreed improvement so far."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Rekap November diserahkan tepat waktu pada 5 Desember."}]}
    )

    text: Prose


class NoteEntryOut(Output):
    """What one of both sides said."""

    id: UUID
    kind: NoteEntryKind
    text: str
    author_id: UUID
    author_name: Label
    written_at: Instant


class NoteRow(Output):
    """A note in a list, and whether it counts: one that the employee could not answer never does."""

    id: UUID
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    author_id: UUID
    author_name: Label
    kind: NoteKind
    occurred_on: Day
    fact: str
    realization_id: UUID | None
    survey_result_id: UUID | None
    source: str | None
    status: NoteStatus
    answer_by: Annotated[
        Day, Field(description="Hari terakhir untuk menjawab sebelum catatan dihitung. The last day to answer.")
    ]
    answered_at: Instant | None
    counts: Annotated[
        Flag,
        Field(
            description="Catatan yang tidak pernah dapat dijawab pegawai tidak dihitung. A note that the employee "
            "never could answer does not count."
        ),
    ]
    counting: Annotated[Counting, Field(description="Mengapa dihitung atau tidak. Why it counts or does not.")]
    improvement: str | None
    improve_by: Day | None
    agreed_at: Instant | None
    outcome: str | None
    closed_at: Instant | None
    created_at: Instant
    version: Version


class NoteOut(NoteRow):
    """A note with all that both sides said."""

    entries: list[NoteEntryOut]
