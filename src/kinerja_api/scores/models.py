"""Tables of composite scores. A score is never changed: other facts make another revision."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    JSON,
    CheckConstraint,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Run, to_agency, within_agency


class ScoreRun(Run, Base):
    """A run that scores the whole agency, a unit and all below it, or some people; cut into parts."""

    __tablename__ = "score_run"
    __table_args__ = (
        to_agency(),
        within_agency("cycle_id", "cycle"),
        within_agency("unit_id", "unit"),
        # One run of a scope at a time, under any interleaving (R5).
        Index(
            "score_run_one_per_scope_uq",
            "agency_id",
            "cycle_id",
            "unit_id",
            "people_sha256",
            unique=True,
            postgresql_where=text("state IN ('queued', 'running')"),
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
        CheckConstraint("done_count >= 0 AND done_count <= total_count", name="progress"),
        CheckConstraint("(employee_ids IS NULL) = (people_sha256 IS NULL)", name="people"),
        CheckConstraint("employee_ids IS NULL OR unit_id IS NULL", name="one_scope"),
        CheckConstraint(
            "cause IN ('requested', 'evaluation_issued', 'sanction_recorded', 'survey_result_issued', "
            "'policy_published')",
            name="cause",
        ),
    )

    cycle_id: Mapped[UUID]
    year: Mapped[int] = mapped_column(SmallInteger)
    unit_id: Mapped[UUID | None]
    # The people of a run that is about some people only, and the digest by which two such scopes are the same.
    employee_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    people_sha256: Mapped[str | None] = mapped_column(String(64))
    cause: Mapped[str] = mapped_column(String(30))
    # A national version or one of the agency's own: of two registers, so without a foreign key; neither loses a row.
    policy_version_id: Mapped[UUID]
    requested_by: Mapped[UUID | None]
    scored_count: Mapped[int] = mapped_column(Integer)
    pending_count: Mapped[int] = mapped_column(Integer)
    revised_count: Mapped[int] = mapped_column(Integer)
    unchanged_count: Mapped[int] = mapped_column(Integer)
    pending_reasons: Mapped[dict[str, Any]]


class ScoreRunPart(AgencyScoped, Base):
    """A stretch of a run's people by id: one job and one transaction, whichever worker takes it."""

    __tablename__ = "score_run_part"
    __table_args__ = (
        to_agency(),
        within_agency("run_id", "score_run"),
        Index(None, "agency_id", "run_id", "id"),
        CheckConstraint("people > 0", name="people"),
    )

    run_id: Mapped[UUID]
    after_id: Mapped[UUID]
    last_id: Mapped[UUID]
    people: Mapped[int] = mapped_column(Integer)
    done_at: Mapped[datetime | None]


class ScoreExplanation(Base):
    """Facts and the explanation of the score that they give, kept once for all who have them, under their digest."""

    __tablename__ = "score_explanation"
    __table_args__ = (
        to_agency(),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        {"info": {"append_only": True}},
    )

    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    # JSON, not JSONB: it keeps the order of the components and steps.
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


class Score(AgencyScoped, Base):
    """One revision of the composite score of an employee and year.

    The app may add one and say that it is no longer the current one; the database refuses every other change. That
    employee, unit, explanation and run are there, the run with this year and policy, is looked at once for all scores
    that are added together, and none of them can go away: in the place of foreign keys (docs/decisions/0021).
    """

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("agency_id", "employee_id", "cycle_id", "revision"),
        Index(
            "score_one_current_uq",
            "agency_id",
            "employee_id",
            "cycle_id",
            unique=True,
            postgresql_where=text("is_current"),
        ),
        Index(None, "agency_id", "cycle_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "run_id", "id"),
        CheckConstraint("state IN ('scored', 'pending')", name="state"),
        CheckConstraint("(state = 'scored') = (value IS NOT NULL)", name="scored_has_value"),
        CheckConstraint("reason IN ('first', 'facts_changed', 'policy_changed')", name="reason"),
        CheckConstraint("revision >= 1", name="revision"),
    )

    cycle_id: Mapped[UUID]
    year: Mapped[int] = mapped_column(SmallInteger)
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    employee_nip: Mapped[str] = mapped_column(String(18))
    position_name: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[UUID]
    unit_name: Mapped[str] = mapped_column(String(300))
    run_id: Mapped[UUID]
    revision: Mapped[int] = mapped_column(SmallInteger)
    is_current: Mapped[bool]
    state: Mapped[str] = mapped_column(String(20))
    # Without a scale, so that the digits are those that the policy rounds to.
    value: Mapped[Decimal | None] = mapped_column(Numeric)
    reason: Mapped[str] = mapped_column(String(20))
    changed_components: Mapped[list[Any]]
    policy_version_id: Mapped[UUID]
    # Which evaluation, whose ratings, which survey, by which decrees. JSON, not JSONB: compared as it is written.
    sources: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation_sha256: Mapped[str] = mapped_column(String(64))
    computed_at: Mapped[datetime]


class CriteriaAcknowledgement(AgencyScoped, Base):
    """An employee said that they read by what they are judged in a year; other criteria ask for another one."""

    __tablename__ = "criteria_acknowledgement"
    __table_args__ = (
        to_agency(),
        within_agency("cycle_id", "cycle"),
        within_agency("employee_id", "employee"),
        UniqueConstraint(
            "agency_id", "cycle_id", "employee_id", "criteria_sha256", name="criteria_acknowledgement_once_uq"
        ),
        Index(None, "agency_id", "employee_id", "id"),
        CheckConstraint("criteria_sha256 ~ '^[0-9a-f]{64}$'", name="criteria_sha256"),
        {"info": {"append_only": True}},
    )

    cycle_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    account_id: Mapped[UUID]
    criteria_sha256: Mapped[str] = mapped_column(String(64))
    # The versions that were read, each with key, id and digest.
    policies: Mapped[list[Any]]
    acknowledged_at: Mapped[datetime]
