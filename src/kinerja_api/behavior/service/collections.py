"""Use cases of the end of collecting: peers and subordinates are told once and together, or never.

Closing tells nobody how many have answered, and nobody can undo it; what is told stays as it is. Two results of one
occasion can therefore not be subtracted from each other.
"""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.audit.public import Act, record_many
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior import repository as ratings
from kinerja_api.behavior.access import decide_close, decide_read_results
from kinerja_api.behavior.errors import (
    CONFIDENTIAL,
    CollectionAlreadyClosed,
    RatingCollectionClosed,
    RatingEvaluated,
    TooFewAsked,
)
from kinerja_api.behavior.events import RatingCollected
from kinerja_api.behavior.lifecycle import CLOSE, EXPIRE, REQUEST
from kinerja_api.behavior.models import RatingCollection
from kinerja_api.behavior.repository import collections as repository
from kinerja_api.behavior.rules import groups_with_enough
from kinerja_api.behavior.schemas import CollectionIn, CollectionOut
from kinerja_api.behavior.service.occasions import check_period, number_in_force
from kinerja_api.behavior.service.standing import led_in_list, standing_by, standing_to_row
from kinerja_api.behavior.types import CollectionCause, Group, RequestStatus
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.targets.public import get_plan, list_plans
from kinerja_api.targets.types import PlanView

RESOURCE = "rating_collection"
MINIMUM = "minimum_answers"
PLANS_AT_ONCE = 500
STEPS = {RequestStatus.EXPIRED: EXPIRE, RequestStatus.CLOSED: CLOSE}


async def close_collection(uow: UnitOfWork, principal: Principal, given: CollectionIn) -> CollectionOut:
    """End the collecting of answers about a plan and period, as the rating official."""
    plan = await get_plan(uow, given.plan_id)
    enforce(decide_close(principal, await standing_by(uow, principal, plan.employee_id, plan.valid_until)))
    await check_period(uow, plan, given.period_id)
    there = await repository.find_collection(uow, plan.id, given.period_id)
    if there is not None:
        raise CollectionAlreadyClosed(basis=[CONFIDENTIAL], extra={"collection_id": str(there.id)})
    minimum = await number_in_force(uow, MINIMUM)
    asked = await ratings.count_asked(uow, plan.id, given.period_id)
    if not groups_with_enough(asked, minimum):
        raise TooFewAsked(basis=[CONFIDENTIAL], extra={"minimum_answers": minimum})
    [collection_id] = await _collect(uow, principal, [plan], given.period_id, CollectionCause.OFFICIAL)
    return _out(await repository.get_collection(uow, collection_id))


async def read_collection(uow: UnitOfWork, principal: Principal, collection_id: UUID) -> CollectionOut:
    """Return an end of collecting that the principal may see."""
    row = await repository.get_collection(uow, collection_id)
    enforce(decide_read_results(principal, (await standing_to_row(uow, principal, row)).relation))
    return _out(row)


async def list_collections(
    uow: UnitOfWork, principal: Principal, *, plan_id: UUID | None, period_id: UUID | None, page: PageOf
) -> Page[CollectionOut]:
    """Return a page of the ends of collecting that the principal may see."""
    me = principal.employee_id
    led = None if principal.reads_whole_agency else await led_in_list(uow, principal, plan_id)
    rows, following = await repository.list_collections(
        uow, me=me, led=led, plan_id=plan_id, period_id=period_id, page=page
    )
    return Page(items=[_out(row) for row in rows], next=following)


async def close_after_evaluation(uow: UnitOfWork, principal: Principal, plan: PlanView, period_id: UUID | None) -> None:
    """Close the rating of a plan and period whose evaluation is being issued."""
    await _collect(uow, principal, [plan], period_id, CollectionCause.EVALUATION)
    await repository.mark_closed(uow, [plan.id], period_id, now=uow.now(), is_evaluated=True)


