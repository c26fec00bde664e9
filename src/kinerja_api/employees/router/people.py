"""HTTP of employees, who rates whom, and acting heads."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import service
from kinerja_api.employees.schemas import (
    EmployeeDetail,
    EmployeeIn,
    EmployeeOut,
    EmployeePatch,
    SuperiorsOut,
)
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Day, Page
from kinerja_api.organization.public import today_of

router = api_router("employees")


@router.get("/employees", operation_id="list_employees", summary="Daftar pegawai (list employees)")
async def list_employees(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)],
    uow: Reading,
    page: Paging,
    unit_id: Annotated[UUID | None, Query(description="Unit ini dan di bawahnya. This unit and those below.")] = None,
    nip: Annotated[str | None, Query(pattern=r"^[0-9]{18}$", max_length=18, description="NIP 18 angka.")] = None,
) -> Page[EmployeeOut]:
    """Pegawai yang boleh Anda lihat: diri sendiri dan yang Anda pimpin; pengelola dan auditor melihat semua.

    The employees you may see: yourself and those you lead; HR and auditors see all.
    """
    return await service.list_employees(uow, principal, unit_id=unit_id, nip=nip, day=await today_of(uow), page=page)


@router.post(
    "/employees",
    operation_id="create_employee",
    summary="Tambah pegawai (add an employee)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    given: EmployeeIn,
    response: Response,
) -> EmployeeDetail:
    """Tambah pegawai. Tanggal lahir dan jenis kelamin dibaca dari NIP, dan NIP yang mustahil ditolak.

    Add an employee. Birth date and sex are read from the NIP; an impossible NIP is refused.
    """
    employee = await service.create_employee(uow, principal, given)
    tell_created(response, f"/v1/employees/{employee.id}", employee.version)
    return employee


@router.get("/employees/{employee_id}", operation_id="read_employee", summary="Baca pegawai (read an employee)")
async def read_employee(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)],
    uow: Reading,
    employee_id: UUID,
    response: Response,
) -> EmployeeDetail:
    """Satu pegawai; `statuses` (tugas belajar, CLTN, diperbantukan, cuti panjang) bagi yang boleh membaca riwayatnya.

    One employee; `statuses` (study, unpaid leave, assignment elsewhere, long leave) for those who read the histories.
    """
    employee = await service.read_employee(uow, principal, employee_id, day=await today_of(uow))
    tell_version(response, employee.version)
    return employee


@router.patch("/employees/{employee_id}", operation_id="change_employee", summary="Ubah pegawai (change an employee)")
async def change_employee(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    expected: ExpectedVersion,
    uow: Writing,
    employee_id: UUID,
    patch: EmployeePatch,
    response: Response,
) -> EmployeeDetail:
    """Ubah nama, jenis kepegawaian (misalnya CPNS menjadi PNS), atau tanggal SPMT.

    Change name, employment (for example from CPNS to PNS), or the day of the SPMT.
    """
    employee = await service.change_employee(uow, principal, employee_id, expected, patch)
    tell_version(response, employee.version)
    return employee


@router.get(
    "/employees/{employee_id}/superiors",
    operation_id="list_superiors",
    summary="Siapa menilai pegawai ini (who rates this employee)",
)
async def list_superiors(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)],
    uow: Reading,
    employee_id: UUID,
    on: Annotated[Day | None, Query(description="Pada hari ini; bawaan hari ini. As of this day.")] = None,
) -> SuperiorsOut:
    """Pejabat penilai dan atasannya pada suatu hari, dari pohon unit dan penugasan Plt./Plh.

    The rating official and those above on a day, from the unit tree and acting appointments.
    """
    return await service.list_superiors(uow, principal, employee_id, day=on or await today_of(uow))
