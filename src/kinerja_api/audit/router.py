"""HTTP of the audit trail."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kinerja_api.audit import service
from kinerja_api.audit.schemas import AuditEntryOut
from kinerja_api.authz.guards import Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router
from kinerja_api.kit.http.schema import Page

router = api_router("audit")


@router.get(
    "/audit-entries",
    operation_id="list_audit_entries",
    summary="Telusuri jejak audit (read the audit trail)",
    response_model=Page[AuditEntryOut],
)
async def list_audit_entries(
    principal: Annotated[Principal, requires(Permission.AUDIT_READ)],
    uow: Reading,
    page: Paging,
    resource_type: Annotated[str | None, Query(max_length=60, description="Jenis objek, misalnya target_plan.")] = None,
    resource_id: Annotated[UUID | None, Query(description="Id objek.")] = None,
    account_id: Annotated[UUID | None, Query(description="Akun yang bertindak.")] = None,
) -> Page[AuditEntryOut]:
    """Siapa melakukan apa, kapan, dari mana; terbaru lebih dulu. Hanya untuk auditor (inspektorat).

    Who did what, when and from where, newest first. For auditors only.
    """
    return await service.list_audit_entries(
        uow, resource_type=resource_type, resource_id=resource_id, account_id=account_id, page=page
    )
