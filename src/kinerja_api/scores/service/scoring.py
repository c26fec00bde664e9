"""Scoring one part of a run: facts gathered set by set, one evaluation for all who have the same, bulk writes."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from cachetools import LRUCache
from pydantic_core import to_json

from kinerja_api.behavior.public import map_means
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import HeldSanction, PostRow, PostScope, list_posts_between, map_held_sanctions
from kinerja_api.evaluations.public import annual_results_of
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.public import list_unit_ids_below, map_units_above
from kinerja_api.policies.public import PinnedPolicy, map_pinned
from kinerja_api.realizations.public import map_accepted_numbers
from kinerja_api.scores import repository
from kinerja_api.scores.models import ScoreRun, ScoreRunPart
from kinerja_api.scores.rules.evidence import (
    Evidence,
    Known,
    NearestIndex,
    Wanted,
    achievement_of,
    facts_of,
    known_of,
    nearest_index,
    source_writer,
    wanted_by,
)
from kinerja_api.scores.rules.revisions import changed_components, is_same, revision_reason
from kinerja_api.scores.rules.scoring import score_facts
from kinerja_api.scores.types import Json, KeptScore, Scope, Scored, ScoredDays, ScoreState, Tally
from kinerja_api.surveys.public import unit_indices
from kinerja_api.targets.public import list_measures, map_latest_plans

# What the same facts gave the last time, by policy and days, so that the parts of a run share it. An entry holds its
# explanation, some 20 KiB.
_scored: LRUCache[tuple[UUID, ScoredDays, Known], Scored] = LRUCache(maxsize=2_000)
# One at a time: what two parts of a run have in common would be scored twice.
_scoring = asyncio.Lock()


class _Result(NamedTuple):
    """What came out for one person; `sources` as they are written."""

    post: PostRow
    scored: Scored
    sources: str
    kept: KeptScore | None


async def posts_in(uow: UnitOfWork, scope: Scope, on: date) -> PostScope:
    """Return whose posts a scope is about, on a day."""
    units = None if scope.unit_id is None else await list_unit_ids_below(uow, [scope.unit_id], on)
    return PostScope(None if units is None else tuple(units), scope.employee_ids)


def scope_of(run: ScoreRun) -> Scope:
    """Return whom a run is about."""
    return Scope(run.unit_id, None if run.employee_ids is None else tuple(run.employee_ids))


async def days_of(uow: UnitOfWork, cycle_id: UUID) -> ScoredDays:
    """Return the performance year of a cycle."""
    cycle = await get_cycle(uow, cycle_id)
    return ScoredDays(cycle.id, cycle.year, cycle.first_day, cycle.last_day)


async def score_people(uow: UnitOfWork, run: ScoreRun, part: ScoreRunPart) -> Tally:
    """Score the people of a part and keep what is new; a fixed number of statements."""
    posts = await list_posts_between(
        uow, await posts_in(uow, scope_of(run), run.as_of), run.as_of, after=part.after_id, last=part.last_id
    )
    days = await days_of(uow, run.cycle_id)
    policy = (await map_pinned(uow, [run.policy_version_id]))[run.policy_version_id]
    wanted = wanted_by(policy.policy, days.last_day)
    evidence = await gather(uow, days, run.as_of, posts, wanted)
    # Who shares the same facts shares a place, and all that follows from them.
    places: dict[Known, int] = {}
    place_of = [places.setdefault(known_of(each), len(places)) for each in evidence]
    by_facts = await score_all(policy, wanted, days, places.keys())
    scored = [by_facts[known] for known in places]
    sources = [source_writer(wanted, each.present) for each in scored]
    kept = await repository.map_kept(uow, run.cycle_id, [post.employee_id for post in posts])
    results = [
        _Result(post, scored[place], sources[place](its), kept.get(post.employee_id))
        for post, its, place in zip(posts, evidence, place_of, strict=True)
    ]
    new = [each for each in results if not is_same(each.kept, each.scored.explanation_sha256, each.sources)]
    if new:
        await _keep(uow, run, new)
    return _tally(Counter(place_of), scored, len(new))


async def score_all(
    policy: PinnedPolicy, wanted: Wanted, days: ScoredDays, known: AbstractSet[Known]
) -> dict[Known, Scored]:
    """Score what is known, each once, and what was scored before not again.

    In a thread: thousands of different facts take seconds, in which an API in the same process must go on answering.
    """
    async with _scoring:
        found = {each: scored for each in known if (scored := _scored.get((policy.id, days, each))) is not None}
        fresh = await asyncio.to_thread(_score_facts, policy, wanted, days, known - found.keys())
        _scored.update({(policy.id, days, each): scored for each, scored in fresh.items()})
    return found | fresh


def _score_facts(
    policy: PinnedPolicy, wanted: Wanted, days: ScoredDays, known: AbstractSet[Known]
) -> dict[Known, Scored]:
    return {each: score_facts(policy.policy, facts_of(wanted, days, each)) for each in known}


async def gather(
    uow: UnitOfWork, days: ScoredDays, as_of: date, posts: Sequence[PostRow], *wanted: Wanted
) -> list[Evidence]:
    """Ask the other capabilities about all these people at once, for what any of these policies asks for."""
    people = [post.employee_id for post in posts]
    plans = await map_latest_plans(uow, days.cycle_id, people)
    annual = await annual_results_of(uow, days.cycle_id, people)
    means = await map_means(uow, list(plans.values()))
    surveys = await _surveys(uow, as_of, days, posts)
    sanctions: Mapping[UUID, tuple[HeldSanction, ...]] = {}
    achievements: Mapping[UUID, Fraction | None] = {}
    if any(each.sanctions for each in wanted):
        sanctions = await map_held_sanctions(uow, people, days.first_day, days.last_day)
    if any(each.achievement for each in wanted):
        achievements = await _achievements(uow, list(plans.values()))
    found = []
    for post in posts:
        plan_id = plans.get(post.employee_id)
        found.append(
            Evidence(
                plan_id,
                annual.get(post.employee_id),
                () if plan_id is None else means.get(plan_id, ()),
                surveys[post.unit_id],
                sanctions.get(post.employee_id, ()),
                None if plan_id is None else achievements.get(plan_id),
            )
        )
    return found


async def _surveys(
    uow: UnitOfWork, as_of: date, days: ScoredDays, posts: Sequence[PostRow]
) -> dict[UUID, NearestIndex | None]:
    """Return the survey index that counts in each unit."""
    names = {post.unit_id: post.unit_name for post in posts}
    tree = await map_units_above(uow, list(names), as_of)
    parents = {unit.id: unit.parent_id for unit in tree.values()}
    # A unit that was closed stands in no tree of the day, and there may still be somebody in it.
    names |= {unit.id: unit.name for unit in tree.values()}
    indices = await unit_indices(uow, list(names), days.year)
    return {unit_id: nearest_index(unit_id, parents, names, indices) for unit_id in {post.unit_id for post in posts}}


async def _achievements(uow: UnitOfWork, plan_ids: Sequence[UUID]) -> dict[UUID, Fraction | None]:
    """Return what was reached of the targets of each plan."""
    accepted = await map_accepted_numbers(uow, plan_ids)
    by_plan = groupby(await list_measures(uow, plan_ids), key=lambda each: each.plan_id)
    return {plan_id: achievement_of(list(measures), accepted) for plan_id, measures in by_plan}


async def _keep(uow: UnitOfWork, run: ScoreRun, new: Sequence[_Result]) -> None:
    by_digest = {each.scored.explanation_sha256: each.scored.explanation for each in new}
    unknown = await repository.list_unknown_explanations(uow, by_digest)
    if unknown:
        await repository.add_explanations(uow, {sha256: by_digest[sha256].decode() for sha256 in unknown})
    replaced = [each.kept for each in new if each.kept is not None]
    facts: Mapping[str, Json] = {}
    if replaced:
        facts = await repository.map_facts(uow, {kept.explanation_sha256 for kept in replaced})
        await repository.retire(uow, [kept.id for kept in replaced])
    await repository.add_scores(uow, run, _columns(uow, new, facts))


def _columns(uow: UnitOfWork, new: Sequence[_Result], facts: Mapping[str, Json]) -> dict[str, list[Any]]:
    changes = [_changed(each, facts) for each in new]
    return {
        "ids": [uow.new_id() for _ in new],
        "employees": [each.post.employee_id for each in new],
        "names": [each.post.name for each in new],
        "nips": [each.post.nip for each in new],
        "positions": [each.post.position_name for each in new],
        "units": [each.post.unit_id for each in new],
        "unit_names": [each.post.unit_name for each in new],
        "revisions": [each.kept.revision + 1 if each.kept else 1 for each in new],
        "states": [each.scored.state for each in new],
        "amounts": [each.scored.value for each in new],
        "reasons": [revision_reason(each.kept, changed) for each, changed in zip(new, changes, strict=True)],
        "explanations": [each.scored.explanation_sha256 for each in new],
        "changes": [_json(changed) if changed else "[]" for changed in changes],
        "origins": [each.sources for each in new],
    }


def _changed(result: _Result, facts: Mapping[str, Json]) -> list[str]:
    kept = result.kept
    if kept is None:
        return []
    return changed_components(
        facts[kept.explanation_sha256], json.loads(kept.sources), result.scored.facts, json.loads(result.sources)
    )


def _tally(people: Mapping[int, int], scored: Sequence[Scored], revised: int) -> Tally:
    """Count people by what their facts, of which so many have the same, came to."""
    states: Counter[ScoreState] = Counter()
    reasons: Counter[str] = Counter()
    for place, count in people.items():
        states[scored[place].state] += count
        # A score that waits for two things of one kind waits for that kind once.
        reasons.update(dict.fromkeys(scored[place].waits_for, count))
    return Tally(states.total(), states[ScoreState.SCORED], states[ScoreState.PENDING], revised, reasons)


def _json(document: list[str]) -> str:
    return to_json(document).decode()
