"""HTTP of an employee's histories: posts, ranks, diplomas, discipline, examinations, relatives."""

from typing import Annotated
from uuid import UUID

from fastapi import Response, status

from kinerja_api.authz.guards import Creating, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import service
from kinerja_api.employees.schemas import (
    AssignmentIn,
    AssignmentOut,
    EducationIn,
    EducationOut,
    ExamIn,
    ExamOut,
    RankIn,
    RankOut,
    RelationIn,
    RelationOut,
    ReleaseIn,
    SanctionIn,
    SanctionOut,
)
from kinerja_api.kit.http.router import api_router, tell_created
from kinerja_api.kit.http.schema import Page
from kinerja_api.organization.public import today_of

router = api_router("employees")


@router.get(
    "/employees/{employee_id}/assignments",
    operation_id="list_employee_assignments",
    summary="Penempatan jabatan (posts held)",
)
async def list_employee_assignments(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)], uow: Reading, employee_id: UUID
) -> Page[AssignmentOut]:
    """Penempatan jabatan seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    Posts held of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "assignments", employee_id, day=await today_of(uow))
    return Page(items=[AssignmentOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/assignments",
    operation_id="create_employee_assignment",
    summary="Beri: penempatan jabatan (add to posts held)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_assignment(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: AssignmentIn,
    response: Response,
) -> AssignmentOut:
    """Beri jabatan mulai suatu hari; jabatan sebelumnya berakhir hari itu.

    Give a post from a day on; the one before ends that day.
    """
    row = await service.assign(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/assignments")
    return AssignmentOut.model_validate(row)


@router.post(
    "/employees/{employee_id}/releases",
    operation_id="release_employee",
    summary="Bebaskan dari jabatan (release from the post)",
    status_code=status.HTTP_201_CREATED,
)
async def release_employee(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: ReleaseIn,
    response: Response,
) -> AssignmentOut:
    """Akhiri jabatan tanpa memberi yang lain: pensiun, diberhentikan, atau tugas belajar penuh; SKP-nya ikut berakhir.

    `since` adalah hari pertama tanpa jabatan; jawabannya jabatan yang berakhir. Bila keliru, beri lagi jabatan itu
    mulai hari itu (POST …/assignments). Yang tugas belajar tetap pada unitnya dan tetap menyusun SKP tugas belajar.

    End the post held without giving another: retirement, dismissal, full-time study; the plan ends with it. `since` is
    the first day without a post; the answer is the post that ends. If it was a mistake, give the post again from that
    day. Who studies full time stays with the unit and still draws up the plan of the studies.
    """
    row = await service.release(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/assignments")
    return AssignmentOut.model_validate(row)


@router.get(
    "/employees/{employee_id}/ranks",
    operation_id="list_employee_ranks",
    summary="Riwayat pangkat (ranks)",
)
async def list_employee_ranks(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)], uow: Reading, employee_id: UUID
) -> Page[RankOut]:
    """Riwayat pangkat seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    Ranks of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "ranks", employee_id, day=await today_of(uow))
    return Page(items=[RankOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/ranks",
    operation_id="create_employee_rank",
    summary="Catat: riwayat pangkat (add to ranks)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_rank(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: RankIn,
    response: Response,
) -> RankOut:
    """Catat pangkat dengan TMT-nya.

    Record a rank with its effective day.
    """
    row = await service.add_rank(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/ranks")
    return RankOut.model_validate(row)


@router.get(
    "/employees/{employee_id}/educations",
    operation_id="list_employee_educations",
    summary="Riwayat pendidikan (diplomas)",
)
async def list_employee_educations(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)], uow: Reading, employee_id: UUID
) -> Page[EducationOut]:
    """Riwayat pendidikan seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    Diplomas of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "educations", employee_id, day=await today_of(uow))
    return Page(items=[EducationOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/educations",
    operation_id="create_employee_education",
    summary="Catat: riwayat pendidikan (add to diplomas)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_education(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: EducationIn,
    response: Response,
) -> EducationOut:
    """Catat ijazah.

    Record a diploma.
    """
    row = await service.add_education(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/educations")
    return EducationOut.model_validate(row)


@router.get(
    "/employees/{employee_id}/sanctions",
    operation_id="list_employee_sanctions",
    summary="Riwayat hukuman disiplin (discipline measures)",
)
async def list_employee_sanctions(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)], uow: Reading, employee_id: UUID
) -> Page[SanctionOut]:
    """Riwayat hukuman disiplin seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    Discipline measures of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "sanctions", employee_id, day=await today_of(uow))
    return Page(items=[SanctionOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/sanctions",
    operation_id="create_employee_sanction",
    summary="Catat: riwayat hukuman disiplin (add to discipline measures)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_sanction(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: SanctionIn,
    response: Response,
) -> SanctionOut:
    """Catat hukuman disiplin menurut PP 94/2021.

    Record a discipline measure by PP 94/2021.
    """
    row = await service.add_sanction(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/sanctions")
    return SanctionOut.model_validate(row)


@router.get(
    "/employees/{employee_id}/exams",
    operation_id="list_employee_exams",
    summary="Ujian yang lulus (passed examinations)",
)
async def list_employee_exams(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)], uow: Reading, employee_id: UUID
) -> Page[ExamOut]:
    """Ujian yang lulus seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    Passed examinations of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "exams", employee_id, day=await today_of(uow))
    return Page(items=[ExamOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/exams",
    operation_id="create_employee_exam",
    summary="Catat: ujian yang lulus (add to passed examinations)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_exam(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: ExamIn,
    response: Response,
) -> ExamOut:
    """Catat ujian dinas yang lulus.

    Record a passed service examination.
    """
    row = await service.add_exam(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/exams")
    return ExamOut.model_validate(row)


@router.get(
    "/employees/{employee_id}/relations",
    operation_id="list_employee_relations",
    summary="Hubungan keluarga (declared relatives)",
)
async def list_employee_relations(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_READ)], uow: Reading, employee_id: UUID
) -> Page[RelationOut]:
    """Hubungan keluarga seorang pegawai; terbuka bagi yang bersangkutan, atasannya, pengelola, dan auditor.

    Declared relatives of an employee; open to the person, those above, HR and auditors. One page holds them all.
    """
    rows = await service.list_history(uow, principal, "relations", employee_id, day=await today_of(uow))
    return Page(items=[RelationOut.model_validate(row) for row in rows], next=None)


@router.post(
    "/employees/{employee_id}/relations",
    operation_id="create_employee_relation",
    summary="Catat: hubungan keluarga (add to declared relatives)",
    status_code=status.HTTP_201_CREATED,
)
async def create_employee_relation(
    principal: Annotated[Principal, requires(Permission.EMPLOYEE_MANAGE)],
    uow: Creating,
    employee_id: UUID,
    given: RelationIn,
    response: Response,
) -> RelationOut:
    """Catat hubungan keluarga antarpegawai, untuk mencegah benturan kepentingan.

    Record a relative among the employees, against conflicts of interest.
    """
    row = await service.add_relation(uow, principal, employee_id, given)
    tell_created(response, f"/v1/employees/{employee_id}/relations")
    return RelationOut.model_validate(row)
