"""How matters that wait are told and put in order; where they come from is said in `repository`.

PermenPANRB 6/2022 article 5 orders the year: plan; do, monitor and guide; evaluate; follow up. A task appears when the
step before it is done and goes when its own is, so the list is never kept by hand and never disagrees with the rest.
"""

from collections.abc import Iterable
from datetime import date

from kinerja_api.kit.text import Text
from kinerja_api.monitoring.types import Found, TaskKind

MOST_TASKS = 200
_ORDER = {kind.value: place for place, kind in enumerate(TaskKind)}


def in_order(found: Iterable[Found]) -> list[Found]:
    """Return matters by urgency: the earliest deadline first, those without one last, then as the year goes."""
    return sorted(
        found,
        key=lambda each: (each.due or date.max, _ORDER.get(each.kind, 0), each.subject_name or "", each.path),
    )


def days_left(due: date | None, today: date) -> int | None:
    """Return how many days are left to a deadline: 0 on its day, negative when it is over; None without one."""
    return None if due is None else (due - today).days


def fill(text: Text, found: Found) -> Text:
    """Put what was found into a wording."""
    return text.fill(subject=found.subject_name or "-", period=found.period or "-", count=found.count)
