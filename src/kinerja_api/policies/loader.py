"""Reads policy files, strictly: what is unknown, missing, overlapping or full of holes is an error at file and line.

Numbers are taken by their digits, never as binary floats. Anchors and aliases are refused, so that every value stands
where a reader looks for it and a document from outside cannot grow on being read.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

import yaml

from kinerja_api.policies.rules.documents import NUMBER
from kinerja_api.scoring.policy import (
    Adjustable,
    Band,
    Bands,
    Dated,
    Interval,
    Kind,
    Matrix,
    Parameter,
    PolicyBook,
    PolicySet,
    Range,
    Reference,
    Value,
    Verification,
)
from kinerja_api.scoring.required import REQUIRED
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.verify import Finding, verify

DATA = files("kinerja_api.policies") / "data"
AGENCY_DEFAULT = "composite_default"
LONGEST_DOCUMENT = 200_000
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


def verify_files() -> list[PolicyError]:
    """Return every fault of the policy files that come with the product; an empty list means all is well."""
    return [fault for folder in ("national", "agency") for fault in _read(folder)[1]]


def verify_text(text: str, place: str) -> list[PolicyError]:
    """Return the faults of one policy document; `place` is what they call it."""
    try:
        return _parse(text, place).faults
    except PolicyError as error:
        return [error]


def parse_policy(text: str, place: str) -> PolicySet:
    """Read one policy document, or raise its first fault."""
    document = _parse(text, place)
    for fault in document.faults:
        raise fault
    return document.policy


def _load(folder: str) -> PolicyBook:
    documents, faults = _read(folder)
    for fault in faults:
        raise fault
    return PolicyBook({each.policy.key: each.policy for each in documents})


@dataclass(frozen=True, slots=True)
class _Document:
    """A policy as it was read, with the lines of its parts and the faults of what it says."""

    place: str
    policy: PolicySet
    lines: "_Lines"
    faults: list[PolicyError]


def _read(folder: str) -> tuple[list[_Document], list[PolicyError]]:
    """Read the policies of a folder; returns the readable ones and every fault."""
    documents: list[_Document] = []
    faults: list[PolicyError] = []
    files_there = [file for file in (DATA / folder).iterdir() if file.name.endswith(".yaml")]
    for file in sorted(files_there, key=lambda file: file.name):
        try:
            documents.append(_parse(file.read_text(encoding="utf-8"), f"{folder}/{file.name}"))
        except PolicyError as error:
            faults.append(error)
        else:
            faults += documents[-1].faults
    return documents, [*faults, *_clashes(documents)]


def _parse(text: str, place: str) -> _Document:
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
        raise PolicyError(place, 1, "the document is empty")
    reader = _Reader(place)
    policy = _policy(reader, root, hashlib.sha256(text.encode()).hexdigest())
    lines = _Lines(root)
    faults = [_fault(place, lines, finding) for finding in verify(policy)]
    return _Document(place, policy, lines, faults)


def _fault(place: str, lines: "_Lines", finding: Finding) -> PolicyError:
    where = f"parameter {finding.parameter}: " if finding.parameter else ""
    return PolicyError(place, lines.of(finding.parameter, finding.value), f"{where}{finding.fault}")


def _clashes(documents: list[_Document]) -> list[PolicyError]:
    """Two policies must share no key, and never rule one subject on the same day; the later file is at fault."""
    faults = []
    for number, other in enumerate(documents):
        for one in documents[:number]:
            first, second = one.policy, other.policy
            if first.key == second.key:
                fault = f"the key {second.key} is taken by {one.place}"
                faults.append(PolicyError(other.place, other.lines.top("key"), fault))
            later = max(first.in_force.since, second.in_force.since)
            if first.subject == second.subject and first.in_force.covers(later) and second.in_force.covers(later):
                fault = f"{second.subject} is ruled on {later} by {one.place} too"
                faults.append(PolicyError(other.place, other.lines.top("in_force"), fault))
    return faults


class _Lines:
    """The lines on which the parts of a document that was read stand."""

    def __init__(self, root: yaml.Node) -> None:
        self._top = _entries(root)
        self._parameters = _entries(self._top["parameters"][1])

    def top(self, name: str) -> int:
        """Return the line of a part of the policy."""
        return self._top[name][0]

    def of(self, parameter: str | None, value: int | None) -> int:
        """Return the line of a value, else of its parameter, else of the list of parameters."""
        if parameter not in self._parameters:
            return self.top("parameters")
        line, node = self._parameters[parameter]
        return line if value is None else _line(_entries(node)["values"][1].value[value])


def _entries(node: yaml.Node) -> dict[str, tuple[int, yaml.Node]]:
    return {key.value: (_line(key), value) for key, value in node.value}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


@dataclass(slots=True)
class _Reader:
    """Turns YAML nodes into values and knows where it is."""

    place: str
    seen: set[int] = field(default_factory=set)

    def fail(self, node: yaml.Node, fault: str) -> PolicyError:
        return PolicyError(self.place, _line(node), fault)

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
        if not NUMBER.fullmatch(digits):
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


def _policy(read: _Reader, root: yaml.Node, sha256: str) -> PolicySet:
    entries = read.known(root, {"key", "scheme", "subject", "version", "title", "in_force", "parameters"})
    in_force = read.interval(entries["in_force"])
    scheme = read.slug(entries["scheme"])
    if scheme not in REQUIRED:
        raise read.fail(entries["scheme"], f"no scheme is called {scheme}")
    nodes = read.mapping(entries["parameters"])
    for key, _ in entries["parameters"].value:
        if not _SLUG.fullmatch(key.value):
            raise read.fail(key, f"{key.value!r} must be lower case letters, digits and underscores")
    return PolicySet(
        key=read.slug(entries["key"]),
        scheme=scheme,
        subject=read.slug(entries["subject"]),
        version=read.word(entries["version"]),
        sha256=sha256,
        title=read.text(entries["title"]),
        in_force=in_force,
        parameters={name: _parameter(read, name, node, in_force) for name, node in nodes.items()},
    )


def _parameter(read: _Reader, name: str, node: yaml.Node, in_force: Interval) -> Parameter:
    entries = read.known(node, {"kind", "text", "values"}, {"scope", "adjustable"})
    word = read.word(entries["kind"])
    if word not in set(Kind):
        raise read.fail(entries["kind"], f"unknown kind {word}; known are {', '.join(Kind)}")
    kind = Kind(word)
    values = tuple(_dated(read, kind, one) for one in read.list(entries["values"]))
    scope = read.interval(entries["scope"]) if "scope" in entries else in_force
    adjustable = _adjustable(read, entries["adjustable"]) if "adjustable" in entries else None
    return Parameter(name, kind, read.text(entries["text"]), scope, values, adjustable)


def _adjustable(read: _Reader, node: yaml.Node) -> Adjustable:
    entries = read.known(node, set(), {"each", "entries", "words"})
    single = read.mapping(entries["entries"]) if "entries" in entries else {}
    return Adjustable(
        each=_range(read, entries["each"]) if "each" in entries else None,
        entries={name: _range(read, one) for name, one in single.items()},
        words=read.words(entries["words"]) if "words" in entries else (),
    )


def _range(read: _Reader, node: yaml.Node) -> Range:
    entries = read.known(node, {"lowest", "highest"})
    bounds = Range(read.number(entries["lowest"]), read.number(entries["highest"]))
    if bounds.highest < bounds.lowest:
        raise read.fail(node, "the bounds end before they begin")
    return bounds


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
