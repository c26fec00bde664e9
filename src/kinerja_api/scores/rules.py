"""Pure rules of composite scores: which facts go in, what is kept, what a missing component waits for."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, cast
from uuid import UUID

from kinerja_api.evaluations.types import AnnualResult
from kinerja_api.kit.text import Text
from kinerja_api.scores.types import (
    Computed,
    Json,
    KeptScore,
    Missing,
    ReplayDifference,
    RevisionReason,
    ScoredDays,
    ScoreState,
    Sourced,
    SourceKind,
)
from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import ComponentFact, CompositeFacts, EvaluatedPeriod, Number, RaterGroup
from kinerja_api.scoring.policy import Kind, PolicySet, float_free
from kinerja_api.scoring.schemes import composite
from kinerja_api.scoring.trace import Outcome
from kinerja_api.surveys.types import UnitIndex

HIGHEST_TREE = 40


@dataclass(frozen=True, slots=True)
class NearestIndex:
    """The survey index that counts for somebody: of the own unit, or of the nearest unit above that has one."""

    unit_id: UUID
    unit_name: str
    is_own_unit: bool
    index: UnitIndex


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the other capabilities know about one employee in one year."""

    plan_id: UUID | None
    annual: AnnualResult | None
    groups: tuple[RaterGroup, ...]
    survey: NearestIndex | None


def methods_of(policy: PolicySet, on: date) -> Mapping[str, str]:
    """Return the components of a policy with the way each is measured, in the policy's order."""
    weights = cast("Mapping[str, Fraction]", policy.parameter("component_weights", Kind.WEIGHTS).on(on).value)
    methods = cast("Mapping[str, str]", policy.parameter("component_methods", Kind.TABLE).on(on).value)
    return {component: methods[component] for component in weights}


def components_of(methods: Mapping[str, str], evidence: Evidence) -> tuple[Sourced, ...]:
    """Return the components that a policy asks for, each with its origin, or what it waits for. Nothing defaults."""
    return tuple(_source_of(component, method)(component, evidence) for component, method in methods.items())


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


