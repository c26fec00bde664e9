"""What happens to evaluations."""

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
