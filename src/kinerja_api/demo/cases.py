"""People whom the law treats apart, in one agency and year: each row of its special cases is somebody who can be seen.

A candidate (CPNS) who begins in the year, one with a contract (PPPK), one who leaves to study, one on unpaid leave, one
who moves to another unit, and a head on leave whose unit is led by another (docs/decisions/0024).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.judging import evaluate_person
from kinerja_api.demo.people import Person, Seat, add_account, username_of
from kinerja_api.demo.planning import agree_plan, draft_plan
from kinerja_api.demo.reporting import report_of
from kinerja_api.employees import service as employees
from kinerja_api.employees.schemas import AssignmentIn, DelegationIn, EmployeeIn, RankIn, ReleaseIn, StatusIn
from kinerja_api.employees.service import delegations
from kinerja_api.employees.types import Capacity, Employment, ServiceStatus
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.kit.ids import EmployeeId
from kinerja_api.organization import service as organization
from kinerja_api.organization.schemas import PositionIn
from kinerja_api.organization.types import PositionKind
from kinerja_api.targets.schemas import PlanIn
from kinerja_api.targets.schemas.changes import ChangedIndicator, ChangedTarget, ChangeIn, ChangeRequestIn
from kinerja_api.targets.service import changes, drafting, handing, plans
from kinerja_api.targets.types import Aspect, ChangeAction, TargetKind

if TYPE_CHECKING:
    from uuid import UUID

    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.years import Year
    from kinerja_api.kit.db.uow import UnitOfWork

CASES = "rakumpit"
FROM, TO = "seksi-kesra", "seksi-pelayanan"
FIRST_PLACE = 90  # in the agency; beyond those of the staff
SECOND, THIRD = 2, 3
LEAVES, RETURNS = date(2026, 11, 20), date(2027, 1, 11)
RANK = "III/a"
# By name: the number, the kind of employment, the first day in the post and, apart from it, of duty.
CANDIDATE = EmployeeIn(
    nip="200101152026032001", name="Nabila Putri", employment=Employment.CPNS, spmt_on=date(2026, 4, 1)
)
CONTRACTED = EmployeeIn(nip="199203142026211004", name="Yohanes Toding", employment=Employment.PPPK)
STUDENT = EmployeeIn(nip="199005212015032051", name="Dian Saragih", employment=Employment.PNS)
UNPAID = EmployeeIn(nip="198811022015032052", name="Hesti Purba", employment=Employment.PNS)
SUCCESSOR = EmployeeIn(nip="199209112018022054", name="Wulan Lamba", employment=Employment.PNS)
MOVER = EmployeeIn(nip="199107082015031053", name="Robi Tandi", employment=Employment.PNS)
STUDY = StatusIn(
    kind=ServiceStatus.TUGAS_BELAJAR, since=date(2026, 8, 1), until=date(2028, 8, 1), decree="893/14/BKPSDM/2026"
)
LEAVE = StatusIn(kind=ServiceStatus.CLTN, since=date(2026, 7, 1), until=date(2027, 7, 1), decree="851/3/BKPSDM/2026")
HEAD_ON_LEAVE = StatusIn(kind=ServiceStatus.CUTI_BESAR, since=LEAVES, until=RETURNS, decree="854/9/BKPSDM/2026")


async def begin_quarter(lived: Year, period: PeriodOut) -> None:
    """Do what these people do at the beginning of a quarter that ends within the demo."""
    if not lived.has_cases:
        return
    if period.number == 1:
        for given in (CONTRACTED, STUDENT, UNPAID, MOVER):
            await _hire(lived, given, date(lived.year, 1, 5))
            await _plan(lived, lived.staff.cases[given.name], date(lived.year, 1, 21))
        await _hire(lived, CANDIDATE, date(lived.year, 3, 2))
    elif period.number == SECOND:
        await _plan(lived, lived.staff.cases[CANDIDATE.name], date(lived.year, 4, 2))
    elif period.number == THIRD:
        await _leave_unpaid(lived, lived.staff.cases[UNPAID.name])
        await _move(lived)
        await _study(lived, lived.staff.cases[STUDENT.name], period)


async def end_quarter(lived: Year, period: PeriodOut) -> None:
    """Report and be evaluated, those who worked in the quarter up to its end."""
    if not lived.has_cases:
        return
    async with lived.stage.scene(lived.agency_id, period.last_day) as uow:
        for person in _working(lived, period):
            await report_of(uow, lived, period, person, is_over=True)
            await evaluate_person(uow, lived, period, person)


def _working(lived: Year, period: PeriodOut) -> list[Person]:
    away = {CANDIDATE.name} if period.number == 1 else set()
    if period.number >= THIRD:
        away |= {STUDENT.name, UNPAID.name}
    return [each for name, each in lived.staff.cases.items() if name not in away]


async def _hire(lived: Year, given: EmployeeIn, day: date, position_id: UUID | None = None) -> None:
    """Record somebody new, in a post of their own or in one that somebody left."""
    staff = lived.staff
    administrator = staff.offices[Role.HR_ADMIN]
    unit = next(each for each in staff.agency.units if each.code == FROM)
    place = FIRST_PLACE + len(lived.staff.cases)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        position_id = position_id or await _post(uow, lived, FROM, place)
        employee = await employees.create_employee(uow, administrator, given)
        await uow.session.flush()
        await employees.assign(uow, administrator, employee.id, AssignmentIn(position_id=position_id, since=day))
        if given.employment is not Employment.PPPK:
            await employees.add_rank(uow, administrator, employee.id, RankIn(rank=RANK, since=day))
        username = username_of(given.name)
        principal = await add_account(uow, staff, username, given.name, Role.EMPLOYEE, employee.id)
        seat = Seat(unit, place, index=place, is_example=False)
        lived.staff.cases[given.name] = Person(principal, EmployeeId(employee.id), given.name, username, seat)


async def _post(uow: UnitOfWork, lived: Year, unit: str, place: int) -> UUID:
    given = PositionIn(
        code=f"{unit}-{place}",
        name="Penelaah Teknis Kebijakan",
        kind=PositionKind.EXECUTOR,
        unit_id=lived.staff.units[unit],
    )
    position = await organization.create_position(uow, lived.staff.offices[Role.HR_ADMIN], given)
    await uow.session.flush()
    return position.id


async def _plan(lived: Year, person: Person, day: date) -> None:
    """Draw up the plan of somebody and agree it."""
    plan = await draft_plan(lived, person, day)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await plans.step_plan(uow, person.principal, plan.id, ANY, StepIn(name="submit"))
    await agree_plan(lived, person, day)


async def _leave_unpaid(lived: Year, person: Person) -> None:
    """Go on leave outside state cost: no plan and no evaluation from then on."""
    async with lived.stage.scene(lived.agency_id, LEAVE.since) as uow:
        await employees.add_status(uow, lived.staff.offices[Role.HR_ADMIN], person.employee_id, LEAVE)
    await _end_former_plans(lived, person, LEAVE.since)


async def _end_former_plans(lived: Year, person: Person, day: date) -> None:
    """Do what the worker does when somebody's post or status has changed."""
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await handing.end_former_plans(uow, person.employee_id)


