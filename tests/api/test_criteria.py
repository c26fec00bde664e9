"""By what am I judged? Criteria of one's own post and year, and the record of who has read them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import asyncpg
import pytest

from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.embedded import EmbeddedPostgres
from tests.support.caller import Caller, Json, ok, problem
from tests.support.steps import open_cycle
from tests.support.world import World, WorldBuilder

CRITERIA, READ = "/v1/criteria", "/v1/criteria-acknowledgements"
COUNTS = "/v1/criteria-acknowledgement-counts"


@pytest.fixture
async def year(world: World) -> str:
    """Return the id of the performance year 2026, open."""
    return str((await open_cycle(world))["id"])


async def criteria_of(caller: Caller, year: str, language: str = "id") -> Json:
    headers = {"Authorization": f"Bearer {caller.token()}", "Accept-Language": language}
    return ok(await caller.http.get(CRITERIA, params={"cycle_id": year}, headers=headers))


async def acknowledge(caller: Caller, year: str) -> Json:
    """Read the criteria, and say so."""
    read = await caller.read(CRITERIA, cycle_id=year)
    return await caller.create(READ, {"cycle_id": year, "criteria_sha256": read["criteria_sha256"]})


OTHERS = {"discipline": "0", "self_assessment": "0"}


async def publish_weights(world: World, **weights: str) -> Json:
    """Have the agency publish weights of its own from this year on."""
    overlay: dict[str, Any] = {
        "key": "composite_default",
        "title": {"id": "Nilai kinerja kota", "en": "Score of the city"},
        "since": "2026-01-01",
        "regulation": {"name": "Peraturan Wali Kota", "number": "12", "year": 2026, "verification": "verbatim"},
        "adjustments": [{"parameter": "component_weights", "value": OTHERS | weights, "article": "Pasal 7"}],
    }
    path = f"/v1/policy-overlays/{(await world['hr'].create('/v1/policy-overlays', overlay))['id']}"
    ok(await world["ppk"].step(path, "review"))
    return ok(await world["ppk"].step(path, "publish", "Berlaku sejak awal tahun."))


async def test_an_employee_reads_what_is_looked_at_how_it_weighs_and_on_which_article(world: World, year: str) -> None:
    read = await criteria_of(world["ani"], year)
    criteria = {each["code"]: each for each in read["criteria"]}

    assert (read["position_name"], read["unit_name"], read["is_unit_head"]) == ("Pengolah Data", "Bidang Data", False)
    assert {code: each["weight"] for code, each in criteria.items() if each["weight"]} == {
        "work_result": "60",
        "behavior": "30",
        "citizen_satisfaction": "10",
    }
    assert criteria["work_result"]["instrument"] == "PermenPANRB 6/2022"
    assert criteria["work_result"]["weight_basis"]["instrument"] == "Kebijakan instansi"
    assert criteria["work_result"]["explanation"].startswith("Realisasi rencana hasil kerja di SKP Anda")
    values = [each for each in read["criteria"] if each["weight"] is None]
    assert len(values) == 7
    assert {each["weight_basis"] for each in values} == {None}
    assert {each["policy_key"] for each in read["rules"]} == {
        "permenpanrb_6_2022",
        "composite_default",
        "permenpanrb_14_2017",
    }
    assert all(each["article"] for each in (*read["criteria"], *read["rules"]))


async def test_the_same_is_said_in_english(world: World, year: str) -> None:
    indonesian, english = [await criteria_of(world["ani"], year, language) for language in ("id", "en")]

    assert indonesian["criteria"][0]["explanation"] != english["criteria"][0]["explanation"]
    assert english["criteria"][0]["explanation"].startswith("What you achieved of the targets in your plan")
    assert indonesian["criteria_sha256"] == english["criteria_sha256"]


async def test_the_head_of_a_unit_is_told_that_the_unit_s_result_is_theirs(world: World, year: str) -> None:
    head, member = await criteria_of(world["kabid"], year, "en"), await criteria_of(world["ani"], year, "en")

    assert head["is_unit_head"]
    assert head["criteria"][0]["explanation"].startswith("You head a unit")
    told = [{each["text"] for each in read["rules"]} for read in (head, member)]
    assert told[0] - told[1] == {"work-result rating of the head of a unit by the result of the organisation"}


async def test_the_agency_s_own_policy_shows_with_its_regulation(world: World, year: str) -> None:
    before = await criteria_of(world["ani"], year)
    overlay = await publish_weights(world, work_result="50", behavior="30", citizen_satisfaction="20")
    after = await criteria_of(world["ani"], year)

    criterion = next(each for each in after["criteria"] if each["code"] == "citizen_satisfaction")
    assert criterion["weight"] == "20"
    assert criterion["weight_basis"] == {
        "instrument": "Peraturan Wali Kota Nomor 12 Tahun 2026",
        "article": "Pasal 7",
        "verification": "verbatim",
    }
    assert criterion["instrument"] == "PermenPANRB 14/2017"
    assert overlay["id"] in {each["version_id"] for each in after["policies"]}
    assert before["criteria_sha256"] != after["criteria_sha256"]


async def test_who_holds_no_post_has_no_criteria(world: World, year: str) -> None:
    digest = "0" * 64

    problem(await world["hr"].get(CRITERIA, cycle_id=year), 409, "NO_POST_FOR_CRITERIA")
    problem(await world["hr"].post(READ, {"cycle_id": year, "criteria_sha256": digest}), 403, "FORBIDDEN")
    problem(await world["ani"].get(CRITERIA, cycle_id="0198c0de-0000-7000-8000-000000000000"), 404, "NOT_FOUND")


async def test_an_acknowledgement_says_who_when_and_which_versions(world: World, year: str) -> None:
    before = await criteria_of(world["ani"], year)
    answer = await world["ani"].post(READ, {"cycle_id": year, "criteria_sha256": before["criteria_sha256"]})
    said = ok(answer, 201)
    after = await criteria_of(world["ani"], year)

    assert before["acknowledged_at"] is None
    assert after["acknowledged_at"] == said["acknowledged_at"] == "2026-04-06T05:00:00.000000Z"
    assert answer.headers["Location"] == f"{READ}/{said['id']}"
    assert (said["employee_id"], said["employee_name"]) == (str(world.employees["ani"]), "Ani")
    assert said["policies"] == before["policies"]
    assert await world["ani"].read(f"{READ}/{said['id']}") == said
    trail = (await world["auditor"].read("/v1/audit-entries", resource_id=said["id"]))["items"]
    assert [each["action"] for each in trail] == ["acknowledged"]


async def test_saying_it_again_records_nothing_twice(world: World, year: str) -> None:
    first = await acknowledge(world["ani"], year)
    again = await acknowledge(world["ani"], year)
    read = await criteria_of(world["budi"], year)
    body = {"cycle_id": year, "criteria_sha256": read["criteria_sha256"]}
    at_once = await asyncio.gather(*(world["budi"].post(READ, body) for _ in range(4)))

    assert again == first
    assert {answer.status_code for answer in at_once} == {201}
    assert len({answer.json()["id"] for answer in at_once}) == 1
    assert len((await world["hr"].read(READ, cycle_id=year))["items"]) == 2


async def test_criteria_that_nobody_showed_cannot_be_acknowledged(world: World, year: str) -> None:
    refused = problem(
        await world["ani"].post(READ, {"cycle_id": year, "criteria_sha256": "0" * 64}), 409, "CRITERIA_CHANGED"
    )

    assert refused["basis"][0]["instrument"] == "UU 30/2014"
    assert refused["criteria_sha256"] == (await criteria_of(world["ani"], year))["criteria_sha256"]


async def test_a_new_version_asks_for_a_new_acknowledgement_and_the_old_one_stays(world: World, year: str) -> None:
    first = await acknowledge(world["ani"], year)
    await acknowledge(world["budi"], year)
    await publish_weights(world, work_result="50", behavior="30", citizen_satisfaction="20")
    stale = {"cycle_id": year, "criteria_sha256": first["criteria_sha256"]}

    assert (await criteria_of(world["ani"], year))["acknowledged_at"] is None
    problem(await world["ani"].post(READ, stale), 409, "CRITERIA_CHANGED")
    second = await acknowledge(world["ani"], year)
    counts = await world["hr"].read(COUNTS, cycle_id=year)

    assert second["criteria_sha256"] != first["criteria_sha256"]
    own = (await world["ani"].read(READ))["items"]
    assert [each["id"] for each in own] == [second["id"], first["id"]]
    assert {name: counts[name] for name in ("employees", "acknowledged", "outdated", "outstanding")} == {
        "employees": 6,
        "acknowledged": 1,
        "outdated": 1,
        "outstanding": 4,
    }


async def test_hr_and_auditors_see_how_many_have_read_and_others_only_their_own(
    world: World, worlds: WorldBuilder, year: str
) -> None:
    said = await acknowledge(world["ani"], year)
    elsewhere = await worlds.build()

    for name in ("hr", "auditor"):
        counts = await world[name].read(COUNTS, cycle_id=year)
        assert (counts["employees"], counts["acknowledged"], counts["outstanding"]) == (6, 1, 5)
        assert [each["id"] for each in (await world[name].read(READ, cycle_id=year))["items"]] == [said["id"]]
    for caller in (world["kabid"], world["survey"]):
        problem(await caller.get(COUNTS, cycle_id=year), 403, "FORBIDDEN")
        assert (await caller.read(READ))["items"] == []
        problem(await caller.get(f"{READ}/{said['id']}"), 404, "NOT_FOUND")
    problem(await elsewhere["hr"].get(COUNTS, cycle_id=year), 404, "NOT_FOUND")
    problem(await elsewhere["hr"].get(f"{READ}/{said['id']}"), 404, "NOT_FOUND")


async def test_who_has_left_is_not_counted(world: World, year: str, migrated: EmbeddedPostgres) -> None:
    await acknowledge(world["ani"], year)
    async with app_in(migrated, world) as connection:
        ended = await connection.execute(
            "UPDATE assignment SET until = $2 WHERE employee_id = $1", world.employees["ani"], date(2026, 4, 1)
        )

    assert ended == "UPDATE 1"
    counts = await world["hr"].read(COUNTS, cycle_id=year)
    assert (counts["employees"], counts["acknowledged"], counts["outstanding"]) == (5, 0, 5)


async def test_the_app_cannot_change_or_remove_an_acknowledgement(
    world: World, year: str, migrated: EmbeddedPostgres
) -> None:
    said = await acknowledge(world["ani"], year)
    async with app_in(migrated, world) as connection:
        for statement in (
            "UPDATE criteria_acknowledgement SET employee_name = 'Orang Lain' WHERE id = $1",
            "DELETE FROM criteria_acknowledgement WHERE id = $1",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement, said["id"])


@asynccontextmanager
async def app_in(migrated: EmbeddedPostgres, world: World) -> AsyncIterator["asyncpg.Connection"]:
    """Work as the app's role in the agency of the test."""
    connection = await asyncpg.connect(**migrated.arguments(APP))
    try:
        await connection.execute(f"SET app.agency_id = '{world.agency_id}'")
        yield connection
    finally:
        await connection.close()
