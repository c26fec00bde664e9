"""What a personnel list says about people, and what is on record about them already."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from uuid import UUID

from kinerja_api.employees.types import Education, Employment, Sex


@dataclass(frozen=True, slots=True)
class RankHeld:
    """A rank and the day from which it is held (TMT)."""

    rank: str
    since: date


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post and the days on which it is held."""

    position_id: UUID
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Diploma:
    """A level of education and the day it was reached."""

    level: Education
    graduated_on: date


@dataclass(frozen=True, slots=True)
class Registration:
    """What a personnel list says about one employee, each part checked; an absent part is left as it is."""

    nip: str
    name: str
    employment: Employment
    born_on: date
    sex: Sex
    rank: RankHeld | None
    post: PostHeld | None
    diploma: Diploma | None


@dataclass(frozen=True, slots=True)
class Registered:
    """What is on record about an employee before a personnel list is taken over."""

    employee_id: UUID
    name: str
    employment: Employment
    ranks: tuple[RankHeld, ...]
    posts: tuple[PostHeld, ...]
    diplomas: tuple[Diploma, ...]


class RosterPart(StrEnum):
    """The parts of a registration that are written apart."""

    EMPLOYEE = auto()
    RANK = auto()
    POST = auto()
    DIPLOMA = auto()


@dataclass(frozen=True, slots=True)
class RosterChange:
    """An employee to add (without an id) or to change, and the parts of the record that differ."""

    registration: Registration
    employee_id: UUID | None
    parts: frozenset[RosterPart]


@dataclass(frozen=True, slots=True)
class HeadPost:
    """A head's post and a holder of it; several rows for several holders, one without a holder for a vacant one."""

    position_id: UUID
    holder_nip: str | None
    since: date | None
    until: date | None
