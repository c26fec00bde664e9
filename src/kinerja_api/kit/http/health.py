"""Liveness and readiness for the machines that run the service (O6)."""

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from kinerja_api.kit.db.roles import assert_powerless
from kinerja_api.kit.db.uow import Database

log = structlog.get_logger(__name__)


class Readiness:
    """Whether this process should get requests: not before its checks passed, and not while it drains."""

    def __init__(self) -> None:
        self._draining = False

    async def check_once(self, database: Database) -> None:
        """Refuse to start as a role with power over row-level security (S13) or on a database that is not migrated."""
        async with database.connections.lent() as link:
            await assert_powerless(link.raw)
            await link.raw.execute("SELECT version_num FROM alembic_version")

    def drain(self) -> None:
        """Tell the balancer to send no more."""
        self._draining = True

    async def faults(self, database: Database) -> list[str]:
        """Return what stands against readiness."""
        if self._draining:
            return ["draining"]
        try:
            async with database.connections.lent() as link:
                await link.raw.execute("SELECT 1")
        except Exception:
            log.warning("not_ready", exc_info=True)
            return ["database"]
        return []


def health_router(readiness: Readiness) -> APIRouter:
    """Return the router of /livez and /readyz; neither is part of the public contract."""
    router = APIRouter(include_in_schema=False)

    @router.get("/livez")
    async def livez() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @router.get("/readyz")
    async def readyz(request: Request) -> JSONResponse:
        faults = await readiness.faults(request.app.state.database)
        status = 503 if faults else 200
        return JSONResponse({"status": "not ready" if faults else "ready", "faults": faults}, status)

    return router
