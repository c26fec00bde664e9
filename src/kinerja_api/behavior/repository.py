"""All SQL of behaviour ratings."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, text
from sqlalchemy.orm import aliased

from kinerja_api.behavior.lifecycle import LIVE
from kinerja_api.behavior.models import BehaviorRating, RatingRequest
from kinerja_api.behavior.rules import POINTS, read_means
from kinerja_api.behavior.types import (
    CoreValue,
    GivenRating,
    Group,
    GroupMean,
    RatingLevel,
    RequestStatus,
    RequestView,
)
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

REQUESTS_IN_ORDER = Keyset((RatingRequest.id,))
RATINGS_IN_ORDER = Keyset((BehaviorRating.id,))
_LEVELS = [getattr(BehaviorRating, value.value) for value in CoreValue]


async def get_request(uow: UnitOfWork, request_id: UUID, *, for_update: bool = False) -> RatingRequest:
    """Return a request; raise `NotFound`."""
    statement = select(RatingRequest).where(RatingRequest.agency_id == uow.agency_id, RatingRequest.id == request_id)
    found = (await uow.session.scalars(statement.with_for_update() if for_update else statement)).one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_live_request(
    uow: UnitOfWork, *, plan_id: UUID, period_id: UUID | None, rater_id: UUID, for_update: bool = False
) -> RatingRequest | None:
    """Return the request to somebody for a plan and period that was neither refused nor declined, or None."""
    statement = select(RatingRequest).where(
        RatingRequest.agency_id == uow.agency_id,
        RatingRequest.plan_id == plan_id,
        RatingRequest.period_id.is_not_distinct_from(period_id),
        RatingRequest.rater_id == rater_id,
        RatingRequest.status.in_([status.value for status in LIVE]),
    )
    return (await uow.session.scalars(statement.with_for_update() if for_update else statement)).one_or_none()


async def list_requests(  # noqa: PLR0913  filters of one list
    uow: UnitOfWork,
    *,
    view: RequestView,
    me: UUID | None,
    led: Sequence[UUID] | None,
    plan_id: UUID | None,
    status: RequestStatus | None,
    page: PageOf,
) -> tuple[Sequence[RatingRequest], str | None]:
    """Return a page of the requests of a view; `led` are the units that the reader leads, None for the whole agency."""
    statement = select(RatingRequest).where(RatingRequest.agency_id == uow.agency_id, _of_view(view, me, led))
    if plan_id is not None:
        statement = statement.where(RatingRequest.plan_id == plan_id)
    if status is not None:
        statement = statement.where(RatingRequest.status == status.value)
    return await list_page(uow, statement, REQUESTS_IN_ORDER, page)


def _of_view(view: RequestView, me: UUID | None, led: Sequence[UUID] | None) -> ColumnElement[bool]:
    match view:
        case RequestView.TO_ANSWER:
            return (RatingRequest.rater_id == me) & (RatingRequest.status == RequestStatus.APPROVED.value)
        case RequestView.ABOUT_ME:
            return RatingRequest.employee_id == me
        case RequestView.BY_ME:
            return RatingRequest.requested_by_id == me
        case RequestView.LED:
            others = RatingRequest.employee_id != me
            return others if led is None else others & RatingRequest.unit_id.in_(led)


async def get_rating(uow: UnitOfWork, rating_id: UUID, *, for_update: bool = False) -> BehaviorRating:
    """Return a rating; raise `NotFound`."""
    statement = select(BehaviorRating).where(BehaviorRating.agency_id == uow.agency_id, BehaviorRating.id == rating_id)
    found = (await uow.session.scalars(statement.with_for_update() if for_update else statement)).one_or_none()
    if found is None:
        raise NotFound
    return found


async def find_rating_id(
    uow: UnitOfWork, *, plan_id: UUID, period_id: UUID | None, rater_id: UUID, group: Group
) -> UUID | None:
    """Return the id of somebody's rating of a plan and period, or None."""
    statement = select(BehaviorRating.id).where(
        BehaviorRating.agency_id == uow.agency_id,
        BehaviorRating.plan_id == plan_id,
        BehaviorRating.period_id.is_not_distinct_from(period_id),
        BehaviorRating.rater_id == rater_id,
        BehaviorRating.rater_group == group.value,
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def are_both_in(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> bool:
    """Tell whether the employee and the superior have both rated a plan and period."""
    statement = (
        select(BehaviorRating.rater_group)
        .distinct()
        .where(
            BehaviorRating.agency_id == uow.agency_id,
            BehaviorRating.plan_id == plan_id,
            BehaviorRating.period_id.is_not_distinct_from(period_id),
            BehaviorRating.rater_group.in_([Group.SELF.value, Group.SUPERIOR.value]),
        )
    )
    return len((await uow.session.scalars(statement)).all()) > 1


async def list_ratings(  # noqa: PLR0913  filters of one list
    uow: UnitOfWork,
    *,
    me: UUID | None,
    led: Sequence[UUID],
    reads_whole_agency: bool,
    plan_id: UUID | None,
    period_id: UUID | None,
    page: PageOf,
) -> tuple[Sequence[BehaviorRating], str | None]:
    """Return a page of the ratings that somebody may see: oneself, leader of some units, reader of the whole agency."""
    visible = _visible_to(me, led, reads_whole_agency=reads_whole_agency)
    statement = select(BehaviorRating).where(BehaviorRating.agency_id == uow.agency_id, visible)
    if plan_id is not None:
        statement = statement.where(BehaviorRating.plan_id == plan_id)
    if period_id is not None:
        statement = statement.where(BehaviorRating.period_id == period_id)
    return await list_page(uow, statement, RATINGS_IN_ORDER, page)


def _visible_to(me: UUID | None, led: Sequence[UUID], *, reads_whole_agency: bool) -> ColumnElement[bool]:
    """Return the condition that `access.decide_see_rating` states for one rating, for a whole list."""
    other = aliased(BehaviorRating)
    both_are_in = (
        select(other.id)
        .where(
            other.agency_id == BehaviorRating.agency_id,
            other.plan_id == BehaviorRating.plan_id,
            other.period_id.is_not_distinct_from(BehaviorRating.period_id),
            other.rater_group.in_([Group.SELF.value, Group.SUPERIOR.value]),
            other.rater_group != BehaviorRating.rater_group,
        )
        .exists()
    )
    is_led = BehaviorRating.unit_id.in_(led)
    is_superiors = BehaviorRating.rater_group == Group.SUPERIOR.value
    ways = [
        (BehaviorRating.employee_id == me) & both_are_in,
        (BehaviorRating.employee_id != me) & is_led & or_(is_superiors, both_are_in),
    ]
    if reads_whole_agency:
        ways.append((BehaviorRating.employee_id != me) & ~is_led)
    named = BehaviorRating.rater_group.in_([Group.SELF.value, Group.SUPERIOR.value])
    return or_(BehaviorRating.rater_id == me, and_(named, or_(*ways)))


async def map_given(uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None) -> dict[UUID, list[GivenRating]]:
    """Return what was given for these plans, in one statement: for a period, or without one for the year and in it."""
    statement = (
        select(
            BehaviorRating.plan_id,
            BehaviorRating.rater_group,
            BehaviorRating.rater_id,
            BehaviorRating.period_id,
            BehaviorRating.notes,
            *_LEVELS,
        )
        .where(BehaviorRating.agency_id == uow.agency_id, BehaviorRating.plan_id.in_(plan_ids))
        .order_by(BehaviorRating.id)
    )
    if period_id is not None:
        statement = statement.where(BehaviorRating.period_id == period_id)
    given: dict[UUID, list[GivenRating]] = {plan_id: [] for plan_id in plan_ids}
    for row in await uow.session.execute(statement):
        given[row.plan_id].append(_given(row))
    return given


_BY_LEVEL = " ".join(f"WHEN '{level.value}' THEN {points}" for level, points in POINTS.items())
_POINTS = " + ".join(f"CASE {value.value} {_BY_LEVEL} END" for value in CoreValue)
# Plan by plan through the index: a join over all of them would read the whole table while it is small.
_MEANS = HotQuery(
    text(
        f"""
    SELECT wanted.plan_id, said.by_rater
      FROM unnest(CAST(:plans AS uuid[])) AS wanted (plan_id)
     CROSS JOIN LATERAL (
           SELECT string_agg(rater_group || ' ' || points || ' ' || ratings, ';'
                             ORDER BY rater_group, points, ratings) AS by_rater
             FROM (SELECT rater_group,
                          COALESCE(sum(points) FILTER (WHERE of_year), sum(points)) AS points,
                          COALESCE(NULLIF(count(*) FILTER (WHERE of_year), 0), count(*)) AS ratings
                     FROM (SELECT rater_group, rater_id, period_id IS NULL AS of_year, {_POINTS} AS points
                             FROM behavior_rating
                            WHERE agency_id = :agency AND plan_id = wanted.plan_id) AS given
                    GROUP BY rater_group, rater_id) AS raters) AS said
     WHERE said.by_rater IS NOT NULL
    """  # noqa: S608  constants of this module
    )
)


async def map_means(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, tuple[GroupMean, ...]]:
    """Return the means of the groups about each of these plans in the year; a rater's ratings of the year go first."""
    rows = await uow.fetch_rows(_MEANS, agency=uow.agency_id, plans=list(plan_ids))
    return {plan_id: read_means(said) for plan_id, said in rows}


def _given(row: Any) -> GivenRating:
    return GivenRating(
        group=Group(row.rater_group),
        rater_id=row.rater_id,
        period_id=row.period_id,
        levels={value: RatingLevel(getattr(row, value.value)) for value in CoreValue},
        notes={CoreValue(name): note for name, note in row.notes.items()},
    )


def add(uow: UnitOfWork, *rows: RatingRequest | BehaviorRating) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
