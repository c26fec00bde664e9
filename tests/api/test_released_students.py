"""Who studies full time, was released from any post, and still has a plan and a rating official.

What a row of section 4 of the regulation file says stands in the docstring of its test.
"""

from datetime import date
from uuid import UUID

from kinerja_api.employees.public import PostScope, count_posts, cut_posts, list_posts_after, list_posts_between
from kinerja_api.evaluations.service.runs import advance_run
from kinerja_api.kit.clock import FixedClock
from tests.support.caller import Json, ok, problem
from tests.support.moves import (
    IN_MAY,
    IN_SEPTEMBER,
    days,
    days_of,
    drafted,
    may_write_plan,
    moved,
    released,
    returned,
    status_of,
    succeeded,
)
from tests.support.steps import (
    open_cycle,
    open_period,
)
from tests.support.world import PEOPLE, World


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
