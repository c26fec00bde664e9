"""Changing an agreed plan: asked for with a reason by one side, decided by the other, and done at once when agreed."""

import json
from collections.abc import Mapping
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import relation_to
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.targets import repository as plans_repository
from kinerja_api.targets.access import decide_see
from kinerja_api.targets.access.changes import SIDES, decide_ask, decide_step_change
from kinerja_api.targets.errors import (
    CASCADE,
    CHANGING,
    ChangeDoesNotFit,
    ChangeUnderWay,
    NotOfThisPlan,
    TargetIsServed,
    TooManyParts,
)
from kinerja_api.targets.events import PlanChangeStepped
from kinerja_api.targets.lifecycle import PlanFacts
from kinerja_api.targets.lifecycle.changes import FITS, PLAN_CHANGE, ChangeFacts
from kinerja_api.targets.models import Indicator, Target, TargetPlan
from kinerja_api.targets.models.changes import PlanChangeRequest
from kinerja_api.targets.repository import changes as repository
from kinerja_api.targets.rules import MOST_TARGETS, TargetFacts, changed
from kinerja_api.targets.schemas import StepIn
from kinerja_api.targets.schemas.changes import (
    ChangedTarget,
    ChangeIn,
    ChangeRequestIn,
    ChangeRequestOut,
    ChangeRequestRow,
)
from kinerja_api.targets.service.standing import visible_to
from kinerja_api.targets.service.writing import (
    check_cascade,
    check_form,
    indicator_columns,
    name_delegation,
    new_indicator,
    refuse_circle,
    target_columns,
    touch,
)
from kinerja_api.targets.types import AskedBy, ChangeAction, ChangeRequestStatus, PlanForm, PlanKind, PlanStatus

RESOURCE = PLAN_CHANGE.resource_type
Held = Mapping[UUID, Mapping[UUID, Indicator]]


async def ask_change(uow: UnitOfWork, principal: Principal, given: ChangeRequestIn) -> ChangeRequestOut:
    """Ask for a change of an agreed plan; nothing changes until the other side of the dialogue agrees."""
    plan = await plans_repository.get_plan(uow, given.plan_id, for_update=True)
    relation = await relation_to(uow, principal, plan.employee_id, await today_of(uow))
    enforce(decide_ask(principal, relation))
    await _check(uow, plan, given.changes, await repository.map_indicators(uow, plan.id))
    facts = await _facts(uow, plan, given.changes, note=None)
    obstacle = next((found for rule in FITS if (found := rule(facts)) is not None), None)
    if obstacle is not None:
        raise ChangeDoesNotFit(obstacle.reason, basis=obstacle.basis or CHANGING)
    open_id = await repository.find_open_request_id(uow, plan.id)
    if open_id is not None:
        raise ChangeUnderWay(basis=CHANGING, extra={"change_request_id": str(open_id)})
    request = PlanChangeRequest(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        asked_by=SIDES[relation].value,
        asked_by_name=principal.name if SIDES[relation] is AskedBy.OFFICIAL else None,
        status=ChangeRequestStatus.SUBMITTED.value,
        reason=given.reason,
        changes=[each.model_dump(mode="json") for each in given.changes],
        attachments=given.attachments.model_dump() if given.attachments else None,
        plan_version=plan.version,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, request)
    record(uow, principal, Act("created", RESOURCE, request.id, version_after=1, to_state=request.status))
    uow.emit(PlanChangeStepped(request.id, step="submit", to_state=request.status))
    await uow.session.flush()
    return ChangeRequestOut.model_validate(request)


async def read_change(uow: UnitOfWork, principal: Principal, request_id: UUID) -> ChangeRequestOut:
    """Return a change request that the principal may see."""
    request = await repository.get_request(uow, request_id)
    enforce(decide_see(principal, await relation_to(uow, principal, request.employee_id, await today_of(uow))))
    return ChangeRequestOut.model_validate(request)


