"""What somebody who moves leaves in the post, and takes along into the next plan of the year.

What a row of section 4 of the regulation file says stands in the docstring of its test.
"""

import asyncio
from uuid import UUID, uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import pytest

from kinerja_api.targets.repository import get_plan
from tests.support.caller import Json, ok
from tests.support.moves import came, drafted, moved, placed, plan_with, result, succeeded, told
from tests.support.steps import (
    agreed_plan,
    draft_plan,
    open_cycle,
)
from tests.support.world import World, WorldBuilder


async def test_mutasi_passes_on_what_stays_with_the_post_and_takes_along_what_follows_the_person(world: World) -> None:
    """Mutasi / promosi mid-year: what an RHK of each class does.

    "An RHK classed 'organisasi' stays with the post and passes to the successor, an RHK classed 'individu' follows the
    person (e-Kinerja BKN model)" [S24][F8].
    """
    cycle = await open_cycle(world)
    above = await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    link = {"superior_target_id": above["targets"][0]["id"]}
    old = await plan_with(
        world,
        "ani",
        cycle,
        result("Data terbit", "organisasi", weight="60", **link),
        result("Sertifikasi", weight="40"),
    )
    await moved(world, "ani", "bidang", "2026-03-01")
    await succeeded(world, "budi", "analis-1", "2026-03-01")

    hers, his = await drafted(world, "ani", cycle), await drafted(world, "budi", cycle)

    assert [each["classification"] for each in old["targets"]] == ["organisasi", "individu"]
    assert (came(hers), hers["left_out"]) == ([("Sertifikasi", "follows_person")], [])
    assert (came(his), his["left_out"]) == ([("Data terbit", "stays_with_post")], [])
    for plan, source in ((hers, old["targets"][1]), (his, old["targets"][0])):
        [target] = plan["targets"]
        assert target["copied_from_id"] == source["id"]
        same = ("kind", "classification", "title", "weight", "standards", "superior_target_id")
        assert [target[each] for each in same] == [source[each] for each in same]
        assert [{**each, "id": ""} for each in target["indicators"]] == [
            {**each, "id": ""} for each in source["indicators"]
        ]
    kept = await world["ani"].read(f"/v1/target-plans/{old['id']}")
    assert kept["targets"] == old["targets"]
    assert await world["budi"].read(f"/v1/target-plans/{his['id']}") == {k: his[k] for k in his if k != "left_out"}


async def test_what_came_along_is_the_owners_to_change_and_is_not_whole_by_itself(world: World) -> None:
    """The same row: a draft like any other, whose weights `submit` looks at."""
    cycle = await open_cycle(world)
    await plan_with(world, "ani", cycle, result("Data", "organisasi", weight="60"), result("Kursus", weight="40"))
    await moved(world, "ani", "bidang", "2026-03-01")
    plan = await drafted(world, "ani", cycle)
    path, [target] = f"/v1/target-plans/{plan['id']}", plan["targets"]

    refused = await world["ani"].step(path, "submit")
    changed = ok(await world["ani"].put(f"/v1/targets/{target['id']}", result("Kursus", "organisasi"), etag="*"))

    assert (refused.status_code, "40" in refused.text) == (409, True)
    assert (changed["classification"], changed["passed_on"]) == ("organisasi", "follows_person")
    ok(await world["ani"].delete(f"/v1/targets/{target['id']}", etag="*"), 204)
    assert (await world["ani"].read(path))["targets"] == []


async def test_links_to_a_superior_who_is_none_any_more_are_left_out_and_told(world: World) -> None:
    """The same row with the cascade: below another head there is another target to serve."""
    cycle = await open_cycle(world)
    above = await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    own = [result(title, superior_target_id=above["targets"][0]["id"]) for title in ("Data", "Kursus")]
    await plan_with(world, "ani", cycle, *own)
    await moved(world, "ani", "dinas", "2026-03-01")

    plan = await drafted(world, "ani", cycle)

    assert [each["superior_target_id"] for each in plan["targets"]] == [None, None]
    assert [(each["code"], each["title"]) for each in plan["left_out"]] == [
        ("superior_target", "Data"),
        ("superior_target", "Kursus"),
    ]
    assert "pimpinan Anda sekarang" in plan["left_out"][0]["reason"]


async def test_links_follow_the_superiors_target_to_the_superiors_successor(world: World) -> None:
    """The same row, one level up: the head changes too, and the target of the head's post with it."""
    cycle = await open_cycle(world)
    above = await plan_with(world, "kabid", cycle, result("Layanan data", "organisasi"))
    await plan_with(world, "ani", cycle, result("Kursus", superior_target_id=above["targets"][0]["id"]))
    await moved(world, "kabid", "dinas", "2026-03-01", code="penasihat")
    await succeeded(world, "dewi", "kepala-bidang", "2026-03-01")
    hers = await drafted(world, "dewi", cycle)
    await moved(world, "ani", "bidang", "2026-04-01")

    plan = await drafted(world, "ani", cycle)

    assert came(hers) == [("Layanan data", "stays_with_post")]
    assert [each["superior_target_id"] for each in plan["targets"]] == [hers["targets"][0]["id"]]
    assert plan["left_out"] == []


