"""HTTP of the cascade."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from kinerja_api.authz.guards import Reading
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_version, written_page
from kinerja_api.kit.http.schema import Page
from kinerja_api.targets.router.plans import Reader
from kinerja_api.targets.schemas.cascades import CascadeOut, MatrixOut, SuperiorTarget
from kinerja_api.targets.service import cascades as service

router = api_router("targets")

OfUnit = Annotated[UUID, Query(description="Unit organisasi. The unit.")]
OfCycle = Annotated[UUID, Query(description="Tahun kinerja. Performance year.")]


@router.get(
    "/targets/{target_id}/cascade",
    operation_id="read_target_cascade",
    summary="Jenjang hasil kerja (cascade of a target)",
)
async def read_target_cascade(principal: Reader, uow: Reading, target_id: UUID, response: Response) -> CascadeOut:
    """Hasil kerja pimpinan yang diintervensi sampai ke puncak, dan hasil kerja bawahan yang mengintervensinya.

    The superiors' targets that this one serves up to the top, and the targets below that serve it.
    """
    cascade, version = await service.read_cascade(uow, principal, target_id)
    tell_version(response, version)
    return cascade


@router.get(
    "/role-result-matrix",
    operation_id="read_role_result_matrix",
    summary="Matriks peran hasil (role-result matrix of a unit)",
)
async def read_role_result_matrix(
    principal: Reader, uow: Reading, page: Paging, unit_id: OfUnit, cycle_id: OfCycle
) -> MatrixOut:
    """Pembagian hasil kerja kepala unit kepada pegawai dan kepala unit di bawahnya; yang belum tertaut ditandai.

    Dibaca oleh yang memimpin unit itu, pengelola kepegawaian, dan auditor.

    How the targets of a unit's head are divided over its people and the heads of the units below; what serves no
    target is flagged. Read by those who lead the unit, HR and auditors.
    """
    return await service.read_matrix(uow, principal, unit_id, cycle_id=cycle_id, page=page)


@router.get(
    "/superior-targets",
    operation_id="list_superior_targets",
    summary="Hasil kerja pimpinan Anda (targets of your superiors)",
    response_model=Page[SuperiorTarget],
)
async def list_superior_targets(principal: Reader, uow: Reading, page: Paging, cycle_id: OfCycle) -> Response:
    """Hasil kerja pimpinan Anda pada tahun itu: pilihan untuk `superior_target_id` hasil kerja Anda.

    The targets of your superiors in that year: what you can choose as the `superior_target_id` of your own.
    """
    return written_page(await service.list_superior_targets(uow, principal, cycle_id=cycle_id, page=page))
