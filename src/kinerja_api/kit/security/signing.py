"""Signed texts that the service gives out and takes back: page cursors, survey tokens."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

SIGNATURE = 16
SHORTEST_SECRET = 32


class BadSignature(ValueError):  # noqa: N818
    """The text was not made by this service for this purpose, or was changed."""


class Signer:
    """Signs for one purpose at a time; the first secret signs, all of them are accepted (rotation with overlap).

    Each purpose has a key of its own, derived from the secret, so a text signed for one is worth nothing for another.
    The signature is the first 128 bits of HMAC-SHA256.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = [secret.encode() for secret in secrets]
        if not self._secrets or any(len(secret) < SHORTEST_SECRET for secret in self._secrets):
            message = f"a signing secret needs at least {SHORTEST_SECRET} bytes, and there must be one"
            raise ValueError(message)

    def sign(self, payload: bytes, *, purpose: str) -> str:
        """Return the payload with its signature, safe in a URL; it can be read by anybody and changed by nobody."""
        return urlsafe_b64encode(self._mac(self._secrets[0], payload, purpose) + payload).rstrip(b"=").decode()

    def open(self, text: str, *, purpose: str) -> bytes:
        """Return the payload of a signed text; raise `BadSignature` for every other text."""
        try:
            raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        except ValueError:
            raise BadSignature from None
        # Base64 has several spellings of one value; only the one we wrote is ours.
        if urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
            raise BadSignature
        mac, payload = raw[:SIGNATURE], raw[SIGNATURE:]
        if not any(hmac.compare_digest(mac, self._mac(secret, payload, purpose)) for secret in self._secrets):
            raise BadSignature
        return payload

    @staticmethod
    def _mac(secret: bytes, payload: bytes, purpose: str) -> bytes:
        key = hmac.digest(secret, b"kinerja:" + purpose.encode(), sha256)
        return hmac.digest(key, payload, sha256)[:SIGNATURE]
