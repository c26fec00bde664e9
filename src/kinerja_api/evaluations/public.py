"""Evaluations for the other capabilities (PermenPANRB 6/2022: two ratings and a predicate, never a number)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kinerja_api.evaluations import repository
from kinerja_api.evaluations.types import AnnualResult, Predicate
from kinerja_api.kit.db.uow import UnitOfWork

__all__ = ["AnnualResult", "annual_results_of", "list_annual_results", "map_predicates"]


async def list_annual_results(uow: UnitOfWork, employee_id: UUID) -> list[AnnualResult]:
    """Return an employee's annual evaluations in force, oldest year first; several plans in a year give several."""
    return await repository.list_annual_results(uow, [employee_id])


async def map_predicates(
    uow: UnitOfWork, employee_ids: Sequence[UUID], years: Sequence[int]
) -> Mapping[UUID, Mapping[int, Predicate]]:
    """Return the issued annual predicates of these people in these years.

    Of several plans in a year that of the last: after a move the last rating official sets the annual result and
    considers the earlier evaluation (PermenPANRB 6/2022; unverified).
    """
    return await repository.map_predicates(uow, employee_ids, years)


async def annual_results_of(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, AnnualResult]:
    """Return the annual evaluation of each of these people for a year; of several plans that of the last.

    The last rating official sets the annual result after a move and considers the earlier evaluation; it is no mean.
    """
    results = await repository.list_annual_results(uow, employee_ids, cycle_id=cycle_id)
    return {result.employee_id: result for result in results}
