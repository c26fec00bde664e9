"""What a new user meets: `kinerja demo` on an empty machine, its second start, its end, and its refusals."""

import json
import re
import socket
import stat
from collections.abc import AsyncIterator, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM
from typing import Any

import asyncpg
import httpx
import pytest

from kinerja_api.behavior.types import Group
from kinerja_api.contract import LIFECYCLES
from kinerja_api.employees.types import Employment
from kinerja_api.evaluations.types import Origin
from kinerja_api.feedback.types import NoteKind, ObservationMethod
from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.lifecycle import Lifecycle
from kinerja_api.realizations.types import EvidenceKind
from kinerja_api.targets.types import AskedBy, PassedOn, PlanForm, PlanKind, TargetClass, TargetKind
from tests.support.commands import ROOT, Running, free_port, kinerja, living_processes, running

pytestmark = pytest.mark.e2e

PASSWORD = "sawah-hijau-pagi-hari"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("first-start") / "data"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def demo(data: Path, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    output = tmp_path_factory.mktemp("output") / "demo.txt"
    with running("demo", "--data", str(data), "--port", str(port), output=output) as started:
        started.wait_for("Ctrl-C ends it")
        yield started


def accounts_of(data: Path) -> list[dict[str, str]]:
    accounts: list[dict[str, str]] = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    return accounts


def fill(data: Path) -> None:
    """Fill the demo unless the tests before have; they may be chosen away."""
    if not (data / "demo-accounts.json").exists():
        kinerja("demo", "--data", str(data), "--port", str(free_port()), "--prepare-only")


def signed_in(http: httpx.Client, **account: str) -> dict[str, str]:
    """Return the headers of somebody who is signed in."""
    answer = http.post("/v1/auth/tokens", json=account)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_the_first_start_prints_progress_the_docs_address_and_one_login_per_role(
    demo: Running, data: Path, port: int
) -> None:
    printed = demo.read()

    assert "PostgreSQL in" in printed
    assert f"http://127.0.0.1:{port}/docs" in printed
    roles = {account["role"] for account in accounts_of(data)}
    assert len(roles) >= 4
    for role in roles:
        rows = [line.split() for line in printed.splitlines() if line.split()[:1] == [role]]
        assert len(rows) == 1, (role, printed)


@pytest.mark.usefixtures("demo")
def test_every_printed_login_signs_in(data: Path, port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        for account in {each["role"]: each for each in reversed(accounts_of(data))}.values():
            body = {name: account[name] for name in ("agency", "username", "password")}
            answer = http.post("/v1/auth/tokens", json=body)
            assert answer.status_code in {200, 201}, (account["role"], answer.text)


@pytest.mark.usefixtures("demo")
def test_the_docs_page_and_readiness_answer(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        assert http.get("/readyz").json() == {"status": "ready", "faults": []}
        assert http.get("/docs").status_code == 200


def test_the_five_agencies_have_their_periods_two_years_and_published_survey_results(
    demo: Running,  # noqa: ARG001
    port: int,
) -> None:
    vectors = json.loads((ROOT / "tests" / "vectors" / "satisfaction_survey.json").read_text(encoding="utf-8"))
    published = {each["index"] for each in vectors["index"]}
    patterns = {}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        for agency in ("pematangsiantar", "gajahmungkur", "lhokseumawe", "rakumpit", "palu"):
            headers = signed_in(http, agency=agency, username="pengelola", password=PASSWORD)
            cycles = http.get("/v1/cycles", headers=headers).json()["items"]
            patterns[agency] = {cycle["pattern"] for cycle in cycles}
            for year in (2025, 2026):
                [cycle] = [each for each in cycles if each["year"] == year]
                evaluations = http.get("/v1/evaluations", params={"cycle_id": cycle["id"]}, headers=headers)
                assert evaluations.json()["items"], (agency, year)
                results = http.get("/v1/survey-results", params={"year": year}, headers=headers).json()["items"]
                assert {result["index"] for result in results} <= published, (agency, year)
                assert results, (agency, year)

    assert patterns == {
        "pematangsiantar": {"quarterly", "monthly"},  # more often since 2026
        "gajahmungkur": {"semester"},
        "lhokseumawe": {"quarterly"},
        "rakumpit": {"quarterly"},
        "palu": {"semester"},
    }


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_the_first_five_calls_answer_as_written(port: int, name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8").partition("# 1. ")[2].partition("```")[0]
    sign_in = json.loads(written.partition("-d '")[2].partition("'")[0])
    paths = re.findall(r"\$API(/v1/[^\s\"]+)", written)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        headers = signed_in(http, **sign_in)
        answers = [http.get(path, headers=headers) for path in paths[1:]]

    assert len(paths) == 5
    assert [answer.status_code for answer in answers] == [200] * 4, [answer.text for answer in answers]
    assert len(answers[2].json()["items"]) == 5
    indices = [Decimal(element["index"]) for element in answers[3].json()["elements"]]
    assert (indices, len(indices)) == (sorted(indices), 9)


@pytest.fixture
async def connection(
    demo: Running,  # noqa: ARG001  its database is there as long as it runs
    data: Path,
) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the database of the demo, beside the server."""
    passwords = json.loads((data / "database-passwords.json").read_text(encoding="utf-8"))
    words = (data / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    connection = await asyncpg.connect(
        user="postgres", password=passwords["postgres"], database="kinerja", host=words[4], port=int(words[3])
    )
    yield connection
    await connection.close()


async def test_the_server_works_as_the_role_without_power(connection: asyncpg.Connection) -> None:
    rows = await connection.fetch("SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'kinerja'")

    assert {row["usename"] for row in rows} == {APP, "postgres"}


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda each: each.resource_type)
async def test_every_step_of_every_life_is_taken_somewhere_in_the_demo(
    connection: asyncpg.Connection, lifecycle: Lifecycle[Any, Any]
) -> None:
    """Except that a job fails: that is an accident, which a demo has not."""
    rows = await connection.fetch(
        "SELECT DISTINCT action FROM audit_entry WHERE resource_type = $1", lifecycle.resource_type
    )

    taken = {row["action"] for row in rows}
    assert {each.name for each in lifecycle.transitions} - {"fail"} - taken == set()


@pytest.mark.parametrize(
    ("table", "column", "kinds"),
    [
        ("employee", "employment", Employment),
        ("employee_status", "kind", {"tugas_belajar", "cltn", "diperbantukan", "cuti_besar", "cuti_sakit"}),
        ("delegation", "capacity", {"plt", "plh"}),
        ("target_plan", "kind", PlanKind),
        ("target_plan", "form", PlanForm),
        ("target", "kind", TargetKind),
        ("target", "classification", TargetClass),
        ("target", "passed_on", PassedOn),
        ("feedback", "author_relation", {"rating_official", "team_lead", "peer"}),
        ("evidence", "kind", EvidenceKind),
        ("behavior_rating", "rater_group", Group),
        ("plan_change_request", "asked_by", AskedBy),
        ("evaluation", "origin", Origin),
        ("improvement_note", "kind", NoteKind),
        ("observation", "method", ObservationMethod),
    ],
)
async def test_the_demo_shows_every_kind(
    connection: asyncpg.Connection, table: str, column: str, kinds: Iterable[str]
) -> None:
    rows = await connection.fetch(f"SELECT DISTINCT {column} AS kind FROM {table}")  # noqa: S608  names of this test

    assert {row["kind"] for row in rows} >= set(kinds)


@pytest.mark.usefixtures("demo")
def test_secrets_are_readable_by_their_owner_alone(data: Path) -> None:
    for name in ("secrets.json", "database-passwords.json", "demo-accounts.json"):
        assert stat.S_IMODE((data / name).stat().st_mode) == 0o600, name


@pytest.mark.usefixtures("demo")
def test_a_second_demo_on_the_same_port_is_refused_in_one_line(tmp_path: Path, port: int) -> None:
    refused = kinerja("demo", "--data", str(tmp_path / "other"), "--port", str(port))

    assert refused.returncode == 5
    assert refused.stderr.startswith(f"kinerja: port {port} on 127.0.0.1 is in use")
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "other").exists(), "nothing is prepared for a port that cannot be had"


def test_ctrl_c_ends_everything(demo: Running, data: Path) -> None:
    """The tests after this one start the demo anew."""
    code = demo.end(SIGINT)

    assert (code, living_processes(data)) == (0, []), demo.read()
    assert demo.read().splitlines()[-1].endswith(f"stopped; the data stay in {data}")


def test_the_second_start_is_quick_keeps_the_data_and_ends_on_sigterm(data: Path, tmp_path: Path) -> None:
    fill(data)
    before = (data / "secrets.json").read_bytes(), accounts_of(data)
    with running("demo", "--data", str(data), "--port", str(free_port()), output=tmp_path / "out.txt") as demo:
        seconds = demo.wait_for("Ctrl-C ends it")
        code = demo.end(SIGTERM)

    assert seconds < 15
    assert "demo data" not in demo.read(), "what is there is not made again"
    assert ((data / "secrets.json").read_bytes(), accounts_of(data)) == before
    assert (code, living_processes(data)) == (0, []), demo.read()


def test_ctrl_c_while_it_prepares_leaves_no_process_behind_and_the_next_start_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for until in ("PostgreSQL in", "schema", "demo data"):
        output = tmp_path / f"{until}.txt"
        with running("demo", "--data", str(data), "--port", str(free_port()), output=output) as demo:
            demo.wait_for(until)
            code = demo.end(SIGINT)
        assert (code, living_processes(data)) == (0, []), demo.read()

    with running("demo", "--data", str(data), "--port", str(free_port()), output=tmp_path / "again.txt") as demo:
        demo.wait_for("they begin anew")
        demo.wait_for("people,")
        code = demo.end(SIGINT)
    assert (code, living_processes(data)) == (0, []), demo.read()


def test_after_a_killed_demo_the_next_start_takes_over_and_ends_cleanly(data: Path, tmp_path: Path) -> None:
    with running("demo", "--data", str(data), "--port", str(free_port()), output=tmp_path / "killed.txt") as demo:
        demo.wait_for("Ctrl-C ends it")
        demo.end(SIGKILL)

    again = kinerja("demo", "--data", str(data), "--port", str(free_port()), "--prepare-only")

    assert again.returncode == 0, again.stdout + again.stderr
    assert living_processes(data) == []


def test_data_of_another_postgresql_version_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("17\n", encoding="utf-8")

    refused = kinerja("demo", "--data", str(tmp_path), "--port", str(free_port()))

    assert refused.returncode == 5
    assert "holds data of PostgreSQL 17, this version runs 18" in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("place", ["/dev/null/data", "/sys/kinerja-data"])
def test_a_place_that_cannot_be_written_is_refused_in_one_line(place: str) -> None:
    refused = kinerja("demo", "--data", place, "--port", str(free_port()))

    assert refused.returncode == 5
    assert f"cannot write to {place}" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_port_that_another_program_uses_is_refused_before_anything_is_prepared(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = kinerja("demo", "--data", str(tmp_path / "data"), "--port", str(port))

    assert (refused.returncode, refused.stdout) == (5, "")
    assert refused.stderr.startswith(f"kinerja: port {port} on 127.0.0.1 is in use")


def test_the_demo_refuses_to_fill_a_database_that_is_not_its_own(tmp_path: Path) -> None:
    url = {"KINERJA_DATABASE__URL": "postgresql+asyncpg://kinerja_app:x@127.0.0.1/kinerja"}

    refused = kinerja("demo", "--data", str(tmp_path), settings=url)

    assert refused.returncode == 3
    assert "unset it" in refused.stderr
