"""HTTP of target plans."""

from kinerja_api.targets.router.cascades import router as cascades
from kinerja_api.targets.router.changes import router as plan_changes
from kinerja_api.targets.router.contents import router as plan_contents
from kinerja_api.targets.router.plans import router as targets
from kinerja_api.targets.router.templates import router as plan_templates

__all__ = ["cascades", "plan_changes", "plan_contents", "plan_templates", "targets"]
