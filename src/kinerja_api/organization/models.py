"""Tables of the organisation. `agency` is the only one that belongs to no agency."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency, without_overlap


class Agency(Versioned, Base):
    """An agency (instansi): the tenant."""

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')", name="time_zone"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300))
    time_zone: Mapped[str] = mapped_column(String(20))


class Unit(AgencyScoped, Versioned, Base):
    """A unit of the organisation; where it stands in the tree is dated (`UnitPlacement`)."""

    __tablename__ = "unit"
    __table_args__ = (to_agency(), UniqueConstraint("agency_id", "code"))

    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300))


class UnitPlacement(AgencyScoped, Base):
    """Under which unit a unit stands, from a day until another; a unit without a placement on a day is closed then."""

    __tablename__ = "unit_placement"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        within_agency("parent_id", "unit", name="unit_placement_parent_fk"),
        Index(None, "agency_id", "unit_id"),
        Index(None, "agency_id", "parent_id"),
        CheckConstraint("until IS NULL OR until > since", name="interval"),
        CheckConstraint("parent_id <> unit_id", name="not_itself"),
        without_overlap("unit_placement_one_a_day", "unit_id"),
    )

    unit_id: Mapped[UUID]
    parent_id: Mapped[UUID | None]
    since: Mapped[date]
    until: Mapped[date | None]


class Position(AgencyScoped, Versioned, Base):
    """A post (jabatan) in a unit; the head's post makes its holder the rating official of the unit."""

    __tablename__ = "position"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        UniqueConstraint("agency_id", "code"),
        Index(None, "agency_id", "unit_id"),
        Index(
            "position_one_head_of_unit_uq",
            "agency_id",
            "unit_id",
            unique=True,
            postgresql_where=text("is_unit_head"),
        ),
        CheckConstraint("kind IN ('managerial', 'functional', 'executor')", name="kind"),
        CheckConstraint("rating_decree IS NULL OR is_unit_head", name="only_heads_rate"),
    )

    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(20))
    unit_id: Mapped[UUID]
    is_unit_head: Mapped[bool]
    # By which decree its holder rates although the post is below that of a pengawas.
    rating_decree: Mapped[str | None] = mapped_column(String(120))
