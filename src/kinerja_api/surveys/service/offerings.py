"""Use cases of the services that units give to the public."""

from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.surveys import repository
from kinerja_api.surveys.models import PublicService
from kinerja_api.surveys.schemas import FREE_NEEDS_BASIS, ServiceIn, ServiceOut, ServicePatch

RESOURCE = "public_service"


async def create_service(uow: UnitOfWork, principal: Principal, given: ServiceIn) -> ServiceOut:
    """Add a service of a unit that exists today."""
    unit = await get_unit(uow, given.unit_id, await today_of(uow))
    service = PublicService(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        unit_id=unit.id,
        name=given.name,
        is_free=given.is_free,
        free_basis=given.free_basis,
        is_active=True,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, service)
    record(uow, principal, Act("created", RESOURCE, service.id, version_after=1))
    return ServiceOut.model_validate(service)


async def read_service(uow: UnitOfWork, service_id: UUID) -> ServiceOut:
    """Return a service."""
    return ServiceOut.model_validate(await repository.get_service(uow, service_id))


async def list_services(uow: UnitOfWork, *, unit_id: UUID | None, page: PageOf) -> Page[ServiceOut]:
    """Return a page of services."""
    rows, following = await repository.list_services(uow, unit_id=unit_id, page=page)
    return Page(items=[ServiceOut.model_validate(row) for row in rows], next=following)


async def change_service(
    uow: UnitOfWork, principal: Principal, service_id: UUID, expected: IfMatch, patch: ServicePatch
) -> ServiceOut:
    """Change a service; one that is free must say by which rule."""
    service = await repository.get_service(uow, service_id, for_update=True)
    require_version(expected, service.version)
    changes = patch.model_dump(exclude_none=True)
    for name, value in changes.items():
        setattr(service, name, value)
    if service.is_free and service.free_basis is None:
        fault = FieldError(code="free_basis", detail=FREE_NEEDS_BASIS, pointer="/free_basis")
        raise Invalid(FREE_NEEDS_BASIS, errors=[fault])
    act = Act("changed", RESOURCE, service.id, details={"fields": sorted(changes)})
    record_change(uow, principal, service, act)
    return ServiceOut.model_validate(service)
