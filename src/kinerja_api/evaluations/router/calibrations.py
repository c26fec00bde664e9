"""HTTP of calibration sessions."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.schemas import StepIn
from kinerja_api.evaluations.schemas.calibrations import (
    CalibrationIn,
    CalibrationItemIn,
    CalibrationItemOut,
    CalibrationOut,
    CalibrationRow,
)
from kinerja_api.evaluations.service import calibrations
from kinerja_api.evaluations.types import CalibrationStatus
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("evaluations")

Reader = Annotated[Principal, requires(Permission.CALIBRATION_READ)]
Writer = Annotated[Principal, requires(Permission.CALIBRATION_WRITE)]


@router.get("/calibrations", operation_id="list_calibrations", summary="Daftar kalibrasi (list calibrations)")
async def list_calibrations(
    principal: Reader,
    uow: Reading,
    page: Paging,
    unit_id: Annotated[UUID | None, Query(description="Unit.")] = None,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    session_status: Annotated[CalibrationStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[CalibrationRow]:
    """Sesi kalibrasi di unit yang Anda pimpin; PPK, pengelola kepegawaian, dan auditor melihat semua.

    The calibration sessions of the units that you lead; the appointing official, HR and auditors see all.
    """
    return await calibrations.list_sessions(
        uow, principal, unit_id=unit_id, cycle_id=cycle_id, status=session_status, page=page
    )


@router.post(
    "/calibrations",
    operation_id="create_calibration",
    summary="Buka kalibrasi (open a calibration session)",
    status_code=status.HTTP_201_CREATED,
)
async def create_calibration(
    principal: Writer, uow: Creating, given: CalibrationIn, response: Response
) -> CalibrationOut:
    """Buka sesi kalibrasi sebuah unit dan unit di bawahnya, untuk satu periode atau setahun.

    Dipimpin pimpinan unit di atasnya (unit puncak: PPK). Selama terbuka, rating di unit itu hanya berubah di sesi ini;
    `ceilings` membatasi banyaknya suatu predikat.

    Open a session on a unit and those below it, for a period or the year. The head of a unit above leads it (for the
    top unit the appointing official). While it is open ratings there change in it alone; `ceilings` limit how often a
    predicate may be given.
    """
    session = await calibrations.open_session(uow, principal, given)
    tell_created(response, f"/v1/calibrations/{session.id}", session.version)
    return session


@router.get(
    "/calibrations/{calibration_id}", operation_id="read_calibration", summary="Baca kalibrasi (read a calibration)"
)
async def read_calibration(principal: Reader, uow: Reading, calibration_id: UUID, response: Response) -> CalibrationOut:
    """Satu sesi dengan sebaran predikat sebelum dan sesudahnya, dan unit yang menyimpang dari pola.

    One session with the spread of predicates before and after it, and the units that depart from the pattern.
    """
    session = await calibrations.read_session(uow, principal, calibration_id)
    tell_version(response, session.version)
    return session


@router.get(
    "/calibrations/{calibration_id}/items",
    operation_id="list_calibration_items",
    summary="Yang diubah kalibrasi (what a calibration changed)",
)
async def list_calibration_items(
    principal: Reader, uow: Reading, page: Paging, calibration_id: UUID
) -> Page[CalibrationItemOut]:
    """Evaluasi yang diubah di sesi ini: sebelum, sesudah, alasan, dan oleh siapa.

    The evaluations that this session changed: before, after, why and by whom.
    """
    return await calibrations.list_items(uow, principal, calibration_id, page)


@router.post(
    "/calibrations/{calibration_id}/items",
    operation_id="create_calibration_item",
    summary="Kalibrasi satu evaluasi (calibrate an evaluation)",
    status_code=status.HTTP_201_CREATED,
)
async def create_calibration_item(
    principal: Writer, uow: Creating, calibration_id: UUID, given: CalibrationItemIn, response: Response
) -> CalibrationItemOut:
    """Ganti rating satu evaluasi di sesi ini, dengan alasan. Yang sudah terbit menjadi revisi berikutnya.

    Give an evaluation of this session other ratings, with the reason. What was issued becomes the next revision; both
    are kept.
    """
    item = await calibrations.change_in_session(uow, principal, calibration_id, given)
    tell_created(response, f"/v1/calibrations/{calibration_id}/items")
    return item


@router.get(
    "/calibrations/{calibration_id}/transitions",
    operation_id="list_calibration_transitions",
    summary="Riwayat dan langkah kalibrasi (life of a calibration)",
)
async def list_calibration_transitions(
    principal: Reader, uow: Reading, calibration_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await calibrations.list_session_transitions(uow, principal, calibration_id, language)


@router.post(
    "/calibrations/{calibration_id}/transitions",
    operation_id="step_calibration",
    summary="Kunci atau batalkan kalibrasi (lock or cancel a calibration)",
    openapi_extra=body_example({"name": "lock", "note": "Sebaran mengikuti capaian unit."}),
)
async def step_calibration(
    principal: Writer, expected: ExpectedVersion, uow: Writing, calibration_id: UUID, step: StepIn, response: Response
) -> CalibrationOut:
    """Kunci hasilnya (lock, dengan `note` bila ada unit yang menyimpang dari pola), atau batalkan (cancel).

    Lock what was settled, with a note when a unit departs from the pattern; or cancel a session that changed nothing.
    After the lock ratings change only by an objection.
    """
    session = await calibrations.step_session(uow, principal, calibration_id, expected, step)
    tell_version(response, session.version)
    return session
