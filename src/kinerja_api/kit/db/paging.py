"""Pages by keyset: the last page costs what the first does, and nothing is skipped while others write (C17-C19)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, tuple_

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import BadCursor
from kinerja_api.kit.security.cursors import BadCursor as RefusedCursor
from kinerja_api.kit.security.cursors import CursorCodec

_READERS: dict[type, Callable[[Any], Any]] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    int: int,
    str: str,
}


@dataclass(frozen=True, slots=True)
class Keyset:
    """The unique, indexed order of a list: columns, all ascending or all descending."""

    columns: tuple[Any, ...]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PageOf:
    """Which page is asked for: at most `limit` items after `cursor`, of a list named by `scope`."""

    limit: int
    cursor: str | None
    scope: str
    codec: CursorCodec

    def position(self, uow: UnitOfWork, keyset: Keyset) -> tuple[Any, ...] | None:
        """Return the key values after which the page begins; None for the first page."""
        if self.cursor is None:
            return None
        try:
            values = self.codec.decode(self.cursor, binding=self._binding(uow))
            return tuple(
                _READERS[column.type.python_type](value) for column, value in zip(keyset.columns, values, strict=True)
            )
        except (RefusedCursor, ValueError, TypeError):
            raise BadCursor from None

    def following(self, uow: UnitOfWork, values: Sequence[Any]) -> str:
        """Return the cursor of the page that begins after these key values."""
        plain = tuple(value if isinstance(value, int | str) else _written(value) for value in values)
        return self.codec.encode(plain, binding=self._binding(uow))

    def _binding(self, uow: UnitOfWork) -> str:
        return f"{uow.agency_id}|{self.scope}"


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


async def list_page(
    uow: UnitOfWork, statement: Select[*tuple[Any, ...]], keyset: Keyset, page: PageOf
) -> tuple[Sequence[Any], str | None]:
    """Run a statement for one page; returns its entities (or rows) and the cursor of the next page, if there is one."""
    position = page.position(uow, keyset)
    if position is not None:
        here = tuple_(*keyset.columns)
        statement = statement.where(here < position if keyset.descending else here > position)
    order = [column.desc() if keyset.descending else column.asc() for column in keyset.columns]
    result = await uow.session.execute(statement.order_by(*order).limit(page.limit + 1))
    rows = result.scalars().all() if len(result.keys()) == 1 else result.all()
    if len(rows) <= page.limit:
        return rows, None
    shown = rows[: page.limit]
    return shown, page.following(uow, [getattr(shown[-1], column.key) for column in keyset.columns])
