"""The dated tree of units, and posts, over HTTP."""

import httpx

from tests.support.caller import ok, problem
from tests.support.world import World, WorldBuilder


async def test_a_unit_is_added_moved_and_closed_and_every_past_day_stays_readable(world: World) -> None:
    hr = world["hr"]
    unit = await hr.create(
        "/v1/units",
        {"code": "seksi-1", "name": "Seksi Satu", "parent_id": str(world.units["bidang"]), "since": "2026-01-01"},
    )
    path = f"/v1/units/{unit['id']}"

    moved = ok(
        await hr.post(f"{path}/moves", {"parent_id": str(world.units["dinas"]), "since": "2026-03-01"}, etag='"v1"')
    )
    assert moved["parent_id"] == str(world.units["dinas"])
    assert (await hr.read(path, on="2026-02-28"))["parent_id"] == str(world.units["bidang"])
    assert (await hr.read(path, on="2026-03-01"))["parent_id"] == str(world.units["dinas"])
    ok(await hr.post(f"{path}/closures", {"until": "2026-04-01"}, etag='"v2"'))
    problem(await hr.get(path, on="2026-04-01"), 404, "NOT_FOUND")
    assert (await hr.read(path, on="2026-03-31"))["name"] == "Seksi Satu"


async def test_a_unit_cannot_stand_below_itself_and_one_with_units_below_cannot_close(world: World) -> None:
    hr, top = world["hr"], f"/v1/units/{world.units['dinas']}"
    below = {"parent_id": str(world.units["bidang"]), "since": "2026-04-01"}

    problem(await hr.post(f"{top}/moves", below, etag='"v1"'), 409, "UNIT_CYCLE")
    problem(await hr.post(f"{top}/closures", {"until": "2026-04-01"}, etag='"v1"'), 409, "UNIT_HAS_UNITS_BELOW")
    assert (await hr.read(top))["version"] == 1


async def test_a_unit_is_renamed_only_in_the_version_that_was_seen(world: World) -> None:
    path = f"/v1/units/{world.units['bidang']}"

    problem(await world["hr"].patch(path, {"name": "Bidang Baru"}, etag='"v9"'), 412, "STALE_VERSION")
    renamed = ok(await world["hr"].patch(path, {"name": "Bidang Baru"}, etag='"v1"'))

    assert (renamed["name"], renamed["version"]) == ("Bidang Baru", 2)


async def test_units_and_posts_are_listed(world: World) -> None:
    units = await world["ani"].read("/v1/units")
    below = await world["ani"].read("/v1/units", parent_id=str(world.units["dinas"]))
    posts = await world["ani"].read("/v1/positions", unit_id=str(world.units["bidang"]))

    assert {unit["code"] for unit in units["items"]} == {"dinas", "bidang"}
    assert [unit["code"] for unit in below["items"]] == ["bidang"]
    assert len(posts["items"]) == 5
    assert (await world["ani"].read(f"/v1/positions/{posts['items'][0]['id']}")) == posts["items"][0]
    assert (await world["ani"].read("/v1/reference/positions"))["items"]


async def test_a_post_is_added_and_a_second_head_is_refused(world: World) -> None:
    given = {"code": "analis-9", "name": "Analis", "kind": "executor", "unit_id": str(world.units["bidang"])}

    post = await world["hr"].create("/v1/positions", given)
    assert post["is_unit_head"] is False
    problem(
        await world["hr"].post("/v1/positions", given | {"code": "kepala-2", "is_unit_head": True}),
        409,
        "ALREADY_EXISTS",
    )
    unknown = await world["hr"].post("/v1/positions", given | {"code": "x-1", "level": "madya"})
    problem(unknown, 422, "UNKNOWN_POSITION_LEVEL")


async def test_a_post_is_corrected_where_it_is_wrong_and_in_the_version_that_was_seen(world: World) -> None:
    hr, path = world["hr"], f"/v1/positions/{world.positions['kepala-bidang']}"
    decree = "821/9/2026"

    changed = ok(await hr.patch(path, {"level": "V.a", "rating_decree": decree}, etag='"v1"'))
    assert (changed["name"], changed["level"], changed["rating_decree"]) == ("Kepala Bidang", "V.a", decree)
    stale = await hr.patch(path, {"name": "Kepala Seksi"}, etag='"v1"')
    problem(stale, 412, "STALE_VERSION")
    renamed = ok(await hr.patch(path, {"name": "Kepala Seksi"}, etag='"v2"'))
    assert (renamed["name"], renamed["level"], renamed["rating_decree"]) == ("Kepala Seksi", "V.a", decree)
    taken = ok(await hr.patch(path, {"rating_decree": None}, etag='"v3"'))

    assert (taken["rating_decree"], taken["version"]) == (None, 4)
    unknown = problem(await hr.patch(path, {"level": "ahli_muda"}, etag='"v4"'), 422, "UNKNOWN_POSITION_LEVEL")
    assert unknown["errors"][0]["pointer"] == "/level"
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=str(world.positions["kepala-bidang"]))
    assert {"level": "V.a", "rating_decree": decree} in [each["details"] for each in trail["items"]]


async def test_only_a_head_is_given_the_authority_to_rate(world: World) -> None:
    hr, decree = world["hr"], {"rating_decree": "821/9/2026"}
    post = {"code": "analis-9", "name": "Analis", "kind": "executor", "unit_id": str(world.units["bidang"])}

    answers = [
        await hr.post("/v1/positions", post | decree),
        await hr.patch(f"/v1/positions/{world.positions['analis-1']}", decree, etag='"v1"'),
    ]

    for answer in answers:
        refused = problem(answer, 422, "ONLY_HEADS_RATE")
        assert (refused["errors"][0]["pointer"], refused["basis"][0]["instrument"]) == ("/rating_decree", "PP 30/2019")


async def test_another_agencys_unit_is_like_a_missing_one(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.build()
    theirs, nothing = str(other.units["dinas"]), "0198c0de-0000-7000-8000-000000000000"

    for unit_id in (theirs, nothing):
        problem(await world["hr"].get(f"/v1/units/{unit_id}"), 404, "NOT_FOUND")
        assert (await world["hr"].read("/v1/units", parent_id=unit_id))["items"] == []
        problem(
            await world["hr"].post(
                "/v1/units", {"code": "x", "name": "X", "parent_id": unit_id, "since": "2026-01-01"}
            ),
            404,
            "NOT_FOUND",
        )


async def test_an_agency_is_made_by_the_platform_with_its_first_administrator(
    http: httpx.AsyncClient, world: World, worlds: WorldBuilder
) -> None:
    platform = await worlds.platform()
    administrator = {
        "username": "admin",
        "display_name": "Pengelola",
        "password": "kebun-teh-pagi-hari",
        "roles": ["hr_admin"],
    }
    given = {
        "code": f"{world.code}-baru",
        "name": "Kota Baru",
        "time_zone": "Asia/Jayapura",
        "administrator": administrator,
    }

    agency = await platform.create("/v1/agencies", given)

    problem(await world["hr"].post("/v1/agencies", given), 403, "FORBIDDEN")
    problem(await world["hr"].get("/v1/agencies"), 403, "FORBIDDEN")
    problem(await platform.get("/v1/employees"), 403, "FORBIDDEN")
    tokens = ok(
        await http.post(
            "/v1/auth/tokens",
            json={"agency": agency["code"], "username": "admin", "password": administrator["password"]},
        )
    )
    own = await http.get("/v1/agencies/current", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert ok(own) == agency
    listed = await platform.read_all("/v1/agencies", limit=200)
    assert {agency["code"], world.code} <= {each["code"] for each in listed}
