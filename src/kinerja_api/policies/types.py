"""Values of policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any, TypeAlias
from uuid import UUID

from kinerja_api.scoring.policy import PolicySet, Value, Verification
from kinerja_api.scoring.text import Text

# A policy as JSON: what the database keeps and the API shows.
PolicyDocument: TypeAlias = dict[str, Any]
# A value as a client writes it: numbers and words as text, lists and tables of them.
GivenValue: TypeAlias = str | bool | Sequence[str] | Mapping[str, str]


class Origin(StrEnum):
    """Where a version comes from: the law of the land (with the default profiles), or the agency itself."""

    NATIONAL = auto()
    AGENCY = auto()


class OverlayStatus(StrEnum):
    """States of an agency's overlay."""

    DRAFT = auto()
    REVIEWED = auto()
    PUBLISHED = auto()
    SUPERSEDED = auto()
    DISCARDED = auto()


@dataclass(frozen=True, slots=True)
class PolicyVersionView:
    """One version of a policy, as it was registered: it never changes."""

    id: UUID
    key: str
    sha256: str
    document: PolicyDocument


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which versions of a policy rule a day: that of the law and, if it made one, the agency's own."""

    law_id: UUID
    own_id: UUID | None


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


@dataclass(frozen=True, slots=True)
class Regulation:
    """The agency's own regulation that an overlay rests on, and how well its wording is verified."""

    instrument: str
    url: str | None
    verification: Verification


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A value of the agency in the place of another, with the article of its own regulation."""

    parameter: str
    value: Value
    article: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """What an agency lays over a policy from a day on."""

    edition: str
    title: Text
    since: date
    regulation: Regulation
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A published overlay on the line of days: it holds from `since` up to, not including, `until`."""

    id: UUID
    since: date
    until: date | None

    @property
    def is_empty(self) -> bool:
        """Tell whether another took all its days."""
        return self.until == self.since


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """A version of either origin in a list."""

    id: UUID
    key: str
    origin: Origin
    edition: str
    title_id: str
    title_en: str
    sha256: str
    in_force_from: date
    in_force_until: date | None
    registered_at: datetime
    superseded_at: datetime | None
    regulation: str | None
    published_name: str | None
