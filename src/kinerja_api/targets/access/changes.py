"""Who asks for a change of an agreed plan, and who decides on it."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Text
from kinerja_api.targets.access import RATING_OFFICIAL, decide_see
from kinerja_api.targets.lifecycle.changes import DIALOGUE, OWN_STEPS
from kinerja_api.targets.types import AskedBy

ONLY_BOTH = Text(
    "Perubahan SKP diminta oleh pegawai yang bersangkutan atau pejabat penilainya (atasan langsung pada hari ini).",
    "The employee concerned or the rating official (the direct superior of the day) asks for a change of a plan.",
)
ONLY_WHO_ASKED = Text("Hanya pihak yang meminta yang menarik permintaannya.", "Only the side that asked withdraws it.")
ONLY_OTHER_SIDE = Text(
    "Yang memutus adalah pihak lain dalam dialog: pejabat penilai atas permintaan pegawai, pegawai atas permintaan "
    "pejabat penilai.",
    "The other side of the dialogue agrees or refuses: the rating official what the employee asked for, the employee "
    "what the rating official asked for.",
)
SIDES = {Relation.SELF: AskedBy.EMPLOYEE, Relation.RATING_OFFICIAL: AskedBy.OFFICIAL}


def decide_ask(principal: Principal, relation: Relation) -> Decision:
    """The employee and the rating official ask for a change of an agreed plan."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed) or relation in SIDES:
        return seen
    return Denied(ONLY_BOTH, (DIALOGUE, RATING_OFFICIAL))


def decide_step_change(principal: Principal, relation: Relation, step: str, asked_by: AskedBy) -> Decision:
    """Whoever asked withdraws; the other side, and nobody else, agrees and refuses."""
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        return seen
    side = SIDES.get(relation)
    if step in OWN_STEPS:
        return seen if side is asked_by else Denied(ONLY_WHO_ASKED, (DIALOGUE,))
    if side is None or side is asked_by:
        return Denied(ONLY_OTHER_SIDE, (DIALOGUE, RATING_OFFICIAL))
    return seen
