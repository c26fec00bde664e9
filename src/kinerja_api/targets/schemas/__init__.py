"""Input and output of target plans."""

from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import (
    Day,
    Input,
    Instant,
    Number,
    Output,
    Prose,
    Shown,
    ShownNumber,
    StepIn,
    Version,
    Word,
)
from kinerja_api.kit.text import Text
from kinerja_api.targets.rules import is_range, is_start
from kinerja_api.targets.types import (
    Approach,
    Aspect,
    CoreValue,
    Direction,
    NotCopied,
    PassedOn,
    Perspective,
    PlanForm,
    PlanKind,
    PlanStatus,
    StudyIndicator,
    TargetClass,
    TargetKind,
)

__all__ = [
    "Attachments",
    "CopyIn",
    "CopyOut",
    "DraftOut",
    "ExpectationsIn",
    "IndicatorIn",
    "IndicatorOut",
    "PlanIn",
    "PlanOut",
    "PlanPatch",
    "StepIn",
    "TargetIn",
    "TargetOut",
]

VALUE_OR_TEXT = Text(
    "Isi target_value dengan unit, atau target_text.", "Give target_value with its unit, or target_text."
)
NOT_A_RANGE = Text(
    "Rentang memerlukan target_value (batas bawah) yang lebih kecil daripada target_high (batas atas).",
    "A range needs target_value (its lower bound) below target_high (its upper bound).",
)
NOT_A_START = Text(
    "Nilai awal berada di sisi asal: tidak di atas target bila makin tinggi makin baik, tidak di bawahnya bila makin "
    "rendah makin baik.",
    "The start value lies where one comes from: not above the target when more is better, not below it when less is.",
)
UNLINKED = "Hasil kerja utama tanpa hasil kerja pimpinan. A main target that serves no superior's target."
SAID_TWICE = Text("Setiap nilai perilaku disebut paling banyak sekali.", "Name each core value at most once.")
CLASSES = (
    "Klasifikasi RHK (e-Kinerja BKN): bila jabatan ditinggalkan, `organisasi` tetap pada jabatan dan beralih ke "
    "pengganti, `individu` mengikuti pegawai. When the post is left, `organisasi` stays with it and passes to the "
    "successor, `individu` follows the person."
)
Classification = Annotated[TargetClass, Field(description=CLASSES)]
Weight = Annotated[Number, Field(gt=0, le=100, description="Persen; semua bobot utama berjumlah 100. Per cent.")]


def classified(target: object) -> object:
    """Return a target as it was written down; one of before there were classes belongs to the post."""
    return {"classification": TargetClass.ORGANISASI.value} | target if isinstance(target, dict) else target


class PlanIn(Input):
    """A new target plan of one's own, for the post held today."""

    cycle_id: UUID
    approach: Approach = Approach.KUANTITATIF
    form: Annotated[
        PlanForm | None,
        Field(description="Kosong: mengikuti jabatan; kepala unit kerja mandiri memilih pimpinan. Empty: by the post."),
    ] = None
    kind: Annotated[
        Literal["regular", "study"] | None,
        Field(
            description="study untuk tugas belajar, dengan tiga indikator sebagai awal. Kosong: mengikuti status Anda "
            "hari ini. study for study leave, with three indicators to begin with. Empty: by your status of today."
        ),
    ] = None


class PlanPatch(Input):
    """Changes of a plan; what is absent stays."""

    approach: Annotated[Approach | None, Field(examples=["kualitatif"])] = None
    form: PlanForm | None = None


