"""All SQL of the ends of collecting, and of the reminders before them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from kinerja_api.behavior.models import BehaviorRating, RatingCollection, RatingRequest
from kinerja_api.behavior.repository import is_answered
from kinerja_api.behavior.types import Group, RequestStatus
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork


class Closing(NamedTuple):
    """An end of collecting, and from how many answers on a group is told."""

    id: UUID
    minimum_answers: int


class Occasion(NamedTuple):
    """Of which year a period is, None for one that is not there, and the end of collecting for it, if it has ended."""

    cycle_id: UUID | None
    closing: Closing | None


IN_ORDER = Keyset((RatingCollection.id,))
OPEN = (RequestStatus.NOMINATED.value, RequestStatus.APPROVED.value)
_OCCASION = HotQuery(
    text(
        """
    SELECT (SELECT cycle_id FROM period WHERE agency_id = :agency AND id = CAST(:period AS uuid)),
           c.id, c.minimum_answers
      FROM (SELECT true) AS one
      LEFT JOIN rating_collection c
        ON c.agency_id = :agency AND c.plan_id = :plan AND c.period_id IS NOT DISTINCT FROM CAST(:period AS uuid)
    """
    )
)
_ANSWERS = HotQuery(
    text(
        """
    SELECT plan_id, rater_group, count(*) FROM behavior_rating
     WHERE agency_id = :agency AND plan_id = ANY(:plans) AND period_id IS NOT DISTINCT FROM :period
       AND rater_group IN ('peer', 'subordinate')
     GROUP BY plan_id, rater_group
    """
    )
)


async def get_collection(uow: UnitOfWork, collection_id: UUID) -> RatingCollection:
    """Return an end of collecting; raise `NotFound`."""
    return await get_row(uow, RatingCollection, collection_id)


async def find_collection(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> RatingCollection | None:
    """Return the end of collecting for a plan and period, or None while answers are taken."""
    statement = select(RatingCollection).where(
        RatingCollection.agency_id == uow.agency_id,
        RatingCollection.plan_id == plan_id,
        RatingCollection.period_id.is_not_distinct_from(period_id),
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def read_occasion(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> Occasion:
    """Return what is known of a plan and period, or the whole year, before its ratings are read."""
    [(cycle_id, closing_id, minimum)] = await uow.fetch_rows(
        _OCCASION, agency=uow.agency_id, plan=plan_id, period=period_id
    )
    return Occasion(cycle_id, Closing(closing_id, minimum) if closing_id else None)


async def list_collections(
    uow: UnitOfWork,
    *,
    me: UUID | None,
    led: Sequence[UUID] | None,
    plan_id: UUID | None,
    period_id: UUID | None,
    page: PageOf,
) -> tuple[Sequence[RatingCollection], str | None]:
    """Return a page of those about somebody and whom they lead; `led` None stands for the whole agency."""
    statement = select(RatingCollection).where(RatingCollection.agency_id == uow.agency_id)
    if led is not None:
        statement = statement.where(or_(RatingCollection.employee_id == me, RatingCollection.unit_id.in_(led)))
    if plan_id is not None:
        statement = statement.where(RatingCollection.plan_id == plan_id)
    if period_id is not None:
        statement = statement.where(RatingCollection.period_id == period_id)
    return await list_page(uow, statement, IN_ORDER, page)


async def list_unfinished_plan_ids(uow: UnitOfWork, period_id: UUID | None) -> list[UUID]:
    """Return the plans that somebody rated or was asked to rate, and whose rating of this occasion is not closed."""
    closed = select(RatingCollection.plan_id).where(
        RatingCollection.agency_id == uow.agency_id,
        RatingCollection.period_id.is_not_distinct_from(period_id),
        RatingCollection.revealed_at.is_not(None),
    )
    rated, asked = (
        select(table.plan_id).where(
            table.agency_id == uow.agency_id,
            table.period_id.is_not_distinct_from(period_id),
            table.plan_id.not_in(closed),
        )
        for table in (BehaviorRating, RatingRequest)
    )
    return sorted((await uow.session.scalars(rated.union(asked))).all())


async def add_collections(uow: UnitOfWork, rows: Sequence[Mapping[str, object]]) -> dict[UUID, UUID]:
    """Add ends of collecting where there is none yet; returns the ids of the new ones by plan."""
    statement = (
        insert(RatingCollection)
        .values(list(rows))
        .on_conflict_do_nothing()
        .returning(RatingCollection.plan_id, RatingCollection.id)
    )
    return {row.plan_id: row.id for row in await uow.session.execute(statement)}


async def mark_closed(
    uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None, *, now: datetime, is_evaluated: bool
) -> None:
    """Note that self and superior are open to each other from now on, and that nothing more is rated, if so."""
    seen = func.coalesce(RatingCollection.revealed_at, now)
    evaluated = func.coalesce(RatingCollection.evaluated_at, now) if is_evaluated else RatingCollection.evaluated_at
    statement = (
        update(RatingCollection)
        .where(
            RatingCollection.agency_id == uow.agency_id,
            RatingCollection.plan_id.in_(plan_ids),
            RatingCollection.period_id.is_not_distinct_from(period_id),
            or_(RatingCollection.revealed_at.is_(None), RatingCollection.evaluated_at.is_distinct_from(evaluated)),
        )
        .values(revealed_at=seen, evaluated_at=evaluated, version=RatingCollection.version + 1, updated_at=now)
    )
    await uow.session.execute(statement, execution_options={"synchronize_session": False})


async def close_requests(
    uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None, *, now: datetime
) -> list[tuple[UUID, RequestStatus, int]]:
    """Close the requests that are open, whoever has answered or not; waits for answers that are just being given.

    Returns which these are, with the state to which that led and their version since.
    """
    is_nominated = RatingRequest.status == RequestStatus.NOMINATED.value
    statement = (
        update(RatingRequest)
        .where(_of(RatingRequest, uow, plan_ids, period_id), RatingRequest.status.in_(OPEN))
        .values(
            status=case((is_nominated, RequestStatus.EXPIRED.value), else_=RequestStatus.CLOSED.value),
            version=RatingRequest.version + 1,
            updated_at=now,
        )
        .returning(RatingRequest.id, RatingRequest.status, RatingRequest.version)
    )
    rows = await uow.session.execute(statement, execution_options={"synchronize_session": False})
    return [(request_id, RequestStatus(status), version) for request_id, status, version in rows]


async def count_answers(
    uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None
) -> dict[UUID, dict[Group, int]]:
    """Return how many of each group have answered about each plan."""
    counts: dict[UUID, dict[Group, int]] = {}
    of = {"plans": list(plan_ids), "period": period_id}
    for plan_id, group, count in await uow.fetch_rows(_ANSWERS, agency=uow.agency_id, **of):
        counts.setdefault(plan_id, {})[Group(group)] = count
    return counts


async def tell_answers(uow: UnitOfWork, told: Sequence[tuple[UUID, Group]], period_id: UUID | None) -> None:
    """Let the answers of these groups about these plans be told, each in the result of its collection."""
    of_groups = tuple_(BehaviorRating.plan_id, BehaviorRating.rater_group).in_(
        [(plan_id, group.value) for plan_id, group in told]
    )
    statement = (
        update(BehaviorRating)
        .where(
            _of(BehaviorRating, uow, [plan_id for plan_id, _ in told], period_id),
            of_groups,
            RatingCollection.agency_id == BehaviorRating.agency_id,
            RatingCollection.plan_id == BehaviorRating.plan_id,
            RatingCollection.period_id.is_not_distinct_from(BehaviorRating.period_id),
        )
        .values(collection_id=RatingCollection.id)
    )
    await uow.session.execute(statement, execution_options={"synchronize_session": False})


async def list_waiting_plan_ids(uow: UnitOfWork) -> list[UUID]:
    """Return the plans that somebody was asked to rate for the year and may still rate."""
    statement = (
        select(RatingRequest.plan_id)
        .distinct()
        .where(
            RatingRequest.agency_id == uow.agency_id,
            RatingRequest.period_id.is_(None),
            RatingRequest.status == RequestStatus.APPROVED.value,
        )
    )
    return list((await uow.session.scalars(statement)).all())


async def count_reminder(
    uow: UnitOfWork, about: UUID | Sequence[UUID], *, before: datetime, most: int, now: datetime
) -> list[tuple[UUID, int]]:
    """Count a reminder for who has not answered: about a period, or about the year of these plans.

    Returns the requests with the number of the reminder. Their version stays: it would tell who has not answered.
    """
    of_occasion = (
        RatingRequest.period_id == about
        if isinstance(about, UUID)
        else RatingRequest.period_id.is_(None) & RatingRequest.plan_id.in_(about)
    )
    statement = (
        update(RatingRequest)
        .where(
            RatingRequest.agency_id == uow.agency_id,
            of_occasion,
            RatingRequest.status == RequestStatus.APPROVED.value,
            RatingRequest.reminders < most,
            func.coalesce(RatingRequest.reminded_at, RatingRequest.updated_at) <= before,
            ~is_answered(),
        )
        .values(reminders=RatingRequest.reminders + 1, reminded_at=now)
        .returning(RatingRequest.id, RatingRequest.reminders)
    )
    rows = await uow.session.execute(statement, execution_options={"synchronize_session": False})
    return sorted((request_id, number) for request_id, number in rows)


def _of(
    table: type[BehaviorRating | RatingRequest], uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None
) -> ColumnElement[bool]:
    return (
        (table.agency_id == uow.agency_id)
        & table.plan_id.in_(plan_ids)
        & table.period_id.is_not_distinct_from(period_id)
    )
