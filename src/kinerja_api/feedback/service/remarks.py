"""Use cases of feedback."""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Allowed, Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import require_open_cycle
from kinerja_api.employees.public import list_led_unit_ids, relation_to, team_tie
from kinerja_api.feedback import repository
from kinerja_api.feedback.access import author_of, decide_acknowledge, decide_give, decide_see
from kinerja_api.feedback.errors import CONTINUOUS, NotOfThisPlan
from kinerja_api.feedback.events import FeedbackStepped
from kinerja_api.feedback.lifecycle import FEEDBACK, FeedbackFacts
from kinerja_api.feedback.models import Feedback
from kinerja_api.feedback.rules import subject_of
from kinerja_api.feedback.schemas import FeedbackIn, FeedbackOut, StepIn
from kinerja_api.feedback.types import About, AuthorRelation, FeedbackStatus
from kinerja_api.kit.clock import day_in_zone, end_of_day
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, NotFound
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of, zone_of
from kinerja_api.realizations.public import get_realization
from kinerja_api.targets.public import get_plan, get_plan_of_target, sight_of_plan

RESOURCE = FEEDBACK.resource_type


async def give_feedback(uow: UnitOfWork, principal: Principal, given: FeedbackIn) -> FeedbackOut:
    """Leave a remark on the work of somebody below, above or beside oneself, or in one's team; it stays as it was."""
    plan = await get_plan(uow, given.plan_id)
    author = await _author(uow, principal, plan.employee_id)
    await require_open_cycle(uow, plan.cycle_id)
    await _check_part(uow, given)
    about = subject_of(given.target_id, given.realization_id, given.value) or About.PLAN
    row = Feedback(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        employee_id=plan.employee_id,
        unit_id=plan.unit_id,
        employee_name=plan.employee_name,
        author_id=principal.employee_id,
        author_name=principal.name,
        author_relation=author.value,
        about=about.value,
        target_id=given.target_id,
        realization_id=given.realization_id,
        value=given.value.value if given.value else None,
        text=given.text,
        status=FeedbackStatus.GIVEN.value,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, row)
    record(uow, principal, Act("given", RESOURCE, row.id, version_after=1, to_state=row.status))
    uow.emit(FeedbackStepped(row.id, step="give", to_state=row.status))
    await uow.session.flush()
    return FeedbackOut.model_validate(row)


async def read_feedback(uow: UnitOfWork, principal: Principal, feedback_id: UUID) -> FeedbackOut:
    """Return a remark that the principal may see."""
    row = await repository.get_feedback(uow, feedback_id)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    seen = decide_see(principal, relation, is_author=_is_author(principal, row))
    if not isinstance(seen, Allowed):
        # Whoever evaluates a plan that has ended, or up to a hand-over, reads what was remarked on it until then.
        given_on = day_in_zone(row.created_at, await zone_of(uow))
        seen = Allowed() if (await sight_of_plan(uow, principal, row.plan_id)).reaches(given_on) else seen
    enforce(seen)
    return FeedbackOut.model_validate(row)


async def list_feedback(
    uow: UnitOfWork, principal: Principal, *, plan_id: UUID | None, page: PageOf
) -> Page[FeedbackOut]:
    """Return a page of the remarks that the principal may see."""
    visible, seen_until = await _visible(uow, principal), None
    if visible is not None and plan_id is not None:
        sight = await sight_of_plan(uow, principal, plan_id)
        visible = None if sight.is_whole else ((), principal.employee_id)
        seen_until = end_of_day(sight.until, await zone_of(uow)) if sight.until is not None else None
    rows, following = await repository.list_feedback(
        uow, visible=visible, plan_id=plan_id, seen_until=seen_until, page=page
    )
    return Page(items=[FeedbackOut.model_validate(row) for row in rows], next=following)


async def step_feedback(
    uow: UnitOfWork, principal: Principal, feedback_id: UUID, expected: IfMatch, step: StepIn
) -> FeedbackOut:
    """Acknowledge a remark about oneself."""
    row = await repository.get_feedback(uow, feedback_id, for_update=True)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_acknowledge(principal, relation, is_author=_is_author(principal, row)))
    require_version(expected, row.version)
    taken = FEEDBACK.take(step.name, FeedbackStatus(row.status), FeedbackFacts())
    from_state, row.status = row.status, taken.target.value
    row.acknowledged_at = uow.now()
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    record_change(uow, principal, row, act)
    uow.emit(FeedbackStepped(row.id, step=step.name, to_state=row.status))
    await uow.session.flush()
    return FeedbackOut.model_validate(row)


async def list_feedback_transitions(
    uow: UnitOfWork, principal: Principal, feedback_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a remark and what may come next."""
    row = await repository.get_feedback(uow, feedback_id)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    is_author = _is_author(principal, row)
    enforce(decide_see(principal, relation, is_author=is_author))

    def refuse(_step: str) -> Obstacle | None:
        decision = decide_acknowledge(principal, relation, is_author=is_author)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = FEEDBACK.options(FeedbackStatus(row.status), FeedbackFacts(), refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def _author(uow: UnitOfWork, principal: Principal, employee_id: UUID) -> AuthorRelation:
    """Return as what the principal gives feedback to an employee today; refuse whoever is nothing to them."""
    today = await today_of(uow)
    relation = await relation_to(uow, principal, employee_id, today)
    # What the line of superiors says settles it; only where it says nothing more are the teams asked.
    author = author_of(relation, None)
    if author in {None, AuthorRelation.PEER}:
        author = author_of(relation, await team_tie(uow, principal.employee_id, employee_id, today))
    enforce(decide_give(principal, relation, author))
    assert author is not None  # noqa: S101  for the type checker: whoever is nothing was refused above
    return author


async def _check_part(uow: UnitOfWork, given: FeedbackIn) -> None:
    """A remark is about a part of the plan that it names; a part of another plan looks like one that is missing."""
    if given.target_id is None and given.realization_id is None:
        return
    place = "/target_id" if given.target_id else "/realization_id"
    if await _plan_id_of_part(uow, given) != given.plan_id:
        raise NotOfThisPlan(errors=[FieldError("other_plan", NotOfThisPlan.advice, place)], basis=[CONTINUOUS])


async def _plan_id_of_part(uow: UnitOfWork, given: FeedbackIn) -> UUID | None:
    try:
        if given.target_id is not None:
            return (await get_plan_of_target(uow, given.target_id)).id
        if given.realization_id is not None:
            return (await get_realization(uow, given.realization_id)).plan_id
    except NotFound:
        pass
    return None


def _is_author(principal: Principal, row: Feedback) -> bool:
    return principal.employee_id is not None and principal.employee_id == row.author_id


async def _visible(uow: UnitOfWork, principal: Principal) -> tuple[Sequence[UUID], UUID | None] | None:
    """Return the units and the person whose remarks the principal sees; None for the whole agency."""
    if principal.reads_whole_agency:
        return None
    return await list_led_unit_ids(uow, principal.employee_id, await today_of(uow)), principal.employee_id
