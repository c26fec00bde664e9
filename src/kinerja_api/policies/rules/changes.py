"""What changed from one version of a policy to the next, parameter by parameter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from kinerja_api.policies.types import PolicyDocument

# What makes a rule another one; its name in words and what agencies may do with it are no part of the rule itself.
RULE = ("kind", "values")


class ChangeKind(StrEnum):
    """What happened to a parameter."""

    ADDED = auto()
    REMOVED = auto()
    CHANGED = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter with its values before and after, as the documents have them."""

    kind: ChangeKind
    parameter: Mapping[str, Any]
    before: list[Any]
    after: list[Any]


def changes_between(before: PolicyDocument, after: PolicyDocument) -> Iterator[Change]:
    """Yield each parameter whose rule differs, in the order of the later version, then those that went."""
    former = {each["name"]: each for each in before["parameters"]}
    latter = {each["name"]: each for each in after["parameters"]}
    for name, parameter in latter.items():
        if name not in former:
            yield Change(ChangeKind.ADDED, parameter, [], parameter["values"])
        elif any(former[name][part] != parameter[part] for part in RULE):
            yield Change(ChangeKind.CHANGED, parameter, former[name]["values"], parameter["values"])
    for name, parameter in former.items():
        if name not in latter:
            yield Change(ChangeKind.REMOVED, parameter, parameter["values"], [])
