"""Every role at every operation: without the permission 403, without a token 401, and nothing in between (API5, C16).

The operations and what they ask for come from the contract, the roles from the matrix; a new operation is in the table
by itself, and one that asks for nothing fails until somebody says why.
"""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kinerja_api.authz.permissions import MATRIX, Permission, Role
from kinerja_api.kit.http.operations import routes_of
from tests.support.caller import problem
from tests.support.contract import Contract, Operation
from tests.support.world import OFFICES, World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"
# Operations that ask for no permission, each with its reason.
WITHOUT_PERMISSION = {
    "sign_in": "whoever signs in has no token yet",
    "refresh_tokens": "the refresh token is the proof",
    "read_me": "shows the caller to the caller",
    "read_public_survey": "citizens have no account",
    "answer_public_survey": "citizens have no account",
    "read_public_survey_result": "citizens have no account",
}
HOLDERS = {Role.EMPLOYEE: "ani", Role.PLATFORM_OPERATOR: "platform"} | {role: name for name, role in OFFICES.items()}


@pytest.fixture(scope="module")
async def roles(worlds: WorldBuilder) -> World:
    """Return an agency with a caller for each role, in which nothing has happened."""
    world = await worlds.build()
    world.callers["platform"] = await worlds.platform()
    return world


async def knock(world: World, operation: Operation, token: str | None) -> httpx.Response:
    """Ask for an operation on an object that does not exist, with all that comes before the object."""
    path = operation.path
    for name in operation.path_names:
        path = path.replace(f"{{{name}}}", MISSING)
    headers = {"If-Match": '"v1"', "Idempotency-Key": f"{operation.id}-of-roles"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return await world["hr"].http.request(operation.method, path, headers=headers, **body_for(operation))


def body_for(operation: Operation) -> dict[str, Any]:
    """Return a body of the right kind that says nothing."""
    if operation.body is not None:
        return {"json": {}}
    return {"files": {"file": ("kosong.txt", b"-")}} if operation.takes_body else {}


def test_every_operation_asks_for_a_permission_or_has_a_reason(contract: Contract) -> None:
    without = {operation.id for operation in contract if operation.permission is None}

    assert without == WITHOUT_PERMISSION.keys()


def test_every_route_is_in_the_contract(app: FastAPI, contract: Contract) -> None:
    """API9: there is no way in that the table does not know."""
    routes = {
        (method, getattr(route, "path", ""))
        for route in routes_of(app)
        for method in getattr(route, "methods", None) or ()
        if getattr(route, "path", "").startswith("/v1") and method != "HEAD"
    }

    assert routes == {(operation.method, operation.path) for operation in contract}


def test_every_role_has_somebody_in_the_table_and_every_permission_is_used(contract: Contract) -> None:
    assert HOLDERS.keys() == set(Role)
    assert {operation.permission for operation in contract} - {None} == set(Permission) - decided_by_step()


def decided_by_step() -> set[str]:
    """Return permissions that no guard asks for, because they open one step of an operation and not the others."""
    return {Permission.PROMOTION_DECIDE}


@pytest.mark.parametrize("role", Role)
async def test_a_role_reaches_what_it_may_and_nothing_else(contract: Contract, roles: World, role: Role) -> None:
    caller = roles[HOLDERS[role]]
    for operation in contract:
        if operation.permission is None:
            continue
        answer = await knock(roles, operation, caller.token())
        where = f"{operation.id} by {role}: {answer.status_code} {answer.text[:200]}"
        if Permission(operation.permission) in MATRIX[role]:
            assert answer.status_code not in {401, 500}, where
            assert operation.permission not in answer.text, where
        else:
            assert answer.status_code == 403, where
            assert operation.permission in problem(answer, 403, "FORBIDDEN")["detail"], where


def tampered(token: str) -> str:
    return token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")


@pytest.mark.parametrize(
    "token_of",
    [lambda _: None, lambda _: "", tampered],
    ids=["without a token", "with an empty one", "with a forged one"],
)
async def test_nobody_is_let_in_unknown(
    contract: Contract, roles: World, token_of: Callable[[str], str | None]
) -> None:
    for operation in contract:
        if operation.needs_token:
            answer = await knock(roles, operation, token_of(roles["hr"].token()))
            problem(answer, 401, "UNAUTHENTICATED")
            assert answer.headers["www-authenticate"].startswith("Bearer"), operation.id


async def test_what_needs_no_token_ignores_a_wrong_one(contract: Contract, roles: World) -> None:
    """A citizen whose browser sends an old token along still answers the survey."""
    for operation in contract:
        if not operation.needs_token:
            answer = await knock(roles, operation, "a.b.c")
            assert answer.status_code in {400, 401, 404, 422, 429}, operation.id
            assert "UNAUTHENTICATED" not in answer.text, operation.id
