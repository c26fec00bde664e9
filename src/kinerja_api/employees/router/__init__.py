"""HTTP of people."""

from kinerja_api.employees.router.delegations import router as delegations
from kinerja_api.employees.router.histories import router as histories
from kinerja_api.employees.router.people import router as people
from kinerja_api.employees.router.statuses import router as statuses
from kinerja_api.employees.router.teams import router as teams

__all__ = ["delegations", "histories", "people", "statuses", "teams"]
