"""A policy as a JSON document, and back: the document alone is enough to compute with, years later.

Numbers are strings: a decimal where it ends, else a fraction such as `25/12`.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, cast

from kinerja_api.policies.types import PolicyDocument, Registration, VerificationCounts
from kinerja_api.scoring.policy import (
    Adjustable,
    Band,
    Bands,
    Dated,
    Interval,
    Kind,
    Matrix,
    Parameter,
    PolicySet,
    Range,
    Reference,
    Value,
    Verification,
    float_free,
)
from kinerja_api.scoring.text import Text

# A number as people write it: digits, never a binary float.
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)


def to_document(policy: PolicySet) -> PolicyDocument:
    """Return a policy as a document, without the digest that names it."""
    return {
        "key": policy.key,
        "scheme": policy.scheme,
        "subject": policy.subject,
        "edition": policy.version,
        "title": _text(policy.title),
        "in_force": _interval(policy.in_force),
        "parameters": [_parameter(each) for each in policy.parameters.values()],
    }


def from_document(document: PolicyDocument, sha256: str) -> PolicySet:
    """Return the policy that a document says."""
    parameters = [_read_parameter(each) for each in document["parameters"]]
    return PolicySet(
        key=document["key"],
        scheme=document["scheme"],
        subject=document["subject"],
        version=document["edition"],
        sha256=sha256,
        title=_read_text(document["title"]),
        in_force=_read_interval(document["in_force"]),
        parameters={each.name: each for each in parameters},
    )


def registration_of(policy: PolicySet) -> Registration:
    """Return what the register keeps about a policy."""
    return Registration(
        key=policy.key,
        subject=policy.subject,
        scheme=policy.scheme,
        edition=policy.version,
        title_id=policy.title.id,
        title_en=policy.title.en,
        in_force_from=policy.in_force.since,
        in_force_until=policy.in_force.until,
        sha256=policy.sha256,
        document=to_document(policy),
    )


def instruments_of(document: PolicyDocument) -> list[str]:
    """Return the instruments that a policy cites, in the order of its parameters."""
    cited = (value["reference"]["instrument"] for each in document["parameters"] for value in each["values"])
    return list(dict.fromkeys(cited))


def verification_of(document: PolicyDocument) -> VerificationCounts:
    """Count the values of a policy by how well they are verified."""
    counts = Counter(value["verification"] for each in document["parameters"] for value in each["values"])
    return VerificationCounts(**{each.value: counts[each.value] for each in Verification})


def adjustable_of(document: PolicyDocument) -> list[str]:
    """Return the parameters of a policy that an agency may adjust."""
    return [each["name"] for each in document["parameters"] if each.get("adjustable")]


def read_shown(kind: Kind, document: Any) -> Value:
    """Return the value that `shown_value` wrote."""
    return _READERS[kind](document)


def shown_value(kind: Kind, value: Value) -> Any:
    """Return a value as JSON."""
    return _WRITERS[kind](value)


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind.value,
        "text": _text(parameter.text),
        "scope": _interval(parameter.scope),
        "values": [_dated(parameter.kind, each) for each in parameter.values],
        "adjustable": _adjustable(parameter.adjustable) if parameter.adjustable else None,
    }


def _read_parameter(document: Mapping[str, Any]) -> Parameter:
    kind = Kind(document["kind"])
    return Parameter(
        name=document["name"],
        kind=kind,
        text=_read_text(document["text"]),
        scope=_read_interval(document["scope"]),
        values=tuple(_read_dated(kind, each) for each in document["values"]),
        # Versions registered before there were agency overlays do not say it.
        adjustable=_read_adjustable(adjustable) if (adjustable := document.get("adjustable")) else None,
    )


def _dated(kind: Kind, dated: Dated) -> dict[str, Any]:
    return {
        "value": shown_value(kind, dated.value),
        "in_force": _interval(dated.in_force),
        "reference": {
            "instrument": dated.reference.instrument,
            "article": dated.reference.article,
            "url": dated.reference.url,
        },
        "verification": dated.verification.value,
        "note": dated.note,
    }


def _read_dated(kind: Kind, document: Mapping[str, Any]) -> Dated:
    return Dated(
        value=_READERS[kind](document["value"]),
        in_force=_read_interval(document["in_force"]),
        reference=Reference(**document["reference"]),
        verification=Verification(document["verification"]),
        note=document["note"],
    )


def _adjustable(adjustable: Adjustable) -> dict[str, Any]:
    return {
        "each": _range(adjustable.each) if adjustable.each else None,
        "entries": {name: _range(each) for name, each in adjustable.entries.items()},
        "words": list(adjustable.words),
    }


def _read_adjustable(document: Mapping[str, Any]) -> Adjustable:
    return Adjustable(
        each=_read_range(document["each"]) if document["each"] else None,
        entries={name: _read_range(each) for name, each in document["entries"].items()},
        words=tuple(document["words"]),
    )


def _range(bounds: Range) -> dict[str, str]:
    return {"lowest": float_free(bounds.lowest), "highest": float_free(bounds.highest)}


def _read_range(document: Mapping[str, str]) -> Range:
    return Range(Fraction(document["lowest"]), Fraction(document["highest"]))


def _numbers(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: float_free(number) for name, number in numbers.items()}


def _read_numbers(document: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(number) for name, number in document.items()}


def _sheet(sheet: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(words) for name, words in sheet.items()}


def _read_sheet(document: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in document.items()}


def _matrix(matrix: Matrix) -> dict[str, Any]:
    rows = {row: {column: matrix.cell(row, column) for column in matrix.columns} for row in matrix.rows}
    return {"rows": list(matrix.rows), "columns": list(matrix.columns), "cells": rows}


def _read_matrix(document: Mapping[str, Any]) -> Matrix:
    return Matrix(
        rows=tuple(document["rows"]),
        columns=tuple(document["columns"]),
        cells={(row, column): word for row, line in document["cells"].items() for column, word in line.items()},
    )


def _bands(bands: Bands) -> dict[str, Any]:
    rows = [
        {"lowest": float_free(row.lowest), "highest": float_free(row.highest), "label": row.label} for row in bands.rows
    ]
    return {"step": float_free(bands.step), "rows": rows}


def _read_bands(document: Mapping[str, Any]) -> Bands:
    return Bands(
        step=Fraction(document["step"]),
        rows=tuple(Band(Fraction(row["lowest"]), Fraction(row["highest"]), row["label"]) for row in document["rows"]),
    )


def _text(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def _read_text(document: Mapping[str, str]) -> Text:
    return Text(document["id"], document["en"])


def _interval(interval: Interval) -> dict[str, str | None]:
    return {"from": interval.since.isoformat(), "until": interval.until.isoformat() if interval.until else None}


def _read_interval(document: Mapping[str, str | None]) -> Interval:
    since, until = document["from"], document["until"]
    return Interval(date.fromisoformat(cast("str", since)), date.fromisoformat(until) if until else None)


_WRITERS = cast(
    "Mapping[Kind, Callable[[Value], Any]]",
    {
        Kind.NUMBER: float_free,
        Kind.FLAG: bool,
        Kind.WORDS: list,
        Kind.NUMBERS: _numbers,
        Kind.WEIGHTS: _numbers,
        Kind.TABLE: dict,
        Kind.SHEET: _sheet,
        Kind.MATRIX: _matrix,
        Kind.BANDS: _bands,
    },
)
_READERS = cast(
    "Mapping[Kind, Callable[[Any], Value]]",
    {
        Kind.NUMBER: Fraction,
        Kind.FLAG: bool,
        Kind.WORDS: tuple,
        Kind.NUMBERS: _read_numbers,
        Kind.WEIGHTS: _read_numbers,
        Kind.TABLE: dict,
        Kind.SHEET: _read_sheet,
        Kind.MATRIX: _read_matrix,
        Kind.BANDS: _read_bands,
    },
)
