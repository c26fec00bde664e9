"""The plan that stands for one that another agency keeps, so that its evaluation document has something to be about."""

from kinerja_api.cycles.types import CycleView
from kinerja_api.employees.public import EmployeePost
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets import repository
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.repository import people
from kinerja_api.targets.rules import PlanDays
from kinerja_api.targets.service.writing import plan_columns
from kinerja_api.targets.types import Approach, PlanForm, PlanKind, PlanStatus


async def keep_host_plan(
    uow: UnitOfWork, post: EmployeePost, cycle: CycleView, days: PlanDays, host_agency: str
) -> TargetPlan:
    """Return the plan of these days elsewhere, its last day as it is known now; made when there is none."""
    held = await people.list_plans_of(uow, post.employee_id, cycle.id)
    plan = next((each for each in held if (each.kind, each.valid_from) == (PlanKind.HOST.value, days.first_day)), None)
    if plan is None:
        plan = TargetPlan(
            **plan_columns(uow, cycle.id, post, days),
            status=PlanStatus.CLOSED.value,
            approach=Approach.KUANTITATIF.value,
            form=PlanForm.PEGAWAI.value,
            kind=PlanKind.HOST.value,
            host_agency=host_agency,
        )
        repository.add(uow, plan)
    plan.valid_until = days.until
    await uow.session.flush()
    return plan
