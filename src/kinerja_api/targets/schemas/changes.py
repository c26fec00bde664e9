"""Input and output of requests to change an agreed plan."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import Input, Instant, Number, Output, Prose, Shown, ShownNumber, Version
from kinerja_api.kit.text import Text
from kinerja_api.targets.rules import MOST_INDICATORS, MOST_TARGETS
from kinerja_api.targets.schemas import (
    Attachments,
    AttachmentsOut,
    Classification,
    IndicatorIn,
    StandardOut,
    TargetIn,
    classified,
)
from kinerja_api.targets.types import (
    AskedBy,
    Aspect,
    ChangeAction,
    ChangeRequestStatus,
    Direction,
    Perspective,
    StudyIndicator,
    TargetKind,
)

__all__ = ["Attachments", "ChangeIn", "ChangeRequestIn", "ChangeRequestOut", "ChangeRequestRow", "Number"]

WRONG_PARTS = Text(
    "add memerlukan target; change memerlukan target_id dan target; remove hanya target_id.",
    "add needs target; change needs target_id and target; remove only target_id.",
)
NOTHING = Text("Sebutkan paling sedikit satu perubahan.", "Name at least one change.")
NAMED_TWICE = Text("Satu hasil kerja diubah paling banyak sekali.", "Change each target at most once.")


class ChangedIndicator(IndicatorIn):
    """An indicator as it is to be: one that is there (by its id), or without an id a new one."""

    indicator_id: Annotated[
        UUID | None,
        Field(description="Indikator yang diubah; kosong berarti indikator baru. Empty for a new indicator."),
    ] = None


class ChangedTarget(TargetIn):
    """A target as it is to be; its indicators are all of them, those not named are taken out."""

    indicators: Annotated[  # type: ignore[assignment]
        list[ChangedIndicator], Field(min_length=1, max_length=MOST_INDICATORS)
    ]


class ChangeIn(Input):
    """One change: a target to add, to change or to take out."""

    action: Annotated[ChangeAction, Field(examples=["change"])]
    target_id: Annotated[UUID | None, Field(examples=["0198c0de-0302-7000-8000-000000000001"])] = None
    target: Annotated[
        ChangedTarget | None,
        Field(
            examples=[
                {
                    "title": "Tersedianya data sektoral yang mutakhir",
                    "weight": "60",
                    "indicators": [
                        {
                            "indicator_id": "0198c0de-0401-7000-8000-000000000001",
                            "aspect": "kuantitas",
                            "title": "Jumlah dataset sektoral yang terbit",
                            "target_value": "10",
                            "unit": "dataset",
                        }
                    ],
                }
            ]
        ),
    ] = None

    @model_validator(mode="after")
    def _parts_of_action(self) -> Self:
        needed = {
            ChangeAction.ADD: (False, True),
            ChangeAction.CHANGE: (True, True),
            ChangeAction.REMOVE: (True, False),
        }
        if (self.target_id is not None, self.target is not None) != needed[self.action]:
            raise PydanticCustomError("wrong_parts", "wrong parts", {"text": WRONG_PARTS})
        return self


class ChangeRequestIn(Input):
    """A request to change an agreed plan: one's own, or as the rating official that of one's people."""

    plan_id: UUID
    reason: Annotated[Prose, Field(examples=["Anggaran kegiatan dikurangi pada perubahan APBD."])]
    changes: Annotated[list[ChangeIn], Field(max_length=MOST_TARGETS)]
    attachments: Annotated[
        Attachments | None, Field(description="Lampiran baru; kosong: tetap. New attachments; empty: as they are.")
    ] = None

    @model_validator(mode="after")
    def _changes_something_once(self) -> Self:
        if not self.changes and self.attachments is None:
            raise PydanticCustomError("no_change", "no change", {"text": NOTHING})
        named = [each.target_id for each in self.changes if each.target_id is not None]
        if len(set(named)) < len(named):
            raise PydanticCustomError("named_twice", "named twice", {"text": NAMED_TWICE})
        return self


class ProposedIndicator(Output):
    """An indicator as the request wants it."""

    indicator_id: UUID | None
    aspect: Aspect
    title: str
    target_value: ShownNumber | None
    target_high: ShownNumber | None
    start_value: ShownNumber | None
    target_text: str | None
    unit: Shown | None
    direction: Direction
    study_kind: StudyIndicator | None = None


class ProposedTarget(Output):
    """A target as the request wants it."""

    _of_before = model_validator(mode="before")(classified)

    kind: TargetKind
    classification: Classification
    title: str
    superior_target_id: UUID | None
    perspective: Perspective | None
    delegation_id: UUID | None = None
    weight: ShownNumber | None
    standards: list[StandardOut]
    indicators: list[ProposedIndicator]


class ChangeOut(Output):
    """One change of a request."""

    action: ChangeAction
    target_id: UUID | None
    target: ProposedTarget | None


class ChangeRequestRow(Output):
    """A change request in a list."""

    id: UUID
    plan_id: UUID
    employee_id: UUID
    employee_name: Shown
    unit_id: UUID
    asked_by: Annotated[AskedBy, Field(description="Pihak yang meminta; pihak lain memutus. The other side decides.")]
    asked_by_name: Annotated[Shown | None, Field(description="Pejabat penilai yang meminta. The official who asked.")]
    status: ChangeRequestStatus
    reason: str
    created_at: Instant
    decided_at: Instant | None
    decided_by_name: Shown | None
    decision_note: str | None
    version: Version


class ChangeRequestOut(ChangeRequestRow):
    """A change request with what it changes and, once agreed, the plan as it was before."""

    plan_version: Version
    changes: list[ChangeOut]
    attachments: AttachmentsOut | None
    plan_before: Annotated[
        dict[str, Any] | None,
        Field(description="SKP persis sebelum diubah. The plan just as it was before the change."),
    ]
