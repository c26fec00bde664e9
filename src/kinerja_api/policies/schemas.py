"""Input and output of policies."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import Count, Day, Flag, Input, Instant, Label, Name, Output, StepIn, Version
from kinerja_api.kit.text import Text
from kinerja_api.policies.rules.changes import ChangeKind
from kinerja_api.policies.types import Origin, OverlayStatus
from kinerja_api.scoring.policy import Verification

__all__ = ["OverlayIn", "OverlayOut", "OverlayPut", "OverlayRow", "PolicyOut", "StepIn", "VersionOut", "VersionRow"]

COMPOSITE = "composite_default"

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


class AgencyVersionOut(Output):
    """The agency's own version that is in force today, in the place of the national or default one."""

    id: UUID
    title: Label
    regulation: Label
    since: Day


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
    adjustable: Annotated[
        list[Label],
        Field(max_length=60, description="Parameter yang dapat disesuaikan instansi. What an agency may adjust."),
    ]
    agency_version: AgencyVersionOut | None


class VersionRow(Output):
    """A version of a policy in a list: of the law, or of the agency itself with its own regulation."""

    id: UUID
    key: PolicyKey
    origin: Origin
    edition: Label
    title: Label
    sha256: Sha256
    in_force_from: Day
    in_force_until: Annotated[
        Day | None,
        Field(
            description="Hari pertama sesudahnya, ditutup oleh versi berikut. The first day after, closed by the next."
        ),
    ]
    registered_at: Instant
    superseded_at: Instant | None
    regulation: Annotated[Label | None, Field(description="Peraturan instansi. The agency's own regulation.")]
    published_name: Annotated[
        Label | None,
        Field(description="Yang menerbitkan; kosong bila terdaftar bersama rilis. Null for what came with a release."),
    ]


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


class RangeOut(Output):
    """Bounds of a number; both belong to it."""

    lowest: str
    highest: str


class AdjustableOut(Output):
    """What an agency may put in the place of a value: `entries` bounds single entries, `each` the others."""

    each: RangeOut | None
    entries: dict[str, RangeOut]
    words: Annotated[list[Label], Field(max_length=60)]


class ParameterOut(Output):
    """A parameter with all its values over time."""

    name: Label
    kind: Annotated[Label, Field(examples=["matrix"])]
    text: TextOut
    scope: IntervalOut
    values: Annotated[list[ValueOut], Field(max_length=100)]
    adjustable: Annotated[
        AdjustableOut | None, Field(description="Batas bagi instansi; kosong: tetap. Null: it stays as it is.")
    ]


class VersionOut(VersionRow):
    """A whole version: every parameter with values, references and verification marks."""

    subject: Label
    scheme: Label
    instruments: Annotated[list[Label], Field(max_length=60)]
    verification: VerificationOut
    parameters: Annotated[list[ParameterOut], Field(max_length=500)]


class DocumentOut(Output):
    """The document of a version as it is kept and computed with; no language, no rounding.

    For a version of an agency, `sha256` is the digest of `document` as compact JSON in UTF-8, in this very order.
    """

    version_id: UUID
    sha256: Sha256
    document: Annotated[dict[str, Any], Field(examples=[{"key": "composite_default", "parameters": []}])]


class ChangeOut(Output):
    """A parameter that differs between two versions, with its values before and after."""

    change: ChangeKind
    parameter: Label
    text: str
    before: Annotated[list[ValueOut], Field(max_length=100)]
    after: Annotated[list[ValueOut], Field(max_length=100)]


class ChangesOut(Output):
    """What a version changes against the one before it; an agency's first against the policy that it lies over."""

    version_id: UUID
    previous_version_id: UUID | None
    published_name: Label | None
    changes: Annotated[list[ChangeOut], Field(max_length=500)]


NO_VALUE = Text(
    "Harus teks (angka atau kata), true atau false, daftar teks, atau tabel teks; tidak kosong.",
    "It must be a text (number or word), true or false, a list of texts, or a table of texts; not empty.",
)
Word = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_.-]+$")]


