"""Who reads and who keeps work teams."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.errors import TEAMS
from kinerja_api.employees.types.teams import ToTeam
from kinerja_api.kit.text import Text

ONLY_KEEPERS = Text(
    "Tim kerja dikelola oleh yang memimpin unit pemilik kinerjanya pada hari ini, dan oleh pengelola kepegawaian.",
    "A work team is kept by those who lead the unit that owns its result today, and by HR.",
)
ONLY_OWN_PEOPLE = Text(
    "Pimpinan unit hanya memasukkan pegawai yang dipimpinnya pada hari ini. Pegawai unit lain ditugaskan dengan surat"
    " tugas; mintalah pengelola kepegawaian memasukkannya.",
    "The head of a unit adds only people whom he or she leads today. People of other units are assigned by a letter;"
    " ask HR to add them.",
)


def decide_see_team(principal: Principal, to: ToTeam) -> Decision:
    """Those in it, those who lead its unit or one of its members, HR and auditors; to others it does not exist."""
    if principal.reads_whole_agency or to.is_member or to.leads_unit or to.leads_member:
        return Allowed()
    return Invisible()


def decide_set_up_team(principal: Principal, *, leads_unit: bool) -> Decision:
    """HR, and those who lead the unit that is to own the result; that there is such a unit is no secret."""
    if principal.has(Role.HR_ADMIN) or leads_unit:
        return Allowed()
    return Denied(ONLY_KEEPERS, (TEAMS,))


def decide_keep_team(principal: Principal, to: ToTeam) -> Decision:
    """Whoever may set up a team for its unit changes and ends it, adds members, and hands the lead over."""
    seen = decide_see_team(principal, to)
    return decide_set_up_team(principal, leads_unit=to.leads_unit) if isinstance(seen, Allowed) else seen


def decide_put_in_team(principal: Principal, *, leads_all: bool) -> Decision:
    """HR puts anybody into a team; the head of a unit, those only who work in the units he or she leads today."""
    if principal.has(Role.HR_ADMIN) or leads_all:
        return Allowed()
    return Denied(ONLY_OWN_PEOPLE, (TEAMS,))
