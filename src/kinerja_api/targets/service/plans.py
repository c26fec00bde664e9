"""Drawing up a target plan and taking it through its life."""

from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record_change, transitions_of
from kinerja_api.authz.decision import Allowed, Denied, Relation, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import require_open_cycle
from kinerja_api.employees.public import (
    find_planned_post,
    read_place,
    relation_to,
)
from kinerja_api.kit.db.hot import WrittenPage
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import NotFound
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.targets import repository
from kinerja_api.targets.access import decide_change, decide_see, decide_step
from kinerja_api.targets.errors import (
    CASCADE,
    FORMS,
    PerspectiveNotOnForm,
    TargetIsServed,
    TooManyParts,
    WrongForm,
)
from kinerja_api.targets.events import PlanStepped
from kinerja_api.targets.lifecycle import PLAN, PlanFacts
from kinerja_api.targets.models import Target, TargetPlan
from kinerja_api.targets.repository import WrittenPlan, lists
from kinerja_api.targets.rules import (
    MOST_INDICATORS,
    MOST_TARGETS,
    form_of,
)
from kinerja_api.targets.schemas import (
    IndicatorIn,
    PlanOut,
    PlanPatch,
    PlanRow,
    StepIn,
    TargetIn,
    TargetOut,
)
from kinerja_api.targets.service.standing import look_back, require_seen, sight_of_plan, visible_to
from kinerja_api.targets.service.writing import (
    check_cascade,
    check_form,
    check_study,
    name_delegation,
    new_indicator,
    refuse_circle,
    target_columns,
    touch,
)
from kinerja_api.targets.types import PlanForm, PlanKind, PlanSpan, PlanStatus

RESOURCE = PLAN.resource_type


async def read_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID) -> WrittenPlan:
    """Return a whole plan that the principal may see."""
    plan = await repository.read_written_plan(uow, plan_id)
    await require_seen(uow, principal, plan.employee_id, plan_id, with_leads=True)
    return plan


async def list_plans(
    uow: UnitOfWork,
    principal: Principal,
    *,
    cycle_id: UUID | None,
    employee_id: UUID | None,
    status: PlanStatus | None,
    page: PageOf,
) -> Page[PlanRow]:
    """Return a page of the plans that the principal may see."""
    visible = await visible_to(uow, principal)
    rows, following = await lists.list_plans(
        uow, visible=visible, cycle_id=cycle_id, employee_id=employee_id, status=status, page=page
    )
    return Page(items=[PlanRow.model_validate(row) for row in rows], next=following)


async def list_targets(
    uow: UnitOfWork, principal: Principal, *, plan_id: UUID | None, only_unlinked: bool, page: PageOf
) -> WrittenPage:
    """Return a page of the targets that the principal may see, with employee and unit."""
    if plan_id is None:
        visible = await visible_to(uow, principal)
    elif (await sight_of_plan(uow, principal, plan_id, with_leads=True)).reaches(None):
        visible = None
    else:
        return WrittenPage([], None)
    return await lists.list_targets(uow, visible=visible, plan_id=plan_id, only_unlinked=only_unlinked, page=page)


async def read_target(uow: UnitOfWork, principal: Principal, target_id: UUID) -> tuple[TargetOut, int]:
    """Return a target that the principal may see, and its plan's version."""
    found = await repository.read_written_target(uow, target_id)
    target = TargetOut.model_validate_json(found.document)
    await require_seen(uow, principal, found.employee_id, target.plan_id, with_leads=True)
    return target, found.version


async def change_plan(
    uow: UnitOfWork, principal: Principal, plan_id: UUID, expected: IfMatch, patch: PlanPatch
) -> PlanOut:
    """Change the approach or the form of a plan that is still being drawn up."""
    plan = await editable_plan(uow, principal, plan_id, expected)
    if patch.approach is not None:
        plan.approach = patch.approach.value
    if patch.form is not None:
        await _change_form(uow, plan, patch.form)
    await touch(uow, principal, plan, "changed")
    return await repository.read_plan(uow, plan.id)


async def add_target(
    uow: UnitOfWork, principal: Principal, plan_id: UUID, expected: IfMatch, given: TargetIn
) -> tuple[TargetOut, int]:
    """Add a target, with its indicators, to a plan that is still being drawn up."""
    plan = await editable_plan(uow, principal, plan_id, expected)
    number = await repository.next_target_number(uow, plan.id)
    if len(await repository.list_target_facts(uow, plan.id)) >= MOST_TARGETS:
        raise TooManyParts
    check_form(plan, given)
    await check_cascade(uow, plan, given)
    columns = target_columns(given, await name_delegation(uow, plan, given))
    target = Target(agency_id=uow.agency_id, id=uow.new_id(), plan_id=plan.id, number=number, **columns)
    repository.add(uow, target)
    await uow.session.flush()
    for index, indicator in enumerate(given.indicators, start=1):
        repository.add(uow, new_indicator(uow, target.id, index, indicator))
    await touch(uow, principal, plan, "target_added", target.id)
    return await repository.read_target(uow, target.id), plan.version


async def change_target(
    uow: UnitOfWork, principal: Principal, target_id: UUID, expected: IfMatch, given: TargetIn
) -> tuple[TargetOut, int]:
    """Replace a target and, when any are given, all its indicators."""
    target = await repository.get_target(uow, target_id)
    plan = await editable_plan(uow, principal, target.plan_id, expected)
    check_form(plan, given)
    await check_cascade(uow, plan, given)
    await refuse_circle(uow, plan, target.id, given.superior_target_id)
    for name, value in target_columns(given, await name_delegation(uow, plan, given)).items():
        setattr(target, name, value)
    if given.indicators:
        await repository.delete_indicators_of(uow, target.id)
        for index, indicator in enumerate(given.indicators, start=1):
            repository.add(uow, new_indicator(uow, target.id, index, indicator))
    await touch(uow, principal, plan, "target_changed", target.id)
    return await repository.read_target(uow, target.id), plan.version


