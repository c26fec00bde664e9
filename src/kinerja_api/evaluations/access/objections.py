"""Who objects, who is heard, who decides, and who reads it."""

from dataclasses import dataclass

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.errors import OBJECTING
from kinerja_api.evaluations.lifecycle.objections import ESCALATE
from kinerja_api.kit.text import Text

ONLY_CONCERNED = Text(
    "Keberatan hanya diajukan pegawai yang dievaluasi.", "Only the employee who was evaluated objects."
)
ONLY_JUDGE = Text(
    "Keberatan hanya diperiksa dan diputus atasan pejabat penilai yang disebut di `judge_name`, yang tidak berhubungan "
    "keluarga dengan kedua pihak.",
    "Only the superior of the rating official who is named in `judge_name`, no relative of either side, examines and "
    "decides.",
)
ONLY_SIDES = Text(
    "Keterangan diberikan pegawai yang bersangkutan dan pejabat penilainya, atau dicatat atasan yang memeriksa.",
    "The employee concerned and the rating official make statements, or the superior who examines records them.",
)
WHO_ESCALATES = Text(
    "Keberatan yang lewat waktu diteruskan oleh pegawai yang bersangkutan atau pengelola kepegawaian.",
    "The employee concerned or the HR administrator passes an overdue objection on.",
)


@dataclass(frozen=True, slots=True)
class ToObjection:
    """How somebody stands to an objection: to the employee, to the evaluation, and to the decision."""

    relation: Relation
    made_evaluation: bool
    is_judge: bool


def decide_object(relation: Relation) -> Decision:
    """The employee concerned objects; who may see the evaluation has been decided before."""
    return Allowed() if relation is Relation.SELF else Denied(ONLY_CONCERNED, (OBJECTING,))


def decide_see_objection(principal: Principal, to: ToObjection) -> Decision:
    """Both sides, those above the employee, whoever decides, HR and auditors see an objection."""
    is_side = to.relation is Relation.SELF or to.made_evaluation
    sees = is_side or to.is_judge or to.relation.is_above or principal.reads_whole_agency
    return Allowed() if sees else Invisible()


def decide_state(principal: Principal, to: ToObjection) -> Decision:
    """Both sides make statements; whoever decides records what was said in a hearing."""
    seen = decide_see_objection(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    is_heard = to.relation is Relation.SELF or to.made_evaluation or to.is_judge
    return Allowed() if is_heard else Denied(ONLY_SIDES, (OBJECTING,))


def decide_step_objection(principal: Principal, to: ToObjection, step: str) -> Decision:
    """The superior whom the tree names decides; the employee and HR pass on what is overdue."""
    seen = decide_see_objection(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    if step == ESCALATE:
        may = to.relation is Relation.SELF or principal.has(Role.HR_ADMIN)
        return Allowed() if may else Denied(WHO_ESCALATES, (OBJECTING,))
    return Allowed() if to.is_judge else Denied(ONLY_JUDGE, (OBJECTING,))
