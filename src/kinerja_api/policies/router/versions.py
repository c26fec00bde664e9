"""HTTP of policies and their versions."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from kinerja_api.authz.guards import InLanguage, Reading, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router
from kinerja_api.kit.http.schema import Page
from kinerja_api.policies.schemas import COMPOSITE, ChangesOut, DocumentOut, PolicyOut, VersionOut, VersionRow
from kinerja_api.policies.service import versions
from kinerja_api.policies.types import Origin

router = api_router("policies")

Reader = Annotated[Principal, requires(Permission.POLICY_READ)]
Key = Annotated[str, Path(max_length=60, pattern=r"^[a-z][a-z0-9_]*$", examples=[COMPOSITE])]


@router.get("/policies", operation_id="list_policies", summary="Daftar kebijakan (list policies)")
async def list_policies(principal: Reader, uow: Reading, language: InLanguage, page: Paging) -> Page[PolicyOut]:
    """Aturan yang dipakai untuk menghitung: judul, peraturan yang dirujuk, tingkat verifikasi, versi yang berlaku.

    Bila instansi Anda menerbitkan versi sendiri yang berlaku hari ini, `agency_version` menyebutnya.

    The rules that are computed with: title, the law they rest on, how well they are verified, the current version.

    When your agency has published a version of its own that is in force today, `agency_version` names it.
    """
    return await versions.list_policies(uow, language, page)


@router.get("/policies/{key}", operation_id="read_policy", summary="Baca kebijakan (read a policy)")
async def read_policy(principal: Reader, uow: Reading, key: Key, language: InLanguage) -> PolicyOut:
    """Satu kebijakan: apa yang diatur, versi yang berlaku, dan apa yang dapat disesuaikan instansi.

    One policy: what it rules, the version in force, and what an agency may adjust.
    """
    return await versions.read_policy(uow, key, language)


@router.get(
    "/policy-versions", operation_id="list_policy_versions", summary="Riwayat versi kebijakan (versions of policies)"
)
async def list_policy_versions(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    page: Paging,
    key: Annotated[str | None, Query(max_length=60, description="Hanya kebijakan ini. Only of this policy.")] = None,
    origin: Annotated[
        Origin | None, Query(description="Nasional, atau milik instansi ini. Of the law, or of this agency.")
    ] = None,
) -> Page[VersionRow]:
    """Semua versi yang pernah berlaku, nasional dan milik instansi Anda, terbaru lebih dulu; tidak ada yang dihapus.

    All versions that ever ruled, of the law and of your agency, newest first; none is changed or removed.
    """
    return await versions.list_versions(uow, language, key=key, origin=origin, page=page)


@router.get(
    "/policy-versions/{version_id}",
    operation_id="read_policy_version",
    summary="Baca versi kebijakan (read a version of a policy)",
)
async def read_policy_version(principal: Reader, uow: Reading, version_id: UUID, language: InLanguage) -> VersionOut:
    """Satu versi dengan setiap nilainya: masa berlaku, pasal, dan apakah sudah dibaca dari naskah peraturannya.

    One version with every value: days in force, article, and whether it was read in the text of the law itself.
    """
    return await versions.read_version(uow, version_id, language)


@router.get(
    "/policy-versions/{version_id}/document",
    operation_id="read_policy_document",
    summary="Dokumen versi kebijakan (document of a version)",
)
async def read_policy_document(principal: Reader, uow: Reading, version_id: UUID) -> DocumentOut:
    """Dokumen versi persis seperti disimpan dan dipakai menghitung, untuk diarsipkan atau diperiksa mesin lain.

    The document of a version exactly as it is kept and computed with, to be archived or checked by other programs.
    """
    return await versions.read_document(uow, version_id)


@router.get(
    "/policy-versions/{version_id}/changes",
    operation_id="compare_policy_version",
    summary="Perubahan terhadap versi sebelumnya (what a version changed)",
)
async def compare_policy_version(principal: Reader, uow: Reading, version_id: UUID, language: InLanguage) -> ChangesOut:
    """Nilai mana yang berubah, dari apa menjadi apa, dengan pasalnya, dan siapa yang menerbitkan.

    Versi pertama instansi dibandingkan dengan kebijakan yang disesuaikannya.

    Which values changed, from what to what, with their articles, and who published.

    An agency's first version is compared with the policy that it adjusts.
    """
    return await versions.compare_version(uow, version_id, language)
