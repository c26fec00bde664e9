"""What happens to composite scores."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class ScoreRunStepped(Event):
    """A score run was queued, begun, finished, failed, cancelled or resumed."""

    name: ClassVar[str] = "score_run_stepped"
    resource_type: ClassVar[str] = "score_run"

    step: str
    to_state: str
