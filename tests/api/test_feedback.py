"""Feedback over HTTP: given from above, beside and below, read by few, acknowledged once."""

from dataclasses import dataclass

import pytest

from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, drafted_realization, open_cycle, open_period
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"


@dataclass
class Ground:
    """A world in which ani has an agreed plan."""

    world: World
    cycle: Json
    plan: Json

    def remark(self, **more: str) -> Json:
        return {"plan_id": self.plan["id"], "text": "Laporan rapi dan tepat waktu."} | more


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    return Ground(world, cycle, await agreed_plan(world, "ani", cycle["id"]))


async def test_feedback_is_given_read_and_acknowledged(ground: Ground) -> None:
    created = await ground.world["kabid"].post("/v1/feedback", ground.remark())
    remark = ok(created, 201)
    path = f"/v1/feedback/{remark['id']}"

    assert created.headers["location"] == path
    assert (remark["about"], remark["author_name"], remark["author_relation"]) == ("plan", "Kabid", "rating_official")
    assert await ground.world["ani"].read(path) == remark
    acknowledged = ok(await ground.world["ani"].step(path, "acknowledge"))
    assert (acknowledged["status"], acknowledged["version"]) == ("acknowledged", 2)
    assert acknowledged["acknowledged_at"] is not None
    life = await ground.world["kabid"].read(f"{path}/transitions")
    assert [each["name"] for each in life["history"]] == ["given", "acknowledge"]
    assert life["next"] == []


@pytest.mark.parametrize(
    ("author", "relation"),
    [
        ("kabid", "rating_official"),
        ("kadis", "superior_of_rating_official"),
        ("budi", "peer"),
    ],
)
async def test_those_above_and_peers_give_feedback(ground: Ground, author: str, relation: str) -> None:
    remark = await ground.world[author].create("/v1/feedback", ground.remark(value="kolaboratif"))

    assert (remark["author_relation"], remark["about"], remark["value"]) == (relation, "value", "kolaboratif")
    assert await ground.world[author].read(f"/v1/feedback/{remark['id']}") == remark


async def test_a_subordinate_gives_feedback_to_the_one_above(ground: Ground) -> None:
    plan = await agreed_plan(ground.world, "kabid", ground.cycle["id"], official="kadis")

    remark = await ground.world["ani"].create("/v1/feedback", {"plan_id": plan["id"], "text": "Arahan jelas."})

    assert remark["author_relation"] == "subordinate"


async def test_a_remark_names_a_target_or_a_realization_of_the_plan(ground: Ground) -> None:
    period = await open_period(ground.world, ground.cycle["id"])
    realization = await drafted_realization(ground.world, "ani", ground.plan, period["id"])
    target_id = ground.plan["targets"][0]["id"]

    on_target = await ground.world["kabid"].create("/v1/feedback", ground.remark(target_id=target_id))
    on_result = await ground.world["kabid"].create("/v1/feedback", ground.remark(realization_id=realization["id"]))

    assert (on_target["about"], on_target["target_id"]) == ("target", target_id)
    assert (on_result["about"], on_result["realization_id"]) == ("realization", realization["id"])


async def test_a_part_of_another_plan_looks_like_a_missing_one(ground: Ground, worlds: WorldBuilder) -> None:
    period = await open_period(ground.world, ground.cycle["id"])
    theirs = await agreed_plan(ground.world, "budi", ground.cycle["id"])
    foreign = await worlds.build()
    abroad = await agreed_plan(foreign, "ani", (await open_cycle(foreign))["id"])
    result = await drafted_realization(ground.world, "budi", theirs, period["id"])
    kabid = ground.world["kabid"]

    for place, ids in {
        "target_id": (theirs["targets"][0]["id"], abroad["targets"][0]["id"], MISSING),
        "realization_id": (result["id"], MISSING),
    }.items():
        refusals = [
            problem(await kabid.post("/v1/feedback", ground.remark(**{place: each})), 422, "NOT_OF_THIS_PLAN")
            for each in ids
        ]
        assert {each["errors"][0]["pointer"] for each in refusals} == {f"/{place}"}
        assert len({str(_without_place(each)) for each in refusals}) == 1


async def test_a_remark_is_about_one_thing_and_says_something(ground: Ground) -> None:
    kabid = ground.world["kabid"]

    two = ground.remark(target_id=ground.plan["targets"][0]["id"], value="loyal")
    problem(await kabid.post("/v1/feedback", two), 422, "INVALID")
    problem(await kabid.post("/v1/feedback", ground.remark(value="ramah")), 422, "INVALID")
    problem(await kabid.post("/v1/feedback", ground.remark(text=" ")), 422, "INVALID")


