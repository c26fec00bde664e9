"""Input and output of people's records."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.employees.types import Capacity, Education, Employment, Exam, Measure, SanctionLevel, Sex
from kinerja_api.kit.http.schema import Day, Input, Label, Name, Nip, Output, Phrase, Version, Word

Rank = Annotated[str, Field(max_length=10, pattern=r"^[IVX]{1,5}(/[a-e])?$", examples=["III/a"])]
Decree = Annotated[Phrase, Field(description="Nomor SK. Number of the decree.", examples=["800/123/BKPSDM/2026"])]


class EmployeeIn(Input):
    """A new employee; date of birth and sex are read from the NIP."""

    nip: Annotated[Nip, Field(examples=["199003152015042001"])]
    name: Annotated[Name, Field(examples=["Siti Rahmawati"])]
    employment: Employment


class EmployeePatch(Input):
    """Changes of an employee; what is absent stays."""

    name: Annotated[Name | None, Field(examples=["Siti Rahmawati, S.Kom."])] = None
    employment: Employment | None = None


class EmployeeOut(Output):
    """An employee."""

    id: UUID
    nip: Label
    name: Label
    employment: Employment
    born_on: Day
    sex: Sex
    version: Version


class AssignmentIn(Input):
    """A post from a day on; the post held before ends that day."""

    position_id: UUID
    since: Day


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


class DelegationOut(Output):
    """An acting head of a unit."""

    id: UUID
    unit_id: UUID
    employee_id: UUID
    capacity: Capacity
    since: Day
    until: Day
    decree: Label


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
