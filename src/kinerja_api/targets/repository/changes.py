"""All SQL of requests to change an agreed plan."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import Indicator, Target
from kinerja_api.targets.models.changes import PlanChangeRequest
from kinerja_api.targets.types import ChangeRequestStatus, Visible

NEWEST_FIRST = Keyset((PlanChangeRequest.id,), descending=True)


async def get_request(uow: UnitOfWork, request_id: UUID, *, for_update: bool = False) -> PlanChangeRequest:
    """Return a change request; raise `NotFound`."""
    return await get_row(uow, PlanChangeRequest, request_id, for_update=for_update)


async def find_open_request_id(uow: UnitOfWork, plan_id: UUID) -> UUID | None:
    """Return the id of the request about a plan that is not decided, or None."""
    statement = select(PlanChangeRequest.id).where(
        PlanChangeRequest.agency_id == uow.agency_id,
        PlanChangeRequest.plan_id == plan_id,
        PlanChangeRequest.status == ChangeRequestStatus.SUBMITTED.value,
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def list_requests(
    uow: UnitOfWork,
    *,
    visible: Visible | None,
    plan_id: UUID | None,
    status: ChangeRequestStatus | None,
    page: PageOf,
) -> tuple[Sequence[PlanChangeRequest], str | None]:
    """Return a page of requests, newest first, of units and one's own; without `visible` of the whole agency."""
    statement = select(PlanChangeRequest).where(PlanChangeRequest.agency_id == uow.agency_id)
    if visible is not None:
        # What is asked to be changed is between the employee and those above: the leads of work teams see it not.
        in_units, own = PlanChangeRequest.unit_id.in_(visible.unit_ids), PlanChangeRequest.employee_id == visible.own
        statement = statement.where(in_units | own)
    if plan_id is not None:
        statement = statement.where(PlanChangeRequest.plan_id == plan_id)
    if status is not None:
        statement = statement.where(PlanChangeRequest.status == status.value)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def map_indicators(uow: UnitOfWork, plan_id: UUID) -> dict[UUID, dict[UUID, Indicator]]:
    """Return the indicators that a plan holds now by target, each target's by their ids."""
    statement = (
        select(Target.id, Indicator)
        .join(
            Indicator,
            (Indicator.agency_id == Target.agency_id)
            & (Indicator.target_id == Target.id)
            & Indicator.removed_at.is_(None),
            isouter=True,
        )
        .where(Target.agency_id == uow.agency_id, Target.plan_id == plan_id, Target.removed_at.is_(None))
    )
    held: dict[UUID, dict[UUID, Indicator]] = {}
    for target_id, indicator in await uow.session.execute(statement):
        held.setdefault(target_id, {})
        if indicator is not None:
            held[target_id][indicator.id] = indicator
    return held


async def remove_indicators(uow: UnitOfWork, indicator_ids: Sequence[UUID]) -> None:
    """Take indicators out of their targets; their rows stay for what was reported on them."""
    await uow.session.execute(
        update(Indicator)
        .where(Indicator.agency_id == uow.agency_id, Indicator.id.in_(indicator_ids))
        .values(removed_at=uow.now())
    )


def add(uow: UnitOfWork, *rows: PlanChangeRequest) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
