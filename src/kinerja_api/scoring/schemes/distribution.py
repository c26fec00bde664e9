"""Does the spread of predicates in a unit fit its organisation's result? Advice to the leader, with reasons.

SE MenPANRB 3/2023. "Most" is the largest group, and another just as large does not take that away; a maximum is
rounded down to whole people and a minimum up, because the rounding of the official calculator is not known.
"""

from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.errors import WrongScale
from kinerja_api.scoring.facts import DistributionFacts, Predicate
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet, Reference
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Trace, Tracer
from kinerja_api.scoring.words import term

LARGEST = Text(
    "{group} seharusnya kelompok terbesar, tetapi {found} pegawai bukan yang terbanyak.",
    "{group} should be the largest group, but {found} employees are not the most.",
)
TOO_MANY = Text(
    "{group}: {found} pegawai, paling banyak {required}.", "{group}: {found} employees, at most {required}."
)
TOO_FEW = Text(
    "{group}: {found} pegawai, paling sedikit {required}.", "{group}: {found} employees, at least {required}."
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a unit departs from the pattern."""

    code: str
    group: str
    found: int
    required: int
    text: Text
    basis: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """Whether a unit conforms; `checked` is False for a unit too small to be held to shares.

    The pattern is advice: a departure blocks nothing, and asks for a note that says why.
    """

    conforms: bool
    checked: bool
    note_required: bool
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class _Test:
    code: str
    group: str
    found: Noted[Fraction]
    required: int
    holds: Noted[bool | None]
    text: Text


def evaluate(policy: PolicySet, facts: DistributionFacts) -> Outcome[Distribution]:
    """Check the predicates of one unit."""
    tracer = Tracer(policy, facts.period)
    organization = tracer.fact("organization", facts.organization.value)
    counts = {
        predicate.value: tracer.number_fact(f"employees.{predicate.value}", _count(facts, predicate))
        for predicate in Predicate
    }
    total = tracer.to_number(Operation.SUM, "headcount", *counts.values())
    smallest = tracer.number("smallest_unit")
    checked = tracer.to_truth(Operation.AT_LEAST, "large_enough", total, smallest)
    tests = _tests(tracer, organization, counts, total) if checked.value else []
    kept = tracer.to_truth(Operation.ALL, "pattern_kept", *(test.holds for test in tests), quiet=True)
    departs = tracer.to_truth(Operation.NOT, "departs", kept, quiet=True)
    note = tracer.to_truth(Operation.ALL, "note_required", departs, tracer.flag("note_on_departure"))
    conforms = tracer.to_truth(Operation.NOT, "conforms", departs)
    trace = tracer.trace()
    violations = tuple(_violation(test, trace) for test in tests if not test.holds.value)
    return Outcome(Distribution(bool(conforms.value), bool(checked.value), bool(note.value), violations), trace)


def _count(facts: DistributionFacts, predicate: Predicate) -> int:
    count = facts.counts.get(predicate, 0)
    if count < 0:
        needed = Text("Jumlah pegawai tidak boleh negatif.", "A number of employees cannot be negative.")
        place = f"counts.{predicate.value}"
        raise WrongScale(place, needed)
    return count


def _tests(
    tracer: Tracer, organization: Noted[str], counts: dict[str, Noted[Fraction]], total: Noted[Fraction]
) -> list[_Test]:
    tests = []
    expected = tracer.find_word("expected_largest", tracer.table("largest_group"), organization)
    if expected.value is not None:
        tests.append(_largest(tracer, expected, expected.value, counts))
    for group, share in _shares(tracer, "maximum_share", organization.value):
        limit = tracer.to_number(Operation.PRODUCT, f"limit.{group}", total, share, quiet=True)
        whole = tracer.rounded(f"maximum.{group}", limit, Mode.DOWN, 0)
        found = _group(tracer, f"at_most.{group}", group, counts)
        holds = tracer.to_truth(Operation.AT_MOST, f"not_too_many.{group}", found, whole)
        tests.append(_Test("MAXIMUM_SHARE", group, found, int(whole.value), holds, TOO_MANY))
    for group, share in _shares(tracer, "minimum_share", organization.value):
        limit = tracer.to_number(Operation.PRODUCT, f"floor.{group}", total, share, quiet=True)
        whole = tracer.rounded(f"minimum.{group}", limit, Mode.UP, 0)
        found = _group(tracer, f"at_least.{group}", group, counts)
        holds = tracer.to_truth(Operation.AT_LEAST, f"not_too_few.{group}", found, whole)
        tests.append(_Test("MINIMUM_SHARE", group, found, int(whole.value), holds, TOO_FEW))
    for group, least in _shares(tracer, "minimum_count", organization.value):
        found = _group(tracer, f"present.{group}", group, counts)
        holds = tracer.to_truth(Operation.AT_LEAST, f"must_exist.{group}", found, least)
        tests.append(_Test("MUST_EXIST", group, found, int(least.value), holds, TOO_FEW))
    return tests


def _largest(tracer: Tracer, expected: Noted[str | None], group: str, counts: dict[str, Noted[Fraction]]) -> _Test:
    found = counts[group]
    beats = [
        tracer.to_truth(Operation.AT_LEAST, f"not_fewer_than.{other}", found, counts[other], quiet=True)
        for other in counts
        if other != group
    ]
    holds = tracer.to_truth(Operation.ALL, f"largest.{group}", *beats, expected)
    most = max(int(count.value) for count in counts.values())
    return _Test("LARGEST_GROUP", group, found, most, holds, LARGEST)


def _shares(tracer: Tracer, parameter: str, organization: str) -> list[tuple[str, Noted[Fraction]]]:
    """Return the rows of one organisation result; a key reads `result.group`, groups joined by `+`."""
    numbers = tracer.numbers(parameter)
    rows = []
    for key in numbers.value:
        result, _, group = key.partition(".")
        if result == organization:
            name = tracer.fact(f"row.{parameter}.{group}", key, quiet=True)
            share = tracer.to_number(Operation.LOOKUP, f"{parameter}.{group}", numbers, name, quiet=True)
            rows.append((group, share))
    return rows


def _group(tracer: Tracer, name: str, group: str, counts: dict[str, Noted[Fraction]]) -> Noted[Fraction]:
    members = [counts[member] for member in group.split("+")]
    return tracer.to_number(Operation.SUM, name, *members, quiet=True)


def _violation(test: _Test, trace: Trace) -> Violation:
    group = Text(
        " + ".join(term(member).id for member in test.group.split("+")),
        " + ".join(term(member).en for member in test.group.split("+")),
    )
    return Violation(
        code=test.code,
        group=test.group,
        found=int(test.found.value),
        required=test.required,
        text=test.text.fill(group=group, found=test.found.value, required=test.required),
        basis=tuple(cited.dated.reference for cited in trace.behind(test.holds.name)),
    )
