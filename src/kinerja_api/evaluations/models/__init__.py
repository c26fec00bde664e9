"""Tables of evaluations."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, String, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.evaluations.types import (
    IN_FORCE,
    UNDECIDED,
    CalibrationStatus,
    EvaluationStatus,
    ObjectionStatus,
    OrganizationRating,
    Origin,
    Predicate,
    RatingLevel,
    RevisionReason,
    Side,
)
from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


def words(values: Iterable[StrEnum]) -> str:
    """Return values as a list of SQL, in their order."""
    return ", ".join(f"'{each.value}'" for each in sorted(values))


LEVELS, PREDICATES = words(RatingLevel), words(Predicate)


class OrganizationResult(AgencyScoped, Versioned, Base):
    """The result of a unit (capaian kinerja organisasi) for a period or, without one, for the year."""

    __tablename__ = "organization_result"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        within_agency("cycle_id", "cycle"),
        within_agency("period_id", "period"),
        within_agency("set_by_id", "employee", name="organization_result_set_by_fk"),
        # One result of a unit for a period, under any interleaving (R5).
        Index(
            "organization_result_one_per_period_uq",
            "agency_id",
            "unit_id",
            "cycle_id",
            "period_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        CheckConstraint(f"rating IN ({words(OrganizationRating)})", name="rating"),
        CheckConstraint("set_by_id IS NOT NULL OR decree IS NOT NULL", name="set_by_somebody_or_decree"),
    )

    unit_id: Mapped[UUID]
    unit_name: Mapped[str] = mapped_column(String(300))
    cycle_id: Mapped[UUID]
    period_id: Mapped[UUID | None]
    rating: Mapped[str] = mapped_column(String(20))
    decree: Mapped[str | None] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(Text)
    set_by_id: Mapped[UUID | None]
    set_by_name: Mapped[str] = mapped_column(String(300))


class EvaluationExplanation(Base):
    """An explanation, kept once for all who have the very same one, under its own digest."""

    __tablename__ = "evaluation_explanation"
    __table_args__ = (
        to_agency(),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        {"info": {"append_only": True}},
    )

    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    # JSON, not JSONB: it keeps the order of the steps.
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


class Evaluation(AgencyScoped, Versioned, Base):
    """Two ratings of an employee for a period or (without one) the year, and the predicate that follows.

    The work result of the head of a unit is the organisation's; the row keeps which result that was. What was issued
    stays: a change makes the next revision, which says which one it replaces and why.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        to_agency(),
        within_agency("plan_id", "target_plan"),
        within_agency("cycle_id", "cycle"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("organization_result_id", "organization_result"),
        within_agency("evaluator_id", "employee", name="evaluation_evaluator_fk"),
        within_agency("replaces_id", "evaluation", name="evaluation_replaces_fk"),
        ForeignKeyConstraint(["policy_version_id"], ["policy_version.id"]),
        ForeignKeyConstraint(
            ["agency_id", "explanation_sha256"],
            ["evaluation_explanation.agency_id", "evaluation_explanation.sha256"],
            name="evaluation_explanation_fk",
        ),
        # Of a plan and period (or up to a hand-over) one evaluation in force and one draft, however requests meet (R5).
        Index(
            "evaluation_one_in_force_uq",
            "agency_id",
            "plan_id",
            "period_id",
            "handed_over_on",
            unique=True,
            postgresql_where=text(f"status IN ({words(IN_FORCE)})"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "evaluation_one_draft_uq",
            "agency_id",
            "plan_id",
            "period_id",
            "handed_over_on",
            unique=True,
            postgresql_where=text("status = 'draft'"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "evaluation_one_per_revision_uq",
            "agency_id",
            "plan_id",
            "period_id",
            "handed_over_on",
            "revision",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "cycle_id"),
        Index(None, "agency_id", "organization_result_id"),
        CheckConstraint(f"work_result IN ({LEVELS})", name="work_result"),
        CheckConstraint(f"behavior IN ({LEVELS})", name="behavior"),
        CheckConstraint(f"suggested_behavior IN ({LEVELS})", name="suggested_behavior"),
        CheckConstraint(f"predicate IN ({PREDICATES})", name="predicate"),
        CheckConstraint(f"status IN ({words(EvaluationStatus)})", name="status"),
        CheckConstraint("(status = 'draft') = (issued_at IS NULL)", name="issued"),
        CheckConstraint("status <> 'acknowledged' OR acknowledged_at IS NOT NULL", name="acknowledged"),
        CheckConstraint("status <> 'rejected' OR rejected_at IS NOT NULL", name="rejected"),
        CheckConstraint("(rejected_at IS NULL) = (rejection_reason IS NULL)", name="rejected_with_reason"),
        CheckConstraint("revision >= 1 AND (revision > 1) = (replaces_id IS NOT NULL)", name="revision"),
        CheckConstraint(f"revision_reason IN ({words(RevisionReason)})", name="revision_reason"),
        CheckConstraint(
            "(replaces_id IS NULL) = (revision_reason IS NULL) AND (replaces_id IS NULL) = (revision_note IS NULL)",
            name="revised_with_reason",
        ),
        CheckConstraint(
            "predicate IS NULL OR heads_unit = (organization_result_id IS NOT NULL)", name="head_takes_result"
        ),
        CheckConstraint(
            "status = 'draft' OR num_nulls(predicate, not_rateable_reason) = 1", name="issued_with_predicate_or_reason"
        ),
        CheckConstraint(
            "num_nulls(work_result, behavior, predicate, policy_version_id, policy_sha256, facts_sha256,"
            " explanation_sha256) IN (0, 7) AND num_nonnulls(predicate, not_rateable_reason) <= 1",
            name="rated_as_a_whole",
        ),
        CheckConstraint(
            "(evaluator_name IS NULL) = (predicate IS NULL AND not_rateable_reason IS NULL)", name="judged_by_somebody"
        ),
        CheckConstraint("evaluator_id <> employee_id", name="not_oneself"),
        CheckConstraint(f"origin IN ({words(Origin)})", name="origin"),
        CheckConstraint(
            "num_nonnulls(host_agency, document_number, document_on, evidence_url)"
            " = CASE origin WHEN 'host' THEN 4 ELSE 0 END",
            name="host_document",
        ),
        CheckConstraint("last_day >= first_day AND (first_day IS NULL) = (last_day IS NULL)", name="days"),
        CheckConstraint("handed_over_on IS NULL OR period_id IS NULL", name="handed_over"),
        CheckConstraint("months_worked BETWEEN 0 AND 12", name="months_worked"),
        CheckConstraint("jsonb_typeof(considered) = 'array'", name="considered"),
    )

    plan_id: Mapped[UUID]
    cycle_id: Mapped[UUID]
    year: Mapped[int] = mapped_column(SmallInteger)
    period_id: Mapped[UUID | None]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    heads_unit: Mapped[bool]
    organization_result_id: Mapped[UUID | None]
    # Ratings, predicate and what they rest on: None in a draft that was prepared and waits for the rating official.
    work_result: Mapped[str | None] = mapped_column(String(20))
    behavior: Mapped[str | None] = mapped_column(String(20))
    suggested_behavior: Mapped[str | None] = mapped_column(String(20))
    predicate: Mapped[str | None] = mapped_column(String(20))
    # Why there is nothing to rate: instead of ratings and predicate, where no result was reported and accepted.
    not_rateable_reason: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[list[Any]]
    status: Mapped[str] = mapped_column(String(20))
    # None for the appointing official, who is no civil servant of the agency.
    evaluator_id: Mapped[UUID | None]
    evaluator_name: Mapped[str | None] = mapped_column(String(300))
    policy_version_id: Mapped[UUID | None]
    policy_sha256: Mapped[str | None] = mapped_column(String(64))
    facts_sha256: Mapped[str | None] = mapped_column(String(64))
    explanation_sha256: Mapped[str | None] = mapped_column(String(64))
    distribution_note: Mapped[str | None] = mapped_column(Text)
    issued_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    rejected_at: Mapped[datetime | None]
    rejection_reason: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(SmallInteger, server_default="1", default=1)
    replaces_id: Mapped[UUID | None]
    revision_reason: Mapped[str | None] = mapped_column(String(20))
    revision_note: Mapped[str | None] = mapped_column(Text)
    # The days evaluated: those of the plan in the period, without leave and work elsewhere. None in old rows: all.
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    # Up to which day, where somebody else evaluates the rest of the year; such a document is not the annual result.
    handed_over_on: Mapped[date | None]
    # What the annual result considered: the evaluation documents of the days before, as they were.
    considered: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"), default=list)
    months_worked: Mapped[int | None] = mapped_column(SmallInteger)
    origin: Mapped[str] = mapped_column(String(10), server_default="own", default="own")
    host_agency: Mapped[str | None] = mapped_column(String(300))
    document_number: Mapped[str | None] = mapped_column(String(120))
    document_on: Mapped[date | None]
    evidence_url: Mapped[str | None] = mapped_column(Text)

    @property
    def is_current(self) -> bool:
        """Tell whether this is the revision that counts."""
        return self.status in IN_FORCE


class Objection(AgencyScoped, Versioned, Base):
    """An objection to an evaluation, and who decides it by when; without a judge it is the appointing official."""

    __tablename__ = "objection"
    __table_args__ = (
        to_agency(),
        within_agency("evaluation_id", "evaluation"),
        within_agency("new_evaluation_id", "evaluation", name="objection_new_evaluation_fk"),
        within_agency("cycle_id", "cycle"),
        within_agency("period_id", "period"),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("official_id", "employee", name="objection_official_fk"),
        within_agency("judge_id", "employee", name="objection_judge_fk"),
        # One objection to an evaluation, under any interleaving (R5).
        Index("objection_one_per_evaluation_uq", "agency_id", "evaluation_id", unique=True),
        Index(None, "agency_id", "new_evaluation_id"),
        Index(None, "agency_id", "cycle_id", "id"),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "judge_id", "id"),
        CheckConstraint(f"status IN ({words(ObjectionStatus)})", name="status"),
        CheckConstraint("judge_id <> employee_id AND judge_id <> official_id", name="not_in_own_cause"),
        CheckConstraint(
            f"(status IN ({words(UNDECIDED)})) = (decided_at IS NULL) AND (decided_at IS NULL) = (decision IS NULL)",
            name="decided",
        ),
        CheckConstraint("(status = 'final') = (final_at IS NOT NULL)", name="final"),
        CheckConstraint("status <> 'diubah' OR new_evaluation_id IS NOT NULL", name="changed"),
        CheckConstraint("escalations >= 0", name="escalations"),
    )

    evaluation_id: Mapped[UUID]
    new_evaluation_id: Mapped[UUID | None]
    cycle_id: Mapped[UUID]
    year: Mapped[int] = mapped_column(SmallInteger)
    period_id: Mapped[UUID | None]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    official_id: Mapped[UUID | None]
    official_name: Mapped[str] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(20))
    # The last day of a plan that had ended: its line of superiors decides. None: the line of today.
    judged_on: Mapped[date | None]
    received_on: Mapped[date]
    file_by: Mapped[date]
    filed_at: Mapped[datetime]
    judge_id: Mapped[UUID | None]
    judge_name: Mapped[str] = mapped_column(String(300))
    escalations: Mapped[int] = mapped_column(SmallInteger)
    decide_by: Mapped[date]
    decided_at: Mapped[datetime | None]
    decided_by_name: Mapped[str | None] = mapped_column(String(300))
    decision: Mapped[str | None] = mapped_column(Text)
    final_at: Mapped[datetime | None]


