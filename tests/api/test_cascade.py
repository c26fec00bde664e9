"""The cascade over HTTP: whose target each target serves, up and down, for a unit and for a person."""

from tests.support.caller import Json, ok, problem
from tests.support.steps import draft_plan, open_cycle
from tests.support.world import World


async def cascaded(world: World) -> tuple[Json, dict[str, Json]]:
    """Draft the plans of a line: ani serves kabid, who serves kadis; budi serves nobody."""
    cycle = await open_cycle(world)
    plans: dict[str, Json] = {"kadis": await draft_plan(world, "kadis", cycle["id"])}
    for name, above in (("kabid", "kadis"), ("ani", "kabid")):
        served = plans[above]["targets"][0]["id"]
        plans[name] = await draft_plan(world, name, cycle["id"], superior_target=served)
    plans["budi"] = await draft_plan(world, "budi", cycle["id"])
    return cycle, plans


async def test_a_target_shows_whom_it_serves_and_who_serves_it(world: World) -> None:
    _, plans = await cascaded(world)
    middle = plans["kabid"]["targets"][0]["id"]

    cascade = await world["kabid"].read(f"/v1/targets/{middle}/cascade")

    assert cascade["target"]["id"] == middle
    assert [(node["employee_name"], node["depth"]) for node in cascade["up"]] == [("Kadis", 1)]
    assert [node["id"] for node in cascade["down"]] == [target["id"] for target in plans["ani"]["targets"]]
    assert cascade["below"] == 2
    whole = await world["hr"].read(f"/v1/targets/{plans['kadis']['targets'][0]['id']}/cascade")
    assert sorted(node["depth"] for node in whole["down"]) == [1, 1, 2, 2]
    problem(await world["budi"].get(f"/v1/targets/{middle}/cascade"), 404, "NOT_FOUND")


async def test_the_matrix_shows_who_carries_which_result_and_what_nobody_carries(world: World) -> None:
    cycle, plans = await cascaded(world)
    path, of_unit = "/v1/role-result-matrix", {"unit_id": world.units["bidang"], "cycle_id": cycle["id"]}

    matrix = await world["kabid"].read(path, **of_unit)

    assert matrix["leader"]["employee_name"] == "Kabid"
    assert [row["served_by"] for row in matrix["leader"]["targets"]] == [2, 0]
    cells = {member["employee_name"]: member["targets"] for member in matrix["items"]}
    assert cells.keys() == {"Ani", "Budi"}
    first = plans["kabid"]["targets"][0]["id"]
    assert [(cell["superior_target_id"], cell["is_unlinked"]) for cell in cells["Ani"]] == [(first, False)] * 2
    assert [(cell["superior_target_id"], cell["is_unlinked"]) for cell in cells["Budi"]] == [(None, True)] * 2
    above = await world["kadis"].read(path, **of_unit | {"unit_id": world.units["dinas"], "limit": 1})
    assert [member["employee_name"] for member in above["items"]] == ["Kabid"]
    assert above["next"] is None


async def test_the_matrix_comes_in_pages_and_only_for_those_who_lead(world: World) -> None:
    cycle, _ = await cascaded(world)
    path, of_unit = "/v1/role-result-matrix", {"unit_id": world.units["bidang"], "cycle_id": cycle["id"]}

    first = await world["auditor"].read(path, **of_unit, limit=1)
    second = await world["auditor"].read(path, **of_unit, limit=1, cursor=first["next"])

    assert [each["items"][0]["employee_name"] for each in (first, second)] == ["Ani", "Budi"]
    assert second["next"] is None
    refused = problem(await world["ani"].get(path, **of_unit), 403, "FORBIDDEN")
    assert refused["basis"]


async def test_a_unit_whose_head_has_no_plan_has_a_matrix_without_rows(world: World) -> None:
    cycle = await open_cycle(world)
    await draft_plan(world, "ani", cycle["id"])

    matrix = await world["kadis"].read("/v1/role-result-matrix", unit_id=world.units["bidang"], cycle_id=cycle["id"])

    assert matrix["leader"] is None
    assert [member["employee_name"] for member in matrix["items"]] == ["Ani"]


async def test_what_serves_no_superiors_target_is_flagged_and_listed(world: World) -> None:
    cycle, plans = await cascaded(world)

    assert [target["is_unlinked"] for target in plans["ani"]["targets"]] == [False, False]
    assert [target["is_unlinked"] for target in plans["budi"]["targets"]] == [True, True]
    # The head of all has nobody above; the form of leaders takes its targets from the agency's agreement.
    assert [target["is_unlinked"] for target in plans["kadis"]["targets"]] == [False, False]
    listed = await world["kabid"].read_all("/v1/targets", only_unlinked=True)
    assert {row["employee_name"] for row in listed} == {"Budi"}
    assert all(row["is_unlinked"] for row in listed)
    assert len(await world["kabid"].read_all("/v1/targets")) == 6
    assert cycle["status"] == "open"


async def test_an_employee_finds_the_superiors_targets_to_serve(world: World) -> None:
    cycle, plans = await cascaded(world)

    offered = await world["budi"].read_all("/v1/superior-targets", cycle_id=cycle["id"], limit=3)

    assert {(row["employee_name"], row["level"]) for row in offered} == {("Kabid", 1), ("Kadis", 2)}
    assert {row["id"] for row in offered} == {
        target["id"] for name in ("kabid", "kadis") for target in plans[name]["targets"]
    }
    assert offered[0]["indicators"] == ["Jumlah laporan"]
    assert await world["hr"].read_all("/v1/superior-targets", cycle_id=cycle["id"]) == []


async def test_a_link_that_closes_a_circle_is_refused_and_nothing_changes(world: World) -> None:
    _, plans = await cascaded(world)
    acting = {"unit_id": str(world.units["dinas"]), "employee_id": str(world.employees["ani"]), "capacity": "plt"}
    span = {"since": "2026-04-01", "until": "2026-06-30", "decree": "800/3"}
    ok(await world["hr"].post("/v1/delegations", acting | span), 201)
    served, serving = plans["kabid"]["targets"][0], plans["ani"]["targets"][0]
    path = f"/v1/targets/{served['id']}"
    before = await world["kabid"].read(path)
    etag = (await world["kabid"].get(path)).headers["etag"]
    link = {"title": served["title"], "weight": served["weight"], "superior_target_id": serving["id"]}

    refused = problem(await world["kabid"].put(path, link, etag=etag), 409, "CASCADE_CYCLE")

    assert refused["basis"]
    assert await world["kabid"].read(path) == before
    own = link | {"superior_target_id": served["id"]}
    problem(await world["kabid"].put(path, own, etag=etag), 422, "NOT_SUPERIORS_TARGET")


async def test_a_target_that_others_serve_is_not_removed(world: World) -> None:
    _, plans = await cascaded(world)
    served, unserved = (f"/v1/targets/{target['id']}" for target in plans["kabid"]["targets"])
    etag = (await world["kabid"].get(served)).headers["etag"]

    refused = problem(await world["kabid"].delete(served, etag=etag), 409, "TARGET_IS_SERVED")

    assert refused["basis"]
    assert (await world["kabid"].delete(unserved, etag=etag)).status_code == 204