class IndicatorIn(Input):
    """An indicator: what is measured, and the value to reach."""

    aspect: Aspect
    title: Annotated[Prose, Field(examples=["Jumlah dataset sektoral yang terbit"])]
    target_value: Annotated[
        Number | None,
        Field(examples=["12"], description="Angka target; pada rentang, batas bawahnya. Of a range the lower bound."),
    ] = None
    target_high: Annotated[Number | None, Field(description="Batas atas rentang. Upper bound of a range.")] = None
    start_value: Annotated[Number | None, Field(description="Kondisi awal. Where it stands at the start.")] = None
    target_text: Prose | None = None
    unit: Annotated[Word | None, Field(examples=["dataset"])] = None
    direction: Direction = Direction.INCREASING
    study_kind: Annotated[
        StudyIndicator | None,
        Field(description="Jenis indikator pada SKP tugas belajar. Kind of indicator in the plan of a student."),
    ] = None

    @model_validator(mode="after")
    def _value_or_text(self) -> Self:
        if not ((self.target_value is not None and self.unit) or self.target_text):
            raise PydanticCustomError("value_or_text", "value with unit, or text", {"text": VALUE_OR_TEXT})
        if not is_range(self.target_value, self.target_high):
            raise PydanticCustomError("not_a_range", "not a range", {"text": NOT_A_RANGE})
        if not is_start(self.start_value, self._goal, self.direction):
            raise PydanticCustomError("not_a_start", "not a start", {"text": NOT_A_START})
        return self

    @property
    def _goal(self) -> Decimal | None:
        """The number that is reached last from where one starts: the far end of a range."""
        is_range_upwards = self.target_high is not None and self.direction is Direction.INCREASING
        return self.target_high if is_range_upwards else self.target_value


class Standard(Input):
    """A standard to which the work is done, with the document that sets it."""

    title: Annotated[Prose, Field(examples=["Waktu pemutakhiran data kependudukan"])]
    standard: Annotated[Prose, Field(examples=["Paling lama 1 hari kerja sejak berkas lengkap"])]
    reference: Annotated[
        Prose | None, Field(examples=["SOP 470/12/2026"], description="SOP atau peraturan. Procedure or regulation.")
    ] = None


class TargetIn(Input):
    """A target, with its indicators if they are known already."""

    kind: TargetKind = TargetKind.UTAMA
    classification: Classification = TargetClass.ORGANISASI
    title: Annotated[Prose, Field(examples=["Tersedianya data sektoral yang mutakhir"])]
    superior_target_id: Annotated[
        UUID | None, Field(description="Hasil kerja pimpinan yang diintervensi. The superior's target it serves.")
    ] = None
    perspective: Perspective | None = None
    delegation_id: Annotated[
        UUID | None,
        Field(
            description="Penugasan Plt./Plh. yang menghasilkan hasil kerja ini; tambahan, atau utama bila disepakati. "
            "The acting appointment that it is a result of; additional or, by agreement, main."
        ),
    ] = None
    weight: Annotated[Weight | None, Field(examples=["40"])] = None
    standards: Annotated[
        list[Standard], Field(max_length=10, description="Standar pelaksanaan kerja. Standards of the work.")
    ] = Field(default_factory=list)
    indicators: Annotated[list[IndicatorIn], Field(max_length=12)] = Field(default_factory=list)


Lines = Annotated[list[Prose], Field(max_length=20)]


class Attachments(Input):
    """The three attachments of a plan (lampiran SKP), each an ordered list of lines."""

    resources: Annotated[
        Lines,
        Field(description="Dukungan sumber daya. Support that is needed.", examples=[["Dua operator data"]]),
    ]
    accountability: Annotated[
        Lines,
        Field(
            description="Skema pertanggungjawaban. How and when it is accounted for.", examples=[["Laporan triwulan"]]
        ),
    ]
    consequences: Annotated[
        Lines,
        Field(description="Konsekuensi. What follows, for better or worse.", examples=[["Usulan penghargaan"]]),
    ]


class Expectation(Input):
    """What the leader expects especially of one core value (ekspektasi khusus pimpinan)."""

    value: Annotated[CoreValue, Field(examples=["berorientasi_pelayanan"])]
    text: Annotated[Prose, Field(examples=["Tanggapi setiap pengaduan dalam satu hari kerja."])]


class ExpectationsIn(Input):
    """The leader's expectations; they replace those that are there."""

    expectations: Annotated[list[Expectation], Field(max_length=7)]

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        if len({each.value for each in self.expectations}) < len(self.expectations):
            raise PydanticCustomError("said_twice", "a value twice", {"text": SAID_TWICE})
        return self


