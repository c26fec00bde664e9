"""HTTP of evaluations."""

from kinerja_api.evaluations.router.calibrations import router as calibrations
from kinerja_api.evaluations.router.evaluations import router as evaluations
from kinerja_api.evaluations.router.hosting import router as host_evaluations
from kinerja_api.evaluations.router.objections import router as objections
from kinerja_api.evaluations.router.organizations import router as organizations
from kinerja_api.evaluations.router.runs import router as evaluation_runs

__all__ = ["calibrations", "evaluation_runs", "evaluations", "host_evaluations", "objections", "organizations"]
