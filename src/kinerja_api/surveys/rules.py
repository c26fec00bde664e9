"""Pure rules of surveys: the official form, codes of public links, one-time tokens, and when answers are taken."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from kinerja_api.kit.text import Text
from kinerja_api.scoring.facts import CostMode, SurveyGrade
from kinerja_api.surveys.types import Element, Question, SurveyStatus, WeightConvention

# Without letters and digits that people mix up when they type a link from paper.
CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12
TOKEN_LIFE = timedelta(hours=1)
FREE_OF_CHARGE = 4
_TOKEN = struct.Struct(">16sq")

MODE_NEEDS_FREE_SERVICE = Text(
    "Cara biaya '{mode}' hanya untuk layanan yang menurut peraturan tidak dipungut biaya. Tandai layanan sebagai "
    "gratis beserta dasar hukumnya, atau pakai 'ditanyakan'.",
    "The cost mode '{mode}' is only for services that are free by law. Mark the service as free with its legal "
    "basis, or use 'ditanyakan'.",
)
MODE_NEEDS_WORDS = Text(
    "Cara biaya 'disesuaikan' memerlukan `cost_question` dalam kedua bahasa.",
    "The cost mode 'disesuaikan' needs a `cost_question` in both languages.",
)
MODE_NEEDS_REASON = Text(
    "Cara biaya 'dikecualikan' menyimpang dari sembilan unsur, jadi `cost_exclusion_reason` wajib diisi.",
    "The cost mode 'dikecualikan' departs from the nine elements, so `cost_exclusion_reason` must be given.",
)


@dataclass(frozen=True, slots=True)
class Translation:
    """An element's name, and its question with the four answers in English; the English is ours."""

    title: Text
    question: str
    options: tuple[str, str, str, str]


# The questions in Indonesian are data of the policy (the annex's sample questionnaire); names and English are here,
# in the order of that questionnaire.
FORM: Mapping[Element, Translation] = {
    Element.PERSYARATAN: Translation(
        Text("Persyaratan", "Requirements"),
        "How well do the requirements of the service fit the kind of service?",
        ("They do not fit", "They fit poorly", "They fit", "They fit very well"),
    ),
    Element.PROSEDUR: Translation(
        Text("Sistem, Mekanisme, dan Prosedur", "System, mechanism and procedure"),
        "How easy is the procedure of the service in this unit?",
        ("Not easy", "Not so easy", "Easy", "Very easy"),
    ),
    Element.WAKTU: Translation(
        Text("Waktu Penyelesaian", "Time to completion"),
        "How fast is the service given?",
        ("Not fast", "Not so fast", "Fast", "Very fast"),
    ),
    Element.BIAYA: Translation(
        Text("Biaya/Tarif", "Cost"),
        "How fair is the cost of the service?",
        ("Very expensive", "Rather expensive", "Cheap", "Free"),
    ),
    Element.PRODUK: Translation(
        Text("Produk Spesifikasi Jenis Pelayanan", "Product of the service"),
        "How well does what you received match what the service standard promises?",
        ("It does not match", "It matches poorly", "It matches", "It matches very well"),
    ),
    Element.KOMPETENSI: Translation(
        Text("Kompetensi Pelaksana", "Competence of the staff"),
        "How competent are the staff who serve?",
        ("Not competent", "Not so competent", "Competent", "Very competent"),
    ),
    Element.PERILAKU: Translation(
        Text("Perilaku Pelaksana", "Conduct of the staff"),
        "How polite and friendly are the staff who serve?",
        ("Not polite and friendly", "Not so polite and friendly", "Polite and friendly", "Very polite and friendly"),
    ),
    Element.SARPRAS: Translation(
        Text("Sarana dan Prasarana", "Facilities"),
        "How good are the facilities?",
        ("Bad", "Sufficient", "Good", "Very good"),
    ),
    Element.PENGADUAN: Translation(
        Text("Penanganan Pengaduan, Saran dan Masukan", "Handling of complaints and suggestions"),
        "How are complaints of users handled?",
        (
            "Not at all",
            "There is a way, but it does not work",
            "It works, but not as it should",
            "They are managed well",
        ),
    ),
}
# Column "Kinerja unit pelayanan" of the category table; C is Kurang baik and never Cukup.
GRADE_LABELS: Mapping[SurveyGrade, Text] = {
    SurveyGrade.A: Text("Sangat baik", "Very good"),
    SurveyGrade.B: Text("Baik", "Good"),
    SurveyGrade.C: Text("Kurang baik", "Less than good"),
    SurveyGrade.D: Text("Tidak baik", "Not good"),
}


