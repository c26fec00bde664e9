"""Evaluations prepared for many: drafts without ratings, nothing decided touched, and who must act for the rest."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from kinerja_api.evaluations.jobs import evaluation_preparer
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.jobs.queue import JobCall
from tests.support.caller import Json, ok, problem
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    draft_plan,
    drafted_evaluation,
    issued_evaluation,
    open_cycle,
    open_period,
    rated_unit,
    submitted_realization,
)
from tests.support.world import World, WorldBuilder

RUNS, EVALUATIONS = "/v1/evaluation-runs", "/v1/evaluations"
ABOVE = "di_atas_ekspektasi"


@dataclass
class Ground:
    """A world with an open year."""

    world: World
    cycle: Json

    async def started(self, **scope: object) -> Json:
        body = {"cycle_id": self.cycle["id"]} | scope
        return ok(await self.world["hr"].post(RUNS, body), 202)

    async def worked(self, run: Json, *, chunk: int = 500, times: int = 1) -> Json:
        """Let the worker do its jobs for a run, as the queue delivers them, and return the run."""
        prepare = evaluation_preparer(self.world.database, chunk=chunk)
        for _ in range(times):
            await prepare(JobCall(self.world.agency_id, UUID(run["id"])))
        return await self.world["hr"].read(f"{RUNS}/{run['id']}")


@pytest.fixture
async def ground(world: World) -> Ground:
    return Ground(world, await open_cycle(world))


async def test_a_run_prepares_drafts_that_the_rating_official_rates_and_issues(ground: Ground) -> None:
    world = ground.world
    await rated_unit(world, ground.cycle["id"])
    await accepted_realization(world, await agreed_plan(world, "ani", ground.cycle["id"]))

    run = await ground.worked(await ground.started())

    assert (run["state"], run["total"], run["done"], run["prepared"], run["kept"]) == ("done", 6, 6, 1, 0)
    [draft] = (await world["kabid"].read(EVALUATIONS))["items"]
    path = f"{EVALUATIONS}/{draft['id']}"
    assert (draft["status"], draft["predicate"], draft["evaluator_name"]) == ("draft", None, None)
    problem(await world["ani"].get(path), 404, "NOT_FOUND")
    unrated = problem(await world["kabid"].step(path, "issue"), 409, "ILLEGAL_TRANSITION")
    assert unrated["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    problem(await world["kabid"].get(f"{path}/explanation"), 409, "EVALUATION_NOT_RATED")
    spread = await world["kabid"].read("/v1/distributions", unit_id=draft["unit_id"], cycle_id=ground.cycle["id"])
    assert spread["evaluated"] == 0
    ratings = {"work_result_rating": ABOVE, "behavior_rating": ABOVE}
    problem(await world["hr"].put(path, ratings, etag='"v1"'), 403, "FORBIDDEN")
    ok(await world["kabid"].put(path, ratings, etag='"v1"'))
    issued = ok(await world["kabid"].step(path, "issue"))
    assert (issued["predicate"], issued["evaluator_name"]) == ("sangat_baik", "Kabid")


async def test_a_run_says_whom_it_left_out_and_who_must_act(ground: Ground) -> None:
    world, cycle = ground.world, ground.cycle["id"]
    period = await open_period(world, cycle)
    plan = await agreed_plan(world, "ani", cycle)
    await submitted_realization(world, "ani", plan, period["id"])
    await draft_plan(world, "budi", cycle)
    submitted = await draft_plan(world, "citra", cycle)
    ok(await world["citra"].step(f"/v1/target-plans/{submitted['id']}", "submit"))

    run = await ground.worked(await ground.started(period_id=period["id"], unit_id=str(world.units["bidang"])))

    assert {each["code"]: (each["count"], each["who"]) for each in run["left_out"]} == {
        "no_plan": (2, "Pegawai yang bersangkutan"),
        "plan_not_submitted": (1, "Pegawai yang bersangkutan"),
        "plan_not_agreed": (1, "Pejabat penilai kinerja"),
        "realizations_unreviewed": (1, "Pejabat penilai kinerja"),
    }
    assert (run["total"], run["prepared"]) == (5, 0)
    path = f"{RUNS}/{run['id']}/omissions"
    waiting = (await world["auditor"].read(path, reason="realizations_unreviewed"))["items"]
    assert [(each["employee_name"], each["unit_name"]) for each in waiting] == [("Ani", "Bidang Data")]
    assert len((await world["hr"].read(path))["items"]) == 5


async def test_a_run_never_touches_what_a_person_has_decided_and_is_done_again_without_effect(ground: Ground) -> None:
    world, cycle = ground.world, ground.cycle["id"]
    await rated_unit(world, cycle)
    issued = await issued_evaluation(world, await agreed_plan(world, "ani", cycle))
    draft = await drafted_evaluation(world, await agreed_plan(world, "budi", cycle), behavior=ABOVE)
    await agreed_plan(world, "citra", cycle)

    first = await ground.worked(await ground.started())
    second = await ground.worked(await ground.started())

    assert [(run["prepared"], run["kept"]) for run in (first, second)] == [(1, 2), (0, 3)]
    for before in (issued, draft):
        assert await world["kabid"].read(f"{EVALUATIONS}/{before['id']}") == before


async def test_a_run_goes_on_where_it_stopped_after_a_kill_and_after_a_cancellation(ground: Ground) -> None:
    world, cycle = ground.world, ground.cycle["id"]
    for name in ("ani", "budi", "citra", "dewi"):
        await agreed_plan(world, name, cycle)
    started = await ground.started()
    path = f"{RUNS}/{started['id']}"

    half = await ground.worked(started, chunk=2, times=2)
    assert (half["state"], half["done"], half["prepared"]) == ("running", 4, 2)
    cancelled = ok(await world["hr"].step(path, "cancel"))
    assert cancelled["state"] == "cancelled"
    assert (await ground.worked(started, chunk=2))["done"] == 4
    ok(await world["hr"].step(path, "resume"))
    done = await ground.worked(started, chunk=2, times=2)

    assert (done["state"], done["done"], done["prepared"]) == ("done", 6, 4)
    told = await world["hr"].read(f"{path}/transitions")
    assert [each["name"] for each in told["history"]] == ["queued", "begin", "cancel", "resume", "begin", "finish"]
    problem(await world["hr"].step(path, "begin"), 403, "FORBIDDEN")
    problem(await world["hr"].step(path, "resume"), 409, "ILLEGAL_TRANSITION")


async def test_a_fault_makes_the_run_fail_with_its_code_and_it_is_resumed(
    ground: Ground, migrated: EmbeddedPostgres
) -> None:
    started, owner = await ground.started(), await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        await owner.execute(f"REVOKE INSERT ON evaluation_run_omission FROM {APP}")
        failed = await ground.worked(started)
    finally:
        await owner.execute(f"GRANT INSERT ON evaluation_run_omission TO {APP}")
        await owner.close()

    assert (failed["state"], failed["failure"], failed["done"]) == ("failed", "INTERNAL_ERROR", 0)
    ok(await ground.world["hr"].step(f"{RUNS}/{started['id']}", "resume"))
    done = await ground.worked(started)
    assert (done["state"], done["failure"], done["left_out"][0]["count"]) == ("done", None, 6)


async def test_one_run_of_a_scope_at_a_time(ground: Ground) -> None:
    answers = await asyncio.gather(*(ground.world["hr"].post(RUNS, {"cycle_id": ground.cycle["id"]}) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [202, *[409] * 7]
    refused = problem(
        await ground.world["hr"].post(RUNS, {"cycle_id": ground.cycle["id"]}), 409, "EVALUATION_RUN_UNDER_WAY"
    )
    [run] = (await ground.world["hr"].read(RUNS, cycle_id=ground.cycle["id"]))["items"]
    assert refused["evaluation_run_id"] == run["id"]
    await ground.started(unit_id=str(ground.world.units["bidang"]))


async def test_only_hr_prepares_and_only_hr_and_auditors_read_runs(ground: Ground, worlds: WorldBuilder) -> None:
    world, run, other = ground.world, await ground.started(), await worlds.build()
    path = f"{RUNS}/{run['id']}"
    for name in ("kadis", "auditor", "ppk"):
        problem(await world[name].post(RUNS, {"cycle_id": ground.cycle["id"]}), 403, "FORBIDDEN")
    for tail in ("", "/omissions", "/transitions"):
        problem(await world["kadis"].get(f"{path}{tail}"), 403, "FORBIDDEN")
        problem(await other["hr"].get(f"{path}{tail}"), 404, "NOT_FOUND")
    problem(await world["kadis"].get(RUNS), 403, "FORBIDDEN")
    problem(await world["hr"].post(RUNS, {"cycle_id": ground.cycle["id"], "unit_id": run["id"]}), 404, "NOT_FOUND")
    assert (await world["auditor"].read(path))["state"] == "queued"
