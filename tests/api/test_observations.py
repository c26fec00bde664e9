"""Interviews and observations over HTTP: recorded in the open, answered, withdrawn, named as a basis."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, open_cycle, open_period
from tests.support.world import World, WorldBuilder

OBSERVATIONS = "/v1/observations"
MISSING = "0198c0de-0000-7000-8000-000000000000"
ASKED = [{"question": "Berapa lama berkas selesai?", "answer": "Dua hari kerja"}]


@dataclass
class Ground:
    """A world in which ani has an agreed plan and a quarter is open."""

    world: World
    plan: Json
    period: Json

    def record(self, **more: object) -> Json:
        given = {
            "plan_id": self.plan["id"],
            "method": "interview",
            "observed_at": "2026-04-06T03:00:00Z",
            "place": "Loket 2",
            "findings": "Alur dikuasai",
            "questions": ASKED,
        }
        return given | more

    def seen(self, **more: object) -> Json:
        return self.record() | {"method": "observation", "questions": []} | more

    async def recorded(self) -> str:
        """Record an interview, and return its address."""
        return f"{OBSERVATIONS}/{(await self.world['kabid'].create(OBSERVATIONS, self.record()))['id']}"

    def basis(self, **more: object) -> Json:
        return {"period_id": self.period["id"], "reason": "Ketepatan waktu"} | more


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    return Ground(world, await agreed_plan(world, "ani", cycle["id"]), await open_period(world, cycle["id"]))


async def test_an_interview_is_recorded_answered_acknowledged_and_a_rating_rests_on_it(ground: Ground) -> None:
    world, path = ground.world, await ground.recorded()

    shown = await world["ani"].read(path)
    assert (shown["employee_name"], shown["recorder_name"], shown["observer_name"]) == ("Ani", "Kabid", "Kabid")
    assert (shown["questions"], shown["status"], shown["may_be_basis"]) == (ASKED, "recorded", False)
    assert shown["answer_by"] == "2026-04-13"
    early = problem(await world["kabid"].post(f"{path}/bases", ground.basis()), 409, "NOT_ANSWERED_YET")
    assert (early["answer_by"], early["basis"][0]["instrument"]) == ("2026-04-13", "UU 30/2014")
    stated = await world["ani"].create(f"{path}/statements", {"text": "Hari itu sistem rusak"})
    assert [(each["author_name"], each["text"]) for each in stated["statements"]] == [("Ani", "Hari itu sistem rusak")]
    ok(await world["ani"].step(path, "acknowledge"))
    named = await world["kabid"].create(f"{path}/bases", ground.basis())

    assert [(each["official_name"], each["period_id"]) for each in named["bases"]] == [("Kabid", ground.period["id"])]
    problem(await world["kabid"].post(f"{path}/bases", ground.basis()), 409, "BASIS_ALREADY_NAMED")
    await world["kabid"].create(f"{path}/bases", ground.basis(period_id=None))
    assert [each["id"] for each in (await world["ani"].read(OBSERVATIONS, is_basis=True))["items"]] == [named["id"]]
    assert (await world["ani"].read(OBSERVATIONS, is_basis=False))["items"] == []


async def test_who_lets_the_time_to_answer_pass_was_heard_too(ground: Ground, clock: FixedClock) -> None:
    world, path = ground.world, await ground.recorded()
    clock.instant += timedelta(days=7)
    problem(await world["kabid"].post(f"{path}/bases", ground.basis()), 409, "NOT_ANSWERED_YET")

    clock.instant += timedelta(days=1)

    assert (await world["kabid"].create(f"{path}/bases", ground.basis()))["may_be_basis"]


async def test_what_is_observed_is_part_of_the_plan_and_fits_its_method(ground: Ground) -> None:
    world, kabid = ground.world, ground.world["kabid"]
    target = ground.plan["targets"][0]
    indicator = target["indicators"][0]["id"]

    on_indicator = await kabid.create(OBSERVATIONS, ground.seen(indicator_id=indicator))
    on_target = await kabid.create(OBSERVATIONS, ground.seen(target_id=target["id"], method="document_check"))
    on_value = await kabid.create(
        OBSERVATIONS, ground.seen(value="kolaboratif", observer_id=str(world.employees["citra"]))
    )

    assert (on_indicator["indicator_id"], on_target["method"]) == (indicator, "document_check")
    assert (on_value["value"], on_value["observer_name"]) == ("kolaboratif", "Citra")
    assert (await world["citra"].read(f"{OBSERVATIONS}/{on_value['id']}"))["id"] == on_value["id"]
    for wrong in (
        ground.record(questions=[]),
        ground.record(method="observation"),
        ground.seen(target_id=target["id"], value="loyal"),
    ):
        problem(await kabid.post(OBSERVATIONS, wrong), 422, "INVALID")
    for place in ("target_id", "indicator_id"):
        other = problem(await kabid.post(OBSERVATIONS, ground.seen(**{place: MISSING})), 422, "NOT_OF_THIS_PLAN")
        assert other["errors"][0]["pointer"] == f"/{place}"
    later = problem(
        await kabid.post(OBSERVATIONS, ground.seen(observed_at="2026-04-07T03:00:00Z")), 422, "OBSERVED_LATER"
    )
    assert later["errors"][0]["pointer"] == "/observed_at"
    for observer in (MISSING, str(world.employees["ani"])):
        problem(await kabid.post(OBSERVATIONS, ground.seen(observer_id=observer)), 422, "NOT_OBSERVER")


async def test_records_are_made_from_above_and_read_by_few(ground: Ground, worlds: WorldBuilder) -> None:
    world, path = ground.world, await ground.recorded()
    other = await worlds.build()
    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        assert (await world[reader].read(path))["findings"] == "Alur dikuasai"
        rows = (await world[reader].read(OBSERVATIONS, plan_id=ground.plan["id"], method="interview"))["items"]
        assert len(rows) == 1
    for stranger in (world["budi"], other["kabid"], other["hr"]):
        for tail in ("", "/transitions"):
            problem(await stranger.get(path + tail), 404, "NOT_FOUND")
        assert (await stranger.read(OBSERVATIONS))["items"] == []
    problem(await world["ani"].post(OBSERVATIONS, ground.record()), 403, "FORBIDDEN")
    problem(await world["budi"].post(OBSERVATIONS, ground.record()), 404, "NOT_FOUND")
    problem(await world["auditor"].post(OBSERVATIONS, ground.record()), 403, "FORBIDDEN")
    problem(await world["kabid"].post(f"{path}/statements", {"text": "Saya"}), 403, "FORBIDDEN")
    problem(await world["kadis"].post(f"{path}/bases", ground.basis()), 403, "FORBIDDEN")
    problem(await world["kabid"].step(path, "acknowledge"), 403, "FORBIDDEN")
    problem(await world["kadis"].step(path, "withdraw", "Keliru"), 403, "FORBIDDEN")


async def test_a_withdrawn_record_stays_to_be_seen_and_serves_for_nothing(ground: Ground) -> None:
    world, path = ground.world, await ground.recorded()
    problem(await world["kabid"].step(path, "withdraw"), 409, "ILLEGAL_TRANSITION")

    withdrawn = ok(await world["kabid"].step(path, "withdraw", "Keliru orang"))

    assert (withdrawn["status"], withdrawn["may_be_basis"]) == ("withdrawn", False)
    problem(await world["ani"].post(f"{path}/statements", {"text": "Benar"}), 409, "OBSERVATION_WITHDRAWN")
    problem(await world["kabid"].post(f"{path}/bases", ground.basis()), 409, "OBSERVATION_WITHDRAWN")
    life = await world["ani"].read(f"{path}/transitions")
    assert [(each["name"], each["note"]) for each in life["history"]] == [
        ("recorded", None),
        ("withdraw", "Keliru orang"),
    ]


async def test_a_basis_is_of_the_year_of_the_plan(ground: Ground) -> None:
    world, path = ground.world, await ground.recorded()
    ok(await world["ani"].step(path, "acknowledge"))
    other = await open_cycle(world, year=2027)
    periods = (await world["hr"].read(f"/v1/cycles/{other['id']}/periods"))["items"]

    wrong = problem(
        await world["kabid"].post(f"{path}/bases", ground.basis(period_id=periods[0]["id"])), 422, "INVALID"
    )

    assert wrong["errors"][0]["pointer"] == "/period_id"


async def test_the_next_steps_are_told_and_statements_come_to_an_end(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, path = ground.world, await ground.recorded()
    for name, may in (("ani", {"acknowledge"}), ("kabid", {"withdraw"}), ("kadis", set())):
        told = (await world[name].read(f"{path}/transitions"))["next"]
        assert {each["name"] for each in told if each["possible"]} == may
        assert all(each["reasons"] for each in told if not each["possible"])
    monkeypatch.setattr("kinerja_api.feedback.repository.observations.MOST_PARTS", 1)
    await world["ani"].create(f"{path}/statements", {"text": "Sesuai"})

    problem(await world["ani"].post(f"{path}/statements", {"text": "Lagi"}), 409, "TOO_MANY_STATEMENTS")
