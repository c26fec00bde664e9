"""Who may see whose score, and who may run a computation. Nobody may write a score."""

from uuid import UUID

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.jobs.life import STEPS_OF_SYSTEM
from kinerja_api.kit.text import Text
from kinerja_api.scores.errors import OPENNESS, OWN_INDEX

OF_THE_SYSTEM = Text(
    "Langkah '{step}' dilakukan sistem; yang dapat Anda minta: cancel, resume.",
    "The step '{step}' is the system's own; you can ask for: cancel, resume.",
)
ONLY_WHOLE_AGENCY = Text(
    "Penghitungan nilai memuat angka semua pegawai; hanya pengelola kepegawaian dan auditor yang membacanya.",
    "Score runs hold figures about everybody; only HR administrators and auditors read them.",
)
ONLY_COUNTED_FOR_OFFICES = Text(
    "Berapa pegawai yang sudah membaca kriteria dilihat pengelola kepegawaian dan auditor.",
    "How many have read the criteria is for HR administrators and auditors to see.",
)


def decide_see(principal: Principal, relation: Relation) -> Decision:
    """The employee, those above, HR and auditors see a score; to others it does not exist."""
    if principal.reads_whole_agency or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()


def decide_see_run(principal: Principal) -> Decision:
    """HR and auditors see runs, whose figures are about everybody."""
    return Allowed() if principal.reads_whole_agency else Denied(ONLY_WHOLE_AGENCY, (OWN_INDEX,))


def decide_step_run(step: str) -> Decision:
    """Begin, finish and fail are steps of the worker alone."""
    return Denied(OF_THE_SYSTEM.fill(step=step), (OWN_INDEX,)) if step in STEPS_OF_SYSTEM else Allowed()


def decide_count_acknowledgements(principal: Principal) -> Decision:
    """HR and auditors see how many have read the criteria."""
    return Allowed() if principal.reads_whole_agency else Denied(ONLY_COUNTED_FOR_OFFICES, (OPENNESS,))


def decide_see_acknowledgement(principal: Principal, employee_id: UUID) -> Decision:
    """The employee, HR and auditors see an acknowledgement; to others it does not exist."""
    return Allowed() if principal.reads_whole_agency or principal.employee_id == employee_id else Invisible()
