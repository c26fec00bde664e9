"""Use cases of eligibility: one employee with every criterion, or the next candidates of a unit or an agency."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cachetools import LRUCache

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import (
    appointed_on,
    list_careers_after,
    list_led_unit_ids,
    map_superior_ranks,
    read_career_and_place,
)
from kinerja_api.employees.types import Career
from kinerja_api.evaluations.public import map_predicates
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.problems import NotFound
from kinerja_api.kit.text import Language, Text
from kinerja_api.organization.public import list_unit_ids_below, today_of
from kinerja_api.policies.public import PinnedPolicy, pin
from kinerja_api.promotion.access import decide_see, reads_all
from kinerja_api.promotion.errors import CareerIncomplete
from kinerja_api.promotion.repository import BY_EMPLOYEE
from kinerja_api.promotion.rules import (
    criterion_document,
    facts_of,
    incomplete,
    next_period,
    snapshot,
    superior_limits,
    verifications_of,
    years_looked_at,
)
from kinerja_api.promotion.schemas import CandidateRow, CandidatesOut, CriterionOut, EligibilityOut, PolicyUsedOut
from kinerja_api.promotion.types import Attested, CandidateFilter, Snapshot, Subject
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.facts import CriterionStatus, PromotionFacts, PromotionKind
from kinerja_api.scoring.policy import Reference, Verification
from kinerja_api.scoring.schemes import promotion
from kinerja_api.scoring.schemes.criteria import Criterion
from kinerja_api.scoring.schemes.promotion import Eligibility, Screening

POLICY = "kenaikan_pangkat_reguler"
CHUNK = 1_000
# A request looks at no more than this many; whoever filters by a rare status goes on with the cursor.
MOST_LOOKED_AT = 10_000
NOBODY = UUID(int=0)
NOTHING_STATED = Attested()
UNRECORDED = Text(
    "Pelatihan, angka kredit, kedudukan hukum (misalnya CLTN), dan keadaan khusus tidak dicatat di sini dan dianggap "
    "tidak ada atau menunggu; pengelola kepegawaian menyatakannya beserta bukti saat mengusulkan.",
    "Trainings, credit points, legal standings (such as leave outside state cost) and special facts are not recorded "
    "here and taken as none or pending; the HR administrator states them with evidence in the proposal.",
)

# Answers of one day under one version of the rules, which never changes.
_screenings: LRUCache[tuple[UUID, date], Screening] = LRUCache(maxsize=4)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine answered, and by which version of the policy."""

    snapshot: Snapshot
    policy: PolicyUsedOut


async def read_eligibility(
    uow: UnitOfWork,
    principal: Principal,
    *,
    employee_id: UUID | None,
    effective_on: date | None,
    kind: PromotionKind | None,
    language: Language,
) -> EligibilityOut:
    """Answer whether an employee may be promoted on a day, criterion by criterion; nothing is stored."""
    today = await today_of(uow)
    whose = employee_id or principal.employee_id
    if whose is None:
        raise NotFound
    subject = Subject(whose, effective_on or next_period(today))
    career, place = await read_career_and_place(uow, principal.employee_id, whose, today=today, on=subject.effective_on)
    enforce(decide_see(principal, place.standing.relation))
    answer = await ask(uow, subject, career, Attested(kind=kind))
    return shown(subject, answer, language, assumptions=[UNRECORDED.in_language(language)])


async def list_candidates(
    uow: UnitOfWork, principal: Principal, asked: CandidateFilter, page: PageOf, language: Language
) -> CandidatesOut:
    """Return the next employees whom the principal may see, each with all reasons that stand in the way."""
    pinned = await pin(uow, POLICY, asked.on)
    units = await _visible_units(uow, principal, asked)
    position = page.position(uow, BY_EMPLOYEE)
    wanted: list[tuple[Career, Eligibility]] = []
    last, looked_at, goes_on = (position[0] if position else NOBODY), 0, False
    size = CHUNK if asked.status else page.limit + 1
    async for career, eligibility in stream_eligibilities(uow, pinned, units, asked.on, after=last, size=size):
        is_wanted = asked.status in {None, eligibility.status}
        goes_on = looked_at == MOST_LOOKED_AT or (is_wanted and len(wanted) == page.limit)
        if goes_on:
            break
        if is_wanted:
            wanted.append((career, eligibility))
        last, looked_at = career.employee_id, looked_at + 1
    tell = _Teller(verifications_of(pinned.policy, asked.on), language)
    return CandidatesOut(
        items=[_row(career, eligibility, tell) for career, eligibility in wanted],
        next=page.following(uow, (last,)) if goes_on else None,
        on=asked.on,
        policy=_used(pinned),
        assumptions=[UNRECORDED.in_language(language)],
    )


async def _visible_units(uow: UnitOfWork, principal: Principal, asked: CandidateFilter) -> Sequence[UUID] | None:
    """Return the units to look into; None for the whole agency."""
    day = await today_of(uow)
    led = None if reads_all(principal) else await list_led_unit_ids(uow, principal.employee_id, day)
    if asked.unit_id is None:
        return led
    below = await list_unit_ids_below(uow, [asked.unit_id], day)
    return below if led is None else [each for each in below if each in set(led)]


