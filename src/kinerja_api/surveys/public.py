"""Citizen satisfaction for the other capabilities (PermenPANRB 14/2017: the index of a unit over its respondents)."""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.surveys.service.results import index_units
from kinerja_api.surveys.types import SurveyTools, UnitIndex

__all__ = ["SurveyTools", "UnitIndex", "unit_indices"]


async def unit_indices(uow: UnitOfWork, unit_ids: Sequence[UUID], year: int) -> dict[UUID, UnitIndex]:
    """Return the index of each of these units in a year, from published results; a unit without one is left out."""
    return await index_units(uow, unit_ids, year)
