"""Feedback for the other capabilities: what an official rests a rating on."""

from uuid import UUID

from kinerja_api.feedback.repository.observations import list_named
from kinerja_api.feedback.types import NamedObservation
from kinerja_api.kit.db.uow import UnitOfWork

__all__ = ["NamedObservation", "list_named_observations"]


async def list_named_observations(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> list[NamedObservation]:
    """Return the records of interviews and observations on which the rating of a period, or of the year, rests."""
    return await list_named(uow, plan_id, period_id)
