"""Input and output of action plans."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import Day, Input, Instant, Label, Name, Output, Prose, Version
from kinerja_api.kit.text import Text
from kinerja_api.realizations.rules.actions import MOST_STEPS
from kinerja_api.realizations.types import ActionPlanStatus, ActionStepStatus

DONE_NEEDS_DAY = Text(
    "Isi `done_on` hanya untuk langkah yang selesai (`done`).", "Give `done_on` for a step that is done, and only then."
)
DROPPED_NEEDS_NOTE = Text(
    "Tulis di `note` mengapa langkah ini dibatalkan.", "Write in `note` why this step is dropped."
)


class ActionStepIn(Input):
    """One step: for which target of the plan, what, and until when."""

    target_id: Annotated[UUID, Field(description="Hasil kerja yang dilayani. The target it serves.")]
    title: Annotated[Name, Field(description="Langkah. The step.", examples=["Menambah loket pendaftaran"])]
    due_on: Annotated[
        Day, Field(description="Tenggat, dalam periode. Its day, within the period.", examples=["2026-12-11"])
    ]


class ActionPlanPut(Input):
    """The steps of an action plan, in their order; they replace those that are there."""

    steps: Annotated[list[ActionStepIn], Field(min_length=1, max_length=MOST_STEPS)]


class ActionPlanIn(ActionPlanPut):
    """A new action plan of one's own for a period."""

    plan_id: UUID
    period_id: UUID


class ActionStepPut(Input):
    """What became of a step."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "done", "done_on": "2026-11-20", "note": "Dua loket dibuka."}]}
    )

    status: ActionStepStatus
    done_on: Annotated[Day | None, Field(description="Hari selesai. The day it was done.")] = None
    note: Annotated[Prose | None, Field(description="Keterangan; alasan bila batal. Remark; why, if dropped.")] = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.status is ActionStepStatus.DONE) != (self.done_on is not None):
            raise PydanticCustomError("done_needs_day", "done needs day", {"text": DONE_NEEDS_DAY})
        if self.status is ActionStepStatus.DROPPED and self.note is None:
            raise PydanticCustomError("dropped_needs_note", "dropped needs note", {"text": DROPPED_NEEDS_NOTE})
        return self


class ActionStepOut(Output):
    """A step and what became of it."""

    id: UUID
    action_plan_id: UUID
    number: int
    target_id: UUID
    target_title: str
    title: Label
    due_on: Day
    status: ActionStepStatus
    done_on: Day | None
    note: str | None


class ActionPlanRow(Output):
    """An action plan in a list."""

    id: UUID
    plan_id: UUID
    period_id: UUID
    employee_id: UUID
    employee_name: Label
    unit_id: UUID
    status: ActionPlanStatus
    submitted_at: Instant | None
    decided_at: Instant | None
    decided_by_name: Label | None
    decision_note: str | None
    version: Version


class ActionPlanOut(ActionPlanRow):
    """An action plan with its steps; its version is the one for every change inside it."""

    steps: Annotated[list[ActionStepOut], Field(max_length=MOST_STEPS)]
