"""Input and output of objections."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from kinerja_api.evaluations.types import ObjectionStatus, RatingLevel, Side
from kinerja_api.kit.http.schema import Count, Day, Flag, Input, Instant, Label, Output, Prose, StepIn, Version

REASON = "Realisasi triwulan III belum dihitung; buktinya sudah diterima pada 5 Oktober."


class ObjectionIn(Input):
    """An objection to an evaluation of one's own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"evaluation_id": "0198c0de-0702-7000-8000-000000000001", "reason": REASON}],
        }
    )

    evaluation_id: UUID
    reason: Annotated[Prose, Field(description="Alasan keberatan. The reasons of the objection.")]


class StatementIn(Input):
    """What a side says; whoever decides names the side that was heard."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Realisasi itu diterima setelah evaluasi diterbitkan."}]}
    )

    text: Prose
    side: Annotated[
        Side | None,
        Field(
            description="Hanya bagi atasan yang memeriksa: keterangan pihak mana yang dicatat. Only for whoever "
            "examines: which side was heard."
        ),
    ] = None


class ObjectionStepIn(StepIn):
    """A step in the life of an objection; a change gives the ratings that are to stand."""

    work_result_rating: Annotated[
        RatingLevel | None,
        Field(
            description="Untuk change: rating hasil kerja yang baru; kosong untuk pimpinan unit. For change: the new "
            "rating of the work result; null for the head of a unit."
        ),
    ] = None
    behavior_rating: Annotated[
        RatingLevel | None,
        Field(description="Untuk change: rating perilaku yang baru. For change: the new rating of behaviour."),
    ] = None
    distribution_note: Annotated[
        Prose | None,
        Field(
            description="Mengapa sebaran unit menyimpang dari pola, bila demikian. Why the unit departs from the "
            "pattern, if it does."
        ),
    ] = None


class StatementOut(Output):
    """What a side said, and who wrote it down."""

    id: UUID
    side: Side
    text: str
    author_name: Label
    given_at: Instant


class ObjectionRow(Output):
    """An objection in a list, with its clock: days are those of the agency's time zone."""

    id: UUID
    evaluation_id: UUID
    new_evaluation_id: UUID | None
    cycle_id: UUID
    year: Count
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    official_name: Label
    status: ObjectionStatus
    received_on: Day
    file_by: Day
    filed_at: Instant
    judge_id: Annotated[UUID | None, Field(description="Kosong: PPK. Null: the appointing official.")]
    judge_name: Label
    escalations: Count
    decide_by: Day
    due_at: Annotated[Instant, Field(description="Saat hari decide_by berakhir. The end of the day decide_by.")]
    time_zone: Label
    is_overdue: Flag
    decided_at: Instant | None
    final_at: Instant | None
    version: Version


class ObjectionOut(ObjectionRow):
    """An objection with what both sides said and what was decided."""

    decided_by_name: Label | None
    decision: str | None
    statements: list[StatementOut]
