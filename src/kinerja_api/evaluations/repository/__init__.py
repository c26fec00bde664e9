"""All SQL of evaluations."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Date, literal_column, select, text

from kinerja_api.evaluations.models import Evaluation, EvaluationExplanation, OrganizationResult
from kinerja_api.evaluations.types import (
    IN_FORCE,
    AnnualResult,
    EvaluationFilter,
    EvaluationScope,
    EvaluationStatus,
    Json,
    OrganizationRating,
    OrganizationResultView,
    Origin,
    Predicate,
    RatingLevel,
)
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import NotFound

RESULTS_IN_ORDER = Keyset((OrganizationResult.id,))
EVALUATIONS_IN_ORDER = Keyset((Evaluation.id,))
# What the leaders of a unit answer for: neither what another agency decided, nor what only goes up to a hand-over.
COUNTS_HERE = (Evaluation.origin == Origin.OWN.value) & Evaluation.handed_over_on.is_(None)
IS_ISSUED = Evaluation.status != EvaluationStatus.DRAFT.value
PREDICATES = {each.value: each for each in Predicate}
IS_IN_FORCE = Evaluation.status.in_(sorted(IN_FORCE))
PREDICATES_OF = HotQuery(
    text(
        """
    SELECT DISTINCT ON (v.employee_id, v.year) v.employee_id, v.year, v.predicate
      FROM evaluation v
     WHERE v.agency_id = :agency AND v.employee_id = ANY(:employees) AND v.year = ANY(:years)
       AND v.period_id IS NULL AND v.handed_over_on IS NULL AND v.status NOT IN ('draft', 'replaced')
       AND v.predicate IS NOT NULL
     ORDER BY v.employee_id, v.year, v.plan_id DESC
    """
    )
)
_RESULT = """
    SELECT id, unit_id, rating FROM organization_result
     WHERE agency_id = :agency AND unit_id = :unit AND cycle_id = :cycle AND period_id IS NOT DISTINCT FROM :period
"""
RESULT, HELD_RESULT = HotQuery(text(_RESULT)), HotQuery(text(f"{_RESULT} FOR SHARE"))
# Of a plan that has ended its last day, or the day of the hand-over.
_LAST_DAY: ColumnElement[date | None] = literal_column(
    """COALESCE(evaluation.handed_over_on, (SELECT p.valid_until FROM target_plan p
         WHERE p.agency_id = evaluation.agency_id AND p.id = evaluation.plan_id))""",
    Date(),
)
HOLD_SPREAD = HotQuery(text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 7126))"))


async def get_result(uow: UnitOfWork, result_id: UUID, *, for_update: bool = False) -> OrganizationResult:
    """Return the result of a unit; raise `NotFound`."""
    return await get_row(uow, OrganizationResult, result_id, for_update=for_update)


async def find_result(
    uow: UnitOfWork, unit_id: UUID, cycle_id: UUID, period_id: UUID | None, *, hold: bool = False
) -> OrganizationResultView | None:
    """Return the result of a unit for a period or the year, or None; `hold` keeps it from changing meanwhile."""
    of = {"unit": unit_id, "cycle": cycle_id, "period": period_id}
    rows = await uow.fetch_rows(HELD_RESULT if hold else RESULT, agency=uow.agency_id, **of)
    if not rows:
        return None
    result_id, unit, rating = rows[0]
    return OrganizationResultView(result_id, unit, OrganizationRating(rating))


async def list_results(
    uow: UnitOfWork, *, unit_id: UUID | None, cycle_id: UUID | None, period_id: UUID | None, page: PageOf
) -> tuple[Sequence[OrganizationResult], str | None]:
    """Return a page of results of units."""
    statement = select(OrganizationResult).where(OrganizationResult.agency_id == uow.agency_id)
    if unit_id is not None:
        statement = statement.where(OrganizationResult.unit_id == unit_id)
    if cycle_id is not None:
        statement = statement.where(OrganizationResult.cycle_id == cycle_id)
    if period_id is not None:
        statement = statement.where(OrganizationResult.period_id == period_id)
    return await list_page(uow, statement, RESULTS_IN_ORDER, page)


async def is_in_use(uow: UnitOfWork, result_id: UUID) -> bool:
    """Tell whether an issued evaluation rests on the result of a unit."""
    statement = select(Evaluation.id).where(
        Evaluation.agency_id == uow.agency_id, Evaluation.organization_result_id == result_id, IS_ISSUED
    )
    return (await uow.session.execute(statement.limit(1))).first() is not None


async def get_evaluation(uow: UnitOfWork, evaluation_id: UUID, *, for_update: bool = False) -> Evaluation:
    """Return an evaluation; raise `NotFound`."""
    return await get_row(uow, Evaluation, evaluation_id, for_update=for_update)


async def get_evaluation_and_day(uow: UnitOfWork, evaluation_id: UUID) -> tuple[Evaluation, date | None]:
    """Return an evaluation, and the day whose line of superiors it is made by (None: that of today), in one statement.

    Raise `NotFound`.
    """
    statement = select(Evaluation, _LAST_DAY).where(
        Evaluation.agency_id == uow.agency_id, Evaluation.id == evaluation_id
    )
    found = (await uow.session.execute(statement)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


async def find_evaluation_id(
    uow: UnitOfWork, plan_id: UUID, period_id: UUID | None, handed_over_on: date | None = None
) -> UUID | None:
    """Return the id of the latest revision of the evaluation of a plan for a period, hand-over or year, or None."""
    statement = (
        select(Evaluation.id)
        .where(
            Evaluation.agency_id == uow.agency_id,
            Evaluation.plan_id == plan_id,
            Evaluation.period_id.is_not_distinct_from(period_id),
            Evaluation.handed_over_on.is_not_distinct_from(handed_over_on),
        )
        .order_by(Evaluation.revision.desc())
        .limit(1)
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def list_hand_overs(uow: UnitOfWork, employee_id: UUID, cycle_id: UUID) -> Sequence[Evaluation]:
    """Return the documents in force about an employee's year up to a hand-over, in the order of their days."""
    statement = (
        select(Evaluation)
        .where(
            Evaluation.agency_id == uow.agency_id,
            Evaluation.employee_id == employee_id,
            Evaluation.cycle_id == cycle_id,
            Evaluation.handed_over_on.is_not(None),
            IS_IN_FORCE,
        )
        .order_by(Evaluation.handed_over_on, Evaluation.id)
    )
    return (await uow.session.scalars(statement)).all()


