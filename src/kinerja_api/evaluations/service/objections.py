"""Use cases of objections: filed in time, both sides heard, decided by the superior of the rating official."""

from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, transitions_of
from kinerja_api.authz.decision import Denied, Relation, enforce
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import list_led_unit_ids, relation_to
from kinerja_api.evaluations.access import decide_see
from kinerja_api.evaluations.access.objections import (
    decide_object,
    decide_see_objection,
    decide_state,
    decide_step_objection,
)
from kinerja_api.evaluations.errors import (
    OBJECTING,
    SIDE_NEEDED,
    NotObjectable,
    ObjectionAlreadyThere,
    ObjectionDecided,
    ObjectionTooLate,
)
from kinerja_api.evaluations.errors.days import HOSTED, ObjectElsewhere
from kinerja_api.evaluations.lifecycle.objections import OBJECTION
from kinerja_api.evaluations.models import Evaluation, Objection, ObjectionStatement
from kinerja_api.evaluations.repository import get_evaluation
from kinerja_api.evaluations.repository import objections as repository
from kinerja_api.evaluations.rules import days_of, is_objectable, last_day
from kinerja_api.evaluations.schemas.objections import (
    ObjectionIn,
    ObjectionOut,
    ObjectionRow,
    ObjectionStepIn,
    StatementIn,
    StatementOut,
)
from kinerja_api.evaluations.service.deciding import (
    RESOURCE,
    Case,
    days_in_force,
    facts_of,
    open_case,
    take_step,
    tell,
    touch,
    watch,
    with_judge,
)
from kinerja_api.evaluations.service.judges import line_of, list_judges
from kinerja_api.evaluations.types import (
    UNDECIDED,
    EvaluationStatus,
    Json,
    ObjectionFilter,
    ObjectionStatus,
    RevisionReason,
    Side,
)
from kinerja_api.kit.clock import day_in_zone, end_of_day
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of, zone_of
from kinerja_api.targets.public import get_plan

CLOCK = frozenset({"due_at", "time_zone", "is_overdue"})


async def file_objection(uow: UnitOfWork, principal: Principal, given: ObjectionIn) -> ObjectionOut:
    """Object to an evaluation of one's own, within the days that the law gives; one objection to an evaluation."""
    evaluation = await get_evaluation(uow, given.evaluation_id, for_update=True)
    relation = await relation_to(uow, principal, evaluation.employee_id, await today_of(uow))
    enforce(decide_see(principal, relation, EvaluationStatus(evaluation.status)))
    enforce(decide_object(relation))
    there = await repository.find_objection_id(uow, evaluation.id)
    if there is not None:
        raise ObjectionAlreadyThere(basis=[OBJECTING], extra={"objection_id": str(there)})
    reason = RevisionReason(evaluation.revision_reason) if evaluation.revision_reason else None
    if evaluation.host_agency is not None:
        raise ObjectElsewhere(ObjectElsewhere.advice.fill(host=evaluation.host_agency), basis=[HOSTED])
    if not is_objectable(EvaluationStatus(evaluation.status), reason):
        raise NotObjectable(basis=[OBJECTING])
    row = await _new_objection(uow, evaluation)
    repository.add(uow, row)
    await uow.session.flush()
    _add_statement(uow, principal, row, Side.EMPLOYEE, given.reason)
    filed = Act("filed", RESOURCE, row.id, version_after=1, to_state=row.status)
    record(uow, principal, with_judge(row, filed))
    await tell(uow, row, filed.action)
    await watch(uow, row)
    return await _shown(uow, row)


async def read_objection(uow: UnitOfWork, principal: Principal, objection_id: UUID) -> ObjectionOut:
    """Return an objection that the principal may see."""
    case = await open_case(uow, await repository.get_objection(uow, objection_id), principal)
    enforce(decide_see_objection(principal, case.to))
    return await _shown(uow, case.row)


async def list_objections(
    uow: UnitOfWork, principal: Principal, wanted: ObjectionFilter, page: PageOf
) -> Page[ObjectionRow]:
    """Return a page of the objections that the principal may see."""
    today, zone, me = await today_of(uow), await zone_of(uow), principal.employee_id
    rows, following = await repository.list_objections(
        uow,
        me=me,
        led=None if principal.reads_whole_agency else await list_led_unit_ids(uow, me, today),
        is_appointing=principal.has(Role.APPOINTING_OFFICIAL),
        wanted=wanted,
        page=page,
    )
    return Page(items=[ObjectionRow(**_columns(row, today, zone)) for row in rows], next=following)


async def state_on_objection(
    uow: UnitOfWork, principal: Principal, objection_id: UUID, given: StatementIn
) -> ObjectionOut:
    """Add what a side says, until the decision."""
    row = await repository.get_objection(uow, objection_id, for_update=True)
    case = await open_case(uow, row, principal)
    enforce(decide_state(principal, case.to))
    if ObjectionStatus(row.status) not in UNDECIDED:
        raise ObjectionDecided(basis=[OBJECTING])
    side = _side(case, given)
    _add_statement(uow, principal, row, side, given.text)
    await touch(uow, principal, row, Act("stated", RESOURCE, row.id, details={"side": side.value}))
    return await _shown(uow, row)


