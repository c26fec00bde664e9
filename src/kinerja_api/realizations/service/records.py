"""What every use case of a realization begins and ends with: may it be seen, may it be changed, and its new version."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import list_led_unit_ids, relation_to, standing_to
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of
from kinerja_api.realizations import repository
from kinerja_api.realizations.access import Reviewer, decide_change, decide_see
from kinerja_api.realizations.models import Realization
from kinerja_api.realizations.service.reporting import require_reports
from kinerja_api.realizations.types import RealizationStatus


async def visible_to(uow: UnitOfWork, principal: Principal) -> tuple[Sequence[UUID], UUID | None] | None:
    """Return the units and the person whose realizations the principal sees; None for the whole agency."""
    if principal.reads_whole_agency:
        return None
    return await list_led_unit_ids(uow, principal.employee_id, await today_of(uow)), principal.employee_id


async def require_seen(uow: UnitOfWork, principal: Principal, employee_id: UUID) -> None:
    """Pass when the principal may see this employee's work; else it looks like a missing id."""
    enforce(decide_see(principal, await relation_to(uow, principal, employee_id, await today_of(uow))))


async def get_editable(uow: UnitOfWork, principal: Principal, realization_id: UUID) -> Realization:
    """Return a realization, locked, that the principal may change now."""
    row = await repository.get_realization(uow, realization_id, for_update=True)
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    enforce(decide_change(principal, relation, RealizationStatus(row.status)))
    await require_reports(uow, row.period_id)
    return row


async def reviewer_of(uow: UnitOfWork, principal: Principal, employee_id: UUID) -> Reviewer:
    """Return how the principal stands to the employee, with the declared relations that matter for a review."""
    standing = await standing_to(uow, principal, employee_id, await today_of(uow))
    return Reviewer(standing.relation, standing.is_relative, standing.official_is_relative)


async def touch(uow: UnitOfWork, principal: Principal, row: Realization, act: Act) -> None:
    """Raise the realization's version, leave the act in the trail, and write what is pending."""
    before, row.version, row.updated_at = row.version, row.version + 1, uow.now()
    record(uow, principal, replace(act, version_before=before, version_after=row.version))
    await uow.session.flush()
