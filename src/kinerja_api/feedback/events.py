"""What happens to feedback."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackStepped(Event):
    """A remark was given, or acknowledged."""

    name: ClassVar[str] = "feedback_stepped"
    resource_type: ClassVar[str] = "feedback"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class ReviewMeetingStepped(Event):
    """A review meeting was called, changed, minuted or added to, or took a step."""

    name: ClassVar[str] = "review_meeting_stepped"
    resource_type: ClassVar[str] = "review_meeting"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class FollowUpStepped(Event):
    """A follow-up was agreed on or took a step; `employee_id` names who is responsible."""

    name: ClassVar[str] = "follow_up_stepped"
    resource_type: ClassVar[str] = "follow_up"

    step: str
    to_state: str
    employee_id: str


@dataclass(frozen=True, slots=True)
class FollowUpReminded(Event):
    """A follow-up is due soon, due today or overdue, and whoever is responsible for it is to be told."""

    name: ClassVar[str] = "follow_up_reminded"
    resource_type: ClassVar[str] = "follow_up"

    kind: str
    employee_id: str
    meeting_id: str
    due_on: str


@dataclass(frozen=True, slots=True)
class ObservationStepped(Event):
    """An interview or observation was recorded, answered or named as a basis, or took a step."""

    name: ClassVar[str] = "observation_stepped"
    resource_type: ClassVar[str] = "observation"

    step: str
    to_state: str
    employee_id: str


@dataclass(frozen=True, slots=True)
class ImprovementNoteStepped(Event):
    """A note for improvement was made, took a step or was followed up; `employee_id` names whom it is on."""

    name: ClassVar[str] = "improvement_note_stepped"
    resource_type: ClassVar[str] = "improvement_note"

    step: str
    to_state: str
    employee_id: str
