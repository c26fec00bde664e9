"""Who may do what to a target plan."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types.teams import TeamTie
from kinerja_api.kit.text import Basis, Text
from kinerja_api.targets.lifecycle import EDITABLE, EVALUATING, FOLLOWING_STEPS, OWN_STEPS
from kinerja_api.targets.types import PlanStatus

DIALOGUE = Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (perencanaan kinerja)")
CASCADE = Basis("PermenPANRB 6/2022", "Lampiran Bab II (matriks peran hasil)")
EXPECTATION = Basis("PermenPANRB 6/2022", "Lampiran (SKP: ekspektasi khusus pimpinan)", "secondary")
RATING_OFFICIAL = Basis("PP 30/2019", "Pasal 1 angka 8")

ONLY_OWNER = Text(
    "Hanya pegawai yang bersangkutan yang mengubah dan mengajukan SKP-nya.",
    "Only the employee concerned changes and submits the plan.",
)
ONLY_RATING_OFFICIAL = Text(
    "Hanya pejabat penilai kinerja (atasan langsung pada hari ini) yang menetapkan atau mengembalikan SKP.",
    "Only the rating official (the direct superior of the day) agrees or returns a plan.",
)
ONLY_OFFICIAL_EXPECTS = Text(
    "Hanya pejabat penilai kinerja yang menulis ekspektasi khusus atas perilaku kerja.",
    "Only the rating official writes the special expectations of behaviour.",
)
NOT_OPEN_TO_EXPECTATIONS = Text(
    "Ekspektasi hanya dapat ditulis sebelum SKP ditetapkan; statusnya sekarang {status}.",
    "Expectations can be written only before the plan is agreed; it is {status} now.",
)
ONLY_LEADERS = Text(
    "Matriks peran hasil dibaca oleh yang memimpin unit itu, pengelola kepegawaian, dan auditor.",
    "The role-result matrix is read by those who lead the unit, HR and auditors.",
)
FOLLOWS_EVALUATION = Text(
    "SKP tertutup ketika evaluasi tahunannya diterima atau dikuatkan, dan terbuka lagi ketika evaluasi itu dibuka.",
    "A plan closes when its annual evaluation is accepted or upheld, and opens again when that is reopened.",
)
NOT_EDITABLE = Text(
    "SKP hanya dapat diubah selama berstatus draf atau dikembalikan; statusnya sekarang {status}.",
    "A plan can be changed only while it is a draft or returned; it is {status} now.",
)


def decide_see(principal: Principal, relation: Relation) -> Decision:
    """The employee, those above, HR and auditors see a plan; to others it does not exist."""
    if principal.reads_whole_agency or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()


def decide_see_as_lead(relation: Relation, tie: TeamTie | None, *, year_is_open: bool) -> Decision:
    """Whoever leads the employee in a work team sees what feedback is given on, as long as it can be given.

    But for those above: to them nobody speaks as the lead of a team (PermenPANRB 7/2022; secondary).
    """
    leads = tie is TeamTie.LEAD and relation is not Relation.SUBORDINATE
    return Allowed() if leads and year_is_open else Invisible()


def decide_see_matrix(principal: Principal, *, leads_unit: bool) -> Decision:
    """Those who lead the unit, HR and auditors see how its results are divided; the unit itself is no secret."""
    if principal.reads_whole_agency or leads_unit:
        return Allowed()
    return Denied(ONLY_LEADERS, (CASCADE,))


def decide_change(principal: Principal, relation: Relation, status: PlanStatus) -> Decision:
    """The employee changes the plan, while it is a draft or returned."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    if relation is not Relation.SELF:
        return Denied(ONLY_OWNER, (DIALOGUE,))
    if status not in EDITABLE:
        return Denied(NOT_EDITABLE.fill(status=status.value), (DIALOGUE,))
    return Allowed()


def decide_expect(principal: Principal, relation: Relation, status: PlanStatus) -> Decision:
    """The rating official says what is expected of the behaviour, until the plan is agreed."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    if relation is not Relation.RATING_OFFICIAL:
        return Denied(ONLY_OFFICIAL_EXPECTS, (EXPECTATION, RATING_OFFICIAL))
    if status not in EDITABLE | {PlanStatus.SUBMITTED}:
        return Denied(NOT_OPEN_TO_EXPECTATIONS.fill(status=status.value), (EXPECTATION,))
    return Allowed()


def decide_copy(principal: Principal, relation: Relation) -> Decision:
    """The employee begins a plan from an own one of an earlier year."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed) or relation is Relation.SELF:
        return seen
    return Denied(ONLY_OWNER, (DIALOGUE,))


def decide_step(principal: Principal, relation: Relation, step: str) -> Decision:
    """The employee submits and withdraws; the rating official, and nobody else, agrees and returns."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    if step in FOLLOWING_STEPS:
        return Denied(FOLLOWS_EVALUATION, (EVALUATING,))
    if step in OWN_STEPS:
        return Allowed() if relation is Relation.SELF else Denied(ONLY_OWNER, (DIALOGUE,))
    if relation is Relation.RATING_OFFICIAL:
        return Allowed()
    return Denied(ONLY_RATING_OFFICIAL, (RATING_OFFICIAL,))
