"""The surveys of the demo: answers of which governments really published the result."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kinerja_api.demo.citizens import RESULTS, Published, sheets_of
from kinerja_api.policies.public import national
from kinerja_api.scoring.facts import ElementAnswers, EvaluatedPeriod, SurveyFacts
from kinerja_api.scoring.schemes.satisfaction_survey import SurveyResult, evaluate
from kinerja_api.surveys.types import Element

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "vectors" / "satisfaction_survey.json").read_text(encoding="utf-8")
)["index"]
MAY = EvaluatedPeriod(date(2026, 5, 4), date(2026, 6, 2))

each_result = pytest.mark.parametrize("published", RESULTS, ids=lambda published: published.index)


def vector_of(published: Published) -> dict[str, Any]:
    """Return the public vector of a result: same source, exact weight."""
    name = published.source.partition(",")[0]
    [found] = [each for each in VECTORS if each["source"].startswith(name) and each["weight"] == "exact"]
    return found


def means_of(vector: dict[str, Any]) -> list[Fraction]:
    """Return the element means as they were published."""
    if "nrr" in vector:
        return [Fraction(mean) for mean in vector["nrr"]]
    return [Fraction(total, vector["respondents"]) for total in vector["totals"]]


def answers_of(published: Published) -> list[ElementAnswers]:
    """Return what the sheets of the demo say about each element."""
    sheets = sheets_of(published)
    return [
        ElementAnswers(element.value, sum(sheet[element][0] for sheet in sheets), len(sheets)) for element in Element
    ]


def result_of(published: Published) -> SurveyResult:
    return evaluate(
        national().regime("citizen_satisfaction", MAY.last_day), SurveyFacts(MAY, tuple(answers_of(published)))
    ).value


@each_result
def test_every_sheet_answers_nine_elements_with_one_to_four(published: Published) -> None:
    sheets = sheets_of(published)

    assert len(sheets) == published.respondents
    assert all(list(sheet) == list(Element) for sheet in sheets)
    assert all(1 <= value <= 4 for sheet in sheets for value, _ in sheet.values())


@each_result
def test_the_sheets_have_exactly_the_element_means_that_were_published(published: Published) -> None:
    means = [Fraction(answers.total, answers.answered) for answers in answers_of(published)]

    assert means == means_of(vector_of(published))


@each_result
def test_the_index_of_the_sheets_is_the_published_one_to_the_hundredth(published: Published) -> None:
    vector, result = vector_of(published), result_of(published)

    assert (result.index, result.grade.value) == (Decimal(vector["index"]), vector["grade"])
    assert published.index == vector["index"]


def test_the_index_of_another_publication_would_not_be_taken_for_it() -> None:
    indices = [result_of(published).index for published in RESULTS]

    assert len(set(indices)) == len(RESULTS) == 3
