"""What PostgreSQL writes leaves unchecked by a model, so here it is held against the model of its operation."""

import json

import pytest
from pydantic import BaseModel, TypeAdapter

from kinerja_api.kit.http.schema import Page
from kinerja_api.realizations.schemas import RealizationOut
from kinerja_api.targets.schemas import PlanOut, TargetRow
from tests.support.caller import Caller, ok
from tests.support.steps import agreed_plan, draft_plan, drafted_realization, open_cycle, open_period
from tests.support.world import World


@pytest.fixture
async def paths(world: World) -> dict[str, str]:
    """Return addresses of what PostgreSQL writes, by what is special about each."""
    cycle = await open_cycle(world)
    above = await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    agreed = await agreed_plan(world, "ani", cycle["id"])
    cascaded = await draft_plan(world, "budi", cycle["id"], superior_target=above["targets"][0]["id"])
    empty = await draft_plan(world, "citra", cycle["id"], weights=())
    return {
        "agreed": f"/v1/target-plans/{agreed['id']}",
        "draft with a cascade": f"/v1/target-plans/{cascaded['id']}",
        "without targets": f"/v1/target-plans/{empty['id']}",
        "all targets": "/v1/targets",
        "a page": "/v1/targets?limit=2",
        "no target": f"/v1/targets?plan_id={empty['id']}",
    }


async def assert_written_by(model: type[BaseModel], caller: Caller, path: str) -> None:
    """The text is what the model would have written, member for member."""
    text = (await caller.get(path)).text
    adapter = TypeAdapter(model)
    assert json.loads(adapter.dump_json(adapter.validate_json(text))) == json.loads(text)


@pytest.mark.parametrize("which", ["agreed", "draft with a cascade", "without targets"])
async def test_a_plan_is_written_as_its_model_would(world: World, paths: dict[str, str], which: str) -> None:
    await assert_written_by(PlanOut, world["hr"], paths[which])


@pytest.mark.parametrize("which", ["all targets", "a page", "no target"])
async def test_a_page_of_targets_is_written_as_its_model_would(world: World, paths: dict[str, str], which: str) -> None:
    await assert_written_by(Page[TargetRow], world["hr"], paths[which])


async def test_a_realization_is_written_as_its_model_would(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    period = await open_period(world, cycle["id"])
    drafted = await drafted_realization(world, "ani", plan, period["id"])
    path = f"/v1/realizations/{drafted['id']}"
    await assert_written_by(RealizationOut, world["ani"], path)
    assert drafted == await world["ani"].read(path)

    link = {"title": "Rekapitulasi", "url": "https://contoh.go.id/rekapitulasi.pdf"}
    await world["ani"].create(f"{path}/evidence-links", link)
    ok(await world["ani"].step(path, "submit"))
    ok(await world["kabid"].step(path, "return", "Lampirkan sumber data."))
    await assert_written_by(RealizationOut, world["ani"], path)


async def test_a_page_goes_on_where_the_last_one_ended(world: World, paths: dict[str, str]) -> None:
    whole = (await world["hr"].read(paths["all targets"]))["items"]
    first = await world["hr"].read("/v1/targets", limit=2)
    rest = await world["hr"].read("/v1/targets", limit=200, cursor=first["next"])

    assert first["items"] + rest["items"] == whole
    assert rest["next"] is None
