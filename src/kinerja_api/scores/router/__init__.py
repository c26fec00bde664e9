"""HTTP of composite scores: runs, scores, and the criteria that everybody may know beforehand."""

from kinerja_api.scores.router.criteria import router as criteria
from kinerja_api.scores.router.runs import router as runs
from kinerja_api.scores.router.scores import router as scores
from kinerja_api.scores.router.simulations import router as simulations

__all__ = ["criteria", "runs", "scores", "simulations"]
