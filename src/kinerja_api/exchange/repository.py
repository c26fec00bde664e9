"""All SQL of imports."""

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text

from kinerja_api.exchange.models import ImportFault, ImportJob
from kinerja_api.exchange.types import Fault
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf, list_page
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((ImportJob.created_at, ImportJob.id), descending=True)
IN_ORDER = Keyset((ImportFault.number,))

ONE_AT_A_TIME = HotQuery(text("SELECT pg_advisory_xact_lock(hashtextextended('import ' || CAST(:agency AS text), 0))"))
# PostgreSQL guesses that a list has few rows and would walk through the tables once for each of them.
FOR_LONG_LISTS = (
    HotQuery(text("SET LOCAL plan_cache_mode = force_custom_plan")),
    HotQuery(text("SET LOCAL enable_nestloop = off")),
)
ADD_FAULTS = HotQuery(
    text(
        """
    INSERT INTO import_fault (agency_id, id, import_id, number, line, "column", value, code, "values")
    SELECT CAST(:agency AS uuid), g.id, CAST(:job AS uuid), g.number, g.line, g.col, g.value, g.code,
           CAST(g.filling AS jsonb)
      FROM unnest(CAST(:ids AS uuid[]), CAST(:numbers AS int[]), CAST(:lines AS int[]), CAST(:columns AS text[]),
                  CAST(:found AS text[]), CAST(:codes AS text[]), CAST(:fillings AS text[]))
           AS g(id, number, line, col, value, code, filling)
    """
    )
)


async def wait_for_turn(uow: UnitOfWork) -> None:
    """Keep other imports of this agency waiting until this one is committed, so that two never judge half of each."""
    await uow.fetch_value(ONE_AT_A_TIME, agency=str(uow.agency_id))
    for setting in FOR_LONG_LISTS:
        await uow.fetch_rows(setting)


async def add_job(uow: UnitOfWork, job: ImportJob, faults: Sequence[Fault]) -> None:
    """Keep the report of an import."""
    uow.session.add(job)
    await uow.session.flush()
    if not faults:
        return
    await uow.fetch_rows(
        ADD_FAULTS,
        agency=uow.agency_id,
        job=job.id,
        ids=[uow.new_id() for _ in faults],
        numbers=list(range(1, len(faults) + 1)),
        lines=[fault.line for fault in faults],
        columns=[fault.column.value if fault.column else None for fault in faults],
        found=[fault.value for fault in faults],
        codes=[fault.code.value for fault in faults],
        fillings=[json.dumps(dict(fault.values)) for fault in faults],
    )


async def get_job(uow: UnitOfWork, import_id: UUID) -> ImportJob:
    """Return an import; raise `NotFound`."""
    return await get_row(uow, ImportJob, import_id)


async def list_jobs(uow: UnitOfWork, page: PageOf) -> tuple[Sequence[ImportJob], str | None]:
    """Return a page of imports, newest first."""
    return await list_page(uow, select(ImportJob).where(ImportJob.agency_id == uow.agency_id), NEWEST_FIRST, page)


async def list_faults(uow: UnitOfWork, import_id: UUID, page: PageOf) -> tuple[Sequence[ImportFault], str | None]:
    """Return a page of what is wrong with the rows of a file, in the order of its lines."""
    statement = select(ImportFault).where(ImportFault.agency_id == uow.agency_id, ImportFault.import_id == import_id)
    return await list_page(uow, statement, IN_ORDER, page)


async def list_first_faults(uow: UnitOfWork, import_id: UUID, most: int) -> Sequence[ImportFault]:
    """Return the first faults of a file."""
    statement = (
        select(ImportFault)
        .where(ImportFault.agency_id == uow.agency_id, ImportFault.import_id == import_id)
        .order_by(ImportFault.number)
        .limit(most)
    )
    return (await uow.session.scalars(statement)).all()
