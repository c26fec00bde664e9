"""Mutation testing of the scoring engine: `mutants.py [FILE...] [--tests PATH...] [--every N] [--jobs N] [--reuse]`.

Makes one small change after another to the files (all of scoring/ when none is named) and runs the unit tests that
touch the changed line. A change that no test notices is printed as `file:line  old -> new`; docs/mutants.md tells why
those that are left change nothing. The tests are collected once; each mutant is a fork of that process, in which the
code of the functions is exchanged. A change outside functions (a constant, a default) needs the fork to import anew;
so does one that nobody noticed, as its function may have done its work at import.
The tests that noticed the changes before run first, most changes meet one of them.
"""

import argparse
import ast
import functools
import gc
import importlib.machinery
import importlib.util
import inspect
import mmap
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import NoReturn

import coverage
import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
SCORING = SOURCES / "kinerja_api" / "scoring"
TESTS = "tests/unit/scoring"
MEASURED = ROOT / ".coverage.mutants"

# Hypothesis is here before pytest is, which minds.
QUIETLY = ("-q", "-s", "-W", "ignore::pytest.PytestAssertRewriteWarning")
SECONDS_A_TEST = 20  # of processor time, so that a busy machine kills no mutant
TRIED_FIRST = 8  # so many tests, before the files of all others are read where a mutant has to be imported
KILLED, SURVIVED, OUT_OF_TIME, BROKEN = 11, 12, 13, 14
OUTCOMES = {KILLED: "killed", SURVIVED: "survived", OUT_OF_TIME: "killed by the time limit"}

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
TURNED = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Words for readers are compared as wholes nowhere; types, and what a module gives away, are what mypy watches.
LEFT_ALONE = {"Text", "TypeVar", "NewType", "assert_never"}
NOT_RUN = {"annotation", "returns", "decorator_list"}


@dataclass(frozen=True)
class Mutant:
    """One changed file: where, what, and its code."""

    file: Path
    line: int
    change: str
    code: CodeType
    is_inside_functions: bool

    def __str__(self) -> str:
        """Return it as the report has it."""
        return f"{self.file.relative_to(ROOT)}:{self.line}  {self.change}"


# Making mutants


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file; a change that compiles to the same code is none."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    original = compile(tree, str(file), "exec")
    for node, place in list(_places(tree)):
        for variant in _variants(node):
            place(ast.fix_missing_locations(ast.copy_location(variant, node)))
            code = compile(tree, str(file), "exec")
            place(node)
            if _everything(code) != _everything(original):
                change = f"{_shown(node)} -> {_shown(variant)}"
                yield Mutant(file, node.lineno, change, code, _outside_functions(code) == _outside_functions(original))


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    """Yield what runs below a node, with a way to put something else in its place."""
    for name, value in ast.iter_fields(node):
        if name in NOT_RUN:
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if not isinstance(child, ast.AST) or _is_left_alone(node, name, index, child):
                continue
            if isinstance(child, ast.expr | ast.stmt | ast.comprehension):
                yield child, functools.partial(_put, node, name, index)
            yield from _places(child)


def _put(node: ast.AST, name: str, index: int | None, child: ast.AST) -> None:
    if index is None:
        setattr(node, name, child)
    else:
        getattr(node, name)[index] = child


def _is_left_alone(node: ast.AST, name: str, index: int | None, child: ast.AST) -> bool:
    match node, child:
        case _, ast.Expr(value=ast.Constant()):  # a docstring
            return True
        case _, ast.Call(func=ast.Name(called)) | ast.Expr(ast.Call(func=ast.Name(called))) if called in LEFT_ALONE:
            return True
        case ast.Call(func=ast.Name(id="cast")), _:
            return name == "args" and index == 0
        case ast.Subscript(value=ast.Name(id="Literal")), _:
            return name == "slice"
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")) | ast.Assign(targets=[ast.Name(id="__all__")]), _:
            return name == "value"
        case _:
            return False


