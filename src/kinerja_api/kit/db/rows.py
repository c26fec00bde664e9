"""Rows of an agency by their id, which is how most use cases begin.

A row that this unit of work has read is not asked for again, unless it is to be locked: then the newest one counts,
whatever was read before, and whoever waited for the lock sees what the one before them wrote.
"""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm.util import identity_key

from kinerja_api.kit.db.base import Base
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

Table = TypeVar("Table", bound=Base)


async def get_row(uow: UnitOfWork, table: type[Table], row_id: UUID, *, for_update: bool = False) -> Table:
    """Return the row of this id; raise `NotFound`."""
    found = await find_row(uow, table, row_id, for_update=for_update)
    if found is None:
        raise NotFound
    return found


async def find_row(uow: UnitOfWork, table: type[Table], row_id: UUID, *, for_update: bool = False) -> Table | None:
    """Return the row of this id, or None; with `for_update` as it stands now, locked until the unit of work ends."""
    known: Table | None = uow.session.identity_map.get(identity_key(table, (uow.agency_id, row_id)))
    if known is not None:
        state = inspect(known)
        if not for_update and not state.expired_attributes:
            return known
        if state.modified:
            # Reading anew would throw away what was changed and not written yet.
            await uow.session.flush()
    found = await uow.session.scalars(_by_id(table, for_update=for_update), {"agency": uow.agency_id, "id": row_id})
    row = found.one_or_none()
    if row is not None:
        uow.keep(row)
    return row


@cache
def _by_id(table: type[Any], *, for_update: bool) -> Select[Any]:
    """Return the statement that reads a row, made once for each table."""
    statement = select(table).where(table.agency_id == bindparam("agency"), table.id == bindparam("id"))
    if for_update:
        return statement.with_for_update().execution_options(populate_existing=True)
    return statement
