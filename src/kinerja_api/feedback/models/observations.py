"""Tables of interview and observation records."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.feedback.types import CoreValue, ObservationMethod, ObservationStatus, words
from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class Observation(AgencyScoped, Versioned, Base):
    """What was found about somebody's work by interview, observation or the check of documents.

    What was found never changes; the employee adds statements, and who recorded it may withdraw the whole.
    """

    __tablename__ = "observation"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("target_id", "target"),
        within_agency("indicator_id", "indicator"),
        within_agency("recorder_id", "employee", name="observation_recorder_fk"),
        within_agency("observer_id", "employee", name="observation_observer_fk"),
        Index(None, "agency_id", "plan_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "recorder_id", "id"),
        Index(None, "agency_id", "observer_id", "id"),
        CheckConstraint(f"method IN ({words(ObservationMethod)})", name="method"),
        CheckConstraint(f"status IN ({words(ObservationStatus)})", name="status"),
        CheckConstraint(f"value IN ({words(CoreValue)})", name="value"),
        CheckConstraint("(method = 'interview') = (jsonb_array_length(questions) > 0)", name="questions"),
        CheckConstraint("num_nonnulls(target_id, indicator_id, value) <= 1", name="about_one_thing"),
        CheckConstraint("recorder_id <> employee_id AND observer_id <> employee_id", name="not_of_oneself"),
        CheckConstraint("status <> 'acknowledged' OR acknowledged_at IS NOT NULL", name="acknowledged"),
    )

    plan_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    target_id: Mapped[UUID | None]
    indicator_id: Mapped[UUID | None]
    value: Mapped[str | None] = mapped_column(String(30))
    method: Mapped[str] = mapped_column(String(20))
    observed_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(300))
    findings: Mapped[str] = mapped_column(Text)
    questions: Mapped[list[Any]]
    recorder_id: Mapped[UUID]
    recorder_name: Mapped[str] = mapped_column(String(300))
    observer_id: Mapped[UUID]
    observer_name: Mapped[str] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(20))
    answer_by: Mapped[date]
    acknowledged_at: Mapped[datetime | None]


class ObservationStatement(AgencyScoped, Base):
    """What the employee says about a record."""

    __tablename__ = "observation_statement"
    __table_args__ = (
        to_agency(),
        within_agency("observation_id", "observation"),
        Index(None, "agency_id", "observation_id", "id"),
        {"info": {"append_only": True}},
    )

    observation_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(300))
    given_at: Mapped[datetime]


class ObservationBasis(AgencyScoped, Base):
    """That the rating official rests the rating of a period, or of the year, on a record."""

    __tablename__ = "observation_basis"
    __table_args__ = (
        to_agency(),
        within_agency("observation_id", "observation"),
        within_agency("period_id", "period"),
        within_agency("official_id", "employee", name="observation_basis_official_fk"),
        # Named once for a period, under any interleaving (R5).
        Index(
            "observation_basis_once_uq",
            "agency_id",
            "observation_id",
            "period_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        {"info": {"append_only": True}},
    )

    observation_id: Mapped[UUID]
    period_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(Text)
    official_id: Mapped[UUID]
    official_name: Mapped[str] = mapped_column(String(300))
    named_at: Mapped[datetime]
