"""Output of policies."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kinerja_api.kit.http.schema import Count, Day, Instant, Label, Output

Sha256 = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{64}$",
        max_length=64,
        description="SHA-256 berkas kebijakan. Of the policy's file.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ),
]
PolicyKey = Annotated[str, Field(max_length=60, examples=["permenpanrb_6_2022"])]


class TextOut(Output):
    """A sentence in both languages."""

    id: str
    en: str


class IntervalOut(Output):
    """Days in force; `until` is the first day after them, null while no end is known."""

    since: Annotated[Day, Field(alias="from")]
    until: Day | None


class VerificationOut(Output):
    """How many values were read in the law itself, are reported by others, or are not verified yet."""

    verbatim: Count
    secondary: Count
    unverified: Count


class PolicyOut(Output):
    """A policy: the title in the asked language, on which law it rests, and its current version."""

    key: PolicyKey
    subject: Annotated[Label, Field(description="Apa yang diatur. What it rules.")]
    scheme: Label
    title: Label
    instruments: Annotated[list[Label], Field(max_length=60)]
    verification: VerificationOut
    in_force_from: Day
    in_force_until: Day | None
    current_version_id: UUID
    edition: Label
    sha256: Sha256
    registered_at: Instant


class VersionRow(Output):
    """A version of a policy in a list."""

    id: UUID
    key: PolicyKey
    edition: Label
    title: Label
    sha256: Sha256
    in_force_from: Day
    in_force_until: Day | None
    registered_at: Instant
    superseded_at: Instant | None


class ReferenceOut(Output):
    """Where a value stands."""

    instrument: Label
    article: str
    url: str | None


class ValueOut(Output):
    """One value of a parameter, its days in force, its reference, and how well it is verified."""

    value: Annotated[
        Any,
        Field(
            description="Angka sebagai teks, kata, daftar, atau tabel menurut `kind`. "
            "A number as text, a word, a list or a table, by `kind`.",
            examples=["100"],
        ),
    ]
    in_force: IntervalOut
    reference: ReferenceOut
    verification: Annotated[Label, Field(description="verbatim, secondary, unverified", examples=["secondary"])]
    note: str | None


class ParameterOut(Output):
    """A parameter with all its values over time."""

    name: Label
    kind: Annotated[Label, Field(examples=["matrix"])]
    text: TextOut
    scope: IntervalOut
    values: Annotated[list[ValueOut], Field(max_length=100)]


class VersionOut(VersionRow):
    """A whole version: every parameter with values, references and verification marks."""

    subject: Label
    scheme: Label
    instruments: Annotated[list[Label], Field(max_length=60)]
    verification: VerificationOut
    parameters: Annotated[list[ParameterOut], Field(max_length=500)]
