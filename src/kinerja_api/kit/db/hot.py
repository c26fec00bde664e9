"""Hot queries: written with SQLAlchemy, compiled once, run on the driver in the same transaction.

Building and compiling a statement costs more than PostgreSQL needs to answer it, so what is read on every request
is compiled at import and sent as text with positional values.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, Select, Text, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg


class HotQuery:
    """A statement compiled once for asyncpg."""

    def __init__(self, statement: Executable) -> None:
        compiled = statement.compile(dialect=PGDialect_asyncpg())  # type: ignore[attr-defined,no-untyped-call]
        self.sql: str = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._fixed: Mapping[str, Any] = dict(compiled.params)

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of the statement's places; an unknown or missing name is an error."""
        unknown = values.keys() - set(self._names)
        if unknown:
            message = f"no such parameter: {sorted(unknown)}"
            raise TypeError(message)
        return [values[name] if name in values else self._fixed[name] for name in self._names]


def as_json_list(rows: Select[*tuple[Any, ...]]) -> Select[str]:
    """Return the statement that yields these rows, in their order, as one JSON text; `[]` for none.

    PostgreSQL writes the JSON and pydantic-core reads it, so no row becomes a Python object on the way.
    """
    each = rows.subquery("each")
    return select(cast(func.coalesce(func.json_agg(literal_column("each")), literal_column("'[]'")), Text)).select_from(
        each
    )
