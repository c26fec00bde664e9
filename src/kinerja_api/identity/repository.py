"""All SQL of accounts and tokens."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Text, Uuid, any_, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import bindparam

from kinerja_api.identity.models import Account, RefreshToken
from kinerja_api.identity.types import AccountName
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

BY_USERNAME = Keyset((Account.username, Account.id))

PRINCIPAL = HotQuery(
    select(
        Account.id,
        Account.display_name,
        Account.employee_id,
        Account.roles,
        Account.is_active,
        Account.token_version,
    ).where(Account.agency_id == bindparam("agency"), Account.id == bindparam("account"))
)


async def find_account_by_username(uow: UnitOfWork, username: str) -> Account | None:
    """Return the account of that name in this agency, or None."""
    statement = select(Account).where(Account.agency_id == uow.agency_id, Account.username == username)
    return (await uow.session.scalars(statement)).one_or_none()


async def get_account(uow: UnitOfWork, account_id: UUID, *, for_update: bool = False) -> Account:
    """Return an account of this agency; raise `NotFound`."""
    statement = select(Account).where(Account.agency_id == uow.agency_id, Account.id == account_id)
    if for_update:
        statement = statement.with_for_update()
    account = (await uow.session.scalars(statement)).one_or_none()
    if account is None:
        raise NotFound
    return account


async def list_accounts(uow: UnitOfWork, page: PageOf) -> tuple[Sequence[Account], str | None]:
    """Return a page of accounts by user name."""
    return await list_page(uow, select(Account).where(Account.agency_id == uow.agency_id), BY_USERNAME, page)


async def list_names(uow: UnitOfWork, usernames: Sequence[str], employee_ids: Sequence[UUID]) -> list[AccountName]:
    """Return the accounts that have one of these names or belong to one of these employees."""
    statement = select(Account.username, Account.employee_id).where(
        Account.agency_id == uow.agency_id,
        or_(
            Account.username == any_(bindparam("names", list(usernames), type_=ARRAY(Text))),
            Account.employee_id == any_(bindparam("owners", list(employee_ids), type_=ARRAY(Uuid(as_uuid=True)))),
        ),
    )
    return [AccountName(row.username, row.employee_id) for row in await uow.session.execute(statement)]


async def has_active_account(uow: UnitOfWork, employee_id: UUID) -> bool:
    """Tell whether an employee has an active account."""
    statement = select(Account.id).where(
        Account.agency_id == uow.agency_id, Account.employee_id == employee_id, Account.is_active
    )
    return (await uow.session.execute(statement)).first() is not None


async def find_refresh_token(uow: UnitOfWork, token_id: UUID) -> RefreshToken | None:
    """Return a refresh token and keep others from using it at the same time."""
    statement = (
        select(RefreshToken)
        .where(RefreshToken.agency_id == uow.agency_id, RefreshToken.id == token_id)
        .with_for_update()
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def revoke_session(uow: UnitOfWork, session_id: UUID) -> None:
    """End a session: none of its refresh tokens works any more."""
    await uow.session.execute(
        update(RefreshToken)
        .where(
            RefreshToken.agency_id == uow.agency_id,
            RefreshToken.session_id == session_id,
            RefreshToken.revoked_at.is_(None),
        )
        .values(revoked_at=uow.now())
    )


def add(uow: UnitOfWork, *rows: Account | RefreshToken) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
