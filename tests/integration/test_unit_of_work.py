"""Acknowledged means committed; one key has one effect; nothing leaks between agencies (T1, T7, T8, C25-C28, R1-R8)."""

import asyncio
from uuid import UUID

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.ids import AgencyId
from tests.support.caller import ok, problem
from tests.support.steps import draft_plan, open_cycle
from tests.support.world import World, WorldBuilder

NEW_CYCLE = {"year": 2027, "pattern": "semester"}


async def test_a_commit_that_fails_is_never_seen_as_success(world: World, migrated: EmbeddedPostgres) -> None:
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    name = f"refuse_{world.code.replace('-', '_')}"
    await owner.execute(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.agency_id = '{world.agency_id}' THEN RAISE EXCEPTION 'refused at commit'; END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON cycle DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION {name}();
        """
    )
    try:
        response = await world["hr"].post("/v1/cycles", NEW_CYCLE, key="failing")
        problem(response, 500, "INTERNAL_ERROR")
        assert "refused at commit" not in response.text
    finally:
        await owner.execute(f"DROP FUNCTION {name}() CASCADE")
        await owner.close()
    assert (await world["hr"].read("/v1/cycles"))["items"] == []
    # The key was not used up by the failure.
    ok(await world["hr"].post("/v1/cycles", NEW_CYCLE, key="failing"), 201)


async def test_the_same_key_at_once_has_one_effect_and_one_answer(world: World) -> None:
    answers = await asyncio.gather(*(world["hr"].post("/v1/cycles", NEW_CYCLE, key="same") for _ in range(8)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 7
    assert len((await world["hr"].read("/v1/cycles"))["items"]) == 1


async def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    ok(await world["hr"].post("/v1/cycles", NEW_CYCLE, key="same"), 201)

    problem(await world["hr"].post("/v1/cycles", NEW_CYCLE | {"year": 2028}, key="same"), 422, "IDEMPOTENCY_KEY_REUSED")
    assert len((await world["hr"].read("/v1/cycles"))["items"]) == 1


async def test_a_key_belongs_to_one_account(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.build()

    first = ok(await world["hr"].post("/v1/cycles", NEW_CYCLE, key="same"), 201)
    second = ok(await other["hr"].post("/v1/cycles", NEW_CYCLE, key="same"), 201)

    assert first["id"] != second["id"]


async def test_a_refusal_is_not_kept_under_the_key(world: World) -> None:
    cycle = await world["hr"].create("/v1/cycles", NEW_CYCLE)

    problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}, key="k"), 409, "CYCLE_NOT_OPEN")
    ok(await world["hr"].step(f"/v1/cycles/{cycle['id']}", "open"))

    ok(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}, key="k"), 201)


async def test_of_many_changes_to_one_version_one_wins(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path, etag = f"/v1/target-plans/{plan['id']}", f'"v{plan["version"]}"'

    answers = await asyncio.gather(
        *(world["ani"].patch(path, {"approach": "kualitatif"}, etag=etag) for _ in range(10))
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 9
    assert (await world["ani"].read(path))["version"] == plan["version"] + 1


async def test_an_etag_spares_the_bytes(http: httpx.AsyncClient, world: World) -> None:
    cycle = await open_cycle(world)
    path = f"/v1/cycles/{cycle['id']}"
    token = {"Authorization": f"Bearer {world['ani'].token()}"}

    first = await http.get(path, headers=token)
    again = await http.get(path, headers=token | {"If-None-Match": first.headers["etag"]})
    head = await http.head(path, headers=token)

    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


async def test_another_agencys_rows_cannot_be_seen_changed_or_pointed_at(
    world: World, worlds: WorldBuilder, database: Database
) -> None:
    other = await worlds.build()
    async with database.write(world.agency_id) as uow:
        for table in ("employee", "unit", "account"):
            theirs = await uow.session.scalar(
                text(f"SELECT count(*) FROM {table} WHERE agency_id = :agency"),  # noqa: S608  our own names
                {"agency": other.agency_id},
            )
            assert theirs == 0
        changed = await uow.session.execute(
            text("UPDATE employee SET name = 'x' WHERE agency_id = :agency"), {"agency": other.agency_id}
        )
        assert changed.rowcount == 0  # type: ignore[attr-defined]
        with pytest.raises(Exception, match="row-level security"):
            await uow.session.execute(
                text(
                    "INSERT INTO unit (agency_id, id, code, name, version, created_at, updated_at) "
                    "VALUES (:other, :id, 'x', 'x', 1, now(), now())"
                ),
                {"other": other.agency_id, "id": uow.new_id()},
            )


async def test_without_an_agency_there_is_nothing(migrated: EmbeddedPostgres, world: World) -> None:
    connection = await asyncpg.connect(**migrated.arguments(APP))
    try:
        assert await connection.fetchval("SELECT count(*) FROM employee") == 0
        async with connection.transaction():
            await connection.execute(f"SET LOCAL app.agency_id = '{world.agency_id}'")
            assert await connection.fetchval("SELECT count(*) FROM employee") == 6
        assert await connection.fetchval("SELECT count(*) FROM employee") == 0
    finally:
        await connection.close()


async def test_agencies_do_not_mix_on_shared_connections(worlds: WorldBuilder, database: Database) -> None:
    pair = [await worlds.build(), await worlds.build()]

    async def names(world: World) -> set[UUID]:
        async with database.read(world.agency_id) as uow:
            rows = await uow.session.execute(text("SELECT agency_id FROM employee"))
            return {row.agency_id for row in rows}

    for seen, world in zip(await asyncio.gather(*(names(pair[i % 2]) for i in range(40))), pair * 20, strict=True):
        assert seen == {world.agency_id}


async def test_a_cancelled_request_leaves_no_transaction_behind(world: World, database: Database) -> None:
    async def abandoned() -> None:
        async with database.write(world.agency_id) as uow:
            await uow.session.execute(text("SELECT pg_sleep(5)"))

    for delay in (0.001, 0.01, 0.05):
        task = asyncio.create_task(abandoned())
        await asyncio.sleep(delay)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with database.read(AgencyId(world.agency_id)) as uow:
        idle = await uow.session.scalar(
            text("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND usename = :app"),
            {"app": APP},
        )
    assert idle == 0