async def list_changes(
    uow: UnitOfWork,
    principal: Principal,
    *,
    plan_id: UUID | None,
    status: ChangeRequestStatus | None,
    page: PageOf,
) -> Page[ChangeRequestRow]:
    """Return a page of the change requests that the principal may see, newest first."""
    visible = await visible_to(uow, principal)
    rows, following = await repository.list_requests(uow, visible=visible, plan_id=plan_id, status=status, page=page)
    return Page(items=[ChangeRequestRow.model_validate(row) for row in rows], next=following)


async def step_change(
    uow: UnitOfWork, principal: Principal, request_id: UUID, expected: IfMatch, step: StepIn
) -> ChangeRequestOut:
    """Agree, refuse or withdraw a change request; agreed, the plan is changed in this very transaction."""
    request = await repository.get_request(uow, request_id, for_update=True)
    relation = await relation_to(uow, principal, request.employee_id, await today_of(uow))
    enforce(decide_step_change(principal, relation, step.name, AskedBy(request.asked_by)))
    require_version(expected, request.version)
    plan = await plans_repository.get_plan(uow, request.plan_id, for_update=True)
    changes = [ChangeIn.model_validate(each) for each in request.changes]
    facts = await _facts(uow, plan, changes, note=step.note)
    taken = PLAN_CHANGE.take(step.name, ChangeRequestStatus(request.status), facts)
    from_state, request.status = request.status, taken.target.value
    if taken.target is not ChangeRequestStatus.WITHDRAWN:
        request.decided_at, request.decision_note = uow.now(), step.note
        request.decided_by_id, request.decided_by_name = principal.employee_id, principal.name
    if taken.target is ChangeRequestStatus.AGREED:
        request.plan_before = json.loads((await plans_repository.read_written_plan(uow, plan.id)).document)
        await _change_plan(uow, principal, plan, request, changes)
    act = Act(step.name, RESOURCE, request.id, from_state=from_state, to_state=request.status, note=step.note)
    record_change(uow, principal, request, act)
    uow.emit(PlanChangeStepped(request.id, step=step.name, to_state=request.status))
    await uow.session.flush()
    return ChangeRequestOut.model_validate(request)


