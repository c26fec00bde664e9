"""Tables of action plans. The action plan is the whole: a change of its steps raises its version."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class ActionPlan(AgencyScoped, Versioned, Base):
    """What somebody will do in a period towards the targets of the year (rencana aksi), agreed by the official."""

    __tablename__ = "action_plan"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("decided_by_id", "employee", name="action_plan_decided_by_fk"),
        # One for a plan and period, under any interleaving (R5).
        Index("action_plan_one_per_period_uq", "agency_id", "plan_id", "period_id", unique=True),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint("status IN ('draft', 'submitted', 'returned', 'agreed')", name="status"),
        CheckConstraint("status <> 'returned' OR decision_note IS NOT NULL", name="returned_with_a_note"),
    )

    plan_id: Mapped[UUID]
    period_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(20))
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]
    decided_by_name: Mapped[str | None] = mapped_column(String(300))
    decision_note: Mapped[str | None] = mapped_column(Text)


class ActionStep(AgencyScoped, Base):
    """One step of an action plan: for which target, what, until when, and what became of it."""

    __tablename__ = "action_step"
    __table_args__ = (
        to_agency(),
        within_agency("action_plan_id", "action_plan"),
        within_agency("target_id", "target"),
        Index(None, "agency_id", "action_plan_id", "number", unique=True),
        Index(None, "agency_id", "target_id"),
        CheckConstraint("status IN ('planned', 'done', 'dropped')", name="status"),
        CheckConstraint("(status = 'done') = (done_on IS NOT NULL)", name="done"),
        CheckConstraint("status <> 'dropped' OR note IS NOT NULL", name="dropped_with_a_note"),
    )

    action_plan_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    target_id: Mapped[UUID]
    target_title: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    done_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
