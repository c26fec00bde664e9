"""Use cases of proposals: made, recommended and decided by three persons."""

from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import (
    find_post,
    grant_rank,
    list_led_unit_ids,
    read_career_and_place,
    relation_to,
)
from kinerja_api.employees.types import Career, Standing
from kinerja_api.employees.types.rosters import RankHeld
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Language, Text
from kinerja_api.organization.public import today_of
from kinerja_api.promotion import repository
from kinerja_api.promotion.access import decide_propose, decide_see, decide_step, reads_all
from kinerja_api.promotion.errors import CareerIncomplete, NotEligible, ProposalAlreadyThere
from kinerja_api.promotion.events import PromotionProposed, ProposalStepped
from kinerja_api.promotion.lifecycle import BOARD_STEPS, DECIDING_STEPS, PROPOSAL, ProposalFacts
from kinerja_api.promotion.models import PromotionProposal
from kinerja_api.promotion.rules import attested_of, basis_of, obstacle_of, stated_of, why_of
from kinerja_api.promotion.schemas import (
    PolicyUsedOut,
    ProposalIn,
    ProposalOut,
    ProposalRow,
    ProposalStepIn,
    StatedOut,
)
from kinerja_api.promotion.service.eligibility import Answer, ask, shown
from kinerja_api.promotion.types import ProposalStatus, Subject, Ties
from kinerja_api.scoring.facts import CriterionStatus

RESOURCE = PROPOSAL.resource_type
NO_UNIT = Text(
    "Catat penempatan pegawai pada tanggal ini; usulan berjalan melalui unitnya.",
    "Record where the employee is placed on that day; a proposal goes through the unit.",
)
STATED = {"kind", "attested", "credit_points", "pension", "service_end"}


async def propose(uow: UnitOfWork, principal: Principal, given: ProposalIn, language: Language) -> ProposalOut:
    """Propose an eligible employee for the next rank; the eligibility is kept as it is now."""
    subject = Subject(given.employee_id, given.effective_on)
    career, standing = await _file(uow, principal, subject)
    enforce(decide_propose(principal, standing.relation, _ties(principal, standing, None)))
    stated = given.model_dump(mode="json", include=STATED)
    answer = await ask(uow, subject, career, attested_of(given.trainings, given.standings, stated))
    _demand_eligible(answer)
    before = await repository.find_live_proposal_id(uow, subject)
    if before is not None:
        raise ProposalAlreadyThere(extra={"proposal_id": str(before)})
    post = await find_post(uow, subject.employee_id, subject.effective_on)
    if post is None:
        raise CareerIncomplete(NO_UNIT, extra={"reason": "MISSING_FACT", "place": "unit"})
    proposal = PromotionProposal(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        employee_id=subject.employee_id,
        employee_name=post.name,
        employee_nip=post.nip,
        unit_id=post.unit_id,
        unit_name=post.unit_name,
        kind=answer.snapshot["kind"],
        from_rank=answer.snapshot["rank"],
        to_rank=answer.snapshot["next_rank"],
        effective_on=subject.effective_on,
        status=ProposalStatus.PROPOSED.value,
        eligibility=answer.snapshot,
        trainings=sorted(given.trainings),
        standings=sorted(given.standings),
        stated=stated,
        facts_sha256=answer.snapshot["facts_sha256"],
        policy_version_id=answer.policy.version_id,
        policy_key=answer.policy.key,
        policy_sha256=answer.policy.sha256,
        proposed_by=principal.account_id,
        proposed_by_name=principal.name,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, proposal)
    details = {"employee_id": str(subject.employee_id), "to_rank": proposal.to_rank, "policy": proposal.policy_sha256}
    record(
        uow,
        principal,
        Act("propose", RESOURCE, proposal.id, version_after=1, to_state=proposal.status, details=details),
    )
    uow.emit(PromotionProposed(proposal.id, employee_id=subject.employee_id, effective_on=subject.effective_on))
    await uow.session.flush()
    return _proposal_out(proposal, language)


async def read_proposal(uow: UnitOfWork, principal: Principal, proposal_id: UUID, language: Language) -> ProposalOut:
    """Return a proposal that the principal may see."""
    proposal = await repository.get_proposal(uow, proposal_id)
    enforce(decide_see(principal, await relation_to(uow, principal, proposal.employee_id, await today_of(uow))))
    return _proposal_out(proposal, language)


async def list_proposals(
    uow: UnitOfWork,
    principal: Principal,
    *,
    employee_id: UUID | None,
    status: ProposalStatus | None,
    page: PageOf,
) -> Page[ProposalRow]:
    """Return a page of the proposals that the principal may see."""
    visible = None
    if not reads_all(principal):
        visible = await list_led_unit_ids(uow, principal.employee_id, await today_of(uow)), principal.employee_id
    rows, following = await repository.list_proposals(
        uow, visible=visible, employee_id=employee_id, status=status, page=page
    )
    return Page(items=[ProposalRow.model_validate(row) for row in rows], next=following)


