"""Changes of an agreed plan over HTTP: asked for with a reason, decided by the rating official, kept for ever."""

from typing import Any

import pytest

from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, draft_plan, drafted_realization, open_cycle, open_period
from tests.support.world import World

REQUESTS = "/v1/plan-change-requests"
INDICATOR = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "10", "unit": "laporan"}
REASON = "Anggaran kegiatan dikurangi."


async def plan_of(world: World) -> Json:
    """Agree the plan of Ani in an open year."""
    cycle = await open_cycle(world)
    return await agreed_plan(world, "ani", cycle["id"])


def changed(target: Json, *, indicators: list[Json], **more: Any) -> Json:
    """Return the change of a target to these indicators."""
    given = {"title": target["title"], "weight": target["weight"], "indicators": indicators}
    return {"action": "change", "target_id": target["id"], "target": given | more}


async def ask(world: World, plan: Json, *changes: Json, name: str = "ani", **more: Any) -> Any:
    """Ask for changes of a plan."""
    body = {"plan_id": plan["id"], "reason": REASON, "changes": list(changes)}
    return await world[name].post(REQUESTS, body | more)


async def test_an_agreed_change_is_done_and_keeps_what_was_before(world: World) -> None:
    plan = await plan_of(world)
    first, second = plan["targets"]
    kept = INDICATOR | {"indicator_id": first["indicators"][0]["id"]}
    new = {"title": "Layanan cepat", "weight": "40", "indicators": [INDICATOR]}
    attachments = {"resources": ["Operator"], "accountability": [], "consequences": []}
    changes = (
        changed(first, indicators=[kept, INDICATOR | {"title": "Ketepatan"}], title="Data terbit"),
        {"action": "remove", "target_id": second["id"]},
        {"action": "add", "target": new},
    )

    request = ok(await ask(world, plan, *changes, attachments=attachments), 201)
    path = f"{REQUESTS}/{request['id']}"
    assert (request["status"], request["reason"], request["plan_before"]) == ("submitted", REASON, None)
    assert await world["ani"].read(f"/v1/target-plans/{plan['id']}") == plan

    agreed = ok(await world["kabid"].step(path, "agree", "Setuju."))

    assert (agreed["status"], agreed["decided_by_name"], agreed["decision_note"]) == ("agreed", "Kabid", "Setuju.")
    assert agreed["plan_before"] == plan
    now = await world["ani"].read(f"/v1/target-plans/{plan['id']}")
    assert now["status"] == "agreed"
    assert now["version"] == plan["version"] + 1
    assert now["attachments"] == attachments
    assert [(each["title"], each["weight"]) for each in now["targets"]] == [
        ("Data terbit", "60"),
        ("Layanan cepat", "40"),
    ]
    [same, added] = now["targets"][0]["indicators"]
    assert (same["id"], same["target_value"]) == (first["indicators"][0]["id"], "10")
    assert added["title"] == "Ketepatan"
    problem(await world["ani"].get(f"/v1/targets/{second['id']}"), 404, "NOT_FOUND")
    history = await world["ani"].read(f"{path}/transitions")
    assert [(step["to_state"], step["note"]) for step in history["history"]] == [
        ("submitted", None),
        ("agreed", "Setuju."),
    ]
    listed = await world["auditor"].read_all(REQUESTS, plan_id=plan["id"])
    assert [(row["id"], row["status"]) for row in listed] == [(request["id"], "agreed")]


