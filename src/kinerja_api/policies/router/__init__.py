"""HTTP of policies."""

from kinerja_api.policies.router.overlays import router as overlays
from kinerja_api.policies.router.versions import router as versions

__all__ = ["overlays", "versions"]
