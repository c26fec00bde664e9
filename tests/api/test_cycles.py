"""The performance year: opened, closed, reopened, with deadlines in the agency's own days."""

from datetime import UTC, datetime

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import ok, problem
from tests.support.steps import open_cycle
from tests.support.world import World, WorldBuilder


@pytest.mark.parametrize(("pattern", "count"), [("monthly", 12), ("quarterly", 4), ("semester", 2)])
async def test_a_year_is_divided_without_a_gap(world: World, pattern: str, count: int) -> None:
    cycle = await world["hr"].create("/v1/cycles", {"year": 2028, "pattern": pattern, "report_days": 5})

    periods = (await world["ani"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"]

    assert len(periods) == count
    assert (periods[0]["first_day"], periods[-1]["last_day"]) == ("2028-01-01", "2028-12-31")
    assert periods[-1]["report_by"] == "2029-01-05"
    assert await world["ani"].read(f"/v1/periods/{periods[0]['id']}") == periods[0]


async def test_a_year_closes_when_its_periods_are_closed_and_reopens_with_a_trail(world: World) -> None:
    cycle = await open_cycle(world)
    path, hr = f"/v1/cycles/{cycle['id']}", world["hr"]
    period = (await hr.read(f"{path}/periods"))["items"][0]
    ok(await hr.step(f"/v1/periods/{period['id']}", "open"))

    too_early = problem(await hr.step(path, "close"), 409, "ILLEGAL_TRANSITION")
    assert too_early["basis"]
    ok(await hr.step(f"/v1/periods/{period['id']}", "close"))
    ok(await hr.step(path, "close"))
    problem(await hr.step(f"/v1/periods/{period['id']}", "reopen"), 409, "ILLEGAL_TRANSITION")
    ok(await hr.step(path, "reopen", "Putusan keberatan"))
    ok(await hr.step(f"/v1/periods/{period['id']}", "reopen"))

    life = await hr.read(f"{path}/transitions")
    assert [step["name"] for step in life["history"]] == ["created", "open", "close", "reopen"]
    assert life["history"][-1]["note"] == "Putusan keberatan"
    assert [(option["name"], option["possible"]) for option in life["next"]] == [("close", False)]
    assert (await hr.read(f"/v1/periods/{period['id']}/transitions"))["next"][0]["name"] == "close"


async def test_whoever_does_not_keep_the_calendar_reads_that_others_open_and_close(world: World) -> None:
    cycle = await open_cycle(world)
    path = f"/v1/cycles/{cycle['id']}"
    period = (await world["hr"].read(f"{path}/periods"))["items"][0]

    for place in (path, f"/v1/periods/{period['id']}"):
        [option] = (await world["auditor"].read(f"{place}/transitions"))["next"]
        assert (option["possible"], "pengelola kepegawaian" in option["reasons"][0]) == (False, True)
        [option] = (await world["hr"].read(f"{place}/transitions"))["next"]
        assert option["possible"]


async def test_an_illegal_step_says_what_is_possible(world: World) -> None:
    cycle = await open_cycle(world)

    refused = problem(await world["hr"].step(f"/v1/cycles/{cycle['id']}", "open"), 409, "ILLEGAL_TRANSITION")

    assert refused["possible"] == ["close"]
    assert refused["state"] == "open"


async def test_a_period_opens_on_the_agencys_day_not_on_utcs(worlds: WorldBuilder, clock: FixedClock) -> None:
    west, east = await worlds.build(), await worlds.build(time_zone="Asia/Jayapura")
    clock.instant = datetime(2026, 6, 30, 16, tzinfo=UTC)  # 23:00 in Jakarta, 01:00 of 1 July in Jayapura
    for world, status in ((west, 409), (east, 200)):
        cycle = await open_cycle(world)
        third = (await world["hr"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"][2]

        assert (await world["hr"].step(f"/v1/periods/{third['id']}", "open")).status_code == status


async def test_a_year_exists_once_and_is_made_by_hr(world: World) -> None:
    await open_cycle(world)

    problem(await world["hr"].post("/v1/cycles", {"year": 2026, "pattern": "monthly"}), 409, "ALREADY_EXISTS")
    problem(await world["ani"].post("/v1/cycles", {"year": 2027, "pattern": "monthly"}), 403, "FORBIDDEN")
