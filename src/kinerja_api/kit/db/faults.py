"""What the database can say, as problems: busy or away is 503 (T20), a broken rule is 409 or 422, never driver text."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kinerja_api.kit.problems import AlreadyExists, Conflict, Invalid, Unavailable
from kinerja_api.kit.text import Text

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    OSError,
    TimeoutError,
    PoolTimeout,
)

UNKNOWN_REFERENCE = Text(
    "Salah satu id yang dirujuk tidak ada di instansi ini.",
    "One of the ids that this refers to does not exist in this agency.",
)


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn what the driver raises into problems; anything unknown passes through and becomes a 500."""
    try:
        yield
    except DBAPIError as error:
        raise _as_problem(_driver_error(error), error) from error
    except AWAY as error:
        raise Unavailable from error
    except asyncpg.PostgresError as error:
        raise _as_problem(error, error) from error


def _driver_error(error: DBAPIError) -> BaseException | None:
    """Return asyncpg's own error below SQLAlchemy's translation of it."""
    return getattr(error.orig, "__cause__", None) or error.orig


def _as_problem(cause: BaseException | None, error: Exception) -> Exception:
    match cause:
        case asyncpg.UniqueViolationError() | asyncpg.ExclusionViolationError():
            return AlreadyExists()
        case asyncpg.ForeignKeyViolationError():
            return Invalid(UNKNOWN_REFERENCE)
        case asyncpg.CheckViolationError():
            return Conflict(extra={"constraint": cause.constraint_name})
        case _ if isinstance(cause, AWAY) or isinstance(error, OperationalError | InterfaceError):
            return Unavailable()
        case _:
            return error
