"""The composite performance score: an agency's own index of weighted components, never the official SKP.

No national rule fixes such a number (PermenPANRB 6/2022 has none), so everything comes from the agency's policy. A
component that is not there makes the score pending, or is re-weighted only where the policy says so. A policy may add
a bonus for what exceeds the targets, and deduct for discipline measures; it bounds both, and the score after them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, UnknownFact
from kinerja_api.scoring.facts import ComponentFact, CompositeFacts, RaterGroup
from kinerja_api.scoring.operations import Mode, Operation, Rounding
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Numbers, Outcome, Tracer

# Numbers to show; the score itself is rounded by the policy, once, from the exact sum.
SHOWN = Rounding(Mode.HALF_UP, 2)
WHOLE = 100
NO_COUNTED_RATERS = "no_counted_raters"
REWEIGHT = "reweight"


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One component: its weight, the weight it has after re-weighting, its score on the common scale, its points.

    `missing_because` says what is not there yet; a component that is missing has neither score nor points.
    """

    component: str
    weight: Decimal
    effective_weight: Decimal
    score: Decimal | None
    points: Decimal | None
    missing_because: str | None


@dataclass(frozen=True, slots=True)
class CompositeResult:
    """The score, or None while components are missing; `pending` names them with the reason.

    `bonus` and `deduction` are None where the policy has none or nothing gave cause for one.
    """

    score: Decimal | None
    components: tuple[ComponentResult, ...]
    pending: tuple[ComponentFact, ...]
    bonus: Decimal | None = None
    deduction: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Component:
    fact: ComponentFact
    weight: Noted[Fraction]
    score: Noted[Fraction | None]
    because: str | None
    reweighted: bool


def evaluate(policy: PolicySet, facts: CompositeFacts) -> Outcome[CompositeResult]:
    """Return the composite score of one employee, or what it waits for."""
    tracer = Tracer(policy, facts.period)
    weights = tracer.weights("component_weights")
    by_name = _by_name(facts.components, weights.value)
    components = [_component(tracer, by_name[name], weights) for name in weights.value if name in by_name]
    counted = [one for one in components if not one.reweighted]
    total = tracer.to_number(Operation.SUM, "counted_weight", *(one.weight for one in counted), quiet=True)
    weighted = [
        tracer.to_number(Operation.PRODUCT, f"weighted.{one.fact.component}", one.score, one.weight, quiet=True)
        for one in counted
    ]
    bonus, deduction = _bonus(tracer, policy, facts), _deduction(tracer, policy, facts)
    score = _score(tracer, weighted, total, bonus, deduction)
    missing = [one for one in components if one.because is not None]
    decisive = [one for one in missing if not one.reweighted] or (missing if score.value is None else [])
    waiting = tuple(ComponentFact(one.fact.component, missing_because=one.because) for one in decisive)
    results = tuple(_result(one, total.value) for one in components)
    return Outcome(CompositeResult(score.value, results, waiting, _told(bonus), _told(deduction)), tracer.trace())


def asks_achievement(policy: PolicySet, on: date) -> bool:
    """Tell whether a policy gives a bonus for what exceeds the targets; at a rate of 0 it does not."""
    rate = policy.parameters.get("bonus_rate")
    return rate is not None and rate.on(on).value != 0


def asks_sanctions(policy: PolicySet, on: date) -> bool:
    """Tell whether a policy deducts for discipline measures; while all points are 0 it does not."""
    points = policy.parameters.get("deduction_points")
    return points is not None and any(cast("Numbers", points.on(on).value).values())


def _by_name(facts: Sequence[ComponentFact], weights: Numbers) -> dict[str, ComponentFact]:
    by_name = {fact.component: fact for fact in facts}
    if len(by_name) != len(facts):
        raise ContradictoryFacts("components", Text("Setiap komponen hanya sekali.", "Each component only once."))
    for name in by_name:
        if name not in weights:
            place = f"components.{name}"
            needed = Text("Komponen yang dikenal kebijakan: {known}.", "Components of the policy: {known}.")
            raise UnknownFact(place, needed.fill(known=", ".join(weights)))
    for name, weight in weights.items():
        # What weighs nothing may be told, and need not be.
        if weight and name not in by_name:
            place = f"components.{name}"
            needed = Text(
                "Beri nilainya, atau sebut mengapa belum ada.", "Give its value, or say why it is not there yet."
            )
            raise MissingFact(place, needed)
    return by_name


