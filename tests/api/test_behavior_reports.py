"""Self-assessments, gaps between groups, and what the auditor should look at, over HTTP."""

import pytest

from tests.api.test_behavior import COLLECTIONS, RATINGS, Ground, _make_relatives
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, asked_rater, open_cycle, open_period, rated_behavior, rating_values
from tests.support.world import World

ASSESSMENTS, GAPS = "/v1/self-assessments", "/v1/behavior-gaps"
SIGNALS, OUTLIERS = "/v1/favouritism-signals", "/v1/rater-outliers"
PEERS = ("budi", "citra", "dewi")
ABOVE = "di_atas_ekspektasi"


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


def own(ground: Ground, **changes: object) -> Json:
    """Return a self-assessment of ani."""
    said = [{"target_id": each["id"], "text": f"Tentang {each['title']}"} for each in ground.plan["targets"]]
    about: Json = {"plan_id": ground.plan["id"], "period_id": ground.period["id"]}
    return about | {"values": rating_values(), "targets": said, "summary": "Ingin belajar."} | changes


async def test_an_employee_assesses_themself_by_values_and_targets(ground: Ground) -> None:
    world = ground.world
    made = await world["ani"].create(ASSESSMENTS, own(ground))

    titles = [each["title"] for each in made["targets"]]
    assert titles == [each["title"] for each in ground.plan["targets"]]
    assert made["summary"] == "Ingin belajar."
    assert await world["ani"].read(f"{ASSESSMENTS}/{made['id']}") == made
    assert [each["id"] for each in (await world["ani"].read(RATINGS))["items"]] == [made["id"]]
    twice = problem(await world["ani"].post(ASSESSMENTS, own(ground)), 409, "BEHAVIOR_RATING_ALREADY_THERE")
    assert twice["rating_id"] == made["id"]


async def test_a_self_assessment_is_hidden_from_above_until_the_superior_has_rated(ground: Ground) -> None:
    world = ground.world
    made = await world["ani"].create(ASSESSMENTS, own(ground))
    path = f"{ASSESSMENTS}/{made['id']}"
    for reader in ("kabid", "kadis", "budi"):
        problem(await world[reader].get(path), 404, "NOT_FOUND")
        assert (await world[reader].read(ASSESSMENTS, plan_id=ground.plan["id"]))["items"] == []

    theirs = await rated_behavior(world, "kabid", ground.plan, "superior", period_id=ground.period["id"])

    for reader in ("kabid", "kadis", "hr"):
        assert await world[reader].read(path) == made
        listed = (await world[reader].read(ASSESSMENTS, period_id=ground.period["id"]))["items"]
        assert [each["id"] for each in listed] == [made["id"]]
    problem(await world["budi"].get(path), 404, "NOT_FOUND")
    problem(await world["ani"].get(f"{ASSESSMENTS}/{theirs['id']}"), 404, "NOT_FOUND")


async def test_every_target_is_spoken_of_once_and_no_other(ground: Ground) -> None:
    world, [first, second] = ground.world, own(ground)["targets"]
    foreign = await agreed_plan(world, "budi", ground.cycle["id"])
    other = {"target_id": foreign["targets"][0]["id"], "text": "Bukan milik saya"}

    for targets, pointer in (
        ([first], "/targets"),
        ([first, second, first], "/targets/2/target_id"),
        ([first, other], "/targets/1/target_id"),
    ):
        refused = problem(
            await world["ani"].post(ASSESSMENTS, own(ground, targets=targets)), 422, "SELF_ASSESSMENT_INCOMPLETE"
        )
        assert [each["pointer"] for each in refused["errors"]] == [pointer]
    assert (await world["ani"].read(ASSESSMENTS))["items"] == []


async def test_nobody_assesses_somebody_else_as_self(ground: Ground) -> None:
    refused = problem(await ground.world["kabid"].post(ASSESSMENTS, own(ground)), 403, "FORBIDDEN")
    problem(await ground.world["budi"].post(ASSESSMENTS, own(ground)), 404, "NOT_FOUND")

    assert refused["basis"]


async def test_a_self_assessment_is_changed_by_its_giver_while_the_period_is_open(ground: Ground) -> None:
    world = ground.world
    # A rating that was given without words gets them later.
    made = await rated_behavior(world, "ani", ground.plan, "self", period_id=ground.period["id"])
    path, body = f"{ASSESSMENTS}/{made['id']}", own(ground)
    del body["plan_id"], body["period_id"]
    assert (await world["ani"].read(path))["targets"] == []

    changed = ok(await world["ani"].put(path, body, etag='"v1"'))

    assert (changed["version"], len(changed["targets"])) == (2, 2)
    problem(await world["ani"].put(path, body, etag='"v1"'), 412, "STALE_VERSION")
    await rated_behavior(world, "kabid", ground.plan, "superior", period_id=ground.period["id"])
    problem(await world["kabid"].put(path, body, etag='"v2"'), 403, "FORBIDDEN")
    ok(await world["hr"].step(f"/v1/periods/{ground.period['id']}", "close"))
    problem(await world["ani"].put(path, body, etag='"v2"'), 409, "PERIOD_CLOSED")


