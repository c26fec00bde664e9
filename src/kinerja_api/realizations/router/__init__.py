"""HTTP of realizations, their evidence, and daily activities."""

from kinerja_api.realizations.router.activities import router as activities
from kinerja_api.realizations.router.realizations import router as realizations

__all__ = ["activities", "realizations"]
