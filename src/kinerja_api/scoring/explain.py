"""A trace as sentences, in Indonesian and English, that cite the article behind every parameter that was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias, assert_never, cast

from kinerja_api.scoring.operations import Mode, Operation, Plain, Rounding
from kinerja_api.scoring.policy import Interval, Kind, Reference, Verification, float_free
from kinerja_api.scoring.text import Language, Text
from kinerja_api.scoring.trace import MOST_KEPT, Cited, Same, Step, Trace
from kinerja_api.scoring.words import MONTHS, STEPS, term

Single: TypeAlias = Fraction | Decimal | bool | str | date | tuple[str, ...] | None

SHOWN = Rounding(Mode.HALF_UP, 4)
SIGNS = {Operation.SUM: " + ", Operation.PRODUCT: " x ", Operation.QUOTIENT: " / ", Operation.DIFFERENCE: " - "}
READS = frozenset({Operation.LOOKUP, Operation.FIND, Operation.LINEAR, Operation.REACHED})
MODES = {
    Mode.HALF_UP: Text("setengah ke atas", "half up"),
    Mode.DOWN: Text("ke bawah", "down"),
    Mode.UP: Text("ke atas", "up"),
}
VERIFICATIONS = {
    Verification.VERBATIM: Text("dibaca dari naskah peraturan", "read in the text of the law"),
    Verification.SECONDARY: Text("dari sumber sekunder", "from secondary sources"),
    Verification.UNVERIFIED: Text("belum terverifikasi", "not verified"),
}
ABOUT = "≈ "
YES, NO = Text("ya", "yes"), Text("tidak", "no")
UNKNOWN = Text("belum diketahui", "not known yet")
NONE = Text("tidak ada", "none")


@dataclass(frozen=True, slots=True)
class Citation:
    """One parameter that a result rests on."""

    parameter: str
    text: Text
    reference: Reference
    in_force: Interval
    verification: Verification


def citations(trace: Trace) -> tuple[Citation, ...]:
    """Return every parameter that was read, in the order of reading."""
    return tuple(_citation(step.cited) for step in trace.steps if step.cited is not None)


def sentences(trace: Trace) -> tuple[Text, ...]:
    """Return the computation as sentences; quiet steps stay in the trace only."""
    return tuple(_sentence(step, trace.by_name) for step in trace.steps if not step.quiet)


def _citation(cited: Cited) -> Citation:
    dated = cited.dated
    return Citation(cited.parameter.name, cited.parameter.text, dated.reference, dated.in_force, dated.verification)


def _sentence(step: Step, by_name: Mapping[str, Step]) -> Text:
    if step.cited is not None:
        return _rule(Same(step.cited))
    inputs = [by_name[name] for name in step.inputs]
    label, result = _label(step.name), _shown(step.result)
    if step.operation in SIGNS and step.result is not None and len(inputs) > 1:
        sides = [_shown(one.result) for one in inputs]
        sign = SIGNS[step.operation]
        formula = Text(sign.join(side.id for side in sides), sign.join(side.en for side in sides))
        # A result that does not end already says that it is about so much.
        template = "{label}: {formula} {result}." if result.id.startswith(ABOUT) else "{label}: {formula} = {result}."
        return Text(template, template).fill(label=label, formula=formula, result=result)
    if step.rounding is not None and step.result is not None:
        return Text(
            "{label}: {exact} dibulatkan {mode} ke {places} desimal menjadi {result}.",
            "{label}: {exact} rounded {mode} to {places} decimals gives {result}.",
        ).fill(
            label=label,
            exact=_shown(inputs[0].result),
            mode=MODES[step.rounding.mode],
            places=step.rounding.places,
            result=result,
        )
    if step.operation in READS:
        return _read(label, NONE if step.result is None else result, inputs)
    return Text("{label}: {result}.", "{label}: {result}.").fill(label=label, result=result)


@lru_cache(maxsize=MOST_KEPT)
def _rule(read: Same) -> Text:
    cited, dated = read.cited, read.cited.dated
    until = dated.in_force.until
    end = (
        Text("", "") if until is None else Text(" sampai sebelum {day}", " until before {day}").fill(day=_shown(until))
    )
    single = cited.parameter.kind in {Kind.NUMBER, Kind.FLAG, Kind.WORDS}
    said = Text(" = {value}", " = {value}").fill(value=_shown(dated.value)) if single else Text("", "")
    return Text(
        "Ketentuan: {text}{said}. Dasar: {instrument}, {article}; berlaku sejak {since}{end}; {verification}.",
        "Rule: {text}{said}. Basis: {instrument}, {article}; in force since {since}{end}; {verification}.",
    ).fill(
        text=cited.parameter.text,
        said=said,
        instrument=dated.reference.instrument,
        article=dated.reference.article,
        since=_shown(dated.in_force.since),
        end=end,
        verification=VERIFICATIONS[dated.verification],
    )


def _read(label: Text, result: Text, inputs: list[Step]) -> Text:
    """Say from which rule a word or number was read, and for what."""
    cited = next(one.cited for one in inputs if one.cited is not None)
    keys = [_shown(one.result) for one in inputs if one.cited is None]
    words = Text(", ".join(key.id for key in keys), ", ".join(key.en for key in keys))
    return Text(
        "{label}: {result}, menurut {rule} untuk {keys} ({instrument}).",
        "{label}: {result}, by {rule} for {keys} ({instrument}).",
    ).fill(
        label=label,
        result=result,
        rule=cited.parameter.text,
        instrument=cited.dated.reference.instrument,
        keys=words,
    )


@lru_cache(maxsize=MOST_KEPT)
def _label(name: str) -> Text:
    stem, *subjects = name.split(".")
    if not subjects:
        return STEPS[stem]
    terms = [term(part) for subject in subjects for part in subject.split("+")]
    subject = Text(", ".join(one.id for one in terms), ", ".join(one.en for one in terms))
    return Text("{stem} ({subject})", "{stem} ({subject})").fill(stem=STEPS[stem], subject=subject)


def _shown(plain: Plain) -> Text:
    """Say a single value; tables are cited by the name of their rule and never said whole."""
    value = cast("Single", plain)
    match value:
        case None:
            return UNKNOWN
        case bool():
            return YES if value else NO
        case Decimal() | Fraction():
            return _number(value)
        case date():
            return Text(_day(value, "id"), _day(value, "en"))
        case str():
            return term(value)
        case tuple():
            terms = [term(one) for one in value]
            return Text(", ".join(one.id for one in terms), ", ".join(one.en for one in terms)) if terms else NONE
        case _:
            assert_never(value)


def _number(value: Decimal | Fraction) -> Text:
    """Write a number as people do: a comma in Indonesian, and four decimals where it does not end."""
    if isinstance(value, Decimal):
        text = str(value)
        return Text(text.replace(".", ","), text)
    return _fraction(value)


# Fractions only: decimals that are equal may have other digits.
@lru_cache(maxsize=MOST_KEPT)
def _fraction(value: Fraction) -> Text:
    exact = float_free(value)
    text = f"{ABOUT}{SHOWN.apply(value)}" if "/" in exact else exact
    return Text(text.replace(".", ","), text)


def _day(day: date, language: Language) -> str:
    return f"{day.day} {MONTHS[day.month - 1].in_language(language)} {day.year}"