async def test_the_form_of_the_new_post_and_the_new_holder_leave_out_what_they_have_not(world: World) -> None:
    """The same row: a perspective belongs to the form of leaders, an acting appointment to a person."""
    cycle = await open_cycle(world)
    acting = {"unit_id": str(world.units["dinas"]), "employee_id": str(world.employees["ani"]), "capacity": "plh"}
    span = {"since": "2026-05-01", "until": "2026-08-01", "decree": "821/4"}
    delegation = (await world["hr"].create("/v1/delegations", acting | span))["id"]
    await plan_with(
        world,
        "ani",
        cycle,
        result("Renstra", "organisasi", kind="tambahan", delegation_id=delegation),
        result("Rapat", kind="tambahan", delegation_id=delegation),
        result("Data"),
    )
    await moved(world, "ani", "bidang", "2026-03-01")
    await succeeded(world, "budi", "analis-1", "2026-03-01")

    hers, his = await drafted(world, "ani", cycle), await drafted(world, "budi", cycle)

    assert [(each["title"], each["delegation_id"]) for each in hers["targets"]] == [
        ("Rapat", delegation),
        ("Data", None),
    ]
    assert [(each["title"], each["delegation_name"]) for each in his["targets"]] == [("Renstra", None)]
    assert ([each["code"] for each in his["left_out"]], hers["left_out"]) == (["delegation"], [])


async def test_perspectives_stay_behind_on_the_form_of_leaders(world: World) -> None:
    """The same row: the head of the department becomes an analyst, whose form has no perspective."""
    cycle = await open_cycle(world)
    old = await drafted(world, "kadis", cycle)
    await write_as_agreed(world, old, result("Renstra", perspective="anggaran"))
    await moved(world, "kadis", "bidang", "2026-03-01")

    plan = await drafted(world, "kadis", cycle)

    assert [(each["title"], each["perspective"]) for each in plan["targets"]] == [("Renstra", None)]
    assert [each["code"] for each in plan["left_out"]] == ["perspective"]


async def write_as_agreed(world: World, plan: Json, *targets: Json) -> None:
    """Give a plan targets and let it be agreed by somebody who is above the whole agency and in no record of it."""
    name = next(name for name, employee in world.employees.items() if str(employee) == plan["employee_id"])
    for each in targets:
        ok(await world[name].post(f"/v1/target-plans/{plan['id']}/targets", each, etag="*"), 201)
    async with world.database.write(world.agency_id) as uow:
        found = await get_plan(uow, UUID(plan["id"]))
        found.status = "agreed"
        await uow.finish()


async def test_nothing_passes_from_what_was_never_agreed_or_goes_on(world: World) -> None:
    """The same row: only of plans that were agreed, and only once their holder has left the post."""
    cycle = await open_cycle(world)
    await draft_plan(world, "ani", cycle["id"])
    two = await plan_with(world, "citra", cycle, result("Telaah", "organisasi"))
    await moved(world, "ani", "bidang", "2026-03-01")
    await succeeded(world, "budi", "analis-3", "2026-03-01")

    hers, his = await drafted(world, "ani", cycle), await drafted(world, "budi", cycle)

    assert (hers["targets"], his["targets"]) == ([], [])
    assert (await world["citra"].read(f"/v1/target-plans/{two['id']}"))["valid_until"] is None


async def test_what_came_into_a_plan_goes_on_with_the_next_move(world: World) -> None:
    """The same row, twice in a year: also out of a draft that was never agreed, for it was agreed before."""
    cycle = await open_cycle(world)
    await plan_with(world, "ani", cycle, result("Data", "organisasi"), result("Kursus"))
    await moved(world, "ani", "bidang", "2026-02-01", code="kedua")
    await succeeded(world, "budi", "analis-1", "2026-02-01")
    between = [await drafted(world, name, cycle) for name in ("ani", "budi")]
    await moved(world, "ani", "bidang", "2026-04-01", code="ketiga")
    await moved(world, "budi", "bidang", "2026-04-01", code="keempat")
    await succeeded(world, "citra", "analis-1", "2026-04-01")

    hers, theirs = await drafted(world, "ani", cycle), await drafted(world, "citra", cycle)

    assert (came(hers), came(theirs)) == ([("Kursus", "follows_person")], [("Data", "stays_with_post")])
    assert [plan["targets"][0]["copied_from_id"] for plan in (hers, theirs)] == [
        plan["targets"][0]["id"] for plan in between
    ]
    assert came(await drafted(world, "budi", cycle)) == []


