"""The routers under /v1; nothing else."""

from fastapi import APIRouter

from kinerja_api.audit.router import router as audit
from kinerja_api.cycles.router import router as cycles
from kinerja_api.employees.router import histories, people
from kinerja_api.identity.router import router as identity
from kinerja_api.organization.router import router as organization
from kinerja_api.targets.router import router as targets

v1 = APIRouter(prefix="/v1")
for capability in (
    identity,
    organization,
    people,
    histories,
    cycles,
    targets,
    audit,
):
    v1.include_router(capability)
