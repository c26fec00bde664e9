"""How problems become answers, from every layer the same way (C12)."""

import json
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException  # noqa: TID251  answered here, raised nowhere
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kinerja_api.kit.http.operations import routes_of
from kinerja_api.kit.http.validation import as_invalid
from kinerja_api.kit.problems import (
    BadRequest,
    Forbidden,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    Problem,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
)
from kinerja_api.kit.text import Text, language_of

BY_STATUS: dict[int, type[Problem]] = {
    400: BadRequest,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    503: Unavailable,
}


def problem_document(problem: Problem, scope: Scope) -> dict[str, Any]:
    """Return the problem as RFC 9457 members, in the language that the caller asked for."""
    language = language_of(Headers(scope=scope).get("accept-language"))
    document: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": problem.title.in_language(language),
        "status": problem.status,
        "detail": problem.detail.in_language(language),
        "instance": scope.get("path", ""),
        "code": problem.code,
        "trace_id": scope.get("state", {}).get("request_id", ""),
    }
    if problem.errors:
        document["errors"] = [
            {
                "code": error.code,
                "detail": error.detail.in_language(language),
                **({"pointer": error.pointer} if error.pointer is not None else {}),
                **({"parameter": error.parameter} if error.parameter is not None else {}),
            }
            for error in problem.errors
        ]
    if problem.basis:
        document["basis"] = [
            {"instrument": basis.instrument, "article": basis.article, "verification": basis.verification}
            for basis in problem.basis
        ]
    for key, value in problem.extra.items():
        document[key] = value.in_language(language) if isinstance(value, Text) else value
    return document


def problem_answer(problem: Problem, scope: Scope) -> Response:
    """Return the problem as an answer."""
    language = language_of(Headers(scope=scope).get("accept-language"))
    headers = {"Content-Language": language, **problem.headers}
    if problem.status == 401:  # noqa: PLR2004
        headers.setdefault("WWW-Authenticate", "Bearer")
    body = json.dumps(problem_document(problem, scope), ensure_ascii=False).encode()
    return Response(body, problem.status, headers, media_type="application/problem+json")


async def send_problem(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request with a problem, from middleware."""
    await problem_answer(problem, scope)(scope, receive, send)


async def on_problem(request: Request, error: Exception) -> Response:
    """Answer a problem that was raised."""
    assert isinstance(error, Problem)  # noqa: S101  registered for this class only
    return problem_answer(error, request.scope)


async def on_validation_error(request: Request, error: Exception) -> Response:
    """Answer what Pydantic refused, naming each place."""
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this class only
    return problem_answer(as_invalid(error.errors()), request.scope)


def _allowed_methods(request: Request) -> str:
    """Return all methods of an address; the framework names those of its first route only (T15)."""
    path = request.scope["path"]
    routes = [route for route in iter_route_contexts(list(routes_of(request.app))) if route.path_regex.fullmatch(path)]
    methods = {method for route in routes for method in route.methods or ()}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Answer what the framework itself refuses: unknown address, wrong method, unreadable form."""
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this class only
    # The framework wraps whatever reading the body raised; what our reader said about the place must not get lost.
    cause = error.__cause__
    problem = cause if isinstance(cause, Problem) else BY_STATUS.get(error.status_code, BadRequest)()
    problem.headers.update(error.headers or {})
    if isinstance(problem, MethodNotAllowed):
        problem.headers["Allow"] = _allowed_methods(request)
    return problem_answer(problem, request.scope)
