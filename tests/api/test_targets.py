"""Target plans over HTTP: from a draft to an agreed plan, and everything that is refused on the way."""

from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, draft_plan, open_cycle
from tests.support.world import World


async def test_a_plan_is_drafted_submitted_and_agreed(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"

    submitted = ok(await world["ani"].step(path, "submit"))
    assert submitted["status"] == "submitted"
    assert submitted["rating_official_name"] == "Kabid"

    agreed = ok(await world["kabid"].step(path, "agree"))
    assert agreed["status"] == "agreed"
    history = (await world["ani"].read(f"{path}/transitions"))["history"]
    assert [step["to_state"] for step in history] == ["draft", "submitted", "agreed"]


async def test_weights_that_do_not_sum_to_100_are_refused_and_nothing_changes(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"], weights=("60", "30"))
    path = f"/v1/target-plans/{plan['id']}"

    refused = problem(await world["ani"].step(path, "submit"), 409, "ILLEGAL_TRANSITION")

    assert "90" in refused["detail"]
    assert refused["basis"]
    assert (await world["ani"].read(path))["status"] == "draft"


async def test_a_colleague_gets_the_answer_of_a_missing_id(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    missing = "/v1/target-plans/0198c0de-0000-7000-8000-000000000000"

    theirs = problem(await world["budi"].get(f"/v1/target-plans/{plan['id']}"), 404, "NOT_FOUND")
    nothing = problem(await world["budi"].get(missing), 404, "NOT_FOUND")

    assert _without_place(theirs) == _without_place(nothing)


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
