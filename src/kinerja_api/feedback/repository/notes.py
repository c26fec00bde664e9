"""All SQL of notes for improvement."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from kinerja_api.feedback.models.notes import ImprovementNote, ImprovementNoteEntry
from kinerja_api.feedback.types import NoteFilter
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((ImprovementNote.id,), descending=True)
MOST_ENTRIES = 200


async def get_note(uow: UnitOfWork, note_id: UUID, *, for_update: bool = False) -> ImprovementNote:
    """Return a note; raise `NotFound`."""
    return await get_row(uow, ImprovementNote, note_id, for_update=for_update)


async def list_notes(
    uow: UnitOfWork, *, led: Sequence[UUID] | None, me: UUID | None, wanted: NoteFilter, page: PageOf
) -> tuple[Sequence[ImprovementNote], str | None]:
    """Return a page of notes, newest first: on oneself, by oneself, and in units led (None: in the whole agency)."""
    statement = select(ImprovementNote).where(ImprovementNote.agency_id == uow.agency_id)
    if led is not None:
        mine = [ImprovementNote.employee_id == me, ImprovementNote.author_id == me]
        statement = statement.where(or_(ImprovementNote.unit_id.in_(led), *mine))
    filters = {
        ImprovementNote.employee_id: wanted.employee_id,
        ImprovementNote.unit_id: wanted.unit_id,
        ImprovementNote.kind: wanted.kind,
        ImprovementNote.status: wanted.status,
    }
    for column, value in filters.items():
        if value is not None:
            statement = statement.where(column == value)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def list_entries(uow: UnitOfWork, note_id: UUID) -> Sequence[ImprovementNoteEntry]:
    """Return what was said about a note, in the order in which it was said."""
    statement = (
        select(ImprovementNoteEntry)
        .where(ImprovementNoteEntry.agency_id == uow.agency_id, ImprovementNoteEntry.note_id == note_id)
        .order_by(ImprovementNoteEntry.id)
        .limit(MOST_ENTRIES)
    )
    return (await uow.session.scalars(statement)).all()


def add(uow: UnitOfWork, row: ImprovementNote | ImprovementNoteEntry) -> None:
    """Add a new row."""
    uow.session.add(row)
