"""A year in which somebody was not in one post all the time: what is passed on, taken along, and begun again.

What a row of section 4 of the regulation file says stands in the docstring of its test.
"""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kinerja_api.employees.public import PostScope, count_posts, cut_posts, list_posts_after, list_posts_between
from kinerja_api.evaluations.service.runs import advance_run
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_assigner
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.repository import get_plan
from tests.support.caller import Json, ok, problem
from tests.support.moves import may_write_plan, moved, placed, released, returned, status_of
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    draft_plan,
    drafted_evaluation,
    issued_evaluation,
    open_cycle,
    open_period,
    rated_unit,
)
from tests.support.world import PEOPLE, World, WorldBuilder

MEASURE = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "12", "unit": "laporan"}
STANDARD = {"title": "Waktu", "standard": "1 hari kerja", "reference": "SOP 470/12/2026"}


def result(title: str, classification: str = "individu", **more: Any) -> Json:
    """Return a target as it is written, with an indicator and a standard; `organisasi` goes without saying."""
    given = {"title": title, "standards": [STANDARD], "indicators": [MEASURE]} | more
    return given if classification == "organisasi" else given | {"classification": classification}


async def plan_with(world: World, name: str, cycle: Json, *targets: Json) -> Json:
    """Draw up a plan with these targets, and have it agreed."""
    caller = world[name]
    path = f"/v1/target-plans/{(await caller.create('/v1/target-plans', {'cycle_id': cycle['id']}))['id']}"
    for each in targets:
        ok(await caller.post(f"{path}/targets", each, etag="*"), 201)
    ok(await caller.step(path, "submit"))
    return ok(await world["kadis" if name == "kabid" else "kabid"].step(path, "agree"))


async def drafted(world: World, name: str, cycle: Json) -> Json:
    return await world[name].create("/v1/target-plans", {"cycle_id": cycle["id"]})


def came(plan: Json) -> list[tuple[str, str | None]]:
    return [(each["title"], each["passed_on"]) for each in plan["targets"]]


async def succeeded(world: World, name: str, post: str, since: str) -> None:
    """Let somebody take up a post of the agency."""
    await placed(world, name, str(world.positions[post]), since)


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


def told(answers: Sequence[httpx.Response | None]) -> set[tuple[int, str | None]]:
    """Return what writers were told: whoever lost hears why, and not only that some key was taken."""
    return {(each.status_code, each.json().get("code")) for each in answers if each is not None}


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


IN_MAY, IN_SEPTEMBER = datetime(2026, 5, 4, 5, tzinfo=UTC), datetime(2026, 9, 4, 5, tzinfo=UTC)


def days(plan: Json) -> tuple[str | None, str | None]:
    return plan["valid_from"], plan["valid_until"]


async def days_of(world: World, name: str, plan: Json) -> tuple[str | None, str | None]:
    return days(await world[name].read(f"/v1/target-plans/{plan['id']}"))


@pytest.mark.parametrize(
    ("kind", "code"), [("cltn", "PLAN_ON_UNPAID_LEAVE"), ("tugas_belajar", "PLAN_OF_STUDY_NEEDED")]
)
async def test_who_comes_back_in_the_year_draws_up_a_second_plan_for_the_rest(
    world: World, clock: FixedClock, kind: str, code: str
) -> None:
    """CLTN and tugas belajar: "no SKP and no evaluation while on leave" [OK-med]; what is worked after it has a plan.

    Nobody knows in April when it ends, so the plan of work ends there; in September another begins, with what was
    agreed in the first.
    """
    cycle = await open_cycle(world)
    first = await plan_with(world, "ani", cycle, result("Data", "organisasi"), result("Kursus"))
    of_work = {"cycle_id": cycle["id"], "kind": "regular"}
    away = await status_of(world, "ani", kind, "2026-04-01")
    assert await days_of(world, "ani", first) == ("2026-01-01", "2026-03-31")
    clock.instant = IN_MAY
    refused = problem(await world["ani"].post("/v1/target-plans", of_work), 409, code)
    assert refused["basis"]
    assert await may_write_plan(world, "ani") is (kind == "tugas_belajar")
    study = await drafted(world, "ani", cycle) if kind == "tugas_belajar" else None
    await returned(world, "ani", away, "2026-09-01")
    clock.instant = IN_SEPTEMBER
    assert await may_write_plan(world, "ani")

    second = await drafted(world, "ani", cycle)

    assert (second["kind"], days(second)) == ("regular", ("2026-09-01", None))
    assert came(second) == [("Data", "stays_with_post"), ("Kursus", "follows_person")]
    assert await days_of(world, "ani", first) == ("2026-01-01", "2026-03-31")
    if study:
        assert await days_of(world, "ani", study) == ("2026-04-01", "2026-08-31")
    assert not await may_write_plan(world, "ani")
    again = problem(await world["ani"].post("/v1/target-plans", of_work), 409, "PLAN_ALREADY_THERE")
    assert again["plan_id"] == second["id"]


