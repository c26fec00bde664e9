"""HTTP of the calendar."""

from typing import Annotated
from uuid import UUID

from fastapi import Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles import service
from kinerja_api.cycles.schemas import CycleIn, CycleOut, PeriodOut, StepIn
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("cycles")

Manager = Annotated[Principal, requires(Permission.CYCLE_MANAGE)]
Reader = Annotated[Principal, requires(Permission.CYCLE_READ)]


@router.get("/cycles", operation_id="list_cycles", summary="Daftar tahun kinerja (list performance years)")
async def list_cycles(principal: Reader, uow: Reading, page: Paging) -> Page[CycleOut]:
    """Tahun kinerja instansi ini, terbaru lebih dulu.

    The performance years of this agency, newest first.
    """
    return await service.list_cycles(uow, page)


@router.post(
    "/cycles",
    operation_id="create_cycle",
    summary="Buat tahun kinerja (create a performance year)",
    status_code=status.HTTP_201_CREATED,
)
async def create_cycle(principal: Manager, uow: Creating, given: CycleIn, response: Response) -> CycleOut:
    """Buat tahun kinerja dengan periode bulanan, triwulanan, atau semester; mulai sebagai draf.

    Create a performance year with monthly, quarterly or semester periods; it begins as a draft.
    """
    cycle = await service.create_cycle(uow, principal, given)
    tell_created(response, f"/v1/cycles/{cycle.id}", cycle.version)
    return cycle


@router.get("/cycles/{cycle_id}", operation_id="read_cycle", summary="Baca tahun kinerja (read a performance year)")
async def read_cycle(principal: Reader, uow: Reading, cycle_id: UUID, response: Response) -> CycleOut:
    """Satu tahun kinerja.

    One performance year.
    """
    cycle = await service.read_cycle(uow, cycle_id)
    tell_version(response, cycle.version)
    return cycle


@router.get(
    "/cycles/{cycle_id}/transitions",
    operation_id="list_cycle_transitions",
    summary="Riwayat dan langkah tahun kinerja (life of a performance year)",
)
async def list_cycle_transitions(
    principal: Reader, uow: Reading, cycle_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await service.list_cycle_transitions(uow, principal, cycle_id, language)


@router.post(
    "/cycles/{cycle_id}/transitions",
    operation_id="step_cycle",
    summary="Buka atau tutup tahun kinerja (open or close a performance year)",
)
async def step_cycle(
    principal: Manager, expected: ExpectedVersion, uow: Writing, cycle_id: UUID, step: StepIn, response: Response
) -> CycleOut:
    """Langkah: open, close, reopen. Menutup hanya dapat setelah semua periode ditutup.

    Steps: open, close, reopen. Closing is possible when all periods are closed.
    """
    cycle = await service.step_cycle(uow, principal, cycle_id, expected, step)
    tell_version(response, cycle.version)
    return cycle


@router.get("/cycles/{cycle_id}/periods", operation_id="list_periods", summary="Daftar periode (list periods)")
async def list_periods(principal: Reader, uow: Reading, cycle_id: UUID) -> Page[PeriodOut]:
    """Periode tahun kinerja menurut urutan; tenggat dihitung di zona waktu instansi.

    The periods in order; deadlines are counted in the agency's time zone. One page holds them all.
    """
    return await service.list_periods(uow, cycle_id)


@router.get("/periods/{period_id}", operation_id="read_period", summary="Baca periode (read a period)")
async def read_period(principal: Reader, uow: Reading, period_id: UUID, response: Response) -> PeriodOut:
    """Satu periode.

    One period.
    """
    period = await service.read_period(uow, period_id)
    tell_version(response, period.version)
    return period


@router.get(
    "/periods/{period_id}/transitions",
    operation_id="list_period_transitions",
    summary="Riwayat dan langkah periode (life of a period)",
)
async def list_period_transitions(
    principal: Reader, uow: Reading, period_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, dan yang dapat Anda ambil sekarang atau mengapa tidak.

    The steps taken, and those you can take now or why not.
    """
    return await service.list_period_transitions(uow, principal, period_id, language)


@router.post(
    "/periods/{period_id}/transitions",
    operation_id="step_period",
    summary="Buka atau tutup periode (open or close a period)",
)
async def step_period(
    principal: Manager, expected: ExpectedVersion, uow: Writing, period_id: UUID, step: StepIn, response: Response
) -> PeriodOut:
    """Langkah: open, close, reopen. Laporan hanya diterima selama periode terbuka.

    Steps: open, close, reopen. Reports are taken only while the period is open.
    """
    period = await service.step_period(uow, principal, period_id, expected, step)
    tell_version(response, period.version)
    return period
