"""Tables of surveys. Nothing in them tells who answered: no account, no address, no name (PermenPANRB 14/2017)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency
from kinerja_api.kit.text import Text as Sentence
from kinerja_api.scoring.facts import SurveyGrade
from kinerja_api.surveys.rules import GRADE_LABELS


class PublicService(AgencyScoped, Versioned, Base):
    """A service that a unit gives to the public."""

    __tablename__ = "public_service"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        UniqueConstraint("agency_id", "unit_id", "name"),
        CheckConstraint("NOT is_free OR free_basis IS NOT NULL", name="free_by_law"),
    )

    unit_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(300))
    is_free: Mapped[bool]
    free_basis: Mapped[str | None] = mapped_column(Text)
    is_active: Mapped[bool]


class Survey(AgencyScoped, Versioned, Base):
    """A survey of one service; `code` is the public name, in links and QR codes."""

    __tablename__ = "survey"
    __table_args__ = (
        to_agency(),
        within_agency("service_id", "public_service"),
        within_agency("unit_id", "unit"),
        UniqueConstraint("agency_id", "code"),
        Index(None, "agency_id", "unit_id", "id"),
        Index(None, "agency_id", "service_id", "id"),
        CheckConstraint("status IN ('draft', 'published', 'closed', 'result_published')", name="status"),
        CheckConstraint(
            "cost_mode IN ('ditanyakan', 'gratis_otomatis', 'disesuaikan', 'dikecualikan')", name="cost_mode"
        ),
        CheckConstraint("cost_mode <> 'dikecualikan' OR cost_exclusion_reason IS NOT NULL", name="exclusion_reason"),
        CheckConstraint("opens_on <= closes_on", name="days"),
        CheckConstraint("population >= 1", name="population"),
    )

    service_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    code: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    population: Mapped[int]
    sample_required: Mapped[int]
    sample_careful: Mapped[int]
    cost_mode: Mapped[str] = mapped_column(String(20))
    cost_exclusion_reason: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class SurveyElement(Base):
    """An element of one survey with the words that its citizens read: what was asked can be shown years later."""

    __tablename__ = "survey_element"
    __table_args__ = (
        to_agency(),
        within_agency("survey_id", "survey", ondelete="CASCADE"),
        UniqueConstraint("agency_id", "survey_id", "number"),
        CheckConstraint("jsonb_array_length(options) = 4", name="four_options"),
    )

    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    survey_id: Mapped[UUID] = mapped_column(primary_key=True)
    element: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[dict[str, Any]]
    question: Mapped[dict[str, Any]]
    options: Mapped[list[Any]]
    is_asked: Mapped[bool]


class SurveyResponse(AgencyScoped, Base):
    """One sheet that a citizen filled in. Of the token only a digest is kept, so that it works once."""

    __tablename__ = "survey_response"
    __table_args__ = (
        to_agency(),
        within_agency("survey_id", "survey"),
        # One sheet for one token, under any interleaving.
        UniqueConstraint("agency_id", "survey_id", "token_digest", name="survey_response_one_per_token_uq"),
        UniqueConstraint("agency_id", "survey_id", "id"),
        CheckConstraint("sex IN ('laki_laki', 'perempuan')", name="sex"),
        CheckConstraint("age_group IN ('under_20', '20_29', '30_39', '40_49', '50_59', '60_plus')", name="age_group"),
        CheckConstraint("education IN ('sd', 'smp', 'sma', 'diploma', 's1', 's2', 's3')", name="education"),
        {"info": {"append_only": True}},
    )

    survey_id: Mapped[UUID]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary)
    answered_at: Mapped[datetime]
    sex: Mapped[str | None] = mapped_column(String(10))
    age_group: Mapped[str | None] = mapped_column(String(10))
    education: Mapped[str | None] = mapped_column(String(10))
    remark: Mapped[str | None] = mapped_column(Text)


class SurveyAnswer(Base):
    """The answer of one sheet to one element; no row where it was left blank, because blank is missing and never 0."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        to_agency(),
        ForeignKeyConstraint(
            ["agency_id", "survey_id", "element"],
            ["survey_element.agency_id", "survey_element.survey_id", "survey_element.element"],
        ),
        ForeignKeyConstraint(
            ["agency_id", "survey_id", "response_id"],
            ["survey_response.agency_id", "survey_response.survey_id", "survey_response.id"],
        ),
        CheckConstraint("value BETWEEN 1 AND 4", name="value"),
        {"info": {"append_only": True}},
    )

    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    survey_id: Mapped[UUID] = mapped_column(primary_key=True)
    response_id: Mapped[UUID] = mapped_column(primary_key=True)
    element: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int] = mapped_column(SmallInteger)
    is_imputed: Mapped[bool]


class SurveyResultRecord(AgencyScoped, Base):
    """The index of a unit for some days, frozen with the facts, the policy and the explanation that it rests on."""

    __tablename__ = "survey_result"
    __table_args__ = (
        to_agency(),
        within_agency("survey_id", "survey"),
        within_agency("unit_id", "unit"),
        within_agency("service_id", "public_service"),
        Index(
            "survey_result_one_per_survey_uq",
            "agency_id",
            "survey_id",
            unique=True,
            postgresql_where=text("survey_id IS NOT NULL"),
        ),
        # The same published figure twice would count its respondents twice.
        Index(
            "survey_result_one_import_uq",
            "agency_id",
            "unit_id",
            "service_id",
            "first_day",
            "last_day",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("survey_id IS NULL"),
        ),
        Index(None, "agency_id", "unit_id", "year"),
        CheckConstraint("source IN ('survey', 'imported')", name="source"),
        CheckConstraint("(source = 'survey') = (survey_id IS NOT NULL)", name="source_names_survey"),
        CheckConstraint("source <> 'imported' OR source_note IS NOT NULL", name="source_note"),
        CheckConstraint("weight_convention IN ('eksak', '0.111', '0.11')", name="weight_convention"),
        CheckConstraint("grade IN ('A', 'B', 'C', 'D')", name="grade"),
        CheckConstraint("index BETWEEN 0 AND 100", name="index"),
        CheckConstraint("respondents >= 1", name="respondents"),
        CheckConstraint("first_day <= last_day", name="days"),
        {"info": {"append_only": True}},
    )

    survey_id: Mapped[UUID | None]
    unit_id: Mapped[UUID]
    service_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(20))
    source_note: Mapped[str | None] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date]
    year: Mapped[int] = mapped_column(SmallInteger)
    respondents: Mapped[int]
    population: Mapped[int | None]
    sample_required: Mapped[int | None]
    weight_convention: Mapped[str] = mapped_column(String(10))
    index: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    grade: Mapped[str] = mapped_column(String(1))
    elements: Mapped[list[Any]]
    exclusion_reason: Mapped[str | None] = mapped_column(Text)
    facts_sha256: Mapped[str] = mapped_column(String(64))
    policy_key: Mapped[str] = mapped_column(String(80))
    policy_version: Mapped[str] = mapped_column(String(40))
    policy_sha256: Mapped[str] = mapped_column(String(64))
    explanation: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]

    @property
    def grade_label(self) -> Sentence:
        """What the grade is called."""
        return GRADE_LABELS[SurveyGrade(self.grade)]

    @property
    def is_sample_reached(self) -> bool | None:
        """Whether enough citizens answered; None when the population is not known."""
        return None if self.sample_required is None else self.respondents >= self.sample_required
