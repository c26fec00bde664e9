"""What the schemes of old records share: the mark on results, checked numbers, and the comparison with a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.errors import MissingFact, UnknownFact, WrongScale
from kinerja_api.scoring.facts import Number
from kinerja_api.scoring.legacy_facts import Amount, RecordUse, StatedValues
from kinerja_api.scoring.operations import Mode, Operation, Rounding
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Tracer
from kinerja_api.scoring.words import term

HUNDRED = 100
DIFFERS = Text(
    "Catatan menyebut {stated}, hitungan menghasilkan {computed}.",
    "The record states {stated}, the computation gives {computed}.",
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value that an old record states and the computation does not give; the record is kept as it is."""

    name: str
    stated: Decimal | str
    computed: Decimal | str
    text: Text


def allowed_uses(tracer: Tracer) -> tuple[RecordUse, ...]:
    """Read what a result under this rule may be used for; it never makes a new record."""
    return tuple(RecordUse(use) for use in tracer.words("uses").value)


def whole(tracer: Tracer) -> Noted[Fraction]:
    """Note the hundred of every percentage."""
    return tracer.number_fact("hundred", HUNDRED, quiet=True)


def percent(
    tracer: Tracer, name: str, top: Noted[Fraction], bottom: Noted[Fraction], hundred: Noted[Fraction]
) -> Noted[Fraction]:
    """Compute top / bottom x 100 %."""
    share = tracer.to_number(Operation.QUOTIENT, f"share_of.{name}", top, bottom, quiet=True)
    return tracer.to_number(Operation.PRODUCT, name, share, hundred)


def number_within(tracer: Tracer, name: str, number: Number | None, *, scale: str, place: str) -> Noted[Fraction]:
    """Note a number that must be there and lie on a scale of the policy."""
    given = present(number, place)
    check_within(tracer, given, scale=scale, place=place)
    return tracer.number_fact(name, given)


def check_within(tracer: Tracer, number: Number, *, scale: str, place: str) -> None:
    """Refuse a number outside a scale of the policy."""
    bounds = tracer.numbers(scale).value
    if not bounds["lowest"] <= number <= bounds["highest"]:
        needed = Text("Pakai nilai {low} sampai {high}.", "Use a value from {low} to {high}.")
        raise WrongScale(place, needed.fill(low=float_free(bounds["lowest"]), high=float_free(bounds["highest"])))


def present(number: Number | None, place: str) -> Number:
    """Return a number that must be on record."""
    if number is None:
        needed = Text("Isi nilai ini dari catatan lama.", "State this value from the old record.")
        raise MissingFact(place, needed)
    return number


def not_negative(number: Number, place: str) -> Number:
    """Return a number that cannot be below nought."""
    if number < 0:
        raise WrongScale(place, Text("Nilai tidak boleh negatif.", "The value cannot be negative."))
    return number


def target_above_nought(target: Amount, place: str) -> None:
    """Check a target by which a formula divides."""
    if target.number <= 0:
        needed = Text("Target harus lebih dari nol.", "The target must be above nought.")
        at = f"{place}.target"
        raise WrongScale(at, needed)


def same_unit(one: Amount, other: Amount, place: str) -> None:
    """Check that two amounts are in one unit."""
    if one.unit != other.unit:
        needed = Text(
            "Pakai satu satuan; tertulis {one} dan {other}.", "Use one unit; the record has {one} and {other}."
        )
        raise WrongScale(place, needed.fill(one=one.unit, other=other.unit))


def weighted_sum(
    tracer: Tracer, name: str, values: Mapping[str, Noted[Fraction]], *, weights: str, hundred: Noted[Fraction]
) -> Noted[Fraction]:
    """Weigh values by a parameter of weights, which together make 100."""
    ruled = tracer.weights(weights)
    parts = []
    for part, value in values.items():
        key = tracer.fact(f"part.{part}", part, quiet=True)
        weight = tracer.to_number(Operation.LOOKUP, f"weight_of.{part}", ruled, key)
        points = tracer.to_number(Operation.PRODUCT, f"points_of.{part}", value, weight, quiet=True)
        parts.append(tracer.to_number(Operation.QUOTIENT, f"weighted_value.{part}", points, hundred))
    return tracer.to_number(Operation.SUM, name, *parts)


def disagreements(stated: StatedValues, computed: Mapping[str, Fraction | str]) -> tuple[Disagreement, ...]:
    """Compare what a record states with what was computed, numbers at the decimals of the record."""
    found = []
    for name, value in stated.items():
        if name not in computed:
            place = f"stated.{name}"
            needed = Text("Yang dapat dibandingkan: {known}.", "What can be compared: {known}.")
            raise UnknownFact(place, needed.fill(known=", ".join(computed)))
        own = _as_stated(computed[name], value)
        if own != value:
            text = DIFFERS.fill(stated=_said(value), computed=_said(own))
            found.append(Disagreement(name, value, own, text))
    return tuple(found)


def _as_stated(computed: Fraction | str, stated: Decimal | str) -> Decimal | str:
    if isinstance(computed, str):
        return str(computed)
    if isinstance(stated, str):
        return float_free(computed)
    places = max(0, -int(stated.as_tuple().exponent))
    return Rounding(Mode.HALF_UP, places).apply(computed)


def _said(value: Decimal | str) -> Text:
    if isinstance(value, str):
        return term(value)
    return Text(str(value).replace(".", ","), str(value))
