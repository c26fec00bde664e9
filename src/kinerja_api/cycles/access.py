"""Who moves the calendar; everybody in the agency reads it."""

from kinerja_api.authz.decision import Allowed, Decision, Denied
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.lifecycle import STAGES
from kinerja_api.kit.text import Text

ONLY_KEEPER = Text(
    "Tahun kinerja dan periodenya dibuka dan ditutup pengelola kepegawaian.",
    "Performance years and their periods are opened and closed by the HR administrator.",
)


def decide_step(principal: Principal) -> Decision:
    """Whoever keeps the calendar of the agency opens and closes years and periods."""
    return Allowed() if Permission.CYCLE_MANAGE in principal.permissions else Denied(ONLY_KEEPER, STAGES)
