"""Events: facts in the past tense that capabilities tell each other."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a resource."""

    name: ClassVar[str]
    resource_type: ClassVar[str]

    resource_id: UUID

    def payload(self) -> dict[str, Any]:
        """Return the event's fields as JSON values; ids and plain values only, no personal text."""
        values = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: value if value is None or isinstance(value, bool | int) else str(value) for name, value in values}