async def test_what_was_reported_stays_when_its_indicator_leaves_the_plan(world: World) -> None:
    plan = await plan_of(world)
    period = await open_period(world, plan["cycle_id"])
    report = await drafted_realization(world, "ani", plan, period["id"])
    first = plan["targets"][0]
    request = ok(await ask(world, plan, changed(first, indicators=[INDICATOR])), 201)

    ok(await world["kabid"].step(f"{REQUESTS}/{request['id']}", "agree"))

    assert await world["ani"].read(f"/v1/realizations/{report['id']}") == report
    second = (await world["hr"].read(f"/v1/cycles/{plan['cycle_id']}/periods"))["items"][1]
    ok(await world["hr"].step(f"/v1/periods/{second['id']}", "open"))
    again = {"indicator_id": first["indicators"][0]["id"], "period_id": second["id"], "value": "3"}
    problem(await world["ani"].post("/v1/realizations", again), 404, "NOT_FOUND")


async def test_a_refused_or_withdrawn_change_changes_nothing(world: World) -> None:
    plan = await plan_of(world)
    change = changed(plan["targets"][0], indicators=[INDICATOR])
    path = f"/v1/target-plans/{plan['id']}"
    request = ok(await ask(world, plan, change), 201)

    unexplained = problem(await world["kabid"].step(f"{REQUESTS}/{request['id']}", "refuse"), 409, "ILLEGAL_TRANSITION")
    assert unexplained["basis"]
    refused = ok(await world["kabid"].step(f"{REQUESTS}/{request['id']}", "refuse", "Belum perlu."))
    assert (refused["status"], refused["decision_note"]) == ("refused", "Belum perlu.")
    again = ok(await ask(world, plan, change), 201)
    withdrawn = ok(await world["ani"].step(f"{REQUESTS}/{again['id']}", "withdraw"))
    assert (withdrawn["status"], withdrawn["decided_by_name"]) == ("withdrawn", None)
    assert await world["ani"].read(path) == plan
    rows = await world["kabid"].read_all(REQUESTS, status="refused")
    assert [row["id"] for row in rows] == [request["id"]]


async def test_what_the_rating_official_asks_for_is_decided_by_the_employee(world: World) -> None:
    plan = await plan_of(world)
    change = changed(plan["targets"][0], indicators=[INDICATOR])
    request = ok(await ask(world, plan, change, name="kabid"), 201)
    path, plan_path = f"{REQUESTS}/{request['id']}", f"/v1/target-plans/{plan['id']}"
    assert (request["asked_by"], request["asked_by_name"]) == ("official", "Kabid")
    task = (await world["ani"].read("/v1/my-tasks", kind="answer_plan_change"))["tasks"][0]
    assert (task["link"], task["subject_name"]) == (path, "Kabid")
    assert (await world["kabid"].read("/v1/my-tasks", kind="decide_plan_change"))["tasks"] == []

    problem(await world["kabid"].step(path, "agree"), 403, "FORBIDDEN")
    problem(await world["ani"].step(path, "withdraw"), 403, "FORBIDDEN")
    problem(await ask(world, plan, change), 409, "CHANGE_REQUEST_UNDER_WAY")
    ok(await world["ani"].step(path, "refuse", "Anggarannya tetap."))
    assert await world["ani"].read(plan_path) == plan
    again = ok(await ask(world, plan, change, name="kabid"), 201)
    agreed = ok(await world["ani"].step(f"{REQUESTS}/{again['id']}", "agree"))

    assert (agreed["decided_by_name"], agreed["plan_before"]) == ("Ani", plan)
    assert (await world["ani"].read(plan_path))["version"] == plan["version"] + 1


async def test_the_employee_asks_and_only_the_rating_official_decides(world: World) -> None:
    plan = await plan_of(world)
    change = changed(plan["targets"][0], indicators=[INDICATOR])
    problem(await ask(world, plan, change, name="kadis"), 403, "FORBIDDEN")
    problem(await ask(world, plan, change, name="budi"), 404, "NOT_FOUND")
    request = ok(await ask(world, plan, change), 201)
    path = f"{REQUESTS}/{request['id']}"

    problem(await world["budi"].get(path), 404, "NOT_FOUND")
    assert await world["budi"].read_all(REQUESTS) == []
    for name, step in (("ani", "agree"), ("kadis", "agree"), ("kabid", "withdraw")):
        assert problem(await world[name].step(path, step), 403, "FORBIDDEN")["basis"]
    offered = (await world["kabid"].read(f"{path}/transitions"))["next"]
    assert {each["name"]: each["possible"] for each in offered} == {"agree": True, "refuse": True, "withdraw": False}


