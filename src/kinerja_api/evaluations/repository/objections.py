"""All SQL of objections."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select, text

from kinerja_api.evaluations.models import Objection, ObjectionStatement
from kinerja_api.evaluations.types import UNDECIDED, ObjectionFilter
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((Objection.id,), descending=True)
_IS_OBJECTED = HotQuery(
    text(
        """
    SELECT true FROM objection
     WHERE agency_id = :agency AND evaluation_id = :evaluation AND status = ANY(:undecided)
    """
    )
)


async def get_objection(uow: UnitOfWork, objection_id: UUID, *, for_update: bool = False) -> Objection:
    """Return an objection; raise `NotFound`."""
    return await get_row(uow, Objection, objection_id, for_update=for_update)


async def find_objection_id(uow: UnitOfWork, evaluation_id: UUID) -> UUID | None:
    """Return the id of the objection to an evaluation, or None."""
    statement = select(Objection.id).where(
        Objection.agency_id == uow.agency_id, Objection.evaluation_id == evaluation_id
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def is_objected(uow: UnitOfWork, evaluation_id: UUID) -> bool:
    """Tell whether an objection to an evaluation waits for its decision."""
    return bool(
        await uow.fetch_value(_IS_OBJECTED, agency=uow.agency_id, evaluation=evaluation_id, undecided=sorted(UNDECIDED))
    )


async def list_objections(
    uow: UnitOfWork,
    *,
    me: UUID | None,
    led: Sequence[UUID] | None,
    is_appointing: bool,
    wanted: ObjectionFilter,
    page: PageOf,
) -> tuple[Sequence[Objection], str | None]:
    """Return a page of objections, newest first.

    One's own, those to evaluations that one made, those that one decides, and those in units led (None: in the whole
    agency); the appointing official sees those that have no other judge.
    """
    statement = select(Objection).where(Objection.agency_id == uow.agency_id)
    if led is not None:
        mine = [column == me for column in (Objection.employee_id, Objection.official_id, Objection.judge_id) if me]
        unassigned = [Objection.judge_id.is_(None)] if is_appointing else []
        statement = statement.where(or_(Objection.unit_id.in_(led), *mine, *unassigned))
    filters = {
        Objection.cycle_id: wanted.cycle_id,
        Objection.employee_id: wanted.employee_id,
        Objection.unit_id: wanted.unit_id,
        Objection.status: wanted.status,
    }
    for column, value in filters.items():
        if value is not None:
            statement = statement.where(column == value)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def list_statements(uow: UnitOfWork, objection_id: UUID) -> Sequence[ObjectionStatement]:
    """Return what was said about an objection, in the order it was said."""
    statement = (
        select(ObjectionStatement)
        .where(ObjectionStatement.agency_id == uow.agency_id, ObjectionStatement.objection_id == objection_id)
        .order_by(ObjectionStatement.id)
        .limit(200)
    )
    return (await uow.session.scalars(statement)).all()


def add(uow: UnitOfWork, *rows: Objection | ObjectionStatement) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
