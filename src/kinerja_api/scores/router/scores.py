"""HTTP of composite scores; all of it reads."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kinerja_api.authz.guards import InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router
from kinerja_api.kit.http.schema import Page
from kinerja_api.scores.schemas.scores import ExplanationOut, ScoreOut, ScoreRow
from kinerja_api.scores.service import scores
from kinerja_api.scores.types import ScoreFilter, ScoreState

router = api_router("scores")

Reader = Annotated[Principal, requires(Permission.SCORE_READ)]


@router.get("/scores", operation_id="list_scores", summary="Daftar nilai gabungan (list composite scores)")
async def list_scores(  # noqa: PLR0913, PLR0917  filters
    principal: Reader,
    uow: Reading,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    unit_id: Annotated[UUID | None, Query(description="Unit dan bawahannya. Unit and all below.")] = None,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    state: Annotated[ScoreState | None, Query(description="Bernilai atau tertunda. Scored or pending.")] = None,
    history: Annotated[bool, Query(description="Sertakan revisi lama. Earlier revisions too.")] = False,
) -> Page[ScoreRow]:
    """Nilai yang boleh Anda lihat: milik sendiri dan yang Anda pimpin; pengelola dan auditor melihat semua.

    The scores you may see: your own and those of the people you lead; HR and auditors see all.
    """
    asked = ScoreFilter(cycle_id=cycle_id, employee_id=employee_id, state=state, with_history=history)
    return await scores.list_scores(uow, principal, asked, unit_id=unit_id, page=page)


@router.get("/scores/{score_id}", operation_id="read_score", summary="Baca nilai gabungan (read a composite score)")
async def read_score(principal: Reader, uow: Reading, score_id: UUID, language: InLanguage) -> ScoreOut:
    """Nilai dengan komponen, bobot, asal, dan kebijakannya; bila tertunda: menunggu apa dan siapa yang bertindak.

    A score with its components, weights, origins and policy; when pending: for what, and who must act.
    """
    return await scores.read_score(uow, principal, score_id, language)


@router.get(
    "/scores/{score_id}/explanation",
    operation_id="explain_score",
    summary="Penjelasan nilai (explanation of a composite score)",
)
async def explain_score(principal: Reader, uow: Reading, score_id: UUID, language: InLanguage) -> ExplanationOut:
    """Bagaimana nilai ini diperoleh, kalimat demi kalimat dengan pasalnya, dan seluruh langkah hitungannya.

    How this score came about, sentence by sentence with its articles, and every step of the computation.
    """
    return await scores.explain_score(uow, principal, score_id, language)
