"""What a plan holds beside its targets: attachments, and what the leader expects of the behaviour."""

from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import require_open_cycle
from kinerja_api.employees.public import relation_to
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.organization.public import today_of
from kinerja_api.targets import repository
from kinerja_api.targets.access import decide_expect
from kinerja_api.targets.schemas import Attachments, ExpectationsIn, PlanOut
from kinerja_api.targets.service.plans import editable_plan
from kinerja_api.targets.service.writing import touch
from kinerja_api.targets.types import PlanStatus


async def change_attachments(
    uow: UnitOfWork, principal: Principal, plan_id: UUID, expected: IfMatch, given: Attachments
) -> PlanOut:
    """Replace the three attachments of a plan that is still being drawn up."""
    plan = await editable_plan(uow, principal, plan_id, expected)
    plan.attachments = given.model_dump()
    await touch(uow, principal, plan, "attachments_changed")
    return await repository.read_plan(uow, plan.id)


async def change_expectations(
    uow: UnitOfWork, principal: Principal, plan_id: UUID, expected: IfMatch, given: ExpectationsIn
) -> PlanOut:
    """Replace what the rating official expects of each core value, until the plan is agreed."""
    plan = await repository.get_plan(uow, plan_id, for_update=True)
    relation = await relation_to(uow, principal, plan.employee_id, await today_of(uow))
    enforce(decide_expect(principal, relation, PlanStatus(plan.status)))
    require_version(expected, plan.version)
    await require_open_cycle(uow, plan.cycle_id)
    plan.expectations = [each.model_dump(mode="json") for each in given.expectations]
    await touch(uow, principal, plan, "expectations_changed")
    return await repository.read_plan(uow, plan.id)
