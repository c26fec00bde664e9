"""What happens to evaluations, results of organisations and objections."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class OrganizationResultSet(Event):
    """The result of a unit was set or changed."""

    name: ClassVar[str] = "organization_result_set"
    resource_type: ClassVar[str] = "organization_result"

    unit_id: str
    rating: str


@dataclass(frozen=True, slots=True)
class EvaluationStepped(Event):
    """An evaluation was drafted, or took a step: issued or acknowledged."""

    name: ClassVar[str] = "evaluation_stepped"
    resource_type: ClassVar[str] = "evaluation"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class ObjectionStepped(Event):
    """An objection was filed or took a step; `judge_id` names who must act now (null: the appointing official)."""

    name: ClassVar[str] = "objection_stepped"
    resource_type: ClassVar[str] = "objection"

    step: str
    to_state: str
    judge_id: str | None


@dataclass(frozen=True, slots=True)
class CalibrationStepped(Event):
    """A calibration session was opened, changed an evaluation, or took a step."""

    name: ClassVar[str] = "calibration_stepped"
    resource_type: ClassVar[str] = "calibration"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class EvaluationRunStepped(Event):
    """A run that prepares evaluations was queued, or took a step."""

    name: ClassVar[str] = "evaluation_run_stepped"
    resource_type: ClassVar[str] = "evaluation_run"

    step: str
    to_state: str
