"""Trying out a draft policy or other facts over HTTP: the same engine, and nothing is stored but that it was tried."""

import pytest
from sqlalchemy import text

from kinerja_api.scores.service import simulations
from tests.support.caller import Json, ok, problem
from tests.support.policies import DEFAULT
from tests.support.scores import judged_year, scored
from tests.support.steps import open_cycle
from tests.support.world import World, WorldBuilder

PATH = "/v1/score-simulations"
HEAVIER = DEFAULT.replace("60, behavior: 30, citizen_satisfaction: 10", "40, behavior: 30, citizen_satisfaction: 30")


async def rows(world: World) -> dict[str, int]:
    """Count everything that a simulation could have stored."""
    async with world.database.read(world.agency_id) as uow:
        tables = ("score", "score_run", "score_run_part", "score_explanation", "audit_entry", "outbox_event")
        return {each: await uow.session.scalar(text(f"SELECT count(*) FROM {each}")) or 0 for each in tables}  # noqa: S608


async def simulate(world: World, cycle: Json, **given: object) -> Json:
    return ok(await world["hr"].post(PATH, {"cycle_id": cycle["id"], **given}))


async def test_a_draft_policy_says_who_rises_and_who_falls_and_stores_nothing(world: World) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    before = await rows(world)

    found = await simulate(world, facts["cycle"], policy=HEAVIER)

    # 0.4 x 80 + 0.3 x 80 + 0.3 x 90 = 83
    assert found["employees"][0] == {
        "employee_id": str(world.employees["ani"]),
        "employee_name": "Ani",
        "unit_name": "Bidang Data",
        "before": "81.00",
        "after": "83.00",
        "direction": "rises",
    }
    assert (found["counts"]["people"], found["counts"]["rises"], found["counts"]["still_pending"]) == (6, 1, 5)
    assert [(each["predicate"], each["people"], each["rises"]) for each in found["by_predicate"]] == [
        ("baik", 1, 1),
        (None, 5, 0),
    ]
    assert found["by_band"] == [{"low": 80, "high": 90, "before": 1, "after": 1}]
    after = await rows(world)
    assert after == before | {"audit_entry": before["audit_entry"] + 1}
    trail = (await world["auditor"].read("/v1/audit-entries", limit=200))["items"]
    assert [each["details"]["people"] for each in trail if each["action"] == "simulated"] == [6]


async def test_facts_are_supposed_of_some_people(world: World) -> None:
    facts = await judged_year(world)
    people = [str(world.employees["ani"])]
    worse = [{"component": "work_result", "level": "di_bawah_ekspektasi"}]

    found = await simulate(world, facts["cycle"], employee_ids=people, hypotheses=worse)

    assert (found["counts"]["people"], found["counts"]["falls"]) == (1, 1)
    assert (found["employees"][0]["before"], found["employees"][0]["after"]) == ("81.00", "69.00")


async def test_people_left_in_a_unit_that_was_closed_are_scored_with_its_own_survey(world: World) -> None:
    facts = await judged_year(world)
    path = f"/v1/units/{world.units['bidang']}"
    etag = (await world["hr"].get(path)).headers["etag"]
    ok(await world["hr"].post(f"{path}/closures", {"until": "2026-04-01"}, etag=etag))

    found = await simulate(world, facts["cycle"], employee_ids=[str(world.employees["ani"])], policy=HEAVIER)

    assert (found["employees"][0]["unit_name"], found["employees"][0]["after"]) == ("Bidang Data", "83.00")


async def test_a_draft_and_supposed_facts_work_together_for_a_unit(world: World) -> None:
    facts = await judged_year(world)
    better = [{"component": "citizen_satisfaction", "number": "100"}]

    found = await simulate(world, facts["cycle"], unit_id=str(world.units["bidang"]), policy=HEAVIER, hypotheses=better)

    assert (found["counts"]["people"], found["employees"][0]["after"]) == (5, "86.00")


