"""Tables of behaviour ratings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.behavior.types import CollectionCause, CoreValue, RatingLevel
from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency

LEVELS = ", ".join(f"'{level.value}'" for level in RatingLevel)
CAUSES = ", ".join(f"'{cause.value}'" for cause in sorted(CollectionCause))


class RatingRequest(AgencyScoped, Versioned, Base):
    """A request to a peer or a subordinate to rate an employee, for a period or (without one) for the year."""

    __tablename__ = "rating_request"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("rater_id", "employee", name="rating_request_rater_fk"),
        within_agency("requested_by_id", "employee", name="rating_request_requested_by_fk"),
        # One living request to a person for a plan and period, under any interleaving (R5).
        Index(
            "rating_request_one_alive_uq",
            "agency_id",
            "plan_id",
            "period_id",
            "rater_id",
            unique=True,
            postgresql_where=text("status IN ('nominated', 'approved', 'closed')"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "rater_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "requested_by_id", "id"),
        CheckConstraint("rater_group IN ('peer', 'subordinate')", name="rater_group"),
        CheckConstraint(
            "status IN ('nominated', 'approved', 'refused', 'declined', 'expired', 'closed')", name="status"
        ),
        CheckConstraint("rater_id <> employee_id", name="not_oneself"),
    )

    plan_id: Mapped[UUID]
    period_id: Mapped[UUID | None]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    rater_id: Mapped[UUID]
    rater_name: Mapped[str] = mapped_column(String(300))
    rater_group: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    requested_by_id: Mapped[UUID]
    # How often the rater was reminded, and when last. Shown to nobody: it tells who has not answered.
    reminders: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    reminded_at: Mapped[datetime | None]


class RatingCollection(AgencyScoped, Versioned, Base):
    """The end of collecting for a plan and period (or, without one, the year): once, and for ever.

    `revealed_at` is when self and superior became open to each other by it, `evaluated_at` when the evaluation was
    issued and nothing more can be rated.
    """

    __tablename__ = "rating_collection"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        Index(
            "rating_collection_once_uq",
            "agency_id",
            "plan_id",
            "period_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint(f"cause IN ({CAUSES})", name="cause"),
        CheckConstraint("minimum_answers >= 2", name="minimum"),
        CheckConstraint("evaluated_at IS NULL OR revealed_at IS NOT NULL", name="evaluated_is_revealed"),
    )

    plan_id: Mapped[UUID]
    period_id: Mapped[UUID | None]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    cause: Mapped[str] = mapped_column(String(20))
    minimum_answers: Mapped[int] = mapped_column(SmallInteger)
    closed_at: Mapped[datetime]
    closed_by_name: Mapped[str | None] = mapped_column(String(300))
    revealed_at: Mapped[datetime | None]
    evaluated_at: Mapped[datetime | None]


class BehaviorRating(AgencyScoped, Versioned, Base):
    """One rating of all seven values: the law fixes the seven, so each is a column that must be filled."""

    __tablename__ = "behavior_rating"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("rater_id", "employee", name="behavior_rating_rater_fk"),
        within_agency("request_id", "rating_request"),
        within_agency("collection_id", "rating_collection"),
        within_agency("cycle_id", "cycle"),
        Index(
            "behavior_rating_one_per_rater_uq",
            "agency_id",
            "plan_id",
            "period_id",
            "rater_id",
            "rater_group",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "rater_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "cycle_id", "rater_id"),
        CheckConstraint("rater_group IN ('self', 'superior', 'peer', 'subordinate')", name="rater_group"),
        CheckConstraint("about_targets IS NULL OR rater_group = 'self'", name="own_targets"),
        CheckConstraint("(rater_group = 'self') = (rater_id = employee_id)", name="self_is_oneself"),
        CheckConstraint("(rater_group IN ('peer', 'subordinate')) = (request_id IS NOT NULL)", name="others_are_asked"),
        CheckConstraint("collection_id IS NULL OR rater_group IN ('peer', 'subordinate')", name="others_are_collected"),
        *(CheckConstraint(f"{value.value} IN ({LEVELS})", name=value.value) for value in CoreValue),
    )

    plan_id: Mapped[UUID]
    period_id: Mapped[UUID | None]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    rater_id: Mapped[UUID]
    rater_name: Mapped[str] = mapped_column(String(300))
    rater_group: Mapped[str] = mapped_column(String(20))
    request_id: Mapped[UUID | None]
    # In whose result it is told. Null while answers are collected, and for ever where too few answered.
    collection_id: Mapped[UUID | None]
    berorientasi_pelayanan: Mapped[str] = mapped_column(String(20))
    akuntabel: Mapped[str] = mapped_column(String(20))
    kompeten: Mapped[str] = mapped_column(String(20))
    harmonis: Mapped[str] = mapped_column(String(20))
    loyal: Mapped[str] = mapped_column(String(20))
    adaptif: Mapped[str] = mapped_column(String(20))
    kolaboratif: Mapped[str] = mapped_column(String(20))
    # What was written about each value, by value.
    notes: Mapped[dict[str, Any]]
    # The year that it is about: that of the plan.
    cycle_id: Mapped[UUID]
    # Of a self-assessment: what the employee says of each target, with the title it had then, and of the whole.
    about_targets: Mapped[list[Any] | None]
    summary: Mapped[str | None] = mapped_column(Text)
