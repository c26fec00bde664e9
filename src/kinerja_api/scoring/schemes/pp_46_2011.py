"""PP 46/2011 with Perka BKN 1/2013, the rule of 2014 to June 2021. For old records only.

Activities and behaviour make a score. An activity is measured in quantity, quality, time and, where money was spent,
cost. Being faster or cheaper than planned earns points up to an efficiency of 24 % and loses them beyond it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, UnknownFact
from kinerja_api.scoring.facts import Number
from kinerja_api.scoring.legacy_facts import Activity, LegacyLabel, Measure, Pp46Facts, RecordUse
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.legacy import (
    Disagreement,
    allowed_uses,
    check_within,
    disagreements,
    not_negative,
    number_within,
    percent,
    present,
    same_unit,
    target_above_nought,
    weighted_sum,
    whole,
)
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

WITH_COST, WITHOUT_COST = "with_cost", "without_cost"


@dataclass(frozen=True, slots=True)
class ActivityResult:
    """The value of one activity and of its aspects; `cost` is None for an activity without that aspect."""

    name: str
    quantity: Fraction
    quality: Fraction
    time: Fraction
    cost: Fraction | None
    total: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Pp46Result:
    """The SKP, the behaviour and the score of an employee, with the label of the score."""

    activities: tuple[ActivityResult, ...]
    skp: Fraction
    behavior: Fraction
    score: Fraction
    label: LegacyLabel
    disagreements: tuple[Disagreement, ...]
    only_for: tuple[RecordUse, ...]


def evaluate(policy: PolicySet, facts: Pp46Facts) -> Outcome[Pp46Result]:
    """Return score and label of an old record, with every part of them."""
    tracer = Tracer(policy, facts.period)
    uses = allowed_uses(tracer)
    hundred = whole(tracer)
    activities = _activities(tracer, facts.activities, hundred)
    skp = _skp(tracer, facts, activities)
    behavior = _behavior(tracer, facts.position_kind, facts.behavior)
    parts = {"skp": skp, "behavior": behavior}
    score = weighted_sum(tracer, "legacy_score", parts, weights="score_weights", hundred=hundred)
    label = tracer.to_word(Operation.REACHED, "legacy_label", tracer.numbers("labels"), score)
    computed: dict[str, Fraction | str] = {
        "skp": skp.value,
        "behavior": behavior.value,
        "score": score.value,
        "label": label.value,
    }
    result = Pp46Result(
        tuple(one.result for one in activities),
        skp.value,
        behavior.value,
        score.value,
        LegacyLabel(label.value),
        disagreements(facts.stated, computed),
        uses,
    )
    return Outcome(result, tracer.trace())


@dataclass(frozen=True, slots=True)
class _Activity:
    value: Noted[Fraction]
    result: ActivityResult


def _activities(tracer: Tracer, given: tuple[Activity, ...], hundred: Noted[Fraction]) -> list[_Activity]:
    if not given:
        needed = Text("Isi paling sedikit satu kegiatan.", "State at least one activity.")
        raise MissingFact("activities", needed)
    # Numbered, because the names come from old records and nothing keeps two of them apart.
    return [_activity(tracer, str(number), one, hundred) for number, one in enumerate(given, start=1)]


def _activity(tracer: Tracer, number: str, given: Activity, hundred: Noted[Fraction]) -> _Activity:
    place = f"activities.{number}"
    tracer.fact(f"activity.{number}", given.name)
    quantity = _achieved(tracer, f"quantity.{number}", _measure(given.quantity, f"{place}.quantity"), hundred)
    if not given.is_done and quantity.value:
        needed = Text(
            "Kegiatan yang tidak dilaksanakan tidak punya kuantitas.", "An activity that was not done has no quantity."
        )
        at = f"{place}.quantity"
        raise ContradictoryFacts(at, needed)
    measure = _measure(given.quality, f"{place}.quality")
    for amount in (measure.target, measure.realized):
        check_within(tracer, amount.number, scale="quality_scale", place=f"{place}.quality")
    quality = _achieved(tracer, f"quality.{number}", measure, hundred)
    time = _spent(tracer, f"time.{number}", _measure(given.time, f"{place}.time"), hundred, is_done=given.is_done)
    aspects, kind, cost = [quantity, quality, time], WITHOUT_COST, None
    if given.cost is not None:
        measure = _measure(given.cost, f"{place}.cost")
        cost = _spent(tracer, f"cost.{number}", measure, hundred, is_done=given.is_done)
        aspects, kind = [*aspects, cost], WITH_COST
    total = tracer.to_number(Operation.SUM, f"aspect_total.{number}", *aspects)
    shape = tracer.fact(f"aspects.{number}", kind, quiet=True)
    divisor = tracer.to_number(Operation.LOOKUP, f"aspect_count.{number}", tracer.numbers("aspect_counts"), shape)
    value = tracer.to_number(Operation.QUOTIENT, f"activity_value.{number}", total, divisor)
    result = ActivityResult(
        given.name,
        quantity.value,
        quality.value,
        time.value,
        None if cost is None else cost.value,
        total.value,
        value.value,
    )
    return _Activity(value, result)


def _measure(given: Measure | None, place: str) -> Measure:
    if given is None:
        needed = Text("Isi target dan realisasi aspek ini.", "State target and realization of this aspect.")
        raise MissingFact(place, needed)
    same_unit(given.target, given.realized, place)
    target_above_nought(given.target, place)
    not_negative(given.realized.number, f"{place}.realized")
    return given


def _achieved(tracer: Tracer, name: str, measure: Measure, hundred: Noted[Fraction]) -> Noted[Fraction]:
    """Quantity and quality: realization / target x 100."""
    target, realized = _noted(tracer, name, measure)
    return percent(tracer, f"aspect_value.{name}", realized, target, hundred)


def _spent(tracer: Tracer, name: str, measure: Measure, hundred: Noted[Fraction], *, is_done: bool) -> Noted[Fraction]:
    """Time and cost: (1.76 x target - realization) / target x 100, turned back beyond an efficiency of 24 %."""
    target, realized = _noted(tracer, name, measure)
    used = percent(tracer, f"used.{name}", realized, target, hundred)
    efficiency = tracer.to_number(Operation.DIFFERENCE, f"efficiency.{name}", hundred, used)
    is_usual = tracer.to_truth(Operation.AT_MOST, f"within_limit.{name}", efficiency, tracer.number("efficiency_limit"))
    allowed = tracer.to_number(
        Operation.PRODUCT, f"allowed.{name}", tracer.number("spending_factor"), target, quiet=True
    )
    left = tracer.to_number(Operation.DIFFERENCE, f"left.{name}", allowed, realized, quiet=True)
    usual = percent(tracer, f"usual_value.{name}", left, target, hundred)
    beyond = tracer.to_number(Operation.DIFFERENCE, f"beyond.{name}", usual, hundred, quiet=True)
    turned = tracer.to_number(Operation.DIFFERENCE, f"turned_value.{name}", tracer.number("excess_base"), beyond)
    chosen = tracer.to_number(Operation.CHOOSE, f"formula_value.{name}", is_usual, usual, turned)
    state = tracer.fact(f"doing.{name}", "done" if is_done else "not_done", quiet=True)
    factor = tracer.to_number(Operation.LOOKUP, f"doing_factor.{name}", tracer.numbers("doing_factors"), state)
    return tracer.to_number(Operation.PRODUCT, f"aspect_value.{name}", chosen, factor)


def _noted(tracer: Tracer, name: str, measure: Measure) -> tuple[Noted[Fraction], Noted[Fraction]]:
    target = tracer.number_fact(f"planned.{name}", measure.target.number)
    return target, tracer.number_fact(f"realized.{name}", measure.realized.number)


def _skp(tracer: Tracer, facts: Pp46Facts, activities: list[_Activity]) -> Noted[Fraction]:
    """Mean of the activities, and what additional tasks and creativity add."""
    total = tracer.to_number(Operation.SUM, "activity_total", *(one.value for one in activities), quiet=True)
    count = tracer.number_fact("activity_count", len(activities), quiet=True)
    mean = tracer.to_number(Operation.QUOTIENT, "activity_mean", total, count)
    tasks = tracer.number_fact(
        "additional_tasks", not_negative(present(facts.additional_tasks, "additional_tasks"), "additional_tasks")
    )
    step = tracer.to_word(Operation.REACHED, "task_step", tracer.numbers("additional_task_steps"), tasks)
    for_tasks = tracer.to_number(Operation.LOOKUP, "task_points", tracer.numbers("additional_task_points"), step)
    if facts.creativity is None:
        needed = Text("Sebut manfaat kreativitas, atau tidak_ada.", "Say whom a creation served, or tidak_ada.")
        raise MissingFact("creativity", needed)
    creativity = tracer.fact("creativity", facts.creativity.value)
    points = tracer.to_number(Operation.LOOKUP, "creativity_points", tracer.numbers("creativity_scores"), creativity)
    return tracer.to_number(Operation.SUM, "skp_value", mean, for_tasks, points)


def _behavior(tracer: Tracer, position_kind: str, given: Mapping[str, Number]) -> Noted[Fraction]:
    """Mean of the behaviour aspects of the kind of post; leadership is one of them for structural posts only."""
    kind = tracer.fact("position_kind", position_kind)
    aspects = tracer.to_words(Operation.LOOKUP, "behavior_aspects", tracer.sheet("aspects_of_post"), kind)
    for name in given:
        if name not in aspects.value:
            place = f"behavior.{name}"
            needed = Text("Aspek perilaku jabatan ini: {known}.", "Behaviour aspects of this post: {known}.")
            raise UnknownFact(place, needed.fill(known=", ".join(aspects.value)))
    noted = [
        number_within(
            tracer, f"behavior_aspect.{name}", given.get(name), scale="behavior_scale", place=f"behavior.{name}"
        )
        for name in aspects.value
    ]
    total = tracer.to_number(Operation.SUM, "behavior_total", *noted, quiet=True)
    return tracer.to_number(
        Operation.QUOTIENT, "behavior_value", total, tracer.to_number(Operation.COUNT, "aspect_number", aspects)
    )
