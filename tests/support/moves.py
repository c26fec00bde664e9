"""Statuses of service, new posts and new officials, as in life, and the plans and evaluations up to there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx

from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_ender
from tests.support.caller import Json, ok
from tests.support.world import World

MEASURE = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "12", "unit": "laporan"}
STANDARD = {"title": "Waktu", "standard": "1 hari kerja", "reference": "SOP 470/12/2026"}
IN_MAY, IN_SEPTEMBER = datetime(2026, 5, 4, 5, tzinfo=UTC), datetime(2026, 9, 4, 5, tzinfo=UTC)
LEVEL = "sesuai_ekspektasi"
RATINGS = {"work_result_rating": LEVEL, "behavior_rating": LEVEL}


async def status_of(world: World, name: str, kind: str, since: str, until: str | None = None, **more: str) -> Json:
    """Record a status of service, and do what a worker does after it."""
    given = {"kind": kind, "since": since, "until": until, "decree": "824/1/2026"} | more
    made = await world["hr"].create(f"/v1/employees/{world.employees[name]}/statuses", given)
    await plan_ender(world.database)(JobCall(world.agency_id, world.employees[name]))
    return made


async def returned(world: World, name: str, status: Json, until: str) -> Json:
    """Record when a status ends, and do what a worker does after it."""
    path = f"/v1/employee-statuses/{status['id']}"
    ended = ok(await world["hr"].put(f"{path}/end", {"until": until, "end_decree": "824/9/2026"}, etag='"v1"'))
    await plan_ender(world.database)(JobCall(world.agency_id, world.employees[name]))
    return ended


async def may_write_plan(world: World, name: str) -> bool:
    """Tell whether the list of tasks asks somebody to draw up a plan."""
    listed = (await world[name].read("/v1/my-tasks"))["tasks"]
    return any(each["kind"] == "write_plan" for each in listed)


async def moved(world: World, name: str, unit: str, since: str, *, is_head: bool = False, code: str = "baru") -> Json:
    """Give somebody a new post in a unit, and do what a worker does after it."""
    post = {"code": code, "name": f"Jabatan {code}", "kind": "executor", "unit_id": str(world.units[unit])}
    managerial = {"kind": "managerial", "level": "IV.a", "is_unit_head": True}
    made = await world["hr"].create("/v1/positions", post | (managerial if is_head else {}))
    return await placed(world, name, made["id"], since)


async def placed(world: World, name: str, position_id: str, since: str) -> Json:
    """Give somebody a post that is there."""
    path = f"/v1/employees/{world.employees[name]}/assignments"
    given = await world["hr"].create(path, {"position_id": position_id, "since": since})
    await plan_ender(world.database)(JobCall(world.agency_id, world.employees[name]))
    return given


async def periods_of(world: World, cycle: Json) -> list[Json]:
    found: list[Json] = (await world["hr"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"]
    return found


async def secretariat(world: World, head: str, since: str = "2026-01-01") -> None:
    """Add a second division, led by somebody of the first."""
    parent = str(world.units["dinas"])
    given = {"code": "sekretariat", "name": "Sekretariat", "parent_id": parent, "since": since}
    world.units["sekretariat"] = UUID((await world["hr"].create("/v1/units", given))["id"])
    await moved(world, head, "sekretariat", since, is_head=True, code="sekretaris")


async def evaluated(world: World, official: str, plan: Json, **given: Any) -> Json:
    """Issue an evaluation with these ratings."""
    drafted = await world[official].create("/v1/evaluations", {"plan_id": plan["id"]} | RATINGS | given)
    return ok(await world[official].step(f"/v1/evaluations/{drafted['id']}", "issue", note="Unit kecil."))


async def change_of_official(world: World) -> None:
    """Hand the division over from its head to Citra on the first of April."""
    await moved(world, "kabid", "dinas", "2026-04-01")
    await placed(world, "citra", str(world.positions["kepala-bidang"]), "2026-04-01")


async def released(world: World, name: str, day: str) -> Json:
    """Release somebody from the post held, and do what a worker does after it."""
    path = f"/v1/employees/{world.employees[name]}/releases"
    left = await world["hr"].create(path, {"since": day, "decree": "888/1/2026"})
    await plan_ender(world.database)(JobCall(world.agency_id, world.employees[name]))
    return left


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


def days(plan: Json) -> tuple[str | None, str | None]:
    """Return the first and the last day of a plan."""
    return plan["valid_from"], plan["valid_until"]


async def days_of(world: World, name: str, plan: Json) -> tuple[str | None, str | None]:
    """Return the days of a plan as they are now."""
    return days(await world[name].read(f"/v1/target-plans/{plan['id']}"))


def told(answers: Sequence[httpx.Response | None]) -> set[tuple[int, str | None]]:
    """Return what writers were told: whoever lost hears why, and not only that some key was taken."""
    return {(each.status_code, each.json().get("code")) for each in answers if each is not None}
