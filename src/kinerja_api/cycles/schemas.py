"""Input and output of the calendar."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.cycles.types import CycleStatus, PeriodPattern, PeriodStatus
from kinerja_api.kit.http.schema import Day, Input, Label, Output, StepIn, Version


class CycleIn(Input):
    """A new performance year and how it is divided."""

    year: Annotated[int, Field(ge=2022, le=2100, strict=True, examples=[2027])]
    pattern: PeriodPattern
    plan_by: Annotated[
        Day | None,
        Field(description="Batas penetapan SKP; bawaan 31 Januari. Last day to agree plans; default 31 January."),
    ] = None
    report_days: Annotated[
        int, Field(ge=0, le=60, strict=True, description="Hari untuk melapor setelah periode. Days to report in.")
    ] = 10


class CycleOut(Output):
    """A performance year."""

    id: UUID
    year: int
    pattern: PeriodPattern
    status: CycleStatus
    plan_by: Day
    version: Version


class PeriodOut(Output):
    """A period of a performance year; its days are calendar days in the agency's time zone."""

    id: UUID
    cycle_id: UUID
    number: int
    label: Annotated[Label, Field(examples=["Triwulan I 2026"])]
    first_day: Day
    last_day: Day
    report_by: Day
    status: PeriodStatus
    version: Version


__all__ = ["CycleIn", "CycleOut", "PeriodOut", "StepIn"]
