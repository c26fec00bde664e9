"""HTTP of results of organisations and of the spread of predicates."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.schemas import (
    DistributionOut,
    OrganizationResultIn,
    OrganizationResultOut,
    OrganizationResultPut,
)
from kinerja_api.evaluations.service import distributions, organization_results
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("evaluations")

Reader = Annotated[Principal, requires(Permission.ORGANIZATION_RESULT_READ)]
Writer = Annotated[Principal, requires(Permission.ORGANIZATION_RESULT_WRITE)]
EvaluationReader = Annotated[Principal, requires(Permission.EVALUATION_READ)]
OfPeriod = Annotated[UUID | None, Query(description="Periode; kosong untuk setahun. The period; without it the year.")]


@router.get(
    "/organization-results",
    operation_id="list_organization_results",
    summary="Daftar capaian organisasi (results of organisations)",
)
async def list_organization_results(
    principal: Reader,
    uow: Reading,
    page: Paging,
    unit_id: Annotated[UUID | None, Query(description="Hanya unit ini. Only this unit.")] = None,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    period_id: Annotated[UUID | None, Query(description="Hanya periode ini. Only this period.")] = None,
) -> Page[OrganizationResultOut]:
    """Capaian kinerja organisasi unit-unit instansi ini.

    The results of the units of this agency.
    """
    return await organization_results.list_results(
        uow, unit_id=unit_id, cycle_id=cycle_id, period_id=period_id, page=page
    )


@router.post(
    "/organization-results",
    operation_id="create_organization_result",
    summary="Tetapkan capaian organisasi (set the result of a unit)",
    status_code=status.HTTP_201_CREATED,
)
async def create_organization_result(
    principal: Writer, uow: Creating, given: OrganizationResultIn, response: Response
) -> OrganizationResultOut:
    """Pimpinan unit di atasnya menetapkan capaian unit; untuk unit puncak pengelola kepegawaian mencatat keputusan PPK.

    The head of a unit above sets the result of a unit. For the top unit the HR administrator records the decree of
    the appointing official with its number.
    """
    result = await organization_results.set_result(uow, principal, given)
    tell_created(response, f"/v1/organization-results/{result.id}", result.version)
    return result


@router.get(
    "/organization-results/{result_id}",
    operation_id="read_organization_result",
    summary="Baca capaian organisasi (the result of a unit)",
)
async def read_organization_result(
    principal: Reader, uow: Reading, result_id: UUID, response: Response
) -> OrganizationResultOut:
    """Capaian satu unit untuk satu periode atau setahun.

    The result of one unit for a period or a year.
    """
    result = await organization_results.read_result(uow, result_id)
    tell_version(response, result.version)
    return result


@router.put(
    "/organization-results/{result_id}",
    operation_id="change_organization_result",
    summary="Ubah capaian organisasi (change the result of a unit)",
)
async def change_organization_result(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    result_id: UUID,
    given: OrganizationResultPut,
    response: Response,
) -> OrganizationResultOut:
    """Ganti capaian selama belum menjadi dasar evaluasi yang diterbitkan.

    Replace a result until an issued evaluation rests on it.
    """
    result = await organization_results.change_result(uow, principal, result_id, expected, given)
    tell_version(response, result.version)
    return result


@router.get(
    "/distributions", operation_id="read_distribution", summary="Sebaran predikat sebuah unit (spread of predicates)"
)
async def read_distribution(
    principal: EvaluationReader,
    uow: Reading,
    language: InLanguage,
    unit_id: Annotated[UUID, Query(description="Unit.")],
    cycle_id: Annotated[UUID, Query(description="Tahun kinerja. Performance year.")],
    period_id: OfPeriod = None,
) -> DistributionOut:
    """Sebaran predikat di sebuah unit, termasuk draf, dibandingkan dengan pola menurut capaian organisasinya.

    The spread of predicates in a unit, drafts included, against the pattern for its organisation's result. The
    pattern is advice: whoever departs from it writes why when issuing.
    """
    return await distributions.read_distribution(
        uow, principal, unit_id=unit_id, cycle_id=cycle_id, period_id=period_id, language=language
    )
