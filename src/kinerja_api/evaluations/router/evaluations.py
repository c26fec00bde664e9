"""HTTP of evaluations."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.schemas import (
    EvaluationExplanationOut,
    EvaluationIn,
    EvaluationOut,
    EvaluationPut,
    EvaluationRow,
    StepIn,
)
from kinerja_api.evaluations.service import evaluations
from kinerja_api.evaluations.types import EvaluationFilter, EvaluationScope, EvaluationStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("evaluations")

Reader = Annotated[Principal, requires(Permission.EVALUATION_READ)]
Writer = Annotated[Principal, requires(Permission.EVALUATION_WRITE)]


@router.get("/evaluations", operation_id="list_evaluations", summary="Daftar evaluasi (list evaluations)")
async def list_evaluations(  # noqa: PLR0913, PLR0917  filters are query parameters
    principal: Reader,
    uow: Reading,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    period_id: Annotated[UUID | None, Query(description="Hanya periode ini. Only this period.")] = None,
    scope: Annotated[EvaluationScope | None, Query(description="Periodik atau tahunan. Periodic or annual.")] = None,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    unit_id: Annotated[UUID | None, Query(description="Unit.")] = None,
    plan_id: Annotated[UUID | None, Query(description="SKP, dengan semua revisinya. Plan, all revisions.")] = None,
    is_current: Annotated[
        bool | None, Query(description="Hanya yang berlaku, atau hanya yang lain. Only those in force, or the rest.")
    ] = None,
    evaluation_status: Annotated[EvaluationStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[EvaluationRow]:
    """Evaluasi Anda yang sudah diterbitkan dan evaluasi yang Anda pimpin; PPK, pengelola, dan auditor melihat semua.

    Your own evaluations once issued, and those of the people you lead; the PPK, HR and auditors see all.
    """
    wanted = EvaluationFilter(
        plan_id=plan_id,
        cycle_id=cycle_id,
        period_id=period_id,
        scope=scope,
        employee_id=employee_id,
        unit_id=unit_id,
        status=evaluation_status,
        is_current=is_current,
    )
    return await evaluations.list_evaluations(uow, principal, wanted, page)


@router.post(
    "/evaluations",
    operation_id="create_evaluation",
    summary="Evaluasi pegawai (evaluate an employee)",
    status_code=status.HTTP_201_CREATED,
)
async def create_evaluation(principal: Writer, uow: Creating, given: EvaluationIn, response: Response) -> EvaluationOut:
    """Tetapkan rating hasil kerja dan perilaku; predikatnya mengikuti matriks. Mulai sebagai draf.

    Untuk satu periode atau setahun. Pimpinan unit memakai capaian organisasinya sebagai rating hasil kerja. SKP yang
    berakhir karena pindah jabatan dinilai penilai lama sampai serah terima; penilai terakhir menetapkan hasil tahunan
    dengan mempertimbangkan dokumen itu (`considered`).

    Rate work result and behaviour of an employee for a period or the year; the predicate follows from the matrix. The
    head of a unit takes the organisation's result. It begins as a draft. A plan that ended with a move is evaluated up
    to the hand-over by the official of that day; the last official sets the annual result and considers that document.
    """
    evaluation = await evaluations.draft_evaluation(uow, principal, given)
    tell_created(response, f"/v1/evaluations/{evaluation.id}", evaluation.version)
    return evaluation


@router.get(
    "/evaluations/{evaluation_id}", operation_id="read_evaluation", summary="Baca evaluasi (read an evaluation)"
)
async def read_evaluation(principal: Reader, uow: Reading, evaluation_id: UUID, response: Response) -> EvaluationOut:
    """Satu evaluasi; pegawai melihatnya setelah diterbitkan.

    One evaluation; the employee sees it once it is issued.
    """
    evaluation = await evaluations.read_evaluation(uow, principal, evaluation_id)
    tell_version(response, evaluation.version)
    return evaluation


@router.put("/evaluations/{evaluation_id}", operation_id="change_evaluation", summary="Ubah evaluasi (change a draft)")
async def change_evaluation(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    evaluation_id: UUID,
    given: EvaluationPut,
    response: Response,
) -> EvaluationOut:
    """Ganti rating selama evaluasi masih draf.

    Replace the ratings while the evaluation is a draft.
    """
    evaluation = await evaluations.change_evaluation(uow, principal, evaluation_id, expected, given)
    tell_version(response, evaluation.version)
    return evaluation


@router.get(
    "/evaluations/{evaluation_id}/explanation",
    operation_id="read_evaluation_explanation",
    summary="Penjelasan predikat (why this predicate)",
)
async def read_evaluation_explanation(
    principal: Reader, uow: Reading, evaluation_id: UUID, language: InLanguage
) -> EvaluationExplanationOut:
    """Mengapa predikatnya demikian: kalimat, pasal, catatan, dan setiap langkah perhitungan.

    Why the predicate is what it is: sentences, articles, remarks and every step of the computation.
    """
    return await evaluations.explain_evaluation(uow, principal, evaluation_id, language)


@router.get(
    "/evaluations/{evaluation_id}/transitions",
    operation_id="list_evaluation_transitions",
    summary="Riwayat dan langkah evaluasi (life of an evaluation)",
)
async def list_evaluation_transitions(
    principal: Reader, uow: Reading, evaluation_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await evaluations.list_evaluation_transitions(uow, principal, evaluation_id, language)


@router.post(
    "/evaluations/{evaluation_id}/transitions",
    operation_id="step_evaluation",
    summary="Terbitkan, terima, tolak, atau buka kembali evaluasi (steps of an evaluation)",
    openapi_extra=body_example({"name": "issue"}),
)
async def step_evaluation(
    principal: Writer, expected: ExpectedVersion, uow: Writing, evaluation_id: UUID, step: StepIn, response: Response
) -> EvaluationOut:
    """Pejabat penilai menerbitkan; pegawai menerima atau menolak; atasan pejabat penilai membuka kembali.

    `note` wajib untuk reject dan reopen, dan untuk issue bila sebaran unit menyimpang dari pola. Evaluasi yang dibuka
    kembali tetap berlaku sampai revisi berikutnya terbit.

    The rating official issues; the employee acknowledges or rejects; a superior of the official reopens. A note is
    demanded to reject and to reopen, and to issue when the unit departs from the pattern. What is reopened stays in
    force until the next revision is issued.
    """
    evaluation = await evaluations.step_evaluation(uow, principal, evaluation_id, expected, step)
    tell_version(response, evaluation.version)
    return evaluation