async def _move(lived: Year) -> None:
    """Move to another unit, with a new plan there; the old one is evaluated up to its end by the former official.

    What belonged to the post passes to the successor.
    """
    former, day = lived.staff.cases[MOVER.name], date(lived.year, 7, 1)
    left = lived.plans[former.employee_id].position_id
    async with lived.stage.scene(lived.agency_id, day) as uow:
        position_id = await _post(uow, lived, TO, former.seat.place)
        given = AssignmentIn(position_id=position_id, since=day)
        await employees.assign(uow, lived.staff.offices[Role.HR_ADMIN], former.employee_id, given)
    await _end_former_plans(lived, former, day)
    async with lived.stage.scene(lived.agency_id, date(lived.year, 7, 3)) as uow:
        await evaluate_person(uow, lived, None, former)
    unit = next(each for each in lived.staff.agency.units if each.code == TO)
    lived.staff.cases[MOVER.name] = replace(former, seat=replace(former.seat, unit=unit))
    await _plan(lived, lived.staff.cases[MOVER.name], date(lived.year, 7, 6))
    await _hire(lived, SUCCESSOR, date(lived.year, 7, 13), left)
    await _plan(lived, lived.staff.cases[SUCCESSOR.name], date(lived.year, 7, 15))


async def _study(lived: Year, person: Person, period: PeriodOut) -> None:
    """Report on the last month, leave to study, be evaluated up to there, and submit the plan of the studies."""
    async with lived.stage.scene(lived.agency_id, date(lived.year, 7, 30)) as uow:
        await report_of(uow, lived, period, person, is_over=True)
    async with lived.stage.scene(lived.agency_id, STUDY.since) as uow:
        administrator = lived.staff.offices[Role.HR_ADMIN]
        await employees.add_status(uow, administrator, person.employee_id, STUDY)
        released = ReleaseIn(since=STUDY.since, decree=STUDY.decree)
        await employees.release(uow, administrator, person.employee_id, released)
    await _end_former_plans(lived, person, STUDY.since)
    async with lived.stage.scene(lived.agency_id, date(lived.year, 8, 5)) as uow:
        plan = await drafting.draft_plan(uow, person.principal, PlanIn(cycle_id=lived.cycle_id), "id")
        await plans.step_plan(uow, person.principal, plan.id, ANY, StepIn(name="submit"))


async def lead_another_unit(lived: Year) -> None:
    """Let a head lead the unit of one on leave too, as Plt., with an additional target for it."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    absent, acting = lived.staff.head_of(FROM), lived.staff.head_of(TO)
    async with lived.stage.scene(lived.agency_id, LEAVES) as uow:
        await employees.add_status(uow, administrator, absent.employee_id, HEAD_ON_LEAVE)
        given = DelegationIn(
            unit_id=lived.staff.units[FROM],
            employee_id=acting.employee_id,
            capacity=Capacity.PLT,
            since=LEAVES,
            until=RETURNS,
            decree="821/77/2026",
        )
        delegation = await delegations.delegate(uow, administrator, given)
        await uow.session.flush()
        added = ChangedTarget(
            title="Bantuan sosial akhir tahun tersalur tepat waktu",
            kind=TargetKind.TAMBAHAN,
            delegation_id=delegation.id,
            indicators=[
                ChangedIndicator(
                    aspect=Aspect.WAKTU, title="Penyaluran selesai", target_value=Decimal(20), unit="hari kerja"
                )
            ],
        )
        asked = ChangeRequestIn(
            plan_id=lived.plans[acting.employee_id].id,
            reason="Ditugaskan sebagai Plt. Kepala Seksi Kesejahteraan Rakyat.",
            changes=[ChangeIn(action=ChangeAction.ADD, target=added)],
        )
        request = await changes.ask_change(uow, acting.principal, asked)
        official = lived.official_of(acting).principal
        await changes.step_change(uow, official, request.id, ANY, StepIn(name="agree"))
