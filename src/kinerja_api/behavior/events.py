"""What happens to behaviour ratings."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class RatingRequestStepped(Event):
    """A request was made, or took a step: approved, refused, declined or answered."""

    name: ClassVar[str] = "rating_request_stepped"
    resource_type: ClassVar[str] = "rating_request"

    step: str
    to_state: str


@dataclass(frozen=True, slots=True)
class BehaviorRated(Event):
    """A rating was given or changed."""

    name: ClassVar[str] = "behavior_rated"
    resource_type: ClassVar[str] = "behavior_rating"

    group: str
    change: str
