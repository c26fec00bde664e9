"""What the offices of the example agency do beside the performance year."""

from datetime import date

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.examples import example
from kinerja_api.demo.people import Staff
from kinerja_api.demo.stage import Stage
from kinerja_api.employees.schemas import DelegationIn
from kinerja_api.employees.service import delegations
from kinerja_api.employees.types import Capacity
from kinerja_api.exchange.public import import_employees
from kinerja_api.kit.ids import AgencyId
from kinerja_api.promotion.schemas import ProposalIn, ProposalStepIn
from kinerja_api.promotion.service import proposals

# Two newcomers, and a number whose month of birth is the thirteenth: the report names the row, the column and who
# must put it right.
ROSTER = """nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on
199605172022032003,Putri Handayani,pns,III/a,2024-04-01,,,,s1,2018-08-01
199402082022031004,Rizki Maulana,pns,II/c,2024-04-01,,,,sma,2012-06-01
199013152015041002,Teguh Prakoso,pns,,,,,,,
"""


async def import_roster(stage: Stage, agency_id: AgencyId, staff: Staff, day: date) -> None:
    """Take over a personnel list with a bad row, as far as it is good."""
    async with stage.scene(agency_id, day) as uow:
        stage.pin("import_id")
        administrator = staff.offices[Role.HR_ADMIN]
        await import_employees(uow, administrator, ROSTER.encode(), partial=True, file_name="pegawai-baru.csv")


async def decide_promotions(stage: Stage, agency_id: AgencyId, staff: Staff, day: date, effective_on: date) -> None:
    """Lead proposals to their ends: one is approved, one rejected, one withdrawn."""
    administrator, board = staff.offices[Role.HR_ADMIN], staff.offices[Role.PROMOTION_BOARD]
    official = staff.offices[Role.APPOINTING_OFFICIAL]
    approve = ProposalStepIn(name="approve", decree="823/41/2026")
    reject = ProposalStepIn(name="reject")
    wait = ProposalStepIn(name="not_recommend", note="Uji kompetensi dijadwalkan Desember.")
    ends = (
        ((board, ProposalStepIn(name="recommend")), (official, approve)),
        ((board, wait), (official, reject)),
        ((administrator, ProposalStepIn(name="withdraw", note="Diusulkan lagi pada periode berikutnya.")),),
    )
    # Those on the lowest rank for graduates have held it for four years.
    eligible = [each for each in staff.people if each.seat.index == 1]
    for person, steps in zip(eligible, ends, strict=True):
        async with stage.scene(agency_id, day) as uow:
            given = ProposalIn(employee_id=person.employee_id, effective_on=effective_on, trainings=[], standings=[])
            proposal = await proposals.propose(uow, administrator, given, "id")
        for principal, step in steps:
            async with stage.scene(agency_id, day) as uow:
                await proposals.step_proposal(uow, principal, proposal.id, ANY, step, "id")


async def delegate_head(stage: Stage, agency_id: AgencyId, staff: Staff, day: date) -> None:
    """Appoint who leads a unit while its head is on leave before the year ends (Plh.)."""
    absent, acting = (each for each in staff.people if each.is_head and each.seat.unit.parent)
    given = DelegationIn(
        unit_id=staff.units[absent.unit],
        employee_id=acting.employee_id,
        capacity=Capacity.PLH,
        since=date(day.year, 12, 14),
        until=date(day.year, 12, 28),
        decree="821/88/2026",
    )
    async with stage.scene(agency_id, day) as uow:
        stage.pin("delegation_id")
        await delegations.delegate(uow, staff.offices[Role.HR_ADMIN], given)


async def propose_promotion(stage: Stage, agency_id: AgencyId, staff: Staff, day: date, effective_on: date) -> None:
    """Propose the employee whom the examples name."""
    async with stage.scene(agency_id, day) as uow:
        stage.pin("proposal_id")
        given = ProposalIn(employee_id=example("employee_id"), effective_on=effective_on, trainings=[], standings=[])
        await proposals.propose(uow, staff.offices[Role.HR_ADMIN], given, "id")
