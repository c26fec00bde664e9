"""HTTP of realizations and their evidence."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version, written
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.http.uploads import Files, Upload, document_upload, to_be_saved, upload_with
from kinerja_api.realizations.schemas import (
    EvidenceFileIn,
    EvidenceLinkIn,
    EvidenceOut,
    RealizationIn,
    RealizationOut,
    RealizationPut,
    RealizationRow,
    RevisionOut,
    StepIn,
)
from kinerja_api.realizations.service import evidence as evidence_service
from kinerja_api.realizations.service import realizations as service
from kinerja_api.realizations.types import RealizationStatus

router = api_router("realizations")

Reader = Annotated[Principal, requires(Permission.REALIZATION_READ)]
Writer = Annotated[Principal, requires(Permission.REALIZATION_WRITE)]

FILE_BODY = document_upload(
    EvidenceFileIn,
    description="Satu berkas PDF, PNG, JPEG, XLSX, DOCX, CSV, atau TXT, paling besar 10 MiB. "
    "One file PDF, PNG, JPEG, XLSX, DOCX, CSV or TXT, at most 10 MiB.",
    example={"title": "Laporan triwulan I"},
)
FILE_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Isi berkas. The content of the file.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "Tidak berubah. Not modified."},
}


@router.get("/realizations", operation_id="list_realizations", summary="Daftar realisasi (list realizations)")
async def list_realizations(  # noqa: PLR0913, PLR0917  each filter is a parameter of the address
    principal: Reader,
    uow: Reading,
    page: Paging,
    plan_id: Annotated[UUID | None, Query(description="Hanya dari SKP ini. Only of this plan.")] = None,
    period_id: Annotated[UUID | None, Query(description="Hanya periode ini. Only of this period.")] = None,
    realization_status: Annotated[RealizationStatus | None, Query(alias="status", description="Status. State.")] = None,
    late: Annotated[
        bool | None, Query(description="Hanya yang terlambat, atau tepat waktu. Only late, or in time.")
    ] = None,
) -> Page[RealizationRow]:
    """Realisasi yang boleh Anda lihat: milik sendiri dan milik yang Anda pimpin; pengelola dan auditor melihat semua.

    Ketua tim kerja melihat juga realisasi anggota timnya. Dengan `plan_id`: semua yang Anda lihat dari SKP itu, juga
    sebagai pejabat penilai sebelumnya.
    The realizations you may see: your own and those of the people you lead; HR and auditors see all. The lead of a work
    team also sees those of its members. With `plan_id` all that you see of that plan, also as its former rating
    official.
    """
    return await service.list_realizations(
        uow, principal, plan_id=plan_id, period_id=period_id, status=realization_status, is_late=late, page=page
    )


@router.post(
    "/realizations",
    operation_id="create_realization",
    summary="Laporkan realisasi (report a realization)",
    status_code=status.HTTP_201_CREATED,
    response_model=RealizationOut,
)
async def create_realization(principal: Writer, uow: Creating, given: RealizationIn) -> Response:
    """Laporkan apa yang dicapai pada satu indikator SKP Anda dalam satu periode yang terbuka; mulai sebagai draf.

    Report what was achieved on an indicator of your own agreed plan in an open period; it begins as a draft. The
    server computes how far the target is reached. Above the bound of the agency's policy (120 % by default) a reason is
    demanded in `excess_reason`; far above it (1000 % by default) the report is refused. After the deadline of the
    period a report is marked late, and after the days that the policy allows it is taken no more.
    """
    drafted = await service.report_realization(uow, principal, given)
    answer = written(drafted.document, version=drafted.version, status=status.HTTP_201_CREATED)
    tell_created(answer, f"/v1/realizations/{drafted.id}")
    return answer


@router.get(
    "/realizations/{realization_id}",
    operation_id="read_realization",
    summary="Baca realisasi (read a realization)",
    response_model=RealizationOut,
)
async def read_realization(principal: Reader, uow: Reading, realization_id: UUID) -> Response:
    """Satu realisasi dengan bukti dukungnya; ETag-nya berlaku untuk semua perubahan di dalamnya.

    One realization with its evidence; its ETag is the one for every change inside it.
    """
    found = await service.read_realization(uow, principal, realization_id)
    return written(found.document, version=found.version)


@router.put(
    "/realizations/{realization_id}",
    operation_id="change_realization",
    summary="Ubah realisasi (change a realization)",
)
async def change_realization(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    realization_id: UUID,
    given: RealizationPut,
    response: Response,
) -> RealizationOut:
    """Ganti isi realisasi selama draf atau dikembalikan dan periodenya terbuka. Yang pernah diajukan tetap tersimpan.

    Replace a realization while it is a draft or returned and its period is open. What was submitted before is kept.
    """
    realization = await service.change_realization(uow, principal, realization_id, expected, given)
    tell_version(response, realization.version)
    return realization


@router.get(
    "/realizations/{realization_id}/revisions",
    operation_id="list_realization_revisions",
    summary="Riwayat isi realisasi (what was submitted)",
)
async def list_realization_revisions(principal: Reader, uow: Reading, realization_id: UUID) -> Page[RevisionOut]:
    """Semua yang pernah diajukan, dan apa keputusannya: nilai yang dikembalikan tetap terbaca di samping perbaikannya.

    All that was submitted and what became of it: a returned value stays readable beside its correction.
    """
    return await service.list_revisions(uow, principal, realization_id)


@router.get(
    "/realizations/{realization_id}/transitions",
    operation_id="list_realization_transitions",
    summary="Riwayat dan langkah realisasi (life of a realization)",
)
async def list_realization_transitions(
    principal: Reader, uow: Reading, realization_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await service.list_realization_transitions(uow, principal, realization_id, language)


@router.post(
    "/realizations/{realization_id}/transitions",
    operation_id="step_realization",
    summary="Ajukan, terima, atau kembalikan realisasi (submit, accept or return a realization)",
)
async def step_realization(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    realization_id: UUID,
    step: StepIn,
    response: Response,
) -> RealizationOut:
    """Langkah: submit dan withdraw oleh pegawai; accept dan return (dengan note) oleh pejabat penilai.

    Bila SKP-nya sudah berakhir (mutasi, tugas belajar), pejabat penilai pada hari terakhirnya yang meninjau.
    Steps: submit and withdraw by the employee; accept and return (with a note) by the rating official; of a plan that
    has ended (a move, study leave) by that of its last day.
    """
    realization = await service.step_realization(uow, principal, realization_id, expected, step)
    tell_version(response, realization.version)
    return realization


@router.post(
    "/realizations/{realization_id}/evidence-links",
    operation_id="create_evidence_link",
    summary="Tambah tautan bukti (add a link as evidence)",
    status_code=status.HTTP_201_CREATED,
)
async def create_evidence_link(
    principal: Writer, uow: Creating, realization_id: UUID, given: EvidenceLinkIn, response: Response
) -> EvidenceOut:
    """Tambah tautan ke bukti dukung, selama realisasi masih draf atau dikembalikan. ETag jawaban: ETag realisasi.

    Add a link to evidence while the realization is a draft or returned. The ETag is that of the realization.
    """
    evidence, version = await evidence_service.link_evidence(uow, principal, realization_id, given)
    tell_created(response, f"/v1/evidence/{evidence.id}", version)
    return evidence


@router.post(
    "/realizations/{realization_id}/evidence-files",
    operation_id="create_evidence_file",
    summary="Unggah berkas bukti (upload a file as evidence)",
    status_code=status.HTTP_201_CREATED,
    openapi_extra=FILE_BODY,
)
async def create_evidence_file(
    principal: Writer,
    upload: Annotated[Upload[EvidenceFileIn], upload_with(EvidenceFileIn)],
    uow: Creating,
    files: Files,
    realization_id: UUID,
    response: Response,
) -> EvidenceOut:
    """Unggah satu berkas sebagai bukti dukung; jenisnya dikenali dari isinya dan harus sesuai namanya.

    Upload one file as evidence; its type is told from its content and must agree with its name. Refused are archives,
    files that are locked or inflate without measure, macros, scripts and attached files, and Office files with parts
    that leave their folder or that hold an archive or a program.
    """
    evidence, version = await evidence_service.upload_evidence(
        uow,
        principal,
        realization_id,
        files=files,
        name=upload.name,
        title=upload.fields.title,
        content=upload.content,
    )
    tell_created(response, f"/v1/evidence/{evidence.id}", version)
    return evidence


@router.get("/evidence/{evidence_id}", operation_id="read_evidence", summary="Baca bukti dukung (read evidence)")
async def read_evidence(principal: Reader, uow: Reading, evidence_id: UUID, response: Response) -> EvidenceOut:
    """Catatan satu bukti dukung; ETag-nya adalah ETag realisasinya.

    The record of one piece of evidence; its ETag is that of its realization.
    """
    evidence, version = await evidence_service.read_evidence(uow, principal, evidence_id)
    tell_version(response, version)
    return evidence


@router.get(
    "/evidence/{evidence_id}/content",
    operation_id="read_evidence_content",
    summary="Unduh berkas bukti (download a file)",
    response_class=Response,
    responses=FILE_CONTENT,
)
async def read_evidence_content(principal: Reader, uow: Reading, files: Files, evidence_id: UUID) -> Response:
    """Isi berkas, persis seperti diunggah; selalu diunduh, tidak pernah dibuka di dalam peramban.

    The content of the file exactly as it was uploaded; always saved, never opened inside the browser.
    """
    evidence, content = await evidence_service.read_evidence_file(uow, principal, evidence_id, files=files)
    headers = {"ETag": f'"{evidence.sha256}"', "Content-Disposition": to_be_saved(evidence.file_name or "")}
    return Response(content, headers=headers, media_type=evidence.media_type)


@router.delete(
    "/evidence/{evidence_id}",
    operation_id="delete_evidence",
    summary="Hapus bukti dukung (remove evidence)",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_evidence(principal: Writer, expected: ExpectedVersion, uow: Writing, evidence_id: UUID) -> None:
    """Hapus bukti dukung selama realisasinya masih draf atau dikembalikan; jejaknya tetap tercatat.

    Remove evidence while its realization is a draft or returned; the trail keeps that it was there.
    """
    await evidence_service.remove_evidence(uow, principal, evidence_id, expected)
