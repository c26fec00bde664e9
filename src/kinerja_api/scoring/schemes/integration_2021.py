"""The year 2021 as a whole, made of a half under PP 46/2011 and a half under PP 30/2019. For old records only.

The formula of the integration was found in no source. So nothing is recomputed: the converted and the integrated value
stand as the record states them, and what can be checked is checked: their scale, the label of the integrated value,
and under which rule a row of 2021 was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact
from kinerja_api.scoring.facts import EvaluatedPeriod, Number
from kinerja_api.scoring.legacy_facts import IntegrationFacts, LegacyLabel, RecordUse
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.legacy import Disagreement, allowed_uses, disagreements, number_within
from kinerja_api.scoring.schemes.pp_30_2019 import label_of
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Sheet, Tracer

NEW_RULE, OLD_RULE = "pp_30_2019", "pp_46_2011"


@dataclass(frozen=True, slots=True)
class IntegrationResult:
    """The stated values of 2021 with the label that they earn; `is_recomputed` says whether a formula stands behind."""

    converted: Fraction
    integrated: Fraction
    label: LegacyLabel
    is_recomputed: bool
    disagreements: tuple[Disagreement, ...]
    only_for: tuple[RecordUse, ...]


def evaluate(policy: PolicySet, facts: IntegrationFacts) -> Outcome[IntegrationResult]:
    """Check an integrated record of 2021 and label it."""
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    has_formula = tracer.flag("formula_known")
    converted = number_within(tracer, "converted_value", facts.converted, scale="scale", place="converted")
    integrated = number_within(tracer, "integrated_value", facts.integrated, scale="scale", place="integrated")
    label = label_of(tracer, integrated, new_idea=facts.new_idea)
    result = IntegrationResult(
        converted.value,
        integrated.value,
        label,
        has_formula.value,
        disagreements(facts.stated, {"label": label.value}),
        uses,
    )
    return Outcome(result, tracer.trace())


def regime_of_row(policy: PolicySet, behavior: Mapping[str, Number], period: EvaluatedPeriod) -> Outcome[str]:
    """Tell by which rule a row of 2021 was made: only the aspects of its own rule are other than nought."""
    tracer = Tracer(policy, period)
    scored = tracer.fact("scored_aspects", tuple(name for name, number in behavior.items() if number))
    signs = tracer.sheet("row_signs")
    new, old = (_is_row_of(tracer, rule, signs, scored) for rule in (NEW_RULE, OLD_RULE))
    if new.value == old.value:
        needed = Text(
            "Isi nilai aspek dari tepat satu aturan: {new}, atau {old}.",
            "State the aspects of exactly one rule: {new}, or {old}.",
        )
        of_new, of_old = (" + ".join(signs.value[rule]) for rule in (NEW_RULE, OLD_RULE))
        needed = needed.fill(new=of_new, old=of_old)
        raise ContradictoryFacts("behavior", needed) if new.value else MissingFact("behavior", needed)
    names = [tracer.fact(f"rule_name.{rule}", rule, quiet=True) for rule in (NEW_RULE, OLD_RULE)]
    rule = tracer.to_word(Operation.CHOOSE, "row_rule", new, *names)
    return Outcome(rule.value, tracer.trace())


def _is_row_of(tracer: Tracer, rule: str, signs: Noted[Sheet], scored: Noted[tuple[str, ...]]) -> Noted[bool | None]:
    present = [
        tracer.to_truth(
            Operation.MEMBER,
            f"has_sign.{aspect}",
            scored,
            tracer.fact(f"sign.{aspect}", aspect, quiet=True),
            quiet=True,
        )
        for aspect in signs.value[rule]
    ]
    return tracer.to_truth(Operation.ALL, f"is_row_of.{rule}", *present, signs)
