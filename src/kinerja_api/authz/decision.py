"""May this principal do this to that object? The answer is a value, with the reason and the law behind it."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeAlias

from kinerja_api.kit.problems import Forbidden, NotFound
from kinerja_api.kit.text import Basis, Text


class Relation(StrEnum):
    """How a principal stands to an employee on a day, derived from the unit tree and delegations."""

    SELF = auto()
    RATING_OFFICIAL = auto()
    SUPERIOR_OF_RATING_OFFICIAL = auto()
    ABOVE = auto()
    PEER = auto()
    SUBORDINATE = auto()
    NONE = auto()

    @property
    def is_above(self) -> bool:
        """Tell whether the principal stands above the employee in the line of superiors."""
        return self in {Relation.RATING_OFFICIAL, Relation.SUPERIOR_OF_RATING_OFFICIAL, Relation.ABOVE}


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""


@dataclass(frozen=True, slots=True)
class Denied:
    """No, why, and on which article it rests."""

    reason: Text
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Invisible:
    """The caller may not even know that the object exists."""


Decision: TypeAlias = Allowed | Denied | Invisible


def enforce(decision: Decision) -> None:
    """Pass when allowed; raise 403 with the reason when denied, 404 like a missing id when invisible (C16)."""
    match decision:
        case Allowed():
            return
        case Denied(reason, basis):
            raise Forbidden(reason, basis=basis)
        case Invisible():
            raise NotFound
