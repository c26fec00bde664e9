"""HTTP of evaluations."""

from kinerja_api.evaluations.router.calibrations import router as calibrations
from kinerja_api.evaluations.router.evaluations import router as evaluations
from kinerja_api.evaluations.router.objections import router as objections
from kinerja_api.evaluations.router.organizations import router as organizations

__all__ = ["calibrations", "evaluations", "objections", "organizations"]
