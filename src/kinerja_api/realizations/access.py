"""Who may do what to a realization and its evidence."""

from dataclasses import dataclass

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Basis, Text
from kinerja_api.realizations.errors import ACTIONS, DOCUMENTING
from kinerja_api.realizations.lifecycle import EDITABLE, OWN_STEPS
from kinerja_api.realizations.lifecycle.actions import CHANGEABLE
from kinerja_api.realizations.types import ActionPlanStatus, RealizationStatus

RATING_OFFICIAL = Basis("PP 30/2019", "Pasal 1 angka 8")
NO_KIN = Basis("UU 30/2014", "Pasal 43 (konflik kepentingan)", "unverified")

ONLY_OWNER = Text(
    "Hanya pegawai yang bersangkutan yang melaporkan realisasinya dan mengelola bukti dukungnya.",
    "Only the employee concerned reports realizations and keeps their evidence.",
)
ONLY_RATING_OFFICIAL = Text(
    "Hanya pejabat penilai kinerja (atasan langsung pada hari ini; bila SKP-nya sudah berakhir, pada hari terakhirnya) "
    "yang menerima atau mengembalikan realisasi.",
    "Only the rating official (the direct superior of today or, of a plan that has ended, of its last day) accepts or "
    "returns a realization.",
)
ONLY_OWN_ACTIVITIES = Text(
    "Hanya pegawai yang bersangkutan yang mencatat, mengubah, dan menghapus aktivitasnya.",
    "Only the employee concerned records, changes and removes activities.",
)
ONLY_OWN_ACTIONS = Text(
    "Hanya pegawai yang bersangkutan yang menyusun, mengajukan, dan menjalankan rencana aksinya.",
    "Only the employee concerned draws up, submits and carries out the action plan.",
)
ONLY_OFFICIAL_AGREES = Text(
    "Hanya pejabat penilai kinerja (atasan langsung pada hari ini; bila SKP-nya sudah berakhir, pada hari terakhirnya) "
    "yang menyepakati atau mengembalikan rencana aksi.",
    "Only the rating official (the direct superior of today or, of a plan that has ended, of its last day) agrees or "
    "returns an action plan.",
)
ACTIONS_NOT_CHANGEABLE = Text(
    "Rencana aksi hanya dapat diubah selama draf atau dikembalikan; statusnya sekarang {status}.",
    "An action plan can be changed only while it is a draft or returned; it is {status} now.",
)
RELATIVE = Text(
    "Anda tercatat sebagai keluarga pegawai ini. Realisasinya ditinjau oleh atasan pejabat penilai.",
    "You are on record as a relative of this employee. The superior of the rating official reviews instead.",
)
NOT_EDITABLE = Text(
    "Realisasi hanya dapat diubah selama berstatus draf atau dikembalikan; statusnya sekarang {status}.",
    "A realization can be changed only while it is a draft or returned; it is {status} now.",
)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """How somebody stands to the employee whose realization is to be reviewed."""

    relation: Relation
    is_relative: bool = False
    official_is_relative: bool = False


def decide_see(principal: Principal, relation: Relation) -> Decision:
    """The employee, those above, HR and auditors see a realization; to others it does not exist."""
    if principal.reads_whole_agency or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()


def decide_report(principal: Principal, relation: Relation) -> Decision:
    """The employee, and nobody else, reports."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if relation is Relation.SELF else Denied(ONLY_OWNER, (DOCUMENTING,))


def decide_change(principal: Principal, relation: Relation, status: RealizationStatus) -> Decision:
    """The employee changes a realization and its evidence, while it is a draft or returned."""
    own = decide_report(principal, relation)
    if not isinstance(own, Allowed):
        return own
    if status not in EDITABLE:
        return Denied(NOT_EDITABLE.fill(status=status.value), (DOCUMENTING,))
    return Allowed()


def decide_step(principal: Principal, reviewer: Reviewer, step: str) -> Decision:
    """The employee submits and withdraws; the rating official accepts and returns, but never for a relative.

    For the employee whose rating official is a relative, the official's own superior reviews.
    """
    if step in OWN_STEPS:
        return decide_report(principal, reviewer.relation)
    seen = decide_see(principal, reviewer.relation)
    if not isinstance(seen, Allowed):
        return seen
    return _decide_review(reviewer, ONLY_RATING_OFFICIAL)


def _decide_review(reviewer: Reviewer, reason: Text) -> Decision:
    if reviewer.is_relative:
        return Denied(RELATIVE, (NO_KIN,))
    stands_in = reviewer.relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and reviewer.official_is_relative
    if reviewer.relation is Relation.RATING_OFFICIAL or stands_in:
        return Allowed()
    return Denied(reason, (RATING_OFFICIAL,))


def decide_act(principal: Principal, relation: Relation) -> Decision:
    """The employee, and nobody else, draws up an action plan and tells what became of its steps."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if relation is Relation.SELF else Denied(ONLY_OWN_ACTIONS, (ACTIONS,))


def decide_change_actions(principal: Principal, relation: Relation, status: ActionPlanStatus) -> Decision:
    """The employee changes the steps of an action plan while it is a draft or returned."""
    own = decide_act(principal, relation)
    if not isinstance(own, Allowed):
        return own
    if status not in CHANGEABLE:
        return Denied(ACTIONS_NOT_CHANGEABLE.fill(status=status.value), (ACTIONS,))
    return Allowed()


def decide_action_step(principal: Principal, reviewer: Reviewer, step: str) -> Decision:
    """The employee submits and withdraws; the rating official agrees and returns, but never for a relative."""
    if step in OWN_STEPS:
        return decide_act(principal, reviewer.relation)
    seen = decide_see(principal, reviewer.relation)
    return _decide_review(reviewer, ONLY_OFFICIAL_AGREES) if isinstance(seen, Allowed) else seen


def decide_keep_activities(principal: Principal, relation: Relation) -> Decision:
    """The employee, and nobody else, keeps the diary; who sees the work sees the diary too (`decide_see`)."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if relation is Relation.SELF else Denied(ONLY_OWN_ACTIVITIES, (DOCUMENTING,))
