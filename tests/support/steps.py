"""Stretches of the main path that many tests begin with, walked over HTTP."""

from collections.abc import Sequence

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
    """Draft a plan with a target for each weight, each with one indicator."""
    caller = world[name]
    plan = await caller.create("/v1/target-plans", {"cycle_id": cycle_id})
    path = f"/v1/target-plans/{plan['id']}"
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
