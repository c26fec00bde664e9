"""The score of one set of facts with its explanation, as it is kept; and whether recomputing still gives it."""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pydantic_core import to_json

from kinerja_api.scores.types import Json, Replayed, Scored, ScoreState
from kinerja_api.scoring.document import document, recompute
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import ComponentFact, CompositeFacts, EvaluatedPeriod, Number, RaterGroup
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.schemes import composite
from kinerja_api.scoring.trace import Outcome


def score_facts(policy: PolicySet, facts: CompositeFacts) -> Scored:
    """Score facts, and say why."""
    outcome = composite.evaluate(policy, facts)
    explanation = explanation_of(facts, outcome)
    written = write(explanation)
    score = outcome.value.score
    return Scored(
        state=ScoreState.PENDING if score is None else ScoreState.SCORED,
        value=score,
        present=tuple(each.component for each in outcome.value.components if each.missing_because is None),
        waits_for=tuple(each["code"] for each in explanation["pending"]),
        facts=explanation["facts"],
        explanation=written,
        explanation_sha256=hashlib.sha256(written).hexdigest(),
    )


def value_of(policy: PolicySet, facts: CompositeFacts) -> Decimal | None:
    """Return what facts would score, without the reasons; None while something is missing."""
    return composite.evaluate(policy, facts).value.score


def explanation_of(facts: CompositeFacts, outcome: Outcome[composite.CompositeResult]) -> Json:
    """Return the explanation as a document: facts, components, sentences in both languages, and the whole trace."""
    told = sentences(outcome.trace)
    result = outcome.value
    return {
        "facts": facts_document(facts),
        "components": [
            {
                "component": each.component,
                "weight": str(each.weight),
                "effective_weight": str(each.effective_weight),
                "score": _text(each.score),
                "points": _text(each.points),
                "missing_because": each.missing_because,
            }
            for each in result.components
        ],
        "bonus": _text(result.bonus),
        "deduction": _text(result.deduction),
        "pending": [{"component": each.component, "code": each.missing_because} for each in result.pending],
        "sentences": {"id": [each.id for each in told], "en": [each.en for each in told]},
        "trace": document(outcome.trace),
    }


def facts_document(facts: CompositeFacts) -> Json:
    """Return the facts of a score as they are kept, exactly."""
    return {
        "first_day": facts.period.first_day.isoformat(),
        "last_day": facts.period.last_day.isoformat(),
        "components": [_component(each) for each in facts.components],
        "achievement": None if facts.achievement is None else _number(facts.achievement),
        "sanctions": list(facts.sanctions),
    }


def read_facts(kept: Json) -> CompositeFacts:
    """Return kept facts as the engine takes them."""
    return CompositeFacts(
        period=EvaluatedPeriod(date.fromisoformat(kept["first_day"]), date.fromisoformat(kept["last_day"])),
        components=tuple(_read_component(each) for each in kept["components"]),
        achievement=None if kept["achievement"] is None else Fraction(kept["achievement"]),
        sanctions=tuple(kept["sanctions"]),
    )


def replay_explanation(kept: Json, sha256: str, policy: PolicySet) -> Replayed:
    """Recompute from kept facts with the pinned policy, and from the kept trace alone; say everything that differs."""
    again = score_facts(policy, read_facts(kept["facts"]))
    result, steps = recompute(kept["trace"])
    pairs = {
        "policy_sha256": (kept["trace"]["policy"]["sha256"], policy.sha256),
        "explanation_sha256": (sha256, again.explanation_sha256),
        "stored_explanation": (sha256, digest(kept)),
        "trace_result": (_shown(again.value), _shown(None if result is None else Decimal(str(result)))),
    }
    pairs |= {f"trace_step {each.step}": (str(each.stored), str(each.recomputed)) for each in steps}
    differences = tuple((what, *pair) for what, pair in pairs.items() if pair[0] != pair[1])
    return Replayed(again.state, again.value, differences)


def differences_of(state: ScoreState, value: Decimal | None, replayed: Replayed) -> Sequence[tuple[str, str, str]]:
    """Return everything about one stored score that is not what recomputing gives: what, stored, recomputed."""
    pairs = {"state": (state.value, replayed.state.value), "value": (_shown(value), _shown(replayed.value))}
    own = [(what, *pair) for what, pair in pairs.items() if pair[0] != pair[1]]
    return [*own, *replayed.differences]


def digest(document: Json) -> str:
    """Return the SHA-256 of a document as it is written; the order of its parts belongs to it."""
    return hashlib.sha256(write(document)).hexdigest()


def write(document: Json) -> bytes:
    """Return a document as it is kept."""
    return to_json(document)


def _shown(value: Decimal | None) -> str:
    return "-" if value is None else format(value.normalize(), "f")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _component(fact: ComponentFact) -> Json:
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
