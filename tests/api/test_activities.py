"""Daily activities over HTTP: from phones on bad networks, one by one and in batches, and how leaders see the day."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from kinerja_api.authz.permissions import Role
from kinerja_api.identity.models import Account
from kinerja_api.kit.clock import FixedClock
from tests.security.test_statements import statements
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, draft_plan, open_cycle, open_period
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"
# The tests' clock stands at noon of Monday 6 April 2026 in Jakarta.
MORNING = {"started_at": "2026-04-06T08:00:00+07:00", "ended_at": "2026-04-06T10:30:00+07:00"}


def activity(key: str = "hp-000001", **changes: object) -> Json:
    return {"key": key, "title": "Menyusun laporan"} | MORNING | changes


@dataclass
class Ground:
    """A world in which ani has an agreed plan and the second quarter takes reports, the first does not."""

    world: World
    plan: Json
    period: Json

    @property
    def indicator_id(self) -> str:
        indicator: str = self.plan["targets"][0]["indicators"][0]["id"]
        return indicator

    async def batch(self, items: list[Json], *, who: str = "ani", key: str | None = None) -> Json:
        return ok(await self.world[who].post("/v1/activity-batches", {"items": items}, key=key))

    async def held(self, who: str = "ani", **filters: Any) -> list[Json]:
        return await self.world[who].read_all("/v1/activities", **filters)


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    return Ground(world, plan, await open_period(world, cycle["id"], 2))


async def test_an_activity_is_recorded_corrected_and_removed(ground: Ground) -> None:
    ani = ground.world["ani"]

    created = await ani.post("/v1/activities", activity(indicator_id=ground.indicator_id, note="Bab satu."))
    made = ok(created, 201)

    path = f"/v1/activities/{made['id']}"
    assert (created.headers["location"], created.headers["etag"]) == (path, '"v1"')
    assert (made["day"], made["minutes"], made["days_after"]) == ("2026-04-06", 150, 0)
    assert (made["target_id"], made["indicator_title"]) == (ground.plan["targets"][0]["id"], "Jumlah laporan")
    assert (made["period_id"], made["employee_name"]) == (ground.period["id"], "Ani")
    assert await ani.read(path) == await ground.world["kabid"].read(path) == made
    later = activity(ended_at="2026-04-06T11:00:00+07:00", target_id=ground.plan["targets"][1]["id"])
    changed = ok(await ani.put(path, {k: v for k, v in later.items() if k != "key"}, etag='"v1"'))
    assert (changed["minutes"], changed["indicator_id"], changed["target_title"]) == (180, None, "Hasil kerja 2")
    assert (changed["version"], changed["note"]) == (2, None)
    assert (await ani.delete(path, etag='"v2"')).status_code == 204
    problem(await ani.get(path), 404, "NOT_FOUND")
    assert await ground.held() == []
    trail = await ground.world["auditor"].read("/v1/audit-entries", resource_id=made["id"])
    assert [each["action"] for each in trail["items"]] == ["removed", "changed", "created"]


async def test_a_batch_answers_for_each_and_what_is_refused_keeps_nothing_else_back(ground: Ground) -> None:
    items = [
        activity("hp-000001"),
        activity("hp-000002", ended_at="2026-04-06T07:00:00+07:00"),
        activity("hp-000003", indicator_id=MISSING),
        activity("hp-000004", started_at="2026-03-31T08:00:00+07:00", ended_at="2026-03-31T09:00:00+07:00"),
        activity("hp-000005", started_at="2027-01-04T08:00:00+07:00", ended_at="2027-01-04T09:00:00+07:00"),
        activity("hp-000001"),
        activity("hp-000001", title="Lain"),
        activity("hp-000006", target_id=ground.plan["targets"][0]["id"]),
    ]

    answer = await ground.batch(items)

    assert (answer["created"], answer["already_there"], answer["refused"]) == (2, 1, 5)
    first, second, third, fourth, fifth, again, other, last = answer["items"]
    assert [each["key"] for each in answer["items"]] == [each["key"] for each in items]
    assert (first["outcome"], last["outcome"], again["outcome"]) == ("created", "created", "already_there")
    assert again["id"] == first["id"]
    assert (second["refusal"]["code"], second["refusal"]["errors"][0]["pointer"]) == (
        "ACTIVITY_TIME_REFUSED",
        "/items/1/ended_at",
    )
    assert third["refusal"]["code"] == "NOT_FOUND"
    assert (fourth["refusal"]["code"], fourth["refusal"]["errors"][0]["code"]) == ("NO_OPEN_PERIOD", "period_not_open")
    assert "Triwulan I," in fourth["refusal"]["detail"]
    assert fifth["refusal"]["code"] == "ACTIVITY_TIME_REFUSED"
    assert other["refusal"]["code"] == "ACTIVITY_KEY_REUSED"
    assert all(each["refusal"]["basis"] for each in (second, fourth, other))
    assert {each["id"] for each in await ground.held()} == {first["id"], last["id"]}


async def test_a_repeat_after_a_lost_answer_has_one_effect_under_the_same_key_or_another(ground: Ground) -> None:
    items = [activity(f"hp-{number:06}") for number in range(100)]

    first = await ground.batch(items, key="kirim-1")
    same = await ground.batch(items, key="kirim-1")
    other = await ground.batch([*items[:60], activity("hp-baru-1")], key="kirim-2")

    assert same == first
    assert (other["created"], other["already_there"]) == (1, 60)
    assert [each["id"] for each in other["items"][:60]] == [each["id"] for each in first["items"][:60]]
    assert len(await ground.held()) == 101


async def test_batches_that_meet_record_each_activity_once(ground: Ground) -> None:
    items = [activity(f"hp-{number:06}") for number in range(20)]

    answers = await asyncio.gather(*(ground.batch(items) for _ in range(4)))

    assert sum(each["created"] for each in answers) == 20
    assert sum(each["already_there"] for each in answers) == 60
    assert len(await ground.held()) == 20
    assert len({tuple(item["id"] for item in each["items"]) for each in answers}) == 1


async def test_a_removed_activity_does_not_come_back_by_a_late_repeat(ground: Ground) -> None:
    ani = ground.world["ani"]
    made = ok(await ani.post("/v1/activities", activity()), 201)
    ok(await ani.delete(f"/v1/activities/{made['id']}", etag='"v1"'), 204)

    [late] = (await ground.batch([activity()]))["items"]

    assert (late["outcome"], late["refusal"]["code"]) == ("refused", "ACTIVITY_REMOVED")
    problem(await ani.post("/v1/activities", activity()), 409, "ACTIVITY_REMOVED")
    assert await ground.held() == []


async def test_a_correction_is_kept_when_the_first_version_comes_again(ground: Ground) -> None:
    ani = ground.world["ani"]
    made = ok(await ani.post("/v1/activities", activity()), 201)
    corrected = {"title": "Menyusun laporan triwulan"} | MORNING
    ok(await ani.put(f"/v1/activities/{made['id']}", corrected, etag='"v1"'))

    [late] = (await ground.batch([activity()]))["items"]

    assert (late["outcome"], late["id"]) == ("already_there", made["id"])
    refused = problem(await ani.post("/v1/activities", activity()), 409, "ACTIVITY_ALREADY_THERE")
    assert refused["activity_id"] == made["id"]
    assert [each["title"] for each in await ground.held()] == ["Menyusun laporan triwulan"]


async def test_a_repeat_that_comes_when_the_period_has_closed_is_told_what_is_there(ground: Ground) -> None:
    made = await ground.batch([activity()])
    ok(await ground.world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))

    late = await ground.batch([activity(), activity("hp-000002"), activity(title="Lain")])

    assert [each["outcome"] for each in late["items"]] == ["already_there", "refused", "refused"]
    assert late["items"][0]["id"] == made["items"][0]["id"]
    assert {each["refusal"]["code"] for each in late["items"][1:]} == {"NO_OPEN_PERIOD"}


async def test_once_its_period_is_closed_an_activity_does_not_change(ground: Ground) -> None:
    ani = ground.world["ani"]
    made = ok(await ani.post("/v1/activities", activity()), 201)
    path = f"/v1/activities/{made['id']}"
    ok(await ground.world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))

    problem(await ani.put(path, {"title": "Lain"} | MORNING, etag='"v1"'), 409, "PERIOD_CLOSED")
    problem(await ani.delete(path, etag='"v1"'), 409, "PERIOD_CLOSED")
    assert await ani.read(path) == made


async def test_an_activity_does_not_move_out_of_the_open_period(ground: Ground) -> None:
    ani = ground.world["ani"]
    made = ok(await ani.post("/v1/activities", activity()), 201)
    path = f"/v1/activities/{made['id']}"
    before = {
        "title": "Lain",
        "started_at": "2026-03-31T08:00:00+07:00",
        "ended_at": "2026-03-31T09:00:00+07:00",
    }

    refused = problem(await ani.put(path, before, etag='"v1"'), 409, "NO_OPEN_PERIOD")

    assert refused["errors"][0]["pointer"] == "/started_at"
    assert await ani.read(path) == made


async def test_days_are_those_of_the_agency(worlds: WorldBuilder, clock: FixedClock) -> None:
    """Six in the morning of 1 April in Papua is still March in UTC and in Jakarta."""
    clock.instant = datetime(2026, 4, 1, 3, tzinfo=UTC)
    world = await worlds.build(time_zone="Asia/Jayapura")
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"], 2)
    early = {"started_at": "2026-03-31T21:00:00Z", "ended_at": "2026-03-31T23:00:00Z"}

    made = ok(await world["ani"].post("/v1/activities", activity(**early)), 201)

    assert (made["day"], made["period_id"]) == ("2026-04-01", period["id"])
    on_day = await world["ani"].read("/v1/activities", first_day="2026-04-01", last_day="2026-04-01")
    assert [each["id"] for each in on_day["items"]] == [made["id"]]
    assert (await world["ani"].read("/v1/activities", last_day="2026-03-31"))["items"] == []


async def test_what_waited_on_the_phone_says_how_much_later_it_was_recorded(ground: Ground, clock: FixedClock) -> None:
    clock.instant += timedelta(days=10)
    waited = activity(recorded_at="2026-04-08T20:00:00+07:00")

    [made] = (await ground.batch([waited]))["items"]

    found = await ground.world["kabid"].read(f"/v1/activities/{made['id']}")
    assert (found["days_after"], found["recorded_at"]) == (2, "2026-04-08T13:00:00.000000Z")
    assert found["created_at"].startswith("2026-04-16")


async def test_a_plan_that_is_not_agreed_or_of_another_year_is_not_linked(ground: Ground) -> None:
    world = ground.world
    cycle = (await world["hr"].read("/v1/cycles"))["items"][0]
    drafted = await draft_plan(world, "budi", cycle["id"])
    former = await open_cycle(world, year=2025)
    of_2025 = await agreed_plan(world, "ani", former["id"])

    refused = problem(
        await world["budi"].post("/v1/activities", activity(target_id=drafted["targets"][0]["id"])),
        409,
        "PLAN_NOT_AGREED",
    )
    assert refused["errors"][0]["pointer"] == "/target_id"
    other_year = activity(indicator_id=of_2025["targets"][0]["indicators"][0]["id"])
    refused = problem(await world["ani"].post("/v1/activities", other_year), 422, "PERIOD_OF_ANOTHER_YEAR")
    assert refused["errors"][0]["pointer"] == "/indicator_id"
    both = activity(indicator_id=ground.indicator_id, target_id=ground.plan["targets"][0]["id"])
    problem(await world["ani"].post("/v1/activities", both), 422, "INVALID")
    problem(await world["budi"].post("/v1/activities", activity(indicator_id=ground.indicator_id)), 404, "NOT_FOUND")


async def test_a_batch_that_breaks_the_schema_is_refused_whole_with_each_place(ground: Ground) -> None:
    ani = ground.world["ani"]
    items = [activity(), activity("hp-000002", title=""), activity("hp-000003", started_at="2026-04-06T08:00:00")]

    refused = problem(await ani.post("/v1/activity-batches", {"items": items}), 422, "INVALID")

    assert {each["pointer"] for each in refused["errors"]} == {"/items/1/title", "/items/2/started_at"}
    many = [activity(f"hp-{number:06}") for number in range(101)]
    problem(await ani.post("/v1/activity-batches", {"items": many}), 422, "INVALID")
    problem(await ani.post("/v1/activity-batches", {"items": []}), 422, "INVALID")
    assert await ground.held() == []


async def test_nobody_else_keeps_the_diary_and_strangers_do_not_see_it(ground: Ground, worlds: WorldBuilder) -> None:
    world, other = ground.world, await worlds.build()
    made = ok(await world["ani"].post("/v1/activities", activity()), 201)
    path = f"/v1/activities/{made['id']}"
    body = {"title": "Lain"} | MORNING

    refused = problem(await world["kabid"].put(path, body, etag='"v1"'), 403, "FORBIDDEN")
    assert refused["basis"]
    problem(await world["kabid"].delete(path, etag='"v1"'), 403, "FORBIDDEN")
    for stranger in (world["budi"], other["ani"], other["hr"]):
        problem(await stranger.get(path), 404, "NOT_FOUND")
    problem(await world["budi"].put(path, body, etag='"v1"'), 404, "NOT_FOUND")
    problem(await world["hr"].post("/v1/activities", activity()), 403, "FORBIDDEN")
    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        assert [each["id"] for each in await ground.held(reader)] == [made["id"]]
    assert await ground.held("budi") == []


async def test_who_holds_no_post_records_nothing(ground: Ground, worlds: WorldBuilder) -> None:
    world = ground.world
    newcomer = await world["hr"].create(
        "/v1/employees", {"nip": "197503152000031009", "name": "Eka", "employment": "pns"}
    )
    eka = await worlds.hire(world, "eka", Role.EMPLOYEE)
    async with world.database.write(world.agency_id) as uow:
        account = await uow.session.get(Account, (world.agency_id, world.accounts["eka"]))
        assert account is not None
        account.employee_id = UUID(newcomer["id"])
        await uow.finish()

    problem(await eka.post("/v1/activities", activity()), 409, "ACTIVITY_WITHOUT_POST")


async def test_a_list_is_filtered_and_paged_the_latest_first(ground: Ground) -> None:
    hours = [
        activity(
            f"hp-{hour:06}",
            started_at=f"2026-04-0{1 + hour % 5}T{hour:02}:00:00+07:00",
            ended_at=f"2026-04-0{1 + hour % 5}T{hour:02}:30:00+07:00",
            target_id=ground.plan["targets"][hour % 2]["id"],
        )
        for hour in range(6, 16)
    ]
    await ground.batch(hours)

    everything = await ground.held(limit=3)

    assert len(everything) == 10
    starts = [each["started_at"] for each in everything]
    assert starts == sorted(starts, reverse=True)
    of_target = await ground.held(target_id=ground.plan["targets"][0]["id"])
    assert len(of_target) == 5
    assert len(await ground.held(first_day="2026-04-02", last_day="2026-04-03")) == 4
    unit, person = str(ground.world.units["bidang"]), str(ground.world.employees["ani"])
    assert len(await ground.held("hr", unit_id=unit, employee_id=person)) == 10
    assert await ground.held("hr", unit_id=str(ground.world.units["dinas"])) == []


async def test_leaders_see_the_day_of_their_unit_and_who_recorded_nothing(ground: Ground) -> None:
    world = ground.world
    overlapping = activity("hp-000002", started_at="2026-04-06T10:00:00+07:00", ended_at="2026-04-06T11:00:00+07:00")
    yesterday = activity("hp-000003", started_at="2026-04-05T08:00:00+07:00", ended_at="2026-04-05T09:00:00+07:00")
    await ground.batch([activity(), overlapping, yesterday])
    unit = str(world.units["bidang"])

    rows = await world["kabid"].read_all("/v1/activity-summaries", unit_id=unit, limit=2)

    by_name = {each["employee_name"]: each for each in rows}
    assert len(rows) == len(by_name) == 5
    ani, budi = by_name["Ani"], by_name["Budi"]
    assert (ani["activities"], ani["minutes"], ani["day"]) == (2, 180, "2026-04-06")
    assert (ani["first_started_at"], ani["last_ended_at"]) == (
        "2026-04-06T01:00:00.000000Z",
        "2026-04-06T04:00:00.000000Z",
    )
    assert (budi["activities"], budi["minutes"], budi["last_received_at"]) == (0, 0, None)
    [then] = [
        each
        for each in await world["kadis"].read_all("/v1/activity-summaries", unit_id=unit, day="2026-04-05")
        if each["employee_name"] == "Ani"
    ]
    assert (then["activities"], then["minutes"]) == (1, 60)
    whole = await world["hr"].read_all("/v1/activity-summaries", unit_id=str(world.units["dinas"]))
    assert len(whole) == 6
    for who, where in (("ani", unit), ("kabid", str(world.units["dinas"])), ("hr", MISSING)):
        problem(await world[who].get("/v1/activity-summaries", unit_id=where), 404, "NOT_FOUND")


async def test_a_hundred_activities_take_as_many_statements_as_one(ground: Ground) -> None:
    one = [activity("hp-satu-1", indicator_id=ground.indicator_id)]
    hundred = [activity(f"hp-{number:06}", indicator_id=ground.indicator_id) for number in range(100)]
    await ground.held()  # whose token is new is looked up first
    counts: list[tuple[int, int]] = []
    for items in (one, hundred, hundred):
        token = ground.world["ani"].token()
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"hitung-{len(counts)}"}
        http: httpx.AsyncClient = ground.world["ani"].http
        async with statements(ground.world.database) as heard:
            answer = await http.post("/v1/activity-batches", json={"items": items}, headers=headers)
        counts.append((len(heard), answer.json()["created"]))

    (few, made), (many, all_made), (repeated, none_made) = counts
    assert (made, all_made, none_made) == (1, 100, 0)
    assert few == many <= 8
    assert repeated <= 8
