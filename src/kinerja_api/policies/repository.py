"""All SQL of policies. The register of the law is written by the owner alone, through `register`."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Subquery, literal, null, or_, select, text, tuple_, union_all

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.policies.lifecycle import IN_THE_OPEN
from kinerja_api.policies.models import PolicyOverlay, PolicyVersion
from kinerja_api.policies.types import Origin, OverlayStatus, PolicyDocument, Registration, Ruling, VersionSummary

if TYPE_CHECKING:
    import asyncpg

BY_KEY = Keyset((PolicyVersion.key,))
OVERLAYS_NEWEST_FIRST = Keyset((PolicyOverlay.id,), descending=True)

_OPEN = [status.value for status in IN_THE_OPEN]
# Publications of one policy take turns, so that each finds the line of days as the one before left it.
_TAKE_TURN = HotQuery(
    text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:agency AS text) || CAST(:key AS text), 21))")
)
RULING = HotQuery(
    text(
        """
    SELECT v.id AS law_id, o.id AS own_id
      FROM policy_version v
      LEFT JOIN policy_overlay o ON o.agency_id = :agency AND o.key = v.key AND o.status IN ('published', 'superseded')
           AND o.since <= :day AND (o.until IS NULL OR o.until > :day)
     WHERE v.key = :key AND v.superseded_at IS NULL
       AND v.in_force_from <= :day AND (v.in_force_until IS NULL OR v.in_force_until > :day)
    """
    )
)
# Several processes may start at once and register the same files.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('kinerja policy register', 0))"
_IS_CURRENT = "SELECT true FROM policy_version WHERE key = $1 AND sha256 = $2 AND superseded_at IS NULL"
_SUPERSEDE = "UPDATE policy_version SET superseded_at = now() WHERE key = $1 AND superseded_at IS NULL"
_REGISTER = """
    INSERT INTO policy_version (id, key, subject, scheme, edition, title_id, title_en, in_force_from, in_force_until,
                                sha256, document, registered_at, superseded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::json, now(), NULL)
    ON CONFLICT (key, sha256) DO UPDATE SET superseded_at = NULL
