"""All SQL of composite scores. A chunk of a run is a few statements, however many people it holds."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.dialects.postgresql import insert

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound
from kinerja_api.scores.lifecycle import UNFINISHED
from kinerja_api.scores.models import CriteriaAcknowledgement, Score, ScoreExplanation, ScoreRun
from kinerja_api.scores.types import KeptScore, ScoreFilter

RUNS_NEWEST_FIRST = Keyset((ScoreRun.id,), descending=True)
SCORES_IN_ORDER = Keyset((Score.id,))

# Runs of overlapping scopes take turns, chunk by chunk: nobody gets two current scores, and no chunk fails over it.
_TAKE_TURN = HotQuery(
    text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:agency AS text) || CAST(:cycle AS text), 20))")
)
_KEPT = HotQuery(
    text(
        """
    SELECT id, employee_id, revision, policy_version_id, facts_sha256, facts::text AS facts
      FROM score
     WHERE agency_id = :agency AND cycle_id = :cycle AND employee_id = ANY(:employees) AND is_current
    """
    )
)
_RETIRE = HotQuery(
    text("UPDATE score SET is_current = false WHERE agency_id = :agency AND id = ANY(:ids) RETURNING id")
)
_ADD_EXPLANATIONS = HotQuery(
    text(
        """
    INSERT INTO score_explanation (agency_id, sha256, document)
    SELECT CAST(:agency AS uuid), g.sha256, g.document::json
      FROM unnest(CAST(:digests AS text[]), CAST(:documents AS text[])) AS g (sha256, document)
    ON CONFLICT DO NOTHING
    """
    )
)
_ADD_SCORES = HotQuery(
    text(
        """
    INSERT INTO score (agency_id, cycle_id, year, run_id, policy_version_id, policy_sha256, computed_at, is_current,
                       id, employee_id, employee_name, employee_nip, position_name, unit_id, unit_name, revision,
                       state, value, reason, facts_sha256, explanation_sha256, pending, changed_components, facts)
    SELECT CAST(:agency AS uuid), CAST(:cycle AS uuid), CAST(:year AS smallint), CAST(:run AS uuid),
           CAST(:policy AS uuid), CAST(:policy_sha256 AS text), CAST(:now AS timestamptz), true,
           g.id, g.employee_id, g.employee_name, g.employee_nip, g.position_name, g.unit_id, g.unit_name, g.revision,
           g.state, g.value, g.reason, g.facts_sha256, g.explanation_sha256,
           g.pending::jsonb, g.changed::jsonb, g.facts::json
      FROM unnest(CAST(:ids AS uuid[]), CAST(:employees AS uuid[]), CAST(:names AS text[]), CAST(:nips AS text[]),
                  CAST(:positions AS text[]), CAST(:units AS uuid[]), CAST(:unit_names AS text[]),
                  CAST(:revisions AS smallint[]), CAST(:states AS text[]), CAST(:amounts AS numeric[]),
                  CAST(:reasons AS text[]), CAST(:fact_digests AS text[]), CAST(:explanations AS text[]),
                  CAST(:pendings AS text[]), CAST(:changes AS text[]), CAST(:facts AS text[]))
           AS g (id, employee_id, employee_name, employee_nip, position_name, unit_id, unit_name, revision,
                 state, value, reason, facts_sha256, explanation_sha256, pending, changed, facts)
    """
    )
)

_COUNT_ACKNOWLEDGED = HotQuery(
    text(
        """
    SELECT count(DISTINCT employee_id) AS everybody,
           count(DISTINCT employee_id) FILTER (WHERE criteria_sha256 = :digest) AS current
      FROM criteria_acknowledgement
     WHERE agency_id = :agency AND cycle_id = :cycle AND employee_id = ANY(:employees)
    """
    )
)


async def get_run(uow: UnitOfWork, run_id: UUID, *, for_update: bool = False) -> ScoreRun:
    """Return a run; raise `NotFound`."""
    statement = select(ScoreRun).where(ScoreRun.agency_id == uow.agency_id, ScoreRun.id == run_id)
    run = (await uow.session.scalars(statement.with_for_update() if for_update else statement)).one_or_none()
    if run is None:
        raise NotFound
    return run


async def find_unfinished_run(uow: UnitOfWork, cycle_id: UUID, unit_id: UUID | None) -> ScoreRun | None:
    """Return the run of this very scope that has not ended, or None."""
    statement = select(ScoreRun).where(
        ScoreRun.agency_id == uow.agency_id,
        ScoreRun.cycle_id == cycle_id,
        ScoreRun.unit_id.is_not_distinct_from(unit_id),
        ScoreRun.state.in_([state.value for state in UNFINISHED]),
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def list_runs(uow: UnitOfWork, *, cycle_id: UUID | None, page: PageOf) -> tuple[Sequence[ScoreRun], str | None]:
    """Return a page of runs, newest first."""
    statement = select(ScoreRun).where(ScoreRun.agency_id == uow.agency_id)
    if cycle_id is not None:
        statement = statement.where(ScoreRun.cycle_id == cycle_id)
    return await list_page(uow, statement, RUNS_NEWEST_FIRST, page)


async def take_turn(uow: UnitOfWork, cycle_id: UUID) -> None:
    """Wait until no other run writes scores of this year, and keep others out until this transaction ends."""
    await uow.fetch_value(_TAKE_TURN, agency=str(uow.agency_id), cycle=str(cycle_id))


async def map_kept(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, KeptScore]:
    """Return the current scores of these employees, by employee."""
    rows = await uow.fetch_rows(_KEPT, agency=uow.agency_id, cycle=cycle_id, employees=list(employee_ids))
    return {row["employee_id"]: KeptScore(**{**dict(row), "facts": json.loads(row["facts"])}) for row in rows}


async def retire(uow: UnitOfWork, score_ids: Sequence[UUID]) -> None:
    """Say of these revisions that there is a newer one; nothing else about them ever changes."""
    await uow.fetch_rows(_RETIRE, agency=uow.agency_id, ids=list(score_ids))


async def add_explanations(uow: UnitOfWork, explanations: Mapping[str, str]) -> None:
    """Keep explanations under their digests; those that are there already stay as they are."""
    await uow.fetch_rows(
        _ADD_EXPLANATIONS,
        agency=uow.agency_id,
        digests=list(explanations),
        documents=list(explanations.values()),
    )


async def add_scores(uow: UnitOfWork, run: ScoreRun, policy_sha256: str, columns: Mapping[str, list[Any]]) -> None:
    """Add revisions by one statement; `columns` holds a list of equal length for each column that differs."""
    await uow.fetch_rows(
        _ADD_SCORES,
        agency=uow.agency_id,
        cycle=run.cycle_id,
        year=run.year,
        run=run.id,
        policy=run.policy_version_id,
        policy_sha256=policy_sha256,
        now=uow.now(),
        **columns,
    )


async def get_score(uow: UnitOfWork, score_id: UUID) -> tuple[Score, dict[str, Any]]:
    """Return a score and its explanation's document; raise `NotFound`."""
    row = (await uow.session.execute(_explained(uow).where(Score.id == score_id))).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


