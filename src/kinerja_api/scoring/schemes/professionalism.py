"""The professionalism index (IP ASN): qualification, competence, performance and discipline, 100 points together.

PermenPANRB 38/2018 and Peraturan BKN 8/2019. Points move in halves, so a category begins just above its tens; the
index of a unit is the mean of its people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.discipline_record import is_recent, measures
from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact, UnknownFact, WrongScale
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.talent_facts import ProfessionalismFacts, TrainingRecord
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

PLACES = 2
NO_MEASURE = "tidak_pernah"
TECHNICAL = "technical_training"


@dataclass(frozen=True, slots=True)
class ProfessionalismIndex:
    """The index with its category, and the four parts that make it."""

    index: Decimal
    category: str
    qualification: Fraction
    competence: Fraction
    performance: Fraction
    discipline: Fraction


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """The mean of a unit's people, rounded half up once, and its category."""

    index: Decimal
    category: str


def evaluate(policy: PolicySet, facts: ProfessionalismFacts) -> Outcome[ProfessionalismIndex]:
    """Return the index of one employee on a day."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.day, facts.day))
    day = tracer.fact("effective_on", facts.day)
    parts = (
        _qualification(tracer, facts),
        _competence(tracer, facts, day),
        _performance(tracer, facts),
        _discipline(tracer, facts, day),
    )
    exact = tracer.to_number(Operation.SUM, "professionalism_points", *parts)
    index, category = _categorised(tracer, exact)
    qualification, competence, performance, discipline = (part.value for part in parts)
    found = ProfessionalismIndex(index.value, category.value, qualification, competence, performance, discipline)
    return Outcome(found, tracer.trace())


def unit_index(policy: PolicySet, indices: Sequence[Decimal], day: date) -> Outcome[UnitIndex]:
    """Return the index of a unit from those of its people."""
    if not indices:
        raise MissingFact("indices", Text("Belum ada indeks pegawai.", "There is no index of an employee yet."))
    tracer = Tracer(policy, EvaluatedPeriod(day, day))
    people = [tracer.number_fact(f"employee_index.{number}", one, quiet=True) for number, one in enumerate(indices, 1)]
    total = tracer.to_number(Operation.SUM, "index_total", *people, quiet=True)
    count = tracer.number_fact("employees_counted", len(indices))
    index, category = _categorised(tracer, tracer.to_number(Operation.QUOTIENT, "unit_mean", total, count))
    return Outcome(UnitIndex(index.value, category.value), tracer.trace())


def _qualification(tracer: Tracer, facts: ProfessionalismFacts) -> Noted[Fraction]:
    if facts.education is None:
        raise MissingFact("education", Text("Catat pendidikan pegawai.", "Record the employee's education."))
    education = tracer.fact("education", facts.education)
    return tracer.to_number(Operation.LOOKUP, "qualification_points", tracer.numbers("qualification_points"), education)


def _competence(tracer: Tracer, facts: ProfessionalismFacts, day: Noted[date]) -> Noted[Fraction]:
    """Add the points of each kind of training that counts for the kind of post and was finished recently enough."""
    kinds = tracer.words("training_kinds")
    _check_trainings(tracer, facts, kinds.value)
    position = tracer.fact("position_kind", facts.position_kind)
    points = tracer.numbers("competence_points")
    earned = [tracer.number_fact("no_training", 0, quiet=True)]
    for kind in kinds.value:
        key = tracer.fact(f"training_of_post.{kind}", f"{position.value}.{kind}", quiet=True)
        offered = tracer.find_number(f"training_points.{kind}", points, key)
        if offered.value is not None and _has_finished(tracer, facts, kind, day):
            earned.append(tracer.to_number(Operation.SUM, f"training_counted.{kind}", offered, quiet=True))
    return tracer.to_number(Operation.SUM, "competence_points", *earned)


def _check_trainings(tracer: Tracer, facts: ProfessionalismFacts, kinds: Sequence[str]) -> None:
    positions = tracer.words("position_kinds").value
    if facts.position_kind not in positions:
        needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
        raise UnknownFact("position_kind", needed.fill(known=", ".join(positions)))
    for training in facts.trainings:
        if training.kind not in kinds:
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact("trainings.kind", needed.fill(known=", ".join(kinds)))
        if training.hours < 1:
            raise WrongScale("trainings.hours", Text("Paling sedikit 1 JP.", "At least one hour (JP)."))


def _has_finished(tracer: Tracer, facts: ProfessionalismFacts, kind: str, day: Noted[date]) -> bool:
    recent = list(_recent(tracer, facts, kind, day))
    if kind != TECHNICAL:
        return bool(tracer.fact(f"training_finished.{kind}", bool(recent)).value)
    hours = [
        tracer.number_fact(f"hours.{number}", training.hours, quiet=True)
        for number, training in enumerate(recent, start=1)
    ]
    total = tracer.to_number(Operation.SUM, f"hours.{kind}", *hours)
    enough = tracer.to_truth(Operation.AT_LEAST, f"training_finished.{kind}", total, tracer.number("technical_hours"))
    return bool(enough.value)


def _recent(tracer: Tracer, facts: ProfessionalismFacts, kind: str, day: Noted[date]) -> Iterator[TrainingRecord]:
    years = tracer.find_number(
        f"training_years.{kind}", tracer.numbers("training_years"), tracer.fact(f"training.{kind}", kind, quiet=True)
    )
    finished = [one for one in facts.trainings if one.kind == kind and one.completed_on <= facts.day]
    for number, training in enumerate(finished, start=1):
        event = tracer.fact(f"finished_on.{kind}+{number}", training.completed_on)
        if years.value is None or is_recent(tracer, f"{kind}+{number}", event, years, day).value:
            yield training


def _performance(tracer: Tracer, facts: ProfessionalismFacts) -> Noted[Fraction]:
    if (facts.predicate is None) == (facts.performance_value is None):
        place = "performance"
        needed = Text("Isi predikat atau nilai kinerja, salah satu.", "State the predicate or the value, one of them.")
        raise MissingFact(place, needed) if facts.predicate is None else ContradictoryFacts(place, needed)
    if facts.predicate is not None:
        predicate = tracer.fact("predicate", facts.predicate.value)
    else:
        value = tracer.number_fact("performance_value", facts.performance_value or 0)
        predicate = tracer.to_word(Operation.REACHED, "predicate", tracer.numbers("performance_floors"), value)
    points = tracer.numbers("performance_points")
    return tracer.to_number(Operation.LOOKUP, "performance_points", points, predicate)


def _discipline(tracer: Tracer, facts: ProfessionalismFacts, day: Noted[date]) -> Noted[Fraction]:
    years = tracer.number("discipline_years")
    recent = [
        measure.level
        for measure in measures(tracer, facts.sanctions, day)
        if is_recent(tracer, measure.name, measure.since, years, day).value
    ]
    nothing = tracer.fact("no_measure", NO_MEASURE, quiet=True)
    order = tracer.words("discipline_order")
    worst = tracer.to_word(Operation.HIGHEST_IN_ORDER, "discipline_record", order, nothing, *recent)
    return tracer.to_number(Operation.LOOKUP, "discipline_points", tracer.numbers("discipline_points"), worst)


def _categorised(tracer: Tracer, exact: Noted[Fraction]) -> tuple[Noted[Decimal], Noted[str]]:
    rounded = tracer.rounded("index_to_categorise", exact, Mode.HALF_UP, PLACES, quiet=True)
    category = tracer.to_word(Operation.LOOKUP, "professionalism_category", tracer.bands("categories"), rounded)
    return tracer.rounded("professionalism_index", exact, Mode.HALF_UP, PLACES), category
