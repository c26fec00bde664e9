"""HTTP of criteria: stands above the calendar and the posts it asks about, and is grouped with the policies."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kinerja_api.authz.guards import InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.router import api_router
from kinerja_api.scores.schemas import CYCLE, CriteriaOut
from kinerja_api.scores.service import criteria

router = api_router("policies")

Reader = Annotated[Principal, requires(Permission.POLICY_READ)]


@router.get("/criteria", operation_id="read_criteria", summary="Kriteria penilaian saya (what I am judged by)")
async def read_criteria(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    cycle_id: Annotated[UUID, Query(description="Tahun kinerja. Performance year.", examples=[CYCLE])],
) -> CriteriaOut:
    """Apa yang dinilai pada jabatan Anda di tahun itu, berapa bobotnya, dan pada pasal mana dasarnya.

    What is looked at in your own post and year, how much it weighs, and on which article it rests.
    """
    return await criteria.read_criteria(uow, principal, cycle_id, language)
