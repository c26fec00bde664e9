"""All SQL of composite scores. A part of a run is a few statements, however many people it holds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, text
from sqlalchemy.dialects.postgresql import insert

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.jobs.life import UNFINISHED
from kinerja_api.kit.problems import NotFound
from kinerja_api.scores.models import CriteriaAcknowledgement, Score, ScoreExplanation, ScoreRun, ScoreRunPart
from kinerja_api.scores.types import Json, KeptScore, Scope, ScoreFilter, StoredScore

RUNS_NEWEST_FIRST = Keyset((ScoreRun.id,), descending=True)
SCORES_IN_ORDER = Keyset((Score.id,))

# One by one through the unique index of current scores: a run fills the table faster than PostgreSQL counts it, and
# a plan for a table that was empty would read what the run has written so far, for every part anew.
_KEPT = HotQuery(
    text(
        """
    SELECT kept.*
      FROM unnest(CAST(:employees AS uuid[])) AS wanted (employee_id)
     CROSS JOIN LATERAL (
           SELECT id, employee_id, revision, policy_version_id, explanation_sha256, sources::text
             FROM score
            WHERE agency_id = :agency AND employee_id = wanted.employee_id AND cycle_id = :cycle AND is_current
            LIMIT 1) AS kept
    """
    )
)
# In the order of the keys: runs of overlapping scopes then wait for each other and cannot wait in a circle.
_RETIRE = HotQuery(
    text(
        """
    UPDATE score SET is_current = false FROM (
        SELECT id FROM score WHERE agency_id = :agency AND id = ANY(:ids) AND is_current ORDER BY employee_id
           FOR NO KEY UPDATE) AS kept
     WHERE score.agency_id = :agency AND score.id = kept.id
    """
    )
)
_KNOWN_EXPLANATIONS = HotQuery(
    text("SELECT sha256 FROM score_explanation WHERE agency_id = :agency AND sha256 = ANY(:digests)")
)
_FACTS = HotQuery(
    text(
        """
    SELECT sha256, (document -> 'facts')::text
      FROM score_explanation WHERE agency_id = :agency AND sha256 = ANY(:digests)
    """
    )
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
    INSERT INTO score (agency_id, cycle_id, year, run_id, policy_version_id, computed_at, is_current,
                       id, employee_id, employee_name, employee_nip, position_name, unit_id, unit_name, revision,
                       state, value, reason, explanation_sha256, changed_components, sources)
    SELECT CAST(:agency AS uuid), CAST(:cycle AS uuid), CAST(:year AS smallint), CAST(:run AS uuid),
           CAST(:policy AS uuid), CAST(:now AS timestamptz), true,
           g.id, g.employee_id, g.employee_name, g.employee_nip, g.position_name, g.unit_id, g.unit_name, g.revision,
           g.state, g.value, g.reason, g.explanation_sha256, g.changed::jsonb, g.sources::json
      FROM unnest(CAST(:ids AS uuid[]), CAST(:employees AS uuid[]), CAST(:names AS text[]), CAST(:nips AS text[]),
                  CAST(:positions AS text[]), CAST(:units AS uuid[]), CAST(:unit_names AS text[]),
                  CAST(:revisions AS smallint[]), CAST(:states AS text[]), CAST(:amounts AS numeric[]),
                  CAST(:reasons AS text[]), CAST(:explanations AS text[]), CAST(:changes AS text[]),
                  CAST(:origins AS text[]))
           AS g (id, employee_id, employee_name, employee_nip, position_name, unit_id, unit_name, revision,
                 state, value, reason, explanation_sha256, changed, sources)
    """
    )
)
_LEFT = HotQuery(
    text("SELECT count(*) FROM score_run_part WHERE agency_id = :agency AND run_id = :run AND done_at IS NULL")
)
_STORED_AFTER = HotQuery(
    text(
        """
    SELECT id, employee_id, state, value, policy_version_id, explanation_sha256
      FROM score WHERE agency_id = :agency AND id > :after ORDER BY id LIMIT :most
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


async def get_run(uow: UnitOfWork, run_id: UUID) -> ScoreRun:
    """Return a run; raise `NotFound`."""
    run = (await uow.session.scalars(_run(uow, run_id))).one_or_none()
    if run is None:
        raise NotFound
    return run


async def lock_run(uow: UnitOfWork, run_id: UUID) -> ScoreRun:
    """Return a run as it stands now, locked until the transaction ends; raise `NotFound`.

    Not against those who only refer to it: every part that is being scored does, and they would wait for each other.
    """
    locked = _run(uow, run_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    run = (await uow.session.scalars(locked)).one_or_none()
    if run is None:
        raise NotFound
    return run


def _run(uow: UnitOfWork, run_id: UUID) -> Select[ScoreRun]:
    return select(ScoreRun).where(ScoreRun.agency_id == uow.agency_id, ScoreRun.id == run_id)


async def get_part(uow: UnitOfWork, part_id: UUID) -> ScoreRunPart:
    """Return a part of a run, locked; raise `NotFound`."""
    statement = select(ScoreRunPart).where(ScoreRunPart.agency_id == uow.agency_id, ScoreRunPart.id == part_id)
    part = (await uow.session.scalars(statement.with_for_update())).one_or_none()
    if part is None:
        raise NotFound
    return part


async def list_parts(uow: UnitOfWork, run_id: UUID) -> Sequence[ScoreRunPart]:
    """Return the parts of a run, in order."""
    statement = select(ScoreRunPart).where(ScoreRunPart.agency_id == uow.agency_id, ScoreRunPart.run_id == run_id)
    return (await uow.session.scalars(statement.order_by(ScoreRunPart.id))).all()


async def count_parts_left(uow: UnitOfWork, run_id: UUID) -> int:
    """Return how many parts of a run are not done; what is pending in the session is written first."""
    await uow.session.flush()
    return int(await uow.fetch_value(_LEFT, agency=uow.agency_id, run=run_id))


async def find_unfinished_run(uow: UnitOfWork, cycle_id: UUID, scope: Scope) -> ScoreRun | None:
    """Return the run of this very scope that has not ended, or None."""
    statement = select(ScoreRun).where(
        ScoreRun.agency_id == uow.agency_id,
        ScoreRun.cycle_id == cycle_id,
        ScoreRun.unit_id.is_not_distinct_from(scope.unit_id),
        ScoreRun.people_sha256.is_not_distinct_from(scope.people_sha256),
        ScoreRun.state.in_([state.value for state in UNFINISHED]),
    )
    return (await uow.session.scalars(statement)).one_or_none()


async def list_runs(uow: UnitOfWork, *, cycle_id: UUID | None, page: PageOf) -> tuple[Sequence[ScoreRun], str | None]:
    """Return a page of runs, newest first."""
    statement = select(ScoreRun).where(ScoreRun.agency_id == uow.agency_id)
    if cycle_id is not None:
        statement = statement.where(ScoreRun.cycle_id == cycle_id)
    return await list_page(uow, statement, RUNS_NEWEST_FIRST, page)


async def map_kept(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, KeptScore]:
    """Return the current scores of these employees, by employee."""
    rows = await uow.fetch_rows(_KEPT, agency=uow.agency_id, cycle=cycle_id, employees=list(employee_ids))
    return {row["employee_id"]: KeptScore(*row) for row in rows}


async def map_facts(uow: UnitOfWork, digests: Iterable[str]) -> dict[str, Json]:
    """Return the facts that stand in these explanations, by digest."""
    rows = await uow.fetch_rows(_FACTS, agency=uow.agency_id, digests=list(digests))
    return {sha256: json.loads(facts) for sha256, facts in rows}


async def retire(uow: UnitOfWork, score_ids: Sequence[UUID]) -> None:
    """Say of these revisions that there is a newer one; nothing else about them ever changes."""
    await uow.fetch_rows(_RETIRE, agency=uow.agency_id, ids=list(score_ids))


async def list_unknown_explanations(uow: UnitOfWork, digests: Iterable[str]) -> set[str]:
    """Return those of these digests under which no explanation is kept yet."""
    wanted = set(digests)
    rows = await uow.fetch_rows(_KNOWN_EXPLANATIONS, agency=uow.agency_id, digests=list(wanted))
    return wanted - {row["sha256"] for row in rows}


async def add_explanations(uow: UnitOfWork, explanations: Mapping[str, str]) -> None:
    """Keep explanations under their digests; those that are there already stay as they are."""
    in_order = dict(sorted(explanations.items()))
    await uow.fetch_rows(
        _ADD_EXPLANATIONS, agency=uow.agency_id, digests=list(in_order), documents=list(in_order.values())
    )


async def add_scores(uow: UnitOfWork, run: ScoreRun, columns: Mapping[str, list[Any]]) -> None:
    """Add revisions by one statement; `columns` holds a list of equal length for each column that differs."""
    await uow.fetch_rows(
        _ADD_SCORES,
        agency=uow.agency_id,
        cycle=run.cycle_id,
        year=run.year,
        run=run.id,
        policy=run.policy_version_id,
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


async def list_stored_after(uow: UnitOfWork, *, after: UUID, most: int) -> list[StoredScore]:
    """Return the next scores of all years, all revisions, in the order of their ids."""
    rows = await uow.fetch_rows(_STORED_AFTER, agency=uow.agency_id, after=after, most=most)
    return [StoredScore(*row) for row in rows]


async def list_scored_cycles(
    uow: UnitOfWork,
    *,
    employee_ids: Sequence[UUID] | None = None,
    unit_ids: Sequence[UUID] | None = None,
    year: int | None = None,
) -> list[UUID]:
    """Return the cycles in which there are scores, of these people, these units, or of anybody; oldest year first."""
    statement = select(Score.cycle_id).where(Score.agency_id == uow.agency_id, Score.is_current)
    if employee_ids is not None:
        statement = statement.where(Score.employee_id.in_(employee_ids))
    if unit_ids is not None:
        statement = statement.where(Score.unit_id.in_(unit_ids))
    if year is not None:
        statement = statement.where(Score.year == year)
    grouped = statement.group_by(Score.cycle_id).order_by(func.min(Score.year))
    return list((await uow.session.scalars(grouped)).all())


async def has_scores_by_other_policy(uow: UnitOfWork, cycle_id: UUID, policy_version_id: UUID) -> bool:
    """Tell whether any current score of a year was made by another version of the policy than this."""
    statement = select(Score.id).where(
        Score.agency_id == uow.agency_id,
        Score.cycle_id == cycle_id,
        Score.is_current,
        Score.policy_version_id != policy_version_id,
    )
    return (await uow.session.execute(statement.limit(1))).first() is not None


async def find_previous(uow: UnitOfWork, score: Score) -> Score | None:
    """Return the revision before this one, or None."""
    statement = select(Score).where(
        Score.agency_id == uow.agency_id,
        Score.employee_id == score.employee_id,
        Score.cycle_id == score.cycle_id,
        Score.revision == score.revision - 1,
    )
    return (await uow.session.scalars(statement)).one_or_none()


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


def add(uow: UnitOfWork, *rows: ScoreRun | ScoreRunPart) -> None:
    """Add new rows."""
    uow.session.add_all(rows)


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
    return await get_row(uow, CriteriaAcknowledgement, acknowledgement_id)


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
