"""What was issued stays: the employee signs or refuses to, a superior reopens, the next revision takes the place."""

import asyncio
from uuid import UUID

import pytest

from kinerja_api.evaluations.public import annual_results_of
from kinerja_api.scoring.facts import Predicate
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, issued_evaluation, open_cycle, rated_unit
from tests.support.world import World

EVALUATIONS = "/v1/evaluations"
ABOVE, AS = "di_atas_ekspektasi", "sesuai_ekspektasi"


@pytest.fixture
async def issued(world: World) -> Json:
    """Ani's annual evaluation, issued by the head of her division."""
    cycle = await open_cycle(world)
    await rated_unit(world, cycle["id"])
    return await issued_evaluation(world, await agreed_plan(world, "ani", cycle["id"]))


async def test_the_employee_refuses_to_sign_and_says_why(world: World, issued: Json) -> None:
    path = f"{EVALUATIONS}/{issued['id']}"
    refused = problem(await world["ani"].step(path, "reject"), 409, "ILLEGAL_TRANSITION")
    assert refused["basis"][0] == {
        "instrument": "PP 30/2019",
        "article": "Pasal 59 (keberatan atas hasil penilaian kinerja)",
        "verification": "secondary",
    }
    problem(await world["kabid"].step(path, "reject", "Bukan milik saya"), 403, "FORBIDDEN")

    rejected = ok(await world["ani"].step(path, "reject", "Target kedua tercapai"))

    assert (rejected["status"], rejected["rejection_reason"]) == ("rejected", "Target kedua tercapai")
    assert (rejected["is_current"], rejected["rejected_at"]) == (True, "2026-04-06T05:00:00.000000Z")
    problem(await world["ani"].step(path, "acknowledge"), 409, "ILLEGAL_TRANSITION")


async def test_a_reopened_evaluation_stays_in_force_until_the_next_revision_is_issued(
    world: World, issued: Json
) -> None:
    path = f"{EVALUATIONS}/{issued['id']}"
    ok(await world["ani"].step(path, "acknowledge"))
    reopened = ok(await world["kadis"].step(path, "reopen", "Realisasi triwulan IV belum dihitung"))
    [draft] = (await world["kabid"].read(EVALUATIONS, status="draft"))["items"]
    assert (reopened["status"], reopened["is_current"]) == ("reopened", True)
    assert (draft["revision"], draft["replaces_id"], draft["revision_reason"]) == (2, issued["id"], "reopening")
    problem(await world["ani"].get(f"{EVALUATIONS}/{draft['id']}"), 404, "NOT_FOUND")
    assert await _annual(world, issued) == Predicate.BAIK

    anew = f"{EVALUATIONS}/{draft['id']}"
    ratings = {"work_result_rating": ABOVE, "behavior_rating": ABOVE}
    ok(await world["kabid"].put(anew, ratings, etag='"v1"'))
    second = ok(await world["kabid"].step(anew, "issue"))

    first = await world["ani"].read(path)
    assert (first["status"], first["is_current"], first["predicate"]) == ("replaced", False, "baik")
    assert (second["predicate"], second["revision_note"]) == ("sangat_baik", "Realisasi triwulan IV belum dihitung")
    assert await _annual(world, issued) == Predicate.SANGAT_BAIK
    of_plan = await world["ani"].read(EVALUATIONS, plan_id=issued["plan_id"])
    assert [(each["revision"], each["is_current"]) for each in of_plan["items"]] == [(1, False), (2, True)]
    current = await world["hr"].read(EVALUATIONS, plan_id=issued["plan_id"], is_current="true")
    assert [each["id"] for each in current["items"]] == [second["id"]]
    for revision, predicate in ((issued["id"], "baik"), (second["id"], "sangat_baik")):
        told = await world["ani"].read(f"{EVALUATIONS}/{revision}/explanation")
        assert told["predicate"] == predicate
    history = (await world["ani"].read(f"{path}/transitions"))["history"]
    assert [(each["name"], each["actor_name"]) for each in history] == [
        ("drafted", "Kabid"),
        ("issue", "Kabid"),
        ("acknowledge", "Ani"),
        ("reopen", "Kadis"),
        ("replaced", "Kabid"),
    ]


