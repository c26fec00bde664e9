"""The base of all input and output models, and the field types that they share.

Inputs forbid unknown names and take no value of another type by guess (T12); what decides about a person travels as
a decimal in a string, instants leave in UTC with `Z` (C8, C35).
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from kinerja_api.kit.text import Text

T = TypeVar("T")

_CONTROL = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NO_CONTROL = Text(
    "Tidak boleh memuat karakter kendali atau karakter tak terlihat.",
    "It must not contain control or invisible characters.",
)
ONLY_TEXT = Text("Harus ditulis sebagai teks JSON.", "It must be written as a JSON string.")
DECIMAL_TEXT = Text(
    'Harus angka desimal dalam teks, misalnya "12.50".', 'It must be a decimal in a string, for example "12.50".'
)
DAY_TEXT = Text("Harus tanggal YYYY-MM-DD.", "It must be a date YYYY-MM-DD.")
INSTANT_TEXT = Text(
    "Harus waktu dengan zona, misalnya 2026-04-01T09:00:00+07:00.",
    "It must be an instant with its offset, for example 2026-04-01T09:00:00+07:00.",
)
WEB_ADDRESS = Text(
    "Harus alamat web lengkap tanpa kata sandi, misalnya https://contoh.go.id/laporan.pdf.",
    "It must be a whole web address without a password, for example https://contoh.go.id/laporan.pdf.",
)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,6})?")


class Input(BaseModel):
    """Base of what clients send."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=True)


class Output(BaseModel):
    """Base of what the service answers; built from rows by attribute.

    What writes it is built for an operation's first answer and not at the start, which has some 250 to load (P10); the
    contract, which is checked against the app, builds them all.
    """

    model_config = ConfigDict(from_attributes=True, frozen=True, defer_build=True)


class Page(Output, Generic[T]):
    """One page of a list; `next` is the cursor of the following page, null on the last."""

    items: Annotated[list[T], Field(max_length=200)]
    next: Annotated[str | None, Field(max_length=1024, description="Cursor of the next page; null on the last page.")]


def _no_control(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("control_character", "control character", {"text": NO_CONTROL})
    return value


def _text_only(value: object) -> object:
    if not isinstance(value, str | date):
        raise PydanticCustomError("string_type", "must be a string", {"text": ONLY_TEXT})
    return value


def _day_text(value: object) -> object:
    """Let only YYYY-MM-DD through: Pydantic would read a number of seconds, and midnight, as a day too (T12)."""
    if isinstance(_text_only(value), str) and not _DAY.fullmatch(str(value)):
        raise PydanticCustomError("date_parsing", "must be a date", {"text": DAY_TEXT})
    return value


def _instant_text(value: object) -> object:
    """Let only an instant with its offset through: Pydantic would read a day, and a number of seconds, as one (T12)."""
    if isinstance(_text_only(value), str) and not _INSTANT.fullmatch(str(value)):
        raise PydanticCustomError("datetime_parsing", "must be an instant", {"text": INSTANT_TEXT})
    return value


def _decimal_text(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise PydanticCustomError("decimal_type", "must be a decimal string", {"text": DECIMAL_TEXT})
    return Decimal(value)


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound, parts = False, urlsplit("")
    if not sound or parts.username is not None or parts.password is not None:
        raise PydanticCustomError("web_address", "web address", {"text": WEB_ADDRESS})
    return value


def _as_utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain_decimal(value: Decimal) -> str:
    return format(value, "f")


# A name, a title, a code: one line.
Label = Annotated[str, StringConstraints(max_length=300), AfterValidator(_no_control)]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True), AfterValidator(_no_control)
]
# The same for columns that hold less: the name of an account, a number of a decree, a unit of measure.
DisplayName = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(_no_control)
]
Phrase = Annotated[
    str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True), AfterValidator(_no_control)
]
Word = Annotated[
    str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True), AfterValidator(_no_control)
]
# Prose that people write: several lines.
Prose = Annotated[
    str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True), AfterValidator(_no_control)
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
WebAddress = Annotated[
    str,
    StringConstraints(min_length=10, max_length=2000, pattern=r"^https?://[!-~]+$"),
    AfterValidator(_web_address),
]
Nip = Annotated[str, StringConstraints(pattern=r"^[0-9]{18}$", min_length=18, max_length=18)]
Day = Annotated[date, BeforeValidator(_day_text), WithJsonSchema({"type": "string", "format": "date", "maxLength": 10})]
Instant = Annotated[
    AwareDatetime,
    BeforeValidator(_instant_text),
    PlainSerializer(_as_utc, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "maxLength": 40}),
]
# Exact numbers: twelve digits before the point, six behind it, written as a string.
Number = Annotated[
    Decimal,
    BeforeValidator(_decimal_text),
    PlainSerializer(_plain_decimal, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,6})?$", "maxLength": 20}),
]
# The same in answers, where the value is our own and each check would cost time for every field of every row.
Shown = Annotated[str, Field(max_length=300)]
ShownNumber = Annotated[
    Decimal, WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,6})?$", "maxLength": 20})
]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0, le=2_147_483_647)]
Version = Annotated[
    int, Field(ge=1, le=2_147_483_647, description="Versi; juga isi ETag. The version, also in the ETag.")
]


class StepIn(Input):
    """A step in a lifecycle, and why."""

    name: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z_]+$", examples=["open"])]
    note: Prose | None = None
