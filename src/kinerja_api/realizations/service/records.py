"""What every use case of a realization begins and ends with: may it be seen, may it be changed, and its new version."""

from uuid import UUID

from kinerja_api.audit.public import Act, record_change
from kinerja_api.authz.decision import Allowed, Relation, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import relation_to, stand_to
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of
from kinerja_api.realizations import repository
from kinerja_api.realizations.access import Reviewer, decide_change, decide_see
from kinerja_api.realizations.models import Realization
from kinerja_api.realizations.models.actions import ActionPlan
from kinerja_api.realizations.repository.settings import Setting
from kinerja_api.realizations.service.reporting import require_reports
from kinerja_api.realizations.types import Bounds, RealizationStatus
from kinerja_api.targets.public import look_back, sight_of_plan, visible_to
from kinerja_api.targets.public import require_seen as require_plan_seen


async def bounds_of(
    uow: UnitOfWork, principal: Principal, plan_id: UUID | None, *, with_leads: bool = False
) -> Bounds | None:
    """Return what bounds a list: of one plan, as far as each thing in it is seen alone; None when nothing is seen.

    `with_leads` for what those see too who lead the employee in a work team.
    """
    if plan_id is None:
        return Bounds(await visible_to(uow, principal))
    sight = await sight_of_plan(uow, principal, plan_id, with_leads=with_leads)
    if not sight.reaches(None):
        return None
    return Bounds(None, None if sight.is_whole else sight.until)


async def require_seen(
    uow: UnitOfWork, principal: Principal, row: Realization | ActionPlan, *, with_leads: bool = False
) -> None:
    """Pass when the principal may see what an employee planned or did in a period; else it looks like a missing id.

    `with_leads` as in `bounds_of`.
    """
    await require_plan_seen(uow, principal, row.employee_id, row.plan_id, row.period_id, with_leads=with_leads)


async def get_editable(uow: UnitOfWork, principal: Principal, realization_id: UUID) -> Realization:
    """Return a realization, locked, that the principal may change now."""
    row = await repository.get_realization(uow, realization_id, for_update=True)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_change(principal, relation, RealizationStatus(row.status)))
    await require_reports(uow, row.period_id)
    return row


async def reviewer_of(uow: UnitOfWork, principal: Principal, setting: Setting) -> Reviewer:
    """Return how the principal stands to what waits for review, with the declared relations that matter for it.

    Of a plan that has ended the line of its last day reviews, as it evaluates. Whoever only sees it, as the official of
    today or as the outgoing one of a plan that goes on, stands above and reviews nothing.
    """
    span = setting.span
    standing = (await stand_to(uow, principal, span.employee_id, span.until, await today_of(uow))).standing
    if not isinstance(decide_see(principal, standing.relation), Allowed):
        sight = await look_back(uow, principal, span)
        return Reviewer(Relation.ABOVE if sight.reaches(setting.period.first_day) else standing.relation)
    return Reviewer(standing.relation, standing.is_relative, standing.official_is_relative)


async def touch(uow: UnitOfWork, principal: Principal, row: Realization, act: Act) -> None:
    """Raise the realization's version, leave the act in the trail, and write what is pending."""
    record_change(uow, principal, row, act)
    await uow.session.flush()
