"""Review meetings over HTTP: called, held, minuted for good, added to; follow-ups with a clock that reminds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest
from httpx import Response
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from kinerja_api.feedback.jobs import follow_up_watcher
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.models import OutboxEvent
from kinerja_api.kit.jobs.queue import JobCall
from tests.support.caller import Caller, Json, ok, problem
from tests.support.steps import open_cycle, open_period
from tests.support.world import World, WorldBuilder

MEETINGS, FOLLOW_UPS = "/v1/review-meetings", "/v1/follow-ups"
MISSING = "0198c0de-0000-7000-8000-000000000000"
MINUTES = ["Target tercapai 96 persen", "Waktu tunggu 34 menit"]


@dataclass
class Ground:
    """A world with an open quarter, in which the head of the division calls a meeting with ani and budi."""

    world: World
    cycle: Json
    period: Json
    called: Json = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        return str(self.world.employees[name])

    def plan(self, **changes: object) -> Json:
        given = {
            "title": "Rapat triwulan I",
            "starts_at": "2026-04-06T01:00:00Z",
            "place": "Aula",
            "agenda": ["Capaian target"],
            "participant_ids": [self.id_of("ani"), self.id_of("budi")],
            "minute_taker_id": self.id_of("budi"),
        }
        return given | changes

    def meeting(self, **changes: object) -> Json:
        of = {"unit_id": str(self.world.units["bidang"]), "cycle_id": self.cycle["id"], "period_id": self.period["id"]}
        return of | self.plan(**changes)

    async def held(self) -> str:
        """Hold the meeting, and return its address."""
        self.called = await self.world["kabid"].create(MEETINGS, self.meeting())
        path = f"{MEETINGS}/{self.called['id']}"
        ok(await self.world["kabid"].step(path, "hold"))
        return path

    async def confirmed(self) -> str:
        """Hold the meeting and confirm its minutes."""
        path = await self.held()
        ok(await change(self.world["budi"], f"{path}/minutes", self.minutes(), at=path))
        ok(await self.world["kabid"].step(path, "confirm"))
        return path

    def minutes(self, **changes: object) -> Json:
        given = {"minutes": MINUTES, "decisions": ["Loket dibuka lebih awal"], "attendee_ids": [self.id_of("ani")]}
        return given | changes

    async def agreed(self, path: str, due_on: str = "2026-04-20") -> str:
        """Agree on a follow-up of ani, and return its address."""
        task = {"task": "Susun jadwal loket", "employee_id": self.id_of("ani"), "due_on": due_on}
        return f"{FOLLOW_UPS}/{(await self.world['kabid'].create(f'{path}/follow-ups', task))['id']}"

    async def look(self, path: str) -> None:
        """Let the job of the clock look at a follow-up."""
        call = JobCall(self.world.agency_id, UUID(path.rsplit("/", 1)[1]))
        await follow_up_watcher(self.world.database)(call)

    async def reminders(self, path: str) -> list[str]:
        """Return why it was reminded of a follow-up so far."""
        async with self.world.database.read(self.world.agency_id) as uow:
            found = select(OutboxEvent.payload).where(
                OutboxEvent.agency_id == uow.agency_id,
                OutboxEvent.name == "follow_up_reminded",
                OutboxEvent.resource_id == UUID(path.rsplit("/", 1)[1]),
            )
            return [each["kind"] for each in (await uow.session.scalars(found.order_by(OutboxEvent.id))).all()]


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    return Ground(world, cycle, await open_period(world, cycle["id"]))


async def change(caller: Caller, path: str, body: Json, *, at: str) -> Response:
    return await caller.put(path, body, etag=(await caller.get(at)).headers["etag"])


async def stepped(caller: Caller, path: str, **body: object) -> Response:
    return await caller.post(f"{path}/transitions", body, etag=(await caller.get(path)).headers["etag"])


async def test_a_meeting_is_called_held_minuted_confirmed_and_added_to(ground: Ground) -> None:
    world = ground.world
    called = await world["kabid"].create(MEETINGS, ground.meeting())
    path = f"{MEETINGS}/{called['id']}"
    assert (called["status"], called["unit_name"], called["leader_name"]) == ("planned", "Bidang Data", "Kabid")
    assert [(each["employee_name"], each["attended"]) for each in called["participants"]] == [
        ("Ani", None),
        ("Budi", None),
    ]
    early = problem(await world["kabid"].step(path, "confirm"), 409, "ILLEGAL_TRANSITION")
    assert early["possible"] == ["hold", "cancel"]
    ok(await world["kabid"].step(path, "hold"))
    unwritten = problem(await world["kabid"].step(path, "confirm"), 409, "ILLEGAL_TRANSITION")
    assert unwritten["basis"][0]["instrument"] == "PP 30/2019"

    written = ok(await change(world["budi"], f"{path}/minutes", ground.minutes(), at=path))
    assert [(each["employee_name"], each["attended"]) for each in written["participants"]] == [
        ("Ani", True),
        ("Budi", False),
    ]
    confirmed = ok(await world["kabid"].step(path, "confirm"))
    added = await world["ani"].create(f"{path}/additions", {"text": "Angka dari register"})

    assert (confirmed["status"], confirmed["confirmed_by_name"]) == ("minutes_confirmed", "Kabid")
    assert (added["minutes"], added["decisions"]) == (MINUTES, ["Loket dibuka lebih awal"])
    assert [(each["author_name"], each["text"]) for each in added["additions"]] == [("Ani", "Angka dari register")]
    life = await world["ani"].read(f"{path}/transitions")
    assert [each["name"] for each in life["history"]] == ["called", "hold", "confirm"]
    assert life["next"] == []


async def test_confirmed_minutes_never_change_not_even_in_the_database(ground: Ground) -> None:
    world, path = ground.world, await ground.confirmed()

    late = problem(await change(world["budi"], f"{path}/minutes", ground.minutes(), at=path), 409, "MINUTES_NOT_OPEN")
    assert late["basis"][0]["instrument"] == "PP 30/2019"
    problem(await change(world["kabid"], path, ground.plan(), at=path), 409, "MEETING_NOT_PLANNED")
    for step in ("hold", "cancel", "confirm"):
        problem(await world["kabid"].step(path, step, "Lagi"), 409, "ILLEGAL_TRANSITION")
    for statement in (
        "UPDATE review_meeting SET minutes = '[\"lain\"]'",
        "UPDATE review_meeting SET decisions = '[]'",
        "UPDATE review_meeting SET attendee_ids = '{}'",
        "UPDATE review_meeting SET status = 'held'",
    ):
        async with world.database.write(world.agency_id) as uow:
            with pytest.raises(IntegrityError, match="confirmed minutes never change"):
                await uow.session.execute(text(statement))
    assert (await world["ani"].read(path))["minutes"] == MINUTES


async def test_a_meeting_is_called_by_who_leads_the_unit_for_its_own_people(ground: Ground) -> None:
    world = ground.world
    outside = ground.meeting(unit_id=str(world.units["bidang"]), participant_ids=[ground.id_of("kadis")])
    wrong = problem(await world["kabid"].post(MEETINGS, outside), 422, "NOT_OF_THIS_UNIT")
    assert wrong["errors"][0]["pointer"] == "/participant_ids/0"
    taker = problem(
        await world["kabid"].post(MEETINGS, ground.meeting(minute_taker_id=MISSING)), 422, "NOT_OF_THIS_UNIT"
    )
    assert taker["errors"][0]["pointer"] == "/minute_taker_id"
    assert problem(await world["ani"].post(MEETINGS, ground.meeting()), 403, "FORBIDDEN")["basis"]
    problem(await world["kabid"].post(MEETINGS, ground.meeting(unit_id=MISSING)), 404, "NOT_FOUND")

    from_above = await world["kadis"].create(MEETINGS, ground.meeting(participant_ids=[ground.id_of("kabid")]))

    assert from_above["leader_name"] == "Kadis"
    other = await open_cycle(world, year=2027)
    mixed = problem(await world["kabid"].post(MEETINGS, ground.meeting(cycle_id=other["id"])), 422, "INVALID")
    assert mixed["errors"][0]["pointer"] == "/period_id"
    ok(await world["hr"].step(f"/v1/cycles/{other['id']}", "close"))
    closed = ground.meeting(cycle_id=other["id"], period_id=None)
    problem(await world["kabid"].post(MEETINGS, closed), 409, "CYCLE_NOT_OPEN")


async def test_the_plan_changes_until_the_meeting_which_may_be_cancelled_with_the_reason(ground: Ground) -> None:
    world = ground.world
    called = await world["kabid"].create(MEETINGS, ground.meeting(starts_at="2026-05-01T01:00:00Z"))
    path = f"{MEETINGS}/{called['id']}"

    moved = ok(await change(world["kabid"], path, ground.plan(participant_ids=[ground.id_of("citra")]), at=path))
    assert [each["employee_name"] for each in moved["participants"]] == ["Citra"]
    problem(await world["ani"].get(path), 404, "NOT_FOUND")
    ok(await change(world["kabid"], path, ground.plan(starts_at="2026-05-01T01:00:00Z"), at=path))
    future = problem(await world["kabid"].step(path, "hold"), 409, "ILLEGAL_TRANSITION")
    assert "starts_at" in future["detail"]
    problem(await change(world["budi"], f"{path}/minutes", ground.minutes(), at=path), 409, "MINUTES_NOT_OPEN")
    problem(await world["kabid"].step(path, "cancel"), 409, "ILLEGAL_TRANSITION")
    cancelled = ok(await world["kabid"].step(path, "cancel", "Digabung"))

    assert cancelled["status"] == "cancelled"
    task = {"task": "Susun", "employee_id": ground.id_of("ani"), "due_on": "2026-06-01"}
    problem(await world["kabid"].post(f"{path}/follow-ups", task), 409, "MEETING_NOT_HELD")


async def test_a_meeting_is_for_those_invited_those_above_hr_and_auditors(ground: Ground, worlds: WorldBuilder) -> None:
    world, path = ground.world, await ground.confirmed()
    follow_up = await ground.agreed(path)
    other = await worlds.build()
    for reader in ("kabid", "ani", "budi", "kadis", "hr", "auditor"):
        assert (await world[reader].read(path))["id"] == ground.called["id"]
        rows = (await world[reader].read(MEETINGS, status="minutes_confirmed", unit_id=ground.called["unit_id"]))[
            "items"
        ]
        assert [each["id"] for each in rows] == [ground.called["id"]]
        assert (await world[reader].read(follow_up))["employee_name"] == "Ani"
        listed = (await world[reader].read(FOLLOW_UPS, meeting_id=ground.called["id"]))["items"]
        assert [each["task"] for each in listed] == ["Susun jadwal loket"]
    for stranger in (world["citra"], other["hr"], other["kabid"]):
        for hidden in (path, f"{path}/transitions", follow_up, f"{follow_up}/transitions"):
            problem(await stranger.get(hidden), 404, "NOT_FOUND")
        assert (await stranger.read(MEETINGS))["items"] == []
        assert (await stranger.read(FOLLOW_UPS))["items"] == []
    problem(await world["citra"].post(f"{path}/additions", {"text": "Saya"}), 404, "NOT_FOUND")


async def test_each_does_what_is_theirs(ground: Ground) -> None:
    world, path = ground.world, await ground.held()
    problem(await change(world["ani"], f"{path}/minutes", ground.minutes(), at=path), 403, "FORBIDDEN")
    for name in ("budi", "kadis"):
        problem(await world[name].step(path, "confirm"), 403, "FORBIDDEN")
    stranger = ground.minutes(attendee_ids=[ground.id_of("ani"), ground.id_of("citra")])
    wrong = problem(await change(world["budi"], f"{path}/minutes", stranger, at=path), 422, "NOT_INVITED")
    assert wrong["errors"][0]["pointer"] == "/attendee_ids/1"
    problem(await world["ani"].post(f"{path}/additions", {"text": "Terlalu dini"}), 409, "MINUTES_NOT_CONFIRMED")
    task = {"task": "Susun", "employee_id": ground.id_of("citra"), "due_on": "2026-06-01"}
    problem(await world["kabid"].post(f"{path}/follow-ups", task), 422, "NOT_INVITED")
    passed = task | {"employee_id": ground.id_of("ani"), "due_on": "2026-04-05"}
    late = problem(await world["kabid"].post(f"{path}/follow-ups", passed), 422, "DUE_DAY_PASSED")
    assert late["errors"][0]["pointer"] == "/due_on"
    problem(await world["kadis"].post(f"{path}/follow-ups", passed), 403, "FORBIDDEN")
    told = await world["kadis"].read(f"{path}/transitions")
    assert [each["possible"] for each in told["next"]] == [False]
    ok(await change(world["budi"], f"{path}/minutes", ground.minutes(), at=path))
    ok(await world["kabid"].step(path, "confirm"))
    problem(await world["kadis"].post(f"{path}/additions", {"text": "Dari atas"}), 403, "FORBIDDEN")


async def test_whoever_leads_the_unit_now_stands_in_for_a_leader_who_left(ground: Ground, clock: FixedClock) -> None:
    world = ground.world
    acting = {"unit_id": str(world.units["bidang"]), "employee_id": str(world.employees["dewi"]), "capacity": "plh"}
    days = {"since": "2026-04-06", "until": "2026-04-08", "decree": "800/2/2026"}
    await world["hr"].create("/v1/delegations", acting | days)
    called = await world["dewi"].create(MEETINGS, ground.meeting())
    path = f"{MEETINGS}/{called['id']}"
    ok(await world["dewi"].step(path, "hold"))
    clock.instant = datetime(2026, 4, 9, 1, tzinfo=UTC)

    written = ok(await change(world["kabid"], f"{path}/minutes", ground.minutes(), at=path))

    assert written["leader_name"] == "Dewi"
    assert ok(await world["kabid"].step(path, "confirm"))["confirmed_by_name"] == "Kabid"


async def test_a_follow_up_is_reminded_of_lapses_gets_more_time_and_is_done(ground: Ground, clock: FixedClock) -> None:
    world, path = ground.world, await ground.agreed(await ground.confirmed())
    assert (await world["ani"].read(path))["remind_on"] == "2026-04-17"
    await ground.look(path)
    assert await ground.reminders(path) == []

    for instant in (datetime(2026, 4, 16, 17, tzinfo=UTC), datetime(2026, 4, 19, 17, tzinfo=UTC)):
        clock.instant = instant
        await ground.look(path)
        await ground.look(path)
    assert await ground.reminders(path) == ["due_soon", "due"]
    clock.instant = datetime(2026, 4, 20, 16, 59, tzinfo=UTC)
    assert not (await world["ani"].read(path))["is_overdue"]
    clock.instant = datetime(2026, 4, 20, 17, tzinfo=UTC)
    noticed = await world["ani"].read(path)
    assert (noticed["status"], noticed["is_overdue"]) == ("open", True)
    await ground.look(path)
    lapsed = await world["ani"].read(path)
    assert (lapsed["status"], lapsed["is_overdue"], lapsed["remind_on"]) == ("overdue", True, "2026-04-28")
    clock.instant = datetime(2026, 6, 1, tzinfo=UTC)
    await ground.look(path)
    assert await ground.reminders(path) == ["due_soon", "due", "overdue", "overdue"]
    assert (await world["ani"].read(path))["remind_on"] == "2026-06-02"

    problem(await world["ani"].step(path, "lapse"), 403, "FORBIDDEN")
    short = await stepped(world["kabid"], path, name="extend", note="Cuti", due_on="2026-05-01")
    assert "due_on" in problem(short, 409, "ILLEGAL_TRANSITION")["detail"]
    more = ok(await stepped(world["kabid"], path, name="extend", note="Cuti", due_on="2026-06-30"))
    assert (more["status"], more["remind_on"], more["is_overdue"]) == ("open", "2026-06-27", False)
    problem(await world["budi"].step(path, "finish", "Sudah"), 403, "FORBIDDEN")
    problem(await world["ani"].step(path, "drop", "Tidak perlu"), 403, "FORBIDDEN")
    problem(await world["ani"].step(path, "finish"), 409, "ILLEGAL_TRANSITION")
    done = ok(await world["ani"].step(path, "finish", "Jadwal berlaku"))
    assert (done["status"], done["outcome"], done["remind_on"]) == ("done", "Jadwal berlaku", None)
    clock.instant = datetime(2026, 7, 30, tzinfo=UTC)
    await ground.look(path)
    assert (await world["ani"].read(path))["version"] == done["version"]
    again = ok(await stepped(world["kabid"], path, name="reopen", note="Belum lengkap", due_on="2026-08-10"))
    assert (again["status"], again["outcome"], again["closed_at"]) == ("open", None, None)
    dropped = ok(await world["kabid"].step(path, "drop", "Loket ditutup"))
    assert (dropped["status"], dropped["outcome"]) == ("dropped", "Loket ditutup")
    life = await world["ani"].read(f"{path}/transitions")
    assert [each["name"] for each in life["history"]] == ["agreed", "lapse", "extend", "finish", "reopen", "drop"]
    assert life["history"][1]["actor_name"] == "-"


async def test_follow_ups_stand_in_their_meeting_and_are_listed_by_state(ground: Ground) -> None:
    world, path = ground.world, await ground.confirmed()
    first, second = [await ground.agreed(path) for _ in range(2)]
    ok(await world["ani"].step(first, "finish", "Selesai"))

    rows = (await world["ani"].read(FOLLOW_UPS, employee_id=ground.id_of("ani"), status="open"))["items"]

    assert [f"{FOLLOW_UPS}/{each['id']}" for each in rows] == [second]
    told = (await world["budi"].read(path))["follow_ups"]
    assert [each["status"] for each in told] == ["done", "open"]


async def test_the_next_steps_of_a_follow_up_are_told_with_the_reason_for_what_may_not_be_taken(ground: Ground) -> None:
    path = await ground.agreed(await ground.confirmed())

    for name, may in (("ani", {"finish"}), ("kabid", {"finish", "drop", "extend"}), ("budi", set())):
        told = (await ground.world[name].read(f"{path}/transitions"))["next"]
        assert {each["name"] for each in told if each["possible"]} == may
        assert all(each["reasons"] for each in told if not each["possible"])


async def test_a_meeting_holds_so_many_follow_ups_and_additions_and_no_more(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, path = ground.world, await ground.confirmed()
    monkeypatch.setattr("kinerja_api.feedback.repository.meetings.MOST_PARTS", 1)
    await ground.agreed(path)
    await world["ani"].create(f"{path}/additions", {"text": "Angka dari register"})

    task = {"task": "Susun", "employee_id": ground.id_of("ani"), "due_on": "2026-06-01"}
    problem(await world["kabid"].post(f"{path}/follow-ups", task), 409, "TOO_MANY_FOLLOW_UPS")
    problem(await world["ani"].post(f"{path}/additions", {"text": "Lagi"}), 409, "TOO_MANY_FOLLOW_UPS")
