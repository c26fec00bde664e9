"""The predicate of an employee: two three-level ratings, looked up in a 3x3 matrix; never a weighted number.

PermenPANRB 6/2022. The head of a unit takes the organisation's result as the work-result rating.
"""

from kinerja_api.scoring.errors import ContradictoryFacts, MissingFact
from kinerja_api.scoring.facts import Predicate, RatingFacts, RatingLevel
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


def evaluate(policy: PolicySet, facts: RatingFacts) -> Outcome[Predicate]:
    """Return the predicate of two ratings."""
    tracer = Tracer(policy, facts.period)
    predicate = rate(tracer, facts)
    return Outcome(Predicate(predicate.value), tracer.trace())


def rate(tracer: Tracer, facts: RatingFacts) -> Noted[str]:
    """Look the predicate of two ratings up."""
    if facts.behavior is None:
        needed = Text("Rating perilaku kerja harus ditetapkan.", "The rating of work behaviour must be set.")
        raise MissingFact("behavior", needed)
    work_result = _work_result(tracer, facts)
    behavior = tracer.fact("behavior", facts.behavior.value)
    matrix = tracer.matrix("predicate_matrix")
    return tracer.to_word(Operation.LOOKUP, "predicate", matrix, work_result, behavior)


def head_rating(policy: PolicySet, facts: RatingFacts) -> RatingLevel:
    """Return the work-result rating that the head of a unit takes from the organisation's result."""
    return RatingLevel(_work_result(Tracer(policy, facts.period), facts).value)


def _work_result(tracer: Tracer, facts: RatingFacts) -> Noted[str]:
    if not facts.heads_unit:
        if facts.work_result is None:
            needed = Text("Rating hasil kerja harus ditetapkan.", "The rating of the work result must be set.")
            raise MissingFact("work_result", needed)
        return tracer.fact("work_result", facts.work_result.value)
    if facts.organization is None:
        needed = Text(
            "Capaian kinerja organisasi unit yang dipimpin harus ditetapkan.",
            "The result of the organisation that this employee heads must be set.",
        )
        raise MissingFact("organization", needed)
    organization = tracer.fact("organization", facts.organization.value)
    table = tracer.table("head_work_result")
    taken = tracer.to_word(Operation.LOOKUP, "work_result", table, organization)
    if facts.work_result is not None and facts.work_result.value != taken.value:
        needed = Text(
            "Pimpinan unit memakai capaian organisasinya ({taken}); kosongkan rating hasil kerja.",
            "The head of a unit takes the organisation's result ({taken}); leave the work-result rating empty.",
        )
        raise ContradictoryFacts("work_result", needed.fill(taken=taken.value))
    return taken
