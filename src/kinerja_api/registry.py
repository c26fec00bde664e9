"""Imports every module of tables, so that migrations and tests see all of them."""

import kinerja_api.audit.models
import kinerja_api.behavior.models
import kinerja_api.cycles.models
import kinerja_api.employees.models
import kinerja_api.employees.models.teams
import kinerja_api.evaluations.models
import kinerja_api.evaluations.models.runs
import kinerja_api.exchange.models
import kinerja_api.feedback.models
import kinerja_api.feedback.models.meetings
import kinerja_api.feedback.models.notes
import kinerja_api.feedback.models.observations
import kinerja_api.identity.models
import kinerja_api.kit.db.models
import kinerja_api.organization.models
import kinerja_api.policies.models
import kinerja_api.promotion.models
import kinerja_api.realizations.models
import kinerja_api.realizations.models.actions
import kinerja_api.realizations.models.activities
import kinerja_api.scores.models
import kinerja_api.surveys.models
import kinerja_api.targets.models
import kinerja_api.targets.models.changes
import kinerja_api.targets.models.templates
from kinerja_api.kit.db.base import Base

metadata = Base.metadata
