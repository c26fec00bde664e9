"""What is left to an outgoing rating official, over HTTP.

Of a plan that has ended the line of its last day reviews, rates and evaluates, and the official of today reads. Where
only the official changes, the outgoing one reads what can be evaluated up to the last day in charge.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.security.test_statements import MOST, statements
from tests.support.caller import Json, ok, problem
from tests.support.moves import RATINGS, change_of_official, moved, periods_of, placed, secretariat
from tests.support.steps import (
    agreed_plan,
    asked_rater,
    drafted_realization,
    open_cycle,
    open_period,
    rated_behavior,
    rated_unit,
)
from tests.support.world import World

LINK = {"title": "Laporan", "url": "https://berkas.contoh.go.id/laporan.pdf"}
MORNING = {"started_at": "2026-03-13T08:00:00+07:00", "ended_at": "2026-03-13T10:30:00+07:00"}


@dataclass
class Left:
    """The division of kabid in the first quarter: what ani reported and planned there waits for review."""

    world: World
    cycle: Json
    plan: Json
    period: Json
    evidence: Json
    realization: Json
    actions: Json
    activity: Json

    @property
    def paths(self) -> list[str]:
        """Return what belongs to the plan and its first period, thing by thing."""
        realization, actions = f"/v1/realizations/{self.realization['id']}", f"/v1/action-plans/{self.actions['id']}"
        target = self.plan["targets"][0]["id"]
        return [
            f"/v1/target-plans/{self.plan['id']}",
            f"/v1/target-plans/{self.plan['id']}/transitions",
            f"/v1/targets/{target}",
            realization,
            f"{realization}/transitions",
            f"{realization}/revisions",
            f"/v1/evidence/{self.evidence['id']}",
            actions,
            f"{actions}/transitions",
            f"/v1/action-steps/{self.actions['steps'][0]['id']}",
            f"/v1/activities/{self.activity['id']}",
        ]

    async def statuses(self, name: str) -> set[int]:
        """Return what somebody is answered who reads each of these; none takes more statements than any other read."""
        found = set()
        for path in self.paths:
            await self.world[name].get(path)
            async with statements(self.world.database) as heard:
                found.add((await self.world[name].get(path)).status_code)
            assert len(heard) <= MOST, (path, len(heard))
        return found

    async def listed(self, name: str) -> dict[str, list[str]]:
        """Return the ids that somebody finds under the plan, or of the diary under the employee."""
        of_plan = ("/v1/targets", "/v1/realizations", "/v1/action-plans")
        found = {path: await self.world[name].read_all(path, plan_id=self.plan["id"]) for path in of_plan}
        employee = str(self.world.employees["ani"])
        found["/v1/activities"] = await self.world[name].read_all("/v1/activities", employee_id=employee)
        return {path: [each["id"] for each in rows] for path, rows in found.items()}

    @property
    def whole(self) -> dict[str, list[str]]:
        """Return what is there of it."""
        return {
            "/v1/targets": [each["id"] for each in self.plan["targets"]],
            "/v1/realizations": [self.realization["id"]],
            "/v1/action-plans": [self.actions["id"]],
            "/v1/activities": [self.activity["id"]],
        }


NOTHING: dict[str, list[str]] = {
    "/v1/targets": [],
    "/v1/realizations": [],
    "/v1/action-plans": [],
    "/v1/activities": [],
}


@pytest.fixture
async def left(world: World) -> Left:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    period = await open_period(world, cycle["id"])
    ani = world["ani"]
    realization = await drafted_realization(world, "ani", plan, period["id"])
    path = f"/v1/realizations/{realization['id']}"
    evidence = await ani.create(f"{path}/evidence-links", LINK)
    submitted = ok(await ani.step(path, "submit"))
    steps = [{"target_id": plan["targets"][0]["id"], "title": "Menyusun jadwal", "due_on": "2026-03-27"}]
    body = {"plan_id": plan["id"], "period_id": period["id"], "steps": steps}
    made = await ani.create("/v1/action-plans", body)
    actions = ok(await ani.step(f"/v1/action-plans/{made['id']}", "submit"))
    activity = await ani.create("/v1/activities", {"key": "hp-000001", "title": "Menyusun laporan"} | MORNING)
    return Left(world, cycle, plan, period, evidence, submitted, actions, activity)


@pytest.fixture
async def ended(left: Left) -> Left:
    """Ani has moved to the secretariat, which Citra leads; the clock stands in April."""
    await secretariat(left.world, "citra")
    await moved(left.world, "ani", "sekretariat", "2026-03-15")
    return left


@pytest.fixture
async def handed(left: Left) -> Left:
    """Ani's division was handed over to Citra on the first of April."""
    await change_of_official(left.world)
    return left


async def test_of_a_plan_that_has_ended_both_officials_read_everything(ended: Left) -> None:
    for name in ("kabid", "citra", "kadis", "ani"):
        assert await ended.statuses(name) == {200}, name
        assert await ended.listed(name) == ended.whole, name
    for name in ("budi", "dewi"):
        assert await ended.statuses(name) == {404}, name
        assert await ended.listed(name) == NOTHING, name


