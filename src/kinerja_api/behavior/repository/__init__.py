"""All SQL of behaviour ratings."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, any_, bindparam, func, literal_column, or_, select, text
from sqlalchemy.orm import aliased

from kinerja_api.behavior.lifecycle import LIVE
from kinerja_api.behavior.models import BehaviorRating, RatingCollection, RatingRequest
from kinerja_api.behavior.rules import OF_YEAR, POINTS, read_means
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
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

REQUESTS_IN_ORDER = Keyset((RatingRequest.id,))
RATINGS_IN_ORDER = Keyset((BehaviorRating.id,))
# As constants of the statement, so that it can be compiled once.
NAMED: list[ColumnElement[str]] = [literal_column(f"'{group.value}'") for group in (Group.SELF, Group.SUPERIOR)]
_OCCASION = HotQuery(
    text(
        """
    SELECT p.status = 'agreed' AND c.status = 'open'
           AND (CAST(:period AS uuid) IS NULL OR EXISTS (
               SELECT 1 FROM period q WHERE q.agency_id = :agency AND q.id = :period AND q.status = 'open')),
           p.valid_until
      FROM target_plan p JOIN cycle c ON c.agency_id = p.agency_id AND c.id = p.cycle_id
     WHERE p.agency_id = :agency AND p.id = :plan
    """
    )
)
_RATING_ID = HotQuery(
    text(
        """
    SELECT id FROM behavior_rating
     WHERE agency_id = :agency AND plan_id = :plan AND period_id IS NOT DISTINCT FROM :period
       AND rater_id = :rater AND rater_group = :group
    """
    )
)
_LEVELS = [getattr(BehaviorRating, value.value) for value in CoreValue]


async def get_request(uow: UnitOfWork, request_id: UUID, *, for_update: bool = False) -> RatingRequest:
    """Return a request; raise `NotFound`."""
    return await get_row(uow, RatingRequest, request_id, for_update=for_update)


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
            is_open = RatingRequest.status == RequestStatus.APPROVED.value
            return (RatingRequest.rater_id == me) & is_open & ~is_answered()
        case RequestView.ABOUT_ME:
            return RatingRequest.employee_id == me
        case RequestView.BY_ME:
            return RatingRequest.requested_by_id == me
        case RequestView.LED:
            others = RatingRequest.employee_id != me
            return others if led is None else others & RatingRequest.unit_id.in_(led)


def is_answered() -> ColumnElement[bool]:
    """Return the condition that a request was answered; for who was asked, and for the clock, and for nobody else."""
    return (
        select(BehaviorRating.id)
        .where(
            BehaviorRating.agency_id == RatingRequest.agency_id,
            BehaviorRating.rater_id == RatingRequest.rater_id,  # by whose ratings the index finds it
            BehaviorRating.request_id == RatingRequest.id,
        )
        .exists()
    )


async def list_answered(uow: UnitOfWork, request_ids: Sequence[UUID], rater_id: UUID) -> set[UUID]:
    """Return which of these requests somebody has answered themself."""
    if not request_ids:
        return set()
    statement = select(BehaviorRating.request_id).where(
        BehaviorRating.agency_id == uow.agency_id,
        BehaviorRating.rater_id == rater_id,
        BehaviorRating.request_id.in_(request_ids),
    )
    return {each for each in await uow.session.scalars(statement) if each is not None}


async def count_asked(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> dict[Group, int]:
    """Return how many of each group have been asked about a plan and period, answered or not."""
    statement = (
        select(RatingRequest.rater_group, func.count())
        .where(
            RatingRequest.agency_id == uow.agency_id,
            RatingRequest.plan_id == plan_id,
            RatingRequest.period_id.is_not_distinct_from(period_id),
            RatingRequest.status == RequestStatus.APPROVED.value,
        )
        .group_by(RatingRequest.rater_group)
    )
    return {Group(group): count for group, count in await uow.session.execute(statement)}


async def get_rating(uow: UnitOfWork, rating_id: UUID, *, for_update: bool = False) -> BehaviorRating:
    """Return a rating; raise `NotFound`."""
    return await get_row(uow, BehaviorRating, rating_id, for_update=for_update)


async def find_rating_id(
    uow: UnitOfWork, *, plan_id: UUID, period_id: UUID | None, rater_id: UUID, group: Group
) -> UUID | None:
    """Return the id of somebody's rating of a plan and period, or None."""
    of = {"plan": plan_id, "period": period_id, "rater": rater_id, "group": group.value}
    found: UUID | None = await uow.fetch_value(_RATING_ID, agency=uow.agency_id, **of)
    return found