async def remove_target(uow: UnitOfWork, principal: Principal, target_id: UUID, expected: IfMatch) -> None:
    """Remove a target from a plan that is still being drawn up."""
    target = await repository.get_target(uow, target_id)
    plan = await editable_plan(uow, principal, target.plan_id, expected)
    await repository.get_target(uow, target.id, for_update=True)
    if await repository.is_served(uow, target.id):
        raise TargetIsServed(basis=CASCADE)
    await repository.delete_target(uow, target.id)
    await touch(uow, principal, plan, "target_removed", target.id)


async def add_indicator(
    uow: UnitOfWork, principal: Principal, target_id: UUID, expected: IfMatch, given: IndicatorIn
) -> tuple[TargetOut, int]:
    """Add an indicator to a target; the answer is the whole target."""
    target = await repository.get_target(uow, target_id)
    plan = await editable_plan(uow, principal, target.plan_id, expected)
    check_study(plan, [given])
    number = await repository.next_indicator_number(uow, target.id)
    if number > MOST_INDICATORS:
        raise TooManyParts
    repository.add(uow, new_indicator(uow, target.id, number, given))
    await touch(uow, principal, plan, "indicator_added", target.id)
    return await repository.read_target(uow, target.id), plan.version


async def remove_indicator(uow: UnitOfWork, principal: Principal, indicator_id: UUID, expected: IfMatch) -> None:
    """Remove an indicator from a target of a plan that is still being drawn up."""
    indicator = await repository.get_indicator(uow, indicator_id)
    target = await repository.get_target(uow, indicator.target_id)
    plan = await editable_plan(uow, principal, target.plan_id, expected)
    await repository.delete_indicator(uow, indicator.id)
    await touch(uow, principal, plan, "indicator_removed", target.id)


async def step_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID, expected: IfMatch, step: StepIn) -> PlanOut:
    """Take a step in the life of a plan: submit, withdraw, agree, return."""
    plan = await repository.get_plan(uow, plan_id, for_update=True)
    place = await read_place(uow, principal.employee_id, plan.employee_id, await today_of(uow))
    enforce(decide_step(principal, place.standing.relation, step.name))
    require_version(expected, plan.version)
    superiors = place.line
    facts = await _facts(uow, plan, has_rating_official=bool(superiors), note=step.note)
    taken = PLAN.take(step.name, PlanStatus(plan.status), facts)
    from_state, plan.status = plan.status, taken.target.value
    if taken.target is PlanStatus.SUBMITTED:
        plan.submitted_at = uow.now()
        plan.rating_official_id, plan.rating_official_name = superiors[0].employee_id, superiors[0].name
    if taken.target is PlanStatus.AGREED:
        plan.agreed_at = uow.now()
        plan.rating_official_id, plan.rating_official_name = principal.employee_id, principal.name
    act = Act(step.name, RESOURCE, plan.id, from_state=from_state, to_state=plan.status, note=step.note)
    record_change(uow, principal, plan, act)
    uow.emit(PlanStepped(plan.id, step=step.name, to_state=plan.status))
    await uow.session.flush()
    return await repository.read_plan(uow, plan.id)


async def list_plan_transitions(
    uow: UnitOfWork, principal: Principal, plan_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a plan, and for this reader what may come next and why the rest may not."""
    plan = await repository.get_plan(uow, plan_id)
    place = await read_place(uow, principal.employee_id, plan.employee_id, await today_of(uow))
    facts = await _facts(uow, plan, has_rating_official=bool(place.line), note="-")
    relation = place.standing.relation
    if not isinstance(decide_see(principal, relation), Allowed):
        span = PlanSpan(plan.employee_id, plan.valid_from or date.min, plan.valid_until, facts.cycle_is_open)
        if not (await look_back(uow, principal, span)).reaches(None):
            raise NotFound
        relation = Relation.ABOVE

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step(principal, relation, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = PLAN.options(PlanStatus(plan.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, plan.id, state=plan.status, options=options, language=language)


async def editable_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID, expected: IfMatch) -> TargetPlan:
    """Return a plan, locked, that the principal may change in the version the caller saw."""
    plan = await repository.get_plan(uow, plan_id, for_update=True)
    relation = await relation_to(uow, principal, plan.employee_id, await today_of(uow))
    enforce(decide_change(principal, relation, PlanStatus(plan.status)))
    require_version(expected, plan.version)
    await require_open_cycle(uow, plan.cycle_id)
    return plan


async def _facts(uow: UnitOfWork, plan: TargetPlan, *, has_rating_official: bool, note: str | None) -> PlanFacts:
    known = await repository.read_plan_facts(uow, plan.id)
    return PlanFacts(
        cycle_is_open=known.cycle_is_open,
        targets=tuple(known.targets.values()),
        has_rating_official=has_rating_official,
        note=note,
        form=PlanForm(plan.form),
        kind=PlanKind(plan.kind),
    )


async def _change_form(uow: UnitOfWork, plan: TargetPlan, form: PlanForm) -> None:
    """Put the plan on another form that is one of its post, and that has all that its targets say."""
    post = await find_planned_post(uow, plan.employee_id, await today_of(uow))
    if post is None or form_of(post.position_level, form, is_unit_head=post.is_unit_head) is not form:
        raise WrongForm(basis=FORMS)
    said = any(target.has_perspective for target in await repository.list_target_facts(uow, plan.id))
    if form is PlanForm.PEGAWAI and said:
        raise PerspectiveNotOnForm(basis=FORMS)
    plan.form = form.value