@pytest.mark.parametrize(
    ("given", "pointer", "said"),
    [
        ({"policy": "key: ["}, "/policy", "YAML"),
        ({"policy": DEFAULT.replace("behavior: 30", "behavior: 31")}, "/policy", "101"),
        (
            {"policy": DEFAULT.replace("from: 2022-01-01, until: null", "from: 2022-01-01, until: 2024-01-01")},
            "/policy",
            "",
        ),
        ({"hypotheses": [{"component": "loyalty", "number": "3"}]}, "/hypotheses", "work_result"),
        ({"hypotheses": [{"component": "citizen_satisfaction", "number": "101"}]}, "/hypotheses", "25"),
        ({"hypotheses": [{"component": "work_result", "level": "hebat"}]}, "/hypotheses", "di_atas_ekspektasi"),
    ],
)
async def test_what_cannot_be_tried_is_refused_at_its_place(world: World, given: Json, pointer: str, said: str) -> None:
    facts = await judged_year(world)

    refused = problem(await world["hr"].post(PATH, {"cycle_id": facts["cycle"]["id"]} | given), 422, "INVALID")

    [error] = refused["errors"]
    assert error["pointer"] == pointer
    assert said in error["detail"]


async def test_a_simulation_of_nothing_or_of_two_scopes_is_refused(world: World) -> None:
    cycle = await open_cycle(world)
    body: Json = {"cycle_id": cycle["id"]}
    both = {"unit_id": str(world.units["dinas"]), "employee_ids": [str(world.employees["ani"])], "policy": HEAVIER}

    for wrong in ({}, both, {"hypotheses": [{"component": "behavior"}]}, {"policy": "x" * 100_001}):
        problem(await world["hr"].post(PATH, body | wrong), 422, "INVALID")
    elsewhere = {"policy": HEAVIER, "unit_id": cycle["id"]}
    problem(await world["hr"].post(PATH, body | elsewhere), 404, "NOT_FOUND")
    nobody = {"policy": HEAVIER, "employee_ids": [cycle["id"]]}
    problem(await world["hr"].post(PATH, body | nobody), 422, "INVALID")


async def test_a_scope_of_too_many_is_refused_with_their_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle = await open_cycle(world)
    monkeypatch.setattr(simulations, "MOST_SIMULATED", 5)

    refused = await world["hr"].post(PATH, {"cycle_id": cycle["id"], "policy": HEAVIER})

    assert "6" in problem(refused, 409, "SIMULATION_TOO_LARGE")["detail"]


def overlay(since: str) -> Json:
    """Return a draft of the agency that makes citizens' answers count for more."""
    weights = {
        "work_result": "50",
        "behavior": "30",
        "citizen_satisfaction": "20",
        "discipline": "0",
        "self_assessment": "0",
    }
    return {
        "key": "composite_default",
        "title": {"id": "Nilai kinerja kota", "en": "Score of the city"},
        "since": since,
        "regulation": {"name": "Peraturan Wali Kota", "number": "12", "year": 2026, "verification": "verbatim"},
        "adjustments": [{"parameter": "component_weights", "value": weights, "article": "Pasal 7"}],
    }


async def test_a_draft_of_the_agency_is_tried_as_it_stands_before_anybody_reviews_it(
    world: World, worlds: WorldBuilder
) -> None:
    facts = await judged_year(world)
    draft = await world["hr"].create("/v1/policy-overlays", overlay("2026-01-01"))
    later = await world["hr"].create("/v1/policy-overlays", overlay("2027-01-01"))
    of_year: Json = {"cycle_id": facts["cycle"]["id"]}
    elsewhere = await (await worlds.build())["hr"].create("/v1/policy-overlays", overlay("2026-01-01"))

    found = await simulate(world, facts["cycle"], overlay_id=draft["id"])

    # 0.5 x 80 + 0.3 x 80 + 0.2 x 90 = 82
    assert (found["employees"][0]["before"], found["employees"][0]["after"]) == ("81.00", "82.00")
    assert (await world["hr"].read(f"/v1/policy-overlays/{draft['id']}"))["status"] == "draft"
    [error] = problem(await world["hr"].post(PATH, of_year | {"overlay_id": later["id"]}), 422, "INVALID")["errors"]
    assert error["pointer"] == "/overlay_id"
    problem(await world["hr"].post(PATH, of_year | {"overlay_id": elsewhere["id"]}), 404, "NOT_FOUND")
    both = of_year | {"overlay_id": draft["id"], "policy": HEAVIER}
    problem(await world["hr"].post(PATH, both), 422, "INVALID")
