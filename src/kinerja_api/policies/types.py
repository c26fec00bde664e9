"""Values of policies."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from kinerja_api.scoring.policy import PolicySet

# A policy as JSON: what the database keeps and the API shows.
PolicyDocument: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PolicyVersionView:
    """One version of a policy, as it was registered: it never changes."""

    id: UUID
    key: str
    sha256: str
    document: PolicyDocument


@dataclass(frozen=True, slots=True)
class PinnedPolicy:
    """A registered version together with the policy that its document says."""

    id: UUID
    policy: PolicySet


@dataclass(frozen=True, slots=True)
class Registration:
    """What registering writes about one policy."""

    key: str
    subject: str
    scheme: str
    edition: str
    title_id: str
    title_en: str
    in_force_from: date
    in_force_until: date | None
    sha256: str
    document: PolicyDocument


@dataclass(frozen=True, slots=True)
class VerificationCounts:
    """How many values of a policy are how well verified."""

    verbatim: int
    secondary: int
    unverified: int
