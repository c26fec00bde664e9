"""Behaviour for the other capabilities: what self, superior, peers and subordinates say about the seven values.

SE MenPANRB 20/2021 names the values. The rating of behaviour that counts is one, and the rating official's own
(PermenPANRB 6/2022); what the groups say is advice to that official and a part of the agency's own index. Peers and
subordinates are told to others, these other capabilities among them, when their collection has closed and enough have
answered, and never before (docs/decisions/0017-answers-of-peers.md).
"""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.authz.principal import Principal
from kinerja_api.behavior import repository
from kinerja_api.behavior.rules import summarize_ratings
from kinerja_api.behavior.service.collections import close_after_evaluation
from kinerja_api.behavior.types import BehaviorSummary, Group, GroupMean, GroupSummary
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.targets.public import get_plan

__all__ = ["BehaviorSummary", "Group", "GroupMean", "GroupSummary", "close_rating", "map_means", "summarize"]


async def summarize(uow: UnitOfWork, plan_id: UUID, period_id: UUID | None) -> BehaviorSummary:
    """Return what the groups say about a plan in a period, or without one in the whole year."""
    return summarize_ratings((await repository.map_given(uow, [plan_id], period_id))[plan_id])


async def map_means(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, tuple[GroupMean, ...]]:
    """Return what the groups that are told say about each of these plans in the whole year, in one number each."""
    return await repository.map_means(uow, plan_ids)


async def close_rating(uow: UnitOfWork, principal: Principal, plan_id: UUID, period_id: UUID | None) -> None:
    """Close the rating of a plan and period, whose evaluation is being issued: nothing more is rated or changed.

    What enough peers or subordinates said is told from now on, and self and superior are open to each other.
    """
    await close_after_evaluation(uow, principal, await get_plan(uow, plan_id), period_id)
