"""The nine boxes of talent: performance by potential, with the recommendation for each box (PermenPANRB 3/2020).

The matrix is fixed. How the axes are scored is a named profile: weighted components by Kepka BKN 411/2025, with both
cuts on the weighted axis and belonging to the better level, or the predicate directly. Screening comes first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from kinerja_api.scoring.discipline_record import Measure, is_recent, measures
from kinerja_api.scoring.errors import WrongScale
from kinerja_api.scoring.facts import EvaluatedPeriod, Number, RatingLevel
from kinerja_api.scoring.operations import Mode, Operation, Rounding
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.talent_facts import MappingStatus, TalentFacts, TalentProfile
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Numbers, Outcome, Tracer

SHOWN = Rounding(Mode.HALF_UP, 2)
LOWEST_SCORE, HIGHEST_SCORE = 0, 100
NO_MEASURE, SERVING = "tidak_pernah", "menjalani"
DISCIPLINE, ETHICS = "discipline", "ethics"


@dataclass(frozen=True, slots=True)
class Awaited:
    """A component that is not there yet, with the code of the reason."""

    component: str
    because: str


@dataclass(frozen=True, slots=True)
class TalentResult:
    """Where somebody stands among the nine boxes, or why nowhere yet; scores are rounded to show only."""

    status: MappingStatus
    box: int | None = None
    performance: RatingLevel | None = None
    potential: str | None = None
    performance_score: Decimal | None = None
    potential_score: Decimal | None = None
    talent_value: Decimal | None = None
    recommendations: tuple[str, ...] = ()
    is_promotable: bool = False
    awaited: tuple[Awaited, ...] = ()
    screened_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mapping:
    """Both axes; the direct profile has no score of performance, and so no talent value."""

    performance: Noted[str | None]
    potential: Noted[str | None]
    performance_score: Fraction | None
    potential_score: Fraction | None
    talent_value: Fraction | None


def evaluate(policy: PolicySet, facts: TalentFacts) -> Outcome[TalentResult]:
    """Return the box of one employee on a day."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.day, facts.day))
    day = tracer.fact("effective_on", facts.day)
    record = measures(tracer, facts.sanctions, day)
    screened_by = _screened_by(tracer, facts, record, day)
    if screened_by:
        return Outcome(TalentResult(MappingStatus.SCREENED_OUT, screened_by=screened_by), tracer.trace())
    mapping = _map(tracer, facts, record)
    matrix = tracer.matrix("box_matrix")
    cell = tracer.to_word(Operation.LOOKUP, "cell", matrix, mapping.performance, mapping.potential, quiet=True)
    advice = tracer.to_words(Operation.LOOKUP, "recommendations", tracer.sheet("recommendations"), cell)
    promotable = tracer.to_truth(Operation.MEMBER, "promotable", tracer.words("promotable_boxes"), cell)
    box = tracer.to_word(Operation.LOOKUP, "box", matrix, mapping.performance, mapping.potential)
    awaited = tuple(_awaited(facts))
    result = TalentResult(
        status=MappingStatus.PENDING if awaited else MappingStatus.MAPPED,
        box=None if awaited else int(box.value),
        performance=None if mapping.performance.value is None else RatingLevel(mapping.performance.value),
        potential=mapping.potential.value,
        performance_score=_shown(mapping.performance_score),
        potential_score=_shown(mapping.potential_score),
        talent_value=_shown(mapping.talent_value),
        recommendations=() if awaited else advice.value,
        is_promotable=bool(promotable.value),
        awaited=awaited,
    )
    return Outcome(result, tracer.trace())


def _screened_by(tracer: Tracer, facts: TalentFacts, record: Sequence[Measure], day: Noted[date]) -> tuple[str, ...]:
    """Keep out who serves a screened measure or had one, or a breach of ethics, within the last years."""
    years = tracer.number("screening_years")
    screened = tracer.words("screened_sanctions")
    by_discipline = [_is_screened(tracer, measure, screened, years, day) for measure in record]
    breaches = sorted(breach for breach in facts.ethics_breaches if breach <= facts.day)
    by_ethics = [
        is_recent(tracer, f"{ETHICS}+{number}", tracer.fact(f"ethics_breach.{number}", breach), years, day)
        for number, breach in enumerate(breaches, start=1)
    ]
    kept_out = {
        name: tracer.to_truth(Operation.ANY, f"kept_out.{name}", *found)
        for name, found in ((DISCIPLINE, by_discipline), (ETHICS, by_ethics))
    }
    out = tracer.to_truth(Operation.ANY, "kept_out", *kept_out.values(), quiet=True)
    tracer.to_truth(Operation.NOT, "screening_passed", out)
    return tuple(name for name, found in kept_out.items() if found.value)


def _is_screened(
    tracer: Tracer,
    measure: Measure,
    screened: Noted[tuple[str, ...]],
    years: Noted[Fraction],
    day: Noted[date],
) -> Noted[bool | None]:
    counts = tracer.to_truth(Operation.MEMBER, f"screened.{measure.name}", screened, measure.level, quiet=True)
    recent = is_recent(tracer, measure.name, measure.since, years, day)
    open_ = tracer.to_truth(Operation.ANY, f"open.{measure.name}", measure.is_running, recent, quiet=True)
    return tracer.to_truth(Operation.ALL, f"kept_out_by.{measure.name}", counts, open_)


