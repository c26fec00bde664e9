"""Runs migrations as kinerja_owner: one at a time (advisory lock), never waiting long for a lock on live tables."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from kinerja_api.registry import metadata

LOCK = 7_126_001
FOREIGN_TABLES = ("pgqueuer",)


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the queue library's own tables out of the comparison."""
    return not (kind == "table" and name is not None and name.startswith(FOREIGN_TABLES))


def run(connection: Connection) -> None:
    """Run the migrations on a connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        compare_server_default=False,
        include_name=include_name,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        context.run_migrations()


async def online() -> None:
    """Connect as the owner and run."""
    url = context.config.attributes.get("url") or os.environ["KINERJA_DATABASE__OWNER_URL"]
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


if context.is_offline_mode():
    context.configure(dialect_name="postgresql", target_metadata=metadata, literal_binds=True, as_sql=True)
    with context.begin_transaction():
        context.execute("SET lock_timeout = '5s'")
        context.run_migrations()
elif (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    asyncio.run(online())
