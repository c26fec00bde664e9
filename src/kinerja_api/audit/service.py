"""Reading the trail."""

from uuid import UUID

from kinerja_api.audit import repository
from kinerja_api.audit.schemas import AuditEntryOut
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page


async def list_audit_entries(
    uow: UnitOfWork,
    *,
    resource_type: str | None,
    resource_id: UUID | None,
    account_id: UUID | None,
    page: PageOf,
) -> Page[AuditEntryOut]:
    """Return a page of the agency's trail, newest first."""
    entries, following = await repository.list_entries(
        uow, resource_type=resource_type, resource_id=resource_id, account_id=account_id, page=page
    )
    return Page(items=[AuditEntryOut.model_validate(entry) for entry in entries], next=following)
