"""Use cases of requests: the employee nominates raters, the rating official asks or approves them."""

from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, Relation, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior import repository
from kinerja_api.behavior.access import NO_KIN, Asked, decide_ask, decide_see_life, decide_see_request, decide_step
from kinerja_api.behavior.errors import BEHAVIOR, RaterDoesNotFit, RaterIsRelative, RequestAlreadyThere
from kinerja_api.behavior.events import RatingRequestStepped
from kinerja_api.behavior.lifecycle import REQUEST, RequestFacts
from kinerja_api.behavior.models import RatingRequest
from kinerja_api.behavior.rules import group_of
from kinerja_api.behavior.schemas import RequestIn, RequestOut, StepIn
from kinerja_api.behavior.service.collections import require_collecting
from kinerja_api.behavior.service.occasions import require_occasion
from kinerja_api.behavior.service.standing import day_that_counts, led_in_list, standing_by
from kinerja_api.behavior.types import Group, RequestStatus, RequestView
from kinerja_api.employees.public import get_post, standing_between
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.targets.public import get_plan
from kinerja_api.targets.types import PlanView

RESOURCE = REQUEST.resource_type


async def ask_rater(uow: UnitOfWork, principal: Principal, given: RequestIn) -> RequestOut:
    """Nominate a rater of oneself, or ask one as the rating official; one request per rater, plan and period."""
    plan = await get_plan(uow, given.plan_id)
    standing = await standing_by(uow, principal, plan.employee_id, plan.valid_until)
    enforce(decide_ask(principal, standing))
    await require_occasion(uow, plan, given.period_id)
    rater = await get_post(uow, given.rater_id, await today_of(uow))
    group = await _group(uow, plan, rater.employee_id)
    await require_collecting(uow, plan.id, given.period_id, group)
    there = await repository.find_live_request(
        uow, plan_id=plan.id, period_id=given.period_id, rater_id=rater.employee_id
    )
    if there is not None:
        raise RequestAlreadyThere(extra={"request_id": str(there.id)})
    is_nomination = standing.relation is Relation.SELF
    row = RatingRequest(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        period_id=given.period_id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        rater_id=rater.employee_id,
        rater_name=rater.name,
        rater_group=group.value,
        status=(RequestStatus.NOMINATED if is_nomination else RequestStatus.APPROVED).value,
        requested_by_id=principal.employee_id,
        reminders=0,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, row)
    act = "nominated" if is_nomination else "asked"
    record(uow, principal, Act(act, RESOURCE, row.id, version_after=1, to_state=row.status))
    uow.emit(RatingRequestStepped(row.id, step=act, to_state=row.status))
    await uow.session.flush()
    return _out(row, principal)


async def read_request(uow: UnitOfWork, principal: Principal, request_id: UUID) -> RequestOut:
    """Return a request that the principal may see."""
    row = await repository.get_request(uow, request_id)
    asked, _ = await _asked(uow, principal, row)
    enforce(decide_see_request(principal, asked))
    return _out(row, principal, is_answered=await _own_answer(uow, row, asked))


async def list_requests(
    uow: UnitOfWork,
    principal: Principal,
    *,
    view: RequestView,
    plan_id: UUID | None,
    status: RequestStatus | None,
    page: PageOf,
) -> Page[RequestOut]:
    """Return a page of requests: to answer, about oneself, by oneself, or about the people one leads."""
    me = principal.employee_id
    led = None if principal.reads_whole_agency else await led_in_list(uow, principal, plan_id)
    rows, following = await repository.list_requests(
        uow, view=view, me=me, led=led, plan_id=plan_id, status=status, page=page
    )
    mine = [row.id for row in rows if row.rater_id == me]
    answered = await repository.list_answered(uow, mine, me) if me is not None else set()
    items = [_out(row, principal, is_answered=row.id in answered if row.id in mine else None) for row in rows]
    return Page(items=items, next=following)


