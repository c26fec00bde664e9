"""Where the demo is played: a database whose clock and ids are the demo's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from kinerja_api.demo.examples import example
from kinerja_api.demo.ids import DemoIds
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.files import FileStore
from kinerja_api.kit.ids import AgencyId

# Ten in the morning in western Indonesia.
MORNING = time(3, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stage:
    """A database, the clock it goes by, its ids, and where files lie."""

    database: Database
    clock: FixedClock
    ids: DemoIds
    files: FileStore

    @asynccontextmanager
    async def scene(self, agency_id: AgencyId, day: date) -> AsyncIterator[UnitOfWork]:
        """Work in an agency on a day, in one transaction."""
        self.clock.instant = datetime.combine(day, MORNING)
        async with self.database.write(agency_id) as uow:
            yield uow
            await uow.finish()

    def pin(self, *names: str) -> None:
        """Give the ids of the contract's examples to what is made next."""
        self.ids.pin(*(example(name) for name in names))
