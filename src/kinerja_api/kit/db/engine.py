"""How connections are opened, and how long anything on them may wait (R11)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from kinerja_api.kit.db.connections import Connections


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """How many connections, and how long anything may wait, in seconds (pool) and milliseconds (statements)."""

    size: int = 10
    acquire_seconds: float = 1.0
    connect_seconds: float = 5.0
    statement_ms: int = 15_000
    lock_ms: int = 4_000
    idle_in_transaction_ms: int = 30_000


def open_connections(
    url: str, limits: PoolLimits, *, prepared_statements: bool = True, is_durable: bool = True
) -> Connections:
    """Return connections whose transactions are begun and ended by the unit of work alone.

    AUTOCOMMIT here means only that SQLAlchemy begins nothing by itself: `BEGIN` and the tenant setting travel in
    one round trip, which the driver's own begin cannot do. Behind a pgbouncer older than 1.21 in transaction mode
    `prepared_statements` must be off (T9). What is not `is_durable` may be lost when the machine fails: no commit waits
    for the disk; for data that can be made again, and for nothing else.
    """
    connect: dict[str, Any] = {
        "timeout": limits.connect_seconds,
        "server_settings": {
            "application_name": "kinerja-api",
            "jit": "off",
            "statement_timeout": str(limits.statement_ms),
            "lock_timeout": str(limits.lock_ms),
            "idle_in_transaction_session_timeout": str(limits.idle_in_transaction_ms),
        },
    }
    if not is_durable:
        connect["server_settings"]["synchronous_commit"] = "off"
    if not prepared_statements:
        connect |= {"statement_cache_size": 0, "prepared_statement_cache_size": 0}
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args=connect)
    return Connections(engine, size=limits.size, acquire_seconds=limits.acquire_seconds)
