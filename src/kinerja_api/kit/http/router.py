"""The routers of capabilities: every one reads strictly, commits before it answers, and documents its problems."""

import json
from typing import Any

from fastapi import APIRouter, Response

from kinerja_api.kit.db.hot import WrittenPage
from kinerja_api.kit.http.etags import etag_for
from kinerja_api.kit.http.operations import PREFIX
from kinerja_api.kit.http.route import TransactionalRoute
from kinerja_api.kit.http.schema import Output


class ProblemErrorOut(Output):
    """One place in the request that is at fault."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None


class BasisOut(Output):
    """An article on which a refusal or a rule rests."""

    instrument: str
    article: str
    verification: str


class ProblemOut(Output):
    """A problem (RFC 9457): `code` is stable, `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    trace_id: str
    errors: list[ProblemErrorOut] | None = None
    basis: list[BasisOut] | None = None


DEFAULT: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Masalah, dengan kode tetap dan apa yang harus dilakukan (RFC 9457). "
        "A problem with a stable code and what to do.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


def api_router(tag: str) -> APIRouter:
    """Return the router of a capability; `tag` groups its operations in the document."""
    return APIRouter(
        prefix=PREFIX, tags=[tag], route_class=TransactionalRoute, responses=DEFAULT, redirect_slashes=False
    )


def body_example(value: dict[str, Any]) -> dict[str, Any]:
    """Return the `openapi_extra` that gives one operation's JSON body an example of its own."""
    return {"requestBody": {"content": {"application/json": {"example": value}}}}


def tell_version(response: Response, version: int) -> None:
    """Put the ETag of a resource's version on the answer."""
    response.headers["ETag"] = etag_for(version)


def tell_created(response: Response, location: str, version: int | None = None) -> None:
    """Put the address (and the ETag) of what was created on a 201 answer (C29)."""
    response.headers["Location"] = location
    if version is not None:
        tell_version(response, version)


def written(document: str, *, version: int, status: int = 200) -> Response:
    """Return the answer whose JSON PostgreSQL wrote, with the ETag of its version; only for what is read most.

    No model checks it on the way: a test holds what such a statement writes against the model of its operation.
    """
    return Response(document, status, {"ETag": etag_for(version)}, "application/json")


def written_page(page: WrittenPage) -> Response:
    """Return the page whose items PostgreSQL wrote; see `written`."""
    document = f'{{"items":[{",".join(page.items)}],"next":{json.dumps(page.next)}}}'
    return Response(document, media_type="application/json")
