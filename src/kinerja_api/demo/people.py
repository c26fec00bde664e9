"""The organisation of a demo agency: units, posts, people with their histories, and accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.demo.agencies import FAMILIES, MEN, WOMEN, DemoAgency, DemoUnit
from kinerja_api.employees import service as employees
from kinerja_api.employees.schemas import AssignmentIn, EducationIn, EmployeeIn, RankIn
from kinerja_api.employees.types import Education, Employment
from kinerja_api.identity import service as identity
from kinerja_api.identity.schemas import AccountIn
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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo: who they are, where they work, and how they act on the API."""

    principal: Principal
    employee_id: EmployeeId
    name: str
    username: str
    unit: str
    is_head: bool
    place: int


@dataclass
class Staff:
    """Everybody of a demo agency, and its units by code."""

    agency: DemoAgency
    offices: dict[Role, Principal] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)

    def head_of(self, unit: str) -> Person:
        """Return the head of a unit."""
        return next(person for person in self.people if person.unit == unit and person.is_head)

    def official_of(self, person: Person) -> Person | None:
        """Return the rating official of somebody; None for the head of all."""
        above = person.unit if not person.is_head else self._parent(person.unit)
        return self.head_of(above) if above else None

    def peers_of(self, person: Person) -> list[Person]:
        """Return the two colleagues who stand next to somebody under the same official."""
        official = self.official_of(person)
        same = [each for each in self.people if self.official_of(each) == official and each != person]
        first = sum(1 for each in same if each.place < person.place)
        return [same[(first + step) % len(same)] for step in range(min(2, len(same)))]

    def _parent(self, unit: str) -> str | None:
        return next(each.parent for each in self.agency.units if each.code == unit)


async def add_staff(uow: UnitOfWork, tools: SignInTools, agency: DemoAgency, administrator: Principal) -> Staff:
    """Fill an agency with units, posts, people and accounts."""
    staff = Staff(agency, {Role.HR_ADMIN: administrator})
    for username, name, role in OFFICES[1:]:
        staff.offices[role] = await _account(uow, tools, administrator, username, name, role)
    places = _places(agency)
    for unit in agency.units:
        await _add_unit(uow, staff, unit)
        for index in range(1 + (agency.staff if unit.parent else 1)):
            place = next(places)
            await _add_person(uow, tools, staff, unit, place, index)
    return staff


async def _add_unit(uow: UnitOfWork, staff: Staff, unit: DemoUnit) -> None:
    given = UnitIn(
        code=unit.code, name=unit.name, parent_id=staff.units.get(unit.parent or ""), since=LONG_AGO
    )
    staff.units[unit.code] = (await organization.create_unit(uow, staff.offices[Role.HR_ADMIN], given)).id
    await uow.session.flush()


async def _add_person(  # noqa: PLR0913  a person is that many things
    uow: UnitOfWork, tools: SignInTools, staff: Staff, unit: DemoUnit, place: int, index: int
) -> None:
    administrator, is_head = staff.offices[Role.HR_ADMIN], index == 0
    rank, since, diploma = (HEAD if unit.parent else HEAD_OF_ALL) if is_head else STAFF[(index - 1) % len(STAFF)]
    name, sex = _name(place)
    position = await organization.create_position(
        uow,
        administrator,
        PositionIn(
            code=f"{unit.code}-{index}",
            name=f"Kepala {unit.name}" if is_head else "Pengolah Data dan Informasi",
            kind=PositionKind.MANAGERIAL if is_head else PositionKind.EXECUTOR,
            level=("administrator" if unit.parent else "jpt_pratama") if is_head else None,
            unit_id=staff.units[unit.code],
            is_unit_head=is_head,
        ),
    )
    born = date(1980, 1, 15) + timedelta(days=197 * place)
    employee = await employees.create_employee(
        uow,
        administrator,
        EmployeeIn(nip=f"{born:%Y%m%d}201503{sex}{place:03}", name=name, employment=Employment.PNS),
    )
    await uow.session.flush()
    await employees.assign(uow, administrator, employee.id, AssignmentIn(position_id=position.id, since=LONG_AGO))
    await employees.add_rank(uow, administrator, employee.id, RankIn(rank=rank, since=since))
    await employees.add_education(
        uow, administrator, employee.id, EducationIn(level=diploma, graduated_on=date(2014, 8, 1))
    )
    username = name.lower().replace(" ", ".")
    principal = await _account(uow, tools, administrator, username, name, Role.EMPLOYEE, employee.id)
    staff.people.append(
        Person(principal, EmployeeId(employee.id), name, username, unit.code, is_head=is_head, place=place)
    )


async def _account(  # noqa: PLR0913  an account is that many things
    uow: UnitOfWork,
    tools: SignInTools,
    administrator: Principal,
    username: str,
    name: str,
    role: Role,
    employee_id: UUID | None = None,
) -> Principal:
    given = AccountIn.model_validate(
        {
            "username": username,
            "display_name": name,
            "password": PASSWORD,
            "roles": [role],
            "employee_id": employee_id,
        }
    )
    account = await identity.create_account(uow, administrator, tools, given)
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


def _places(agency: DemoAgency) -> Iterator[int]:
    yield from range(1, 1 + len(agency.units) * (1 + agency.staff))


def _name(place: int) -> tuple[str, int]:
    """Return the name at a place, and the digit of the NIP that says the sex."""
    is_woman = place % 2 == 1
    given = (WOMEN if is_woman else MEN)[(place // 2) % 12]
    return f"{given} {FAMILIES[(place * 5) % len(FAMILIES)]}", 2 if is_woman else 1
