"""Tell whether a policy is whole.

Matrices complete, bands without holes or overlaps, weights that make 100, every day of validity covered, and every
parameter there that its scheme reads.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import cast

from kinerja_api.scoring.bounds import breaches, unbounded
from kinerja_api.scoring.facts import RatingLevel
from kinerja_api.scoring.policy import Bands, Dated, Interval, Kind, Matrix, Parameter, PolicySet, float_free
from kinerja_api.scoring.required import BONUS, DEDUCTION, OPTIONAL, REQUIRED

WHOLE = Fraction(100)
SCALE = ("from_lowest", "from_highest", "to_lowest", "to_highest")
WHEN_MISSING = ("pending", "reweight")
WORST_FIRST = tuple(level.value for level in reversed(RatingLevel))
STEPS = frozenset(Fraction(1, 10**places) for places in range(5))
DECIMALS = frozenset(Fraction(places) for places in range(7))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a policy: at which parameter (None: at the whole), at which of its values, and what it is."""

    parameter: str | None
    fault: str
    value: int | None = None


def verify(policy: PolicySet) -> tuple[Finding, ...]:
    """Return every fault of a policy; none means that it can be used."""
    required = REQUIRED.get(policy.scheme)
    if required is None:
        return (Finding(None, f"no scheme is called {policy.scheme}"),)
    optional = OPTIONAL.get(policy.scheme, {})
    present = {name: kind for name, kind in optional.items() if name in policy.parameters}
    findings = list(_absent(policy, {**required, **present}))
    for parameter in policy.parameters.values():
        findings += [Finding(parameter.name, fault) for fault in _dates(policy, parameter)]
        for number, dated in enumerate(parameter.values):
            faults = [*_value(parameter.kind, dated), *_own_bounds(parameter, dated)]
            findings += [Finding(parameter.name, fault, number) for fault in faults]
    if policy.scheme in _WHOLES and not findings:
        findings += _WHOLES[policy.scheme](policy)
    return tuple(findings)


def _absent(policy: PolicySet, required: Mapping[str, Kind]) -> Iterator[Finding]:
    for name, kind in required.items():
        parameter = policy.parameters.get(name)
        if parameter is None:
            yield Finding(None, f"the parameter {name} ({kind.value}) is absent")
        elif parameter.kind is not kind:
            yield Finding(name, f"must be of kind {kind.value}, not {parameter.kind.value}")


def _dates(policy: PolicySet, parameter: Parameter) -> Iterator[str]:
    """Check that the values follow one another without overlap or hole over the whole scope."""
    ordered = sorted(parameter.values, key=_since)
    for earlier, later in pairwise(ordered):
        end, start = earlier.in_force.until, later.in_force.since
        if end is None or end > start:
            yield f"two values are in force on {start}"
        elif end < start:
            yield f"no value from {end} until {start}"
    wanted = _common(policy.in_force, parameter.scope)
    if not ordered:
        yield "has no value"
        return
    if ordered[0].in_force.since > wanted.since:
        yield f"no value from {wanted.since} until {ordered[0].in_force.since}"
    last = ordered[-1].in_force.until
    if last is not None and (wanted.until is None or last < wanted.until):
        yield f"no value from {last} on"


def _since(dated: Dated) -> date:
    return dated.in_force.since


def _common(one: Interval, other: Interval) -> Interval:
    ends = [end for end in (one.until, other.until) if end is not None]
    return Interval(max(one.since, other.since), min(ends) if ends else None)


def _value(kind: Kind, dated: Dated) -> Iterator[str]:
    if not dated.reference.instrument.strip() or not dated.reference.article.strip():
        yield f"the value from {dated.in_force.since} states no instrument or no article"
    if dated.in_force.until is not None and dated.in_force.until <= dated.in_force.since:
        yield f"the value from {dated.in_force.since} ends before it begins"
    if isinstance(dated.value, Matrix):
        yield from _matrix(dated.value)
    elif isinstance(dated.value, Bands):
        yield from _bands(dated.value)
    elif kind is Kind.WEIGHTS:
        yield from _weights(cast("Mapping[str, Fraction]", dated.value))


