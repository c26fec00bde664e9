"""The words of the explanations: each is said somewhere, and what is said has its words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import ModuleType

from kinerja_api.policies.loader import load_agency_defaults, load_national
from kinerja_api.scores.types import Missing
from kinerja_api.scoring import credit_facts, facts, legacy_facts, talent_facts
from kinerja_api.scoring.policy import Bands, Matrix, Value
from kinerja_api.scoring.words import STEPS, TERMS

FOLDER = Path(__file__).parent / "steps"
POLICIES = (*load_national().policies.values(), *load_agency_defaults().policies.values())
FACTS = (facts, credit_facts, legacy_facts, talent_facts)
# Components that an agency may weigh, beside those of the default policy.
COMPONENTS = {"achievement", "predicate"}


def test_every_step_that_has_words_is_taken_by_a_scheme() -> None:
    assert set(STEPS) <= {name.partition(".")[0] for name in _steps()}


def test_every_word_that_is_explained_is_said_by_a_policy_a_fact_or_a_step() -> None:
    of_steps = {part for name in _steps() for subject in name.split(".")[1:] for part in subject.split("+")}
    of_facts = {word for module in FACTS for word in _words_of_enums(module)}
    parameters = [one for policy in POLICIES for one in policy.parameters.values()]
    of_policies = {word for one in parameters for dated in one.values for word in _words_of(dated.value)}
    of_policies |= {word for one in parameters if one.adjustable for word in one.adjustable.words}

    assert set(TERMS) <= of_steps | of_facts | of_policies | set(Missing) | COMPONENTS


def test_what_a_component_waits_for_is_said_in_words() -> None:
    assert set(Missing) <= set(TERMS)


def _steps() -> Iterator[str]:
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield line.partition(": ")[0]


def _words_of_enums(module: ModuleType) -> Iterator[str]:
    for one in vars(module).values():
        if isinstance(one, type) and issubclass(one, StrEnum):
            yield from one


def _words_of(value: Value) -> Iterator[str]:
    match value:
        case Matrix():
            yield from (*value.rows, *value.columns, *value.cells.values())
        case Bands():
            yield from (row.label for row in value.rows)
        case tuple():
            yield from value
        case Mapping():
            yield from value
            for one in value.values():
                if isinstance(one, str | tuple):
                    yield from (one,) if isinstance(one, str) else one
