"""Values of target plans; the Indonesian ones are fixed by PermenPANRB 6/2022 and its forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import NamedTuple
from uuid import UUID


class PlanStatus(StrEnum):
    """States of a target plan."""

    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    AGREED = auto()
    CLOSED = auto()


class Approach(StrEnum):
    """Pendekatan: with numbers, or in words (PermenPANRB 6/2022, Lampiran)."""

    KUANTITATIF = auto()
    KUALITATIF = auto()


class PlanKind(StrEnum):
    """What a plan is about: work in the post, full-time study, or work elsewhere whose plan the host agency keeps."""

    REGULAR = auto()
    STUDY = auto()
    HOST = auto()


class StudyIndicator(StrEnum):
    """What the academic result of a student is measured by: tasks of the programme, IP/IPK, graduation in time."""

    TUGAS_PROGRAM = auto()
    EVALUASI_AKADEMIK = auto()
    LULUS_TEPAT_WAKTU = auto()


class PlanForm(StrEnum):
    """Which form a plan is drawn up on: that of JPT and heads of independent units, or that of everybody else."""

    PIMPINAN = auto()
    PEGAWAI = auto()


class TargetKind(StrEnum):
    """Section A (utama) or B (tambahan) of the form."""

    UTAMA = auto()
    TAMBAHAN = auto()


class TargetClass(StrEnum):
    """Klasifikasi RHK (e-Kinerja BKN): what a target does when its holder leaves the post in the middle of a year.

    `organisasi` stays with the post and passes to the successor, `individu` follows the person into the next post.
    """

    ORGANISASI = auto()
    INDIVIDU = auto()


class PassedOn(StrEnum):
    """Why a target came into a plan from another plan of the same year."""

    STAYS_WITH_POST = auto()
    FOLLOWS_PERSON = auto()


class Aspect(StrEnum):
    """What an indicator measures."""

    KUANTITAS = auto()
    KUALITAS = auto()
    WAKTU = auto()
    BIAYA = auto()

    @property
    def adds_up(self) -> bool:
        """Tell whether the results of the periods add up to that of the year; of the others the last one stands."""
        return self in {Aspect.KUANTITAS, Aspect.BIAYA}


class Perspective(StrEnum):
    """Perspektif, on the form of leaders (JPT and heads of independent units)."""

    PENERIMA_LAYANAN = auto()
    PROSES_BISNIS = auto()
    PENGUATAN_INTERNAL = auto()
    ANGGARAN = auto()


class CoreValue(StrEnum):
    """The seven core values of the civil service (BerAKHLAK, SE MenPANRB 20/2021)."""

    BERORIENTASI_PELAYANAN = auto()
    AKUNTABEL = auto()
    KOMPETEN = auto()
    HARMONIS = auto()
    LOYAL = auto()
    ADAPTIF = auto()
    KOLABORATIF = auto()


class Direction(StrEnum):
    """Whether more or less is better."""

    INCREASING = auto()
    DECREASING = auto()


class NotCopied(StrEnum):
    """What does not come along from an earlier plan into the one that is begun from it.

    Four parts of what does come, and where the plan is full, a whole target.
    """

    SUPERIOR_TARGET = auto()
    PERSPECTIVE = auto()
    EXPECTATIONS = auto()
    DELEGATION = auto()
    NO_ROOM = auto()


class ChangeAction(StrEnum):
    """What a change request does to one target."""

    ADD = auto()
    CHANGE = auto()
    REMOVE = auto()


class AskedBy(StrEnum):
    """Which side of the dialogue asks for a change of an agreed plan."""

    EMPLOYEE = auto()
    OFFICIAL = auto()


class ChangeRequestStatus(StrEnum):
    """States of a request to change an agreed plan."""

    SUBMITTED = auto()
    AGREED = auto()
    REFUSED = auto()
    WITHDRAWN = auto()


class AssignmentOutcome(StrEnum):
    """What came of a run for somebody whose post fits the template."""

    CREATED = auto()
    PLAN_THERE = auto()
    NO_DAYS = auto()


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan, as other capabilities need it."""

    id: UUID
    cycle_id: UUID
    employee_id: UUID
    employee_name: str
    unit_id: UUID
    position_id: UUID
    status: PlanStatus
    kind: PlanKind = PlanKind.REGULAR
    position_name: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """The days of a plan and whether its year is open: what decides how far an outgoing rating official sees it."""

    employee_id: UUID
    first_day: date
    until: date | None
    year_is_open: bool


class Visible(NamedTuple):
    """Whose plans somebody sees: of people in these units, one's own, and of those led in a work team (this year's)."""

    unit_ids: Sequence[UUID]
    own: UUID | None
    member_ids: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees what belongs to a plan: all of it, what began up to a day, or (without one) nothing."""

    is_whole: bool
    until: date | None = None

    def reaches(self, day: date | None) -> bool:
        """Tell whether what began on a day is seen; None: the plan itself."""
        return self.is_whole or (self.until is not None and (day is None or day <= self.until))


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator whose target is a number, with the target it belongs to and that target's weight."""

    plan_id: UUID
    indicator_id: UUID
    target_value: Decimal
    aspect: Aspect
    direction: Direction
    target_id: UUID
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with the plan it belongs to, as realizations need it."""

    id: UUID
    target_id: UUID
    plan: PlanView
    title: str
    target_value: Decimal | None
    unit: str | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A target, or one of its indicators, with the plan that it belongs to."""

    plan: PlanView
    target_id: UUID
    target_title: str
    indicator_id: UUID | None = None
    indicator_title: str | None = None
