"""HTTP of plan templates and of the runs that assign them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.targets.router.plans import Reader
from kinerja_api.targets.schemas import StepIn
from kinerja_api.targets.schemas.templates import (
    AssignmentIn,
    AssignmentOut,
    AssignmentResultOut,
    TemplateIn,
    TemplateOut,
    TemplateRow,
)
from kinerja_api.targets.service import assignments, templates
from kinerja_api.targets.types import AssignmentOutcome

router = api_router("targets")

Manager = Annotated[Principal, requires(Permission.PLAN_TEMPLATE_MANAGE)]


@router.get("/plan-templates", operation_id="list_plan_templates", summary="Daftar templat SKP (list plan templates)")
async def list_plan_templates(
    principal: Reader,
    uow: Reading,
    page: Paging,
    position_name: Annotated[
        str | None, Query(max_length=300, description="Nama jabatan, persis. Name of the post.")
    ] = None,
    is_active: Annotated[bool | None, Query(description="Hanya yang dipakai. Only those in use.")] = None,
) -> Page[TemplateRow]:
    """Templat SKP instansi menurut jabatan.

    The agency's plan templates by post.
    """
    return await templates.list_templates(uow, position_name=position_name, is_active=is_active, page=page)


@router.post(
    "/plan-templates",
    operation_id="create_plan_template",
    summary="Buat templat SKP (make a plan template)",
    status_code=status.HTTP_201_CREATED,
)
async def create_plan_template(principal: Manager, uow: Creating, given: TemplateIn, response: Response) -> TemplateOut:
    """Templat berisi hasil kerja, indikator, standar, dan lampiran untuk satu nama jabatan atau semua jabatan.

    A template holds targets, indicators, standards and attachments for one name of a post, or for any.
    """
    template = await templates.create_template(uow, principal, given)
    tell_created(response, f"/v1/plan-templates/{template.id}", template.version)
    return template


@router.get(
    "/plan-templates/{template_id}",
    operation_id="read_plan_template",
    summary="Baca templat SKP (read a plan template)",
)
async def read_plan_template(
    principal: Reader,
    uow: Reading,
    template_id: UUID,
    response: Response,
) -> TemplateOut:
    """Satu templat dengan seluruh isinya.

    One template with all that it holds.
    """
    template = await templates.read_template(uow, template_id)
    tell_version(response, template.version)
    return template


@router.put(
    "/plan-templates/{template_id}",
    operation_id="change_plan_template",
    summary="Ubah templat SKP (change a plan template)",
)
async def change_plan_template(
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    template_id: UUID,
    given: TemplateIn,
    response: Response,
) -> TemplateOut:
    """Ganti isi templat, atau hentikan pemakaiannya; SKP yang sudah dibuat darinya tidak berubah.

    Replace a template, or take it out of use; plans that began with it do not change.
    """
    template = await templates.change_template(uow, principal, template_id, expected, given)
    tell_version(response, template.version)
    return template


@router.get(
    "/plan-assignment-runs",
    operation_id="list_plan_assignment_runs",
    summary="Daftar pembagian templat (list plan assignment runs)",
)
async def list_plan_assignment_runs(
    principal: Reader,
    uow: Reading,
    page: Paging,
    cycle_id: Annotated[UUID | None, Query(description="Tahun kinerja. Performance year.")] = None,
) -> Page[AssignmentOut]:
    """Pembagian templat kepada banyak pegawai, terbaru lebih dulu, dengan kemajuannya.

    Runs that gave templates to many employees, newest first, with their progress.
    """
    return await assignments.list_runs(uow, principal, cycle_id=cycle_id, page=page)


@router.post(
    "/plan-assignment-runs",
    operation_id="create_plan_assignment_run",
    summary="Bagikan templat ke banyak pegawai (assign a plan template)",
    status_code=status.HTTP_202_ACCEPTED,
)
async def create_plan_assignment_run(
    principal: Manager, uow: Creating, given: AssignmentIn, response: Response
) -> AssignmentOut:
    """Buat draf SKP dari templat bagi semua pemegang jabatan yang cocok, di latar belakang.

    Yang sudah punya SKP untuk jabatannya tidak disentuh; setiap pegawai melengkapi dan mengajukan drafnya sendiri.
    Jawabannya 202; lihat kemajuannya di alamat pada header Location.

    Draft plans from a template for all whose post fits, in the background. Whoever has a plan for the post keeps it;
    each employee completes and submits the draft. The answer is 202; see the progress at the address in Location.
    """
    run = await assignments.start_run(uow, principal, given)
    tell_created(response, f"/v1/plan-assignment-runs/{run.id}", run.version)
    return run


@router.get(
    "/plan-assignment-runs/{assignment_run_id}",
    operation_id="read_plan_assignment_run",
    summary="Baca pembagian templat (read a plan assignment run)",
)
async def read_plan_assignment_run(
    principal: Reader, uow: Reading, assignment_run_id: UUID, response: Response
) -> AssignmentOut:
    """Kemajuan dan hasil: berapa draf dibuat, sudah punya SKP, dan berjabatan lain.

    Progress and result: how many drafts were made, how many had a plan, and how many hold another post.
    """
    run = await assignments.read_run(uow, principal, assignment_run_id)
    tell_version(response, run.version)
    return run


@router.get(
    "/plan-assignment-runs/{assignment_run_id}/results",
    operation_id="list_plan_assignment_run_results",
    summary="Hasil pembagian per pegawai (results of a plan assignment run)",
)
async def list_plan_assignment_run_results(
    principal: Reader,
    uow: Reading,
    page: Paging,
    assignment_run_id: UUID,
    outcome: Annotated[AssignmentOutcome | None, Query(description="Hanya hasil ini. Only this outcome.")] = None,
) -> Page[AssignmentResultOut]:
    """Pegawai yang jabatannya cocok: draf dibuat, atau SKP sudah ada.

    The people whose post fits: a draft was made, or a plan was there.
    """
    return await assignments.list_results(uow, principal, assignment_run_id, outcome=outcome, page=page)


@router.get(
    "/plan-assignment-runs/{assignment_run_id}/transitions",
    operation_id="list_plan_assignment_run_transitions",
    summary="Riwayat dan langkah pembagian (life of a plan assignment run)",
)
async def list_plan_assignment_run_transitions(
    principal: Reader, uow: Reading, assignment_run_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah terjadi, dan yang dapat Anda minta sekarang.

    The steps so far, and those that you can ask for now.
    """
    return await assignments.list_run_transitions(uow, principal, assignment_run_id, language)


@router.post(
    "/plan-assignment-runs/{assignment_run_id}/transitions",
    operation_id="step_plan_assignment_run",
    openapi_extra=body_example({"name": "cancel"}),
    summary="Batalkan atau lanjutkan pembagian (cancel or resume a plan assignment run)",
)
async def step_plan_assignment_run(
    principal: Manager,
    expected: ExpectedVersion,
    uow: Writing,
    assignment_run_id: UUID,
    step: StepIn,
    response: Response,
) -> AssignmentOut:
    """Langkah: cancel (SKP yang sudah dibuat tetap ada) dan resume (lanjut dari tempat berhenti).

    Steps: cancel (plans that were made stay) and resume (goes on where it stopped).
    """
    run = await assignments.step_run(uow, principal, assignment_run_id, expected, step)
    tell_version(response, run.version)
    return run
