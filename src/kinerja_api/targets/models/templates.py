"""Tables of plan templates, and of the runs that give them to many employees."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Run, Versioned, to_agency, within_agency
from kinerja_api.targets.models import NO_ATTACHMENTS


class PlanTemplate(AgencyScoped, Versioned, Base):
    """What plans of one kind of post begin with; copied into a plan and never read again from there."""

    __tablename__ = "plan_template"
    __table_args__ = (
        to_agency(),
        Index(None, "agency_id", "name", unique=True),
        CheckConstraint("approach IN ('kuantitatif', 'kualitatif')", name="approach"),
        CheckConstraint("jsonb_typeof(targets) = 'array'", name="targets"),
    )

    name: Mapped[str] = mapped_column(String(300))
    position_name: Mapped[str | None] = mapped_column(String(300))
    approach: Mapped[str] = mapped_column(String(20))
    targets: Mapped[list[Any]]
    attachments: Mapped[dict[str, Any]] = mapped_column(server_default=text(NO_ATTACHMENTS))
    is_active: Mapped[bool]


class PlanAssignmentRun(Run, Base):
    """A run that gives the holders of fitting posts a draft from a template, chunk by chunk."""

    __tablename__ = "plan_assignment_run"
    __table_args__ = (
        to_agency(),
        within_agency("cycle_id", "cycle"),
        within_agency("template_id", "plan_template"),
        within_agency("unit_id", "unit"),
        # One run of a scope at a time, under any interleaving (R5).
        Index(
            "plan_assignment_run_one_per_scope_uq",
            "agency_id",
            "cycle_id",
            "template_id",
            "unit_id",
            unique=True,
            postgresql_where=text("state IN ('queued', 'running')"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        CheckConstraint("state IN ('cancelled', 'done', 'failed', 'queued', 'running')", name="state"),
        CheckConstraint("done_count >= 0 AND done_count <= total_count", name="progress"),
    )

    cycle_id: Mapped[UUID]
    template_id: Mapped[UUID]
    template_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID | None]
    # The last employee that a committed chunk has gone through: where the next one begins, whoever runs it.
    position: Mapped[UUID | None]
    created_count: Mapped[int] = mapped_column(Integer)
    kept_count: Mapped[int] = mapped_column(Integer)
    other_post_count: Mapped[int] = mapped_column(Integer)
    no_days_count: Mapped[int] = mapped_column(Integer, server_default="0", default=0)


class PlanAssignmentResult(AgencyScoped, Base):
    """What came of a run for one employee whose post fits."""

    __tablename__ = "plan_assignment_result"
    __table_args__ = (
        to_agency(),
        within_agency("run_id", "plan_assignment_run"),
        within_agency("employee_id", "employee"),
        within_agency("plan_id", "target_plan"),
        Index(None, "agency_id", "run_id", "id"),
        CheckConstraint("outcome IN ('created', 'plan_there', 'no_days')", name="outcome"),
        {"info": {"append_only": True}},
    )

    run_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_name: Mapped[str] = mapped_column(String(300))
    plan_id: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(String(20))
