"""All SQL of calibration sessions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from kinerja_api.evaluations.models import Calibration, CalibrationItem, Evaluation
from kinerja_api.evaluations.repository import COUNTS_HERE
from kinerja_api.evaluations.types import CalibrationStatus, Predicate
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((Calibration.id,), descending=True)
ITEMS_IN_ORDER = Keyset((CalibrationItem.id,))
# Whoever rates shares the lock of a period; whoever opens or ends a session has it alone (T10).
RATE = HotQuery(text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:place, 7127))"))
SETTLE = HotQuery(text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 7127))"))


async def hold_period(uow: UnitOfWork, cycle_id: UUID, period_id: UUID | None, *, alone: bool = False) -> None:
    """Let no session begin or end for a period or the year (alone: and nobody rate) until this transaction ends."""
    await uow.fetch_value(SETTLE if alone else RATE, place=f"{uow.agency_id}|{cycle_id}|{period_id}")


async def get_calibration(uow: UnitOfWork, calibration_id: UUID, *, for_update: bool = False) -> Calibration:
    """Return a session; raise `NotFound`. With `for_update` changes in it are made one after another (T10)."""
    return await get_row(uow, Calibration, calibration_id, for_update=for_update)


async def list_covering(
    uow: UnitOfWork, unit_ids: Sequence[UUID], cycle_id: UUID, period_id: UUID | None
) -> Sequence[Calibration]:
    """Return the sessions, open ones first, that are about any of these units for a period or the year."""
    statement = (
        select(Calibration)
        .where(
            Calibration.agency_id == uow.agency_id,
            Calibration.cycle_id == cycle_id,
            Calibration.period_id.is_not_distinct_from(period_id),
            Calibration.status != CalibrationStatus.CANCELLED.value,
            Calibration.unit_ids.overlap(list(unit_ids)),
        )
        .order_by(Calibration.status.desc(), Calibration.id)
    )
    return (await uow.session.scalars(statement)).all()


async def list_calibrations(
    uow: UnitOfWork,
    *,
    led: Sequence[UUID] | None,
    unit_id: UUID | None,
    cycle_id: UUID | None,
    status: CalibrationStatus | None,
    page: PageOf,
) -> tuple[Sequence[Calibration], str | None]:
    """Return a page of sessions, newest first: those of units led (None: of the whole agency)."""
    statement = select(Calibration).where(Calibration.agency_id == uow.agency_id)
    if led is not None:
        statement = statement.where(Calibration.unit_id.in_(led))
    for column, value in ((Calibration.unit_id, unit_id), (Calibration.cycle_id, cycle_id)):
        if value is not None:
            statement = statement.where(column == value)
    if status is not None:
        statement = statement.where(Calibration.status == status.value)
    return await list_page(uow, statement, NEWEST_FIRST, page)


async def count_by_unit(
    uow: UnitOfWork, unit_ids: Sequence[UUID], cycle_id: UUID, period_id: UUID | None
) -> Mapping[UUID, Mapping[Predicate, int]]:
    """Return how often each predicate was given in each of these units, drafts included; the latest revision counts."""
    latest = (
        select(Evaluation.unit_id, Evaluation.predicate)
        .where(
            Evaluation.agency_id == uow.agency_id,
            Evaluation.unit_id.in_(unit_ids),
            Evaluation.cycle_id == cycle_id,
            Evaluation.period_id.is_not_distinct_from(period_id),
            Evaluation.predicate.is_not(None),
            COUNTS_HERE,
        )
        .ext(distinct_on(Evaluation.plan_id))
        .order_by(Evaluation.plan_id, Evaluation.revision.desc())
        .subquery()
    )
    statement = select(latest.c.unit_id, latest.c.predicate, func.count().label("people"))
    counted: dict[UUID, dict[Predicate, int]] = defaultdict(dict)
    for row in await uow.session.execute(statement.group_by(latest.c.unit_id, latest.c.predicate)):
        counted[row.unit_id][Predicate(row.predicate)] = row.people
    return counted


async def count_items(uow: UnitOfWork, calibration_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Return how many evaluations each of these sessions has changed."""
    statement = (
        select(CalibrationItem.calibration_id, func.count().label("items"))
        .where(CalibrationItem.agency_id == uow.agency_id, CalibrationItem.calibration_id.in_(calibration_ids))
        .group_by(CalibrationItem.calibration_id)
    )
    return {row.calibration_id: row.items for row in await uow.session.execute(statement)}


async def list_items(
    uow: UnitOfWork, calibration_id: UUID, page: PageOf
) -> tuple[Sequence[CalibrationItem], str | None]:
    """Return a page of what a session changed, in the order it was changed."""
    statement = select(CalibrationItem).where(
        CalibrationItem.agency_id == uow.agency_id, CalibrationItem.calibration_id == calibration_id
    )
    return await list_page(uow, statement, ITEMS_IN_ORDER, page)


def add(uow: UnitOfWork, *rows: Calibration | CalibrationItem) -> None:
    """Add new rows."""
    uow.session.add_all(rows)
