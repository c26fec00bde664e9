"""Special cases, row by row of the table in section 4 of the regulation file; each test is named after its row.

What a row says stands in the docstring of its test with the trust the file gives it, so that whoever knows the law can
hold the one against the other.
"""

from uuid import UUID

from tests.support.caller import Json, problem
from tests.support.steps import open_cycle
from tests.support.world import World, WorldBuilder

CPNS = {"nip": "199903152026041002", "name": "Sari Dewi", "employment": "cpns"}


async def newcomer(worlds: WorldBuilder, world: World, given: Json, since: str) -> Json:
    """Add somebody with a post in the division and an account, under the name `sari`."""
    hr = world["hr"]
    person = await hr.create("/v1/employees", given)
    post = {"code": "analis-9", "name": "Penelaah", "kind": "executor", "unit_id": str(world.units["bidang"])}
    made = await hr.create("/v1/positions", post)
    await hr.create(f"/v1/employees/{person['id']}/assignments", {"position_id": made["id"], "since": since})
    await worlds.employ(world, "sari", UUID(person["id"]))
    return person


async def test_cpns(world: World, worlds: WorldBuilder) -> None:
    """CPNS: "SKP starts at SPMT; normal cycle afterwards" [S24]. The appointment is of April, the SPMT of the 20th."""
    cycle = await open_cycle(world)
    await newcomer(worlds, world, CPNS | {"spmt_on": "2026-04-20"}, "2026-04-01")

    plan = await world["sari"].create("/v1/target-plans", {"cycle_id": cycle["id"]})

    assert (plan["valid_from"], plan["valid_until"]) == ("2026-04-20", None)


async def test_cpns_whose_spmt_is_of_the_next_year(world: World, worlds: WorldBuilder) -> None:
    """The same: no plan for a year in which there is no day of duty."""
    cycle = await open_cycle(world)
    await newcomer(worlds, world, CPNS | {"spmt_on": "2027-01-04"}, "2026-04-01")

    refused = problem(await world["sari"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "DUTY_BEGINS_LATER")

    assert "2027-01-04" in refused["detail"]
    assert refused["basis"]
