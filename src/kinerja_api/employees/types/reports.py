"""Who reports to somebody, today and until lately."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID


class HandedOver(NamedTuple):
    """Somebody whose rating official one was until a day (the last one in charge), and is no more."""

    day: date
    employee_id: UUID


@dataclass(frozen=True, slots=True)
class Reports:
    """Whose rating official somebody is on a day, the units that this rests on, and whose they were until lately."""

    employee_ids: tuple[UUID, ...]
    unit_ids: tuple[UUID, ...]
    handed_over: tuple[HandedOver, ...] = ()
