"""A walk that tries on its way all that must be refused, and sends every creation twice at once (C25-C27, R2)."""

import asyncio
from dataclasses import dataclass, field

import httpx

from tests.support.caller import problem
from tests.support.walk import Request, Walk

STALE = ('"v999"', '"v0"', 'W/"v1"', '"v998", "v999"')
MALFORMED = ("v1", '"v1')


@dataclass
class CarefulWalk(Walk):
    """Sends every change without its precondition first, and every creation twice at once."""

    refused: set[str] = field(default_factory=set)
    replayed: set[str] = field(default_factory=set)

    async def send(self, request: Request) -> httpx.Response:
        """Send a request as it is meant, after all that must be refused."""
        self.count += 1
        key, etag = str(self.count), await self.etag_of(request)
        if etag is not None:
            await self._refuse_other_versions(request, key)
        if not request.operation.demands("Idempotency-Key"):
            return await self.ask(request, key=key, etag=etag)
        await self._refuse_without_key(request, etag)
        return await self._twice_at_once(request, key, etag)

    async def _refuse_other_versions(self, request: Request, key: str) -> None:
        where = request.operation.id
        before = await self.etag_of(request)
        problem(await self.ask(request, key=key, etag=None), 428, "PRECONDITION_REQUIRED")
        for etag in STALE:
            stale = problem(await self.ask(request, key=key, etag=etag), 412, "STALE_VERSION")
            assert stale["current"] == before, where
        for etag in MALFORMED:
            named = problem(await self.ask(request, key=key, etag=etag), 400, "BAD_REQUEST")["errors"]
            assert [error["parameter"] for error in named] == ["If-Match"], where
        assert await self.etag_of(request) == before, where
        self.refused.add(where)

    async def _refuse_without_key(self, request: Request, etag: str | None) -> None:
        for key in (None, '""', "k" * 256):
            answer = await self.ask(request, key=key, etag=etag)
            assert answer.status_code in {400, 422}, f"{request.operation.id} {answer.text}"
            assert [error["parameter"] for error in answer.json()["errors"]] == ["Idempotency-Key"]

    async def _twice_at_once(self, request: Request, key: str, etag: str | None) -> httpx.Response:
        where = request.operation.id
        first, second = await asyncio.gather(*(self.ask(request, key=key, etag=etag) for _ in range(2)))
        assert first.status_code == second.status_code, f"{where}: {first.text} {second.text}"
        assert first.content == second.content, where
        for name in ("etag", "location"):
            assert first.headers.get(name) == second.headers.get(name), where
        replays = [answer.headers.get("idempotent-replayed") for answer in (first, second)]
        assert sorted(replays, key=str) == [None, "true"], where
        await self._refuse_other_content(request, key, etag)
        self.replayed.add(where)
        return first

    async def _refuse_other_content(self, request: Request, key: str, etag: str | None) -> None:
        if request.operation.body is not None:
            # A name that is unknown would be refused for itself, so the other body says the same in other bytes.
            other = Request(request.operation, request.who, request.path, None, _spaced(request), request.at)
        else:
            other = Request(request.operation, request.who, f"{request.path}?partial=true", None, request.parts)
        if request.operation.id == "create_evidence_file":
            files = {"file": ("lain.pdf", b"%PDF-1.7\n%other\n%%EOF\n")}
            other = Request(request.operation, request.who, request.path, None, {"files": files})
        problem(await self.ask(other, key=key, etag=etag), 422, "IDEMPOTENCY_KEY_REUSED")


def _spaced(request: Request) -> dict[str, object]:
    content = httpx.Request("POST", "http://test", json=request.body).content
    return {"content": b" " + content, "headers": {"Content-Type": "application/json"}}
