"""Tables of work teams: a team, and the list of who is in it on which days.

A membership without `until` goes on as long as the team does; who was in a team on a day follows from both rows.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency, without_overlap


class WorkTeam(AgencyScoped, Versioned, Base):
    """A work team (tim kerja) by a decree; the unit owns its result (pemilik kinerja)."""

    __tablename__ = "work_team"
    __table_args__ = (
        to_agency(),
        within_agency("unit_id", "unit"),
        Index(None, "agency_id", "unit_id", "id"),
        CheckConstraint("until IS NULL OR until > since", name="interval"),
        CheckConstraint("end_decree IS NULL OR until IS NOT NULL", name="ended"),
    )

    name: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[UUID]
    decree: Mapped[str] = mapped_column(String(120))
    since: Mapped[date]
    until: Mapped[date | None]
    end_decree: Mapped[str | None] = mapped_column(String(120))


class WorkTeamMember(AgencyScoped, Base):
    """Somebody in a team on some days: once on a day, and one of the team leads it."""

    __tablename__ = "work_team_member"
    __table_args__ = (
        to_agency(),
        within_agency("team_id", "work_team"),
        within_agency("employee_id", "employee"),
        Index(None, "agency_id", "team_id", "since"),
        Index(None, "agency_id", "employee_id", "since"),
        CheckConstraint("until IS NULL OR until > since", name="interval"),
        CheckConstraint("role IN ('lead', 'member')", name="role"),
        without_overlap("work_team_member_once_a_day", "team_id", "employee_id"),
        without_overlap("work_team_member_one_lead_a_day", "team_id", where="role = 'lead'"),
    )

    team_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(String(10))
    since: Mapped[date]
    until: Mapped[date | None]
    # Of somebody of another unit, where it is not the decree of the team that assigns them.
    letter: Mapped[str | None] = mapped_column(String(120))
