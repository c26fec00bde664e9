"""Law and agency policy for the other capabilities: dated, cited values, each version kept for ever.

A result stores the version it was computed with and is recomputed with that very version. No law asks for this;
UU 30/2014 article 10 (general principles of good administration: legal certainty, openness) is why it is done.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cachetools import LRUCache

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.ids import IdSource, Uuid7Ids
from kinerja_api.policies import repository
from kinerja_api.policies.errors import PolicyNotRegistered
from kinerja_api.policies.loader import load_agency_defaults, load_national
from kinerja_api.policies.models import PolicyVersion
from kinerja_api.policies.rules import from_document, registration_of, shown_value
from kinerja_api.policies.types import PinnedPolicy, PolicyVersionView
from kinerja_api.scoring.policy import PolicyBook

if TYPE_CHECKING:
    import asyncpg

__all__ = [
    "PinnedPolicy",
    "PolicyNotRegistered",
    "PolicyVersionView",
    "current_version",
    "list_in_force",
    "map_pinned",
    "national",
    "pin",
    "register_policies",
    "shown_value",
]

# A version never changes, so what its document says is read once.
_pinned: LRUCache[UUID, PinnedPolicy] = LRUCache(maxsize=1_000)


def national() -> PolicyBook:
    """Return the national policies of the files; they are read once."""
    return load_national()


async def register_policies(connection: "asyncpg.Connection", ids: IdSource | None = None) -> list[str]:
    """Register the policies of the files, as the owner; returns the keys whose current version changed.

    Run after the migrations. Doing it again changes nothing; a changed file becomes a new version beside the old.
    """
    ids = ids or Uuid7Ids()
    policies = (*national().policies.values(), *load_agency_defaults().policies.values())
    registrations = [registration_of(policy) for policy in policies]
    return [each.key for each in registrations if await repository.register(connection, each, ids.new())]


async def current_version(uow: UnitOfWork, key: str, on: date) -> PolicyVersionView:
    """Return the version of a policy that is in force on a day; raise `PolicyNotRegistered`."""
    version = await _current(uow, key, on)
    return PolicyVersionView(version.id, version.key, version.sha256, version.document)


async def pin(uow: UnitOfWork, key: str, on: date) -> PinnedPolicy:
    """Return the version of a policy that is in force on a day, ready to compute with."""
    return _pin(await _current(uow, key, on))


async def map_pinned(uow: UnitOfWork, version_ids: Sequence[UUID]) -> dict[UUID, PinnedPolicy]:
    """Return these versions, current or not, ready to compute with."""
    unknown = [each for each in version_ids if each not in _pinned]
    fresh = await repository.map_versions(uow, unknown) if unknown else {}
    return {each: _pin(fresh[each]) if each in fresh else _pinned[each] for each in version_ids}


async def list_in_force(uow: UnitOfWork, on: date) -> list[PinnedPolicy]:
    """Return all policies that are in force on a day, by key."""
    return [_pin(version) for version in await repository.list_in_force(uow, on)]


async def _current(uow: UnitOfWork, key: str, on: date) -> PolicyVersion:
    version = await repository.find_current(uow, key, on)
    if version is None:
        raise PolicyNotRegistered(extra={"key": key, "on": on.isoformat()})
    return version


def _pin(version: PolicyVersion) -> PinnedPolicy:
    if version.id not in _pinned:
        _pinned[version.id] = PinnedPolicy(version.id, from_document(version.document, version.sha256))
    return _pinned[version.id]