def units_above(unit_ids: Iterable[UUID], parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Return these units and all above them."""
    found: dict[UUID, None] = {}
    for unit_id in unit_ids:
        here: UUID | None = unit_id
        while here is not None and here not in found:
            found[here] = None
            here = parents.get(here)
    return list(found)


def scorer(policy: PolicySet, days: ScoredDays) -> Callable[[tuple[Sourced, ...]], Computed]:
    """Return the function that scores one employee; people with the very same facts are computed once."""
    period = EvaluatedPeriod(days.first_day, days.last_day)

    @cache
    def evaluated(components: tuple[ComponentFact, ...]) -> tuple[composite.CompositeResult, Json, str]:
        outcome = composite.evaluate(policy, CompositeFacts(period, components))
        explanation = explanation_of(outcome)
        return outcome.value, explanation, digest(explanation)

    def compute(components: tuple[Sourced, ...]) -> Computed:
        result, explanation, sha256 = evaluated(tuple(each.fact for each in components))
        facts = facts_document(days, components)
        return Computed(
            state=ScoreState.PENDING if result.score is None else ScoreState.SCORED,
            value=result.score,
            facts=facts,
            facts_sha256=digest(facts),
            pending=tuple({"component": each.component, "code": each.missing_because} for each in result.pending),
            explanation=explanation,
            explanation_sha256=sha256,
        )

    return compute


def explanation_of(outcome: Outcome[composite.CompositeResult]) -> Json:
    """Return the explanation as a document: components, sentences in both languages, and the whole trace."""
    told = sentences(outcome.trace)
    return {
        "components": [
            {
                "component": each.component,
                "weight": str(each.weight),
                "effective_weight": str(each.effective_weight),
                "score": None if each.score is None else str(each.score),
                "points": None if each.points is None else str(each.points),
                "missing_because": each.missing_because,
            }
            for each in outcome.value.components
        ],
        "sentences": {"id": [each.id for each in told], "en": [each.en for each in told]},
        "trace": document(outcome.trace),
    }


def facts_document(days: ScoredDays, components: Sequence[Sourced]) -> Json:
    """Return the facts of a score as they are kept: exact, with their origin."""
    return {
        "year": days.year,
        "first_day": days.first_day.isoformat(),
        "last_day": days.last_day.isoformat(),
        "components": [_component(each) for each in components],
    }


def read_facts(facts: Json) -> CompositeFacts:
    """Return kept facts as the engine takes them."""
    period = EvaluatedPeriod(date.fromisoformat(facts["first_day"]), date.fromisoformat(facts["last_day"]))
    return CompositeFacts(period, tuple(_read_component(each) for each in facts["components"]))


def digest(document: Json) -> str:
    """Return the SHA-256 of a document in canonical form."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def revision_reason(kept: KeptScore | None, computed: Computed, policy_version_id: UUID) -> RevisionReason | None:
    """Return why a new revision is needed; None when facts and policy are those of the one that is kept."""
    if kept is None:
        return RevisionReason.FIRST
    if kept.facts_sha256 != computed.facts_sha256:
        return RevisionReason.FACTS_CHANGED
    return None if kept.policy_version_id == policy_version_id else RevisionReason.POLICY_CHANGED


def changed_components(kept: KeptScore | None, computed: Computed) -> list[str]:
    """Return the components whose facts differ from those of the revision before."""
    before = {each["component"]: each for each in kept.facts["components"]} if kept else {}
    now = {each["component"]: each for each in computed.facts["components"]}
    return [name for name in (before | now) if before and before.get(name) != now.get(name)]


def replay_score(kept: Mapping[str, Any], policy: PolicySet) -> list[ReplayDifference]:
    """Recompute one stored score from its stored facts and its pinned policy, and its explanation from its trace."""
    outcome = composite.evaluate(policy, read_facts(kept["facts"]))
    value = outcome.value.score
    stored_trace = kept["explanation"]["trace"]
    result, steps = recompute(stored_trace)
    pairs = {
        "value": (_shown(kept["value"]), _shown(value)),
        "facts_sha256": (kept["facts_sha256"], digest(kept["facts"])),
        "policy_sha256": (kept["policy_sha256"], policy.sha256),
        "explanation_sha256": (kept["explanation_sha256"], digest(explanation_of(outcome))),
        "stored_explanation": (kept["explanation_sha256"], digest(kept["explanation"])),
        "trace_result": (_shown(kept["value"]), _shown(None if result is None else Decimal(str(result)))),
    }
    pairs |= {f"trace_step {each.step}": (str(each.stored), str(each.recomputed)) for each in steps}
    return [
        ReplayDifference(kept["id"], kept["employee_id"], what, stored, recomputed)
        for what, (stored, recomputed) in pairs.items()
        if stored != recomputed
    ]


def _shown(value: Decimal | None) -> str:
    return "-" if value is None else format(value.normalize(), "f")


def _source_of(component: str, method: str) -> Callable[[str, Evidence], Sourced]:
    return _SOURCES.get((component, method), _not_connected)


def _work_result(component: str, evidence: Evidence) -> Sourced:
    annual = evidence.annual
    if annual is None:
        return _without_annual(component, evidence)
    return Sourced(ComponentFact(component, level=annual.work_result.value), _evaluation(annual))


def _behavior_rating(component: str, evidence: Evidence) -> Sourced:
    annual = evidence.annual
    if annual is None:
        return _without_annual(component, evidence)
    return Sourced(ComponentFact(component, level=annual.behavior.value), _evaluation(annual))


def _behavior_groups(component: str, evidence: Evidence) -> Sourced:
    # Ratings count once the annual evaluation is issued: until then they may change, and must not show in a score.
    if evidence.plan_id is None or evidence.annual is None:
        return _without_annual(component, evidence)
    if not evidence.groups:
        return _missing(component, Missing.BEHAVIOR_NOT_RATED)
    source = {"kind": SourceKind.BEHAVIOR_RATINGS.value, "plan_id": str(evidence.plan_id)}
    return Sourced(ComponentFact(component, groups=evidence.groups), source)


def _survey(component: str, evidence: Evidence) -> Sourced:
    nearest = evidence.survey
    if nearest is None:
        return _missing(component, Missing.NO_UNIT_SURVEY)
    source = {
        "kind": SourceKind.SURVEY_RESULT.value,
        "unit_id": str(nearest.unit_id),
        "unit_name": nearest.unit_name,
        "is_own_unit": nearest.is_own_unit,
        "grade": nearest.index.grade.value,
        "respondents": nearest.index.respondents,
    }
    return Sourced(ComponentFact(component, number=nearest.index.index), source)


def _not_connected(component: str, evidence: Evidence) -> Sourced:  # noqa: ARG001  one shape for all sources
    return _missing(component, Missing.SOURCE_NOT_CONNECTED)


def _without_annual(component: str, evidence: Evidence) -> Sourced:
    has_plan = evidence.plan_id is not None
    return _missing(component, Missing.ANNUAL_EVALUATION_MISSING if has_plan else Missing.NO_TARGET_PLAN)


def _missing(component: str, because: Missing) -> Sourced:
    return Sourced(ComponentFact(component, missing_because=because.value))


def _evaluation(annual: AnnualResult) -> Json:
    return {
        "kind": SourceKind.EVALUATION.value,
        "evaluation_id": str(annual.evaluation_id),
        "predicate": annual.predicate.value,
    }


_SOURCES: Mapping[tuple[str, str], Callable[[str, Evidence], Sourced]] = {
    ("work_result", "levels"): _work_result,
    ("behavior", "levels"): _behavior_rating,
    ("behavior", "groups"): _behavior_groups,
    ("citizen_satisfaction", "scale"): _survey,
}


def _component(sourced: Sourced) -> Json:
    fact = sourced.fact
    kept: Json = {"component": fact.component}
    if fact.level is not None:
        kept["level"] = fact.level
    if fact.number is not None:
        kept["number"] = _number(fact.number)
    if fact.groups:
        kept["groups"] = [
            {"group": each.group, "mean": _number(each.mean), "raters": each.raters} for each in fact.groups
        ]
    if fact.missing_because is not None:
        kept["missing_because"] = fact.missing_because
    if sourced.source is not None:
        kept["source"] = dict(sourced.source)
    return kept


def _number(number: Number) -> str:
    return float_free(Fraction(number))


def _read_component(kept: Json) -> ComponentFact:
    return ComponentFact(
        component=kept["component"],
        level=kept.get("level"),
        number=Fraction(kept["number"]) if "number" in kept else None,
        groups=tuple(
            RaterGroup(each["group"], Fraction(each["mean"]), each["raters"]) for each in kept.get("groups", ())
        ),
        missing_because=kept.get("missing_because"),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a component waits for, in words, and who must act."""

    reason: Text
    who: Text


WAITING: Mapping[Missing, Waiting] = {
    Missing.NO_TARGET_PLAN: Waiting(
        Text("Belum ada SKP untuk tahun ini.", "There is no target plan for this year yet."),
        Text(
            "Pegawai menyusun SKP, pejabat penilai menetapkannya.",
            "The employee drafts it, the rating official agrees.",
        ),
    ),
    Missing.ANNUAL_EVALUATION_MISSING: Waiting(
        Text("Evaluasi kinerja tahunan belum ditetapkan.", "The annual evaluation has not been issued yet."),
        Text("Pejabat penilai kinerja.", "The rating official."),
    ),
    Missing.BEHAVIOR_NOT_RATED: Waiting(
        Text("Perilaku kerja belum dinilai.", "Work behaviour has not been rated yet."),
        Text("Pejabat penilai dan penilai yang diminta.", "The rating official and the raters who were asked."),
    ),
    Missing.NO_COUNTED_RATERS: Waiting(
        Text("Penilai yang wajib belum menilai perilaku.", "The raters that must answer have not rated behaviour yet."),
        Text("Pejabat penilai kinerja.", "The rating official."),
    ),
    Missing.NO_UNIT_SURVEY: Waiting(
        Text(
            "Unit ini dan unit di atasnya belum memiliki hasil survei kepuasan yang terbit untuk tahun ini.",
            "Neither this unit nor one above it has a published satisfaction result for this year.",
        ),
        Text("Petugas survei.", "The survey officer."),
    ),
    Missing.SOURCE_NOT_CONNECTED: Waiting(
        Text("Komponen kebijakan ini belum memiliki sumber data.", "This component of the policy has no data source."),
        Text("Pengelola kepegawaian, lewat kebijakan instansi.", "The HR administrator, through the agency's policy."),
    ),
}


ORIGINS: Mapping[SourceKind, Text] = {
    SourceKind.EVALUATION: Text(
        "Diambil dari evaluasi kinerja tahunan yang sudah ditetapkan.", "Taken from the issued annual evaluation."
    ),
    SourceKind.BEHAVIOR_RATINGS: Text(
        "Diambil dari penilaian perilaku untuk SKP tahun ini, menurut kelompok penilai.",
        "Taken from the behaviour ratings of this year's plan, by rater group.",
    ),
}


def source_sentence(kept: Json) -> Text | None:
    """Say where a component comes from; None for one that is missing."""
    source = kept.get("source")
    if source is None:
        return None
    kind = SourceKind(source["kind"])
    return _survey_sentence(source) if kind is SourceKind.SURVEY_RESULT else ORIGINS[kind]


def _survey_sentence(source: Json) -> Text:
    own = Text("unit sendiri", "the own unit")
    above = Text("unit terdekat di atasnya yang memiliki survei", "the nearest unit above that has a survey")
    place = own if source["is_own_unit"] else above
    return Text(
        f"Diambil dari survei kepuasan masyarakat {{name}} ({place.id}), {{respondents}} responden.",
        f"Taken from the citizen satisfaction survey of {{name}} ({place.en}), {{respondents}} respondents.",
    ).fill(name=source["unit_name"], respondents=source["respondents"])
