"""Tables of target plans. The plan is the whole: a change of its targets or indicators raises its version."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency, without_overlap

NO_ATTACHMENTS = """'{"resources": [], "accountability": [], "consequences": []}'"""


class TargetPlan(AgencyScoped, Versioned, Base):
    """A target plan (SKP) with the facts of the post as they were when it was drawn up, as the form prints them."""

    __tablename__ = "target_plan"
    __table_args__ = (
        to_agency(),
        within_agency("cycle_id", "cycle"),
        within_agency("employee_id", "employee"),
        within_agency("position_id", "position"),
        within_agency("unit_id", "unit"),
        within_agency("rating_official_id", "employee", name="target_plan_rating_official_fk"),
        within_agency("copied_from_id", "target_plan", name="target_plan_copied_from_fk"),
        # Of a person in one post and year one plan of each kind a day, under any interleaving (R5): another one only
        # after the one before has ended. Of the days elsewhere one for each time that such days begin.
        without_overlap(
            "target_plan_one_a_day",
            "cycle_id",
            "employee_id",
            "position_id",
            words=["kind"],
            where="kind <> 'host'",
            days="daterange(valid_from, valid_until, '[]')",
        ),
        Index(None, "agency_id", "cycle_id", "employee_id", "position_id"),
        Index(
            "target_plan_one_per_hosting_uq",
            "agency_id",
            "cycle_id",
            "employee_id",
            "valid_from",
            unique=True,
            postgresql_where=text("kind = 'host'"),
        ),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "position_id", "cycle_id"),
        # Those that have ended are evaluated by the line of their last day, whose list of tasks finds them.
        Index(
            "target_plan_ended_ix",
            "agency_id",
            "cycle_id",
            "unit_id",
            postgresql_where=text("valid_until IS NOT NULL"),
        ),
        CheckConstraint("status IN ('draft', 'submitted', 'returned', 'agreed', 'closed')", name="status"),
        CheckConstraint("approach IN ('kuantitatif', 'kualitatif')", name="approach"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="valid"),
        CheckConstraint("form IN ('pimpinan', 'pegawai')", name="form"),
        CheckConstraint("kind IN ('regular', 'study', 'host')", name="kind"),
        CheckConstraint("(kind = 'host') = (host_agency IS NOT NULL)", name="host_agency"),
        CheckConstraint("jsonb_typeof(attachments) = 'object'", name="attachments"),
        CheckConstraint("jsonb_typeof(expectations) = 'array'", name="expectations"),
    )

    cycle_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    position_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(String(20))
    approach: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(20), server_default="pegawai")
    kind: Mapped[str] = mapped_column(String(10), server_default="regular", default="regular")
    host_agency: Mapped[str | None] = mapped_column(String(300))
    # Read and written with the plan and never alone: lists of lines, as the attachments and the form print them.
    attachments: Mapped[dict[str, Any]] = mapped_column(server_default=text(NO_ATTACHMENTS))
    expectations: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    copied_from_id: Mapped[UUID | None]
    # The days on which the post was held; none for plans of before these days were kept, which are for the year.
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    employee_name: Mapped[str] = mapped_column(String(300))
    employee_nip: Mapped[str] = mapped_column(String(18))
    rank: Mapped[str | None] = mapped_column(String(10))
    position_name: Mapped[str] = mapped_column(String(300))
    unit_name: Mapped[str] = mapped_column(String(300))
    rating_official_id: Mapped[UUID | None]
    rating_official_name: Mapped[str | None] = mapped_column(String(300))
    submitted_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]


class Target(AgencyScoped, Base):
    """A target (rencana hasil kerja, RHK)."""

    __tablename__ = "target"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("superior_target_id", "target", name="target_superior_target_fk"),
        # No key to the target that was copied: that one may be removed from a draft that was never agreed.
        Index(None, "agency_id", "plan_id", "number", unique=True),
        # What somebody left or took along is taken over once, under any interleaving (R5).
        Index(
            "target_passed_on_once_uq",
            "agency_id",
            "copied_from_id",
            unique=True,
            postgresql_where=text("passed_on IS NOT NULL"),
        ),
        Index(None, "agency_id", "superior_target_id"),
        within_agency("delegation_id", "delegation"),
        CheckConstraint("kind IN ('utama', 'tambahan')", name="kind"),
        CheckConstraint("(delegation_id IS NULL) = (delegation_name IS NULL)", name="delegation"),
        CheckConstraint("weight > 0 AND weight <= 100", name="weight"),
        CheckConstraint("jsonb_typeof(standards) = 'array'", name="standards"),
        CheckConstraint("classification IN ('organisasi', 'individu')", name="classification"),
        CheckConstraint("passed_on IN ('stays_with_post', 'follows_person')", name="passed_on"),
        CheckConstraint("passed_on IS NULL OR copied_from_id IS NOT NULL", name="passed_on_from"),
    )

    plan_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(20))
    classification: Mapped[str] = mapped_column(String(20), server_default="organisasi", default="organisasi")
    title: Mapped[str] = mapped_column(Text)
    superior_target_id: Mapped[UUID | None]
    perspective: Mapped[str | None] = mapped_column(String(30))
    weight: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    standards: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    # The target of an earlier year, or where `passed_on` says so, of another plan of this year.
    copied_from_id: Mapped[UUID | None]
    passed_on: Mapped[str | None] = mapped_column(String(20))
    # A result as Plt. or Plh. elsewhere: the acting appointment, and what it was called.
    delegation_id: Mapped[UUID | None]
    delegation_name: Mapped[str | None] = mapped_column(String(400))
    # Taken out of the agreed plan by a change request; kept for what was reported and said about it.
    removed_at: Mapped[datetime | None]


class Indicator(AgencyScoped, Base):
    """An indicator of a target (indikator kinerja individu, IKI): aspect, measure and the value to reach."""

    __tablename__ = "indicator"
    __table_args__ = (
        to_agency(),
        within_agency("target_id", "target", ondelete="CASCADE"),
        Index(None, "agency_id", "target_id", "number", unique=True),
        CheckConstraint("aspect IN ('kuantitas', 'kualitas', 'waktu', 'biaya')", name="aspect"),
        CheckConstraint("direction IN ('increasing', 'decreasing')", name="direction"),
        CheckConstraint(
            text("(target_value IS NOT NULL AND unit IS NOT NULL) OR target_text IS NOT NULL"), name="has_a_target"
        ),
        # A range begins at the target value, so what needs one number finds it there.
        CheckConstraint(
            "target_high IS NULL OR (target_value IS NOT NULL AND target_high > target_value)", name="range"
        ),
        CheckConstraint("start_value IS NULL OR target_value IS NOT NULL", name="start"),
        CheckConstraint("study_kind IN ('tugas_program', 'evaluasi_akademik', 'lulus_tepat_waktu')", name="study_kind"),
    )

    target_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    aspect: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    target_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    target_high: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    start_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    target_text: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(60))
    direction: Mapped[str] = mapped_column(String(20))
    study_kind: Mapped[str | None] = mapped_column(String(20))
    removed_at: Mapped[datetime | None]
