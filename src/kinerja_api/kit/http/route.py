"""The route class of the API: strict reading, one unit of work, commit before the answer (T1).

FastAPI runs the second half of a `yield` dependency after the answer is sent, so a commit there would come too
late. Here the answer is built, then stored under its idempotency key if there is one, then committed, then sent.
"""

import hashlib
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

from fastapi import params
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_body_to_args, request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic_core import PydanticUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kinerja_api.kit.db.faults import database_faults
from kinerja_api.kit.db.idempotency import KeyClaim, StoredAnswer
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import etag_matches
from kinerja_api.kit.http.strict_json import JsonRefused, parse_json
from kinerja_api.kit.problems import BadRequest, FieldError, NotFound, UnsupportedMediaType
from kinerja_api.kit.text import Text

KEPT_HEADERS = frozenset({b"etag", b"location", b"content-type", b"content-language"})

JSON = frozenset({"application/json"})
MERGE_PATCH = JSON | {"application/merge-patch+json"}

TAKES = Text("Kirim isi sebagai {types}.", "Send the body as {types}.")
NUL = Text("Karakter NUL tidak diterima.", "A NUL character is refused.")
UNKNOWN_QUERY = Text("Nama parameter ini tidak dikenal.", "This parameter name is not known.")
DOUBLE_QUERY = Text("Parameter ini hanya boleh sekali.", "This parameter may stand only once.")


class Replay(Exception):  # noqa: N818
    """The Idempotency-Key has its answer already; nothing is done again."""

    def __init__(self, answer: StoredAnswer) -> None:
        super().__init__()
        self.answer = answer


class StrictRequest(Request):
    """A request whose JSON is read strictly: no double keys, no NaN, no NUL, bounded depth (T11, T12, C11)."""

    async def json(self) -> Any:
        """Return the body; a refused one is a 400 problem that names the place."""
        try:
            return parse_json(await self.body())
        except JsonRefused as refused:
            fault = FieldError(
                code=refused.code, detail=Text(refused.detail_id, refused.detail_en), pointer=refused.pointer or ""
            )
            raise BadRequest(fault.detail, errors=[fault]) from None


Ask = Callable[[Request], Awaitable[Any]]
AskFunction = TypeVar("AskFunction", bound=Ask)


def asked_first(ask: AskFunction) -> AskFunction:
    """Mark a dependency on the request alone that is asked before anything of the request is read: a guard."""
    ask.asked = "first"  # type: ignore[attr-defined]
    return ask


def asked_last(ask: AskFunction) -> AskFunction:
    """Mark a dependency on the request alone that is asked when everything was read and is sound: a transaction."""
    ask.asked = "last"  # type: ignore[attr-defined]
    return ask


class TransactionalRoute(APIRoute):
    """A route that owns the unit of work of its request.

    The framework solves each dependency like an endpoint of its own, and puts a second set of exception handlers around
    every route. What asks for nothing but the request is asked here instead, and the app's own handlers are enough
    (docs/decisions/0011).
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.app = self._answer

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request: the ASGI app of this route."""
        # The framework wants places for dependencies with `yield`; there are none, so any will do.
        scope["fastapi_inner_astack"] = scope["fastapi_function_astack"] = scope["fastapi_middleware_astack"]
        with database_faults():
            try:
                response = await self._transactional(StrictRequest(scope, receive, send))
            finally:
                uow: UnitOfWork | None = scope["state"].get("uow")
                if uow is not None:
                    await uow.close()
        await response(scope, receive, send)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that guards, reads strictly, commits, then answers."""
        declared = self.dependant
        first, last, rest = _sorted_by_turn(declared.dependencies)
        run = _asking(last, self.endpoint, declared.request_param_name)
        self.dependant = replace(declared, dependencies=rest, call=run, request_param_name=_REQUEST)
        handle = _read_and_run(self.dependant, run) if _answers_itself(self) else super().get_route_handler()
        self.dependant = declared
        single, repeated = _query_names(declared)
        media_types = _media_types(self)
        reads_json = bool(media_types & JSON)

        async def transactional(request: Request) -> Response:
            _check_query(request, single, repeated)
            _check_media_type(request, media_types)
            if reads_json:
                await request.body()  # too large is said before anybody is asked who they are (T13)
            request.scope["state"]["answers"] = {name: await ask(request) for name, ask in first}
            try:
                response = await handle(request)
            except Replay as replay:
                return _replayed(replay.answer)
            await _finish(request, response)
            return _not_modified(request, response)

        self._transactional = transactional
        return transactional


_REQUEST = "the_request"  # the parameter by which the framework hands the request to `_asking`


def _sorted_by_turn(
    dependencies: Sequence[Dependant],
) -> tuple[list[tuple[str, Ask]], list[tuple[str, Ask]], list[Dependant]]:
    """Return the dependencies that are asked first and last, by the names of their parameters, and the framework's."""
    turns: dict[str, list[tuple[str, Ask]]] = {"first": [], "last": []}
    rest = []
    for dependency in dependencies:
        turn = getattr(dependency.call, "asked", None)
        if turn is None or dependency.name is None or dependency.call is None:
            rest.append(dependency)
        else:
            turns[turn].append((dependency.name, dependency.call))
    return turns["first"], turns["last"], rest


def _asking(
    last: Sequence[tuple[str, Ask]], endpoint: Callable[..., Awaitable[Any]], request_name: str | None
) -> Callable[..., Awaitable[Any]]:
    """Return the endpoint that takes what the framework read and gets the rest by asking."""

    @wraps(endpoint)
    async def ask_and_run(*, the_request: Request, **read: Any) -> Any:
        answers = the_request.scope["state"]["answers"]
        for name, ask in last:
            answers[name] = await ask(the_request)
        if request_name is not None:
            answers[request_name] = the_request
        return await endpoint(**read, **answers)

    return ask_and_run


