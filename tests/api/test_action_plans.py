"""Action plans over HTTP: drawn up for a period, agreed by the official, carried out, and what is refused."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, draft_plan, open_cycle, open_period
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"


@dataclass
class Ground:
    """A world in which ani has an agreed plan; the second quarter of 2026 runs."""

    world: World
    cycle: Json
    period: Json
    plan: Json

    def step(self, title: str = "Menyusun jadwal", *, target: int = 0, due_on: str = "2026-05-29") -> Json:
        return {"target_id": self.plan["targets"][target]["id"], "title": title, "due_on": due_on}

    def body(self, *steps: Json, **changes: object) -> Json:
        return {
            "plan_id": self.plan["id"],
            "period_id": self.period["id"],
            "steps": list(steps) or [self.step()],
        } | changes

    async def agreed(self) -> Json:
        made = await self.world["ani"].create(
            "/v1/action-plans", self.body(self.step(), self.step("Melapor", target=1))
        )
        ok(await self.world["ani"].step(f"/v1/action-plans/{made['id']}", "submit"))
        return ok(await self.world["kabid"].step(f"/v1/action-plans/{made['id']}", "agree"))


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"], 2)
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


async def test_an_action_plan_is_drawn_up_returned_corrected_and_agreed(ground: Ground) -> None:
    ani, kabid = ground.world["ani"], ground.world["kabid"]

    created = await ani.post("/v1/action-plans", ground.body())
    made = ok(created, 201)
    path = f"/v1/action-plans/{made['id']}"
    assert (created.headers["location"], created.headers["etag"], made["status"]) == (path, '"v1"', "draft")
    [step] = made["steps"]
    assert (step["number"], step["target_title"], step["status"]) == (1, "Hasil kerja 1", "planned")
    assert await ani.read(path) == await kabid.read(path) == made
    ok(await ani.step(path, "submit"))
    problem(await kabid.step(path, "return"), 409, "ILLEGAL_TRANSITION")
    returned = ok(await kabid.step(path, "return", "Tambah langkah untuk hasil kerja kedua."))
    assert returned["decision_note"] == "Tambah langkah untuk hasil kerja kedua."
    etag = (await ani.get(path)).headers["etag"]
    steps = [ground.step(), ground.step("Melapor", target=1, due_on="2026-06-30")]
    changed = ok(await ani.put(path, {"steps": steps}, etag=etag))
    assert [each["number"] for each in changed["steps"]] == [1, 2]
    ok(await ani.step(path, "submit"))
    agreed = ok(await kabid.step(path, "agree"))

    assert (agreed["status"], agreed["decided_by_name"], agreed["decision_note"]) == ("agreed", "Kabid", None)
    history = (await ani.read(f"{path}/transitions"))["history"]
    assert [each["name"] for each in history] == ["created", "submit", "return", "submit", "agree"]
    refused = problem(await ani.put(path, {"steps": steps}, etag="*"), 403, "FORBIDDEN")
    assert "agreed" in refused["detail"]


async def test_a_step_keeps_the_id_of_its_place_and_surplus_ones_go(ground: Ground) -> None:
    ani, plan = ground.world["ani"], await ground.agreed()
    path = f"/v1/action-plans/{plan['id']}"
    first, second = (each["id"] for each in plan["steps"])
    ok(await ani.put(f"/v1/action-steps/{first}", {"status": "done", "done_on": "2026-04-06"}, etag='"v3"'))
    ok(await ground.world["kabid"].step(path, "return", "Kurangi."))

    one = ok(await ani.put(path, {"steps": [ground.step("Mengolah data")]}, etag="*"))
    three = ok(await ani.put(path, {"steps": [ground.step(str(number)) for number in range(3)]}, etag="*"))

    assert [(each["id"], each["title"], each["status"]) for each in one["steps"]] == [
        (first, "Mengolah data", "planned")
    ]
    assert [each["number"] for each in three["steps"]] == [1, 2, 3]
    assert three["steps"][0]["id"] == first
    problem(await ani.get(f"/v1/action-steps/{second}"), 404, "NOT_FOUND")
    assert await ani.read(path) == three


async def test_progress_is_told_on_agreed_steps(ground: Ground) -> None:
    ani = ground.world["ani"]
    plan = await ground.agreed()
    first, second = (f"/v1/action-steps/{each['id']}" for each in plan["steps"])

    done = await ani.put(first, {"status": "done", "done_on": "2026-04-06", "note": "Terbit."}, etag='"v3"')
    assert (ok(done)["status"], done.headers["etag"]) == ("done", '"v4"')
    dropped = ok(await ani.put(second, {"status": "dropped", "note": "Digabung."}, etag='"v4"'))
    assert (dropped["status"], dropped["done_on"]) == ("dropped", None)

    read = await ground.world["kabid"].read(f"/v1/action-plans/{plan['id']}")
    assert [each["status"] for each in read["steps"]] == ["done", "dropped"]
    again = ok(await ani.put(first, {"status": "planned"}, etag='"v5"'))
    assert (again["status"], again["done_on"], again["note"]) == ("planned", None, None)
    assert await ground.world["kabid"].read(first) == again


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "done"},
        {"status": "planned", "done_on": "2026-04-06"},
        {"status": "dropped"},
        {"status": "finished"},
    ],
)
async def test_a_state_that_says_too_little_or_too_much_is_refused(ground: Ground, wrong: Json) -> None:
    [step, _] = (await ground.agreed())["steps"]

    problem(await ground.world["ani"].put(f"/v1/action-steps/{step['id']}", wrong, etag='"v3"'), 422, "INVALID")


@pytest.mark.parametrize("day", ["2026-03-31", "2026-04-07"], ids=["before the period", "tomorrow"])
async def test_a_step_is_done_in_the_period_and_not_tomorrow(ground: Ground, day: str) -> None:
    [step, _] = (await ground.agreed())["steps"]
    done = {"status": "done", "done_on": day}

    path = f"/v1/action-steps/{step['id']}"
    refused = problem(await ground.world["ani"].put(path, done, etag='"v3"'), 422, "STEP_OUTSIDE_PERIOD")

    assert refused["errors"][0]["pointer"] == "/done_on"
    assert (await ground.world["ani"].read(path))["status"] == "planned"


async def test_steps_that_are_not_agreed_have_no_progress(ground: Ground) -> None:
    made = await ground.world["ani"].create("/v1/action-plans", ground.body())

    path = f"/v1/action-steps/{made['steps'][0]['id']}"
    refused = problem(
        await ground.world["ani"].put(path, {"status": "planned"}, etag='"v1"'), 409, "ACTION_STEPS_NOT_AGREED"
    )

    assert refused["basis"]


async def test_days_outside_the_period_and_targets_of_others_are_refused(ground: Ground) -> None:
    ani = ground.world["ani"]
    outside = ground.body(ground.step(), ground.step(due_on="2026-07-01"), ground.step(due_on="2026-03-31"))

    refused = problem(await ani.post("/v1/action-plans", outside), 422, "STEP_OUTSIDE_PERIOD")

    assert [each["pointer"] for each in refused["errors"]] == ["/steps/1/due_on", "/steps/2/due_on"]
    assert "Triwulan II" in refused["errors"][0]["detail"]
    theirs = await draft_plan(ground.world, "budi", ground.cycle["id"])
    of_budi = ground.step() | {"target_id": theirs["targets"][0]["id"]}
    indicator = ground.step() | {"target_id": ground.plan["targets"][0]["indicators"][0]["id"]}
    for step in (of_budi, indicator, ground.step() | {"target_id": MISSING}):
        problem(await ani.post("/v1/action-plans", ground.body(step)), 404, "NOT_FOUND")
    assert (await ani.read("/v1/action-plans"))["items"] == []


async def test_one_for_a_plan_and_period_of_the_same_year_on_an_agreed_plan(ground: Ground) -> None:
    world = ground.world
    made = await world["ani"].create("/v1/action-plans", ground.body())

    again = problem(await world["ani"].post("/v1/action-plans", ground.body()), 409, "ACTION_PLAN_ALREADY_THERE")
    assert again["action_plan_id"] == made["id"]
    periods = (await world["hr"].read(f"/v1/cycles/{ground.cycle['id']}/periods"))["items"]
    upcoming = ground.body(ground.step(due_on="2026-08-31"), period_id=periods[2]["id"])
    ok(await world["ani"].post("/v1/action-plans", upcoming), 201)
    former = await open_period(world, (await open_cycle(world, year=2025))["id"])
    other = problem(
        await world["ani"].post("/v1/action-plans", ground.body(period_id=former["id"])), 422, "PERIOD_OF_ANOTHER_YEAR"
    )
    assert other["errors"][0]["pointer"] == "/period_id"
    drafted = await draft_plan(world, "budi", ground.cycle["id"])
    of_budi = ground.body(plan_id=drafted["id"])
    problem(await world["budi"].post("/v1/action-plans", of_budi), 409, "PLAN_NOT_AGREED")


async def test_a_closed_period_changes_no_action_plan(ground: Ground) -> None:
    world, plan = ground.world, await ground.agreed()
    path, step = f"/v1/action-plans/{plan['id']}", f"/v1/action-steps/{plan['steps'][0]['id']}"
    ok(await world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))

    problem(await world["ani"].put(step, {"status": "planned"}, etag='"v3"'), 409, "ACTION_PLAN_PERIOD_OVER")
    problem(await world["kabid"].step(path, "return", "Ubah."), 409, "ILLEGAL_TRANSITION")
    options = (await world["kabid"].read(f"{path}/transitions"))["next"]
    assert [(each["name"], each["possible"]) for each in options] == [("return", False)]
    fresh = ground.body(plan_id=(await agreed_plan(world, "budi", ground.cycle["id"]))["id"])
    problem(await world["budi"].post("/v1/action-plans", fresh), 409, "ACTION_PLAN_PERIOD_OVER")
    assert await world["ani"].read(path) == plan


async def test_nobody_else_plans_and_nobody_but_the_official_agrees(ground: Ground, worlds: WorldBuilder) -> None:
    world, other = ground.world, await worlds.build()
    made = await world["ani"].create("/v1/action-plans", ground.body())
    path, step = f"/v1/action-plans/{made['id']}", f"/v1/action-steps/{made['steps'][0]['id']}"
    ok(await world["ani"].step(path, "submit"))

    for who in ("ani", "kadis", "hr"):
        problem(await world[who].step(path, "agree"), 403, "FORBIDDEN")
    problem(await world["kabid"].step(path, "withdraw"), 403, "FORBIDDEN")
    problem(await world["kabid"].put(path, {"steps": [ground.step()]}, etag='"v2"'), 403, "FORBIDDEN")
    problem(await world["kabid"].put(step, {"status": "planned"}, etag='"v2"'), 403, "FORBIDDEN")
    problem(await world["kabid"].post("/v1/action-plans", ground.body()), 403, "FORBIDDEN")
    for stranger in (world["budi"], other["ani"], other["hr"]):
        for where in (path, step, f"{path}/transitions"):
            problem(await stranger.get(where), 404, "NOT_FOUND")
    for stranger in (world["budi"], other["ani"]):
        problem(await stranger.put(step, {"status": "planned"}, etag='"v2"'), 404, "NOT_FOUND")
    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        items = (await world[reader].read("/v1/action-plans", period_id=ground.period["id"], status="submitted"))[
            "items"
        ]
        assert [each["id"] for each in items] == [made["id"]]
    assert (await world["budi"].read("/v1/action-plans"))["items"] == []
    assert (await world["hr"].read("/v1/action-plans", plan_id=MISSING))["items"] == []


async def test_two_at_once_agree_and_return_only_one(ground: Ground, clock: FixedClock) -> None:
    plan = await ground.agreed()
    clock.instant += timedelta(minutes=1)
    path = f"/v1/action-plans/{plan['id']}"
    ok(await ground.world["kabid"].step(path, "return", "Ubah.", etag='"v3"'))

    problem(await ground.world["kabid"].step(path, "return", "Ubah.", etag='"v3"'), 412, "STALE_VERSION")
