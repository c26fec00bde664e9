"""Input and output of feedback."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.feedback.rules import subject_of
from kinerja_api.feedback.types import About, AuthorRelation, CoreValue, FeedbackStatus
from kinerja_api.kit.http.schema import Input, Instant, Label, Output, Prose, StepIn, Version
from kinerja_api.kit.text import Text

__all__ = ["FeedbackIn", "FeedbackOut", "StepIn"]

ONE_THING = Text(
    "Sebut paling banyak satu: target_id, realization_id, atau value.",
    "Name at most one of target_id, realization_id and value.",
)


class FeedbackIn(Input):
    """A remark on somebody's plan, or on one target, one realization or one core value in it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_id": "0198c0de-0301-7000-8000-000000000001",
                    "value": "kolaboratif",
                    "text": "Membantu tim lain menyelesaikan laporan tepat waktu; pertahankan.",
                }
            ]
        }
    )

    plan_id: UUID
    target_id: Annotated[UUID | None, Field(description="Hasil kerja. Target.")] = None
    realization_id: Annotated[UUID | None, Field(description="Realisasi. Realization.")] = None
    value: Annotated[CoreValue | None, Field(description="Nilai BerAKHLAK. Core value.")] = None
    text: Prose

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if subject_of(self.target_id, self.realization_id, self.value) is None:
            raise PydanticCustomError("one_thing", "at most one", {"text": ONE_THING})
        return self


class FeedbackOut(Output):
    """A remark, who gave it, and how the author stood to the employee on that day."""

    id: UUID
    plan_id: UUID
    employee_id: UUID
    employee_name: Label
    author_id: UUID
    author_name: Label
    author_relation: Annotated[
        AuthorRelation,
        Field(description="Sebagai apa: `team_lead` adalah ketua tim kerja. As what: `team_lead` leads a work team."),
    ]
    about: About
    target_id: UUID | None
    realization_id: UUID | None
    value: CoreValue | None
    text: str
    status: FeedbackStatus
    acknowledged_at: Instant | None
    created_at: Instant
    version: Version
