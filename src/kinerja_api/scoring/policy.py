"""Policies as data: dated, cited values in a few plain kinds.

Days follow one convention: `until` is the first day on which a value no longer holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from fractions import Fraction

from kinerja_api.scoring.errors import NotInForce, UnknownFact, UnknownParameter, WrongScale
from kinerja_api.scoring.text import Text


class Verification(StrEnum):
    """How sure we are of a value: read in the law itself, reported by others, or from general knowledge."""

    VERBATIM = auto()
    SECONDARY = auto()
    UNVERIFIED = auto()


class Kind(StrEnum):
    """The kinds of value that a parameter can have."""

    NUMBER = auto()
    FLAG = auto()
    WORDS = auto()
    NUMBERS = auto()
    WEIGHTS = auto()
    TABLE = auto()
    SHEET = auto()
    MATRIX = auto()
    BANDS = auto()


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a value stands: instrument and article, with an address when there is a public one."""

    instrument: str
    article: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `since` up to, not including, `until`; without `until` there is no end yet."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether a day lies within."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A two-way table; `verify` sees to it that no cell is missing."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], str]

    def cell(self, row: str, column: str) -> str:
        """Return the word in a cell."""
        try:
            return self.cells[row, column]
        except KeyError:
            place = f"{row} x {column}"
            needed = Text("Pakai salah satu dari {rows} dan {columns}.", "Use one of {rows} and {columns}.")
            raise UnknownFact(place, needed.fill(rows=", ".join(self.rows), columns=", ".join(self.columns))) from None


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a band table as the law prints it: both bounds belong to it."""

    lowest: Fraction
    highest: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands over numbers that move in steps, lowest first; neighbours lie exactly one step apart."""

    step: Fraction
    rows: tuple[Band, ...]

    @property
    def lowest(self) -> Fraction:
        """The lowest number that has a label."""
        return self.rows[0].lowest

    def label(self, number: Fraction) -> str:
        """Return the label of a number, which must already be rounded to the step."""
        for row in self.rows:
            if row.lowest <= number <= row.highest:
                return row.label
        needed = Text(
            "Pakai bilangan {low} sampai {high} dalam langkah {step}.",
            "Use a number from {low} to {high} in steps of {step}.",
        )
        raise WrongScale(
            float_free(number),
            needed.fill(
                low=float_free(self.rows[0].lowest),
                high=float_free(self.rows[-1].highest),
                step=float_free(self.step),
            ),
        )


Value = (
    Fraction
    | bool
    | tuple[str, ...]
    | Mapping[str, Fraction]
    | Mapping[str, str]
    | Mapping[str, tuple[str, ...]]
    | Matrix
    | Bands
)


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter: since when, says who, how sure."""

    value: Value
    in_force: Interval
    reference: Reference
    verification: Verification
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds of a number; both belong to it."""

    lowest: Fraction
    highest: Fraction

    def holds(self, number: Fraction) -> bool:
        """Tell whether a number lies within."""
        return self.lowest <= number <= self.highest


@dataclass(frozen=True, slots=True)
class Adjustable:
    """What an agency may put in the place of a value: numbers within bounds, or some of these words.

    `entries` bounds single entries of a table of numbers, `each` all the others.
    """

    each: Range | None = None
    entries: Mapping[str, Range] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def bounds_of(self, entry: str) -> Range | None:
        """Return the bounds of one entry of a table."""
        return self.entries.get(entry, self.each)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named rule value over time; `scope` says from when to when there is such a rule at all.

    Without `adjustable` no agency may put a value of its own in its place.
    """

    name: str
    kind: Kind
    text: Text
    scope: Interval
    values: tuple[Dated, ...]
    adjustable: Adjustable | None = None

    def on(self, day: date) -> Dated:
        """Return the value in force on a day, or raise `NotInForce`."""
        for dated in self.values:
            if dated.in_force.covers(day):
                return dated
        raise NotInForce(self.name, day)


@dataclass(frozen=True, slots=True)
class PolicySet:
    """One policy: what a scheme needs to know, with its edition and the digest of the document it came from."""

    key: str
    scheme: str
    subject: str
    version: str
    sha256: str
    title: Text
    in_force: Interval
    parameters: Mapping[str, Parameter]

    @property
    def is_adjustable(self) -> bool:
        """Tell whether an agency may set some value of it itself."""
        return any(each.adjustable for each in self.parameters.values())

    def parameter(self, name: str, kind: Kind) -> Parameter:
        """Return a parameter of a kind, or raise `UnknownParameter`."""
        found = self.parameters.get(name)
        if found is None or found.kind is not kind:
            needed = Text(
                "Kebijakan {key} harus memuat parameter {name} jenis {kind}.",
                "The policy {key} must hold a parameter {name} of kind {kind}.",
            )
            place = f"{self.key}.{name}"
            raise UnknownParameter(place, needed.fill(key=self.key, name=name, kind=kind.value))
        return found


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All policies of one origin, by key; the regime of a subject is chosen by the day."""

    policies: Mapping[str, PolicySet] = field(default_factory=dict)

    def get(self, key: str) -> PolicySet:
        """Return a policy by its key."""
        try:
            return self.policies[key]
        except KeyError:
            needed = Text("Pakai salah satu dari: {keys}.", "Use one of: {keys}.")
            raise UnknownParameter(key, needed.fill(keys=", ".join(sorted(self.policies)))) from None

    def regime(self, subject: str, day: date) -> PolicySet:
        """Return the policy that rules a subject on a day, or raise `NotInForce`."""
        for policy in self.policies.values():
            if policy.subject == subject and policy.in_force.covers(day):
                return policy
        raise NotInForce(subject, day)


def float_free(number: Fraction) -> str:
    """Write an exact number: as a decimal where it ends, else as a fraction such as `25/12`."""
    rest, twos, fives = number.denominator, 0, 0
    if rest == 1:
        return str(number.numerator)
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
