"""All SQL of the audit trail."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from kinerja_api.audit.models import AuditEntry
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((AuditEntry.occurred_at, AuditEntry.id), descending=True)


# Written by every change.
ADD_ENTRY = HotQuery(
    text(
        """
    INSERT INTO audit_entry (agency_id, id, occurred_at, account_id, actor_name, action, resource_type, resource_id,
                             version_before, version_after, from_state, to_state, note, details, request_id, address)
    VALUES (:agency, :id, :now, :account, :actor, :action, :resource_type, :resource_id,
            :version_before, :version_after, :from_state, :to_state, :note, :details, :request, :address)
    """
    )
)
# Written by one statement: a list of ten thousand people leaves ten thousand acts.
_SAME_FOR_ALL = """CAST(:agency AS uuid), CAST(:now AS timestamptz), CAST(:account AS uuid), CAST(:actor AS text),
           CAST(:request AS text), CAST(:address AS text)"""
ADD_ACTS = HotQuery(
    text(
        f"""
    INSERT INTO audit_entry (agency_id, occurred_at, account_id, actor_name, request_id, address,
                             id, action, resource_type, resource_id, version_before, version_after,
                             from_state, to_state, details)
    SELECT {_SAME_FOR_ALL}, g.id, g.action, g.kind, g.resource_id, g.version_before, g.version_after,
           g.from_state, g.to_state, CAST(g.details AS jsonb)
      FROM unnest(CAST(:ids AS uuid[]), CAST(:actions AS text[]), CAST(:kinds AS text[]), CAST(:resources AS uuid[]),
                  CAST(:versions_before AS int[]), CAST(:versions_after AS int[]),
                  CAST(:from_states AS text[]), CAST(:to_states AS text[]), CAST(:details AS text[]))
           AS g(id, action, kind, resource_id, version_before, version_after, from_state, to_state, details)
    """  # noqa: S608  constants of this module
    )
)


async def add_acts(uow: UnitOfWork, **columns: Any) -> None:
    """Add many acts of one person at once."""
    await uow.fetch_rows(ADD_ACTS, agency=uow.agency_id, now=uow.now(), **columns)


def add_entry(uow: UnitOfWork, **columns: Any) -> None:
    """Add an act to the trail."""
    uow.write_later(ADD_ENTRY, agency=uow.agency_id, now=uow.now(), **columns)


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
