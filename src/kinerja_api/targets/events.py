"""What happens to target plans."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class PlanStepped(Event):
    """A plan took a step: submitted, withdrawn, agreed, returned, closed or reopened."""

    name: ClassVar[str] = "target_plan_stepped"
    resource_type: ClassVar[str] = "target_plan"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class PlanChangeStepped(Event):
    """A request to change an agreed plan was made, or took a step."""

    name: ClassVar[str] = "plan_change_request_stepped"
    resource_type: ClassVar[str] = "plan_change_request"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class PlanTemplateSaved(Event):
    """A template was made or changed."""

    name: ClassVar[str] = "plan_template_saved"
    resource_type: ClassVar[str] = "plan_template"

    is_active: bool


@dataclass(frozen=True, slots=True)
class PlanAssignmentStepped(Event):
    """A run that assigns a template took a step."""

    name: ClassVar[str] = "plan_assignment_run_stepped"
    resource_type: ClassVar[str] = "plan_assignment_run"

    step: str
    to_state: str
