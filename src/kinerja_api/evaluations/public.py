"""Evaluations for the other capabilities (PermenPANRB 6/2022: two ratings and a predicate, never a number)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kinerja_api.evaluations import repository
from kinerja_api.evaluations.types import IN_FORCE, AnnualResult, Predicate
from kinerja_api.kit.db.uow import UnitOfWork

__all__ = ["AnnualResult", "annual_results_of", "find_annual_subject", "list_annual_results", "map_predicates"]


async def find_annual_subject(uow: UnitOfWork, evaluation_id: UUID) -> tuple[UUID, UUID] | None:
    """Return whose annual evaluation in force this is, and of which year's cycle; None for any other evaluation."""
    row = await repository.get_evaluation(uow, evaluation_id)
    is_annual = row.period_id is None and row.handed_over_on is None and row.status in IN_FORCE
    return (row.employee_id, row.cycle_id) if is_annual else None


async def list_annual_results(uow: UnitOfWork, employee_id: UUID) -> list[AnnualResult]:
    """Return an employee's annual evaluations in force, oldest year first; several plans in a year give several.

    One that says that there was nothing to rate is no result, here and in the other functions.
    """
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
    return await repository.map_annual_results(uow, cycle_id, employee_ids)
