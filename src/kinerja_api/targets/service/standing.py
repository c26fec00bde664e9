"""Who may see a plan: whoever may today, and looking back those who were above the employee before.

Once a plan has ended, whoever stood above on its last day evaluates it up to there, also after the hand-over; where it
goes on and only the rating official changed, the outgoing one can evaluate up to the last day in charge. Whoever leads
the employee in a work team sees the plan and what was achieved, so as to give feedback on them.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kinerja_api.authz.decision import Allowed, Relation, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import find_past, read_followed, relation_to, team_tie
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.organization.public import today_of
from kinerja_api.targets.access import decide_see, decide_see_as_lead
from kinerja_api.targets.repository import spans
from kinerja_api.targets.rules import PlanDays, days_seen, sight_of
from kinerja_api.targets.types import PlanSpan, Sight, Visible


async def require_seen(
    uow: UnitOfWork,
    principal: Principal,
    employee_id: UUID,
    plan_id: UUID,
    period_id: UUID | None = None,
    *,
    with_leads: bool = False,
) -> None:
    """Pass when the principal may see an employee's plan, or what is of a period in it; else a missing id.

    `with_leads` for what those see too who lead the employee in a work team.
    """
    relation = await relation_to(uow, principal, employee_id, await today_of(uow))
    seen = decide_see(principal, relation)
    if not isinstance(seen, Allowed):
        found = await spans.find_span(uow, plan_id, period_id)
        if found is not None:
            sight = await _sight(uow, principal, found[0], relation, with_leads=with_leads)
            if sight.reaches(found[1]):
                return
    enforce(seen)


async def sight_of_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID, *, with_leads: bool = False) -> Sight:
    """Return how far the principal sees what belongs to a plan; of one that is not there, nothing.

    `with_leads` as in `require_seen`.
    """
    if principal.reads_whole_agency:
        return Sight(is_whole=True)
    found = await spans.find_span(uow, plan_id)
    if found is None:
        return Sight(is_whole=False)
    span, _ = found
    relation = await relation_to(uow, principal, span.employee_id, await today_of(uow))
    if isinstance(decide_see(principal, relation), Allowed):
        return Sight(is_whole=True)
    return await _sight(uow, principal, span, relation, with_leads=with_leads)


async def visible_to(uow: UnitOfWork, principal: Principal) -> Visible | None:
    """Return whose plans the principal finds in lists; None for the whole agency."""
    if principal.reads_whole_agency:
        return None
    followed = await read_followed(uow, principal.employee_id, await today_of(uow))
    return Visible(followed.unit_ids, principal.employee_id, followed.member_ids)


async def look_back(uow: UnitOfWork, principal: Principal, span: PlanSpan) -> Sight:
    """Return how far somebody sees a plan who may not today, by where they stood on days that lie behind."""
    [(_, sight)] = await _look_back(uow, principal, [span])
    return sight


async def require_day_seen(uow: UnitOfWork, principal: Principal, employee_id: UUID, day: date) -> None:
    """Pass when the principal may see what an employee did on a day, by the plan of that day; else a missing id."""
    days = await list_days_seen(uow, principal, employee_id)
    if days is not None and not any(each.first_day <= day <= (each.until or day) for each in days):
        raise NotFound


async def list_days_seen(uow: UnitOfWork, principal: Principal, employee_id: UUID) -> list[PlanDays] | None:
    """Return the days of which the principal sees what an employee did, by the plans of these days; None for all."""
    seen = decide_see(principal, await relation_to(uow, principal, employee_id, await today_of(uow)))
    if isinstance(seen, Allowed):
        return None
    found = await _look_back(uow, principal, await spans.list_spans(uow, employee_id))
    return [days for span, sight in found if (days := days_seen(span, sight)) is not None]


async def _sight(
    uow: UnitOfWork, principal: Principal, span: PlanSpan, relation: Relation, *, with_leads: bool
) -> Sight:
    """Return how far somebody sees a plan whom the line of superiors of today does not let see it."""
    if with_leads:
        tie = await team_tie(uow, principal.employee_id, span.employee_id, await today_of(uow))
        if isinstance(decide_see_as_lead(relation, tie, year_is_open=span.year_is_open), Allowed):
            return Sight(is_whole=True)
    return await look_back(uow, principal, span)


async def _look_back(
    uow: UnitOfWork, principal: Principal, of_employee: Sequence[PlanSpan]
) -> list[tuple[PlanSpan, Sight]]:
    """Return these plans of one employee with how far each is seen, in one statement."""
    if not of_employee:
        return []
    today = await today_of(uow)
    ended = [span.until for span in of_employee if span.until is not None and span.until < today]
    since = min((span.first_day for span in of_employee if span.year_is_open), default=today)
    past = await find_past(uow, principal, of_employee[0].employee_id, days=ended, since=since, today=today)
    told = {"above_on": past.above_on, "in_charge_until": past.in_charge_until}
    return [(span, sight_of(span, today, **told)) for span in of_employee]
