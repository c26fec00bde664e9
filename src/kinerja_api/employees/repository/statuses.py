"""SQL of statuses: legal status and long leave, of one employee or of many at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select, text

from kinerja_api.employees.models import EmployeeStatus
from kinerja_api.employees.types import ServiceStatus, StatusSpan
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

# By their words: a run goes through very many, and to look a word up is quicker than to make it.
KINDS = {each.value: each for each in ServiceStatus}
HELD_STATUSES = HotQuery(
    text(
        """
    SELECT employee_id, kind, since, until, host_agency FROM employee_status
     WHERE agency_id = :agency AND employee_id = ANY(:people)
       AND since <= :last_day AND (until IS NULL OR until > :first_day)
     ORDER BY employee_id, since
    """
    )
)


async def map_statuses(
    uow: UnitOfWork, employee_ids: Sequence[UUID], first_day: date, last_day: date
) -> Mapping[UUID, tuple[StatusSpan, ...]]:
    """Return the statuses that hold on some day between these, by employee and in their order."""
    found: dict[UUID, tuple[StatusSpan, ...]] = {}
    for employee_id, kind, since, until, host_agency in await uow.fetch_rows(
        HELD_STATUSES, agency=uow.agency_id, people=list(employee_ids), first_day=first_day, last_day=last_day
    ):
        span = StatusSpan(KINDS[kind], since, until, host_agency)
        found[employee_id] = (*found.get(employee_id, ()), span)
    return found


async def get_status(uow: UnitOfWork, status_id: UUID, *, for_update: bool = False) -> EmployeeStatus:
    """Return a status of an employee; raise `NotFound`."""
    statement = select(EmployeeStatus).where(EmployeeStatus.agency_id == uow.agency_id, EmployeeStatus.id == status_id)
    found = (await uow.session.scalars(statement.with_for_update() if for_update else statement)).one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_status_between(
    uow: UnitOfWork, employee_id: UUID, since: date, until: date | None, *, other_than: UUID | None = None
) -> UUID | None:
    """Return the id of the first status that holds on some day from `since` until the day before `until`, or None."""
    statement = (
        select(EmployeeStatus.id)
        .where(
            EmployeeStatus.agency_id == uow.agency_id,
            EmployeeStatus.employee_id == employee_id,
            or_(EmployeeStatus.until.is_(None), EmployeeStatus.until > since),
            EmployeeStatus.id.is_distinct_from(other_than),
        )
        .order_by(EmployeeStatus.since)
        .limit(1)
    )
    found: UUID | None = await uow.session.scalar(
        statement if until is None else statement.where(EmployeeStatus.since < until)
    )
    return found
