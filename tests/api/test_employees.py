"""People, their histories, and who rates whom on a day."""

from datetime import UTC, datetime

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import problem
from tests.support.world import World, WorldBuilder

NEW = {"nip": "199003152015041002", "name": "Sari Dewi", "employment": "pns"}


async def test_an_employee_is_added_with_what_the_nip_says(world: World) -> None:
    employee = await world["hr"].create("/v1/employees", NEW)

    assert (employee["born_on"], employee["sex"]) == ("1990-03-15", "male")


@pytest.mark.parametrize(
    ("nip", "employment", "words"),
    [
        ("199013152015041002", "pns", "1-8"),
        ("199003152015131002", "pns", "13-14"),
        ("199003152015043002", "pns", "15"),
        ("199003152000041002", "pns", "9-12"),
        ("199003152015211002", "pns", "PPPK"),
        ("199003152015041002", "pppk", "PNS"),
    ],
)
async def test_an_impossible_nip_is_refused_with_the_digits_and_the_law(
    world: World, nip: str, employment: str, words: str
) -> None:
    response = await world["hr"].post("/v1/employees", NEW | {"nip": nip, "employment": employment})

    refused = problem(response, 422, "NIP_REFUSED")
    assert words in refused["detail"]
    assert refused["errors"][0]["pointer"] == "/nip"
    assert refused["basis"]


async def test_the_line_of_superiors_comes_from_the_tree(world: World) -> None:
    line = await world["ani"].read(f"/v1/employees/{world.employees['ani']}/superiors")
    head = await world["kabid"].read(f"/v1/employees/{world.employees['kabid']}/superiors")

    assert [(each["name"], each["level"]) for each in line["items"]] == [("Kabid", 1), ("Kadis", 2)]
    assert [(each["name"], each["level"]) for each in head["items"]] == [("Kadis", 1)]


async def test_an_acting_head_rates_only_on_the_days_of_the_appointment(world: World, clock: FixedClock) -> None:
    await world["hr"].create(
        "/v1/delegations",
        {
            "unit_id": str(world.units["bidang"]),
            "employee_id": str(world.employees["citra"]),
            "capacity": "plt",
            "since": "2026-05-01",
            "until": "2026-06-01",
            "decree": "800/12/2026",
        },
    )
    path = f"/v1/employees/{world.employees['ani']}/superiors"

    during = await world["hr"].read(path, on="2026-05-31")
    after = await world["hr"].read(path, on="2026-06-01")
    clock.instant = datetime(2026, 5, 2, 3, tzinfo=UTC)

    assert (during["items"][0]["name"], during["items"][0]["capacity"]) == ("Citra", "plt")
    assert after["items"][0]["name"] == "Kabid"
    assert (await world["citra"].read(f"/v1/employees/{world.employees['ani']}"))["name"] == "Ani"
    assert len((await world["hr"].read("/v1/delegations"))["items"]) == 1


