"""A caller of the API: an account with its token, speaking HTTP."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import httpx

Json = dict[str, Any]


class Caller:
    """Sends requests with a token of one account, which is asked for each time because tests move the clock."""

    def __init__(self, http: httpx.AsyncClient, token: Callable[[], str]) -> None:
        self.http = http
        self.token = token

    async def get(self, path: str, **params: Any) -> httpx.Response:
        """GET a path."""
        return await self.http.get(path, params=params or None, headers=self._headers())

    async def post(
        self, path: str, body: Any = None, *, etag: str | None = None, key: str | None = None
    ) -> httpx.Response:
        """POST JSON, under a new Idempotency-Key unless one is given."""
        return await self.http.post(path, json=body, headers=self._headers(etag, key or str(uuid4())))

    async def upload(
        self, path: str, name: str, content: bytes, *, key: str | None = None, **fields: str
    ) -> httpx.Response:
        """POST a file as multipart, with the fields beside it."""
        headers = self._headers(None, key or str(uuid4()))
        return await self.http.post(path, files={"file": (name, content)}, data=fields, headers=headers)

    async def put(self, path: str, body: Any, *, etag: str | None = None) -> httpx.Response:
        """PUT JSON."""
        return await self.http.put(path, json=body, headers=self._headers(etag))

    async def patch(self, path: str, body: Any, *, etag: str | None = None) -> httpx.Response:
        """PATCH JSON."""
        return await self.http.patch(path, json=body, headers=self._headers(etag))

    async def delete(self, path: str, *, etag: str | None = None) -> httpx.Response:
        """DELETE a path."""
        return await self.http.delete(path, headers=self._headers(etag))

    async def read(self, path: str, **params: Any) -> Json:
        """GET a path that must answer 200, and return its document."""
        return ok(await self.get(path, **params))

    async def read_all(self, path: str, **params: Any) -> list[Json]:
        """GET every page of a list: what the other tests made may fill more than one."""
        page = await self.read(path, **params)
        items: list[Json] = page["items"]
        while page["next"] is not None:
            page = await self.read(path, **params, cursor=page["next"])
            items += page["items"]
        return items

    async def create(self, path: str, body: Any) -> Json:
        """POST what must be created, and return its document."""
        return ok(await self.post(path, body), 201)

    async def step(self, path: str, name: str, note: str | None = None, *, etag: str | None = None) -> httpx.Response:
        """Take a step in the life of the resource at this path, on the version that stands there now."""
        seen = etag or (await self.get(path)).headers.get("etag", '"v1"')
        body: Json = {"name": name} if note is None else {"name": name, "note": note}
        return await self.http.post(f"{path}/transitions", json=body, headers=self._headers(seen))

    def _headers(self, etag: str | None = None, key: str | None = None) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token()}"}
        if etag is not None:
            headers["If-Match"] = etag
        if key is not None:
            headers["Idempotency-Key"] = key
        return headers


def ok(response: httpx.Response, status: int = 200) -> Json:
    """Return the document of an answer that must have this status."""
    assert response.status_code == status, f"{response.status_code}: {response.text}"
    document: Json = response.json() if response.content else {}
    return document


def problem(response: httpx.Response, status: int, code: str) -> Json:
    """Return the problem of an answer that must be this problem."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    document: Json = response.json()
    assert (response.status_code, document["code"]) == (status, code), document
    assert document["status"] == status
    return document