def _component(tracer: Tracer, fact: ComponentFact, weights: Noted[Numbers]) -> _Component:
    name = fact.component
    _check_shape(fact)
    key = tracer.fact(f"component.{name}", name, quiet=True)
    weight = tracer.to_number(Operation.LOOKUP, f"component_weight.{name}", weights, key)
    method = tracer.to_word(
        Operation.LOOKUP, f"component_method.{name}", tracer.table("component_methods"), key, quiet=True
    )
    because = fact.missing_because
    if because is None:
        score = _measure(tracer, fact, method.value)
        if score is not None:
            return _Component(fact, weight, score, because=None, reweighted=False)
        because = NO_COUNTED_RATERS
    rule = tracer.to_word(Operation.LOOKUP, f"when_missing.{name}", tracer.table("when_missing"), key)
    tracer.fact(f"missing.{name}", because)
    nothing = tracer.fact(f"component_score.{name}", None, quiet=True)
    return _Component(fact, weight, nothing, because, reweighted=rule.value == REWEIGHT)


def _check_shape(fact: ComponentFact) -> None:
    given = [fact.level is not None, fact.number is not None, bool(fact.groups), fact.missing_because is not None]
    if sum(given) != 1:
        place = f"components.{fact.component}"
        needed = Text(
            "Isi tepat satu dari level, number, groups, atau missing_because.",
            "State exactly one of level, number, groups, or missing_because.",
        )
        raise ContradictoryFacts(place, needed)


def _measure(tracer: Tracer, fact: ComponentFact, method: str) -> Noted[Fraction | None] | None:
    """Bring one source to the common scale, by the method that the policy names."""
    name = fact.component
    if method == "levels" and fact.level is not None:
        level = tracer.fact(f"component_level.{name}", fact.level)
        table = tracer.numbers(f"{name}_levels")
        return tracer.to_number(Operation.LOOKUP, f"component_score.{name}", table, level)
    if method == "scale" and fact.number is not None:
        number = tracer.number_fact(f"component_number.{name}", fact.number)
        return tracer.to_number(Operation.LINEAR, f"component_score.{name}", number, tracer.numbers(f"{name}_scale"))
    if method == "groups" and fact.groups:
        return _groups(tracer, name, fact.groups)
    place = f"components.{name}"
    needed = Text("Kebijakan meminta sumber jenis {method}.", "The policy asks for a source of kind {method}.")
    raise ContradictoryFacts(place, needed.fill(method=method))


def _groups(tracer: Tracer, name: str, groups: Sequence[RaterGroup]) -> Noted[Fraction | None] | None:
    """Weigh the rater groups that answered; without a group that the policy requires there is no score."""
    weights = tracer.weights(f"{name}_groups")
    scale = tracer.numbers(f"{name}_scale")
    required = tracer.words(f"{name}_required_groups")
    present = {group.group for group in groups}
    if len(present) != len(groups):
        place = f"components.{name}.groups"
        raise ContradictoryFacts(place, Text("Setiap kelompok hanya sekali.", "Each group only once."))
    parts, counted = [], []
    for group in groups:
        tracer.number_fact(f"raters.{name}.{group.group}", group.raters)
        mean = tracer.number_fact(f"group_mean.{name}.{group.group}", group.mean)
        scaled = tracer.to_number(Operation.LINEAR, f"group_score.{name}.{group.group}", mean, scale)
        key = tracer.fact(f"group.{name}.{group.group}", group.group, quiet=True)
        weight = tracer.to_number(Operation.LOOKUP, f"group_weight.{name}.{group.group}", weights, key, quiet=True)
        counted.append(weight)
        part = tracer.to_number(Operation.PRODUCT, f"group_part.{name}.{group.group}", scaled, weight, quiet=True)
        parts.append(part)
    total = tracer.to_number(Operation.SUM, f"group_weights.{name}", *counted, quiet=True)
    if not total.value or not present.issuperset(required.value):
        return None
    weighted = tracer.to_number(Operation.SUM, f"group_points.{name}", *parts, quiet=True)
    return tracer.to_number(Operation.QUOTIENT, f"component_score.{name}", weighted, total)


