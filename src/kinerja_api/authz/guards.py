"""Guards of routes: token, permission, unit of work, preconditions and idempotency, as FastAPI dependencies.

A route says what it needs in its signature and gets it, in this order: the principal (401), the permission (403),
the unit of work of the principal's agency, and for a change the If-Match version (428) or the Idempotency-Key (400).
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

import structlog
from fastapi import Depends, Header, Request

from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal, PrincipalSource
from kinerja_api.kit.db.idempotency import KeyClaim
from kinerja_api.kit.db.uow import Database, RequestInfo, UnitOfWork
from kinerja_api.kit.http.etags import IF_MATCH_PATTERN, IfMatch, parse_if_match
from kinerja_api.kit.http.route import Replay, asked_first, asked_last, fingerprint
from kinerja_api.kit.problems import BadRequest, FieldError, Forbidden, PreconditionMissing, Unauthenticated
from kinerja_api.kit.text import Language, Text, language_of

Guard = TypeVar("Guard", bound=Callable[..., Any])

LONGEST_KEY = 255
MISSING_KEY = Text(
    "Kirim header Idempotency-Key (1-255 karakter), misalnya UUID baru untuk setiap tindakan.",
    "Send an Idempotency-Key header (1-255 characters), for example a new UUID for each action.",
)
NO_PERMISSION = Text(
    "Peran Anda tidak memuat izin {permission}.", "Your role does not include the permission {permission}."
)


def demands_token(guard: Guard) -> Guard:
    """Mark a guard as one that asks for a token; the contract says so on every operation that has one."""
    guard.demands_token = True  # type: ignore[attr-defined]
    return guard


@demands_token
@asked_first
async def authenticate(request: Request) -> Principal:
    """Return who asks; the token is looked at once for a request, however many guards ask."""
    state = request.scope["state"]
    known: Principal | None = state.get("principal")
    if known is not None:
        return known
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated
    source: PrincipalSource = request.app.state.principals
    principal = await source.principal_of(token)
    structlog.contextvars.bind_contextvars(agency_id=str(principal.agency_id), account_id=str(principal.account_id))
    state["principal"] = principal
    return principal


def requires(permission: Permission) -> Any:
    """Return the dependency that lets through a principal who holds the permission."""

    @demands_token
    @asked_first
    async def guard(request: Request) -> Principal:
        principal = await authenticate(request)
        if permission not in principal.permissions:
            raise Forbidden(NO_PERMISSION.fill(permission=permission.value))
        return principal

    guard.permission = permission  # type: ignore[attr-defined]  # read by the permission matrix and its tests
    return Depends(guard)


def request_info(request: Request) -> RequestInfo:
    """Return where a request came from."""
    return RequestInfo(
        request_id=request.scope["state"].get("request_id", ""),
        address=request.client.host if request.client else "",
    )


async def _begin(request: Request, begin: Literal["BEGIN", "BEGIN READ ONLY"]) -> UnitOfWork:
    """Begin the unit of work of a request; its route finishes and closes it."""
    database: Database = request.app.state.database
    principal = await authenticate(request)
    uow = await database.begin(principal.agency_id, request_info(request), begin=begin)
    request.scope["state"]["uow"] = uow
    return uow


@demands_token
@asked_last
async def _reading(request: Request) -> UnitOfWork:
    return await _begin(request, "BEGIN READ ONLY")


@demands_token
@asked_last
async def _writing(request: Request) -> UnitOfWork:
    return await _begin(request, "BEGIN")


@demands_token
@asked_last
async def _creating(
    request: Request,
    declared: Annotated[  # noqa: ARG001  for the contract; who is asked last reads the request alone
        str | None,
        Header(
            alias="Idempotency-Key",
            max_length=LONGEST_KEY,
            description="Kunci unik per tindakan; permintaan ulang dengan kunci sama tidak berbuat dua kali. "
            "A unique key per action: a retry with the same key has one effect.",
            examples=["0198c0de-0001-7000-8000-000000000001"],
        ),
    ] = None,
) -> UnitOfWork:
    key = request.headers.get("idempotency-key", "").strip('"')
    if not 0 < len(key) <= LONGEST_KEY:
        raise BadRequest(
            MISSING_KEY,
            errors=[FieldError(code="missing", detail=MISSING_KEY, parameter="Idempotency-Key")],
        )
    principal = await authenticate(request)
    uow = await _writing(request)
    claim = KeyClaim(
        account_id=principal.account_id,
        operation_id=request.scope["route"].operation_id,
        key=key,
        fingerprint=fingerprint(request, await _said(request)),
    )
    answer = await claim.claim(uow)
    if answer is not None:
        raise Replay(answer)
    request.scope["state"]["key_claim"] = claim
    return uow


async def _said(request: Request) -> bytes:
    """Return what a request says: its body, or what an upload says without the boundary that each attempt draws."""
    said: bytes | None = request.scope["state"].get("canonical_body")
    return await request.body() if said is None else said


async def _if_match(
    value: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=200,
            description="ETag dari GET terakhir. The ETag of the last GET.",
            examples=['"v1"'],
            # Said in the contract alone: a tag that cannot be read is a request that cannot be read, 400 and not 422.
            json_schema_extra={"pattern": IF_MATCH_PATTERN},
        ),
    ] = None,
) -> IfMatch:
    if value is None:
        raise PreconditionMissing
    return parse_if_match(value)


Reading = Annotated[UnitOfWork, Depends(_reading)]
Writing = Annotated[UnitOfWork, Depends(_writing)]
Creating = Annotated[UnitOfWork, Depends(_creating)]
ExpectedVersion = Annotated[IfMatch, Depends(_if_match)]


@asked_first
async def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))


InLanguage = Annotated[Language, Depends(_language)]
