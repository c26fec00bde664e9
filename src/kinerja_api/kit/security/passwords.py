"""Passwords: argon2id, checked off the event loop, few at once (S21-S23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import anyio
from anyio.to_thread import run_sync
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kinerja_api.kit.text import Text

SHORTEST = 12
LONGEST = 128

# OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Of a password that nobody knows, with the parameters above; a test holds it to them.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$"
    "gSIhtfetXFd6qG5gU1lGTQ$4gG2iikD20ZWY3GQb9N3ZWLozdjp6gh+8LxiajQpVXU"  # pragma: allowlist secret
)
_COMMON = frozenset(
    files("kinerja_api.kit.security").joinpath("common_passwords.txt").read_text(encoding="utf-8").split()
)

TOO_SHORT = Text("Kata sandi paling sedikit 12 karakter.", "A password has at least 12 characters.")
TOO_LONG = Text("Kata sandi paling banyak 128 karakter.", "A password has at most 128 characters.")
TOO_COMMON = Text("Kata sandi ini terlalu umum.", "This password is too common.")
CONTAINS_CONTEXT = Text(
    "Kata sandi tidak boleh memuat nama pengguna atau nama Anda.", "A password must not contain your user name or name."
)


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether a password was right, and whether its hash was made with older parameters."""

    ok: bool
    needs_rehash: bool


class PasswordHasherPool:
    """Hashes and verifies in threads, at most `limit` at once, so that a flood of sign-ins cannot eat the memory."""

    def __init__(self, limit: int = 4) -> None:
        self._limit = limit
        self._limiter: anyio.CapacityLimiter | None = None

    async def hash(self, password: str) -> str:
        """Return the argon2id hash of a password."""
        return await run_sync(_HASHER.hash, password, limiter=self._slots())

    async def verify(self, stored: str | None, password: str) -> Verified:
        """Check a password; with no stored hash the same work is done and the answer is no (S22)."""
        return await run_sync(_verify, stored, password, limiter=self._slots())

    def _slots(self) -> anyio.CapacityLimiter:
        # Made inside the running loop, which a limiter belongs to.
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._limit)
        return self._limiter


def _verify(stored: str | None, password: str) -> Verified:
    try:
        _HASHER.verify(stored or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return Verified(ok=False, needs_rehash=False)
    if stored is None:
        return Verified(ok=False, needs_rehash=False)
    return Verified(ok=True, needs_rehash=_HASHER.check_needs_rehash(stored))


def check_password(password: str, *, context_words: Sequence[str] = ()) -> list[Text]:
    """Return what is wrong with a new password: length, commonness, the person's own words in it."""
    found: list[Text] = []
    folded = password.casefold()
    if len(password) < SHORTEST:
        found.append(TOO_SHORT)
    if len(password) > LONGEST:
        found.append(TOO_LONG)
    if folded in _COMMON:
        found.append(TOO_COMMON)
    words = {part for word in context_words for part in word.casefold().split() if len(part) >= 4}  # noqa: PLR2004
    if any(word in folded for word in words):
        found.append(CONTAINS_CONTEXT)
    return found