async def read_occasion(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> tuple[bool, date | None]:
    """Tell whether ratings of a plan can be given now (agreed, year and period open), and until which day it holds."""
    [row] = await uow.fetch_rows(_OCCASION, agency=uow.agency_id, plan=plan_id, period=period_id)
    return row[0], row[1]


async def is_open(uow: UnitOfWork, rating_id: UUID) -> bool:
    """Tell whether a rating may be known to others, as `GivenRating.is_open` says it."""
    statement = select(_is_open()).where(BehaviorRating.agency_id == uow.agency_id, BehaviorRating.id == rating_id)
    return bool(await uow.session.scalar(statement))


async def list_ratings(  # noqa: PLR0913  filters of one list
    uow: UnitOfWork,
    *,
    me: UUID | None,
    led: Sequence[UUID],
    reads_whole_agency: bool,
    plan_id: UUID | None,
    period_id: UUID | None,
    page: PageOf,
    group: Group | None = None,
) -> tuple[Sequence[BehaviorRating], str | None]:
    """Return a page of the ratings that somebody may see: oneself, leader of some units, reader of the whole agency."""
    visible = _visible_to(me, led, reads_whole_agency=reads_whole_agency)
    statement = select(BehaviorRating).where(BehaviorRating.agency_id == uow.agency_id, visible)
    if plan_id is not None:
        statement = statement.where(BehaviorRating.plan_id == plan_id)
    if period_id is not None:
        statement = statement.where(BehaviorRating.period_id == period_id)
    if group is not None:
        statement = statement.where(BehaviorRating.rater_group == group.value)
    return await list_page(uow, statement, RATINGS_IN_ORDER, page)


def _visible_to(me: UUID | None, led: Sequence[UUID], *, reads_whole_agency: bool) -> ColumnElement[bool]:
    """Return the condition that `access.decide_see_rating` states for one rating, for a whole list."""
    open_to_each_other = _open_to_each_other()
    is_led = BehaviorRating.unit_id.in_(led)
    is_superiors = BehaviorRating.rater_group == Group.SUPERIOR.value
    ways = [
        (BehaviorRating.employee_id == me) & open_to_each_other,
        (BehaviorRating.employee_id != me) & is_led & or_(is_superiors, open_to_each_other),
    ]
    if reads_whole_agency:
        ways.append((BehaviorRating.employee_id != me) & ~is_led)
    return or_(BehaviorRating.rater_id == me, and_(BehaviorRating.rater_group.in_(NAMED), or_(*ways)))


def _is_open() -> ColumnElement[bool]:
    """Return the condition that a rating may be known to others."""
    return or_(
        BehaviorRating.collection_id.is_not(None),
        and_(BehaviorRating.rater_group.in_(NAMED), _open_to_each_other()),
    )


def _open_to_each_other() -> ColumnElement[bool]:
    """Return the condition that self and superior are both in, or that the rating of the occasion is closed."""
    other = aliased(BehaviorRating)
    is_other_in = (
        select(other.id)
        .where(
            other.agency_id == BehaviorRating.agency_id,
            other.plan_id == BehaviorRating.plan_id,
            other.period_id.is_not_distinct_from(BehaviorRating.period_id),
            other.rater_group.in_(NAMED),
            other.rater_group != BehaviorRating.rater_group,
        )
        .exists()
    )
    is_closed = (
        select(RatingCollection.id)
        .where(
            RatingCollection.agency_id == BehaviorRating.agency_id,
            RatingCollection.plan_id == BehaviorRating.plan_id,
            RatingCollection.period_id.is_not_distinct_from(BehaviorRating.period_id),
            RatingCollection.revealed_at.is_not(None),
        )
        .exists()
    )
    return or_(is_other_in, is_closed)


async def map_given(uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None) -> dict[UUID, list[GivenRating]]:
    """Return what was given for these plans, in one statement: for a period, or without one for the year and in it.

    What peers and subordinates said is read when it is open and never before.
    """
    of_period = {} if period_id is None else {"period": period_id}
    query = _given_query(of_period=period_id is not None)
    given: dict[UUID, list[GivenRating]] = {plan_id: [] for plan_id in plan_ids}
    for row in await uow.fetch_rows(query, agency=uow.agency_id, plans=list(plan_ids), **of_period):
        given[row["plan_id"]].append(_given(row))
    return given


@cache
def _given_query(*, of_period: bool) -> HotQuery:
    statement = (
        select(
            BehaviorRating.plan_id,
            _is_open().label("is_open"),
            BehaviorRating.rater_group,
            BehaviorRating.rater_id,
            BehaviorRating.period_id,
            BehaviorRating.notes,
            *_LEVELS,
        )
        .where(
            BehaviorRating.agency_id == bindparam("agency"),
            BehaviorRating.plan_id == any_(bindparam("plans", type_=ARRAY(Uuid))),
            or_(BehaviorRating.rater_group.in_(NAMED), BehaviorRating.collection_id.is_not(None)),
        )
        .order_by(BehaviorRating.id)
    )
    return HotQuery(statement.where(BehaviorRating.period_id == bindparam("period")) if of_period else statement)


_BY_LEVEL = " ".join(f"WHEN '{level.value}' THEN {points}" for level, points in POINTS.items())
_POINTS = " + ".join(f"CASE {value.value} {_BY_LEVEL} END" for value in CoreValue)
# Plan by plan through the index: a join over all of them would read the whole table while it is small.
_MEANS = HotQuery(
    text(
        f"""
    SELECT wanted.plan_id, said.by_source
      FROM unnest(CAST(:plans AS uuid[])) AS wanted (plan_id)
     CROSS JOIN LATERAL (
           SELECT string_agg(rater_group || ' ' || points || ' ' || ratings || ' ' || of_what, ';'
                             ORDER BY rater_group, points, ratings, of_what) AS by_source
             FROM (SELECT rater_group,
                          COALESCE(sum(points) FILTER (WHERE of_year), sum(points)) AS points,
                          COALESCE(NULLIF(count(*) FILTER (WHERE of_year), 0), count(*)) AS ratings,
                          CASE WHEN bool_or(of_year) THEN '{OF_YEAR}' ELSE 'p' END AS of_what
                     FROM (SELECT rater_group, COALESCE(collection_id, rater_id) AS source,
                                  period_id IS NULL AS of_year, {_POINTS} AS points
                             FROM behavior_rating
                            WHERE agency_id = :agency AND plan_id = wanted.plan_id
                              AND (collection_id IS NOT NULL OR rater_group IN ('self', 'superior'))) AS given
                    GROUP BY rater_group, source) AS sources) AS said
     WHERE said.by_source IS NOT NULL
    """  # noqa: S608  constants of this module
    )
)


async def map_means(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, tuple[GroupMean, ...]]:
    """Return the means of the groups that are told about each of these plans; what is said of the year goes first.

    Of peers and subordinates, source by source, only what was collected: nothing that is computed from these means
    can show an answer that its reader may not know.
    """
    rows = await uow.fetch_rows(_MEANS, agency=uow.agency_id, plans=list(plan_ids))
    return {plan_id: read_means(said) for plan_id, said in rows}


def _given(row: Mapping[str, Any]) -> GivenRating:
    return GivenRating(
        group=Group(row["rater_group"]),
        rater_id=row["rater_id"],
        period_id=row["period_id"],
        levels={value: RatingLevel(row[value.value]) for value in CoreValue},
        notes={CoreValue(name): note for name, note in row["notes"].items()},
        is_open=row["is_open"],
    )


def add(uow: UnitOfWork, *rows: RatingRequest | BehaviorRating | RatingCollection) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
