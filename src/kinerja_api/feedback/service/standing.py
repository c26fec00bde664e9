"""How somebody stands to a review meeting today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import list_led_unit_ids
from kinerja_api.feedback.access.meetings import ToMeeting
from kinerja_api.feedback.models.meetings import MeetingParticipant, ReviewMeeting
from kinerja_api.feedback.repository import meetings as repository
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, those who are invited, how somebody stands to it, and which units that person leads today."""

    row: ReviewMeeting
    participants: Sequence[MeetingParticipant]
    to: ToMeeting
    led: Sequence[UUID]


async def open_meeting(
    uow: UnitOfWork, principal: Principal, meeting_id: UUID, *, to_act: bool = False, for_update: bool = False
) -> Meeting:
    """Return a meeting as it stands for somebody today; raise `NotFound`.

    To act on it, whoever leads the unit now is its leader when the one who called it leads the unit no longer.
    """
    row = await repository.get_meeting(uow, meeting_id, for_update=for_update)
    participants = await repository.list_participants(uow, row.id)
    me, today = principal.employee_id, await today_of(uow)
    led = await list_led_unit_ids(uow, me, today)
    to = ToMeeting(
        is_leader=me is not None and me == row.leader_id,
        is_minute_taker=me is not None and me == row.minute_taker_id,
        is_participant=any(each.employee_id == me for each in participants),
        leads_unit=row.unit_id in led,
    )
    if to_act and to.leads_unit and not to.is_leader:
        still_leads = row.unit_id in await list_led_unit_ids(uow, row.leader_id, today)
        to = replace(to, is_leader=not still_leads)
    return Meeting(row, participants, to, led)
