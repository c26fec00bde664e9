"""What happens to people's records."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja_api.kit.events import Event


@dataclass(frozen=True, slots=True)
class SanctionRecorded(Event):
    """A discipline measure was recorded about an employee, perhaps for days that lie behind."""

    name: ClassVar[str] = "sanction_recorded"
    resource_type: ClassVar[str] = "employee"

    level: str
    since: str


@dataclass(frozen=True, slots=True)
class PostGiven(Event):
    """An employee was given a post, which ends the one before."""

    name: ClassVar[str] = "post_given"
    resource_type: ClassVar[str] = "employee"

    position_id: str
    since: str


@dataclass(frozen=True, slots=True)
class PostLeft(Event):
    """An employee left a post without being given another."""

    name: ClassVar[str] = "post_left"
    resource_type: ClassVar[str] = "employee"

    position_id: str
    since: str


@dataclass(frozen=True, slots=True)
class StatusRecorded(Event):
    """A legal status or a long leave was recorded or ended, perhaps for days that lie behind."""

    name: ClassVar[str] = "service_status_recorded"
    resource_type: ClassVar[str] = "employee"

    kind: str
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class DelegationChanged(Event):
    """An acting head of a unit was appointed, or the appointment ends on another day: the rating official changes."""

    name: ClassVar[str] = "delegation_changed"
    resource_type: ClassVar[str] = "delegation"

    change: str
    unit_id: str
    employee_id: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class WorkTeamChanged(Event):
    """A work team was set up, changed or ended, or somebody came, went, or took over the lead."""

    name: ClassVar[str] = "work_team_changed"
    resource_type: ClassVar[str] = "work_team"

    change: str
    employee_id: str | None
    since: str | None
