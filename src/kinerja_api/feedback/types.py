"""Values of feedback; the seven of BerAKHLAK are fixed by SE MenPANRB 20/2021 and PermenPANRB 6/2022."""

from enum import StrEnum, auto

from kinerja_api.targets.types import CoreValue

__all__ = ["About", "CoreValue", "FeedbackStatus"]


class About(StrEnum):
    """What a remark is about; one that names nothing more is about the plan as a whole."""

    PLAN = auto()
    TARGET = auto()
    REALIZATION = auto()
    VALUE = auto()


class FeedbackStatus(StrEnum):
    """States of a remark."""

    GIVEN = auto()
    ACKNOWLEDGED = auto()