async def close_period(uow: UnitOfWork, period_id: UUID) -> None:
    """Close the ratings of a period that has closed, of everybody who was rated or asked about."""
    plan_ids = await repository.list_unfinished_plan_ids(uow, period_id)
    await _close_all(uow, await list_plans(uow, plan_ids), period_id, CollectionCause.PERIOD)


async def close_cycle(uow: UnitOfWork, cycle_id: UUID) -> None:
    """Close the ratings of a year that has closed, of everybody who was rated or asked about for the whole year."""
    plans = await list_plans(uow, await repository.list_unfinished_plan_ids(uow, None))
    await _close_all(uow, [plan for plan in plans if plan.cycle_id == cycle_id], None, CollectionCause.CYCLE)


async def require_collecting(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None, group: Group) -> None:
    """Pass while a group's ratings of a plan and period are taken."""
    there = await repository.find_collection(uow, plan_id, period_id)
    if there is None:
        return
    if group.is_asked:
        raise RatingCollectionClosed(basis=[CONFIDENTIAL], extra={"collection_id": str(there.id)})
    if there.evaluated_at is not None:
        raise RatingEvaluated(basis=[CONFIDENTIAL])


async def _close_all(
    uow: UnitOfWork, plans: Sequence[PlanView], period_id: UUID | None, cause: CollectionCause
) -> None:
    for start in range(0, len(plans), PLANS_AT_ONCE):
        part = plans[start : start + PLANS_AT_ONCE]
        await _collect(uow, None, part, period_id, cause)
        await repository.mark_closed(uow, [plan.id for plan in part], period_id, now=uow.now(), is_evaluated=False)


async def _collect(
    uow: UnitOfWork,
    principal: Principal | None,
    plans: Sequence[PlanView],
    period_id: UUID | None,
    cause: CollectionCause,
) -> list[UUID]:
    """End the collecting for these plans where it has not ended; returns the new ends."""
    minimum = await number_in_force(uow, MINIMUM)
    rows = [_row(uow, principal, plan, period_id, cause, minimum) for plan in plans]
    made = await repository.add_collections(uow, rows)
    if not made:
        return []
    # The requests first: an answer that is just being given holds its request, and is counted with the others.
    closed = await repository.close_requests(uow, list(made), period_id, now=uow.now())
    counts = await repository.count_answers(uow, list(made), period_id)
    told = [(plan_id, group) for plan_id, given in counts.items() for group in groups_with_enough(given, minimum)]
    if told:
        await repository.tell_answers(uow, told, period_id)
    acts = [_ended(*each) for each in closed]
    acts += [Act("closed", RESOURCE, each, details={"cause": cause.value, MINIMUM: minimum}) for each in made.values()]
    await record_many(uow, principal, acts)
    for collection_id in made.values():
        uow.emit(RatingCollected(collection_id, cause=cause.value))
    return list(made.values())


def _ended(request_id: UUID, status: RequestStatus, version: int) -> Act:
    """Return the act by which a request came to its end with the collecting."""
    step = REQUEST.by_name[STEPS[status]]
    [source] = step.sources
    return Act(
        step.name,
        REQUEST.resource_type,
        request_id,
        version_before=version - 1,
        version_after=version,
        from_state=source.value,
        to_state=status.value,
    )


def _row(
    uow: UnitOfWork,
    principal: Principal | None,
    plan: PlanView,
    period_id: UUID | None,
    cause: CollectionCause,
    minimum: int,
) -> dict[str, object]:
    return {
        "agency_id": uow.agency_id,
        "id": uow.new_id(),
        "plan_id": plan.id,
        "period_id": period_id,
        "employee_id": plan.employee_id,
        "employee_name": plan.employee_name,
        "unit_id": plan.unit_id,
        "cause": cause.value,
        "minimum_answers": minimum,
        "closed_at": uow.now(),
        "closed_by_name": principal.name if principal else None,
        "version": 1,
        "created_at": uow.now(),
        "updated_at": uow.now(),
    }


def _out(row: RatingCollection) -> CollectionOut:
    return CollectionOut.model_validate(row)
