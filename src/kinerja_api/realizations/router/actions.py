"""HTTP of action plans."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.kit.http.schema import Page, StepIn
from kinerja_api.realizations.schemas.actions import (
    ActionPlanIn,
    ActionPlanOut,
    ActionPlanPut,
    ActionPlanRow,
    ActionStepOut,
    ActionStepPut,
)
from kinerja_api.realizations.service import actions as service
from kinerja_api.realizations.types import ActionPlanStatus

router = api_router("realizations")

Reader = Annotated[Principal, requires(Permission.REALIZATION_READ)]
Writer = Annotated[Principal, requires(Permission.REALIZATION_WRITE)]


@router.get("/action-plans", operation_id="list_action_plans", summary="Daftar rencana aksi (list action plans)")
async def list_action_plans(
    principal: Reader,
    uow: Reading,
    page: Paging,
    plan_id: Annotated[UUID | None, Query(description="Hanya dari SKP ini. Only of this plan.")] = None,
    period_id: Annotated[UUID | None, Query(description="Hanya periode ini. Only of this period.")] = None,
    action_status: Annotated[ActionPlanStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[ActionPlanRow]:
    """Rencana aksi yang boleh Anda lihat: milik sendiri dan milik yang Anda pimpin; pengelola dan auditor semuanya.

    The action plans you may see: your own and those of the people you lead; HR and auditors see all.
    """
    return await service.list_action_plans(
        uow, principal, plan_id=plan_id, period_id=period_id, status=action_status, page=page
    )


@router.post(
    "/action-plans",
    operation_id="create_action_plan",
    summary="Susun rencana aksi (draw up an action plan)",
    status_code=status.HTTP_201_CREATED,
)
async def create_action_plan(
    principal: Writer, uow: Creating, given: ActionPlanIn, response: Response
) -> ActionPlanOut:
    """Susun langkah Anda dalam satu periode untuk hasil kerja SKP yang sudah ditetapkan; mulai sebagai draf.

    Draw up your steps of a period towards the targets of your own agreed plan, each with its day within the period; it
    begins as a draft. It may be made before the period opens, and until it is closed; one per plan and period.
    """
    made = await service.draft_action_plan(uow, principal, given)
    tell_created(response, f"/v1/action-plans/{made.id}", made.version)
    return made


@router.get(
    "/action-plans/{action_plan_id}", operation_id="read_action_plan", summary="Baca rencana aksi (read an action plan)"
)
async def read_action_plan(principal: Reader, uow: Reading, action_plan_id: UUID, response: Response) -> ActionPlanOut:
    """Satu rencana aksi dengan langkah-langkahnya; ETag-nya berlaku untuk semua perubahan di dalamnya.

    One action plan with its steps; its ETag is the one for every change inside it.
    """
    found = await service.read_action_plan(uow, principal, action_plan_id)
    tell_version(response, found.version)
    return found


@router.put(
    "/action-plans/{action_plan_id}",
    operation_id="change_action_plan",
    summary="Ubah rencana aksi (change an action plan)",
)
async def change_action_plan(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    action_plan_id: UUID,
    given: ActionPlanPut,
    response: Response,
) -> ActionPlanOut:
    """Ganti semua langkah selama rencana aksi masih draf atau dikembalikan; kemajuan langkah dimulai lagi dari awal.

    Replace all steps while the action plan is a draft or returned; what was done of them begins anew.
    """
    changed = await service.change_action_plan(uow, principal, action_plan_id, expected, given)
    tell_version(response, changed.version)
    return changed


@router.get(
    "/action-plans/{action_plan_id}/transitions",
    operation_id="list_action_plan_transitions",
    summary="Riwayat dan langkah rencana aksi (life of an action plan)",
)
async def list_action_plan_transitions(
    principal: Reader, uow: Reading, action_plan_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await service.list_action_plan_transitions(uow, principal, action_plan_id, language)


@router.post(
    "/action-plans/{action_plan_id}/transitions",
    operation_id="step_action_plan",
    summary="Ajukan, sepakati, atau kembalikan rencana aksi (submit, agree or return an action plan)",
)
async def step_action_plan(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    action_plan_id: UUID,
    step: StepIn,
    response: Response,
) -> ActionPlanOut:
    """Langkah: submit dan withdraw oleh pegawai; agree dan return (dengan note) oleh pejabat penilai.

    Bila SKP-nya sudah berakhir, pejabat penilai pada hari terakhirnya.
    Steps: submit and withdraw by the employee; agree and return (with a note) by the rating official (of a plan that
    has ended: of its last day), who may return an agreed one too, so that it can be changed while the period runs.
    """
    stepped = await service.step_action_plan(uow, principal, action_plan_id, expected, step)
    tell_version(response, stepped.version)
    return stepped


@router.get(
    "/action-steps/{action_step_id}",
    operation_id="read_action_step",
    summary="Baca langkah rencana aksi (read a step of an action plan)",
)
async def read_action_step(principal: Reader, uow: Reading, action_step_id: UUID, response: Response) -> ActionStepOut:
    """Satu langkah; ETag-nya adalah ETag rencana aksinya.

    One step; its ETag is that of its action plan.
    """
    step, version = await service.read_action_step(uow, principal, action_step_id)
    tell_version(response, version)
    return step


@router.put(
    "/action-steps/{action_step_id}",
    operation_id="change_action_step",
    summary="Catat kemajuan langkah (tell what became of a step)",
)
async def change_action_step(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    action_step_id: UUID,
    given: ActionStepPut,
    response: Response,
) -> ActionStepOut:
    """Catat langkah selesai pada hari apa, batal mengapa, atau kembali direncanakan, pada rencana yang disepakati.

    Tell that a step is done and on which day, dropped and why, or planned again; on an agreed action plan whose period
    is not closed.
    """
    step, version = await service.change_action_step(uow, principal, action_step_id, expected, given)
    tell_version(response, version)
    return step
