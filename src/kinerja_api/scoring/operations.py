"""The few operations of which every result is made, as pure functions over plain values.

The tracer computes with them and `recompute` repeats them, so a stored trace can be checked without the engine's
schemes. An input that is not known (None) makes the result unknown, except where logic can decide without it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction
from typing import assert_never, cast

from kinerja_api.scoring.errors import UnknownFact, WrongScale
from kinerja_api.scoring.facts import CriterionStatus
from kinerja_api.scoring.policy import Bands, Matrix, float_free
from kinerja_api.scoring.text import Text

Plain = (
    Fraction
    | Decimal
    | str
    | bool
    | date
    | tuple[str, ...]
    | Mapping[str, Fraction]
    | Mapping[str, str]
    | Mapping[str, tuple[str, ...]]
    | Matrix
    | Bands
    | None
)

DECEMBER = 12


class Mode(StrEnum):
    """How a number is rounded."""

    HALF_UP = auto()
    DOWN = auto()
    UP = auto()


@dataclass(frozen=True, slots=True)
class Rounding:
    """A named rounding to a number of decimals."""

    mode: Mode
    places: int

    def apply(self, number: Fraction) -> Decimal:
        """Round an exact number; half up means away from zero, as people round on paper, and nothing has no sign."""
        units = self._units(abs(number.numerator) * 10**self.places, number.denominator)
        # From its digits, which no context of decimals rounds again.
        return Decimal(f"{'-' if number < 0 and units else ''}{units}E-{self.places}")

    def _units(self, numerator: int, denominator: int) -> int:
        match self.mode:
            case Mode.HALF_UP:
                return (2 * numerator + denominator) // (2 * denominator)
            case Mode.DOWN:
                return numerator // denominator
            case Mode.UP:
                return -(-numerator // denominator)
            case _:
                assert_never(self.mode)


class Operation(StrEnum):
    """Names of the operations, as a stored trace spells them."""

    FACT = auto()
    PARAMETER = auto()
    LOOKUP = auto()
    FIND = auto()
    SUM = auto()
    PRODUCT = auto()
    QUOTIENT = auto()
    DIFFERENCE = auto()
    LINEAR = auto()
    BOUND = auto()
    REACHED = auto()
    LARGEST = auto()
    ROUND = auto()
    AT_LEAST = auto()
    AT_MOST = auto()
    MEMBER = auto()
    SHARE_ANY = auto()
    IS_LAST = auto()
    NEXT_IN_ORDER = auto()
    HIGHEST_IN_ORDER = auto()
    STEPS_IN_ORDER = auto()
    NOT_HIGHER = auto()
    YEARS_AFTER = auto()
    MONTHS_AFTER = auto()
    FULL_MONTHS = auto()
    FIRST_OF_NEXT_MONTH = auto()
    DAY_OF_YEAR = auto()
    MONTH_OF_YEAR = auto()
    NOT_AFTER = auto()
    ALL = auto()
    ANY = auto()
    NOT = auto()
    CRITERION = auto()
    VERDICT = auto()
    CHOOSE = auto()
    EQUAL = auto()
    COUNT = auto()
    LAST = auto()
    WORKED_MONTHS = auto()


def apply(operation: Operation, inputs: Sequence[Plain], rounding: Rounding | None = None) -> Plain:
    """Compute one step."""
    if operation is Operation.ROUND:
        number = cast("Fraction | None", inputs[0])
        return None if number is None else cast("Rounding", rounding).apply(_exact(number))
    if operation in _KLEENE:
        return _KLEENE[operation](inputs)
    if any(value is None for value in inputs):
        return None
    return _STRICT[operation](*inputs)


def _lookup(table: Plain, *keys: Plain) -> Plain:
    found = _find(table, *keys)
    if found is None:
        known = ", ".join(sorted(cast("Mapping[str, str]", table)))
        needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
        raise UnknownFact(str(keys[0]), needed.fill(known=known))
    return found


def _find(table: Plain, *keys: Plain) -> Plain:
    if isinstance(table, Matrix):
        row, column = cast("tuple[str, str]", keys)
        return table.cell(row, column)
    if isinstance(table, Bands):
        return table.label(Fraction(cast("Fraction", keys[0])))
    return cast("Mapping[str, str]", table).get(str(keys[0]))


def _exact(number: Fraction) -> Fraction:
    """Return a number as a fraction, also one that a step has rounded; most are fractions already."""
    return number if type(number) is Fraction else Fraction(number)


def _sum(*numbers: Fraction) -> Fraction:
    return sum(map(_exact, numbers), Fraction(0))


def _product(left: Fraction, right: Fraction) -> Fraction:
    return _exact(left) * _exact(right)


def _quotient(left: Fraction, right: Fraction) -> Fraction:
    return _exact(left) / _exact(right)


def _difference(left: Fraction, right: Fraction) -> Fraction:
    return _exact(left) - _exact(right)


def _linear(number: Fraction, scale: Mapping[str, Fraction]) -> Fraction:
    low, high, to_low, to_high = (scale[name] for name in ("from_lowest", "from_highest", "to_lowest", "to_highest"))
    if not low <= number <= high:
        needed = Text("Pakai bilangan {low} sampai {high}.", "Use a number from {low} to {high}.")
        raise WrongScale(float_free(Fraction(number)), needed.fill(low=float_free(low), high=float_free(high)))
    return to_low + (_exact(number) - low) * (to_high - to_low) / (high - low)


def _bound(number: Fraction, bounds: Mapping[str, Fraction]) -> Fraction:
    return min(max(_exact(number), bounds["lowest"]), bounds["highest"])


def _reached(floors: Mapping[str, Fraction], number: Fraction) -> str:
    """Return the label of the highest floor that a number reaches; a floor belongs to its label."""
    reached = [label for label, floor in floors.items() if number >= floor]
    if not reached:
        needed = Text("Pakai bilangan mulai {low}.", "Use a number from {low} on.")
        raise WrongScale(float_free(Fraction(number)), needed.fill(low=float_free(min(floors.values()))))
    return max(reached, key=lambda label: floors[label])


def _largest(*numbers: Fraction) -> Fraction:
    return max(Fraction(number) for number in numbers)


def _at_least(left: Fraction, right: Fraction) -> bool:
    return left >= right


def _at_most(left: Fraction, right: Fraction) -> bool:
    return left <= right


def _member(words: Sequence[str], word: str) -> bool:
    return word in words


def _share_any(words: Sequence[str], others: Sequence[str]) -> bool:
    return any(word in words for word in others)


def _position(ladder: Sequence[str], word: str) -> int:
    try:
        return ladder.index(word)
    except ValueError:
        needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
        raise UnknownFact(word, needed.fill(known=", ".join(ladder))) from None


def _is_last(ladder: Sequence[str], word: str) -> bool:
    return _position(ladder, word) == len(ladder) - 1


def _next_in_order(ladder: Sequence[str], word: str) -> str:
    return ladder[_position(ladder, word) + 1]


def _highest_in_order(ladder: Sequence[str], *words: str) -> str:
    return max(words, key=lambda word: _position(ladder, word))


def _steps_in_order(ladder: Sequence[str], lower: str, higher: str) -> Fraction:
    return Fraction(_position(ladder, higher) - _position(ladder, lower))


def _not_higher(ladder: Sequence[str], word: str, limit: str) -> bool:
    return _position(ladder, word) <= _position(ladder, limit)


def _years_after(day: date, years: Fraction) -> date:
    return _months_after(day, years * DECEMBER)


def _months_after(day: date, months: Fraction) -> date:
    """Count calendar months; where the day does not exist, they are full on the first of the next month."""
    years, month = divmod(day.month - 1 + int(months), DECEMBER)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return _first_of_next_month(date(day.year + years, month + 1, 1))


def _full_months(since: date, until: date) -> Fraction:
    """Count the months that are full by a day."""
    months = (until.year - since.year) * DECEMBER + until.month - since.month
    return Fraction(months if _months_after(since, Fraction(months)) <= until else months - 1)


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _day_of_year(day: date) -> str:
    return f"{day:%m-%d}"


def _month_of_year(day: date) -> Fraction:
    return Fraction(day.month)


def _not_after(day: date, limit: date) -> bool:
    return day <= limit


def _equal(left: Plain, right: Plain) -> bool:
    return left == right


def _count(words: Sequence[str]) -> Fraction:
    return Fraction(len(words))


def _last(words: Sequence[str]) -> str:
    return words[-1]


def _worked_months(spans: Sequence[str], away: Sequence[str]) -> tuple[str, ...]:
    """Return the calendar months with at least one day of work; a span reads `first_day/last_day`."""
    days = {day for span in spans for day in days_of(span)} - {day for span in away for day in days_of(span)}
    return tuple(sorted({f"{day:%Y-%m}" for day in days}))


def days_of(span: str) -> Sequence[date]:
    """Return every day of a span that reads `first_day/last_day`."""
    first, last = (date.fromisoformat(end) for end in span.split("/"))
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]


def _choose(values: Sequence[Plain]) -> Plain:
    """Take the second value when the first holds, else the third; unknown unless both are the same."""
    holds, if_so, if_not = values
    if holds is None:
        return if_so if if_so == if_not else None
    return if_so if holds else if_not


def _all(values: Sequence[Plain]) -> bool | None:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def _any(values: Sequence[Plain]) -> bool | None:
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def _criterion(values: Sequence[Plain]) -> str:
    if values[0] is None:
        return CriterionStatus.PENDING.value
    return CriterionStatus.MET.value if values[0] else CriterionStatus.NOT_MET.value


def _verdict(statuses: Sequence[Plain]) -> str:
    """One criterion that is not met decides; else one that is pending keeps it open."""
    for decisive in (CriterionStatus.NOT_MET, CriterionStatus.PENDING):
        if decisive.value in statuses:
            return decisive.value
    return CriterionStatus.MET.value


_STRICT = cast(
    "Mapping[Operation, Callable[..., Plain]]",
    {
        Operation.LOOKUP: _lookup,
        Operation.FIND: _find,
        Operation.SUM: _sum,
        Operation.PRODUCT: _product,
        Operation.QUOTIENT: _quotient,
        Operation.DIFFERENCE: _difference,
        Operation.LINEAR: _linear,
        Operation.BOUND: _bound,
        Operation.REACHED: _reached,
        Operation.LARGEST: _largest,
        Operation.AT_LEAST: _at_least,
        Operation.AT_MOST: _at_most,
        Operation.MEMBER: _member,
        Operation.SHARE_ANY: _share_any,
        Operation.IS_LAST: _is_last,
        Operation.NEXT_IN_ORDER: _next_in_order,
        Operation.HIGHEST_IN_ORDER: _highest_in_order,
        Operation.STEPS_IN_ORDER: _steps_in_order,
        Operation.NOT_HIGHER: _not_higher,
        Operation.YEARS_AFTER: _years_after,
        Operation.MONTHS_AFTER: _months_after,
        Operation.FULL_MONTHS: _full_months,
        Operation.FIRST_OF_NEXT_MONTH: _first_of_next_month,
        Operation.DAY_OF_YEAR: _day_of_year,
        Operation.MONTH_OF_YEAR: _month_of_year,
        Operation.NOT_AFTER: _not_after,
        Operation.EQUAL: _equal,
        Operation.COUNT: _count,
        Operation.LAST: _last,
        Operation.WORKED_MONTHS: _worked_months,
    },
)
_KLEENE: Mapping[Operation, Callable[[Sequence[Plain]], Plain]] = {
    Operation.ALL: _all,
    Operation.ANY: _any,
    Operation.NOT: lambda values: None if values[0] is None else not values[0],
    Operation.CRITERION: _criterion,
    Operation.VERDICT: _verdict,
    Operation.CHOOSE: _choose,
}
