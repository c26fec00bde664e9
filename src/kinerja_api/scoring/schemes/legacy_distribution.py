"""The spread of ratings in a unit under PP 30/2019, July to December 2021. For old records only.

A share is compared as it is: the rule knows no rounding to whole people and no unit that is too small.
"""

from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.errors import MissingFact, WrongScale
from kinerja_api.scoring.facts import RatingLevel
from kinerja_api.scoring.legacy_facts import LegacyDistributionFacts, RecordUse
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.legacy import allowed_uses
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

# Each limit with the comparison that keeps it, and the name of that step.
LIMITS = {
    "maximum_share": (Operation.AT_MOST, "not_too_many"),
    "minimum_share": (Operation.AT_LEAST, "not_too_few"),
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a unit did not keep: which, for which level, and how many of how many there were."""

    limit: str
    level: RatingLevel
    found: int
    headcount: int


@dataclass(frozen=True, slots=True)
class LegacyDistribution:
    """Whether a unit kept the limits of 2021."""

    conforms: bool
    breaches: tuple[Breach, ...]
    only_for: tuple[RecordUse, ...]


def evaluate(policy: PolicySet, facts: LegacyDistributionFacts) -> Outcome[LegacyDistribution]:
    """Check the old ratings of one unit."""
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    counts = {level: tracer.number_fact(f"employees.{level}", _count(facts, level)) for level in RatingLevel}
    headcount = tracer.to_number(Operation.SUM, "headcount", *counts.values())
    if not headcount.value:
        raise MissingFact("counts", Text("Sebut penilaian pegawai unit itu.", "State the ratings of that unit."))
    tests = {
        (limit, RatingLevel(level)): _kept(tracer, limit, level, counts[RatingLevel(level)], headcount)
        for limit in LIMITS
        for level in tracer.numbers(limit).value
    }
    conforms = tracer.to_truth(Operation.ALL, "conforms", *tests.values())
    breaches = tuple(
        Breach(limit, level, int(counts[level].value), int(headcount.value))
        for (limit, level), kept in tests.items()
        if not kept.value
    )
    return Outcome(LegacyDistribution(bool(conforms.value), breaches, uses), tracer.trace())


def _count(facts: LegacyDistributionFacts, level: RatingLevel) -> int:
    count = facts.counts.get(level, 0)
    if count < 0:
        needed = Text("Jumlah pegawai tidak boleh negatif.", "A number of employees cannot be negative.")
        place = f"counts.{level}"
        raise WrongScale(place, needed)
    return count


def _kept(
    tracer: Tracer, limit: str, level: str, found: Noted[Fraction], headcount: Noted[Fraction]
) -> Noted[bool | None]:
    comparison, step = LIMITS[limit]
    name = tracer.fact(f"row.{limit}.{level}", level, quiet=True)
    share = tracer.to_number(Operation.LOOKUP, f"{limit}.{level}", tracer.numbers(limit), name, quiet=True)
    allowed = tracer.to_number(Operation.PRODUCT, f"limit.{limit}.{level}", headcount, share, quiet=True)
    return tracer.to_truth(comparison, f"{step}.{level}", found, allowed)
