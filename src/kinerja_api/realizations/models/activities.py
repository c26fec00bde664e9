"""Table of daily activities: many small rows, written by phones and read by day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class Activity(AgencyScoped, Versioned, Base):
    """What an employee did between two instants of a day, with the target or indicator that it served, if any.

    `key` is the phone's own name of the activity and `fingerprint` the digest of what it first said under that name: a
    repeat has no effect, and another activity under a used name is noticed. A removed activity keeps its row for the
    same reason, or a late repeat would bring it back. Names stand as they were when it was recorded.
    """

    __tablename__ = "activity"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("period_id", "period"),
        within_agency("target_id", "target"),
        within_agency("indicator_id", "indicator"),
        # One effect for one name, under any interleaving (R5).
        Index("activity_one_per_key_uq", "agency_id", "employee_id", "key", unique=True),
        Index(None, "agency_id", "employee_id", "started_at", "id"),
        Index(None, "agency_id", "unit_id", "started_at", "id"),
        Index(None, "agency_id", "started_at", "id"),
        Index(None, "agency_id", "target_id", postgresql_where=sql("target_id IS NOT NULL")),
        Index(None, "agency_id", "indicator_id", postgresql_where=sql("indicator_id IS NOT NULL")),
        CheckConstraint("ended_at > started_at", name="takes_time"),
        CheckConstraint("days_after >= 0", name="days_after"),
        CheckConstraint("indicator_id IS NULL OR target_id IS NOT NULL", name="indicator_of_a_target"),
    )

    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    period_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    day: Mapped[date]
    title: Mapped[str] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    days_after: Mapped[int] = mapped_column(SmallInteger)
    target_id: Mapped[UUID | None]
    target_title: Mapped[str | None] = mapped_column(Text)
    indicator_id: Mapped[UUID | None]
    indicator_title: Mapped[str | None] = mapped_column(Text)
    removed_at: Mapped[datetime | None]

    @property
    def minutes(self) -> int:
        """Return how many whole minutes the activity took."""
        return (self.ended_at - self.started_at) // timedelta(minutes=1)
