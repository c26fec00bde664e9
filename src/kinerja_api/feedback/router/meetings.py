"""HTTP of review meetings."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.schemas.meetings import (
    AdditionIn,
    FollowUpIn,
    FollowUpOut,
    MeetingIn,
    MeetingOut,
    MeetingPut,
    MeetingRow,
    MinutesIn,
)
from kinerja_api.feedback.service import follow_ups, meetings
from kinerja_api.feedback.types import MeetingFilter, MeetingStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page, StepIn

router = api_router("feedback")

Reader = Annotated[Principal, requires(Permission.REVIEW_MEETING_READ)]
Writer = Annotated[Principal, requires(Permission.REVIEW_MEETING_WRITE)]


@router.get(
    "/review-meetings",
    operation_id="list_review_meetings",
    summary="Daftar rapat evaluasi (list review meetings)",
)
async def list_review_meetings(  # noqa: PLR0913, PLR0917  filters are query parameters
    principal: Reader,
    uow: Reading,
    page: Paging,
    unit_id: Annotated[UUID | None, Query(description="Unit.")] = None,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    period_id: Annotated[UUID | None, Query(description="Periode. Period.")] = None,
    meeting_status: Annotated[MeetingStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[MeetingRow]:
    """Rapat yang Anda pimpin atau ikuti, dan rapat di unit yang Anda pimpin, terbaru lebih dulu.

    The meetings that you lead or take part in, and those of the units that you lead, newest first; HR and auditors see
    all of the agency.
    """
    wanted = MeetingFilter(unit_id=unit_id, cycle_id=cycle_id, period_id=period_id, status=meeting_status)
    return await meetings.list_meetings(uow, principal, wanted, page)


@router.post(
    "/review-meetings",
    operation_id="create_review_meeting",
    summary="Adakan rapat evaluasi (call a review meeting)",
    status_code=status.HTTP_201_CREATED,
)
async def create_review_meeting(principal: Writer, uow: Creating, given: MeetingIn, response: Response) -> MeetingOut:
    """Pimpinan unit merencanakan rapat evaluasi suatu periode: waktu, tempat, agenda, dan peserta dari unitnya.

    Whoever leads the unit plans a meeting on its work in a period: time, place, agenda, and participants who hold a
    post in the unit or below it today.
    """
    meeting = await meetings.call_meeting(uow, principal, given)
    tell_created(response, f"/v1/review-meetings/{meeting.id}", meeting.version)
    return meeting


@router.get(
    "/review-meetings/{meeting_id}",
    operation_id="read_review_meeting",
    summary="Baca rapat evaluasi (read a review meeting)",
)
async def read_review_meeting(principal: Reader, uow: Reading, meeting_id: UUID, response: Response) -> MeetingOut:
    """Satu rapat dengan agenda, peserta, notula, keputusan, tambahan, dan tindak lanjutnya.

    One meeting with its agenda, participants, minutes, decisions, additions and follow-ups.
    """
    meeting = await meetings.read_meeting(uow, principal, meeting_id)
    tell_version(response, meeting.version)
    return meeting


@router.put(
    "/review-meetings/{meeting_id}",
    operation_id="change_review_meeting",
    summary="Ubah rencana rapat (change the plan of a meeting)",
)
async def change_review_meeting(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    meeting_id: UUID,
    given: MeetingPut,
    response: Response,
) -> MeetingOut:
    """Ganti waktu, tempat, agenda, dan peserta selama rapat belum dilaksanakan.

    Replace time, place, agenda and participants as long as the meeting was not held.
    """
    meeting = await meetings.change_meeting(uow, principal, meeting_id, expected, given)
    tell_version(response, meeting.version)
    return meeting


@router.put(
    "/review-meetings/{meeting_id}/minutes",
    operation_id="put_review_meeting_minutes",
    summary="Tulis notula rapat (write the minutes)",
)
async def put_review_meeting_minutes(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    meeting_id: UUID,
    given: MinutesIn,
    response: Response,
) -> MeetingOut:
    """Pimpinan rapat atau notulis menulis notula, keputusan, dan siapa yang hadir, sampai notula disahkan.

    The leader or the minute taker writes the minutes, the decisions and who was there, until the minutes are confirmed.
    """
    meeting = await meetings.write_minutes(uow, principal, meeting_id, expected, given)
    tell_version(response, meeting.version)
    return meeting


@router.post(
    "/review-meetings/{meeting_id}/additions",
    operation_id="create_review_meeting_addition",
    summary="Tambah pada notula yang sudah disahkan (add to confirmed minutes)",
    status_code=status.HTTP_201_CREATED,
)
async def create_review_meeting_addition(
    principal: Writer, uow: Creating, meeting_id: UUID, given: AdditionIn, response: Response
) -> MeetingOut:
    """Notula yang disahkan tidak pernah berubah; pembetulan dan tambahan pesertanya berdiri di sampingnya.

    Confirmed minutes never change; what participants correct or add stands beside them, with name and time.
    """
    meeting = await meetings.add_to_minutes(uow, principal, meeting_id, given)
    tell_created(response, f"/v1/review-meetings/{meeting.id}", meeting.version)
    return meeting


@router.post(
    "/review-meetings/{meeting_id}/follow-ups",
    operation_id="create_follow_up",
    summary="Tetapkan tindak lanjut (agree on a follow-up)",
    status_code=status.HTTP_201_CREATED,
)
async def create_follow_up(
    principal: Writer, uow: Creating, meeting_id: UUID, given: FollowUpIn, response: Response
) -> FollowUpOut:
    """Apa yang dikerjakan siapa sampai kapan; penanggung jawabnya peserta rapat, dan sistem mengingatkannya.

    What is done by whom until when. A participant is responsible, and is reminded three days before, on the day, on
    the day after and then every week.
    """
    follow_up = await follow_ups.agree_follow_up(uow, principal, meeting_id, given)
    tell_created(response, f"/v1/follow-ups/{follow_up.id}", follow_up.version)
    return follow_up


@router.get(
    "/review-meetings/{meeting_id}/transitions",
    operation_id="list_review_meeting_transitions",
    summary="Riwayat dan langkah rapat (life of a review meeting)",
)
async def list_review_meeting_transitions(
    principal: Reader, uow: Reading, meeting_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await meetings.list_meeting_transitions(uow, principal, meeting_id, language)


@router.post(
    "/review-meetings/{meeting_id}/transitions",
    operation_id="step_review_meeting",
    summary="Laksanakan, sahkan notula, atau batalkan (steps of a review meeting)",
    openapi_extra=body_example({"name": "cancel", "note": "Digabung dengan rapat dinas."}),
)
async def step_review_meeting(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    meeting_id: UUID,
    step: StepIn,
    response: Response,
) -> MeetingOut:
    """Pimpinan rapat: hold setelah rapat dimulai, confirm setelah notula ditulis, atau cancel dengan alasan.

    The leader: hold once the meeting has begun, confirm once the minutes are written, or cancel with the reason.
    """
    meeting = await meetings.step_meeting(uow, principal, meeting_id, expected, step)
    tell_version(response, meeting.version)
    return meeting
