"""SQL of what surrounds a report or an action plan: its plan and its period."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Uuid, column, exists, table, text
from sqlalchemy.orm import InstrumentedAttribute

from kinerja_api.cycles.types import CycleStatus, PeriodStatus, PeriodView
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.types import PlanSpan, PlanStatus


class Setting(NamedTuple):
    """How the plan stands and on which days it holds, and the period."""

    plan_status: PlanStatus
    span: PlanSpan
    period: PeriodView


# The tables of another capability, by name.
_PERIOD = table("period", column("agency_id"), column("id"), column("first_day", Date), column("cycle_id", Uuid))
_CYCLE = table("cycle", column("agency_id"), column("id"), column("status"))
_SETTING = HotQuery(
    text(
        """
    SELECT l.status AS plan_status, l.employee_id, COALESCE(l.valid_from, make_date(c.year, 1, 1)) AS valid_from,
           l.valid_until, c.status = 'open' AS year_is_open,
           p.id, p.cycle_id, p.number, p.label, p.first_day, p.last_day, p.report_by, p.status,
           p.updated_at AS stepped_at
      FROM target_plan l
      JOIN cycle c ON c.agency_id = l.agency_id AND c.id = l.cycle_id
      JOIN period p ON p.agency_id = l.agency_id AND p.id = :period
     WHERE l.agency_id = :agency AND l.id = :plan
    """
    )
)


async def read_setting(uow: UnitOfWork, plan_id: UUID, period_id: UUID) -> Setting:
    """Return the plan and the period of a report or an action plan that is there."""
    [row] = await uow.fetch_rows(_SETTING, agency=uow.agency_id, plan=plan_id, period=period_id)
    period = dict(row)
    plan_status = PlanStatus(period.pop("plan_status"))
    span = PlanSpan(*(period.pop(name) for name in ("employee_id", "valid_from", "valid_until", "year_is_open")))
    return Setting(plan_status, span, PeriodView(**{**period, "status": PeriodStatus(period["status"])}))


def in_open_year(agency_id: InstrumentedAttribute[UUID], period_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Return the condition that the performance year of the period of a row is open."""
    of_row = (_PERIOD.c.agency_id == agency_id) & (_PERIOD.c.id == period_id)
    of_period = (_CYCLE.c.agency_id == _PERIOD.c.agency_id) & (_CYCLE.c.id == _PERIOD.c.cycle_id)
    return exists().where(of_row, of_period, _CYCLE.c.status == CycleStatus.OPEN.value)


def begun_until(
    agency_id: InstrumentedAttribute[UUID], period_id: InstrumentedAttribute[UUID], day: date
) -> ColumnElement[bool]:
    """Return the condition that the period of a row had begun on a day."""
    begun = (_PERIOD.c.agency_id == agency_id) & (_PERIOD.c.id == period_id) & (_PERIOD.c.first_day <= day)
    return exists().where(begun)
