"""Behaviour ratings over HTTP: asked, nominated, given, changed, shown; and everything that is refused on the way."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

import pytest

from kinerja_api.behavior.public import Group, map_means, summarize
from kinerja_api.employees.models import EmployeeRelation
from tests.support.caller import Json, ok, problem
from tests.support.steps import (
    agreed_plan,
    asked_rater,
    draft_plan,
    open_cycle,
    open_period,
    rated_behavior,
    rating_values,
)
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"
RATINGS, REQUESTS, RESULTS = "/v1/behavior-ratings", "/v1/rating-requests", "/v1/behavior-results"
COLLECTIONS = "/v1/rating-collections"


@dataclass
class Ground:
    """A world in which ani has an agreed plan and the first quarter takes ratings."""

    world: World
    cycle: Json
    period: Json
    plan: Json

    def rating(self, group: str, **changes: object) -> Json:
        values = rating_values()
        return {"plan_id": self.plan["id"], "period_id": self.period["id"], "group": group, "values": values} | changes

    def request(self, rater: str, **changes: object) -> Json:
        rater_id = str(self.world.employees[rater])
        return {"plan_id": self.plan["id"], "period_id": self.period["id"], "rater_id": rater_id} | changes

    async def close(self, *, official: str = "kabid", **changes: object) -> Json:
        """End the collecting of answers about the plan and the quarter."""
        about = {"plan_id": self.plan["id"], "period_id": self.period["id"]} | changes
        return await self.world[official].create(COLLECTIONS, about)

    async def results(self, reader: str, *, year: bool = False) -> Json:
        period = {} if year else {"period_id": self.period["id"]}
        return await self.world[reader].read(RESULTS, plan_id=self.plan["id"], **period)


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


async def test_self_superior_and_three_peers_rate_the_seven_values(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    for peer in ("budi", "citra", "dewi"):
        asked = await asked_rater(world, peer, ground.plan, period_id=period)
        assert (asked["status"], asked["group"]) == ("approved", "peer")
    await rated_behavior(world, "ani", ground.plan, "self", period_id=period, level="di_atas_ekspektasi")
    superior = await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period)
    await rated_behavior(world, "budi", ground.plan, "peer", period_id=period, loyal="di_atas_ekspektasi")
    await rated_behavior(world, "citra", ground.plan, "peer", period_id=period, loyal="di_bawah_ekspektasi")
    await rated_behavior(world, "dewi", ground.plan, "peer", period_id=period)
    closed = await ground.close()

    results = await ground.results("kabid")

    assert superior["values"]["loyal"] == {"level": "sesuai_ekspektasi", "note": None}
    shown = {each["group"]: (each["visibility"], each["raters"], each["mean"]) for each in results["groups"]}
    assert shown == {
        "self": ("shown", 1, "3.00"),
        "superior": ("shown", 1, "2.00"),
        "peer": ("shown", 3, "2.00"),
        "subordinate": ("too_few_answers", None, None),
    }
    [peers] = [each for each in results["groups"] if each["group"] == "peer"]
    assert peers["values"]["loyal"] == {
        "di_atas_ekspektasi": 1,
        "sesuai_ekspektasi": 1,
        "di_bawah_ekspektasi": 1,
        "notes": [],
    }
    assert results["suggestion"] == "sesuai_ekspektasi"
    assert (closed["cause"], closed["minimum_answers"], results["minimum_answers"]) == ("official", 3, 3)


async def test_a_nominated_peer_rates_after_the_official_has_approved(ground: Ground) -> None:
    world = ground.world
    nominated = await world["ani"].create(REQUESTS, ground.request("budi"))
    path = f"{REQUESTS}/{nominated['id']}"
    assert (nominated["status"], nominated["is_own_nomination"], nominated["rater_name"]) == ("nominated", True, "Budi")
    problem(await world["budi"].get(path), 404, "NOT_FOUND")
    problem(await world["budi"].post(RATINGS, ground.rating("peer")), 404, "NOT_FOUND")
    problem(await world["ani"].step(path, "approve"), 403, "FORBIDDEN")

    own = {each["name"]: each for each in (await world["ani"].read(f"{path}/transitions"))["next"]}
    officials = {each["name"]: each for each in (await world["kabid"].read(f"{path}/transitions"))["next"]}
    assert (own["approve"]["possible"], officials["approve"]["possible"]) == (False, True)
    assert "pejabat penilai" in own["approve"]["reasons"][0]

    approved = ok(await world["kabid"].step(path, "approve"))
    waiting = (await world["budi"].read(REQUESTS))["items"]
    await rated_behavior(world, "budi", ground.plan, "peer", period_id=ground.period["id"])

    assert approved["status"] == "approved"
    assert [each["id"] for each in waiting] == [nominated["id"]]
    assert (await world["budi"].read(REQUESTS))["items"] == []
    assert (await world["budi"].read(path))["is_answered"] is True
    history = (await world["kabid"].read(f"{path}/transitions"))["history"]
    assert [each["name"] for each in history] == ["nominated", "approve"]
    refused = problem(await world["budi"].step(path, "decline", "Sibuk"), 409, "ILLEGAL_TRANSITION")
    assert "sudah menilai" in refused["detail"]


async def test_a_refusal_and_a_decline_need_a_reason_and_free_the_place(ground: Ground) -> None:
    world = ground.world
    nominated = await world["ani"].create(REQUESTS, ground.request("budi"))
    path = f"{REQUESTS}/{nominated['id']}"
    problem(await world["kabid"].step(path, "refuse"), 409, "ILLEGAL_TRANSITION")
    assert ok(await world["kabid"].step(path, "refuse", "Tidak bekerja bersama"))["status"] == "refused"

    again = await asked_rater(world, "budi", ground.plan, period_id=ground.period["id"])
    path = f"{REQUESTS}/{again['id']}"
    problem(await world["budi"].step(path, "close"), 403, "FORBIDDEN")
    problem(await world["kabid"].step(path, "decline", "Sibuk"), 403, "FORBIDDEN")
    problem(await world["budi"].step(path, "decline"), 409, "ILLEGAL_TRANSITION")
    assert ok(await world["budi"].step(path, "decline", "Baru pindah ke sini"))["status"] == "declined"
    problem(await world["budi"].post(RATINGS, ground.rating("peer")), 404, "NOT_FOUND")
    steps = {each["name"]: each for each in (await world["kabid"].read(f"{path}/transitions"))["next"]}
    assert steps == {}


async def test_a_subordinate_is_asked_as_one(ground: Ground) -> None:
    world = ground.world
    plan = await agreed_plan(world, "kabid", ground.cycle["id"], official="kadis")
    for name in ("budi", "citra", "dewi"):
        asked = await asked_rater(world, name, plan, official="kadis")
        assert asked["group"] == "subordinate"
        await rated_behavior(world, name, plan, "subordinate")

    wrong = ground.rating("peer", plan_id=plan["id"], period_id=None)
    problem(await world["budi"].post(RATINGS, wrong), 403, "FORBIDDEN")
    await ground.close(official="kadis", plan_id=plan["id"], period_id=None)
    results = await world["kabid"].read(RESULTS, plan_id=plan["id"])
    [subordinates] = [each for each in results["groups"] if each["group"] == "subordinate"]
    assert (subordinates["raters"], results["suggestion"]) == (3, None)


async def test_an_employee_rating_themself_as_superior_is_refused_and_nothing_changes(ground: Ground) -> None:
    for group in ("superior", "peer", "subordinate"):
        refused = problem(await ground.world["ani"].post(RATINGS, ground.rating(group)), 403, "FORBIDDEN")
        assert refused["basis"][0]["instrument"] == "PP 30/2019"
    assert (await ground.world["ani"].read(RATINGS))["items"] == []


async def test_nobody_rates_their_own_superior_as_superior_nor_themself_in_another_group(ground: Ground) -> None:
    world = ground.world
    plan = await agreed_plan(world, "kabid", ground.cycle["id"], official="kadis")
    about = {"plan_id": plan["id"], "period_id": None}

    refused = problem(await world["ani"].post(RATINGS, ground.rating("superior", **about)), 403, "FORBIDDEN")
    assert "subordinate" in refused["detail"]
    assert refused["basis"][0]["article"] == "Pasal 1 angka 8"
    problem(await world["ani"].post(RATINGS, ground.rating("subordinate", **about)), 404, "NOT_FOUND")
    problem(await world["kabid"].post(RATINGS, ground.rating("subordinate", **about)), 403, "FORBIDDEN")


async def test_hr_auditors_and_other_superiors_do_not_rate(ground: Ground) -> None:
    for office in ("hr", "auditor"):
        refused = problem(await ground.world[office].post(RATINGS, ground.rating("superior")), 403, "FORBIDDEN")
        assert "behavior_rating:write" in refused["detail"]
    refused = problem(await ground.world["kadis"].post(RATINGS, ground.rating("superior")), 403, "FORBIDDEN")
    assert refused["basis"][0]["article"] == "Pasal 1 angka 8"
    problem(await ground.world["kadis"].post(RATINGS, ground.rating("self")), 403, "FORBIDDEN")
    problem(await ground.world["kadis"].post(RATINGS, ground.rating("peer")), 403, "FORBIDDEN")
    problem(await ground.world["kadis"].post(REQUESTS, ground.request("budi")), 403, "FORBIDDEN")
    assert (await ground.world["hr"].read(RATINGS))["items"] == []


async def test_a_relative_neither_rates_nor_is_asked_and_the_next_superior_stands_in(ground: Ground) -> None:
    world = ground.world
    await _make_relatives(world, "kabid", "ani")
    await _make_relatives(world, "ani", "dewi")

    refused = problem(await world["kabid"].post(RATINGS, ground.rating("superior")), 403, "FORBIDDEN")
    problem(await world["kabid"].post(REQUESTS, ground.request("budi")), 403, "FORBIDDEN")
    problem(await world["ani"].post(REQUESTS, ground.request("dewi")), 409, "RATER_IS_RELATIVE")

    assert refused["basis"][0]["instrument"] == "UU 30/2014"
    assert (await rated_behavior(world, "kadis", ground.plan, "superior"))["rater_name"] == "Kadis"
    assert (await asked_rater(world, "budi", ground.plan, official="kadis"))["status"] == "approved"


async def test_who_rates_without_a_request_is_not_asked(ground: Ground) -> None:
    for rater in ("ani", "kabid", "kadis"):
        refused = problem(await ground.world["kabid"].post(REQUESTS, ground.request(rater)), 422, "RATER_DOES_NOT_FIT")
        assert refused["errors"][0]["pointer"] == "/rater_id"


async def test_a_second_rating_and_a_second_request_are_refused_and_name_the_first(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    first = await rated_behavior(world, "ani", ground.plan, "self", period_id=period)
    request = await asked_rater(world, "budi", ground.plan, period_id=period)

    refused = problem(await world["ani"].post(RATINGS, ground.rating("self")), 409, "BEHAVIOR_RATING_ALREADY_THERE")
    assert refused["rating_id"] == first["id"]
    refused = problem(await world["kabid"].post(REQUESTS, ground.request("budi")), 409, "RATING_REQUEST_ALREADY_THERE")
    assert refused["request_id"] == request["id"]
    await rated_behavior(world, "budi", ground.plan, "peer", period_id=period)
    problem(await world["budi"].post(RATINGS, ground.rating("peer")), 409, "BEHAVIOR_RATING_ALREADY_THERE")
    year = await rated_behavior(world, "ani", ground.plan, "self")
    assert year["period_id"] is None


async def test_behaviour_is_rated_on_an_agreed_plan_and_in_an_open_period_only(ground: Ground) -> None:
    world, ani = ground.world, ground.world["ani"]
    draft = await draft_plan(world, "budi", ground.cycle["id"])
    on_draft = ground.rating("self", plan_id=draft["id"])
    refused = problem(await world["budi"].post(RATINGS, on_draft), 409, "RATING_NEEDS_AGREED_PLAN")
    assert refused["basis"]
    mine = await rated_behavior(world, "ani", ground.plan, "self", period_id=ground.period["id"])
    nominated = await ani.create(REQUESTS, ground.request("citra"))
    ok(await world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))

    late = problem(await world["kabid"].post(RATINGS, ground.rating("superior")), 409, "PERIOD_CLOSED")
    assert late["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    problem(await ani.put(f"{RATINGS}/{mine['id']}", {"values": rating_values()}, etag='"v1"'), 409, "PERIOD_CLOSED")
    problem(await ani.post(REQUESTS, ground.request("budi")), 409, "PERIOD_CLOSED")
    problem(await world["kabid"].step(f"{REQUESTS}/{nominated['id']}", "approve"), 409, "ILLEGAL_TRANSITION")
    ok(await world["hr"].step(f"/v1/cycles/{ground.cycle['id']}", "close"))
    problem(await ani.post(RATINGS, ground.rating("self", period_id=None)), 409, "CYCLE_NOT_OPEN")
    problem(await world["kabid"].step(f"{REQUESTS}/{nominated['id']}", "approve"), 409, "ILLEGAL_TRANSITION")


async def test_a_period_of_another_year_is_refused(ground: Ground) -> None:
    other = await open_cycle(ground.world, year=2025)
    period = (await ground.world["hr"].read(f"/v1/cycles/{other['id']}/periods"))["items"][0]

    refused = problem(
        await ground.world["ani"].post(RATINGS, ground.rating("self", period_id=period["id"])), 422, "INVALID"
    )
    problem(await ground.world["ani"].get(RESULTS, plan_id=ground.plan["id"], period_id=period["id"]), 422, "INVALID")

    assert refused["errors"][0]["pointer"] == "/period_id"


async def test_all_seven_values_must_be_rated(ground: Ground) -> None:
    values = rating_values()
    del values["loyal"]

    refused = problem(await ground.world["ani"].post(RATINGS, ground.rating("self", values=values)), 422, "INVALID")

    assert refused["errors"][0]["pointer"] == "/values/loyal"


async def test_a_rating_is_changed_by_its_giver_in_the_version_that_was_seen(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    mine = await rated_behavior(world, "ani", ground.plan, "self", period_id=period)
    await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period)
    path, body = f"{RATINGS}/{mine['id']}", {"values": rating_values(adaptif="di_bawah_ekspektasi")}
    body["values"]["adaptif"]["note"] = "Masih belajar"

    problem(await world["ani"].put(path, body), 428, "PRECONDITION_REQUIRED")
    problem(await world["ani"].put(path, body, etag='"v7"'), 412, "STALE_VERSION")
    problem(await world["kabid"].put(path, body, etag='"v1"'), 403, "FORBIDDEN")
    changed = ok(await world["ani"].put(path, body, etag='"v1"'))

    assert (changed["values"]["adaptif"], changed["version"]) == (body["values"]["adaptif"], 2)
    assert await world["ani"].read(path) == changed


async def test_a_request_takes_steps_in_the_version_that_was_seen(ground: Ground) -> None:
    asked = await asked_rater(ground.world, "budi", ground.plan)
    path = f"{REQUESTS}/{asked['id']}"

    problem(await ground.world["budi"].step(path, "decline", "Sibuk", etag='"v7"'), 412, "STALE_VERSION")
    answer = await ground.world["budi"].post(f"{path}/transitions", {"name": "decline", "note": "Sibuk"})
    problem(answer, 428, "PRECONDITION_REQUIRED")


async def test_who_was_asked_and_became_a_relative_cannot_change_the_rating(ground: Ground) -> None:
    world = ground.world
    await asked_rater(world, "budi", ground.plan)
    mine = await rated_behavior(world, "budi", ground.plan, "peer")
    path = f"{RATINGS}/{mine['id']}"
    assert (
        ok(await world["budi"].put(path, {"values": rating_values("di_atas_ekspektasi")}, etag='"v1"'))["version"] == 2
    )

    await _make_relatives(world, "budi", "ani")

    problem(await world["budi"].put(path, {"values": rating_values()}, etag='"v2"'), 403, "FORBIDDEN")


async def test_self_and_superior_ratings_are_hidden_from_each_other_until_both_are_in(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    mine = await rated_behavior(world, "ani", ground.plan, "self", period_id=period)
    problem(await world["kabid"].get(f"{RATINGS}/{mine['id']}"), 404, "NOT_FOUND")
    assert (await world["kabid"].read(RATINGS))["items"] == []
    assert _visibility(await ground.results("kabid"))["self"] == "until_both_are_in"
    assert _visibility(await ground.results("ani")) == {
        "self": "shown",
        "superior": "until_both_are_in",
        "peer": "still_collecting",
        "subordinate": "still_collecting",
    }
    for reader in ("hr", "auditor"):
        assert [each["id"] for each in (await world[reader].read(RATINGS))["items"]] == [mine["id"]]
        assert _visibility(await ground.results(reader))["superior"] == "not_in_yet"

    theirs = await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period)

    for reader in ("ani", "kabid", "kadis", "hr"):
        items = (await world[reader].read(RATINGS, plan_id=ground.plan["id"], period_id=period))["items"]
        assert [each["id"] for each in items] == [mine["id"], theirs["id"]]
        assert (await world[reader].read(f"{RATINGS}/{theirs['id']}"))["group"] == "superior"
        assert _visibility(await ground.results(reader))["superior"] == "shown"


async def test_the_superiors_rating_waits_for_the_self_assessment_before_the_employee_sees_it(ground: Ground) -> None:
    theirs = await rated_behavior(ground.world, "kabid", ground.plan, "superior")

    problem(await ground.world["ani"].get(f"{RATINGS}/{theirs['id']}"), 404, "NOT_FOUND")
    assert (await ground.world["ani"].read(RATINGS))["items"] == []
    assert _visibility(await ground.results("ani", year=True))["superior"] == "until_both_are_in"
    assert _visibility(await ground.results("kadis", year=True))["superior"] == "shown"


async def test_peers_are_shown_when_collecting_has_closed_without_names(ground: Ground) -> None:
    world = ground.world
    for peer in ("budi", "dewi"):
        await asked_rater(world, peer, ground.plan)
    nominated = await world["ani"].create(REQUESTS, ground.request("citra", period_id=None))
    ok(await world["kabid"].step(f"{REQUESTS}/{nominated['id']}", "approve"))
    values = rating_values()
    values["loyal"]["note"] = "Selalu menjaga nama baik"
    first = await world["budi"].create(RATINGS, ground.rating("peer", period_id=None, values=values))
    for peer in ("citra", "dewi"):
        await rated_behavior(world, peer, ground.plan, "peer")
    assert _visibility(await ground.results("ani", year=True))["peer"] == "still_collecting"

    await ground.close(period_id=None)

    seen = {reader: _group(await ground.results(reader, year=True), "peer") for reader in ("ani", "kabid", "hr")}
    assert [each["raters"] for each in seen.values()] == [3, 3, 3]
    assert seen["ani"]["values"]["loyal"]["notes"] == ["Selalu menjaga nama baik"]
    assert seen["hr"]["values"]["loyal"]["notes"] == []
    assert "Budi" not in str(seen)
    for reader in ("ani", "kabid", "kadis", "hr", "auditor", "citra"):
        problem(await world[reader].get(f"{RATINGS}/{first['id']}"), 404, "NOT_FOUND")
        assert first["id"] not in str(await world[reader].read(RATINGS))
    about_me = (await world["ani"].read(REQUESTS, view="about_me"))["items"]
    assert [each["rater_name"] for each in about_me] == [None, None, "Citra"]
    assert [each["rater_name"] for each in (await world["ani"].read(REQUESTS, view="by_me"))["items"]] == ["Citra"]
    unnamed = f"{REQUESTS}/{about_me[0]['id']}"
    assert (await world["ani"].read(unnamed))["rater_id"] is None
    problem(await world["ani"].get(f"{unnamed}/transitions"), 403, "FORBIDDEN")


async def test_a_colleague_and_another_agency_get_the_answer_of_a_missing_id(
    ground: Ground, worlds: WorldBuilder
) -> None:
    world = ground.world
    mine = await rated_behavior(world, "ani", ground.plan, "self")
    await rated_behavior(world, "kabid", ground.plan, "superior")
    asked = await asked_rater(world, "citra", ground.plan)
    other = await worlds.build()
    cycle = await open_cycle(other)
    own = await agreed_plan(other, "ani", cycle["id"])

    for stranger in (world["budi"], other["ani"], other["hr"]):
        for path in (f"{RATINGS}/{{}}", f"{REQUESTS}/{{}}", f"{REQUESTS}/{{}}/transitions"):
            there = mine["id"] if path.startswith(RATINGS) else asked["id"]
            theirs = problem(await stranger.get(path.format(there)), 404, "NOT_FOUND")
            nothing = problem(await stranger.get(path.format(MISSING)), 404, "NOT_FOUND")
            assert _without_place(theirs) == _without_place(nothing)
        problem(await stranger.get(RESULTS, plan_id=ground.plan["id"]), 404, "NOT_FOUND")
        assert (await stranger.read(RATINGS, plan_id=ground.plan["id"]))["items"] == []
        assert (await stranger.read(REQUESTS, view="led", plan_id=ground.plan["id"]))["items"] == []
    rating = {"plan_id": own["id"], "group": "self", "values": rating_values()}
    for foreign in (ground.period["id"], MISSING):
        problem(await other["ani"].post(RATINGS, rating | {"period_id": foreign}), 404, "NOT_FOUND")
    for foreign in (str(world.employees["budi"]), MISSING):
        request = {"plan_id": own["id"], "rater_id": foreign}
        problem(await other["kabid"].post(REQUESTS, request), 404, "NOT_FOUND")
    problem(await world["budi"].post(REQUESTS, ground.request("citra")), 404, "NOT_FOUND")


async def test_other_capabilities_read_what_the_groups_say_that_are_told(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period, level="di_atas_ekspektasi")
    for peer in ("budi", "citra", "dewi"):
        await asked_rater(world, peer, ground.plan, period_id=period)
        await rated_behavior(world, peer, ground.plan, "peer", period_id=period)

    async def told() -> tuple[list[tuple[Group, Fraction]], list[tuple[Group, Fraction, int]]]:
        async with world.database.read(world.agency_id) as uow:
            plan_id = UUID(ground.plan["id"])
            in_period = await summarize(uow, plan_id, UUID(period))
            year = await map_means(uow, [plan_id])
        of_year = [(each.group, each.mean, each.raters) for each in year[plan_id]]
        return [(each.group, each.mean) for each in in_period.groups.values()], of_year

    assert await told() == ([(Group.SUPERIOR, Fraction(3))], [(Group.SUPERIOR, Fraction(3), 1)])
    await ground.close()

    in_period, of_year = await told()
    assert in_period == [(Group.SUPERIOR, Fraction(3)), (Group.PEER, Fraction(2))]
    assert of_year == [(Group.SUPERIOR, Fraction(3), 1), (Group.PEER, Fraction(2), 3)]


async def _make_relatives(world: World, one: str, other: str) -> None:
    async with world.database.write(world.agency_id) as uow:
        kin = EmployeeRelation(
            agency_id=world.agency_id,
            id=uow.new_id(),
            employee_id=world.employees[one],
            relative_id=world.employees[other],
            kind="sibling",
        )
        uow.session.add(kin)
        await uow.finish()


def _group(results: Json, group: str) -> Json:
    [found] = [each for each in results["groups"] if each["group"] == group]
    return dict(found)


def _visibility(results: Json) -> dict[str, str]:
    return {each["group"]: each["visibility"] for each in results["groups"]}


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
