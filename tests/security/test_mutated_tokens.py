"""Whatever is done to a token, it is refused with 401 or it is the very token; it is never a fault of ours (S2, T4)."""

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_api.kit.clock import FixedClock
from kinerja_api.settings import Settings
from tests.security.test_tokens import claims, encoded, header, signed
from tests.support.caller import problem
from tests.support.world import World, WorldBuilder

ME = "/v1/auth/me"
# Claims whose other values may be as good as the ones that were changed.
EQUALLY_GOOD = {"iat", "exp", "jti", "scope"}
TRIED = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["", "\x00", "kinerja-api"])
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


@st.composite
def damage(draw: st.DrawFn) -> Any:
    """Return a function that damages a text in one place."""
    kind = draw(st.sampled_from(["replace", "insert", "remove", "cut", "repeat", "swap"]))
    place, text = draw(st.integers(0, 400)), draw(st.text(st.characters(codec="latin-1"), min_size=1, max_size=5))

    def damaged(token: str) -> str:
        at = place % len(token)
        match kind:
            case "replace":
                return token[:at] + text + token[at + len(text) :]
            case "insert":
                return token[:at] + text + token[at:]
            case "remove":
                return token[:at] + token[at + 1 :]
            case "cut":
                return token[:at]
            case "repeat":
                return token + token[at:]
            case _:
                head, body, tail = token.split(".")
                return f"{body}.{head}.{tail}"

    return damaged


@pytest.fixture(scope="module")
async def ground(worlds: WorldBuilder) -> World:
    return await worlds.build()


async def ask(http: httpx.AsyncClient, token: str) -> httpx.Response:
    raw = f"Bearer {token}".encode("latin-1", "replace")
    return await http.get(ME, headers=[(b"authorization", raw)])


@TRIED
@given(damaged=damage())
async def test_a_damaged_token_is_refused(http: httpx.AsyncClient, ground: World, damaged: Any) -> None:
    token = ground["ani"].token()
    other = damaged(token)

    answer = await ask(http, other)

    # Blanks around a token are no part of it.
    if other.strip() == token:
        assert answer.status_code == 200
    else:
        problem(answer, 401, "UNAUTHENTICATED")
        assert answer.headers["www-authenticate"].startswith("Bearer")


@TRIED
@given(
    name=st.sampled_from(["iss", "aud", "sub", "agency", "ver", "jti", "iat", "exp", "scope", "extra"]), value=anything
)
async def test_a_signed_token_with_a_strange_claim_is_no_fault(
    http: httpx.AsyncClient, ground: World, app_secret: str, clock: FixedClock, name: str, value: object
) -> None:
    mine = claims(ground, int(clock.now().timestamp()))
    token = signed(app_secret, header(app_secret), mine | {name: value})

    answer = await ask(http, token)

    if name in EQUALLY_GOOD | {"extra"} or mine.get(name) == value:
        assert answer.status_code in {200, 401}, answer.text
    else:
        problem(answer, 401, "UNAUTHENTICATED")


@TRIED
@given(head=anything, payload=anything)
async def test_a_signed_token_of_strange_parts_is_no_fault(
    http: httpx.AsyncClient, app_secret: str, head: object, payload: object
) -> None:
    problem(await ask(http, signed(app_secret, head, payload)), 401, "UNAUTHENTICATED")


@TRIED
@given(raw=st.binary(max_size=300))
async def test_a_signed_token_of_bytes_is_no_fault(http: httpx.AsyncClient, app_secret: str, raw: bytes) -> None:
    problem(await ask(http, signed(app_secret, header(app_secret), raw)), 401, "UNAUTHENTICATED")
    problem(
        await ask(http, f"{encoded(raw)}.{encoded(json.dumps({}).encode())}.{encoded(raw)}"), 401, "UNAUTHENTICATED"
    )


@pytest.fixture(scope="module")
def app_secret(app: FastAPI, settings: Settings) -> str:  # noqa: ARG001  the app holds the same secret
    assert settings.tokens.secret is not None
    return settings.tokens.secret.get_secret_value()
