"""Statuses of service: study, leave outside state cost, assignment elsewhere, long leave; and the day of the SPMT."""

from typing import Any

import pytest

from tests.support.caller import Json, ok, problem
from tests.support.world import World, WorldBuilder

STUDY = {"kind": "tugas_belajar", "since": "2026-08-01", "decree": "824/1"}
LEAVE = {"kind": "cltn", "since": "2026-02-01", "until": "2026-06-01", "decree": "850/1"}


def path_of(world: World, name: str = "ani") -> str:
    return f"/v1/employees/{world.employees[name]}/statuses"


async def recorded(world: World, given: Json, name: str = "ani") -> Json:
    return await world["hr"].create(path_of(world, name), given)


async def test_a_status_is_recorded_with_its_decree_and_the_code_of_siasn(world: World) -> None:
    study = await recorded(world, STUDY)
    leave = await recorded(world, LEAVE)

    assert STUDY.items() <= study.items()
    assert (study["until"], study["siasn_code"], leave["siasn_code"]) == (None, "03", "02")
    assert await world["ani"].read(path_of(world)) == {"items": [study, leave], "next": None}
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=str(world.employees["ani"]))
    assert [each["action"] for each in trail["items"]] == ["status_recorded", "status_recorded"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("perpanjangan_cltn", "13"), ("cuti_sakit", None), ("cuti_besar", None), ("cuti_melahirkan", None)],
)
async def test_every_kind_is_known_and_only_legal_statuses_have_a_code(
    world: World, kind: str, code: str | None
) -> None:
    assert (await recorded(world, LEAVE | {"kind": kind}))["siasn_code"] == code


async def test_a_status_is_the_business_of_the_person_and_those_above(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.build()
    kept = await recorded(world, LEAVE)
    one = f"/v1/employee-statuses/{kept['id']}"

    for name in ("ani", "kabid", "kadis", "auditor", "hr"):
        assert await world[name].read(one) == kept
    for caller in (world["budi"], other["hr"]):
        problem(await caller.get(one), 404, "NOT_FOUND")
        problem(await caller.get(path_of(world)), 404, "NOT_FOUND")
    problem(await world["kabid"].post(path_of(world), LEAVE), 403, "FORBIDDEN")


async def test_the_detail_shows_the_statuses_to_those_who_may_read_them(world: World) -> None:
    before = ok(await world["hr"].get(f"/v1/employees/{world.employees['kabid']}"))
    kept = await recorded(world, LEAVE, "kabid")
    detail = f"/v1/employees/{world.employees['kabid']}"

    assert before["statuses"] == []
    shown = await world["kabid"].read(detail)
    assert (shown["statuses"], shown["version"]) == ([kept], before["version"] + 1)
    assert (await world["ani"].read(f"/v1/employees/{world.employees['ani']}"))["statuses"] == []


async def test_two_statuses_do_not_hold_on_the_same_day(world: World) -> None:
    kept = await recorded(world, LEAVE)

    refused = problem(
        await world["hr"].post(path_of(world), LEAVE | {"since": "2026-05-31", "until": None}), 409, "STATUS_OVERLAPS"
    )

    assert refused["status_id"] == kept["id"]
    await recorded(world, LEAVE | {"kind": "perpanjangan_cltn", "since": "2026-06-01", "until": None})
    await recorded(world, STUDY, "budi")
    await recorded(world, LEAVE, "budi")
    problem(await world["hr"].post(path_of(world), STUDY | {"since": "2027-01-01"}), 409, "STATUS_OVERLAPS")


async def test_the_return_from_leave_is_recorded_on_the_version_that_was_seen(world: World) -> None:
    kept = await recorded(world, LEAVE | {"until": None})
    path = f"/v1/employee-statuses/{kept['id']}/end"
    end = {"until": "2026-04-15", "end_decree": "850/9"}
    hr = world["hr"]

    problem(await hr.put(path, end, etag='"v7"'), 412, "STALE_VERSION")
    ended = ok(await hr.put(path, end, etag='"v1"'))

    assert (ended["until"], ended["end_decree"], ended["version"]) == ("2026-04-15", "850/9", 2)
    problem(await hr.put(path, {"until": "2026-02-01"}, etag='"v2"'), 422, "STATUS_ENDS_BEFORE_IT_BEGINS")
    later = await recorded(world, STUDY)
    refused = problem(await hr.put(path, {"until": "2026-08-02"}, etag='"v2"'), 409, "STATUS_OVERLAPS")
    assert refused["status_id"] == later["id"]
    assert ok(await hr.put(path, {"until": "2026-08-01"}, etag='"v2"'))["end_decree"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"until": "2026-02-01"},
        {"host_agency": "Kota Lain"},
        {"kind": "diperbantukan"},
        {"kind": "pensiun"},
        {"decree": ""},
    ],
)
async def test_a_status_that_cannot_be_is_refused(world: World, change: dict[str, Any]) -> None:
    problem(await world["hr"].post(path_of(world), LEAVE | change), 422, "INVALID")


async def test_an_assignment_elsewhere_names_the_host_agency(world: World) -> None:
    elsewhere = {"kind": "diperbantukan", "since": "2026-01-01", "decree": "824/3", "host_agency": "Kemendagri"}

    assert (await recorded(world, elsewhere))["host_agency"] == "Kemendagri"


CPNS = {"nip": "199903152026041002", "name": "Sari Dewi", "employment": "cpns"}


async def test_the_day_of_the_spmt_is_kept_and_not_before_the_appointment(world: World) -> None:
    hr = world["hr"]

    early = problem(await hr.post("/v1/employees", CPNS | {"spmt_on": "2026-03-31"}), 422, "SPMT_BEFORE_APPOINTMENT")
    person = await hr.create("/v1/employees", CPNS | {"spmt_on": "2026-04-20"})

    assert "2026-04-01" in early["detail"]
    assert (early["errors"][0]["pointer"], early["basis"] != []) == ("/spmt_on", True)
    path = f"/v1/employees/{person['id']}"
    assert (person["spmt_on"], person["statuses"]) == ("2026-04-20", [])
    assert ok(await hr.patch(path, {"spmt_on": "2026-05-02"}, etag='"v1"'))["spmt_on"] == "2026-05-02"
    assert ok(await hr.patch(path, {"employment": "pns"}, etag='"v2"'))["spmt_on"] == "2026-05-02"
    problem(await hr.patch(path, {"spmt_on": "2025-12-01"}, etag='"v3"'), 422, "SPMT_BEFORE_APPOINTMENT")
