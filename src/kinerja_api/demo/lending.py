"""Somebody of the demo who works at another agency, and what that agency wrote about it."""

from datetime import date

from kinerja_api.authz.permissions import Role
from kinerja_api.cycles import service as cycles
from kinerja_api.demo.examples import example
from kinerja_api.demo.people import LONG_AGO, Staff
from kinerja_api.demo.stage import Stage
from kinerja_api.employees import service as employees
from kinerja_api.employees.schemas import AssignmentIn, EmployeeIn, StatusIn
from kinerja_api.employees.types import Employment, ServiceStatus
from kinerja_api.evaluations.schemas.hosting import HostEvaluationIn
from kinerja_api.evaluations.service import hosting
from kinerja_api.evaluations.types import Predicate, RatingLevel
from kinerja_api.kit.ids import AgencyId
from kinerja_api.organization import service as organization
from kinerja_api.organization.schemas import PositionIn
from kinerja_api.organization.types import PositionKind

LENT = EmployeeIn(nip="198807122015031021", name="Rahmat Hidayat", employment=Employment.PNS)
AWAY = StatusIn(
    kind=ServiceStatus.DIPERBANTUKAN,
    since=date(2026, 1, 1),
    decree="824/21/BKPSDM/2025",
    host_agency="Kementerian Dalam Negeri",
)


async def lend_employee(stage: Stage, agency_id: AgencyId, staff: Staff, day: date) -> None:
    """Assign somebody to another agency, and record how the first period was evaluated there."""
    administrator = staff.offices[Role.HR_ADMIN]
    unit_id = next(iter(staff.units.values()))
    async with stage.scene(agency_id, day) as uow:
        post = PositionIn(code="analis-kebijakan", name="Analis Kebijakan", kind=PositionKind.EXECUTOR, unit_id=unit_id)
        position = await organization.create_position(uow, administrator, post)
        employee = await employees.create_employee(uow, administrator, LENT)
        await uow.session.flush()
        given = AssignmentIn(position_id=position.id, since=LONG_AGO)
        await employees.assign(uow, administrator, employee.id, given)
        stage.pin("hosted_status_id")
        status = await employees.add_status(uow, administrator, employee.id, AWAY)
        await uow.session.flush()
        first = (await cycles.list_periods(uow, example("cycle_id"))).items[0]
        document = HostEvaluationIn(
            status_id=status.id,
            cycle_id=example("cycle_id"),
            period_id=first.id,
            work_result_rating=RatingLevel.SESUAI_EKSPEKTASI,
            behavior_rating=RatingLevel.DI_ATAS_EKSPEKTASI,
            predicate=Predicate.BAIK,
            official_name="Dr. Ratna Sari, M.Si.",
            document_number="800/102/SJ/2026",
            document_on=date(2026, 4, 9),
            evidence_url="https://berkas.contoh.go.id/evaluasi-102.pdf",
        )
        await hosting.record_host_evaluation(uow, administrator, document)
