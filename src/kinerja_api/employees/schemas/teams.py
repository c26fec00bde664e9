"""Input and output of work teams."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.employees.schemas import NO_DAY, Decree
from kinerja_api.employees.types.teams import TeamRole
from kinerja_api.kit.http.schema import Count, Day, Flag, Input, Label, Name, Output, Phrase, Prose, Version
from kinerja_api.kit.text import Text

MOST_AT_ONCE = 50
MOST_ON_LIST = 200
ONCE = Text(
    "Sebut setiap orang satu kali; ketua tidak disebut lagi sebagai anggota.",
    "Name everybody once; the lead is not named again as a member.",
)
Purpose = Annotated[Prose, Field(description="Tugas dan hasil yang diharapkan. What the team is for.")]
Letter = Annotated[
    Phrase | None,
    Field(
        description="Nomor surat tugas, bila bukan SK tim ini yang menugaskan. Number of the assignment letter, where"
        " it is not the decree of the team that assigns.",
        examples=["094/31/DINKES/2026"],
    ),
]
FirstDay = Annotated[Day, Field(description="Hari pertama. The first day.")]
DayAfter = Annotated[Day, Field(description="Hari pertama sesudahnya. The first day after it.")]


class TeamIn(Input):
    """A new work team by its decree, with the one who leads it and those who are in it from its first day on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Tim Kerja Integrasi Layanan Primer",
                    "purpose": "Satu alur pendaftaran untuk semua layanan puskesmas.",
                    "unit_id": "0198c0de-0102-7000-8000-000000000001",
                    "decree": "800/415/DINKES/2026",
                    "since": "2026-11-23",
                    "lead_id": "0198c0de-0104-7000-8000-000000000001",
                    "member_ids": ["0198c0de-0106-7000-8000-000000000001"],
                }
            ]
        }
    )

    name: Name
    purpose: Purpose
    unit_id: Annotated[UUID, Field(description="Unit pemilik kinerja. The unit that owns the result.")]
    decree: Decree
    since: FirstDay
    until: Annotated[DayAfter | None, Field(description="Kosong bila belum ditentukan. Empty while not known.")] = None
    lead_id: Annotated[UUID, Field(description="Ketua tim. The lead.")]
    member_ids: Annotated[
        list[UUID], Field(default_factory=list, max_length=MOST_AT_ONCE, description="Anggota. The members.")
    ]

    @model_validator(mode="after")
    def _people_and_days(self) -> Self:
        if self.until is not None and self.until <= self.since:
            raise PydanticCustomError("no_day", "no day", {"text": NO_DAY})
        people = [self.lead_id, *self.member_ids]
        if len(set(people)) < len(people):
            raise PydanticCustomError("once", "once", {"text": ONCE})
        return self


class TeamPatch(Input):
    """Changes of a team; what is absent stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"purpose": "Satu alur pendaftaran dan rujukan."}]})

    name: Name | None = None
    purpose: Purpose | None = None
    decree: Decree | None = None


class TeamEnd(Input):
    """The end of a team: the first day after it, and the decree that ended it when there is one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"until": "2027-01-01", "end_decree": "800/502/DINKES/2026"}]}
    )

    until: DayAfter
    end_decree: Decree | None = None


class TeamMemberIn(Input):
    """Somebody who comes into a team; without `until`, until the team ends."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "employee_id": "0198c0de-0104-7000-8000-000000000001",
                    "since": "2026-12-01",
                    "letter": "094/31/DINKES/2026",
                }
            ]
        }
    )

    employee_id: UUID
    since: FirstDay
    until: DayAfter | None = None
    letter: Letter = None

    @model_validator(mode="after")
    def _days(self) -> Self:
        if self.until is not None and self.until <= self.since:
            raise PydanticCustomError("no_day", "no day", {"text": NO_DAY})
        return self


class MembershipEnd(Input):
    """The end of somebody's days in a team."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-11-30"}]})

    until: DayAfter


class TeamLeadIn(Input):
    """Who leads a team from a day on, and whether the one before stays as a member."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "employee_id": "0198c0de-0106-7000-8000-000000000001",
                    "since": "2026-12-01",
                    "former_lead_stays": True,
                }
            ]
        }
    )

    employee_id: UUID
    since: FirstDay
    letter: Letter = None
    former_lead_stays: Annotated[
        Flag, Field(description="Ketua lama tetap sebagai anggota. The former lead stays as a member.")
    ]


class TeamMemberOut(Output):
    """Somebody's days in a team, which end with those of the team; `unit_*` is that of the post held today, if any."""

    id: UUID
    employee_id: UUID
    employee_name: Label
    unit_id: UUID | None
    unit_name: Label | None
    role: TeamRole
    since: Day
    until: Day | None
    letter: Label | None


class _Team(Output):
    id: UUID
    name: Label
    purpose: str
    unit_id: UUID
    unit_name: Label
    decree: Label
    since: Day
    until: Day | None
    end_decree: Label | None
    version: Version


class TeamOut(_Team):
    """A work team with everybody who is, was or will be in it."""

    members: Annotated[list[TeamMemberOut], Field(max_length=MOST_ON_LIST)]


class TeamRow(_Team):
    """A work team in a list: who leads it (of one that ended, on its last day), how many it has, and one's own role."""

    lead_id: UUID
    lead_name: Label
    member_count: Count
    my_role: Annotated[TeamRole | None, Field(description="Peran Anda hari ini. Your role today.")]
