"""Bad input names its place, is never a 500 and changes nothing (traps T11, T12, T13, T15)."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.caller import problem
from tests.support.steps import draft_plan, open_cycle
from tests.support.world import World

KEY = {"Idempotency-Key": "one"}


def headers(world: World, name: str = "hr", **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {world[name].token()}", "Content-Type": "application/json"} | KEY | more


@pytest.mark.parametrize(
    ("body", "status", "code", "place"),
    [
        (b'{"year": 2026, "pattern": "quarterly", "colour": 1}', 422, "extra_forbidden", "/colour"),
        (b'{"year": NaN, "pattern": "quarterly"}', 400, "not_a_number", "/year"),
        (b'{"year": 1e999, "pattern": "quarterly"}', 400, "number_range", "/year"),
        (b'{"year": 2026, "pattern": "quarter\\u0000ly"}', 400, "nul_character", "/pattern"),
        (b'{"year": 2026, "year": 2027, "pattern": "quarterly"}', 400, "repeated_name", "/year"),
        (b'{"year": "2026", "pattern": "quarterly"}', 422, "int_type", "/year"),
        (b'{"year": true, "pattern": "quarterly"}', 422, "int_type", "/year"),
        (b'{"year": 2026, "pattern": "weekly"}', 422, "enum", "/pattern"),
        (b'{"year": 2026, "pattern": "quarterly", "plan_by": 0}', 422, "string_type", "/plan_by"),
        (b'{"year": 2026}', 422, "missing", "/pattern"),
        (b"{", 400, "not_json", ""),
        (b"\xff\xfe", 400, "not_utf8", ""),
        (b"[" * 5000, 400, "too_deep", ""),
        (b'{"year": 2026, "pattern": "\\ud800"}', 400, "lone_surrogate", "/pattern"),
    ],
)
async def test_a_bad_body_names_the_place(
    http: httpx.AsyncClient, world: World, body: bytes, status: int, code: str, place: str
) -> None:
    response = await http.post("/v1/cycles", content=body, headers=headers(world))

    refused = problem(response, status, "BAD_REQUEST" if status == 400 else "INVALID")
    assert [(error["code"], error["pointer"]) for error in refused["errors"]] == [(code, place)]
    assert (await world["hr"].read("/v1/cycles"))["items"] == []


async def test_an_unknown_query_name_are_refused(world: World) -> None:
    unknown = problem(await world["hr"].get("/v1/cycles", colour="red"), 400, "BAD_REQUEST")
    twice = problem(await world["hr"].get("/v1/cycles?limit=1&limit=2"), 400, "BAD_REQUEST")
    too_many = problem(await world["hr"].get("/v1/cycles", limit=100_000), 422, "INVALID")

    assert unknown["errors"][0]["parameter"] == "colour"
    assert twice["errors"][0]["parameter"] == "limit"
    assert too_many["errors"][0]["parameter"] == "limit"


async def test_a_nul_in_a_query_is_refused(world: World) -> None:
    refused = problem(await world["auditor"].get("/v1/audit-entries?resource_type=a%00b"), 400, "BAD_REQUEST")

    assert refused["errors"][0]["parameter"] == "resource_type"


async def test_a_60_mb_body_is_refused_before_anybody_is_asked_who_they_are(http: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(60):
            sent += 1
            yield b" " * 1_048_576

    declared = await http.post("/v1/cycles", content=b" " * 2_000_000, headers={"Content-Type": "application/json"})
    streamed = await http.post("/v1/cycles", content=endless(), headers={"Content-Type": "application/json"})

    problem(declared, 413, "PAYLOAD_TOO_LARGE")
    problem(streamed, 413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
async def test_a_body_that_is_not_json_is_refused(http: httpx.AsyncClient, world: World, media_type: str) -> None:
    response = await http.post("/v1/cycles", content=b"x=1", headers=headers(world) | {"Content-Type": media_type})

    problem(response, 415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_compressed_body_is_refused(http: httpx.AsyncClient, world: World) -> None:
    response = await http.post("/v1/cycles", content=b"x", headers=headers(world) | {"Content-Encoding": "gzip"})

    problem(response, 415, "UNSUPPORTED_MEDIA_TYPE")


async def test_an_unknown_address_and_method_are_problems_too(http: httpx.AsyncClient, world: World) -> None:
    problem(await http.get("/v1/nothing-here"), 404, "NOT_FOUND")
    wrong = await http.request("PATCH", "/v1/cycles", headers=headers(world))

    problem(wrong, 405, "METHOD_NOT_ALLOWED")
    assert {"GET", "HEAD", "POST"} <= set(wrong.headers["allow"].replace(" ", "").split(","))


async def test_an_id_that_is_none_is_refused_by_name(world: World) -> None:
    refused = problem(await world["hr"].get("/v1/cycles/not-an-id"), 422, "INVALID")

    assert refused["errors"][0]["parameter"] == "cycle_id"


async def test_preconditions_are_demanded(http: httpx.AsyncClient, world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"

    none = await world["ani"].patch(path, {"approach": "kualitatif"})
    stale = await world["ani"].patch(path, {"approach": "kualitatif"}, etag='"v1"')
    weak = await world["ani"].patch(path, {"approach": "kualitatif"}, etag=f'W/"v{plan["version"]}"')
    garbage = await world["ani"].patch(path, {"approach": "kualitatif"}, etag="v1")
    keyless = await http.post(
        "/v1/target-plans", json={"cycle_id": cycle["id"]}, headers={"Authorization": f"Bearer {world['budi'].token()}"}
    )

    problem(none, 428, "PRECONDITION_REQUIRED")
    assert problem(stale, 412, "STALE_VERSION")["current"] == f'"v{plan["version"]}"'
    problem(weak, 412, "STALE_VERSION")
    problem(garbage, 400, "BAD_REQUEST")
    assert problem(keyless, 400, "BAD_REQUEST")["errors"][0]["parameter"] == "Idempotency-Key"
    assert await world["ani"].read(path) == plan


async def test_problems_speak_the_language_that_was_asked_for(http: httpx.AsyncClient) -> None:
    indonesian = await http.get("/v1/auth/me", headers={"Accept-Language": "id"})
    english = await http.get("/v1/auth/me", headers={"Accept-Language": "en-GB, id;q=0.5"})

    assert indonesian.headers["content-language"] == "id"
    assert english.headers["content-language"] == "en"
    assert indonesian.json()["title"] == "Belum masuk"
    assert english.json()["title"] == "Not signed in"
    assert indonesian.json()["code"] == english.json()["code"]
