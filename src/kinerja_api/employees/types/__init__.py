"""Codes about people that the law fixes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple
from uuid import UUID

from kinerja_api.authz.decision import Relation


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
    """Levels of education as the rules of promotion name them, lowest first."""

    SD = auto()
    SMP = auto()
    SMP_KEJURUAN = auto()
    SMA = auto()
    D1 = auto()
    D2 = auto()
    SGPLB = auto()
    SARJANA_MUDA = auto()
    D3 = auto()
    D4 = auto()
    S1 = auto()
    DOKTER = auto()
    APOTEKER = auto()
    S2 = auto()
    S3 = auto()


class SanctionLevel(StrEnum):
    """Levels of discipline (PP 94/2021 article 8)."""

    RINGAN = auto()
    SEDANG = auto()
    BERAT = auto()


class Measure(StrEnum):
    """Discipline measures as the law names them: PP 94/2021, and those of PP 53/2010 that are still on record."""

    TEGURAN_LISAN = auto()
    TEGURAN_TERTULIS = auto()
    PERNYATAAN_TIDAK_PUAS = auto()
    POTONGAN_TUKIN_6_BULAN = auto()
    POTONGAN_TUKIN_9_BULAN = auto()
    POTONGAN_TUKIN_12_BULAN = auto()
    PENURUNAN_JABATAN = auto()
    PEMBEBASAN_JABATAN = auto()
    PEMBERHENTIAN = auto()
    PENUNDAAN_KGB = auto()
    PENUNDAAN_KP = auto()
    PENURUNAN_PANGKAT_1_TAHUN = auto()
    PENURUNAN_PANGKAT_3_TAHUN = auto()


LEVEL_OF_MEASURE = (
    dict.fromkeys(
        (Measure.TEGURAN_LISAN, Measure.TEGURAN_TERTULIS, Measure.PERNYATAAN_TIDAK_PUAS), SanctionLevel.RINGAN
    )
    | dict.fromkeys(
        (
            Measure.POTONGAN_TUKIN_6_BULAN,
            Measure.POTONGAN_TUKIN_9_BULAN,
            Measure.POTONGAN_TUKIN_12_BULAN,
            Measure.PENUNDAAN_KGB,
            Measure.PENUNDAAN_KP,
            Measure.PENURUNAN_PANGKAT_1_TAHUN,
        ),
        SanctionLevel.SEDANG,
    )
    | dict.fromkeys(
        (
            Measure.PENURUNAN_JABATAN,
            Measure.PEMBEBASAN_JABATAN,
            Measure.PEMBERHENTIAN,
            Measure.PENURUNAN_PANGKAT_3_TAHUN,
        ),
        SanctionLevel.BERAT,
    )
)


class ServiceStatus(StrEnum):
    """Why somebody does not serve in the own post: legal status (kedudukan hukum) or a long leave.

    `diperbantukan` is any assignment at another agency (diperbantukan, penugasan).
    """

    TUGAS_BELAJAR = auto()
    CLTN = auto()
    PERPANJANGAN_CLTN = auto()
    DIPERBANTUKAN = auto()
    CUTI_SAKIT = auto()
    CUTI_BESAR = auto()
    CUTI_MELAHIRKAN = auto()

    @property
    def siasn_code(self) -> str | None:
        """Return the code of SIASN (`kedudukanHukum`), where one is known."""
        return SIASN_CODES.get(self)


SIASN_CODES = {
    ServiceStatus.CLTN: "02",
    ServiceStatus.TUGAS_BELAJAR: "03",
    ServiceStatus.PERPANJANGAN_CLTN: "13",
}
# Leave outside state cost: neither plan nor evaluation. The long leaves: evaluated on the months worked.
UNPAID_LEAVE = frozenset({ServiceStatus.CLTN, ServiceStatus.PERPANJANGAN_CLTN})
LONG_LEAVE = frozenset({ServiceStatus.CUTI_SAKIT, ServiceStatus.CUTI_BESAR, ServiceStatus.CUTI_MELAHIRKAN})


class Capacity(StrEnum):
    """In which capacity somebody leads a unit: by own post, or acting (Plt.) or daily acting (Plh.)."""

    DEFINITIVE = auto()
    PLT = auto()
    PLH = auto()


class Exam(StrEnum):
    """Examinations that a promotion can demand: the service examinations, and that for a new diploma."""

    UJIAN_DINAS_1 = auto()
    UJIAN_DINAS_2 = auto()
    UKPPI = auto()


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
    is_relative: bool
    """Whether this is a declared relative of the employee below."""


@dataclass(frozen=True, slots=True)
class DelegationView:
    """An acting appointment (Plt., Plh.); `until` is the first day after it."""

    id: UUID
    employee_id: UUID
    unit_id: UUID
    capacity: Capacity
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to an employee on a day, with the declared relations that matter for a judgement."""

    relation: Relation
    is_relative: bool = False
    official_is_relative: bool = False

    @property
    def acts_as_official(self) -> bool:
        """Tell whether this person judges: the rating official or, when that one is a relative, the one above."""
        stands_in = self.relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and self.official_is_relative
        return not self.is_relative and (self.relation is Relation.RATING_OFFICIAL or stands_in)


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How somebody stands to a unit on a day: leading it and those above, by post or for somebody, or heading it."""

    is_top: bool
    leads_it: bool
    leads_above: bool
    heads_it: bool
    is_relative_of_head: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an employee stands on a day: below whom, and how somebody stands to them."""

    line: tuple[Superior, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class EmployeePost:
    """An employee in the post held on a day; `until` is the first day after it, where it is known to be left."""

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
    position_level: str | None
    is_unit_head: bool
    since: date
    spmt_on: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """A status and the days it holds (`until` is the first day after it)."""

    kind: ServiceStatus
    since: date
    until: date | None
    host_agency: str | None = None
    employee_id: UUID | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the status holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class PostScope:
    """Whose posts are meant: of these units, of these people; None does not narrow."""

    unit_ids: tuple[UUID, ...] | None = None
    employee_ids: tuple[UUID, ...] | None = None


class PostRow(NamedTuple):
    """An employee in the post held on a day, for work that goes through very many."""

    employee_id: UUID
    nip: str
    name: str
    position_name: str
    unit_id: UUID
    unit_name: str


class PostCut(NamedTuple):
    """A stretch of employees by id: the last of them, and how many they are."""

    last_id: UUID
    people: int


class HeldSanction(NamedTuple):
    """A discipline measure that held on some day of a period, and the decree it rests on."""

    level: SanctionLevel
    decree: str


@dataclass(frozen=True, slots=True)
class Sanction:
    """A discipline measure and the days it holds (`until` is the first day after it)."""

    level: SanctionLevel
    kind: str
    since: date
    until: date | None
    measure: Measure | None = None


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
    unit_id: UUID | None = None
    unit_name: str | None = None
