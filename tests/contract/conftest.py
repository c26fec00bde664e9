"""The app without a database: its contract and its pages need none."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from kinerja_api.app import create_app
from kinerja_api.kit.http.examples import Document
from kinerja_api.settings import Settings


@pytest.fixture(scope="session")
def described() -> FastAPI:
    """Return the app, assembled but not started."""
    return create_app(Settings.model_construct())


@pytest.fixture(scope="session")
def document(described: FastAPI) -> Document:
    """Return its OpenAPI document."""
    return described.openapi()


@pytest.fixture
async def reader(described: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of the pages that need no sign-in."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(described), base_url="http://test") as client:
        yield client
