"""Use cases of daily activities: recorded one by one or in batches, each once, and looked at day by day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from kinerja_api.audit.public import Act, record_change, record_many
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import list_periods_between, require_open_period
from kinerja_api.employees.public import EmployeePost, find_post, list_led_unit_ids, list_posts_after, relation_to
from kinerja_api.kit.clock import day_in_zone, end_of_day
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.router import BasisOut, ProblemErrorOut
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError, Forbidden, NotFound, Problem
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import get_unit, list_unit_ids_below, today_of, zone_of
from kinerja_api.realizations.access import ONLY_OWN_ACTIVITIES, decide_keep_activities
from kinerja_api.realizations.errors import (
    DOCUMENTING,
    ActivityAlreadyThere,
    ActivityKeyReused,
    ActivityRemoved,
    ActivityWithoutPost,
)
from kinerja_api.realizations.events import ActivitiesRecorded, ActivityChanged
from kinerja_api.realizations.models.activities import Activity
from kinerja_api.realizations.repository import activities as repository
from kinerja_api.realizations.repository.activities import KnownActivity, NewActivity
from kinerja_api.realizations.rules.activities import Entry, Ground, Placed, Times, judge
from kinerja_api.realizations.schemas.activities import (
    ActivityAnswerOut,
    ActivityBatchIn,
    ActivityBatchOut,
    ActivityIn,
    ActivityOut,
    ActivityPut,
    ActivityRefusalOut,
    ActivitySummaryOut,
)
from kinerja_api.realizations.types import ActivityDay, BatchOutcome
from kinerja_api.targets.public import list_days_seen, map_parts, require_day_seen, visible_to

RESOURCE = "activity"
DAY = timedelta(days=1)
FIRST = UUID(int=0)


async def record_activity(uow: UnitOfWork, principal: Principal, given: ActivityIn) -> ActivityOut:
    """Record one activity of one's own; under a key that is taken the refusal names what is there."""
    [found] = await _record(uow, principal, [given])
    if isinstance(found, Problem):
        raise found
    if isinstance(found, KnownActivity):
        raise ActivityAlreadyThere(extra={"activity_id": str(found.id)})
    return ActivityOut.model_validate(await repository.get_activity(uow, found))


async def record_batch(
    uow: UnitOfWork, principal: Principal, given: ActivityBatchIn, language: Language
) -> ActivityBatchOut:
    """Record the activities of a batch, each for itself; as many statements for a hundred as for one."""
    found = await _record(uow, principal, given.items)
    answers = zip(given.items, found, strict=True)
    return ActivityBatchOut.of(_answer(item.key, each, place, language) for place, (item, each) in enumerate(answers))


async def read_activity(uow: UnitOfWork, principal: Principal, activity_id: UUID) -> ActivityOut:
    """Return an activity that the principal may see."""
    row = await repository.get_activity(uow, activity_id)
    await require_day_seen(uow, principal, row.employee_id, row.day)
    return ActivityOut.model_validate(row)


async def list_activities(  # noqa: PLR0913  a diary is looked through in many ways
    uow: UnitOfWork,
    principal: Principal,
    *,
    employee_id: UUID | None,
    unit_id: UUID | None,
    part_id: UUID | None,
    first_day: date | None,
    last_day: date | None,
    page: PageOf,
) -> Page[ActivityOut]:
    """Return a page of the activities that the principal may see, of days in the agency's own time zone."""
    zone = await zone_of(uow)
    # Under the name of one employee what each activity alone shows: who led them before finds the diary of those days.
    visible = await visible_to(uow, principal) if employee_id is None else None
    seen_days = await list_days_seen(uow, principal, employee_id) if employee_id is not None else None
    rows, following = await repository.list_activities(
        uow,
        visible=visible,
        seen_days=seen_days,
        employee_id=employee_id,
        unit_id=unit_id,
        part_id=part_id,
        since=_begin_of(first_day, zone) if first_day else None,
        until=end_of_day(last_day, zone) if last_day else None,
        page=page,
    )
    return Page(items=[ActivityOut.model_validate(row) for row in rows], next=following)


async def change_activity(
    uow: UnitOfWork, principal: Principal, activity_id: UUID, expected: IfMatch, given: ActivityPut
) -> ActivityOut:
    """Replace what an activity says, while its period is open; the day to which it moves must be in an open one too."""
    row = await _get_own(uow, principal, activity_id, expected)
    times = Times(given.started_at, given.ended_at, max(uow.now(), given.started_at))
    ground = await _ground(uow, row.employee_id, [(times, given)])
    placed = judge(Entry(times, given.part_id, given.part_pointer), ground)
    if isinstance(placed, Problem):
        raise placed
    row.title, row.note = given.title, given.note
    row.started_at, row.ended_at = given.started_at, given.ended_at
    row.day, row.period_id = placed.day, placed.period_id
    row.days_after = max((day_in_zone(row.recorded_at, ground.zone) - placed.day).days, 0)
    part = placed.part
    row.target_id, row.target_title = (part.target_id, part.target_title) if part else (None, None)
    row.indicator_id, row.indicator_title = (part.indicator_id, part.indicator_title) if part else (None, None)
    await _touch(uow, principal, row, "changed")
    return ActivityOut.model_validate(row)


