"""HTTP of criteria: stands above the calendar and the posts it asks about, and is grouped with the policies."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.authz.guards import Creating, InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created
from kinerja_api.kit.http.schema import Page
from kinerja_api.scores.schemas.criteria import (
    AcknowledgementCountsOut,
    AcknowledgementIn,
    AcknowledgementOut,
    CriteriaOut,
)
from kinerja_api.scores.schemas.scores import CYCLE
from kinerja_api.scores.service import acknowledgements, criteria

router = api_router("policies")

Reader = Annotated[Principal, requires(Permission.POLICY_READ)]
Acknowledger = Annotated[Principal, requires(Permission.CRITERIA_ACKNOWLEDGE)]


@router.get("/criteria", operation_id="read_criteria", summary="Kriteria penilaian saya (what I am judged by)")
async def read_criteria(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    cycle_id: Annotated[UUID, Query(description="Tahun kinerja. Performance year.", examples=[CYCLE])],
) -> CriteriaOut:
    """Apa yang dinilai pada jabatan Anda di tahun itu, berapa bobotnya, dan pada pasal mana dasarnya.

    Setelah membaca, nyatakan dengan POST /v1/criteria-acknowledgements; kriteria yang berganti minta dinyatakan lagi.

    What is looked at in your own post and year, how much it weighs, and on which article it rests.

    When you have read it, say so by POST /v1/criteria-acknowledgements; criteria that change ask for it again.
    """
    return await criteria.read_criteria(uow, principal, cycle_id, language)


@router.post(
    "/criteria-acknowledgements",
    operation_id="acknowledge_criteria",
    summary="Nyatakan sudah membaca kriteria (acknowledge the criteria)",
    status_code=status.HTTP_201_CREATED,
)
async def acknowledge_criteria(
    principal: Acknowledger, uow: Creating, given: AcknowledgementIn, response: Response
) -> AcknowledgementOut:
    """Nyatakan bahwa Anda sudah membaca kriteria tahun itu. Mengulang tidak mencatat dua kali.

    Say that you have read the criteria of the year. Doing so again records nothing twice.
    """
    acknowledgement = await acknowledgements.acknowledge_criteria(uow, principal, given)
    tell_created(response, f"/v1/criteria-acknowledgements/{acknowledgement.id}")
    return acknowledgement


@router.get(
    "/criteria-acknowledgements",
    operation_id="list_criteria_acknowledgements",
    summary="Daftar pernyataan membaca (list acknowledgements)",
)
async def list_criteria_acknowledgements(
    principal: Reader,
    uow: Reading,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.", examples=[CYCLE])] = None,
) -> Page[AcknowledgementOut]:
    """Siapa menyatakan apa dan kapan: milik Anda sendiri; pengelola kepegawaian dan auditor melihat semua.

    Who said what and when: your own; HR administrators and auditors see all.
    """
    return await acknowledgements.list_acknowledgements(uow, principal, cycle_id=cycle_id, page=page)


@router.get(
    "/criteria-acknowledgements/{acknowledgement_id}",
    operation_id="read_criteria_acknowledgement",
    summary="Baca pernyataan membaca (read an acknowledgement)",
)
async def read_criteria_acknowledgement(
    principal: Reader, uow: Reading, acknowledgement_id: UUID
) -> AcknowledgementOut:
    """Satu pernyataan dengan versi kebijakan yang dibaca.

    One acknowledgement with the versions of policies that were read.
    """
    return await acknowledgements.read_acknowledgement(uow, principal, acknowledgement_id)


@router.get(
    "/criteria-acknowledgement-counts",
    operation_id="count_criteria_acknowledgements",
    summary="Berapa yang sudah membaca (how many have read)",
)
async def count_criteria_acknowledgements(
    principal: Reader,
    uow: Reading,
    cycle_id: Annotated[UUID, Query(description="Tahun kinerja. Performance year.", examples=[CYCLE])],
) -> AcknowledgementCountsOut:
    """Dari semua pemegang jabatan: berapa yang membaca kriteria yang berlaku, yang lama saja, atau belum.

    Of all who hold a post: how many have read the criteria in force, earlier ones only, or none.
    """
    return await acknowledgements.count_acknowledgements(uow, principal, cycle_id)
