"""Promotion in rank: every criterion with what was found, what is required, on which article, and how it stands.

PP 99/2000 jo. PP 12/2002 with the dated rules of BKN. The kind follows from the post: regular without one, by choice
for managerial posts and functional posts. Time is counted by the calendar, on the day the new rank would begin.
"""

from dataclasses import dataclass
from typing import assert_never

from kinerja_api.scoring.errors import MissingFact, UnknownFact
from kinerja_api.scoring.facts import CriterionStatus, EvaluatedPeriod, PromotionFacts, PromotionKind
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet, Reference
from kinerja_api.scoring.schemes import promotion_criteria as criteria
from kinerja_api.scoring.schemes import promotion_posts as posts
from kinerja_api.scoring.schemes.promotion_criteria import Career, Check
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Trace, Tracer

KINDS = {
    "executor": PromotionKind.REGULER,
    "managerial": PromotionKind.PILIHAN_STRUKTURAL,
    "functional": PromotionKind.PILIHAN_FUNGSIONAL,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion; `subject` tells several of one code apart, such as the years of performance."""

    code: str
    subject: str | None
    status: CriterionStatus
    found: Text
    required: Text
    why: Text
    basis: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer: met is eligible, pending waits for a fact, not_met is not eligible on that day."""

    status: CriterionStatus
    kind: PromotionKind | None
    rank: str | None
    next_rank: str | None
    criteria: tuple[Criterion, ...]

    @property
    def is_eligible(self) -> bool:
        """Tell whether every criterion is met."""
        return self.status is CriterionStatus.MET


def evaluate(policy: PolicySet, facts: PromotionFacts) -> Outcome[Eligibility]:
    """Return whether a career allows the next rank on a day, criterion by criterion."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.effective_on, facts.effective_on))
    employment = criteria.employment(tracer, facts)
    career = _career(tracer, facts) if employment.holds.value else None
    checks = [employment, *(_checks(tracer, facts, career) if career else ())]
    statuses = [tracer.to_word(Operation.CRITERION, f"criterion.{check.step}", check.holds) for check in checks]
    verdict = tracer.to_word(Operation.VERDICT, "verdict", *statuses)
    trace = tracer.trace()
    eligibility = Eligibility(
        status=CriterionStatus(verdict.value),
        kind=career.kind if career else None,
        rank=facts.rank,
        next_rank=career.next_rank.value if career and career.next_rank else None,
        criteria=tuple(_criterion(check, status, trace) for check, status in zip(checks, statuses, strict=True)),
    )
    return Outcome(eligibility, trace)


def _career(tracer: Tracer, facts: PromotionFacts) -> Career:
    if facts.rank is None:
        raise MissingFact("rank", Text("Catat pangkat terakhir pegawai.", "Record the employee's present rank."))
    if facts.position_kind is None:
        raise MissingFact("position_kind", Text("Catat jabatan pegawai.", "Record the employee's post."))
    kind = KINDS.get(facts.position_kind)
    if kind is None:
        needed = Text("Jenis jabatan yang dikenal: {known}.", "Known kinds of posts: {known}.")
        raise UnknownFact("position_kind", needed.fill(known=", ".join(KINDS)))
    if kind is not PromotionKind.REGULER and facts.position_level is None:
        needed = Text("Catat eselon atau jenjang jabatan.", "Record the echelon or level of the post.")
        raise MissingFact("position_level", needed)
    ladder = tracer.words("ranks")
    rank = tracer.fact("rank", facts.rank)
    at_top = tracer.to_truth(Operation.IS_LAST, "highest_rank", ladder, rank)
    next_rank = None if at_top.value else tracer.to_word(Operation.NEXT_IN_ORDER, "next_rank", ladder, rank)
    day = tracer.fact("effective_on", facts.effective_on)
    educations = tuple(
        tracer.fact(f"education.{education}", education) for education in dict.fromkeys(facts.educations)
    )
    return Career(kind, ladder, rank, at_top, next_rank, day, educations)


def _checks(tracer: Tracer, facts: PromotionFacts, career: Career) -> list[Check]:
    checks = [criteria.highest_rank(tracer, career)]
    if career.next_rank is None:
        return checks
    checks.append(criteria.period(tracer, career))
    match career.kind:
        case PromotionKind.REGULER:
            checks += [
                criteria.time_in_rank(tracer, facts, career, "reguler"),
                criteria.education_ceiling(tracer, career, career.next_rank),
                criteria.superior_rank(tracer, facts, career, career.next_rank),
            ]
        case PromotionKind.PILIHAN_STRUKTURAL:
            checks += posts.structural_post(tracer, facts, career, career.next_rank)
        case PromotionKind.PILIHAN_FUNGSIONAL:
            checks.append(criteria.time_in_rank(tracer, facts, career, "pilihan_fungsional"))
            checks += posts.functional_post(tracer, facts, career, career.next_rank)
        case _:
            assert_never(career.kind)
    checks += criteria.performance(tracer, facts)
    checks += criteria.exam(tracer, facts, career, career.next_rank)
    checks += [
        criteria.discipline(tracer, facts, career),
        criteria.standing(tracer, facts),
        criteria.pension(tracer, facts, career),
    ]
    return checks


def _criterion(check: Check, status: Noted[str], trace: Trace) -> Criterion:
    stands = CriterionStatus(status.value)
    why = {
        CriterionStatus.MET: check.when_met,
        CriterionStatus.NOT_MET: check.when_not_met,
        CriterionStatus.PENDING: check.when_pending,
    }
    basis = dict.fromkeys(cited.dated.reference for cited in trace.behind(status.name))
    return Criterion(check.code, check.subject, stands, check.found, check.required, why[stands], tuple(basis))