async def test_of_several_who_left_a_post_the_last_is_succeeded_first(world: World) -> None:
    """The same row for a post with several holders: each successor takes over from one, and nobody from one twice."""
    cycle = await open_cycle(world)
    post = str(world.positions["analis-1"])
    await placed(world, "budi", post, "2026-01-01")
    await plan_with(world, "ani", cycle, result("Dari Ani", "organisasi"))
    await plan_with(world, "budi", cycle, result("Dari Budi", "organisasi"))
    await moved(world, "ani", "bidang", "2026-02-01", code="kedua")
    await moved(world, "budi", "bidang", "2026-03-01", code="ketiga")
    for name in ("citra", "dewi", "kabid"):
        await placed(world, name, post, "2026-03-02")

    found = [came(await drafted(world, name, cycle)) for name in ("citra", "dewi", "kabid")]

    assert found == [[("Dari Budi", "stays_with_post")], [("Dari Ani", "stays_with_post")], []]


async def test_nobody_takes_over_twice_when_all_successors_begin_at_once(worlds: WorldBuilder) -> None:
    """R5: four successors in one post, with several requests of each at once; what was left is there once."""
    world = await worlds.build()
    cycle = await open_cycle(world)
    await plan_with(world, "ani", cycle, result("Data", "organisasi"), result("Layanan", "organisasi"))
    await moved(world, "ani", "bidang", "2026-03-01")
    names = ("budi", "citra", "dewi", "kabid")
    for name in names:
        await succeeded(world, name, "analis-1", "2026-03-02")

    body = {"cycle_id": cycle["id"]}
    answers = await asyncio.gather(
        *(world[name].post("/v1/target-plans", body, key=str(uuid4())) for _ in range(4) for name in names)
    )

    made = [answer.json() for answer in answers if answer.status_code == 201]
    assert told(answers) <= {(201, None), (409, "PLAN_ALREADY_THERE"), (503, "UNAVAILABLE")}
    assert sorted(plan["employee_name"] for plan in made) == ["Budi", "Citra", "Dewi", "Kabid"]
    assert sorted(title for plan in made for title, _ in came(plan)) == ["Data", "Layanan"]


async def test_a_copy_of_last_year_brings_what_it_holds_and_nothing_else(world: World) -> None:
    """The same row with `copies`: the class comes along, what others left in the post does not."""
    before, cycle = await open_cycle(world, year=2025), await open_cycle(world)
    source = await drafted(world, "budi", before)
    path = f"/v1/target-plans/{source['id']}"
    ok(await world["budi"].post(f"{path}/targets", result("Arsip", "organisasi"), etag="*"), 201)
    await placed(world, "ani", str(world.positions["analis-2"]), "2026-01-01")
    await plan_with(world, "ani", cycle, result("Data", "organisasi"))
    await moved(world, "ani", "bidang", "2026-03-01")

    copied = ok(await world["budi"].post(f"{path}/copies", {"cycle_id": cycle["id"]}), 201)

    [target] = copied["plan"]["targets"]
    assert (target["title"], target["classification"], target["passed_on"]) == ("Arsip", "organisasi", None)


async def test_a_template_and_a_change_request_know_the_class(world: World) -> None:
    """The same row: the class of a target is part of what is handed out and of what is agreed later."""
    cycle = await open_cycle(world)
    template = {"name": "Templat", "targets": [result("Data tercatat", "organisasi")]}
    made = await world["hr"].create("/v1/plan-templates", template)
    assert made["targets"][0]["classification"] == "organisasi"
    plan = await plan_with(world, "ani", cycle, result("Data"))
    [target] = plan["targets"]
    change = {"action": "change", "target_id": target["id"], "target": result("Data", "organisasi")}
    body = {"plan_id": plan["id"], "reason": "Hasil kerja bidang", "changes": [change]}

    asked = await world["ani"].create("/v1/plan-change-requests", body)

    assert asked["changes"][0]["target"]["classification"] == "organisasi"
    ok(await world["kabid"].step(f"/v1/plan-change-requests/{asked['id']}", "agree"))
    listed = (await world["ani"].read("/v1/targets", plan_id=plan["id"]))["items"]
    assert [each["classification"] for each in listed] == ["organisasi"]


async def test_a_plan_that_is_full_takes_no_more_along_and_says_so(world: World) -> None:
    """The same row at the bound of 40 targets."""
    cycle = await open_cycle(world)
    await plan_with(world, "ani", cycle, *(result(f"Kursus {number}") for number in range(3)))
    await plan_with(world, "budi", cycle, *(result(f"Data {number}", "organisasi") for number in range(39)))
    await moved(world, "budi", "bidang", "2026-03-01")
    await succeeded(world, "ani", "analis-2", "2026-03-01")

    plan = await drafted(world, "ani", cycle)

    assert len(plan["targets"]) == 40
    assert [(each["code"], each["title"]) for each in plan["left_out"]] == [
        ("no_room", "Kursus 1"),
        ("no_room", "Kursus 2"),
    ]


@pytest.mark.parametrize("classification", ["unit", "", 1, None])
async def test_another_class_is_refused(world: World, classification: object) -> None:
    cycle = await open_cycle(world)
    path = f"/v1/target-plans/{(await drafted(world, 'ani', cycle))['id']}/targets"

    answer = await world["ani"].post(path, result("Data") | {"classification": classification}, etag="*")

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/classification")
