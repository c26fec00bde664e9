"""The allowance (TPP, tunjangan kinerja) as a percentage of what the agency grants; the amount itself is no score.

Every value is the agency's own, on its own legal basis (PP 12/2019 article 58 for regions): the split of productivity
and discipline, the cuts and what they are taken from. Of several measures in one month only the heaviest cuts.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.errors import UnknownFact, WrongScale
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.talent_facts import AllowanceFacts
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Numbers, Outcome, Tracer

LOWEST_PERCENT, HIGHEST_PERCENT = 0, 100
PRODUCTIVITY_NOT_RECORDED = "productivity_not_recorded"


@dataclass(frozen=True, slots=True)
class AllowanceShare:
    """The percentage to pay, exact and rounded by the policy; None with the reason while productivity is missing."""

    percent: Fraction | None
    shown: Decimal | None
    cuts: Fraction
    sanction_cut: Fraction
    pending_because: str | None


def evaluate(policy: PolicySet, facts: AllowanceFacts) -> Outcome[AllowanceShare]:
    """Return the percentage of the allowance for one month."""
    tracer = Tracer(policy, facts.period)
    weights = tracer.weights("component_weights")
    whole = tracer.number_fact("whole_percent", HIGHEST_PERCENT, quiet=True)
    cuts = _cuts(tracer, facts)
    productivity = _productivity(tracer, facts)
    by_work = _share(tracer, "productivity", productivity, weights, whole)
    earned = _earned(tracer, by_work, cuts, weights, whole)
    sanction_cut = _sanction_cut(tracer, facts)
    left = tracer.to_number(Operation.DIFFERENCE, "percent_after_sanction", whole, sanction_cut, quiet=True)
    scaled = tracer.to_number(Operation.PRODUCT, "scaled_allowance", earned, left, quiet=True)
    exact = tracer.to_number(Operation.QUOTIENT, "exact_allowance", scaled, whole)
    places = tracer.number("decimals")
    shown = tracer.rounded("allowance_percent", exact, Mode.HALF_UP, int(places.value))
    because = PRODUCTIVITY_NOT_RECORDED if productivity.value is None else None
    share = AllowanceShare(exact.value, shown.value, cuts.value, sanction_cut.value, because)
    return Outcome(share, tracer.trace())


def _productivity(tracer: Tracer, facts: AllowanceFacts) -> Noted[Fraction | None]:
    """Without the report of activities the part for work is lost, where the agency's rule says so."""
    needs_report = tracer.flag("report_required")
    reported = tracer.fact("activity_reported", facts.has_reported)
    if needs_report.value and not reported.value:
        return tracer.number_fact("productivity", 0)
    if facts.productivity is None:
        return tracer.fact("productivity", None)
    if not LOWEST_PERCENT <= facts.productivity <= HIGHEST_PERCENT:
        raise WrongScale("productivity", Text("Persen 0 sampai 100.", "A percentage from 0 to 100."))
    return tracer.number_fact("productivity", facts.productivity)


def _cuts(tracer: Tracer, facts: AllowanceFacts) -> Noted[Fraction]:
    table = tracer.numbers("cuts")
    cuts = []
    for cause, times in sorted(facts.occurrences.items()):
        if times < 0:
            place = f"occurrences.{cause}"
            raise WrongScale(place, Text("Jumlah tidak boleh negatif.", "A number of times cannot be negative."))
        key = tracer.fact(f"cause.{cause}", cause, quiet=True)
        each = tracer.to_number(Operation.LOOKUP, f"cut_each.{cause}", table, key)
        count = tracer.number_fact(f"times.{cause}", times)
        cuts.append(tracer.to_number(Operation.PRODUCT, f"cut.{cause}", each, count))
    return tracer.to_number(Operation.SUM, "cuts", *cuts)


def _earned(
    tracer: Tracer,
    by_work: Noted[Fraction],
    cuts: Noted[Fraction],
    weights: Noted[Numbers],
    whole: Noted[Fraction],
) -> Noted[Fraction]:
    """Take the cuts from the part for discipline, or from the whole; neither falls below nought."""
    bounds = tracer.numbers("bounds")
    if tracer.flag("cuts_apply_to_total").value:
        by_discipline = _share(tracer, "discipline", whole, weights, whole)
        both = tracer.to_number(Operation.SUM, "both_parts", by_work, by_discipline)
        cut = tracer.to_number(Operation.DIFFERENCE, "both_parts_cut", both, cuts, quiet=True)
        return tracer.to_number(Operation.BOUND, "earned", cut, bounds)
    uncut = tracer.to_number(Operation.DIFFERENCE, "discipline_uncut", whole, cuts, quiet=True)
    kept = tracer.to_number(Operation.BOUND, "discipline_kept", uncut, bounds)
    by_discipline = _share(tracer, "discipline", kept, weights, whole)
    return tracer.to_number(Operation.SUM, "earned", by_work, by_discipline)


def _share(
    tracer: Tracer, component: str, percent: Noted[Fraction | None], weights: Noted[Numbers], whole: Noted[Fraction]
) -> Noted[Fraction]:
    key = tracer.fact(f"part.{component}", component, quiet=True)
    weight = tracer.to_number(Operation.LOOKUP, f"component_weight.{component}", weights, key)
    scaled = tracer.to_number(Operation.PRODUCT, f"scaled_part.{component}", percent, weight, quiet=True)
    return tracer.to_number(Operation.QUOTIENT, f"part_earned.{component}", scaled, whole)


def _sanction_cut(tracer: Tracer, facts: AllowanceFacts) -> Noted[Fraction]:
    """Return the heaviest cut of the measures that are in force on a day of the month."""
    known = tracer.words("sanction_levels")
    table = tracer.numbers("sanction_cuts")
    cuts = [tracer.number_fact("no_sanction_cut", 0, quiet=True)]
    for number, sanction in enumerate(facts.sanctions, start=1):
        if sanction.level not in known.value:
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact("sanctions.level", needed.fill(known=", ".join(known.value)))
        in_force = sanction.until is None or sanction.until > facts.period.first_day
        if sanction.since <= facts.period.last_day and in_force:
            level = tracer.fact(f"sanction.{number}", sanction.level)
            cut = tracer.find_number(f"cut_of_sanction.{number}", table, level)
            if cut.value is not None:
                cuts.append(tracer.to_number(Operation.SUM, f"sanction_counted.{number}", cut, quiet=True))
    return tracer.to_number(Operation.LARGEST, "sanction_cut", *cuts)
