"""Input and output of behaviour ratings."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from kinerja_api.behavior.types import (
    CollectionCause,
    CoreValue,
    GapReading,
    Group,
    RatingLevel,
    RequestStatus,
    SignalKind,
    Visibility,
)
from kinerja_api.kit.http.schema import Count, Input, Instant, Label, Number, Output, Prose, StepIn, Version

__all__ = [
    "CollectionIn",
    "CollectionOut",
    "FarGroupOut",
    "GapReportOut",
    "GroupMeanOut",
    "OutlierOut",
    "PairOut",
    "RatingIn",
    "RatingOut",
    "RatingPut",
    "RequestIn",
    "RequestOut",
    "ResultsOut",
    "SelfAssessmentIn",
    "SelfAssessmentOut",
    "SelfAssessmentPut",
    "SignalOut",
    "StepIn",
    "TargetRemarkIn",
    "TargetRemarkOut",
    "ValueGapOut",
]

ForPeriod = Annotated[
    UUID | None, Field(description="Periode; kosong untuk setahun penuh. The period; null for the whole year.")
]
EXAMPLE_VALUES: JsonDict = {value.value: {"level": "sesuai_ekspektasi"} for value in CoreValue}
PLAN, PERIOD = "0198c0de-0301-7000-8000-000000000001", "0198c0de-0202-7000-8000-000000000001"
TARGET = "0198c0de-0302-7000-8000-000000000001"
EXAMPLE_ASSESSMENT: JsonDict = {
    "values": EXAMPLE_VALUES,
    "targets": [{"target_id": TARGET, "text": "Tercapai lebih cepat karena antrean diatur ulang."}],
    "summary": "Tahun ini saya ingin belajar analisis data.",
}


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


class TargetRemarkIn(Input):
    """What the employee says of one target."""

    target_id: UUID
    text: Prose


class SelfAssessmentPut(RatingPut):
    """What a self-assessment says: the seven values, every target, and the whole."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_ASSESSMENT]})

    targets: Annotated[
        list[TargetRemarkIn],
        Field(min_length=1, max_length=40, description="Tentang setiap hasil kerja SKP. Of every target of the plan."),
    ]
    summary: Annotated[Prose | None, Field(description="Tentang keseluruhan. Of the whole.")] = None


class SelfAssessmentIn(SelfAssessmentPut):
    """A new self-assessment under an agreed plan."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [EXAMPLE_ASSESSMENT | {"plan_id": PLAN, "period_id": PERIOD}]}
    )

    plan_id: UUID
    period_id: ForPeriod = None


class TargetRemarkOut(Output):
    """What the employee said of one target, with the title it had then."""

    target_id: UUID
    title: str
    text: str


class SelfAssessmentOut(Output):
    """A self-assessment; hidden from those above until the superior's rating is in too, or the rating has closed."""

    id: UUID
    plan_id: UUID
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    values: ValuesOut
    targets: Annotated[list[TargetRemarkOut], Field(max_length=40)]
    summary: str | None
    created_at: Instant
    updated_at: Instant
    version: Version


class GroupMeanOut(Output):
    """The mean of one group, from 1 to 3; null while it is not shown."""

    group: Group
    visibility: Visibility
    mean: Number | None


class ValueGapOut(Output):
    """One value as each group that is shown sees it, from 1 to 3."""

    value: CoreValue
    self_assessment: Number | None
    superior: Number | None
    peers: Number | None
    subordinates: Number | None
    reading: Annotated[
        GapReading | None,
        Field(
            description="Penilaian diri dibanding rata-rata kelompok lain: lebih tinggi, lebih rendah, atau serupa. "
            "The self-assessment beside the mean of the other groups."
        ),
    ]


class FarGroupOut(Output):
    """A group whose mean lies far from that of the other groups."""

    group: Group
    mean: Number
    mean_of_others: Number
    note: str


class GapReportOut(Output):
    """Self, superior and groups beside each other; only what the reader may see in the results."""

    plan_id: UUID
    period_id: UUID | None
    employee_id: UUID
    employee_name: Label
    distance: Annotated[
        Number,
        Field(
            description="Jarak yang dicatat (kebijakan behavior_default, far_group_distance). The distance from which "
            "something is noted."
        ),
    ]
    groups: Annotated[list[GroupMeanOut], Field(max_length=4)]
    values: Annotated[list[ValueGapOut], Field(max_length=7)]
    far_groups: Annotated[list[FarGroupOut], Field(max_length=4)]


class SignalOut(Output):
    """Something that an auditor should look at, with its facts and what it does not prove."""

    kind: SignalKind
    facts: str
    does_not_prove: str


class PairOut(Output):
    """Two people whose ratings of each other should be looked at; the ratings themselves are not shown."""

    one_id: UUID
    one_name: Label
    other_id: UUID
    other_name: Label
    signals: Annotated[list[SignalOut], Field(max_length=3)]


class OutlierOut(Output):
    """A rater who gave everybody the same; which level it was is not shown."""

    rater_id: UUID
    rater_name: Label
    people: Count
    ratings: Count
    facts: str
    does_not_prove: str
