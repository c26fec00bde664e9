"""What the audit trail shows."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kinerja_api.kit.http.schema import Instant, Label, Output


class AuditEntryOut(Output):
    """One act in the trail."""

    id: UUID
    occurred_at: Instant
    account_id: UUID | None
    actor_name: Annotated[Label, Field(examples=["Siti Rahmawati"])]
    action: Annotated[Label, Field(examples=["target_plan_submitted"])]
    resource_type: Annotated[Label, Field(examples=["target_plan"])]
    resource_id: UUID | None
    version_before: int | None
    version_after: int | None
    from_state: Label | None
    to_state: Label | None
    note: str | None
    details: dict[str, Any]
    request_id: Label


class TransitionOut(Output):
    """One step that was taken in the life of a resource."""

    name: Annotated[Label, Field(examples=["submit"])]
    from_state: Annotated[Label | None, Field(examples=["draft"])]
    to_state: Annotated[Label | None, Field(examples=["submitted"])]
    at: Instant
    actor_name: Label
    note: str | None


class OptionOut(Output):
    """One step that leads on from the present state: possible for the reader, or not and why."""

    name: Annotated[Label, Field(examples=["agree"])]
    label: Annotated[Label, Field(examples=["Tetapkan SKP"])]
    target: Annotated[Label, Field(examples=["agreed"])]
    possible: bool
    reasons: list[str]


class TransitionsOut(Output):
    """The life of a resource so far, and what may come next."""

    state: Annotated[Label, Field(examples=["submitted"])]
    history: list[TransitionOut]
    next: list[OptionOut]