async def remove_activity(uow: UnitOfWork, principal: Principal, activity_id: UUID, expected: IfMatch) -> None:
    """Remove an activity of one's own while its period is open; its key stays taken."""
    row = await _get_own(uow, principal, activity_id, expected)
    row.removed_at = uow.now()
    await _touch(uow, principal, row, "removed")


async def list_summaries(
    uow: UnitOfWork, principal: Principal, *, unit_id: UUID, day: date | None, page: PageOf
) -> Page[ActivitySummaryOut]:
    """Return who of a unit and those below it recorded what for a day, and who recorded nothing."""
    day = day or await today_of(uow)
    zone = await zone_of(uow)
    units = await _led_units(uow, principal, unit_id, day)
    [after] = page.position(uow, repository.BY_EMPLOYEE) or (FIRST,)
    posts = await list_posts_after(uow, units, day, after=after, most=page.limit + 1)
    shown = posts[: page.limit]
    people = [post.employee_id for post in shown]
    days = await repository.map_days(uow, people, _begin_of(day, zone), end_of_day(day, zone))
    following = page.following(uow, [str(people[-1])]) if len(posts) > page.limit else None
    return Page(items=[_summary(post, day, days.get(post.employee_id)) for post in shown], next=following)


async def _record(
    uow: UnitOfWork, principal: Principal, items: Sequence[ActivityIn]
) -> list[UUID | KnownActivity | Problem]:
    """Record what can be; returns for each the new id, what was there already, or why it is refused."""
    author = await _author(uow, principal)
    timed = [(_times(item, uow.now()), item) for item in items]
    ground = await _ground(uow, author.employee_id, timed)
    judged = [judge(Entry(times, item.part_id, item.part_pointer), ground) for times, item in timed]
    new: dict[int, NewActivity] = {}
    for place, ((times, item), placed) in enumerate(zip(timed, judged, strict=True)):
        if isinstance(placed, Placed):
            new[place] = _new(uow.new_id(), item, times, placed)
    added = await _add(uow, principal, author, list(new.values()))
    unsettled = [item.key for place, item in enumerate(items) if place not in new or new[place].id not in added]
    # What is refused now may have been recorded before its period closed: a late repeat is told so.
    known = await repository.map_known(uow, author.employee_id, unsettled) if unsettled else {}
    return [_settle(item, judged[place], new.get(place), added, known) for place, item in enumerate(items)]


def _settle(
    item: ActivityIn,
    judged: Placed | Problem,
    new: NewActivity | None,
    added: set[UUID],
    known: dict[str, KnownActivity],
) -> UUID | KnownActivity | Problem:
    """Return what became of one activity."""
    if new is not None and new.id in added:
        return new.id
    there = known.get(item.key)
    if there is None:
        assert isinstance(judged, Problem)  # noqa: S101  what was placed is there now, added here or before
        return judged
    if there.fingerprint != item.fingerprint():
        return judged if isinstance(judged, Problem) else ActivityKeyReused(basis=[DOCUMENTING])
    return ActivityRemoved(basis=[DOCUMENTING]) if there.is_removed else there


async def _author(uow: UnitOfWork, principal: Principal) -> EmployeePost:
    """Return who records, in today's post."""
    if principal.employee_id is None:
        raise Forbidden(ONLY_OWN_ACTIVITIES, basis=[DOCUMENTING])
    post = await find_post(uow, principal.employee_id, await today_of(uow))
    if post is None:
        raise ActivityWithoutPost(basis=[DOCUMENTING])
    return post


async def _ground(uow: UnitOfWork, employee_id: UUID, entries: Sequence[tuple[Times, ActivityPut]]) -> Ground:
    """Return what the activities are judged on: two statements at most."""
    zone = await zone_of(uow)
    days = [day_in_zone(times.started_at, zone) for times, _ in entries]
    part_ids = sorted({given.part_id for _, given in entries if given.part_id is not None})
    return Ground(
        employee_id=employee_id,
        received_at=uow.now(),
        zone=zone,
        periods=await list_periods_between(uow, min(days), max(days)),
        parts=await map_parts(uow, part_ids) if part_ids else {},
    )


