"""Ids of the demo: the same at every fill, so that the examples of the document point at what is there."""

from collections import deque
from uuid import UUID

from kinerja_api.kit.clock import Clock


class DemoIds:
    """UUIDv7s from the demo's clock and a counter; chosen ids can be pinned for the next things that are made.

    Each `series` has numbers of its own, so that several can be made at once and are the same at every fill.
    """

    def __init__(self, clock: Clock, series: int = 0) -> None:
        self._clock = clock
        self._count = series << 40
        self._pinned: deque[UUID] = deque()

    def pin(self, *ids: UUID) -> None:
        """Give these ids to what is made next, in this order."""
        self._pinned.extend(ids)

    def unpin(self) -> None:
        """Forget chosen ids that nothing took."""
        self._pinned.clear()

    def new(self) -> UUID:
        """Return the next id."""
        if self._pinned:
            return self._pinned.popleft()
        self._count += 1
        milliseconds = int(self._clock.now().timestamp() * 1000)
        return UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | self._count)
