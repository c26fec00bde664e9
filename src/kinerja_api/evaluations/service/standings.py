"""How somebody stands to what is evaluated: as of today or, for a plan that has ended, as of its last day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja_api.authz.decision import Allowed, Decision, Relation, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees import public as employees
from kinerja_api.employees.types import Standing
from kinerja_api.evaluations.access import decide_see, decide_then
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.types import EvaluationStatus
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of
from kinerja_api.targets.public import get_plan, list_plans


@dataclass(frozen=True, slots=True)
class Stand:
    """How somebody stood when it counts, and how today; the same for what goes on."""

    then: Standing
    today: Relation

    def sees(self, principal: Principal, status: EvaluationStatus) -> Decision:
        """Tell whether this is seen: whoever stood above then, or stands there today."""
        seen = decide_see(principal, self.then.relation, status)
        return seen if isinstance(seen, Allowed) else decide_see(principal, self.today, status)

    def does(self, principal: Principal, decided: Decision, status: EvaluationStatus) -> Decision:
        """Return a decision on an act, of which whoever only stands above today learns who may do it."""
        return decide_then(principal, decided, self.today, status)


async def stand_to(uow: UnitOfWork, principal: Principal, employee_id: UUID, until: date | None) -> Stand:
    """Return how somebody stands to an employee's evaluation up to a day; without one, or before it, as of today."""
    found = await employees.stand_to(uow, principal, employee_id, until, await today_of(uow))
    return Stand(found.then, found.today)


async def until_of(uow: UnitOfWork, row: Evaluation) -> date | None:
    """Return the day whose line of superiors an evaluation is made by; None: that of today."""
    return row.handed_over_on or (await get_plan(uow, row.plan_id)).valid_until


async def require_seen(uow: UnitOfWork, principal: Principal, row: Evaluation, until: date | None) -> Stand:
    """Return how somebody stands to an evaluation that is made by the line of a day, who may see it."""
    stand = await stand_to(uow, principal, row.employee_id, until)
    enforce(stand.sees(principal, EvaluationStatus(row.status)))
    return stand


async def is_above_today(uow: UnitOfWork, principal: Principal, plan_id: UUID) -> bool:
    """Tell whether somebody stands above the employee of a plan today; of a plan that is not there nobody does."""
    plans = await list_plans(uow, [plan_id])
    today = await today_of(uow)
    return any([(await employees.relation_to(uow, principal, each.employee_id, today)).is_above for each in plans])
