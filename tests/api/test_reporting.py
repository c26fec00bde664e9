"""Achievement computed by the server, reports that come late, and reports that are taken no more."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, open_cycle, open_period
from tests.support.world import World


@dataclass
class Ground:
    """A world in which ani has an agreed plan of twelve reports, and the first quarter, due on 10 April, is open."""

    world: World
    cycle: Json
    period: Json
    plan: Json

    def body(self, value: str, *, period: Json | None = None, target: int = 0, **more: Any) -> Json:
        indicator = self.plan["targets"][target]["indicators"][0]
        return {"indicator_id": indicator["id"], "period_id": (period or self.period)["id"], "value": value} | more

    async def report(self, value: str, **more: Any) -> Json:
        return await self.world["ani"].create("/v1/realizations", self.body(value, **more))

    async def submit(self, made: Json) -> Json:
        return ok(await self.world["ani"].step(f"/v1/realizations/{made['id']}", "submit"))


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


async def test_the_server_says_how_far_the_target_is_reached_and_by_which_formula(ground: Ground) -> None:
    first = await ground.report("3")
    assert (first["achievement_percent"], first["achievement"]["percent"]) == ("25.00", "25.00")
    assert first["achievement"]["formula"] == "normal"
    assert first["achievement"]["expression"] == "3 : 12 x 100 %"
    assert first["achievement"]["basis"][0]["instrument"] == "PermenPANRB 8/2021"
    second = await open_period(ground.world, ground.cycle["id"], 2)
    drafted = await ground.report("4", period=second)
    assert drafted["achievement_percent"] == "33.33"  # a draft of another period does not count yet
    await ground.submit(first)

    found = await ground.world["kabid"].read(f"/v1/realizations/{drafted['id']}")

    assert (found["achievement_percent"], found["achievement"]["counted_value"]) == ("58.33", "7")
    rows = (await ground.world["kabid"].read("/v1/realizations"))["items"]
    assert [row["achievement_percent"] for row in rows] == ["25.00", "58.33"]


async def test_nine_hundred_percent_are_refused_without_a_reason_and_marked_with_one(ground: Ground) -> None:
    ani = ground.world["ani"]

    refused = problem(await ani.post("/v1/realizations", ground.body("108")), 422, "ACHIEVEMENT_REASON_MISSING")

    assert refused["errors"][0]["pointer"] == "/excess_reason"
    assert "900.00 %" in refused["detail"]
    assert "120 %" in refused["detail"]
    assert refused["basis"][0]["instrument"] == "Kebijakan instansi"
    assert (await ani.read("/v1/realizations"))["items"] == []
    why = "Penugasan tambahan dari provinsi."
    made = await ground.report("108", excess_reason=why)
    assert (made["achievement_percent"], made["excess_reason"]) == ("900.00", why)
    await ground.submit(made)
    [revision] = (await ani.read(f"/v1/realizations/{made['id']}/revisions"))["items"]
    assert revision["excess_reason"] == why


async def test_beyond_the_hard_bound_no_reason_helps_and_nothing_changes(ground: Ground) -> None:
    ani = ground.world["ani"]
    far = ground.body("120.000001", excess_reason="Sungguh.")

    refused = problem(await ani.post("/v1/realizations", far), 422, "ACHIEVEMENT_BEYOND_BOUNDS")
    assert refused["errors"][0]["pointer"] == "/value"
    assert refused["basis"]
    made = await ground.report("3")
    path = f"/v1/realizations/{made['id']}"
    problem(await ani.put(path, {"value": "121", "excess_reason": "-"}, etag='"v1"'), 422, "ACHIEVEMENT_BEYOND_BOUNDS")
    problem(await ani.put(path, {"value": "15"}, etag='"v1"'), 422, "ACHIEVEMENT_REASON_MISSING")
    assert await ani.read(path) == made
    kept = ok(await ani.put(path, {"value": "14.4"}, etag='"v1"'))  # 120 % itself needs no reason
    assert kept["achievement_percent"] == "120.00"


async def test_the_sum_is_looked_at_again_when_a_report_is_submitted(ground: Ground) -> None:
    ani = ground.world["ani"]
    second = await open_period(ground.world, ground.cycle["id"], 2)
    later = await ground.report("10", period=second)
    await ground.submit(await ground.report("10"))

    path = f"/v1/realizations/{later['id']}"
    refused = problem(await ani.step(path, "submit"), 422, "ACHIEVEMENT_REASON_MISSING")

    assert "166.67 %" in refused["detail"]
    assert (await ani.read(path))["status"] == "draft"
    ok(await ani.put(path, {"value": "10", "excess_reason": "Permohonan meningkat."}, etag='"v1"'))
    assert (await ground.submit(later))["status"] == "submitted"


async def test_a_report_after_the_deadline_is_marked_with_how_late_it_came(ground: Ground, clock: FixedClock) -> None:
    in_time = await ground.report("3")
    assert in_time["late_days"] is None
    assert (await ground.submit(in_time))["late_days"] == 0
    late = await ground.report("2", target=1)
    # Three days after the deadline in Jakarta; in UTC it is still the second.
    clock.instant = clock.instant.replace(day=12, hour=18)

    submitted = await ground.submit(late)

    assert submitted["late_days"] == 3
    trail = await ground.world["auditor"].read("/v1/audit-entries", resource_id=late["id"])
    assert trail["items"][0]["details"] == {"late_days": 3}
    kabid = ground.world["kabid"]
    assert [row["id"] for row in (await kabid.read("/v1/realizations", late="true"))["items"]] == [late["id"]]
    assert [row["id"] for row in (await kabid.read("/v1/realizations", late="false"))["items"]] == [in_time["id"]]


async def test_correcting_what_came_in_time_does_not_make_it_late(ground: Ground, clock: FixedClock) -> None:
    made = await ground.submit(await ground.report("3"))
    path = f"/v1/realizations/{made['id']}"
    ok(await ground.world["kabid"].step(path, "return", "Lampirkan laporan."))
    clock.instant += timedelta(days=10)

    assert (await ground.submit(made))["late_days"] == 0


async def test_a_withdrawn_report_was_not_in_time(ground: Ground, clock: FixedClock) -> None:
    made = await ground.submit(await ground.report("3"))
    ok(await ground.world["ani"].step(f"/v1/realizations/{made['id']}", "withdraw"))
    clock.instant += timedelta(days=10)

    assert (await ground.submit(made))["late_days"] == 6


async def test_after_the_days_for_late_reports_nothing_is_taken_until_the_period_is_opened_again(
    ground: Ground, clock: FixedClock
) -> None:
    ani, hr = ground.world["ani"], ground.world["hr"]
    made = await ground.report("3")
    path = f"/v1/realizations/{made['id']}"
    clock.instant = clock.instant.replace(month=5, day=10)
    ok(await ani.put(path, {"value": "4"}, etag='"v1"'))  # the last day
    clock.instant += timedelta(days=1)
    before = await ani.read(path)

    refused = problem(await ani.post("/v1/realizations", ground.body("2", target=1)), 409, "REPORTING_CLOSED")
    assert "2026-05-10" in refused["detail"]
    assert refused["basis"]
    problem(await ani.put(path, {"value": "5"}, etag='"v2"'), 409, "REPORTING_CLOSED")
    link = {"title": "Laporan", "url": "https://contoh.go.id/laporan"}
    problem(await ani.post(f"{path}/evidence-links", link), 409, "REPORTING_CLOSED")
    problem(await ani.step(path, "submit"), 409, "ILLEGAL_TRANSITION")
    options = {each["name"]: each for each in (await ani.read(f"{path}/transitions"))["next"]}
    assert not options["submit"]["possible"]
    assert "2026-05-10" in options["submit"]["reasons"][0]
    assert await ani.read(path) == before

    ok(await hr.step(f"/v1/periods/{ground.period['id']}", "close"))
    ok(await hr.step(f"/v1/periods/{ground.period['id']}", "reopen"))
    assert (await ground.submit(made))["late_days"] == 31
