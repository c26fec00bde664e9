"""Input and output of surveys."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import (
    Count,
    Day,
    Flag,
    Input,
    Instant,
    Label,
    Name,
    Number,
    Output,
    Prose,
    StepIn,
    Version,
)
from kinerja_api.kit.text import Text
from kinerja_api.scoring.facts import CostMode, SurveyGrade
from kinerja_api.surveys.types import (
    AgeGroup,
    Element,
    RespondentEducation,
    RespondentSex,
    ResultSource,
    SurveyStatus,
    WeightConvention,
)

__all__ = ["ServiceIn", "ServiceOut", "ServicePatch", "StepIn", "SurveyIn", "SurveyOut", "SurveyPatch", "SurveyRow"]

FREE_NEEDS_BASIS = Text(
    "Layanan gratis memerlukan `free_basis`: peraturan yang membebaskan biayanya.",
    "A free service needs `free_basis`: the rule that makes it free.",
)
DAYS_IN_ORDER = Text("`closes_on` tidak boleh sebelum `opens_on`.", "`closes_on` must not be before `opens_on`.")
NOTHING_ANSWERED = Text("Jawab paling sedikit satu unsur.", "Answer at least one element.")
MEAN_OR_TOTAL = Text(
    "Isi `mean` saja, atau `total` bersama `answered`.", "Give `mean` alone, or `total` together with `answered`."
)
PERIOD_IN_ORDER = Text("`last_day` tidak boleh sebelum `first_day`.", "`last_day` must not be before `first_day`.")

Population = Annotated[
    int,
    Field(
        strict=True,
        ge=1,
        le=100_000_000,
        examples=[1000],
        description="Perkiraan penerima layanan selama survei. Users of the service during the survey, estimated.",
    ),
]
Sentence = Annotated[Prose, Field(max_length=500)]
Option = Annotated[int, Field(strict=True, ge=1, le=4, examples=[4])]
PublicCode = Annotated[str, Field(max_length=80, examples=["lhokseumawe-h7k2m9qwx4tr"])]


class TextIn(Input):
    """A sentence in both languages."""

    id: Annotated[Sentence, Field(examples=["Apakah Saudara diminta membayar untuk layanan ini?"])]
    en: Annotated[Sentence, Field(examples=["Were you asked to pay for this service?"])]


class TextOut(Output):
    """A sentence in both languages."""

    id: Annotated[str, Field(max_length=500, examples=["Sangat baik"])]
    en: Annotated[str, Field(max_length=500, examples=["Very good"])]


class ServiceIn(Input):
    """A new service to the public."""

    unit_id: UUID
    name: Annotated[Name, Field(examples=["Penerbitan akta kelahiran"])]
    is_free: Annotated[Flag, Field(examples=[True])] = False
    free_basis: Annotated[
        Prose | None,
        Field(
            examples=["UU 24/2013 Pasal 79A"],
            description="Peraturan yang membebaskan biaya. The rule that makes it free.",
        ),
    ] = None

    @model_validator(mode="after")
    def _free_by_law(self) -> Self:
        if self.is_free and self.free_basis is None:
            raise PydanticCustomError("free_basis", "free basis", {"text": FREE_NEEDS_BASIS})
        return self


class ServicePatch(Input):
    """Changes of a service; what is absent stays."""

    name: Annotated[Name | None, Field(examples=["Penerbitan akta kelahiran dan kematian"])] = None
    is_free: Flag | None = None
    free_basis: Prose | None = None
    is_active: Flag | None = None


class ServiceOut(Output):
    """A service to the public."""

    id: UUID
    unit_id: UUID
    name: Label
    is_free: bool
    free_basis: str | None
    is_active: bool
    version: Version


class SurveyIn(Input):
    """A new survey of one service, with the nine elements of the regulation."""

    service_id: UUID
    title: Annotated[Name, Field(examples=["SKM Akta Kelahiran Triwulan II 2026"])]
    opens_on: Annotated[Day, Field(examples=["2026-04-01"])]
    closes_on: Annotated[Day, Field(examples=["2026-06-30"], description="Hari terakhir. The last day.")]
    population: Population
    cost_mode: CostMode = CostMode.DITANYAKAN
    cost_question: Annotated[TextIn | None, Field(description="Hanya untuk 'disesuaikan'. Only for 'disesuaikan'.")] = (
        None
    )
    cost_exclusion_reason: Annotated[
        Prose | None, Field(description="Hanya untuk 'dikecualikan'. Only for 'dikecualikan'.")
    ] = None

    @model_validator(mode="after")
    def _days(self) -> Self:
        if self.closes_on < self.opens_on:
            raise PydanticCustomError("days_in_order", "days in order", {"text": DAYS_IN_ORDER})
        return self


class SurveyPatch(Input):
    """Changes of a survey; what is absent stays. The three cost fields change together."""

    title: Name | None = None
    opens_on: Day | None = None
    closes_on: Annotated[Day | None, Field(examples=["2026-07-15"])] = None
    population: Population | None = None
    cost_mode: CostMode | None = None
    cost_question: TextIn | None = None
    cost_exclusion_reason: Prose | None = None


class QuestionOut(Output):
    """An element as it is asked: the four answers are worth 1 to 4 in this order."""

    element: Element
    number: Count
    title: TextOut
    question: TextOut
    options: Annotated[list[TextOut], Field(min_length=4, max_length=4)]


class ElementOut(QuestionOut):
    """An element of a survey; `is_asked` is false where law answers for everybody."""

    is_asked: bool


class SurveyRow(Output):
    """A survey in a list."""

    id: UUID
    code: PublicCode
    service_id: UUID
    unit_id: UUID
    title: Label
    opens_on: Day
    closes_on: Day
    population: Count
    sample_required: Annotated[Count, Field(description="Responden minimal (Krejcie-Morgan). Respondents needed.")]
    sample_careful: Annotated[
        Count, Field(description="Baris tabel berikutnya, pilihan hati-hati. The next row of the table.")
    ]
    status: SurveyStatus
    version: Version


class SurveyOut(SurveyRow):
    """A whole survey."""

    service_name: Label
    cost_mode: CostMode
    cost_exclusion_reason: str | None
    public_url: Annotated[
        str, Field(max_length=500, description="Tautan untuk masyarakat; juga isi kode QR. The link for citizens.")
    ]
    respondents: Annotated[Count, Field(description="Lembar yang sudah masuk. Sheets so far.")]
    is_sample_reached: bool
    published_at: Instant | None
    closed_at: Instant | None
    result_id: UUID | None
    elements: Annotated[list[ElementOut], Field(max_length=9)]


class RemarkOut(Output):
    """What a citizen wrote, without anything about the citizen."""

    remark: str


class PublicSurveyOut(Output):
    """A survey as citizens see it; `token` is null when the survey takes no answers now."""

    code: PublicCode
    title: Label
    agency_name: Label
    unit_name: Label
    service_name: Label
    opens_on: Day
    closes_on: Day
    is_open: bool
    questions: Annotated[list[QuestionOut], Field(max_length=9)]
    token: Annotated[
        str | None,
        Field(max_length=200, description="Kirim bersama jawaban, sekali pakai. Send it with the answers, once."),
    ]
    token_expires_at: Instant | None


class AnswersIn(Input):
    """One answer, 1 to 4, for each element; an element may be left out."""

    persyaratan: Option | None = None
    prosedur: Option | None = None
    waktu: Option | None = None
    biaya: Option | None = None
    produk: Option | None = None
    kompetensi: Option | None = None
    perilaku: Option | None = None
    sarpras: Option | None = None
    pengaduan: Option | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.given():
            raise PydanticCustomError("nothing_answered", "nothing answered", {"text": NOTHING_ANSWERED})
        return self

    def given(self) -> dict[Element, int]:
        """Return the elements that are answered, with the value."""
        return {Element(name): value for name, value in self if value is not None}


class SheetIn(Input):
    """A filled-in sheet. What it says about the citizen is optional and in groups; a name is not asked."""

    token: Annotated[
        str,
        Field(min_length=1, max_length=200, examples=["dGVzdA"], description="Dari isi survei. From the survey."),
    ]
    answers: AnswersIn
    sex: Annotated[RespondentSex | None, Field(examples=["perempuan"])] = None
    age_group: Annotated[AgeGroup | None, Field(examples=["30_39"])] = None
    education: Annotated[RespondentEducation | None, Field(examples=["sma"])] = None
    remark: Annotated[
        Prose | None,
        Field(
            max_length=1000,
            examples=["Antrean cepat, petugas ramah."],
            description="Saran; jangan menulis nama atau NIK. A remark; please no names or numbers of persons.",
        ),
    ] = None


class SheetReceived(Output):
    """The answer is stored."""

    code: PublicCode
    is_received: bool
    message: TextOut


class ImportedElement(Input):
    """An element of a result that was published elsewhere: its mean, or its total with the sheets that answered it."""

    element: Element
    mean: Annotated[Number | None, Field(ge=1, le=4, examples=["3.48"])] = None
    total: Annotated[int | None, Field(strict=True, ge=1, le=2_147_483_647)] = None
    answered: Annotated[int | None, Field(strict=True, ge=1, le=2_147_483_647)] = None

    @model_validator(mode="after")
    def _mean_or_total(self) -> Self:
        has_total = self.total is not None and self.answered is not None
        has_part = self.total is not None or self.answered is not None
        if (self.mean is None) is not has_total or (self.mean is not None and has_part):
            raise PydanticCustomError("mean_or_total", "mean or total", {"text": MEAN_OR_TOTAL})
        return self


class SurveyResultIn(Input):
    """A result that was published before, with the numbers from which it is computed again."""

    unit_id: UUID
    service_id: Annotated[
        UUID | None, Field(description="Kosong: seluruh layanan unit. Empty: all services of the unit.")
    ] = None
    title: Annotated[Name, Field(examples=["SKM Semester II 2025"])]
    source_note: Annotated[
        Prose,
        Field(
            examples=["Laporan SKM Semester II 2025, situs resmi unit"],
            description="Di mana hasil ini diterbitkan. Where it was published.",
        ),
    ]
    first_day: Annotated[Day, Field(examples=["2025-07-01"])]
    last_day: Annotated[Day, Field(examples=["2025-12-31"])]
    respondents: Annotated[int, Field(strict=True, ge=1, le=2_147_483_647, examples=[217])]
    population: Population | None = None
    weight_convention: WeightConvention = WeightConvention.EKSAK
    exclusion_reason: Annotated[
        Prose | None, Field(description="Wajib bila ada unsur yang tidak dinilai. Needed when an element is left out.")
    ] = None
    index: Annotated[
        Number,
        Field(ge=0, le=100, examples=["87.28"], description="Indeks yang diterbitkan. The index as published."),
    ]
    elements: Annotated[list[ImportedElement], Field(min_length=1, max_length=9)]

    @model_validator(mode="after")
    def _days(self) -> Self:
        if self.last_day < self.first_day:
            raise PydanticCustomError("period_in_order", "period in order", {"text": PERIOD_IN_ORDER})
        return self


class ElementResultOut(Output):
    """An element of a result: its mean to three decimals, its index and its own grade."""

    element: Element
    number: Count
    title: TextOut
    mean: Number
    index: Number
    grade: SurveyGrade
    answered: Annotated[Count | None, Field(description="Lembar yang mengisi unsur ini. Sheets that answered it.")]
    imputed: Annotated[
        Count, Field(description="Di antaranya diisi menurut aturan (gratis). Of these, filled in by rule.")
    ]


class SurveyResultRow(Output):
    """A result in a list."""

    id: UUID
    survey_id: UUID | None
    unit_id: UUID
    service_id: UUID | None
    title: Label
    source: ResultSource
    first_day: Day
    last_day: Day
    year: int
    respondents: Count
    index: Number
    grade: SurveyGrade
    grade_label: TextOut


class ExplanationOut(Output):
    """How the index came about, sentence by sentence with the articles, and the computation itself."""

    id: Annotated[list[str], Field(max_length=400)]
    en: Annotated[list[str], Field(max_length=400)]
    trace: Annotated[
        dict[str, Any], Field(description="Setiap langkah, untuk dihitung ulang. Every step, to compute again.")
    ]


class PublicResultOut(Output):
    """A published result: the worst element stands first, because follow-up begins there."""

    code: PublicCode
    title: Label
    agency_name: Label
    unit_name: Label
    service_name: Label | None
    first_day: Day
    last_day: Day
    respondents: Count
    sample_required: Count | None
    is_sample_reached: bool | None
    index: Number
    grade: SurveyGrade
    grade_label: TextOut
    elements: Annotated[list[ElementResultOut], Field(max_length=9)]
    explanation: ExplanationOut


class SurveyResultOut(SurveyResultRow):
    """A whole result with what it rests on: facts, policy and explanation, frozen when it was published."""

    source_note: str | None
    population: Count | None
    sample_required: Count | None
    is_sample_reached: bool | None
    weight_convention: WeightConvention
    exclusion_reason: str | None
    elements: Annotated[list[ElementResultOut], Field(max_length=9)]
    policy_key: Label
    policy_version: Label
    policy_sha256: Annotated[str, Field(max_length=64)]
    facts_sha256: Annotated[str, Field(max_length=64)]
    explanation: ExplanationOut
    issued_at: Instant
