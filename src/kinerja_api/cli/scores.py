"""Proving the history of scores: recomputed from the stored facts, with the policies of their time."""

import typer

from kinerja_api.app import connect
from kinerja_api.cli.faults import ExitCode, Fault
from kinerja_api.cli.startup import demand_database, demand_production, read_settings
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.ids import AgencyId
from kinerja_api.organization.public import list_agency_codes
from kinerja_api.scores.public import stream_replayed


async def replay(code: str | None, database_wait: float) -> bool:
    """Replay the scores of one agency or of all; tell whether everything is as it was computed."""
    settings = read_settings()
    await demand_database(demand_production(settings), wait_seconds=database_wait)
    database = connect(settings)
    try:
        agencies = [each for each in await list_agency_codes(database) if code in {None, each[1]}]
        if not agencies:
            message = f"no agency has the code {code}; `GET /v1/agencies` lists them"
            raise Fault(message, ExitCode.USAGE)
        results = [await replay_agency(database, *each) for each in agencies]
    finally:
        await database.close()
    return all(results)


async def replay_agency(database: Database, agency_id: AgencyId, code: str) -> bool:
    """Replay the scores of one agency and print every difference as it is found."""
    scores = differing = 0
    async with database.read(agency_id) as uow:
        async for replayed in stream_replayed(uow):
            scores += replayed.scores
            differing += len({each.score_id for each in replayed.differences})
            for each in replayed.differences:
                typer.echo(
                    f"{code}: score {each.score_id} of employee {each.employee_id}: {each.what}: "
                    f"stored {each.stored}, recomputed {each.recomputed}"
                )
    typer.echo(f"{code}: {scores} scores recomputed, {differing} differ")
    return not differing
