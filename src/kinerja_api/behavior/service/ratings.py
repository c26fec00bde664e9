"""Use cases of ratings and of what the groups say together."""

from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.decision import Relation, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior import repository
from kinerja_api.behavior.access import (
    RatingFacts,
    decide_change_rating,
    decide_rate,
    decide_read_results,
    decide_see_rating,
)
from kinerja_api.behavior.errors import BEHAVIOR, RatingAlreadyThere
from kinerja_api.behavior.events import BehaviorRated
from kinerja_api.behavior.models import BehaviorRating, RatingRequest
from kinerja_api.behavior.rules import decide_visibility, known_to, summarize_ratings
from kinerja_api.behavior.schemas import (
    GroupResultOut,
    LevelOut,
    RatingIn,
    RatingOut,
    RatingPut,
    ResultsOut,
    ValueResultOut,
    ValueResultsOut,
    ValuesOut,
)
from kinerja_api.behavior.service.collections import MINIMUM, require_collecting
from kinerja_api.behavior.service.occasions import find_closing, number_in_force, require_occasion
from kinerja_api.behavior.service.standing import led_in_list, standing_by, standing_to_row
from kinerja_api.behavior.types import (
    BehaviorSummary,
    CoreValue,
    Group,
    GroupSummary,
    RatingLevel,
    RequestStatus,
    Visibility,
)
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.scoring.operations import Mode, Rounding
from kinerja_api.targets.public import get_plan

RESOURCE = "behavior_rating"
SHOWN_MEAN = Rounding(Mode.HALF_UP, 2)


async def give_rating(uow: UnitOfWork, principal: Principal, given: RatingIn) -> RatingOut:
    """Rate the seven values: oneself, as the rating official, or as a peer or subordinate who was asked."""
    row = await add_rating(uow, principal, given)
    await uow.session.flush()
    return _out(row)


