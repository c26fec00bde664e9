"""Codes about people that the law fixes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from uuid import UUID


class Employment(StrEnum):
    """Kinds of employment: civil servant, candidate, contract (UU 20/2023)."""

    PNS = auto()
    CPNS = auto()
    PPPK = auto()


class Sex(StrEnum):
    """As the fifteenth digit of the NIP says."""

    MALE = auto()
    FEMALE = auto()


class Education(StrEnum):
    """Levels of education, lowest first."""

    SD = auto()
    SMP = auto()
    SMA = auto()
    D1 = auto()
    D2 = auto()
    D3 = auto()
    S1 = auto()
    S2 = auto()
    S3 = auto()


class SanctionLevel(StrEnum):
    """Levels of discipline (PP 94/2021 article 8)."""

    RINGAN = auto()
    SEDANG = auto()
    BERAT = auto()


class Capacity(StrEnum):
    """In which capacity somebody leads a unit: by own post, or acting (Plt.) or daily acting (Plh.)."""

    DEFINITIVE = auto()
    PLT = auto()
    PLH = auto()


class Exam(StrEnum):
    """Service examinations that a promotion can demand."""

    UJIAN_DINAS_1 = auto()
    UJIAN_DINAS_2 = auto()


# PNS ranks in order (PP 99/2000), and PPPK grades I..XVII, which have no promotion.
PNS_RANKS = (
    *("I/a", "I/b", "I/c", "I/d"),
    *("II/a", "II/b", "II/c", "II/d"),
    *("III/a", "III/b", "III/c", "III/d"),
    *("IV/a", "IV/b", "IV/c", "IV/d", "IV/e"),
)
PPPK_GRADES = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII"),
    *("IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)


@dataclass(frozen=True, slots=True)
class NipFacts:
    """What an 18-digit NIP says about its holder."""

    employment: Employment
    born_on: date
    sex: Sex
    appointed_year: int
    appointed_month: int | None


@dataclass(frozen=True, slots=True)
class Superior:
    """Somebody above an employee; level 1 is the rating official, level 2 that official's superior."""

    employee_id: UUID
    name: str
    nip: str
    level: int
    via_unit_id: UUID
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class EmployeePost:
    """An employee in the post held on a day."""

    employee_id: UUID
    nip: str
    name: str
    employment: Employment
    rank: str | None
    unit_id: UUID
    unit_name: str
    position_id: UUID
    position_name: str
    position_kind: str
    is_unit_head: bool
    since: date


@dataclass(frozen=True, slots=True)
class Sanction:
    """A discipline measure and the days it holds (`until` is the first day after it)."""

    level: SanctionLevel
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Career:
    """The facts of a career that promotion rules look at, as known on a day."""

    employee_id: UUID
    nip: str
    name: str
    employment: Employment
    born_on: date
    rank: str | None
    rank_since: date | None
    educations: tuple[Education, ...]
    position_kind: str | None
    position_level: str | None
    position_since: date | None
    sanctions: tuple[Sanction, ...]
    exams: tuple[Exam, ...]
