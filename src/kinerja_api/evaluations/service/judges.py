"""Who decides on what a rating official did: the superior of that official, derived from the tree and never chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import Superior, find_relatives, list_superiors, list_superiors_then
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import today_of

APPOINTING_OFFICIAL = "Pejabat Pembina Kepegawaian"


@dataclass(frozen=True, slots=True)
class Judge:
    """Who decides: a superior, or without an id the appointing official, who stands above all."""

    employee_id: UUID | None
    name: str

    def is_principal(self, principal: Principal) -> bool:
        """Tell whether this is who asks."""
        if self.employee_id is None:
            return principal.has(Role.APPOINTING_OFFICIAL)
        return principal.employee_id == self.employee_id


async def line_of(uow: UnitOfWork, employee_id: UUID, on: date | None) -> list[Superior]:
    """Return the line that decides: that of today or, for a plan that ended with a move, of its last day."""
    today = await today_of(uow)
    if on is None:
        return await list_superiors(uow, employee_id, today)
    return await list_superiors_then(uow, employee_id, on, today)


async def list_judges(uow: UnitOfWork, line: Sequence[Superior], official_id: UUID | None) -> list[Judge]:
    """Return who stands above the official who judged an employee, the nearest first and the appointing official last.

    `line` are the superiors of the employee.
    A relative of either is passed over. The superior of an official who left is that of the present one.
    """
    level = next((each.level for each in line if each.employee_id == official_id), 1)
    above = [each for each in line if official_id and each.level > level and not each.is_relative]
    of_official = await _relatives_of(uow, official_id, above)
    judges = [Judge(each.employee_id, each.name) for each in above if each.employee_id not in of_official]
    return [*judges, Judge(None, APPOINTING_OFFICIAL)]


async def _relatives_of(uow: UnitOfWork, official_id: UUID | None, above: Sequence[Superior]) -> set[UUID]:
    """Return who of these is a relative of the official."""
    if official_id is None or not above:
        return set()
    return await find_relatives(uow, official_id, [each.employee_id for each in above])
