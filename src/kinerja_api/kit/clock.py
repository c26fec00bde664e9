"""Time comes from here and from nowhere else, so that every rule can be tested on any day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  the one place that may ask the machine


class FixedClock:
    """A clock that stands still until it is moved; for tests, replays and the demo."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Return the instant it was set to."""
        return self.instant


def day_in_zone(instant: datetime, zone: str) -> date:
    """Return the calendar day of an instant in a time zone of Indonesia.

    Deadlines are days in the agency's own zone (WIB, WITA or WIT), never UTC days.
    """
    return instant.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """Return the instant at which a day is over in a time zone of Indonesia: a deadline is kept until then."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)