async def step_proposal(
    uow: UnitOfWork,
    principal: Principal,
    proposal_id: UUID,
    expected: IfMatch,
    step: ProposalStepIn,
    language: Language,
) -> ProposalOut:
    """Take a step: withdraw, recommend or not, approve or reject. An approval gives the rank from its day on."""
    proposal = await repository.get_proposal(uow, proposal_id, for_update=True)
    career, standing = await _file(uow, principal, _subject(proposal))
    enforce(decide_step(principal, standing.relation, _ties(principal, standing, proposal), step.name))
    require_version(expected, proposal.version)
    facts = await _facts(uow, proposal, career, note=step.note, decree=step.decree)
    taken = PROPOSAL.take(step.name, ProposalStatus(proposal.status), facts)
    from_state, proposal.status = proposal.status, taken.target.value
    if step.name in BOARD_STEPS:
        proposal.recommended_by, proposal.recommended_by_name = principal.account_id, principal.name
        proposal.recommendation_note = step.note
    if step.name in DECIDING_STEPS:
        proposal.decided_by, proposal.decided_by_name = principal.account_id, principal.name
        proposal.decided_at, proposal.decision_note, proposal.decree = uow.now(), step.note, step.decree
    if taken.target is ProposalStatus.APPROVED:
        rank = RankHeld(proposal.to_rank, proposal.effective_on)
        await grant_rank(uow, principal, proposal.employee_id, rank, decree=step.decree)
    act = Act(step.name, RESOURCE, proposal.id, from_state=from_state, to_state=proposal.status, note=step.note)
    record_change(uow, principal, proposal, act)
    uow.emit(ProposalStepped(proposal.id, step=step.name, to_state=proposal.status))
    await uow.session.flush()
    return _proposal_out(proposal, language)


async def list_proposal_transitions(
    uow: UnitOfWork, principal: Principal, proposal_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a proposal, and for this reader what may come next and why the rest may not."""
    proposal = await repository.get_proposal(uow, proposal_id)
    career, standing = await _file(uow, principal, _subject(proposal))
    enforce(decide_see(principal, standing.relation))
    ties = _ties(principal, standing, proposal)
    facts = await _facts(uow, proposal, career, note="-", decree="-")

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step(principal, standing.relation, ties, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = PROPOSAL.options(ProposalStatus(proposal.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, proposal.id, state=proposal.status, options=options, language=language)


def _demand_eligible(answer: Answer) -> None:
    """Refuse somebody who is not eligible, with every criterion that stands in the way."""
    open_ends = [each for each in answer.snapshot["criteria"] if each["status"] != CriterionStatus.MET.value]
    if open_ends:
        raise NotEligible(
            why_of(open_ends[0]),
            errors=[
                FieldError(code=f"{each['code']}_{each['status']}", detail=why_of(each), pointer="/employee_id")
                for each in open_ends
            ],
            basis=list(dict.fromkeys(basis for each in open_ends for basis in basis_of(each))),
        )


async def _file(uow: UnitOfWork, principal: Principal, subject: Subject) -> tuple[Career, Standing]:
    """Return the career on the day of a promotion, and how the principal stands to the employee today."""
    career, place = await read_career_and_place(
        uow, principal.employee_id, subject.employee_id, today=await today_of(uow), on=subject.effective_on
    )
    return career, place.standing


def _subject(proposal: PromotionProposal) -> Subject:
    return Subject(proposal.employee_id, proposal.effective_on)


def _ties(principal: Principal, standing: Standing, proposal: PromotionProposal | None) -> Ties:
    return Ties(
        is_relative=standing.is_relative,
        has_proposed=proposal is not None and proposal.proposed_by == principal.account_id,
        has_recommended=proposal is not None and proposal.recommended_by == principal.account_id,
    )


async def _facts(
    uow: UnitOfWork, proposal: PromotionProposal, career: Career, *, note: str | None, decree: str | None
) -> ProposalFacts:
    """Return what a step depends on; whoever may still be promoted is asked anew while the proposal is open."""
    status = ProposalStatus(proposal.status)
    obstacle = None
    if PROPOSAL.options(status, ProposalFacts(status)):
        attested = attested_of(proposal.trainings, proposal.standings, stated_of(proposal.stated))
        answer = await ask(uow, _subject(proposal), career, attested)
        obstacle = obstacle_of(answer.snapshot, proposal.to_rank)
    return ProposalFacts(status, note, decree, obstacle)


def _proposal_out(proposal: PromotionProposal, language: Language) -> ProposalOut:
    row = ProposalRow.model_validate(proposal).model_dump()
    policy = PolicyUsedOut(
        version_id=proposal.policy_version_id, key=proposal.policy_key, sha256=proposal.policy_sha256
    )
    return ProposalOut(
        **row,
        eligibility=shown(_subject(proposal), Answer(proposal.eligibility, policy), language, assumptions=[]),
        trainings=proposal.trainings,
        standings=proposal.standings,
        stated=StatedOut.model_validate(stated_of(proposal.stated)),
        proposed_by_name=proposal.proposed_by_name,
        recommended_by_name=proposal.recommended_by_name,
        recommendation_note=proposal.recommendation_note,
        decided_by_name=proposal.decided_by_name,
        decision_note=proposal.decision_note,
        decided_at=proposal.decided_at,
        decree=proposal.decree,
    )
