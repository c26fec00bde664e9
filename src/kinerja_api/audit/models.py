"""Tables of the audit trail; the app role may add and read, never change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, to_agency


class AuditEntry(AgencyScoped, Base):
    """One act: a change, a decision, a sign-in, a refusal. Written in the transaction of the act (S36)."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        to_agency(),
        Index(None, "agency_id", "resource_type", "resource_id", "occurred_at"),
        Index(None, "agency_id", "account_id", "occurred_at"),
        {"info": {"append_only": True}},
    )

    occurred_at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80))
    resource_type: Mapped[str] = mapped_column(String(60))
    resource_id: Mapped[UUID | None]
    version_before: Mapped[int | None]
    version_after: Mapped[int | None]
    from_state: Mapped[str | None] = mapped_column(String(40))
    to_state: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    request_id: Mapped[str] = mapped_column(String(128))
    address: Mapped[str] = mapped_column(String(64))
