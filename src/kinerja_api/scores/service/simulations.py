"""Trying out a draft policy or supposed facts: the very same engine, and nothing is stored but that it was tried."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from kinerja_api.audit.public import Act, record
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import PostRow, count_posts, list_posts_between
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Invalid
from kinerja_api.kit.text import Text
from kinerja_api.organization.public import get_unit, today_of
from kinerja_api.policies.public import PolicyError, draft_policy, parse_policy, pin
from kinerja_api.scores.errors import NobodyToScore, ScopeTooLarge
from kinerja_api.scores.rules.evidence import Known, facts_of, known_of, wanted_by
from kinerja_api.scores.rules.scoring import value_of
from kinerja_api.scores.rules.simulation import (
    count_by_band,
    count_by_predicate,
    count_directions,
    direction_of,
    order_by_change,
    suppose,
)
from kinerja_api.scores.schemas.scores import (
    MOST_SHOWN,
    BandCountOut,
    DirectionCountOut,
    PredicateCountOut,
    SimulatedOut,
    SimulationIn,
    SimulationOut,
)
from kinerja_api.scores.service.runs import EVERYBODY, NOBODY, require_listed, scope_asked
from kinerja_api.scores.service.scoring import days_of, gather, posts_in, score_all
from kinerja_api.scores.types import COMPOSITE, Hypothesis, Scope, ScoredDays, Simulated, SimulatedCounts
from kinerja_api.scoring.errors import ScoringError
from kinerja_api.scoring.policy import PolicySet

MOST_SIMULATED = 2_000
SIMULATION = "score_simulation"
NOT_COMPOSITE = Text(
    "Rancangan ini bukan kebijakan nilai gabungan yang berlaku pada tahun itu.",
    "This draft is no policy of the composite score in force in that year.",
)
UNREADABLE = Text("Rancangan kebijakan tidak dapat dipakai: {fault}", "The draft policy cannot be used: {fault}")
IMPOSSIBLE = Text("Pada {place}: {needed}", "At {place}: {needed}")


async def simulate(uow: UnitOfWork, principal: Principal, given: SimulationIn) -> SimulationOut:
    """Score people by the policy in force and the facts, and by what is tried; compare."""
    days = await days_of(uow, given.cycle_id)
    as_of = min(await today_of(uow), days.last_day)
    in_force = await pin(uow, COMPOSITE, days.last_day)
    draft = await _draft(uow, given, days) or in_force.policy
    await require_listed(uow, given)
    posts = await _posts(uow, scope_asked(given), as_of)
    now, then = wanted_by(in_force.policy, days.last_day), wanted_by(draft, days.last_day)
    evidence = await gather(uow, days, as_of, posts, now, then)
    known = [known_of(each) for each in evidence]
    before = await score_all(in_force, now, days, set(known))
    supposed = [Hypothesis(**each.model_dump()) for each in given.hypotheses]
    after = await asyncio.to_thread(_try, draft, days, set(known), supposed)
    simulated = [
        Simulated(post.employee_id, post.name, post.unit_name, its.predicate, before[its].value, after[its])
        for post, its in zip(posts, known, strict=True)
    ]
    details = {"cycle_id": str(days.cycle_id), "policy_sha256": draft.sha256, "people": len(posts)}
    record(uow, principal, Act("simulated", SIMULATION, None, details=details))
    return _shown(days, draft, simulated)


async def _draft(uow: UnitOfWork, given: SimulationIn, days: ScoredDays) -> PolicySet | None:
    """Return the policy to try: a document or a draft of the agency; None for the one in force."""
    if given.overlay_id is not None:
        draft, place = await draft_policy(uow, given.overlay_id), "/overlay_id"
    elif given.policy is not None:
        draft, place = await _read(given.policy), "/policy"
    else:
        return None
    if draft.scheme != "composite" or not draft.in_force.covers(days.last_day):
        raise _refused(NOT_COMPOSITE, place)
    return draft


async def _read(text: str) -> PolicySet:
    """Read a document as strictly as any policy; in a thread, since it may be long."""
    try:
        return await asyncio.to_thread(parse_policy, text, "policy")
    except PolicyError as error:
        raise _refused(UNREADABLE.fill(fault=error), "/policy") from error


async def _posts(uow: UnitOfWork, scope: Scope, as_of: date) -> list[PostRow]:
    if scope.unit_id is not None:
        await get_unit(uow, scope.unit_id, as_of)
    posts = await posts_in(uow, scope, as_of)
    count = await count_posts(uow, posts, as_of)
    if not count:
        raise NobodyToScore
    if count > MOST_SIMULATED:
        raise ScopeTooLarge(ScopeTooLarge.advice.fill(most=MOST_SIMULATED, count=count))
    return await list_posts_between(uow, posts, as_of, after=NOBODY, last=EVERYBODY)


def _try(
    draft: PolicySet, days: ScoredDays, known: Iterable[Known], supposed: Sequence[Hypothesis]
) -> dict[Known, Decimal | None]:
    wanted = wanted_by(draft, days.last_day)
    try:
        return {each: value_of(draft, suppose(facts_of(wanted, days, each), supposed)) for each in known}
    except ScoringError as error:
        raise _refused(
            IMPOSSIBLE.fill(place=error.place, needed=Text(error.needed.id, error.needed.en)), "/hypotheses"
        ) from error


def _refused(detail: Text, pointer: str) -> Invalid:
    return Invalid(errors=[FieldError(code="not_usable", detail=detail, pointer=pointer)])


def _shown(days: ScoredDays, draft: PolicySet, simulated: Sequence[Simulated]) -> SimulationOut:
    by_predicate = count_by_predicate(simulated).items()
    return SimulationOut(
        cycle_id=days.cycle_id,
        policy_key=draft.key,
        policy_sha256=draft.sha256,
        counts=DirectionCountOut(**_counts(count_directions(simulated))),
        by_predicate=[PredicateCountOut(predicate=each, **_counts(counts)) for each, counts in by_predicate],
        by_band=[BandCountOut.model_validate(band) for band in count_by_band(simulated)],
        employees=[
            SimulatedOut(
                employee_id=each.employee_id,
                employee_name=each.employee_name,
                unit_name=each.unit_name,
                before=each.before,
                after=each.after,
                direction=direction_of(each.before, each.after),
            )
            for each in order_by_change(simulated)[:MOST_SHOWN]
        ],
    )


def _counts(counts: SimulatedCounts) -> dict[str, int]:
    return {"people": counts.people} | {each.value: count for each, count in counts.by_direction.items()}
