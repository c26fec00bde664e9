"""Signing in, sessions and accounts over HTTP (S5, S10, S21-S23)."""

import httpx
import pytest

from tests.support.caller import Json, ok, problem
from tests.support.world import World

PASSWORD = "kebun-teh-pagi-hari"


async def new_account(world: World, username: str, **changes: object) -> Json:
    given = {"username": username, "display_name": "Rina", "password": PASSWORD, "roles": ["survey_officer"]}
    return await world["hr"].create("/v1/accounts", given | changes)


async def sign_in(http: httpx.AsyncClient, world: World, username: str, password: str = PASSWORD) -> httpx.Response:
    return await http.post("/v1/auth/tokens", json={"agency": world.code, "username": username, "password": password})


async def me(http: httpx.AsyncClient, token: str) -> httpx.Response:
    return await http.get("/v1/auth/me", headers={"Authorization": f"Bearer {token}"})


async def test_an_account_signs_in_and_reads_who_it_is(http: httpx.AsyncClient, world: World) -> None:
    account = await new_account(world, "rina")

    tokens = ok(await sign_in(http, world, "rina"))
    who = ok(await me(http, tokens["access_token"]))

    assert "password" not in str(account).replace("password_", "")
    assert who["account_id"] == account["id"]
    assert who["roles"] == ["survey_officer"]
    assert "survey:manage" in who["permissions"]


async def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(http: httpx.AsyncClient, world: World) -> None:
    await new_account(world, "rina")

    wrong = problem(await sign_in(http, world, "rina", "salah-sekali-ini"), 401, "SIGN_IN_REFUSED")
    unknown = problem(await sign_in(http, world, "nobody", PASSWORD), 401, "SIGN_IN_REFUSED")
    elsewhere = problem(
        await http.post("/v1/auth/tokens", json={"agency": "no-such", "username": "rina", "password": PASSWORD}),
        401,
        "SIGN_IN_REFUSED",
    )

    assert {wrong["detail"], unknown["detail"], elsewhere["detail"]} == {wrong["detail"]}


async def test_too_many_failures_are_slowed_down_but_the_account_is_not_locked(
    http: httpx.AsyncClient, world: World
) -> None:
    await new_account(world, "rina")
    for _ in range(5):
        await sign_in(http, world, "rina", "salah-sekali-ini")

    slowed = await sign_in(http, world, "rina")

    problem(slowed, 429, "SIGN_IN_THROTTLED")
    assert 1 <= int(slowed.headers["retry-after"]) <= 3600
    assert ok(await me(http, world["hr"].token()))


async def test_a_refresh_token_works_once_and_its_second_use_ends_the_session(
    http: httpx.AsyncClient, world: World
) -> None:
    await new_account(world, "rina")
    first = ok(await sign_in(http, world, "rina"))

    second = ok(await http.post("/v1/auth/tokens/refresh", json={"refresh_token": first["refresh_token"]}))
    stolen = await http.post("/v1/auth/tokens/refresh", json={"refresh_token": first["refresh_token"]})
    after = await http.post("/v1/auth/tokens/refresh", json={"refresh_token": second["refresh_token"]})

    assert ok(await me(http, second["access_token"]))
    problem(stolen, 401, "REFRESH_REFUSED")
    problem(after, 401, "REFRESH_REFUSED")


async def test_an_access_token_cannot_refresh(http: httpx.AsyncClient, world: World) -> None:
    response = await http.post("/v1/auth/tokens/refresh", json={"refresh_token": world["ani"].token()})

    problem(response, 401, "REFRESH_REFUSED")


async def test_signing_out_ends_the_session(http: httpx.AsyncClient, world: World) -> None:
    await new_account(world, "rina")
    tokens = ok(await sign_in(http, world, "rina"))
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}

    out = await http.post("/v1/auth/sign-out", json={"refresh_token": tokens["refresh_token"]}, headers=headers)
    garbage = await http.post("/v1/auth/sign-out", json={"refresh_token": "x"}, headers=headers)

    assert out.status_code == 204
    problem(garbage, 401, "REFRESH_REFUSED")
    again = await http.post("/v1/auth/tokens/refresh", json={"refresh_token": tokens["refresh_token"]})
    problem(again, 401, "REFRESH_REFUSED")


@pytest.mark.parametrize("password", ["kata-sandi-rina", "administrator", "pendek"])
async def test_a_weak_password_is_refused(world: World, password: str) -> None:
    given = {"username": "rina", "display_name": "Rina", "password": password, "roles": ["employee"]}

    response = await world["hr"].post("/v1/accounts", given)

    assert response.status_code == 422
    assert response.json()["code"] in {"PASSWORD_TOO_WEAK", "INVALID"}


async def test_accounts_are_listed_changed_and_kept_apart(world: World) -> None:
    account = await new_account(world, "rina")
    path = f"/v1/accounts/{account['id']}"

    first = await world["hr"].read("/v1/accounts", limit=5)
    rest = await world["hr"].read("/v1/accounts", limit=50, cursor=first["next"])
    names = [each["username"] for each in first["items"] + rest["items"]]
    assert names == sorted(names)
    assert len(names) == 12
    changed = ok(await world["hr"].patch(path, {"display_name": "Rina S.", "roles": ["auditor"]}, etag='"v1"'))
    assert (changed["display_name"], changed["roles"], changed["version"]) == ("Rina S.", ["auditor"], 2)
    problem(
        await world["hr"].post(
            "/v1/accounts", {"username": "rina", "display_name": "Rina", "password": PASSWORD, "roles": ["employee"]}
        ),
        409,
        "ALREADY_EXISTS",
    )


async def test_a_cursor_belongs_to_its_list_and_agency(world: World) -> None:
    page = await world["hr"].read("/v1/accounts", limit=5)
    edited = page["next"][:-2] + ("AA" if page["next"][-2:] != "AA" else "BB")

    problem(await world["hr"].get("/v1/accounts", limit=5, cursor=edited), 400, "BAD_CURSOR")
    problem(await world["hr"].get("/v1/units", limit=5, cursor=page["next"]), 400, "BAD_CURSOR")


async def test_nobody_gives_a_role_that_would_let_them_judge(world: World) -> None:
    own = await world["hr"].read(f"/v1/accounts/{world.accounts['hr']}")

    refused = await world["hr"].patch(
        f"/v1/accounts/{own['id']}", {"roles": ["hr_admin", "appointing_official"]}, etag=f'"v{own["version"]}"'
    )

    problem(refused, 403, "FORBIDDEN")
    for roles in (["hr_admin", "appointing_official"], ["auditor", "survey_officer"], ["platform_operator"]):
        given = {"username": "rina", "display_name": "Rina", "password": PASSWORD, "roles": roles}
        problem(await world["hr"].post("/v1/accounts", given), 403, "FORBIDDEN")


async def test_roles_open_only_what_is_theirs(world: World) -> None:
    problem(await world["ani"].get("/v1/accounts"), 403, "FORBIDDEN")
    problem(await world["hr"].get("/v1/audit-entries"), 403, "FORBIDDEN")
    problem(await world["auditor"].post("/v1/cycles", {"year": 2026, "pattern": "monthly"}), 403, "FORBIDDEN")
    trail = await world["auditor"].read("/v1/audit-entries", resource_type="account")
    assert trail == {"items": [], "next": None}
