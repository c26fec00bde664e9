"""Who decides on what a rating official did: the superior of that official, derived from the tree and never chosen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import Superior, are_related, list_superiors
from kinerja_api.kit.db.uow import UnitOfWork

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


async def list_judges(uow: UnitOfWork, employee_id: UUID, official_id: UUID | None, on: date) -> list[Judge]:
    """Return who stands above the official who judged an employee, the nearest first and the appointing official last.

    A relative of either is passed over. The superior of an official who left is that of the present one.
    """
    line = await list_superiors(uow, employee_id, on) if official_id else []
    level = next((each.level for each in line if each.employee_id == official_id), 1)
    judges = [
        Judge(each.employee_id, each.name)
        for each in line
        if each.level > level and not await _is_partial(uow, each, employee_id, official_id)
    ]
    return [*judges, Judge(None, APPOINTING_OFFICIAL)]


async def _is_partial(uow: UnitOfWork, superior: Superior, employee_id: UUID, official_id: UUID | None) -> bool:
    of_employee = await are_related(uow, superior.employee_id, employee_id)
    return of_employee or (official_id is not None and await are_related(uow, superior.employee_id, official_id))
