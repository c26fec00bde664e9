"""Bad input at every operation: each is refused with the place it stands at, and none is a fault of ours.

What is sent begins as the body of a request that was accepted, and one thing in it is made wrong (API3, API4, C7, C11,
S25, S26, traps T11-T13).
"""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4  # noqa: TID251  an id that does not exist

import httpx
import pytest

from kinerja_api.kit.http.strict_json import DEEPEST
from tests.security.conftest import Neighbours
from tests.support.caller import problem
from tests.support.contract import Contract, Operation, Place, pointer, put
from tests.support.walk import Walk

# What the service decides, and what the newest tricks try to set: sent, they are refused and never silently dropped.
READ_ONLY = ("id", "agency_id", "tenant_id", "status", "score", "version", "created_at", "approved_by", "is_superuser")
# Guesses at the password of a survey's or a session's token cost a place in the throttle, which other tests need.
THROTTLED = {"sign_in", "refresh_tokens", "read_public_survey", "answer_public_survey", "read_public_survey_result"}
NESTED = b'{"x":' * DEEPEST + b"1" + b"}" * DEEPEST


async def post(walk: Walk, operation: Operation, content: bytes, **headers: str) -> httpx.Response:
    """Send bytes to an operation, on an object that does not exist, with all that comes before its body."""
    sent = walk.sent[operation.id]
    path = operation.path
    for name in operation.path_names:
        path = path.replace(f"{{{name}}}", str(uuid4()) if name != "code" else walk.ids["code"])
    given = {"Content-Type": "application/json", "If-Match": '"v1"', "Idempotency-Key": str(uuid4())} | headers
    if sent.who is not None:
        given["Authorization"] = f"Bearer {walk.world[sent.who].token()}"
    return await walk.world["hr"].http.request(operation.method, path, content=content, headers=given)


# A value has the form of the parameter that it adjusts; tests/api/test_policy_overlays.py tries the other forms.
OF_SEVERAL_FORMS = {"/adjustments/0/value"}


async def send(walk: Walk, operation: Operation, place: Place, value: object) -> httpx.Response:
    """Send the accepted body of an operation with one value changed."""
    body = put(walk.sent[operation.id].body, place, value)
    return await post(walk, operation, json.dumps(body).encode())


def named(answer: httpx.Response, status: int, code: str) -> set[str]:
    """Return the places that an answer names, which must be this problem."""
    return {error.get("pointer", "") for error in problem(answer, status, code)["errors"]}


def bodies(contract: Contract) -> Iterator[Operation]:
    """Yield the operations with a JSON body."""
    return (operation for operation in contract if operation.body is not None)


def test_every_change_was_sent_once_so_that_it_can_be_tried(contract: Contract, neighbours: Neighbours) -> None:
    changes = {operation.id for operation in contract if operation.method != "GET"}

    assert changes == neighbours.mine.sent.keys(), "let tests/support/walk.py do what is new"


async def test_a_name_that_is_unknown_is_named_at_every_depth(contract: Contract, neighbours: Neighbours) -> None:
    for operation in bodies(contract):
        for place in operation.objects():
            answer = await send(neighbours.mine, operation, (*place, "colour"), "red")
            assert pointer((*place, "colour")) in named(answer, 422, "INVALID"), operation.id


async def test_what_the_service_decides_cannot_be_sent(contract: Contract, neighbours: Neighbours) -> None:
    """API3: mass assignment is refused by name, on creation and on change."""
    for operation in bodies(contract):
        taken = {place[0] for place, _ in operation.leaves()}
        body = neighbours.mine.sent[operation.id].body
        tried = (operation.answer_names | set(READ_ONLY)) - taken
        answer = await post(neighbours.mine, operation, json.dumps(body | dict.fromkeys(tried, "x")).encode())
        assert named(answer, 422, "INVALID") >= {f"/{name}" for name in tried}, operation.id


