"""A policy that begins in the past: what was computed for those days is computed again, and nothing is edited."""

import json

import asyncpg

from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.embedded import EmbeddedPostgres
from tests.support.caller import Json, ok
from tests.support.scores import judged_year, react, scored
from tests.support.world import World

WEIGHTS = {
    "work_result": "50",
    "behavior": "30",
    "citizen_satisfaction": "20",
    "discipline": "0",
    "self_assessment": "0",
}


async def publish(world: World, since: str, note: str | None) -> Json:
    """Have the agency publish weights of its own from a day on."""
    overlay = {
        "key": "composite_default",
        "title": {"id": "Nilai kinerja kota", "en": "Score of the city"},
        "since": since,
        "regulation": {"name": "Peraturan Wali Kota", "number": "12", "year": 2026, "verification": "verbatim"},
        "adjustments": [{"parameter": "component_weights", "value": WEIGHTS, "article": "Pasal 7"}],
    }
    path = f"/v1/policy-overlays/{(await world['hr'].create('/v1/policy-overlays', overlay))['id']}"
    ok(await world["ppk"].step(path, "review"))
    return ok(await world["ppk"].step(path, "publish", note))


async def revisions(world: World, cycle_id: str) -> list[Json]:
    """Return every revision of Ani's score, the first one first."""
    listed = await world["ani"].read("/v1/scores", cycle_id=cycle_id, history="true")
    return sorted(listed["items"], key=lambda each: each["revision"])


async def test_scores_of_those_days_get_new_revisions_and_the_old_ones_stay(world: World) -> None:
    year = await judged_year(world)
    cycle_id = year["cycle"]["id"]
    await scored(world, cycle_id)
    [before] = await revisions(world, cycle_id)

    overlay = await publish(world, "2026-01-01", "Perwali berlaku sejak Januari 2026.")
    [run] = await react(world, "policy_published", overlay["id"])
    first, second = await revisions(world, cycle_id)
    told = await world["ani"].read(f"/v1/scores/{second['id']}")

    assert (run["state"], run["cause"], run["revised"]) == ("done", "policy_published", run["total"])
    assert (first["id"], first["value"], first["is_current"]) == (before["id"], before["value"], False)
    # 0.5 x 80 + 0.3 x 80 + 0.2 x 90
    assert (second["value"], second["reason"], second["is_current"]) == ("82.00", "policy_changed", True)
    assert told["policy"]["version_id"] == overlay["id"]
    assert told["policy"]["sha256"] == overlay["sha256"]
    explained = await world["ani"].read(f"/v1/scores/{second['id']}/explanation")
    assert "Peraturan Wali Kota Nomor 12 Tahun 2026" in {each["instrument"] for each in explained["citations"]}


async def test_a_policy_of_the_next_year_touches_no_score_of_this_one(world: World) -> None:
    year = await judged_year(world)
    await scored(world, year["cycle"]["id"])

    overlay = await publish(world, "2027-01-01", None)

    assert await react(world, "policy_published", overlay["id"]) == []
    assert len(await revisions(world, year["cycle"]["id"])) == 1


async def test_publishing_puts_the_computation_into_the_queue_once(world: World, migrated: EmbeddedPostgres) -> None:
    overlay = await publish(world, "2026-01-01", "Perwali berlaku sejak Januari 2026.")
    connection = await asyncpg.connect(**migrated.arguments(APP))
    try:
        jobs = await connection.fetch("SELECT payload FROM pgqueuer WHERE entrypoint = 'policy_published'")
    finally:
        await connection.close()

    calls = [json.loads(row["payload"]) for row in jobs]
    assert [call for call in calls if call["resource_id"] == overlay["id"]] == [
        {"agency_id": str(world.agency_id), "resource_id": overlay["id"]}
    ]