async def test_a_plan_that_spans_a_leave_of_known_end_goes_on(world: World, clock: FixedClock) -> None:
    """The same rows where the decree says until when: one plan for what is worked before and after."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await status_of(world, "ani", "cltn", "2026-04-20", "2026-08-01")
    clock.instant = IN_SEPTEMBER

    refused = problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ALREADY_THERE")

    assert refused["plan_id"] == plan["id"]
    assert await days_of(world, "ani", plan) == ("2026-01-01", None)
    assert not await may_write_plan(world, "ani")


async def test_a_leave_that_leaves_a_plan_no_day_does_not_end_it(world: World, clock: FixedClock) -> None:
    """The same rows where the leave is recorded late: who comes back works by the plan that is there."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    leave = await status_of(world, "ani", "cltn", "2025-11-01")
    assert await days_of(world, "ani", plan) == ("2026-01-01", None)
    await returned(world, "ani", leave, "2026-04-01")
    clock.instant = IN_MAY

    assert not await may_write_plan(world, "ani")
    problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ALREADY_THERE")


async def test_who_comes_back_to_a_post_after_another_one_draws_up_a_second_plan_for_it(world: World) -> None:
    """Mutasi: "new SKP in the new position" [S24][F8], also where that is one held before in the year."""
    cycle = await open_cycle(world)
    first = await plan_with(world, "ani", cycle, result("Data", "organisasi"), result("Kursus"))
    await moved(world, "ani", "bidang", "2026-02-01")
    between = await plan_with(world, "ani", cycle, result("Arsip", "organisasi"))
    await succeeded(world, "ani", "analis-1", "2026-03-01")

    second = await drafted(world, "ani", cycle)

    assert [await days_of(world, "ani", each) for each in (first, between)] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
    ]
    assert days(second) == ("2026-03-01", None)
    assert came(second) == [("Data", "stays_with_post"), ("Kursus", "follows_person")]
    assert second["targets"][1]["copied_from_id"] == between["targets"][0]["id"]


