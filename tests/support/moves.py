"""Statuses of service and new posts, recorded by HR as in life, with what a worker does after them."""

from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_ender
from tests.support.caller import Json
from tests.support.world import World


async def status_of(world: World, name: str, kind: str, since: str, until: str | None = None, **more: str) -> Json:
    """Record a status of service."""
    given = {"kind": kind, "since": since, "until": until, "decree": "824/1/2026"} | more
    return await world["hr"].create(f"/v1/employees/{world.employees[name]}/statuses", given)


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
