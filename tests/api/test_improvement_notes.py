"""Notes for improvement over HTTP: nothing secret, answered first, agreed on, followed up, closed."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from httpx import Response
from sqlalchemy import text

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import Caller, Json, ok, problem
from tests.support.steps import agreed_plan, drafted_realization, open_cycle, open_period
from tests.support.world import World, WorldBuilder

NOTES = "/v1/improvement-notes"
MISSING = "0198c0de-0000-7000-8000-000000000000"


@dataclass
class Ground:
    """A world in which the head of the division can note something on ani."""

    world: World

    def note(self, **more: object) -> Json:
        given = {
            "employee_id": str(self.world.employees["ani"]),
            "kind": "late_work",
            "occurred_on": "2026-04-03",
            "fact": "Laporan enam hari terlambat",
            "source": "Register surat 445/120",
        }
        return given | more

    async def noted(self) -> str:
        """Make a note, and return its address."""
        return f"{NOTES}/{(await self.world['kabid'].create(NOTES, self.note()))['id']}"


@pytest.fixture
def ground(world: World) -> Ground:
    return Ground(world)


async def stepped(caller: Caller, path: str, **body: object) -> Response:
    return await caller.post(f"{path}/transitions", body, etag=(await caller.get(path)).headers["etag"])


async def test_a_note_is_seen_at_once_answered_improved_followed_up_and_closed(ground: Ground) -> None:
    world, path = ground.world, await ground.noted()
    shown = await world["ani"].read(path)
    assert (shown["status"], shown["author_name"], shown["answer_by"]) == ("noted", "Kabid", "2026-04-13")
    assert (shown["counts"], shown["counting"]) == (False, "can_still_be_answered")
    early = await stepped(world["kabid"], path, name="propose", note="Minta data", improve_by="2026-05-01")
    assert problem(early, 409, "ILLEGAL_TRANSITION")["basis"][0]["instrument"] == "UU 30/2014"
    problem(await world["ani"].step(path, "answer"), 409, "ILLEGAL_TRANSITION")

    answered = ok(await world["ani"].step(path, "answer", "Data datang terlambat"))
    assert (answered["counts"], answered["counting"]) == (True, "answered")
    passed = await stepped(world["kabid"], path, name="propose", note="Minta data", improve_by="2026-04-05")
    assert "improve_by" in problem(passed, 409, "ILLEGAL_TRANSITION")["detail"]
    ok(await stepped(world["kabid"], path, name="propose", note="Minta data", improve_by="2026-05-01"))
    declined = ok(await world["ani"].step(path, "decline", "Bukan tugas saya"))
    assert declined["status"] == "answered"
    problem(await world["ani"].post(f"{path}/follow-ups", {"text": "Sudah"}), 409, "NOTE_NOT_AGREED")
    ok(await stepped(world["kabid"], path, name="propose", note="Ingatkan pengirim", improve_by="2026-05-08"))
    agreed = ok(await world["ani"].step(path, "agree"))
    assert (agreed["improvement"], agreed["improve_by"]) == ("Ingatkan pengirim", "2026-05-08")
    for name in ("ani", "kabid"):
        await world[name].create(f"{path}/follow-ups", {"text": f"Oleh {name}"})
    closed = ok(await world["kabid"].step(path, "close", "Tepat waktu sejak itu"))

    assert (closed["status"], closed["outcome"]) == ("closed", "Tepat waktu sejak itu")
    assert [(each["kind"], each["author_name"]) for each in closed["entries"]] == [
        ("answer", "Ani"),
        ("propose", "Kabid"),
        ("decline", "Ani"),
        ("propose", "Kabid"),
        ("follow_up", "Ani"),
        ("follow_up", "Kabid"),
        ("close", "Kabid"),
    ]
    life = await world["ani"].read(f"{path}/transitions")
    assert [each["name"] for each in life["history"]] == [
        "noted",
        "answer",
        "propose",
        "decline",
        "propose",
        "agree",
        "close",
    ]
    assert life["next"] == []


async def test_a_note_counts_only_when_it_could_be_answered(ground: Ground, clock: FixedClock) -> None:
    world, path = ground.world, await ground.noted()
    clock.instant += timedelta(days=7)
    assert not (await world["kabid"].read(path))["counts"]

    clock.instant += timedelta(days=1)

    late = await world["kabid"].read(path)
    assert (late["counts"], late["counting"]) == (True, "time_to_answer_over")
    ok(await stepped(world["kabid"], path, name="propose", note="Minta data", improve_by="2026-05-01"))
    declined = ok(await world["ani"].step(path, "decline", "Baru kembali dari cuti"))
    assert (declined["status"], declined["counting"]) == ("answered", "answered")
    withdrawn = ok(await world["kabid"].step(path, "withdraw", "Keliru"))
    assert (withdrawn["counts"], withdrawn["counting"]) == (False, "withdrawn")
    problem(await world["ani"].step(path, "answer", "Lagi"), 409, "ILLEGAL_TRANSITION")


async def test_nobody_is_noted_who_has_no_account_to_answer_with(ground: Ground) -> None:
    world = ground.world
    async with world.database.write(world.agency_id) as uow:
        await uow.session.execute(
            text("UPDATE account SET is_active = false WHERE id = :id"), {"id": world.accounts["ani"]}
        )
        await uow.finish()

    refused = problem(await world["kabid"].post(NOTES, ground.note()), 409, "EMPLOYEE_CANNOT_ANSWER")

    assert refused["basis"][0]["instrument"] == "UU 30/2014"
    assert (await world["hr"].read(NOTES))["items"] == []


async def test_a_note_names_its_source_which_is_the_employees(ground: Ground) -> None:
    world, kabid = ground.world, ground.world["kabid"]
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    mine, theirs = [
        await drafted_realization(world, name, await agreed_plan(world, name, cycle["id"]), period["id"])
        for name in ("ani", "budi")
    ]

    made = await kabid.create(NOTES, ground.note(source=None, realization_id=mine["id"]))

    assert (made["realization_id"], made["source"]) == (mine["id"], None)
    problem(await kabid.post(NOTES, ground.note(source=None)), 422, "INVALID")
    for place, wrong in (("realization_id", theirs["id"]), ("realization_id", MISSING), ("survey_result_id", MISSING)):
        refused = problem(await kabid.post(NOTES, ground.note(**{place: wrong})), 422, "SOURCE_NOT_FOUND")
        assert refused["errors"][0]["pointer"] == f"/{place}"
    later = problem(await kabid.post(NOTES, ground.note(occurred_on="2026-04-07")), 422, "OCCURRED_LATER")
    assert later["errors"][0]["pointer"] == "/occurred_on"


async def test_notes_are_made_from_above_and_read_by_few(ground: Ground, worlds: WorldBuilder) -> None:
    world, path = ground.world, await ground.noted()
    other = await worlds.build()
    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        assert (await world[reader].read(path))["fact"] == "Laporan enam hari terlambat"
        rows = (await world[reader].read(NOTES, kind="late_work", status="noted"))["items"]
        assert [f"{NOTES}/{each['id']}" for each in rows] == [path]
    for stranger in (world["budi"], other["kabid"], other["hr"]):
        for tail in ("", "/transitions"):
            problem(await stranger.get(path + tail), 404, "NOT_FOUND")
        assert (await stranger.read(NOTES))["items"] == []
    problem(await world["ani"].post(NOTES, ground.note()), 403, "FORBIDDEN")
    problem(await world["budi"].post(NOTES, ground.note()), 404, "NOT_FOUND")
    problem(await world["hr"].post(NOTES, ground.note()), 403, "FORBIDDEN")
    problem(await world["kabid"].step(path, "answer", "Saya"), 403, "FORBIDDEN")
    problem(await world["kadis"].step(path, "withdraw", "Keliru"), 403, "FORBIDDEN")
    problem(await world["kadis"].post(f"{path}/follow-ups", {"text": "Saya"}), 403, "FORBIDDEN")
    from_far_above = await world["kadis"].create(NOTES, ground.note(kind="citizen_dissatisfaction"))
    assert (
        ok(await world["kadis"].step(f"{NOTES}/{from_far_above['id']}", "withdraw", "Keliru"))["status"] == "withdrawn"
    )


async def test_the_next_steps_are_told_and_entries_come_to_an_end(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, path = ground.world, await ground.noted()
    for name, may in (("ani", {"answer"}), ("kabid", {"withdraw"}), ("kadis", set())):
        told = (await world[name].read(f"{path}/transitions"))["next"]
        assert {each["name"] for each in told if each["possible"]} == may
        assert all(each["reasons"] for each in told if not each["possible"])
    ok(await world["ani"].step(path, "answer", "Data terlambat"))
    ok(await stepped(world["kabid"], path, name="propose", note="Minta data", improve_by="2026-05-01"))
    ok(await world["ani"].step(path, "agree"))
    monkeypatch.setattr("kinerja_api.feedback.repository.notes.MOST_ENTRIES", 2)

    problem(await world["ani"].post(f"{path}/follow-ups", {"text": "Lagi"}), 409, "TOO_MANY_STATEMENTS")
