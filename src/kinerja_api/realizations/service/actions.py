"""Use cases of action plans: what is to be done in a period for the targets of the year, agreed, and carried out."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_period
from kinerja_api.cycles.types import PeriodStatus, PeriodView
from kinerja_api.employees.public import relation_to
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page, StepIn
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, NotFound
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.realizations.access import decide_act, decide_action_step, decide_change_actions, decide_see
from kinerja_api.realizations.errors import (
    ACTIONS,
    ActionPlanAlreadyThere,
    ActionPlanPeriodOver,
    PeriodOfAnotherYear,
    PlanNotAgreed,
    StepOutsidePeriod,
    StepsNotAgreed,
)
from kinerja_api.realizations.events import ActionPlanStepped, ActionStepChanged
from kinerja_api.realizations.lifecycle import OWN_STEPS
from kinerja_api.realizations.lifecycle.actions import ACTION_PLAN, ActionPlanFacts
from kinerja_api.realizations.models.actions import ActionPlan, ActionStep
from kinerja_api.realizations.repository import actions as repository
from kinerja_api.realizations.repository.settings import Setting, read_setting
from kinerja_api.realizations.rules.actions import find_days_outside
from kinerja_api.realizations.schemas.actions import (
    ActionPlanIn,
    ActionPlanOut,
    ActionPlanPut,
    ActionPlanRow,
    ActionStepIn,
    ActionStepOut,
    ActionStepPut,
)
from kinerja_api.realizations.service.records import bounds_of, require_seen, reviewer_of
from kinerja_api.realizations.types import ActionPlanStatus, ActionStepStatus
from kinerja_api.targets.public import get_plan, map_parts
from kinerja_api.targets.types import PlanStatus

RESOURCE = ACTION_PLAN.resource_type


async def draft_action_plan(uow: UnitOfWork, principal: Principal, given: ActionPlanIn) -> ActionPlanOut:
    """Begin the action plan of one's own agreed plan for a period that is not closed; one per plan and period."""
    plan = await get_plan(uow, given.plan_id)
    enforce(decide_act(principal, await relation_to(uow, principal, plan.employee_id, await today_of(uow))))
    if plan.status is not PlanStatus.AGREED:
        raise PlanNotAgreed(basis=[ACTIONS])
    period = await _get_running(uow, given.period_id)
    if period.cycle_id != plan.cycle_id:
        fault = FieldError("other_year", PeriodOfAnotherYear.advice, "/period_id")
        raise PeriodOfAnotherYear(errors=[fault], basis=[ACTIONS])
    row = ActionPlan(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        period_id=period.id,
        employee_id=plan.employee_id,
        unit_id=plan.unit_id,
        employee_name=plan.employee_name,
        status=ActionPlanStatus.DRAFT.value,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    steps = await _steps(uow, row, given.steps, period)
    there = await repository.find_id(uow, plan.id, period.id)
    if there is not None:
        raise ActionPlanAlreadyThere(extra={"action_plan_id": str(there)})
    repository.add(uow, row)
    await uow.session.flush()
    repository.add(uow, *steps)
    record(uow, principal, Act("created", RESOURCE, row.id, version_after=1, to_state=row.status))
    uow.emit(ActionPlanStepped(row.id, step="create", to_state=row.status))
    await uow.session.flush()
    return _written(row, steps)


async def read_action_plan(uow: UnitOfWork, principal: Principal, action_plan_id: UUID) -> ActionPlanOut:
    """Return an action plan that the principal may see, with its steps."""
    row = await repository.get_action_plan(uow, action_plan_id)
    await require_seen(uow, principal, row)
    return _written(row, await repository.list_steps(uow, row.id))


async def list_action_plans(
    uow: UnitOfWork,
    principal: Principal,
    *,
    plan_id: UUID | None,
    period_id: UUID | None,
    status: ActionPlanStatus | None,
    page: PageOf,
) -> Page[ActionPlanRow]:
    """Return a page of the action plans that the principal may see."""
    bounds = await bounds_of(uow, principal, plan_id)
    if bounds is None:
        return Page(items=[], next=None)
    rows, following = await repository.list_action_plans(
        uow, bounds=bounds, plan_id=plan_id, period_id=period_id, status=status, page=page
    )
    return Page(items=[ActionPlanRow.model_validate(row) for row in rows], next=following)


async def change_action_plan(
    uow: UnitOfWork, principal: Principal, action_plan_id: UUID, expected: IfMatch, given: ActionPlanPut
) -> ActionPlanOut:
    """Replace the steps while the action plan is a draft or returned; what was done of them begins anew."""
    row = await repository.get_action_plan(uow, action_plan_id, for_update=True)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_change_actions(principal, relation, ActionPlanStatus(row.status)))
    require_version(expected, row.version)
    fresh = await _steps(uow, row, given.steps, await _get_running(uow, row.period_id))
    # A step keeps the id of its place, so that links to it hold.
    there = await repository.list_steps(uow, row.id)
    for old, new in zip(there, fresh, strict=False):
        old.target_id, old.target_title, old.title, old.due_on = new.target_id, new.target_title, new.title, new.due_on
        old.status, old.done_on, old.note = ActionStepStatus.PLANNED.value, None, None
    await repository.delete_steps_after(uow, row.id, len(fresh))
    repository.add(uow, *fresh[len(there) :])
    steps = [*there[: len(fresh)], *fresh[len(there) :]]
    await _touch(uow, principal, row, Act("changed", RESOURCE, row.id, details={"steps": len(steps)}))
    return _written(row, steps)


