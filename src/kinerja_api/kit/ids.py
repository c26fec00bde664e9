"""Ids are UUIDv7, made in the application: they sort by time, so indexes grow at one end."""

from typing import NewType, Protocol
from uuid import UUID

from uuid_utils.compat import uuid7

AgencyId = NewType("AgencyId", UUID)
AccountId = NewType("AccountId", UUID)
EmployeeId = NewType("EmployeeId", UUID)


class IdSource(Protocol):
    """Makes new ids."""

    def new(self) -> UUID:
        """Return a new UUIDv7."""
        ...


class Uuid7Ids:
    """Ids from the clock and randomness of the machine."""

    def new(self) -> UUID:
        """Return a new UUIDv7."""
        return uuid7()
