"""Every row of every table of the regulation files has its place: `tables/regulations.yaml` names it.

A place is a scenario, whose result and citations `test_scenarios.py` proves, another test, or code; or it is said why
a row is no rule of scoring, or that its value was not seen.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.scoring.cases import ROOT, SCENARIOS, scenarios

REGULATIONS = yaml.load(
    (Path(__file__).parent / "tables" / "regulations.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
TABLES: list[dict[str, Any]] = [table for one in REGULATIONS["documents"] for table in one["tables"]]
CITATIONS = {name: frozenset(one["citations"]) for name, _, one in scenarios()}
TOLD = frozenset({"not a rule of scoring", "not seen"})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["table"])
def test_every_row_of_a_table_has_a_place_that_is_there(table: dict[str, Any]) -> None:
    assert table["rows"]
    assert ("all" in table) is isinstance(table["rows"], list)
    for row, places in _rows(table):
        assert places, row
        for place in places:
            assert _is_there(place), f"{row}: {place}"


@pytest.mark.parametrize("table", [one for one in TABLES if "cites" in one], ids=lambda table: table["table"])
def test_the_scenarios_of_a_table_cite_the_rules_that_hold_its_rows(table: dict[str, Any]) -> None:
    rules = frozenset(_listed(table["cites"]))
    cited = {name: CITATIONS[name] & rules for _, places in _rows(table) for name in _scenarios_of(places)}

    assert [name for name, found in cited.items() if not found] == []
    assert frozenset().union(*cited.values()) == rules


def test_every_scenario_cites_a_law() -> None:
    assert [name for name, cited in CITATIONS.items() if not cited] == []


def test_every_file_of_scenarios_has_its_place_in_the_regulations() -> None:
    beside = [_listed(places) for places in REGULATIONS["beside_the_tables"].values()]
    inside = [places for table in TABLES for _, places in _rows(table)]
    named = {name.split(": ")[0] for places in (*beside, *inside) for name in _scenarios_of(places)}

    assert [place for places in beside for place in places if not _is_there(place)] == []
    assert named == {file.stem for file in SCENARIOS.glob("*.yaml")}


def test_no_table_and_no_row_was_lost() -> None:
    """The regulation files are not part of the product, so what was counted in them is written down."""
    assert (REGULATIONS["tables"], REGULATIONS["rows"]) == (82, 564)
    assert len(TABLES) == REGULATIONS["tables"]
    assert sum(len(table["rows"]) for table in TABLES) == REGULATIONS["rows"]


def _rows(table: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    rows = table["rows"]
    if isinstance(rows, list):
        rows = dict.fromkeys(map(str, rows), table["all"])
    for row, places in rows.items():
        yield row, _listed(places)


def _listed(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _is_there(place: str) -> bool:
    kind, _, which = place.partition(" > ")
    if kind in TOLD:
        return bool(which)
    if kind == "test":
        file, _, name = which.partition("::")
        return name in _names_of(file)
    if kind == "code":
        module, _, name = which.partition(":")
        return name in _names_of(f"src/{module.replace('.', '/')}.py")
    return bool(_scenarios_of([place]))


@cache
def _names_of(file: str) -> frozenset[str]:
    """Return the tests, classes and constants that a file defines."""
    path = ROOT / file
    package = path.with_suffix("") / "__init__.py"
    text = (path if path.exists() else package).read_text(encoding="utf-8")
    return frozenset(re.findall(r"^(?:(?:async )?def |class |(?=[A-Z_]+ = ))(\w+)", text, re.MULTILINE))


def _scenarios_of(places: list[str]) -> list[str]:
    """Return the scenarios that places name; a star stands for any words."""
    found = []
    for place in places:
        file, _, name = place.partition(" > ")
        wanted = re.compile(re.escape(f"{file}: {name}").replace(r"\*", ".*"))
        found += [each for each in CITATIONS if wanted.fullmatch(each)]
    return found
