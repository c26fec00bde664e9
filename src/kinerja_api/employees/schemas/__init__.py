"""Input and output of people's records."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.employees.types import (
    Capacity,
    Education,
    Employment,
    Exam,
    Measure,
    SanctionLevel,
    ServiceStatus,
    Sex,
)
from kinerja_api.kit.http.schema import Day, Input, Label, Name, Nip, Output, Phrase, Version, Word
from kinerja_api.kit.text import Text

Rank = Annotated[str, Field(max_length=10, pattern=r"^[IVX]{1,5}(/[a-e])?$", examples=["III/a"])]
Decree = Annotated[Phrase, Field(description="Nomor SK. Number of the decree.", examples=["800/123/BKPSDM/2026"])]
Spmt = Annotated[
    Day | None,
    Field(description="Tanggal SPMT, bila berbeda dari awal jabatan. First day of duty, if not that of the post."),
]
HOST_AGENCY = Text(
    "Isi `host_agency` untuk diperbantukan, dan hanya untuk itu.",
    "Give `host_agency` for an assignment at another agency, and only for that.",
)
NO_DAY = Text("`until` adalah hari sesudah `since`.", "`until` is a day after `since`.")


class EmployeeIn(Input):
    """A new employee; date of birth and sex are read from the NIP."""

    nip: Annotated[Nip, Field(examples=["199003152015042001"])]
    name: Annotated[Name, Field(examples=["Siti Rahmawati"])]
    employment: Employment
    spmt_on: Spmt = None


class EmployeePatch(Input):
    """Changes of an employee; what is absent stays."""

    name: Annotated[Name | None, Field(examples=["Siti Rahmawati, S.Kom."])] = None
    employment: Employment | None = None
    spmt_on: Spmt = None


class EmployeeOut(Output):
    """An employee."""

    id: UUID
    nip: Label
    name: Label
    employment: Employment
    born_on: Day
    sex: Sex
    spmt_on: Day | None
    version: Version


class AssignmentIn(Input):
    """A post from a day on; the post held before ends that day."""

    position_id: UUID
    since: Day


class ReleaseIn(Input):
    """The end of the post held: the first day without one, and the decree (retirement, dismissal, full-time study)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"since": "2027-08-01", "decree": "888/31/BKPSDM/2027"}]})

    since: Day
    decree: Decree


class AssignmentOut(Output):
    """A post held."""

    id: UUID
    position_id: UUID
    since: Day
    until: Day | None


class RankIn(Input):
    """A rank from its effective day (TMT)."""

    rank: Rank
    since: Day
    decree: Decree | None = None


class RankOut(Output):
    """A rank."""

    id: UUID
    rank: Label
    since: Day
    decree: Label | None


class EducationIn(Input):
    """A diploma."""

    level: Education
    graduated_on: Day
    school: Annotated[Name | None, Field(examples=["Universitas Malikussaleh"])] = None


class EducationOut(Output):
    """A diploma."""

    id: UUID
    level: Education
    graduated_on: Day
    school: Label | None


class SanctionIn(Input):
    """A discipline measure and its days; `until` is the first day after it."""

    level: SanctionLevel
    kind: Annotated[Phrase, Field(examples=["Teguran tertulis"])]
    measure: Annotated[
        Measure | None,
        Field(
            description="Hukuman menurut peraturan; masa dan penundaan kenaikan pangkatnya mengikuti. "
            "The measure as the law names it; its term and its delay of promotion follow.",
            examples=["teguran_tertulis"],
        ),
    ] = None
    since: Day
    until: Day | None = None
    decree: Decree


class SanctionOut(Output):
    """A discipline measure."""

    id: UUID
    level: SanctionLevel
    kind: Label
    measure: Measure | None
    since: Day
    until: Day | None
    decree: Label


class StatusIn(Input):
    """A legal status or a long leave and its days; `until` is the first day after it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "tugas_belajar", "since": "2027-08-01", "until": "2029-08-01", "decree": "824/12/BKPSDM/2027"}
            ]
        }
    )

    kind: ServiceStatus
    since: Day
    until: Day | None = None
    decree: Decree
    host_agency: Annotated[
        Name | None,
        Field(description="Instansi tempat diperbantukan. The agency of an assignment elsewhere."),
    ] = None

    @model_validator(mode="after")
    def _host_and_days(self) -> Self:
        if (self.kind is ServiceStatus.DIPERBANTUKAN) != (self.host_agency is not None):
            raise PydanticCustomError("host_agency", "host agency", {"text": HOST_AGENCY})
        if self.until is not None and self.until <= self.since:
            raise PydanticCustomError("no_day", "no day", {"text": NO_DAY})
        return self


class StatusEnd(Input):
    """The end of a status: the first day after it, and the decree of the return when there is one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"until": "2023-03-01", "end_decree": "824/13/BKPSDM/2023"}]}
    )

    until: Day
    end_decree: Decree | None = None


class StatusOut(Output):
    """A legal status or a long leave; `siasn_code` is that of kedudukan hukum, where one is known."""

    id: UUID
    kind: ServiceStatus
    siasn_code: Label | None
    since: Day
    until: Day | None
    decree: Label
    end_decree: Label | None
    host_agency: Label | None
    version: Version


class EmployeeDetail(EmployeeOut):
    """An employee with the statuses on record; null for whoever may not read the histories."""

    statuses: Annotated[list[StatusOut] | None, Field(max_length=500)]


class ExamIn(Input):
    """A passed service examination."""

    exam: Exam
    passed_on: Day


class ExamOut(Output):
    """A passed service examination."""

    id: UUID
    exam: Exam
    passed_on: Day


class RelationIn(Input):
    """A declared relative among the employees."""

    relative_id: UUID
    kind: Annotated[Word, Field(examples=["suami/istri"])]


class RelationOut(Output):
    """A declared relative."""

    id: UUID
    relative_id: UUID
    kind: Label


class DelegationIn(Input):
    """An acting head (Plt. or Plh.) of a unit; `until` is the first day after it."""

    unit_id: UUID
    employee_id: UUID
    capacity: Annotated[Capacity, Field(description="plt atau plh. plt or plh.")]
    since: Day
    until: Day
    decree: Decree


class DelegationEnd(Input):
    """Another end of an acting appointment: the first day after it, and the decree when there is one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-12-24", "end_decree": "821/90/2026"}]})

    until: Day
    end_decree: Decree | None = None


class DelegationOut(Output):
    """An acting head of a unit."""

    id: UUID
    unit_id: UUID
    employee_id: UUID
    capacity: Capacity
    since: Day
    until: Day
    decree: Label
    version: Version


class SuperiorOut(Output):
    """Somebody above; level 1 is the rating official (pejabat penilai kinerja)."""

    employee_id: UUID
    name: Label
    nip: Label
    level: int
    via_unit_id: UUID
    capacity: Capacity


class SuperiorsOut(Output):
    """The line of superiors on a day."""

    on: Day
    items: list[SuperiorOut]
