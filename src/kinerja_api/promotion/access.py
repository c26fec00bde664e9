"""Who may see and do what in promotions; nobody has a hand in their own or a relative's."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Basis, Text
from kinerja_api.promotion.lifecycle import BOARD, BOARD_STEPS, DECIDING_STEPS, DECISION
from kinerja_api.promotion.types import Ties

CONFLICT = Basis("UU 30/2014", "Pasal 42-45 (konflik kepentingan)", "secondary")

ONLY_HR = Text(
    "Hanya pengelola kepegawaian yang mengusulkan dan menarik usulan.",
    "Only the HR administrator proposes and withdraws a proposal.",
)
ONLY_BOARD = Text(
    "Hanya anggota tim penilai kenaikan pangkat yang memberi rekomendasi.",
    "Only a member of the promotion board recommends.",
)
ONLY_APPOINTING_OFFICIAL = Text(
    "Hanya Pejabat Pembina Kepegawaian yang memutuskan kenaikan pangkat.",
    "Only the appointing official (PPK) decides on a promotion.",
)
NOT_ONESELF = Text(
    "Tidak ada yang mengusulkan, menilai, atau memutuskan kenaikan pangkatnya sendiri.",
    "Nobody proposes, recommends or decides on their own promotion.",
)
NO_RELATIVE = Text(
    "Anda tercatat sebagai keluarga pegawai ini; orang lain harus melakukannya.",
    "You are on record as a relative of this employee; somebody else must do it.",
)
SECOND_PERSON = Text(
    "Yang mengusulkan atau merekomendasikan tidak boleh memutuskan langkah berikutnya; perlu orang kedua.",
    "Whoever proposed or recommended cannot take the next step too; a second person must.",
)


def decide_see(principal: Principal, relation: Relation) -> Decision:
    """The person, those above, HR, auditors, the board and the appointing official see; to others it is not there."""
    takes_part = bool(principal.roles & {Role.PROMOTION_BOARD, Role.APPOINTING_OFFICIAL})
    if principal.reads_whole_agency or takes_part or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()


def reads_all(principal: Principal) -> bool:
    """Tell whether this principal sees the promotions of the whole agency."""
    return isinstance(decide_see(principal, Relation.NONE), Allowed)


def decide_propose(principal: Principal, relation: Relation, ties: Ties) -> Decision:
    """The HR administrator proposes, but neither themself nor a relative."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    if not principal.has(Role.HR_ADMIN):
        return Denied(ONLY_HR, (BOARD,))
    return _decide_apart(relation, ties)


def decide_step(principal: Principal, relation: Relation, ties: Ties, step: str) -> Decision:
    """HR withdraws, the board recommends, the appointing official decides: each another person."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    refused = _not_ones_office(principal, step) or _same_person(ties, step)
    return refused or _decide_apart(relation, ties)


def _not_ones_office(principal: Principal, step: str) -> Denied | None:
    """Return the refusal of a step that belongs to another office."""
    if step in DECIDING_STEPS:
        return None if principal.has(Role.APPOINTING_OFFICIAL) else Denied(ONLY_APPOINTING_OFFICIAL, (DECISION,))
    if step in BOARD_STEPS:
        return None if principal.has(Role.PROMOTION_BOARD) else Denied(ONLY_BOARD, (BOARD,))
    return None if principal.has(Role.HR_ADMIN) else Denied(ONLY_HR, (BOARD,))


def _same_person(ties: Ties, step: str) -> Denied | None:
    """Return the refusal of a step that needs another person than the one before took; withdrawing does not."""
    took_part = ties.has_proposed or (ties.has_recommended and step in DECIDING_STEPS)
    return Denied(SECOND_PERSON, (CONFLICT,)) if took_part and step in BOARD_STEPS | DECIDING_STEPS else None


def _decide_apart(relation: Relation, ties: Ties) -> Decision:
    if relation is Relation.SELF:
        return Denied(NOT_ONESELF, (CONFLICT,))
    if ties.is_relative:
        return Denied(NO_RELATIVE, (CONFLICT,))
    return Allowed()
