"""Reads policy files, strictly: what is unknown, missing, overlapping or full of holes is an error at file and line.

Numbers are taken by their digits, never as binary floats. Anchors and aliases are refused, so that every value stands
where a reader looks for it and a document from outside cannot grow on being read.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from kinerja_api.scoring.policy import (
    Band,
    Bands,
    Dated,
    Interval,
    Kind,
    Matrix,
    Parameter,
    PolicyBook,
    PolicySet,
    Reference,
    Value,
    Verification,
)
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.verify import verify

DATA = files("kinerja_api.policies") / "data"
AGENCY_DEFAULT = "composite_default"
LONGEST_DOCUMENT = 200_000
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
_TEXT_TAG, _NULL_TAG = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


class PolicyError(Exception):
    """A policy document that cannot be used: file, line, and what is wrong."""

    def __init__(self, place: str, line: int | None, fault: str) -> None:
        super().__init__(f"{place}:{line}: {fault}" if line else f"{place}: {fault}")
        self.place = place
        self.line = line
        self.fault = fault


@cache
def load_national() -> PolicyBook:
    """Return the national policies that come with the product, by key."""
    return _load("national")


@cache
def load_agency_defaults() -> PolicyBook:
    """Return the default local profiles, by key."""
    return _load("agency")


def load_agency_default() -> PolicySet:
    """Return the default profile of the composite score."""
    return load_agency_defaults().get(AGENCY_DEFAULT)


def verify_files() -> list[str]:
    """Return every fault of the policy files that come with the product; an empty list means all is well."""
    faults = []
    for folder in ("national", "agency"):
        policies = []
        for file in _documents(folder):
            try:
                policies.append(parse_policy(file.read_text(encoding="utf-8"), f"{folder}/{file.name}"))
            except PolicyError as error:
                faults.append(str(error))
        faults += _clashes(folder, policies)
    return faults


def parse_policy(text: str, place: str) -> PolicySet:
    """Read one policy document, or raise `PolicyError`; `place` is what the error calls it."""
    if len(text) > LONGEST_DOCUMENT:
        raise PolicyError(place, None, f"longer than {LONGEST_DOCUMENT} characters")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise PolicyError(place, line, f"not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise PolicyError(place, None, f"not YAML: {type(error).__name__}") from error
    if root is None:
        raise PolicyError(place, None, "the document is empty")
    policy, lines = _policy(_Reader(place), root, hashlib.sha256(text.encode()).hexdigest())
    for finding in verify(policy):
        where = f"parameter {finding.parameter}: " if finding.parameter else ""
        raise PolicyError(place, lines.get(finding.parameter or ""), f"{where}{finding.fault}")
    return policy


def _load(folder: str) -> PolicyBook:
    policies = [parse_policy(file.read_text(encoding="utf-8"), f"{folder}/{file.name}") for file in _documents(folder)]
    for fault in _clashes(folder, policies):
        raise PolicyError(folder, None, fault)
    return PolicyBook({policy.key: policy for policy in policies})


def _documents(folder: str) -> Iterator[Traversable]:
    documents = [file for file in (DATA / folder).iterdir() if file.name.endswith(".yaml")]
    yield from sorted(documents, key=lambda file: file.name)


def _clashes(folder: str, policies: list[PolicySet]) -> list[str]:
    """Two policies must share no key, and never rule one subject on the same day."""
    faults = []
    for number, one in enumerate(policies):
        for other in policies[number + 1 :]:
            if one.key == other.key:
                faults.append(f"{folder}: two policies are called {one.key}")
            later = max(one.in_force.since, other.in_force.since)
            if one.subject == other.subject and one.in_force.covers(later) and other.in_force.covers(later):
                faults.append(f"{folder}: {one.key} and {other.key} both rule {one.subject} on {later}")
    return faults


@dataclass(slots=True)
class _Reader:
    """Turns YAML nodes into values and knows where it is."""

    place: str
    seen: set[int] = field(default_factory=set)

    def fail(self, node: yaml.Node, fault: str) -> PolicyError:
        return PolicyError(self.place, node.start_mark.line + 1, fault)

    def once(self, node: yaml.Node) -> None:
        if id(node) in self.seen:
            raise self.fail(node, "anchors and aliases are not allowed; write the value out")
        self.seen.add(id(node))

    def mapping(self, node: yaml.Node) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "a mapping is expected here")
        self.once(node)
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.word(key)
            if name in entries:
                raise self.fail(key, f"the key {name} stands here twice")
            entries[name] = value
        if not entries:
            raise self.fail(node, "the mapping is empty")
        return entries

    def known(
        self, node: yaml.Node, required: set[str], optional: AbstractSet[str] = frozenset()
    ) -> dict[str, yaml.Node]:
        entries = self.mapping(node)
        for name in entries:
            if name not in required | optional:
                raise self.fail(node, f"unknown key {name}; known are {', '.join(sorted(required | optional))}")
        for name in sorted(required - set(entries)):
            raise self.fail(node, f"the key {name} is missing")
        return entries

    def list(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.fail(node, "a list with at least one entry is expected here")
        self.once(node)
        return list(node.value)

    def word(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag == _NULL_TAG or not node.value.strip():
            raise self.fail(node, "a word is expected here")
        self.once(node)
        return str(node.value)

    def slug(self, node: yaml.Node) -> str:
        word = self.word(node)
        if not _SLUG.fullmatch(word):
            raise self.fail(node, f"{word!r} must be lower case letters, digits and underscores")
        return word

    def number(self, node: yaml.Node) -> Fraction:
        digits = self.word(node)
        if not _NUMBER.fullmatch(digits):
            raise self.fail(node, f"{digits!r} is not a plain decimal number")
        return Fraction(digits)

    def flag(self, node: yaml.Node) -> bool:
        word = self.word(node)
        if word not in {"true", "false"}:
            raise self.fail(node, f"{word!r} is neither true nor false")
        return word == "true"

    def day(self, node: yaml.Node) -> date:
        word = self.word(node)
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise self.fail(node, f"{word!r} is not a day such as 2025-10-01") from None

    def interval(self, node: yaml.Node) -> Interval:
        entries = self.known(node, {"from", "until"})
        until = entries["until"]
        since = self.day(entries["from"])
        end = None if until.tag == _NULL_TAG else self.day(until)
        if end is not None and end <= since:
            raise self.fail(node, "the interval ends before it begins")
        return Interval(since, end)

    def text(self, node: yaml.Node) -> Text:
        entries = self.known(node, {"id", "en"})
        return Text(self.word(entries["id"]), self.word(entries["en"]))

    def words(self, node: yaml.Node) -> tuple[str, ...]:
        words = tuple(self.word(one) for one in self.list(node))
        if len(set(words)) != len(words):
            raise self.fail(node, "a word stands here twice")
        return words


def _policy(read: _Reader, root: yaml.Node, sha256: str) -> tuple[PolicySet, dict[str, int]]:
    entries = read.known(root, {"key", "scheme", "subject", "version", "title", "in_force", "parameters"})
    in_force = read.interval(entries["in_force"])
    nodes = read.mapping(entries["parameters"])
    lines = {key.value: key.start_mark.line + 1 for key, _ in entries["parameters"].value}
    for name, line in lines.items():
        if not _SLUG.fullmatch(name):
            raise PolicyError(read.place, line, f"{name!r} must be lower case letters, digits and underscores")
    policy = PolicySet(
        key=read.slug(entries["key"]),
        scheme=read.slug(entries["scheme"]),
        subject=read.slug(entries["subject"]),
        version=read.word(entries["version"]),
        sha256=sha256,
        title=read.text(entries["title"]),
        in_force=in_force,
        parameters={name: _parameter(read, name, node, in_force) for name, node in nodes.items()},
    )
    return policy, lines


def _parameter(read: _Reader, name: str, node: yaml.Node, in_force: Interval) -> Parameter:
    entries = read.known(node, {"kind", "text", "values"}, {"scope"})
    word = read.word(entries["kind"])
    if word not in set(Kind):
        raise read.fail(entries["kind"], f"unknown kind {word}; known are {', '.join(Kind)}")
    kind = Kind(word)
    values = tuple(_dated(read, kind, one) for one in read.list(entries["values"]))
    scope = read.interval(entries["scope"]) if "scope" in entries else in_force
    return Parameter(name, kind, read.text(entries["text"]), scope, values)


def _dated(read: _Reader, kind: Kind, node: yaml.Node) -> Dated:
    entries = read.known(node, {"value", "in_force", "reference", "verification"}, {"note"})
    reference = read.known(entries["reference"], {"instrument", "article"}, {"url"})
    verification = read.word(entries["verification"])
    if verification not in set(Verification):
        raise read.fail(entries["verification"], f"verification must be one of {', '.join(Verification)}")
    return Dated(
        value=_VALUES[kind](read, entries["value"]),
        in_force=read.interval(entries["in_force"]),
        reference=Reference(
            read.word(reference["instrument"]),
            read.word(reference["article"]),
            read.word(reference["url"]) if "url" in reference else None,
        ),
        verification=Verification(verification),
        note=read.word(entries["note"]) if "note" in entries else None,
    )


def _numbers(read: _Reader, node: yaml.Node) -> Value:
    return {name: read.number(one) for name, one in read.mapping(node).items()}


def _table(read: _Reader, node: yaml.Node) -> Value:
    return {name: read.word(one) for name, one in read.mapping(node).items()}


def _sheet(read: _Reader, node: yaml.Node) -> Value:
    return {name: read.words(one) for name, one in read.mapping(node).items()}


def _matrix(read: _Reader, node: yaml.Node) -> Matrix:
    entries = read.known(node, {"rows", "columns", "cells"})
    lines = read.mapping(entries["cells"]).items()
    cells = {(row, column): read.word(cell) for row, line in lines for column, cell in read.mapping(line).items()}
    return Matrix(read.words(entries["rows"]), read.words(entries["columns"]), cells)


def _bands(read: _Reader, node: yaml.Node) -> Bands:
    entries = read.known(node, {"step", "rows"})
    rows = []
    for one in read.list(entries["rows"]):
        row = read.known(one, {"lowest", "highest", "label"})
        rows.append(Band(read.number(row["lowest"]), read.number(row["highest"]), read.word(row["label"])))
    return Bands(read.number(entries["step"]), tuple(rows))


_VALUES: Mapping[Kind, Callable[[_Reader, yaml.Node], Value]] = {
    Kind.NUMBER: _Reader.number,
    Kind.FLAG: _Reader.flag,
    Kind.WORDS: _Reader.words,
    Kind.NUMBERS: _numbers,
    Kind.WEIGHTS: _numbers,
    Kind.TABLE: _table,
    Kind.SHEET: _sheet,
    Kind.MATRIX: _matrix,
    Kind.BANDS: _bands,
}
