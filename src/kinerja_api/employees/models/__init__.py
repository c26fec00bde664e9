"""Tables of people: the employee, and histories whose rows hold from `since` until the day before `until`."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_api.employees.types import ServiceStatus
from kinerja_api.kit.db.base import AgencyScoped, Base, Versioned, to_agency, within_agency, without_overlap


class Employee(AgencyScoped, Versioned, Base):
    """One appointment of a person at an agency."""

    __tablename__ = "employee"
    __table_args__ = (
        to_agency(),
        UniqueConstraint("agency_id", "nip"),
        Index(None, "agency_id", "name", "id"),
        CheckConstraint("employment IN ('pns', 'cpns', 'pppk')", name="employment"),
        CheckConstraint("sex IN ('male', 'female')", name="sex"),
        CheckConstraint("nip ~ '^[0-9]{18}$'", name="nip"),
    )

    nip: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(300))
    employment: Mapped[str] = mapped_column(String(10))
    born_on: Mapped[date]
    sex: Mapped[str] = mapped_column(String(10))
    # The first day of duty (surat pernyataan melaksanakan tugas), where it is on record apart from the post.
    spmt_on: Mapped[date | None]


class Assignment(AgencyScoped, Base):
    """An employee's own (definitive) post; one at a time, and one holder of a head's post at a time."""

    __tablename__ = "assignment"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        within_agency("position_id", "position"),
        Index(None, "agency_id", "employee_id", "since"),
        Index(None, "agency_id", "position_id", "since"),
        CheckConstraint("until IS NULL OR until > since", name="interval"),
        without_overlap("assignment_one_post_a_day", "employee_id"),
    )

    employee_id: Mapped[UUID]
    position_id: Mapped[UUID]
    since: Mapped[date]
    until: Mapped[date | None]


class Delegation(AgencyScoped, Versioned, Base):
    """An acting head of a unit (Plt. or Plh.), by a decree."""

    __tablename__ = "delegation"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        within_agency("unit_id", "unit"),
        Index(None, "agency_id", "unit_id", "since"),
        Index(None, "agency_id", "employee_id", "since"),
        CheckConstraint("until > since", name="interval"),
        CheckConstraint("capacity IN ('plt', 'plh')", name="capacity"),
        without_overlap("delegation_one_a_day", "unit_id"),
    )

    unit_id: Mapped[UUID]
    employee_id: Mapped[UUID]
    capacity: Mapped[str] = mapped_column(String(10))
    since: Mapped[date]
    until: Mapped[date]
    decree: Mapped[str] = mapped_column(String(120))


class EmployeeRank(AgencyScoped, Base):
    """A rank (pangkat) held from a day (TMT)."""

    __tablename__ = "employee_rank"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        UniqueConstraint("agency_id", "employee_id", "since"),
    )

    employee_id: Mapped[UUID]
    rank: Mapped[str] = mapped_column(String(10))
    since: Mapped[date]
    decree: Mapped[str | None] = mapped_column(String(120))


class EmployeeEducation(AgencyScoped, Base):
    """A diploma."""

    __tablename__ = "employee_education"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        UniqueConstraint("agency_id", "employee_id", "level"),
    )

    employee_id: Mapped[UUID]
    level: Mapped[str] = mapped_column(String(20))
    graduated_on: Mapped[date]
    school: Mapped[str | None] = mapped_column(String(300))


class EmployeeSanction(AgencyScoped, Base):
    """A discipline measure (PP 94/2021)."""

    __tablename__ = "employee_sanction"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        Index(None, "agency_id", "employee_id", "since"),
        CheckConstraint("until IS NULL OR until > since", name="interval"),
        CheckConstraint("level IN ('ringan', 'sedang', 'berat')", name="level"),
    )

    employee_id: Mapped[UUID]
    level: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(120))
    measure: Mapped[str | None] = mapped_column(String(40))
    since: Mapped[date]
    until: Mapped[date | None]
    decree: Mapped[str] = mapped_column(String(120))


class EmployeeStatus(AgencyScoped, Versioned, Base):
    """A legal status or a long leave, by a decree; one at a time."""

    __tablename__ = "employee_status"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        Index(None, "agency_id", "employee_id", "since"),
        CheckConstraint("until IS NULL OR until > since", name="interval"),
        CheckConstraint(
            f"kind IN ({', '.join(repr(each.value) for each in sorted(ServiceStatus))})",
            name="kind",
        ),
        CheckConstraint("(kind = 'diperbantukan') = (host_agency IS NOT NULL)", name="host_agency"),
        CheckConstraint("end_decree IS NULL OR until IS NOT NULL", name="ended"),
        without_overlap("employee_status_one_a_day", "employee_id"),
    )

    employee_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    until: Mapped[date | None]
    decree: Mapped[str] = mapped_column(String(120))
    end_decree: Mapped[str | None] = mapped_column(String(120))
    host_agency: Mapped[str | None] = mapped_column(String(300))

    @property
    def siasn_code(self) -> str | None:
        """Return the code of SIASN, where one is known."""
        return ServiceStatus(self.kind).siasn_code


class EmployeeExam(AgencyScoped, Base):
    """A passed service examination."""

    __tablename__ = "employee_exam"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        UniqueConstraint("agency_id", "employee_id", "exam"),
    )

    employee_id: Mapped[UUID]
    exam: Mapped[str] = mapped_column(String(30))
    passed_on: Mapped[date]


class EmployeeRelation(AgencyScoped, Base):
    """A declared family relation between two employees; nobody rates or promotes a relative."""

    __tablename__ = "employee_relation"
    __table_args__ = (
        to_agency(),
        within_agency("employee_id", "employee"),
        within_agency("relative_id", "employee", name="employee_relation_relative_fk"),
        UniqueConstraint("agency_id", "employee_id", "relative_id"),
        Index(None, "agency_id", "relative_id"),
        CheckConstraint("relative_id <> employee_id", name="not_oneself"),
    )

    employee_id: Mapped[UUID]
    relative_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(60))
