"""Pure ASGI middleware, outermost first: request context and log line, security headers, size limit, HEAD.

No BaseHTTPMiddleware: it would buffer answers and break cancellation.
"""

import re
import time
from secrets import token_hex

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kinerja_api.kit.http.answers import send_problem
from kinerja_api.kit.problems import InternalError, PayloadTooLarge, UnsupportedMediaType
from kinerja_api.kit.text import Text

log = structlog.get_logger("kinerja_api.access")

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
# As ASGI wants them: lower case, bytes.
SECURITY_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"cache-control": b"no-store",
    b"vary": b"Accept-Language, Authorization",
}


class RequestContext:
    """Gives every request an id, binds it to the log, and writes one access line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else token_hex(16)
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            route = scope.get("route")
            log.info(
                "request",
                method=scope["method"],
                route=getattr(route, "path", None),
                operation_id=getattr(route, "operation_id", None),
                status=status,
                duration_ms=round((time.perf_counter() - started) * 1000, 1),
            )


class SecurityHeaders:
    """Puts the security headers on every answer, errors too (S32); an answer may set its own instead."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] += [header for header in SECURITY_HEADERS.items() if header[0] not in own]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CatchAll:
    """Answers a fault of ours with a problem, inside the headers of every other answer (C12, C15).

    The framework's own last handler stands outside all middleware and would answer without them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watching_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watching_send)
        except Exception as error:
            if started:
                raise
            log.exception("unhandled_error", kind=type(error).__name__)
            await send_problem(InternalError(), scope, receive, send)


class SizeLimit:
    """Counts the bytes of a body as they come and stops at the limit, before any other work (T13, S25)."""

    def __init__(self, app: ASGIApp, *, limit: int, upload_limit: int) -> None:
        self.app = app
        self.limit = limit
        self.upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("content-encoding", "identity") != "identity":
            refusal = UnsupportedMediaType(
                Text("Isi terkompresi tidak diterima.", "A compressed body is not accepted.")
            )
            await send_problem(refusal, scope, receive, send)
            return
        is_file = headers.get("content-type", "").lower().startswith(("multipart/", "text/csv"))
        limit = self.upload_limit if is_file else self.limit
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            await send_problem(_too_large(limit), scope, receive, send)
            return
        received = 0
        started = False

        async def counting_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise _too_large(limit)
            return message

        async def watching_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, counting_receive, watching_send)
        except PayloadTooLarge as too_large:
            if started:
                raise
            await send_problem(too_large, scope, receive, send)


def _too_large(limit: int) -> PayloadTooLarge:
    text = Text("Batasnya {limit} byte.", "The limit is {limit} bytes.").fill(limit=limit)
    return PayloadTooLarge(text, headers={"Connection": "close"})


class HeadAsGet:
    """Answers HEAD wherever GET is: same headers, no body (RFC 9110, T15)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)
