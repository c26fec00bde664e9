"""A personnel list by CSV: all or the good rows, a report of who must correct what, and twice changes nothing."""

from typing import Any
from uuid import uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event

from kinerja_api.exchange.public import describe_fault, import_employees
from tests.support.caller import Json, ok, problem
from tests.support.world import World, WorldBuilder

HEADER = "nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on,username"
SARI = "199003152015042001,Sari Dewi,pns,III/a,2022-04-01,bidang,analis-1,2022-04-01,s1,2012-08-01,sari.dewi"
TONO = "198811202012031002,Tono Wijaya,cpns,,,,,,sma,2007-06-30,"
DRIA = "198502032020211001,Dria Putri,pppk,IX,2021-01-01,bidang,analis-2,2021-01-01,s1,2008-01-31,"


def sheet(*rows: str, header: str = HEADER) -> bytes:
    return ("\n".join((header, *rows)) + "\n").encode()


async def send(
    world: World, content: bytes, *, name: str = "hr", key: str | None = None, **query: str
) -> httpx.Response:
    caller = world[name]
    headers = {
        "Authorization": f"Bearer {caller.token()}",
        "Content-Type": "text/csv",
        "Idempotency-Key": key or str(uuid4()),
        "Accept-Language": "en",
    }
    return await caller.http.post("/v1/imports", params=query, content=content, headers=headers)


async def report(world: World, *rows: str, **query: str) -> Json:
    return ok(await send(world, sheet(*rows), **query), 201)


def counts(done: Json) -> tuple[Any, ...]:
    return (done["status"], *(done[name] for name in ("created", "updated", "unchanged", "refused")))


def faults(done: Json) -> list[tuple[Any, ...]]:
    return [(each["line"], each["column"], each["code"]) for each in done["faults"]]


async def employee(world: World, nip: str) -> Json:
    found: Json = (await world["hr"].read("/v1/employees", nip=nip))["items"][0]
    return found


async def test_people_come_in_with_rank_post_diploma_and_account(world: World) -> None:
    done = await report(world, SARI, TONO, DRIA)

    assert counts(done) == ("completed", 3, 0, 0, 0)
    sari = await employee(world, "199003152015042001")
    path = f"/v1/employees/{sari['id']}"
    hr = world["hr"]
    assert (sari["name"], sari["born_on"], sari["sex"]) == ("Sari Dewi", "1990-03-15", "female")
    assert (await hr.read(f"{path}/ranks"))["items"][0]["rank"] == "III/a"
    assert (await hr.read(f"{path}/educations"))["items"][0]["graduated_on"] == "2012-08-01"
    held = (await hr.read(f"{path}/assignments"))["items"]
    assert [(each["position_id"], each["until"]) for each in held] == [(str(world.positions["analis-1"]), None)]
    superiors = await hr.read(f"{path}/superiors")
    assert superiors["items"][0]["name"] == "Kabid"
    accounts = {each["username"]: each for each in (await hr.read("/v1/accounts"))["items"]}
    assert accounts["sari.dewi"]["employee_id"] == sari["id"]
    assert accounts["sari.dewi"]["roles"] == ["employee"]


async def test_the_same_file_twice_changes_nothing(world: World) -> None:
    await report(world, SARI, TONO, DRIA)
    before = await employee(world, "199003152015042001")

    again = await report(world, SARI, TONO, DRIA)

    assert counts(again) == ("completed", 0, 0, 3, 0)
    assert await employee(world, "199003152015042001") == before
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=before["id"])
    assert [entry["action"] for entry in trail["items"]] == ["employee_imported"]


