"""DP3 (PP 10/1979), the rule to the end of 2013: a score from 0 to 100 with its label. For old records only."""

from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.legacy_facts import Dp3Facts, LegacyLabel, RecordUse
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.legacy import (
    Disagreement,
    allowed_uses,
    disagreements,
    not_negative,
    number_within,
)
from kinerja_api.scoring.trace import Outcome, Tracer


@dataclass(frozen=True, slots=True)
class Dp3Result:
    """The label of a DP3; `rater_led_long_enough` is None where the record does not say how long."""

    score: Fraction
    label: LegacyLabel
    rater_led_long_enough: bool | None
    disagreements: tuple[Disagreement, ...]
    only_for: tuple[RecordUse, ...]


def evaluate(policy: PolicySet, facts: Dp3Facts) -> Outcome[Dp3Result]:
    """Return the label of a DP3 on record."""
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    months = None if facts.months_led is None else Fraction(not_negative(facts.months_led, "months_led"))
    led = tracer.fact("months_led", months)
    long_enough = tracer.to_truth(Operation.AT_LEAST, "rater_led_long_enough", led, tracer.number("fewest_months_led"))
    score = number_within(tracer, "legacy_score", facts.score, scale="scale", place="score")
    label = tracer.to_word(Operation.REACHED, "legacy_label", tracer.numbers("labels"), score)
    computed: dict[str, Fraction | str] = {"score": score.value, "label": label.value}
    result = Dp3Result(
        score.value,
        LegacyLabel(label.value),
        long_enough.value,
        disagreements(facts.stated, computed),
        uses,
    )
    return Outcome(result, tracer.trace())
