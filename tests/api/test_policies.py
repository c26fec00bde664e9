"""Policies over HTTP: which rules there are, on which law they rest, and that no version is ever lost."""

from dataclasses import replace

import asyncpg
import pytest

from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.policies import repository
from kinerja_api.policies.loader import load_national
from kinerja_api.policies.public import (
    PolicyNotRegistered,
    list_in_force,
    map_pinned,
    national,
    pin,
    register_policies,
)
from kinerja_api.policies.rules.documents import registration_of
from tests.support.caller import ok, problem
from tests.support.world import World, WorldBuilder

MISSING = "/v1/policy-versions/0198c0de-0000-7000-8000-000000000000"


async def test_everybody_reads_the_rules_with_law_and_verification(world: World) -> None:
    policies = {each["key"]: each for each in (await world["ani"].read("/v1/policies"))["items"]}

    predicate = policies["permenpanrb_6_2022"]
    assert predicate["instruments"] == ["PermenPANRB 6/2022", "SE MenPANRB 3/2023"]
    assert predicate["verification"] == {"verbatim": 0, "secondary": 1, "unverified": 3}
    assert predicate["sha256"] == load_national().get("permenpanrb_6_2022").sha256
    assert {"composite_default", "kenaikan_pangkat_reguler", "permenpanrb_14_2017"} <= policies.keys()


async def test_the_list_goes_on_page_by_page(world: World) -> None:
    seen: list[str] = []
    page = await world["ani"].read("/v1/policies", limit=2)
    while True:
        seen += [each["key"] for each in page["items"]]
        if page["next"] is None:
            break
        page = await world["ani"].read("/v1/policies", limit=2, cursor=page["next"])

    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) >= 6


async def test_a_version_shows_every_value_with_its_article(world: World) -> None:
    listed = (await world["ani"].read("/v1/policy-versions", key="permenpanrb_6_2022"))["items"]
    version = await world["ani"].read(f"/v1/policy-versions/{listed[0]['id']}")

    matrix = next(each for each in version["parameters"] if each["name"] == "predicate_matrix")
    [value] = matrix["values"]
    assert value["value"]["cells"]["di_bawah_ekspektasi"]["di_bawah_ekspektasi"] == "sangat_kurang"
    assert value["reference"]["instrument"] == "PermenPANRB 6/2022"
    assert value["in_force"] == {"from": "2022-01-01", "until": None}
    assert (value["verification"], matrix["kind"]) == ("secondary", "matrix")


async def test_titles_come_in_the_asked_language(world: World) -> None:
    caller = world["ani"]
    indonesian = await caller.http.get("/v1/policies", headers={"Authorization": f"Bearer {caller.token()}"})
    english = await caller.http.get(
        "/v1/policies", headers={"Authorization": f"Bearer {caller.token()}", "Accept-Language": "en"}
    )
    titles = [{each["key"]: each["title"] for each in ok(answer)["items"]} for answer in (indonesian, english)]

    assert titles[0]["composite_default"].startswith("Nilai kinerja gabungan")
    assert titles[1]["composite_default"].startswith("Composite performance score")


async def test_the_platform_operator_reads_the_rules_and_a_stranger_does_not(
    world: World, worlds: WorldBuilder
) -> None:
    operator = await worlds.platform()

    assert (await operator.read("/v1/policies"))["items"]
    problem(await world["ani"].get(MISSING), 404, "NOT_FOUND")
    problem(await world["ani"].http.get("/v1/policies"), 401, "UNAUTHENTICATED")


async def test_registering_again_changes_nothing_and_a_changed_file_is_a_new_version(
    world: World, migrated: EmbeddedPostgres, database: Database
) -> None:
    invented = replace(load_national().get("se_menpanrb_3_2023"), key=f"invented_{world.code.replace('-', '_')}")
    first, second = (registration_of(replace(invented, sha256=digit * 64)) for digit in "ab")
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        assert await register_policies(owner) == []
        changes = [await repository.register(owner, each, database.ids.new()) for each in (first, first, second, first)]

        assert changes == [True, False, True, True]
        versions = (await world["ani"].read("/v1/policy-versions", key=invented.key))["items"]
        assert {each["sha256"][0]: each["superseded_at"] is None for each in versions} == {"a": True, "b": False}
        async with database.read(world.agency_id) as uow:
            current = await pin(uow, invented.key, invented.in_force.since)
        assert current.policy.sha256 == first.sha256
    finally:
        await owner.execute("DELETE FROM policy_version WHERE key = $1", invented.key)
        await owner.close()


async def test_the_app_may_not_change_a_version(migrated: EmbeddedPostgres) -> None:
    app = await asyncpg.connect(**migrated.arguments(APP))
    try:
        for statement in (
            "UPDATE policy_version SET sha256 = sha256",
            "DELETE FROM policy_version",
            "INSERT INTO policy_version SELECT * FROM policy_version",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(statement)
    finally:
        await app.close()


async def test_a_pinned_policy_is_the_one_of_the_file(world: World, database: Database) -> None:
    policy = national().get("permenpanrb_14_2017")
    day = policy.in_force.since
    async with database.read(world.agency_id) as uow:
        pinned = await pin(uow, policy.key, day)
        again = await map_pinned(uow, [pinned.id])
        in_force = {each.policy.key for each in await list_in_force(uow, day)}

    assert pinned.policy == policy
    assert again == {pinned.id: pinned}
    assert policy.key in in_force
    assert "permenpanrb_6_2022" not in in_force


async def test_a_day_without_a_rule_is_refused_by_name(world: World, database: Database) -> None:
    async with database.read(world.agency_id) as uow:
        policy = national().get("permenpanrb_6_2022")
        with pytest.raises(PolicyNotRegistered) as refused:
            await pin(uow, policy.key, policy.in_force.since.replace(year=2000))

    assert refused.value.extra == {"key": "permenpanrb_6_2022", "on": "2000-01-01"}
