"""The base of all tables and the columns that they share.

Every tenant table has `agency_id` first in its primary key, its unique keys, its foreign keys and its indexes
(trap T5: referential checks bypass row-level security, so a key without the agency could point into another one).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Integer, MetaData, String, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "pk": "%(table_name)s_pk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uq",
    "fk": "%(table_name)s_%(column_0_N_name)s_fk",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "ck": "%(table_name)s_%(constraint_name)s_ck",
}

Instant = TIMESTAMP(timezone=True)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        UUID: Uuid(as_uuid=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


class AgencyScoped:
    """Columns of a tenant table: the agency first, then the id."""

    agency_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-20)
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-19)


class Versioned:
    """Columns of a resource that people change: its version (the ETag) and when it was made and last changed."""

    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    created_at: Mapped[datetime] = mapped_column(sort_order=91)
    updated_at: Mapped[datetime] = mapped_column(sort_order=92)


class Run(AgencyScoped, Versioned):
    """Columns of a run over many people, which goes on for a while: where it stands in its life, and among them."""

    state: Mapped[str] = mapped_column(String(20))
    # Posts and tree as of this day, from its first chunk to its last.
    as_of: Mapped[date]
    requested_name: Mapped[str] = mapped_column(String(200))
    total_count: Mapped[int] = mapped_column(Integer)
    done_count: Mapped[int] = mapped_column(Integer)
    failure: Mapped[str | None] = mapped_column(String(80))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


def within_agency(
    column: str, target: str, *, name: str | None = None, ondelete: str | None = None
) -> ForeignKeyConstraint:
    """Return a foreign key to another tenant table that cannot leave the agency (T5, S16)."""
    return ForeignKeyConstraint(
        ["agency_id", column], [f"{target}.agency_id", f"{target}.id"], name=name, ondelete=ondelete
    )


def to_agency() -> ForeignKeyConstraint:
    """Return the foreign key of a tenant table to its agency."""
    return ForeignKeyConstraint(["agency_id"], ["agency.id"])


def without_overlap(
    name: str,
    *keys: str,
    words: Sequence[str] = (),
    where: str | None = None,
    days: str = "daterange(since, until)",
) -> ExcludeConstraint:
    """Return the constraint that no two rows with the same keys hold on the same day.

    By default they hold from `since` until the day before `until`; `days` says it in SQL where it is otherwise.
    The keys (ids, and words such as a code) are compared as ranges of one value, through our own range types, because
    the extension that compares plain values in such an index is not part of every PostgreSQL.
    """
    same = [(text(f"uuid_range({key}, {key}, '[]')"), "&&") for key in ("agency_id", *keys)]
    same += [(text(f"text_range({word}, {word}, '[]')"), "&&") for word in words]
    return ExcludeConstraint(
        *same,
        (text(days), "&&"),
        name=name,
        using="gist",
        where=text(where) if where else None,
    )
