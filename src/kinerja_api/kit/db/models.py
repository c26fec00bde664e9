"""Technical tables: idempotency keys and the outbox of events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, to_agency


class IdempotencyKey(Base):
    """A key that a client sent with a POST, and the answer that it got.

    The row is written in the transaction of the effect (C26), so a key without its effect cannot exist.
    """

    __tablename__ = "idempotency_key"
    __table_args__ = (to_agency(), Index(None, "agency_id", "created_at"))

    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    operation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class OutboxEvent(AgencyScoped, Base):
    """Something that happened, kept for handlers, webhooks and live views."""

    __tablename__ = "outbox_event"
    __table_args__ = (to_agency(), Index(None, "agency_id", "occurred_at"))

    name: Mapped[str] = mapped_column(String(80))
    resource_type: Mapped[str] = mapped_column(String(60))
    resource_id: Mapped[UUID]
    payload: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