async def step_action_plan(
    uow: UnitOfWork, principal: Principal, action_plan_id: UUID, expected: IfMatch, step: StepIn
) -> ActionPlanOut:
    """Take a step in the life of an action plan: submit, withdraw, agree, return."""
    row = await repository.get_action_plan(uow, action_plan_id, for_update=True)
    setting = await read_setting(uow, row.plan_id, row.period_id)
    enforce(decide_action_step(principal, await reviewer_of(uow, principal, setting), step.name))
    require_version(expected, row.version)
    taken = ACTION_PLAN.take(step.name, ActionPlanStatus(row.status), _facts(setting, note=step.note))
    from_state, row.status = row.status, taken.target.value
    if taken.target is ActionPlanStatus.SUBMITTED:
        row.submitted_at = uow.now()
    if taken.name not in OWN_STEPS:
        row.decided_at, row.decision_note = uow.now(), step.note
        row.decided_by_id, row.decided_by_name = principal.employee_id, principal.name
    uow.emit(ActionPlanStepped(row.id, step=step.name, to_state=row.status))
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    await _touch(uow, principal, row, act)
    return _written(row, await repository.list_steps(uow, row.id))


async def list_action_plan_transitions(
    uow: UnitOfWork, principal: Principal, action_plan_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of an action plan, and for this reader what may come next and why the rest may not."""
    row = await repository.get_action_plan(uow, action_plan_id)
    setting = await read_setting(uow, row.plan_id, row.period_id)
    reviewer = await reviewer_of(uow, principal, setting)
    enforce(decide_see(principal, reviewer.relation))

    def refuse(step: str) -> Obstacle | None:
        decision = decide_action_step(principal, reviewer, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = ACTION_PLAN.options(ActionPlanStatus(row.status), _facts(setting, note="-"), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def read_action_step(uow: UnitOfWork, principal: Principal, step_id: UUID) -> tuple[ActionStepOut, int]:
    """Return a step of an action plan that the principal may see, and the action plan's version."""
    step = await repository.get_step(uow, step_id)
    row = await repository.get_action_plan(uow, step.action_plan_id)
    await require_seen(uow, principal, row)
    return ActionStepOut.model_validate(step), row.version


async def change_action_step(
    uow: UnitOfWork, principal: Principal, step_id: UUID, expected: IfMatch, given: ActionStepPut
) -> tuple[ActionStepOut, int]:
    """Tell what became of a step, while its period is not closed and the action plan is agreed."""
    step = await repository.get_step(uow, step_id)
    row = await repository.get_action_plan(uow, step.action_plan_id, for_update=True)
    today = await today_of(uow)
    enforce(decide_act(principal, await relation_to(uow, principal, row.employee_id, today)))
    require_version(expected, row.version)
    if row.status != ActionPlanStatus.AGREED.value:
        raise StepsNotAgreed(basis=[ACTIONS])
    _check_done(given.done_on, await _get_running(uow, row.period_id), today)
    step.status, step.done_on, step.note = given.status.value, given.done_on, given.note
    uow.emit(ActionStepChanged(row.id, step_id=str(step.id), status=step.status))
    told = {"step": str(step.id), "number": step.number, "status": step.status}
    await _touch(uow, principal, row, Act("step_changed", RESOURCE, row.id, note=given.note, details=told))
    return ActionStepOut.model_validate(step), row.version


def _check_done(done_on: date | None, period: PeriodView, today: date) -> None:
    """Refuse a day that lies ahead or before the period; what is done after its last day is still done."""
    if done_on is not None and not period.first_day <= done_on <= today:
        fault = FieldError("day_outside", StepOutsidePeriod.advice, "/done_on")
        raise StepOutsidePeriod(errors=[fault], basis=[ACTIONS])


async def _get_running(uow: UnitOfWork, period_id: UUID) -> PeriodView:
    """Return a period that is not closed: action plans are made before a period too."""
    period = await get_period(uow, period_id)
    if period.status is PeriodStatus.CLOSED:
        raise ActionPlanPeriodOver(basis=[ACTIONS])
    return period


async def _steps(
    uow: UnitOfWork, row: ActionPlan, given: Sequence[ActionStepIn], period: PeriodView
) -> list[ActionStep]:
    """Return the steps as rows; a target of another plan looks like one that is missing."""
    faults = list(find_days_outside([each.due_on for each in given], period))
    parts = await map_parts(uow, sorted({each.target_id for each in given}))
    titles = {
        target_id: part.target_title
        for target_id, part in parts.items()
        if part.indicator_id is None and part.plan.id == row.plan_id
    }
    if any(each.target_id not in titles for each in given):
        raise NotFound
    if faults:
        raise StepOutsidePeriod(errors=faults, basis=[ACTIONS])
    return [
        ActionStep(
            agency_id=uow.agency_id,
            id=uow.new_id(),
            action_plan_id=row.id,
            number=number,
            target_id=each.target_id,
            target_title=titles[each.target_id],
            title=each.title,
            due_on=each.due_on,
            status=ActionStepStatus.PLANNED.value,
        )
        for number, each in enumerate(given, start=1)
    ]


def _facts(setting: Setting, *, note: str | None) -> ActionPlanFacts:
    return ActionPlanFacts(
        plan_is_agreed=setting.plan_status is PlanStatus.AGREED,
        period_is_over=setting.period.status is PeriodStatus.CLOSED,
        note=note,
    )


async def _touch(uow: UnitOfWork, principal: Principal, row: ActionPlan, act: Act) -> None:
    record_change(uow, principal, row, act)
    await uow.session.flush()


def _written(row: ActionPlan, steps: Sequence[ActionStep]) -> ActionPlanOut:
    shown = [ActionStepOut.model_validate(step) for step in steps]
    return ActionPlanOut(**ActionPlanRow.model_validate(row).model_dump(), steps=shown)
