"""Who may see a plan: whoever may today and, once it has ended, whoever might on its last day."""

from datetime import date
from uuid import UUID

from kinerja_api.authz.decision import Allowed, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import relation_to
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of
from kinerja_api.targets.access import decide_see


async def require_seen(uow: UnitOfWork, principal: Principal, employee_id: UUID, valid_until: date | None) -> None:
    """Pass when the principal may see a plan of somebody that holds until a day; else a missing id, or a refusal."""
    today = await today_of(uow)
    seen = decide_see(principal, await relation_to(uow, principal, employee_id, today))
    if not isinstance(seen, Allowed) and valid_until is not None and valid_until < today:
        # Whoever was above on the last day of the plan evaluates it up to there, also after the hand-over.
        seen = decide_see(principal, await relation_to(uow, principal, employee_id, valid_until))
    enforce(seen)
