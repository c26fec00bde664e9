"""HTTP of the follow-ups of review meetings."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.schemas.meetings import FollowUpOut, FollowUpStepIn
from kinerja_api.feedback.service import follow_ups
from kinerja_api.feedback.types import FollowUpFilter, FollowUpStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("feedback")

Reader = Annotated[Principal, requires(Permission.REVIEW_MEETING_READ)]
Writer = Annotated[Principal, requires(Permission.REVIEW_MEETING_WRITE)]


@router.get("/follow-ups", operation_id="list_follow_ups", summary="Daftar tindak lanjut (list follow-ups)")
async def list_follow_ups(
    principal: Reader,
    uow: Reading,
    page: Paging,
    meeting_id: Annotated[UUID | None, Query(description="Rapat. Meeting.")] = None,
    employee_id: Annotated[UUID | None, Query(description="Penanggung jawab. Who is responsible.")] = None,
    follow_up_status: Annotated[FollowUpStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[FollowUpOut]:
    """Tindak lanjut Anda, dari rapat yang Anda ikuti, dan dari orang yang Anda pimpin, terbaru lebih dulu.

    Your own follow-ups, those of meetings that you see, and those of the people you lead, newest first.
    """
    wanted = FollowUpFilter(meeting_id=meeting_id, employee_id=employee_id, status=follow_up_status)
    return await follow_ups.list_follow_ups(uow, principal, wanted, page)


@router.get(
    "/follow-ups/{follow_up_id}", operation_id="read_follow_up", summary="Baca tindak lanjut (read a follow-up)"
)
async def read_follow_up(principal: Reader, uow: Reading, follow_up_id: UUID, response: Response) -> FollowUpOut:
    """Satu tindak lanjut dengan tenggat dan pengingatnya.

    One follow-up with its day and its reminders.
    """
    follow_up = await follow_ups.read_follow_up(uow, principal, follow_up_id)
    tell_version(response, follow_up.version)
    return follow_up


@router.get(
    "/follow-ups/{follow_up_id}/transitions",
    operation_id="list_follow_up_transitions",
    summary="Riwayat dan langkah tindak lanjut (life of a follow-up)",
)
async def list_follow_up_transitions(
    principal: Reader, uow: Reading, follow_up_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await follow_ups.list_follow_up_transitions(uow, principal, follow_up_id, language)


@router.post(
    "/follow-ups/{follow_up_id}/transitions",
    operation_id="step_follow_up",
    summary="Selesaikan, hentikan, atau perpanjang (steps of a follow-up)",
    openapi_extra=body_example({"name": "finish", "note": "Jadwal loket baru berlaku sejak 4 Januari."}),
)
async def step_follow_up(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    follow_up_id: UUID,
    step: FollowUpStepIn,
    response: Response,
) -> FollowUpOut:
    """Penanggung jawab: finish dengan hasilnya. Pimpinan rapat: drop, extend, atau reopen dengan alasan.

    Sistem sendiri mencatat yang lewat tenggat (lapse) pada akhir hari tenggat.

    Whoever is responsible finishes it with what came of it. The leader drops it, gives it more time (extend) or opens
    it again (reopen), each with the reason. The system notes what is overdue (lapse) when the day has ended.
    """
    follow_up = await follow_ups.step_follow_up(uow, principal, follow_up_id, expected, step)
    tell_version(response, follow_up.version)
    return follow_up
