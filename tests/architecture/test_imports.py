"""House rules about who may import whom, which the tiers in pyproject.toml do not say."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

import kinerja_api
from kinerja_api.kit.http.operations import routes_of

SOURCE = Path(kinerja_api.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
CAPABILITIES = {path.parent.name for path in SOURCE.glob("*/public.py")} | {
    path.relative_to(SOURCE).parts[0] for path in (*SOURCE.glob("*/service.py"), *SOURCE.glob("*/service/__init__.py"))
}
OPEN = {"public", "events", "types"}
PURE = {"rules", "lifecycle", "access", "events", "types", "errors"}
NOT_IN_PURE = ("sqlalchemy", "fastapi", "httpx", "asyncpg", "kinerja_api.settings")


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return all nodes of a file."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every imported module of a file with its line; `from a import b` counts as a and as a.b."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def where(path: Path) -> tuple[str, str]:
    """Return the top-level package and the file's role in it (a package counts by its folder's name)."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0], parts[1] if len(parts) > 1 else parts[0]


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def begins_with(module: str, *names: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def test_there_is_something_to_check() -> None:
    assert len(FILES) > 80
    assert {"targets", "cycles", "employees", "audit"} <= CAPABILITIES


def test_other_capabilities_are_met_through_their_open_files() -> None:
    for path in FILES:
        package, _ = where(path)
        if package in {"app.py", "api", "app", "registry", "worker", "demo", "cli", "contract"}:
            continue
        for line, module in imports(path):
            parts = module.split(".")
            if parts[0] != "kinerja_api" or len(parts) < 3 or parts[1] == package or parts[1] not in CAPABILITIES:
                continue
            assert parts[2] in OPEN, f"{name_of(path)}:{line} imports {module}"


def test_sql_http_and_tokens_stay_in_their_files() -> None:
    for path in FILES:
        for line, module in imports(path):
            assert may_import(path, module), f"{name_of(path)}:{line} imports {module}"


def may_import(path: Path, module: str) -> bool:
    """Tell whether a file may import a module that has its own place."""
    package, role = where(path)
    if begins_with(module, "fastapi", "starlette"):
        at_the_edge = package in {"authz", "api", "app", "worker", "contract", "cli"}
        return role.startswith("router") or role == "http" or at_the_edge
    if begins_with(module, "sqlalchemy"):
        allowed = role in {"models", "repository", "db"} or package in {"worker", "cli", "demo"}
        return allowed or name_of(path) in {"kit/embedded.py", "kit/http/health.py"}
    if begins_with(module, "jose"):
        return name_of(path) == "kit/security/tokens.py"
    if begins_with(module, "httpx"):
        return package in {"exchange", "identity"}
    if begins_with(module, "kinerja_api.settings"):
        return package in {"app", "worker", "cli", "demo", "contract", "__main__"}
    return True


def test_pure_files_do_no_input_or_output() -> None:
    pure = [path for path in FILES if where(path)[0] in CAPABILITIES and where(path)[1] in PURE]
    assert len(pure) > 80
    for path in pure:
        for line, module in imports(path):
            assert not begins_with(module, *NOT_IN_PURE), f"{name_of(path)}:{line} imports {module}"


def test_nobody_commits_but_the_unit_of_work() -> None:
    for path in FILES:
        if name_of(path).startswith("kit/db/"):
            continue
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in {"commit", "rollback"}, f"{name_of(path)}:{node.lineno}"


def test_a_file_can_be_read_in_one_sitting() -> None:
    assert {name_of(path) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 420} == set()


def test_no_dependency_of_a_route_costs_a_thread(app: FastAPI) -> None:
    """The framework runs a plain function that is a dependency in a thread, which costs more than it does."""

    def plain(dependant: Dependant) -> Iterator[str]:
        for each in dependant.dependencies:
            if not inspect.iscoroutinefunction(each.call):
                yield str(each.call)
            yield from plain(each)

    for route in routes_of(app):
        if isinstance(route, APIRoute):
            assert list(plain(route.dependant)) == [], route.path
