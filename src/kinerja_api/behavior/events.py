"""What happens to behaviour ratings."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class RatingRequestStepped(Event):
    """A request was made, or took a step: approved, refused or declined. That it was answered is told to nobody."""

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


@dataclass(frozen=True, slots=True)
class RaterReminded(Event):
    """Somebody who was asked to rate has not answered for a while: for who is asked, and nobody else."""

    name: ClassVar[str] = "rater_reminded"
    resource_type: ClassVar[str] = "rating_request"

    number: int


@dataclass(frozen=True, slots=True)
class RatingCollected(Event):
    """Answers about a plan and period are no longer collected; what enough of a group said can be read."""

    name: ClassVar[str] = "rating_collected"
    resource_type: ClassVar[str] = "rating_collection"

    cause: str
