"""What an agency may put in the place of a value: within the bounds that the national value names, and no further."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

from kinerja_api.scoring.policy import Adjustable, Kind, Range, Value, float_free
from kinerja_api.scoring.text import Text

OTHER_ENTRIES = Text(
    "harus memuat tepat isian {names}.",
    "it must hold exactly the entries {names}.",
)
OUT_OF_BOUNDS = Text(
    "{place}{number} di luar batas {lowest} sampai {highest}.",
    "{place}{number} is outside the bounds {lowest} to {highest}.",
)
OTHER_WORD = Text(
    "{place}{word} bukan salah satu dari: {words}.",
    "{place}{word} is not one of: {words}.",
)
NUMBERS = frozenset({Kind.NUMBER, Kind.NUMBERS, Kind.WEIGHTS})
WORDS = frozenset({Kind.WORDS, Kind.TABLE})


def breaches(kind: Kind, adjustable: Adjustable, own: Value, given: Value) -> Iterator[Text]:
    """Yield what stands against putting `given` in the place of `own`; a table keeps the entries that it has."""
    if isinstance(own, Mapping) and isinstance(given, Mapping) and set(own) != set(given):
        yield OTHER_ENTRIES.fill(names=", ".join(own))
    elif kind is Kind.NUMBER:
        yield from _number("", cast("Fraction", given), adjustable.each)
    elif kind in NUMBERS:
        for entry, number in cast("Mapping[str, Fraction]", given).items():
            yield from _number(f"{entry}: ", number, adjustable.bounds_of(entry))
    elif kind is Kind.WORDS:
        for word in cast("Sequence[str]", given):
            yield from _word("", word, adjustable.words)
    elif kind is Kind.TABLE:
        for entry, word in cast("Mapping[str, str]", given).items():
            yield from _word(f"{entry}: ", word, adjustable.words)


def unbounded(kind: Kind, adjustable: Adjustable, own: Value) -> str | None:
    """Return why these are no bounds for a value of this kind, or None; nothing is adjustable without bounds."""
    if kind in WORDS:
        return None if adjustable.words else "words must be listed that an agency may choose"
    if kind in NUMBERS:
        entries = set(own) if isinstance(own, Mapping) else set()
        bare = entries - set(adjustable.entries) if entries else {kind.value}
        return _unbounded_numbers(adjustable, sorted(set(adjustable.entries) - entries), sorted(bare))
    return None if kind is Kind.FLAG else f"a value of kind {kind.value} cannot be adjustable"


def _unbounded_numbers(adjustable: Adjustable, strange: Sequence[str], bare: Sequence[str]) -> str | None:
    if strange:
        return f"bounds are stated for {', '.join(strange)}, which the value does not have"
    if bare and not adjustable.each:
        return f"bounds must be stated for {', '.join(bare)}"
    return None


def _number(place: str, number: Fraction, bounds: Range | None) -> Iterator[Text]:
    if bounds is not None and not bounds.holds(number):
        yield OUT_OF_BOUNDS.fill(
            place=place,
            number=float_free(number),
            lowest=float_free(bounds.lowest),
            highest=float_free(bounds.highest),
        )


def _word(place: str, word: str, words: Sequence[str]) -> Iterator[Text]:
    if word not in words:
        yield OTHER_WORD.fill(place=place, word=word, words=", ".join(words))
