"""HTTP of services, surveys and results, for people who are signed in."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.surveys.schemas import (
    RemarkOut,
    ServiceIn,
    ServiceOut,
    ServicePatch,
    StepIn,
    SurveyIn,
    SurveyOut,
    SurveyPatch,
    SurveyResultIn,
    SurveyResultOut,
    SurveyResultRow,
    SurveyRow,
)
from kinerja_api.surveys.service import offerings, results, surveys
from kinerja_api.surveys.types import Element, SurveyStatus, SurveyTools

router = api_router("surveys")

Reader = Annotated[Principal, requires(Permission.SURVEY_READ)]
Manager = Annotated[Principal, requires(Permission.SURVEY_MANAGE)]
OfUnit = Annotated[UUID | None, Query(description="Hanya unit ini. Only this unit.")]
OfService = Annotated[UUID | None, Query(description="Hanya layanan ini. Only this service.")]


class Svg(Response):
    """A picture that can be printed at any size."""

    media_type = "image/svg+xml"


async def _public_url(request: Request) -> str:
    tools: SurveyTools = request.app.state.surveys
    return tools.public_url


PublicUrl = Annotated[str, Depends(_public_url)]


@router.get("/services", operation_id="list_services", summary="Daftar layanan (list services)")
async def list_services(principal: Reader, uow: Reading, page: Paging, unit_id: OfUnit = None) -> Page[ServiceOut]:
    """Layanan kepada masyarakat, per unit.

    Services to the public, by unit.
    """
    return await offerings.list_services(uow, unit_id=unit_id, page=page)


@router.post(
    "/services",
    operation_id="create_service",
    summary="Tambah layanan (add a service)",
    status_code=status.HTTP_201_CREATED,
)
async def create_service(principal: Manager, uow: Creating, given: ServiceIn, response: Response) -> ServiceOut:
    """Tambah layanan sebuah unit. Layanan gratis menyebut peraturan yang membebaskan biayanya.

    Add a service of a unit. A free one names the rule that makes it free.
    """
    service = await offerings.create_service(uow, principal, given)
    tell_created(response, f"/v1/services/{service.id}", service.version)
    return service


@router.get("/services/{service_id}", operation_id="read_service", summary="Baca layanan (read a service)")
async def read_service(principal: Reader, uow: Reading, service_id: UUID, response: Response) -> ServiceOut:
    """Satu layanan, dengan ETag untuk mengubahnya.

    One service, with the ETag that a change needs.
    """
    service = await offerings.read_service(uow, service_id)
    tell_version(response, service.version)
    return service


@router.patch("/services/{service_id}", operation_id="change_service", summary="Ubah layanan (change a service)")
async def change_service(
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    service_id: UUID,
    patch: ServicePatch,
    response: Response,
) -> ServiceOut:
    """Ubah nama, biaya, atau status aktif layanan.

    Change the name, the cost or the active state of a service.
    """
    service = await offerings.change_service(uow, principal, service_id, expected, patch)
    tell_version(response, service.version)
    return service


@router.get("/surveys", operation_id="list_surveys", summary="Daftar survei (list surveys)")
async def list_surveys(
    principal: Reader,
    uow: Reading,
    page: Paging,
    unit_id: OfUnit = None,
    service_id: OfService = None,
    survey_status: Annotated[SurveyStatus | None, Query(alias="status", description="Status survei. State.")] = None,
) -> Page[SurveyRow]:
    """Survei kepuasan masyarakat, yang terbaru lebih dulu; draf hanya terlihat oleh petugas survei.

    Satisfaction surveys, newest first; drafts are seen by survey officers only.
    """
    return await surveys.list_surveys(
        uow, principal, unit_id=unit_id, service_id=service_id, status=survey_status, page=page
    )


@router.post(
    "/surveys",
    operation_id="create_survey",
    summary="Susun survei (draw up a survey)",
    status_code=status.HTTP_201_CREATED,
)
async def create_survey(
    principal: Manager, uow: Creating, given: SurveyIn, public_url: PublicUrl, response: Response
) -> SurveyOut:
    """Susun survei sebuah layanan dengan sembilan unsur PermenPANRB 14/2017; jumlah sampel dihitung dari populasi.

    Draw up a survey of a service with the nine elements of the regulation; the sample follows from the population.
    """
    survey = await surveys.draft_survey(uow, principal, given, public_url)
    tell_created(response, f"/v1/surveys/{survey.id}", survey.version)
    return survey


@router.get("/surveys/{survey_id}", operation_id="read_survey", summary="Baca survei (read a survey)")
async def read_survey(
    principal: Reader, uow: Reading, survey_id: UUID, public_url: PublicUrl, response: Response
) -> SurveyOut:
    """Survei lengkap: unsur, tautan masyarakat, jumlah lembar yang masuk, dan apakah sampelnya tercapai.

    The whole survey: elements, link for citizens, sheets so far, and whether the sample is reached.
    """
    survey = await surveys.read_survey(uow, principal, survey_id, public_url)
    tell_version(response, survey.version)
    return survey


@router.patch("/surveys/{survey_id}", operation_id="change_survey", summary="Ubah survei (change a survey)")
async def change_survey(  # noqa: PLR0913, PLR0917  guards are parameters
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    survey_id: UUID,
    patch: SurveyPatch,
    public_url: PublicUrl,
    response: Response,
) -> SurveyOut:
    """Ubah draf; setelah terbit hanya hari terakhir dan populasi yang dapat diubah.

    Change a draft; once published only the last day and the population can change.
    """
    survey = await surveys.change_survey(uow, principal, survey_id, expected, patch, public_url)
    tell_version(response, survey.version)
    return survey


@router.get(
    "/surveys/{survey_id}/transitions",
    operation_id="list_survey_transitions",
    summary="Riwayat dan langkah survei (life of a survey)",
)
async def list_survey_transitions(
    principal: Reader, uow: Reading, survey_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat diambil sekarang, dan mengapa yang lain belum.

    The steps taken, those that can be taken now, and why the others cannot be taken yet.
    """
    return await surveys.list_survey_transitions(uow, principal, survey_id, language)


