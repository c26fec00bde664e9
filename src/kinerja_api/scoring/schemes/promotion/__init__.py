"""Promotion in rank: every criterion with what was found, what is required, on which article, and how it stands.

PP 99/2000 jo. PP 12/2002 with the dated rules of BKN. Without a stated kind the post decides: regular without one, by
choice for managerial posts and functional posts. Time is counted by the calendar, on the day the new rank would begin.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kinerja_api.scoring.errors import ContradictoryFacts
from kinerja_api.scoring.facts import CriterionStatus, EvaluatedPeriod, PromotionFacts, PromotionKind
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.criteria import Criterion, criterion_of, status_of, worst
from kinerja_api.scoring.schemes.promotion.case import Case, kind_of
from kinerja_api.scoring.schemes.promotion.examination import examination_checks
from kinerja_api.scoring.schemes.promotion.kinds import EMPLOYMENT, Section, sections_of
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer

__all__ = ["Eligibility", "Screening", "evaluate", "evaluate_examination"]

Criteria = tuple[Criterion, ...]


# Beyond that many answers a screening begins anew, so that it stays small however many careers go through it.
MOST_KEPT = 50_000


class Answer(NamedTuple):
    """What one section answered: its criteria, and the worst of them."""

    criteria: Criteria
    status: CriterionStatus


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer: met is eligible, pending waits for a fact, not_met is not eligible on that day.

    Without a kind nothing but the employment was looked at; without a next rank a gate was not passed.
    """

    status: CriterionStatus
    kind: PromotionKind | None
    rank: str | None
    next_rank: str | None
    criteria: Criteria

    @property
    def is_eligible(self) -> bool:
        """Tell whether every criterion is met."""
        return self.status is CriterionStatus.MET


def evaluate(policy: PolicySet, facts: PromotionFacts) -> Outcome[Eligibility]:
    """Return whether a career allows the next rank on a day, criterion by criterion."""
    case = _case(policy, facts)
    answers, is_through = _walk(facts, lambda section: _judge(case, section))
    statuses = [Noted(f"criterion.{one.name}", one.status.value) for each in answers for one in each.criteria]
    next_rank = case.next_rank.value if is_through else None
    case.tracer.to_word(Operation.VERDICT, "verdict", *statuses)
    return Outcome(_concluded(facts, answers, next_rank), case.tracer.trace())


def evaluate_examination(policy: PolicySet, facts: PromotionFacts, exam: str) -> Outcome[Eligibility]:
    """Return whether somebody may sit a service examination on a day; it leads to no rank by itself."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.effective_on, facts.effective_on))
    checks = examination_checks(tracer, facts, exam)
    statuses = [status_of(tracer, check) for check in checks]
    tracer.to_word(Operation.VERDICT, "verdict", *statuses)
    trace = tracer.trace()
    criteria = tuple(criterion_of(check, status, trace) for check, status in zip(checks, statuses, strict=True))
    status = worst([one.status for one in criteria])
    return Outcome(Eligibility(status, None, facts.rank, None, criteria), trace)


class Screening:
    """Answers many careers on one day, without their traces.

    Those who share the facts that a section looks at share its answer, so it is computed once and is exactly the one
    that `evaluate` gives.
    """

    def __init__(self, policy: PolicySet, effective_on: date) -> None:
        self._policy = policy
        self._day = effective_on
        self._answers: dict[Hashable, Answer] = {}
        self._next_ranks: dict[Hashable, str | None] = {}

    def eligibility(self, facts: PromotionFacts) -> Eligibility:
        """Return what `evaluate` answers about a career."""
        if facts.effective_on != self._day:
            needed = Text("Hari penyaringan ini {day}.", "The day of this screening is {day}.")
            raise ContradictoryFacts("effective_on", needed.fill(day=self._day))
        if len(self._answers) > MOST_KEPT:
            self._answers.clear()
        kind = facts.kind or facts.position_kind
        answers, is_through = _walk(facts, lambda section: self._answer(section, kind, facts))
        return _concluded(facts, answers, self._next_rank(facts) if is_through else None)

    def _answer(self, section: Section, kind: str | None, facts: PromotionFacts) -> Answer:
        key = section, kind, section.reads(facts, self._policy)
        known = self._answers.get(key)
        if known is None:
            known = self._answers[key] = _judge(_case(self._policy, facts), section)
        return known

    def _next_rank(self, facts: PromotionFacts) -> str | None:
        key = facts.kind, facts.rank, facts.educations
        if key not in self._next_ranks:
            self._next_ranks[key] = _case(self._policy, facts).next_rank.value
        return self._next_ranks[key]


def _case(policy: PolicySet, facts: PromotionFacts) -> Case:
    return Case(Tracer(policy, EvaluatedPeriod(facts.effective_on, facts.effective_on)), facts)


def _walk(facts: PromotionFacts, answer: Callable[[Section], Answer]) -> tuple[list[Answer], bool]:
    """Ask section after section; behind a gate that is not passed nothing is asked, which the second value tells."""
    answers = []
    for section in _sections(facts):
        answers.append(found := answer(section))
        if section.is_gate and found.status is CriterionStatus.NOT_MET:
            return answers, False
    return answers, True


def _sections(facts: PromotionFacts) -> Iterator[Section]:
    """What a kind needs to be known is looked at only after the employment allows any."""
    yield EMPLOYMENT
    yield from sections_of(facts)


def _concluded(facts: PromotionFacts, answers: list[Answer], next_rank: str | None) -> Eligibility:
    return Eligibility(
        status=worst([one.status for one in answers]),
        kind=kind_of(facts) if len(answers) > 1 else None,
        rank=facts.rank,
        next_rank=next_rank,
        criteria=tuple([criterion for one in answers for criterion in one.criteria]),
    )


def _judge(case: Case, section: Section) -> Answer:
    checks = section.look(case)
    statuses = [status_of(case.tracer, check) for check in checks]
    trace = case.tracer.trace()
    criteria = tuple(criterion_of(check, status, trace) for check, status in zip(checks, statuses, strict=True))
    return Answer(criteria, worst([one.status for one in criteria]))
