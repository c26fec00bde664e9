"""HTTP of feedback."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.schemas import FeedbackIn, FeedbackOut, StepIn
from kinerja_api.feedback.service import remarks
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("feedback")

Reader = Annotated[Principal, requires(Permission.FEEDBACK_READ)]
Writer = Annotated[Principal, requires(Permission.FEEDBACK_WRITE)]


@router.get("/feedback", operation_id="list_feedback", summary="Daftar umpan balik (list feedback)")
async def list_feedback(
    principal: Reader,
    uow: Reading,
    page: Paging,
    plan_id: Annotated[UUID | None, Query(description="Hanya tentang SKP ini. Only on this plan.")] = None,
) -> Page[FeedbackOut]:
    """Umpan balik yang boleh Anda lihat, terbaru lebih dulu: tentang Anda, dari Anda, dan tentang yang Anda pimpin.

    Dengan `plan_id` juga umpan balik atas SKP yang Anda evaluasi sebagai pejabat penilai sebelumnya.
    The feedback you may see, newest first: about you, by you, and about the people you lead. With `plan_id` also that
    on a plan which you evaluate as its former rating official.
    """
    return await remarks.list_feedback(uow, principal, plan_id=plan_id, page=page)


@router.post(
    "/feedback",
    operation_id="create_feedback",
    summary="Beri umpan balik (give feedback)",
    status_code=status.HTTP_201_CREATED,
)
async def create_feedback(principal: Writer, uow: Creating, given: FeedbackIn, response: Response) -> FeedbackOut:
    """Beri umpan balik kapan saja kepada pegawai yang Anda pimpin, anggota tim, rekan kerja, atau pimpinan.

    Ketua tim kerja memberi umpan balik sebagai `team_lead`, rekan tim dari unit lain sebagai `peer`. Isinya tidak
    berubah.

    Give feedback at any time to those you lead, members of your team, peers or those above you. The lead of a work team
    speaks as `team_lead`, a team mate of another unit as `peer`. What was said does not change.
    """
    feedback = await remarks.give_feedback(uow, principal, given)
    tell_created(response, f"/v1/feedback/{feedback.id}", feedback.version)
    return feedback


@router.get("/feedback/{feedback_id}", operation_id="read_feedback", summary="Baca umpan balik (read feedback)")
async def read_feedback(principal: Reader, uow: Reading, feedback_id: UUID, response: Response) -> FeedbackOut:
    """Satu umpan balik.

    One remark.
    """
    feedback = await remarks.read_feedback(uow, principal, feedback_id)
    tell_version(response, feedback.version)
    return feedback


@router.get(
    "/feedback/{feedback_id}/transitions",
    operation_id="list_feedback_transitions",
    summary="Riwayat dan langkah umpan balik (life of feedback)",
)
async def list_feedback_transitions(
    principal: Reader, uow: Reading, feedback_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await remarks.list_feedback_transitions(uow, principal, feedback_id, language)


@router.post(
    "/feedback/{feedback_id}/transitions",
    operation_id="step_feedback",
    summary="Nyatakan sudah membaca umpan balik (acknowledge feedback)",
)
async def step_feedback(
    principal: Writer, expected: ExpectedVersion, uow: Writing, feedback_id: UUID, step: StepIn, response: Response
) -> FeedbackOut:
    """Langkah: acknowledge, oleh pegawai yang dituju.

    Step: acknowledge, by the employee whom it is about.
    """
    feedback = await remarks.step_feedback(uow, principal, feedback_id, expected, step)
    tell_version(response, feedback.version)
    return feedback
