"""Who reads runs that prepare evaluations, and who takes which of their steps."""

from kinerja_api.authz.decision import Allowed, Decision, Denied
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.errors import EVALUATING
from kinerja_api.kit.jobs.life import STEPS_OF_SYSTEM
from kinerja_api.kit.text import Text

ONLY_WHOLE_AGENCY = Text(
    "Penyiapan evaluasi memuat nama semua pegawai; hanya pengelola kepegawaian dan auditor yang membacanya.",
    "These runs name everybody; only HR administrators and auditors read them.",
)
OF_THE_SYSTEM = Text(
    "Langkah '{step}' dilakukan sistem; yang dapat Anda minta: cancel, resume.",
    "The step '{step}' is the system's own; you can ask for: cancel, resume.",
)


def decide_see_run(principal: Principal) -> Decision:
    """HR and auditors see runs, which name everybody who was left out."""
    return Allowed() if principal.reads_whole_agency else Denied(ONLY_WHOLE_AGENCY, (EVALUATING,))


def decide_step_run(step: str) -> Decision:
    """Begin, finish and fail are steps of the worker alone."""
    return Denied(OF_THE_SYSTEM.fill(step=step), (EVALUATING,)) if step in STEPS_OF_SYSTEM else Allowed()
