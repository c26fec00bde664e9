"""The person or program that makes a request, as far as rights depend on it."""

from dataclasses import dataclass
from typing import Protocol

from kinerja_api.authz.permissions import Permission, Role
from kinerja_api.kit.ids import AccountId, AgencyId, EmployeeId


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: an account of one agency, with its roles and, for a civil servant, the employee behind it."""

    account_id: AccountId
    agency_id: AgencyId
    name: str
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    employee_id: EmployeeId | None = None

    def has(self, role: Role) -> bool:
        """Tell whether a role is held."""
        return role in self.roles

    @property
    def reads_whole_agency(self) -> bool:
        """Tell whether this principal may read every employee's records: HR administrators and auditors may."""
        return bool(self.roles & {Role.HR_ADMIN, Role.AUDITOR})


class PrincipalSource(Protocol):
    """Turns an access token into a principal; `identity` implements it, the composition root connects it."""

    async def principal_of(self, token: str) -> Principal:
        """Return who holds the token; raise `Unauthenticated` for any that is not accepted."""
        ...