async def test_both_plans_of_a_post_are_evaluated_and_the_last_official_considers_the_first(
    world: World, clock: FixedClock
) -> None:
    """Annual predikat: "considering the evaluation document from the earlier position" [OK-med], here the same post."""
    cycle = await open_cycle(world)
    first = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, first)
    leave = await status_of(world, "ani", "cltn", "2026-02-10")
    await returned(world, "ani", leave, "2026-03-16")
    second = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, second)
    quarter = (await world["hr"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"][0]["id"]
    rated = {"work_result_rating": "sesuai_ekspektasi", "behavior_rating": "sesuai_ekspektasi"}
    body = {"plan_id": second["id"]} | rated
    clock.instant = IN_MAY

    missing = problem(await world["kabid"].post("/v1/evaluations", body), 409, "EARLIER_EVALUATION_MISSING")
    assert missing["plan_id"] == first["id"]
    parts = [await drafted_evaluation(world, each, period_id=quarter) for each in (first, second)]
    await rated_unit(world, cycle["id"], period_id=quarter)
    before = await issued_evaluation(world, first)
    await rated_unit(world, cycle["id"])
    annual = await issued_evaluation(world, second)

    assert [(each["first_day"], each["last_day"]) for each in parts] == [
        ("2026-01-01", "2026-02-09"),
        ("2026-03-16", "2026-03-31"),
    ]
    assert (before["handed_over_on"], annual["handed_over_on"]) == ("2026-02-09", None)
    assert [each["evaluation_id"] for each in annual["considered"]] == [before["id"]]


async def test_a_template_gives_who_came_back_a_draft_for_the_rest_of_the_year(world: World, clock: FixedClock) -> None:
    """The same rows with a run of HR: it adds a plan where somebody has none for the days to come."""
    cycle = await open_cycle(world)
    for name in ("ani", "budi"):
        await agreed_plan(world, name, cycle["id"])
    away = [await status_of(world, name, "cltn", "2026-04-01") for name in ("ani", "budi", "citra")]
    await returned(world, "ani", away[0], "2026-05-01")
    clock.instant = IN_MAY
    template = await world["hr"].create("/v1/plan-templates", {"name": "Templat", "targets": [result("Data tercatat")]})
    body = {"cycle_id": cycle["id"], "template_id": template["id"], "unit_id": str(world.units["bidang"])}
    run = ok(await world["hr"].post("/v1/plan-assignment-runs", body), 202)

    await plan_assigner(world.database)(JobCall(world.agency_id, UUID(run["id"])))

    listed = (await world["hr"].read(f"/v1/plan-assignment-runs/{run['id']}/results"))["items"]
    outcomes = {each["employee_name"]: each["outcome"] for each in listed}
    assert (outcomes["Ani"], outcomes["Budi"], outcomes["Citra"]) == ("created", "plan_there", "created")
    [second] = [each["plan_id"] for each in listed if each["employee_name"] == "Ani"]
    assert days(await world["ani"].read(f"/v1/target-plans/{second}")) == ("2026-05-01", None)
    done = await world["hr"].read(f"/v1/plan-assignment-runs/{run['id']}")
    assert (done["created"], done["kept"], done["no_days"]) == (4, 1, 0)


async def test_last_years_plan_is_copied_again_after_an_interruption_and_the_last_copy_is_served(
    world: World, clock: FixedClock
) -> None:
    """The same rows with `copies`: both plans of the head are copies, and those below serve the one that goes on."""
    before, cycle = await open_cycle(world, year=2025), await open_cycle(world)
    above = await agreed_plan(world, "kabid", before["id"], official="kadis")
    own = await draft_plan(world, "ani", before["id"], superior_target=above["targets"][0]["id"])
    copies, body = f"/v1/target-plans/{above['id']}/copies", {"cycle_id": cycle["id"]}
    first = ok(await world["kabid"].post(copies, body), 201)["plan"]
    leave = await status_of(world, "kabid", "cltn", "2026-04-01")
    await returned(world, "kabid", leave, "2026-05-01")
    clock.instant = IN_MAY

    second = ok(await world["kabid"].post(copies, body), 201)["plan"]
    below = ok(await world["ani"].post(f"/v1/target-plans/{own['id']}/copies", body), 201)

    assert [days(await world["kabid"].read(f"/v1/target-plans/{each['id']}")) for each in (first, second)] == [
        ("2026-01-01", "2026-03-31"),
        ("2026-05-01", None),
    ]
    assert {each["superior_target_id"] for each in below["plan"]["targets"]} == {second["targets"][0]["id"]}


async def test_one_plan_a_day_whoever_begins_it_and_however_many_at_once(
    worlds: WorldBuilder, clock: FixedClock
) -> None:
    """R5, T10: after an interruption a plan is drawn up, copied and handed out at once; the days never overlap."""
    world = await worlds.build()
    before, cycle = await open_cycle(world, year=2025), await open_cycle(world)
    source = await draft_plan(world, "ani", before["id"])
    await agreed_plan(world, "ani", cycle["id"])
    leave = await status_of(world, "ani", "cltn", "2026-04-01")
    await returned(world, "ani", leave, "2026-05-01")
    clock.instant = IN_MAY
    template = await world["hr"].create("/v1/plan-templates", {"name": "Templat", "targets": [result("Data tercatat")]})
    body = {"cycle_id": cycle["id"]}
    run = ok(await world["hr"].post("/v1/plan-assignment-runs", body | {"template_id": template["id"]}), 202)
    roads = ["/v1/target-plans", f"/v1/target-plans/{source['id']}/copies"]

    answers = await asyncio.gather(
        *(world["ani"].post(road, body, key=str(uuid4())) for road in roads for _ in range(20)),
        plan_assigner(world.database)(JobCall(world.agency_id, UUID(run["id"]))),
    )

    assert told(answers[:-1]) <= {(201, None), (409, "PLAN_ALREADY_THERE"), (503, "UNAVAILABLE")}
    plans = (await world["ani"].read("/v1/target-plans", **body))["items"]
    assert sorted([await days_of(world, "ani", each) for each in plans]) == [
        ("2026-01-01", "2026-03-31"),
        ("2026-05-01", None),
    ]


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ((None, None), (None, None), False),
        ((None, "2026-03-31"), ("2026-03-31", None), False),
        ((None, "2026-03-31"), ("2026-04-01", None), True),
        (("2026-01-01", None), ("2026-09-01", "2026-09-30"), False),
    ],
)
async def test_the_database_keeps_the_days_of_plans_apart(
    world: World, first: tuple[str | None, str | None], second: tuple[str | None, str | None], *, fits: bool
) -> None:
    """R5: whatever writes them; a plan without days holds all year."""
    cycle = await open_cycle(world)
    plan = await drafted(world, "ani", cycle)
    change = text("UPDATE target_plan SET valid_from = :since, valid_until = :until WHERE id = :plan")
    columns = [
        each.name for each in TargetPlan.__table__.columns if each.name not in {"id", "valid_from", "valid_until"}
    ]
    names = ", ".join(columns)
    twin = text(
        f"INSERT INTO target_plan (id, valid_from, valid_until, {names})"  # noqa: S608  names of our columns
        f" SELECT :twin, :since, :until, {names} FROM target_plan WHERE id = :plan"
    )

    async with world.database.write(world.agency_id) as uow:
        since, until = (date.fromisoformat(each) if each else None for each in first)
        await uow.session.execute(change, {"plan": UUID(plan["id"]), "since": since, "until": until})
        since, until = (date.fromisoformat(each) if each else None for each in second)
        values = {"plan": UUID(plan["id"]), "twin": uow.new_id(), "since": since, "until": until}
        with nullcontext() if fits else pytest.raises(IntegrityError, match="target_plan_one_a_day"):
            await uow.session.execute(twin, values)


