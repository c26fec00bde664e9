"""Input and output of runs that prepare evaluations."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from kinerja_api.evaluations.schemas import ForPeriod
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.http.schema import Count, Day, Input, Instant, Label, Output, Version
from kinerja_api.kit.jobs.life import RunState


class EvaluationRunIn(Input):
    """Prepare the evaluations of a period or the year: of one unit and all below it, or of the whole agency."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "cycle_id": "0198c0de-0201-7000-8000-000000000001",
                    "period_id": "0198c0de-0202-7000-8000-000000000001",
                    "unit_id": None,
                }
            ]
        }
    )

    cycle_id: UUID
    period_id: ForPeriod = None
    unit_id: Annotated[
        UUID | None,
        Field(description="Unit dan semua di bawahnya; kosong untuk seluruh instansi. Null for the whole agency."),
    ] = None


class LeftOutOut(Output):
    """How many were left out for the same reason, and who must act."""

    code: Omission
    count: Count
    reason: str
    who: str


class EvaluationRunOut(Output):
    """A run that prepares evaluations: its progress, what came out, and why somebody was left out."""

    id: UUID
    cycle_id: UUID
    year: Count
    period_id: UUID | None
    unit_id: UUID | None
    state: RunState
    as_of: Annotated[Day, Field(description="Penempatan dan susunan unit pada hari ini. Posts and tree of this day.")]
    requested_name: Label
    total: Annotated[Count, Field(description="Pegawai dalam lingkup. Employees in the scope.")]
    done: Annotated[Count, Field(description="Sudah diproses. Gone through so far.")]
    prepared: Annotated[Count, Field(description="Draf baru tanpa rating. New drafts without ratings.")]
    kept: Annotated[Count, Field(description="Sudah ada, tidak disentuh. There already, not touched.")]
    left_out: Annotated[list[LeftOutOut], Field(max_length=20)]
    failure: Label | None
    created_at: Instant
    started_at: Instant | None
    finished_at: Instant | None
    version: Version


class OmissionOut(Output):
    """Somebody whom a run left out, why, and who must act."""

    id: UUID
    employee_id: UUID
    employee_name: Label
    unit_name: Label
    code: Omission
    reason: str
    who: str
