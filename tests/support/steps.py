"""Stretches of the main path that many tests begin with, walked over HTTP."""

from collections.abc import Sequence
from typing import Any

from tests.support.caller import Json, ok
from tests.support.world import World


async def open_cycle(world: World, *, year: int = 2026, pattern: str = "quarterly") -> Json:
    """Open a performance year; its first two periods are open too."""
    hr = world["hr"]
    cycle = await hr.create("/v1/cycles", {"year": year, "pattern": pattern, "plan_by": f"{year}-01-31"})
    return ok(await hr.step(f"/v1/cycles/{cycle['id']}", "open"))


async def draft_plan(
    world: World, name: str, cycle_id: str, *, weights: Sequence[str] = ("60", "40"), superior_target: str | None = None
) -> Json:
    """Draft a plan with a target for each weight, each with one indicator, and without what came along from another."""
    caller = world[name]
    plan = await caller.create("/v1/target-plans", {"cycle_id": cycle_id})
    path = f"/v1/target-plans/{plan['id']}"
    for came in plan["targets"]:
        if came["passed_on"]:
            ok(await caller.delete(f"/v1/targets/{came['id']}", etag="*"), 204)
    for number, weight in enumerate(weights, start=1):
        target = {
            "title": f"Hasil kerja {number}",
            "weight": weight,
            "superior_target_id": superior_target,
            "indicators": [
                {
                    "aspect": "kuantitas",
                    "title": "Jumlah laporan",
                    "target_value": "12",
                    "unit": "laporan",
                }
            ],
        }
        etag = (await caller.get(path)).headers["etag"]
        ok(await caller.post(f"{path}/targets", target, etag=etag), 201)
    return await caller.read(path)


async def agreed_plan(world: World, name: str, cycle_id: str, *, official: str = "kabid") -> Json:
    """Bring a plan to agreement."""
    plan = await draft_plan(world, name, cycle_id)
    path = f"/v1/target-plans/{plan['id']}"
    ok(await world[name].step(path, "submit"))
    return ok(await world[official].step(path, "agree"))


async def open_period(world: World, cycle_id: str, number: int = 1) -> Json:
    """Open a period of an open cycle to reports."""
    hr = world["hr"]
    periods = (await hr.read(f"/v1/cycles/{cycle_id}/periods"))["items"]
    return ok(await hr.step(f"/v1/periods/{periods[number - 1]['id']}", "open"))


async def drafted_realization(
    world: World, name: str, plan: Json, period_id: str, *, target: int = 0, value: str = "3"
) -> Json:
    """Begin the realization of the first indicator of one of a plan's targets."""
    indicator = plan["targets"][target]["indicators"][0]
    body = {"indicator_id": indicator["id"], "period_id": period_id, "value": value}
    return await world[name].create("/v1/realizations", body)


async def submitted_realization(world: World, name: str, plan: Json, period_id: str, *, target: int = 0) -> Json:
    """Bring a realization to the rating official."""
    drafted = await drafted_realization(world, name, plan, period_id, target=target)
    return ok(await world[name].step(f"/v1/realizations/{drafted['id']}", "submit"))


async def accepted_realization(
    world: World, plan: Json, *, period_id: str | None = None, official: str = "kabid"
) -> None:
    """Give a plan something to be rated by, in a period or in the first of its year, unless there is something."""
    name = next(name for name, employee in world.employees.items() if str(employee) == plan["employee_id"])
    periods = (await world["hr"].read(f"/v1/cycles/{plan['cycle_id']}/periods"))["items"]
    period = next(each for each in periods if period_id in {None, each["id"]})
    listed = (await world[name].read("/v1/realizations", plan_id=plan["id"]))["items"]
    known = [each for each in listed if period_id is None or each["period_id"] == period_id]
    if any(each["status"] == "accepted" for each in known):
        return
    if period["status"] != "open":
        await open_period(world, plan["cycle_id"], period["number"])
    drafted = known[0] if known else await drafted_realization(world, name, plan, period["id"])
    path = f"/v1/realizations/{drafted['id']}"
    if drafted["status"] == "draft":
        ok(await world[name].step(path, "submit"))
    ok(await world[official].step(path, "accept"))


