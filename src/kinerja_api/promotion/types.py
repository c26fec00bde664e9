"""Values of promotion; the Indonesian ones are those of the instruments and of the policy file."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any, TypeAlias
from uuid import UUID

# An eligibility as it is stored: texts in both languages, so that it reads the same for ever.
Snapshot: TypeAlias = dict[str, Any]


class ProposalStatus(StrEnum):
    """States of a proposal."""

    PROPOSED = auto()
    RECOMMENDED = auto()
    NOT_RECOMMENDED = auto()
    APPROVED = auto()
    REJECTED = auto()
    WITHDRAWN = auto()


class Training(StrEnum):
    """Trainings that exempt from a service examination (PP 99/2000)."""

    ADUM = auto()
    SEPALA = auto()
    PIM_4 = auto()
    SPAMA = auto()
    PIM_3 = auto()


class Standing(StrEnum):
    """Legal standings that block a promotion or hold it until they are decided."""

    CLTN = auto()
    DIBERHENTIKAN_SEMENTARA = auto()
    UANG_TUNGGU = auto()
    PEMERIKSAAN_DISIPLIN = auto()
    UPAYA_ADMINISTRATIF = auto()


@dataclass(frozen=True, slots=True)
class Attested:
    """What no record here holds and whoever proposes therefore states: trainings and legal standings."""

    trainings: frozenset[Training] = frozenset()
    standings: frozenset[Standing] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose promotion, and from which day."""

    employee_id: UUID
    effective_on: date


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a principal to a proposal beyond the unit tree."""

    is_relative: bool = False
    has_proposed: bool = False
    has_recommended: bool = False
