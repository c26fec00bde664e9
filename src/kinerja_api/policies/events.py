"""What happens to policies."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class OverlayStepped(Event):
    """An overlay took a step: reviewed, returned, published, superseded or discarded."""

    name: ClassVar[str] = "policy_overlay_stepped"
    resource_type: ClassVar[str] = "policy_overlay"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class PolicyPublished(Event):
    """An agency's version of a policy rules the days from `in_force_from` on.

    When those days lie in the past, what was computed for them is computed again, as new revisions.
    """

    name: ClassVar[str] = "policy_published"
    resource_type: ClassVar[str] = "policy_overlay"

    key: str
    agency_id: UUID
    version_id: UUID
    in_force_from: date
    in_force_until: date | None
