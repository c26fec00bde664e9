"""HTTP of runs that prepare evaluations."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.schemas import StepIn
from kinerja_api.evaluations.schemas.runs import EvaluationRunIn, EvaluationRunOut, OmissionOut
from kinerja_api.evaluations.service import runs
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("evaluations")

Reader = Annotated[Principal, requires(Permission.EVALUATION_READ)]
Runner = Annotated[Principal, requires(Permission.EVALUATION_RUN)]


@router.get(
    "/evaluation-runs",
    operation_id="list_evaluation_runs",
    summary="Daftar penyiapan evaluasi (list evaluation runs)",
)
async def list_evaluation_runs(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
) -> Page[EvaluationRunOut]:
    """Penyiapan evaluasi, terbaru lebih dulu, dengan kemajuan dan alasan pegawai yang dilewati.

    Runs that prepare evaluations, newest first, with their progress and why people were left out.
    """
    return await runs.list_runs(uow, principal, language, cycle_id=cycle_id, page=page)


@router.post(
    "/evaluation-runs",
    operation_id="create_evaluation_run",
    summary="Siapkan evaluasi banyak pegawai (prepare evaluations)",
    status_code=status.HTTP_202_ACCEPTED,
)
async def create_evaluation_run(
    principal: Runner, uow: Creating, given: EvaluationRunIn, language: InLanguage, response: Response
) -> EvaluationRunOut:
    """Siapkan draf evaluasi seluruh instansi atau satu unit beserta bawahannya, di latar belakang.

    Draf tidak berisi rating: pejabat penilai yang menetapkannya. Evaluasi yang sudah ada tidak disentuh. Jawabannya
    202; lihat kemajuannya di alamat pada header Location.

    Prepare draft evaluations of the whole agency, or of a unit and all below it, in the background. The drafts hold no
    ratings: those are the rating official's to give. What is there already is not touched. The answer is 202; see the
    progress at the address in the Location header.
    """
    run = await runs.start_run(uow, principal, given, language)
    tell_created(response, f"/v1/evaluation-runs/{run.id}", run.version)
    return run


@router.get(
    "/evaluation-runs/{evaluation_run_id}",
    operation_id="read_evaluation_run",
    summary="Baca penyiapan evaluasi (read an evaluation run)",
)
async def read_evaluation_run(
    principal: Reader, uow: Reading, evaluation_run_id: UUID, language: InLanguage, response: Response
) -> EvaluationRunOut:
    """Kemajuan dan hasil: berapa yang disiapkan, sudah ada, dan dilewati, mengapa, dan siapa yang bertindak.

    Progress and result: how many are prepared, were there already or were left out, why, and who must act.
    """
    run = await runs.read_run(uow, principal, evaluation_run_id, language)
    tell_version(response, run.version)
    return run


@router.get(
    "/evaluation-runs/{evaluation_run_id}/omissions",
    operation_id="list_evaluation_run_omissions",
    summary="Pegawai yang dilewati (who was left out)",
)
async def list_evaluation_run_omissions(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    page: Paging,
    evaluation_run_id: UUID,
    reason: Annotated[Omission | None, Query(description="Hanya karena ini. Only for this reason.")] = None,
) -> Page[OmissionOut]:
    """Pegawai yang belum dapat disiapkan evaluasinya, alasannya, dan siapa yang harus bertindak.

    The people for whom no evaluation could be prepared, why, and who must act.
    """
    return await runs.list_omissions(uow, principal, evaluation_run_id, language, reason=reason, page=page)


@router.get(
    "/evaluation-runs/{evaluation_run_id}/transitions",
    operation_id="list_evaluation_run_transitions",
    summary="Riwayat dan langkah penyiapan (life of an evaluation run)",
)
async def list_evaluation_run_transitions(
    principal: Reader, uow: Reading, evaluation_run_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah terjadi, dan yang dapat Anda minta sekarang.

    The steps so far, and those that you can ask for now.
    """
    return await runs.list_run_transitions(uow, principal, evaluation_run_id, language)


@router.post(
    "/evaluation-runs/{evaluation_run_id}/transitions",
    operation_id="step_evaluation_run",
    openapi_extra=body_example({"name": "cancel"}),
    summary="Batalkan atau lanjutkan penyiapan (cancel or resume an evaluation run)",
)
async def step_evaluation_run(  # noqa: PLR0913, PLR0917  guards, preconditions and language
    principal: Runner,
    expected: ExpectedVersion,
    uow: Writing,
    evaluation_run_id: UUID,
    step: StepIn,
    language: InLanguage,
    response: Response,
) -> EvaluationRunOut:
    """Langkah: cancel (yang sudah disiapkan tetap ada) dan resume (lanjut dari tempat berhenti).

    Steps: cancel (what is prepared already stays) and resume (goes on where it stopped).
    """
    run = await runs.step_run(uow, principal, evaluation_run_id, expected, step, language)
    tell_version(response, run.version)
    return run