async def _add(
    uow: UnitOfWork, principal: Principal, author: EmployeePost, activities: Sequence[NewActivity]
) -> set[UUID]:
    """Write the activities, and what the trail keeps of them; returns the ids of those that were new."""
    if not activities:
        return set()
    added = await repository.insert_many(
        uow, employee_id=author.employee_id, name=author.name, unit_id=author.unit_id, activities=activities
    )
    if added:
        acts = [
            Act("created", RESOURCE, each.id, details={"key": each.key, "day": each.day.isoformat()})
            for each in activities
            if each.id in added
        ]
        await record_many(uow, principal, acts)
        uow.emit(ActivitiesRecorded(author.employee_id, count=len(added)))
    return added


async def _get_own(uow: UnitOfWork, principal: Principal, activity_id: UUID, expected: IfMatch) -> Activity:
    """Return an activity, locked, that the principal may change now."""
    row = await repository.get_activity(uow, activity_id, for_update=True)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_keep_activities(principal, relation))
    require_version(expected, row.version)
    await require_open_period(uow, row.period_id)
    return row


async def _touch(uow: UnitOfWork, principal: Principal, row: Activity, change: str) -> None:
    act = Act(change, RESOURCE, row.id, details={"key": row.key, "title": row.title, "day": row.day.isoformat()})
    record_change(uow, principal, row, act)
    uow.emit(ActivityChanged(row.id, change=change))
    await uow.session.flush()


async def _led_units(uow: UnitOfWork, principal: Principal, unit_id: UUID, day: date) -> list[UUID]:
    """Return a unit and those below it, for whoever leads it or reads the whole agency; else it looks missing."""
    if principal.reads_whole_agency:
        await get_unit(uow, unit_id, day)
    elif unit_id not in await list_led_unit_ids(uow, principal.employee_id, await today_of(uow)):
        raise NotFound
    return await list_unit_ids_below(uow, [unit_id], day)


def _times(item: ActivityIn, received_at: datetime) -> Times:
    return Times(item.started_at, item.ended_at, item.recorded_at or max(received_at, item.started_at))


def _new(activity_id: UUID, item: ActivityIn, times: Times, placed: Placed) -> NewActivity:
    part = placed.part
    return NewActivity(
        id=activity_id,
        period_id=placed.period_id,
        key=item.key,
        fingerprint=item.fingerprint(),
        day=placed.day,
        title=item.title,
        note=item.note,
        started_at=times.started_at,
        ended_at=times.ended_at,
        recorded_at=times.recorded_at,
        days_after=placed.days_after,
        target_id=part.target_id if part else None,
        target_title=part.target_title if part else None,
        indicator_id=part.indicator_id if part else None,
        indicator_title=part.indicator_title if part else None,
    )


def _answer(key: str, found: UUID | KnownActivity | Problem, place: int, language: Language) -> ActivityAnswerOut:
    match found:
        case Problem():
            refusal = _refusal(found, place, language)
            return ActivityAnswerOut(key=key, outcome=BatchOutcome.REFUSED, id=None, refusal=refusal)
        case KnownActivity():
            return ActivityAnswerOut(key=key, outcome=BatchOutcome.ALREADY_THERE, id=found.id, refusal=None)
        case _:
            return ActivityAnswerOut(key=key, outcome=BatchOutcome.CREATED, id=found, refusal=None)


def _refusal(problem: Problem, place: int, language: Language) -> ActivityRefusalOut:
    return ActivityRefusalOut(
        code=problem.code,
        title=problem.title.in_language(language),
        detail=problem.detail.in_language(language),
        errors=list(_errors(problem.errors, place, language)),
        basis=[
            BasisOut(instrument=each.instrument, article=each.article, verification=each.verification)
            for each in problem.basis
        ],
    )


def _errors(errors: Sequence[FieldError], place: int, language: Language) -> Iterator[ProblemErrorOut]:
    """Yield the faults of one activity with where they stand in the batch."""
    for each in errors:
        detail = each.detail.in_language(language)
        yield ProblemErrorOut(code=each.code, detail=detail, pointer=f"/items/{place}{each.pointer or ''}")


def _begin_of(day: date, zone: str) -> datetime:
    return end_of_day(day - DAY, zone)


def _summary(post: EmployeePost, day: date, found: ActivityDay | None) -> ActivitySummaryOut:
    return ActivitySummaryOut(
        employee_id=post.employee_id,
        employee_name=post.name,
        position_name=post.position_name,
        unit_id=post.unit_id,
        unit_name=post.unit_name,
        day=day,
        activities=found.activities if found else 0,
        minutes=found.minutes if found else 0,
        first_started_at=found.first_started_at if found else None,
        last_ended_at=found.last_ended_at if found else None,
        last_received_at=found.last_received_at if found else None,
    )
