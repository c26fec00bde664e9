"""JSON bodies, read strictly: a body that two readers could understand differently is refused (C11, T11, T12)."""

import json
import math
from collections import Counter
from decimal import Decimal
from typing import Any

DEEPEST = 32
LARGEST_INTEGER = 2**63 - 1


class JsonRefused(ValueError):  # noqa: N818
    """The body is not accepted: a stable code, where it is known the place, and what to do in both languages."""

    def __init__(self, code: str, detail_id: str, detail_en: str, *, pointer: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail_id = detail_id
        self.detail_en = detail_en
        self.pointer = pointer


class _Repeated:
    """Stands in for an object that names something twice, until its place is known."""

    def __init__(self, name: str) -> None:
        self.name = name


def parse_json(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8; raise `JsonRefused`."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonRefused("not_utf8", "Isi harus UTF-8.", "The body must be UTF-8.") from None
    if _too_deep(raw):
        raise JsonRefused("too_deep", f"Susunan lebih dari {DEEPEST} tingkat.", f"Nested deeper than {DEEPEST} levels.")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_integer, parse_float=_number
        )
    except json.JSONDecodeError as error:
        raise JsonRefused(
            "not_json",
            f"Isi bukan JSON yang benar, di karakter {error.pos}.",
            f"The body is not valid JSON, at character {error.pos}.",
        ) from None
    _walk(value, "")
    return value


def _too_deep(raw: bytes) -> bool:  # noqa: C901  one pass over the bytes, told in one place
    """Tell whether brackets nest too deep, before a recursive parser meets them."""
    if raw.count(b"[") + raw.count(b"{") <= DEEPEST:
        return False
    depth, in_text, escaped = 0, False, False
    for byte in raw:
        if in_text:
            if escaped:
                escaped = False
            elif byte == 0x5C:  # noqa: PLR2004  backslash
                escaped = True
            elif byte == 0x22:  # noqa: PLR2004  quote
                in_text = False
        elif byte == 0x22:  # noqa: PLR2004
            in_text = True
        elif byte in b"[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif byte in b"]}":
            depth -= 1
    return False


def _object(pairs: list[tuple[str, Any]]) -> Any:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    [(name, _)] = Counter(name for name, _ in pairs).most_common(1)
    return _Repeated(name)


def _refuse_constant(name: str) -> Any:
    raise JsonRefused("not_a_number", f"{name} bukan angka yang berlaku.", f"{name} is not a number.")


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > LARGEST_INTEGER:  # noqa: PLR2004
        raise JsonRefused("number_range", "Bilangan terlalu besar.", "The number is too large.")
    return int(digits)


def _number(digits: str) -> Decimal:
    if math.isinf(float(digits)):
        raise JsonRefused("number_range", "Bilangan terlalu besar.", "The number is too large.")
    return Decimal(digits)


def _walk(value: Any, pointer: str) -> None:
    match value:
        case str():
            _check_text(value, pointer)
        case _Repeated():
            raise JsonRefused(
                "repeated_name",
                f"Nama '{value.name[:60]}' muncul dua kali.",
                f"The name '{value.name[:60]}' stands twice.",
                pointer=f"{pointer}/{_escaped(value.name)}",
            )
        case dict():
            for name, inner in value.items():
                _check_text(name, pointer)
                _walk(inner, f"{pointer}/{_escaped(name)}")
        case list():
            for index, inner in enumerate(value):
                _walk(inner, f"{pointer}/{index}")


def _check_text(value: str, pointer: str) -> None:
    if "\x00" in value:
        raise JsonRefused(
            "nul_character", "Karakter NUL tidak diterima.", "A NUL character is refused.", pointer=pointer
        )
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise JsonRefused(
            "lone_surrogate", "Teks bukan Unicode yang benar.", "The text is not valid Unicode.", pointer=pointer
        )


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
