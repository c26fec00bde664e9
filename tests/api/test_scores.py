"""Composite scores over HTTP: asked for, computed, read, explained, computed again; and who may see or ask for what."""

import json
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.scoring.document import recompute
from tests.support.caller import Json, ok, problem
from tests.support.scores import judged_year, react, score_of, scored, survey_result
from tests.support.steps import open_cycle
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"
RUNS, SCORES = "/v1/score-runs", "/v1/scores"
PEOPLE = 6


@pytest.fixture
async def year(world: World) -> Json:
    """Return a year in which ani has a score and the others wait."""
    facts = await judged_year(world)
    return facts | {"run": await scored(world, facts["cycle"]["id"])}


async def test_a_score_is_computed_from_evaluation_ratings_and_survey(world: World, year: Json) -> None:
    score = await score_of(world, "ani")

    assert (score["state"], score["value"], score["reason"], score["revision"]) == ("scored", "81.00", "first", 1)
    assert {each["component"]: (each["score"], each["points"]) for each in score["components"]} == {
        "work_result": ("80.00", "48.00"),
        "behavior": ("80.00", "24.00"),
        "citizen_satisfaction": ("90.00", "9.00"),
    }
    assert (score["bonus"], score["deduction"], score["pending"], score["previous"]) == (None, None, [], None)
    assert "100 responden" in score["components"][2]["source"]
    assert score["run_id"] == year["run"]["id"]


async def test_what_is_missing_is_told_with_who_must_act(world: World, year: Json) -> None:
    waiting = await score_of(world, "budi")
    run = await world["hr"].read(f"{RUNS}/{year['run']['id']}")

    assert (waiting["state"], waiting["value"]) == ("pending", None)
    assert {(each["component"], each["code"], each["actor"]) for each in waiting["pending"]} == {
        ("work_result", "no_target_plan", "employee"),
        ("behavior", "no_target_plan", "employee"),
    }
    assert (run["total"], run["done"], run["scored"], run["pending"]) == (PEOPLE, PEOPLE, 1, PEOPLE - 1)
    # The department's head and the department itself have no survey.
    by_actor = {
        each["actor"]: {one["code"]: one["count"] for one in each["reasons"]} for each in run["pending_reasons"]
    }
    assert by_actor == {"employee": {"no_target_plan": 5}, "survey_officer": {"no_unit_survey": 1}}


@pytest.mark.usefixtures("year")
async def test_the_explanation_gives_sentences_articles_and_a_graph_that_recomputes(world: World) -> None:
    score = await score_of(world, "ani", reader="ani")
    path = f"{SCORES}/{score['id']}/explanation"

    told = await world["ani"].read(path)
    english = ok(await world["ani"].http.get(path, headers=_bearer(world, "ani") | {"Accept-Language": "en"}))

    assert any("Nilai kinerja gabungan" in sentence for sentence in told["sentences"])
    assert any("Composite performance score" in sentence for sentence in english["sentences"])
    assert {each["parameter"] for each in told["citations"]} >= {"component_weights", "bounds", "decimals"}
    assert all(each["instrument"] and each["article"] for each in told["citations"])
    result, differences = recompute(told["trace"])
    assert (result, differences, told["value"]) == ("81.00", (), "81.00")
    assert told["policy"]["sha256"] == told["trace"]["policy"]["sha256"]


async def test_a_list_is_narrowed_by_year_unit_person_and_state_and_goes_on_page_by_page(
    world: World, year: Json
) -> None:
    hr = world["hr"]

    async def names(**asked: Any) -> list[str]:
        return sorted(each["employee_name"] for each in (await hr.read(SCORES, **asked))["items"])

    assert await names(state="scored") == ["Ani"]
    assert await names(unit_id=str(world.units["bidang"])) == ["Ani", "Budi", "Citra", "Dewi", "Kabid"]
    assert await names(cycle_id=year["cycle"]["id"], employee_id=str(world.employees["dewi"])) == ["Dewi"]
    assert await names(cycle_id=MISSING) == []

    seen: list[str] = []
    page = await hr.read(SCORES, limit=4)
    while page["next"]:
        seen += [each["id"] for each in page["items"]]
        page = await hr.read(SCORES, limit=4, cursor=page["next"])
    seen += [each["id"] for each in page["items"]]
    assert len(seen) == len(set(seen)) == PEOPLE
    problem(await hr.get(SCORES, limit=4, cursor="made-up"), 400, "BAD_CURSOR")
    problem(await hr.get(SCORES, state="guessed"), 422, "INVALID")


