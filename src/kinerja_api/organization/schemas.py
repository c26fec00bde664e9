"""Input and output of the organisation."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.identity.public import AdministratorIn
from kinerja_api.kit.http.schema import Code, Day, Flag, Input, Instant, Label, Name, Output, Phrase, Version
from kinerja_api.organization.types import PositionKind, TimeZone


class AgencyIn(Input):
    """A new agency."""

    code: Annotated[Code, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,59}$", examples=["kota-contoh"])]
    name: Annotated[Name, Field(examples=["Kota Contoh"])]
    time_zone: TimeZone
    administrator: Annotated[
        AdministratorIn, Field(description="Akun pengelola pertama. The account of the first administrator.")
    ]


class AgencyOut(Output):
    """An agency."""

    id: UUID
    code: Label
    name: Label
    time_zone: TimeZone
    version: Version


class UnitIn(Input):
    """A new unit and where it stands."""

    code: Annotated[Code, Field(examples=["bidang-data"])]
    name: Annotated[Name, Field(examples=["Bidang Data dan Statistik"])]
    parent_id: UUID | None = None
    since: Day


class UnitPatch(Input):
    """A new name; the place changes by a move."""

    name: Annotated[Name, Field(examples=["Bidang Data, Statistik, dan Persandian"])]


class UnitMove(Input):
    """A new parent from a day on."""

    parent_id: UUID | None
    since: Day


class UnitClosure(Input):
    """The first day on which the unit is no more."""

    until: Day


class UnitOut(Output):
    """A unit as it stands on the day that was asked for."""

    id: UUID
    code: Label
    name: Label
    parent_id: UUID | None
    version: Version


RatingDecree = Annotated[
    Phrase,
    Field(
        description="SK pendelegasian kewenangan menilai, bila jabatan kepala ini di bawah pengawas. "
        "The decree that delegates the authority to rate, where this head's post is below a pengawas."
    ),
]


class PositionIn(Input):
    """A new post."""

    code: Annotated[Code, Field(examples=["pengolah-data-7"])]
    name: Annotated[Name, Field(examples=["Pengolah Data"])]
    kind: Annotated[PositionKind, Field(examples=["executor"])]
    level: Annotated[
        Label | None, Field(description="Eselon atau jenjang fungsional. Echelon or functional level.")
    ] = None
    unit_id: UUID
    is_unit_head: Flag = False
    rating_decree: RatingDecree | None = None


class PositionPatch(Input):
    """What is corrected in a post; what is absent stays, and `rating_decree` is taken away by null."""

    name: Annotated[Name | None, Field(examples=["Pengolah Data dan Informasi"])] = None
    level: Annotated[
        Label | None, Field(description="Eselon atau jenjang fungsional. Echelon or functional level.")
    ] = None
    rating_decree: RatingDecree | None = None


class PositionOut(Output):
    """A post."""

    id: UUID
    code: Label
    name: Label
    kind: PositionKind
    level: Label | None
    unit_id: UUID
    is_unit_head: bool
    rating_decree: RatingDecree | None
    version: Version
    created_at: Instant


class PositionKindOut(Output):
    """A kind of post and its levels."""

    kind: PositionKind
    levels: list[Label]


class PositionKindsOut(Output):
    """All kinds of posts."""

    items: list[PositionKindOut]