def _bonus(tracer: Tracer, policy: PolicySet, facts: CompositeFacts) -> Noted[Fraction] | None:
    """Return the points for each per cent above the policy's threshold, within the policy's bounds."""
    achievement = facts.achievement
    if not asks_achievement(policy, facts.period.last_day):
        _refuse_unasked("achievement", is_given=achievement is not None)
        return None
    if achievement is None:
        tracer.fact("achievement", None)
        return None
    reached = tracer.number_fact("achievement", achievement)
    above = tracer.to_number(
        Operation.DIFFERENCE, "above_threshold", reached, tracer.number("bonus_threshold"), quiet=True
    )
    earned = tracer.to_number(Operation.PRODUCT, "earned_bonus", above, tracer.number("bonus_rate"))
    return tracer.to_number(Operation.BOUND, "bonus", earned, tracer.numbers("bonus_bounds"))


def _deduction(tracer: Tracer, policy: PolicySet, facts: CompositeFacts) -> Noted[Fraction] | None:
    """Return the points that the policy takes off for each discipline measure, within the policy's bounds."""
    sanctions = facts.sanctions
    if not asks_sanctions(policy, facts.period.last_day):
        _refuse_unasked("sanctions", is_given=bool(sanctions))
        return None
    if not sanctions:
        tracer.fact("sanctions", ())
        return None
    table = tracer.numbers("deduction_points")
    points = []
    for number, sanction in enumerate(sanctions, start=1):
        level = tracer.fact(f"sanction.{number}", sanction)
        points.append(tracer.to_number(Operation.LOOKUP, f"sanction_points.{number}", table, level))
    total = tracer.to_number(Operation.SUM, "all_deductions", *points, quiet=True)
    return tracer.to_number(Operation.BOUND, "deduction", total, tracer.numbers("deduction_bounds"))


def _refuse_unasked(place: str, *, is_given: bool) -> None:
    if is_given:
        raise UnknownFact(place, Text("Kebijakan ini tidak memakainya.", "This policy has no use for it."))


def _score(
    tracer: Tracer,
    weighted: Sequence[Noted[Fraction]],
    total: Noted[Fraction],
    bonus: Noted[Fraction] | None,
    deduction: Noted[Fraction] | None,
) -> Noted[Decimal | None]:
    if not total.value:
        return tracer.fact("score", None)
    points = tracer.to_number(Operation.SUM, "points", *weighted, quiet=True)
    exact = tracer.to_number(Operation.QUOTIENT, "exact_score", points, total)
    if bonus is not None:
        exact = tracer.to_number(Operation.SUM, "score_with_bonus", exact, bonus)
    if deduction is not None:
        exact = tracer.to_number(Operation.DIFFERENCE, "score_after_deduction", exact, deduction)
    bounded = tracer.to_number(Operation.BOUND, "bounded_score", exact, tracer.numbers("bounds"), quiet=True)
    places = tracer.number("decimals")
    return tracer.rounded("score", bounded, Mode.HALF_UP, int(places.value))


def _told(points: Noted[Fraction] | None) -> Decimal | None:
    return None if points is None else SHOWN.apply(points.value)


def _result(one: _Component, total: Fraction) -> ComponentResult:
    effective = Fraction(0) if one.reweighted or not total else one.weight.value * WHOLE / total
    score = one.score.value
    return ComponentResult(
        component=one.fact.component,
        weight=SHOWN.apply(one.weight.value),
        effective_weight=SHOWN.apply(effective),
        score=None if score is None else SHOWN.apply(score),
        points=None if score is None else SHOWN.apply(score * effective / WHOLE),
        missing_because=one.because,
    )
