"""All SQL of the list of tasks: reads the tables of the other capabilities, each kind of matter by an index.

Every branch yields the columns of `Found`. What is found is what the lifecycles of the other capabilities let the
person do now; `tests/api/test_my_tasks.py` does each task and sees it go.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kinerja_api.authz.permissions import Role
from kinerja_api.employees.types import Superior
from kinerja_api.employees.types.reports import Reports
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.monitoring.repository.below import BELOW
from kinerja_api.monitoring.repository.mine import MINE
from kinerja_api.monitoring.repository.offices import OF_OFFICES
from kinerja_api.monitoring.types import Found


async def list_mine(uow: UnitOfWork, me: UUID, official: Superior | None, day: date) -> list[Found]:
    """Return an employee's own matters: what they must do, what lies with others, and what stands in the way."""
    values = {
        "official": official.employee_id if official else None,
        "official_name": official.name if official else None,
    }
    rows = await uow.fetch_rows(MINE, agency=uow.agency_id, me=me, day=day, now=uow.now(), **values)
    return [Found(*row) for row in rows]


async def list_below(uow: UnitOfWork, me: UUID, reports: Reports, day: date) -> list[Found]:
    """Return what an employee must do as rating official, today and of ended plans, and what waits for others.

    Of somebody who never led anybody it is what waits in their own plans that have ended.
    """
    rows = await uow.fetch_rows(
        BELOW,
        agency=uow.agency_id,
        me=me,
        day=day,
        reports=list(reports.employee_ids),
        people=[me, *reports.employee_ids],
        units=list(reports.unit_ids),
        former_days=[each.day for each in reports.handed_over],
        former_people=[each.employee_id for each in reports.handed_over],
    )
    return [Found(*row) for row in rows]


async def list_of_offices(uow: UnitOfWork, account_id: UUID, roles: Iterable[Role], day: date) -> list[Found]:
    """Return what the offices must do that an account holds."""
    held = sorted(role.value for role in roles)
    rows = await uow.fetch_rows(OF_OFFICES, agency=uow.agency_id, account=account_id, roles=held, day=day)
    return [Found(*row) for row in rows]
