"""Which rule an evaluation belongs to: the evaluated period decides, never the day on which somebody looks at it."""

from kinerja_api.scoring.errors import ContradictoryFacts, NotInForce, PeriodSpansRegimes
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.scoring.policy import PolicyBook, PolicySet
from kinerja_api.scoring.text import Text

PRESENT = "predicate"
LEGACY = "legacy_performance"
LEGACY_PLANS = "legacy_skp"
# The year 2021 has a rule for each half and one for the whole, which no other period can have.
WHOLE_YEAR = "legacy_performance_whole_year"


def regime_of(book: PolicyBook, period: EvaluatedPeriod) -> PolicySet:
    """Return the rule of a period, or raise: a period under none, or under two."""
    if period.last_day < period.first_day:
        needed = Text("Hari terakhir tidak boleh sebelum hari pertama.", "The last day cannot be before the first.")
        raise ContradictoryFacts("period", needed)
    for subject in (WHOLE_YEAR, LEGACY, PRESENT):
        try:
            policy = book.regime(subject, period.last_day)
        except NotInForce:
            continue
        if subject == WHOLE_YEAR and not _is_whole(policy, period):
            continue
        if not policy.in_force.covers(period.first_day):
            raise PeriodSpansRegimes(policy.key, period.first_day, period.last_day)
        return policy
    raise NotInForce(LEGACY, period.last_day)


def is_legacy(policy: PolicySet) -> bool:
    """Tell whether a rule serves old records only: results under it are imported and checked, never made anew."""
    return policy.subject in {LEGACY, LEGACY_PLANS, WHOLE_YEAR}


def _is_whole(policy: PolicySet, period: EvaluatedPeriod) -> bool:
    """Tell whether a period is all the days of a rule."""
    last_day_is_last = policy.in_force.until is not None and (policy.in_force.until - period.last_day).days == 1
    return period.first_day == policy.in_force.since and last_day_is_last
