"""What happens to composite scores."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class ScoreRunStepped(Event):
    """A score run was queued, begun, finished, failed, cancelled or resumed."""

    name: ClassVar[str] = "score_run_stepped"
    resource_type: ClassVar[str] = "score_run"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class CriteriaAcknowledged(Event):
    """An employee acknowledged by what they are judged in a year."""

    name: ClassVar[str] = "criteria_acknowledged"
    resource_type: ClassVar[str] = "criteria_acknowledgement"

    cycle_id: UUID
    criteria_sha256: str
