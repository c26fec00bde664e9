"""Jobs: a run is resumed where it stopped, whoever was killed; a chunk happens once or not at all (C24, R1, R2)."""

import asyncio
import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import anyio
import asyncpg
import pytest
from pgqueuer.types import QueueExecutionMode

from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.jobs.queue import JobCall, JobHandler, build_worker, open_ears
from kinerja_api.kit.problems import Unavailable
from kinerja_api.policies.public import PolicyNotRegistered
from kinerja_api.scores.jobs import SCORE_PART, SCORE_RUN, part_scorer, run_beginner
from kinerja_api.scores.service.runs import begin_run, score_part
from kinerja_api.settings import Settings
from tests.support.caller import Json, ok
from tests.support.steps import open_cycle
from tests.support.world import World

PEOPLE = 6  # of a test's agency


def handlers(database: Database, **others: JobHandler) -> dict[str, JobHandler]:
    """Return the handlers of a worker that cuts runs into parts of two people."""
    return {SCORE_RUN: run_beginner(database, size=2), SCORE_PART: part_scorer(database)} | others


async def work_off(migrated: EmbeddedPostgres, jobs: dict[str, JobHandler]) -> None:
    """Run a worker until the queue is empty."""
    async with asyncpg.create_pool(**migrated.arguments(APP), min_size=1, max_size=3) as pool:
        worker = build_worker(pool, jobs)
        await worker.qm.run(mode=QueueExecutionMode.drain, dequeue_timeout=timedelta(seconds=0.1))


async def queued_run(world: World) -> Json:
    cycle = await open_cycle(world)
    return ok(await world["hr"].post("/v1/score-runs", {"cycle_id": cycle["id"]}), 202)


async def begun(database: Database, world: World, run: Json) -> list[UUID]:
    """Begin a run as a worker does; returns its parts."""
    async with database.write(world.agency_id) as uow:
        parts = await begin_run(uow, UUID(run["id"]), size=2)
        await uow.finish()
    return parts


async def run_of(world: World, run: Json) -> Json:
    return await world["hr"].read(f"/v1/score-runs/{run['id']}")


async def jobs_of(owner: "asyncpg.Connection", run: Json) -> list[str]:
    """Return the state of every job of a run or of one of its parts."""
    rows = await owner.fetch(
        """
        SELECT status::text FROM pgqueuer
         WHERE convert_from(payload, 'UTF8')::jsonb ->> 'resource_id' IN (
               SELECT id::text FROM score_run_part WHERE run_id = $1 UNION SELECT $1::text)
         ORDER BY id
        """,
        run["id"],
    )
    return [row["status"] for row in rows]


@pytest.fixture
async def owner(migrated: EmbeddedPostgres) -> "asyncpg.Connection":
    """Return a connection of the owner, with nothing of earlier tests left in the queue: a worker would begin there."""
    connection = await asyncpg.connect(**migrated.arguments(OWNER))
    await connection.execute("DELETE FROM pgqueuer")
    yield connection
    await connection.close()


@pytest.fixture
async def blocker(migrated: EmbeddedPostgres) -> "asyncpg.Connection":
    """Return a second connection of the owner, to hold a lock on."""
    connection = await asyncpg.connect(**migrated.arguments(OWNER))
    yield connection
    await connection.close()


async def test_a_worker_runs_all_parts_to_the_end(
    world: World, migrated: EmbeddedPostgres, database: Database, owner: "asyncpg.Connection"
) -> None:
    run = await queued_run(world)
    assert (run["state"], run["total"], await jobs_of(owner, run)) == ("queued", PEOPLE, ["queued"])

    await work_off(migrated, handlers(database))

    done = await run_of(world, run)
    assert (done["state"], done["done"], done["pending"], done["revised"]) == ("done", PEOPLE, PEOPLE, PEOPLE)
    assert await jobs_of(owner, run) == []


async def test_a_part_that_does_not_commit_leaves_nothing(world: World, database: Database) -> None:
    run = await queued_run(world)
    first, *_ = await begun(database, world, run)

    async with database.write(world.agency_id) as uow:
        await score_part(uow, first)  # and the process dies before the commit

    assert (await run_of(world, run))["done"] == 0
    assert (await world["hr"].read("/v1/scores"))["items"] == []


async def test_a_job_that_is_delivered_twice_scores_nobody_twice(world: World, database: Database) -> None:
    run = await queued_run(world)
    call = JobCall(world.agency_id, UUID(run["id"]))
    beginner, scorer = run_beginner(database, size=2), part_scorer(database)

    parts = await begun(database, world, run)
    await beginner(call)
    for part in parts:
        await asyncio.gather(*(scorer(JobCall(world.agency_id, part)) for _ in range(4)))
        await scorer(JobCall(world.agency_id, part))

    done = await run_of(world, run)
    assert (done["state"], done["done"], done["revised"]) == ("done", PEOPLE, PEOPLE)
    scores = (await world["hr"].read("/v1/scores", history="true"))["items"]
    assert sorted(score["revision"] for score in scores) == [1] * PEOPLE
    assert len({score["employee_id"] for score in scores}) == PEOPLE


