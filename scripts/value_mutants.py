"""Mutation testing of the national policies: `value_mutants.py [POLICY...]`.

Changes one value after another a little (a number by one, a share or a bound by a hundredth, a rank by a step, a word
by another; or leaves a word out) and evaluates the scenarios that cite the parameter. A change that none of them
notices is printed; docs/mutants.md tells why those that are left cannot be shown by a scenario, or which test shows
them. It takes a minute.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from tests.unit.scoring.cases import NATIONAL, PROMOTION, outcome_of, scenarios
from tests.unit.scoring.test_scenarios import seen

from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.explain import citations
from kinerja_api.scoring.policy import Bands, Dated, Matrix

Scenario: TypeAlias = tuple[str, Mapping[str, Any]]
Change: TypeAlias = tuple[str, Any]

RANKS: Sequence[str] = PROMOTION.parameters["ranks"].values[0].value  # type: ignore[assignment]
HUNDREDTH = Fraction(1, 100)


def main(only: Sequence[str]) -> None:
    """Try every value of the policies that are named, or of all."""
    citing = _scenarios_by_parameter()
    tried = survived = 0
    for key, policy in NATIONAL.policies.items():
        for name, parameter in policy.parameters.items() if key in only or not only else ():
            for dated in parameter.values:
                for what, value in _changes(dated.value):
                    tried += 1
                    if not _is_noticed(dated, value, citing[key, name]):
                        survived += 1
                        print(f"survived: {key} {name} {dated.in_force.since}  {what}")
    print(f"{tried} tried: {tried - survived} noticed, {survived} survived")


def _scenarios_by_parameter() -> Mapping[tuple[str, str], list[Scenario]]:
    citing = defaultdict(list)
    for _, scheme, scenario in scenarios():
        trace = outcome_of(scheme, scenario["facts"]).trace
        for one in citations(trace):
            citing[trace.policy.key, one.parameter].append((scheme, scenario))
    return citing


def _is_noticed(dated: Dated, value: Any, citing: Sequence[Scenario]) -> bool:
    before = dated.value
    object.__setattr__(dated, "value", value)
    try:
        return any(_differs(scheme, scenario) for scheme, scenario in citing)
    finally:
        object.__setattr__(dated, "value", before)


def _differs(scheme: str, scenario: Mapping[str, Any]) -> bool:
    try:
        found = outcome_of(scheme, scenario["facts"]).value
    except (ScoringError, ArithmeticError, LookupError, TypeError, ValueError):
        return True
    expected = scenario["expect"]
    return bool(seen(found, expected) != expected)


def _changes(value: Any) -> Iterator[Change]:  # noqa: C901  the table of the changes
    match value:
        case bool():
            yield "turned", not value
        case int() | Fraction():
            step = 1 if value == int(value) else HUNDREDTH
            yield f"{value} up", value + step
            yield f"{value} down", value - step
        case Matrix():
            for cell, word in value.cells.items():
                yield f"{cell}", replace(value, cells={**value.cells, cell: _other(value.cells.values(), word)})
        case Bands():
            yield from _changes_of_bands(value)
        case tuple():
            for place, word in enumerate(value):
                yield f"without {word}", value[:place] + value[place + 1 :]
        case Mapping():
            for entry, one in value.items():
                for what, changed in _changes_of_word(value, one) if isinstance(one, str) else _changes(one):
                    yield f"{entry}: {what}", {**value, entry: changed}


def _changes_of_bands(bands: Bands) -> Iterator[Change]:
    for place, row in enumerate(bands.rows):
        for end in ("lowest", "highest"):
            for step in (bands.step, -bands.step):
                moved = replace(row, **{end: getattr(row, end) + step})
                rows = (*bands.rows[:place], moved, *bands.rows[place + 1 :])
                yield f"{row.label}: {end} by {float(step)}", replace(bands, rows=rows)


def _changes_of_word(table: Mapping[str, Any], word: str) -> Iterator[Change]:
    if word in RANKS:
        place = RANKS.index(word)
        for rank in (*RANKS[max(0, place - 1) : place], *RANKS[place + 1 : place + 2]):
            yield f"{word} to {rank}", rank
    else:
        other = _other(table.values(), word)
        yield f"{word} to {other}", other


def _other(words: Any, word: str) -> str:
    return next((each for each in words if each != word), f"{word}?")


if __name__ == "__main__":
    main(sys.argv[1:])
