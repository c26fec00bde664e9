"""An agency for a test: a department with a division, the people in it, and their accounts.

    dinas   kadis (head)
    bidang  kabid (head), ani, budi, citra, dewi

Beside them accounts without an employee: hr, auditor, survey, board, ppk. Nothing here is random: names and numbers
are counted up, so that agencies of different tests do not meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from uuid import UUID

import httpx
from fastapi import FastAPI

from kinerja_api.authz.permissions import Role
from kinerja_api.employees.models import Assignment, Employee, EmployeeEducation, EmployeeRank
from kinerja_api.identity.models import Account
from kinerja_api.identity.types import SignInTools
from kinerja_api.kit.db.uow import Database, UnitOfWork
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.security.tokens import ACCESS
from kinerja_api.organization.models import Agency, Position, Unit, UnitPlacement
from tests.support.caller import Caller

LONG_AGO = date(2020, 1, 1)
PEOPLE = {
    # name: post, rank, the day the rank was given, diploma
    "kadis": ("kepala-dinas", "IV/b", date(2021, 4, 1), "s2"),
    "kabid": ("kepala-bidang", "IV/a", date(2021, 4, 1), "s1"),
    "ani": ("analis-1", "III/a", date(2022, 4, 1), "s1"),
    "budi": ("analis-2", "III/a", date(2022, 4, 1), "sma"),
    "citra": ("analis-3", "III/b", date(2022, 4, 1), "s1"),
    "dewi": ("analis-4", "II/d", date(2022, 4, 1), "sma"),
}
POSTS = {
    # code: name, kind, level, unit, is head
    "kepala-dinas": ("Kepala Dinas", "managerial", "II.b", "dinas", True),
    "kepala-bidang": ("Kepala Bidang", "managerial", "III.b", "bidang", True),
    "analis-1": ("Pengolah Data", "executor", None, "bidang", False),
    "analis-2": ("Pengadministrasi", "executor", None, "bidang", False),
    "analis-3": ("Penelaah Teknis", "executor", None, "bidang", False),
    "analis-4": ("Operator Layanan", "executor", None, "bidang", False),
}
OFFICES = {
    "hr": Role.HR_ADMIN,
    "auditor": Role.AUDITOR,
    "survey": Role.SURVEY_OFFICER,
    "board": Role.PROMOTION_BOARD,
    "ppk": Role.APPOINTING_OFFICIAL,
}


@dataclass
class World:
    """One agency with its ids by name, and a caller for each account."""

    agency_id: AgencyId
    code: str
    database: Database
    units: dict[str, UUID] = field(default_factory=dict)
    positions: dict[str, UUID] = field(default_factory=dict)
    employees: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Caller:
        """Return the caller of a person or an office."""
        return self.callers[name]


class WorldBuilder:
    """Builds agencies."""

    # Of the process: tests without a loop in between make a builder anew, on the same database.
    _numbers = count(1)

    def __init__(self, app: FastAPI, database: Database, http: httpx.AsyncClient) -> None:
        self.app = app
        self.database = database
        self.http = http
        self._tokens: dict[tuple[UUID, datetime], str] = {}

    async def build(self, *, time_zone: str = "Asia/Jakarta") -> World:
        """Build one agency."""
        number = next(self._numbers)
        world = World(AgencyId(self.database.ids.new()), f"kota-{number}", self.database)
        async with self.database.write(world.agency_id) as uow:
            uow.session.add(
                Agency(id=world.agency_id, code=world.code, name=f"Kota {number}", time_zone=time_zone, **_made(uow))
            )
            await uow.session.flush()
            await self._add_units(uow, world)
            await self._add_people(uow, world)
            await self._add_accounts(uow, world)
            await uow.finish()
        return world

    async def platform(self) -> Caller:
        """Return the platform operator, whose account stands in an agency of its own."""
        return await self.hire(await self.build(), "platform", Role.PLATFORM_OPERATOR)

    async def hire(self, world: World, name: str, *roles: Role) -> Caller:
        """Return a further account of an agency, with these roles and no employee behind it."""
        world.accounts[name] = self.database.ids.new()
        async with self.database.write(world.agency_id) as uow:
            self._add_account(uow, world, name, roles, None)
            await uow.finish()
        return world[name]

    async def employ(self, world: World, name: str, employee_id: UUID) -> Caller:
        """Give an employee who was added later an account, and return its caller."""
        world.employees[name], world.accounts[name] = employee_id, self.database.ids.new()
        async with self.database.write(world.agency_id) as uow:
            self._add_account(uow, world, name, (Role.EMPLOYEE,), employee_id)
            await uow.finish()
        return world[name]

    async def _add_units(self, uow: UnitOfWork, world: World) -> None:
        for code, name, parent in (("dinas", "Dinas Kominfo", None), ("bidang", "Bidang Data", "dinas")):
            world.units[code] = uow.new_id()
            uow.session.add(Unit(agency_id=uow.agency_id, id=world.units[code], code=code, name=name, **_made(uow)))
            await uow.session.flush()
            uow.session.add(
                UnitPlacement(
                    agency_id=uow.agency_id,
                    id=uow.new_id(),
                    unit_id=world.units[code],
                    parent_id=world.units[parent] if parent else None,
                    since=LONG_AGO,
                    until=None,
                )
            )
        for code, (name, kind, level, unit, is_head) in POSTS.items():
            world.positions[code] = uow.new_id()
            uow.session.add(
                Position(
                    agency_id=uow.agency_id,
                    id=world.positions[code],
                    code=code,
                    name=name,
                    kind=kind,
                    level=level,
                    unit_id=world.units[unit],
                    is_unit_head=is_head,
                    **_made(uow),
                )
            )
        await uow.session.flush()

    async def _add_people(self, uow: UnitOfWork, world: World) -> None:
        for place, (name, (post, rank, since, diploma)) in enumerate(PEOPLE.items(), start=1):
            world.employees[name] = uow.new_id()
            born = date(1985, 1, 1) + timedelta(days=place)
            uow.session.add(
                Employee(
                    agency_id=uow.agency_id,
                    id=world.employees[name],
                    nip=f"{born:%Y%m%d}2015042{place:03}",
                    name=name.title(),
                    employment="pns",
                    born_on=born,
                    sex="female",
                    **_made(uow),
                )
            )
            await uow.session.flush()
            of = {"agency_id": uow.agency_id, "employee_id": world.employees[name]}
            uow.session.add_all(
                [
                    Assignment(id=uow.new_id(), position_id=world.positions[post], since=LONG_AGO, until=None, **of),
                    EmployeeRank(id=uow.new_id(), rank=rank, since=since, decree=None, **of),
                    EmployeeEducation(id=uow.new_id(), level=diploma, graduated_on=date(2010, 7, 1), school=None, **of),
                ]
            )
        await uow.session.flush()

    async def _add_accounts(self, uow: UnitOfWork, world: World) -> None:
        holders: dict[str, tuple[Role, UUID | None]] = {name: (Role.EMPLOYEE, world.employees[name]) for name in PEOPLE}
        holders |= {name: (role, None) for name, role in OFFICES.items()}
        for name, (role, employee_id) in holders.items():
            world.accounts[name] = uow.new_id()
            self._add_account(uow, world, name, (role,), employee_id)

    def _add_account(
        self, uow: UnitOfWork, world: World, name: str, roles: Sequence[Role], employee_id: UUID | None
    ) -> None:
        account = Account(
            agency_id=uow.agency_id,
            id=world.accounts[name],
            username=name,
            display_name=name.title(),
            password_hash=None,
            employee_id=employee_id,
            roles=[role.value for role in roles],
            is_active=True,
            token_version=1,
            **_made(uow),
        )
        uow.session.add(account)
        world.callers[name] = Caller(self.http, partial(self._token, world, name))

    def _token(self, world: World, name: str) -> str:
        """Return the account's token, as a client keeps one; another when the clock was moved."""
        place = (world.accounts[name], self.database.clock.now())
        if place not in self._tokens:
            tools: SignInTools = self.app.state.sign_in
            self._tokens[place] = tools.issuer.issue(
                ACCESS,
                subject=world.accounts[name],
                agency_id=world.agency_id,
                token_id=self.database.ids.new(),
                life=tools.access_life,
                account_version=1,
            )
        return self._tokens[place]


def _made(uow: UnitOfWork) -> dict[str, object]:
    return {"version": 1, "created_at": uow.now(), "updated_at": uow.now()}