async def list_scores(uow: UnitOfWork, wanted: ScoreFilter, page: PageOf) -> tuple[Sequence[Score], str | None]:
    """Return a page of scores."""
    statement = select(Score).where(Score.agency_id == uow.agency_id)
    if not wanted.with_history:
        statement = statement.where(Score.is_current)
    if wanted.visible is not None:
        units, own = wanted.visible
        statement = statement.where(Score.unit_id.in_(units) | (Score.employee_id == own))
    if wanted.cycle_id is not None:
        statement = statement.where(Score.cycle_id == wanted.cycle_id)
    if wanted.unit_ids is not None:
        statement = statement.where(Score.unit_id.in_(wanted.unit_ids))
    if wanted.employee_id is not None:
        statement = statement.where(Score.employee_id == wanted.employee_id)
    if wanted.run_id is not None:
        statement = statement.where(Score.run_id == wanted.run_id)
    if wanted.state is not None:
        statement = statement.where(Score.state == wanted.state.value)
    return await list_page(uow, statement, SCORES_IN_ORDER, page)


async def list_explained_after(
    uow: UnitOfWork, cycle_id: UUID, *, after: UUID, most: int
) -> Sequence[tuple[Score, dict[str, Any]]]:
    """Return the next scores of a year, all revisions, with their explanations."""
    statement = _explained(uow).where(Score.cycle_id == cycle_id, Score.id > after).order_by(Score.id).limit(most)
    return [(row[0], row[1]) for row in (await uow.session.execute(statement)).all()]