async def test_a_changed_row_adds_to_the_histories(world: World) -> None:
    await report(world, SARI)

    changed = SARI.replace("Sari Dewi", "Sari Dewi, S.Kom").replace("III/a,2022-04-01", "III/b,2026-04-01")
    changed = changed.replace("analis-1,2022-04-01", "analis-3,2026-04-01").replace("s1,2012-08-01", "s2,2024-08-01")
    # A comma in a name needs quotes.
    done = await report(world, changed.replace("Sari Dewi, S.Kom", '"Sari Dewi, S.Kom"'))

    assert counts(done) == ("completed", 0, 1, 0, 0)
    sari = await employee(world, "199003152015042001")
    path = f"/v1/employees/{sari['id']}"
    assert (sari["name"], sari["version"]) == ("Sari Dewi, S.Kom", 2)
    ranks = (await world["hr"].read(f"{path}/ranks"))["items"]
    posts = (await world["hr"].read(f"{path}/assignments"))["items"]
    diplomas = (await world["hr"].read(f"{path}/educations"))["items"]
    assert [(each["rank"], each["since"]) for each in ranks] == [("III/a", "2022-04-01"), ("III/b", "2026-04-01")]
    assert [(each["since"], each["until"]) for each in posts] == [
        ("2022-04-01", "2026-04-01"),
        ("2026-04-01", None),
    ]
    assert [each["level"] for each in diplomas] == ["s1", "s2"]


async def test_a_wrong_value_of_the_same_day_is_corrected(world: World) -> None:
    await report(world, SARI)

    done = await report(world, SARI.replace("III/a", "III/b").replace("analis-1", "analis-3").replace("12-08", "12-09"))

    assert counts(done) == ("completed", 0, 1, 0, 0)
    path = f"/v1/employees/{(await employee(world, '199003152015042001'))['id']}"
    ranks = (await world["hr"].read(f"{path}/ranks"))["items"]
    posts = (await world["hr"].read(f"{path}/assignments"))["items"]
    diplomas = (await world["hr"].read(f"{path}/educations"))["items"]
    assert [each["rank"] for each in ranks] == ["III/b"]
    assert [each["position_id"] for each in posts] == [str(world.positions["analis-3"])]
    assert [each["graduated_on"] for each in diplomas] == ["2012-09-01"]


BAD = [
    (SARI.replace("199003152015042001", "199013152015042001"), "nip", "nip_not_valid", "hr_admin"),
    (SARI.replace("199003152015042001", "199003152015132001"), "nip", "nip_not_valid", "hr_admin"),
    (SARI.replace("199003152015042001", "199003152015043001"), "nip", "nip_not_valid", "hr_admin"),
    (SARI.replace("III/a", "III/z"), "rank", "unknown_rank", "sender"),
    (SARI.replace("III/a", "IX"), "rank", "unknown_rank", "sender"),
    (SARI.replace("bidang", "bagian"), "unit_code", "unknown_unit", "organization_keeper"),
    (SARI.replace("analis-1", "analis-99"), "position_code", "unknown_position", "organization_keeper"),
    (SARI.replace("bidang", "dinas"), "position_code", "position_of_another_unit", "organization_keeper"),
    (SARI.replace("analis-1", "kepala-bidang"), "position_code", "head_post_taken", "hr_admin"),
    (SARI.replace("2012-08-01", "01/08/2012"), "graduated_on", "not_a_date", "sender"),
    (SARI.replace("sari.dewi", "ani"), "username", "username_taken", "account_keeper"),
]


@pytest.mark.parametrize(("row", "column", "code", "fixer"), BAD, ids=[f"{each[2]}-{i}" for i, each in enumerate(BAD)])
async def test_a_bad_row_is_reported_with_who_must_fix_it_and_nothing_is_kept(
    world: World, row: str, column: str, code: str, fixer: str
) -> None:
    done = await report(world, TONO, row)

    assert counts(done) == ("refused", 0, 0, 0, 2)
    assert faults(done) == [(3, column, code)]
    assert done["faults"][0]["fixer"] == fixer
    assert done["faults"][0]["detail"]
    assert len((await world["hr"].read("/v1/employees"))["items"]) == 6


async def test_a_partial_import_keeps_the_good_rows(world: World) -> None:
    done = await report(world, TONO, SARI.replace("III/a", "III/z"), DRIA, partial="true")

    assert counts(done) == ("partial", 2, 0, 0, 1)
    kept = await world["hr"].read(f"/v1/imports/{done['id']}")
    assert kept["is_partial_allowed"] is True
    assert faults(kept) == [(3, "rank", "unknown_rank")]
    assert kept["faults"][0]["value"] == "III/z"
    assert "I/a sampai IV/e" in kept["faults"][0]["detail"]
    every = await world["hr"].read(f"/v1/imports/{done['id']}/faults")
    assert every["items"] == kept["faults"]


