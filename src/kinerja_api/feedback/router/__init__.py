"""HTTP of feedback."""

from kinerja_api.feedback.router.follow_ups import router as follow_ups
from kinerja_api.feedback.router.meetings import router as meetings
from kinerja_api.feedback.router.notes import router as notes
from kinerja_api.feedback.router.observations import router as observations
from kinerja_api.feedback.router.remarks import router as remarks

__all__ = ["follow_ups", "meetings", "notes", "observations", "remarks"]
