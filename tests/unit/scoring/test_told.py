"""What people read who get no result, or a criterion: word for word, in both languages, an example of each kind."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.schemes.criteria import Criterion
from kinerja_api.scoring.text import Language
from tests.unit.scoring.cases import Given, outcome_of, scenarios

TABLES = Path(__file__).parent / "tables"
SCENARIOS = {name: (scheme, one["facts"]) for name, scheme, one in scenarios()}


def _rows(table: str) -> list[Any]:
    return list(yaml.load((TABLES / f"{table}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


@pytest.mark.parametrize("row", _rows("refusals"), ids=lambda row: f"{row['scheme']} {row['place']}")
def test_a_refusal_says_what_would_help(row: Given) -> None:
    with pytest.raises(ScoringError) as caught:
        outcome_of(row["scheme"], row["facts"])

    refused = caught.value
    assert {"place": refused.place, "en": refused.needed.en, "id": refused.needed.id} == {
        name: row[name] for name in ("place", "en", "id")
    }


@pytest.mark.parametrize("row", _rows("criteria"), ids=lambda row: f"{row['criterion']} {row['en']}")
def test_a_criterion_says_what_was_found_what_is_required_and_how_it_stands(row: Given) -> None:
    found: Any = outcome_of(*SCENARIOS[row["scenario"]]).value

    (criterion,) = [one for one in found.criteria if one.name == row["criterion"]]

    assert (_said(criterion, "en"), _said(criterion, "id")) == (row["en"], row["id"])


def test_a_departure_from_the_pattern_says_how_many_there_are_and_how_many_there_should_be() -> None:
    facts = {"organization": "istimewa", "counts": {"sangat_baik": 4, "baik": 6}}

    found: Any = outcome_of("distribution", facts).value
    (violation,) = found.violations

    assert (violation.found, violation.required) == (4, 6)
    assert violation.text.en == "Very Good should be the largest group, but 4 employees are not the most."


def _said(criterion: Criterion, language: Language) -> str:
    """Return found, required and why, as a reader sees them beside each other."""
    return " | ".join(text.in_language(language) for text in (criterion.found, criterion.required, criterion.why))