def _answers_itself(route: APIRoute) -> bool:
    """Tell whether a route returns the answer as it goes out, so that there is nothing to build."""
    reads_form = route.body_field is not None and isinstance(route.body_field.field_info, params.Form)
    return not reads_form and signature(route.endpoint).return_annotation is Response


def _read_and_run(
    dependant: Dependant, run: Callable[..., Awaitable[Response]]
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    """Return the handler that reads body and parameters as the framework does, and does nothing else."""

    async def handle(request: Request) -> Response:
        values = await _read_body(dependant, request)
        read, faults = await _read(dependant, request)
        if faults:
            raise RequestValidationError(faults)
        return await run(**values, **read)

    return handle


async def _read_body(dependant: Dependant, request: Request) -> dict[str, Any]:
    """Return the value of the parameter that is a request's JSON; a refusal names each place that is wrong."""
    if not dependant.body_params:
        return {}
    body = await request.json() if await request.body() else PydanticUndefined
    values, faults = await request_body_to_args(dependant.body_params, body, embed_body_fields=False)
    if faults:
        raise RequestValidationError(faults)
    return values


async def _read(dependant: Dependant, request: Request) -> tuple[dict[str, Any], list[Any]]:
    """Return the values of the parameters in a request's address and headers, and what is wrong with them."""
    values: dict[str, Any] = {}
    faults: list[Any] = []
    for inner in dependant.dependencies:
        read, wrong = await _read(inner, request)
        faults += wrong
        if not wrong and inner.name is not None and inner.call is not None:
            values[inner.name] = await inner.call(**read)
    for fields, given in (
        (dependant.path_params, request.path_params),
        (dependant.query_params, request.query_params),
        (dependant.header_params, request.headers),
    ):
        if fields:
            read, wrong = request_params_to_args(fields, given)
            values |= read
            faults += wrong
    if dependant.request_param_name is not None:
        values[dependant.request_param_name] = request
    return values, faults


def fingerprint(request: Request, body: bytes) -> bytes:
    """Return the digest of what a request asks: method, address, query and body."""
    digest = hashlib.sha256()
    scope = request.scope
    for part in (scope["method"].encode(), scope["path"].encode(), scope["query_string"], body):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def _query_names(dependant: Dependant) -> tuple[frozenset[str], frozenset[str]]:
    """Return the query parameters that may stand once, and those that may be repeated, of a route and its guards."""
    single: set[str] = set()
    repeated: set[str] = set()
    for field in dependant.query_params:
        (repeated if "list" in str(field.field_info.annotation) else single).add(field.alias)
    for inner in dependant.dependencies:
        of_inner = _query_names(inner)
        single |= of_inner[0]
        repeated |= of_inner[1]
    return frozenset(single), frozenset(repeated)


def _check_query(request: Request, single: frozenset[str], repeated: frozenset[str]) -> None:
    faults, seen = [], set()
    for name, value in request.query_params.multi_items() if request.scope["query_string"] else ():
        if name not in single and name not in repeated:
            faults.append(FieldError(code="unknown_parameter", detail=UNKNOWN_QUERY, parameter=name[:80]))
        elif name in seen and name in single:
            faults.append(FieldError(code="repeated_parameter", detail=DOUBLE_QUERY, parameter=name))
        if "\x00" in value:
            faults.append(FieldError(code="nul_character", detail=NUL, parameter=name[:80]))
        seen.add(name)
    if faults:
        raise BadRequest(errors=faults)
    # PostgreSQL takes no NUL (T11), so nothing that is named by one can exist.
    if "\x00" in request.scope["path"]:
        raise NotFound


def _media_types(route: APIRoute) -> frozenset[str]:
    """Return the media types of the body that a route reads; none for a route without a body."""
    if route.body_field is None:
        return frozenset()
    if isinstance(route.body_field.field_info, params.Form):
        return frozenset({"multipart/form-data"})
    return MERGE_PATCH if route.methods == {"PATCH"} else JSON


def _check_media_type(request: Request, accepted: frozenset[str]) -> None:
    """Refuse a body of another type with the types that are taken, instead of calling it invalid JSON (C10)."""
    if not accepted:
        return
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in accepted and request.headers.get("content-length") != "0":
        raise UnsupportedMediaType(TAKES.fill(types=", ".join(sorted(accepted))), headers=_accept(request, accepted))


def _accept(request: Request, accepted: frozenset[str]) -> dict[str, str]:
    return {"Accept-Patch" if request.method == "PATCH" else "Accept-Post": ", ".join(sorted(accepted))}


async def _finish(request: Request, response: Response) -> None:
    """Commit what the request changed; only then may its answer go out."""
    state = request.scope["state"]
    uow: UnitOfWork | None = state.get("uow")
    if uow is None:
        return
    claim: KeyClaim | None = state.get("key_claim")
    if claim is not None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in response.raw_headers
            if name in KEPT_HEADERS
        }
        claim.store(uow, StoredAnswer(response.status_code, headers, bytes(response.body)))
    await uow.finish()


def _replayed(answer: StoredAnswer) -> Response:
    return Response(answer.body, answer.status, {**answer.headers, "Idempotent-Replayed": "true"})


def _not_modified(request: Request, response: Response) -> Response:
    """Answer 304 when the caller holds these very bytes already (C28)."""
    if request.method != "GET" or response.status_code != 200:  # noqa: PLR2004
        return response
    asked = request.headers.get("if-none-match")
    etag = response.headers.get("etag") if asked else None
    if not asked or not etag or not etag_matches(asked, etag):
        return response
    return Response(status_code=304, headers={"etag": etag})