async def test_people_see_themselves_and_whom_they_lead(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.build()

    own = await world["ani"].read("/v1/employees")
    led = await world["kabid"].read("/v1/employees")
    everybody = await world["auditor"].read("/v1/employees")

    assert [each["name"] for each in own["items"]] == ["Ani"]
    assert {each["name"] for each in led["items"]} == {"Kabid", "Ani", "Budi", "Citra", "Dewi"}
    assert len(everybody["items"]) == 6
    in_unit = await world["hr"].read("/v1/employees", unit_id=str(world.units["bidang"]))
    by_nip = await world["hr"].read("/v1/employees", nip=everybody["items"][0]["nip"])
    assert len(in_unit["items"]) == 5
    assert by_nip["items"] == everybody["items"][:1]
    problem(await world["ani"].get(f"/v1/employees/{other.employees['ani']}"), 404, "NOT_FOUND")
    problem(await world["hr"].get(f"/v1/employees/{other.employees['ani']}"), 404, "NOT_FOUND")


HISTORIES = [
    ("ranks", {"rank": "III/b", "since": "2026-04-01", "decree": "823/1"}),
    ("educations", {"level": "s2", "graduated_on": "2024-08-01", "school": "Universitas Terbuka"}),
    ("sanctions", {"level": "ringan", "kind": "Teguran tertulis", "since": "2026-01-01", "decree": "880/3"}),
    ("exams", {"exam": "ujian_dinas_1", "passed_on": "2025-09-01"}),
]


@pytest.mark.parametrize(("kind", "row"), HISTORIES, ids=[kind for kind, _ in HISTORIES])
async def test_a_history_is_recorded_and_is_nobody_elses_business(
    world: World, kind: str, row: dict[str, object]
) -> None:
    path = f"/v1/employees/{world.employees['ani']}/{kind}"

    await world["hr"].create(path, row)

    assert row.items() <= (await world["ani"].read(path))["items"][-1].items()
    assert await world["kabid"].read(path) == await world["auditor"].read(path)
    problem(await world["budi"].get(path), 404, "NOT_FOUND")
    problem(await world["kabid"].post(path, row), 403, "FORBIDDEN")


async def test_a_declared_relative_is_recorded(world: World) -> None:
    path = f"/v1/employees/{world.employees['ani']}/relations"

    await world["hr"].create(path, {"relative_id": str(world.employees["budi"]), "kind": "saudara kandung"})

    assert (await world["ani"].read(path))["items"][0]["relative_id"] == str(world.employees["budi"])


async def test_a_rank_that_does_not_exist_is_refused(world: World) -> None:
    path = f"/v1/employees/{world.employees['ani']}/ranks"

    problem(await world["hr"].post(path, {"rank": "VII", "since": "2026-04-01"}), 422, "UNKNOWN_RANK")


async def test_a_new_post_ends_the_one_before_and_a_taken_heads_post_is_refused(world: World) -> None:
    hr = world["hr"]
    post = await hr.create(
        "/v1/positions",
        {"code": "analis-9", "name": "Analis", "kind": "executor", "unit_id": str(world.units["dinas"])},
    )
    path = f"/v1/employees/{world.employees['ani']}/assignments"

    await hr.create(path, {"position_id": post["id"], "since": "2026-04-01"})

    held = (await hr.read(path))["items"]
    assert [(each["since"], each["until"]) for each in held] == [("2020-01-01", "2026-04-01"), ("2026-04-01", None)]
    head = {"position_id": str(world.positions["kepala-dinas"]), "since": "2026-04-01"}
    problem(await hr.post(path, head), 409, "HEAD_POSITION_TAKEN")


async def test_an_acting_appointment_ends_on_another_day_and_is_alone_on_its_days(world: World) -> None:
    acting = {"unit_id": str(world.units["bidang"]), "employee_id": str(world.employees["citra"]), "capacity": "plt"}
    days = {"since": "2026-05-01", "until": "2026-08-01", "decree": "800/12/2026"}
    made = await world["hr"].create("/v1/delegations", acting | days)
    path, line = f"/v1/delegations/{made['id']}", f"/v1/employees/{world.employees['ani']}/superiors?on=2026-07-01"
    acted = (await world["hr"].read(line))["items"][0]["name"]

    second = await world["hr"].post("/v1/delegations", acting | days | {"since": "2026-07-01", "until": "2026-09-01"})
    too_early = await world["hr"].put(f"{path}/end", {"until": "2026-05-01"}, etag='"v1"')
    ended = await world["hr"].put(f"{path}/end", {"until": "2026-06-15", "end_decree": "800/19/2026"}, etag='"v1"')
    stale = await world["hr"].put(f"{path}/end", {"until": "2026-06-20"}, etag='"v1"')
    follows = await world["hr"].create("/v1/delegations", acting | days | {"since": "2026-06-15"})
    longer = await world["hr"].put(f"{path}/end", {"until": "2026-06-16"}, etag='"v2"')

    assert problem(second, 409, "ACTS_ALREADY")["delegation_id"] == made["id"]
    assert problem(too_early, 422, "DELEGATION_ENDS_BEFORE_IT_BEGINS")["errors"][0]["pointer"] == "/until"
    assert (ended.json()["until"], ended.json()["version"]) == ("2026-06-15", 2)
    problem(stale, 412, "STALE_VERSION")
    assert problem(longer, 409, "ACTS_ALREADY")["delegation_id"] == follows["id"]
    assert (acted, await world["hr"].read(path)) == ("Citra", ended.json())


async def test_from_the_end_of_an_acting_appointment_on_the_head_rates_again(world: World) -> None:
    acting = {"unit_id": str(world.units["bidang"]), "employee_id": str(world.employees["citra"]), "capacity": "plh"}
    days = {"since": "2026-05-01", "until": "2026-08-01", "decree": "800/12/2026"}
    made = await world["hr"].create("/v1/delegations", acting | days)

    await world["hr"].put(f"/v1/delegations/{made['id']}/end", {"until": "2026-06-15"}, etag='"v1"')

    line = f"/v1/employees/{world.employees['ani']}/superiors"
    officials = [
        (await world["hr"].read(f"{line}?on={day}"))["items"][0]["name"] for day in ("2026-06-14", "2026-06-15")
    ]
    assert officials == ["Citra", "Kabid"]


async def test_who_is_released_holds_no_post_from_that_day_and_a_heads_post_is_free(world: World) -> None:
    head, path = world.employees["kabid"], f"/v1/employees/{world.employees['kabid']}"

    left = await world["hr"].create(f"{path}/releases", {"since": "2026-03-01", "decree": "888/1/2026"})
    line = await world["hr"].read(f"/v1/employees/{world.employees['ani']}/superiors")
    again = await world["hr"].post(f"{path}/releases", {"since": "2026-03-01", "decree": "888/1/2026"})
    taken = {"position_id": str(world.positions["kepala-bidang"]), "since": "2026-03-01"}
    given = await world["hr"].create(f"/v1/employees/{world.employees['citra']}/assignments", taken)

    assert (left["until"], given["since"]) == ("2026-03-01", "2026-03-01")
    assert [each["name"] for each in line["items"]] == ["Kadis"]
    refused = problem(again, 409, "HOLDS_NO_POST")
    assert "2026-03-01" in refused["detail"]
    trail = await world["auditor"].read(f"/v1/audit-entries?resource_id={head}")
    [entry] = [each for each in trail["items"] if each["action"] == "released"]
    assert entry["details"]["decree"] == "888/1/2026"


@pytest.mark.parametrize("day", ["2019-01-01", "2026-02-30"])
async def test_nobody_is_released_before_the_post_began_or_on_no_day(world: World, day: str) -> None:
    path = f"/v1/employees/{world.employees['ani']}"
    before = await world["hr"].read(f"{path}/assignments")

    refused = await world["hr"].post(f"{path}/releases", {"since": day, "decree": "888/1/2026"})

    assert refused.status_code in {409, 422}
    assert await world["hr"].read(f"{path}/assignments") == before


async def test_a_name_is_corrected_with_a_trail(world: World) -> None:
    employee = await world["hr"].read(f"/v1/employees/{world.employees['ani']}")

    changed = await world["hr"].patch(f"/v1/employees/{employee['id']}", {"name": "Ani Lestari"}, etag='"v1"')

    assert changed.json()["name"] == "Ani Lestari"
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=employee["id"])
    assert [(each["action"], each["version_after"]) for each in trail["items"]] == [("employee_changed", 2)]