async def test_a_unit_counts_the_revision_that_will_be_and_the_employee_only_what_is(
    world: World, issued: Json
) -> None:
    ok(await world["kadis"].step(f"{EVALUATIONS}/{issued['id']}", "reopen", "Hitung ulang"))
    [draft] = (await world["kabid"].read(EVALUATIONS, status="draft"))["items"]
    ratings = {"work_result_rating": ABOVE, "behavior_rating": ABOVE}
    ok(await world["kabid"].put(f"{EVALUATIONS}/{draft['id']}", ratings, etag='"v1"'))

    spread = await world["kabid"].read("/v1/distributions", unit_id=issued["unit_id"], cycle_id=issued["cycle_id"])

    counted = {each["predicate"]: each["employees"] for each in spread["counts"] if each["employees"]}
    assert (counted, spread["evaluated"], spread["issued"]) == ({"sangat_baik": 1}, 1, 0)


async def test_only_a_superior_of_the_official_reopens_with_a_reason_while_the_year_is_open(
    world: World, issued: Json
) -> None:
    path, reason = f"{EVALUATIONS}/{issued['id']}", "Hitung ulang"
    for name in ("ani", "kabid"):
        refused = problem(await world[name].step(path, "reopen", reason), 403, "FORBIDDEN")
        assert refused["basis"][0]["instrument"] == "UU 30/2014"
    problem(await world["budi"].step(path, "reopen", reason, etag='"v2"'), 404, "NOT_FOUND")
    refused = problem(await world["kadis"].step(path, "reopen"), 409, "ILLEGAL_TRANSITION")
    assert "note" in refused["detail"]
    [period] = [
        each["id"]
        for each in (await world["hr"].read(f"/v1/cycles/{issued['cycle_id']}/periods"))["items"]
        if each["status"] == "open"
    ]
    ok(await world["hr"].step(f"/v1/periods/{period}", "close"))
    ok(await world["hr"].step(f"/v1/cycles/{issued['cycle_id']}", "close"))

    refused = problem(await world["kadis"].step(path, "reopen", reason), 409, "ILLEGAL_TRANSITION")

    assert refused["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    assert (await world["ani"].read(path))["status"] == "issued"


async def test_of_many_who_reopen_at_once_one_makes_the_next_revision(world: World, issued: Json) -> None:
    path = f"{EVALUATIONS}/{issued['id']}"
    etag = f'"v{issued["version"]}"'

    answers = await asyncio.gather(*(world["kadis"].step(path, "reopen", "Hitung ulang", etag=etag) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 7]
    assert [each["revision"] for each in (await world["hr"].read(EVALUATIONS))["items"]] == [1, 2]


async def test_an_evaluation_that_was_replaced_takes_no_further_step(world: World, issued: Json) -> None:
    path = f"{EVALUATIONS}/{issued['id']}"
    ok(await world["kadis"].step(path, "reopen", "Hitung ulang"))
    problem(await world["kadis"].step(path, "reopen", "Sekali lagi"), 409, "ILLEGAL_TRANSITION")
    [draft] = (await world["kabid"].read(EVALUATIONS, status="draft"))["items"]
    ok(await world["kabid"].step(f"{EVALUATIONS}/{draft['id']}", "issue"))

    for name, step in (("ani", "acknowledge"), ("ani", "reject"), ("kadis", "reopen"), ("kabid", "issue")):
        refused = problem(await world[name].step(path, step, "Terlambat"), 409, "ILLEGAL_TRANSITION")
        assert refused["state"] == "replaced"


async def _annual(world: World, evaluation: Json) -> Predicate:
    employee, cycle = UUID(evaluation["employee_id"]), UUID(evaluation["cycle_id"])
    async with world.database.read(world.agency_id) as uow:
        return (await annual_results_of(uow, cycle, [employee]))[employee].predicate