async def blocks(world: World, name: str) -> list[str]:
    return [each["kind"] for each in (await world[name].read("/v1/my-tasks"))["blocks"]]


async def superiors(world: World, name: str, on: str = "2026-04-06") -> list[str]:
    found = await world["hr"].read(f"/v1/employees/{world.employees[name]}/superiors", on=on)
    return [each["name"] for each in found["items"]]


async def test_tugas_belajar_of_who_was_released_from_any_post(world: World) -> None:
    """Tugas belajar (full time): "hasil kerja = academic result" [F2], also where no post is held meanwhile.

    The unit stays that of the last post: its head agrees the plan, accepts what is reported, and is asked for it all.
    """
    cycle = await open_cycle(world)
    await released(world, "ani", "2026-01-05")
    await status_of(world, "ani", "tugas_belajar", "2026-01-05")
    assert await may_write_plan(world, "ani")

    plan = await drafted(world, "ani", cycle)

    assert (plan["kind"], plan["position_name"], days(plan)) == ("study", "Pengolah Data", ("2026-01-05", None))
    assert await superiors(world, "ani") == ["Kabid", "Kadis"]
    assert [await may_write_plan(world, "ani"), await blocks(world, "ani")] == [False, ["no_plan_above"]]
    path = f"/v1/target-plans/{plan['id']}"
    ok(await world["ani"].step(path, "submit"))
    asked = [each["kind"] for each in (await world["kabid"].read("/v1/my-tasks"))["tasks"]]
    assert "agree_plan" in asked
    agreed = ok(await world["kabid"].step(path, "agree"))
    report = {"indicator_id": agreed["targets"][0]["indicators"][0]["id"], "text": "Semua tugas selesai"}
    first = (await open_period(world, cycle["id"]))["id"]
    done = f"/v1/realizations/{(await world['ani'].create('/v1/realizations', report | {'period_id': first}))['id']}"
    ok(await world["ani"].step(done, "submit"))
    ok(await world["kabid"].step(done, "accept"))
    run = await run_of_first_period(world, cycle)
    assert (run["total"], run["prepared"]) == (6, 1)


