"""Page cursors: opaque, and bound to the agency, the list and its filters (C19)."""

import json
from hashlib import sha256

from kinerja_api.kit.security.signing import BadSignature, Signer

# The first byte of what is signed: a later layout gets another, and old cursors are refused instead of misread.
VERSION = b"\x01"
LONGEST = 1_024
_write = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class BadCursor(ValueError):  # noqa: N818
    """The cursor is not one of this list."""


class CursorCodec:
    """Writes and reads cursors."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def encode(self, position: tuple[str | int | None, ...], *, binding: str) -> str:
        """Return the cursor of a position in the list that `binding` (agency, operation, filters, order) names.

        A cursor has at most 1,024 characters. A position that does not fit, or holds anything but texts, whole
        numbers and None, is a mistake of the list's author: `ValueError`.
        """
        if not all(_is_plain(value) for value in position):
            message = "a position holds texts, whole numbers and None"
            raise ValueError(message)
        payload = VERSION + _write(position).encode()
        text = self._signer.sign(payload, purpose=_purpose(binding))
        if len(text) > LONGEST:
            message = f"a cursor would have {len(text)} characters; order the list by shorter columns"
            raise ValueError(message)
        return text

    def decode(self, text: str, *, binding: str) -> tuple[str | int | None, ...]:
        """Return the position; raise `BadCursor` for an edited, foreign or otherwise unknown one."""
        if len(text) > LONGEST:
            raise BadCursor
        try:
            payload = self._signer.open(text, purpose=_purpose(binding))
        except BadSignature:
            raise BadCursor from None
        if not payload.startswith(VERSION):
            raise BadCursor
        return tuple(json.loads(payload[len(VERSION) :]))


def _is_plain(value: object) -> bool:
    return value is None or type(value) in {str, int}


def _purpose(binding: str) -> str:
    return f"cursor:{sha256(binding.encode()).hexdigest()}"
