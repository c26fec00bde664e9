"""What happens to surveys."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class SurveyStepped(Event):
    """A survey took a step: published, closed, reopened, or its result published."""

    name: ClassVar[str] = "survey_stepped"
    resource_type: ClassVar[str] = "survey"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class SurveyResultIssued(Event):
    """A unit has an index: from a survey of its own, or imported from an earlier publication."""

    name: ClassVar[str] = "survey_result_issued"
    resource_type: ClassVar[str] = "survey_result"

    unit_id: str
    year: int
    index: str
