"""Who asks for a change of an agreed plan, and who decides on it."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Text
from kinerja_api.targets.access import RATING_OFFICIAL, decide_see
from kinerja_api.targets.lifecycle.changes import DIALOGUE, OWN_STEPS

ONLY_OWNER = Text(
    "Hanya pegawai yang bersangkutan yang mengajukan dan menarik perubahan SKP-nya.",
    "Only the employee concerned asks for a change of the plan, and withdraws it.",
)
ONLY_RATING_OFFICIAL = Text(
    "Hanya pejabat penilai kinerja (atasan langsung pada hari ini) yang menyetujui atau menolak perubahan SKP.",
    "Only the rating official (the direct superior of the day) agrees or refuses a change of a plan.",
)


def decide_ask(principal: Principal, relation: Relation) -> Decision:
    """The employee asks for a change of the own plan."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed) or relation is Relation.SELF:
        return seen
    return Denied(ONLY_OWNER, (DIALOGUE,))


def decide_step_change(principal: Principal, relation: Relation, step: str) -> Decision:
    """The employee withdraws; the rating official, and nobody else, agrees and refuses."""
    if step in OWN_STEPS:
        return decide_ask(principal, relation)
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed) or relation is Relation.RATING_OFFICIAL:
        return seen
    return Denied(ONLY_RATING_OFFICIAL, (RATING_OFFICIAL,))
