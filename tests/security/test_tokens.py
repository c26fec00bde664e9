"""Every token that is not exactly ours is a 401 problem, never a 500 (S1-S8, traps T2-T4)."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kinerja_api.identity.types import SignInTools
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.security.tokens import ACCESS, REFRESH, TokenIssuer, key_id
from kinerja_api.settings import Settings
from tests.support.caller import ok, problem
from tests.support.world import World

ME = "/v1/auth/me"


@pytest.fixture
def secret(settings: Settings) -> str:
    assert settings.tokens.secret is not None
    return settings.tokens.secret.get_secret_value()


def encoded(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(secret: str, header: object, claims: object) -> str:
    """Sign a token by hand, so that what it holds is ours to choose."""
    body = f"{encoded(header)}.{encoded(claims)}"
    return f"{body}.{encoded(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}"


def header(secret: str, **changes: Any) -> dict[str, Any]:
    return {"alg": "HS256", "kid": key_id(secret), "typ": ACCESS} | changes


def claims(world: World, now: int, **changes: Any) -> dict[str, Any]:
    given = {
        "iss": "kinerja-api",
        "aud": "kinerja-api",
        "sub": str(world.accounts["ani"]),
        "agency": str(world.agency_id),
        "ver": 1,
        "jti": "0198c0de-0000-7000-8000-000000000001",
        "iat": now,
        "exp": now + 600,
    } | changes
    return {name: value for name, value in given.items() if value is not None}


async def ask(http: httpx.AsyncClient, token: str) -> httpx.Response:
    return await http.get(ME, headers={"Authorization": f"Bearer {token}"})


async def test_a_good_token_made_by_hand_is_accepted(
    http: httpx.AsyncClient, world: World, secret: str, clock: FixedClock
) -> None:
    token = signed(secret, header(secret), claims(world, int(clock.now().timestamp())))

    assert ok(await ask(http, token))["name"] == "Ani"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": None},
        {"aud": "another-service"},
        {"aud": ["kinerja-api"]},
        {"iss": "somebody-else"},
        {"exp": None},
        {"exp": 1e400},
        {"exp": "soon"},
        {"exp": -5},
        {"iat": None},
        {"sub": None},
        {"sub": "not-an-id"},
        {"agency": None},
        {"agency": "00000000-0000-0000-0000-00000000000g"},
        {"ver": 2},
        {"ver": 2**70},
        {"scope": 7},
    ],
)
async def test_claims_that_are_not_ours_are_refused(
    http: httpx.AsyncClient, world: World, secret: str, clock: FixedClock, changes: dict[str, Any]
) -> None:
    token = signed(secret, header(secret), claims(world, int(clock.now().timestamp()), **changes))

    refused = await ask(http, token)

    problem(refused, 401, "UNAUTHENTICATED")
    assert "invalid_token" in refused.headers["www-authenticate"]


@pytest.mark.parametrize("shift", [3600, -3600], ids=["issued in an hour", "expired"])
async def test_a_token_of_another_hour_is_refused(
    http: httpx.AsyncClient, world: World, secret: str, clock: FixedClock, shift: int
) -> None:
    token = signed(secret, header(secret), claims(world, int(clock.now().timestamp()) + shift))

    problem(await ask(http, token), 401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"},
        {"alg": "HS512"},
        {"alg": "RS256"},
        {"kid": "unknown"},
        {"kid": None},
        {"kid": ["a"]},
        {"typ": REFRESH},
        {"typ": "JWT"},
        {"crit": ["exp"]},
        {"jku": "https://example.org/keys"},
        {"jwk": {"kty": "oct", "k": ""}},
    ],
)
async def test_headers_that_are_not_ours_are_refused(
    http: httpx.AsyncClient, world: World, secret: str, clock: FixedClock, changes: dict[str, Any]
) -> None:
    token = signed(secret, header(secret, **changes), claims(world, int(clock.now().timestamp())))

    problem(await ask(http, token), 401, "UNAUTHENTICATED")


async def test_a_forged_signature_is_refused(
    http: httpx.AsyncClient, world: World, secret: str, clock: FixedClock
) -> None:
    mine = claims(world, int(clock.now().timestamp()))

    problem(await ask(http, signed("another secret", header(secret), mine)), 401, "UNAUTHENTICATED")
    problem(await ask(http, signed("", header(secret), mine)), 401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a",
        "a.b.c",
        "..",
        "a" * 20_000,
        encoded(b"[" * 3000) + ".e30.c2ln",
        encoded(b'{"a":' * 1500) + ".e30.c2ln",
        encoded({"alg": "HS256"}) + ".e30.c2ln.extra.parts",
        "\u00e9".encode().decode("latin-1"),
    ],
    ids=["empty", "short", "not json", "dots", "huge", "nested lists", "nested objects", "five parts", "latin"],
)
async def test_what_is_no_token_at_all_is_refused(http: httpx.AsyncClient, token: str) -> None:
    response = await http.get(ME, headers=[(b"authorization", f"Bearer {token}".encode("latin-1"))])

    problem(response, 401, "UNAUTHENTICATED")


async def test_a_token_whose_payload_nests_is_refused(http: httpx.AsyncClient, secret: str) -> None:
    token = signed(secret, header(secret), b"[" * 4000)

    problem(await ask(http, token), 401, "UNAUTHENTICATED")


async def test_a_refresh_token_is_not_an_access_token(http: httpx.AsyncClient, app: FastAPI, world: World) -> None:
    tools: SignInTools = app.state.sign_in
    refresh = tools.issuer.issue(
        REFRESH,
        subject=world.accounts["ani"],
        agency_id=world.agency_id,
        account_version=1,
        token_id=world.database.ids.new(),
        life=timedelta(minutes=20),
    )

    problem(await ask(http, refresh), 401, "UNAUTHENTICATED")


async def test_a_token_of_a_disabled_account_ends(world: World) -> None:
    account = await world["hr"].read(f"/v1/accounts/{world.accounts['budi']}")
    ok(await world["hr"].patch(f"/v1/accounts/{account['id']}", {"is_active": False}, etag=f'"v{account["version"]}"'))

    problem(await world["budi"].get(ME), 401, "UNAUTHENTICATED")


def test_an_empty_secret_is_no_secret(clock: FixedClock) -> None:
    with pytest.raises(ValueError, match="secret"):
        TokenIssuer("", issuer="kinerja-api", audience="kinerja-api", clock=clock)
