"""Codes of the organisation that the law fixes."""

from enum import StrEnum, auto


class TimeZone(StrEnum):
    """The three time zones of Indonesia: WIB, WITA, WIT."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"


class PositionKind(StrEnum):
    """Kinds of posts (UU 20/2023): managerial; functional and executor are non-managerial."""

    MANAGERIAL = auto()
    FUNCTIONAL = auto()
    EXECUTOR = auto()


# Echelons of managerial posts, from the top (PP 100/2000 jo. PP 13/2002), and levels of functional posts
# (PermenPANRB 1/2023).
ECHELONS = ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a")
# Below a pengawas, who is of echelon IV: echelon V, like executor posts (UU 5/2014 article 131).
BELOW_PENGAWAS = "V.a"
FUNCTIONAL_LEVELS = (
    "pemula",
    "terampil",
    "mahir",
    "penyelia",
    "ahli_pertama",
    "ahli_muda",
    "ahli_madya",
    "ahli_utama",
)


def levels_of(kind: PositionKind) -> tuple[str, ...]:
    """Return the levels that a kind of post can have; an executor post has none."""
    match kind:
        case PositionKind.MANAGERIAL:
            return ECHELONS
        case PositionKind.FUNCTIONAL:
            return FUNCTIONAL_LEVELS
        case PositionKind.EXECUTOR:
            return ()
