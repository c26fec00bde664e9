"""Which facts go into a score, and where each comes from. Nothing defaults: what is missing says what it waits for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, cast
from uuid import UUID

from kinerja_api.behavior.types import Group, GroupMean
from kinerja_api.employees.types import HeldSanction, SanctionLevel
from kinerja_api.evaluations.types import AnnualResult, Predicate, RatingLevel
from kinerja_api.scores.rules.scoring import write
from kinerja_api.scores.types import Missing, ScoredDays, SourceKind
from kinerja_api.scoring.facts import ComponentFact, CompositeFacts, EvaluatedPeriod, RaterGroup
from kinerja_api.scoring.policy import Kind, PolicySet
from kinerja_api.scoring.schemes import composite
from kinerja_api.surveys.types import UnitIndex
from kinerja_api.targets.types import Direction, Measure

HIGHEST_TREE = 40
WHOLE = 100
NO_SANCTION = "tanpa_hukuman"
SEVEREST = tuple(SanctionLevel)


@dataclass(frozen=True)
class NearestIndex:
    """The survey index that counts for somebody: of the own unit, or of the nearest unit above that has one."""

    unit_id: UUID
    unit_name: str
    is_own_unit: bool
    index: UnitIndex

    @cached_property
    def source(self) -> str:
        """Where a score takes it from, as it is kept: written once for all whom it counts for."""
        document = {
            "kind": SourceKind.SURVEY_RESULT,
            "unit_id": str(self.unit_id),
            "unit_name": self.unit_name,
            "is_own_unit": self.is_own_unit,
            "grade": self.index.grade.value,
            "respondents": self.index.respondents,
        }
        return write(document).decode()


class Evidence(NamedTuple):
    """What the other capabilities know about one employee in one year."""

    plan_id: UUID | None = None
    annual: AnnualResult | None = None
    means: tuple[GroupMean, ...] = ()
    survey: NearestIndex | None = None
    sanctions: tuple[HeldSanction, ...] = ()
    achievement: Fraction | None = None


class Known(NamedTuple):
    """What the evidence says, without whose it is: all who share it have the same score for the same reasons."""

    has_plan: bool
    work_result: RatingLevel | None
    behavior: RatingLevel | None
    predicate: Predicate | None
    means: tuple[GroupMean, ...]
    satisfaction: Decimal | None
    sanctions: tuple[SanctionLevel, ...]
    achievement: Fraction | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a policy asks for in a year: its components with the way each is measured, in its order, and the rest."""

    methods: Mapping[str, str]
    sanctions: bool
    achievement: bool
    bonus: bool
    deduction: bool


def wanted_by(policy: PolicySet, on: date) -> Wanted:
    """Return what a policy asks for; nothing where the weight is 0."""
    weights = cast("Mapping[str, Fraction]", policy.parameter("component_weights", Kind.WEIGHTS).on(on).value)
    methods = cast("Mapping[str, str]", policy.parameter("component_methods", Kind.TABLE).on(on).value)
    bonus, deduction = composite.asks_achievement(policy, on), composite.asks_sanctions(policy, on)
    asked = {component: methods[component] for component, weight in weights.items() if weight}
    return Wanted(
        methods=asked,
        sanctions=deduction or "discipline" in asked,
        achievement=bonus or "achievement" in asked,
        bonus=bonus,
        deduction=deduction,
    )


def known_of(evidence: Evidence) -> Known:
    """Return what evidence says, without whose it is."""
    annual, survey = evidence.annual, evidence.survey
    return Known(
        evidence.plan_id is not None,
        annual.work_result if annual else None,
        annual.behavior if annual else None,
        annual.predicate if annual else None,
        evidence.means,
        survey.index.index if survey else None,
        tuple(each.level for each in evidence.sanctions) if evidence.sanctions else (),
        evidence.achievement,
    )


