"""The steps of every scheme by name: which operation, on which inputs, told or kept quiet.

A stored trace is read for as long as a career lasts. What its steps are called and on what they rest may change only
on purpose, so `steps/` holds every step that the scenarios need, one file a scheme, sorted.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from kinerja_api.scoring.trace import Step
from tests.unit.scoring.cases import Given, outcome_of, scenarios

FOLDER = Path(__file__).parent / "steps"
FACTS: dict[str, list[Given]] = defaultdict(list)
for _, _scheme, _scenario in scenarios():
    FACTS[_scheme].append(_scenario["facts"])


@pytest.mark.parametrize("scheme", FACTS)
def test_the_steps_of_a_scheme_are_those_on_record(scheme: str) -> None:
    on_record = (FOLDER / f"{scheme}.txt").read_text(encoding="utf-8").splitlines()

    traces = [outcome_of(scheme, facts).trace for facts in FACTS[scheme]]

    assert sorted({_line(step) for trace in traces for step in trace.steps}) == on_record


def _line(step: Step) -> str:
    inputs = f"({', '.join(step.inputs)})" if step.inputs else ""
    rounding = f", {step.rounding.mode} to {step.rounding.places} decimals" if step.rounding else ""
    return f"{step.name}: {step.operation}{inputs}{rounding}{', quiet' if step.quiet else ''}"
