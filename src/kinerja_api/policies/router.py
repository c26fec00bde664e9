"""HTTP of policies."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kinerja_api.authz.guards import InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router
from kinerja_api.kit.http.schema import Page
from kinerja_api.policies import service
from kinerja_api.policies.schemas import PolicyOut, VersionOut, VersionRow

router = api_router("policies")

Reader = Annotated[Principal, requires(Permission.POLICY_READ)]


@router.get("/policies", operation_id="list_policies", summary="Daftar kebijakan (list policies)")
async def list_policies(principal: Reader, uow: Reading, language: InLanguage, page: Paging) -> Page[PolicyOut]:
    """Aturan yang dipakai untuk menghitung: judul, peraturan yang dirujuk, tingkat verifikasi, versi yang berlaku.

    The rules that are computed with: title, the law they rest on, how well they are verified, the current version.
    """
    return await service.list_policies(uow, language, page)


@router.get(
    "/policy-versions", operation_id="list_policy_versions", summary="Riwayat versi kebijakan (versions of policies)"
)
async def list_policy_versions(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    page: Paging,
    key: Annotated[str | None, Query(max_length=60, description="Hanya kebijakan ini. Only of this policy.")] = None,
) -> Page[VersionRow]:
    """Semua versi yang pernah terdaftar, terbaru lebih dulu; tidak ada yang diubah atau dihapus.

    All versions ever registered, newest first; none is changed or removed.
    """
    return await service.list_versions(uow, language, key=key, page=page)


@router.get(
    "/policy-versions/{version_id}",
    operation_id="read_policy_version",
    summary="Baca versi kebijakan (read a version of a policy)",
)
async def read_policy_version(principal: Reader, uow: Reading, version_id: UUID, language: InLanguage) -> VersionOut:
    """Satu versi dengan setiap nilainya: masa berlaku, pasal, dan apakah sudah dibaca dari naskah peraturannya.

    One version with every value: days in force, article, and whether it was read in the text of the law itself.
    """
    return await service.read_version(uow, version_id, language)
