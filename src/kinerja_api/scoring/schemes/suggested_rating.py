"""A suggested rating from an achievement in percent, by an agency's own table of thresholds.

PermenPANRB 6/2022 has no thresholds: the rating is the judgement of a person. So no table comes with the product, an
agency that has one states its own legal basis, and a suggestion stands beside the rating and never takes its place.
"""

from dataclasses import dataclass
from decimal import Decimal

from kinerja_api.scoring.errors import MissingFact
from kinerja_api.scoring.facts import AchievementFacts, RatingLevel
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Outcome, Tracer


@dataclass(frozen=True, slots=True)
class SuggestedRating:
    """What the agency's table suggests for an achievement; a person rates."""

    suggested: RatingLevel
    achievement: Decimal


def suggest(policy: PolicySet, facts: AchievementFacts) -> Outcome[SuggestedRating]:
    """Return the rating that an agency's thresholds suggest."""
    if facts.achievement is None:
        needed = Text("Isi capaian dalam persen.", "State the achievement in percent.")
        raise MissingFact("achievement", needed)
    tracer = Tracer(policy, facts.period)
    exact = tracer.number_fact("exact_achievement", facts.achievement)
    thresholds = tracer.bands("rating_thresholds")
    # `verify` sees to it that the step of the bands is 1, 0.1, 0.01 and so on.
    places = len(float_free(thresholds.value.step).partition(".")[2])
    rounded = tracer.rounded("compared_achievement", exact, Mode.HALF_UP, places)
    suggested = tracer.to_word(Operation.LOOKUP, "suggested_rating", thresholds, rounded)
    return Outcome(SuggestedRating(RatingLevel(suggested.value), rounded.value), tracer.trace())
