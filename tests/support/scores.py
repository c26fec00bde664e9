"""A year in which one employee has everything that a score is made of, and the worker's part of a run done at once."""

from typing import Any
from uuid import UUID

from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.scores.jobs import AFTER, part_scorer, recalculator, run_beginner
from kinerja_api.scores.repository import list_parts
from tests.support.caller import Json, ok
from tests.support.steps import agreed_plan, issued_evaluation, open_cycle, rated_behavior, rated_unit
from tests.support.world import World

ELEMENTS = (
    *("persyaratan", "prosedur", "waktu", "biaya", "produk"),
    *("kompetensi", "perilaku", "sarpras", "pengaduan"),
)


async def judged_year(world: World, name: str = "ani") -> Json:
    """Bring an employee to an issued annual evaluation, with a behaviour rating and a survey of the unit.

    Work result as expected (80), behaviour as expected (80), satisfaction 90: 0.6 x 80 + 0.3 x 80 + 0.1 x 90 = 81.
    """
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, name, cycle["id"])
    await rated_behavior(world, "kabid", plan, "superior")
    await rated_unit(world, cycle["id"])
    evaluation = await issued_evaluation(world, plan)
    await survey_result(world)
    return {"cycle": cycle, "plan": plan, "evaluation": evaluation}


async def survey_result(
    world: World, *, mean: str = "3.6", index: str = "90.00", first_day: str = "2026-01-01"
) -> Json:
    """Take over a result of the division's first quarter, with the same mean for every element."""
    return await world["survey"].create(
        "/v1/survey-results",
        {
            "unit_id": str(world.units["bidang"]),
            "title": f"SKM {mean}",
            "source_note": "Laporan SKM",
            "first_day": first_day,
            "last_day": "2026-03-31",
            "respondents": 100,
            "index": index,
            "elements": [{"element": element, "mean": mean} for element in ELEMENTS],
        },
    )


async def scored(world: World, cycle_id: str, **scope: Any) -> Json:
    """Ask for a run and let a worker do it; return the run."""
    run = ok(await world["hr"].post("/v1/score-runs", {"cycle_id": cycle_id} | scope), 202)
    await work_run(world, run["id"])
    return await world["hr"].read(f"/v1/score-runs/{run['id']}")


async def work_run(world: World, run_id: str) -> None:
    """Do what a worker does for a run."""
    await run_beginner(world.database)(JobCall(world.agency_id, UUID(run_id)))
    async with world.database.read(world.agency_id) as uow:
        parts = [part.id for part in await list_parts(uow, UUID(run_id))]
    for part in parts:
        await part_scorer(world.database)(JobCall(world.agency_id, part))


async def react(world: World, event: str, resource_id: str) -> list[Json]:
    """Do what a worker does after an event; return the runs that it began."""
    assert event in AFTER
    before = {run["id"] for run in (await world["hr"].read("/v1/score-runs"))["items"]}
    await recalculator(world.database, event)(JobCall(world.agency_id, UUID(resource_id)))
    begun = [run for run in (await world["hr"].read("/v1/score-runs"))["items"] if run["id"] not in before]
    for run in begun:
        await work_run(world, run["id"])
    return [await world["hr"].read(f"/v1/score-runs/{run['id']}") for run in begun]


async def score_of(world: World, name: str, *, reader: str = "hr") -> Json:
    """Return an employee's current score."""
    [row] = (await world[reader].read("/v1/scores", employee_id=str(world.employees[name])))["items"]
    return await world[reader].read(f"/v1/scores/{row['id']}")
