"""Commands that write records from the machine itself: the first operator of an installation, personnel lists.

Whoever runs them has the machine and its settings; no account is needed, and the trail says so.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from kinerja_api.app import connect, sign_in_tools
from kinerja_api.authz.permissions import Role
from kinerja_api.cli.faults import ExitCode, Fault, file_fault
from kinerja_api.cli.startup import demand_database, demand_production, read_settings
from kinerja_api.exchange.public import ImportReport, describe_fault, import_employees
from kinerja_api.identity.public import AdministratorIn
from kinerja_api.kit.clock import SystemClock
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.problems import Problem
from kinerja_api.organization.public import PLATFORM, Agencies, open_platform
from kinerja_api.settings import Settings


async def open_installation(username: str, name: str, password: str, database_wait: float) -> None:
    """Open the platform with its first operator, who creates agencies; once per installation."""
    settings = read_settings()
    try:
        operator = AdministratorIn.model_validate(
            {
                "username": username,
                "display_name": name,
                "password": password,
                "roles": [Role.PLATFORM_OPERATOR],
            }
        )
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        message = f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}"
        raise Fault(message, ExitCode.USAGE) from None
    async with _database(settings, database_wait) as database:
        if await Agencies(database).find_agency_id(PLATFORM) is not None:
            message = "the platform is open already; its operators are accounts of it"
            raise Fault(message, ExitCode.FOUND)
        async with database.write(AgencyId(database.ids.new())) as uow:
            await open_platform(uow, sign_in_tools(settings, SystemClock()), operator)
            await uow.finish()
    typer.echo(f"{username} may sign in to the agency {PLATFORM!r} and create agencies (POST /v1/agencies)")


async def import_list(path: Path, agency: str, database_wait: float, *, partial: bool) -> None:
    """Take over a personnel list, and print what is wrong with its rows and who puts it right."""
    try:
        content = path.read_bytes()  # noqa: ASYNC240  nothing else runs yet
    except OSError as error:
        raise file_fault(error, doing="the list cannot be read") from None
    async with _database(read_settings(), database_wait) as database:
        agency_id = await Agencies(database).find_agency_id(agency)
        if agency_id is None:
            message = f"no agency has the code {agency!r}"
            raise Fault(message, ExitCode.USAGE)
        async with database.write(agency_id) as uow:
            report = await import_employees(uow, None, content, partial=partial, file_name=path.name)
            await uow.finish()
    _print(report)
    if report.faults:
        raise typer.Exit(int(ExitCode.FOUND))


@asynccontextmanager
async def _database(settings: Settings, wait_seconds: float) -> AsyncIterator[Database]:
    """Open the database as the service does; what it refuses is one line."""
    await demand_database(demand_production(settings), wait_seconds=wait_seconds)
    database = connect(settings)
    try:
        yield database
    except Problem as problem:
        faults = "; ".join(fault.detail.en for fault in problem.errors)
        message = f"{problem.title.en}: {faults or problem.detail.en}"
        raise Fault(message, ExitCode.USAGE) from None
    except SQLAlchemyError as error:
        message = f"the database fails, and nothing is kept: {getattr(error, 'orig', None) or error}"
        raise Fault(" ".join(message.split()), ExitCode.DATABASE) from None
    finally:
        await database.close()


def _print(report: ImportReport) -> None:
    counts = report.counts
    for fault in report.faults:
        wrong, fixer = describe_fault(fault)
        typer.echo(f"line {fault.line}, {fault.column or 'row'}, {fault.value!r}: {wrong.en} To put right: {fixer.en}.")
    typer.echo(
        f"{report.status.value}: {counts.rows} rows, {counts.created} created, {counts.updated} updated, "
        f"{counts.unchanged} unchanged, {counts.refused} refused"
    )
