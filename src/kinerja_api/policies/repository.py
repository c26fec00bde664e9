"""All SQL of policies. Only `register`, which the owner runs, writes."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select

from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.policies.models import PolicyVersion
from kinerja_api.policies.types import Registration

if TYPE_CHECKING:
    import asyncpg

BY_KEY = Keyset((PolicyVersion.key,))
NEWEST_FIRST = Keyset((PolicyVersion.id,), descending=True)

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
    uow: UnitOfWork, *, key: str | None, page: PageOf
) -> tuple[Sequence[PolicyVersion], str | None]:
    """Return a page of all versions, newest first."""
    statement = select(PolicyVersion)
    if key is not None:
        statement = statement.where(PolicyVersion.key == key)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def get_version(uow: UnitOfWork, version_id: UUID) -> PolicyVersion:
    """Return a version; raise `NotFound`."""
    version = (await uow.session.scalars(select(PolicyVersion).where(PolicyVersion.id == version_id))).one_or_none()
    if version is None:
        raise NotFound
    return version


async def map_versions(uow: UnitOfWork, version_ids: Sequence[UUID]) -> dict[UUID, PolicyVersion]:
    """Return these versions by id."""
    statement = select(PolicyVersion).where(PolicyVersion.id.in_(version_ids))
    return {version.id: version for version in (await uow.session.scalars(statement)).all()}


async def find_current(uow: UnitOfWork, key: str, on: date) -> PolicyVersion | None:
    """Return the current version of a key when it is in force on a day, or None."""
    statement = select(PolicyVersion).where(
        PolicyVersion.key == key,
        PolicyVersion.superseded_at.is_(None),
        PolicyVersion.in_force_from <= on,
        or_(PolicyVersion.in_force_until.is_(None), PolicyVersion.in_force_until > on),
    )
    return (await uow.session.scalars(statement)).one_or_none()


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