async def stream_eligibilities(
    uow: UnitOfWork, pinned: PinnedPolicy, units: Sequence[UUID] | None, on: date, *, after: UUID, size: int
) -> AsyncIterator[tuple[Career, Eligibility]]:
    """Yield everybody after an id with the answer, read and screened in chunks."""
    while True:
        careers = await list_careers_after(uow, units, on, after=after, most=size)
        for career, eligibility in zip(careers, await screen(uow, pinned, careers, on), strict=True):
            yield career, eligibility
        if len(careers) < size:
            return
        after = careers[-1].employee_id


async def screen(uow: UnitOfWork, pinned: PinnedPolicy, careers: Sequence[Career], on: date) -> list[Eligibility]:
    """Answer many careers on a day under the kind that follows from each post; a few statements for all of them."""
    ids = [career.employee_id for career in careers]
    predicates = await map_predicates(uow, ids, years_looked_at(pinned.policy, on))
    ranks = await map_superior_ranks(uow, ids, on) if superior_limits(pinned.policy, on) else {}
    screening = _screenings.get((pinned.id, on))
    if screening is None:
        screening = _screenings[pinned.id, on] = Screening(pinned.policy, on)
    return [
        _screened(
            screening,
            facts_of(
                career,
                predicates.get(career.employee_id, {}),
                effective_on=on,
                superior_rank=ranks.get(career.employee_id),
                service_since=None,
                attested=NOTHING_STATED,
            ),
        )
        for career in careers
    ]


def _screened(screening: Screening, facts: PromotionFacts) -> Eligibility:
    try:
        return screening.eligibility(facts)
    except ScoringError as refused:
        return incomplete(refused)


async def ask(uow: UnitOfWork, subject: Subject, career: Career, attested: Attested) -> Answer:
    """Gather the other facts about a career and let the engine answer."""
    on, employee_id = subject.effective_on, subject.employee_id
    pinned = await pin(uow, POLICY, on)
    predicates = await map_predicates(uow, [employee_id], years_looked_at(pinned.policy, on))
    ranks = await map_superior_ranks(uow, [employee_id], on) if superior_limits(pinned.policy, on) else {}
    facts = facts_of(
        career,
        predicates.get(employee_id, {}),
        effective_on=on,
        superior_rank=ranks.get(employee_id),
        service_since=appointed_on(career.nip) if attested.kind is PromotionKind.PENGABDIAN else None,
        attested=attested,
    )
    try:
        outcome = promotion.evaluate(pinned.policy, facts)
    except ScoringError as refused:
        needed = Text(refused.needed.id, refused.needed.en)
        raise CareerIncomplete(needed, extra={"reason": refused.code, "place": refused.place}) from None
    return Answer(snapshot(outcome), _used(pinned))


def shown(subject: Subject, answer: Answer, language: Language, *, assumptions: list[str]) -> EligibilityOut:
    """Return an answer in one language."""
    kept = answer.snapshot
    return EligibilityOut(
        employee_id=subject.employee_id,
        effective_on=subject.effective_on,
        status=kept["status"],
        is_eligible=kept["status"] == CriterionStatus.MET.value,
        kind=kept["kind"],
        rank=kept["rank"],
        next_rank=kept["next_rank"],
        criteria=[_told(each, language) for each in kept["criteria"]],
        policy=answer.policy,
        facts_sha256=kept["facts_sha256"],
        assumptions=assumptions,
    )


class _Teller:
    """Tells criteria in one language; those that many people share are told once."""

    def __init__(self, verified: Mapping[Reference, Verification], language: Language) -> None:
        self._verified = verified
        self._language = language
        self._told: dict[int, CriterionOut] = {}

    def __call__(self, criterion: Criterion) -> CriterionOut:
        known = self._told.get(id(criterion))
        if known is None:
            document = criterion_document(criterion, self._verified)
            known = self._told[id(criterion)] = _told(document, self._language)
        return known


def _row(career: Career, eligibility: Eligibility, tell: _Teller) -> CandidateRow:
    return CandidateRow(
        employee_id=career.employee_id,
        name=career.name,
        nip=career.nip,
        unit_id=career.unit_id,
        unit_name=career.unit_name,
        kind=eligibility.kind,
        rank=career.rank,
        next_rank=eligibility.next_rank,
        status=eligibility.status,
        reasons=[tell(each) for each in eligibility.criteria if each.status is not CriterionStatus.MET],
    )


def _told(document: Mapping[str, Any], language: Language) -> CriterionOut:
    return CriterionOut(
        code=document["code"],
        subject=document["subject"],
        status=document["status"],
        reason=document.get("reason"),
        found=document["found"][language],
        required=document["required"][language],
        why=document["why"][language],
        basis=[BasisOut(**basis) for basis in document["basis"]],
    )


def _used(pinned: PinnedPolicy) -> PolicyUsedOut:
    return PolicyUsedOut(version_id=pinned.id, key=pinned.policy.key, sha256=pinned.policy.sha256)
