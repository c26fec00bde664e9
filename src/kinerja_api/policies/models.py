"""The register of policies: the law as data, the same for every agency, so without an agency."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import Base


class PolicyVersion(Base):
    """One version of a policy. The app role may only read it: what a result was computed with must stay."""

    __tablename__ = "policy_version"
    __table_args__ = (
        UniqueConstraint("key", "sha256"),
        Index("policy_version_one_current_uq", "key", unique=True, postgresql_where=text("superseded_at IS NULL")),
        CheckConstraint("in_force_until IS NULL OR in_force_until > in_force_from", name="interval"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        {"info": {"read_only": True}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    scheme: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(60))
    title_id: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    in_force_from: Mapped[date]
    in_force_until: Mapped[date | None]
    sha256: Mapped[str] = mapped_column(String(64))
    # JSON, not JSONB: it keeps the order in which the policy names its components.
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    registered_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
