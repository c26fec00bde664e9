"""What the database can say, as problems: busy or away is 503 (T20), a broken rule is 409 or 422, never driver text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kinerja_api.kit.problems import AlreadyExists, Conflict, FieldError, Invalid, Unavailable
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

UNKNOWN_REFERENCE = Text("Id ini tidak ada di instansi ini.", "This id does not exist in this agency.")
# PostgreSQL's own words about a key between tables of one agency: `Key (agency_id, unit_id)=(...) is not present in`.
REFERRING_COLUMN = re.compile(r"\(agency_id, (\w+)\)=")


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


def _unknown_reference(cause: "asyncpg.ForeignKeyViolationError") -> Invalid:
    """Name the column that refers to nothing, which has the name of the field that it came from."""
    named = REFERRING_COLUMN.search(cause.detail or "")
    place = f"/{named[1]}" if named else None
    return Invalid(errors=[FieldError(code="unknown_reference", detail=UNKNOWN_REFERENCE, pointer=place)])


def _as_problem(cause: BaseException | None, error: Exception) -> Exception:
    match cause:
        case asyncpg.UniqueViolationError() | asyncpg.ExclusionViolationError():
            return AlreadyExists()
        case asyncpg.ForeignKeyViolationError():
            return _unknown_reference(cause)
        case asyncpg.CheckViolationError():
            return Conflict(extra={"constraint": cause.constraint_name})
        case _ if isinstance(cause, AWAY) or isinstance(error, OperationalError | InterfaceError):
            return Unavailable()
        case _:
            return error
