"""HTTP of the overlays of an agency."""

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
from kinerja_api.policies.schemas import OverlayIn, OverlayOut, OverlayPut, OverlayRow, StepIn
from kinerja_api.policies.service import overlays
from kinerja_api.policies.types import OverlayStatus

router = api_router("policies")

Reader = Annotated[Principal, requires(Permission.POLICY_READ)]
Drafter = Annotated[Principal, requires(Permission.POLICY_DRAFT)]
Reviewer = Annotated[Principal, requires(Permission.POLICY_REVIEW)]


@router.get(
    "/policy-overlays",
    operation_id="list_policy_overlays",
    summary="Daftar kebijakan instansi (policies of the agency)",
)
async def list_policy_overlays(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    page: Paging,
    key: Annotated[str | None, Query(max_length=60, description="Hanya kebijakan ini. Only of this policy.")] = None,
    overlay_status: Annotated[OverlayStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[OverlayRow]:
    """Penyesuaian kebijakan oleh instansi, terbaru lebih dulu; draf hanya tampak bagi pengelola, PPK, dan auditor.

    What the agency adjusted, newest first; drafts are shown to HR administrators, the appointing official and auditors.
    """
    return await overlays.list_overlays(uow, principal, language, key=key, status=overlay_status, page=page)


@router.post(
    "/policy-overlays",
    operation_id="draft_policy_overlay",
    summary="Susun kebijakan instansi (draft a policy of the agency)",
    status_code=status.HTTP_201_CREATED,
)
async def draft_policy_overlay(
    principal: Drafter, uow: Creating, given: OverlayIn, language: InLanguage, response: Response
) -> OverlayOut:
    """Susun penyesuaian atas kebijakan yang mengizinkannya, berdasar peraturan instansi sendiri; mulai sebagai draf.

    Setiap nilai diperiksa terhadap batasnya, dan kebijakan hasilnya harus utuh (misalnya bobot berjumlah 100).

    Draft an adjustment of a policy that allows it, resting on the agency's own regulation; it begins as a draft.

    Every value is checked against its bounds, and the policy that results must be whole (weights must make 100).
    """
    overlay = await overlays.draft_overlay(uow, principal, given, language)
    tell_created(response, f"/v1/policy-overlays/{overlay.id}", overlay.version)
    return overlay


@router.get(
    "/policy-overlays/{overlay_id}",
    operation_id="read_policy_overlay",
    summary="Baca kebijakan instansi (read a policy of the agency)",
)
async def read_policy_overlay(
    principal: Reader, uow: Reading, overlay_id: UUID, language: InLanguage, response: Response
) -> OverlayOut:
    """Nilai yang disesuaikan, nilai yang digantikannya, pasalnya, dan siapa yang menyusun, menelaah, menerbitkan.

    The values that are adjusted, those they take the place of, the articles, and who drafted, reviewed and published.
    """
    overlay = await overlays.read_overlay(uow, principal, overlay_id, language)
    tell_version(response, overlay.version)
    return overlay


@router.put(
    "/policy-overlays/{overlay_id}",
    operation_id="change_policy_overlay",
    summary="Tulis ulang draf (write a draft anew)",
)
async def change_policy_overlay(  # noqa: PLR0913, PLR0917  guards, preconditions and language
    principal: Drafter,
    expected: ExpectedVersion,
    uow: Writing,
    overlay_id: UUID,
    given: OverlayPut,
    language: InLanguage,
    response: Response,
) -> OverlayOut:
    """Ganti isi draf; hanya penyusunnya, dan hanya selama masih draf. Diperiksa terhadap kebijakan yang berlaku kini.

    Replace what a draft says; by its drafter, while it is a draft. It is checked against the policy as it is now.
    """
    overlay = await overlays.change_overlay(uow, principal, overlay_id, expected, given, language)
    tell_version(response, overlay.version)
    return overlay


@router.get(
    "/policy-overlays/{overlay_id}/transitions",
    operation_id="list_policy_overlay_transitions",
    summary="Riwayat dan langkah kebijakan instansi (life of a policy of the agency)",
)
async def list_policy_overlay_transitions(
    principal: Reader, uow: Reading, overlay_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain tidak.

    The steps taken, those you can take now, and why the others cannot be taken.
    """
    return await overlays.list_overlay_transitions(uow, principal, overlay_id, language)


@router.post(
    "/policy-overlays/{overlay_id}/transitions",
    operation_id="step_policy_overlay",
    openapi_extra=body_example({"name": "review"}),
    summary="Telaah, kembalikan, terbitkan, atau buang (review, return, publish or discard)",
)
async def step_policy_overlay(  # noqa: PLR0913, PLR0917  guards, preconditions and language
    principal: Reviewer,
    expected: ExpectedVersion,
    uow: Writing,
    overlay_id: UUID,
    step: StepIn,
    language: InLanguage,
    response: Response,
) -> OverlayOut:
    """Langkah: review dan return oleh orang kedua, publish oleh PPK, discard oleh penyusun.

    Yang terbit menutup masa berlaku versi sebelumnya. Bila mulainya di masa lalu, isi alasannya di `note`: nilai tahun
    itu dihitung ulang sebagai revisi baru.

    Steps: review and return by a second person, publish by the appointing official, discard by the drafter.

    What is published closes the days of the version before. When it begins in the past, give the reason in `note`: the
    scores of those years are computed again, as new revisions.
    """
    overlay = await overlays.step_overlay(uow, principal, overlay_id, expected, step, language)
    tell_version(response, overlay.version)
    return overlay