async def list_evaluated_period_ids(uow: UnitOfWork, plan_id: UUID) -> set[UUID]:
    """Return the periods for which a plan has an issued evaluation."""
    statement = select(Evaluation.period_id).where(
        Evaluation.agency_id == uow.agency_id, Evaluation.plan_id == plan_id, IS_ISSUED
    )
    return {period_id for period_id in await uow.session.scalars(statement) if period_id is not None}


async def list_evaluations(
    uow: UnitOfWork, *, me: UUID | None, led: Sequence[UUID] | None, wanted: EvaluationFilter, page: PageOf
) -> tuple[Sequence[Evaluation], str | None]:
    """Return a page of evaluations: one's own once issued, and others' in units led (None: in the whole agency).

    Also those up to a hand-over that one made, whoever leads the unit today.
    """
    is_mine = Evaluation.employee_id == me
    of_others = Evaluation.employee_id.is_distinct_from(me)
    if led is not None:
        made_by_me = Evaluation.handed_over_on.is_not(None) & (Evaluation.evaluator_id == me)
        of_others &= Evaluation.unit_id.in_(led) | made_by_me
    statement = select(Evaluation).where(Evaluation.agency_id == uow.agency_id, (is_mine & IS_ISSUED) | of_others)
    filters = {
        Evaluation.plan_id: wanted.plan_id,
        Evaluation.cycle_id: wanted.cycle_id,
        Evaluation.period_id: wanted.period_id,
        Evaluation.employee_id: wanted.employee_id,
        Evaluation.unit_id: wanted.unit_id,
        Evaluation.status: wanted.status,
    }
    for column, value in filters.items():
        if value is not None:
            statement = statement.where(column == value)
    if wanted.is_current is not None:
        statement = statement.where(IS_IN_FORCE if wanted.is_current else ~IS_IN_FORCE)
    if wanted.scope is not None:
        handed_over = Evaluation.handed_over_on.is_not(None)
        of_year = Evaluation.period_id.is_(None) & ~handed_over
        scopes = {
            EvaluationScope.PERIODIC: Evaluation.period_id.is_not(None),
            EvaluationScope.ANNUAL: of_year,
            EvaluationScope.HANDOVER: handed_over,
        }
        statement = statement.where(scopes[wanted.scope])
    return await list_page(uow, statement, EVALUATIONS_IN_ORDER, page)