async def test_a_second_request_waits_for_the_first(world: World) -> None:
    plan = await plan_of(world)
    change = changed(plan["targets"][0], indicators=[INDICATOR])
    first = ok(await ask(world, plan, change), 201)

    refused = problem(await ask(world, plan, change), 409, "CHANGE_REQUEST_UNDER_WAY")

    assert refused["change_request_id"] == first["id"]
    assert refused["basis"]


async def test_a_change_that_breaks_the_plan_is_not_asked_for(world: World) -> None:
    plan = await plan_of(world)
    first, second = plan["targets"]
    heavier = changed(first, indicators=[INDICATOR], weight="70")

    refused = problem(await ask(world, plan, heavier), 409, "CHANGE_DOES_NOT_FIT")
    assert "110" in refused["detail"]
    assert refused["basis"]
    nothing_left = [{"action": "remove", "target_id": each["id"]} for each in (first, second)]
    problem(await ask(world, plan, *nothing_left), 409, "CHANGE_DOES_NOT_FIT")
    strange = changed(first, indicators=[INDICATOR | {"indicator_id": second["indicators"][0]["id"]}])
    problem(await ask(world, plan, strange), 422, "NOT_OF_THIS_PLAN")
    assert await world["ani"].read_all(REQUESTS) == []


async def test_only_an_agreed_plan_is_changed_by_request(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])

    refused = problem(
        await ask(world, plan, changed(plan["targets"][0], indicators=[INDICATOR])), 409, "CHANGE_DOES_NOT_FIT"
    )

    assert "draft" in refused["detail"]


async def test_what_others_serve_is_not_taken_out(world: World) -> None:
    cycle = await open_cycle(world)
    above = await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    await draft_plan(world, "ani", cycle["id"], superior_target=above["targets"][1]["id"])
    only = changed(above["targets"][0], indicators=[INDICATOR], weight="100")

    removal = {"action": "remove", "target_id": above["targets"][1]["id"]}
    refused = problem(await ask(world, above, only, removal, name="kabid"), 409, "TARGET_IS_SERVED")

    assert refused["basis"]


async def test_what_was_taken_out_is_served_by_nobody_any_more(world: World) -> None:
    cycle = await open_cycle(world)
    above = await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    only = changed(above["targets"][0], indicators=[INDICATOR], weight="100")
    removal = {"action": "remove", "target_id": above["targets"][1]["id"]}
    asked = ok(await ask(world, above, only, removal, name="kabid"), 201)
    ok(await world["kadis"].step(f"{REQUESTS}/{asked['id']}", "agree"))
    path = f"/v1/target-plans/{(await draft_plan(world, 'ani', cycle['id'], weights=()))['id']}"
    target = {"title": "Data terbit", "weight": "100", "superior_target_id": removal["target_id"]}

    problem(await world["ani"].post(f"{path}/targets", target, etag="*"), 422, "NOT_SUPERIORS_TARGET")

    assert (await world["ani"].read(path))["targets"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([], "no_change"),
        ([{"action": "remove"}], "wrong_parts"),
        ([{"action": "add", "target_id": "0198c0de-0302-7000-8000-000000000001"}], "wrong_parts"),
        ([{"action": "remove", "target_id": "0198c0de-0302-7000-8000-000000000001"}] * 2, "named_twice"),
    ],
)
async def test_a_request_that_says_nothing_clear_is_refused(world: World, changes: list[Json], code: str) -> None:
    plan = await plan_of(world)

    refused = problem(await ask(world, plan, *changes), 422, "INVALID")

    assert code in {error["code"] for error in refused["errors"]}