async def test_a_value_of_another_kind_is_named(contract: Contract, neighbours: Neighbours) -> None:
    """T12: no true for 1, no 7 for "7", no list for a text; nothing is guessed."""
    wrong_of: dict[str, tuple[object, ...]] = {
        "string": (7, ["x"], {"x": 1}),
        "integer": ("7", True, 1.5, []),
        "boolean": ("true", 1, "yes"),
    }
    for operation in bodies(contract):
        for place, schema in operation.leaves():
            if pointer(place) in OF_SEVERAL_FORMS:
                continue
            for wrong in wrong_of[schema.get("type", "string")]:
                answer = await send(neighbours.mine, operation, place, wrong)
                assert any(each.startswith(pointer(place)) for each in named(answer, 422, "INVALID")), (
                    f"{operation.id} {pointer(place)} takes {wrong!r}"
                )


async def test_days_instants_and_ids_have_one_spelling(contract: Contract, neighbours: Neighbours) -> None:
    wrong_of = {
        "date": ("2026-02-30", "2026-1-1", "1767225600", "2026-01-01T00:00:00", "20260101", ""),
        "date-time": ("2026-01-01T08:00:00", "2026-01-01", "1767225600", ""),
        "uuid": ("1", "", "0198c0de-0000-7000-8000-00000000000g"),
    }
    tried = set()
    for operation in bodies(contract):
        for place, schema in operation.leaves():
            if pointer(place) in OF_SEVERAL_FORMS:
                continue
            for wrong in wrong_of.get(schema.get("format", ""), ()):
                answer = await send(neighbours.mine, operation, place, wrong)
                assert pointer(place) in named(answer, 422, "INVALID"), f"{operation.id} {pointer(place)} {wrong!r}"
                tried.add(schema["format"])
    assert tried >= {"date", "uuid"}


async def test_a_text_is_never_longer_than_the_contract_says(contract: Contract, neighbours: Neighbours) -> None:
    count = 0
    for operation in bodies(contract):
        for place, schema in operation.leaves():
            if "maxLength" in schema and "format" not in schema:
                answer = await send(neighbours.mine, operation, place, "1" * (schema["maxLength"] + 1))
                assert pointer(place) in named(answer, 422, "INVALID"), f"{operation.id} {pointer(place)}"
                count += 1
    assert count > 40


async def test_the_longest_text_that_the_contract_allows_is_kept_or_refused(
    contract: Contract, neighbours: Neighbours
) -> None:
    """What the schema takes, the table takes too: a column that is shorter would be a fault of ours."""
    mine = neighbours.mine
    for operation in bodies(contract):
        for place, schema in operation.leaves():
            if "maxLength" in schema and "format" not in schema and operation.id not in THROTTLED:
                request = mine.again(
                    operation.id, body=put(mine.sent[operation.id].body, place, "1" * schema["maxLength"])
                )
                answer = await mine.ask(request, key=str(uuid4()), etag="*")
                assert answer.status_code < 500, f"{operation.id} {pointer(place)}"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u200b"], ids=["nul", "escape", "bidi", "no width"])
async def test_characters_that_hide_are_refused_in_every_text(
    contract: Contract, neighbours: Neighbours, character: str
) -> None:
    """T11, S26."""
    for operation in bodies(contract):
        for place, schema in operation.leaves():
            if schema.get("type") == "string" and schema.get("format") != "password":
                answer = await send(neighbours.mine, operation, place, f"teks{character}teks")
                assert answer.status_code == (400 if character == "\x00" else 422), f"{operation.id} {pointer(place)}"
                assert pointer(place) in [error["pointer"] for error in answer.json()["errors"]], operation.id


async def test_json_that_two_readers_would_read_differently_is_refused(
    contract: Contract, neighbours: Neighbours
) -> None:
    """C11, T12: a repeated name, NaN and a depth without end."""
    for operation in bodies(contract):
        body = neighbours.mine.sent[operation.id].body
        name = next(iter(body))
        text = json.dumps(body)
        cases: dict[str, tuple[bytes, str]] = {
            "repeated_name": (f'{{"{name}": 1, {text[1:]}'.encode(), f"/{name}"),
            "not_a_number": (json.dumps(body | {name: float("nan")}).encode(), f"/{name}"),
            "number_range": (f'{{"{name}": 1e999}}'.encode(), f"/{name}"),
            "too_deep": (f'{{"{name}": '.encode() + NESTED + b"}", ""),
            "not_json": (text.encode()[:-1], ""),
            "not_utf8": (text.encode()[:-1] + b"\xff}", ""),
        }
        for code, (content, place) in cases.items():
            refused = problem(await post(neighbours.mine, operation, content), 400, "BAD_REQUEST")
            found = [(error["code"], error["pointer"]) for error in refused["errors"]]
            assert found == [(code, place)], operation.id


