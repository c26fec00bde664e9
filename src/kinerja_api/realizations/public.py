"""Realizations for the other capabilities (PermenPANRB 6/2022: realisasi berdasarkan bukti dukung)."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.realizations import repository
from kinerja_api.realizations.types import IndicatorResult, RealizationStatus, RealizationView

__all__ = [
    "IndicatorResult",
    "RealizationView",
    "count_unreviewed",
    "get_realization",
    "list_results",
    "list_unreviewed_plans",
    "map_accepted_numbers",
]


async def get_realization(uow: UnitOfWork, realization_id: UUID) -> RealizationView:
    """Return a realization; raise `NotFound`."""
    return repository.realization_view(await repository.get_realization(uow, realization_id))


async def list_results(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> list[IndicatorResult]:
    """Return the results of a plan's indicators in one period, or in all when none is named, whatever their state."""
    return await repository.list_results(uow, plan_id, period_id)


async def map_accepted_numbers(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, list[Decimal]]:
    """Return the accepted results in numbers of these plans by indicator, each in the order of the periods."""
    found: dict[UUID, list[Decimal]] = {}
    for each in await repository.list_accepted_numbers(uow, plan_ids):
        found.setdefault(each.indicator_id, []).append(each.value)
    return found


async def count_unreviewed(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> int:
    """Return how many realizations of a plan were submitted and wait for the rating official."""
    return await repository.count_in_status(uow, plan_id, period_id, (RealizationStatus.SUBMITTED,))


async def list_unreviewed_plans(uow: UnitOfWork, plan_ids: Sequence[UUID], period_id: UUID | None) -> set[UUID]:
    """Return which of these plans have realizations that were submitted and wait for the rating official."""
    return await repository.list_plans_in_status(uow, plan_ids, period_id, RealizationStatus.SUBMITTED)