@pytest.mark.usefixtures("year")
async def test_everybody_sees_the_own_score_those_above_see_it_and_a_colleague_does_not(world: World) -> None:
    score = await score_of(world, "ani")
    path = f"{SCORES}/{score['id']}"

    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        assert (await world[reader].read(path))["value"] == "81.00"
        assert score["id"] in [each["id"] for each in (await world[reader].read(SCORES))["items"]]
    for colleague in ("budi", "dewi"):
        theirs = problem(await world[colleague].get(path), 404, "NOT_FOUND")
        nothing = problem(await world[colleague].get(f"{SCORES}/{MISSING}"), 404, "NOT_FOUND")
        assert _without_place(theirs) == _without_place(nothing)
        problem(await world[colleague].get(f"{path}/explanation"), 404, "NOT_FOUND")
        assert [each["employee_name"] for each in (await world[colleague].read(SCORES))["items"]] == [colleague.title()]


async def test_another_agency_sees_nothing_of_it(world: World, year: Json, worlds: WorldBuilder) -> None:
    score = await score_of(world, "ani")
    other = await worlds.build()

    problem(await other["hr"].get(f"{SCORES}/{score['id']}"), 404, "NOT_FOUND")
    problem(await other["hr"].get(f"{RUNS}/{year['run']['id']}"), 404, "NOT_FOUND")
    assert (await other["hr"].read(SCORES))["items"] == []
    foreign = {"cycle_id": year["cycle"]["id"]}
    problem(await other["hr"].post(RUNS, foreign), 404, "NOT_FOUND")


@pytest.mark.parametrize("name", ["ani", "kabid", "kadis", "auditor", "survey", "board", "ppk"])
async def test_only_hr_asks_for_a_run_or_a_simulation(world: World, name: str) -> None:
    problem(await world[name].post(RUNS, {"cycle_id": MISSING}), 403, "FORBIDDEN")
    problem(await world[name].post("/v1/score-simulations", {"cycle_id": MISSING}), 403, "FORBIDDEN")


async def test_runs_are_read_by_hr_and_auditors_alone(world: World, year: Json) -> None:
    path = f"{RUNS}/{year['run']['id']}"

    for reader in ("hr", "auditor"):
        assert (await world[reader].read(path))["state"] == "done"
        assert [each["id"] for each in (await world[reader].read(RUNS))["items"]] == [year["run"]["id"]]
    for nosy in ("ani", "kadis"):
        for place in (RUNS, path, f"{path}/transitions", f"{path}/replay"):
            assert problem(await world[nosy].get(place), 403, "FORBIDDEN")["basis"]
    assert (await world["survey"].get(RUNS)).status_code == 403


async def test_a_run_is_accepted_with_its_place_and_one_key_begins_one_run(world: World) -> None:
    cycle = await open_cycle(world)
    body = {"cycle_id": cycle["id"]}

    accepted = await world["hr"].post(RUNS, body, key="satu-tindakan")
    again = await world["hr"].post(RUNS, body, key="satu-tindakan")

    run = ok(accepted, 202)
    assert (accepted.headers["location"], accepted.headers["etag"]) == (f"{RUNS}/{run['id']}", '"v1"')
    assert (ok(again, 202), again.headers["idempotent-replayed"]) == (run, "true")
    assert (run["state"], run["total"], run["cause"], run["listed"]) == ("queued", PEOPLE, "requested", None)
    other = await world["hr"].post(RUNS, body | {"unit_id": str(world.units["bidang"])}, key="satu-tindakan")
    assert other.status_code == 422
    without_key = await world["hr"].http.post(RUNS, json=body, headers=_bearer(world, "hr"))
    assert without_key.status_code == 400


async def test_a_second_run_of_a_scope_is_refused_and_names_the_running_one(world: World) -> None:
    cycle = await open_cycle(world)
    people = [str(world.employees[name]) for name in ("ani", "budi")]
    hr = world["hr"]
    scopes: list[Json] = [{}, {"unit_id": str(world.units["bidang"])}, {"employee_ids": people}]

    for scope in scopes:
        run = ok(await hr.post(RUNS, {"cycle_id": cycle["id"]} | scope), 202)
        refused = problem(await hr.post(RUNS, {"cycle_id": cycle["id"]} | scope), 409, "SCORE_RUN_UNDER_WAY")
        assert refused["run_id"] == run["id"]
    turned = {"cycle_id": cycle["id"], "employee_ids": [*reversed(people), people[0]]}
    problem(await hr.post(RUNS, turned), 409, "SCORE_RUN_UNDER_WAY")


