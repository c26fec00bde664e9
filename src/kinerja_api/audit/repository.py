"""All SQL of the audit trail."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from kinerja_api.audit.models import AuditEntry
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((AuditEntry.occurred_at, AuditEntry.id), descending=True)


def add_entry(uow: UnitOfWork, entry: AuditEntry) -> None:
    """Add an act to the trail."""
    uow.session.add(entry)


async def list_transitions(uow: UnitOfWork, resource_type: str, resource_id: UUID) -> Sequence[AuditEntry]:
    """Return the steps of one resource, oldest first."""
    statement = (
        select(AuditEntry)
        .where(
            AuditEntry.agency_id == uow.agency_id,
            AuditEntry.resource_type == resource_type,
            AuditEntry.resource_id == resource_id,
            AuditEntry.to_state.is_not(None),
        )
        .order_by(AuditEntry.occurred_at, AuditEntry.id)
        .limit(200)
    )
    return (await uow.session.scalars(statement)).all()


async def list_entries(
    uow: UnitOfWork, *, resource_type: str | None, resource_id: UUID | None, account_id: UUID | None, page: PageOf
) -> tuple[Sequence[AuditEntry], str | None]:
    """Return a page of the trail, newest first."""
    statement = select(AuditEntry).where(AuditEntry.agency_id == uow.agency_id)
    if resource_type is not None:
        statement = statement.where(AuditEntry.resource_type == resource_type)
    if resource_id is not None:
        statement = statement.where(AuditEntry.resource_id == resource_id)
    if account_id is not None:
        statement = statement.where(AuditEntry.account_id == account_id)
    return await list_page(uow, statement, NEWEST_FIRST, page)
