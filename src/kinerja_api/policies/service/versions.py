"""Reading policies and their versions: those of the law, and those that the agency published itself."""

from typing import Any
from uuid import UUID

from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import NotFound
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.policies import repository
from kinerja_api.policies.models import PolicyOverlay, PolicyVersion
from kinerja_api.policies.rules.changes import Change, changes_between
from kinerja_api.policies.rules.documents import adjustable_of, instruments_of, verification_of
from kinerja_api.policies.schemas import (
    AgencyVersionOut,
    ChangeOut,
    ChangesOut,
    DocumentOut,
    ParameterOut,
    PolicyOut,
    ValueOut,
    VerificationOut,
    VersionOut,
    VersionRow,
)
from kinerja_api.policies.types import Origin, PolicyDocument, VersionSummary


async def list_policies(uow: UnitOfWork, language: Language, page: PageOf) -> Page[PolicyOut]:
    """Return a page of the policies with their current versions and the agency's own of today."""
    rows, following = await repository.list_current(uow, page)
    own = {each.key: each for each in await repository.list_overlays_on(uow, await today_of(uow))}
    return Page(items=[_policy(row, own.get(row.key), language) for row in rows], next=following)


async def read_policy(uow: UnitOfWork, key: str, language: Language) -> PolicyOut:
    """Return one policy with its current version and the agency's own of today."""
    row = await repository.get_current(uow, key)
    own = await repository.list_overlays_on(uow, await today_of(uow), key=key)
    return _policy(row, own[0] if own else None, language)


async def list_versions(
    uow: UnitOfWork, language: Language, *, key: str | None, origin: Origin | None, page: PageOf
) -> Page[VersionRow]:
    """Return a page of the versions of one policy, or of all."""
    rows, following = await repository.list_versions(uow, key=key, origin=origin, page=page)
    return Page(items=[VersionRow(**_row(row, language)) for row in rows], next=following)


async def read_version(uow: UnitOfWork, version_id: UUID, language: Language) -> VersionOut:
    """Return a version with every parameter."""
    version, document = await _get(uow, version_id)
    return VersionOut(
        **_row(version, language),
        subject=document["subject"],
        scheme=document["scheme"],
        instruments=instruments_of(document),
        verification=VerificationOut.model_validate(verification_of(document)),
        # Versions registered before there were agency overlays say nothing of what is adjustable.
        parameters=[ParameterOut.model_validate({"adjustable": None, **each}) for each in document["parameters"]],
    )


async def read_document(uow: UnitOfWork, version_id: UUID) -> DocumentOut:
    """Return the document of a version as it is kept."""
    version, document = await _get(uow, version_id)
    return DocumentOut(version_id=version.id, sha256=version.sha256, document=document)


async def compare_version(uow: UnitOfWork, version_id: UUID, language: Language) -> ChangesOut:
    """Return what a version changes against the one before it; an agency's first against what it lies over."""
    version, after = await _get(uow, version_id)
    previous_id, before = await _before(uow, version)
    changes = changes_between(before, after) if before else ()
    return ChangesOut(
        version_id=version.id,
        previous_version_id=previous_id,
        published_name=version.published_name,
        changes=[_change(each, language) for each in changes],
    )


async def _get(uow: UnitOfWork, version_id: UUID) -> tuple[VersionSummary, PolicyDocument]:
    version = await repository.find_version(uow, version_id)
    if version is None:
        raise NotFound
    return version, await repository.get_document(uow, version)


async def _before(uow: UnitOfWork, version: VersionSummary) -> tuple[UUID | None, PolicyDocument | None]:
    previous = await repository.find_previous(uow, version)
    if previous is not None:
        return previous.id, await repository.get_document(uow, previous)
    if version.origin is Origin.NATIONAL:
        return None, None
    overlay = await repository.get_overlay(uow, version.id)
    base = await repository.get_registered(uow, overlay.base_version_id)
    return base.id, base.document


def _policy(row: PolicyVersion, own: PolicyOverlay | None, language: Language) -> PolicyOut:
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
        adjustable=adjustable_of(row.document),
        agency_version=_agency_version(own, language) if own else None,
    )


def _agency_version(own: PolicyOverlay, language: Language) -> AgencyVersionOut:
    return AgencyVersionOut(id=own.id, title=_title(own, language), regulation=own.instrument, since=own.since)


def _row(version: VersionSummary, language: Language) -> dict[str, Any]:
    return {
        "id": version.id,
        "key": version.key,
        "origin": version.origin,
        "edition": version.edition,
        "title": _title(version, language),
        "sha256": version.sha256,
        "in_force_from": version.in_force_from,
        "in_force_until": version.in_force_until,
        "registered_at": version.registered_at,
        "superseded_at": version.superseded_at,
        "regulation": version.regulation,
        "published_name": version.published_name,
    }


def _change(change: Change, language: Language) -> ChangeOut:
    return ChangeOut(
        change=change.kind,
        parameter=change.parameter["name"],
        text=change.parameter["text"][language],
        before=[ValueOut.model_validate(each) for each in change.before],
        after=[ValueOut.model_validate(each) for each in change.after],
    )


def _title(row: PolicyVersion | PolicyOverlay | VersionSummary, language: Language) -> str:
    return row.title_id if language == "id" else row.title_en