async def test_only_a_student_is_planned_for_without_a_post_and_only_while_studying(world: World) -> None:
    """The same row: before the study, after it, and of everybody else it is as ever: no post, no plan, no superior."""
    cycle = await open_cycle(world)
    for name in ("ani", "budi", "citra", "dewi"):
        await released(world, name, "2026-02-01")
    await status_of(world, "ani", "tugas_belajar", "2026-05-01")
    await status_of(world, "budi", "tugas_belajar", "2026-02-01", "2026-04-01")
    await status_of(world, "citra", "cltn", "2026-02-01")

    for name in ("ani", "budi", "citra", "dewi"):
        problem(await world[name].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "EMPLOYEE_WITHOUT_POST")
        assert await blocks(world, name) == ["no_post"]
        assert not await may_write_plan(world, name)
        assert await superiors(world, name) == []
    assert await superiors(world, "budi", "2026-03-31") == ["Kabid", "Kadis"]
    assert await superiors(world, "ani", "2026-05-01") == ["Kabid", "Kadis"]


async def test_a_head_who_studies_is_below_the_next_head_of_the_unit(world: World) -> None:
    """The same row: asked from below and from above the answer is the same."""
    cycle = await open_cycle(world)
    await released(world, "kabid", "2026-01-05")
    await status_of(world, "kabid", "tugas_belajar", "2026-01-05")
    assert (await superiors(world, "kabid"), await superiors(world, "ani")) == (["Kadis"], ["Kadis"])
    await succeeded(world, "dewi", "kepala-bidang", "2026-03-01")

    ok(await world["kabid"].step(f"/v1/target-plans/{(await drafted(world, 'kabid', cycle))['id']}", "submit"))

    assert await superiors(world, "kabid") == ["Dewi", "Kadis"]
    asked = {
        name: {each["subject_name"] for each in (await world[name].read("/v1/my-tasks", kind="agree_plan"))["tasks"]}
        for name in ("dewi", "kadis")
    }
    assert asked == {"dewi": {"Kabid"}, "kadis": set()}


async def test_the_plan_of_a_released_student_ends_with_the_study_or_with_another_post(
    world: World, clock: FixedClock
) -> None:
    """The same row: to be released in the middle of the study ends nothing."""
    cycle = await open_cycle(world)
    study = await status_of(world, "ani", "tugas_belajar", "2026-01-05")
    plan = await drafted(world, "ani", cycle)
    await released(world, "ani", "2026-03-01")
    await status_of(world, "ani", "cltn", "2025-01-01", "2025-02-01")
    assert await days_of(world, "ani", plan) == ("2026-01-05", None)
    assert not await may_write_plan(world, "ani")
    await returned(world, "ani", study, "2026-04-20")
    assert await days_of(world, "ani", plan) == ("2026-01-05", "2026-04-19")
    await moved(world, "ani", "bidang", "2026-04-20")
    clock.instant = IN_MAY

    work = await drafted(world, "ani", cycle)

    assert (work["kind"], days(work)) == ("regular", ("2026-04-20", None))