async def test_a_run_of_some_people_scores_them_alone(world: World) -> None:
    facts = await judged_year(world)
    people = [str(world.employees[name]) for name in ("ani", "dewi")]

    run = await scored(world, facts["cycle"]["id"], employee_ids=people)

    assert (run["listed"], run["total"], run["scored"], run["pending"]) == (2, 2, 1, 1)
    names = [each["employee_name"] for each in (await world["hr"].read(SCORES))["items"]]
    assert sorted(names) == ["Ani", "Dewi"]


async def test_a_run_that_cannot_be_is_refused_with_a_way_out(world: World) -> None:
    hr = world["hr"]
    cycle = await open_cycle(world)
    draft = await hr.create("/v1/cycles", {"year": 2027, "pattern": "quarterly", "plan_by": "2027-01-31"})
    unit = str(world.units["bidang"])

    problem(await hr.post(RUNS, {"cycle_id": draft["id"]}), 409, "CYCLE_NOT_BEGUN")
    problem(await hr.post(RUNS, {"cycle_id": cycle["id"], "unit_id": MISSING}), 404, "NOT_FOUND")
    listed = {"cycle_id": cycle["id"], "employee_ids": [str(world.employees["ani"]), MISSING]}
    refused = problem(await hr.post(RUNS, listed), 422, "INVALID")
    assert [each["pointer"] for each in refused["errors"]] == ["/employee_ids/1"]
    wrongs: list[Json] = [{"employee_ids": []}, {"unit_id": unit, "employee_ids": [MISSING]}, {"score": "100"}]
    for wrong in wrongs:
        problem(await hr.post(RUNS, {"cycle_id": cycle["id"]} | wrong), 422, "INVALID")


async def test_a_run_is_cancelled_and_resumed_on_the_version_that_was_seen(world: World) -> None:
    cycle = await open_cycle(world)
    hr = world["hr"]
    run = ok(await hr.post(RUNS, {"cycle_id": cycle["id"]}), 202)
    path = f"{RUNS}/{run['id']}"

    problem(await hr.step(path, "cancel", etag='"v9"'), 412, "STALE_VERSION")
    problem(await hr.post(f"{path}/transitions", {"name": "cancel"}), 428, "PRECONDITION_REQUIRED")
    refused = problem(await hr.step(path, "finish"), 403, "FORBIDDEN")
    assert refused["basis"]
    assert ok(await hr.step(path, "cancel"))["state"] == "cancelled"
    problem(await hr.step(path, "cancel"), 409, "ILLEGAL_TRANSITION")
    options = {each["name"]: each["possible"] for each in (await hr.read(f"{path}/transitions"))["next"]}
    assert options["resume"] is True
    taken = ok(await hr.post(RUNS, {"cycle_id": cycle["id"]}), 202)
    assert problem(await hr.step(path, "resume"), 409, "SCORE_RUN_UNDER_WAY")["run_id"] == taken["id"]


async def test_a_second_run_over_the_same_facts_makes_no_revision(world: World, year: Json) -> None:
    before = await score_of(world, "ani")

    run = await scored(world, year["cycle"]["id"])

    assert (run["revised"], run["unchanged"]) == (0, PEOPLE)
    assert await score_of(world, "ani") == before


async def test_replay_of_a_run_is_equal(world: World, year: Json) -> None:
    replayed = (await world["auditor"].read(f"{RUNS}/{year['run']['id']}/replay"))["items"]

    assert len(replayed) == PEOPLE
    assert all(each["is_equal"] and each["differences"] == [] for each in replayed)


@pytest.mark.usefixtures("year")
async def test_a_survey_that_comes_later_makes_a_revision_with_its_reason_and_both_are_kept(world: World) -> None:
    first = await score_of(world, "ani")
    better = await survey_result(world, mean="4", index="100.00", first_day="2026-02-01")

    [run] = await react(world, "survey_result_issued", better["id"])

    assert (run["cause"], run["unit_id"], run["requested_name"]) == (
        "survey_result_issued",
        str(world.units["bidang"]),
        "kinerja",
    )
    # The index of the unit is now over both: 200 respondents, 95.00.
    second = await score_of(world, "ani", reader="ani")
    assert (second["value"], second["revision"], second["reason"]) == ("81.50", 2, "facts_changed")
    assert second["changed_components"] == ["citizen_satisfaction"]
    assert second["previous"] == {"id": first["id"], "state": "scored", "value": "81.00"}
    assert "survei kepuasan" in second["cause"]
    kept = await world["ani"].read(f"{SCORES}/{first['id']}")
    assert (kept["value"], kept["is_current"], second["is_current"]) == ("81.00", False, True)
    history = (await world["ani"].read(SCORES, history="true"))["items"]
    assert [each["revision"] for each in history] == [1, 2]
    problem(await world["budi"].get(f"{SCORES}/{first['id']}"), 404, "NOT_FOUND")


