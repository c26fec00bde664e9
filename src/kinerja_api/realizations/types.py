"""Values of realizations and their evidence."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto
from typing import NamedTuple
from uuid import UUID

from kinerja_api.targets.types import Visible


class RealizationStatus(StrEnum):
    """States of a realization."""

    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    ACCEPTED = auto()


class RevisionOutcome(StrEnum):
    """What became of a submission."""

    WITHDRAWN = auto()
    RETURNED = auto()
    ACCEPTED = auto()


class EvidenceKind(StrEnum):
    """Evidence (bukti dukung) is a link, as in e-Kinerja BKN, or an uploaded file."""

    LINK = auto()
    FILE = auto()


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """What was achieved on an indicator in a period, as evaluations need it."""

    realization_id: UUID
    indicator_id: UUID
    period_id: UUID
    value: Decimal | None
    text: str | None
    status: RealizationStatus


class Bounds(NamedTuple):
    """What a list shows: of whom (None: of everybody), and of periods begun until a day."""

    visible: Visible | None
    begun_until: date | None = None


class AcceptedNumber(NamedTuple):
    """An accepted result in numbers of an indicator in one period."""

    indicator_id: UUID
    value: Decimal


@dataclass(frozen=True, slots=True)
class RealizationView:
    """A realization with the plan it belongs to, as other capabilities need it."""

    id: UUID
    plan_id: UUID
    employee_id: UUID
    period_id: UUID
    status: RealizationStatus


class BatchOutcome(StrEnum):
    """What became of one activity of a batch."""

    CREATED = auto()
    ALREADY_THERE = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """What one employee recorded for one day; `minutes` counts each minute once, however many activities fill it."""

    employee_id: UUID
    activities: int
    minutes: int
    first_started_at: datetime
    last_ended_at: datetime
    last_received_at: datetime


class ActionPlanStatus(StrEnum):
    """States of an action plan."""

    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    AGREED = auto()


class ActionStepStatus(StrEnum):
    """What became of a step of an action plan."""

    PLANNED = auto()
    DONE = auto()
    DROPPED = auto()
