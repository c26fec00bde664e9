"""Tables of the runs that prepare evaluations for many people at once."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.evaluations.models import words
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.db.base import AgencyScoped, Base, Run, to_agency, within_agency
from kinerja_api.kit.jobs.life import RunState


class EvaluationRun(Run, Base):
    """A run that prepares evaluations for a unit and below, or for the whole agency, chunk by chunk."""

    __tablename__ = "evaluation_run"
    __table_args__ = (
        to_agency(),
        within_agency("cycle_id", "cycle"),
        within_agency("period_id", "period"),
        within_agency("unit_id", "unit"),
        # One run of a scope at a time, under any interleaving (R5).
        Index(
            "evaluation_run_one_per_scope_uq",
            "agency_id",
            "cycle_id",
            "period_id",
            "unit_id",
            unique=True,
            postgresql_where=text("state IN ('queued', 'running')"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        CheckConstraint(f"state IN ({words(RunState)})", name="state"),
        CheckConstraint("done_count >= 0 AND done_count <= total_count", name="progress"),
    )

    cycle_id: Mapped[UUID]
    year: Mapped[int] = mapped_column(SmallInteger)
    period_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    # The last employee that a committed chunk has gone through: where the next one begins, whoever runs it.
    position: Mapped[UUID | None]
    prepared_count: Mapped[int] = mapped_column(Integer)
    kept_count: Mapped[int] = mapped_column(Integer)
    left_out: Mapped[dict[str, Any]]


class EvaluationRunOmission(AgencyScoped, Base):
    """Somebody whom a run left out, and why."""

    __tablename__ = "evaluation_run_omission"
    __table_args__ = (
        to_agency(),
        within_agency("run_id", "evaluation_run"),
        within_agency("employee_id", "employee"),
        Index(None, "agency_id", "run_id", "id"),
        CheckConstraint(f"reason IN ({words(Omission)})", name="reason"),
        {"info": {"append_only": True}},
    )

    run_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_name: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(String(40))
