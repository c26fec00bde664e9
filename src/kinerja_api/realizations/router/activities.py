"""HTTP of daily activities."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Day, Page
from kinerja_api.realizations.schemas.activities import (
    ActivityBatchIn,
    ActivityBatchOut,
    ActivityIn,
    ActivityOut,
    ActivityPut,
    ActivitySummaryOut,
)
from kinerja_api.realizations.service import activities as service

router = api_router("activities")

Reader = Annotated[Principal, requires(Permission.ACTIVITY_READ)]
Writer = Annotated[Principal, requires(Permission.ACTIVITY_WRITE)]


@router.get("/activities", operation_id="list_activities", summary="Daftar aktivitas harian (list activities)")
async def list_activities(  # noqa: PLR0913, PLR0917  each filter is a parameter of the address
    principal: Reader,
    uow: Reading,
    page: Paging,
    employee_id: Annotated[UUID | None, Query(description="Hanya pegawai ini. Only of this employee.")] = None,
    unit_id: Annotated[UUID | None, Query(description="Hanya unit ini. Only of this unit.")] = None,
    target_id: Annotated[UUID | None, Query(description="Hanya hasil kerja ini. Only of this target.")] = None,
    first_day: Annotated[Day | None, Query(description="Dari hari ini. From this day on.")] = None,
    last_day: Annotated[Day | None, Query(description="Sampai hari ini. Up to this day.")] = None,
) -> Page[ActivityOut]:
    """Aktivitas yang boleh Anda lihat, yang terbaru lebih dulu: milik sendiri dan milik yang Anda pimpin.

    The activities you may see, the latest first: your own and those of the people you lead; HR and auditors see all.
    Days are those of the agency's own time zone.
    """
    return await service.list_activities(
        uow,
        principal,
        employee_id=employee_id,
        unit_id=unit_id,
        part_id=target_id,
        first_day=first_day,
        last_day=last_day,
        page=page,
    )


@router.post(
    "/activities",
    operation_id="create_activity",
    summary="Catat satu aktivitas (record an activity)",
    status_code=status.HTTP_201_CREATED,
)
async def create_activity(principal: Writer, uow: Creating, given: ActivityIn, response: Response) -> ActivityOut:
    """Catat apa yang Anda kerjakan, dari jam berapa sampai jam berapa, pada hari dari periode yang terbuka.

    Record what you did, from when to when, on a day of an open period; at most 24 hours, and over already. You may name
    the target or the indicator of your own agreed plan that it served. A `key` that is taken is refused and the record
    that is there is named in `activity_id`.
    """
    activity = await service.record_activity(uow, principal, given)
    tell_created(response, f"/v1/activities/{activity.id}", activity.version)
    return activity


@router.post(
    "/activity-batches",
    operation_id="create_activity_batch",
    summary="Kirim aktivitas yang tersimpan di ponsel (send activities that waited on a phone)",
)
async def create_activity_batch(
    principal: Writer, uow: Creating, given: ActivityBatchIn, language: InLanguage
) -> ActivityBatchOut:
    """Kirim sampai 100 aktivitas sekaligus; setiap aktivitas dijawab sendiri: tercatat, sudah ada, atau ditolak.

    Send up to 100 activities at once. Each has an answer of its own, in the order in which they were sent: created,
    already there (a repeat after a lost answer, by its `key`), or refused with what is wrong and the article. What is
    refused keeps nothing else back. Only a batch that breaks the schema is refused as a whole (422), with each place.
    """
    return await service.record_batch(uow, principal, given, language)


@router.get("/activities/{activity_id}", operation_id="read_activity", summary="Baca aktivitas (read an activity)")
async def read_activity(principal: Reader, uow: Reading, activity_id: UUID, response: Response) -> ActivityOut:
    """Satu aktivitas; `recorded_at` waktu ponsel, `created_at` waktu diterima server.

    One activity; `recorded_at` is the phone's time, `created_at` when the server received it.
    """
    activity = await service.read_activity(uow, principal, activity_id)
    tell_version(response, activity.version)
    return activity


@router.put(
    "/activities/{activity_id}", operation_id="change_activity", summary="Perbaiki aktivitas (correct an activity)"
)
async def change_activity(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    activity_id: UUID,
    given: ActivityPut,
    response: Response,
) -> ActivityOut:
    """Ganti isi aktivitas Anda sendiri selama periodenya terbuka; sesudah ditutup, aktivitas tidak berubah lagi.

    Replace what your own activity says while its period is open; once that is closed, it does not change any more.
    """
    activity = await service.change_activity(uow, principal, activity_id, expected, given)
    tell_version(response, activity.version)
    return activity


@router.delete(
    "/activities/{activity_id}",
    operation_id="delete_activity",
    summary="Hapus aktivitas (remove an activity)",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_activity(principal: Writer, expected: ExpectedVersion, uow: Writing, activity_id: UUID) -> None:
    """Hapus aktivitas Anda sendiri selama periodenya terbuka; `key`-nya tetap terpakai, jejaknya tetap tercatat.

    Remove your own activity while its period is open; its `key` stays taken, and the trail keeps that it was there.
    """
    await service.remove_activity(uow, principal, activity_id, expected)


@router.get(
    "/activity-summaries",
    operation_id="list_activity_summaries",
    summary="Pantau aktivitas unit per hari (monitor a unit's day)",
)
async def list_activity_summaries(
    principal: Reader,
    uow: Reading,
    page: Paging,
    unit_id: Annotated[UUID, Query(description="Unit ini dan unit di bawahnya. This unit and those below.")],
    day: Annotated[Day | None, Query(description="Hari; bawaan hari ini. The day; default today.")] = None,
) -> Page[ActivitySummaryOut]:
    """Untuk pimpinan: siapa di unit ini dan di bawahnya yang mencatat apa pada satu hari, dan siapa yang belum.

    For leaders: who of this unit and those below recorded what for a day, and who recorded nothing. Minutes in which
    several activities meet count once. For the unit's leaders, HR and auditors; to others the unit looks missing.
    """
    return await service.list_summaries(uow, principal, unit_id=unit_id, day=day, page=page)