async def test_rows_that_contradict_each_other_are_told_apart_by_their_lines(world: World) -> None:
    other = DRIA.replace("bidang,analis-2,2021-01-01", ",,") + "sari.dewi"

    done = await report(world, SARI, SARI, other)

    assert faults(done) == [
        (3, "nip", "repeated_nip"),
        (3, "username", "repeated_username"),
        (4, "username", "repeated_username"),
    ]
    assert "line 2" in done["faults"][0]["detail"]


async def test_a_head_who_moves_in_the_same_file_makes_room(world: World) -> None:
    kabid = await employee_of(world, "kabid")
    leaving = f"{kabid['nip']},Kabid,pns,,,bidang,analis-4,2026-04-01,,,"
    coming = SARI.replace("analis-1,2022-04-01", "kepala-bidang,2026-04-01")

    refused = await report(world, coming, partial="true")
    swapped = await report(world, coming, leaving)

    assert counts(refused) == ("refused", 0, 0, 0, 1)
    assert counts(swapped) == ("completed", 1, 1, 0, 0)
    superiors = await world["hr"].read(f"/v1/employees/{kabid['id']}/superiors")
    assert superiors["items"][0]["name"] == "Sari Dewi"


async def employee_of(world: World, name: str) -> Json:
    return await world["hr"].read(f"/v1/employees/{world.employees[name]}")


async def test_a_history_that_is_ahead_of_the_file_is_left_alone(world: World) -> None:
    ani = await employee_of(world, "ani")

    done = await report(world, f"{ani['nip']},Ani,pns,,,bidang,analis-2,2019-01-01,,,lain")

    assert faults(done) == [(2, "assigned_since", "later_post_recorded")]
    own_name = await report(world, f"{ani['nip']},Ani,pns,,,,,,,,ani")
    other_name = await report(world, f"{ani['nip']},Ani,pns,,,,,,,,ani2")
    assert counts(own_name) == ("completed", 0, 0, 1, 0)
    assert faults(other_name) == [(2, "username", "other_username")]


async def test_an_account_that_is_added_later_counts_as_a_change(world: World) -> None:
    await report(world, TONO)

    done = await report(world, f"{TONO}tono.w")

    assert counts(done) == ("completed", 0, 1, 0, 0)


async def test_an_imported_account_opens_with_a_first_password_given_once(world: World) -> None:
    await report(world, SARI)
    accounts = (await world["hr"].read("/v1/accounts"))["items"]
    path = f"/v1/accounts/{next(each['id'] for each in accounts if each['username'] == 'sari.dewi')}/password"
    sign_in = {"agency": world.code, "username": "sari.dewi", "password": "pelangi-di-atas-waduk"}
    given = {"password": sign_in["password"]}
    http = world["hr"].http

    problem(await http.post("/v1/auth/tokens", json=sign_in), 401, "SIGN_IN_REFUSED")
    problem(await world["kabid"].post(path, given, etag='"v1"'), 403, "FORBIDDEN")
    problem(await world["hr"].post(path, {"password": "sari.dewi-2026"}, etag='"v1"'), 422, "PASSWORD_TOO_WEAK")
    ok(await world["hr"].post(path, given, etag='"v1"'))

    assert ok(await http.post("/v1/auth/tokens", json=sign_in))["token_type"] == "Bearer"
    problem(await world["hr"].post(path, given, etag='"v1"'), 412, "STALE_VERSION")
    problem(await world["hr"].post(path, given, etag='"v2"'), 409, "PASSWORD_ALREADY_SET")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"nip,name\n", "Missing: assigned_since, education"),
        (sheet(header=HEADER.replace("rank,", "pangkat,", 1)), "Unknown: pangkat"),
        (sheet(header=f"{HEADER},nip"), "Repeated: nip"),
        (HEADER.encode() + b"\n\xff\n", "line 2"),
        (HEADER.encode() + b"\n\x00\n", "NUL"),
        (sheet('1,"unfinished'), "line 2"),
    ],
)
async def test_a_file_that_is_no_list_is_refused_as_a_whole(world: World, content: bytes, words: str) -> None:
    refused = problem(await send(world, content), 422, "UNREADABLE_FILE")

    assert words in refused["detail"]
    assert (await world["hr"].read("/v1/imports"))["items"] == []


