"""Fills a database with the demo: the platform, five agencies, and two years of work, ratings and surveys."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kinerja_api.app import sign_in_tools
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.demo.agencies import AGENCIES, DemoAgency
from kinerja_api.demo.examples import AGENCY_CODE, example
from kinerja_api.demo.ids import DemoIds
from kinerja_api.demo.lending import lend_employee
from kinerja_api.demo.offices import decide_promotions, delegate_head, import_roster, propose_promotion
from kinerja_api.demo.people import OFFICES, PASSWORD, Staff, add_staff, principal_of
from kinerja_api.demo.policies import REWORKS, draft_next_policy, publish_own_policy, rework_policy
from kinerja_api.demo.stage import MORNING, Stage
from kinerja_api.demo.teaming import work_in_team
from kinerja_api.demo.turns import TURNS
from kinerja_api.demo.years import live_year
from kinerja_api.identity.public import AdministratorIn, SignInTools
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.files import open_files
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.jobs.queue import JobQueue
from kinerja_api.kit.security.passwords import PasswordHasherPool
from kinerja_api.organization import service as organization
from kinerja_api.organization.public import PLATFORM, Agencies, open_platform
from kinerja_api.organization.schemas import AgencyIn
from kinerja_api.settings import Settings

# The first year is there for what must lie two years back; it is lived in brief.
YEARS = (2024, 2025, 2026)
FIRST_DAY = date(2024, 1, 2)
OPERATOR = ("operator", "Operator Platform", Role.PLATFORM_OPERATOR)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to try the demo with."""

    agency: str
    username: str
    password: str
    role: str
    name: str


class _SameHash(PasswordHasherPool):
    """Everybody in the demo has the same password, so it is hashed once."""

    _made: str | None = None

    async def hash(self, password: str) -> str:
        """Return the hash of the demo's password."""
        if self._made is None:
            self._made = await super().hash(password)
        return self._made


def policy_ids() -> DemoIds:
    """Return the ids for the policies of the demo; the first one is the one that the examples name."""
    ids = DemoIds(FixedClock(datetime.combine(FIRST_DAY, MORNING)))
    ids.pin(example("version_id"))
    return ids


async def is_filled(database: Database) -> bool:
    """Tell whether the demo is there already."""
    return await Agencies(database).find_agency_id(AGENCIES[-1].code) is not None


async def fill(
    database: Database, settings: Settings, progress: Callable[[str], None], *, only: str | None = None
) -> list[DemoAccount]:
    """Fill an empty database, or `only` one agency of it; returns the accounts, those of the examples' agency first."""
    stage, hasher = _stage(database, settings, 0), _SameHash()
    operator = await _open_platform(stage, _tools(settings, stage, hasher))
    accounts = [DemoAccount(PLATFORM, OPERATOR[0], PASSWORD, OPERATOR[2].value, OPERATOR[1])]

    async def live(series: int, agency: DemoAgency) -> list[DemoAccount]:
        own = _stage(database, settings, series)
        agency_id, staff = await _found(own, _tools(settings, own, hasher), agency, operator)
        pattern = agency.pattern_of(YEARS[-1])
        progress(f"{agency.name}: {len(staff.people)} people, {pattern.value} periods, {YEARS[0]} to {YEARS[-1]}")
        await _live(own, agency_id, staff)
        progress(f"{agency.name}: done")
        return _accounts(staff)

    wanted = [(series, each) for series, each in enumerate(AGENCIES, start=1) if only in {None, each.code}]
    for made in await _all_at_once([live(*each) for each in wanted]):
        accounts += made
    return sorted(accounts, key=lambda account: account.agency != AGENCY_CODE)


async def _all_at_once(lives: Sequence[Coroutine[None, None, list[DemoAccount]]]) -> list[list[DemoAccount]]:
    """Live several agencies at once: while one waits for the database, another goes on. The first fault ends all."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in lives]
    except ExceptionGroup as faults:
        raise faults.exceptions[0] from None
    return [task.result() for task in tasks]


def _stage(database: Database, settings: Settings, series: int) -> Stage:
    """Return a stage with a clock and ids of its own."""
    files = open_files(settings.files_url, settings.data_dir / "evidence", largest=settings.http.upload_limit)
    clock = FixedClock(datetime.combine(FIRST_DAY, MORNING))
    ids = DemoIds(clock, series)
    return Stage(Database(database.connections, clock=clock, ids=ids, queue=JobQueue()), clock, ids, files)


def _tools(settings: Settings, stage: Stage, hasher: PasswordHasherPool) -> SignInTools:
    return replace(sign_in_tools(settings, stage.clock), hasher=hasher)


async def _live(stage: Stage, agency_id: AgencyId, staff: Staff) -> None:
    """Live the years of an agency."""
    await publish_own_policy(stage, agency_id, staff)
    for year in YEARS:
        await live_year(stage, agency_id, staff, year)
    if staff.agency.code == TURNS:
        await decide_promotions(stage, agency_id, staff, date(2026, 11, 16), date(2026, 12, 1))
    if staff.agency.code == REWORKS:
        await rework_policy(stage, agency_id, staff)
    if staff.agency.code == AGENCY_CODE:
        await draft_next_policy(stage, agency_id, staff)
        await work_in_team(stage, agency_id, staff, date(2026, 7, 1))
        await lend_employee(stage, agency_id, staff, date(2026, 11, 9))
        await import_roster(stage, agency_id, staff, date(2026, 11, 10))
        await delegate_head(stage, agency_id, staff, date(2026, 11, 13))
        await propose_promotion(stage, agency_id, staff, date(2026, 11, 16), date(2026, 12, 1))


async def _open_platform(stage: Stage, tools: SignInTools) -> Principal:
    async with stage.scene(AgencyId(stage.ids.new()), FIRST_DAY) as uow:
        account_id = await open_platform(uow, tools, _account(*OPERATOR))
        return principal_of(uow, account_id, OPERATOR[1], OPERATOR[2], None)


async def _found(stage: Stage, tools: SignInTools, agency: DemoAgency, operator: Principal) -> tuple[AgencyId, Staff]:
    """Set up an agency with its people."""
    is_example = agency.code == AGENCY_CODE
    given = AgencyIn(
        code=agency.code, name=agency.name, time_zone=agency.time_zone, administrator=_account(*OFFICES[0])
    )
    async with stage.scene(operator.agency_id, FIRST_DAY) as uow:
        if is_example:
            stage.ids.pin(example("agency_id"), stage.ids.new(), example("account_id"))
        made = await organization.create_agency(uow, operator, tools, given)
    agency_id = AgencyId(made.id)
    async with stage.scene(agency_id, FIRST_DAY) as uow:
        staff = await add_staff(uow, tools, agency, stage if is_example else None)
    return agency_id, staff


def _account(username: str, name: str, role: Role) -> AdministratorIn:
    return AdministratorIn.model_validate(
        {"username": username, "display_name": name, "password": PASSWORD, "roles": [role]}
    )


def _accounts(staff: Staff) -> list[DemoAccount]:
    offices = [DemoAccount(staff.agency.code, username, PASSWORD, role.value, name) for username, name, role in OFFICES]
    people = [
        DemoAccount(
            staff.agency.code,
            person.username,
            PASSWORD,
            "rating_official" if person.is_head else Role.EMPLOYEE.value,
            person.name,
        )
        for person in sorted([*staff.people, *staff.cases.values()], key=lambda person: not person.is_example)
    ]
    return offices + people
