"""Use cases of signing in and of accounts."""

from functools import partial
from uuid import UUID

from pydantic import SecretStr

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.identity import repository
from kinerja_api.identity.access import decide_grant
from kinerja_api.identity.errors import PasswordAlreadySet, PasswordTooWeak, RefreshRefused, SignInRefused
from kinerja_api.identity.models import Account, RefreshToken
from kinerja_api.identity.schemas import AccountOut, AccountPatch, AdministratorIn, PasswordIn, TokensOut
from kinerja_api.identity.types import SignInTools
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.security.passwords import check_password
from kinerja_api.kit.security.tokens import ACCESS, REFRESH, AccessClaims

RESOURCE = "account"


async def sign_in(uow: UnitOfWork, tools: SignInTools, *, username: str, password: str) -> TokensOut | None:
    """Check a user name and password and open a session; None when they do not match.

    An unknown name costs the same time as a wrong password (S22). The failure is left in the trail by the caller's
    commit, so this returns instead of raising.
    """
    account = await repository.find_account_by_username(uow, username)
    verified = await tools.hasher.verify(account.password_hash if account else None, password)
    if account is None or not verified.ok or not account.is_active:
        record(uow, None, Act("sign_in_refused", RESOURCE, account.id if account else None))
        return None
    if verified.needs_rehash:
        account.password_hash = await tools.hasher.hash(password)
    record(uow, None, Act("signed_in", RESOURCE, account.id, details={"name": account.display_name}))
    return _open_session(uow, tools, account, session_id=uow.new_id())


async def refresh(uow: UnitOfWork, tools: SignInTools, claims: AccessClaims) -> TokensOut | None:
    """Trade a refresh token for new tokens; a token used twice ends the whole session, and None is returned."""
    token = await repository.find_refresh_token(uow, claims.token_id)
    if token is None:
        return None
    account = await repository.get_account(uow, token.account_id)
    is_fresh = token.used_at is None and token.revoked_at is None and token.expires_at > uow.now()
    if not is_fresh or not account.is_active or account.token_version != claims.account_version:
        await repository.revoke_session(uow, token.session_id)
        record(uow, None, Act("refresh_refused", RESOURCE, token.account_id))
        return None
    token.used_at = uow.now()
    return _open_session(uow, tools, account, session_id=token.session_id)


async def sign_out(uow: UnitOfWork, principal: Principal, claims: AccessClaims) -> None:
    """End the session of a refresh token of one's own."""
    token = await repository.find_refresh_token(uow, claims.token_id)
    if token is None or token.account_id != principal.account_id:
        raise RefreshRefused
    await repository.revoke_session(uow, token.session_id)
    record(uow, principal, Act("signed_out", RESOURCE, principal.account_id))


async def create_account(
    uow: UnitOfWork,
    principal: Principal,
    tools: SignInTools,
    given: AdministratorIn,
    *,
    employee_id: UUID | None = None,
) -> AccountOut:
    """Create an account; the roles must be ones that this principal may give."""
    enforce(decide_grant(principal, None, given.roles))
    password = _checked_password(given.password, given.username, given.display_name)
    account = Account(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        username=given.username,
        display_name=given.display_name,
        password_hash=await tools.hasher.hash(password),
        employee_id=employee_id,
        roles=sorted({role.value for role in given.roles}),
        is_active=True,
        token_version=1,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, account)
    record(uow, principal, Act("account_created", RESOURCE, account.id, version_after=1))
    return AccountOut.model_validate(account)


async def change_account(
    uow: UnitOfWork, principal: Principal, account_id: UUID, expected: IfMatch, patch: AccountPatch
) -> AccountOut:
    """Change an account; changed rights or an ended account cut off the tokens that are out."""
    account = await repository.get_account(uow, account_id, for_update=True)
    require_version(expected, account.version)
    if patch.roles is not None:
        enforce(decide_grant(principal, account_id, patch.roles))
        account.roles = sorted({role.value for role in patch.roles})
    if patch.display_name is not None:
        account.display_name = patch.display_name
    if patch.is_active is not None:
        account.is_active = patch.is_active
    if patch.roles is not None or patch.is_active is not None:
        account.token_version += 1
    record_change(uow, principal, account, Act("account_changed", RESOURCE, account.id))
    return AccountOut.model_validate(account)


async def give_password(
    uow: UnitOfWork,
    principal: Principal,
    tools: SignInTools,
    account_id: UUID,
    expected: IfMatch,
    given: PasswordIn,
) -> AccountOut:
    """Give an account that came in without a password its first one."""
    account = await repository.get_account(uow, account_id, for_update=True)
    require_version(expected, account.version)
    if account.password_hash is not None:
        raise PasswordAlreadySet
    password = _checked_password(given.password, account.username, account.display_name)
    account.password_hash = await tools.hasher.hash(password)
    act = Act("password_given", RESOURCE, account.id)
    record_change(uow, principal, account, act)
    return AccountOut.model_validate(account)


def _checked_password(given: SecretStr, *context_words: str) -> str:
    password = given.get_secret_value()
    problems = check_password(password, context_words=context_words)
    if problems:
        raise PasswordTooWeak(problems[0])
    return password


async def read_account(uow: UnitOfWork, account_id: UUID) -> AccountOut:
    """Return an account."""
    return AccountOut.model_validate(await repository.get_account(uow, account_id))


async def list_accounts(uow: UnitOfWork, page: PageOf) -> Page[AccountOut]:
    """Return a page of the agency's accounts."""
    accounts, following = await repository.list_accounts(uow, page)
    return Page(items=[AccountOut.model_validate(account) for account in accounts], next=following)


def _open_session(uow: UnitOfWork, tools: SignInTools, account: Account, *, session_id: UUID) -> TokensOut:
    token = RefreshToken(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        account_id=account.id,
        session_id=session_id,
        expires_at=uow.now() + tools.refresh_life,
        used_at=None,
        revoked_at=None,
    )
    repository.add(uow, token)
    issue = partial(
        tools.issuer.issue, subject=account.id, agency_id=uow.agency_id, account_version=account.token_version
    )
    return TokensOut(
        access_token=issue(ACCESS, token_id=uow.new_id(), life=tools.access_life),
        token_type="Bearer",  # noqa: S106  the name of the scheme, not a secret
        expires_in=int(tools.access_life.total_seconds()),
        refresh_token=issue(REFRESH, token_id=token.id, life=tools.refresh_life),
    )


__all__ = [
    "SignInRefused",
    "change_account",
    "create_account",
    "give_password",
    "list_accounts",
    "read_account",
    "refresh",
    "sign_in",
    "sign_out",
]
