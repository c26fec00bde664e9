"""That no page tells who of the peers answered, when, or what: before the collecting closes, and after."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from kinerja_api.behavior.jobs import rating_keepers
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.models import OutboxEvent
from kinerja_api.kit.jobs.queue import JobCall
from tests.api.test_behavior import COLLECTIONS, RATINGS, REQUESTS, RESULTS, Ground
from tests.support.caller import Json, ok, problem
from tests.support.steps import (
    agreed_plan,
    asked_rater,
    issued_evaluation,
    open_cycle,
    open_period,
    rated_behavior,
    rated_unit,
    rating_values,
)
from tests.support.world import World

PEERS = ("budi", "citra", "dewi")
ABOVE_ALL = ("ani", "kabid", "kadis", "hr", "auditor")


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


@pytest.fixture
async def asked(ground: Ground) -> list[Json]:
    """Let ani nominate budi, and kabid ask the other two; return the requests."""
    nominated = await ground.world["ani"].create(REQUESTS, ground.request("budi"))
    ok(await ground.world["kabid"].step(f"{REQUESTS}/{nominated['id']}", "approve"))
    others = [await asked_rater(ground.world, each, ground.plan, period_id=ground.period["id"]) for each in PEERS[1:]]
    return [nominated, *others]


async def answer(ground: Ground, *peers: str, level: str = "sesuai_ekspektasi") -> list[Json]:
    period = ground.period["id"]
    return [
        await rated_behavior(ground.world, each, ground.plan, "peer", period_id=period, level=level) for each in peers
    ]


async def pages(ground: Ground, asked: list[Json]) -> dict[str, tuple[int, object, str | None]]:
    """Return all that everybody but the raters can read about the plan: status, body, ETag."""
    period = ground.period["id"]
    of_plan, of_period = {"plan_id": ground.plan["id"]}, {"plan_id": ground.plan["id"], "period_id": period}
    queries = [(RESULTS, of_plan), (RESULTS, of_period), (RATINGS, of_plan), (RATINGS, of_period)]
    queries += [(COLLECTIONS, of_plan)]
    queries += [(REQUESTS, of_plan | {"view": view}) for view in ("about_me", "by_me", "led", "to_answer")]
    queries += [(REQUESTS, {"view": "led", "status": status}) for status in ("approved", "declined", "closed")]
    queries += [(REQUESTS, {"view": "led", "limit": "1"})]
    queries += [(f"{REQUESTS}/{each['id']}", {}) for each in asked]
    queries += [(f"{REQUESTS}/{each['id']}/transitions", {}) for each in asked]
    seen = {}
    for reader in ABOVE_ALL:
        for path, query in queries:
            got = await ground.world[reader].get(path, **query)
            body = got.json()
            for name in ("trace_id", "next") if got.status_code != 200 or path == REQUESTS else ():
                body.pop(name, None)
            seen[f"{reader} {path} {query}"] = (got.status_code, body, got.headers.get("etag"))
    return seen


async def keep(world: World, job: str, resource_id: str) -> None:
    """Do what the worker does."""
    await rating_keepers(world.database)[job](JobCall(world.agency_id, UUID(resource_id)))


async def test_an_answer_changes_no_page_of_anybody_but_its_giver(ground: Ground, asked: list[Json]) -> None:
    before = await pages(ground, asked)

    for peer in PEERS:
        [given] = await answer(ground, peer, level="di_bawah_ekspektasi")
        assert await pages(ground, asked) == before, peer
        path = f"{RATINGS}/{given['id']}"
        ok(await ground.world[peer].put(path, {"values": rating_values("di_atas_ekspektasi")}, etag='"v1"'))
        assert await pages(ground, asked) == before, peer
    mine = await ground.world["budi"].read(f"{REQUESTS}/{asked[0]['id']}")
    assert (mine["is_answered"], mine["status"], mine["version"]) == (True, "approved", 2)


async def test_closing_tells_neither_who_answered_nor_how_many(ground: Ground, asked: list[Json]) -> None:
    await answer(ground, "citra")

    closed = await ground.close()

    assert closed.keys().isdisjoint({"answers", "raters", "answered"})
    for reader in ("ani", "kabid"):
        [peers] = [each for each in (await ground.results(reader))["groups"] if each["group"] == "peer"]
        assert peers == {"group": "peer", "visibility": "too_few_answers", "raters": None, "mean": None, "values": None}
    led = (await ground.world["kabid"].read(REQUESTS, view="led"))["items"]
    assert {(each["status"], each["is_answered"]) for each in led} == {("closed", None)}
    for each in asked:
        life = await ground.world["kabid"].read(f"{REQUESTS}/{each['id']}/transitions")
        assert (life["history"][-1]["name"], life["history"][-1]["actor_name"]) == ("close", "Kabid")
        query = {"resource_type": "rating_request", "resource_id": each["id"]}
        [ended, *_] = (await ground.world["auditor"].read("/v1/audit-entries", **query))["items"]
        found = (ended["from_state"], ended["to_state"], ended["version_before"], ended["version_after"])
        version = (await ground.world["kabid"].read(f"{REQUESTS}/{each['id']}"))["version"]
        assert found == ("approved", "closed", version - 1, version)
    assert (await ground.world["citra"].read(f"{REQUESTS}/{asked[1]['id']}"))["is_answered"] is True
    assert (await ground.world["dewi"].read(f"{REQUESTS}/{asked[2]['id']}"))["is_answered"] is False


async def test_a_result_never_changes_again(ground: Ground, asked: list[Json]) -> None:
    world = ground.world
    given = await answer(ground, *PEERS)
    closed = await ground.close()
    before = await pages(ground, asked)

    path, values = f"{RATINGS}/{given[0]['id']}", {"values": rating_values("di_bawah_ekspektasi")}
    for refused in (
        problem(await world["budi"].put(path, values, etag='"v1"'), 409, "RATING_COLLECTION_CLOSED"),
        problem(await world["kabid"].post(REQUESTS, ground.request("budi")), 409, "RATING_COLLECTION_CLOSED"),
        problem(await world["kabid"].post(COLLECTIONS, _about(ground)), 409, "RATING_COLLECTION_ALREADY_CLOSED"),
    ):
        assert refused["collection_id"] == closed["id"]
        assert refused["basis"]

    assert await pages(ground, asked) == before
    # Self and superior still rate: the official who closes early keeps nobody from their self-assessment.
    await rated_behavior(world, "ani", ground.plan, "self", period_id=ground.period["id"])


@pytest.mark.usefixtures("asked")
async def test_who_answers_too_late_is_told_so(ground: Ground) -> None:
    await answer(ground, "citra", "dewi")
    await ground.close()

    refused = problem(await ground.world["budi"].post(RATINGS, ground.rating("peer")), 409, "RATING_COLLECTION_CLOSED")

    assert refused["basis"][0]["instrument"] == "UU 27/2022"


async def test_only_the_rating_official_closes_and_only_when_enough_were_asked(ground: Ground) -> None:
    world, about = ground.world, _about(ground)
    for peer in PEERS[:2]:
        await asked_rater(world, peer, ground.plan, period_id=ground.period["id"])

    few = problem(await world["kabid"].post(COLLECTIONS, about), 409, "TOO_FEW_RATERS_ASKED")
    for who in ("ani", "kadis"):
        problem(await world[who].post(COLLECTIONS, about), 403, "FORBIDDEN")
    problem(await world["budi"].post(COLLECTIONS, about), 404, "NOT_FOUND")

    assert few["minimum_answers"] == 3
    assert (await world["kabid"].read(COLLECTIONS))["items"] == []


@pytest.mark.usefixtures("asked")
async def test_an_agency_asks_for_more_answers_and_never_for_fewer(ground: Ground) -> None:
    await _ask_for(ground.world, "4")
    await answer(ground, *PEERS)

    refused = problem(await ground.world["kabid"].post(COLLECTIONS, _about(ground)), 409, "TOO_FEW_RATERS_ASKED")
    ok(await ground.world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))
    await keep(ground.world, "period_changed", ground.period["id"])

    assert refused["minimum_answers"] == 4
    results = await ground.results("ani")
    assert results["minimum_answers"] == 4
    assert {each["group"]: each["visibility"] for each in results["groups"]}["peer"] == "too_few_answers"


@pytest.mark.usefixtures("asked")
async def test_the_end_of_the_period_closes_what_is_open_and_its_reopening_opens_nothing(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    late = await world["ani"].create(REQUESTS, ground.request("kabid") | {"rater_id": await _newcomer(world)})
    await answer(ground, *PEERS)
    await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period)
    ok(await world["hr"].step(f"/v1/periods/{period}", "close"))
    for _ in range(2):
        await keep(world, "period_changed", period)

    [closed] = (await world["ani"].read(COLLECTIONS, period_id=period))["items"]
    assert (closed["cause"], closed["closed_by_name"]) == ("period", None)
    shown = {each["group"]: each["visibility"] for each in (await ground.results("ani"))["groups"]}
    # The self-assessment never came: what the superior said is open all the same once the period has closed.
    assert (shown["peer"], shown["superior"]) == ("shown", "shown")
    assert (await world["kabid"].read(f"{REQUESTS}/{late['id']}"))["status"] == "expired"
    ok(await world["hr"].step(f"/v1/periods/{period}", "reopen"))
    await keep(world, "period_changed", period)
    problem(await world["kabid"].post(REQUESTS, ground.request("budi")), 409, "RATING_COLLECTION_CLOSED")
    await rated_behavior(world, "ani", ground.plan, "self", period_id=period)


async def test_the_end_of_the_year_closes_the_ratings_of_the_year(ground: Ground) -> None:
    world = ground.world
    for peer in PEERS:
        await asked_rater(world, peer, ground.plan)
        await rated_behavior(world, peer, ground.plan, "peer")
    await keep(world, "cycle_changed", ground.cycle["id"])
    assert (await world["ani"].read(COLLECTIONS))["items"] == []
    ok(await world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))
    ok(await world["hr"].step(f"/v1/cycles/{ground.cycle['id']}", "close"))

    await keep(world, "cycle_changed", ground.cycle["id"])

    [closed] = (await world["ani"].read(COLLECTIONS))["items"]
    assert (closed["cause"], closed["period_id"], closed["evaluated_at"]) == ("cycle", None, None)
    groups = (await ground.results("ani", year=True))["groups"]
    assert [each["raters"] for each in groups if each["group"] == "peer"] == [3]


@pytest.mark.usefixtures("asked")
async def test_the_issue_of_the_evaluation_closes_its_rating_for_good(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    await answer(ground, *PEERS)
    theirs = await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period)
    await rated_unit(world, ground.cycle["id"], period_id=period)
    await issued_evaluation(world, ground.plan, period_id=period)

    [closed] = (await world["ani"].read(COLLECTIONS))["items"]
    assert (closed["cause"], closed["closed_by_name"]) == ("evaluation", "Kabid")
    assert closed["evaluated_at"] is not None
    assert (await world["ani"].read(f"{RATINGS}/{theirs['id']}"))["group"] == "superior"
    late = problem(await world["ani"].post(RATINGS, ground.rating("self")), 409, "RATING_ALREADY_EVALUATED")
    path, values = f"{RATINGS}/{theirs['id']}", {"values": rating_values("di_bawah_ekspektasi")}
    problem(await world["kabid"].put(path, values, etag='"v1"'), 409, "RATING_ALREADY_EVALUATED")
    assert "/v1/objections" in late["detail"]


async def test_who_has_not_answered_is_reminded_some_times_and_nobody_else_is_told(
    ground: Ground, asked: list[Json], clock: FixedClock
) -> None:
    world, period = ground.world, ground.period["id"]
    await answer(ground, "budi", "citra")
    before = await pages(ground, asked)
    await keep(world, "period_changed", period)
    await keep(world, "remind_raters_of_period", period)
    assert await _reminded(world) == []

    for _ in range(5):
        clock.instant += timedelta(days=8)
        await keep(world, "remind_raters_of_period", period)
        await keep(world, "remind_raters_of_period", period)

    assert await _reminded(world) == [(asked[2]["id"], number) for number in (1, 2, 3)]
    assert await pages(ground, asked) == before
    ok(await world["hr"].step(f"/v1/periods/{period}", "close"))
    await keep(world, "remind_raters_of_period", period)


async def test_raters_of_the_year_are_reminded_while_it_is_open(ground: Ground, clock: FixedClock) -> None:
    world, cycle = ground.world, ground.cycle["id"]
    request = await asked_rater(world, "budi", ground.plan)
    clock.instant += timedelta(days=8)

    await keep(world, "remind_raters_of_cycle", cycle)

    assert await _reminded(world) == [(request["id"], 1)]
    ok(await world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))
    ok(await world["hr"].step(f"/v1/cycles/{cycle}", "close"))
    clock.instant += timedelta(days=8)
    await keep(world, "remind_raters_of_cycle", cycle)
    assert len(await _reminded(world)) == 1


async def _reminded(world: World) -> list[tuple[str, int]]:
    async with world.database.read(world.agency_id) as uow:
        told = select(OutboxEvent).where(OutboxEvent.agency_id == world.agency_id, OutboxEvent.name == "rater_reminded")
        rows = (await uow.session.scalars(told.order_by(OutboxEvent.id))).all()
        return [(str(row.resource_id), row.payload["number"]) for row in rows]


async def _ask_for(world: World, minimum: str) -> None:
    """Let the agency publish that it asks for so many answers; fewer than three are refused."""
    body = {
        "key": "behavior_default",
        "title": {"id": "Penilaian perilaku kota", "en": "Behaviour ratings of the city"},
        "since": "2026-01-01",
        "regulation": {"name": "Peraturan Wali Kota", "number": "7", "year": 2026, "verification": "verbatim"},
    }
    fewer = body | {"adjustments": [{"parameter": "minimum_answers", "value": "2", "article": "Pasal 3"}]}
    problem(await world["hr"].post("/v1/policy-overlays", fewer), 422, "OVERLAY_NOT_ALLOWED")
    more = body | {"adjustments": [{"parameter": "minimum_answers", "value": minimum, "article": "Pasal 3"}]}
    overlay = await world["hr"].create("/v1/policy-overlays", more)
    for step in ("review", "publish"):
        ok(await world["ppk"].step(f"/v1/policy-overlays/{overlay['id']}", step, "Mulai tahun ini."))


async def _newcomer(world: World) -> str:
    """Return a colleague who came later."""
    hr = world["hr"]
    person = await hr.create("/v1/employees", {"nip": "197503152000031007", "name": "Eka", "employment": "pns"})
    post = {"code": "baru", "name": "Pengolah", "kind": "executor", "unit_id": str(world.units["bidang"])}
    position = await hr.create("/v1/positions", post)
    place = {"position_id": position["id"], "since": "2026-01-01"}
    await hr.create(f"/v1/employees/{person['id']}/assignments", place)
    return str(person["id"])


def _about(ground: Ground) -> Json:
    return {"plan_id": ground.plan["id"], "period_id": ground.period["id"]}
