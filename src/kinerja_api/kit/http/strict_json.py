"""JSON bodies, read strictly: a body that two readers could understand differently is refused (C11, T11, T12)."""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

DEEPEST = 32
LARGEST_INTEGER = 2**63 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonRefused(ValueError):  # noqa: N818
    """The body is not accepted: a stable code, where it is known the place, and what to do in both languages."""

    def __init__(self, code: str, detail_id: str, detail_en: str, *, pointer: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail_id = detail_id
        self.detail_en = detail_en
        self.pointer = pointer


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands in the document for what is refused, until its place is known."""

    code: str
    detail_id: str
    detail_en: str
    name: str | None = None  # of what stands inside the object that is refused

    def at(self, pointer: str) -> JsonRefused:
        place = pointer if self.name is None else f"{pointer}/{_escaped(self.name)}"
        return JsonRefused(self.code, self.detail_id, self.detail_en, pointer=place)


_TOO_LARGE = _Refused("number_range", "Bilangan terlalu besar.", "The number is too large.")


def parse_json(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8; raise `JsonRefused`."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonRefused("not_utf8", "Isi harus UTF-8.", "The body must be UTF-8.") from None
    if _too_deep(raw):
        raise JsonRefused("too_deep", f"Susunan lebih dari {DEEPEST} tingkat.", f"Nested deeper than {DEEPEST} levels.")
    try:
        value = _DECODER.decode(text)
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
    shown = name[:60]
    return _Refused("repeated_name", f"Nama '{shown}' muncul dua kali.", f"The name '{shown}' stands twice.", name)


def _constant(name: str) -> _Refused:
    return _Refused("not_a_number", f"{name} bukan angka yang berlaku.", f"{name} is not a number.")


def _integer(digits: str) -> int | _Refused:
    return int(digits) if len(digits) <= 20 and abs(int(digits)) <= LARGEST_INTEGER else _TOO_LARGE  # noqa: PLR2004


def _number(digits: str) -> Decimal | _Refused:
    return _TOO_LARGE if math.isinf(float(digits)) else Decimal(digits)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_number
)


def _walk(value: Any, pointer: str) -> None:
    match value:
        case str():
            _check_text(value, pointer)
        case _Refused():
            raise value.at(pointer)
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
    if _SURROGATE.search(value):
        raise JsonRefused(
            "lone_surrogate", "Teks bukan Unicode yang benar.", "The text is not valid Unicode.", pointer=pointer
        )


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
