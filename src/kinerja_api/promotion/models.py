"""Tables of promotion: proposals, each with the eligibility as it was when it was made."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency


class PromotionProposal(AgencyScoped, Versioned, Base):
    """A proposal to give an employee the next rank from a day on."""

    __tablename__ = "promotion_proposal"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        within_agency("proposed_by", "account", name="promotion_proposal_proposed_by_fk"),
        within_agency("recommended_by", "account", name="promotion_proposal_recommended_by_fk"),
        within_agency("decided_by", "account", name="promotion_proposal_decided_by_fk"),
        ForeignKeyConstraint(["policy_version_id"], ["policy_version.id"]),
        # One live proposal of a person for a day, under any interleaving (R5).
        Index(
            "promotion_proposal_one_per_day_uq",
            "agency_id",
            "employee_id",
            "effective_on",
            unique=True,
            postgresql_where=text("status NOT IN ('rejected', 'withdrawn')"),
        ),
        Index(None, "agency_id", "employee_id", "id"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint(
            "status IN ('proposed', 'recommended', 'not_recommended', 'approved', 'rejected', 'withdrawn')",
            name="status",
        ),
        # The second person holds in the database too.
        CheckConstraint("recommended_by <> proposed_by", name="second_person_recommends"),
        CheckConstraint("decided_by <> proposed_by AND decided_by <> recommended_by", name="second_person_decides"),
        CheckConstraint("status <> 'approved' OR decree IS NOT NULL", name="decree"),
    )

    employee_id: Mapped[UUID]
    employee_name: Mapped[str] = mapped_column(String(300))
    employee_nip: Mapped[str] = mapped_column(String(18))
    unit_id: Mapped[UUID]
    unit_name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(30))
    from_rank: Mapped[str] = mapped_column(String(10))
    to_rank: Mapped[str] = mapped_column(String(10))
    effective_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    eligibility: Mapped[dict[str, Any]]
    trainings: Mapped[list[Any]]
    standings: Mapped[list[Any]]
    stated: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    facts_sha256: Mapped[str] = mapped_column(String(64))
    policy_version_id: Mapped[UUID]
    policy_key: Mapped[str] = mapped_column(String(60))
    policy_sha256: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[UUID]
    proposed_by_name: Mapped[str] = mapped_column(String(200))
    recommended_by: Mapped[UUID | None]
    recommended_by_name: Mapped[str | None] = mapped_column(String(200))
    recommendation_note: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[UUID | None]
    decided_by_name: Mapped[str | None] = mapped_column(String(200))
    decision_note: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    decree: Mapped[str | None] = mapped_column(String(120))
