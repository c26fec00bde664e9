"""Values of the performance year."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from uuid import UUID


class CycleStatus(StrEnum):
    """States of a cycle."""

    DRAFT = auto()
    OPEN = auto()
    CLOSED = auto()


class PeriodPattern(StrEnum):
    """How the year is divided; the semester is local and unknown to SIASN."""

    MONTHLY = auto()
    QUARTERLY = auto()
    SEMESTER = auto()


class PeriodStatus(StrEnum):
    """States of a period."""

    UPCOMING = auto()
    OPEN = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period, as others need it: its days, its deadline in the agency's zone, and whether it takes reports.

    `stepped_at` is when it was last opened or closed.
    """

    id: UUID
    cycle_id: UUID
    number: int
    label: str
    first_day: date
    last_day: date
    report_by: date
    status: PeriodStatus
    stepped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CycleView:
    """A cycle, as others need it."""

    id: UUID
    year: int
    pattern: PeriodPattern
    status: CycleStatus
    plan_by: date
    first_day: date
    last_day: date