class TitleIn(Input):
    """The title of an agency's version, in both languages."""

    id: Annotated[Name, Field(examples=["Nilai kinerja gabungan Pemerintah Kota"])]
    en: Annotated[Name, Field(examples=["Composite performance score of the city"])]


class RegulationIn(Input):
    """The agency's own regulation; without one there is nothing to adjust by."""

    name: Annotated[
        Name,
        StringConstraints(min_length=5, max_length=200),
        Field(
            description="Jenis dan nama peraturan, tanpa nomor. Its kind and name, without the number.",
            examples=["Peraturan Wali Kota"],
        ),
    ]
    number: Annotated[
        str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z./-]+$"), Field(examples=["12"])
    ]
    year: Annotated[int, Field(strict=True, ge=1945, le=2999, examples=[2026])]
    url: Annotated[
        str | None,
        StringConstraints(max_length=500, pattern=r"^https://[^\s]+$"),
        Field(examples=["https://jdih.contoh.go.id/12-2026"]),
    ] = None
    verification: Annotated[
        Verification,
        Field(
            description="verbatim bila nilai dicocokkan dengan naskah peraturan; else secondary or unverified.",
            examples=["verbatim"],
        ),
    ]


def _of_one_form(value: object, read: ValidatorFunctionWrapHandler) -> object:
    """Say once what a value may be, not once for each form that it does not have."""
    try:
        return read(value)
    except ValidationError:
        raise PydanticCustomError("adjusted_value", "not a value", {"text": NO_VALUE}) from None


class AdjustmentIn(Input):
    """A value of the agency, with the article of its regulation."""

    parameter: Annotated[Word, Field(examples=["component_weights"])]
    value: Annotated[
        Word
        | Flag
        | Annotated[list[Word], Field(min_length=1, max_length=40)]
        | Annotated[dict[Word, Word], Field(min_length=1, max_length=60)],
        WrapValidator(_of_one_form),
        Field(
            description="Angka sebagai teks; daftar atau tabel menurut `kind` parameter. "
            "A number as text; a list or table by the parameter's `kind`.",
            examples=[
                {
                    "work_result": "50",
                    "behavior": "30",
                    "citizen_satisfaction": "20",
                    "discipline": "0",
                    "self_assessment": "0",
                }
            ],
        ),
    ]
    article: Annotated[Name, Field(examples=["Pasal 7 ayat (2)"])]


class OverlayPut(Input):
    """What an agency lays over a policy: from which day on, which values, and on which regulation it rests."""

    title: TitleIn
    since: Annotated[
        Day,
        Field(
            description="Hari pertama berlaku; 1 Januari untuk nilai yang dihitung per tahun. "
            "The first day in force; 1 January for what is scored by the year.",
            examples=["2027-01-01"],
        ),
    ]
    regulation: RegulationIn
    adjustments: Annotated[list[AdjustmentIn], Field(min_length=1, max_length=40)]


class OverlayIn(OverlayPut):
    """A new draft over a policy that has adjustable values."""

    key: Annotated[
        str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z][a-z0-9_]*$"), Field(examples=[COMPOSITE])
    ]


class RegulationOut(Output):
    """The agency's own regulation."""

    name: Label
    number: Label
    year: int
    url: str | None
    verification: Verification


class AdjustmentOut(Output):
    """A value of the agency, and the value that it takes the place of."""

    parameter: Label
    text: str
    instead_of: Annotated[Any, Field(description="Nilai kebijakan dasar. The value below.", examples=["2"])]
    value: Annotated[Any, Field(examples=["1"])]
    article: str


class OverlayRow(Output):
    """An overlay in a list."""

    id: UUID
    key: PolicyKey
    status: OverlayStatus
    title: Label
    instrument: Label
    since: Day
    until: Day | None
    drafted_name: Label
    published_name: Label | None
    version: Version


class OverlayOut(OverlayRow):
    """An agency's overlay with its values; published, its id is that of the version too."""

    base_version_id: UUID
    regulation: RegulationOut
    adjustments: Annotated[list[AdjustmentOut], Field(max_length=40)]
    sha256: Sha256 | None
    created_at: Instant
    reviewed_name: Label | None
    reviewed_at: Instant | None
    published_at: Instant | None
    superseded_at: Instant | None
