"""Tables of review meetings. The meeting is the whole: what is added to it raises its version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, SmallInteger, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.feedback.types import UNFINISHED, FollowUpStatus, MeetingStatus, words
from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class ReviewMeeting(AgencyScoped, Versioned, Base):
    """A meeting of a unit on its work in a period. A trigger keeps confirmed minutes, and all beside them, as they are.

    Attendance stands in this row and not with those invited, so that it is kept by the same trigger.
    """

    __tablename__ = "review_meeting"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        within_agency("cycle_id", "cycle"),
        within_agency("period_id", "period"),
        within_agency("leader_id", "employee", name="review_meeting_leader_fk"),
        within_agency("minute_taker_id", "employee", name="review_meeting_minute_taker_fk"),
        Index(None, "agency_id", "cycle_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "leader_id", "id"),
        CheckConstraint(f"status IN ({words(MeetingStatus)})", name="status"),
        CheckConstraint("(minutes IS NULL) = (decisions IS NULL)", name="decisions"),
        CheckConstraint("minutes IS NULL OR status IN ('held', 'minutes_confirmed')", name="minutes"),
        CheckConstraint(
            "(status = 'minutes_confirmed') = (confirmed_at IS NOT NULL)"
            " AND (confirmed_at IS NULL) = (confirmed_by_name IS NULL)"
            " AND (confirmed_at IS NULL OR minutes IS NOT NULL)",
            name="confirmed",
        ),
    )

    unit_id: Mapped[UUID]
    unit_name: Mapped[str] = mapped_column(String(300))
    cycle_id: Mapped[UUID]
    period_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(300))
    agenda: Mapped[list[Any]]
    leader_id: Mapped[UUID]
    leader_name: Mapped[str] = mapped_column(String(300))
    minute_taker_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[list[Any] | None]
    decisions: Mapped[list[Any] | None]
    attendee_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_name: Mapped[str | None] = mapped_column(String(300))


class MeetingParticipant(AgencyScoped, Base):
    """Somebody who is invited to a meeting."""

    __tablename__ = "review_meeting_participant"
    __table_args__ = (
        to_agency(),
        within_agency("meeting_id", "review_meeting", ondelete="CASCADE"),
        within_agency("employee_id", "employee"),
        Index(None, "agency_id", "meeting_id", "employee_id", unique=True),
        Index(None, "agency_id", "employee_id", "meeting_id"),
    )

    meeting_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))


class MeetingAddition(AgencyScoped, Base):
    """What somebody adds to minutes that were confirmed."""

    __tablename__ = "review_meeting_addition"
    __table_args__ = (
        to_agency(),
        within_agency("meeting_id", "review_meeting"),
        within_agency("author_id", "employee", name="review_meeting_addition_author_fk"),
        Index(None, "agency_id", "meeting_id", "id"),
        {"info": {"append_only": True}},
    )

    meeting_id: Mapped[UUID]
    author_id: Mapped[UUID]
    author_name: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]


class FollowUp(AgencyScoped, Versioned, Base):
    """What a meeting agreed on: who does what until when; `remind_on` is the next day on which the job looks at it."""

    __tablename__ = "follow_up"
    __table_args__ = (
        to_agency(),
        within_agency("meeting_id", "review_meeting"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        Index(None, "agency_id", "meeting_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint(f"status IN ({words(FollowUpStatus)})", name="status"),
        CheckConstraint(
            f"(status IN ({words(UNFINISHED)})) = (closed_at IS NULL)"
            " AND (closed_at IS NULL) = (outcome IS NULL)"
            " AND (closed_at IS NULL) = (remind_on IS NOT NULL)",
            name="closed",
        ),
        CheckConstraint("reminders >= 0", name="reminders"),
    )

    meeting_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    task: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]
    remind_on: Mapped[date | None]
    reminders: Mapped[int] = mapped_column(SmallInteger)
