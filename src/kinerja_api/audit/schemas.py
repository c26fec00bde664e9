"""What the audit trail shows."""

from typing import Any
from uuid import UUID

from kinerja_api.kit.http.schema import Instant, Label, Output


class AuditEntryOut(Output):
    """One act in the trail."""

    id: UUID
    occurred_at: Instant
    account_id: UUID | None
    actor_name: Label
    action: Label
    resource_type: Label
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

    name: Label
    from_state: Label | None
    to_state: Label | None
    at: Instant
    actor_name: Label
    note: str | None


class OptionOut(Output):
    """One step that leads on from the present state: possible for the reader, or not and why."""

    name: Label
    label: Label
    target: Label
    possible: bool
    reasons: list[str]


class TransitionsOut(Output):
    """The life of a resource so far, and what may come next."""

    state: Label
    history: list[TransitionOut]
    next: list[OptionOut]
