"""HTTP of signing in and of accounts."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, Reading, Writing, authenticate, request_info, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.identity import service
from kinerja_api.identity.errors import RefreshRefused, SignInRefused, SignInThrottled
from kinerja_api.identity.public import AgencyDirectory, SignInTools
from kinerja_api.identity.schemas import (
    AccountIn,
    AccountOut,
    AccountPatch,
    MeOut,
    PasswordIn,
    RefreshIn,
    SignIn,
    TokensOut,
)
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.security.throttle import RetryAfter
from kinerja_api.kit.security.tokens import TokenRefused

router = api_router("identity")


async def _tools(request: Request) -> SignInTools:
    tools: SignInTools = request.app.state.sign_in
    return tools


Tools = Annotated[SignInTools, Depends(_tools)]


@router.post(
    "/auth/tokens",
    operation_id="sign_in",
    summary="Masuk (sign in)",
    response_model=TokensOut,
)
async def sign_in(request: Request, given: SignIn, tools: Tools) -> TokensOut:
    """Tukar nama pengguna dan kata sandi dengan access_token dan refresh_token.

    Trade user name and password for an access token and a refresh token.
    """
    directory: AgencyDirectory = request.app.state.agencies
    info = request_info(request)
    gate = await tools.throttle.check(agency=given.agency, username=given.username, address=info.address)
    if isinstance(gate, RetryAfter):
        raise SignInThrottled(headers={"Retry-After": str(gate.seconds)})
    agency_id = await directory.find_agency_id(given.agency)
    database: Database = request.app.state.database
    # An unknown agency takes the same road, under an id that owns nothing, so that it costs the same time.
    async with database.write(agency_id or AgencyId(UUID(int=0)), info) as uow:
        tokens = await service.sign_in(uow, tools, username=given.username, password=given.password.get_secret_value())
        if agency_id is not None:
            await uow.finish()
    if tokens is None:
        await tools.throttle.failed(agency=given.agency, username=given.username, address=info.address)
        raise SignInRefused
    await tools.throttle.succeeded(agency=given.agency, username=given.username, address=info.address)
    return tokens


@router.post(
    "/auth/tokens/refresh",
    operation_id="refresh_tokens",
    summary="Perpanjang sesi (refresh the session)",
    response_model=TokensOut,
)
async def refresh_tokens(request: Request, given: RefreshIn, tools: Tools) -> TokensOut:
    """Tukar refresh_token dengan pasangan token baru. Setiap refresh_token hanya berlaku sekali.

    Trade a refresh token for new tokens. Each refresh token works once; a second use ends the session.
    """
    try:
        claims = tools.verifier.verify_refresh(given.refresh_token)
    except TokenRefused:
        raise RefreshRefused from None
    database: Database = request.app.state.database
    async with database.write(AgencyId(claims.agency_id), request_info(request)) as uow:
        tokens = await service.refresh(uow, tools, claims)
        await uow.finish()
    if tokens is None:
        raise RefreshRefused
    return tokens


@router.post(
    "/auth/sign-out",
    operation_id="sign_out",
    summary="Keluar (sign out)",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def sign_out(
    principal: Annotated[Principal, requires(Permission.ACCOUNT_READ_OWN)],
    uow: Writing,
    given: RefreshIn,
    tools: Tools,
) -> None:
    """Akhiri sesi dari refresh_token ini; access_token yang beredar berakhir sendiri dalam beberapa menit.

    End the session of this refresh token; an access token that is out ends by itself within minutes.
    """
    try:
        claims = tools.verifier.verify_refresh(given.refresh_token)
    except TokenRefused:
        raise RefreshRefused from None
    await service.sign_out(uow, principal, claims)


@router.get("/auth/me", operation_id="read_me", summary="Siapa saya (who am I)", response_model=MeOut)
async def read_me(principal: Annotated[Principal, Depends(authenticate)]) -> MeOut:
    """Akun yang sedang masuk: peran, izin, dan pegawai di baliknya.

    The account that is signed in: roles, permissions, and the employee behind it.
    """
    return MeOut(
        account_id=principal.account_id,
        agency_id=principal.agency_id,
        employee_id=principal.employee_id,
        name=principal.name,
        roles=sorted(principal.roles),
        permissions=sorted(principal.permissions),
    )


@router.post(
    "/accounts",
    operation_id="create_account",
    summary="Buat akun (create an account)",
    status_code=status.HTTP_201_CREATED,
    response_model=AccountOut,
)
async def create_account(
    principal: Annotated[Principal, requires(Permission.ACCOUNT_MANAGE)],
    uow: Creating,
    given: AccountIn,
    tools: Tools,
    response: Response,
) -> AccountOut:
    """Buat akun untuk pegawai atau petugas di instansi ini.

    Create an account for an employee or officer of this agency.
    """
    account = await service.create_account(uow, principal, tools, given, employee_id=given.employee_id)
    tell_created(response, f"/v1/accounts/{account.id}", account.version)
    return account


@router.get("/accounts", operation_id="list_accounts", summary="Daftar akun (list accounts)")
async def list_accounts(
    principal: Annotated[Principal, requires(Permission.ACCOUNT_MANAGE)], uow: Reading, page: Paging
) -> Page[AccountOut]:
    """Semua akun instansi ini, menurut nama pengguna.

    All accounts of this agency, by user name.
    """
    return await service.list_accounts(uow, page)


@router.get("/accounts/{account_id}", operation_id="read_account", summary="Baca akun (read an account)")
async def read_account(
    principal: Annotated[Principal, requires(Permission.ACCOUNT_MANAGE)],
    uow: Reading,
    account_id: UUID,
    response: Response,
) -> AccountOut:
    """Satu akun, dengan ETag untuk mengubahnya.

    One account, with the ETag that a change needs.
    """
    account = await service.read_account(uow, account_id)
    tell_version(response, account.version)
    return account


@router.patch("/accounts/{account_id}", operation_id="change_account", summary="Ubah akun (change an account)")
async def change_account(
    principal: Annotated[Principal, requires(Permission.ACCOUNT_MANAGE)],
    expected: ExpectedVersion,
    uow: Writing,
    account_id: UUID,
    patch: AccountPatch,
    response: Response,
) -> AccountOut:
    """Ubah nama, peran, atau status aktif. Token yang beredar berakhir bila peran atau status berubah.

    Change name, roles or active state. Tokens that are out end when roles or state change.
    """
    account = await service.change_account(uow, principal, account_id, expected, patch)
    tell_version(response, account.version)
    return account


@router.post(
    "/accounts/{account_id}/password",
    operation_id="give_account_password",
    summary="Beri kata sandi pertama (give the first password)",
)
async def give_account_password(  # noqa: PLR0913, PLR0917  what it needs, each by its guard
    principal: Annotated[Principal, requires(Permission.ACCOUNT_MANAGE)],
    expected: ExpectedVersion,
    tools: Tools,
    uow: Writing,
    account_id: UUID,
    given: PasswordIn,
    response: Response,
) -> AccountOut:
    """Beri kata sandi pertama kepada akun yang belum memilikinya, misalnya dari impor pegawai.

    Give an account that has none its first password, for example one that came in with a personnel list.
    """
    account = await service.give_password(uow, principal, tools, account_id, expected, given)
    tell_version(response, account.version)
    return account
