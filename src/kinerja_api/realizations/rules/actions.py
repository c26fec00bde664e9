"""Pure rules of action plans."""

from collections.abc import Iterator, Sequence
from datetime import date

from kinerja_api.cycles.types import PeriodView
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Text

MOST_STEPS = 60

OUTSIDE_PERIOD = Text(
    "Tenggat harus dalam {label}: {first_day} sampai {last_day}.",
    "The day must lie within {label}: {first_day} to {last_day}.",
)


def find_days_outside(days: Sequence[date], period: PeriodView) -> Iterator[FieldError]:
    """Yield which steps of an action plan are due on a day outside its period."""
    detail = OUTSIDE_PERIOD.fill(label=period.label, first_day=period.first_day, last_day=period.last_day)
    for place, day in enumerate(days):
        if not period.first_day <= day <= period.last_day:
            yield FieldError("outside_period", detail, f"/steps/{place}/due_on")
