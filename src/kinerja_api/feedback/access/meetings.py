"""Who plans, minutes and reads a review meeting, and who may do what to its follow-ups."""

from dataclasses import dataclass

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.errors import MONITORING
from kinerja_api.feedback.lifecycle.follow_ups import FINISH, LAPSE
from kinerja_api.kit.text import Text

ONLY_UNIT_LEADER = Text(
    "Rapat evaluasi diadakan pimpinan unit itu (atau pimpinan di atasnya) pada hari ini.",
    "A review meeting is called by who leads the unit today, or a unit above it.",
)
ONLY_LEADER = Text(
    "Hanya pimpinan rapat yang melakukan ini; bila ia tidak lagi memimpin, pimpinan unit yang sekarang.",
    "Only the leader of the meeting does this; where that person no longer leads, whoever leads the unit now.",
)
ONLY_WRITERS = Text(
    "Notula ditulis pimpinan rapat atau notulis yang ditunjuk.",
    "The minutes are written by the leader of the meeting or the minute taker who was named.",
)
ONLY_PRESENT = Text(
    "Tambahan notula diberikan pimpinan rapat dan pesertanya.",
    "Minutes are added to by the leader of the meeting and its participants.",
)
ONLY_RESPONSIBLE = Text(
    "Tindak lanjut dinyatakan selesai oleh penanggung jawabnya atau pimpinan rapat.",
    "A follow-up is finished by whoever is responsible for it or the leader of the meeting.",
)
ONLY_CLOCK = Text(
    "Lewat tenggat dicatat oleh sistem pada akhir hari tenggat, bukan oleh orang.",
    "That a day has passed is noted by the system when the day has ended, not by people.",
)


@dataclass(frozen=True, slots=True)
class ToMeeting:
    """How somebody stands to a meeting: `leads_unit` today, by post or delegation, or from above."""

    is_leader: bool = False
    is_minute_taker: bool = False
    is_participant: bool = False
    leads_unit: bool = False


def decide_call(*, leads_unit: bool) -> Decision:
    """Whoever leads the unit, or one above it, calls a meeting; that the unit exists is no secret."""
    return Allowed() if leads_unit else Denied(ONLY_UNIT_LEADER, (MONITORING,))


def decide_see_meeting(principal: Principal, to: ToMeeting) -> Decision:
    """The leader, those invited, those above, HR and auditors see a meeting; to others it does not exist."""
    is_there = to.is_leader or to.is_participant or to.is_minute_taker
    return Allowed() if is_there or to.leads_unit or principal.reads_whole_agency else Invisible()


def decide_lead(principal: Principal, to: ToMeeting) -> Decision:
    """The leader changes the plan, takes the steps and gives out follow-ups."""
    seen = decide_see_meeting(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if to.is_leader else Denied(ONLY_LEADER, (MONITORING,))


def decide_minute(principal: Principal, to: ToMeeting) -> Decision:
    """The leader and the minute taker write the minutes."""
    seen = decide_see_meeting(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if to.is_leader or to.is_minute_taker else Denied(ONLY_WRITERS, (MONITORING,))


def decide_add(principal: Principal, to: ToMeeting) -> Decision:
    """Those who were there add to confirmed minutes."""
    seen = decide_see_meeting(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    is_there = to.is_leader or to.is_participant or to.is_minute_taker
    return Allowed() if is_there else Denied(ONLY_PRESENT, (MONITORING,))


def decide_see_follow_up(
    principal: Principal, to: ToMeeting, *, is_responsible: bool, leads_responsible: bool
) -> Decision:
    """Whoever sees the meeting sees what it agreed on; so do the responsible and those who lead that person."""
    return Allowed() if is_responsible or leads_responsible else decide_see_meeting(principal, to)


def decide_step_follow_up(
    principal: Principal, to: ToMeeting, step: str, *, is_responsible: bool, leads_responsible: bool
) -> Decision:
    """The responsible says when it is done; the leader decides on all else, and the clock on what is overdue."""
    seen = decide_see_follow_up(principal, to, is_responsible=is_responsible, leads_responsible=leads_responsible)
    if not isinstance(seen, Allowed):
        return seen
    if step == LAPSE:
        return Denied(ONLY_CLOCK, (MONITORING,))
    if step == FINISH:
        return Allowed() if is_responsible or to.is_leader else Denied(ONLY_RESPONSIBLE, (MONITORING,))
    return Allowed() if to.is_leader else Denied(ONLY_LEADER, (MONITORING,))
