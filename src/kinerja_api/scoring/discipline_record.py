"""Discipline measures on record, as steps of a trace: which have begun, which still run, which are recent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import SanctionFact
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Tracer


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure that has begun; without a known end it still runs."""

    name: str
    level: Noted[str]
    since: Noted[date]
    is_running: Noted[bool | None]


def measures(tracer: Tracer, sanctions: Sequence[SanctionFact], day: Noted[date]) -> list[Measure]:
    """Return the measures that have begun by a day, the oldest first."""
    known = tracer.words("sanction_levels")
    begun = sorted((one for one in sanctions if one.since <= day.value), key=_since)
    return [_measure(tracer, one, str(number), known.value, day) for number, one in enumerate(begun, start=1)]


def is_recent(
    tracer: Tracer, name: str, event: Noted[date], years: Noted[Fraction | None], day: Noted[date]
) -> Noted[bool | None]:
    """Tell whether less than so many full years have passed since an event; not known where no years are."""
    over_on = tracer.to_day(Operation.YEARS_AFTER, f"over_on.{name}", event, years, quiet=True)
    is_over = tracer.to_truth(Operation.NOT_AFTER, f"over.{name}", over_on, day, quiet=True)
    return tracer.to_truth(Operation.NOT, f"recent.{name}", is_over)


def _since(sanction: SanctionFact) -> date:
    return sanction.since


def _measure(tracer: Tracer, sanction: SanctionFact, name: str, known: Sequence[str], day: Noted[date]) -> Measure:
    if sanction.level not in known:
        needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
        raise UnknownFact("sanctions.level", needed.fill(known=", ".join(known)))
    level = tracer.fact(f"sanction.{name}", sanction.level)
    since = tracer.fact(f"sanction_since.{name}", sanction.since)
    if sanction.until is None:
        return Measure(name, level, since, tracer.fact(f"sanction_runs.{name}", value=True))
    until = tracer.fact(f"sanction_until.{name}", sanction.until)
    ended = tracer.to_truth(Operation.NOT_AFTER, f"sanction_ended.{name}", until, day, quiet=True)
    return Measure(name, level, since, tracer.to_truth(Operation.NOT, f"sanction_runs.{name}", ended))
