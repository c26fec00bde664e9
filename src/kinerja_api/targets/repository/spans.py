"""SQL of the days and years of plans, which decide how far outgoing officials and leads of work teams see them."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, column, exists, literal_column, table, text

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.models import TargetPlan
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


# The table of another capability, by name.
_CYCLE = table("cycle", column("agency_id"), column("id"), column("status"))


def in_open_year(plan: type[TargetPlan]) -> ColumnElement[bool]:
    """Return the condition that the performance year of a plan is open."""
    of_plan = (_CYCLE.c.agency_id == plan.agency_id) & (_CYCLE.c.id == plan.cycle_id)
    return exists().where(of_plan, _CYCLE.c.status == literal_column("'open'"))


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
