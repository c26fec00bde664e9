"""The table of feedback."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class Feedback(AgencyScoped, Versioned, Base):
    """One remark on somebody's work. Its text never changes; the subject may acknowledge it."""

    __tablename__ = "feedback"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("author_id", "employee", name="feedback_author_fk"),
        within_agency("target_id", "target"),
        within_agency("realization_id", "realization"),
        Index(None, "agency_id", "plan_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "author_id", "id"),
        CheckConstraint("about IN ('plan', 'target', 'realization', 'value')", name="about"),
        CheckConstraint(
            "(target_id IS NOT NULL) = (about = 'target')"
            " AND (realization_id IS NOT NULL) = (about = 'realization')"
            " AND (value IS NOT NULL) = (about = 'value')",
            name="names_what_it_is_about",
        ),
        CheckConstraint(
            "value IN ('berorientasi_pelayanan', 'akuntabel', 'kompeten', 'harmonis', 'loyal', 'adaptif',"
            " 'kolaboratif')",
            name="value",
        ),
        CheckConstraint(
            "author_relation IN ('rating_official', 'superior_of_rating_official', 'above', 'peer', 'subordinate',"
            " 'team_lead')",
            name="author_relation",
        ),
        CheckConstraint("author_id <> employee_id", name="not_on_oneself"),
        CheckConstraint("status IN ('given', 'acknowledged')", name="status"),
        CheckConstraint("(status = 'acknowledged') = (acknowledged_at IS NOT NULL)", name="acknowledged"),
    )

    plan_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    author_id: Mapped[UUID]
    author_name: Mapped[str] = mapped_column(String(300))
    author_relation: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(20))
    target_id: Mapped[UUID | None]
    realization_id: Mapped[UUID | None]
    value: Mapped[str | None] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    acknowledged_at: Mapped[datetime | None]
