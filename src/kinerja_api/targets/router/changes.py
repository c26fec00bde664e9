"""HTTP of requests to change an agreed plan."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.targets.router.plans import Reader, Writer
from kinerja_api.targets.schemas import StepIn
from kinerja_api.targets.schemas.changes import ChangeRequestIn, ChangeRequestOut, ChangeRequestRow
from kinerja_api.targets.service import changes as service
from kinerja_api.targets.types import ChangeRequestStatus

router = api_router("targets")


@router.get(
    "/plan-change-requests",
    operation_id="list_plan_change_requests",
    summary="Daftar permintaan perubahan SKP (list plan change requests)",
)
async def list_plan_change_requests(
    principal: Reader,
    uow: Reading,
    page: Paging,
    plan_id: Annotated[UUID | None, Query(description="Hanya tentang SKP ini. Only about this plan.")] = None,
    request_status: Annotated[
        ChangeRequestStatus | None, Query(alias="status", description="Status permintaan. State.")
    ] = None,
) -> Page[ChangeRequestRow]:
    """Permintaan perubahan SKP yang boleh Anda lihat, terbaru lebih dulu: riwayat perubahan sebuah SKP.

    The change requests you may see, newest first: the history of changes of a plan.
    """
    return await service.list_changes(uow, principal, plan_id=plan_id, status=request_status, page=page)


@router.post(
    "/plan-change-requests",
    operation_id="create_plan_change_request",
    summary="Minta perubahan SKP (ask for a change of an agreed plan)",
    status_code=status.HTTP_201_CREATED,
)
async def create_plan_change_request(
    principal: Writer, uow: Creating, given: ChangeRequestIn, response: Response
) -> ChangeRequestOut:
    """SKP yang sudah ditetapkan hanya berubah lewat permintaan ini, dengan alasan, setelah disetujui pihak lain.

    Pegawai meminta dan pejabat penilainya memutus, atau sebaliknya. Pada `change`, indikator yang disebut dengan
    `indicator_id` tetap memegang realisasinya; yang tidak disebut dikeluarkan dari SKP.

    An agreed plan changes only through such a request, with its reason, once the other side agrees: the rating
    official decides on what the employee asks for, the employee on what the rating official asks for. In a `change`,
    indicators named by `indicator_id` keep their realizations; those not named leave the plan.
    """
    request = await service.ask_change(uow, principal, given)
    tell_created(response, f"/v1/plan-change-requests/{request.id}", request.version)
    return request


@router.get(
    "/plan-change-requests/{change_request_id}",
    operation_id="read_plan_change_request",
    summary="Baca permintaan perubahan SKP (read a plan change request)",
)
async def read_plan_change_request(
    principal: Reader, uow: Reading, change_request_id: UUID, response: Response
) -> ChangeRequestOut:
    """Alasan, perubahan yang diminta, keputusannya, dan SKP persis sebelum diubah.

    The reason, the changes asked for, the decision, and the plan just as it was before.
    """
    request = await service.read_change(uow, principal, change_request_id)
    tell_version(response, request.version)
    return request


@router.get(
    "/plan-change-requests/{change_request_id}/transitions",
    operation_id="list_plan_change_request_transitions",
    summary="Riwayat permintaan perubahan (life of a plan change request)",
)
async def list_plan_change_request_transitions(
    principal: Reader, uow: Reading, change_request_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await service.list_change_transitions(uow, principal, change_request_id, language)


@router.post(
    "/plan-change-requests/{change_request_id}/transitions",
    operation_id="step_plan_change_request",
    openapi_extra=body_example({"name": "agree"}),
    summary="Setujui, tolak, atau tarik perubahan SKP (agree, refuse or withdraw a plan change)",
)
async def step_plan_change_request(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    change_request_id: UUID,
    step: StepIn,
    response: Response,
) -> ChangeRequestOut:
    """Langkah: withdraw oleh pihak yang meminta; agree dan refuse (dengan note) oleh pihak lain. Agree mengubah SKP.

    Steps: withdraw by the side that asked; agree and refuse (with a note) by the other. Agreed, the plan changes.
    """
    request = await service.step_change(uow, principal, change_request_id, expected, step)
    tell_version(response, request.version)
    return request