async def published_survey(world: World, *, unit: str = "bidang", days: tuple[str, str], **changes: Any) -> Json:
    """Publish a survey of a new service; citizens can answer it on these days."""
    officer = world["survey"]
    service = await officer.create(
        "/v1/services",
        {
            "unit_id": str(world.units[unit]),
            "name": f"Penerbitan akta {days[0]} {unit}",
            "is_free": True,
            "free_basis": "UU 24/2013 Pasal 79A",
        },
    )
    given = {"title": "SKM", "opens_on": days[0], "closes_on": days[1], "population": 30, "service_id": service["id"]}
    survey = await officer.create("/v1/surveys", given | changes)
    return ok(await officer.step(f"/v1/surveys/{survey['id']}", "publish"))


async def answer_survey(world: World, code: str, answers: Json, **more: Any) -> Json:
    """Answer a survey as a citizen does, with a fresh token and no account."""
    http = world["survey"].http
    path = f"/v1/public/surveys/{code}"
    token = ok(await http.get(path))["token"]
    return ok(await http.post(f"{path}/answers", json={"token": token, "answers": answers} | more), 201)


def rating_values(level: str = "sesuai_ekspektasi", **others: str) -> Json:
    """Return a level for each of the seven values of BerAKHLAK, some of them other than the rest."""
    names = ("berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif")
    return {name: {"level": others.get(name, level)} for name in names}


async def rated_behavior(
    world: World,
    name: str,
    plan: Json,
    group: str,
    *,
    period_id: str | None = None,
    level: str = "sesuai_ekspektasi",
    **others: str,
) -> Json:
    """Let somebody rate the behaviour of a plan's employee, for a period or the year."""
    body = {"plan_id": plan["id"], "period_id": period_id, "group": group, "values": rating_values(level, **others)}
    return await world[name].create("/v1/behavior-ratings", body)


async def asked_rater(
    world: World, name: str, plan: Json, *, period_id: str | None = None, official: str = "kabid"
) -> Json:
    """Let the rating official ask somebody to rate a plan's employee."""
    body = {"plan_id": plan["id"], "period_id": period_id, "rater_id": str(world.employees[name])}
    return await world[official].create("/v1/rating-requests", body)


async def rated_unit(
    world: World, cycle_id: str, *, period_id: str | None = None, unit: str = "bidang", rating: str = "baik"
) -> Json:
    """Set the result of a unit: that of the division by the department's head, that of the department by decree."""
    body = {"unit_id": str(world.units[unit]), "cycle_id": cycle_id, "period_id": period_id, "rating": rating}
    by, decree = ("hr", "800/1/2026") if unit == "dinas" else ("kadis", None)
    return await world[by].create("/v1/organization-results", body | {"decree": decree})


async def drafted_evaluation(
    world: World,
    plan: Json,
    *,
    period_id: str | None = None,
    work_result: str | None = "sesuai_ekspektasi",
    behavior: str = "sesuai_ekspektasi",
    official: str = "kabid",
) -> Json:
    """Draft the evaluation of a plan for a period or the year."""
    await accepted_realization(world, plan, period_id=period_id, official=official)
    ratings = {"work_result_rating": work_result, "behavior_rating": behavior}
    return await world[official].create("/v1/evaluations", {"plan_id": plan["id"], "period_id": period_id} | ratings)


async def issued_evaluation(world: World, plan: Json, *, official: str = "kabid", **ratings: str | None) -> Json:
    """Issue the evaluation of a plan; the unit's result must be set (`rated_unit`)."""
    drafted = await drafted_evaluation(world, plan, official=official, **ratings)  # type: ignore[arg-type]
    return ok(await world[official].step(f"/v1/evaluations/{drafted['id']}", "issue"))
