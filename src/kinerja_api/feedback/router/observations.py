"""HTTP of interview and observation records."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.schemas.observations import (
    BasisIn,
    ObservationIn,
    ObservationOut,
    ObservationRow,
    ObservationStatementIn,
)
from kinerja_api.feedback.service import observations
from kinerja_api.feedback.types import ObservationFilter, ObservationMethod, ObservationStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page, StepIn

router = api_router("feedback")

Reader = Annotated[Principal, requires(Permission.OBSERVATION_READ)]
Writer = Annotated[Principal, requires(Permission.OBSERVATION_WRITE)]


@router.get(
    "/observations",
    operation_id="list_observations",
    summary="Daftar wawancara dan observasi (list interviews and observations)",
)
async def list_observations(  # noqa: PLR0913, PLR0917  filters are query parameters
    principal: Reader,
    uow: Reading,
    page: Paging,
    plan_id: Annotated[UUID | None, Query(description="Tentang SKP ini. On this plan.")] = None,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    method: Annotated[ObservationMethod | None, Query(description="Metode. Method.")] = None,
    observation_status: Annotated[ObservationStatus | None, Query(alias="status", description="Status. State.")] = None,
    is_basis: Annotated[
        bool | None, Query(description="Hanya yang menjadi dasar penilaian. Only those that ratings rest on.")
    ] = None,
) -> Page[ObservationRow]:
    """Catatan tentang Anda, yang Anda buat, dan tentang yang Anda pimpin, terbaru lebih dulu.

    The records about you, those that you made or observed, and those about the people you lead, newest first; HR and
    auditors see all of the agency.
    """
    wanted = ObservationFilter(
        plan_id=plan_id, employee_id=employee_id, method=method, status=observation_status, is_basis=is_basis
    )
    return await observations.list_observations(uow, principal, wanted, page)


@router.post(
    "/observations",
    operation_id="create_observation",
    summary="Catat wawancara atau observasi (record an interview or observation)",
    status_code=status.HTTP_201_CREATED,
)
async def create_observation(
    principal: Writer, uow: Creating, given: ObservationIn, response: Response
) -> ObservationOut:
    """Pimpinan mencatat wawancara, observasi, atau pemeriksaan dokumen atas kerja pegawai; pegawai langsung melihatnya.

    Those above an employee record an interview, an observation or a check of documents about a target, an indicator, a
    value or the plan as a whole. The employee sees it at once, and what was found never changes.
    """
    observation = await observations.record_observation(uow, principal, given)
    tell_created(response, f"/v1/observations/{observation.id}", observation.version)
    return observation


@router.get(
    "/observations/{observation_id}",
    operation_id="read_observation",
    summary="Baca catatan observasi (read an observation)",
)
async def read_observation(principal: Reader, uow: Reading, observation_id: UUID, response: Response) -> ObservationOut:
    """Satu catatan dengan tanya jawabnya, keterangan pegawai, dan penilaian yang didasarkan padanya.

    One record with its questions and answers, what the employee says about it, and the ratings that rest on it.
    """
    observation = await observations.read_observation(uow, principal, observation_id)
    tell_version(response, observation.version)
    return observation


@router.post(
    "/observations/{observation_id}/statements",
    operation_id="create_observation_statement",
    summary="Beri keterangan atas catatan (make a statement)",
    status_code=status.HTTP_201_CREATED,
)
async def create_observation_statement(
    principal: Writer, uow: Creating, observation_id: UUID, given: ObservationStatementIn, response: Response
) -> ObservationOut:
    """Keterangan pegawai yang diamati; berdiri di samping catatan dan tidak berubah.

    What the employee who was observed says; it stands beside the record and never changes.
    """
    observation = await observations.state_on_observation(uow, principal, observation_id, given)
    tell_created(response, f"/v1/observations/{observation.id}", observation.version)
    return observation


@router.post(
    "/observations/{observation_id}/bases",
    operation_id="create_observation_basis",
    summary="Sebut sebagai dasar penilaian (name as a basis of a rating)",
    status_code=status.HTTP_201_CREATED,
)
async def create_observation_basis(
    principal: Writer, uow: Creating, observation_id: UUID, given: BasisIn, response: Response
) -> ObservationOut:
    """Pejabat penilai menyebut catatan sebagai dasar penilaian periode atau tahun, setelah pegawai dapat menjawab.

    The rating official rests the rating of a period or the year on a record, once the employee has answered or
    acknowledged it, or the days to do so are over.
    """
    observation = await observations.name_basis(uow, principal, observation_id, given)
    tell_created(response, f"/v1/observations/{observation.id}", observation.version)
    return observation


@router.get(
    "/observations/{observation_id}/transitions",
    operation_id="list_observation_transitions",
    summary="Riwayat dan langkah catatan (life of an observation)",
)
async def list_observation_transitions(
    principal: Reader, uow: Reading, observation_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await observations.list_observation_transitions(uow, principal, observation_id, language)


@router.post(
    "/observations/{observation_id}/transitions",
    operation_id="step_observation",
    summary="Nyatakan sudah membaca, atau tarik (steps of an observation)",
    openapi_extra=body_example({"name": "acknowledge"}),
)
async def step_observation(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    observation_id: UUID,
    step: StepIn,
    response: Response,
) -> ObservationOut:
    """Pegawai yang diamati: acknowledge. Pencatatnya: withdraw dengan alasan.

    The employee who was observed acknowledges; who recorded it withdraws it with the reason.
    """
    observation = await observations.step_observation(uow, principal, observation_id, expected, step)
    tell_version(response, observation.version)
    return observation