async def test_what_waits_in_a_plan_that_has_ended_is_reviewed_by_the_official_of_its_last_day(ended: Left) -> None:
    world = ended.world
    for path, step in (
        (f"/v1/realizations/{ended.realization['id']}", "accept"),
        (f"/v1/action-plans/{ended.actions['id']}", "agree"),
    ):
        refused = problem(await world["citra"].step(path, step), 403, "FORBIDDEN")
        assert "hari terakhirnya" in refused["detail"]
        told = (await world["citra"].read(f"{path}/transitions"))["next"]
        assert not any(each["possible"] for each in told)
        problem(await world["budi"].step(path, step), 404, "NOT_FOUND")
        ok(await world["kabid"].step(path, "return", "Lengkapi"))
        ok(await world["ani"].step(path, "submit"))
        ok(await world["kabid"].step(path, step))
    await rated_unit(world, ended.cycle["id"], period_id=ended.period["id"])
    drafted = await world["kabid"].create("/v1/evaluations", {"plan_id": ended.plan["id"]} | RATINGS)
    assert drafted["handed_over_on"] == "2026-03-14"


async def test_a_relative_of_that_day_passes_the_review_on_to_the_superior_of_that_day(ended: Left) -> None:
    world = ended.world
    kin = {"relative_id": str(world.employees["kabid"]), "kind": "sibling"}
    await world["hr"].create(f"/v1/employees/{world.employees['ani']}/relations", kin)
    path = f"/v1/realizations/{ended.realization['id']}"

    refused = problem(await world["kabid"].step(path, "accept"), 403, "FORBIDDEN")

    assert "keluarga" in refused["detail"]
    problem(await world["citra"].step(path, "accept"), 403, "FORBIDDEN")
    assert ok(await world["kadis"].step(path, "accept"))["reviewed_by_name"] == "Kadis"


async def test_the_behaviour_in_a_plan_that_has_ended_is_rated_by_the_line_of_its_last_day(ended: Left) -> None:
    world, plan, period_id = ended.world, ended.plan, ended.period["id"]
    values = await rated_behavior(world, "ani", plan, "self", period_id=period_id)
    body = {"plan_id": plan["id"], "period_id": period_id, "group": "superior", "values": values["values"]}
    given = {name: {"level": each["level"]} for name, each in values["values"].items()}

    refused = problem(await world["citra"].post("/v1/behavior-ratings", body | {"values": given}), 403, "FORBIDDEN")
    rating = await rated_behavior(world, "kabid", plan, "superior", period_id=period_id)
    request = await asked_rater(world, "budi", plan, period_id=period_id)

    assert "hari terakhirnya" in refused["detail"]
    assert request["group"] == "peer", "a colleague of that day"
    for name in ("kabid", "citra"):
        listed = await world[name].read_all("/v1/behavior-ratings", plan_id=plan["id"])
        assert {each["id"] for each in listed} == {values["id"], rating["id"]}, name
        assert (await world[name].read(f"/v1/behavior-ratings/{rating['id']}"))["rater_name"] == "Kabid"
        shown = await world[name].read("/v1/behavior-results", plan_id=plan["id"], period_id=period_id)
        assert {each["group"] for each in shown["groups"] if each["visibility"] == "shown"} == {"self", "superior"}
        assert [
            each["id"] for each in await world[name].read_all("/v1/rating-requests", view="led", plan_id=plan["id"])
        ] == [request["id"]]
    problem(await world["dewi"].get(f"/v1/behavior-ratings/{rating['id']}"), 404, "NOT_FOUND")
    assert await world["dewi"].read_all("/v1/behavior-ratings", plan_id=plan["id"]) == []


async def test_whoever_hands_over_reads_what_began_up_to_the_last_day_and_nothing_later(handed: Left) -> None:
    world, plan = handed.world, handed.plan
    second = (await open_period(world, handed.cycle["id"], 2))["id"]
    later = await drafted_realization(world, "ani", plan, second)
    noted = {"key": "hp-000002", "title": "Rapat", "started_at": "2026-04-02T08:00:00+07:00"}
    diary = await world["ani"].create("/v1/activities", noted | {"ended_at": "2026-04-02T09:00:00+07:00"})

    assert await handed.statuses("kabid") == {200}
    assert await handed.listed("kabid") == handed.whole
    for path in (f"/v1/realizations/{later['id']}", f"/v1/activities/{diary['id']}"):
        problem(await world["kabid"].get(path), 404, "NOT_FOUND")
        ok(await world["citra"].get(path))
    assert await handed.statuses("budi") == {404}
    assert await handed.listed("budi") == NOTHING


