"""All SQL of the calendar."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, text

from kinerja_api.cycles.models import Cycle, Period
from kinerja_api.cycles.types import PeriodStatus, PeriodView
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

NEWEST_FIRST = Keyset((Cycle.year,), descending=True)
# Read by every report of a realization.
PERIOD_VIEW = HotQuery(
    text(
        """
    SELECT id, cycle_id, number, label, first_day, last_day, report_by, status, updated_at AS stepped_at
      FROM period WHERE agency_id = :agency AND id = :period
    """
    )
)
# Read by every batch of daily activities.
PERIODS_BETWEEN = HotQuery(
    text(
        """
    SELECT id, cycle_id, number, label, first_day, last_day, report_by, status, updated_at AS stepped_at
      FROM period WHERE agency_id = :agency AND first_day <= :last AND last_day >= :first
     ORDER BY first_day, id LIMIT 200
    """
    )
)


async def read_period_view(uow: UnitOfWork, period_id: UUID) -> PeriodView:
    """Return a period as other capabilities need it; raise `NotFound`."""
    rows = await uow.fetch_rows(PERIOD_VIEW, agency=uow.agency_id, period=period_id)
    if not rows:
        raise NotFound
    return PeriodView(**{**dict(rows[0]), "status": PeriodStatus(rows[0]["status"])})


async def list_periods_between(uow: UnitOfWork, first_day: date, last_day: date) -> list[PeriodView]:
    """Return the periods that hold some day between these, by their first day."""
    rows = await uow.fetch_rows(PERIODS_BETWEEN, agency=uow.agency_id, first=first_day, last=last_day)
    return [PeriodView(**{**dict(row), "status": PeriodStatus(row["status"])}) for row in rows]


async def get_cycle(uow: UnitOfWork, cycle_id: UUID, *, for_update: bool = False) -> Cycle:
    """Return a cycle; raise `NotFound`."""
    return await get_row(uow, Cycle, cycle_id, for_update=for_update)


async def get_period(uow: UnitOfWork, period_id: UUID, *, for_update: bool = False) -> Period:
    """Return a period; raise `NotFound`."""
    return await get_row(uow, Period, period_id, for_update=for_update)


async def list_cycles(uow: UnitOfWork, page: PageOf) -> tuple[Sequence[Cycle], str | None]:
    """Return a page of cycles, newest first."""
    return await list_page(uow, select(Cycle).where(Cycle.agency_id == uow.agency_id), NEWEST_FIRST, page)


async def list_periods(uow: UnitOfWork, cycle_id: UUID) -> Sequence[Period]:
    """Return the periods of a cycle in order; at most twelve."""
    statement = (
        select(Period).where(Period.agency_id == uow.agency_id, Period.cycle_id == cycle_id).order_by(Period.number)
    )
    return (await uow.session.scalars(statement)).all()


async def count_open_periods(uow: UnitOfWork, cycle_id: UUID) -> int:
    """Return how many periods of a cycle are open."""
    statement = select(func.count()).where(
        Period.agency_id == uow.agency_id, Period.cycle_id == cycle_id, Period.status == PeriodStatus.OPEN.value
    )
    return await uow.session.scalar(statement) or 0


def add(uow: UnitOfWork, *rows: Cycle | Period) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
