"""The command line without a database: help, settings, secrets, ports, the lines it says."""

import errno
import json
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kinerja_api.cli.commands import app
from kinerja_api.cli.faults import ExitCode, Fault, file_fault
from kinerja_api.cli.migrating import known_revisions
from kinerja_api.cli.startup import demand_free_port, demand_production, listen, read_settings
from kinerja_api.kit.db.checkup import NotConnected, connect_arguments, judge_version, place
from kinerja_api.policies.loader import DATA
from kinerja_api.settings import Settings, known_names

STRONG = "qL0v8sXcB2nR5tYhU7jKm3pWzE9dFgAi"
OTHER = "Zx1Cv3Bn5Mq7We9Rt2Yu4Io6Pa8Sd0Fg"
URL = "postgresql+asyncpg://kinerja_app:hidden@db.internal:6432/kinerja"
COMMANDS = (
    "serve",
    "demo",
    "worker",
    "migrate",
    "open-platform",
    "import employees",
    "openapi",
    "policies verify",
    "doctor",
)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)


def production(**changes: object) -> Settings:
    document: dict[str, object] = {"database": {"url": URL}, "tokens": {"secret": STRONG}, "signing_secret": OTHER}
    return Settings.model_validate(document | changes)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_its_exit_codes(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"], terminal_width=200)

    assert result.exit_code == 0
    assert f"kinerja {command}" in result.output.split("Example")[1]
    assert "Exit codes: 0 done" in result.output


def test_every_command_that_exists_is_tested_here() -> None:
    names = {command.name or (command.callback and command.callback.__name__) for command in app.registered_commands}

    assert names == {command for command in COMMANDS if " " not in command}


def test_a_wrong_option_is_exit_code_two() -> None:
    assert CliRunner().invoke(app, ["serve", "--prot", "1"]).exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KINERJA_FOO", "1", "unknown setting in the environment: KINERJA_FOO"),
        ("KINERJA_DATABASE__FOO", "1", "unknown setting in the environment: KINERJA_DATABASE__FOO"),
        ("KINERJA_HTTP__BODY_LIMIT", "much", "KINERJA_HTTP__BODY_LIMIT: Input should be a valid integer"),
        ("KINERJA_HTTP__CORS_ORIGINS", "http://a", "lists are JSON"),
        ("KINERJA_TOKENS__SECRET", "tooshort-canary", "shorter than 32 characters"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Fault, match=said.replace("(", r"\(")) as refused:
        read_settings()

    assert refused.value.code is ExitCode.SETTINGS
    assert "\n" not in str(refused.value)
    assert "canary" not in str(refused.value)


def test_production_needs_database_and_secrets() -> None:
    with pytest.raises(Fault, match="KINERJA_DATABASE__URL, KINERJA_TOKENS__SECRET, KINERJA_SIGNING_SECRET"):
        demand_production(Settings())


def test_production_with_everything_set_is_accepted() -> None:
    assert demand_production(production()) == URL


@pytest.mark.parametrize(
    ("secret", "weakness"),
    [
        ("a" * 40, "too few different characters"),
        ("change-me-change-me-change-me-1234", "looks like a value from an example"),
        (OTHER, "are the same"),
    ],
)
def test_a_weak_secret_is_refused_and_not_repeated(secret: str, weakness: str) -> None:
    with pytest.raises(Fault, match=weakness) as refused:
        demand_production(production(tokens={"secret": secret}))

    assert refused.value.code is ExitCode.SETTINGS
    assert secret not in str(refused.value)


def test_the_previous_secret_must_be_strong_too() -> None:
    with pytest.raises(Fault, match="KINERJA_TOKENS__PREVIOUS_SECRET is weak"):
        demand_production(production(tokens={"secret": STRONG, "previous_secret": "b" * 40}))


def test_a_port_in_use_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(Fault, match="is in use") as refused:
        demand_free_port("127.0.0.1", other.getsockname()[1])

    assert refused.value.code is ExitCode.MACHINE


def test_a_free_port_can_be_had_again_after_it_was_looked_at() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    demand_free_port("127.0.0.1", port)
    with listen("127.0.0.1", port) as second:
        assert second.getsockname()[1] == port


def test_an_address_that_is_not_of_this_machine_is_one_line() -> None:
    with pytest.raises(Fault, match=r"cannot listen on 192\.0\.2\.1") as refused:
        demand_free_port("192.0.2.1", 8000)

    assert refused.value.code is ExitCode.MACHINE


def test_a_full_disk_is_said_in_these_words() -> None:
    fault = file_fault(OSError(errno.ENOSPC, "No space left on device", "/data/x"), doing="cannot write")

    assert (str(fault), fault.code) == ("cannot write: the disk is full (/data/x)", ExitCode.MACHINE)


@pytest.mark.parametrize(("number", "is_good"), [(140_011, False), (149_999, False), (150_000, True), (180_001, True)])
def test_postgresql_before_15_is_too_old(number: int, is_good: bool) -> None:  # noqa: FBT001
    assert judge_version(number).is_good is is_good


def test_the_database_is_named_without_its_password() -> None:
    assert place(URL) == "kinerja_app@db.internal:6432/kinerja"
    assert connect_arguments(f"{URL}?ssl=require") == {
        "user": "kinerja_app",
        "password": "hidden",
        "host": "db.internal",
        "port": 6432,
        "database": "kinerja",
        "ssl": "require",
    }


def test_a_url_that_is_none_is_not_repeated() -> None:
    with pytest.raises(NotConnected, match="not of the form") as refused:
        place("canary:x")

    assert "canary" not in str(refused.value)


def test_the_program_knows_its_own_migrations() -> None:
    revisions = known_revisions()

    assert revisions.head in revisions.known


def test_policies_verify_finds_nothing_in_the_files_of_the_product() -> None:
    result = CliRunner().invoke(app, ["policies", "verify"])

    assert (result.exit_code, result.output) == (ExitCode.OK, "all policy files are complete\n")


def test_policies_verify_tells_every_fault_of_a_file_with_its_line(tmp_path: Path) -> None:
    text = (DATA / "agency" / "composite_default.yaml").read_text(encoding="utf-8")
    file = tmp_path / "ours.yaml"
    file.write_text(text.replace("behavior: 30, citizen", "behavior: 31, citizen"), encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if "behavior: 30, citizen" in each)

    plain = CliRunner().invoke(app, ["policies", "verify", str(file)])
    document = CliRunner().invoke(app, ["policies", "verify", "--json", str(file)])

    fault = "parameter component_weights: the weights make 101, not 100"
    assert (plain.exit_code, plain.stderr) == (ExitCode.FOUND, f"{file}:{line}: {fault}\n")
    assert document.exit_code == ExitCode.FOUND
    assert json.loads(document.stdout) == {
        "is_good": False,
        "faults": [{"file": str(file), "line": line, "fault": fault}],
    }


def test_policies_verify_says_in_json_that_all_is_well() -> None:
    result = CliRunner().invoke(app, ["policies", "verify", "--json"])

    assert result.exit_code == ExitCode.OK
    assert json.loads(result.stdout) == {"is_good": True, "faults": []}


def test_policies_verify_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    noise = tmp_path / "noise.yaml"
    noise.write_bytes(b"\xff\xfe")

    for file, said in ((tmp_path / "absent.yaml", "No such file"), (noise, "is not UTF-8 text")):
        result = CliRunner().invoke(app, ["policies", "verify", str(file)])

        assert isinstance(result.exception, Fault)
        assert result.exception.code is ExitCode.MACHINE
        assert said in str(result.exception)
