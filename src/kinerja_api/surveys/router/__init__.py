"""HTTP of surveys."""

from kinerja_api.surveys.router.citizens import router as citizens
from kinerja_api.surveys.router.officers import router as officers

__all__ = ["citizens", "officers"]
