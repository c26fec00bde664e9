"""What an agency lays over a policy: read strictly, kept within the bounds, merged into a policy of its own."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal, cast
from uuid import UUID

from kinerja_api.kit.text import Basis, Text
from kinerja_api.policies.rules.documents import NUMBER, to_document
from kinerja_api.policies.types import Adjustment, GivenValue, Overlay, Placed, PolicyDocument
from kinerja_api.scoring.bounds import breaches
from kinerja_api.scoring.policy import Dated, Interval, Kind, Parameter, PolicySet, Reference, Value, Verification
from kinerja_api.scoring.verify import verify

NOT_IN_FORCE = Text(
    "Kebijakan {key} tidak berlaku pada hari itu; pilih hari mulai {since}.",
    "The policy {key} is not in force on that day; choose a day from {since} on.",
)
NOT_A_WHOLE_YEAR = Text(
    "Nilai ini dihitung untuk tahun yang utuh, dengan satu aturan: mulai berlaku pada 1 Januari, misalnya {day}.",
    "This score is made for whole years, by one rule each: begin on 1 January, for example {day}.",
)
UNKNOWN = Text(
    "Kebijakan {key} tidak memuat parameter ini. Yang dapat disesuaikan: {names}.",
    "The policy {key} has no such parameter. Adjustable are: {names}.",
)
NOT_ADJUSTABLE = Text(
    "Nilai ini ditetapkan oleh {instrument}, {article}, dan tidak dapat disesuaikan. Yang dapat: {names}.",
    "This value is fixed by {instrument}, {article}, and cannot be adjusted. Adjustable are: {names}.",
)
TWICE = Text("Parameter ini disebut dua kali.", "This parameter is named twice.")
NOT_WHOLE = Text(
    "Dengan nilai ini kebijakan tidak utuh ({fault}).",
    "With this value the policy is not whole ({fault}).",
)
FORMS = {
    Kind.NUMBER: Text('Harus angka dalam teks, misalnya "2".', 'It must be a number in a string, for example "2".'),
    Kind.FLAG: Text("Harus true atau false.", "It must be true or false."),
    Kind.WORDS: Text("Harus daftar kata tanpa pengulangan.", "It must be a list of words without repetition."),
    Kind.TABLE: Text("Harus tabel nama dan kata.", "It must be a table of names and words."),
}
NUMBERS_FORM = Text(
    'Harus tabel nama dan angka dalam teks, misalnya {"self": "0"}.',
    'It must be a table of names and numbers in strings, for example {"self": "0"}.',
)


# The engine refuses a period in which the rule changes; what is scored by the year begins with one.
YEARLY = frozenset({"composite"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an overlay: at which of its adjustments (None: at its first day), and in which part."""

    code: str
    detail: Text
    adjustment: int | None = None
    part: str = "value"
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAdjustment:
    """An adjustment as a client writes it."""

    parameter: str
    value: GivenValue
    article: str


def read_adjustments(
    base: PolicySet, since: date, given: Sequence[GivenAdjustment]
) -> tuple[tuple[Adjustment, ...], list[Fault]]:
    """Return the adjustments that the policy allows from a day on, and what is wrong with the others."""
    if not base.in_force.covers(since):
        detail = NOT_IN_FORCE.fill(key=base.key, since=base.in_force.since.isoformat())
        return (), [Fault("not_in_force", detail)]
    if base.scheme in YEARLY and (since.month, since.day) != (1, 1):
        return (), [Fault("not_a_whole_year", NOT_A_WHOLE_YEAR.fill(day=date(since.year + 1, 1, 1).isoformat()))]
    read: list[Adjustment] = []
    faults: list[Fault] = []
    for place, each in enumerate(given):
        if any(each.parameter == earlier.parameter for earlier in given[:place]):
            faults.append(Fault("twice", TWICE, place, "parameter"))
            continue
        found = _read(base, since, place, each)
        if isinstance(found, Adjustment):
            read.append(found)
        else:
            faults += found
    return tuple(read), faults


def merge(base: PolicySet, overlay: Overlay) -> PolicySet:
    """Return the policy of the agency: the base from the overlay's first day on, with the agency's values in it."""
    in_force = replace(base.in_force, since=overlay.since)
    own = {each.parameter: each for each in overlay.adjustments}
    parameters = {
        name: _adjusted(parameter, in_force, own.get(name), overlay) for name, parameter in base.parameters.items()
    }
    merged = PolicySet(
        key=base.key,
        scheme=base.scheme,
        subject=base.subject,
        version=overlay.edition,
        sha256="",
        title=overlay.title,
        in_force=in_force,
        parameters=parameters,
    )
    return replace(merged, sha256=digest(to_document(merged)))