async def map_explanations(uow: UnitOfWork, digests: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return explanations by their digests."""
    statement = select(ScoreExplanation.sha256, ScoreExplanation.document).where(
        ScoreExplanation.agency_id == uow.agency_id, ScoreExplanation.sha256.in_(digests)
    )
    return {row.sha256: row.document for row in (await uow.session.execute(statement)).all()}


def _explained(uow: UnitOfWork) -> Select[Score, dict[str, Any]]:
    return (
        select(Score, ScoreExplanation.document)
        .join(
            ScoreExplanation,
            (ScoreExplanation.agency_id == Score.agency_id) & (ScoreExplanation.sha256 == Score.explanation_sha256),
        )
        .where(Score.agency_id == uow.agency_id)
    )


def add(uow: UnitOfWork, run: ScoreRun) -> None:
    """Add a new run."""
    uow.session.add(run)


async def add_acknowledgement(uow: UnitOfWork, acknowledgement: CriteriaAcknowledgement) -> bool:
    """Add an acknowledgement; tells whether these very criteria had not been acknowledged yet."""
    columns = {each.key: getattr(acknowledgement, each.key) for each in CriteriaAcknowledgement.__table__.columns}
    statement = insert(CriteriaAcknowledgement).values(columns).on_conflict_do_nothing()
    added = await uow.session.execute(statement.returning(CriteriaAcknowledgement.id))
    return added.one_or_none() is not None


async def find_acknowledgement(
    uow: UnitOfWork, cycle_id: UUID, employee_id: UUID, criteria_sha256: str
) -> CriteriaAcknowledgement | None:
    """Return an employee's acknowledgement of these very criteria, or None."""
    statement = select(CriteriaAcknowledgement).where(
        CriteriaAcknowledgement.agency_id == uow.agency_id,
        CriteriaAcknowledgement.cycle_id == cycle_id,
        CriteriaAcknowledgement.employee_id == employee_id,
        CriteriaAcknowledgement.criteria_sha256 == criteria_sha256,
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def get_acknowledgement(uow: UnitOfWork, acknowledgement_id: UUID) -> CriteriaAcknowledgement:
    """Return an acknowledgement; raise `NotFound`."""
    statement = select(CriteriaAcknowledgement).where(
        CriteriaAcknowledgement.agency_id == uow.agency_id, CriteriaAcknowledgement.id == acknowledgement_id
    )
    acknowledgement = (await uow.session.scalars(statement)).one_or_none()
    if acknowledgement is None:
        raise NotFound
    return acknowledgement


async def list_acknowledgements(
    uow: UnitOfWork, *, cycle_id: UUID | None, employee_id: UUID | None, page: PageOf
) -> tuple[Sequence[CriteriaAcknowledgement], str | None]:
    """Return a page of acknowledgements, newest first."""
    statement = select(CriteriaAcknowledgement).where(CriteriaAcknowledgement.agency_id == uow.agency_id)
    if cycle_id is not None:
        statement = statement.where(CriteriaAcknowledgement.cycle_id == cycle_id)
    if employee_id is not None:
        statement = statement.where(CriteriaAcknowledgement.employee_id == employee_id)
    return await list_page(uow, statement, Keyset((CriteriaAcknowledgement.id,), descending=True), page)


async def count_acknowledgements(
    uow: UnitOfWork, cycle_id: UUID, criteria_sha256: str, employee_ids: Sequence[UUID]
) -> tuple[int, int]:
    """Return how many of these employees acknowledged these criteria, and how many only earlier ones."""
    row = await uow.fetch_rows(
        _COUNT_ACKNOWLEDGED,
        agency=uow.agency_id,
        cycle=cycle_id,
        digest=criteria_sha256,
        employees=list(employee_ids),
    )
    return row[0]["current"], row[0]["everybody"] - row[0]["current"]
