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