def _own_bounds(parameter: Parameter, dated: Dated) -> Iterator[str]:
    """Check that the bounds for agencies can be kept, and that the value keeps them itself."""
    if parameter.adjustable is None:
        return
    fault = unbounded(parameter.kind, parameter.adjustable, dated.value)
    if fault is not None:
        yield f"adjustable: {fault}"
        return
    for breach in breaches(parameter.kind, parameter.adjustable, dated.value, dated.value):
        yield f"adjustable: {breach.en}"


def _matrix(matrix: Matrix) -> Iterator[str]:
    wanted = {(row, column) for row in matrix.rows for column in matrix.columns}
    for row, column in sorted(wanted - set(matrix.cells)):
        yield f"the cell {row} x {column} is empty"
    for row, column in sorted(set(matrix.cells) - wanted):
        yield f"the cell {row} x {column} belongs to no row or column"


def _bands(bands: Bands) -> Iterator[str]:
    for row in bands.rows:
        if row.highest < row.lowest:
            yield f"the band {row.label} ends before it begins"
    for lower, upper in pairwise(bands.rows):
        if upper.lowest > lower.highest + bands.step:
            yield f"a hole between {float_free(lower.highest)} and {float_free(upper.lowest)}"
        elif upper.lowest < lower.highest + bands.step:
            yield f"an overlap at {float_free(upper.lowest)}"


def _weights(weights: Mapping[str, Fraction]) -> Iterator[str]:
    if any(weight < 0 for weight in weights.values()):
        yield "a weight is negative"
    total = sum(weights.values(), Fraction(0))
    if total != WHOLE:
        yield f"the weights make {float_free(total)}, not 100"


def _suggested(policy: PolicySet) -> Iterator[Finding]:
    """Check that the thresholds name the three ratings, worst first, in steps that a rounding can make."""
    thresholds = policy.parameters["rating_thresholds"]
    for dated in thresholds.values:
        bands = cast("Bands", dated.value)
        if tuple(row.label for row in bands.rows) != WORST_FIRST:
            yield Finding(thresholds.name, f"must name {', '.join(WORST_FIRST)}, in this order")
        if bands.step not in STEPS:
            yield Finding(thresholds.name, "the step must be 1, 0.1, 0.01, 0.001 or 0.0001")


def _composite(policy: PolicySet) -> Iterator[Finding]:
    """Check a composite on every day on which something in it changes."""
    for parameter in policy.parameters.values():
        if parameter.scope != policy.in_force:
            yield Finding(parameter.name, "must hold as long as the policy does")
            return
    extras = [group for group in (BONUS, DEDUCTION) if not group.keys().isdisjoint(policy.parameters)]
    absent = [finding for group in extras for finding in _absent(policy, group)]
    if absent:
        yield from absent
        return
    for day in sorted(_days_of_change(policy)):
        for group in extras:
            yield from _extra(policy, group, day)
        yield from _components(policy, day)


def _components(policy: PolicySet, day: date) -> Iterator[Finding]:
    """Check that each component has a method with its parameters, and a rule for when it is missing."""
    weights = _table(policy, "component_weights", day)
    for name in ("component_methods", "when_missing"):
        if set(_table(policy, name, day)) != set(weights):
            yield Finding(name, f"must name the components {', '.join(weights)} and no others")
            return
    yield from _range(policy, "bounds", day, ("lowest", "highest"))
    if policy.parameters["decimals"].on(day).value not in DECIMALS:
        yield Finding("decimals", "must be a whole number from 0 to 6")
    for component, method in _table(policy, "component_methods", day).items():
        yield from _method(policy, component, str(method), day)
    for component, rule in _table(policy, "when_missing", day).items():
        if rule not in WHEN_MISSING:
            yield Finding("when_missing", f"{component}: {rule} is not one of {', '.join(WHEN_MISSING)}")


def _extra(policy: PolicySet, group: Mapping[str, Kind], day: date) -> Iterator[Finding]:
    """Check that a bonus only adds and a deduction only takes off, between bounds that begin at nothing."""
    for name, kind in group.items():
        if name.endswith("_bounds"):
            yield from _range(policy, name, day, ("lowest", "highest"))
        value = policy.parameters[name].on(day).value
        numbers = [value] if kind is Kind.NUMBER else list(cast("Mapping[str, Fraction]", value).values())
        if any(cast("Fraction", number) < 0 for number in numbers):
            yield Finding(name, "must not be negative")


