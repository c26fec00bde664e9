"""PP 30/2019, Pasal 41, the rule of July to December 2021: SKP and behaviour make a score. For old records only.

The best label needs both a score and a new idea; without the idea the same score is "Baik".
"""

from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.errors import MissingFact
from kinerja_api.scoring.legacy_facts import LegacyLabel, Pp30Facts, RecordUse
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.legacy import (
    Disagreement,
    allowed_uses,
    check_within,
    disagreements,
    not_negative,
    number_within,
    present,
    weighted_sum,
    whole,
)
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

WITH_OPINIONS, WITHOUT_OPINIONS = "weights_with_opinions", "weights_without_opinions"


@dataclass(frozen=True, slots=True)
class Pp30Result:
    """The score of an employee and its label."""

    score: Fraction
    label: LegacyLabel
    disagreements: tuple[Disagreement, ...]
    only_for: tuple[RecordUse, ...]


def evaluate(policy: PolicySet, facts: Pp30Facts) -> Outcome[Pp30Result]:
    """Return score and label of an old record."""
    if facts.opinions_used is None:
        needed = Text(
            "Sebut apakah instansi memakai pendapat rekan kerja dan bawahan.",
            "Say whether the agency used the opinions of peers and subordinates.",
        )
        raise MissingFact("opinions_used", needed)
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    # A SKP may pass 120 by its additional results; the score of both may not.
    skp = tracer.number_fact("skp_value", not_negative(present(facts.skp, "skp"), "skp"))
    behavior = number_within(tracer, "behavior_value", facts.behavior, scale="scale", place="behavior")
    tracer.fact("opinions_used", facts.opinions_used)
    weights = WITH_OPINIONS if facts.opinions_used else WITHOUT_OPINIONS
    parts = {"skp": skp, "behavior": behavior}
    score = weighted_sum(tracer, "legacy_score", parts, weights=weights, hundred=whole(tracer))
    check_within(tracer, score.value, scale="scale", place="score")
    label = label_of(tracer, score, new_idea=facts.new_idea)
    computed: dict[str, Fraction | str] = {"score": score.value, "label": label.value}
    result = Pp30Result(score.value, label, disagreements(facts.stated, computed), uses)
    return Outcome(result, tracer.trace())


def label_of(tracer: Tracer, score: Noted[Fraction], *, new_idea: bool | None) -> LegacyLabel:
    """Label a score; whether there was a new idea must be known where the label hangs on it, and only there."""
    idea = tracer.fact("new_idea", new_idea)
    with_idea = tracer.to_word(Operation.REACHED, "label_with_idea", tracer.numbers("labels"), score)
    without_idea = tracer.to_word(
        Operation.REACHED, "label_without_idea", tracer.numbers("labels_without_new_idea"), score
    )
    chosen = tracer.choose("legacy_label", idea, with_idea, without_idea)
    if chosen.value is None:
        needed = Text(
            "Sebut apakah ada ide baru yang bermanfaat bagi organisasi atau negara.",
            "Say whether there was a new idea that benefits the organisation or the state.",
        )
        raise MissingFact("new_idea", needed)
    return LegacyLabel(chosen.value)
