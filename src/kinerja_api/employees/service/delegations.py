"""Use cases of acting heads: appointed for some days by a decree, and ended on another day when need be."""

from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import repository
from kinerja_api.employees.errors import ActsAlready, DelegationEndsBeforeItBegins
from kinerja_api.employees.events import DelegationChanged
from kinerja_api.employees.models import Delegation
from kinerja_api.employees.schemas import DelegationEnd, DelegationIn, DelegationOut
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError

RESOURCE = "delegation"
DELEGATED, ENDED = "delegated", "ended"


async def delegate(uow: UnitOfWork, principal: Principal, given: DelegationIn) -> DelegationOut:
    """Appoint an acting head of a unit for some days; one at a time."""
    await repository.get_employee(uow, given.employee_id)
    row = Delegation(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        **{**given.model_dump(), "capacity": given.capacity.value},
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    _check_days(row)
    await _check_alone(uow, row)
    repository.add(uow, row)
    record(uow, principal, Act(DELEGATED, RESOURCE, row.id, version_after=1))
    return await _told(uow, row, DELEGATED)


async def list_delegations(uow: UnitOfWork, page: PageOf) -> Page[DelegationOut]:
    """Return a page of delegations, newest first."""
    rows, following = await repository.list_delegations(uow, page)
    return Page(items=[DelegationOut.model_validate(row) for row in rows], next=following)


async def read_delegation(uow: UnitOfWork, delegation_id: UUID) -> DelegationOut:
    """Return a delegation; raise `NotFound`."""
    return DelegationOut.model_validate(await repository.get_delegation(uow, delegation_id))


async def end_delegation(
    uow: UnitOfWork, principal: Principal, delegation_id: UUID, expected: IfMatch, given: DelegationEnd
) -> DelegationOut:
    """Say that a delegation ends on another day than was decreed: earlier, or later when it goes on."""
    row = await repository.get_delegation(uow, delegation_id, for_update=True)
    require_version(expected, row.version)
    row.until = given.until
    _check_days(row)
    await _check_alone(uow, row)
    details = {"until": given.until.isoformat(), "decree": given.end_decree}
    record_change(uow, principal, row, Act(ENDED, RESOURCE, row.id, details=details))
    return await _told(uow, row, ENDED)


def _check_days(row: Delegation) -> None:
    if row.until <= row.since:
        wrong = DelegationEndsBeforeItBegins.advice.fill(since=row.since)
        raise DelegationEndsBeforeItBegins(wrong, errors=[FieldError(code="no_day", detail=wrong, pointer="/until")])


async def _check_alone(uow: UnitOfWork, row: Delegation) -> None:
    other = await repository.find_delegation_between(uow, row)
    if other is not None:
        raise ActsAlready(extra={"delegation_id": str(other)})


async def _told(uow: UnitOfWork, row: Delegation, change: str) -> DelegationOut:
    uow.emit(
        DelegationChanged(
            row.id,
            change=change,
            unit_id=str(row.unit_id),
            employee_id=str(row.employee_id),
            since=row.since.isoformat(),
            until=row.until.isoformat(),
        )
    )
    await uow.session.flush()
    return DelegationOut.model_validate(row)
