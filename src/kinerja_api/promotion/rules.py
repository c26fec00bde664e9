"""Pure rules around the engine: the facts that it is given, and its answer as it is kept and shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kinerja_api.employees.types import Career
from kinerja_api.evaluations.types import AnnualResult
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Basis, Text
from kinerja_api.promotion.types import Attested, Snapshot
from kinerja_api.scoring.document import document
from kinerja_api.scoring.explain import citations
from kinerja_api.scoring.facts import CriterionStatus, Predicate, PromotionFacts, SanctionFact
from kinerja_api.scoring.policy import Reference, Verification
from kinerja_api.scoring.schemes.criteria import Criterion
from kinerja_api.scoring.schemes.promotion import Eligibility
from kinerja_api.scoring.text import Text as EngineText
from kinerja_api.scoring.trace import Outcome

OTHER_RANK = Text(
    "Pangkat pegawai sudah lain dari saat diusulkan: usulan ke {proposed}, sekarang berikutnya {now}.",
    "The rank has changed since the proposal: proposed for {proposed}, the next one now is {now}.",
)


def next_period(today: date) -> date:
    """Return the first day of the month after a day: the next day on which ranks begin (Peraturan BKN 4/2025)."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def facts_of(
    career: Career,
    results: Iterable[AnnualResult],
    *,
    effective_on: date,
    superior_rank: str | None,
    attested: Attested,
) -> PromotionFacts:
    """Return a career as the engine looks at it."""
    return PromotionFacts(
        effective_on=effective_on,
        employment=career.employment.value,
        rank=career.rank,
        rank_since=career.rank_since,
        born_on=career.born_on,
        educations=tuple(education.value for education in career.educations),
        position_kind=career.position_kind,
        position_level=career.position_level,
        position_since=career.position_since,
        predicates=predicates_of(results),
        exams=frozenset(exam.value for exam in career.exams),
        trainings=frozenset(training.value for training in attested.trainings),
        sanctions=tuple(SanctionFact(each.level.value, each.since, each.until) for each in career.sanctions),
        standings=frozenset(standing.value for standing in attested.standings),
        superior_rank=superior_rank,
        # Credit points are not kept yet; for a functional post the engine answers "pending".
        credit_points=None,
    )


def predicates_of(results: Iterable[AnnualResult]) -> dict[int, Predicate]:
    """Return one predicate a year: after a move the last rating official sets it (PermenPANRB 6/2022; unverified)."""
    return {each.year: each.predicate for each in sorted(results, key=lambda each: each.issued_at)}


def snapshot(outcome: Outcome[Eligibility]) -> Snapshot:
    """Return an answer as it is stored: both languages, the articles with their verification, and the whole trace."""
    eligibility = outcome.value
    verified = _verifications(outcome)
    trace = document(outcome.trace)
    return {
        "status": eligibility.status.value,
        "kind": eligibility.kind.value if eligibility.kind else None,
        "rank": eligibility.rank,
        "next_rank": eligibility.next_rank,
        "criteria": [_criterion(each, verified) for each in eligibility.criteria],
        "facts_sha256": trace["facts_sha256"],
        "trace": trace,
    }


def _criterion(criterion: Criterion, verified: Mapping[Reference, Verification]) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "subject": criterion.subject,
        "status": criterion.status.value,
        "reason": criterion.reason,
        "found": _both(criterion.found),
        "required": _both(criterion.required),
        "why": _both(criterion.why),
        "basis": [
            {
                "instrument": reference.instrument,
                "article": reference.article,
                "verification": verified[reference].value,
            }
            for reference in criterion.basis
        ],
    }


def _verifications(outcome: Outcome[Eligibility]) -> dict[Reference, Verification]:
    """Return how sure we are of each article that was read: as sure as of the least sure value that cites it."""
    order = list(Verification)
    found: dict[Reference, Verification] = {}
    for citation in citations(outcome.trace):
        known = found.get(citation.reference, citation.verification)
        found[citation.reference] = max(known, citation.verification, key=order.index)
    return found


def _both(text: EngineText) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def obstacle_of(answer: Snapshot, proposed_rank: str) -> Obstacle | None:
    """Return why a proposal for a rank cannot go on with this answer; None when the person is still eligible for it."""
    for criterion in answer["criteria"]:
        if criterion["status"] != CriterionStatus.MET.value:
            return Obstacle(why_of(criterion), basis_of(criterion))
    if answer["next_rank"] != proposed_rank:
        return Obstacle(OTHER_RANK.fill(proposed=proposed_rank, now=answer["next_rank"]))
    return None


def why_of(criterion: Mapping[str, Any]) -> Text:
    """Return why a criterion stands as it does."""
    return Text(criterion["why"]["id"], criterion["why"]["en"])


def basis_of(criterion: Mapping[str, Any]) -> tuple[Basis, ...]:
    """Return the articles that a criterion rests on."""
    return tuple(Basis(each["instrument"], each["article"], each["verification"]) for each in criterion["basis"])
