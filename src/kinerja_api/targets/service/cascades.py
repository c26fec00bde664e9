"""Reading the cascade: the chain of a target, the matrix of a unit, and what one's own targets can serve."""

import json
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import list_led_unit_ids, list_superiors, relation_to
from kinerja_api.kit.db.hot import WrittenPage
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.targets.access import decide_see, decide_see_matrix
from kinerja_api.targets.repository import cascades as repository
from kinerja_api.targets.schemas.cascades import CascadeOut, MatrixOut


async def read_cascade(uow: UnitOfWork, principal: Principal, target_id: UUID) -> tuple[CascadeOut, int]:
    """Return what a target serves and what serves it, with its plan's version."""
    employee_id, version, document = await repository.read_cascade(uow, target_id)
    enforce(decide_see(principal, await relation_to(uow, principal, employee_id, await today_of(uow))))
    return CascadeOut.model_validate_json(document), version


async def read_matrix(
    uow: UnitOfWork, principal: Principal, unit_id: UUID, *, cycle_id: UUID, page: PageOf
) -> MatrixOut:
    """Return how the targets of a unit's head are divided over those whom the head rates.

    The tree is that of today or, for a year that is over, of its last day.
    """
    cycle = await get_cycle(uow, cycle_id)
    today = await today_of(uow)
    unit = await get_unit(uow, unit_id, min(today, cycle.last_day))
    led = await list_led_unit_ids(uow, principal.employee_id, today)
    enforce(decide_see_matrix(principal, leads_unit=unit.id in led))
    leader = await repository.read_leader(uow, unit.id, cycle.id)
    members = await repository.list_members(uow, unit.id, cycle.id, min(today, cycle.last_day), page)
    return MatrixOut.model_validate(
        {
            "unit_id": unit.id,
            "unit_name": unit.name,
            "cycle_id": cycle.id,
            "leader": json.loads(leader) if leader else None,
            "items": [json.loads(each) for each in members.items],
            "next": members.next,
        }
    )


async def list_superior_targets(uow: UnitOfWork, principal: Principal, *, cycle_id: UUID, page: PageOf) -> WrittenPage:
    """Return a page of the targets of the principal's superiors in a year; drafts too, since plans grow together."""
    me = principal.employee_id
    superiors = await list_superiors(uow, me, await today_of(uow)) if me else []
    return await repository.list_superior_targets(uow, cycle_id, [each.employee_id for each in superiors], page)
