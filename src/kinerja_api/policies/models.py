"""The register of policies, the same for every agency and so without one; and what agencies lay over them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, without_overlap


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


class PolicyOverlay(AgencyScoped, Versioned, Base):
    """What an agency puts in the place of values of a policy, from draft to publication; published, it is a version.

    A trigger keeps what was published as it is: only the end of its days and the state may follow, and no row goes.
    """

    __tablename__ = "policy_overlay"
    __table_args__ = (
        to_agency(),
        ForeignKeyConstraint(["base_version_id"], ["policy_version.id"]),
        # One version rules a day, under any interleaving (R5); one whose days others took has an empty interval.
        without_overlap(
            "policy_overlay_one_on_a_day_xc", words=("key",), where="status IN ('published', 'superseded')"
        ),
        Index(None, "agency_id", "key", "since"),
        Index(None, "agency_id", "status", "id"),
        CheckConstraint("status IN ('draft', 'reviewed', 'published', 'superseded', 'discarded')", name="status"),
        CheckConstraint("until IS NULL OR until >= since", name="interval"),
        CheckConstraint(
            "status NOT IN ('published', 'superseded') "
            "OR (document IS NOT NULL AND sha256 IS NOT NULL AND coalesce(published_by <> drafted_by, false))",
            name="published_by_another",
        ),
        CheckConstraint("verification IN ('verbatim', 'secondary', 'unverified')", name="verification"),
        CheckConstraint("reviewed_by <> drafted_by", name="reviewed_by_another"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    )

    key: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    until: Mapped[date | None]
    base_version_id: Mapped[UUID]
    title_id: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    # The agency's own regulation; instrument and edition are made of its name, number and year.
    regulation_name: Mapped[str] = mapped_column(String(200))
    regulation_number: Mapped[str] = mapped_column(String(40))
    regulation_year: Mapped[int] = mapped_column(SmallInteger)
    regulation_url: Mapped[str | None] = mapped_column(String(500))
    instrument: Mapped[str] = mapped_column(String(300))
    edition: Mapped[str] = mapped_column(String(60))
    verification: Mapped[str] = mapped_column(String(20))
    # JSON, not JSONB: adjustments and documents keep the order in which they name their entries.
    adjustments: Mapped[list[Any]] = mapped_column(JSON)
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sha256: Mapped[str | None] = mapped_column(String(64))
    drafted_by: Mapped[UUID]
    drafted_name: Mapped[str] = mapped_column(String(200))
    reviewed_by: Mapped[UUID | None]
    reviewed_name: Mapped[str | None] = mapped_column(String(200))
    reviewed_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
    published_name: Mapped[str | None] = mapped_column(String(200))
    published_at: Mapped[datetime | None]
    superseded_at: Mapped[datetime | None]
