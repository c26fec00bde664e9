"""HTTP of what a plan holds beside its targets, and of its copy into another year."""

from uuid import UUID

from fastapi import Response, status

from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Writing
from kinerja_api.kit.http.router import api_router, tell_created, tell_version
from kinerja_api.targets.router.plans import Writer
from kinerja_api.targets.schemas import Attachments, CopyIn, CopyOut, ExpectationsIn, PlanOut
from kinerja_api.targets.service import contents, copies

router = api_router("targets")


@router.put(
    "/target-plans/{plan_id}/attachments",
    operation_id="change_target_plan_attachments",
    summary="Isi lampiran SKP (fill in the attachments of a target plan)",
)
async def change_target_plan_attachments(
    principal: Writer, expected: ExpectedVersion, uow: Writing, plan_id: UUID, given: Attachments, response: Response
) -> PlanOut:
    """Ganti ketiga lampiran SKP Anda: dukungan sumber daya, skema pertanggungjawaban, konsekuensi.

    Replace the three attachments of your plan: support needed, how it is accounted for, consequences.
    """
    plan = await contents.change_attachments(uow, principal, plan_id, expected, given)
    tell_version(response, plan.version)
    return plan


@router.put(
    "/target-plans/{plan_id}/expectations",
    operation_id="change_target_plan_expectations",
    summary="Tulis ekspektasi pimpinan (write the leader's expectations)",
)
async def change_target_plan_expectations(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    plan_id: UUID,
    given: ExpectationsIn,
    response: Response,
) -> PlanOut:
    """Pejabat penilai menulis ekspektasi khusus per nilai BerAKHLAK, sampai SKP ditetapkan; menggantikan yang lama.

    The rating official writes what is especially expected of each core value, until the plan is agreed; it replaces
    what was written before.
    """
    plan = await contents.change_expectations(uow, principal, plan_id, expected, given)
    tell_version(response, plan.version)
    return plan


@router.post(
    "/target-plans/{plan_id}/copies",
    operation_id="copy_target_plan",
    summary="Salin SKP tahun lalu (copy a plan of an earlier year)",
    status_code=status.HTTP_201_CREATED,
)
async def copy_target_plan(
    principal: Writer, uow: Creating, plan_id: UUID, given: CopyIn, language: InLanguage, response: Response
) -> CopyOut:
    """Mulai SKP tahun ini dari SKP Anda tahun lalu di jabatan yang sama.

    `left_out` menyebut apa yang tidak ikut disalin dan mengapa.

    Begin this year's plan from your plan of an earlier year in the same post; `left_out` says what did not come along
    and why.
    """
    copied = await copies.copy_plan(uow, principal, plan_id, given, language)
    tell_created(response, f"/v1/target-plans/{copied.plan.id}", copied.plan.version)
    return copied
