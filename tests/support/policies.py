"""Other versions of a composite policy, registered as the owner does."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import asyncpg

from kinerja_api.kit.db.roles import OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.ids import Uuid7Ids
from kinerja_api.policies import repository
from kinerja_api.policies.loader import load_agency_default, parse_policy
from kinerja_api.policies.rules.documents import registration_of
from kinerja_api.scoring.policy import PolicySet
from tests.unit.scoring.cases import ROOT

FILE = (ROOT / "src/kinerja_api/policies/data/agency/composite_default.yaml").read_text(encoding="utf-8")
# Without the bounds that it sets agencies, so that tests can move every number in it.
DEFAULT = re.sub(r"    adjustable:\n(      .*\n)+", "", FILE)


def changed_default(*changes: tuple[str, str]) -> PolicySet:
    """Return the default profile with changes."""
    text = DEFAULT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_policy(text, "changed")


async def keep_version(migrated: EmbeddedPostgres, policy: PolicySet) -> UUID:
    """Keep a version that is not in force anywhere, and return its id."""
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        await repository.register(owner, registration_of(policy), Uuid7Ids().new())
        await owner.execute("UPDATE policy_version SET superseded_at = now() WHERE key = $1", policy.key)
        found: UUID = await owner.fetchval("SELECT id FROM policy_version WHERE sha256 = $1", policy.sha256)
    finally:
        await owner.close()
    return found


@asynccontextmanager
async def in_force(migrated: EmbeddedPostgres, policy: PolicySet) -> AsyncIterator[None]:
    """Let a version stand in the place of the default profile while the block runs."""
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        await repository.register(owner, registration_of(replace(policy, key="composite_default")), Uuid7Ids().new())
        yield
        await repository.register(owner, registration_of(load_agency_default()), Uuid7Ids().new())
    finally:
        await owner.close()
