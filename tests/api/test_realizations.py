"""Realizations over HTTP: reported, returned, corrected, accepted; and everything that is refused on the way."""

from dataclasses import dataclass

import pytest

from kinerja_api.employees.models import EmployeeRelation
from kinerja_api.realizations.public import count_unreviewed, get_realization, list_results
from tests.support.caller import Json, ok, problem
from tests.support.steps import (
    agreed_plan,
    draft_plan,
    drafted_realization,
    open_cycle,
    open_period,
    submitted_realization,
)
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"


@dataclass
class Ground:
    """A world in which ani has an agreed plan and the first quarter takes reports."""

    world: World
    cycle: Json
    period: Json
    plan: Json

    @property
    def indicator_id(self) -> str:
        indicator: str = self.plan["targets"][0]["indicators"][0]["id"]
        return indicator

    def report(self, **changes: object) -> Json:
        return {"indicator_id": self.indicator_id, "period_id": self.period["id"], "value": "3"} | changes


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


async def test_a_realization_is_returned_corrected_and_accepted_and_both_values_stay_readable(ground: Ground) -> None:
    ani, kabid = ground.world["ani"], ground.world["kabid"]
    drafted = await ani.create("/v1/realizations", ground.report(value="3.50", note="Tiga setengah"))
    assert (drafted["status"], drafted["value"], drafted["target_value"]) == ("draft", "3.5", "12")
    assert (drafted["indicator_unit"], drafted["evidence"], drafted["evidence_count"]) == ("laporan", [], 0)
    path = f"/v1/realizations/{drafted['id']}"
    assert await ani.read(path) == drafted

    ok(await ani.step(path, "submit"))
    returned = ok(await kabid.step(path, "return", "Lampirkan laporan Maret"))
    assert (returned["review_note"], returned["reviewed_by_name"]) == ("Lampirkan laporan Maret", "Kabid")
    etag = (await ani.get(path)).headers["etag"]
    corrected = ok(await ani.put(path, {"value": "3", "text": "Laporan Januari sampai Maret"}, etag=etag))
    assert (corrected["value"], corrected["note"]) == ("3", None)
    ok(await ani.step(path, "submit"))
    accepted = ok(await kabid.step(path, "accept"))

    assert accepted["status"] == "accepted"
    revisions = (await ani.read(f"{path}/revisions"))["items"]
    assert [(each["number"], each["value"], each["outcome"]) for each in revisions] == [
        (1, "3.5", "returned"),
        (2, "3", "accepted"),
    ]
    assert (revisions[0]["decision_note"], revisions[0]["decided_by_name"]) == ("Lampirkan laporan Maret", "Kabid")
    history = (await ani.read(f"{path}/transitions"))["history"]
    assert [each["name"] for each in history] == ["created", "submit", "return", "submit", "accept"]


async def test_a_withdrawn_realization_is_a_draft_again_and_what_was_submitted_is_kept(ground: Ground) -> None:
    submitted = await submitted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{submitted['id']}"

    withdrawn = ok(await ground.world["ani"].step(path, "withdraw"))

    assert withdrawn["status"] == "draft"
    assert withdrawn["reviewed_at"] is None
    [revision] = (await ground.world["ani"].read(f"{path}/revisions"))["items"]
    assert revision["outcome"] == "withdrawn"


async def test_what_may_come_next_is_told_with_the_reason_for_what_may_not(ground: Ground) -> None:
    submitted = await submitted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{submitted['id']}/transitions"

    own = {each["name"]: each for each in (await ground.world["ani"].read(path))["next"]}
    officials = {each["name"]: each for each in (await ground.world["kabid"].read(path))["next"]}

    assert own["withdraw"]["possible"]
    assert "pejabat penilai" in own["accept"]["reasons"][0]
    assert officials["accept"]["possible"]
    assert not officials["withdraw"]["possible"]


async def test_a_second_report_of_an_indicator_in_a_period_is_refused_and_names_the_first(ground: Ground) -> None:
    first = await drafted_realization(ground.world, "ani", ground.plan, ground.period["id"])

    refused = problem(
        await ground.world["ani"].post("/v1/realizations", ground.report()), 409, "REALIZATION_ALREADY_THERE"
    )

    assert refused["realization_id"] == first["id"]


async def test_the_same_key_reports_once_and_answers_the_same(ground: Ground) -> None:
    ani = ground.world["ani"]

    first = await ani.post("/v1/realizations", ground.report(), key="laporan-tw-1")
    again = await ani.post("/v1/realizations", ground.report(), key="laporan-tw-1")

    assert ok(first, 201) == ok(again, 201)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["etag"] == first.headers["etag"] == '"v1"'
    problem(
        await ani.post("/v1/realizations", ground.report(value="4"), key="laporan-tw-1"), 422, "IDEMPOTENCY_KEY_REUSED"
    )