async def step_objection(
    uow: UnitOfWork, principal: Principal, objection_id: UUID, expected: IfMatch, step: ObjectionStepIn
) -> ObjectionOut:
    """Take a step: examine, uphold, change, escalate what is overdue, convey."""
    row = await repository.get_objection(uow, objection_id, for_update=True)
    case = await open_case(uow, row, principal)
    enforce(decide_step_objection(principal, case.to, step.name))
    require_version(expected, row.version)
    await take_step(uow, principal, case, step)
    return await _shown(uow, row)


async def list_objection_transitions(
    uow: UnitOfWork, principal: Principal, objection_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of an objection, and for this reader what may come next and why the rest may not."""
    case = await open_case(uow, await repository.get_objection(uow, objection_id), principal)
    enforce(decide_see_objection(principal, case.to))

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step_objection(principal, case.to, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    facts, state = await facts_of(uow, case, note="-"), ObjectionStatus(case.row.status)
    options = OBJECTION.options(state, facts, refuse)
    return await transitions_of(uow, RESOURCE, case.row.id, state=state.value, options=options, language=language)


async def _new_objection(uow: UnitOfWork, evaluation: Evaluation) -> Objection:
    """Return an objection with its clock: from the recorded receipt of the result, else from its issue."""
    today, zone = await today_of(uow), await zone_of(uow)
    received_at = evaluation.acknowledged_at or evaluation.rejected_at or evaluation.issued_at or uow.now()
    until = evaluation.handed_over_on or (await get_plan(uow, evaluation.plan_id)).valid_until
    judged_on = until if until is not None and until < today else None
    line = await line_of(uow, evaluation.employee_id, judged_on)
    [judge, *_] = await list_judges(uow, line, evaluation.evaluator_id)
    row = Objection(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        evaluation_id=evaluation.id,
        cycle_id=evaluation.cycle_id,
        year=evaluation.year,
        period_id=evaluation.period_id,
        employee_id=evaluation.employee_id,
        employee_name=evaluation.employee_name,
        unit_id=evaluation.unit_id,
        official_id=evaluation.evaluator_id,
        official_name=evaluation.evaluator_name,
        status=ObjectionStatus.DIAJUKAN.value,
        judged_on=judged_on,
        received_on=day_in_zone(received_at, zone),
        filed_at=uow.now(),
        judge_id=judge.employee_id,
        judge_name=judge.name,
        escalations=0,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    policy = await days_in_force(uow, row)
    filing_days = days_of(policy, "filing_days", row.received_on)
    row.file_by = last_day(row.received_on, filing_days)
    row.decide_by = last_day(today, days_of(policy, "decision_days", row.received_on))
    if today > row.file_by:
        told = {"file_by": row.file_by.isoformat(), "received_on": row.received_on.isoformat(), "time_zone": zone}
        raise ObjectionTooLate(ObjectionTooLate.advice.fill(days=filing_days, **told), basis=[OBJECTING], extra=told)
    return row


def _side(case: Case, given: StatementIn) -> Side:
    """Return whose statement this is: one's own, or for whoever decides the one that was heard."""
    if case.to.relation is Relation.SELF:
        return Side.EMPLOYEE
    if case.to.made_evaluation:
        return Side.OFFICIAL
    if given.side is None:
        raise Invalid(errors=[FieldError("missing", SIDE_NEEDED, "/side")], basis=[OBJECTING])
    return given.side


def _add_statement(uow: UnitOfWork, principal: Principal, row: Objection, side: Side, text: str) -> None:
    statement = ObjectionStatement(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        objection_id=row.id,
        side=side.value,
        text=text,
        author_name=principal.name,
        given_at=uow.now(),
    )
    repository.add(uow, statement)


async def _shown(uow: UnitOfWork, row: Objection) -> ObjectionOut:
    statements = await repository.list_statements(uow, row.id)
    return ObjectionOut(
        **_columns(row, await today_of(uow), await zone_of(uow)),
        decided_by_name=row.decided_by_name,
        decision=row.decision,
        statements=[StatementOut.model_validate(each) for each in statements],
    )


def _columns(row: Objection, today: date, zone: str) -> Json:
    """Return what every view of an objection shows, with the clock as it stands today in the agency's zone."""
    kept = {name: getattr(row, name) for name in ObjectionRow.model_fields if name not in CLOCK}
    is_overdue = ObjectionStatus(row.status) in UNDECIDED and row.decide_by < today
    return kept | {"due_at": end_of_day(row.decide_by, zone), "time_zone": zone, "is_overdue": is_overdue}
