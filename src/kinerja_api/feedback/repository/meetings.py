"""All SQL of review meetings and their follow-ups."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, delete, or_, select

from kinerja_api.feedback.models.meetings import FollowUp, MeetingAddition, MeetingParticipant, ReviewMeeting
from kinerja_api.feedback.types import FollowUpFilter, MeetingFilter
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((ReviewMeeting.id,), descending=True)
FOLLOW_UPS_NEWEST_FIRST = Keyset((FollowUp.id,), descending=True)
MOST_PARTS = 100
MOST_PARTICIPANTS = 200


async def get_meeting(uow: UnitOfWork, meeting_id: UUID, *, for_update: bool = False) -> ReviewMeeting:
    """Return a meeting; raise `NotFound`."""
    return await get_row(uow, ReviewMeeting, meeting_id, for_update=for_update)


async def list_meetings(
    uow: UnitOfWork, *, led: Sequence[UUID] | None, me: UUID | None, wanted: MeetingFilter, page: PageOf
) -> tuple[Sequence[ReviewMeeting], str | None]:
    """Return a page of meetings, newest first: those one is invited to, leads or minutes, and those of units led.

    Without `led` those of the whole agency.
    """
    statement = select(ReviewMeeting).where(ReviewMeeting.agency_id == uow.agency_id)
    if led is not None:
        statement = statement.where(
            or_(
                ReviewMeeting.unit_id.in_(led),
                ReviewMeeting.leader_id == me,
                ReviewMeeting.minute_taker_id == me,
                ReviewMeeting.id.in_(_invited_to(uow, me)),
            )
        )
    filters = {
        ReviewMeeting.unit_id: wanted.unit_id,
        ReviewMeeting.cycle_id: wanted.cycle_id,
        ReviewMeeting.period_id: wanted.period_id,
        ReviewMeeting.status: wanted.status,
    }
    for column, value in filters.items():
        if value is not None:
            statement = statement.where(column == value)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def list_participants(uow: UnitOfWork, meeting_id: UUID) -> Sequence[MeetingParticipant]:
    """Return those who are invited to a meeting, by name."""
    statement = (
        select(MeetingParticipant)
        .where(MeetingParticipant.agency_id == uow.agency_id, MeetingParticipant.meeting_id == meeting_id)
        .order_by(MeetingParticipant.employee_name, MeetingParticipant.id)
        .limit(MOST_PARTICIPANTS)
    )
    return (await uow.session.scalars(statement)).all()


async def delete_participants(uow: UnitOfWork, meeting_id: UUID) -> None:
    """Invite nobody any more, before others are invited."""
    await uow.session.execute(
        delete(MeetingParticipant).where(
            MeetingParticipant.agency_id == uow.agency_id, MeetingParticipant.meeting_id == meeting_id
        )
    )


async def list_additions(uow: UnitOfWork, meeting_id: UUID) -> Sequence[MeetingAddition]:
    """Return what was added to the minutes of a meeting, in the order in which it was."""
    statement = (
        select(MeetingAddition)
        .where(MeetingAddition.agency_id == uow.agency_id, MeetingAddition.meeting_id == meeting_id)
        .order_by(MeetingAddition.id)
        .limit(MOST_PARTS)
    )
    return (await uow.session.scalars(statement)).all()


async def list_follow_ups_of(uow: UnitOfWork, meeting_id: UUID) -> Sequence[FollowUp]:
    """Return what a meeting agreed on, in the order in which it did."""
    statement = (
        select(FollowUp)
        .where(FollowUp.agency_id == uow.agency_id, FollowUp.meeting_id == meeting_id)
        .order_by(FollowUp.id)
        .limit(MOST_PARTS)
    )
    return (await uow.session.scalars(statement)).all()


async def get_follow_up(uow: UnitOfWork, follow_up_id: UUID, *, for_update: bool = False) -> FollowUp:
    """Return a follow-up; raise `NotFound`."""
    return await get_row(uow, FollowUp, follow_up_id, for_update=for_update)


async def list_follow_ups(
    uow: UnitOfWork, *, led: Sequence[UUID] | None, me: UUID | None, wanted: FollowUpFilter, page: PageOf
) -> tuple[Sequence[FollowUp], str | None]:
    """Return a page of follow-ups, newest first: one's own, those of meetings one sees, and those of people led."""
    statement = select(FollowUp).where(FollowUp.agency_id == uow.agency_id)
    if led is not None:
        meetings = select(ReviewMeeting.id).where(
            ReviewMeeting.agency_id == uow.agency_id,
            or_(ReviewMeeting.unit_id.in_(led), ReviewMeeting.leader_id == me, ReviewMeeting.minute_taker_id == me),
        )
        statement = statement.where(
            or_(
                FollowUp.unit_id.in_(led),
                FollowUp.employee_id == me,
                FollowUp.meeting_id.in_(meetings),
                FollowUp.meeting_id.in_(_invited_to(uow, me)),
            )
        )
    filters = {
        FollowUp.meeting_id: wanted.meeting_id,
        FollowUp.employee_id: wanted.employee_id,
        FollowUp.status: wanted.status,
    }
    for column, value in filters.items():
        if value is not None:
            statement = statement.where(column == value)
    return await list_page(uow, statement, FOLLOW_UPS_NEWEST_FIRST, page)


def add(uow: UnitOfWork, *rows: ReviewMeeting | MeetingParticipant | MeetingAddition | FollowUp) -> None:
    """Add new rows."""
    uow.session.add_all(rows)


def _invited_to(uow: UnitOfWork, me: UUID | None) -> Select[UUID]:
    return select(MeetingParticipant.meeting_id).where(
        MeetingParticipant.agency_id == uow.agency_id, MeetingParticipant.employee_id == me
    )
