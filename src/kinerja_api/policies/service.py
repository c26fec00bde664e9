"""Use cases of policies; all of them read."""

from typing import Any
from uuid import UUID

from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.text import Language
from kinerja_api.policies import repository
from kinerja_api.policies.models import PolicyVersion
from kinerja_api.policies.rules import instruments_of, verification_of
from kinerja_api.policies.schemas import ParameterOut, PolicyOut, VerificationOut, VersionOut, VersionRow


async def list_policies(uow: UnitOfWork, language: Language, page: PageOf) -> Page[PolicyOut]:
    """Return a page of the policies with their current versions."""
    rows, following = await repository.list_current(uow, page)
    return Page(items=[_policy(row, language) for row in rows], next=following)


async def list_versions(uow: UnitOfWork, language: Language, *, key: str | None, page: PageOf) -> Page[VersionRow]:
    """Return a page of the versions of one policy, or of all."""
    rows, following = await repository.list_versions(uow, key=key, page=page)
    return Page(items=[VersionRow(**_row(row, language)) for row in rows], next=following)


async def read_version(uow: UnitOfWork, version_id: UUID, language: Language) -> VersionOut:
    """Return a version with every parameter."""
    row = await repository.get_version(uow, version_id)
    return VersionOut(
        **_row(row, language),
        subject=row.subject,
        scheme=row.scheme,
        instruments=instruments_of(row.document),
        verification=VerificationOut.model_validate(verification_of(row.document)),
        parameters=[ParameterOut.model_validate(each) for each in row.document["parameters"]],
    )


def _policy(row: PolicyVersion, language: Language) -> PolicyOut:
    return PolicyOut(
        key=row.key,
        subject=row.subject,
        scheme=row.scheme,
        title=_title(row, language),
        instruments=instruments_of(row.document),
        verification=VerificationOut.model_validate(verification_of(row.document)),
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        current_version_id=row.id,
        edition=row.edition,
        sha256=row.sha256,
        registered_at=row.registered_at,
    )


def _row(row: PolicyVersion, language: Language) -> dict[str, Any]:
    return {
        "id": row.id,
        "key": row.key,
        "edition": row.edition,
        "title": _title(row, language),
        "sha256": row.sha256,
        "in_force_from": row.in_force_from,
        "in_force_until": row.in_force_until,
        "registered_at": row.registered_at,
        "superseded_at": row.superseded_at,
    }


def _title(row: PolicyVersion, language: Language) -> str:
    return row.title_id if language == "id" else row.title_en
