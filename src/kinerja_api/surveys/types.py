"""Values of citizen satisfaction surveys; the Indonesian ones are fixed by PermenPANRB 14/2017 and its form."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from kinerja_api.kit.security.signing import Signer
from kinerja_api.kit.security.throttle import SubmissionThrottle
from kinerja_api.kit.text import Text
from kinerja_api.scoring.facts import SurveyGrade


class SurveyStatus(StrEnum):
    """States of a survey."""

    DRAFT = auto()
    PUBLISHED = auto()
    CLOSED = auto()
    RESULT_PUBLISHED = auto()


class Element(StrEnum):
    """The nine elements (unsur). Never numbers: the annex and its own questionnaire disagree on 8 and 9."""

    PERSYARATAN = auto()
    PROSEDUR = auto()
    WAKTU = auto()
    BIAYA = auto()
    PRODUK = auto()
    KOMPETENSI = auto()
    PERILAKU = auto()
    SARPRAS = auto()
    PENGADUAN = auto()


class WeightConvention(StrEnum):
    """The weight of an element in a result that was published elsewhere: exact 1/k, or rounded on the form."""

    EKSAK = "eksak"
    THREE_DECIMALS = "0.111"
    TWO_DECIMALS = "0.11"


class ResultSource(StrEnum):
    """Where an index comes from; `pooled` are several results of one unit and year, taken together."""

    SURVEY = auto()
    IMPORTED = auto()
    POOLED = auto()


class RespondentSex(StrEnum):
    """Jenis kelamin, on the form."""

    LAKI_LAKI = auto()
    PEREMPUAN = auto()


class AgeGroup(StrEnum):
    """Usia, in groups, so that nobody is recognised by it."""

    UNDER_20 = auto()
    FROM_20_TO_29 = "20_29"
    FROM_30_TO_39 = "30_39"
    FROM_40_TO_49 = "40_49"
    FROM_50_TO_59 = "50_59"
    FROM_60 = "60_plus"


class RespondentEducation(StrEnum):
    """Pendidikan, on the form."""

    SD = auto()
    SMP = auto()
    SMA = auto()
    DIPLOMA = auto()
    S1 = auto()
    S2 = auto()
    S3 = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """An element as citizens see it: where it stands, what is asked, and the four answers, worth 1 to 4."""

    element: Element
    number: int
    title: Text
    question: Text
    options: tuple[Text, Text, Text, Text]


@dataclass(frozen=True, slots=True)
class ElementCount:
    """The answers to an element: sum of the values, sheets that answered it, and how many of these by rule."""

    element: Element
    total: int
    answered: int
    imputed: int


@dataclass(frozen=True, slots=True)
class PublicName:
    """Who gives a service to the public, by name: what citizens read above a survey and above its result."""

    agency: str
    unit: str
    service: str | None


@dataclass(frozen=True, slots=True)
class SurveyTools:
    """What answering needs beside the database; the composition root makes it."""

    signer: Signer
    throttle: SubmissionThrottle
    public_url: str


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """The satisfaction index of a unit in a year, over all its respondents."""

    index: Decimal
    grade: SurveyGrade
    respondents: int
    source: ResultSource
