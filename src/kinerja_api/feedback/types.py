"""Values of feedback; the seven of BerAKHLAK are fixed by SE MenPANRB 20/2021 and PermenPANRB 6/2022."""

from enum import StrEnum, auto


class CoreValue(StrEnum):
    """The seven core values of the civil service (BerAKHLAK)."""

    BERORIENTASI_PELAYANAN = auto()
    AKUNTABEL = auto()
    KOMPETEN = auto()
    HARMONIS = auto()
    LOYAL = auto()
    ADAPTIF = auto()
    KOLABORATIF = auto()


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
