"""Values of work teams (tim kerja)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple
from uuid import UUID


class TeamRole(StrEnum):
    """What somebody is in a work team: the one who leads it (ketua tim), or one of the others (anggota)."""

    LEAD = auto()
    MEMBER = auto()


class TeamTie(StrEnum):
    """What somebody is to an employee by the teams in which both are on a day."""

    LEAD = auto()
    MATE = auto()


class TeamChange(StrEnum):
    """What happened to a work team."""

    CREATED = auto()
    CHANGED = auto()
    ENDED = auto()
    MEMBER_ADDED = auto()
    MEMBERSHIP_ENDED = auto()
    LEAD_HANDED_OVER = auto()


class Led(NamedTuple):
    """Whose work somebody follows on a day: the units led with all below them, and the members of the teams led."""

    unit_ids: tuple[UUID, ...]
    member_ids: tuple[UUID, ...]


class TeamMemberRow(NamedTuple):
    """Somebody on the list of a team, and the unit of the post held today, if any."""

    id: UUID
    employee_id: UUID
    employee_name: str
    unit_id: UUID | None
    unit_name: str | None
    role: str
    since: date
    until: date | None
    letter: str | None


@dataclass(frozen=True, slots=True)
class ToTeam:
    """How somebody stands to a team today."""

    is_member: bool = False
    """Whether they are, were or will be in it."""
    leads_unit: bool = False
    """Whether they lead the unit that owns its result, or one above."""
    leads_member: bool = False
    """Whether they lead a unit in which somebody works who is in the team."""


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """Which teams are asked for; `mine` and `on` look at a day, which is today for `mine` alone."""

    mine: bool = False
    unit_id: UUID | None = None
    on: date | None = None
