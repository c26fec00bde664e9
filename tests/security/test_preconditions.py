"""A change names the version it is meant for, a creation its key; without them, or with wrong ones, nothing happens.

One agency lives through a year with everything tried that must be refused, and every creation sent twice at once.
Another lives through the same year plainly. In the end both hold exactly the same (C25-C27, R2).
"""

import asyncio
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy import func, literal, select

from kinerja_api.registry import metadata
from tests.support.caller import problem
from tests.support.contract import Contract
from tests.support.walk import Request, Walk, walk_a_year
from tests.support.world import WorldBuilder

STALE = ('"v999"', '"v0"', 'W/"v1"', '"v998", "v999"')
MALFORMED = ("v1", '"v1', "", "'v1'")


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
        for etag in MALFORMED[:2]:
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


@dataclass(frozen=True)
class Pair:
    careful: CarefulWalk
    plain: Walk


@pytest.fixture(scope="module")
async def pair(worlds: WorldBuilder, contract: Contract) -> Pair:
    """Return two agencies after the same year; the second used the very keys of the first."""
    careful, plain = CarefulWalk(await worlds.build(), contract), Walk(await worlds.build(), contract)
    for walk in (careful, plain):
        await walk_a_year(walk, worlds)
    return Pair(careful, plain)


async def held(walk: Walk) -> dict[str, tuple[int, int]]:
    """Return how many rows an agency holds in each table, and the sum of their versions."""
    found = {}
    async with walk.world.database.read(walk.world.agency_id) as uow:
        for table in metadata.sorted_tables:
            if "agency_id" in table.columns:
                version = table.columns["version"] if "version" in table.columns else literal(0)
                counted = select(func.count(), func.coalesce(func.sum(version), 0)).select_from(table)
                [(rows, versions)] = (await uow.session.execute(counted)).all()
                found[table.name] = (rows, int(versions))
    return found


def test_every_change_of_what_is_there_was_tried_without_and_with_other_versions(
    contract: Contract, pair: Pair
) -> None:
    assert pair.careful.refused == {operation.id for operation in contract if operation.demands("If-Match")}


def test_every_creation_was_sent_twice_at_once_and_without_a_key(contract: Contract, pair: Pair) -> None:
    assert pair.careful.replayed == {operation.id for operation in contract if operation.demands("Idempotency-Key")}


async def test_what_was_refused_or_repeated_left_nothing_behind(pair: Pair) -> None:
    careful, plain = await held(pair.careful), await held(pair.plain)

    assert careful == plain
    assert sum(rows for rows, _ in careful.values()) > 200


async def test_another_agency_uses_the_same_keys_for_itself(pair: Pair) -> None:
    assert pair.careful.count == pair.plain.count
    assert not set(pair.careful.ids.values()) & set(pair.plain.ids.values())


async def test_a_key_in_quotes_is_the_same_key(pair: Pair) -> None:
    """C25: both spellings of the draft."""
    walk = pair.plain
    request = walk.again("create_position", body=walk.sent["create_position"].body | {"code": "pengolah-2"})

    bare = await walk.ask(request, key="spelled-twice", etag=None)
    quoted = await walk.ask(request, key='"spelled-twice"', etag=None)

    assert (bare.status_code, quoted.status_code) == (201, 201)
    assert bare.content == quoted.content
    assert quoted.headers["idempotent-replayed"] == "true"


async def test_a_key_is_bound_to_its_operation_and_account(pair: Pair) -> None:
    walk = pair.plain
    unit = walk.again("create_unit", body=walk.sent["create_unit"].body | {"code": "satu"})
    post = walk.again("create_position", body=walk.sent["create_position"].body | {"code": "satu"})

    made = [await walk.ask(each, key="shared", etag=None) for each in (unit, post)]

    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] != made[1].json()["id"]