async def list_annual_results(uow: UnitOfWork, employee_ids: Sequence[UUID]) -> list[AnnualResult]:
    """Return annual evaluations in force, oldest year first and in a year the one of the first plan first."""
    statement = (
        select(
            Evaluation.employee_id,
            Evaluation.year,
            Evaluation.predicate,
            Evaluation.work_result,
            Evaluation.behavior,
            Evaluation.id,
            Evaluation.issued_at,
        )
        .where(
            Evaluation.agency_id == uow.agency_id,
            Evaluation.employee_id.in_(employee_ids),
            Evaluation.period_id.is_(None),
            Evaluation.handed_over_on.is_(None),
            Evaluation.predicate.is_not(None),
            IS_IN_FORCE,
        )
        .order_by(Evaluation.year, Evaluation.plan_id)
    )
    return [
        AnnualResult(
            employee_id=row.employee_id,
            year=row.year,
            predicate=Predicate(row.predicate),
            work_result=RatingLevel(row.work_result),
            behavior=RatingLevel(row.behavior),
            evaluation_id=row.id,
            issued_at=row.issued_at,
        )
        for row in await uow.session.execute(statement)
    ]


async def map_predicates(
    uow: UnitOfWork, employee_ids: Sequence[UUID], years: Sequence[int]
) -> dict[UUID, dict[int, Predicate]]:
    """Return the annual predicates of these people in these years; of several plans in a year that of the last plan."""
    rows = await uow.fetch_rows(PREDICATES_OF, agency=uow.agency_id, employees=list(employee_ids), years=list(years))
    found: dict[UUID, dict[int, Predicate]] = defaultdict(dict)
    for row in rows:
        found[row["employee_id"]][row["year"]] = PREDICATES[row["predicate"]]
    return found


async def hold_spread(uow: UnitOfWork, unit_id: UUID, cycle_id: UUID, period_id: UUID | None) -> None:
    """Let nobody else change the predicates of a unit for a period or the year until this transaction ends (T10)."""
    await uow.fetch_value(HOLD_SPREAD, place=f"{uow.agency_id}|{unit_id}|{cycle_id}|{period_id}")


_ANNUAL_OF_YEAR = HotQuery(
    text(
        """
    SELECT DISTINCT ON (employee_id) employee_id, year, predicate, work_result, behavior, id, issued_at
      FROM evaluation
     WHERE agency_id = :agency AND cycle_id = :cycle AND employee_id = ANY(:people) AND period_id IS NULL
       AND handed_over_on IS NULL AND status NOT IN ('draft', 'replaced') AND predicate IS NOT NULL
     ORDER BY employee_id, plan_id DESC
    """
    )
)
# Looked up by word: calling an enumeration costs ten times as much, and a run asks for everybody.
_RATINGS = {each.value: each for each in RatingLevel}


async def map_annual_results(uow: UnitOfWork, cycle_id: UUID, employee_ids: Sequence[UUID]) -> dict[UUID, AnnualResult]:
    """Return the annual evaluation in force of each of these people for a year; of several plans that of the last."""
    rows = await uow.fetch_rows(_ANNUAL_OF_YEAR, agency=uow.agency_id, cycle=cycle_id, people=list(employee_ids))
    return {
        person: AnnualResult(
            person, year, PREDICATES[predicate], _RATINGS[work_result], _RATINGS[behavior], evaluation_id, issued_at
        )
        for person, year, predicate, work_result, behavior, evaluation_id, issued_at in rows
    }


_KEEP = HotQuery(
    text(
        """
    INSERT INTO evaluation_explanation (agency_id, sha256, document) VALUES (:agency, :sha256, :document)
    ON CONFLICT DO NOTHING
    """
    )
)


async def keep_explanation(uow: UnitOfWork, sha256: str, document: Json) -> None:
    """Keep an explanation under its digest, unless it is there already."""
    await uow.fetch_rows(_KEEP, agency=uow.agency_id, sha256=sha256, document=json.dumps(document))


async def get_explanation(uow: UnitOfWork, sha256: str) -> Json:
    """Return a kept explanation."""
    statement = select(EvaluationExplanation.document).where(
        EvaluationExplanation.agency_id == uow.agency_id, EvaluationExplanation.sha256 == sha256
    )
    document: Json = (await uow.session.scalars(statement)).one()
    return document


def add(uow: UnitOfWork, *rows: OrganizationResult | Evaluation) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
