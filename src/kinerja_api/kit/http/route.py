"""The route class of the API: strict reading, one unit of work, commit before the answer (T1).

FastAPI runs the second half of a `yield` dependency after the answer is sent, so a commit there would come too
late. Here the answer is built, then stored under its idempotency key if there is one, then committed, then sent.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

from fastapi import params
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from kinerja_api.kit.db.idempotency import KeyClaim, StoredAnswer
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import etag_matches
from kinerja_api.kit.http.strict_json import JsonRefused, parse_json
from kinerja_api.kit.problems import BadRequest, FieldError, NotFound, UnsupportedMediaType
from kinerja_api.kit.text import Text

KEPT_HEADERS = ("etag", "location", "content-type", "content-language")

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


class TransactionalRoute(APIRoute):
    """A route that owns the unit of work of its request."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that reads strictly, commits, then answers."""
        handle = super().get_route_handler()
        single, repeated = _query_names(self.dependant)
        media_types = _media_types(self)

        async def transactional(request: Request) -> Response:
            _check_query(request, single, repeated)
            _check_media_type(request, media_types)
            request = StrictRequest(request.scope, request.receive)
            async with AsyncExitStack() as stack:
                request.scope["state"]["resources"] = stack
                try:
                    response = await handle(request)
                except Replay as replay:
                    return _replayed(replay.answer)
                await _finish(request, response)
            return _not_modified(request, response)

        return transactional


def fingerprint(request: Request, body: bytes) -> bytes:
    """Return the digest of what a request asks: method, address, query and body."""
    digest = hashlib.sha256()
    for part in (request.method.encode(), request.url.path.encode(), request.url.query.encode(), body):
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
    counts = Counter(name for name, _ in request.query_params.multi_items())
    faults = [
        FieldError(code="unknown_parameter", detail=UNKNOWN_QUERY, parameter=name[:80])
        for name in counts
        if name not in single and name not in repeated
    ]
    faults += [
        FieldError(code="repeated_parameter", detail=DOUBLE_QUERY, parameter=name)
        for name, count in counts.items()
        if count > 1 and name in single
    ]
    faults += [
        FieldError(code="nul_character", detail=NUL, parameter=name[:80])
        for name, value in request.query_params.multi_items()
        if "\x00" in value
    ]
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
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if accepted and given not in accepted and request.headers.get("content-length") != "0":
        raise UnsupportedMediaType(TAKES.fill(types=", ".join(sorted(accepted))), headers=_accept(request, accepted))


def _accept(request: Request, accepted: frozenset[str]) -> dict[str, str]:
    return {"Accept-Patch" if request.method == "PATCH" else "Accept-Post": ", ".join(sorted(accepted))}


async def _finish(request: Request, response: Response) -> None:
    """Commit what the request changed; only then may its answer go out."""
    uow: UnitOfWork | None = getattr(request.state, "uow", None)
    if uow is None:
        return
    claim: KeyClaim | None = getattr(request.state, "key_claim", None)
    if claim is not None:
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        await uow.session.flush()
        await claim.store(uow, StoredAnswer(response.status_code, headers, bytes(response.body)))
    await uow.finish()


def _replayed(answer: StoredAnswer) -> Response:
    return Response(answer.body, answer.status, {**answer.headers, "Idempotent-Replayed": "true"})


def _not_modified(request: Request, response: Response) -> Response:
    """Answer 304 when the caller holds these very bytes already (C28)."""
    etag = response.headers.get("etag")
    asked = request.headers.get("if-none-match")
    if request.method != "GET" or response.status_code != 200 or not etag or not asked:  # noqa: PLR2004
        return response
    if not etag_matches(asked, etag):
        return response
    return Response(status_code=304, headers={"etag": etag})
