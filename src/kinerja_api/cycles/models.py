"""Tables of the performance year."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class Cycle(AgencyScoped, Versioned, Base):
    """The performance year (tahun kinerja) of an agency; one per year."""

    __tablename__ = "cycle"
    __table_args__ = (
        to_agency(),
        UniqueConstraint("agency_id", "year"),
        CheckConstraint("status IN ('draft', 'open', 'closed')", name="status"),
        CheckConstraint("pattern IN ('monthly', 'quarterly', 'semester')", name="pattern"),
        CheckConstraint("year BETWEEN 2022 AND 2100", name="year"),
    )

    year: Mapped[int] = mapped_column(SmallInteger)
    pattern: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    plan_by: Mapped[date]


class Period(AgencyScoped, Versioned, Base):
    """A period of a cycle (periode penilaian)."""

    __tablename__ = "period"
    __table_args__ = (
        to_agency(),
        within_agency("cycle_id", "cycle"),
        UniqueConstraint("agency_id", "cycle_id", "number"),
        Index(None, "agency_id", "first_day"),
        CheckConstraint("status IN ('upcoming', 'open', 'closed')", name="status"),
        CheckConstraint("last_day >= first_day AND report_by >= last_day", name="days"),
    )

    cycle_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    label: Mapped[str] = mapped_column(String(60))
    first_day: Mapped[date]
    last_day: Mapped[date]
    report_by: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
