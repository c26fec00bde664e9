"""Lifecycles: frozen tables of transitions, each with who may make it, on which conditions and on which law.

A capability declares its table in `lifecycle.py`; this module answers what is possible now, why the rest is not, and
refuses what is not possible with the law behind it (409).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.kit.text import Basis, Text

State = TypeVar("State", bound=StrEnum)
Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a step cannot be taken now, and on which article that rests."""

    reason: Text
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition(Generic[State, Facts]):
    """One step: from which states, to which, what it is called, and what must hold first."""

    name: str
    sources: frozenset[State]
    target: State
    label: Text
    basis: tuple[Basis, ...] = ()
    conditions: tuple[Callable[[Facts], Obstacle | None], ...] = ()

    def obstacles(self, facts: Facts) -> tuple[Obstacle, ...]:
        """Return what stands in the way, judged on the facts."""
        return tuple(found for condition in self.conditions if (found := condition(facts)) is not None)


@dataclass(frozen=True, slots=True)
class Option:
    """A step as somebody meets it: possible, or not and why."""

    name: str
    label: Text
    target: str
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Tell whether the step can be taken now."""
        return not self.obstacles


@dataclass(frozen=True)
class Lifecycle(Generic[State, Facts]):
    """All steps of one kind of resource."""

    resource_type: str
    transitions: Sequence[Transition[State, Facts]]
    by_name: dict[str, Transition[State, Facts]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name: each for each in self.transitions})

    def options(
        self, state: State, facts: Facts, refuse: Callable[[str], Obstacle | None] = lambda _: None
    ) -> list[Option]:
        """Return the steps that lead on from a state; `refuse` adds the reason why this caller may not take one."""
        return [
            Option(
                each.name,
                each.label,
                each.target.value,
                (*([denied] if (denied := refuse(each.name)) else []), *each.obstacles(facts)),
            )
            for each in self.transitions
            if state in each.sources
        ]

    def take(self, name: str, state: State, facts: Facts) -> Transition[State, Facts]:
        """Return the step to take; a step that is not possible is refused with what is, and with its basis."""
        step = self.by_name.get(name)
        possible = [each.name for each in self.transitions if state in each.sources]
        if step is None or state not in step.sources:
            raise IllegalTransition(
                NOT_FROM_HERE.fill(name=name, state=state.value, possible=", ".join(possible) or "-"),
                basis=step.basis if step else (),
                extra={"state": state.value, "possible": possible},
            )
        obstacles = step.obstacles(facts)
        if obstacles:
            raise IllegalTransition(
                obstacles[0].reason,
                basis=obstacles[0].basis or step.basis,
                extra={"state": state.value, "possible": [n for n in possible if n != name]},
            )
        return step


NOT_FROM_HERE = Text(
    "Langkah '{name}' tidak ada dari keadaan '{state}'. Yang mungkin: {possible}.",
    "The step '{name}' does not exist from the state '{state}'. Possible: {possible}.",
)
