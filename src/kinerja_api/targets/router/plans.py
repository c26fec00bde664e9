"""HTTP of target plans."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version, written, written_page
from kinerja_api.kit.http.schema import Page
from kinerja_api.targets.schemas import (
    DraftOut,
    IndicatorIn,
    PlanIn,
    PlanOut,
    PlanPatch,
    PlanRow,
    StepIn,
    TargetIn,
    TargetOut,
    TargetRow,
)
from kinerja_api.targets.service import drafting
from kinerja_api.targets.service import plans as service
from kinerja_api.targets.types import PlanStatus

router = api_router("targets")

Reader = Annotated[Principal, requires(Permission.TARGET_PLAN_READ)]
Writer = Annotated[Principal, requires(Permission.TARGET_PLAN_WRITE)]


@router.get("/target-plans", operation_id="list_target_plans", summary="Daftar SKP (list target plans)")
async def list_target_plans(
    principal: Reader,
    uow: Reading,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    plan_status: Annotated[PlanStatus | None, Query(alias="status", description="Status SKP. State.")] = None,
) -> Page[PlanRow]:
    """SKP yang boleh Anda lihat: milik sendiri dan milik yang Anda pimpin; pengelola dan auditor melihat semua.

    Ketua tim kerja melihat juga SKP anggota timnya pada tahun yang masih terbuka.

    The plans you may see: your own and those of the people you lead; HR and auditors see all. The lead of a work team
    also sees the plans of its members in years that are open.
    """
    return await service.list_plans(
        uow, principal, cycle_id=cycle_id, employee_id=employee_id, status=plan_status, page=page
    )


@router.post(
    "/target-plans",
    operation_id="create_target_plan",
    summary="Mulai SKP (begin a target plan)",
    status_code=status.HTTP_201_CREATED,
)
async def create_target_plan(
    principal: Writer, uow: Creating, given: PlanIn, language: InLanguage, response: Response
) -> DraftOut:
    """Mulai SKP Anda sendiri untuk jabatan yang Anda pegang hari ini; tugas belajar tanpa jabatan: yang terakhir.

    Satu SKP per jabatan per tahun; bila SKP itu sudah berakhir di tengah tahun (pindah dan kembali, CLTN, tugas
    belajar), satu lagi untuk sisa tahun.

    Format mengikuti jabatan: `pimpinan` (dengan perspektif) untuk JPT, `pegawai` untuk lainnya; kepala unit kerja
    mandiri memilih `pimpinan`. Pegawai tugas belajar mendapat SKP `study` dengan tiga indikator sebagai awal; hari CLTN
    dan hari bertugas di instansi lain tidak termasuk SKP.

    Setelah mutasi, hasil kerja `organisasi` dari pemegang jabatan sebelumnya dan hasil kerja `individu` dari SKP Anda
    di jabatan lama ikut masuk (lihat `passed_on`); `left_out` menyebut apa yang tidak ikut dan mengapa. SKP lama tetap,
    dan draf ini boleh Anda ubah.

    Begin your own plan for the post you hold today or, on study leave without any, for the last one. One plan per post
    and year; where it has ended within the year (moved and back, unpaid leave, study leave), another for the rest. The
    form follows the post: that of leaders, with perspectives, for JPT, the other for everybody else; heads of
    independent units choose `pimpinan`. On study leave the plan is of the kind `study` and begins with three
    indicators; days of unpaid leave and days worked elsewhere are in no plan. After a move the targets of the class
    `organisasi` of the former holder of the post, and those of the class `individu` of your plan in the former post,
    come along (see `passed_on`); `left_out` says what did not and why. The old plan stays, and this draft is yours to
    change.
    """
    plan = await drafting.draft_plan(uow, principal, given, language)
    tell_created(response, f"/v1/target-plans/{plan.id}", plan.version)
    return plan


@router.get(
    "/target-plans/{plan_id}",
    operation_id="read_target_plan",
    summary="Baca SKP (read a target plan)",
    response_model=PlanOut,
)
async def read_target_plan(principal: Reader, uow: Reading, plan_id: UUID) -> Response:
    """SKP lengkap dengan hasil kerja dan indikatornya; ETag-nya berlaku untuk semua perubahan di dalamnya.

    Pejabat penilai sebelumnya membacanya selama tahunnya terbuka, agar dapat mengevaluasi sampai serah terima.
    The whole plan with its targets and indicators; its ETag is the one for every change inside it. The former rating
    official reads it while the year is open, so as to evaluate up to the hand-over.
    """
    plan = await service.read_plan(uow, principal, plan_id)
    return written(plan.document, version=plan.version)


@router.patch("/target-plans/{plan_id}", operation_id="change_target_plan", summary="Ubah SKP (change a target plan)")
async def change_target_plan(
    principal: Writer, expected: ExpectedVersion, uow: Writing, plan_id: UUID, patch: PlanPatch, response: Response
) -> PlanOut:
    """Ubah pendekatan atau format SKP selama masih draf atau dikembalikan; yang tidak dikirim tetap.

    Change the approach or the form of a plan while it is a draft or returned; what is absent stays.
    """
    plan = await service.change_plan(uow, principal, plan_id, expected, patch)
    tell_version(response, plan.version)
    return plan


@router.get(
    "/target-plans/{plan_id}/transitions",
    operation_id="list_target_plan_transitions",
    summary="Riwayat dan langkah SKP (life of a target plan)",
)
async def list_target_plan_transitions(
    principal: Reader, uow: Reading, plan_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await service.list_plan_transitions(uow, principal, plan_id, language)


@router.post(
    "/target-plans/{plan_id}/transitions",
    operation_id="step_target_plan",
    openapi_extra=body_example({"name": "submit"}),
    summary="Ajukan, tetapkan, atau kembalikan SKP (submit, agree or return a target plan)",
)
async def step_target_plan(
    principal: Writer, expected: ExpectedVersion, uow: Writing, plan_id: UUID, step: StepIn, response: Response
) -> PlanOut:
    """Langkah: submit dan withdraw oleh pegawai; agree dan return (dengan note) oleh pejabat penilai.

    Steps: submit and withdraw by the employee; agree and return (with a note) by the rating official.
    """
    plan = await service.step_plan(uow, principal, plan_id, expected, step)
    tell_version(response, plan.version)
    return plan


@router.post(
    "/target-plans/{plan_id}/targets",
    operation_id="create_target",
    summary="Tambah hasil kerja (add a target)",
    status_code=status.HTTP_201_CREATED,
)
async def create_target(
    principal: Writer, expected: ExpectedVersion, uow: Creating, plan_id: UUID, given: TargetIn, response: Response
) -> TargetOut:
    """Tambah rencana hasil kerja beserta indikatornya; `superior_target_id` menautkan hasil kerja pimpinan.

    Add a target with its indicators; `superior_target_id` links the superior's target that it serves.
    """
    target, version = await service.add_target(uow, principal, plan_id, expected, given)
    tell_created(response, f"/v1/targets/{target.id}", version)
    return target


@router.get(
    "/targets",
    operation_id="list_targets",
    summary="Daftar hasil kerja (list targets)",
    response_model=Page[TargetRow],
)
async def list_targets(
    principal: Reader,
    uow: Reading,
    page: Paging,
    plan_id: Annotated[UUID | None, Query(description="Hanya dari SKP ini. Only of this plan.")] = None,
    only_unlinked: Annotated[
        bool,
        Query(
            description="Hanya hasil kerja utama tanpa hasil kerja pimpinan. Only those without a superior's target."
        ),
    ] = False,
) -> Response:
    """Hasil kerja yang boleh Anda lihat, dengan pegawai dan unitnya; yang belum tertaut ditandai `is_unlinked`.

    Ketua tim kerja melihat juga yang ada dalam SKP anggota timnya.

    The targets you may see, with employee and unit; main targets that serve no superior's target are flagged. The lead
    of a work team also sees those of its members.
    """
    return written_page(
        await service.list_targets(uow, principal, plan_id=plan_id, only_unlinked=only_unlinked, page=page)
    )


@router.get("/targets/{target_id}", operation_id="read_target", summary="Baca hasil kerja (read a target)")
async def read_target(principal: Reader, uow: Reading, target_id: UUID, response: Response) -> TargetOut:
    """Satu hasil kerja dengan indikatornya; ETag-nya adalah ETag SKP-nya.

    One target with its indicators; its ETag is that of its plan.
    """
    target, version = await service.read_target(uow, principal, target_id)
    tell_version(response, version)
    return target


@router.put("/targets/{target_id}", operation_id="change_target", summary="Ubah hasil kerja (change a target)")
async def change_target(
    principal: Writer, expected: ExpectedVersion, uow: Writing, target_id: UUID, given: TargetIn, response: Response
) -> TargetOut:
    """Ganti isi hasil kerja; bila `indicators` diisi, semua indikatornya diganti.

    Replace a target; when `indicators` are given, they replace all of its indicators.
    """
    target, version = await service.change_target(uow, principal, target_id, expected, given)
    tell_version(response, version)
    return target


@router.delete(
    "/targets/{target_id}",
    operation_id="delete_target",
    summary="Hapus hasil kerja (remove a target)",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_target(principal: Writer, expected: ExpectedVersion, uow: Writing, target_id: UUID) -> None:
    """Hapus hasil kerja dan indikatornya dari SKP yang masih draf atau dikembalikan.

    Remove a target and its indicators from a plan that is a draft or returned.
    """
    await service.remove_target(uow, principal, target_id, expected)


@router.post(
    "/targets/{target_id}/indicators",
    operation_id="create_indicator",
    summary="Tambah indikator (add an indicator)",
    status_code=status.HTTP_201_CREATED,
)
async def create_indicator(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Creating,
    target_id: UUID,
    given: IndicatorIn,
    response: Response,
) -> TargetOut:
    """Tambah indikator kinerja individu; jawabannya hasil kerja lengkap.

    Add an indicator; the answer is the whole target.
    """
    target, version = await service.add_indicator(uow, principal, target_id, expected, given)
    tell_created(response, f"/v1/targets/{target.id}", version)
    return target


@router.delete(
    "/indicators/{indicator_id}",
    operation_id="delete_indicator",
    summary="Hapus indikator (remove an indicator)",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def delete_indicator(principal: Writer, expected: ExpectedVersion, uow: Writing, indicator_id: UUID) -> None:
    """Hapus indikator dari SKP yang masih draf atau dikembalikan.

    Remove an indicator from a plan that is a draft or returned.
    """
    await service.remove_indicator(uow, principal, indicator_id, expected)
