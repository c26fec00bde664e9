"""HTTP of notes for improvement."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.schemas.notes import NoteFollowUpIn, NoteIn, NoteOut, NoteRow, NoteStepIn
from kinerja_api.feedback.service import notes
from kinerja_api.feedback.types import NoteFilter, NoteKind, NoteStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("feedback")

Reader = Annotated[Principal, requires(Permission.IMPROVEMENT_NOTE_READ)]
Writer = Annotated[Principal, requires(Permission.IMPROVEMENT_NOTE_WRITE)]


@router.get(
    "/improvement-notes",
    operation_id="list_improvement_notes",
    summary="Daftar catatan perbaikan (list notes for improvement)",
)
async def list_improvement_notes(  # noqa: PLR0913, PLR0917  filters are query parameters
    principal: Reader,
    uow: Reading,
    page: Paging,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    unit_id: Annotated[UUID | None, Query(description="Unit.")] = None,
    kind: Annotated[NoteKind | None, Query(description="Jenis. Kind.")] = None,
    note_status: Annotated[NoteStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[NoteRow]:
    """Catatan tentang Anda, yang Anda buat, dan tentang yang Anda pimpin, terbaru lebih dulu.

    The notes on you, those that you made, and those on the people you lead, newest first, each with whether it counts.
    """
    wanted = NoteFilter(employee_id=employee_id, unit_id=unit_id, kind=kind, status=note_status)
    return await notes.list_notes(uow, principal, wanted, page)


@router.post(
    "/improvement-notes",
    operation_id="create_improvement_note",
    summary="Buat catatan perbaikan (note what is to be improved)",
    status_code=status.HTTP_201_CREATED,
)
async def create_improvement_note(principal: Writer, uow: Creating, given: NoteIn, response: Response) -> NoteOut:
    """Pimpinan mencatat keterlambatan atau ketidakpuasan masyarakat dengan fakta dan sumbernya.

    Pegawai langsung melihatnya dan menjawabnya; catatan yang tidak pernah dapat dijawab pegawai tidak dihitung.

    Those above an employee note late work or the dissatisfaction of citizens, with the fact and its source. The
    employee sees it at once and answers it; a note that the employee never could answer does not count.
    """
    note = await notes.make_note(uow, principal, given)
    tell_created(response, f"/v1/improvement-notes/{note.id}", note.version)
    return note


@router.get(
    "/improvement-notes/{note_id}",
    operation_id="read_improvement_note",
    summary="Baca catatan perbaikan (read a note for improvement)",
)
async def read_improvement_note(principal: Reader, uow: Reading, note_id: UUID, response: Response) -> NoteOut:
    """Satu catatan dengan jawaban pegawai, perbaikan yang disepakati, perkembangan, dan hasilnya.

    One note with the employee's answer, the improvement that was agreed on, what came of it, and the outcome.
    """
    note = await notes.read_note(uow, principal, note_id)
    tell_version(response, note.version)
    return note


@router.post(
    "/improvement-notes/{note_id}/follow-ups",
    operation_id="create_improvement_note_follow_up",
    summary="Tulis perkembangan (write what came of it)",
    status_code=status.HTTP_201_CREATED,
)
async def create_improvement_note_follow_up(
    principal: Writer, uow: Creating, note_id: UUID, given: NoteFollowUpIn, response: Response
) -> NoteOut:
    """Perkembangan perbaikan yang disepakati, ditulis pegawai atau pimpinannya sampai catatan ditutup.

    What came of the agreed improvement, written by the employee or the superior until the note is closed.
    """
    note = await notes.report_on_note(uow, principal, note_id, given)
    tell_created(response, f"/v1/improvement-notes/{note.id}", note.version)
    return note


@router.get(
    "/improvement-notes/{note_id}/transitions",
    operation_id="list_improvement_note_transitions",
    summary="Riwayat dan langkah catatan perbaikan (life of a note for improvement)",
)
async def list_improvement_note_transitions(
    principal: Reader, uow: Reading, note_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await notes.list_note_transitions(uow, principal, note_id, language)


@router.post(
    "/improvement-notes/{note_id}/transitions",
    operation_id="step_improvement_note",
    summary="Jawab, sepakati perbaikan, atau tutup (steps of a note for improvement)",
    openapi_extra=body_example({"name": "answer", "note": "Data dari puskesmas pembantu datang terlambat."}),
)
async def step_improvement_note(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    note_id: UUID,
    step: NoteStepIn,
    response: Response,
) -> NoteOut:
    """Pegawai: answer, lalu agree atau decline. Pimpinan: propose (dengan `improve_by`), close, atau withdraw.

    Usulan perbaikan baru dapat dibuat setelah pegawai menjawab atau waktu menjawabnya habis.

    The employee answers, then agrees to the improvement or declines it. The superior proposes it (with `improve_by`)
    once the employee has answered or the time to answer is over, closes the note with its outcome, or withdraws it.
    """
    note = await notes.step_note(uow, principal, note_id, expected, step)
    tell_version(response, note.version)
    return note
