"""Use cases of results of organisations."""

from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import standing_to_unit
from kinerja_api.evaluations import repository
from kinerja_api.evaluations.access import decide_set_result
from kinerja_api.evaluations.errors import (
    DECREE_NEEDED,
    ORGANIZATION,
    DecreeMissing,
    OrganizationResultAlreadyThere,
    OrganizationResultInUse,
)
from kinerja_api.evaluations.events import OrganizationResultSet
from kinerja_api.evaluations.models import OrganizationResult
from kinerja_api.evaluations.schemas import OrganizationResultIn, OrganizationResultOut, OrganizationResultPut
from kinerja_api.evaluations.service.occasions import require_occasion
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError
from kinerja_api.organization.public import UnitView, get_unit, today_of

RESOURCE = "organization_result"


async def set_result(uow: UnitOfWork, principal: Principal, given: OrganizationResultIn) -> OrganizationResultOut:
    """Set the result of a unit for a period or the year; one for each."""
    unit = await get_unit(uow, given.unit_id, await today_of(uow))
    await _decide(uow, principal, unit, given)
    await require_occasion(uow, given.cycle_id, given.period_id)
    there = await repository.find_result(uow, unit.id, given.cycle_id, given.period_id)
    if there is not None:
        raise OrganizationResultAlreadyThere(extra={"organization_result_id": str(there.id)})
    row = OrganizationResult(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        unit_id=unit.id,
        unit_name=unit.name,
        cycle_id=given.cycle_id,
        period_id=given.period_id,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    _fill(row, principal, given)
    repository.add(uow, row)
    record(uow, principal, Act("set", RESOURCE, row.id, version_after=1, details=_told(row)))
    _tell(uow, row)
    await uow.session.flush()
    return OrganizationResultOut.model_validate(row)


async def read_result(uow: UnitOfWork, result_id: UUID) -> OrganizationResultOut:
    """Return the result of a unit: it is about no single person, and open to the whole agency."""
    return OrganizationResultOut.model_validate(await repository.get_result(uow, result_id))


async def list_results(
    uow: UnitOfWork, *, unit_id: UUID | None, cycle_id: UUID | None, period_id: UUID | None, page: PageOf
) -> Page[OrganizationResultOut]:
    """Return a page of results of units."""
    rows, following = await repository.list_results(
        uow, unit_id=unit_id, cycle_id=cycle_id, period_id=period_id, page=page
    )
    return Page(items=[OrganizationResultOut.model_validate(row) for row in rows], next=following)


async def change_result(
    uow: UnitOfWork, principal: Principal, result_id: UUID, expected: IfMatch, given: OrganizationResultPut
) -> OrganizationResultOut:
    """Change the result of a unit until an issued evaluation rests on it."""
    row = await repository.get_result(uow, result_id, for_update=True)
    await _decide(uow, principal, await get_unit(uow, row.unit_id, await today_of(uow)), given)
    require_version(expected, row.version)
    await require_occasion(uow, row.cycle_id, row.period_id)
    if await repository.is_in_use(uow, row.id):
        raise OrganizationResultInUse(basis=[ORGANIZATION])
    _fill(row, principal, given)
    record_change(uow, principal, row, Act("changed", RESOURCE, row.id, details=_told(row)))
    _tell(uow, row)
    await uow.session.flush()
    return OrganizationResultOut.model_validate(row)


async def _decide(uow: UnitOfWork, principal: Principal, unit: UnitView, given: OrganizationResultPut) -> None:
    """Pass when this principal sets results of this unit, and has a decree where one is demanded."""
    enforce(decide_set_result(principal, await standing_to_unit(uow, principal, unit.id, await today_of(uow))))
    if unit.parent_id is None and given.decree is None:
        raise DecreeMissing(errors=[FieldError("missing", DECREE_NEEDED, "/decree")], basis=[ORGANIZATION])


def _fill(row: OrganizationResult, principal: Principal, given: OrganizationResultPut) -> None:
    row.rating, row.decree, row.note = given.rating.value, given.decree, given.note
    row.set_by_id, row.set_by_name = principal.employee_id, principal.name


def _told(row: OrganizationResult) -> dict[str, str | None]:
    return {"rating": row.rating, "decree": row.decree}


def _tell(uow: UnitOfWork, row: OrganizationResult) -> None:
    uow.emit(OrganizationResultSet(row.id, unit_id=str(row.unit_id), rating=row.rating))
