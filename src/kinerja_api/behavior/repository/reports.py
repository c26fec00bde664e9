"""All SQL of what the auditor should look at. Nothing here tells a level that somebody gave, only how it repeats."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, case, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from kinerja_api.behavior.models import BehaviorRating
from kinerja_api.behavior.types import CoreValue, Group, RatingLevel
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork

_LEVELS = [getattr(BehaviorRating, value.value) for value in CoreValue]


async def list_pairs(  # noqa: PLR0913  what makes a pair remarkable
    uow: UnitOfWork,
    *,
    cycle_id: UUID,
    but: UUID | None,
    relations: Sequence[tuple[UUID, UUID]],
    top: int,
    repeated: int,
    page: PageOf,
) -> tuple[Sequence[Any], str | None]:
    """Return a page of the pairs in which both rated each other at the top, one did so often, or who are relatives.

    A rating is a top one when at least `top` of the seven values are above expectation. Pairs of `but` are left out.
    """
    above = [case((level == RatingLevel.DI_ATAS_EKSPEKTASI.value, 1), else_=0) for level in _LEVELS]
    is_top = sum(above[1:], above[0]) >= top
    by_one = BehaviorRating.rater_id < BehaviorRating.employee_id
    pairs = (
        select(
            func.least(BehaviorRating.rater_id, BehaviorRating.employee_id, type_=Uuid()).label("one_id"),
            func.greatest(BehaviorRating.rater_id, BehaviorRating.employee_id, type_=Uuid()).label("other_id"),
            func.max(case((by_one, BehaviorRating.rater_name), else_=BehaviorRating.employee_name)).label("one_name"),
            func.max(case((by_one, BehaviorRating.employee_name), else_=BehaviorRating.rater_name)).label("other_name"),
            func.count().filter(by_one).label("ratings_by_one"),
            func.count().filter(and_(by_one, is_top)).label("tops_by_one"),
            func.count().filter(~by_one).label("ratings_by_other"),
            func.count().filter(and_(~by_one, is_top)).label("tops_by_other"),
        )
        .where(_rated_others(uow, cycle_id))
        .group_by("one_id", "other_id")
        .subquery()
    )
    is_related = _is_one_of(pairs.c.one_id, pairs.c.other_id, relations)
    statement = select(pairs, is_related.label("is_related")).where(
        or_(
            and_(pairs.c.tops_by_one > 0, pairs.c.tops_by_other > 0),
            pairs.c.tops_by_one >= repeated,
            pairs.c.tops_by_other >= repeated,
            is_related,
        )
    )
    if but is not None:
        statement = statement.where(pairs.c.one_id != but, pairs.c.other_id != but)
    return await list_page(uow, statement, Keyset((pairs.c.one_id, pairs.c.other_id)), page)


async def list_raters_of_one_level(
    uow: UnitOfWork, *, cycle_id: UUID, fewest: int, page: PageOf
) -> tuple[Sequence[Any], str | None]:
    """Return a page of those who rated at least so many people and gave every value of each the same level."""
    people = func.count(BehaviorRating.employee_id.distinct())
    raters = (
        select(
            BehaviorRating.rater_id,
            func.max(BehaviorRating.rater_name).label("rater_name"),
            people.label("people"),
            func.count().label("ratings"),
        )
        .where(_rated_others(uow, cycle_id))
        .group_by(BehaviorRating.rater_id)
        .having(
            people >= fewest,
            func.min(func.least(*_LEVELS)) == func.max(func.greatest(*_LEVELS)),
        )
        .subquery()
    )
    return await list_page(uow, select(raters), Keyset((raters.c.rater_id,)), page)


def _rated_others(uow: UnitOfWork, cycle_id: UUID) -> ColumnElement[bool]:
    return and_(
        BehaviorRating.agency_id == uow.agency_id,
        BehaviorRating.cycle_id == cycle_id,
        BehaviorRating.rater_group != Group.SELF.value,
    )


def _is_one_of(one: Any, other: Any, pairs: Sequence[tuple[UUID, UUID]]) -> ColumnElement[bool]:
    """Return the condition that two people, the lower id first, are one of these pairs in any order."""
    firsts, seconds = ([min(pair) for pair in pairs], [max(pair) for pair in pairs])
    given = func.unnest(_ids(firsts), _ids(seconds)).table_valued("first_id", "second_id").render_derived()
    return select(1).select_from(given).where(given.c.first_id == one, given.c.second_id == other).exists()


def _ids(ids: Sequence[UUID]) -> Any:
    return cast(list(ids), ARRAY(Uuid()))
