"""Input and output of target plans."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import Input, Instant, Number, Output, Prose, Shown, ShownNumber, StepIn, Version, Word
from kinerja_api.kit.text import Text
from kinerja_api.targets.types import Approach, Aspect, Direction, Perspective, PlanStatus, TargetKind

__all__ = ["IndicatorIn", "IndicatorOut", "PlanIn", "PlanOut", "PlanPatch", "StepIn", "TargetIn", "TargetOut"]

VALUE_OR_TEXT = Text(
    "Isi target_value dengan unit, atau target_text.", "Give target_value with its unit, or target_text."
)
Weight = Annotated[Number, Field(gt=0, le=100, description="Persen; semua bobot utama berjumlah 100. Per cent.")]


class PlanIn(Input):
    """A new target plan of one's own, for the post held today."""

    cycle_id: UUID
    approach: Approach = Approach.KUANTITATIF


class PlanPatch(Input):
    """Changes of a plan; what is absent stays."""

    approach: Approach


class IndicatorIn(Input):
    """An indicator: what is measured, and the value to reach."""

    aspect: Aspect
    title: Annotated[Prose, Field(examples=["Jumlah dataset sektoral yang terbit"])]
    target_value: Annotated[Number | None, Field(examples=["12"])] = None
    target_text: Prose | None = None
    unit: Annotated[Word | None, Field(examples=["dataset"])] = None
    direction: Direction = Direction.INCREASING

    @model_validator(mode="after")
    def _value_or_text(self) -> Self:
        if not ((self.target_value is not None and self.unit) or self.target_text):
            raise PydanticCustomError("value_or_text", "value with unit, or text", {"text": VALUE_OR_TEXT})
        return self


class TargetIn(Input):
    """A target, with its indicators if they are known already."""

    kind: TargetKind = TargetKind.UTAMA
    title: Annotated[Prose, Field(examples=["Tersedianya data sektoral yang mutakhir"])]
    superior_target_id: Annotated[
        UUID | None, Field(description="Hasil kerja pimpinan yang diintervensi. The superior's target it serves.")
    ] = None
    perspective: Perspective | None = None
    weight: Annotated[Weight | None, Field(examples=["40"])] = None
    indicators: Annotated[list[IndicatorIn], Field(max_length=12)] = Field(default_factory=list)


class IndicatorOut(Output):
    """An indicator."""

    id: UUID
    number: int
    aspect: Aspect
    title: str
    target_value: ShownNumber | None
    target_text: str | None
    unit: Shown | None
    direction: Direction


class TargetOut(Output):
    """A target with its indicators; `version` is that of the whole plan."""

    id: UUID
    plan_id: UUID
    number: int
    kind: TargetKind
    title: str
    superior_target_id: UUID | None
    superior_target_title: str | None
    perspective: Perspective | None
    weight: ShownNumber | None
    indicators: list[IndicatorOut]


class TargetRow(Output):
    """A target in a list, with the employee and the unit."""

    id: UUID
    plan_id: UUID
    plan_status: PlanStatus
    employee_id: UUID
    employee_name: Shown
    unit_id: UUID
    unit_name: Shown
    number: int
    kind: TargetKind
    title: str
    superior_target_id: UUID | None
    weight: ShownNumber | None


class PlanRow(Output):
    """A plan in a list."""

    id: UUID
    cycle_id: UUID
    employee_id: UUID
    employee_name: Shown
    employee_nip: Shown
    position_name: Shown
    unit_id: UUID
    unit_name: Shown
    status: PlanStatus
    approach: Approach
    version: Version


class PlanOut(PlanRow):
    """A whole plan."""

    position_id: UUID
    rank: Shown | None
    rating_official_id: UUID | None
    rating_official_name: Shown | None
    submitted_at: Instant | None
    agreed_at: Instant | None
    targets: list[TargetOut]
