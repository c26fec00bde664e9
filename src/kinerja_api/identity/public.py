"""Accounts for the composition root and for the capabilities above.

Local accounts only in this release; an outside OIDC issuer comes beside them. A person is the pair of issuer and
subject, the agency comes from our own token, never from a header or a body (S7).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.identity import repository
from kinerja_api.identity.models import Account
from kinerja_api.identity.schemas import AdministratorIn
from kinerja_api.identity.service import create_account
from kinerja_api.identity.types import AccountName, NewAccount, SignInTools
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.ids import AccountId, AgencyId, EmployeeId
from kinerja_api.kit.problems import Unauthenticated
from kinerja_api.kit.security.tokens import AccessClaims, TokenRefused, TokenVerifier

__all__ = [
    "AdministratorIn",
    "AgencyDirectory",
    "Principals",
    "SignInTools",
    "can_sign_in",
    "create_account",
    "list_account_names",
    "open_accounts",
]
LONGEST_DISPLAY_NAME = 200

# A disabled account or a changed role takes hold within this time although its token lives (S10 allows 60 s).
REMEMBERED = timedelta(seconds=20)
MOST_REMEMBERED = 20_000


class AgencyDirectory(Protocol):
    """Finds agencies by their short name; `organization` implements it."""

    async def find_agency_id(self, code: str) -> AgencyId | None:
        """Return the id of the agency with this code, or None."""
        ...


@dataclass(frozen=True, slots=True)
class _Known:
    """Who holds a token, what it says, and until when this need not be asked again."""

    principal: Principal
    claims: AccessClaims
    until: float


class Principals:
    """Turns access tokens into principals; remembers each for some seconds.

    A plain dictionary that begins anew when it is full: it is asked on every request, and a cache that keeps an order
    costs ten times as much.
    """

    def __init__(self, database: Database, verifier: TokenVerifier, *, timer: Callable[[], float]) -> None:
        self._database = database
        self._verifier = verifier
        self._timer = timer
        self._known: dict[bytes, _Known] = {}

    async def principal_of(self, token: str) -> Principal:
        """Return who holds the token; raise `Unauthenticated` for any that is not accepted."""
        digest = sha256(token.encode("utf-8", "surrogateescape")).digest()
        known = self._known.get(digest)
        try:
            if known is not None and self._timer() < known.until:
                # A signature that was right stays right; only its times are looked at again.
                self._verifier.check_times(known.claims)
                return known.principal
            claims = self._verifier.verify_access(token)
        except TokenRefused as refused:
            raise Unauthenticated(
                headers={"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{refused.reason}"'}
            ) from None
        principal = await self._load(claims)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[digest] = _Known(principal, claims, self._timer() + REMEMBERED.total_seconds())
        return principal

    async def _load(self, claims: AccessClaims) -> Principal:
        async with self._database.read(AgencyId(claims.agency_id)) as uow:
            rows = await uow.fetch_rows(repository.PRINCIPAL, agency=claims.agency_id, account=claims.subject)
        if not rows or not rows[0]["is_active"] or rows[0]["token_version"] != claims.account_version:
            raise Unauthenticated(headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        row = rows[0]
        roles = frozenset(Role(role) for role in row["roles"])
        return Principal(
            account_id=AccountId(row["id"]),
            agency_id=AgencyId(claims.agency_id),
            name=row["display_name"],
            roles=roles,
            permissions=permissions_of(roles),
            employee_id=EmployeeId(row["employee_id"]) if row["employee_id"] else None,
        )


async def list_account_names(
    uow: UnitOfWork, usernames: Sequence[str], employee_ids: Sequence[UUID]
) -> list[AccountName]:
    """Return the accounts that have one of these names or belong to one of these employees."""
    return await repository.list_names(uow, usernames, employee_ids)


async def can_sign_in(uow: UnitOfWork, employee_id: UUID) -> bool:
    """Tell whether an employee has an account that is active; who has none can read and answer nothing."""
    return await repository.has_active_account(uow, employee_id)


async def open_accounts(uow: UnitOfWork, principal: Principal | None, given: Sequence[NewAccount]) -> None:
    """Open employees' accounts without a password: nobody can sign in to them until one is set."""
    accounts = [
        Account(
            agency_id=uow.agency_id,
            id=uow.new_id(),
            username=each.username,
            display_name=each.display_name[:LONGEST_DISPLAY_NAME],
            password_hash=None,
            employee_id=each.employee_id,
            roles=[Role.EMPLOYEE.value],
            is_active=True,
            token_version=1,
            version=1,
            created_at=uow.now(),
            updated_at=uow.now(),
        )
        for each in given
    ]
    repository.add(uow, *accounts)
    for account in accounts:
        record(uow, principal, Act("account_created", "account", account.id, version_after=1))
