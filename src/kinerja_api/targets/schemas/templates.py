"""Input and output of plan templates and of the runs that assign them."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import (
    Count,
    Day,
    Flag,
    Input,
    Instant,
    Label,
    Name,
    Output,
    Prose,
    Shown,
    ShownNumber,
    Version,
)
from kinerja_api.kit.jobs.life import RunState
from kinerja_api.kit.text import Text
from kinerja_api.targets.rules import MOST_INDICATORS, MOST_TARGETS, weights_are_whole
from kinerja_api.targets.schemas import (
    Attachments,
    AttachmentsOut,
    Classification,
    IndicatorIn,
    Standard,
    StandardOut,
    Weight,
    classified,
)
from kinerja_api.targets.types import (
    Approach,
    Aspect,
    AssignmentOutcome,
    Direction,
    Perspective,
    TargetClass,
    TargetKind,
)

OF_STUDY = Text(
    "Templat adalah untuk SKP jabatan; kosongkan `study_kind`.",
    "A template is for plans of a post; leave `study_kind` out.",
)
NOT_WHOLE = Text(
    "Bobot hasil kerja utama harus diisi semua dan berjumlah 100, atau kosong semua.",
    "The weights of the main targets must all be given and sum to 100, or none.",
)


class TemplateTarget(Input):
    """A target that plans begin with; whose target it serves is for each employee to say."""

    kind: TargetKind = TargetKind.UTAMA
    classification: Classification = TargetClass.ORGANISASI
    title: Annotated[Prose, Field(examples=["Data layanan tercatat lengkap"])]
    perspective: Perspective | None = None
    weight: Annotated[Weight | None, Field(examples=["100"])] = None
    standards: Annotated[list[Standard], Field(max_length=10)] = Field(default_factory=list)
    indicators: Annotated[list[IndicatorIn], Field(min_length=1, max_length=MOST_INDICATORS)]

    @model_validator(mode="after")
    def _of_work(self) -> Self:
        if any(each.study_kind is not None for each in self.indicators):
            raise PydanticCustomError("of_study", "of study", {"text": OF_STUDY})
        return self


class TemplateIn(Input):
    """A template for the plans of a post, or of any post."""

    name: Annotated[Name, Field(examples=["Pengolah Data dan Informasi 2026"])]
    position_name: Annotated[
        Name | None,
        Field(
            examples=["Pengolah Data dan Informasi"],
            description="Nama jabatan, persis; kosong untuk semua jabatan. Name of the post; empty for any.",
        ),
    ] = None
    approach: Approach = Approach.KUANTITATIF
    targets: Annotated[list[TemplateTarget], Field(min_length=1, max_length=MOST_TARGETS)]
    attachments: Attachments | None = None
    is_active: Flag = True

    @model_validator(mode="after")
    def _weights_whole(self) -> Self:
        if not weights_are_whole([each.weight for each in self.targets if each.kind is TargetKind.UTAMA]):
            raise PydanticCustomError("weights", "weights", {"text": NOT_WHOLE})
        return self


class TemplateIndicatorOut(Output):
    """An indicator of a template."""

    aspect: Aspect
    title: str
    target_value: ShownNumber | None
    target_high: ShownNumber | None
    start_value: ShownNumber | None
    target_text: str | None
    unit: Shown | None
    direction: Direction


class TemplateTargetOut(Output):
    """A target of a template."""

    _of_before = model_validator(mode="before")(classified)

    kind: TargetKind
    classification: Classification
    title: str
    perspective: Perspective | None
    weight: ShownNumber | None
    standards: list[StandardOut]
    indicators: list[TemplateIndicatorOut]


class TemplateRow(Output):
    """A template in a list."""

    id: UUID
    name: Shown
    position_name: Shown | None
    approach: Approach
    is_active: bool
    version: Version


class TemplateOut(TemplateRow):
    """A template with all that a plan begins with."""

    targets: list[TemplateTargetOut]
    attachments: AttachmentsOut


class AssignmentIn(Input):
    """Give a template to all whose post fits, in a unit and all below it or in the whole agency."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "template_id": "0198c0de-0304-7000-8000-000000000001",
                    "cycle_id": "0198c0de-0201-7000-8000-000000000001",
                    "unit_id": "0198c0de-0102-7000-8000-000000000001",
                }
            ]
        }
    )

    template_id: UUID
    cycle_id: UUID
    unit_id: Annotated[
        UUID | None,
        Field(description="Unit dan semua di bawahnya; kosong untuk seluruh instansi. Null for the whole agency."),
    ] = None


class AssignmentOut(Output):
    """A run that assigns a template: its progress and what came out."""

    id: UUID
    template_id: UUID
    template_name: Shown
    cycle_id: UUID
    unit_id: UUID | None
    state: RunState
    as_of: Annotated[Day, Field(description="Penempatan dan susunan unit pada hari ini. Posts and tree of this day.")]
    requested_name: Label
    total: Annotated[Count, Field(description="Pegawai dalam lingkup. Employees in the scope.")]
    done: Annotated[Count, Field(description="Sudah diproses. Gone through so far.")]
    created: Annotated[Count, Field(description="SKP draf baru. New drafts.")]
    kept: Annotated[Count, Field(description="Sudah punya SKP, tidak disentuh. Had a plan already, not touched.")]
    other_post: Annotated[Count, Field(description="Jabatannya lain. Whose post is another.")]
    no_days: Annotated[
        Count,
        Field(
            description="CLTN, tugas belajar, diperbantukan, belum bertugas. On leave, study, elsewhere, not yet "
            "on duty."
        ),
    ]
    failure: Label | None
    created_at: Instant
    started_at: Instant | None
    finished_at: Instant | None
    version: Version


class AssignmentResultOut(Output):
    """What came of a run for one employee whose post fits; `plan_id` is the new plan or the one that was there."""

    id: UUID
    employee_id: UUID
    employee_name: Shown
    unit_name: Shown
    plan_id: UUID | None
    outcome: AssignmentOutcome
