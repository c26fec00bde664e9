"""All SQL of feedback."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from kinerja_api.feedback.models import Feedback
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((Feedback.id,), descending=True)


async def get_feedback(uow: UnitOfWork, feedback_id: UUID, *, for_update: bool = False) -> Feedback:
    """Return a remark; raise `NotFound`."""
    return await get_row(uow, Feedback, feedback_id, for_update=for_update)


async def list_feedback(
    uow: UnitOfWork,
    *,
    visible: tuple[Sequence[UUID], UUID | None] | None,
    plan_id: UUID | None,
    seen_until: datetime | None,
    page: PageOf,
) -> tuple[Sequence[Feedback], str | None]:
    """Return a page of remarks, newest first; `visible` bounds it to units, and what is about or by oneself.

    Besides what was given before `seen_until` is shown.
    """
    statement = select(Feedback).where(Feedback.agency_id == uow.agency_id)
    if visible is not None:
        units, own = visible
        ways = [Feedback.unit_id.in_(units), Feedback.employee_id == own, Feedback.author_id == own]
        if seen_until is not None:
            ways.append(Feedback.created_at < seen_until)
        statement = statement.where(or_(*ways))
    if plan_id is not None:
        statement = statement.where(Feedback.plan_id == plan_id)
    return await list_page(uow, statement, NEWEST_FIRST, page)


def add(uow: UnitOfWork, row: Feedback) -> None:
    """Add a new remark."""
    uow.session.add(row)