def facts_of(wanted: Wanted, days: ScoredDays, known: Known) -> CompositeFacts:
    """Return the facts that a policy asks for; a component that is not there says what it waits for."""
    return CompositeFacts(
        period=EvaluatedPeriod(days.first_day, days.last_day),
        components=tuple(_FACTS.get(each, _not_connected)(each[0], known) for each in wanted.methods.items()),
        achievement=known.achievement if wanted.bonus else None,
        sanctions=tuple(level.value for level in known.sanctions) if wanted.deduction else (),
    )


def source_writer(wanted: Wanted, present: Iterable[str]) -> Callable[[Evidence], str]:
    """Return what writes, as it is kept, where these components come from, and what a bonus or a deduction rests on.

    JSON without blanks, put together from pieces: a run writes it for everybody.
    """
    writers = [(f'"{component}":', _SOURCES[component, wanted.methods[component]]) for component in present]

    def written(evidence: Evidence) -> str:
        parts = [name + source(evidence) for name, source in writers]
        if wanted.bonus and evidence.achievement is not None:
            parts.append(f'"bonus":{_realizations(evidence)}')
        if wanted.deduction and evidence.sanctions:
            parts.append(f'"deduction":{_decrees(evidence)}')
        return f"{{{','.join(parts)}}}"

    return written


def nearest_index(
    unit_id: UUID,
    parents: Mapping[UUID, UUID | None],
    names: Mapping[UUID, str],
    indices: Mapping[UUID, UnitIndex],
) -> NearestIndex | None:
    """Climb from a unit to the nearest one with an index; None when none above has one either."""
    here: UUID | None = unit_id
    for _ in range(HIGHEST_TREE):
        if here is None:
            break
        if here in indices:
            return NearestIndex(here, names[here], here == unit_id, indices[here])
        here = parents.get(here)
    return None


def achievement_of(measures: Sequence[Measure], accepted: Mapping[UUID, Sequence[Decimal]]) -> Fraction | None:
    """Return what was reached of the targets of a plan, in per cent; None while no number has been accepted.

    An indicator that nothing was accepted for counts 0. The indicators of a target weigh the same, and the targets as
    the plan weighs them or, where it does not, the same.
    """
    if not any(measure.indicator_id in accepted for measure in measures):
        return None
    by_target: dict[UUID, list[Measure]] = {}
    for measure in measures:
        by_target.setdefault(measure.target_id, []).append(measure)
    is_weighed = all(each.weight is not None for each in measures)
    total = weights = Fraction(0)
    for of_target in by_target.values():
        weight = Fraction(of_target[0].weight or 0) if is_weighed else Fraction(1)
        reached = sum((_reached(each, accepted.get(each.indicator_id, ())) for each in of_target), Fraction(0))
        total, weights = total + weight * reached / len(of_target), weights + weight
    return total / weights


def _reached(measure: Measure, values: Sequence[Decimal]) -> Fraction:
    """Return the per cent of one indicator; where less is better, what stays below the target counts above 100."""
    if not values:
        return Fraction(0)
    value = Fraction(sum(values) if measure.aspect.adds_up else values[-1])
    share = value / Fraction(measure.target_value)
    better = share if measure.direction is Direction.INCREASING else 2 - share
    return max(better, Fraction(0)) * WHOLE


def _work_result(component: str, known: Known) -> ComponentFact:
    return _level(component, known, known.work_result)


def _behavior_rating(component: str, known: Known) -> ComponentFact:
    return _level(component, known, known.behavior)


def _predicate(component: str, known: Known) -> ComponentFact:
    return _level(component, known, known.predicate)


def _level(component: str, known: Known, level: RatingLevel | Predicate | None) -> ComponentFact:
    return _without_annual(component, known) if level is None else ComponentFact(component, level=level.value)


def _behavior_groups(component: str, known: Known) -> ComponentFact:
    # Ratings count once the annual evaluation is issued: until then they may change, and must not show in a score.
    if not known.has_plan or known.work_result is None:
        return _without_annual(component, known)
    if not known.means:
        return _missing(component, Missing.BEHAVIOR_NOT_RATED)
    return ComponentFact(
        component, groups=tuple(RaterGroup(each.group.value, each.mean, each.raters) for each in known.means)
    )