async def test_a_body_is_what_the_operation_takes_or_is_refused(contract: Contract, neighbours: Neighbours) -> None:
    for operation in bodies(contract):
        for content in (b"null", b"[]", b'"x"', b"7"):
            answer = await post(neighbours.mine, operation, content)
            problem(answer, 422, "INVALID")
        other = await post(neighbours.mine, operation, b"<x/>", **{"Content-Type": "application/xml"})
        problem(other, 415, "UNSUPPORTED_MEDIA_TYPE")


async def test_60_megabytes_are_refused_unread_everywhere(contract: Contract, neighbours: Neighbours) -> None:
    """T13, S25: before anybody is asked who they are, whether the length is told or not."""
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(60):
            sent += 1
            yield b" " * 1_048_576

    http = neighbours.mine.world["hr"].http
    most = 0
    for operation in contract:
        if not operation.takes_body:
            continue
        path = operation.path
        for name in operation.path_names:
            path = path.replace(f"{{{name}}}", str(uuid4()))
        kind = "application/json" if operation.body is not None else "multipart/form-data; boundary=x"
        told: dict[str, Any] = {"Content-Type": kind, "Content-Length": str(60 * 1_048_576)}
        sent = 0
        answer = await http.request(operation.method, path, content=endless(), headers=told)
        problem(answer, 413, "PAYLOAD_TOO_LARGE")
        most = max(most, sent)
    # The transport of the tests hands over what the app asks for; the app asks for nothing that it will not take.
    assert most <= 1


async def test_an_unknown_or_repeated_name_in_a_query_is_named(contract: Contract, neighbours: Neighbours) -> None:
    """C11, C22: at every operation, with or without parameters of its own."""
    mine = neighbours.mine
    for operation in contract:
        path = operation.path
        for name in operation.path_names:
            path = path.replace(f"{{{name}}}", str(uuid4()))
        unknown = await mine.world["hr"].http.request(operation.method, f"{path}?colour=red")
        assert [error["parameter"] for error in problem(unknown, 400, "BAD_REQUEST")["errors"]] == ["colour"]
        for name in operation.parameters("query"):
            twice = await mine.world["hr"].http.request(operation.method, f"{path}?{name}=1&{name}=2")
            nul = await mine.world["hr"].http.request(operation.method, f"{path}?{name}=%00")
            for answer in (twice, nul):
                assert [error["parameter"] for error in problem(answer, 400, "BAD_REQUEST")["errors"]] == [name]


async def test_a_query_value_of_another_kind_is_named(contract: Contract, neighbours: Neighbours) -> None:
    """T12: 0 is no day, 1e3 no limit, and an id has one spelling."""
    wrong_of = {
        "date": ("0", "1767225600", "2026-02-30", "2026-01-01T00:00:00"),
        "uuid": ("1", "", "x" * 36),
        "int32": ("1e3", "x", "-1", "", "9" * 30),
    }
    mine = neighbours.mine
    for operation in contract:
        path = operation.path
        for name in operation.path_names:
            path = path.replace(f"{{{name}}}", str(uuid4()))
        who = {"audit:read": "auditor", "favouritism:read": "auditor", "agency:manage": "platform"}.get(
            operation.permission or "", "hr"
        )
        for name, each in operation.parameters("query").items():
            schema = each["schema"]
            wrongs = ("neither",) if "enum" in str(schema) else wrong_of.get(schema.get("format", ""), ())
            for wrong in wrongs:
                answer = await mine.world[who].get(path, **{name: wrong})
                assert answer.status_code == 422, f"{operation.id}?{name}={wrong}: {answer.text}"
                assert name in [error.get("parameter") for error in answer.json()["errors"]], operation.id