async def test_a_closed_period_takes_no_report_and_nothing_changes(ground: Ground) -> None:
    ani, hr = ground.world["ani"], ground.world["hr"]
    there = await drafted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{there['id']}"
    ok(await hr.step(f"/v1/periods/{ground.period['id']}", "close"))
    other = ground.plan["targets"][1]["indicators"][0]["id"]

    problem(await ani.post("/v1/realizations", ground.report(indicator_id=other)), 409, "PERIOD_CLOSED")
    problem(await ani.put(path, {"value": "9"}, etag='"v1"'), 409, "PERIOD_CLOSED")
    link = {"title": "Laporan", "url": "https://contoh.go.id/laporan"}
    problem(await ani.post(f"{path}/evidence-links", link), 409, "PERIOD_CLOSED")
    refused = problem(await ani.step(path, "submit"), 409, "ILLEGAL_TRANSITION")

    assert refused["basis"]
    assert await ani.read(path) == there
    assert len((await ani.read("/v1/realizations"))["items"]) == 1


async def test_a_plan_that_is_not_agreed_takes_no_report(ground: Ground) -> None:
    plan = await draft_plan(ground.world, "budi", ground.cycle["id"])
    report = ground.report(indicator_id=plan["targets"][0]["indicators"][0]["id"])

    refused = problem(await ground.world["budi"].post("/v1/realizations", report), 409, "PLAN_NOT_AGREED")

    assert refused["basis"][0]["instrument"] == "PermenPANRB 6/2022"


async def test_a_period_of_another_year_is_refused(ground: Ground) -> None:
    before = await open_cycle(ground.world, year=2025)
    period = await open_period(ground.world, before["id"])

    refused = problem(
        await ground.world["ani"].post("/v1/realizations", ground.report(period_id=period["id"])),
        422,
        "PERIOD_OF_ANOTHER_YEAR",
    )

    assert refused["errors"][0]["pointer"] == "/period_id"


async def test_a_counted_indicator_needs_a_number(ground: Ground) -> None:
    ani = ground.world["ani"]
    words = {"text": "Selesai semua"}
    report = {"indicator_id": ground.indicator_id, "period_id": ground.period["id"]} | words

    refused = problem(await ani.post("/v1/realizations", report), 422, "RESULT_DOES_NOT_FIT")
    assert refused["errors"][0]["pointer"] == "/value"
    there = await drafted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    problem(await ani.put(f"/v1/realizations/{there['id']}", words, etag='"v1"'), 422, "RESULT_DOES_NOT_FIT")


async def test_a_report_without_number_and_words_is_refused(ground: Ground) -> None:
    body = {"indicator_id": ground.indicator_id, "period_id": ground.period["id"]}

    problem(await ground.world["ani"].post("/v1/realizations", body), 422, "INVALID")