async def test_nobody_can_make_or_change_a_score_over_http(app: FastAPI) -> None:
    changing = [
        f"{method} {path}"
        for path, operations in app.openapi()["paths"].items()
        if path.startswith(SCORES)
        for method in operations
        if method != "get"
    ]

    assert changing == []


@pytest.mark.usefixtures("year")
async def test_the_database_refuses_the_app_to_change_a_stored_score(world: World, migrated: EmbeddedPostgres) -> None:
    score = await score_of(world, "ani")
    connection = await asyncpg.connect(**migrated.arguments(APP))
    refused = (
        "UPDATE score SET value = 99 WHERE id = $1",
        "UPDATE score SET employee_id = agency_id WHERE id = $1",
        "UPDATE score SET is_current = true WHERE id = $1",
        "DELETE FROM score WHERE id = $1",
        "UPDATE score_explanation SET document = '{}' WHERE $1::uuid IS NOT NULL",
        "DELETE FROM score_explanation WHERE $1::uuid IS NOT NULL",
    )
    try:
        await connection.execute(f"SET app.agency_id = '{world.agency_id}'")
        assert await connection.fetchval("SELECT count(*) FROM score WHERE id = $1", score["id"]) == 1
        for statement in refused:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement, score["id"])
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("TRUNCATE score")
    finally:
        await connection.close()
    assert (await score_of(world, "ani"))["value"] == "81.00"


# A copy of a stored score in which one reference is another id.
COPY = """
INSERT INTO score SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'revision', 99,
                                                                      'is_current', false) || $2::jsonb)).*
  FROM score AS s WHERE id = $1
"""


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("reference", ["employee_id", "unit_id", "run_id", "cycle_id", "policy_version_id"])
async def test_the_database_refuses_a_score_that_refers_to_what_is_not_there(
    world: World, migrated: EmbeddedPostgres, reference: str
) -> None:
    score = await score_of(world, "ani")
    connection = await asyncpg.connect(**migrated.arguments(APP))
    try:
        await connection.execute(f"SET app.agency_id = '{world.agency_id}'")
        await connection.execute(COPY, score["id"], "{}")  # else the test would refuse whatever it is
        with pytest.raises(asyncpg.ForeignKeyViolationError) as refused:
            await connection.execute(COPY, score["id"], json.dumps({"revision": 98, reference: str(world.agency_id)}))
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await connection.execute(COPY, score["id"], json.dumps({"revision": 97, "explanation_sha256": "0" * 64}))
    finally:
        await connection.close()
    # Year and policy are named with the run, which they have to be those of.
    named = reference if reference in {"employee_id", "unit_id"} else "run_id"
    assert f"Key (agency_id, {named})=({world.agency_id}, " in (refused.value.detail or "")


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("table", "key"), [("employee", "id"), ("unit", "id"), ("score_run", "id"), ("score_explanation", "sha256")]
)
async def test_what_scores_rest_on_can_neither_go_nor_get_another_key(
    world: World, migrated: EmbeddedPostgres, table: str, key: str
) -> None:
    app = await asyncpg.connect(**migrated.arguments(APP))
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    no_right, stays = asyncpg.InsufficientPrivilegeError, asyncpg.RestrictViolationError
    try:
        for connection, refusal in ((app, no_right), (owner, stays)):
            await connection.execute(f"SET app.agency_id = '{world.agency_id}'")
            assert await connection.execute(f"SELECT FROM {table}") != "SELECT 0"
            for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608  names of this test
                with pytest.raises(refusal):
                    await connection.execute(statement)
        with pytest.raises((no_right, stays)):
            await app.execute(f"UPDATE {table} SET {key} = {key}")  # noqa: S608  names of this test
        with pytest.raises(stays):
            await owner.execute("UPDATE score SET employee_id = employee_id, is_current = false")
    finally:
        await app.close()
        await owner.close()


def _bearer(world: World, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {world[name].token()}"}


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
