"""What happens to realizations."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class RealizationStepped(Event):
    """A realization was begun, or took a step: submitted, withdrawn, accepted or returned."""

    name: ClassVar[str] = "realization_stepped"
    resource_type: ClassVar[str] = "realization"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class EvidenceChanged(Event):
    """Evidence was added to a realization, or removed."""

    name: ClassVar[str] = "evidence_changed"
    resource_type: ClassVar[str] = "realization"

    evidence_id: str
    change: str


@dataclass(frozen=True, slots=True)
class ActivitiesRecorded(Event):
    """An employee recorded activities; `resource_id` is the employee, one event for a whole batch."""

    name: ClassVar[str] = "activities_recorded"
    resource_type: ClassVar[str] = "employee"

    count: int


@dataclass(frozen=True, slots=True)
class ActivityChanged(Event):
    """An activity was changed or removed."""

    name: ClassVar[str] = "activity_changed"
    resource_type: ClassVar[str] = "activity"

    change: str


@dataclass(frozen=True, slots=True)
class ActionPlanStepped(Event):
    """An action plan was begun, or took a step in its life: submitted, withdrawn, agreed or returned."""

    name: ClassVar[str] = "action_plan_stepped"
    resource_type: ClassVar[str] = "action_plan"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class ActionStepChanged(Event):
    """A step of an action plan was done, dropped, or taken up again."""

    name: ClassVar[str] = "action_step_changed"
    resource_type: ClassVar[str] = "action_plan"

    step_id: str
    status: str
