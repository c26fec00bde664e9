"""Hot queries: written with SQLAlchemy, compiled once, run on the driver in the same transaction.

Building and compiling a statement costs more than PostgreSQL needs to answer it, so what is read on every request
is compiled at import and sent as text with positional values.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Executable, Select, Text, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg


class HotQuery:
    """A statement compiled once for asyncpg."""

    def __init__(self, statement: Executable) -> None:
        compiled = statement.compile(dialect=PGDialect_asyncpg())  # type: ignore[attr-defined,no-untyped-call]
        self.sql: str = str(compiled)
        if "POSTCOMPILE" in self.sql:
            message = "a list of values is written into a statement when it runs; compare with `any_` of an array"
            raise TypeError(message)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._known = frozenset(self._names)
        self._fixed: Mapping[str, Any] = {
            name: value for name, value in compiled.params.items() if not compiled.binds[name].required
        }

    def sql_after(self, places: int) -> str:
        """Return the statement with its places numbered behind so many others."""
        return re.sub(r"\$(\d+)", lambda place: f"${int(place[1]) + places}", self.sql)

    @property
    def places(self) -> int:
        """Return how many values the statement takes."""
        return len(self._names)

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of the statement's places; an unknown or missing name is an error."""
        if not values.keys() <= self._known:
            message = f"no such parameter: {sorted(values.keys() - self._known)}"
            raise TypeError(message)
        return [values[name] if name in values else self._fixed[name] for name in self._names]


@lru_cache(maxsize=200)
def together(queries: tuple[HotQuery, ...]) -> str:
    """Return one statement that does what these do, with their values one after the other: one round trip for all."""
    parts, places = [], 0
    for number, query in enumerate(queries):
        parts.append(f"part_{number} AS ({query.sql_after(places)})")
        places += query.places
    return f"WITH {', '.join(parts)} SELECT"


class WrittenPage(NamedTuple):
    """A page of a list whose items PostgreSQL wrote as JSON; `next` is the cursor of the following page."""

    items: list[str]
    next: str | None


def with_document(rows: Select[*tuple[Any, ...]]) -> Select[UUID, str]:
    """Return the statement that yields of each of these rows its id and the whole row as JSON.

    PostgreSQL writes the JSON of the answer itself, so no row becomes a Python object on the way.
    """
    each = rows.subquery("each")
    return select(each.c.id, cast(func.row_to_json(literal_column("each")), Text).label("document"))


def instant(column: str) -> str:
    """Return the SQL that writes an instant as answers do: in UTC, with microseconds and `Z`."""
    # The colons stand in quotes, because a colon before a name is a parameter to many a tool.
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"')"""
