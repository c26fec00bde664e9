"""What happens in the calendar."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class CycleChanged(Event):
    """A cycle took a step."""

    name: ClassVar[str] = "cycle_changed"
    resource_type: ClassVar[str] = "cycle"

    step: str


@dataclass(frozen=True, slots=True)
class PeriodChanged(Event):
    """A period took a step."""

    name: ClassVar[str] = "period_changed"
    resource_type: ClassVar[str] = "period"

    step: str