def _variants(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901, PLR0912  the table of the changes
    match node:
        case ast.Compare(left, [*operators], others):
            for index, operator in enumerate(operators):
                for other in COMPARISONS[type(operator)]:
                    yield ast.Compare(left, [*operators[:index], other(), *operators[index + 1 :]], others)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(operator)](), right)
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(str(value)):
            yield ast.Constant(f"{value}?")
        case ast.Call(ast.Name(name), arguments, keywords) if name in TURNED:
            yield ast.Call(ast.Name(TURNED[name], ast.Load()), arguments, keywords)
        case ast.Return(value) if value is not None:
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.If(test, body, otherwise) if _is_plain(test):
            yield ast.If(_negated(test), body, otherwise)
        case ast.IfExp(test, body, otherwise) if _is_plain(test):
            yield ast.IfExp(_negated(test), body, otherwise)
        case ast.While(test, body, otherwise) if _is_plain(test):
            yield ast.While(_negated(test), body, otherwise)
        case ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            yield from _without_conditions(node)


def _is_plain(test: ast.expr) -> bool:
    """Tell whether a condition has no operator of its own to change."""
    return not isinstance(test, ast.Compare | ast.UnaryOp)


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _without_conditions(
    node: ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp,
) -> Iterator[ast.AST]:
    if any(each.ifs for each in node.generators):
        fields = dict(ast.iter_fields(node))
        bare = [ast.comprehension(each.target, each.iter, [], each.is_async) for each in node.generators]
        yield type(node)(**{**fields, "generators": bare})


