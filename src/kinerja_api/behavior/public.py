"""Behaviour for the other capabilities: what self, superior, peers and subordinates say about the seven values.

SE MenPANRB 20/2021 names the values. The rating of behaviour that counts is one, and the rating official's own
(PermenPANRB 6/2022); what the groups say is advice to that official and a part of the agency's own index.
"""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.behavior import repository
from kinerja_api.behavior.rules import summarize_ratings
from kinerja_api.behavior.types import BehaviorSummary, Group, GroupMean, GroupSummary
from kinerja_api.kit.db.uow import UnitOfWork

__all__ = ["BehaviorSummary", "Group", "GroupMean", "GroupSummary", "map_means", "summarize"]


async def summarize(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> BehaviorSummary:
    """Return what the groups say about a plan in a period, or without one in the whole year."""
    return summarize_ratings((await repository.map_given(uow, [plan_id], period_id))[plan_id])


async def map_means(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, tuple[GroupMean, ...]]:
    """Return what the groups that are counted say about each of these plans in the whole year, in one number each."""
    return await repository.map_means(uow, plan_ids)