async def test_nobody_else_reports_and_nobody_but_the_rating_official_accepts(ground: Ground) -> None:
    world = ground.world
    submitted = await submitted_realization(world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{submitted['id']}"

    refused = problem(await world["kabid"].post("/v1/realizations", ground.report()), 403, "FORBIDDEN")
    assert refused["basis"]
    problem(await world["budi"].post("/v1/realizations", ground.report()), 404, "NOT_FOUND")
    problem(await world["hr"].post("/v1/realizations", ground.report()), 403, "FORBIDDEN")
    problem(await world["hr"].step(path, "accept"), 403, "FORBIDDEN")
    problem(await world["ani"].step(path, "accept"), 403, "FORBIDDEN")
    problem(await world["kadis"].step(path, "accept"), 403, "FORBIDDEN")
    problem(await world["kabid"].step(path, "withdraw"), 403, "FORBIDDEN")
    assert (await world["hr"].read(path))["status"] == "submitted"
    assert (await world["auditor"].read(path))["status"] == "submitted"


async def test_a_relative_does_not_review_and_the_next_superior_does(ground: Ground) -> None:
    world = ground.world
    submitted = await submitted_realization(world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{submitted['id']}"
    async with world.database.write(world.agency_id) as uow:
        kin = EmployeeRelation(
            agency_id=world.agency_id,
            id=uow.new_id(),
            employee_id=world.employees["kabid"],
            relative_id=world.employees["ani"],
            kind="sibling",
        )
        uow.session.add(kin)
        await uow.finish()

    refused = problem(await world["kabid"].step(path, "accept"), 403, "FORBIDDEN")

    assert refused["basis"][0]["instrument"] == "UU 30/2014"
    assert ok(await world["kadis"].step(path, "accept"))["reviewed_by_name"] == "Kadis"


async def test_an_accepted_realization_does_not_change(ground: Ground) -> None:
    submitted = await submitted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{submitted['id']}"
    ok(await ground.world["kabid"].step(path, "accept"))
    etag = (await ground.world["ani"].get(path)).headers["etag"]

    refused = problem(await ground.world["ani"].put(path, {"value": "9"}, etag=etag), 403, "FORBIDDEN")
    assert "accepted" in refused["detail"]
    problem(await ground.world["ani"].step(path, "withdraw"), 409, "ILLEGAL_TRANSITION")


async def test_a_return_without_a_note_is_refused(ground: Ground) -> None:
    submitted = await submitted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{submitted['id']}"

    problem(await ground.world["kabid"].step(path, "return"), 409, "ILLEGAL_TRANSITION")

    assert (await ground.world["ani"].read(path))["status"] == "submitted"


async def test_a_stale_version_and_a_missing_one_are_refused(ground: Ground) -> None:
    ani = ground.world["ani"]
    there = await drafted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    path = f"/v1/realizations/{there['id']}"

    problem(await ani.put(path, {"value": "4"}, etag='"v7"'), 412, "STALE_VERSION")
    problem(await ani.put(path, {"value": "4"}), 428, "PRECONDITION_REQUIRED")
    problem(await ani.step(path, "submit", etag='"v7"'), 412, "STALE_VERSION")
    problem(await ani.post(f"{path}/transitions", {"name": "submit"}), 428, "PRECONDITION_REQUIRED")


async def test_a_colleague_and_another_agency_get_the_answer_of_a_missing_id(
    ground: Ground, worlds: WorldBuilder
) -> None:
    there = await submitted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    other = await worlds.build()
    cycle = await open_cycle(other)
    plan, period = await agreed_plan(other, "ani", cycle["id"]), await open_period(other, cycle["id"])
    own_report = {"indicator_id": plan["targets"][0]["indicators"][0]["id"], "period_id": period["id"], "value": "1"}

    for stranger in (ground.world["budi"], other["ani"], other["hr"]):
        for tail in ("", "/revisions", "/transitions"):
            theirs = problem(await stranger.get(f"/v1/realizations/{there['id']}{tail}"), 404, "NOT_FOUND")
            nothing = problem(await stranger.get(f"/v1/realizations/{MISSING}{tail}"), 404, "NOT_FOUND")
            assert _without_place(theirs) == _without_place(nothing)
    for place, foreign in (("indicator_id", ground.indicator_id), ("period_id", ground.period["id"])):
        theirs = problem(await other["ani"].post("/v1/realizations", own_report | {place: foreign}), 404, "NOT_FOUND")
        nothing = problem(await other["ani"].post("/v1/realizations", own_report | {place: MISSING}), 404, "NOT_FOUND")
        assert _without_place(theirs) == _without_place(nothing)


async def test_a_list_holds_what_its_reader_may_see_and_is_filtered(ground: Ground) -> None:
    world = ground.world
    first = await submitted_realization(world, "ani", ground.plan, ground.period["id"])
    second = await drafted_realization(world, "ani", ground.plan, ground.period["id"], target=1)

    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        items = (await world[reader].read("/v1/realizations"))["items"]
        assert [each["id"] for each in items] == [first["id"], second["id"]]
    assert (await world["budi"].read("/v1/realizations"))["items"] == []
    by_status = (await world["ani"].read("/v1/realizations", status="submitted"))["items"]
    assert [each["id"] for each in by_status] == [first["id"]]
    page = await world["hr"].read("/v1/realizations", plan_id=ground.plan["id"], limit=1)
    following = await world["hr"].read("/v1/realizations", plan_id=ground.plan["id"], limit=1, cursor=page["next"])
    assert [page["items"][0]["id"], following["items"][0]["id"]] == [first["id"], second["id"]]
    assert (await world["hr"].read("/v1/realizations", period_id=MISSING))["items"] == []


async def test_other_capabilities_read_results_and_what_waits_for_review(ground: Ground) -> None:
    submitted = await submitted_realization(ground.world, "ani", ground.plan, ground.period["id"])
    await drafted_realization(ground.world, "ani", ground.plan, ground.period["id"], target=1, value="2.25")
    view = ground.world

    async with view.database.read(view.agency_id) as uow:
        found = await get_realization(uow, submitted["id"])
        results = await list_results(uow, found.plan_id, None)
        in_period = await list_results(uow, found.plan_id, found.period_id)
        waiting = await count_unreviewed(uow, found.plan_id, None)
        waiting_then = await count_unreviewed(uow, found.plan_id, found.period_id)

    assert [(str(each.value), each.status.value) for each in results] == [("3", "submitted"), ("2.25", "draft")]
    assert in_period == results
    assert (waiting, waiting_then) == (1, 1)
    assert found.employee_id == view.employees["ani"]


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