def _map(tracer: Tracer, facts: TalentFacts, record: Sequence[Measure]) -> _Mapping:
    tracer.fact("profile", facts.profile.value)
    predicate = tracer.fact("predicate", None if facts.predicate is None else facts.predicate.value)
    match facts.profile:
        case TalentProfile.KEPKA_BKN_411_2025:
            return _weighted(tracer, facts, record, predicate)
        case TalentProfile.PREDIKAT_LANGSUNG:
            table = tracer.table("performance_by_predicate")
            performance = tracer.to_word(Operation.LOOKUP, "performance_level", table, predicate)
            score = _score(tracer, "potential_score", facts.potential_score)
            return _Mapping(performance, _potential(tracer, score), None, score.value, None)
        case _:
            assert_never(facts.profile)


def _weighted(tracer: Tracer, facts: TalentFacts, record: Sequence[Measure], predicate: Noted[str | None]) -> _Mapping:
    main = tracer.to_number(Operation.LOOKUP, "predicate_score", tracer.numbers("predicate_scores"), predicate)
    performance = _axis(
        tracer,
        "performance_score",
        tracer.weights("performance_weights"),
        {"main": main, "reinforcement": _score(tracer, "reinforcement", facts.reinforcement)},
    )
    potential = _axis(
        tracer,
        "potential_score",
        tracer.weights("potential_weights"),
        {
            "competency": _score(tracer, "competency", facts.competency),
            "potential": _score(tracer, "potential", facts.potential),
            "qualification": _score(tracer, "qualification", facts.qualification),
            "integrity": _integrity(tracer, record),
        },
    )
    axes = {"performance": performance, "potential": potential}
    value = _axis(tracer, "talent_value", tracer.weights("talent_weights"), axes)
    floors = tracer.numbers("performance_floors")
    level = tracer.to_word(Operation.REACHED, "performance_level", floors, performance)
    return _Mapping(level, _potential(tracer, potential), performance.value, potential.value, value.value)


def _potential(tracer: Tracer, score: Noted[Fraction | None]) -> Noted[str | None]:
    return tracer.to_word(Operation.REACHED, "potential_level", tracer.numbers("potential_floors"), score)


def _score(tracer: Tracer, name: str, score: Number | None) -> Noted[Fraction | None]:
    if score is None:
        return tracer.fact(f"component_score.{name}", None)
    if not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        raise WrongScale(name, Text("Nilai 0 sampai 100.", "A score from 0 to 100."))
    return tracer.number_fact(f"component_score.{name}", score)


def _integrity(tracer: Tracer, record: Sequence[Measure]) -> Noted[Fraction]:
    """Score the heaviest measure on record; serving one counts as heavier than having served it."""
    standing = [tracer.fact("integrity_record.none", NO_MEASURE, quiet=True)]
    for measure in record:
        word = SERVING if measure.is_running.value else measure.level.value
        standing.append(tracer.fact(f"integrity_record.{measure.name}", word, quiet=True))
    order = tracer.words("integrity_order")
    worst = tracer.to_word(Operation.HIGHEST_IN_ORDER, "integrity_record", order, *standing)
    return tracer.to_number(Operation.LOOKUP, "integrity_score", tracer.numbers("integrity_scores"), worst)


def _axis(
    tracer: Tracer, name: str, weights: Noted[Numbers], components: Mapping[str, Noted[Fraction | None]]
) -> Noted[Fraction]:
    parts = []
    for component, score in components.items():
        key = tracer.fact(f"part_of_{name}.{component}", component, quiet=True)
        weight = tracer.to_number(Operation.LOOKUP, f"weight_in_{name}.{component}", weights, key, quiet=True)
        parts.append(tracer.to_number(Operation.PRODUCT, f"weighted_in_{name}.{component}", score, weight, quiet=True))
    points = tracer.to_number(Operation.SUM, f"points_of_{name}", *parts, quiet=True)
    whole = tracer.number_fact(f"whole_of_{name}", HIGHEST_SCORE, quiet=True)
    return tracer.to_number(Operation.QUOTIENT, name, points, whole)


def _awaited(facts: TalentFacts) -> Iterator[Awaited]:
    if facts.predicate is None:
        yield Awaited("predicate", "evaluation_not_issued")
    weighted = {
        "reinforcement": facts.reinforcement,
        "competency": facts.competency,
        "potential": facts.potential,
        "qualification": facts.qualification,
    }
    direct = {"potential_score": facts.potential_score}
    scores = weighted if facts.profile is TalentProfile.KEPKA_BKN_411_2025 else direct
    yield from (Awaited(name, "not_recorded") for name, score in scores.items() if score is None)


def _shown(score: Fraction | None) -> Decimal | None:
    return None if score is None else SHOWN.apply(score)
