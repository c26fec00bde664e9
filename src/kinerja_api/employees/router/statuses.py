"""HTTP of an employee's statuses (study, unpaid leave, assignment elsewhere, long leave) and acting appointments."""

from typing import Annotated
from uuid import UUID

from fastapi import Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import service
from kinerja_api.employees.schemas import DelegationOut, StatusEnd, StatusIn, StatusOut
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.organization.public import today_of

router = api_router("employees")

Reader = Annotated[Principal, requires(Permission.EMPLOYEE_READ)]
Manager = Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)]


@router.get(
    "/employees/{employee_id}/statuses",
    operation_id="list_employee_statuses",
    summary="Kedudukan hukum dan cuti panjang (statuses of service)",
)
async def list_employee_statuses(principal: Reader, uow: Reading, employee_id: UUID) -> Page[StatusOut]:
    """Tugas belajar, CLTN, diperbantukan, dan cuti panjang; terbuka bagi yang bersangkutan, atasan, pengelola, auditor.

    Study, leave outside state cost, assignment elsewhere and long leave of an employee; open to the person, those
    above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "statuses", employee_id, day=await today_of(uow))
    return Page(items=[StatusOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/statuses",
    operation_id="create_employee_status",
    summary="Catat: kedudukan hukum atau cuti panjang (record a status of service)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_status(
    principal: Manager, uow: Creating, employee_id: UUID, given: StatusIn, response: Response
) -> StatusOut:
    """Catat status dengan SK-nya; `until` adalah hari pertama sesudahnya, kosong bila belum diketahui. Tanpa tumpang.

    Record a status by its decree; `until` is the first day after it, empty while it is not known. One at a time.
    """
    row = await service.add_status(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employee-statuses/{row.id}", row.version)
    return StatusOut.model_validate(row)


@router.get(
    "/employees/{employee_id}/delegations",
    operation_id="list_employee_delegations",
    summary="Penugasan Plt./Plh. seorang pegawai (acting appointments of an employee)",
)
async def list_employee_delegations(principal: Reader, uow: Reading, employee_id: UUID) -> Page[DelegationOut]:
    """Penugasan Plt. dan Plh. seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    The acting appointments of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "delegations", employee_id, day=await today_of(uow))
    return Page(items=[DelegationOut.model_validate(row) for row in rows], next=None)


@router.get(
    "/employee-statuses/{status_id}",
    operation_id="read_employee_status",
    summary="Baca satu status (read a status of service)",
)
async def read_employee_status(principal: Reader, uow: Reading, status_id: UUID, response: Response) -> StatusOut:
    """Satu status; ETag-nya diperlukan untuk mengakhirinya.

    One status; its ETag is needed to end it.
    """
    row = await service.read_status(uow, principal, status_id, day=await today_of(uow))
    tell_version(response, row.version)
    return StatusOut.model_validate(row)


@router.put(
    "/employee-statuses/{status_id}/end",
    operation_id="end_employee_status",
    summary="Akhiri status (end a status of service)",
)
async def end_employee_status(
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    status_id: UUID,
    given: StatusEnd,
    response: Response,
) -> StatusOut:
    """Catat akhir status, misalnya aktif kembali dari CLTN; dapat dikoreksi.

    Record the end of a status, such as the return from leave; it can be corrected.
    """
    row = await service.end_status(uow, principal, status_id, expected, given)
    tell_version(response, row.version)
    return StatusOut.model_validate(row)