async def step_request(
    uow: UnitOfWork, principal: Principal, request_id: UUID, expected: IfMatch, step: StepIn
) -> RequestOut:
    """Take a step in the life of a request: approve, refuse, decline."""
    row = await repository.get_request(uow, request_id, for_update=True)
    asked, takes_ratings = await _asked(uow, principal, row)
    enforce(decide_step(principal, asked, step.name))
    require_version(expected, row.version)
    is_answered = await _own_answer(uow, row, asked)
    facts = RequestFacts(takes_ratings=takes_ratings, note=step.note, is_answered=bool(is_answered))
    _take_step(uow, principal, row, step, facts)
    await uow.session.flush()
    return _out(row, principal, is_answered=is_answered)


def _take_step(uow: UnitOfWork, principal: Principal, row: RatingRequest, step: StepIn, facts: RequestFacts) -> None:
    """Move a request, with its act and its event; the caller has decided that it may."""
    taken = REQUEST.take(step.name, RequestStatus(row.status), facts)
    from_state, row.status = row.status, taken.target.value
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    record_change(uow, principal, row, act)
    uow.emit(RatingRequestStepped(row.id, step=step.name, to_state=row.status))


async def list_request_transitions(
    uow: UnitOfWork, principal: Principal, request_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a request, and what may come next for this reader."""
    row = await repository.get_request(uow, request_id)
    asked, takes_ratings = await _asked(uow, principal, row)
    enforce(decide_see_life(principal, asked))
    is_answered = bool(await _own_answer(uow, row, asked))
    facts = RequestFacts(takes_ratings=takes_ratings, note="-", is_answered=is_answered)

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step(principal, asked, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = REQUEST.options(RequestStatus(row.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def _group(uow: UnitOfWork, plan: PlanView, rater_id: UUID) -> Group:
    """Return as what somebody is asked, when they can be."""
    day = await day_that_counts(uow, plan.valid_until)
    standing = await standing_between(uow, rater_id, plan.employee_id, day)
    group = group_of(standing.relation)
    if group is None:
        fault = FieldError("does_not_fit", RaterDoesNotFit.advice, "/rater_id")
        raise RaterDoesNotFit(errors=[fault], basis=[BEHAVIOR])
    if standing.is_relative:
        raise RaterIsRelative(basis=[NO_KIN])
    return group


async def _asked(uow: UnitOfWork, principal: Principal, row: RatingRequest) -> tuple[Asked, bool]:
    """Return how somebody stands to a request, and whether its plan and period take ratings now."""
    me = principal.employee_id
    takes_ratings, until = await repository.read_occasion(uow, row.plan_id, row.period_id)
    asked = Asked(
        standing=await standing_by(uow, principal, row.employee_id, until),
        status=RequestStatus(row.status),
        is_rater=me is not None and me == row.rater_id,
        is_requester=me is not None and me == row.requested_by_id,
    )
    return asked, takes_ratings


async def _own_answer(uow: UnitOfWork, row: RatingRequest, asked: Asked) -> bool | None:
    """Tell who is asked whether they have answered; nobody else is told, whatever they may see."""
    return bool(await repository.list_answered(uow, [row.id], row.rater_id)) if asked.is_rater else None


def _out(row: RatingRequest, principal: Principal, *, is_answered: bool | None = None) -> RequestOut:
    """Return a request as its reader may see it."""
    me = principal.employee_id
    unnamed = me == row.employee_id and me != row.requested_by_id
    return RequestOut(
        id=row.id,
        plan_id=row.plan_id,
        period_id=row.period_id,
        employee_id=row.employee_id,
        employee_name=row.employee_name,
        group=Group(row.rater_group),
        rater_id=None if unnamed else row.rater_id,
        rater_name=None if unnamed else row.rater_name,
        status=RequestStatus(row.status),
        is_answered=is_answered,
        is_own_nomination=row.requested_by_id == row.employee_id,
        created_at=row.created_at,
        version=row.version,
    )
