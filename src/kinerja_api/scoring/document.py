"""A trace as a JSON document, and the check that the document alone recomputes its result.

Numbers are strings: a decimal where it ends, else a fraction such as `25/12`. Each result says its kind, so that the
document can be read back years later without the policy it was made with.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import NoneType
from typing import TypeAlias, cast

from kinerja_api.scoring import operations
from kinerja_api.scoring.operations import Mode, Operation, Plain, Rounding
from kinerja_api.scoring.policy import Band, Bands, Interval, Matrix, float_free
from kinerja_api.scoring.trace import MOST_KEPT, Cited, Same, Step, Trace

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Document = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Difference:
    """A step whose stored result is not what its inputs give."""

    step: str
    stored: Json
    recomputed: Json


def document(trace: Trace) -> Document:
    """Return a trace as a document that JSON can hold."""
    policy = trace.policy
    facts = {step.name: _encode(step.result) for step in trace.steps if step.operation is Operation.FACT}
    return {
        "scheme": policy.scheme,
        "policy": {"key": policy.key, "version": policy.version, "sha256": policy.sha256},
        "period": {"first_day": str(trace.period.first_day), "last_day": str(trace.period.last_day)},
        "facts_sha256": _digest(facts),
        "result": _encode(trace.steps[-1].result),
        "steps": [_step(step) for step in trace.steps],
    }


def recompute(document: Document) -> tuple[Json, tuple[Difference, ...]]:
    """Repeat every step of a document; return its result and every step that does not give what is stored."""
    values: dict[str, Plain] = {}
    differences = []
    result: Json = None
    for step in cast("list[Document]", document["steps"]):
        name = cast("str", step["name"])
        operation = Operation(cast("str", step["operation"]))
        if operation in {Operation.FACT, Operation.PARAMETER}:
            value = _decode(cast("str", step["kind"]), step["result"])
        else:
            inputs = [values[source] for source in cast("list[str]", step["inputs"])]
            value = operations.apply(operation, inputs, _rounding(step))
        values[name], result = value, _encode(value)
        if result != step["result"]:
            differences.append(Difference(name, step["result"], result))
    return result, tuple(differences)


def _digest(facts: Mapping[str, Json]) -> str:
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _step(step: Step) -> Json:
    parameter = None if step.cited is None else _parameter(Same(step.cited))
    kind, result = (_kind(step.result), _encode(step.result)) if parameter is None else parameter[:2]
    entry: Document = {
        "name": step.name,
        "operation": step.operation.value,
        "inputs": list(step.inputs),
        "kind": kind,
        "result": result,
        "quiet": step.quiet,
    }
    if step.rounding is not None:
        entry["rounding"] = {"mode": step.rounding.mode.value, "places": step.rounding.places}
    if parameter is not None:
        entry["parameter"] = parameter[2]
    return entry


@lru_cache(maxsize=MOST_KEPT)
def _parameter(read: Same) -> tuple[str, Json, Document]:
    """Return kind and value of a parameter, and where it stands."""
    value = read.cited.dated.value
    return _kind(value), _encode(value), citation(read.cited)


def citation(cited: Cited) -> Document:
    """Return where a parameter stands: name, text, days in force, instrument, article, how sure."""
    dated = cited.dated
    return {
        "name": cited.parameter.name,
        "text": {"id": cited.parameter.text.id, "en": cited.parameter.text.en},
        "in_force": _interval(dated.in_force),
        "reference": {
            "instrument": dated.reference.instrument,
            "article": dated.reference.article,
            "url": dated.reference.url,
        },
        "verification": dated.verification.value,
        "note": dated.note,
    }


def _interval(interval: Interval) -> Json:
    return {"from": str(interval.since), "until": None if interval.until is None else str(interval.until)}


def _rounding(step: Document) -> Rounding | None:
    given = cast("Document | None", step.get("rounding"))
    return None if given is None else Rounding(Mode(cast("str", given["mode"])), cast("int", given["places"]))


def _kind(value: Plain) -> str:
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    if isinstance(value, str):  # a word of an enumeration
        return "word"
    table = cast("Mapping[str, object]", value)
    return "table" if all(isinstance(one, str) for one in table.values()) else _number_or_sheet(table)


def _number_or_sheet(value: Mapping[str, object]) -> str:
    return "sheet" if all(isinstance(one, tuple) for one in value.values()) else "numbers"


_KINDS: Mapping[type, str] = {
    NoneType: "nothing",
    bool: "truth",
    Fraction: "number",
    Decimal: "number",
    str: "word",
    date: "day",
    tuple: "words",
    Matrix: "matrix",
    Bands: "bands",
}


def _encode(value: Plain) -> Json:  # noqa: PLR0911  one return for each kind
    match value:
        case None | bool():
            return value
        case str() | Decimal() | date():
            return str(value)
        case Fraction():
            return float_free(value)
        case tuple():
            return list(value)
        case Matrix():
            cells: Json = {row: {column: value.cells[row, column] for column in value.columns} for row in value.rows}
            return {"rows": list(value.rows), "columns": list(value.columns), "cells": cells}
        case Bands():
            rows: list[Json] = [
                {"lowest": float_free(row.lowest), "highest": float_free(row.highest), "label": row.label}
                for row in value.rows
            ]
            return {"step": float_free(value.step), "rows": rows}
        case _:
            return {key: _encode(cast("Plain", one)) for key, one in value.items()}


def _decode(kind: str, value: Json) -> Plain:
    return _DECODERS[kind](value)


def _decode_matrix(value: Document) -> Matrix:
    cells = cast("dict[str, dict[str, str]]", value["cells"])
    return Matrix(
        tuple(cast("list[str]", value["rows"])),
        tuple(cast("list[str]", value["columns"])),
        {(row, column): word for row, line in cells.items() for column, word in line.items()},
    )


def _decode_bands(value: Document) -> Bands:
    rows = cast("list[dict[str, str]]", value["rows"])
    return Bands(
        Fraction(cast("str", value["step"])),
        tuple(Band(Fraction(row["lowest"]), Fraction(row["highest"]), row["label"]) for row in rows),
    )


_DECODERS = cast(
    "Mapping[str, Callable[[Json], Plain]]",
    {
        "nothing": lambda value: value,
        "truth": lambda value: value,
        "word": lambda value: value,
        "number": Fraction,
        "day": date.fromisoformat,
        "words": tuple,
        "numbers": lambda value: {key: Fraction(one) for key, one in value.items()},
        "table": dict,
        "sheet": lambda value: {key: tuple(one) for key, one in value.items()},
        "matrix": _decode_matrix,
        "bands": _decode_bands,
    },
)
