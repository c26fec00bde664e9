"""The throttle of sign-in: failures per account and per address, with no lock that a stranger could turn (S22)."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from time import time
from typing import TypeAlias

from limits import RateLimitItem, RateLimitItemPerMinute, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

PER_ACCOUNT = (RateLimitItemPerMinute(5, 1), parse("20 per hour"))
PER_ADDRESS = (RateLimitItemPerMinute(30, 1), parse("300 per hour"))
# A counter where many citizens answer on one tablet stays below this; a script does not.
PER_SUBMITTER = (RateLimitItemPerMinute(30, 1), parse("600 per hour"))


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not now: wait this many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Open:
    """Go on."""


Gate: TypeAlias = Open | RetryAfter


class LoginThrottle:
    """Counts failed sign-ins; with several processes the storage must be shared (Redis)."""

    def __init__(self, storage_url: str, *, now: Callable[[], float] = time) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(storage_url))
        self._now = now

    async def check(self, *, agency: str, username: str, address: str) -> Gate:
        """Tell whether another attempt may be made now."""
        waits = [
            stats.reset_time - self._now()
            for item, key in _counters(agency, username, address)
            for stats in [await self._limiter.get_window_stats(item, key)]
            if stats.remaining <= 0
        ]
        return RetryAfter(max(1, ceil(max(waits)))) if waits else Open()

    async def failed(self, *, agency: str, username: str, address: str) -> None:
        """Count a failed attempt."""
        for item, key in _counters(agency, username, address):
            await self._limiter.hit(item, key)

    async def succeeded(self, *, agency: str, username: str, address: str) -> None:
        """Forget the failures of the account; those of the address stay."""
        for item, key in _counters(agency, username, address)[: len(PER_ACCOUNT)]:
            await self._limiter.clear(item, key)


class SubmissionThrottle:
    """Counts what one address sends to one place without an account, be it accepted or not (API6)."""

    def __init__(self, storage_url: str, *, now: Callable[[], float] = time) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(storage_url))
        self._now = now

    async def hit(self, *, place: str, address: str) -> Gate:
        """Count an attempt; tell whether it may go on."""
        # Hashed for the same reason as above: an address is personal data and is kept nowhere else.
        digest = sha256(f"{place}\n{address}".encode()).hexdigest()
        key = f"submission:{digest}"
        for item in PER_SUBMITTER:
            if not await self._limiter.hit(item, key):
                stats = await self._limiter.get_window_stats(item, key)
                return RetryAfter(max(1, ceil(stats.reset_time - self._now())))
        return Open()


def _counters(agency: str, username: str, address: str) -> list[tuple[RateLimitItem, str]]:
    # Hashed: the storage may be another machine's memory, and names are personal data.
    account = sha256(f"{agency}\n{username}".encode()).hexdigest()
    place = sha256(address.encode()).hexdigest()
    return [(item, f"account:{account}") for item in PER_ACCOUNT] + [(item, f"address:{place}") for item in PER_ADDRESS]
