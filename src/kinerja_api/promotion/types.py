"""Values of promotion; the Indonesian ones are those of the instruments and of the policy file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any, TypeAlias
from uuid import UUID

from kinerja_api.scoring.facts import CriterionStatus, PromotionKind

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


class AttestedFact(StrEnum):
    """Facts on which some kinds of promotion rest and that no record here holds."""

    TUGAS_SESUAI_IJAZAH = auto()
    IZIN_ATAU_TUGAS_BELAJAR = auto()
    PRESTASI_KERJA_LUAR_BIASA = auto()
    PENEMUAN_BERMANFAAT_BAGI_NEGARA = auto()
    TUGAS_BELAJAR_SELESAI = auto()
    JABATAN_SEBELUM_TUGAS_BELAJAR = auto()
    MENJADI_PEJABAT_NEGARA = auto()
    DIPEKERJAKAN_DALAM_JABATAN_SETARA = auto()
    TEWAS_DALAM_TUGAS = auto()
    # Not a criterion: on study assignment or seconded, without a post.
    DIBEBASKAN_DARI_JABATAN = auto()


class ServiceGround(StrEnum):
    """Grounds of a promotion of service (pengabdian)."""

    MENINGGAL = auto()
    PENSIUN = auto()
    CACAT_KARENA_DINAS = auto()


class Profession(StrEnum):
    """Professions with a pension age of their own."""

    GURU = auto()
    DOSEN = auto()
    PROFESOR = auto()
    PENELITI = auto()
    PEREKAYASA = auto()


@dataclass(frozen=True, slots=True)
class Attested:
    """What is asked for, and what no record here holds and whoever proposes therefore states."""

    kind: PromotionKind | None = None
    trainings: frozenset[Training] = frozenset()
    standings: frozenset[Standing] = frozenset()
    facts: Mapping[AttestedFact, bool] = field(default_factory=dict)
    credit_points: Decimal | None = None
    profession: Profession | None = None
    kept_pension_age: int | None = None
    service_ground: ServiceGround | None = None
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose promotion, and from which day."""

    employee_id: UUID
    effective_on: date


@dataclass(frozen=True, slots=True)
class CandidateFilter:
    """Whom a list of candidates is about: a day, a unit with all below it, a status; None does not narrow."""

    on: date
    unit_id: UUID | None = None
    status: CriterionStatus | None = None


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a principal to a proposal beyond the unit tree."""

    is_relative: bool = False
    has_proposed: bool = False
    has_recommended: bool = False
