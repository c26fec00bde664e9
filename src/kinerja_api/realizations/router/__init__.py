"""HTTP of realizations, their evidence, action plans, and daily activities."""

from kinerja_api.realizations.router.actions import router as actions
from kinerja_api.realizations.router.activities import router as activities
from kinerja_api.realizations.router.realizations import router as realizations

__all__ = ["actions", "activities", "realizations"]
