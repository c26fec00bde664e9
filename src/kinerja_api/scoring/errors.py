"""What can be wrong with facts or policies. Each says the place and what is needed; nothing defaults."""

from datetime import date
from typing import ClassVar

from kinerja_api.scoring.text import Text


class ScoringError(Exception):
    """The engine refuses to compute.

    `code` is stable, `place` names the fact or the parameter, `needed` says what would help.
    """

    code: ClassVar[str]

    def __init__(self, place: str, needed: Text) -> None:
        super().__init__(f"{self.code} at {place}: {needed.en}")
        self.place = place
        self.needed = needed


class MissingFact(ScoringError):  # noqa: N818  named after the situation, as style.md asks
    """A fact without which there is no result."""

    code = "MISSING_FACT"


class UnknownFact(ScoringError):  # noqa: N818
    """A word that the scheme or its policy does not know."""

    code = "UNKNOWN_FACT"


class WrongScale(ScoringError):  # noqa: N818
    """A number outside the scale, or in another unit than the scheme takes."""

    code = "WRONG_SCALE"


class ContradictoryFacts(ScoringError):  # noqa: N818
    """Two facts that cannot both be true."""

    code = "CONTRADICTORY_FACTS"


class DaysNotCovered(ScoringError):  # noqa: N818
    """Days of a period that belong to nothing: to no plan, and to no absence that explains it."""

    code = "DAYS_NOT_COVERED"


class DaysCoveredTwice(ScoringError):  # noqa: N818
    """Days of a period that two plans claim, or two absences."""

    code = "DAYS_COVERED_TWICE"


class UnknownParameter(ScoringError):  # noqa: N818
    """A parameter that the policy does not have, or has in another kind."""

    code = "UNKNOWN_PARAMETER"


class PeriodSpansRegimes(ScoringError):  # noqa: N818
    """The rule changed inside the evaluated period, so that one result for all of it does not exist."""

    code = "PERIOD_SPANS_REGIMES"

    def __init__(self, place: str, first_day: date, last_day: date) -> None:
        super().__init__(
            place,
            Text(
                "Aturan berganti di antara {first} dan {last}; nilai tiap bagian periode sendiri-sendiri.",
                "The rule changes between {first} and {last}; score each part of the period by itself.",
            ).fill(first=first_day, last=last_day),
        )


class NotInForce(ScoringError):  # noqa: N818
    """No value of a parameter, or no regime at all, is in force on a day."""

    code = "NOT_IN_FORCE"

    def __init__(self, place: str, day: date) -> None:
        super().__init__(
            place,
            Text(
                "Tidak ada ketentuan yang berlaku pada {day}; tambahkan ketentuan masa itu beserta dasar hukumnya.",
                "Nothing is in force on {day}; add the rule of that time with its legal basis.",
            ).fill(day=day),
        )
        self.day = day
