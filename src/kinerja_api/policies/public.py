"""Law and agency policy for the other capabilities: dated, cited values, each version kept for ever.

A result stores the version it was computed with and is recomputed with that very version. No law asks for this;
UU 30/2014 article 10 (general principles of good administration: legal certainty, openness) is why it is done. Where
the agency has published a version of its own for a day, it stands in the place of the national or default one.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, cast
from uuid import UUID

from cachetools import LRUCache

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.ids import AgencyId, IdSource, Uuid7Ids
from kinerja_api.policies import repository
from kinerja_api.policies.errors import PolicyNotRegistered
from kinerja_api.policies.loader import PolicyError, load_agency_defaults, load_national, parse_policy
from kinerja_api.policies.models import PolicyOverlay, PolicyVersion
from kinerja_api.policies.rules.documents import from_document, registration_of, shown_value
from kinerja_api.policies.service.overlays import merged_policy
from kinerja_api.policies.types import PinnedPolicy, PolicyDocument, PolicyVersionView
from kinerja_api.scoring.policy import PolicyBook, PolicySet

if TYPE_CHECKING:
    import asyncpg

__all__ = [
    "PinnedPolicy",
    "PolicyError",
    "PolicyNotRegistered",
    "PolicyVersionView",
    "draft_policy",
    "list_in_force",
    "map_pinned",
    "national",
    "parse_policy",
    "pin",
    "register_policies",
    "shown_value",
]

# A version never changes, so what its document says is read once; by agency, since versions of agencies are their own.
_pinned: LRUCache[tuple[AgencyId, UUID], PinnedPolicy] = LRUCache(maxsize=2_000)


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


async def pin(uow: UnitOfWork, key: str, on: date) -> PinnedPolicy:
    """Return the version of a policy that rules a day in this agency; raise `PolicyNotRegistered`.

    Asked on many requests, so only ids are read; what a version says is read once.
    """
    ruling = await repository.find_ruling(uow, key, on)
    if ruling is None:
        raise PolicyNotRegistered(extra={"key": key, "on": on.isoformat()})
    law = (await map_pinned(uow, [ruling.law_id]))[ruling.law_id]
    if ruling.own_id is None or not law.policy.is_adjustable:
        return law
    return (await map_pinned(uow, [ruling.own_id]))[ruling.own_id]


async def map_pinned(uow: UnitOfWork, version_ids: Sequence[UUID]) -> dict[UUID, PinnedPolicy]:
    """Return these versions, current or not, ready to compute with."""
    known = {each: found for each in version_ids if (found := _pinned.get((uow.agency_id, each))) is not None}
    unknown = [each for each in version_ids if each not in known]
    if not unknown:
        return known
    law = await repository.map_versions(uow, unknown)
    own = await repository.map_overlays(uow, unknown) if len(law) < len(unknown) else {}
    versions = [*map(_view, law.values()), *map(_view, own.values())]
    return known | {each.id: _pin(uow, each) for each in versions}


async def list_in_force(uow: UnitOfWork, on: date) -> list[PinnedPolicy]:
    """Return all policies that rule a day in this agency, by key."""
    own = {each.key: each for each in await repository.list_overlays_on(uow, on)}
    return [_pin(uow, _view(own.get(each.key, each))) for each in await repository.list_in_force(uow, on)]


async def draft_policy(uow: UnitOfWork, overlay_id: UUID) -> PolicySet:
    """Return the policy that an overlay would make, published or not, to try it out; raise `NotFound`."""
    overlay = await repository.get_overlay(uow, overlay_id)
    return merged_policy(overlay, await repository.get_registered(uow, overlay.base_version_id))


def _view(version: PolicyVersion | PolicyOverlay) -> PolicyVersionView:
    sha256, document = cast("str", version.sha256), cast("PolicyDocument", version.document)
    return PolicyVersionView(version.id, version.key, sha256, document)


def _pin(uow: UnitOfWork, version: PolicyVersionView) -> PinnedPolicy:
    place = (uow.agency_id, version.id)
    if place not in _pinned:
        _pinned[place] = PinnedPolicy(version.id, from_document(version.document, version.sha256))
    return _pinned[place]
