"""HTTP of objections."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.schemas.objections import (
    ObjectionIn,
    ObjectionOut,
    ObjectionRow,
    ObjectionStepIn,
    StatementIn,
)
from kinerja_api.evaluations.service import objections
from kinerja_api.evaluations.types import ObjectionFilter, ObjectionStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("evaluations")

Reader = Annotated[Principal, requires(Permission.OBJECTION_READ)]
Writer = Annotated[Principal, requires(Permission.OBJECTION_WRITE)]


@router.get("/objections", operation_id="list_objections", summary="Daftar keberatan (list objections)")
async def list_objections(  # noqa: PLR0913, PLR0917  filters are query parameters
    principal: Reader,
    uow: Reading,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    unit_id: Annotated[UUID | None, Query(description="Unit.")] = None,
    objection_status: Annotated[ObjectionStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[ObjectionRow]:
    """Keberatan Anda, keberatan yang harus Anda jawab atau putus, dan keberatan di unit yang Anda pimpin.

    Your own objections, those that you answer or decide, and those in the units that you lead; HR and auditors see
    all, with the clock of each.
    """
    wanted = ObjectionFilter(cycle_id=cycle_id, employee_id=employee_id, unit_id=unit_id, status=objection_status)
    return await objections.list_objections(uow, principal, wanted, page)


@router.post(
    "/objections",
    operation_id="create_objection",
    summary="Ajukan keberatan (object to an evaluation)",
    status_code=status.HTTP_201_CREATED,
)
async def create_objection(principal: Writer, uow: Creating, given: ObjectionIn, response: Response) -> ObjectionOut:
    """Ajukan keberatan atas evaluasi Anda kepada atasan pejabat penilai, dengan alasan, dalam batas waktunya.

    Siapa yang memutus ditentukan oleh susunan unit, bukan dipilih. Satu keberatan untuk satu evaluasi; putusannya
    final (PP 30/2019 Pasal 59).

    Object to your evaluation with your reasons, within the time given. The superior of the rating official decides,
    named by the tree of units and not chosen. One objection to an evaluation; its decision is final.
    """
    objection = await objections.file_objection(uow, principal, given)
    tell_created(response, f"/v1/objections/{objection.id}", objection.version)
    return objection


@router.get("/objections/{objection_id}", operation_id="read_objection", summary="Baca keberatan (read an objection)")
async def read_objection(principal: Reader, uow: Reading, objection_id: UUID, response: Response) -> ObjectionOut:
    """Satu keberatan dengan keterangan kedua pihak, batas waktu, dan putusannya.

    One objection with what both sides said, its clock and its decision.
    """
    objection = await objections.read_objection(uow, principal, objection_id)
    tell_version(response, objection.version)
    return objection


@router.post(
    "/objections/{objection_id}/statements",
    operation_id="create_objection_statement",
    summary="Beri keterangan atas keberatan (make a statement)",
    status_code=status.HTTP_201_CREATED,
)
async def create_objection_statement(
    principal: Writer, uow: Creating, objection_id: UUID, given: StatementIn, response: Response
) -> ObjectionOut:
    """Keterangan pegawai atau pejabat penilai; atasan yang memeriksa mencatat yang didengarnya dengan `side`.

    What the employee or the rating official says; whoever examines records what was heard and names the `side`. Until
    the decision.
    """
    objection = await objections.state_on_objection(uow, principal, objection_id, given)
    tell_created(response, f"/v1/objections/{objection.id}", objection.version)
    return objection


@router.get(
    "/objections/{objection_id}/transitions",
    operation_id="list_objection_transitions",
    summary="Riwayat dan langkah keberatan (life of an objection)",
)
async def list_objection_transitions(
    principal: Reader, uow: Reading, objection_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await objections.list_objection_transitions(uow, principal, objection_id, language)


@router.post(
    "/objections/{objection_id}/transitions",
    operation_id="step_objection",
    summary="Periksa, putus, teruskan, atau sampaikan (steps of an objection)",
    openapi_extra=body_example({"name": "examine"}),
)
async def step_objection(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    objection_id: UUID,
    step: ObjectionStepIn,
    response: Response,
) -> ObjectionOut:
    """Atasan pejabat penilai: examine, lalu uphold atau change (dengan `note` dan rating baru), lalu convey.

    Putusan change menerbitkan revisi evaluasi. Yang lewat waktu diteruskan ke atasan berikutnya (escalate) oleh pegawai
    atau pengelola kepegawaian; sistem melakukannya sendiri pada akhir hari batas.

    The superior of the rating official examines, then upholds or changes (with the reasons in `note` and the new
    ratings), then conveys. A change issues the next revision of the evaluation. What is overdue is escalated to the
    next superior by the employee or HR; the system does so by itself when the day has ended.
    """
    objection = await objections.step_objection(uow, principal, objection_id, expected, step)
    tell_version(response, objection.version)
    return objection
