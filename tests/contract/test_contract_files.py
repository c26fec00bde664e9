"""The files of the contract are made from the code, and a difference is told."""

import json
import pkgutil
import sys
from pathlib import Path

import kinerja_api
from kinerja_api.authz.permissions import MATRIX, Permission, Role
from kinerja_api.contract import LIFECYCLES, check, write
from kinerja_api.kit.http.examples import Document
from kinerja_api.kit.lifecycle import Lifecycle
from kinerja_api.kit.problems import CATALOGUE

COMMITTED = Path(__file__).parent.parent.parent / "openapi"


def test_committed_contract_is_what_the_code_gives() -> None:
    """C1: byte for byte."""
    assert check(COMMITTED) == []


def test_each_kind_of_difference_is_told(tmp_path: Path) -> None:
    names = write(tmp_path)
    assert len(names) == 5
    assert (check(tmp_path), write(tmp_path)) == ([], [])
    (tmp_path / "permissions.json").unlink()
    problems = tmp_path / "problems.json"
    problems.write_bytes(problems.read_bytes().replace(b"NOT_FOUND", b"NOT_HERE"))
    longer = tmp_path / "lifecycles.json"
    length = longer.read_bytes().count(b"\n")
    longer.write_bytes(longer.read_bytes() + b"\n")
    told = check(tmp_path)
    assert [line.split(":")[0] for line in told] == ["permissions.json", "problems.json", "lifecycles.json"]
    assert f"line {length + 1} " in told[2]
    assert write(tmp_path) == ["permissions.json", "problems.json", "lifecycles.json"]
    assert check(tmp_path) == []


def test_every_lifecycle_of_the_code_is_in_the_contract() -> None:
    """C30: a capability that adds a lifecycle and forgets the contract is found here."""
    modules = {each.name for each in pkgutil.walk_packages(kinerja_api.__path__, "kinerja_api.")}
    declared = {name for name in modules if ".lifecycle" in name and name != "kinerja_api.kit.lifecycle"}
    assert declared <= sys.modules.keys(), "a lifecycle whose router is not in api.py"
    alive = {
        value.resource_type
        for name in declared
        for value in vars(sys.modules[name]).values()
        if isinstance(value, Lifecycle)
    }
    assert {each.resource_type for each in LIFECYCLES} == alive, "add it to LIFECYCLES in contract.py"


def test_permission_matrix_is_whole(tmp_path: Path, document: Document) -> None:
    write(tmp_path)
    matrix = json.loads((tmp_path / "permissions.json").read_bytes())
    assert set(matrix["roles"]) == {role.value for role in Role}
    assert set(matrix["permissions"]) == {permission.value for permission in Permission}
    for permission, holders in matrix["permissions"].items():
        assert holders == sorted(role for role, held in MATRIX.items() if permission in held)
    ids = {each["operationId"] for methods in document["paths"].values() for each in methods.values()}
    assert set(matrix["operations"]) == ids
    assert matrix["operations"]["sign_in"] == "public"
    assert matrix["operations"]["read_me"] == "signed_in"
    assert matrix["operations"]["create_cycle"] == "cycle:manage"


def test_problem_catalogue_is_whole(tmp_path: Path) -> None:
    """C13."""
    write(tmp_path)
    problems = {each["code"]: each for each in json.loads((tmp_path / "problems.json").read_bytes())}
    assert set(problems) == set(CATALOGUE)
    for problem in problems.values():
        assert all(problem[part][language].strip() for part in ("title", "advice") for language in ("id", "en"))
        assert problem["title"]["id"] != problem["title"]["en"]