@router.post(
    "/surveys/{survey_id}/transitions",
    operation_id="step_survey",
    openapi_extra=body_example({"name": "publish"}),
    summary="Terbitkan atau tutup survei (publish or close a survey)",
)
async def step_survey(  # noqa: PLR0913, PLR0917  guards are parameters
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    survey_id: UUID,
    step: StepIn,
    public_url: PublicUrl,
    response: Response,
) -> SurveyOut:
    """Langkah: publish, close, reopen, publish_result. Hasil yang terbit tidak berubah lagi.

    Steps: publish, close, reopen, publish_result. A published result never changes.
    """
    survey = await surveys.step_survey(uow, principal, survey_id, expected, step, public_url)
    tell_version(response, survey.version)
    return survey


@router.get(
    "/surveys/{survey_id}/qr.svg",
    operation_id="read_survey_qr_code",
    summary="Kode QR survei (QR code of a survey)",
    response_class=Svg,
)
async def read_survey_qr_code(principal: Reader, uow: Reading, survey_id: UUID, public_url: PublicUrl) -> Svg:
    """Kode QR dari tautan masyarakat, untuk dicetak dan dipasang di tempat pelayanan.

    QR code of the link for citizens, to print and put up where the service is given.
    """
    return Svg(await surveys.draw_qr_code(uow, principal, survey_id, public_url))


@router.get(
    "/surveys/{survey_id}/remarks",
    operation_id="list_survey_remarks",
    summary="Saran masyarakat (remarks of citizens)",
)
async def list_survey_remarks(principal: Manager, uow: Reading, survey_id: UUID, page: Paging) -> Page[RemarkOut]:
    """Saran yang ditulis masyarakat, tanpa keterangan tentang penulisnya; terbuka setelah survei ditutup.

    What citizens wrote, without anything about them; open once the survey is closed.
    """
    return await surveys.list_remarks(uow, survey_id, page)


@router.get("/survey-results", operation_id="list_survey_results", summary="Daftar hasil survei (list survey results)")
async def list_survey_results(
    principal: Reader,
    uow: Reading,
    page: Paging,
    unit_id: OfUnit = None,
    service_id: OfService = None,
    year: Annotated[int | None, Query(ge=2000, le=2100, description="Tahun hasil. Year of the result.")] = None,
) -> Page[SurveyResultRow]:
    """Indeks dan mutu pelayanan per survei, yang terbaru lebih dulu.

    Index and grade of each survey, newest first.
    """
    return await results.list_results(uow, unit_id=unit_id, service_id=service_id, year=year, page=page)


@router.post(
    "/survey-results",
    operation_id="import_survey_result",
    openapi_extra=body_example(
        {
            "unit_id": "0198c0de-0102-7000-8000-000000000001",
            "title": "SKM 2025",
            "source_note": "Laporan SKM 2025, situs resmi unit",
            "first_day": "2025-01-01",
            "last_day": "2025-12-31",
            "respondents": 217,
            "weight_convention": "eksak",
            "index": "87.28",
            "elements": [
                {"element": element.value, "mean": mean}
                for element, mean in zip(
                    Element, ("3.31", "3.35", "3.49", "3.93", "3.45", "3.39", "3.39", "3.35", "3.76"), strict=True
                )
            ],
        }
    ),
    summary="Masukkan hasil lama (import a past result)",
    status_code=status.HTTP_201_CREATED,
)
async def import_survey_result(
    principal: Manager, uow: Creating, given: SurveyResultIn, response: Response
) -> SurveyResultOut:
    """Masukkan hasil yang pernah diterbitkan. Indeksnya dihitung ulang; bila tidak cocok, ditolak.

    Take in a result that was published before. Its index is computed again and refused when it does not match.
    """
    result = await results.import_result(uow, principal, given)
    tell_created(response, f"/v1/survey-results/{result.id}")
    return result


@router.get(
    "/survey-results/{result_id}", operation_id="read_survey_result", summary="Baca hasil survei (read a survey result)"
)
async def read_survey_result(principal: Reader, uow: Reading, result_id: UUID) -> SurveyResultOut:
    """Indeks, mutu, setiap unsur mulai dari yang terburuk, dan penjelasan dengan dasar hukumnya.

    Index, grade, every element beginning with the worst, and the explanation with its legal basis.
    """
    return await results.read_result(uow, result_id)
