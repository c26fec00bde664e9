"""Tables of imports: what was sent by whom, what became of it, and what is wrong with its rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, to_agency, within_agency


class ImportJob(AgencyScoped, Base):
    """One file that was sent, and how its import ended; never changed afterwards."""

    __tablename__ = "import_job"
    __table_args__ = (
        to_agency(),
        Index(None, "agency_id", "created_at", "id"),
        CheckConstraint("kind IN ('employees')", name="kind"),
        CheckConstraint("status IN ('completed', 'partial', 'refused')", name="status"),
        CheckConstraint("rows = created + updated + unchanged + refused", name="counts"),
        {"info": {"append_only": True}},
    )

    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    is_partial_allowed: Mapped[bool]
    file_name: Mapped[str] = mapped_column(String(160))
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    rows: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    fault_count: Mapped[int]
    account_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class ImportFault(AgencyScoped, Base):
    """One thing that is wrong with a row of a file."""

    __tablename__ = "import_fault"
    __table_args__ = (
        to_agency(),
        within_agency("import_id", "import_job"),
        Index(None, "agency_id", "import_id", "number", unique=True),
        {"info": {"append_only": True}},
    )

    import_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(Integer)
    line: Mapped[int] = mapped_column(Integer)
    column: Mapped[str | None] = mapped_column(String(30))
    value: Mapped[str] = mapped_column(String(160))
    code: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]]