def _self_assessment(component: str, known: Known) -> ComponentFact:
    mean = next((each.mean for each in known.means if each.group is Group.SELF), None)
    return _missing(component, Missing.NO_SELF_ASSESSMENT) if mean is None else ComponentFact(component, number=mean)


def _survey(component: str, known: Known) -> ComponentFact:
    if known.satisfaction is None:
        return _missing(component, Missing.NO_UNIT_SURVEY)
    return ComponentFact(component, number=known.satisfaction)


def _discipline(component: str, known: Known) -> ComponentFact:
    severest = max(known.sanctions, key=SEVEREST.index, default=None)
    return ComponentFact(component, level=severest.value if severest else NO_SANCTION)


def _achievement(component: str, known: Known) -> ComponentFact:
    if known.achievement is None:
        missing = Missing.NOTHING_ACCEPTED if known.has_plan else Missing.NO_TARGET_PLAN
        return _missing(component, missing)
    return ComponentFact(component, number=known.achievement)


def _not_connected(component: str, known: Known) -> ComponentFact:  # noqa: ARG001  one shape for all components
    return _missing(component, Missing.SOURCE_NOT_CONNECTED)


def _without_annual(component: str, known: Known) -> ComponentFact:
    return _missing(component, Missing.ANNUAL_EVALUATION_MISSING if known.has_plan else Missing.NO_TARGET_PLAN)


def _missing(component: str, because: Missing) -> ComponentFact:
    return ComponentFact(component, missing_because=because.value)


_FACTS: Mapping[tuple[str, str], Callable[[str, Known], ComponentFact]] = {
    ("work_result", "levels"): _work_result,
    ("predicate", "levels"): _predicate,
    ("behavior", "levels"): _behavior_rating,
    ("behavior", "groups"): _behavior_groups,
    ("self_assessment", "scale"): _self_assessment,
    ("citizen_satisfaction", "scale"): _survey,
    ("discipline", "levels"): _discipline,
    ("achievement", "scale"): _achievement,
}


def _of_kind(kind: SourceKind, name: str) -> str:
    """Return how a source of a kind begins, up to the id that it names."""
    return f'{{"kind":"{kind.value}","{name}":"'


_EVALUATION = _of_kind(SourceKind.EVALUATION, "evaluation_id")
_RATINGS = _of_kind(SourceKind.BEHAVIOR_RATINGS, "plan_id")
_OWN_RATING = _of_kind(SourceKind.SELF_ASSESSMENT, "plan_id")
_REALIZATIONS = _of_kind(SourceKind.REALIZATIONS, "plan_id")


def _evaluation(evidence: Evidence) -> str:
    annual = cast("AnnualResult", evidence.annual)
    return f'{_EVALUATION}{annual.evaluation_id}","predicate":"' + annual.predicate + '"}'


def _ratings(evidence: Evidence) -> str:
    return f'{_RATINGS}{evidence.plan_id}"}}'


def _own_rating(evidence: Evidence) -> str:
    return f'{_OWN_RATING}{evidence.plan_id}"}}'


def _realizations(evidence: Evidence) -> str:
    return f'{_REALIZATIONS}{evidence.plan_id}"}}'


def _decrees(evidence: Evidence) -> str:
    document = {"kind": SourceKind.SANCTIONS, "decrees": [each.decree for each in evidence.sanctions]}
    return write(document).decode()


def _survey_result(evidence: Evidence) -> str:
    return cast("NearestIndex", evidence.survey).source


_SOURCES: Mapping[tuple[str, str], Callable[[Evidence], str]] = {
    ("work_result", "levels"): _evaluation,
    ("predicate", "levels"): _evaluation,
    ("behavior", "levels"): _evaluation,
    ("behavior", "groups"): _ratings,
    ("self_assessment", "scale"): _own_rating,
    ("citizen_satisfaction", "scale"): _survey_result,
    ("discipline", "levels"): _decrees,
    ("achievement", "scale"): _realizations,
}