async def test_a_released_student_has_no_days_of_work_in_the_last_post(world: World, clock: FixedClock) -> None:
    """The same row: work up to the release by one plan, the study by another, and nothing after it without a post."""
    cycle = await open_cycle(world)
    await released(world, "ani", "2026-03-01")
    await status_of(world, "ani", "tugas_belajar", "2026-03-01", "2026-09-01")

    study = await drafted(world, "ani", cycle)
    work = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"], "kind": "regular"})

    assert (study["kind"], days(study)) == ("study", ("2026-03-01", "2026-08-31"))
    assert (work["kind"], days(work)) == ("regular", ("2026-01-01", "2026-02-28"))
    of_work = {"cycle_id": cycle["id"], "kind": "regular"}
    problem(await world["ani"].post("/v1/target-plans", of_work), 409, "PLAN_OF_STUDY_NEEDED")
    clock.instant = IN_SEPTEMBER
    problem(await world["ani"].post("/v1/target-plans", of_work), 409, "EMPLOYEE_WITHOUT_POST")


async def test_a_plan_that_is_drawn_up_after_the_next_post_is_on_record_ends_before_it(world: World) -> None:
    """Mutasi: "keep the old SKP" [S24]: the days are the same whichever came first, the plan or the record."""
    cycle = await open_cycle(world)
    await moved(world, "ani", "bidang", "2026-07-01")
    again = {"position_id": str(world.positions["analis-2"]), "since": "2026-08-01"}
    await world["hr"].create(f"/v1/employees/{world.employees['budi']}/assignments", again)

    plans = [await drafted(world, name, cycle) for name in ("ani", "budi")]

    assert [days(plan) for plan in plans] == [("2026-01-01", "2026-06-30"), ("2026-01-01", None)]


async def test_a_student_who_takes_up_another_post_ends_the_plan_of_the_last_one(world: World) -> None:
    """The same row with mutasi: the study goes on in another post, whose plan begins with it."""
    cycle = await open_cycle(world)
    await released(world, "ani", "2026-01-05")
    await status_of(world, "ani", "tugas_belajar", "2026-01-05")
    first = await drafted(world, "ani", cycle)
    await moved(world, "ani", "dinas", "2026-03-01", code="kedua")

    second = await drafted(world, "ani", cycle)

    assert await days_of(world, "ani", first) == ("2026-01-05", "2026-02-28")
    assert (second["kind"], second["position_name"], days(second)) == ("study", "Jabatan kedua", ("2026-03-01", None))


async def test_who_goes_through_everybody_meets_a_released_student_once(world: World) -> None:
    """The same row: the counts of a run and what it goes through are the same people."""
    before = await everybody(world)
    await released(world, "ani", "2026-02-01")
    await released(world, "budi", "2026-02-01")
    await status_of(world, "ani", "tugas_belajar", "2026-02-01")

    after = await everybody(world)

    assert before == [{world.employees[name] for name in PEOPLE}] * 2
    assert after == [before[0] - {world.employees["budi"]}] * 2


async def everybody(world: World) -> list[set[UUID]]:
    """Return the people whom runs go through, by either way; their counts agree."""
    day, scope = date(2026, 4, 6), PostScope(tuple(world.units.values()))
    async with world.database.read(world.agency_id) as uow:
        count = await count_posts(uow, scope, day)
        cuts = await cut_posts(uow, scope, day, size=4)
        between = await list_posts_between(uow, scope, day, after=UUID(int=0), last=UUID(int=2**128 - 1))
        after = await list_posts_after(uow, scope.unit_ids, day, after=UUID(int=0), most=100)
    found = [[each.employee_id for each in between], [each.employee_id for each in after]]
    assert [count] * 3 == [sum(each.people for each in cuts), *map(len, found)]
    return [set(each) for each in found]


async def run_of_first_period(world: World, cycle: Json) -> Json:
    """Let HR have the evaluations of the first period prepared."""
    period = (await world["hr"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"][0]["id"]
    body = {"cycle_id": cycle["id"], "period_id": period}
    run = ok(await world["hr"].post("/v1/evaluation-runs", body), 202)
    async with world.database.write(world.agency_id) as uow:
        await advance_run(uow, UUID(run["id"]))
        await uow.finish()
    return await world["hr"].read(f"/v1/evaluation-runs/{run['id']}")
