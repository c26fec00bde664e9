"""Reading scores and their explanations, and recomputing what is stored."""

from collections.abc import AsyncIterator, Mapping, MutableMapping
from dataclasses import replace
from uuid import UUID

from cachetools import LRUCache

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
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
from kinerja_api.scores.rules.scoring import differences_of, digest, replay_explanation
from kinerja_api.scores.rules.sentences import CAUSES, WAITING, WHO, source_sentence
from kinerja_api.scores.schemas.scores import (
    CitationOut,
    ComponentOut,
    ExplanationOut,
    PendingOut,
    PreviousOut,
    ReplayDifferenceOut,
    ReplayOut,
    ScoreOut,
    ScorePolicyOut,
    ScoreRow,
)
from kinerja_api.scores.types import (
    Json,
    Missing,
    ReplayDifference,
    Replayed,
    ReplayedScores,
    RunCause,
    ScoreFilter,
    ScoreState,
    StoredScore,
)
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
    """Return a score with its components, what it waits for, and what it was before."""
    score, explanation = await _visible_score(uow, principal, score_id)
    run = await repository.get_run(uow, score.run_id)
    before = await repository.find_previous(uow, score)
    return ScoreOut(
        **ScoreRow.model_validate(score).model_dump(),
        components=_components(score, explanation, language),
        bonus=explanation["bonus"],
        deduction=explanation["deduction"],
        pending=_pending(explanation, language),
        changed_components=score.changed_components,
        cause=CAUSES[RunCause(run.cause)].in_language(language),
        previous=PreviousOut(id=before.id, state=ScoreState(before.state), value=before.value) if before else None,
        policy=_policy(score, explanation),
        facts_sha256=digest(explanation["facts"]),
        explanation_sha256=score.explanation_sha256,
        run_id=score.run_id,
    )


async def explain_score(uow: UnitOfWork, principal: Principal, score_id: UUID, language: Language) -> ExplanationOut:
    """Return how a score came about, in one language, down to the articles."""
    score, explanation = await _visible_score(uow, principal, score_id)
    return ExplanationOut(
        score_id=score.id,
        state=ScoreState(score.state),
        value=score.value,
        sentences=[*_origins(score, language), *explanation["sentences"][language]],
        components=_components(score, explanation, language),
        pending=_pending(explanation, language),
        citations=_citations(explanation["trace"], language),
        policy=_policy(score, explanation),
        facts_sha256=digest(explanation["facts"]),
        explanation_sha256=score.explanation_sha256,
        trace=explanation["trace"],
    )


async def stream_replayed(uow: UnitOfWork) -> AsyncIterator[ReplayedScores]:
    """Recompute the whole history, all years and revisions, with the policies of their time; a few hundred at a time.

    Memory stays flat: what was recomputed is forgotten again, except the explanations that were met last.
    """
    after = FIRST
    known: LRUCache[str, Replayed] = LRUCache(maxsize=REPLAYED_AT_ONCE)
    while rows := await repository.list_stored_after(uow, after=after, most=REPLAYED_AT_ONCE):
        await _recompute(uow, {row.explanation_sha256: row.policy_version_id for row in rows}, known)
        found = [each for row in rows for each in _differences(row, known[row.explanation_sha256])]
        yield ReplayedScores(len(rows), found)
        after = rows[-1].id


async def replay_run(uow: UnitOfWork, principal: Principal, run_id: UUID, page: PageOf) -> Page[ReplayOut]:
    """Recompute a page of the scores that a run made."""
    enforce(decide_see_run(principal))
    run = await repository.get_run(uow, run_id)
    rows, following = await repository.list_scores(uow, ScoreFilter(run_id=run.id, with_history=True), page)
    known: dict[str, Replayed] = {}
    await _recompute(uow, {row.explanation_sha256: row.policy_version_id for row in rows}, known)
    return Page(items=[_replayed(row, known[row.explanation_sha256]) for row in rows], next=following)


async def _recompute(uow: UnitOfWork, policy_of: Mapping[str, UUID], known: MutableMapping[str, Replayed]) -> None:
    """Recompute the explanations that are not known yet; all who have the same are recomputed once."""
    fresh = [sha256 for sha256 in policy_of if sha256 not in known]
    explanations = await repository.map_explanations(uow, fresh)
    policies = await map_pinned(uow, list({policy_of[sha256] for sha256 in fresh}))
    for sha256 in fresh:
        known[sha256] = replay_explanation(explanations[sha256], sha256, policies[policy_of[sha256]].policy)


async def _visible_score(uow: UnitOfWork, principal: Principal, score_id: UUID) -> tuple[Score, Json]:
    score, explanation = await repository.get_score(uow, score_id)
    enforce(decide_see(principal, await relation_to(uow, principal, score.employee_id, await today_of(uow))))
    return score, explanation


def _differences(row: StoredScore | Score, replayed: Replayed) -> list[ReplayDifference]:
    found = differences_of(ScoreState(row.state), row.value, replayed)
    return [ReplayDifference(row.id, row.employee_id, *each) for each in found]


def _replayed(score: Score, replayed: Replayed) -> ReplayOut:
    differences = _differences(score, replayed)
    return ReplayOut(
        score_id=score.id,
        employee_id=score.employee_id,
        revision=score.revision,
        is_equal=not differences,
        differences=[ReplayDifferenceOut.model_validate(each) for each in differences],
    )


def _policy(score: Score, explanation: Json) -> ScorePolicyOut:
    used = explanation["trace"]["policy"]
    return ScorePolicyOut(key=used["key"], version_id=score.policy_version_id, sha256=used["sha256"])


def _components(score: Score, explanation: Json, language: Language) -> list[ComponentOut]:
    components = []
    for each in explanation["components"]:
        origin = source_sentence(score.sources.get(each["component"]))
        components.append(
            ComponentOut(
                **each,
                name=term(each["component"]).in_language(language),
                source=origin.in_language(language) if origin else None,
            )
        )
    return components


def _origins(score: Score, language: Language) -> list[str]:
    """Say where each component, the bonus and the deduction come from."""
    told = []
    for name, source in score.sources.items():
        title, origin = term(name).in_language(language), source_sentence(source)
        if origin is not None:
            told.append(f"{title[:1].upper()}{title[1:]}: {origin.in_language(language)}")
    return told


def _pending(explanation: Json, language: Language) -> list[PendingOut]:
    pending = []
    for each in explanation["pending"]:
        waiting = WAITING[Missing(each["code"])]
        pending.append(
            PendingOut(
                component=each["component"],
                code=each["code"],
                reason=waiting.reason.in_language(language),
                actor=waiting.actor,
                who=WHO[waiting.actor].in_language(language),
            )
        )
    return pending


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
