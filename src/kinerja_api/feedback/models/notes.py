"""Tables of notes for improvement."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.feedback.types import NoteEntryKind, NoteKind, NoteStatus, words
from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class ImprovementNote(AgencyScoped, Versioned, Base):
    """Late work or the dissatisfaction of citizens, noted on an employee: the fact, its source, and what came of it.

    The fact never changes; what both sides say stands in entries.
    """

    __tablename__ = "improvement_note"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("author_id", "employee", name="improvement_note_author_fk"),
        within_agency("realization_id", "realization"),
        within_agency("survey_result_id", "survey_result"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "author_id", "id"),
        CheckConstraint(f"kind IN ({words(NoteKind)})", name="kind"),
        CheckConstraint(f"status IN ({words(NoteStatus)})", name="status"),
        CheckConstraint("author_id <> employee_id", name="not_on_oneself"),
        CheckConstraint(
            "realization_id IS NOT NULL OR survey_result_id IS NOT NULL OR source IS NOT NULL", name="has_a_source"
        ),
        CheckConstraint("status <> 'answered' OR answered_at IS NOT NULL", name="answered"),
        CheckConstraint("(improvement IS NULL) = (improve_by IS NULL)", name="improvement"),
        CheckConstraint(
            "status NOT IN ('proposed', 'agreed', 'closed') OR improvement IS NOT NULL", name="improvement_known"
        ),
        CheckConstraint("(status IN ('agreed', 'closed')) = (agreed_at IS NOT NULL)", name="agreed"),
        CheckConstraint(
            "(status IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (outcome IS NULL)",
            name="closed",
        ),
    )

    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    author_id: Mapped[UUID]
    author_name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(30))
    occurred_on: Mapped[date]
    fact: Mapped[str] = mapped_column(Text)
    realization_id: Mapped[UUID | None]
    survey_result_id: Mapped[UUID | None]
    source: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    answer_by: Mapped[date]
    answered_at: Mapped[datetime | None]
    improvement: Mapped[str | None] = mapped_column(Text)
    improve_by: Mapped[date | None]
    agreed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]


class ImprovementNoteEntry(AgencyScoped, Base):
    """What one of both sides said about a note, in the order in which it was said."""

    __tablename__ = "improvement_note_entry"
    __table_args__ = (
        to_agency(),
        within_agency("note_id", "improvement_note"),
        within_agency("author_id", "employee", name="improvement_note_entry_author_fk"),
        Index(None, "agency_id", "note_id", "id"),
        CheckConstraint(f"kind IN ({words(NoteEntryKind)})", name="kind"),
        {"info": {"append_only": True}},
    )

    note_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID]
    author_name: Mapped[str] = mapped_column(String(300))
    written_at: Mapped[datetime]