async def test_semicolons_bom_and_formulas_are_plain_text(world: World) -> None:
    row = TONO.replace("Tono Wijaya", "=1+1").replace(",", ";")

    done = ok(await send(world, b"\xef\xbb\xbf" + sheet(row, header=HEADER.replace(",", ";"))), 201)

    assert counts(done) == ("completed", 1, 0, 0, 0)
    assert (await employee(world, "198811202012031002"))["name"] == "=1+1"


async def test_a_form_with_a_file_does_the_same_and_a_retry_replays(world: World) -> None:
    caller = world["hr"]
    headers = {"Authorization": f"Bearer {caller.token()}", "Idempotency-Key": "once"}
    form = {"file": ("pegawai 2026.csv", sheet(TONO), "text/csv")}

    first = await caller.http.post("/v1/imports", files=form, headers=headers)
    retry = await caller.http.post("/v1/imports", files=form, headers=headers)
    other = await caller.http.post(
        "/v1/imports", files={"file": ("pegawai 2026.csv", sheet(SARI), "text/csv")}, headers=headers
    )

    done = ok(first, 201)
    assert counts(done) == ("completed", 1, 0, 0, 0)
    assert done["file_name"] == "pegawai 2026.csv"
    assert first.headers["location"] == f"/v1/imports/{done['id']}"
    assert (retry.json(), retry.headers["idempotent-replayed"]) == (done, "true")
    problem(other, 422, "IDEMPOTENCY_KEY_REUSED")
    problem(await caller.post("/v1/imports", {"kind": "employees"}), 415, "UNSUPPORTED_MEDIA_TYPE")


async def test_only_hr_imports_and_reads_reports_of_its_own_agency(world: World, worlds: WorldBuilder) -> None:
    done = await report(world, TONO)
    other = await worlds.build()

    problem(await send(world, sheet(TONO), name="kadis"), 403, "FORBIDDEN")
    problem(await world["kadis"].get("/v1/imports"), 403, "FORBIDDEN")
    for path in (f"/v1/imports/{done['id']}", f"/v1/imports/{done['id']}/faults"):
        theirs = problem(await other["hr"].get(path), 404, "NOT_FOUND")
        missing = problem(await other["hr"].get(path.replace(done["id"], str(uuid4()))), 404, "NOT_FOUND")
        assert theirs["detail"] == missing["detail"]
    assert (await other["hr"].read("/v1/imports"))["items"] == []
    assert [each["id"] for each in (await world["hr"].read("/v1/imports"))["items"]] == [done["id"]]
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=done["id"])
    assert trail["items"][0]["details"]["created"] == 1


async def test_a_long_list_takes_no_more_statements_than_a_short_one(world: World, app: FastAPI) -> None:
    said: list[str] = []

    def hear(*given: Any) -> None:
        said.append(given[2])

    engine = app.state.database.connections.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        few = await report(world, *people(10, first=0))
        first = len(said)
        said.clear()
        many = await report(world, *people(2_000, first=100))
    finally:
        event.remove(engine, "before_cursor_execute", hear)

    assert (few["created"], many["created"]) == (10, 2_000)
    assert len(said) <= first + 4


def people(count: int, *, first: int) -> list[str]:
    """Return rows of people who differ in year and number."""
    rest = SARI.partition(",pns,")[2].removesuffix("sari.dewi")
    return [
        f"{1960 + each // 999}03152015042{each % 999 + 1:03},Pegawai {each},pns,{rest}"
        for each in range(first, first + count)
    ]


async def test_the_command_line_takes_over_a_file_without_an_account(world: World) -> None:
    async with world.database.write(world.agency_id) as uow:
        done = await import_employees(uow, None, sheet(TONO, SARI.replace("III/a", "V/a")), partial=True)
        await uow.finish()

    assert (done.status, done.counts.created, done.counts.refused) == ("partial", 1, 1)
    wrong, fixer = describe_fault(done.faults[0])
    assert "PNS" in wrong.en
    assert fixer.en == "Whoever made the file"
    assert (await world["hr"].read(f"/v1/imports/{done.import_id}"))["actor_name"] == "-"
