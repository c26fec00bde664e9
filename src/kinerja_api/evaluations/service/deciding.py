"""Takes the steps of an objection: who decides today, what was heard, what the decision leads to, and its clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kinerja_api.audit.public import Act, record_change
from kinerja_api.authz.decision import Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import Superior, read_place
from kinerja_api.evaluations.access.objections import ToObjection
from kinerja_api.evaluations.events import ObjectionStepped
from kinerja_api.evaluations.lifecycle.objections import CHANGE, ESCALATE, OBJECTION, ObjectionFacts
from kinerja_api.evaluations.models import Objection
from kinerja_api.evaluations.repository import get_evaluation
from kinerja_api.evaluations.repository import objections as repository
from kinerja_api.evaluations.rules import changes_ratings, days_of, last_day
from kinerja_api.evaluations.schemas.objections import ObjectionStepIn
from kinerja_api.evaluations.service.judges import Judge, line_of, list_judges
from kinerja_api.evaluations.service.rating import given_again
from kinerja_api.evaluations.service.revisions import Grounds, close_if_annual, issue_revision
from kinerja_api.evaluations.types import UNDECIDED, ObjectionStatus, RevisionReason, Side
from kinerja_api.kit.clock import end_of_day
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of, zone_of
from kinerja_api.policies.public import national, pin
from kinerja_api.scoring.policy import PolicySet

RESOURCE = OBJECTION.resource_type
SUBJECT = "objection"
OVERDUE_OBJECTION = "overdue_objection"


@dataclass(frozen=True, slots=True)
class Case:
    """An objection, who may decide it as the tree stands today, and how somebody stands to it."""

    row: Objection
    judges: list[Judge]
    to: ToObjection

    @property
    def judge(self) -> Judge:
        """Who decides: the first above the official, and the next one for each time the decision was overdue."""
        return self.judges[min(self.row.escalations, len(self.judges) - 1)]


async def open_case(uow: UnitOfWork, row: Objection, principal: Principal) -> Case:
    """Return an objection as it stands for somebody today."""
    place = await read_place(uow, principal.employee_id, row.employee_id, await today_of(uow))
    # Of a plan that ended with a move the line of its last day decides.
    line = place.line if row.judged_on is None else await line_of(uow, row.employee_id, row.judged_on)
    case, relation = await _case(uow, row, line), place.standing.relation
    made_evaluation = row.official_id is not None and row.official_id == principal.employee_id
    to = ToObjection(relation, made_evaluation=made_evaluation, is_judge=case.judge.is_principal(principal))
    return replace(case, to=to)


async def facts_of(uow: UnitOfWork, case: Case, *, note: str | None, changes_something: bool = True) -> ObjectionFacts:
    """Return what the steps of an objection depend on."""
    statements = await repository.list_statements(uow, case.row.id)
    return ObjectionFacts(
        heard=frozenset(Side(each.side) for each in statements),
        is_overdue=case.row.decide_by < await today_of(uow),
        has_next_judge=case.judge.employee_id is not None,
        differs=changes_something,
        note=note,
    )


async def take_step(uow: UnitOfWork, principal: Principal, case: Case, step: ObjectionStepIn) -> None:
    """Take a step in the name of somebody who may, and leave it in the trail."""
    row, differs = case.row, True
    if step.name == CHANGE:
        before = await get_evaluation(uow, row.evaluation_id)
        differs = changes_ratings(
            (before.work_result, before.behavior), (step.work_result_rating, step.behavior_rating)
        )
    facts = await facts_of(uow, case, note=step.note, changes_something=differs)
    taken = OBJECTION.take(step.name, ObjectionStatus(row.status), facts)
    match taken.target:
        case ObjectionStatus.DIAJUKAN:
            await _pass_on(uow, principal, case)
            return
        case ObjectionStatus.DIKUATKAN:
            await close_if_annual(uow, principal, await get_evaluation(uow, row.evaluation_id))
        case ObjectionStatus.DIUBAH:
            row.new_evaluation_id = await _change_evaluation(uow, principal, row.evaluation_id, step)
        case ObjectionStatus.FINAL:
            row.final_at = uow.now()
    if taken.target in {ObjectionStatus.DIKUATKAN, ObjectionStatus.DIUBAH}:
        row.decided_at, row.decided_by_name, row.decision = uow.now(), principal.name, step.note
    from_state, row.status = row.status, taken.target.value
    _name_judge(row, case.judge)
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    await touch(uow, principal, row, act)


async def escalate_overdue(uow: UnitOfWork, objection_id: UUID) -> None:
    """Pass an objection on to the next superior when its decision is overdue; else do nothing."""
    row = await repository.get_objection(uow, objection_id, for_update=True)
    case = await _case(uow, row, await line_of(uow, row.employee_id, row.judged_on))
    facts = await facts_of(uow, case, note=None)
    if ObjectionStatus(row.status) in UNDECIDED and facts.is_overdue and facts.has_next_judge:
        await _pass_on(uow, None, case)


async def days_in_force(uow: UnitOfWork, row: Objection) -> PolicySet:
    """Return the policy that says how many days there are, as it stood when the result was received."""
    on = row.received_on
    return (await pin(uow, national().regime(SUBJECT, on).key, on)).policy


async def watch(uow: UnitOfWork, row: Objection) -> None:
    """Look again when the time for the decision is over."""
    await uow.enqueue(OVERDUE_OBJECTION, resource_id=row.id, at=end_of_day(row.decide_by, await zone_of(uow)))


async def touch(uow: UnitOfWork, principal: Principal | None, row: Objection, act: Act) -> None:
    """Leave a change in the trail, tell it, and write what is pending."""
    record_change(uow, principal, row, with_judge(row, act))
    await tell(uow, row, act.action)


def with_judge(row: Objection, act: Act) -> Act:
    """Return an act that says besides who must decide, and until when."""
    details = {"judge": row.judge_name, "decide_by": row.decide_by.isoformat()}
    return replace(act, details=details | dict(act.details))


async def tell(uow: UnitOfWork, row: Objection, act: str) -> None:
    """Tell an act with the id of who must decide, and write what is pending."""
    judge_id = str(row.judge_id) if row.judge_id else None
    uow.emit(ObjectionStepped(row.id, step=act, to_state=row.status, judge_id=judge_id))
    await uow.session.flush()


async def _case(uow: UnitOfWork, row: Objection, line: Sequence[Superior]) -> Case:
    judges = await list_judges(uow, line, row.official_id)
    return Case(row, judges, ToObjection(Relation.NONE, made_evaluation=False, is_judge=False))


async def _pass_on(uow: UnitOfWork, principal: Principal | None, case: Case) -> None:
    """Hand an overdue objection to the next superior, who begins anew with days of their own; the clock may do it."""
    row, was_with, from_state = case.row, case.judge.name, case.row.status
    row.status, row.escalations = ObjectionStatus.DIAJUKAN.value, row.escalations + 1
    days = days_of(await days_in_force(uow, row), "decision_days", row.received_on)
    row.decide_by = last_day(await today_of(uow), days)
    _name_judge(row, case.judge)
    act = Act(ESCALATE, RESOURCE, row.id, from_state=from_state, to_state=row.status, details={"was_with": was_with})
    await touch(uow, principal, row, act)
    await watch(uow, row)


async def _change_evaluation(uow: UnitOfWork, principal: Principal, evaluation_id: UUID, step: ObjectionStepIn) -> UUID:
    """Issue the next revision of the evaluation with the ratings of the decision; what is not given stays."""
    before = await get_evaluation(uow, evaluation_id, for_update=True)
    given = given_again(before, work_result=step.work_result_rating, behavior=step.behavior_rating)
    grounds = Grounds(RevisionReason.OBJECTION, step.note or "", step.distribution_note)
    return (await issue_revision(uow, principal, before, given, grounds)).id


def _name_judge(row: Objection, judge: Judge) -> None:
    row.judge_id, row.judge_name = judge.employee_id, judge.name