@dataclass(frozen=True, slots=True)
class CostTreatment:
    """How a survey treats the cost element."""

    mode: CostMode
    question: Text | None = None
    exclusion_reason: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyWindow:
    """When a survey takes answers: its state, and both days, which belong to it."""

    status: SurveyStatus
    opens_on: date
    closes_on: date

    def is_open(self, today: date) -> bool:
        """Tell whether answers are taken on a day of the agency's calendar."""
        return self.status is SurveyStatus.PUBLISHED and self.opens_on <= today <= self.closes_on


@dataclass(frozen=True, slots=True)
class AnswerToken:
    """A one-time right to answer: its number, and until when."""

    number: UUID
    expires_at: datetime

    @property
    def digest(self) -> bytes:
        """What is kept of the token: enough to know it again, nothing to make it from."""
        return sha256(self.number.bytes).digest()

    def pack(self) -> bytes:
        """Return the payload to sign."""
        return _TOKEN.pack(self.number.bytes, int(self.expires_at.timestamp()))


def unpack_token(payload: bytes, now: datetime) -> AnswerToken | None:
    """Return the token of a signed payload; None when its time is over."""
    number, expires = _TOKEN.unpack(payload)
    expires_at = datetime.fromtimestamp(expires, tz=now.tzinfo)
    return AnswerToken(UUID(bytes=number), expires_at) if now < expires_at else None


def token_purpose(code: str) -> str:
    """Return what a token of a survey is signed for, so that it opens no other survey."""
    return f"survey-answer:{code}"


def agency_code_of(code: str) -> str:
    """Return the agency's code in the code of a survey, `{agency}-{random}`; empty when there is none."""
    return code.rpartition("-")[0]


def form_of(treatment: CostTreatment, wording: Mapping[str, Sequence[str]]) -> tuple[Question, ...]:
    """Return the elements of a survey, in the order of the questionnaire, with the cost element treated.

    `wording` is the questionnaire of the policy: for each element the question and its four answers, in Indonesian.
    """
    kept = [each for each in FORM if treatment.mode is not CostMode.DIKECUALIKAN or each is not Element.BIAYA]
    questions = tuple(
        _question(element, number, wording[element.value]) for number, element in enumerate(kept, start=1)
    )
    if treatment.mode is CostMode.DISESUAIKAN and treatment.question is not None:
        adapted = treatment.question
        return tuple(replace(each, question=adapted) if each.element is Element.BIAYA else each for each in questions)
    return questions


def number_of(element: Element) -> int:
    """Return where an element stands on the sample questionnaire."""
    return list(FORM).index(element) + 1


def fault_of_treatment(treatment: CostTreatment, *, service_is_free: bool) -> Text | None:
    """Return why the cost element may not be treated so; None when it may.

    The note of the annex lets the form of the question be adapted only where law says that the user does not pay.
    """
    if treatment.mode is CostMode.DITANYAKAN:
        return None
    if not service_is_free:
        return MODE_NEEDS_FREE_SERVICE.fill(mode=treatment.mode.value)
    if treatment.mode is CostMode.DISESUAIKAN and treatment.question is None:
        return MODE_NEEDS_WORDS
    if treatment.mode is CostMode.DIKECUALIKAN and treatment.exclusion_reason is None:
        return MODE_NEEDS_REASON
    return None


def answers_to_store(given: Mapping[Element, int], treatment: CostTreatment) -> dict[Element, tuple[int, bool]]:
    """Return value and whether it was filled in by rule, for each element that a sheet answers.

    Where the service is free for everybody, the cost element counts 4 (Gratis) and is flagged as not asked.
    """
    stored = {element: (value, False) for element, value in given.items()}
    if treatment.mode is CostMode.GRATIS_OTOMATIS:
        stored[Element.BIAYA] = (FREE_OF_CHARGE, True)
    return stored


def is_asked(element: Element, mode: CostMode) -> bool:
    """Tell whether citizens are asked about an element."""
    return element is not Element.BIAYA or mode in {CostMode.DITANYAKAN, CostMode.DISESUAIKAN}


def stated_weight(convention: WeightConvention) -> Decimal | None:
    """Return the rounded weight with which a result was published; None for the exact 1/k."""
    return None if convention is WeightConvention.EKSAK else Decimal(convention.value)


def _question(element: Element, number: int, wording: Sequence[str]) -> Question:
    english = FORM[element]
    asked, lowest, low, high, highest = map(Text, wording, (english.question, *english.options))
    return Question(element, number, english.title, asked, (lowest, low, high, highest))