def _shown(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def _is_function(code: CodeType) -> bool:
    return bool(code.co_flags & inspect.CO_OPTIMIZED)


def _everything(code: CodeType) -> object:
    inner = [_everything(one) if isinstance(one, CodeType) else repr(one) for one in code.co_consts]
    return code.co_code, code.co_names, code.co_varnames, inner


def _outside_functions(code: CodeType) -> object:
    inner = [_outside_functions(one) if isinstance(one, CodeType) else repr(one) for one in code.co_consts]
    return None if _is_function(code) else (code.co_code, code.co_names, inner)


# Trying a mutant, in a process of its own


def functions_by_file() -> dict[str, list[FunctionType]]:
    """Return every function there is, wherever it is held."""
    found: dict[str, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            found.setdefault(one.__code__.co_filename, []).append(one)
    return found


def exchange(mutant: Mutant, functions: list[FunctionType]) -> None:
    """Give the functions of the file the code of the mutant."""
    codes = dict(_functions(mutant.code))
    for one in functions:
        one.__code__ = codes.get(_key(one.__code__), one.__code__)


def _functions(code: CodeType) -> Iterator[tuple[object, CodeType]]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if _is_function(one):
                yield _key(one), one
            else:
                yield from _functions(one)


def _key(code: CodeType) -> object:
    return code.co_qualname, code.co_firstlineno


class Imports:
    """Imports the mutant in place of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of the changed module; others are found as always."""
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.origin != str(self._mutant.file):
            return None
        loader = importlib.machinery.SourceFileLoader(name, str(self._mutant.file))
        loader.get_code = lambda _: self._mutant.code  # type: ignore[method-assign]
        return importlib.util.spec_from_file_location(name, self._mutant.file, loader=loader)


def forget_the_project() -> None:
    """Forget every module of the project and of its tests."""
    ours = (str(SOURCES), str(ROOT / "tests"))
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(ours):
            del sys.modules[name]


class Selection:
    """Runs the named tests only, quickly, and tells the first that fails."""

    def __init__(self, names: set[str], tell: Callable[[str], None]) -> None:
        self._names = names
        self._tell = tell

    def pytest_sessionstart(self) -> None:
        """Search less for examples, without memory and always the same."""
        quick_search()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the named tests."""
        items[:] = in_order(item for item in items if item.nodeid in self._names)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell who noticed."""
        if report.failed:
            self._tell(report.nodeid)

    def pytest_runtest_setup(self) -> None:
        """Give each test its time."""
        signal.setitimer(signal.ITIMER_PROF, SECONDS_A_TEST)


def quick_search() -> None:
    """Let Hypothesis search less, without memory and always the same."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        "mutants", deadline=None, database=None, derandomize=True, max_examples=30, phases=phases
    )
    hypothesis.settings.load_profile("mutants")


def in_order(items: Iterator[pytest.Item]) -> list[pytest.Item]:
    """Put the tests that search for examples last, they take longest."""
    return sorted(items, key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


# The campaign


class Noticed:
    """The tests that noticed a change, those that did so last first."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self._names = [item.nodeid for item in items]
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._last: dict[str, None] = {}

    def tell(self, note: mmap.mmap, name: str) -> None:
        """Leave in a note, from the process of a mutant, which test noticed it."""
        if name in self._numbers:
            note[:] = (self._numbers[name] + 1).to_bytes(4)

    def read(self, note: mmap.mmap) -> None:
        """Take a note."""
        number = int.from_bytes(note[:])
        if number:
            name = self._names[number - 1]
            self._last.pop(name, None)
            self._last[name] = None

    def first(self, chosen: list[pytest.Item]) -> list[pytest.Item]:
        """Put those first that noticed something lately, all others behind them as they were."""
        lately = {name: place for place, name in enumerate(reversed(self._last))}
        return sorted(chosen, key=lambda item: lately.get(item.nodeid, len(lately)))


class Campaign:
    """Takes the place of pytest's loop over the tests, after they are collected."""

    def __init__(self, mutants: Sequence[Mutant], *, jobs: int, is_measured: bool) -> None:
        self._mutants = mutants
        self._jobs = jobs
        self._is_measured = is_measured
        self._is_child = False
        self._functions: dict[str, list[FunctionType]] = {}
        self._noticed = Noticed([])
        self._tell: Callable[[str], None] = str
        self.survivors: list[Mutant] = []
        self.counts: Counter[tuple[Path, int]] = Counter()

    def pytest_sessionstart(self) -> None:
        """Search less for examples, without memory and always the same."""
        quick_search()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End the process of a mutant at the first failure."""
        if self._is_child and report.failed:
            self._tell(report.nodeid)
            os._exit(KILLED)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant."""
        items = in_order(iter(session.items))
        if not self._is_measured:
            self._wait(self._fork(lambda: measure(items)))
        tests = Tests(items)
        noticed = self._noticed = Noticed(items)
        gc.unfreeze()  # functions that the tests' own conftest froze would not be found
        self._functions = functions_by_file()
        gc.freeze()  # what the collector does not touch, the forks need not copy
        running: dict[int, tuple[Mutant, mmap.mmap]] = {}
        for done, mutant in enumerate(self._mutants, 1):
            if len(running) == self._jobs:
                self._note(running)
            chosen, note = noticed.first(tests.of(mutant)), mmap.mmap(-1, 4)
            trial = functools.partial(self._try, mutant, chosen, note, is_called=tests.call(mutant))
            running[self._fork(trial)] = mutant, note
            if done % 50 == 0:
                print(f"[{time.monotonic() - BEGAN:6.0f} s] {done} of {len(self._mutants)}", flush=True)
        while running:
            self._note(running)
        return True

    def _try(self, mutant: Mutant, chosen: list[pytest.Item], note: mmap.mmap, *, is_called: bool) -> int:
        self._tell = functools.partial(self._noticed.tell, note)
        if is_called:
            exchange(mutant, self._functions[str(mutant.file)])
            for item, following in zip(chosen, [*chosen[1:], None], strict=True):
                signal.setitimer(signal.ITIMER_PROF, SECONDS_A_TEST)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        # The line may hold what was made at import, too.
        return afresh(mutant, chosen, self._tell)

    def _fork(self, work: Callable[[], int]) -> int:
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        self._is_child = True
        silence()
        signal.signal(signal.SIGPROF, lambda *_: os._exit(OUT_OF_TIME))
        status = BROKEN
        try:
            status = work()
        finally:
            os._exit(status)

    def _wait(self, child: int) -> None:
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != SURVIVED:
            pytest.exit("the tests fail before anything is changed", returncode=1)

    def _note(self, running: dict[int, tuple[Mutant, mmap.mmap]]) -> None:
        child, status = os.wait()
        mutant, note = running.pop(child)
        self._noticed.read(note)
        note.close()
        outcome = os.waitstatus_to_exitcode(status)
        if outcome == BROKEN:
            pytest.exit(f"{mutant} could not be tried", returncode=1)
        self.counts[mutant.file, outcome] += 1
        if outcome != KILLED:
            print(f"{OUTCOMES.get(outcome, f'ended with {outcome}')}: {mutant}", flush=True)
        if outcome == SURVIVED:
            self.survivors.append(mutant)


def silence() -> None:
    """Let a child say nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def measure(items: list[pytest.Item]) -> int:
    """Run every test once and keep which lines it runs."""
    MEASURED.unlink(missing_ok=True)
    measuring = coverage.Coverage(str(MEASURED), include=[f"{SCORING}/*"], config_file=False)
    measuring.start()
    for item, following in zip(items, [*items[1:], None], strict=True):
        measuring.switch_context(item.nodeid)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    measuring.stop()
    measuring.save()
    return SURVIVED


class Tests:
    """The tests, and which of them run a line."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self._items = items
        self._measured = coverage.CoverageData(str(MEASURED))
        self._measured.read()
        self._names = self._measured.measured_contexts()
        self._lines: dict[Path, dict[int, list[str]]] = {}

    def of(self, mutant: Mutant) -> list[pytest.Item]:
        """Return the tests that run a changed line, and those that are new; what runs at import concerns all."""
        by_line = self._by_line(mutant.file)
        lines = [mutant.line] if self.call(mutant) else list(by_line)
        names = {name for line in lines for name in by_line.get(line, ())} - {""}
        others = self._names - names if names else set()
        return [item for item in self._items if item.nodeid not in others]

    def call(self, mutant: Mutant) -> bool:
        """Tell whether a test runs the changed line; what only the import runs has to be imported to be tried."""
        return mutant.is_inside_functions and bool(self._by_line(mutant.file).get(mutant.line))

    def _by_line(self, file: Path) -> dict[int, list[str]]:
        if file not in self._lines:
            self._lines[file] = self._measured.contexts_by_lineno(str(file))
        return self._lines[file]


def afresh(mutant: Mutant, chosen: list[pytest.Item], tell: Callable[[str], None]) -> int:
    """Import the project anew with the mutant in place and run the tests."""
    forget_the_project()
    sys.meta_path.insert(0, Imports(mutant))
    for some in (chosen[:1], chosen[1:TRIED_FIRST], chosen[TRIED_FIRST:]):
        signal.setitimer(signal.ITIMER_PROF, SECONDS_A_TEST)
        files = sorted({str(item.path) for item in some})
        selection = Selection({item.nodeid for item in some}, tell)
        if some and pytest.main([*QUIETLY, "-x", "--noconftest", *files], plugins=[selection]) != 0:
            return KILLED
    return SURVIVED


def main() -> NoReturn:
    """Run the campaign and tell what survived."""
    parser = argparse.ArgumentParser(description="Mutation testing of the scoring engine.")
    parser.add_argument("files", nargs="*", type=lambda name: Path(name).resolve(), help="all of scoring/ by default")
    parser.add_argument("--tests", nargs="+", default=[TESTS], help="all unit tests of scoring/ by default")
    parser.add_argument("--every", type=int, default=1, help="try every n-th mutant only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--reuse", action="store_true", help="tests and code are as measured last time")
    given = parser.parse_args()
    files = given.files or sorted(SCORING.rglob("*.py"))
    mutants = [one for file in files for one in mutants_of(file)][:: given.every]
    mutants.sort(key=lambda one: not one.is_inside_functions)  # those that take long come last
    campaign = Campaign(mutants, jobs=given.jobs, is_measured=given.reuse and MEASURED.exists())
    os.chdir(ROOT)
    ended = pytest.main([*QUIETLY, *given.tests], plugins=[campaign])
    for file in files:
        tried = {outcome: number for (one, outcome), number in campaign.counts.items() if one == file}
        told = ", ".join(f"{number} {OUTCOMES.get(outcome, outcome)}" for outcome, number in sorted(tried.items()))
        print(f"{file.relative_to(ROOT)}: {sum(tried.values())} tried: {told}")
    print(f"{campaign.counts.total()} tried of {len(mutants)}", flush=True)
    sys.exit(ended or bool(campaign.survivors))


BEGAN = time.monotonic()

if __name__ == "__main__":
    main()
