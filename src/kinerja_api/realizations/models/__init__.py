"""Tables of realizations. The realization is the whole: a change of its evidence raises its version."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, Numeric, SmallInteger, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class Realization(AgencyScoped, Versioned, Base):
    """What was achieved on an indicator in a period (realisasi).

    The names stand as they were in the agreed plan, so that lists need no other capability's tables.
    """

    __tablename__ = "realization"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("indicator_id", "indicator"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("reviewed_by_id", "employee", name="realization_reviewed_by_fk"),
        # One report of an indicator in a period, under any interleaving (R5).
        Index("realization_one_per_period_uq", "agency_id", "indicator_id", "period_id", unique=True),
        Index(None, "agency_id", "plan_id", "period_id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint("status IN ('draft', 'submitted', 'returned', 'accepted')", name="status"),
        CheckConstraint("value IS NOT NULL OR text IS NOT NULL", name="says_something"),
        CheckConstraint("status <> 'returned' OR review_note IS NOT NULL", name="returned_with_a_note"),
        CheckConstraint("late_days >= 0", name="late_days"),
    )

    plan_id: Mapped[UUID]
    indicator_id: Mapped[UUID]
    period_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    indicator_title: Mapped[str] = mapped_column(Text)
    indicator_unit: Mapped[str | None] = mapped_column(String(300))
    target_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    status: Mapped[str] = mapped_column(String(20))
    value: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    text: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    # Why the result lies so far above its target, where the agency's policy demands a reason.
    excess_reason: Mapped[str | None] = mapped_column(Text)
    submitted_at: Mapped[datetime | None]
    # Days after the period's deadline in the agency's own zone: of the first submission that was not withdrawn.
    late_days: Mapped[int | None] = mapped_column(SmallInteger)
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None]
    reviewed_by_name: Mapped[str | None] = mapped_column(String(300))
    review_note: Mapped[str | None] = mapped_column(Text)


class RealizationRevision(AgencyScoped, Base):
    """What was submitted, each time, and what became of it: a returned value stays readable beside its correction."""

    __tablename__ = "realization_revision"
    __table_args__ = (
        to_agency(),
        within_agency("realization_id", "realization"),
        within_agency("decided_by_id", "employee", name="realization_revision_decided_by_fk"),
        Index(None, "agency_id", "realization_id", "number", unique=True),
        Index(
            "realization_revision_one_waits_uq",
            "agency_id",
            "realization_id",
            unique=True,
            postgresql_where=sql("outcome IS NULL"),
        ),
        CheckConstraint("outcome IN ('withdrawn', 'returned', 'accepted')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided"),
    )

    realization_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    text: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    excess_reason: Mapped[str | None] = mapped_column(Text)
    submitted_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(20))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]
    decided_by_name: Mapped[str | None] = mapped_column(String(300))
    decision_note: Mapped[str | None] = mapped_column(Text)


class Evidence(AgencyScoped, Base):
    """Evidence of a realization (bukti dukung): a link, or a file whose bytes lie in the file store under this id."""

    __tablename__ = "evidence"
    __table_args__ = (
        to_agency(),
        within_agency("realization_id", "realization"),
        Index(None, "agency_id", "realization_id", "id"),
        CheckConstraint("kind IN ('link', 'file')", name="kind"),
        CheckConstraint(
            "(kind = 'link' AND url IS NOT NULL AND file_name IS NULL AND sha256 IS NULL)"
            " OR (kind = 'file' AND url IS NULL AND file_name IS NOT NULL AND media_type IS NOT NULL"
            " AND size > 0 AND sha256 IS NOT NULL)",
            name="link_or_file",
        ),
    )

    realization_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str | None] = mapped_column(String(300))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
