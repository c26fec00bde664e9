"""The organisation of a demo agency: units, posts, people with their histories, and accounts."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.demo.agencies import FAMILIES, MEN, WOMEN, DemoAgency, DemoUnit
from kinerja_api.demo.stage import Stage
from kinerja_api.employees import service as employees
from kinerja_api.employees.schemas import AssignmentIn, EducationIn, EmployeeIn, RankIn, StatusIn
from kinerja_api.employees.types import Education, Employment, ServiceStatus
from kinerja_api.identity import service as identity
from kinerja_api.identity.repository import find_account_by_username
from kinerja_api.identity.schemas import AdministratorIn
from kinerja_api.identity.types import SignInTools
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.ids import AccountId, EmployeeId
from kinerja_api.organization import service as organization
from kinerja_api.organization.schemas import PositionIn, UnitIn
from kinerja_api.organization.types import PositionKind

PASSWORD = "sawah-hijau-pagi-hari"  # noqa: S105  of the demo, printed at its start
LONG_AGO = date(2019, 1, 1)
OFFICES = (
    ("pengelola", "Pengelola Kepegawaian", Role.HR_ADMIN),
    ("auditor", "Inspektorat", Role.AUDITOR),
    ("survei", "Petugas Survei", Role.SURVEY_OFFICER),
    ("baperjakat", "Tim Penilai Kinerja", Role.PROMOTION_BOARD),
    ("ppk", "Pejabat Pembina Kepegawaian", Role.APPOINTING_OFFICIAL),
)
# Rank, the day it was given, diploma: by place in the unit, the head first.
HEAD_OF_ALL = ("IV/b", date(2022, 4, 1), Education.S2)
HEAD = ("III/d", date(2021, 4, 1), Education.S1)
STAFF = (
    ("III/a", date(2022, 4, 1), Education.S1),
    ("III/b", date(2021, 10, 1), Education.SMA),
    ("II/d", date(2022, 4, 1), Education.SMA),
    ("III/c", date(2024, 4, 1), Education.S1),
)

# A leave that was over before the years of the demo.
LEAVE = StatusIn(
    kind=ServiceStatus.CUTI_SAKIT, since=date(2023, 2, 1), until=date(2023, 4, 1), decree="850/7/BKPSDM/2023"
)

# The employee whom the examples name, and the colleague who rates them: post and person, by place in the unit.
EXAMPLES = {1: ("position_id", "employee_id"), 2: ("peer_position_id", "rater_id")}


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a unit: counted in the agency, counted in the unit (the head is 0)."""

    unit: DemoUnit
    place: int
    index: int
    is_example: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo: who they are, where they work, and how they act on the API."""

    principal: Principal
    employee_id: EmployeeId
    name: str
    username: str
    seat: Seat

    @property
    def unit(self) -> str:
        """The code of the unit."""
        return self.seat.unit.code

    @property
    def is_head(self) -> bool:
        """Tell whether this is the head of the unit."""
        return self.seat.index == 0

    @property
    def is_example(self) -> bool:
        """Tell whether the examples of the contract name this employee."""
        return self.seat.is_example


@dataclass
class Staff:
    """Everybody of a demo agency, and its units by code."""

    agency: DemoAgency
    tools: SignInTools
    offices: dict[Role, Principal] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    # By name, those whom the law treats apart: they come and go, and nobody's work rests on theirs.
    cases: dict[str, Person] = field(default_factory=dict)
    services: dict[str, UUID] = field(default_factory=dict)

    def head_of(self, unit: str) -> Person:
        """Return the head of a unit."""
        return next(person for person in self.people if person.unit == unit and person.is_head)

    def official_of(self, person: Person) -> Person | None:
        """Return the rating official of somebody; None for the head of all."""
        above = person.unit if not person.is_head else self._parent(person.unit)
        return self.head_of(above) if above else None

    def peers_of(self, person: Person) -> list[Person]:
        """Return the three colleagues who stand next to somebody under the same official: enough to be told."""
        official = self.official_of(person)
        same = [each for each in self.people if self.official_of(each) == official and each != person]
        first = sum(1 for each in same if each.seat.place < person.seat.place)
        return [same[(first + step) % len(same)] for step in range(min(3, len(same)))]

    def _parent(self, unit: str) -> str | None:
        return next(each.parent for each in self.agency.units if each.code == unit)


async def add_staff(uow: UnitOfWork, tools: SignInTools, agency: DemoAgency, stage: Stage | None) -> Staff:
    """Fill an agency with units, posts, people and accounts; with a stage, some get the ids of the examples."""
    username, name, role = OFFICES[0]
    account = await find_account_by_username(uow, username)
    assert account is not None  # noqa: S101  it was made with the agency
    staff = Staff(agency, tools, {role: principal_of(uow, account.id, name, role, None)})
    for username, name, role in OFFICES[1:]:
        staff.offices[role] = await add_account(uow, staff, username, name, role)
    place = 0
    for unit in agency.units:
        is_example = stage is not None and unit.service is not None
        if stage is not None and is_example:
            stage.pin("unit_id")
        await _add_unit(uow, staff, unit)
        for index in range(unit.seats):
            place += 1
            seat = Seat(unit, place, index, is_example=is_example and index == 1)
            await _add_person(uow, staff, seat, stage if is_example else None)
    return staff


async def _add_unit(uow: UnitOfWork, staff: Staff, unit: DemoUnit) -> None:
    given = UnitIn(code=unit.code, name=unit.name, parent_id=staff.units.get(unit.parent or ""), since=LONG_AGO)
    staff.units[unit.code] = (await organization.create_unit(uow, staff.offices[Role.HR_ADMIN], given)).id
    await uow.session.flush()


async def _add_person(uow: UnitOfWork, staff: Staff, seat: Seat, stage: Stage | None) -> None:
    administrator, unit, is_head = staff.offices[Role.HR_ADMIN], seat.unit, seat.index == 0
    rank, since, diploma = (HEAD if unit.parent else HEAD_OF_ALL) if is_head else STAFF[(seat.index - 1) % len(STAFF)]
    name, sex = _name(seat.place)
    position_in = PositionIn(
        code=f"{unit.code}-{seat.index}",
        name=f"Kepala {unit.name}" if is_head else "Pengolah Data dan Informasi",
        kind=PositionKind.MANAGERIAL if is_head else PositionKind.EXECUTOR,
        level=("III.b" if unit.parent else "II.b") if is_head else None,
        unit_id=staff.units[unit.code],
        is_unit_head=is_head,
    )
    named = EXAMPLES.get(seat.index) if stage else None
    if stage and named:
        stage.pin(named[0])
    position = await organization.create_position(uow, administrator, position_in)
    born = date(1980, 1, 15) + timedelta(days=197 * seat.place)
    nip = f"{born:%Y%m%d}201503{sex}{seat.place:03}"
    if stage and named:
        stage.pin(named[1])
    employee = await employees.create_employee(
        uow, administrator, EmployeeIn(nip=nip, name=name, employment=Employment.PNS)
    )
    await uow.session.flush()
    await employees.assign(uow, administrator, employee.id, AssignmentIn(position_id=position.id, since=LONG_AGO))
    await employees.add_rank(uow, administrator, employee.id, RankIn(rank=rank, since=since))
    diploma_in = EducationIn(level=diploma, graduated_on=date(2014, 8, 1))
    await employees.add_education(uow, administrator, employee.id, diploma_in)
    if stage and seat.is_example:
        stage.pin("status_id")
        await employees.add_status(uow, administrator, employee.id, LEAVE)
    username = username_of(name)
    principal = await add_account(uow, staff, username, name, Role.EMPLOYEE, employee.id)
    staff.people.append(Person(principal, EmployeeId(employee.id), name, username, seat))


def username_of(name: str) -> str:
    """Return the name by which somebody signs in."""
    return name.lower().replace(" ", ".")


async def add_account(
    uow: UnitOfWork, staff: Staff, username: str, name: str, role: Role, employee_id: UUID | None = None
) -> Principal:
    """Give somebody an account, and return how they act."""
    given = AdministratorIn.model_validate(
        {"username": username, "display_name": name, "password": PASSWORD, "roles": [role]}
    )
    administrator = staff.offices[Role.HR_ADMIN]
    account = await identity.create_account(uow, administrator, staff.tools, given, employee_id=employee_id)
    return principal_of(uow, account.id, name, role, employee_id)


def principal_of(uow: UnitOfWork, account_id: UUID, name: str, role: Role, employee_id: UUID | None) -> Principal:
    """Return the principal of an account that was just made."""
    roles = frozenset({role})
    return Principal(
        account_id=AccountId(account_id),
        agency_id=uow.agency_id,
        name=name,
        roles=roles,
        permissions=permissions_of(roles),
        employee_id=EmployeeId(employee_id) if employee_id else None,
    )


def _name(place: int) -> tuple[str, int]:
    """Return the name at a place, and the digit of the NIP that says the sex."""
    is_woman = place % 2 == 1
    given = (WOMEN if is_woman else MEN)[(place // 2) % 12]
    return f"{given} {FAMILIES[(place * 5) % len(FAMILIES)]}", 2 if is_woman else 1
