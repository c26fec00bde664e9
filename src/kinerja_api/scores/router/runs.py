"""HTTP of score runs."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.scores.schemas.scores import ReplayOut, RunIn, RunOut, StepIn
from kinerja_api.scores.service import runs, scores

router = api_router("scores")

Reader = Annotated[Principal, requires(Permission.SCORE_READ)]
Runner = Annotated[Principal, requires(Permission.SCORE_RUN)]


@router.get("/score-runs", operation_id="list_score_runs", summary="Daftar penghitungan nilai (list score runs)")
async def list_score_runs(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
) -> Page[RunOut]:
    """Penghitungan nilai gabungan, terbaru lebih dulu, dengan kemajuan dan alasan nilai yang tertunda.

    Runs that compute composite scores, newest first, with their progress and what pending scores wait for.
    """
    return await runs.list_runs(uow, principal, language, cycle_id=cycle_id, page=page)


@router.post(
    "/score-runs",
    operation_id="create_score_run",
    summary="Hitung nilai gabungan (compute composite scores)",
    status_code=status.HTTP_202_ACCEPTED,
)
async def create_score_run(
    principal: Runner, uow: Creating, given: RunIn, language: InLanguage, response: Response
) -> RunOut:
    """Hitung nilai gabungan seluruh instansi atau satu unit beserta bawahannya, di latar belakang.

    Jawabannya 202; lihat kemajuannya di alamat pada header Location. Satu lingkup hanya satu penghitungan sekaligus.

    Compute the composite scores of the whole agency, or of a unit and all below it, in the background.

    The answer is 202; see its progress at the address in the Location header. One run of a scope at a time.
    """
    run = await runs.start_run(uow, principal, given, language)
    tell_created(response, f"/v1/score-runs/{run.id}", run.version)
    return run


@router.get("/score-runs/{run_id}", operation_id="read_score_run", summary="Baca penghitungan (read a score run)")
async def read_score_run(
    principal: Reader, uow: Reading, run_id: UUID, language: InLanguage, response: Response
) -> RunOut:
    """Keadaan, kemajuan, dan hasil: berapa yang bernilai, berapa yang tertunda, menunggu apa, siapa yang bertindak.

    State, progress and result: how many are scored, how many are pending, for what, and who must act.
    """
    run = await runs.read_run(uow, principal, run_id, language)
    tell_version(response, run.version)
    return run


@router.get(
    "/score-runs/{run_id}/transitions",
    operation_id="list_score_run_transitions",
    summary="Riwayat dan langkah penghitungan (life of a score run)",
)
async def list_score_run_transitions(
    principal: Reader, uow: Reading, run_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah terjadi, dan yang dapat Anda minta sekarang.

    The steps so far, and those that you can ask for now.
    """
    return await runs.list_run_transitions(uow, principal, run_id, language)


@router.post(
    "/score-runs/{run_id}/transitions",
    operation_id="step_score_run",
    openapi_extra=body_example({"name": "cancel"}),
    summary="Batalkan atau lanjutkan penghitungan (cancel or resume a score run)",
)
async def step_score_run(  # noqa: PLR0913, PLR0917  guards, preconditions and language
    principal: Runner,
    expected: ExpectedVersion,
    uow: Writing,
    run_id: UUID,
    step: StepIn,
    language: InLanguage,
    response: Response,
) -> RunOut:
    """Langkah: cancel (yang sudah dihitung tetap tersimpan) dan resume (lanjut dari tempat berhenti).

    Steps: cancel (what is computed already stays) and resume (goes on where it stopped).
    """
    run = await runs.step_run(uow, principal, run_id, expected, step, language)
    tell_version(response, run.version)
    return run


@router.get(
    "/score-runs/{run_id}/replay",
    operation_id="replay_score_run",
    summary="Hitung ulang dan bandingkan (recompute and compare)",
)
async def replay_score_run(principal: Reader, uow: Reading, run_id: UUID, page: Paging) -> Page[ReplayOut]:
    """Hitung ulang nilai yang dibuat penghitungan ini dari fakta dan kebijakan yang tersimpan; harus sama persis.

    Recompute the scores that this run made from the stored facts and policy; they must be equal to the digit.
    """
    return await scores.replay_run(uow, principal, run_id, page)