async def test_parts_that_are_scored_at_once_are_all_counted_and_one_of_them_finishes(
    world: World, database: Database
) -> None:
    run = await queued_run(world)
    scorer = part_scorer(database)

    parts = await begun(database, world, run)
    await asyncio.gather(*(scorer(JobCall(world.agency_id, part)) for part in parts))

    done = await run_of(world, run)
    assert len(parts) == PEOPLE / 2
    assert (done["state"], done["done"], done["pending"]) == ("done", PEOPLE, PEOPLE)
    history = (await world["hr"].read(f"/v1/score-runs/{run['id']}/transitions"))["history"]
    assert [step["name"] for step in history] == ["queued", "begin", "finish"]


async def test_two_runs_over_the_same_people_at_once_give_everybody_one_current_score(
    world: World, migrated: EmbeddedPostgres, database: Database
) -> None:
    run = await queued_run(world)
    of_unit = {"cycle_id": run["cycle_id"], "unit_id": str(world.units["bidang"])}
    other = ok(await world["hr"].post("/v1/score-runs", of_unit), 202)

    await work_off(migrated, handlers(database))

    assert [(await run_of(world, each))["state"] for each in (run, other)] == ["done", "done"]
    scores = (await world["hr"].read("/v1/scores", history="true"))["items"]
    assert sorted(score["revision"] for score in scores) == [1] * PEOPLE


async def test_who_was_scored_by_another_run_meanwhile_is_left_for_the_next_attempt(
    world: World, database: Database, owner: "asyncpg.Connection"
) -> None:
    run = await queued_run(world)
    of_unit = {"cycle_id": run["cycle_id"], "unit_id": str(world.units["bidang"])}
    other = ok(await world["hr"].post("/v1/score-runs", of_unit), 202)
    [_, mine, *_], theirs = await begun(database, world, run), await begun(database, world, other)

    async with database.write(world.agency_id) as ahead:
        for part in theirs:
            await score_part(ahead, part)
        async with anyio.create_task_group() as tasks:
            attempts: list[str] = []

            async def attempt() -> None:
                try:
                    await part_scorer(database)(JobCall(world.agency_id, mine))
                except Unavailable as busy:
                    attempts.append(busy.code)

            tasks.start_soon(attempt)
            await until_waiting(owner)
            await ahead.finish()

    assert attempts == ["UNAVAILABLE"]
    await part_scorer(database)(JobCall(world.agency_id, mine))
    scores = (await world["hr"].read("/v1/scores", history="true"))["items"]
    assert {score["revision"] for score in scores} == {1}


async def test_a_killed_worker_loses_nothing_and_another_goes_on(
    world: World,
    migrated: EmbeddedPostgres,
    database: Database,
    owner: "asyncpg.Connection",
    blocker: "asyncpg.Connection",
    settings: Settings,
) -> None:
    run = await queued_run(world)
    first, *_ = await begun(database, world, run)
    async with database.write(world.agency_id) as uow:
        await score_part(uow, first)
        await uow.finish()
    assert (await run_of(world, run))["done"] == 2

    async with blocker.transaction():
        # The worker takes the jobs and waits in the middle of them; there it is killed.
        await blocker.execute("LOCK TABLE score IN ACCESS EXCLUSIVE MODE")
        process = await start_worker(settings)
        try:
            await until_picked(owner, run)
        finally:
            process.kill()
            await process.wait()
    # Its heartbeat stops with it. Half a minute later the queue gives the jobs to another; the test does not wait.
    await stop_heartbeats(owner)

    assert (await run_of(world, run))["state"] == "running"
    await work_off(migrated, handlers(database))

    done = await run_of(world, run)
    assert (done["state"], done["done"], done["revised"]) == ("done", PEOPLE, PEOPLE)
    assert len((await world["hr"].read("/v1/scores"))["items"]) == PEOPLE


async def test_a_cancelled_run_scores_nobody_further_and_goes_on_when_it_is_resumed(
    world: World, migrated: EmbeddedPostgres, database: Database
) -> None:
    run = await queued_run(world)
    first, *left = await begun(database, world, run)
    await part_scorer(database)(JobCall(world.agency_id, first))
    path = f"/v1/score-runs/{run['id']}"

    ok(await world["hr"].step(path, "cancel"))
    for part in left:
        await part_scorer(database)(JobCall(world.agency_id, part))
    cancelled = await run_of(world, run)
    assert (cancelled["state"], cancelled["done"]) == ("cancelled", 2)

    ok(await world["hr"].step(path, "resume"))
    await work_off(migrated, handlers(database))
    done = await run_of(world, run)
    assert (done["state"], done["done"], done["revised"]) == ("done", PEOPLE, PEOPLE)


