"""The commands, their options and examples; what they do stands in the modules beside this one.

Modules are imported inside the commands: `kinerja --help` need not load the web framework, and a command must not fail
because of a part that it does not use.
"""
# ruff: noqa: PLC0415, D301  see above; \b in a docstring is Click's sign to keep lines as they are

import asyncio
import gc
import sys
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kinerja_api.cli.faults import CODES, ExitCode, Fault, file_fault

app = typer.Typer(
    name="kinerja",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help="Performance management of Indonesia's civil service, as a service.",
    epilog=f"Begin with `kinerja demo`. {CODES}",
)
policies = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The law as data: check the policy files.")
app.add_typer(policies, name="policies")
imports = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Take over lists from files on this machine.")
app.add_typer(imports, name="import")
scores = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Composite scores: prove the whole history.")
app.add_typer(scores, name="scores")

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Wait = Annotated[float, typer.Option(help="Seconds to wait for a database that is not there yet.", min=0)]

# Objects made and still there between two looks for garbage; Python's own: 700. More than loading everything makes.
WHILE_LOADING = 1_000_000


def main() -> None:
    """Run the command line; what is foreseen to go wrong ends with one line and its exit code."""
    # What a command loads stays until its end: looking for garbage in it took a third of the time of a short one.
    gc.set_threshold(WHILE_LOADING)
    try:
        app()
    except Fault as fault:
        typer.echo(f"kinerja: {fault}", err=True)
        raise SystemExit(int(fault.code)) from None
    except OSError as error:
        typer.echo(f"kinerja: {file_fault(error, doing='the machine refuses')}", err=True)
        raise SystemExit(int(ExitCode.MACHINE)) from None
    finally:
        gc.freeze()  # nor need the interpreter look through it before it ends


@app.command(epilog=CODES)
def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    database_wait: Wait = 10.0,
    trust_proxy: Annotated[
        list[str] | None,
        typer.Option(help="Address or network of a reverse proxy whose X-Forwarded-For is believed. None by default."),
    ] = None,
) -> None:
    """Serve the API in production; settings come from the environment (`kinerja doctor` lists them).

    Refuses to start, with one line, on wrong settings, weak secrets, a port in use, a database that is too old, not
    migrated or reached by a role with power over row-level security. Ends in order on SIGTERM, with exit code 0.

    \b
    Examples:
      kinerja serve
      kinerja serve --host 0.0.0.0 --port 8080 --trust-proxy 10.0.0.0/8
    """
    with suppress(KeyboardInterrupt):  # while it still loads; from then on `Stopping` hears signals
        from kinerja_api.cli.production import serve_production
        from kinerja_api.cli.serving import Listening, run_until_told

        where = Listening(host, port, tuple(trust_proxy or ()))
        run_until_told(lambda stopping: serve_production(where, database_wait, stopping))


@app.command(epilog=CODES)
def demo(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Annotated[
        Path | None, typer.Option(help="Where database and secrets live. Default: KINERJA_DATA_DIR or .kinerja-data.")
    ] = None,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="Prepare everything and end.")] = False,
) -> None:
    """Try it: PostgreSQL from a wheel, five agencies of synthetic people, the server. Needs no settings.

    The second start takes a few seconds and keeps the data. Ctrl-C ends everything, with exit code 0.

    \b
    Examples:
      kinerja demo
      kinerja demo --port 8001 --data /tmp/kinerja
    """
    with suppress(KeyboardInterrupt):  # while it still loads; from then on `Stopping` hears signals
        from kinerja_api.cli.demo import Place, run_demo
        from kinerja_api.cli.serving import Listening, run_until_told

        place = Place(data, prepare_only=prepare_only)
        run_until_told(lambda stopping: run_demo(Listening(host, port), place, stopping))


@app.command(epilog=CODES)
def worker(*, database_wait: Wait = 10.0) -> None:
    """Run queued jobs in a process of its own; set KINERJA_WORKER_IN_PROCESS=false for `serve` then.

    \b
    Example:
      kinerja worker
    """
    with suppress(KeyboardInterrupt):  # while it still loads; from then on `Stopping` hears signals
        from kinerja_api.cli.production import work
        from kinerja_api.cli.serving import run_until_told

        run_until_told(lambda stopping: work(database_wait, stopping))


@app.command(epilog=CODES)
def migrate(
    *,
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL of all migrations and change nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Tell whether the database is up to date; 1 when not.")
    ] = False,
    database_wait: Wait = 10.0,
) -> None:
    """Bring the database to the schema of this version, as kinerja_owner (KINERJA_DATABASE__OWNER_URL).

    \b
    Examples:
      kinerja migrate
      kinerja migrate --check
      kinerja migrate --sql > schema.sql
    """
    from kinerja_api.cli.migrating import write_sql
    from kinerja_api.cli.production import check_migrations, run_migrations

    if sql:
        write_sql(sys.stdout)
        return
    _run(check_migrations(database_wait) if check else run_migrations(database_wait))