async def test_nobody_gives_feedback_to_oneself_and_hr_and_auditors_give_none(ground: Ground) -> None:
    refused = problem(await ground.world["ani"].post("/v1/feedback", ground.remark()), 403, "FORBIDDEN")

    assert refused["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    for office in ("hr", "auditor"):
        problem(await ground.world[office].post("/v1/feedback", ground.remark()), 403, "FORBIDDEN")
    assert (await ground.world["ani"].read("/v1/feedback"))["items"] == []


async def test_a_year_that_is_closed_takes_no_feedback(ground: Ground) -> None:
    ok(await ground.world["hr"].step(f"/v1/cycles/{ground.cycle['id']}", "close"))

    problem(await ground.world["kabid"].post("/v1/feedback", ground.remark()), 409, "CYCLE_NOT_OPEN")


async def test_only_the_subject_acknowledges_once_on_the_version_that_was_seen(ground: Ground) -> None:
    remark = await ground.world["budi"].create("/v1/feedback", ground.remark())
    path = f"/v1/feedback/{remark['id']}"

    for other in ("budi", "kabid"):
        problem(await ground.world[other].step(path, "acknowledge"), 403, "FORBIDDEN")
    problem(await ground.world["ani"].step(path, "acknowledge", etag='"v7"'), 412, "STALE_VERSION")
    problem(
        await ground.world["ani"].post(f"{path}/transitions", {"name": "acknowledge"}), 428, "PRECONDITION_REQUIRED"
    )
    officials = await ground.world["kabid"].read(f"{path}/transitions")
    assert not officials["next"][0]["possible"]
    ok(await ground.world["ani"].step(path, "acknowledge"))
    problem(await ground.world["ani"].step(path, "acknowledge"), 409, "ILLEGAL_TRANSITION")


async def test_what_was_said_stays_as_it_was_said(ground: Ground) -> None:
    remark = await ground.world["kabid"].create("/v1/feedback", ground.remark())
    path = f"/v1/feedback/{remark['id']}"

    assert (await ground.world["kabid"].put(path, ground.remark(text="Lain"), etag='"v1"')).status_code == 405
    assert (await ground.world["kabid"].delete(path, etag='"v1"')).status_code == 405


async def test_a_remark_is_read_by_subject_author_and_those_above_and_by_nobody_else(
    ground: Ground, worlds: WorldBuilder
) -> None:
    remark = await ground.world["budi"].create("/v1/feedback", ground.remark())
    path, plan = f"/v1/feedback/{remark['id']}", ground.plan["id"]
    other = await worlds.build()

    for reader in ("ani", "budi", "kabid", "kadis", "hr", "auditor"):
        assert await ground.world[reader].read(path) == remark
        assert (await ground.world[reader].read("/v1/feedback", plan_id=plan))["items"] == [remark]
    for stranger in (ground.world["citra"], other["ani"], other["hr"]):
        for tail in ("", "/transitions"):
            theirs = problem(await stranger.get(path + tail), 404, "NOT_FOUND")
            nothing = problem(await stranger.get(f"/v1/feedback/{MISSING}{tail}"), 404, "NOT_FOUND")
            assert _without_place(theirs) == _without_place(nothing)
        assert (await stranger.read("/v1/feedback", plan_id=plan))["items"] == []


async def test_a_plan_of_another_agency_is_a_missing_one(ground: Ground, worlds: WorldBuilder) -> None:
    other = await worlds.build()

    theirs = problem(await other["kabid"].post("/v1/feedback", ground.remark()), 404, "NOT_FOUND")
    nothing = problem(await other["kabid"].post("/v1/feedback", ground.remark(plan_id=MISSING)), 404, "NOT_FOUND")

    assert _without_place(theirs) == _without_place(nothing)


async def test_a_list_is_newest_first_and_goes_on(ground: Ground) -> None:
    first = await ground.world["kabid"].create("/v1/feedback", ground.remark())
    second = await ground.world["budi"].create("/v1/feedback", ground.remark())

    page = await ground.world["ani"].read("/v1/feedback", limit=1)
    following = await ground.world["ani"].read("/v1/feedback", limit=1, cursor=page["next"])

    assert [page["items"], following["items"], following["next"]] == [[second], [first], None]


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
