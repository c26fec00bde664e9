"""Who may set results of organisations, evaluate people, and read what came out."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types import Standing, UnitStanding
from kinerja_api.evaluations.errors import (
    EVALUATING,
    ORGANIZATION,
    PATTERN,
    REVOKING,
)
from kinerja_api.evaluations.errors.days import HANDING_OVER
from kinerja_api.evaluations.lifecycle import ACKNOWLEDGE, REJECT, REOPEN
from kinerja_api.evaluations.types import EvaluationStatus
from kinerja_api.kit.text import Basis, Text

RATING_OFFICIAL = Basis("PP 30/2019", "Pasal 1 angka 8")
NO_KIN = Basis("UU 30/2014", "Pasal 43 (konflik kepentingan)", "unverified")

NOT_ONESELF = Text(
    "Tidak seorang pun mengevaluasi dirinya sendiri; evaluasi Anda dilakukan pejabat penilai kinerja Anda.",
    "Nobody evaluates themself; your evaluation is made by your rating official.",
)
RELATIVE = Text(
    "Anda tercatat sebagai keluarga pegawai ini. Evaluasinya dilakukan atasan pejabat penilai.",
    "You are on record as a relative of this employee. The superior of the rating official evaluates instead.",
)
ONLY_OFFICIAL = Text(
    "Hanya pejabat penilai kinerja (atasan langsung pada hari ini) yang mengevaluasi pegawai ini.",
    "Only the rating official (the direct superior of the day) evaluates this employee.",
)
ONLY_OFFICIAL_THEN = Text(
    "Evaluasi sampai serah terima dibuat pejabat penilai pada hari itu; Anda membacanya untuk evaluasi tahunan.",
    "What goes up to a hand-over is evaluated by the rating official of that day; you read it for the annual one.",
)
ONLY_EMPLOYEE = Text(
    "Hanya pegawai yang dievaluasi yang menerima atau menolak hasilnya.",
    "Only the employee evaluated acknowledges or rejects the result.",
)
ONLY_SUPERIOR = Text(
    "Hanya atasan pejabat penilai yang membuka kembali evaluasi yang sudah diterbitkan.",
    "Only a superior of the rating official reopens an issued evaluation.",
)
NOT_OWN_UNIT = Text(
    "Capaian unit yang Anda pimpin ditetapkan pimpinan di atas Anda, bukan oleh Anda sendiri.",
    "The result of the unit that you head is set by the leader above you, not by yourself.",
)
ONLY_ABOVE = Text(
    "Capaian unit ditetapkan pimpinan unit di atasnya.", "The result of a unit is set by the head of a unit above it."
)
RELATIVE_OF_HEAD = Text(
    "Anda tercatat sebagai keluarga pimpinan unit ini, yang rating hasil kerjanya mengikuti capaian unit.",
    "You are on record as a relative of this unit's head, whose rating follows from the unit's result.",
)
BY_DECREE = Text(
    "Unit puncak tidak mempunyai pimpinan di atasnya: pengelola kepegawaian mencatat capaiannya dari keputusan PPK.",
    "The top unit has no leader above it: the HR administrator records its result from the decree of the PPK.",
)
ONLY_LEADERS = Text(
    "Sebaran predikat sebuah unit dibaca pimpinannya, pimpinan di atasnya, pengelola kepegawaian, dan auditor.",
    "The spread of predicates in a unit is for its head, those above, HR administrators and auditors.",
)


def decide_set_result(principal: Principal, to_unit: UnitStanding) -> Decision:
    """The head of a unit above sets a unit's result; that of the top unit HR records from the decree of the PPK."""
    if to_unit.heads_it:
        return Denied(NOT_OWN_UNIT, (ORGANIZATION,))
    if to_unit.is_top:
        return Allowed() if principal.has(Role.HR_ADMIN) else Denied(BY_DECREE, (ORGANIZATION,))
    if not to_unit.leads_above:
        return Denied(ONLY_ABOVE, (ORGANIZATION,))
    return Denied(RELATIVE_OF_HEAD, (NO_KIN,)) if to_unit.is_relative_of_head else Allowed()


def sees_all(principal: Principal) -> bool:
    """Tell whether this principal sees the evaluations of the whole agency; the PPK stands above everybody in it."""
    return principal.reads_whole_agency or principal.has(Role.APPOINTING_OFFICIAL)


def decide_see(principal: Principal, relation: Relation, status: EvaluationStatus) -> Decision:
    """The employee sees an evaluation once it is issued; those above, the PPK, HR and auditors see drafts too."""
    if relation is Relation.SELF:
        return Invisible() if status is EvaluationStatus.DRAFT else Allowed()
    return Allowed() if relation.is_above or sees_all(principal) else Invisible()


def decide_then(
    principal: Principal, decided: Decision, today: Relation, status: EvaluationStatus = EvaluationStatus.DRAFT
) -> Decision:
    """What lies behind a hand-over is seen by whoever stands above today, and done by those who stood there then."""
    if isinstance(decided, Invisible) and isinstance(decide_see(principal, today, status), Allowed):
        return Denied(ONLY_OFFICIAL_THEN, (HANDING_OVER,))
    return decided


def decide_evaluate(principal: Principal, standing: Standing) -> Decision:
    """The rating official evaluates; nobody themself, and nobody a relative."""
    relation = standing.relation
    if relation is Relation.SELF:
        return Denied(NOT_ONESELF, (RATING_OFFICIAL,))
    if not (relation.is_above or principal.reads_whole_agency):
        return Invisible()
    if standing.is_relative:
        return Denied(RELATIVE, (NO_KIN,))
    return Allowed() if standing.acts_as_official else Denied(ONLY_OFFICIAL, (RATING_OFFICIAL,))


def decide_step(principal: Principal, standing: Standing, status: EvaluationStatus, step: str) -> Decision:
    """The rating official issues, the employee acknowledges or rejects, a superior of the official reopens."""
    seen = decide_see(principal, standing.relation, status)
    if not isinstance(seen, Allowed):
        return seen
    if step in {ACKNOWLEDGE, REJECT}:
        return Allowed() if standing.relation is Relation.SELF else Denied(ONLY_EMPLOYEE, (EVALUATING,))
    if step == REOPEN:
        return _decide_reopen(standing)
    return decide_evaluate(principal, standing)


def _decide_reopen(standing: Standing) -> Decision:
    """Whoever acts as the official of an employee does not take back what that official has issued."""
    if standing.is_relative:
        return Denied(RELATIVE, (NO_KIN,))
    is_higher = standing.relation in {Relation.SUPERIOR_OF_RATING_OFFICIAL, Relation.ABOVE}
    return Allowed() if is_higher and not standing.acts_as_official else Denied(ONLY_SUPERIOR, (REVOKING,))


def decide_see_distribution(principal: Principal, *, leads_unit: bool) -> Decision:
    """In a small unit the spread tells who got what, so it is for leaders, HR and auditors."""
    return Allowed() if leads_unit or principal.reads_whole_agency else Denied(ONLY_LEADERS, (PATTERN,))
