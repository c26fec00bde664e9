"""What the schemes of credit points are told: frozen values about posts, predicates, and credit given before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from kinerja_api.scoring.facts import Number, Predicate


class CreditSource(StrEnum):
    """Where credit points come from: the lines of the statement (PAK), in its order."""

    AK_DASAR = auto()
    AK_JF_LAMA = auto()
    AK_PENYESUAIAN = auto()
    AK_KONVERSI = auto()
    AK_PENDIDIKAN = auto()
    AK_LAINNYA = auto()


class Advancement(StrEnum):
    """What comes next for the holder of a functional post; at the top of the highest level, nothing."""

    RANK = auto()
    RANK_AND_LEVEL = auto()
    TOP = auto()


@dataclass(frozen=True, slots=True)
class PostSpell:
    """One level of a functional post held from a day on; `until` is the first day on which it no longer was."""

    level: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class InterimFigure:
    """A periodic predicate over months of the year, both included.

    `consumed` says that a statement used for a promotion has counted it; only then it outlives the annual predicate.
    """

    first_month: int
    last_month: int
    predicate: Predicate
    consumed: bool = False


@dataclass(frozen=True, slots=True)
class ConversionFacts:
    """One calendar year in functional posts; months as a candidate (CPNS) count like any other."""

    year: int
    spells: tuple[PostSpell, ...]
    annual: Predicate | None
    interim: tuple[InterimFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """One line of the statement as it is brought in: what earlier statements hold, and what is new."""

    source: CreditSource
    previous: Number = 0
    new: Number = 0


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What a statement of credit points is drawn up from; base credit and diploma bonuses are computed.

    `counted_until` is the last day that the credit covers, from which a forecast at the predicate `outlook` begins.
    """

    issued_on: date
    counted_until: date
    level: str
    rank: str
    entry_rank: str
    entries: tuple[CreditEntry, ...]
    new_diplomas: tuple[str, ...] = ()
    credited_diplomas: frozenset[str] = frozenset()
    outlook: Predicate | None = None


@dataclass(frozen=True, slots=True)
class AdvancementFacts:
    """A statement, and what else the next step asks for; None where it is not recorded yet.

    `transferred_on` is the day of a transfer from another post at a lower level than the rank allows; None without one.
    """

    statement: StatementFacts
    rank_since: date | None
    predicates: Mapping[int, Predicate]
    formation_available: bool | None = None
    competency_test_passed: bool | None = None
    transferred_on: date | None = None


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """A move from another post into a functional one; `months_in_rank` counts whole months in the present rank."""

    effective_on: date
    level: str
    rank: str
    months_in_rank: int
    is_at_top_of_former_post: bool


@dataclass(frozen=True, slots=True)
class FlatTransferFacts:
    """The move of an executor with a master's degree, who is given a fixed credit."""

    effective_on: date
    level: str
    rank: str
    education: str
    years_of_experience: int


@dataclass(frozen=True, slots=True)
class IntegrationFacts:
    """Credit collected by the conventional method until 2022, to be carried into the new count."""

    issued_on: date
    level: str
    rank: str
    conventional: Number
