"""What would be otherwise under a draft policy or other facts: who rises and falls, by predicate and by score."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kinerja_api.scores.types import BandCount, Direction, Hypothesis, Simulated, SimulatedCounts
from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import ComponentFact, CompositeFacts, Predicate
from kinerja_api.scoring.text import Text

BAND = 10


def suppose(facts: CompositeFacts, hypotheses: Iterable[Hypothesis]) -> CompositeFacts:
    """Return the facts as they would be; a component that the policy does not have is a named error."""
    supposed = {each.component: each for each in facts.components}
    achievement = facts.achievement
    sanctions = facts.sanctions
    for each in hypotheses:
        if each.component in supposed:
            supposed[each.component] = ComponentFact(each.component, level=each.level, number=each.number)
        elif each.component == "bonus":
            achievement = each.number
        elif each.component == "deduction" and each.level is not None:
            sanctions = (each.level,)
        else:
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact(each.component, needed.fill(known=", ".join([*supposed, "bonus", "deduction"])))
    return replace(facts, components=tuple(supposed.values()), achievement=achievement, sanctions=sanctions)


def direction_of(before: Decimal | None, after: Decimal | None) -> Direction:
    """Tell which way a score goes; None is a score that waits."""
    if before is None or after is None:
        if before is after:
            return Direction.STILL_PENDING
        return Direction.BECOMES_SCORED if before is None else Direction.BECOMES_PENDING
    if before == after:
        return Direction.SAME
    return Direction.RISES if after > before else Direction.FALLS


def count_directions(simulated: Iterable[Simulated]) -> SimulatedCounts:
    """Count which way the scores go."""
    counted = Counter(direction_of(each.before, each.after) for each in simulated)
    return SimulatedCounts({direction: counted[direction] for direction in Direction})


def count_by_predicate(simulated: Sequence[Simulated]) -> dict[Predicate | None, SimulatedCounts]:
    """Count which way the scores go by predicate, best first; None are those without an annual evaluation."""
    found = {each.predicate for each in simulated}
    in_order = [each for each in (*Predicate, None) if each in found]
    return {
        predicate: count_directions(each for each in simulated if each.predicate is predicate) for predicate in in_order
    }


def count_by_band(simulated: Sequence[Simulated]) -> list[BandCount]:
    """Count how many scores lie in each band of ten points, before and after, lowest first."""
    before, after = (_bands(each.before for each in simulated), _bands(each.after for each in simulated))
    return [BandCount(low, low + BAND, before[low], after[low]) for low in sorted(before.keys() | after.keys())]


def order_by_change(simulated: Iterable[Simulated]) -> list[Simulated]:
    """Order people by how much their score would change, the most first; those whose state changes before all."""
    return sorted(simulated, key=lambda each: (-_size(each), each.employee_name, str(each.employee_id)))


def _bands(values: Iterable[Decimal | None]) -> Mapping[int, int]:
    return Counter(int(value // BAND) * BAND for value in values if value is not None)


def _size(simulated: Simulated) -> Decimal:
    before, after = simulated.before, simulated.after
    if before is None or after is None:
        return Decimal(0) if before is after else Decimal("Infinity")
    return abs(after - before)
