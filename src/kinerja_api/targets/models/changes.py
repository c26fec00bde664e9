"""The table of requests to change an agreed plan."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, Integer, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class PlanChangeRequest(AgencyScoped, Versioned, Base):
    """A request to change an agreed plan: why, what, what became of it, and the plan as it was before."""

    __tablename__ = "plan_change_request"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("decided_by_id", "employee", name="plan_change_request_decided_by_fk"),
        # One request about a plan at a time, under any interleaving (R5).
        Index(
            "plan_change_request_one_open_uq",
            "agency_id",
            "plan_id",
            unique=True,
            postgresql_where=text("status = 'submitted'"),
        ),
        Index(None, "agency_id", "plan_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint("status IN ('submitted', 'agreed', 'refused', 'withdrawn')", name="status"),
        CheckConstraint(
            "(status IN ('agreed', 'refused')) = (decided_at IS NOT NULL AND decided_by_name IS NOT NULL)",
            name="decided",
        ),
        CheckConstraint("asked_by IN ('employee', 'official')", name="asked_by"),
        CheckConstraint("(asked_by = 'official') = (asked_by_name IS NOT NULL)", name="official_is_named"),
        CheckConstraint("status <> 'refused' OR decision_note IS NOT NULL", name="refused_with_a_note"),
        CheckConstraint("(status = 'agreed') = (plan_before IS NOT NULL)", name="agreed_keeps_the_plan"),
    )

    plan_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    # Which side of the dialogue asks; the other one decides.
    asked_by: Mapped[str] = mapped_column(String(20))
    asked_by_name: Mapped[str | None] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[Any]]
    attachments: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    plan_version: Mapped[int] = mapped_column(Integer)
    # As it was read, and kept as text: what the plan looked like is evidence and is never reordered.
    plan_before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]
    decided_by_name: Mapped[str | None] = mapped_column(String(300))
    decision_note: Mapped[str | None] = mapped_column(Text)