async def add_rating(uow: UnitOfWork, principal: Principal, given: RatingIn) -> BehaviorRating:
    """Add a rating that the principal may give; the caller writes it."""
    plan = await get_plan(uow, given.plan_id)
    standing = await standing_by(uow, principal, plan.employee_id, plan.valid_until)
    request = await _approved_request(uow, principal, given)
    asked_as = Group(request.rater_group) if request else None
    enforce(decide_rate(principal, standing, given.group, asked_as=asked_as))
    await require_occasion(uow, plan, given.period_id)
    await require_collecting(uow, plan.id, given.period_id, given.group)
    row = BehaviorRating(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        period_id=given.period_id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        unit_id=plan.unit_id,
        rater_id=principal.employee_id,
        rater_name=principal.name,
        rater_group=given.group.value,
        cycle_id=plan.cycle_id,
        request_id=request.id if request and given.group.is_asked else None,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    await _require_first(uow, row)
    _fill(row, given)
    repository.add(uow, row)
    record(uow, principal, Act("given", RESOURCE, row.id, version_after=1))
    _tell(uow, row, "given")
    return row


async def read_rating(uow: UnitOfWork, principal: Principal, rating_id: UUID) -> RatingOut:
    """Return a rating that the principal may see."""
    row = await repository.get_rating(uow, rating_id)
    standing = await standing_to_row(uow, principal, row)
    enforce(decide_see_rating(principal, standing.relation, await facts_of(uow, principal, row)))
    return _out(row)


async def list_ratings(
    uow: UnitOfWork, principal: Principal, *, plan_id: UUID | None, period_id: UUID | None, page: PageOf
) -> Page[RatingOut]:
    """Return a page of the ratings that the principal may see."""
    led = await led_in_list(uow, principal, plan_id)
    rows, following = await repository.list_ratings(
        uow,
        me=principal.employee_id,
        led=led,
        reads_whole_agency=principal.reads_whole_agency,
        plan_id=plan_id,
        period_id=period_id,
        page=page,
    )
    return Page(items=[_out(row) for row in rows], next=following)


async def change_rating(
    uow: UnitOfWork, principal: Principal, rating_id: UUID, expected: IfMatch, given: RatingPut
) -> RatingOut:
    """Replace one's own rating while its period takes ratings and one still stands where one rated from."""
    row = await repository.get_rating(uow, rating_id, for_update=True)
    await fill_again(uow, principal, row, expected, given)
    await uow.session.flush()
    return _out(row)


async def fill_again(
    uow: UnitOfWork, principal: Principal, row: BehaviorRating, expected: IfMatch, given: RatingPut
) -> None:
    """Replace what a rating says, as its giver; the caller writes it."""
    plan = await get_plan(uow, row.plan_id)
    standing = await standing_by(uow, principal, row.employee_id, plan.valid_until)
    enforce(decide_change_rating(principal, standing.relation, await facts_of(uow, principal, row)))
    group = Group(row.rater_group)
    enforce(decide_rate(principal, standing, group, asked_as=group if row.request_id else None))
    require_version(expected, row.version)
    await require_occasion(uow, plan, row.period_id)
    await require_collecting(uow, row.plan_id, row.period_id, group)
    _fill(row, given)
    record_change(uow, principal, row, Act("changed", RESOURCE, row.id))
    _tell(uow, row, "changed")


async def read_results(uow: UnitOfWork, principal: Principal, plan_id: UUID, period_id: UUID | None) -> ResultsOut:
    """Return what the groups say about an employee, as far as the reader may know it."""
    plan = await get_plan(uow, plan_id)
    relation = (await standing_by(uow, principal, plan.employee_id, plan.valid_until)).relation
    enforce(decide_read_results(principal, relation))
    closed = await find_closing(uow, plan, period_id)
    given = (await repository.map_given(uow, [plan_id], period_id))[plan_id]
    known = summarize_ratings(known_to(given, relation))
    return ResultsOut(
        plan_id=plan.id,
        period_id=period_id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        minimum_answers=closed.minimum_answers if closed else await number_in_force(uow, MINIMUM),
        groups=[_group_out(known, group, relation, is_collecting=closed is None) for group in Group],
        suggestion=known.suggestion if relation.is_above else None,
    )


async def _approved_request(uow: UnitOfWork, principal: Principal, given: RatingIn) -> RatingRequest | None:
    """Return the caller's approved request, open or closed, locked; a nomination gives no right yet."""
    if principal.employee_id is None:
        return None
    request = await repository.find_live_request(
        uow, plan_id=given.plan_id, period_id=given.period_id, rater_id=principal.employee_id, for_update=True
    )
    return None if request is None or request.status == RequestStatus.NOMINATED.value else request


async def _require_first(uow: UnitOfWork, row: BehaviorRating) -> None:
    there = await repository.find_rating_id(
        uow,
        plan_id=row.plan_id,
        period_id=row.period_id,
        rater_id=row.rater_id,
        group=Group(row.rater_group),
    )
    if there is not None:
        raise RatingAlreadyThere(basis=[BEHAVIOR], extra={"rating_id": str(there)})


async def facts_of(uow: UnitOfWork, principal: Principal, row: BehaviorRating) -> RatingFacts:
    """Return what reading a rating depends on."""
    return RatingFacts(
        group=Group(row.rater_group),
        is_rater=principal.employee_id is not None and principal.employee_id == row.rater_id,
        is_open=await repository.is_open(uow, row.id),
    )


def _fill(row: BehaviorRating, given: RatingPut) -> None:
    for value in CoreValue:
        setattr(row, value.value, getattr(given.values, value.value).level.value)
    notes = {value.value: getattr(given.values, value.value).note for value in CoreValue}
    row.notes = {name: note for name, note in notes.items() if note is not None}


def _tell(uow: UnitOfWork, row: BehaviorRating, change: str) -> None:
    """Tell that somebody rated, never how; the trail does not say it either."""
    uow.emit(BehaviorRated(row.id, group=row.rater_group, change=change))


def _out(row: BehaviorRating) -> RatingOut:
    return RatingOut(
        id=row.id,
        plan_id=row.plan_id,
        period_id=row.period_id,
        employee_id=row.employee_id,
        employee_name=row.employee_name,
        group=Group(row.rater_group),
        rater_id=row.rater_id,
        rater_name=row.rater_name,
        values=values_of(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )


def values_of(row: BehaviorRating) -> ValuesOut:
    """Return the seven levels of a rating with their notes."""
    levels = {
        value.value: LevelOut(level=RatingLevel(getattr(row, value.value)), note=row.notes.get(value.value))
        for value in CoreValue
    }
    return ValuesOut(**levels)


def _group_out(known: BehaviorSummary, group: Group, relation: Relation, *, is_collecting: bool) -> GroupResultOut:
    visibility = decide_visibility(known, group, relation, is_collecting=is_collecting)
    if visibility is not Visibility.SHOWN:
        return GroupResultOut(group=group, visibility=visibility, raters=None, mean=None, values=None)
    shown = known.groups[group]
    # HR and auditors read results; what a peer wrote is for the person and those above alone.
    with_notes = not group.is_asked or relation is Relation.SELF or relation.is_above
    return GroupResultOut(
        group=group,
        visibility=visibility,
        raters=shown.raters,
        mean=SHOWN_MEAN.apply(shown.mean),
        values=_values_out(shown, with_notes=with_notes),
    )


def _values_out(shown: GroupSummary, *, with_notes: bool) -> ValueResultsOut:
    values = {
        value.value: ValueResultOut(
            **{level.value: count for level, count in shown.levels[value].items()},
            notes=list(shown.notes[value]) if with_notes else [],
        )
        for value in CoreValue
    }
    return ValueResultsOut(**values)