async def test_gaps_show_what_the_reader_may_know_and_a_group_far_from_the_others(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    about = {"plan_id": ground.plan["id"], "period_id": period}
    await rated_behavior(world, "ani", ground.plan, "self", period_id=period, loyal=ABOVE)
    for peer in PEERS:
        await asked_rater(world, peer, ground.plan, period_id=period)
        await rated_behavior(world, peer, ground.plan, "peer", period_id=period, level="di_bawah_ekspektasi")
    early = await world["ani"].read(GAPS, **about)
    assert [each["visibility"] for each in early["groups"]] == [
        "shown",
        "until_both_are_in",
        "still_collecting",
        "still_collecting",
    ]
    assert {each["reading"] for each in early["values"]} == {None}

    await rated_behavior(world, "kabid", ground.plan, "superior", period_id=period)
    await ground.close()

    gaps = await world["ani"].read(GAPS, **about)
    loyal = next(each for each in gaps["values"] if each["value"] == "loyal")
    assert loyal == {
        "value": "loyal",
        "self_assessment": "3.00",
        "superior": "2.00",
        "peers": "1.00",
        "subordinates": None,
        "reading": "self_higher",
    }
    assert [(each["group"], each["mean_of_others"]) for each in gaps["far_groups"]] == [
        ("superior", "1.00"),
        ("peer", "2.00"),
    ]
    assert "0.75" in gaps["far_groups"][0]["note"]
    assert gaps["distance"] == "0.75"
    problem(await world["budi"].get(GAPS, **about), 404, "NOT_FOUND")


async def test_mutual_top_ratings_are_reported_to_the_auditor_alone(ground: Ground) -> None:
    world, cycle = ground.world, {"cycle_id": ground.cycle["id"]}
    others = await agreed_plan(world, "budi", ground.cycle["id"])
    period = ground.period["id"]
    for rater, plan in (("budi", ground.plan), ("ani", others)):
        await asked_rater(world, rater, plan, period_id=period)
        await rated_behavior(world, rater, plan, "peer", period_id=period, level=ABOVE, loyal="sesuai_ekspektasi")
    await asked_rater(world, "citra", ground.plan, period_id=period)
    await rated_behavior(world, "citra", ground.plan, "peer", period_id=period, level=ABOVE)
    await _make_relatives(world, "citra", "ani")

    pairs = (await world["auditor"].read(SIGNALS, **cycle))["items"]

    found = {
        frozenset({each["one_name"], each["other_name"]}): [signal["kind"] for signal in each["signals"]]
        for each in pairs
    }
    assert found == {frozenset({"Ani", "Budi"}): ["mutual_top"], frozenset({"Ani", "Citra"}): ["declared_relation"]}
    for each in pairs:
        assert all(signal["facts"] and signal["does_not_prove"] for signal in each["signals"])
        assert ABOVE not in str(each)
    first = await world["auditor"].read(SIGNALS, limit="1", **cycle)
    second = await world["auditor"].read(SIGNALS, limit="1", cursor=first["next"], **cycle)
    assert [*first["items"], *second["items"]] == pairs
    for who in ("ani", "kabid", "kadis", "hr", "ppk"):
        problem(await world[who].get(SIGNALS, **cycle), 403, "FORBIDDEN")


async def test_a_rater_who_gives_everybody_the_same_is_pointed_out_to_the_auditor(ground: Ground) -> None:
    world, cycle = ground.world, {"cycle_id": ground.cycle["id"]}
    plans = [ground.plan] + [await agreed_plan(world, name, ground.cycle["id"]) for name in ("budi", "citra")]
    for plan in plans[:2]:
        await rated_behavior(world, "kabid", plan, "superior")
    assert (await world["auditor"].read(OUTLIERS, **cycle))["items"] == []

    last = await rated_behavior(world, "kabid", plans[2], "superior")

    [outlier] = (await world["auditor"].read(OUTLIERS, **cycle))["items"]
    assert (outlier["rater_name"], outlier["people"], outlier["ratings"]) == ("Kabid", 3, 3)
    assert "sesuai_ekspektasi" not in str(outlier)
    problem(await world["hr"].get(OUTLIERS, **cycle), 403, "FORBIDDEN")
    differs = {"values": rating_values(loyal=ABOVE)}
    ok(await world["kabid"].put(f"{RATINGS}/{last['id']}", differs, etag='"v1"'))
    assert (await world["auditor"].read(OUTLIERS, **cycle))["items"] == []
    assert (await world["auditor"].read(COLLECTIONS))["items"] == []
