"""Pure rules around the engine: the facts that it is given, and its answer as it is kept and shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar, cast

from kinerja_api.employees.types import Career, Sanction
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Basis, Text
from kinerja_api.promotion.types import (
    Attested,
    AttestedFact,
    Profession,
    ServiceGround,
    Snapshot,
    Standing,
    Training,
)
from kinerja_api.scoring.document import document
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.explain import citations
from kinerja_api.scoring.facts import (
    CriterionStatus,
    OpenReason,
    Predicate,
    PromotionFacts,
    PromotionKind,
    SanctionFact,
)
from kinerja_api.scoring.policy import Kind, PolicySet, Reference, Verification
from kinerja_api.scoring.schemes.criteria import NOT_YET_KNOWN, Criterion
from kinerja_api.scoring.schemes.promotion import Eligibility
from kinerja_api.scoring.text import Text as EngineText
from kinerja_api.scoring.trace import Outcome

V = TypeVar("V")

COMPLETE = EngineText("data kepegawaian lengkap", "a complete personnel record")
OTHER_RANK = Text(
    "Pangkat pegawai sudah lain dari saat diusulkan: usulan ke {proposed}, sekarang berikutnya {now}.",
    "The rank has changed since the proposal: proposed for {proposed}, the next one now is {now}.",
)


def next_period(today: date) -> date:
    """Return the first day of the month after a day: the next day on which ranks begin (Peraturan BKN 4/2025)."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def facts_of(
    career: Career,
    predicates: Mapping[int, Predicate],
    *,
    effective_on: date,
    superior_rank: str | None,
    service_since: date | None,
    attested: Attested,
) -> PromotionFacts:
    """Return a career as the engine looks at it."""
    is_released = attested.facts.get(AttestedFact.DIBEBASKAN_DARI_JABATAN, False)
    return PromotionFacts(
        effective_on=effective_on,
        employment=career.employment.value,
        rank=career.rank,
        rank_since=career.rank_since,
        born_on=career.born_on,
        educations=tuple([education.value for education in career.educations]),
        position_kind="released" if is_released else career.position_kind,
        position_level=None if is_released else career.position_level,
        position_since=career.position_since,
        predicates=predicates,
        exams=frozenset([exam.value for exam in career.exams]),
        trainings=frozenset([training.value for training in attested.trainings]),
        sanctions=tuple([_sanction(each) for each in career.sanctions]),
        standings=frozenset([standing.value for standing in attested.standings]),
        superior_rank=superior_rank,
        credit_points=attested.credit_points,
        kind=attested.kind,
        attested={
            fact.value: holds
            for fact, holds in attested.facts.items()
            if fact is not AttestedFact.DIBEBASKAN_DARI_JABATAN
        },
        profession=attested.profession,
        kept_pension_age=attested.kept_pension_age,
        service_since=service_since,
        service_ground=attested.service_ground,
        died_on=attested.died_on,
    )


def _sanction(sanction: Sanction) -> SanctionFact:
    return SanctionFact(sanction.level.value, sanction.since, sanction.until, measure=sanction.measure)


def stated_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a proposal states, whole; one of the time before statements were kept states nothing."""
    return {"kind": None, "attested": [], "credit_points": None, "pension": None, "service_end": None} | dict(kept)


def attested_of(trainings: Iterable[str], standings: Iterable[str], stated: Mapping[str, Any]) -> Attested:
    """Return what a proposal states, from how it is kept."""
    pension, end, points = stated["pension"] or {}, stated["service_end"] or {}, stated["credit_points"]
    return Attested(
        kind=_optional(PromotionKind, stated["kind"]),
        trainings=frozenset(Training(each) for each in trainings),
        standings=frozenset(Standing(each) for each in standings),
        facts={AttestedFact(each["fact"]): each["holds"] for each in stated["attested"]},
        credit_points=Decimal(points["points"]) if points else None,
        profession=_optional(Profession, pension.get("profession")),
        kept_pension_age=pension.get("kept_age"),
        service_ground=_optional(ServiceGround, end.get("ground")),
        died_on=_optional(date.fromisoformat, end.get("died_on")),
    )


def _optional(read: Callable[[str], V], value: str | None) -> V | None:
    return None if value is None else read(value)


def incomplete(refused: ScoringError) -> Eligibility:
    """Return the answer about a record that lacks what the rules must look at before they can answer at all."""
    criterion = Criterion(
        code="record",
        subject=refused.place,
        status=CriterionStatus.PENDING,
        reason=OpenReason.DATA_BELUM_TERCATAT,
        found=NOT_YET_KNOWN,
        required=COMPLETE,
        why=refused.needed,
        basis=(),
    )
    return Eligibility(CriterionStatus.PENDING, None, None, None, (criterion,))


def years_looked_at(policy: PolicySet, effective_on: date) -> range:
    """Return the years whose predicates any kind of promotion looks at on a day."""
    years = cast("Mapping[str, Fraction]", policy.parameter("performance_years", Kind.NUMBERS).on(effective_on).value)
    return range(effective_on.year - int(max(years.values())), effective_on.year)


def superior_limits(policy: PolicySet, effective_on: date) -> bool:
    """Tell whether the superior's rank limits a promotion on a day."""
    return policy.parameter("superior_rank_limits", Kind.FLAG).on(effective_on).value is True


def snapshot(outcome: Outcome[Eligibility]) -> Snapshot:
    """Return an answer as it is stored: both languages, the articles with their verification, and the whole trace."""
    eligibility = outcome.value
    verified = _least_sure((each.reference, each.verification) for each in citations(outcome.trace))
    trace = document(outcome.trace)
    return {
        "status": eligibility.status.value,
        "kind": eligibility.kind.value if eligibility.kind else None,
        "rank": eligibility.rank,
        "next_rank": eligibility.next_rank,
        "criteria": [criterion_document(each, verified) for each in eligibility.criteria],
        "facts_sha256": trace["facts_sha256"],
        "trace": trace,
    }


def criterion_document(criterion: Criterion, verified: Mapping[Reference, Verification]) -> dict[str, Any]:
    """Return a criterion as it is kept and shown, with how sure we are of each of its articles."""
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


def verifications_of(policy: PolicySet, on: date) -> dict[Reference, Verification]:
    """Return how sure we are of each article in force on a day: as sure as of the least sure value that cites it."""
    values = (
        value for parameter in policy.parameters.values() for value in parameter.values if value.in_force.covers(on)
    )
    return _least_sure((value.reference, value.verification) for value in values)


def _least_sure(cited: Iterable[tuple[Reference, Verification]]) -> dict[Reference, Verification]:
    order = list(Verification)
    found: dict[Reference, Verification] = {}
    for reference, verification in cited:
        found[reference] = max(found.get(reference, verification), verification, key=order.index)
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