async def test_after_a_change_of_official_the_one_of_today_reviews_what_waits(handed: Left) -> None:
    world, path = handed.world, f"/v1/realizations/{handed.realization['id']}"

    refused = problem(await world["kabid"].step(path, "accept"), 403, "FORBIDDEN")
    told = (await world["kabid"].read(f"{path}/transitions"))["next"]

    assert refused["basis"]
    assert not any(each["possible"] for each in told)
    assert ok(await world["citra"].step(path, "accept"))["reviewed_by_name"] == "Citra"


async def test_a_hand_over_is_read_for_the_people_of_its_last_day_while_the_year_is_open(handed: Left) -> None:
    world, hr = handed.world, handed.world["hr"]
    fresh = await agreed_plan(world, "budi", handed.cycle["id"], official="citra")
    ok(await world["kabid"].get(f"/v1/target-plans/{fresh['id']}"))
    # Who came into the division after its hand-over was never below the one who left.
    await secretariat(world, "dewi")
    await moved(world, "budi", "sekretariat", "2026-04-02", code="penelaah")
    new = await agreed_plan(world, "budi", handed.cycle["id"], official="dewi")
    problem(await world["kabid"].get(f"/v1/target-plans/{new['id']}"), 404, "NOT_FOUND")
    ok(await hr.step(f"/v1/periods/{handed.period['id']}", "close"))
    ok(await hr.step(f"/v1/cycles/{handed.cycle['id']}", "close"))

    assert await handed.statuses("kabid") == {404}
    assert await handed.listed("kabid") == NOTHING


async def test_an_official_before_the_last_one_of_an_ended_plan_reads_up_to_that_hand_over(
    handed: Left,
) -> None:
    world = handed.world
    await open_period(world, handed.cycle["id"], 2)
    periods = await periods_of(world, handed.cycle)
    later = await drafted_realization(world, "ani", handed.plan, periods[1]["id"])
    await secretariat(world, "dewi")
    await moved(world, "ani", "sekretariat", "2026-04-04", code="penelaah")

    assert await handed.statuses("kabid") == await handed.statuses("citra") == {200}
    problem(await world["kabid"].get(f"/v1/realizations/{later['id']}"), 404, "NOT_FOUND")
    ok(await world["citra"].get(f"/v1/realizations/{later['id']}"))


async def test_an_evaluation_up_to_a_hand_over_is_found_by_who_made_it_and_by_the_official_of_today(
    ended: Left,
) -> None:
    world, plan = ended.world, ended.plan
    ok(await world["kabid"].step(f"/v1/realizations/{ended.realization['id']}", "accept"))
    drafted = await world["kabid"].create("/v1/evaluations", {"plan_id": plan["id"]} | RATINGS)
    # Kabid leaves the division too, which dewi leads then.
    await moved(world, "kabid", "dinas", "2026-04-01", code="staf-ahli")
    await placed(world, "dewi", str(world.positions["kepala-bidang"]), "2026-04-01")

    found = {
        name: [each["id"] for each in await world[name].read_all("/v1/evaluations", plan_id=plan["id"])]
        for name in ("kabid", "citra", "kadis", "ani", "budi")
    }

    there = [drafted["id"]]
    assert found == {"kabid": there, "citra": there, "kadis": there, "ani": [], "budi": []}, "a draft is no result yet"
    assert [each["id"] for each in await world["kabid"].read_all("/v1/evaluations")] == there


async def test_what_was_remarked_on_a_plan_is_read_by_who_evaluates_it(left: Left) -> None:
    world, plan_id = left.world, left.plan["id"]
    remark = await world["budi"].create("/v1/feedback", {"plan_id": plan_id, "text": "Laporannya rapi."})
    await secretariat(world, "citra")
    await moved(world, "ani", "sekretariat", "2026-03-15")

    for name, there in (("kabid", [remark["id"]]), ("citra", [remark["id"]]), ("dewi", [])):
        assert [each["id"] for each in await world[name].read_all("/v1/feedback", plan_id=plan_id)] == there, name
        answer = await world[name].get(f"/v1/feedback/{remark['id']}")
        assert answer.status_code == (200 if there else 404), name


async def test_what_was_remarked_before_a_hand_over_is_read_by_who_hands_over(left: Left, clock: FixedClock) -> None:
    world, given = left.world, {"plan_id": left.plan["id"], "text": "Laporannya rapi."}
    clock.instant = datetime(2026, 3, 30, 5, tzinfo=UTC)
    before = await world["budi"].create("/v1/feedback", given)
    clock.instant = datetime(2026, 4, 6, 5, tzinfo=UTC)
    await change_of_official(world)
    after = await world["budi"].create("/v1/feedback", given)
    own = await world["budi"].read_all("/v1/feedback", plan_id=given["plan_id"])
    assert {each["id"] for each in own} == {before["id"], after["id"]}

    listed = await world["kabid"].read_all("/v1/feedback", plan_id=given["plan_id"])

    assert [each["id"] for each in listed] == [before["id"]]
    ok(await world["kabid"].get(f"/v1/feedback/{before['id']}"))
    problem(await world["kabid"].get(f"/v1/feedback/{after['id']}"), 404, "NOT_FOUND")
