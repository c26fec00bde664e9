"""Always on: every fact, every parameter with its reference, every operation with its result.

A scheme computes only through a `Tracer`, so nothing can enter a result that its trace does not show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar, cast

from kinerja_api.scoring import operations
from kinerja_api.scoring.errors import PeriodSpansRegimes
from kinerja_api.scoring.facts import EvaluatedPeriod, Number
from kinerja_api.scoring.operations import Mode, Operation, Plain, Rounding
from kinerja_api.scoring.policy import Bands, Dated, Kind, Matrix, Parameter, PolicySet

V = TypeVar("V")
P = TypeVar("P", covariant=True)  # noqa: PLC0105  short names for two letters of algebra

Numbers = Mapping[str, Fraction]
Table = Mapping[str, str]
Sheet = Mapping[str, tuple[str, ...]]


class Noted(NamedTuple, Generic[P]):
    """A value together with the name of the step that made it."""

    name: str
    value: P


class Cited(NamedTuple):
    """A parameter as it was read: which one, and its value with interval and reference."""

    parameter: Parameter
    dated: Dated


# What was said of a rule, a name or a number is said again: so many of each are kept.
MOST_KEPT = 4_000


class Same:
    """A cited parameter as the key of what was made of it: the same is the very same object, never an equal one."""

    __slots__ = ("cited",)

    def __init__(self, cited: Cited) -> None:
        self.cited = cited

    def __hash__(self) -> int:
        """Hash by identity; the key keeps the object, so that no other can get its place."""
        return id(self.cited.dated)

    def __eq__(self, other: object) -> bool:
        """Tell whether parameter and value are the very same."""
        return (
            isinstance(other, Same)
            and self.cited.dated is other.cited.dated
            and self.cited.parameter is other.cited.parameter
        )


class Step(NamedTuple):
    """One line of the computation; quiet ones are kept but not told."""

    name: str
    operation: Operation
    inputs: tuple[str, ...]
    result: Plain
    cited: Cited | None
    rounding: Rounding | None
    quiet: bool


@dataclass(frozen=True)
class Trace:
    """The whole computation: which policy, which days, every step; the last step is the result."""

    policy: PolicySet
    period: EvaluatedPeriod
    steps: tuple[Step, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        """The steps by their names, which are unique."""
        return {step.name: step for step in self.steps}

    def behind(self, name: str) -> tuple[Cited, ...]:
        """Return the parameters on which a step rests, nearest to the start first."""
        wanted, open_names = {name}, [name]
        while open_names:
            fresh = [inner for inner in self.by_name[open_names.pop()].inputs if inner not in wanted]
            wanted.update(fresh)
            open_names.extend(fresh)
        return tuple(step.cited for step in self.steps if step.cited is not None and step.name in wanted)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[P]):
    """What a scheme answers: the value, and how it came about."""

    value: P
    trace: Trace


class Tracer:
    """Computes and keeps. One tracer serves one evaluation."""

    def __init__(self, policy: PolicySet, period: EvaluatedPeriod) -> None:
        self._policy = policy
        self._period = period
        self._steps: dict[str, Step] = {}

    def trace(self) -> Trace:
        """Return what has been computed."""
        return Trace(self._policy, self._period, tuple(self._steps.values()))

    def fact(self, name: str, value: V, *, quiet: bool = False) -> Noted[V]:
        """Note a fact as it was given."""
        self._keep(Step(name, Operation.FACT, (), cast("Plain", value), None, None, quiet))
        return Noted(name, value)

    def number_fact(self, name: str, value: Number, *, quiet: bool = False) -> Noted[Fraction]:
        """Note a number, exactly."""
        return self.fact(name, value if type(value) is Fraction else Fraction(value), quiet=quiet)

    def number(self, name: str) -> Noted[Fraction]:
        """Read a number of the policy."""
        return cast("Noted[Fraction]", self._read(name, Kind.NUMBER))

    def flag(self, name: str) -> Noted[bool]:
        """Read a yes or no of the policy."""
        return cast("Noted[bool]", self._read(name, Kind.FLAG))

    def words(self, name: str) -> Noted[tuple[str, ...]]:
        """Read a list of words of the policy."""
        return cast("Noted[tuple[str, ...]]", self._read(name, Kind.WORDS))

    def numbers(self, name: str) -> Noted[Numbers]:
        """Read a table of numbers of the policy."""
        return cast("Noted[Numbers]", self._read(name, Kind.NUMBERS))

    def weights(self, name: str) -> Noted[Numbers]:
        """Read weights of the policy, which together make 100."""
        return cast("Noted[Numbers]", self._read(name, Kind.WEIGHTS))

    def table(self, name: str) -> Noted[Table]:
        """Read a table of words of the policy."""
        return cast("Noted[Table]", self._read(name, Kind.TABLE))

    def sheet(self, name: str) -> Noted[Sheet]:
        """Read a table of word lists of the policy."""
        return cast("Noted[Sheet]", self._read(name, Kind.SHEET))

    def matrix(self, name: str) -> Noted[Matrix]:
        """Read a matrix of the policy."""
        return cast("Noted[Matrix]", self._read(name, Kind.MATRIX))

    def bands(self, name: str) -> Noted[Bands]:
        """Read bands of the policy."""
        return cast("Noted[Bands]", self._read(name, Kind.BANDS))

    def to_word(self, operation: Operation, name: str, *inputs: Noted[Plain], quiet: bool = False) -> Noted[str]:
        """Compute a word."""
        return cast("Noted[str]", self._derive(operation, name, inputs, quiet=quiet))

    def to_words(
        self, operation: Operation, name: str, *inputs: Noted[Plain], quiet: bool = False
    ) -> Noted[tuple[str, ...]]:
        """Compute a list of words."""
        return cast("Noted[tuple[str, ...]]", self._derive(operation, name, inputs, quiet=quiet))

    def find_word(self, name: str, table: Noted[Table], key: Noted[Plain]) -> Noted[str | None]:
        """Look a word up that may not be there."""
        return cast("Noted[str | None]", self._derive(Operation.FIND, name, (table, key)))

    def find_number(
        self, name: str, table: Noted[Numbers], key: Noted[Plain], *, quiet: bool = False
    ) -> Noted[Fraction | None]:
        """Look a number up that may not be there."""
        return cast("Noted[Fraction | None]", self._derive(Operation.FIND, name, (table, key), quiet=quiet))

    def to_number(self, operation: Operation, name: str, *inputs: Noted[Plain], quiet: bool = False) -> Noted[Fraction]:
        """Compute a number."""
        return cast("Noted[Fraction]", self._derive(operation, name, inputs, quiet=quiet))

    def to_day(self, operation: Operation, name: str, *inputs: Noted[Plain], quiet: bool = False) -> Noted[date]:
        """Compute a day."""
        return cast("Noted[date]", self._derive(operation, name, inputs, quiet=quiet))

    def to_truth(
        self, operation: Operation, name: str, *inputs: Noted[Plain], quiet: bool = False
    ) -> Noted[bool | None]:
        """Compute a yes, a no, or a not yet known."""
        return cast("Noted[bool | None]", self._derive(operation, name, inputs, quiet=quiet))

    def choose(self, name: str, holds: Noted[bool | None], if_so: Noted[V], if_not: Noted[V]) -> Noted[V | None]:
        """Take one of two values by a condition; while it is not known, only what both agree on."""
        inputs = cast("tuple[Noted[Plain], ...]", (holds, if_so, if_not))
        return cast("Noted[V | None]", self._derive(Operation.CHOOSE, name, inputs))

    def rounded(
        self, name: str, number: Noted[Fraction], mode: Mode, places: int, *, quiet: bool = False
    ) -> Noted[Decimal]:
        """Round, by name."""
        rounding = Rounding(mode, places)
        return cast("Noted[Decimal]", self._derive(Operation.ROUND, name, (number,), rounding=rounding, quiet=quiet))

    def _read(self, name: str, kind: Kind) -> Noted[Plain]:
        known = self._steps.get(f"rule.{name}")
        if known is not None:
            return Noted(known.name, known.result)
        parameter = self._policy.parameter(name, kind)
        dated = parameter.on(self._period.last_day)
        if not dated.in_force.covers(self._period.first_day):
            place = f"{self._policy.key}.{name}"
            raise PeriodSpansRegimes(place, self._period.first_day, self._period.last_day)
        cited = Cited(parameter, dated)
        self._keep(Step(f"rule.{name}", Operation.PARAMETER, (), dated.value, cited, None, quiet=False))
        return Noted(f"rule.{name}", dated.value)

    def _derive(
        self,
        operation: Operation,
        name: str,
        inputs: Sequence[Noted[Plain]],
        *,
        rounding: Rounding | None = None,
        quiet: bool = False,
    ) -> Noted[Plain]:
        result = operations.apply(operation, [noted.value for noted in inputs], rounding)
        names = tuple(noted.name for noted in inputs)
        self._keep(Step(name, operation, names, result, None, rounding, quiet))
        return Noted(name, result)

    def _keep(self, step: Step) -> None:
        if step.name in self._steps:
            message = f"two steps are called {step.name}"
            raise ValueError(message)
        self._steps[step.name] = step