@app.command("open-platform", epilog=CODES)
def open_platform(
    username: Annotated[str, typer.Argument(help="User name of the first platform operator.")],
    *,
    name: Annotated[str, typer.Option(help="Name of the operator.")] = "Operator Platform",
    database_wait: Wait = 10.0,
) -> None:
    """Open a new installation with its first operator, who creates agencies. Once; the password is asked for.

    \b
    Examples:
      kinerja open-platform rina
      kinerja open-platform rina --name "Rina Wibowo" < password.txt
    """
    from kinerja_api.cli.records import open_installation

    is_asked = sys.stdin.isatty()
    password = typer.prompt("Password", hide_input=True) if is_asked else sys.stdin.readline().rstrip("\n")
    _run(open_installation(username, name, password, database_wait))


@imports.command("employees", epilog=CODES)
def import_employees(
    file: Annotated[Path, typer.Argument(help="A personnel list in CSV; docs/guides/import.md names the columns.")],
    *,
    agency: Annotated[str, typer.Option(help="Code of the agency.")],
    partial: Annotated[bool, typer.Option("--partial", help="Keep the good rows when others are wrong.")] = False,
    database_wait: Wait = 10.0,
) -> None:
    """Take over a personnel list, as `POST /v1/imports` does; prints each wrong row and who puts it right.

    Ends with 1 when a row is wrong; then nothing is kept, or with --partial the good rows.

    \b
    Examples:
      kinerja import employees pegawai.csv --agency lhokseumawe
      kinerja import employees pegawai.csv --agency lhokseumawe --partial
    """
    from kinerja_api.cli.records import import_list

    _run(import_list(file, agency, database_wait, partial=partial))


@app.command(epilog=CODES)
def openapi(
    *,
    write: Annotated[bool, typer.Option("--write", help="Write the files of the contract.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Compare them byte for byte; 1 when they differ.")] = False,
    directory: Annotated[Path, typer.Option(help="Where the files are.")] = Path("openapi"),
) -> None:
    """Write or check the contract: OpenAPI document, permissions, problems, lifecycles. Needs no database.

    \b
    Examples:
      kinerja openapi --write
      kinerja openapi --check
    """
    from kinerja_api import contract

    if write == check:
        raise Fault("say either --write or --check", ExitCode.USAGE)
    if write:
        for name in contract.write(directory):
            typer.echo(f"written: {directory / name}")
        return
    _end_with(contract.check(directory), good=f"{directory} is what the program would write")


@policies.command("verify", epilog=CODES)
def verify_policies(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Policy files to check; without any, those of the product.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Check policy files: matrices complete, bands without holes, each value with its article and dates.

    Every fault is one line with file, line and what is wrong.

    \b
    Examples:
      kinerja policies verify
      kinerja policies verify our-rules.yaml
      kinerja policies verify --json
    """
    from kinerja_api.cli.policies import examine_files, print_findings

    faults = examine_files(files or [])
    if as_json:
        print_findings(faults)
        raise typer.Exit(int(ExitCode.FOUND if faults else ExitCode.OK))
    _end_with([str(fault) for fault in faults], good="all policy files are complete")


@scores.command("replay", epilog=CODES)
def replay_scores(
    *,
    agency: Annotated[str | None, typer.Option(help="Code of one agency. All agencies by default.")] = None,
    database_wait: Wait = 10.0,
) -> None:
    """Recompute every score ever stored, with the policy of its time, and report each difference; 1 when there is one.

    Reads as it goes, so that memory stays flat however long the history is.

    \b
    Examples:
      kinerja scores replay
      kinerja scores replay --agency kota-palu
    """
    from kinerja_api.cli.scores import replay

    if not asyncio.run(replay(agency, database_wait)):
        raise typer.Exit(int(ExitCode.FOUND))


@app.command(epilog=CODES)
def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show every setting with its meaning, secrets hidden, and whether database, roles, schema and queue are well.

    \b
    Examples:
      kinerja doctor
      kinerja doctor --json
    """
    from kinerja_api.cli.doctor import diagnose, print_report

    report = asyncio.run(diagnose())
    print_report(report, as_json=as_json)
    if not report.is_good:
        raise typer.Exit(int(ExitCode.FOUND))


def _run(work: Coroutine[None, None, None]) -> None:
    """Run work that needs no server."""
    asyncio.run(work)


def _end_with(faults: list[str], *, good: str) -> None:
    """Print what a check found, and end with 1 when it found anything."""
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(int(ExitCode.FOUND))
    typer.echo(good)