def faults_of(merged: PolicySet, adjustments: Sequence[Adjustment]) -> list[Fault]:
    """Return what is not whole in a merged policy, each at the adjustment that it comes from."""
    places = {each.parameter: place for place, each in enumerate(adjustments)}
    return [
        Fault("not_whole", NOT_WHOLE.fill(fault=finding.fault), places.get(finding.parameter or "", 0))
        for finding in verify(merged)
    ]


def canonical(document: PolicyDocument) -> bytes:
    """Return the bytes of a document over which its digest is taken: compact JSON in UTF-8, in the document's order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def digest(document: PolicyDocument) -> str:
    """Return the SHA-256 that names an agency's version."""
    return hashlib.sha256(canonical(document)).hexdigest()


def place_from(timeline: Sequence[Placed], version_id: UUID, since: date) -> tuple[Placed, Placed | None]:
    """Return where a new version stands on the line of days, and the former version with its interval closed.

    The new one takes over from its first day up to the day on which the next begins. The former keeps its days before.
    """
    former = next((each for each in timeline if Interval(each.since, each.until).covers(since)), None)
    if former is not None:
        return Placed(version_id, since, former.until), replace(former, until=since)
    later = [each.since for each in timeline if each.since > since and not each.is_empty]
    return Placed(version_id, since, min(later, default=None)), None


def _read(base: PolicySet, since: date, place: int, given: GivenAdjustment) -> Adjustment | list[Fault]:
    names = ", ".join(each.name for each in base.parameters.values() if each.adjustable)
    parameter = base.parameters.get(given.parameter)
    if parameter is None:
        return [Fault("unknown_parameter", UNKNOWN.fill(key=base.key, names=names), place, "parameter")]
    own = parameter.on(since)
    basis = (Basis(own.reference.instrument, own.reference.article, _mark(own.verification)),)
    if parameter.adjustable is None:
        detail = NOT_ADJUSTABLE.fill(
            instrument=own.reference.instrument, article=own.reference.article, names=names or "-"
        )
        return [Fault("not_adjustable", detail, place, "parameter", basis)]
    value = _value(parameter.kind, given.value)
    if value is None:
        return [Fault("wrong_form", FORMS.get(parameter.kind, NUMBERS_FORM), place)]
    found = [
        Fault("out_of_bounds", Text(each.id, each.en), place, basis=basis)
        for each in breaches(parameter.kind, parameter.adjustable, own.value, value)
    ]
    return found or Adjustment(given.parameter, _in_order_of(own.value, value), given.article)


def _value(kind: Kind, given: GivenValue) -> Value | None:
    """Return the value that a client wrote, or None when it has not the form of this kind."""
    match kind, given:
        case Kind.NUMBER, str():
            return _number(given)
        case Kind.FLAG, bool():
            return given
        case Kind.WORDS, list() | tuple() if len(set(given)) == len(given):
            return tuple(given)
        case Kind.TABLE, Mapping():
            return dict(given)
        case ((Kind.NUMBERS | Kind.WEIGHTS), Mapping()):
            numbers = {name: _number(each) for name, each in given.items()}
            return None if None in numbers.values() else cast("Value", numbers)
        case _:
            return None


def _mark(verification: Verification) -> Literal["verbatim", "secondary", "unverified"]:
    return cast("Literal['verbatim', 'secondary', 'unverified']", verification.value)


def _number(text: str) -> Fraction | None:
    return Fraction(text) if NUMBER.fullmatch(text) else None


def _in_order_of(own: Value, given: Value) -> Value:
    """Return a table in the order of the one that it replaces: a policy names its entries in the order of its file."""
    if isinstance(own, Mapping) and isinstance(given, Mapping):
        return cast("Value", {name: given[name] for name in own})
    return given


def _adjusted(parameter: Parameter, in_force: Interval, own: Adjustment | None, overlay: Overlay) -> Parameter:
    """Return a parameter from the overlay's first day on; one that the agency does not adjust keeps its values."""
    scope = replace(parameter.scope, since=max(parameter.scope.since, in_force.since))
    if own is None:
        return replace(parameter, scope=scope)
    reference = Reference(overlay.regulation.instrument, own.article, overlay.regulation.url)
    value = Dated(own.value, scope, reference, overlay.regulation.verification)
    return replace(parameter, scope=scope, values=(value,))
