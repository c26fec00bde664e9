"""All SQL of runs that prepare evaluations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from kinerja_api.evaluations.models import Evaluation
from kinerja_api.evaluations.models.runs import EvaluationRun, EvaluationRunOmission
from kinerja_api.evaluations.types import Json, Omission
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.jobs.life import UNFINISHED

NEWEST_FIRST = Keyset((EvaluationRun.id,), descending=True)
OMISSIONS_IN_ORDER = Keyset((EvaluationRunOmission.id,))


async def get_run(uow: UnitOfWork, run_id: UUID, *, for_update: bool = False) -> EvaluationRun:
    """Return a run; raise `NotFound`."""
    return await get_row(uow, EvaluationRun, run_id, for_update=for_update)


async def find_unfinished_run_id(
    uow: UnitOfWork, cycle_id: UUID, period_id: UUID | None, unit_id: UUID | None
) -> UUID | None:
    """Return the id of the run of this very scope that has not ended, or None."""
    statement = select(EvaluationRun.id).where(
        EvaluationRun.agency_id == uow.agency_id,
        EvaluationRun.cycle_id == cycle_id,
        EvaluationRun.period_id.is_not_distinct_from(period_id),
        EvaluationRun.unit_id.is_not_distinct_from(unit_id),
        EvaluationRun.state.in_(sorted(UNFINISHED)),
    )
    found: UUID | None = await uow.session.scalar(statement)
    return found


async def list_runs(
    uow: UnitOfWork, *, cycle_id: UUID | None, page: PageOf
) -> tuple[Sequence[EvaluationRun], str | None]:
    """Return a page of runs, newest first."""
    statement = select(EvaluationRun).where(EvaluationRun.agency_id == uow.agency_id)
    if cycle_id is not None:
        statement = statement.where(EvaluationRun.cycle_id == cycle_id)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def list_omissions(
    uow: UnitOfWork, run_id: UUID, *, reason: Omission | None, page: PageOf
) -> tuple[Sequence[EvaluationRunOmission], str | None]:
    """Return a page of those whom a run left out."""
    statement = select(EvaluationRunOmission).where(
        EvaluationRunOmission.agency_id == uow.agency_id, EvaluationRunOmission.run_id == run_id
    )
    if reason is not None:
        statement = statement.where(EvaluationRunOmission.reason == reason.value)
    return await list_page(uow, statement, OMISSIONS_IN_ORDER, page)


async def add_drafts(uow: UnitOfWork, drafts: Sequence[Json]) -> list[UUID]:
    """Add drafts without ratings by one statement, and return those that were new.

    Where a plan has an evaluation already nothing is touched, whatever its state.
    """
    statement = insert(Evaluation).values(list(drafts)).on_conflict_do_nothing().returning(Evaluation.id)
    return list(await uow.session.scalars(statement))


def add(uow: UnitOfWork, *rows: EvaluationRun | EvaluationRunOmission) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
