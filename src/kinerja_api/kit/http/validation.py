"""Pydantic's findings as the `errors` of a problem, in Indonesian and English."""

from collections.abc import Sequence
from typing import Any

from kinerja_api.kit.problems import BadRequest, FieldError, Invalid, Problem
from kinerja_api.kit.text import Text

# Pydantic's error types that people meet; anything else gets the general sentence with Pydantic's own words.
SENTENCES: dict[str, Text] = {
    "missing": Text("Wajib diisi.", "This is required."),
    "extra_forbidden": Text("Nama ini tidak dikenal di sini.", "This name is not known here."),
    "string_too_short": Text("Paling sedikit {min_length} karakter.", "At least {min_length} characters."),
    "string_too_long": Text("Paling banyak {max_length} karakter.", "At most {max_length} characters."),
    "string_pattern_mismatch": Text("Bentuknya harus sesuai pola {pattern}.", "It must match the pattern {pattern}."),
    "string_type": Text("Harus berupa teks.", "It must be a text."),
    "enum": Text("Harus salah satu dari: {expected}.", "It must be one of: {expected}."),
    "literal_error": Text("Harus salah satu dari: {expected}.", "It must be one of: {expected}."),
    "uuid_parsing": Text("Harus berupa id (UUID).", "It must be an id (UUID)."),
    "uuid_type": Text("Harus berupa id (UUID).", "It must be an id (UUID)."),
    "timezone_aware": Text(
        "Waktu harus membawa zona, misalnya +07:00.", "The time must carry an offset, for example +07:00."
    ),
    "date_from_datetime_parsing": Text("Harus tanggal YYYY-MM-DD.", "It must be a date YYYY-MM-DD."),
    "date_type": Text("Harus tanggal YYYY-MM-DD.", "It must be a date YYYY-MM-DD."),
    "datetime_from_date_parsing": Text(
        "Harus waktu RFC 3339, misalnya 2026-01-31T08:00:00+07:00.",
        "It must be an RFC 3339 time, for example 2026-01-31T08:00:00+07:00.",
    ),
    "int_type": Text("Harus bilangan bulat.", "It must be a whole number."),
    "int_parsing": Text("Harus bilangan bulat.", "It must be a whole number."),
    "decimal_parsing": Text(
        'Harus angka desimal dalam teks, misalnya "12.50".', 'It must be a decimal in a string, for example "12.50".'
    ),
    "decimal_type": Text(
        'Harus angka desimal dalam teks, misalnya "12.50".', 'It must be a decimal in a string, for example "12.50".'
    ),
    "finite_number": Text("Harus bilangan yang berhingga.", "It must be a finite number."),
    "greater_than": Text("Harus lebih dari {gt}.", "It must be greater than {gt}."),
    "greater_than_equal": Text("Paling kecil {ge}.", "It must be at least {ge}."),
    "less_than": Text("Harus kurang dari {lt}.", "It must be less than {lt}."),
    "less_than_equal": Text("Paling besar {le}.", "It must be at most {le}."),
    "too_short": Text("Paling sedikit {min_length} isian.", "At least {min_length} items."),
    "too_long": Text("Paling banyak {max_length} isian.", "At most {max_length} items."),
}
GENERAL = Text("Tidak sah: {message}.", "Not valid: {message}.")
NOT_JSON = Text("Isi bukan JSON yang benar.", "The body is not valid JSON.")


def as_invalid(errors: Sequence[Any]) -> Problem:
    """Return the problem for Pydantic's errors; unreadable JSON is 400, all else 422."""
    if any(error["type"] == "json_invalid" for error in errors):
        return BadRequest(NOT_JSON)
    found = [_field_error(error) for error in errors]
    # An unknown or doubled query name is a request that cannot be read, not a value that is wrong (C11).
    if all(error.parameter is not None and error.code == "extra_forbidden" for error in found):
        return BadRequest(errors=found)
    return Invalid(errors=found)


def _field_error(error: dict[str, Any]) -> FieldError:
    place, *rest = error["loc"] or ("body",)
    context = {key: str(value) for key, value in error.get("ctx", {}).items()}
    sentence = SENTENCES.get(error["type"])
    if isinstance(error.get("ctx", {}).get("text"), Text):
        detail = error["ctx"]["text"]
    elif sentence:
        detail = sentence.fill(**context)
    else:
        detail = GENERAL.fill(message=error["msg"])
    if place == "body":
        return FieldError(code=error["type"], detail=detail, pointer="".join(f"/{_escape(part)}" for part in rest))
    return FieldError(code=error["type"], detail=detail, parameter=".".join(str(part) for part in rest) or place)


def _escape(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")