async def list_change_transitions(
    uow: UnitOfWork, principal: Principal, request_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a change request, and for this reader what may come next and why the rest may not."""
    request = await repository.get_request(uow, request_id)
    relation = await relation_to(uow, principal, request.employee_id, await today_of(uow))
    enforce(decide_see(principal, relation))
    plan = await plans_repository.get_plan(uow, request.plan_id)
    changes = [ChangeIn.model_validate(each) for each in request.changes]
    facts = await _facts(uow, plan, changes, note="-")

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step_change(principal, relation, step, AskedBy(request.asked_by))
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = PLAN_CHANGE.options(ChangeRequestStatus(request.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, request.id, state=request.status, options=options, language=language)


async def _facts(uow: UnitOfWork, plan: TargetPlan, changes: list[ChangeIn], *, note: str | None) -> ChangeFacts:
    """Return the plan as it would be after the changes, and whether it may be changed."""
    known = await plans_repository.read_plan_facts(uow, plan.id)
    proposed = [(each.target_id, _facts_of(each.target) if each.target else None) for each in changes]
    result = PlanFacts(
        cycle_is_open=known.cycle_is_open,
        targets=changed(known.targets, proposed),
        has_rating_official=True,
        form=PlanForm(plan.form),
        kind=PlanKind(plan.kind),
    )
    return ChangeFacts(PlanStatus(plan.status), result, note)


def _facts_of(target: ChangedTarget) -> TargetFacts:
    return TargetFacts(
        target.kind,
        target.weight,
        len(target.indicators),
        has_perspective=target.perspective is not None,
        study_kinds=frozenset(each.study_kind for each in target.indicators if each.study_kind),
    )


async def _check(uow: UnitOfWork, plan: TargetPlan, changes: list[ChangeIn], held: Held) -> None:
    """Refuse changes of what the plan does not hold, links that are none, and removals of what others serve."""
    for change in changes:
        if change.target_id is not None and change.target_id not in held:
            raise NotOfThisPlan(basis=CHANGING)
        if change.action is ChangeAction.REMOVE and change.target_id is not None:
            await _refuse_served(uow, change.target_id)
        if change.target is not None:
            _check_indicators(change, held)
            check_form(plan, change.target)
            await name_delegation(uow, plan, change.target)
            await check_cascade(uow, plan, change.target)
            if change.target_id is not None:
                await refuse_circle(uow, plan, change.target_id, change.target.superior_target_id)
    added = sum(change.action is ChangeAction.ADD for change in changes)
    if len(held) + added > MOST_TARGETS:
        raise TooManyParts


def _check_indicators(change: ChangeIn, held: Held) -> None:
    known = held[change.target_id] if change.target_id is not None else {}
    named = [each.indicator_id for each in change.target.indicators if each.indicator_id] if change.target else []
    if not known.keys() >= set(named) or len(set(named)) < len(named):
        raise NotOfThisPlan(basis=CHANGING)


async def _refuse_served(uow: UnitOfWork, target_id: UUID) -> None:
    """Refuse to take out what others serve; nobody begins to serve it until this unit of work ends."""
    await plans_repository.get_target(uow, target_id, for_update=True)
    if await plans_repository.is_served(uow, target_id):
        raise TargetIsServed(basis=CASCADE)


async def _change_plan(
    uow: UnitOfWork,
    principal: Principal,
    plan: TargetPlan,
    request: PlanChangeRequest,
    changes: list[ChangeIn],
) -> None:
    """Do to the plan what was agreed; what the request had to fit is looked at again, for much may have moved."""
    held = await repository.map_indicators(uow, plan.id)
    await _check(uow, plan, changes, held)
    for change in changes:
        if change.target is None:
            await _remove_target(uow, change.target_id, held)
        elif change.target_id is None:
            await _add_target(uow, plan, change.target)
        else:
            await _replace_target(uow, plan, change.target_id, change.target, held[change.target_id])
    if request.attachments is not None:
        plan.attachments = request.attachments
    await touch(uow, principal, plan, "changed_on_request", request.id)


async def _remove_target(uow: UnitOfWork, target_id: UUID | None, held: Held) -> None:
    if target_id is not None:
        target = await plans_repository.get_target(uow, target_id)
        target.removed_at = uow.now()
        await repository.remove_indicators(uow, list(held[target_id]))


async def _add_target(uow: UnitOfWork, plan: TargetPlan, given: ChangedTarget) -> None:
    number = await plans_repository.next_target_number(uow, plan.id)
    columns = target_columns(given, await name_delegation(uow, plan, given))
    target = Target(agency_id=uow.agency_id, id=uow.new_id(), plan_id=plan.id, number=number, **columns)
    plans_repository.add(uow, target)
    await uow.session.flush()
    rows = [new_indicator(uow, target.id, place, each) for place, each in enumerate(given.indicators, start=1)]
    plans_repository.add(uow, *rows)
    await uow.session.flush()


async def _replace_target(
    uow: UnitOfWork, plan: TargetPlan, target_id: UUID, given: ChangedTarget, held: Mapping[UUID, Indicator]
) -> None:
    """Change a target and its indicators where they stand, so that what was reported on them stays theirs."""
    target = await plans_repository.get_target(uow, target_id)
    for name, value in target_columns(given, await name_delegation(uow, plan, given)).items():
        setattr(target, name, value)
    kept = {each.indicator_id for each in given.indicators}
    await repository.remove_indicators(uow, [each for each in held if each not in kept])
    number = await plans_repository.next_indicator_number(uow, target_id)
    for indicator in given.indicators:
        if indicator.indicator_id is None:
            plans_repository.add(uow, new_indicator(uow, target_id, number, indicator))
            number += 1
            continue
        for name, value in indicator_columns(indicator).items():
            setattr(held[indicator.indicator_id], name, value)
    await uow.session.flush()
