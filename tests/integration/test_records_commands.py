"""`kinerja open-platform` and `kinerja import employees` on a real database."""

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
import typer

from kinerja_api.cli.faults import ExitCode, Fault
from kinerja_api.cli.records import import_list, open_installation
from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.embedded import EmbeddedPostgres
from tests.support.caller import ok
from tests.support.world import World

HEADER = "nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on\n"
SARI = "199003152015042001,Sari Dewi,pns,III/a,2022-04-01,bidang,analis-1,2022-04-01,s1,2012-08-01\n"
WRONG_MONTH = "199013152015041002,Teguh Prakoso,pns,,,,,,,\n"
PASSWORD = "danau-toba-sore-hari"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, migrated: EmbeddedPostgres) -> None:
    given = {
        "KINERJA_DATABASE__URL": migrated.url(APP),
        "KINERJA_TOKENS__SECRET": "qL0v8sXcB2nR5tYhU7jKm3pWzE9dFgAi",
        "KINERJA_SIGNING_SECRET": "Zx1Cv3Bn5Mq7We9Rt2Yu4Io6Pa8Sd0Fg",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)


def written(directory: Path, content: str) -> Path:
    """Return a personnel list of this content."""
    path = directory / "pegawai.csv"
    path.write_text(content, encoding="utf-8")
    return path


async def known(world: World) -> Mapping[str, str]:
    """Return the names of the agency's employees by NIP."""
    return {each["nip"]: each["name"] for each in (await world["hr"].read("/v1/employees", limit=50))["items"]}


async def test_the_first_operator_signs_in_and_the_platform_is_opened_once(http: httpx.AsyncClient) -> None:
    await open_installation("rina.operator", "Rina Operator", PASSWORD, 0)

    given = {"agency": "platform", "username": "rina.operator", "password": PASSWORD}
    signed_in = ok(await http.post("/v1/auth/tokens", json=given))
    me = ok(await http.get("/v1/auth/me", headers={"Authorization": f"Bearer {signed_in['access_token']}"}))
    assert me["roles"] == ["platform_operator"]
    with pytest.raises(Fault, match="the platform is open already") as refused:
        await open_installation("budi", "Budi", PASSWORD, 0)
    assert refused.value.code is ExitCode.FOUND


@pytest.mark.parametrize(
    ("username", "password", "said"),
    [
        ("Rina Operator", PASSWORD, "username: String should match pattern"),
        ("rina", "pendek", "password: Value should have at least 12 items"),
    ],
)
async def test_an_operator_who_could_not_be_is_refused_in_one_line(username: str, password: str, said: str) -> None:
    with pytest.raises(Fault, match=said) as refused:
        await open_installation(username, "Rina", password, 0)

    assert refused.value.code is ExitCode.USAGE
    assert password not in str(refused.value)


async def test_a_good_list_is_taken_over(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await import_list(written(tmp_path, HEADER + SARI), world.code, 0, partial=False)

    assert capsys.readouterr().out == "completed: 1 rows, 1 created, 0 updated, 0 unchanged, 0 refused\n"
    assert (await known(world))["199003152015042001"] == "Sari Dewi"


@pytest.mark.parametrize(("partial", "is_kept"), [(False, False), (True, True)])
async def test_a_wrong_row_is_named_and_the_good_ones_are_kept_only_when_asked(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, partial: bool, is_kept: bool
) -> None:
    with pytest.raises(typer.Exit) as ended:
        await import_list(written(tmp_path, HEADER + SARI + WRONG_MONTH), world.code, 0, partial=partial)

    printed = capsys.readouterr().out
    assert ended.value.exit_code == ExitCode.FOUND
    assert printed.startswith("line 3, nip, '199013152015041002': ")
    assert ("199003152015042001" in await known(world)) is is_kept


async def test_what_cannot_be_imported_is_one_line(world: World, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="the list cannot be read: No such file or directory"):
        await import_list(tmp_path / "nothing.csv", world.code, 0, partial=False)
    unreadable = written(tmp_path, "nama\nSari\n")
    with pytest.raises(Fault, match=r"The file cannot be read: .* Unknown: nama"):
        await import_list(unreadable, world.code, 0, partial=False)
    with pytest.raises(Fault, match="no agency has the code 'nowhere'"):
        await import_list(unreadable, "nowhere", 0, partial=False)
