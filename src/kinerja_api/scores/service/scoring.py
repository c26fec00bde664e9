"""Scoring one chunk of people: facts gathered set by set, one evaluation for all who have the same, bulk writes."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kinerja_api.behavior.public import summarize_many
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import EmployeePost, list_posts_after
from kinerja_api.evaluations.public import annual_results_of
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import map_units
from kinerja_api.policies.public import map_pinned
from kinerja_api.scores import repository
from kinerja_api.scores.models import ScoreRun
from kinerja_api.scores.rules import (
    Evidence,
    changed_components,
    components_of,
    methods_of,
    nearest_index,
    revision_reason,
    scorer,
    units_above,
)
from kinerja_api.scores.types import Computed, Json, KeptScore, RevisionReason, ScoredDays, ScoreState
from kinerja_api.scoring.facts import RaterGroup
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.surveys.public import unit_indices
from kinerja_api.targets.public import map_latest_plans

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Tally:
    """What came out of one chunk; `last` is the employee after whom the next chunk begins."""

    people: int
    scored: int
    pending: int
    revised: int
    reasons: Mapping[str, int]
    last: UUID | None


@dataclass(frozen=True, slots=True)
class _Revision:
    """A new revision of one person's score, and the one that it takes the place of."""

    post: EmployeePost
    computed: Computed
    kept: KeptScore | None
    reason: RevisionReason


async def score_chunk(uow: UnitOfWork, run: ScoreRun, units: Sequence[UUID] | None, *, most: int) -> Tally:
    """Score the next people of a run and keep what is new; a fixed number of statements."""
    await repository.take_turn(uow, run.cycle_id)
    posts = await list_posts_after(uow, units, run.as_of, after=run.position or NOBODY, most=most)
    if not posts:
        return Tally(0, 0, 0, 0, {}, None)
    days = await _days(uow, run)
    policy = (await map_pinned(uow, [run.policy_version_id]))[run.policy_version_id].policy
    compute = scorer(policy, days)
    evidence = await _evidence(uow, run, posts)
    methods = methods_of(policy, days.last_day)
    computed = {post.employee_id: compute(components_of(methods, evidence[post.employee_id])) for post in posts}
    kept = await repository.map_kept(uow, run.cycle_id, [post.employee_id for post in posts])
    revisions = [
        _Revision(post, result, before, reason)
        for post in posts
        if (
            reason := revision_reason(
                before := kept.get(post.employee_id), result := computed[post.employee_id], run.policy_version_id
            )
        )
    ]
    await _keep(uow, run, policy, revisions)
    return _tally(posts, list(computed.values()), len(revisions))


async def _days(uow: UnitOfWork, run: ScoreRun) -> ScoredDays:
    cycle = await get_cycle(uow, run.cycle_id)
    return ScoredDays(cycle.id, cycle.year, cycle.first_day, cycle.last_day)


async def _evidence(uow: UnitOfWork, run: ScoreRun, posts: Sequence[EmployeePost]) -> dict[UUID, Evidence]:
    """Ask the other capabilities about all these people at once."""
    people = [post.employee_id for post in posts]
    plans = await map_latest_plans(uow, run.cycle_id, people)
    annual = await annual_results_of(uow, run.cycle_id, people)
    summaries = await summarize_many(uow, [plan.id for plan in plans.values()])
    tree = await map_units(uow, run.as_of)
    parents = {unit.id: unit.parent_id for unit in tree.values()}
    names = {unit.id: unit.name for unit in tree.values()}
    indices = await unit_indices(uow, units_above({post.unit_id for post in posts}, parents), run.year)
    groups = {
        plan_id: tuple(
            RaterGroup(each.group.value, each.mean, each.raters) for each in summary.counted if each.mean is not None
        )
        for plan_id, summary in summaries.items()
    }
    return {
        post.employee_id: Evidence(
            plan_id=plans[post.employee_id].id if post.employee_id in plans else None,
            annual=annual.get(post.employee_id),
            groups=groups.get(plans[post.employee_id].id, ()) if post.employee_id in plans else (),
            survey=nearest_index(post.unit_id, parents, names, indices),
        )
        for post in posts
    }


async def _keep(uow: UnitOfWork, run: ScoreRun, policy: PolicySet, revisions: Sequence[_Revision]) -> None:
    if not revisions:
        return
    explanations = {each.computed.explanation_sha256: _json(each.computed.explanation) for each in revisions}
    await repository.add_explanations(uow, explanations)
    await repository.retire(uow, [each.kept.id for each in revisions if each.kept is not None])
    await repository.add_scores(uow, run, policy.sha256, _columns(uow, revisions))


def _columns(uow: UnitOfWork, revisions: Sequence[_Revision]) -> dict[str, list[Any]]:
    return {
        "ids": [uow.new_id() for _ in revisions],
        "employees": [each.post.employee_id for each in revisions],
        "names": [each.post.name for each in revisions],
        "nips": [each.post.nip for each in revisions],
        "positions": [each.post.position_name for each in revisions],
        "units": [each.post.unit_id for each in revisions],
        "unit_names": [each.post.unit_name for each in revisions],
        "revisions": [each.kept.revision + 1 if each.kept else 1 for each in revisions],
        "states": [each.computed.state.value for each in revisions],
        "amounts": [each.computed.value for each in revisions],
        "reasons": [each.reason.value for each in revisions],
        "fact_digests": [each.computed.facts_sha256 for each in revisions],
        "explanations": [each.computed.explanation_sha256 for each in revisions],
        "pendings": [_json(list(each.computed.pending)) for each in revisions],
        "changes": [_json(changed_components(each.kept, each.computed)) for each in revisions],
        "facts": [_json(each.computed.facts) for each in revisions],
    }


def _tally(posts: Sequence[EmployeePost], computed: Sequence[Computed], revised: int) -> Tally:
    scored = sum(each.state is ScoreState.SCORED for each in computed)
    return Tally(
        people=len(posts),
        scored=scored,
        pending=len(computed) - scored,
        revised=revised,
        # A score that waits for two things of one kind waits for that kind once.
        reasons=Counter(code for each in computed for code in sorted({str(one["code"]) for one in each.pending})),
        last=posts[-1].employee_id,
    )


def _json(document: Json | list[Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