class ObjectionStatement(AgencyScoped, Base):
    """What one side said about an objection, by itself or recorded by whoever heard it."""

    __tablename__ = "objection_statement"
    __table_args__ = (
        to_agency(),
        within_agency("objection_id", "objection"),
        Index(None, "agency_id", "objection_id", "id"),
        CheckConstraint(f"side IN ({words(Side)})", name="side"),
        {"info": {"append_only": True}},
    )

    objection_id: Mapped[UUID]
    side: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(300))
    given_at: Mapped[datetime]


class Calibration(AgencyScoped, Versioned, Base):
    """A session on the predicates of a unit and those below it; `ceilings` says how often a predicate may be given."""

    __tablename__ = "calibration"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        within_agency("cycle_id", "cycle"),
        within_agency("period_id", "period"),
        within_agency("leader_id", "employee", name="calibration_leader_fk"),
        # One session of a unit for a period, under any interleaving (R5).
        Index(
            "calibration_one_per_period_uq",
            "agency_id",
            "unit_id",
            "cycle_id",
            "period_id",
            unique=True,
            postgresql_where=text("status <> 'cancelled'"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        CheckConstraint(f"status IN ({words(CalibrationStatus)})", name="status"),
        CheckConstraint("(status = 'locked') = (locked_at IS NOT NULL)", name="locked"),
        CheckConstraint("(status = 'locked') = (after IS NOT NULL)", name="after"),
    )

    unit_id: Mapped[UUID]
    unit_name: Mapped[str] = mapped_column(String(300))
    # The unit and those below it on the day of the opening: what the session is about.
    unit_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    cycle_id: Mapped[UUID]
    year: Mapped[int] = mapped_column(SmallInteger)
    period_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(String(20))
    # None for the appointing official, who is no civil servant of the agency.
    leader_id: Mapped[UUID | None]
    leader_name: Mapped[str] = mapped_column(String(300))
    ceilings: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any] | None]
    # The units that departed from the pattern when it was locked; None of an open one, where they are told as of now.
    departing: Mapped[list[str] | None] = mapped_column(ARRAY(String(300)))
    note: Mapped[str | None] = mapped_column(Text)
    locked_at: Mapped[datetime | None]


class CalibrationItem(AgencyScoped, Base):
    """One evaluation that a session changed: before, after, why, and who. An issued one became the next revision."""

    __tablename__ = "calibration_item"
    __table_args__ = (
        to_agency(),
        within_agency("calibration_id", "calibration"),
        within_agency("evaluation_id", "evaluation"),
        within_agency("new_evaluation_id", "evaluation", name="calibration_item_new_evaluation_fk"),
        within_agency("employee_id", "employee"),
        Index(None, "agency_id", "calibration_id", "id"),
        Index(None, "agency_id", "evaluation_id"),
        {"info": {"append_only": True}},
    )

    calibration_id: Mapped[UUID]
    evaluation_id: Mapped[UUID]
    new_evaluation_id: Mapped[UUID | None]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text)
    decided_by_name: Mapped[str] = mapped_column(String(300))
    decided_at: Mapped[datetime]
