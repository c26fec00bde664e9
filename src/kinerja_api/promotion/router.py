"""HTTP of promotion."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Day, Page
from kinerja_api.organization.public import today_of
from kinerja_api.promotion.rules import next_period
from kinerja_api.promotion.schemas import (
    CandidatesOut,
    EligibilityOut,
    ProposalIn,
    ProposalOut,
    ProposalRow,
    ProposalStepIn,
)
from kinerja_api.promotion.service import eligibility, proposals
from kinerja_api.promotion.types import CandidateFilter, ProposalStatus
from kinerja_api.scoring.facts import CriterionStatus, PromotionKind

router = api_router("promotion")

Reader = Annotated[Principal, requires(Permission.PROMOTION_READ)]


@router.get(
    "/promotion-eligibility",
    operation_id="read_promotion_eligibility",
    summary="Kelayakan kenaikan pangkat (eligibility for promotion)",
)
async def read_promotion_eligibility(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    employee_id: Annotated[UUID | None, Query(description="Pegawai; bawaan: Anda. Employee; default: you.")] = None,
    effective_on: Annotated[
        Day | None,
        Query(description="TMT; bawaan: tanggal 1 bulan depan. Effective day; default: the first of next month."),
    ] = None,
    kind: Annotated[
        PromotionKind | None,
        Query(description="Jenis; bawaan menurut jabatan. Kind; by default the one that follows from the post."),
    ] = None,
) -> EligibilityOut:
    """Setiap syarat pada suatu TMT: yang ditemukan, yang diminta, dasar hukumnya, terpenuhi atau belum, dan mengapa.

    Every criterion on a day: found, required, legal basis, met or not met or pending, and why. Nothing is stored.
    """
    return await eligibility.read_eligibility(
        uow, principal, employee_id=employee_id, effective_on=effective_on, kind=kind, language=language
    )


@router.get(
    "/promotion-candidates",
    operation_id="list_promotion_candidates",
    summary="Daftar calon kenaikan pangkat (list candidates for promotion)",
)
async def list_promotion_candidates(  # noqa: PLR0913, PLR0917  what it needs, each by its guard
    principal: Reader,
    uow: Reading,
    page: Paging,
    language: InLanguage,
    effective_on: Annotated[
        Day | None,
        Query(description="TMT; bawaan: tanggal 1 bulan depan. Effective day; default: the first of next month."),
    ] = None,
    unit_id: Annotated[UUID | None, Query(description="Unit dan di bawahnya. A unit and all below it.")] = None,
    candidate_status: Annotated[
        CriterionStatus | None,
        Query(alias="status", description="met, not_met, atau pending. Only those who stand so."),
    ] = None,
) -> CandidatesOut:
    """Semua pegawai yang boleh Anda lihat pada suatu TMT: memenuhi syarat, belum, atau menunggu, dengan setiap alasan.

    Everybody you may see on a day: eligible, not, or pending, each with every reason. A page may hold less than its
    limit, even nobody, when few stand as asked; go on with `next` until it is null.
    """
    asked = CandidateFilter(effective_on or next_period(await today_of(uow)), unit_id, candidate_status)
    return await eligibility.list_candidates(uow, principal, asked, page, language)


@router.get(
    "/promotion-proposals",
    operation_id="list_promotion_proposals",
    summary="Daftar usulan kenaikan pangkat (list promotion proposals)",
)
async def list_promotion_proposals(
    principal: Reader,
    uow: Reading,
    page: Paging,
    employee_id: Annotated[UUID | None, Query(description="Pegawai. Employee.")] = None,
    proposal_status: Annotated[
        ProposalStatus | None, Query(alias="status", description="Status usulan. State.")
    ] = None,
) -> Page[ProposalRow]:
    """Usulan yang boleh Anda lihat, terbaru lebih dulu: milik sendiri dan yang Anda pimpin; tim dan PPK melihat semua.

    The proposals you may see, newest first: your own and those of the people you lead; board and PPK see all.
    """
    return await proposals.list_proposals(uow, principal, employee_id=employee_id, status=proposal_status, page=page)


@router.post(
    "/promotion-proposals",
    operation_id="create_promotion_proposal",
    summary="Usulkan kenaikan pangkat (propose a promotion)",
    status_code=status.HTTP_201_CREATED,
)
async def create_promotion_proposal(
    principal: Annotated[Principal, requires(Permission.PROMOTION_MANAGE)],
    uow: Creating,
    given: ProposalIn,
    language: InLanguage,
    response: Response,
) -> ProposalOut:
    """Usulkan pegawai yang memenuhi semua syarat; kelayakannya disimpan seperti saat diusulkan.

    Propose an employee who meets every criterion; the eligibility is kept as it is at that moment.
    """
    proposal = await proposals.propose(uow, principal, given, language)
    tell_created(response, f"/v1/promotion-proposals/{proposal.id}", proposal.version)
    return proposal


@router.get(
    "/promotion-proposals/{proposal_id}",
    operation_id="read_promotion_proposal",
    summary="Baca usulan kenaikan pangkat (read a promotion proposal)",
)
async def read_promotion_proposal(
    principal: Reader, uow: Reading, proposal_id: UUID, language: InLanguage, response: Response
) -> ProposalOut:
    """Satu usulan dengan kelayakan, rekomendasi, dan keputusannya.

    One proposal with its eligibility, recommendation and decision.
    """
    proposal = await proposals.read_proposal(uow, principal, proposal_id, language)
    tell_version(response, proposal.version)
    return proposal


@router.get(
    "/promotion-proposals/{proposal_id}/transitions",
    operation_id="list_promotion_proposal_transitions",
    summary="Riwayat dan langkah usulan (life of a promotion proposal)",
)
async def list_promotion_proposal_transitions(
    principal: Reader, uow: Reading, proposal_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await proposals.list_proposal_transitions(uow, principal, proposal_id, language)


@router.post(
    "/promotion-proposals/{proposal_id}/transitions",
    operation_id="step_promotion_proposal",
    openapi_extra=body_example({"name": "recommend"}),
    summary="Rekomendasikan atau putuskan usulan (recommend or decide on a proposal)",
)
async def step_promotion_proposal(  # noqa: PLR0913, PLR0917  what it needs, each by its guard
    principal: Reader,
    expected: ExpectedVersion,
    uow: Writing,
    proposal_id: UUID,
    step: ProposalStepIn,
    language: InLanguage,
    response: Response,
) -> ProposalOut:
    """Langkah: recommend, not_recommend oleh tim; approve (dengan decree), reject oleh PPK; withdraw oleh pengelola.

    Steps: recommend and not_recommend by the board; approve (with decree) and reject by the PPK; withdraw by HR.
    """
    proposal = await proposals.step_proposal(uow, principal, proposal_id, expected, step, language)
    tell_version(response, proposal.version)
    return proposal