def _method(policy: PolicySet, component: str, method: str, day: date) -> Iterator[Finding]:
    scale, levels = f"{component}_scale", f"{component}_levels"
    groups, required = f"{component}_groups", f"{component}_required_groups"
    needs: dict[str, Mapping[str, Kind]] = {
        "levels": {levels: Kind.NUMBERS},
        "scale": {scale: Kind.NUMBERS},
        "groups": {scale: Kind.NUMBERS, groups: Kind.WEIGHTS, required: Kind.WORDS},
    }
    if method not in needs:
        yield Finding("component_methods", f"{component}: {method} is not one of {', '.join(needs)}")
        return
    absent = list(_absent(policy, needs[method]))
    yield from absent
    if not absent and scale in needs[method]:
        yield from _range(policy, scale, day, SCALE)
    if not absent and levels in needs[method]:
        yield from _falling(policy, levels, day)


def _range(policy: PolicySet, name: str, day: date, keys: Sequence[str]) -> Iterator[Finding]:
    """Check that a table of bounds holds exactly its keys, and that of each pair the first lies below the second."""
    numbers = cast("Mapping[str, Fraction]", _table(policy, name, day))
    if set(numbers) != set(keys):
        yield Finding(name, f"must hold exactly {', '.join(keys)}")
        return
    for low, high in zip(keys[::2], keys[1::2], strict=True):
        if numbers[low] >= numbers[high]:
            yield Finding(name, f"{low} must be below {high}")


def _falling(policy: PolicySet, name: str, day: date) -> Iterator[Finding]:
    """Check that a better level, which stands before a worse one, is worth no less."""
    worths = list(cast("Mapping[str, Fraction]", _table(policy, name, day)).items())
    for (better, more), (worse, less) in pairwise(worths):
        if more < less:
            yield Finding(name, f"{better} must be worth no less than {worse}")


def _days_of_change(policy: PolicySet) -> set[date]:
    days = {dated.in_force.since for parameter in policy.parameters.values() for dated in parameter.values}
    return {day for day in days if policy.in_force.covers(day)} | {policy.in_force.since}


def _table(policy: PolicySet, name: str, day: date) -> Mapping[str, Fraction | str]:
    return cast("Mapping[str, Fraction | str]", policy.parameters[name].on(day).value)


def _credit_points(policy: PolicySet) -> Iterator[Finding]:
    """Check that the views of one rule agree: needs per rank, per level, counted within the level, and base credit."""
    for day in sorted(_days_of_change(policy)):
        needs = cast("Mapping[str, Fraction]", _table(policy, "rank_needs", day))
        running, base, levels = {}, {}, {}
        for level, ranks in cast(
            "Mapping[str, tuple[str, ...]]", policy.parameters["level_ranks"].on(day).value
        ).items():
            counted = Fraction(0)
            for rank in ranks:
                key = f"{level}.{rank}"
                base[key] = counted
                if key in needs:
                    counted += needs[key]
                    running[key] = counted
            if level in _table(policy, "levels_above", day):
                levels[level] = counted
        for name, wanted in (("running_totals", running), ("base_credit", base), ("level_needs", levels)):
            if _table(policy, name, day) != wanted:
                yield Finding(name, "does not agree with rank_needs")


def _reporting(policy: PolicySet) -> Iterator[Finding]:
    """Check that a reason is asked for before a report is refused, and never below the target; days are whole."""
    for day in sorted(_days_of_change(policy)):
        bounds = cast("Mapping[str, Fraction]", _table(policy, "achievement_bounds", day))
        yield from _range(policy, "achievement_bounds", day, ("reason_above", "refused_above"))
        if bounds.get("reason_above", WHOLE) < WHOLE:
            yield Finding("achievement_bounds", "reason_above must not be below 100")
        days = cast("Fraction", policy.parameters["late_days"].on(day).value)
        if days < 0 or days.denominator != 1:
            yield Finding("late_days", "must be a whole number of days, not negative")


# Checks across the parameters of one scheme, for a policy whose parameters are whole by themselves.
_WHOLES: Mapping[str, Callable[[PolicySet], Iterator[Finding]]] = {
    "composite": _composite,
    "credit_points": _credit_points,
    "reporting": _reporting,
    "suggested_rating": _suggested,
}
