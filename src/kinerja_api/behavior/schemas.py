"""Input and output of behaviour ratings."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from kinerja_api.behavior.types import CollectionCause, CoreValue, Group, RatingLevel, RequestStatus, Visibility
from kinerja_api.kit.http.schema import Count, Input, Instant, Label, Number, Output, Prose, StepIn, Version

__all__ = [
    "CollectionIn",
    "CollectionOut",
    "RatingIn",
    "RatingOut",
    "RatingPut",
    "RequestIn",
    "RequestOut",
    "ResultsOut",
    "StepIn",
]

ForPeriod = Annotated[
    UUID | None, Field(description="Periode; kosong untuk setahun penuh. The period; null for the whole year.")
]
EXAMPLE_VALUES: JsonDict = {value.value: {"level": "sesuai_ekspektasi"} for value in CoreValue}
PLAN, PERIOD = "0198c0de-0301-7000-8000-000000000001", "0198c0de-0202-7000-8000-000000000001"


class LevelIn(Input):
    """The level of one value, and why."""

    level: RatingLevel
    note: Prose | None = None


class ValuesIn(Input):
    """All seven values of BerAKHLAK."""

    berorientasi_pelayanan: LevelIn
    akuntabel: LevelIn
    kompeten: LevelIn
    harmonis: LevelIn
    loyal: LevelIn
    adaptif: LevelIn
    kolaboratif: LevelIn


class RatingPut(Input):
    """What a rating says."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"values": EXAMPLE_VALUES}]})

    values: ValuesIn


class RatingIn(RatingPut):
    """A new rating of an employee's behaviour under an agreed plan."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"plan_id": PLAN, "period_id": PERIOD, "group": "superior", "values": EXAMPLE_VALUES}]
        }
    )

    plan_id: UUID
    period_id: ForPeriod = None
    group: Annotated[Group, Field(description="Sebagai siapa Anda menilai. As whom you rate.")]


class LevelOut(Output):
    """The level of one value, and why."""

    level: RatingLevel
    note: str | None


class ValuesOut(Output):
    """All seven values of BerAKHLAK."""

    berorientasi_pelayanan: LevelOut
    akuntabel: LevelOut
    kompeten: LevelOut
    harmonis: LevelOut
    loyal: LevelOut
    adaptif: LevelOut
    kolaboratif: LevelOut


class RatingOut(Output):
    """A rating; one by a peer or a subordinate is seen by its giver alone."""

    id: UUID
    plan_id: UUID
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    group: Group
    rater_id: UUID
    rater_name: Label
    values: ValuesOut
    created_at: Instant
    updated_at: Instant
    version: Version


class RequestIn(Input):
    """A request to a peer or a subordinate; whether one or the other follows from the units of the day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"plan_id": PLAN, "period_id": PERIOD, "rater_id": "0198c0de-0104-7000-8000-000000000001"}]
        }
    )

    plan_id: UUID
    period_id: ForPeriod = None
    rater_id: UUID


class RequestOut(Output):
    """A request; the rater is null for the employee whom it is about, unless it was their own nomination."""

    id: UUID
    plan_id: UUID
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    group: Group
    rater_id: UUID | None
    rater_name: Label | None
    status: RequestStatus
    is_answered: Annotated[
        bool | None,
        Field(
            description="Apakah sudah dijawab; hanya ditunjukkan kepada yang diminta. "
            "Whether it was answered; told to who is asked alone, null to everybody else."
        ),
    ]
    is_own_nomination: Annotated[bool, Field(description="Diusulkan pegawai. Nominated by the employee.")]
    created_at: Instant
    version: Version


class CollectionIn(Input):
    """The end of collecting answers of peers and subordinates about a plan and period."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"plan_id": PLAN, "period_id": PERIOD}]})

    plan_id: UUID
    period_id: ForPeriod = None


class CollectionOut(Output):
    """The end of collecting. How many answered is never told; only that it is enough, where a result is shown."""

    id: UUID
    plan_id: UUID
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    cause: Annotated[CollectionCause, Field(description="Mengapa ditutup. Why it closed.")]
    minimum_answers: Annotated[Count, Field(description="Jawaban paling sedikit. Fewest answers that are shown.")]
    closed_at: Instant
    closed_by_name: Label | None
    revealed_at: Annotated[
        Instant | None,
        Field(
            description="Sejak kapan penilaian diri dan atasan saling terbuka meski salah satunya belum ada. "
            "Since when self and superior are open to each other though one may be missing."
        ),
    ]
    evaluated_at: Annotated[
        Instant | None, Field(description="Sejak kapan tidak ada yang dinilai lagi. Since when nothing is rated.")
    ]
    version: Version


class ValueResultOut(Output):
    """How often each level was named for a value, and what was written, without names."""

    di_atas_ekspektasi: Count
    sesuai_ekspektasi: Count
    di_bawah_ekspektasi: Count
    notes: list[str]


class ValueResultsOut(Output):
    """All seven values of BerAKHLAK."""

    berorientasi_pelayanan: ValueResultOut
    akuntabel: ValueResultOut
    kompeten: ValueResultOut
    harmonis: ValueResultOut
    loyal: ValueResultOut
    adaptif: ValueResultOut
    kolaboratif: ValueResultOut


class GroupResultOut(Output):
    """What one group says together; everything but `visibility` is null while it is not shown."""

    group: Group
    visibility: Visibility
    raters: Annotated[
        Count | None,
        Field(
            description="Jumlah penilai; untuk setahun dari beberapa periode, periode dengan penilai terbanyak. "
            "Raters; of a year of several periods, those of the fullest one."
        ),
    ]
    mean: Annotated[
        Number | None, Field(description="1 di bawah, 2 sesuai, 3 di atas ekspektasi. 1 below, 2 as, 3 above expected.")
    ]
    values: ValueResultsOut | None


class ResultsOut(Output):
    """What the groups say about an employee's behaviour; `suggestion` is for those above and binds nobody."""

    plan_id: UUID
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    minimum_answers: Count
    groups: list[GroupResultOut]
    suggestion: RatingLevel | None
