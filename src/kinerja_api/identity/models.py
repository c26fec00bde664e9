"""Tables of accounts and refresh tokens."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class Account(AgencyScoped, Versioned, Base):
    """A local account of one agency. `token_version` ends every token issued before it was raised."""

    __tablename__ = "account"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        UniqueConstraint("agency_id", "username"),
        Index(
            "account_agency_id_employee_id_uq",
            "agency_id",
            "employee_id",
            unique=True,
            postgresql_where=text("employee_id IS NOT NULL"),
        ),
        CheckConstraint("username = lower(username)", name="username_lower"),
    )

    username: Mapped[str] = mapped_column(String(60))
    display_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    employee_id: Mapped[UUID | None]
    roles: Mapped[list[Any]]
    is_active: Mapped[bool]
    token_version: Mapped[int]


class RefreshToken(AgencyScoped, Base):
    """A refresh token that was given out; used once, then replaced. Its second use ends the whole session."""

    __tablename__ = "refresh_token"
    __table_args__ = (
        to_agency(),
        within_agency("account_id", "account"),
        Index(None, "agency_id", "session_id"),
        Index(None, "agency_id", "account_id"),
    )

    account_id: Mapped[UUID]
    session_id: Mapped[UUID]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