async def test_a_worker_that_is_told_to_end_hands_its_job_back(
    world: World, migrated: EmbeddedPostgres, database: Database, owner: "asyncpg.Connection"
) -> None:
    run = await queued_run(world)
    begun = asyncio.Event()

    async def endless(call: JobCall) -> None:
        if call.resource_id == UUID(run["id"]):
            begun.set()
            await asyncio.Event().wait()

    with anyio.fail_after(20):
        async with anyio.create_task_group() as tasks:  # as `Worker` does it
            jobs: dict[str, JobHandler] = {SCORE_RUN: endless}
            tasks.start_soon(work_off, migrated, jobs)
            await begun.wait()
            tasks.cancel_scope.cancel()

    # Handed back, or at least still there for whoever looks when its heartbeat is old: never dropped.
    assert await jobs_of(owner, run) in (["queued"], ["picked"])
    await stop_heartbeats(owner)
    await work_off(migrated, handlers(database))
    assert (await run_of(world, run))["state"] == "done"


async def test_a_busy_database_is_tried_again_and_the_run_does_not_fail(
    world: World, migrated: EmbeddedPostgres, database: Database, owner: "asyncpg.Connection"
) -> None:
    run = await queued_run(world)
    handler = run_beginner(database)
    attempts: list[UUID] = []

    async def busy_once(call: JobCall) -> None:
        if call.resource_id == UUID(run["id"]):
            attempts.append(call.resource_id)
            if len(attempts) == 1:
                raise Unavailable
        await handler(call)

    await work_off(migrated, handlers(database, **{SCORE_RUN: busy_once}))

    assert len(attempts) == 2
    assert (await run_of(world, run))["state"] == "done"
    assert await jobs_of(owner, run) == []


async def test_what_no_repetition_can_put_right_makes_the_run_fail_by_name_and_it_can_be_resumed(
    world: World, migrated: EmbeddedPostgres, database: Database, owner: "asyncpg.Connection"
) -> None:
    run = await queued_run(world)
    first, *_ = await begun(database, world, run)
    call = JobCall(world.agency_id, first)
    name = f"refuse_{world.code.replace('-', '_')}"
    await owner.execute(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.agency_id = '{world.agency_id}' THEN RAISE EXCEPTION USING ERRCODE = 'check_violation'; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {name} BEFORE INSERT ON score FOR EACH ROW EXECUTE FUNCTION {name}();
        """
    )
    try:
        await part_scorer(database)(call)
    finally:
        await owner.execute(f"DROP FUNCTION {name}() CASCADE")

    failed = await run_of(world, run)
    assert (failed["state"], failed["failure"], failed["done"]) == ("failed", "CONFLICT", 0)
    resumed = ok(await world["hr"].step(f"/v1/score-runs/{run['id']}", "resume"))
    assert (resumed["state"], resumed["failure"]) == ("queued", None)
    await work_off(migrated, handlers(database))
    assert (await run_of(world, run))["state"] == "done"


def test_a_missing_policy_has_a_code_of_its_own() -> None:
    assert PolicyNotRegistered.code == "POLICY_NOT_REGISTERED"


def worker_environment(settings: Settings) -> dict[str, str]:
    """Return the environment in which a command of its own process finds the database of the tests."""
    assert settings.database.url is not None
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "KINERJA_DATABASE__URL": settings.database.url.get_secret_value(),
        "KINERJA_DATABASE__LOCK_MS": "60000",
        "KINERJA_DATABASE__STATEMENT_MS": "60000",
        "KINERJA_TOKENS__SECRET": secrets.token_urlsafe(32),
        "KINERJA_SIGNING_SECRET": secrets.token_urlsafe(32),
        "KINERJA_DATA_DIR": str(Path(settings.data_dir)),
    }


async def test_a_worker_listens_before_it_asks_itself_whether_it_hears(migrated: EmbeddedPostgres) -> None:
    """Else it may take itself for deaf, and ends with an error half a minute after its start."""
    listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    async with asyncpg.create_pool(**migrated.arguments(APP), min_size=1, max_size=3) as pool:
        worker = build_worker(pool, {})
        assert await pool.fetchval(listening) == 0

        async with worker.connection:
            await open_ears(worker)

            assert await pool.fetchval(listening) == 1


async def start_worker(settings: Settings) -> asyncio.subprocess.Process:
    """Start `kinerja worker` as a process of its own."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "kinerja_api", "worker"),
        env=worker_environment(settings),
        stdout=asyncio.subprocess.DEVNULL,
    )


async def stop_heartbeats(owner: "asyncpg.Connection") -> None:
    """Let the heartbeats of all jobs that are being worked on look old."""
    await owner.execute("UPDATE pgqueuer SET heartbeat = now() - interval '1 minute' WHERE status = 'picked'")


async def until_waiting(owner: "asyncpg.Connection") -> None:
    """Wait until a transaction waits for another one."""
    async with asyncio.timeout(30):
        while not await owner.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110  as above
            await asyncio.sleep(0.01)


async def until_picked(owner: "asyncpg.Connection", run: Json) -> None:
    """Wait until a worker has taken jobs of a run."""
    async with asyncio.timeout(30):
        while "picked" not in await jobs_of(owner, run):  # noqa: ASYNC110  another process takes it
            await asyncio.sleep(0.05)