class CopyIn(Input):
    """The year into which a plan of an earlier year is copied."""

    cycle_id: UUID


class IndicatorOut(Output):
    """An indicator."""

    id: UUID
    number: int
    aspect: Aspect
    title: str
    target_value: ShownNumber | None
    target_high: ShownNumber | None
    start_value: ShownNumber | None
    target_text: str | None
    unit: Shown | None
    direction: Direction
    study_kind: StudyIndicator | None


class StandardOut(Output):
    """A standard to which the work is done."""

    title: str
    standard: str
    reference: str | None


class AttachmentsOut(Output):
    """The three attachments of a plan."""

    resources: list[str]
    accountability: list[str]
    consequences: list[str]


class ExpectationOut(Output):
    """What the leader expects especially of one core value."""

    value: CoreValue
    text: str


class TargetOut(Output):
    """A target with its indicators; `version` is that of the whole plan."""

    id: UUID
    plan_id: UUID
    number: int
    kind: TargetKind
    classification: Classification
    title: str
    superior_target_id: UUID | None
    superior_target_title: str | None
    is_unlinked: Annotated[bool, Field(description=UNLINKED)]
    perspective: Perspective | None
    delegation_id: UUID | None
    delegation_name: Annotated[str | None, Field(description="Plt./Plh. dan unitnya. Acting head of which unit.")]
    weight: ShownNumber | None
    standards: list[StandardOut]
    copied_from_id: Annotated[
        UUID | None,
        Field(description="Hasil kerja asalnya pada SKP lain. The target of another plan that it was copied from."),
    ]
    passed_on: Annotated[
        PassedOn | None,
        Field(
            description="Mengapa hasil kerja ini datang dari SKP lain di tahun yang sama: tetap pada jabatan, atau "
            "mengikuti pegawai. Why it came from another plan of the same year."
        ),
    ]
    indicators: list[IndicatorOut]


class TargetRow(Output):
    """A target in a list, with the employee and the unit."""

    id: UUID
    plan_id: UUID
    plan_status: PlanStatus
    employee_id: UUID
    employee_name: Shown
    unit_id: UUID
    unit_name: Shown
    number: int
    kind: TargetKind
    classification: Classification
    title: str
    superior_target_id: UUID | None
    is_unlinked: Annotated[bool, Field(description=UNLINKED)]
    weight: ShownNumber | None


class PlanRow(Output):
    """A plan in a list."""

    id: UUID
    cycle_id: UUID
    employee_id: UUID
    employee_name: Shown
    employee_nip: Shown
    position_name: Shown
    unit_id: UUID
    unit_name: Shown
    kind: PlanKind
    status: PlanStatus
    approach: Approach
    version: Version


class PlanOut(PlanRow):
    """A whole plan."""

    position_id: UUID
    rank: Shown | None
    rating_official_id: UUID | None
    rating_official_name: Shown | None
    submitted_at: Instant | None
    agreed_at: Instant | None
    valid_from: Annotated[
        Day | None, Field(description="Sejak jabatan dipegang (CPNS: SPMT). From the day the post was taken up.")
    ]
    valid_until: Annotated[
        Day | None, Field(description="Sampai serah terima jabatan; kosong: akhir tahun. Until the hand-over.")
    ]
    form: PlanForm
    host_agency: Annotated[
        Shown | None,
        Field(description="Instansi yang menyimpan SKP `host`. The agency that keeps a plan of kind host."),
    ]
    copied_from_id: UUID | None
    attachments: AttachmentsOut
    expectations: list[ExpectationOut]
    targets: list[TargetOut]


class NotCopiedOut(Output):
    """What did not come along, of which target of the earlier plan, and why."""

    code: NotCopied
    target_id: UUID | None
    title: str | None
    reason: str


class CopyOut(Output):
    """A new plan that was copied, and what was left out of it."""

    plan: PlanOut
    left_out: list[NotCopiedOut]


class DraftOut(PlanOut):
    """A new plan; its targets with `passed_on` came along from other plans of the year, and this says what did not."""

    left_out: list[NotCopiedOut]
