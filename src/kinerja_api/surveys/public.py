"""Citizen satisfaction for the other capabilities (PermenPANRB 14/2017: the index of a unit over its respondents)."""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.surveys import repository
from kinerja_api.surveys.service.results import index_units
from kinerja_api.surveys.types import SurveyTools, UnitIndex

__all__ = ["SurveyTools", "UnitIndex", "get_result_subject", "unit_indices"]


async def get_result_subject(uow: UnitOfWork, result_id: UUID) -> tuple[UUID, int]:
    """Return of which unit and year a result is; raise `NotFound`."""
    result = await repository.get_result(uow, result_id)
    return result.unit_id, result.year


async def unit_indices(uow: UnitOfWork, unit_ids: Sequence[UUID], year: int) -> dict[UUID, UnitIndex]:
    """Return the index of each of these units in a year, from published results; a unit without one is left out."""
    return await index_units(uow, unit_ids, year)
