"""How somebody stands to a unit: above it, at its head, or related to whoever is."""

from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import find_relatives, list_led_unit_ids, list_posts
from kinerja_api.evaluations.access import ToUnit
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import UnitView, today_of


async def to_unit(uow: UnitOfWork, principal: Principal, unit: UnitView) -> ToUnit:
    """Return how the principal stands to a unit today."""
    today, me = await today_of(uow), principal.employee_id
    led = await list_led_unit_ids(uow, me, today)
    heads = [post.employee_id for post in await list_posts(uow, [unit.id], today) if post.is_unit_head]
    return ToUnit(
        is_top=unit.parent_id is None,
        leads_above=unit.parent_id in led,
        heads_it=me in heads,
        is_relative_of_head=me is not None and bool(heads and await find_relatives(uow, me, heads)),
    )
