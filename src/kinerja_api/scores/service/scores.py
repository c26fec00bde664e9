"""Reading scores and their explanations, and recomputing what is stored."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import list_led_unit_ids, relation_to
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import list_unit_ids_below, today_of
from kinerja_api.policies.public import map_pinned
from kinerja_api.scores import repository
from kinerja_api.scores.access import decide_see, decide_see_run
from kinerja_api.scores.models import Score
from kinerja_api.scores.rules import WAITING, replay_score, source_sentence
from kinerja_api.scores.schemas import (
    CitationOut,
    ComponentOut,
    ExplanationOut,
    PendingOut,
    ReplayDifferenceOut,
    ReplayOut,
    ScoreOut,
    ScorePolicyOut,
    ScoreRow,
)
from kinerja_api.scores.types import COMPOSITE, Json, Missing, ReplayDifference, ScoreFilter, ScoreState
from kinerja_api.scoring.words import term

REPLAYED_AT_ONCE = 500
FIRST = UUID(int=0)


async def list_scores(
    uow: UnitOfWork, principal: Principal, asked: ScoreFilter, *, unit_id: UUID | None, page: PageOf
) -> Page[ScoreRow]:
    """Return a page of the scores that the principal may see; a unit stands for itself and all below it."""
    today = await today_of(uow)
    visible = None
    if not principal.reads_whole_agency:
        visible = (await list_led_unit_ids(uow, principal.employee_id, today), principal.employee_id)
    units = None if unit_id is None else await list_unit_ids_below(uow, [unit_id], today)
    rows, following = await repository.list_scores(uow, replace(asked, visible=visible, unit_ids=units), page)
    return Page(items=[ScoreRow.model_validate(row) for row in rows], next=following)


async def read_score(uow: UnitOfWork, principal: Principal, score_id: UUID, language: Language) -> ScoreOut:
    """Return a score with its components and what it waits for."""
    score, explanation = await _visible_score(uow, principal, score_id)
    return ScoreOut(
        **ScoreRow.model_validate(score).model_dump(),
        components=_components(score, explanation, language),
        pending=_pending(score, language),
        changed_components=score.changed_components,
        policy=_policy(score),
        facts_sha256=score.facts_sha256,
        explanation_sha256=score.explanation_sha256,
        run_id=score.run_id,
    )


async def explain_score(uow: UnitOfWork, principal: Principal, score_id: UUID, language: Language) -> ExplanationOut:
    """Return how a score came about, in one language, down to the articles."""
    score, explanation = await _visible_score(uow, principal, score_id)
    components = _components(score, explanation, language)
    origins = [f"{each.name[:1].upper()}{each.name[1:]}: {each.source}" for each in components if each.source]
    return ExplanationOut(
        score_id=score.id,
        state=ScoreState(score.state),
        value=score.value,
        sentences=[*origins, *explanation["sentences"][language]],
        components=components,
        pending=_pending(score, language),
        citations=_citations(explanation["trace"], language),
        policy=_policy(score),
        facts_sha256=score.facts_sha256,
        explanation_sha256=score.explanation_sha256,
        trace=explanation["trace"],
    )


async def replay(uow: UnitOfWork, cycle_id: UUID) -> list[ReplayDifference]:
    """Recompute every score of a year, all revisions, with facts and policy as stored; an empty list means equal."""
    await get_cycle(uow, cycle_id)
    differences: list[ReplayDifference] = []
    after = FIRST
    while rows := await repository.list_explained_after(uow, cycle_id, after=after, most=REPLAYED_AT_ONCE):
        policies = await map_pinned(uow, list({score.policy_version_id for score, _ in rows}))
        for score, explanation in rows:
            differences += replay_score(_kept(score, explanation), policies[score.policy_version_id].policy)
        after = rows[-1][0].id
        uow.session.expunge_all()
    return differences


async def replay_run(uow: UnitOfWork, principal: Principal, run_id: UUID, page: PageOf) -> Page[ReplayOut]:
    """Recompute a page of the scores that a run made."""
    enforce(decide_see_run(principal))
    run = await repository.get_run(uow, run_id)
    wanted = ScoreFilter(run_id=run.id, with_history=True)
    rows, following = await repository.list_scores(uow, wanted, page)
    explanations = await repository.map_explanations(uow, [row.explanation_sha256 for row in rows])
    policies = await map_pinned(uow, list({row.policy_version_id for row in rows}))
    items = [
        _replayed(
            row,
            replay_score(_kept(row, explanations[row.explanation_sha256]), policies[row.policy_version_id].policy),
        )
        for row in rows
    ]
    return Page(items=items, next=following)


async def _visible_score(uow: UnitOfWork, principal: Principal, score_id: UUID) -> tuple[Score, Json]:
    score, explanation = await repository.get_score(uow, score_id)
    enforce(decide_see(principal, await relation_to(uow, principal, score.employee_id, await today_of(uow))))
    return score, explanation


def _kept(score: Score, explanation: Json) -> dict[str, Any]:
    return {
        "id": score.id,
        "employee_id": score.employee_id,
        "value": score.value,
        "facts": score.facts,
        "facts_sha256": score.facts_sha256,
        "policy_sha256": score.policy_sha256,
        "explanation": explanation,
        "explanation_sha256": score.explanation_sha256,
    }


def _replayed(score: Score, differences: Sequence[ReplayDifference]) -> ReplayOut:
    return ReplayOut(
        score_id=score.id,
        employee_id=score.employee_id,
        revision=score.revision,
        is_equal=not differences,
        differences=[ReplayDifferenceOut.model_validate(each) for each in differences],
    )


def _policy(score: Score) -> ScorePolicyOut:
    return ScorePolicyOut(key=COMPOSITE, version_id=score.policy_version_id, sha256=score.policy_sha256)


def _components(score: Score, explanation: Json, language: Language) -> list[ComponentOut]:
    kept = {each["component"]: each for each in score.facts["components"]}
    components = []
    for each in explanation["components"]:
        origin = source_sentence(kept[each["component"]])
        components.append(
            ComponentOut(
                **each,
                name=term(each["component"]).in_language(language),
                source=origin.in_language(language) if origin else None,
            )
        )
    return components


def _pending(score: Score, language: Language) -> list[PendingOut]:
    return [
        PendingOut(
            component=each["component"],
            code=each["code"],
            reason=WAITING[Missing(each["code"])].reason.in_language(language),
            who=WAITING[Missing(each["code"])].who.in_language(language),
        )
        for each in score.pending
    ]


def _citations(trace: Json, language: Language) -> list[CitationOut]:
    """Return every rule that the computation read, in the order of reading."""
    cited = [step["parameter"] for step in trace["steps"] if "parameter" in step]
    return [
        CitationOut(
            parameter=each["name"],
            text=each["text"][language],
            instrument=each["reference"]["instrument"],
            article=each["reference"]["article"],
            url=each["reference"]["url"],
            in_force_from=each["in_force"]["from"],
            in_force_until=each["in_force"]["until"],
            verification=each["verification"],
        )
        for each in cited
    ]
