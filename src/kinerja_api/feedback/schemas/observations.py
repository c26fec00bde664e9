"""Input and output of interview and observation records."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.feedback.rules import fits_method
from kinerja_api.feedback.types import CoreValue, ObservationMethod, ObservationStatus
from kinerja_api.kit.http.schema import Day, Flag, Input, Instant, Label, Name, Output, Prose, Version
from kinerja_api.kit.text import Text

PLAN = "0198c0de-0301-7000-8000-000000000001"
ONE_THING = Text(
    "Sebut paling banyak satu: target_id, indicator_id, atau value.",
    "Name at most one of target_id, indicator_id and value.",
)
QUESTIONS = Text(
    "Wawancara memerlukan `questions`; metode lain tidak memakainya.",
    "An interview needs `questions`; the other methods have none.",
)


class QuestionIn(Input):
    """A question of an interview and what was answered."""

    question: Prose
    answer: Prose


class ObservationIn(Input):
    """What was found about somebody's work, by whom, when, where and how."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_id": PLAN,
                    "target_id": "0198c0de-0302-7000-8000-000000000001",
                    "method": "interview",
                    "observed_at": "2026-11-17T02:00:00Z",
                    "place": "Ruang pelayanan",
                    "findings": "Alur layanan dikuasai; waktu tunggu dicatat tiap hari.",
                    "questions": [
                        {
                            "question": "Bagaimana Anda mencatat waktu tunggu pasien?",
                            "answer": "Dari jam nomor antrean sampai jam dipanggil, setiap hari.",
                        }
                    ],
                }
            ]
        }
    )

    plan_id: UUID
    target_id: Annotated[UUID | None, Field(description="Hasil kerja. Target.")] = None
    indicator_id: Annotated[UUID | None, Field(description="Indikator. Indicator.")] = None
    value: Annotated[CoreValue | None, Field(description="Nilai BerAKHLAK. Core value.")] = None
    method: ObservationMethod
    observed_at: Instant
    place: Name
    findings: Prose
    questions: Annotated[
        list[QuestionIn],
        Field(default_factory=list, max_length=50, description="Hanya untuk wawancara. For interviews only."),
    ]
    observer_id: Annotated[
        UUID | None,
        Field(description="Siapa yang mengamati; kosong: Anda sendiri. Who observed; null: you yourself."),
    ] = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if sum(each is not None for each in (self.target_id, self.indicator_id, self.value)) > 1:
            raise PydanticCustomError("one_thing", "at most one", {"text": ONE_THING})
        if not fits_method(self.method, len(self.questions)):
            raise PydanticCustomError("questions", "interviews have questions", {"text": QUESTIONS})
        return self


class ObservationStatementIn(Input):
    """What the employee says about the record."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Pada hari itu sistem antrean sedang diperbaiki."}]}
    )

    text: Prose


class BasisIn(Input):
    """For which rating the record is a basis, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "period_id": "0198c0de-0202-7000-8000-000000000001",
                    "reason": "Menunjukkan ketepatan waktu layanan selama triwulan ini.",
                }
            ]
        }
    )

    period_id: Annotated[
        UUID | None,
        Field(description="Periode SKP itu; kosong untuk setahun. A period of the plan's year; null for the year."),
    ] = None
    reason: Prose


class QuestionOut(Output):
    """A question of an interview and what was answered."""

    question: str
    answer: str


class ObservationStatementOut(Output):
    """What the employee said about the record."""

    id: UUID
    text: str
    author_name: Label
    given_at: Instant


class ObservationBasisOut(Output):
    """A rating that the official rests on the record."""

    id: UUID
    period_id: UUID | None
    reason: str
    official_id: UUID
    official_name: Label
    named_at: Instant


class ObservationRow(Output):
    """A record in a list."""

    id: UUID
    plan_id: UUID
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    target_id: UUID | None
    indicator_id: UUID | None
    value: CoreValue | None
    method: ObservationMethod
    observed_at: Instant
    place: Label
    findings: str
    recorder_id: UUID
    recorder_name: Label
    observer_id: UUID
    observer_name: Label
    status: ObservationStatus
    answer_by: Annotated[
        Day,
        Field(
            description="Sesudah hari ini catatan dapat menjadi dasar penilaian walau belum dijawab. After this day "
            "the record may be a basis although it was not answered."
        ),
    ]
    acknowledged_at: Instant | None
    created_at: Instant
    version: Version


class ObservationOut(ObservationRow):
    """A record with its questions, what the employee says about it, and which ratings rest on it."""

    questions: list[QuestionOut]
    statements: list[ObservationStatementOut]
    bases: list[ObservationBasisOut]
    may_be_basis: Annotated[
        Flag,
        Field(
            description="Pegawai sudah menjawab atau membaca, atau waktu menjawabnya habis; dan tidak ditarik. The "
            "employee answered or read it, or had the time to; and it was not withdrawn."
        ),
    ]
