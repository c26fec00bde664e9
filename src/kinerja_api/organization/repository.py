"""All SQL of the organisation."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, text, update

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.models import Agency, Position, Unit, UnitPlacement

BY_CODE = Keyset((Agency.code,))
UNITS_BY_CODE = Keyset((Unit.code, Unit.id))
POSITIONS_BY_CODE = Keyset((Position.code, Position.id))
# A change of the tree is judged by the whole tree, which a lock on one unit does not hold.
ONE_AT_A_TIME = HotQuery(text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 7132))"))
UNITS_ABOVE = HotQuery(
    text(
        """
    WITH RECURSIVE up AS (
        SELECT unit_id, parent_id FROM unit_placement
         WHERE agency_id = :agency AND unit_id = ANY(:units) AND since <= :day AND (until IS NULL OR until > :day)
        UNION
        SELECT t.unit_id, t.parent_id
          FROM up JOIN unit_placement t ON t.agency_id = :agency AND t.unit_id = up.parent_id
           AND t.since <= :day AND (t.until IS NULL OR t.until > :day)
    )
    SELECT u.id, u.code, u.name, up.parent_id FROM up JOIN unit u ON u.agency_id = :agency AND u.id = up.unit_id
    """
    )
)


def on_day(since: ColumnElement[date], until: ColumnElement[date | None], day: date) -> ColumnElement[bool]:
    """Return the condition that a dated row holds on a day."""
    return (since <= day) & or_(until.is_(None), until > day)


def placed(uow: UnitOfWork, day: date) -> ColumnElement[bool]:
    """Return the condition for this agency's placements of a day."""
    return (UnitPlacement.agency_id == uow.agency_id) & on_day(UnitPlacement.since, UnitPlacement.until, day)  # type: ignore[arg-type]


async def find_agency_by_code(uow: UnitOfWork, code: str) -> Agency | None:
    """Return the agency with this code, or None."""
    return (await uow.session.scalars(select(Agency).where(Agency.code == code))).one_or_none()


async def get_own_agency(uow: UnitOfWork) -> Agency:
    """Return the agency of this unit of work."""
    return (await uow.session.scalars(select(Agency).where(Agency.id == uow.agency_id))).one()


async def list_agency_codes(uow: UnitOfWork) -> list[tuple[UUID, str]]:
    """Return the ids and codes of all agencies, by code."""
    rows = (await uow.session.execute(select(Agency.id, Agency.code).order_by(Agency.code))).all()
    return [(row.id, row.code) for row in rows]


async def list_agencies(uow: UnitOfWork, page: PageOf) -> tuple[Sequence[Agency], str | None]:
    """Return a page of all agencies."""
    return await list_page(uow, select(Agency), BY_CODE, page)


def _units(uow: UnitOfWork, day: date) -> Select[UUID, str, str, UUID | None, int]:
    return (
        select(Unit.id, Unit.code, Unit.name, UnitPlacement.parent_id, Unit.version)
        .join(UnitPlacement, (UnitPlacement.agency_id == Unit.agency_id) & (UnitPlacement.unit_id == Unit.id))
        .where(Unit.agency_id == uow.agency_id, placed(uow, day))
    )


async def list_units(
    uow: UnitOfWork, *, day: date, parent_id: UUID | None, page: PageOf
) -> tuple[Sequence[Unit], str | None]:
    """Return a page of the units that stand on a day."""
    statement = _units(uow, day)
    if parent_id is not None:
        statement = statement.where(UnitPlacement.parent_id == parent_id)
    return await list_page(uow, statement, UNITS_BY_CODE, page)


async def list_all_units(uow: UnitOfWork, day: date) -> Sequence[Any]:
    """Return all units of a day; an agency has thousands at most."""
    return (await uow.session.execute(_units(uow, day))).all()


async def list_units_above(uow: UnitOfWork, unit_ids: Sequence[UUID], day: date) -> list[Any]:
    """Return these units and all above them as they stand on a day."""
    return await uow.fetch_rows(UNITS_ABOVE, agency=uow.agency_id, units=list(unit_ids), day=day)


async def find_unit_on(uow: UnitOfWork, unit_id: UUID, day: date) -> object | None:
    """Return a unit as it stands on a day, or None."""
    return (await uow.session.execute(_units(uow, day).where(Unit.id == unit_id))).one_or_none()


async def hold_tree(uow: UnitOfWork) -> None:
    """Keep others from changing the tree of this agency until this unit of work ends (T10)."""
    await uow.fetch_value(ONE_AT_A_TIME, place=f"units {uow.agency_id}")


async def get_unit(uow: UnitOfWork, unit_id: UUID, *, for_update: bool = False) -> Unit:
    """Return a unit, open or closed; raise `NotFound`."""
    return await get_row(uow, Unit, unit_id, for_update=for_update)


async def list_unit_ids_below(uow: UnitOfWork, unit_ids: Sequence[UUID], day: date) -> list[UUID]:
    """Return these units and all below them on a day."""
    top = (
        select(UnitPlacement.unit_id)
        .where(placed(uow, day), UnitPlacement.unit_id.in_(unit_ids))
        .cte("below", recursive=True)
    )
    below = top.union(select(UnitPlacement.unit_id).where(placed(uow, day), UnitPlacement.parent_id == top.c.unit_id))
    return list((await uow.session.scalars(select(below.c.unit_id))).all())


async def close_placement(uow: UnitOfWork, unit_id: UUID, day: date) -> None:
    """End the placement that holds on a day."""
    await uow.session.execute(
        update(UnitPlacement).where(placed(uow, day), UnitPlacement.unit_id == unit_id).values(until=day)
    )


async def get_position(uow: UnitOfWork, position_id: UUID, *, for_update: bool = False) -> Position:
    """Return a post; raise `NotFound`."""
    return await get_row(uow, Position, position_id, for_update=for_update)


async def list_positions(
    uow: UnitOfWork, *, unit_id: UUID | None, page: PageOf
) -> tuple[Sequence[Position], str | None]:
    """Return a page of posts."""
    statement = select(Position).where(Position.agency_id == uow.agency_id)
    if unit_id is not None:
        statement = statement.where(Position.unit_id == unit_id)
    return await list_page(uow, statement, POSITIONS_BY_CODE, page)


async def map_codes(uow: UnitOfWork) -> tuple[dict[str, UUID], dict[str, tuple[UUID, UUID]]]:
    """Return unit ids by code, and post ids with their units by code; for imports."""
    units = await uow.session.execute(select(Unit.code, Unit.id).where(Unit.agency_id == uow.agency_id))
    posts = await uow.session.execute(
        select(Position.code, Position.id, Position.unit_id).where(Position.agency_id == uow.agency_id)
    )
    return {row.code: row.id for row in units}, {row.code: (row.id, row.unit_id) for row in posts}


def add(uow: UnitOfWork, *rows: Agency | Unit | UnitPlacement | Position) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
