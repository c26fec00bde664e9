"""A server that listens on a port of this machine, in the loop of the tests, with an account that can sign in."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn

from kinerja_api.app import create_app
from kinerja_api.kit.clock import FixedClock
from kinerja_api.settings import Settings
from tests.support.caller import Json
from tests.support.world import World, WorldBuilder

PASSWORD = "waduk-pusong-subuh-42"


@pytest.fixture(scope="module")
async def demo_world(worlds: WorldBuilder) -> World:
    """Return the agency that the page is tried with."""
    return await worlds.build()


@pytest.fixture(scope="module")
async def demo_accounts(demo_world: World) -> list[Json]:
    """Return accounts as the demo shows them; these two have passwords."""
    accounts = []
    for username, role, name in (
        ("rina", "hr_admin", "Rina Pengelola"),
        ("agus", "auditor", "Agus Auditor"),
    ):
        body = {"username": username, "display_name": name, "password": PASSWORD, "roles": [role]}
        await demo_world["hr"].create("/v1/accounts", body)
        accounts.append(
            {"agency": demo_world.code, "username": username, "password": PASSWORD, "role": role, "name": name}
        )
    return accounts


@pytest.fixture(scope="module")
async def server_url(settings: Settings, shared_clock: FixedClock, demo_accounts: list[Json]) -> AsyncIterator[str]:
    """Run the demo's server and return its address."""
    app = create_app(settings.model_copy(update={"demo": True}), clock=shared_clock)
    app.state.demo_accounts = demo_accounts
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            assert not serving.done(), "the server did not start"
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving
