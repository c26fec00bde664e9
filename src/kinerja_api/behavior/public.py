"""Behaviour for the other capabilities: what self, superior, peers and subordinates say about the seven values.

SE MenPANRB 20/2021 names the values. The rating of behaviour that counts is one, and the rating official's own
(PermenPANRB 6/2022); what the groups say is advice to that official and a part of the agency's own index.
"""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.behavior import repository
from kinerja_api.behavior.rules import summarize_ratings
from kinerja_api.behavior.types import BehaviorSummary, Group, GroupSummary
from kinerja_api.kit.db.uow import UnitOfWork

__all__ = ["BehaviorSummary", "Group", "GroupSummary", "summarize", "summarize_many"]


async def summarize(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> BehaviorSummary:
    """Return what the groups say about a plan in a period, or without one in the whole year."""
    return summarize_ratings((await repository.map_given(uow, [plan_id], period_id))[plan_id])


async def summarize_many(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, BehaviorSummary]:
    """Return what the groups say about each of these plans in the whole year, in one statement."""
    given = await repository.map_given(uow, plan_ids, None)
    return {plan_id: summarize_ratings(ratings) for plan_id, ratings in given.items()}
