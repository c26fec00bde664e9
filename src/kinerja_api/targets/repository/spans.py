"""SQL of the days of plans, which decide how far an outgoing rating official sees them."""

from datetime import date
from uuid import UUID

from sqlalchemy import text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.types import PlanSpan

_SPAN = """
    SELECT p.employee_id, COALESCE(p.valid_from, make_date(c.year, 1, 1)), p.valid_until, c.status = 'open',
           (SELECT q.first_day FROM period q WHERE q.agency_id = :agency AND q.id = CAST(:period AS uuid))
      FROM target_plan p JOIN cycle c ON c.agency_id = p.agency_id AND c.id = p.cycle_id
     WHERE p.agency_id = :agency
"""
_OF_PLAN = HotQuery(text(f"{_SPAN} AND p.id = :plan"))
# What is done at another agency is planned there.
_OF_EMPLOYEE = HotQuery(text(f"{_SPAN} AND p.employee_id = :employee AND p.kind <> 'host' ORDER BY 2, p.id"))


async def find_span(
    uow: UnitOfWork, plan_id: UUID, period_id: UUID | None = None
) -> tuple[PlanSpan, date | None] | None:
    """Return the days of a plan, and the first day of a period when one is named; None without such a plan."""
    rows = await uow.fetch_rows(_OF_PLAN, agency=uow.agency_id, plan=plan_id, period=period_id)
    return (PlanSpan(*rows[0][:4]), rows[0][4]) if rows else None


async def list_spans(uow: UnitOfWork, employee_id: UUID) -> list[PlanSpan]:
    """Return the days of all plans of an employee, those kept elsewhere left out, in the order in which they begin."""
    rows = await uow.fetch_rows(_OF_EMPLOYEE, agency=uow.agency_id, employee=employee_id, period=None)
    return [PlanSpan(*row[:4]) for row in rows]