"""


async def register(connection: "asyncpg.Connection", policy: Registration, version_id: UUID) -> bool:
    """Make this the current version of its key; tells whether that changed anything. Earlier versions stay."""
    async with connection.transaction():
        await connection.execute(_LOCK)
        if await connection.fetchval(_IS_CURRENT, policy.key, policy.sha256):
            return False
        await connection.execute(_SUPERSEDE, policy.key)
        await connection.execute(
            _REGISTER,
            version_id,
            policy.key,
            policy.subject,
            policy.scheme,
            policy.edition,
            policy.title_id,
            policy.title_en,
            policy.in_force_from,
            policy.in_force_until,
            policy.sha256,
            json.dumps(policy.document, ensure_ascii=False),
        )
        return True


async def list_current(uow: UnitOfWork, page: PageOf) -> tuple[Sequence[PolicyVersion], str | None]:
    """Return a page of the current versions, by key."""
    return await list_page(uow, select(PolicyVersion).where(PolicyVersion.superseded_at.is_(None)), BY_KEY, page)


async def list_versions(
    uow: UnitOfWork, *, key: str | None, origin: Origin | None, page: PageOf
) -> tuple[list[VersionSummary], str | None]:
    """Return a page of all versions, of the law and of this agency, newest first."""
    versions = _versions(uow)
    statement = select(versions)
    if key is not None:
        statement = statement.where(versions.c.key == key)
    if origin is not None:
        statement = statement.where(versions.c.origin == origin.value)
    newest_first = Keyset((versions.c.registered_at, versions.c.id), descending=True)
    rows, following = await list_page(uow, statement, newest_first, page)
    return [_summary(row) for row in rows], following


async def find_version(uow: UnitOfWork, version_id: UUID) -> VersionSummary | None:
    """Return a version of the law or of this agency, or None."""
    versions = _versions(uow)
    row = (await uow.session.execute(select(versions).where(versions.c.id == version_id))).one_or_none()
    return _summary(row) if row else None


async def get_document(uow: UnitOfWork, version: VersionSummary) -> PolicyDocument:
    """Return the document of a version that is there."""
    if version.origin is Origin.NATIONAL:
        statement = select(PolicyVersion.document).where(PolicyVersion.id == version.id)
    else:
        statement = select(PolicyOverlay.document).where(
            PolicyOverlay.agency_id == uow.agency_id, PolicyOverlay.id == version.id
        )
    document: PolicyDocument = (await uow.session.scalars(statement)).one()
    return document


async def find_previous(uow: UnitOfWork, version: VersionSummary) -> VersionSummary | None:
    """Return the version that stood before this one in its register, or None for the first."""
    versions = _versions(uow)
    statement = (
        select(versions)
        .where(
            versions.c.key == version.key,
            versions.c.origin == version.origin.value,
            tuple_(versions.c.registered_at, versions.c.id) < (version.registered_at, version.id),
        )
        .order_by(versions.c.registered_at.desc(), versions.c.id.desc())
        .limit(1)
    )
    row = (await uow.session.execute(statement)).one_or_none()
    return _summary(row) if row else None


async def get_current(uow: UnitOfWork, key: str) -> PolicyVersion:
    """Return the current version of a policy of the law; raise `NotFound`."""
    statement = select(PolicyVersion).where(PolicyVersion.key == key, PolicyVersion.superseded_at.is_(None))
    version = (await uow.session.scalars(statement)).one_or_none()
    if version is None:
        raise NotFound
    return version


async def get_registered(uow: UnitOfWork, version_id: UUID) -> PolicyVersion:
    """Return a version of the law that an overlay lies over."""
    return (await uow.session.scalars(select(PolicyVersion).where(PolicyVersion.id == version_id))).one()


async def map_versions(uow: UnitOfWork, version_ids: Sequence[UUID]) -> dict[UUID, PolicyVersion]:
    """Return these versions of the law by id."""
    statement = select(PolicyVersion).where(PolicyVersion.id.in_(version_ids))
    return {version.id: version for version in (await uow.session.scalars(statement)).all()}


async def find_ruling(uow: UnitOfWork, key: str, on: date) -> Ruling | None:
    """Return which versions of a policy rule a day in this agency, or None when it is not in force then."""
    rows = await uow.fetch_rows(RULING, agency=uow.agency_id, key=key, day=on)
    return Ruling(rows[0]["law_id"], rows[0]["own_id"]) if rows else None


async def list_in_force(uow: UnitOfWork, on: date) -> Sequence[PolicyVersion]:
    """Return the current versions that are in force on a day, by key."""
    statement = (
        select(PolicyVersion)
        .where(
            PolicyVersion.superseded_at.is_(None),
            PolicyVersion.in_force_from <= on,
            or_(PolicyVersion.in_force_until.is_(None), PolicyVersion.in_force_until > on),
        )
        .order_by(PolicyVersion.key)
    )
    return (await uow.session.scalars(statement)).all()


async def get_overlay(uow: UnitOfWork, overlay_id: UUID, *, for_update: bool = False) -> PolicyOverlay:
    """Return an overlay; raise `NotFound`."""
    return await get_row(uow, PolicyOverlay, overlay_id, for_update=for_update)


async def list_overlays(
    uow: UnitOfWork, *, with_drafts: bool, key: str | None, status: OverlayStatus | None, page: PageOf
) -> tuple[Sequence[PolicyOverlay], str | None]:
    """Return a page of overlays, newest first."""
    statement = select(PolicyOverlay).where(PolicyOverlay.agency_id == uow.agency_id)
    if not with_drafts:
        statement = statement.where(PolicyOverlay.status.in_(_OPEN))
    if key is not None:
        statement = statement.where(PolicyOverlay.key == key)
    if status is not None:
        statement = statement.where(PolicyOverlay.status == status.value)
    return await list_page(uow, statement, OVERLAYS_NEWEST_FIRST, page)


async def take_turn(uow: UnitOfWork, key: str) -> None:
    """Wait until no other publication of this policy is under way, and keep others out until this one ends."""
    await uow.fetch_value(_TAKE_TURN, agency=str(uow.agency_id), key=key)


async def list_timeline(uow: UnitOfWork, key: str) -> list[PolicyOverlay]:
    """Return the published versions of a policy that rule at least one day, earliest first."""
    statement = (
        select(PolicyOverlay)
        .where(
            PolicyOverlay.agency_id == uow.agency_id,
            PolicyOverlay.key == key,
            PolicyOverlay.status.in_(_OPEN),
            or_(PolicyOverlay.until.is_(None), PolicyOverlay.until > PolicyOverlay.since),
        )
        .order_by(PolicyOverlay.since)
    )
    return list((await uow.session.scalars(statement)).all())


async def list_overlays_on(uow: UnitOfWork, on: date, *, key: str | None = None) -> Sequence[PolicyOverlay]:
    """Return the agency's published versions that rule a day, at most one of each policy."""
    statement = select(PolicyOverlay).where(
        PolicyOverlay.agency_id == uow.agency_id,
        PolicyOverlay.status.in_(_OPEN),
        PolicyOverlay.since <= on,
        or_(PolicyOverlay.until.is_(None), PolicyOverlay.until > on),
    )
    if key is not None:
        statement = statement.where(PolicyOverlay.key == key)
    return (await uow.session.scalars(statement)).all()


async def map_overlays(uow: UnitOfWork, version_ids: Sequence[UUID]) -> dict[UUID, PolicyOverlay]:
    """Return these published versions of the agency by id."""
    statement = select(PolicyOverlay).where(
        PolicyOverlay.agency_id == uow.agency_id,
        PolicyOverlay.id.in_(version_ids),
        PolicyOverlay.status.in_(_OPEN),
    )
    return {overlay.id: overlay for overlay in (await uow.session.scalars(statement)).all()}


def add(uow: UnitOfWork, overlay: PolicyOverlay) -> None:
    """Add a new overlay."""
    uow.session.add(overlay)


def _versions(uow: UnitOfWork) -> Subquery:
    """Return the versions of both registers in one shape, without their documents."""
    law = select(
        PolicyVersion.id,
        PolicyVersion.key,
        literal(Origin.NATIONAL.value).label("origin"),
        PolicyVersion.edition,
        PolicyVersion.title_id,
        PolicyVersion.title_en,
        PolicyVersion.sha256,
        PolicyVersion.in_force_from,
        PolicyVersion.in_force_until,
        PolicyVersion.registered_at,
        PolicyVersion.superseded_at,
        null().label("regulation"),
        null().label("published_name"),
    )
    own = select(
        PolicyOverlay.id,
        PolicyOverlay.key,
        literal(Origin.AGENCY.value),
        PolicyOverlay.edition,
        PolicyOverlay.title_id,
        PolicyOverlay.title_en,
        PolicyOverlay.sha256,
        PolicyOverlay.since,
        PolicyOverlay.until,
        PolicyOverlay.published_at,
        PolicyOverlay.superseded_at,
        PolicyOverlay.instrument,
        PolicyOverlay.published_name,
    ).where(PolicyOverlay.agency_id == uow.agency_id, PolicyOverlay.status.in_(_OPEN))
    return union_all(law, own).subquery()


def _summary(row: Any) -> VersionSummary:
    return VersionSummary(**{**row._mapping, "origin": Origin(row.origin)})  # noqa: SLF001  SQLAlchemy's public name
