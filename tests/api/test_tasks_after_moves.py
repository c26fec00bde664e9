"""The list of tasks after a move and after a change of official: who evaluates up to there, and who waits for whom."""

from datetime import UTC, datetime

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.security.test_statements import MOST, statements
from tests.support.caller import Json, ok, problem
from tests.support.moves import (
    RATINGS,
    change_of_official,
    evaluated,
    moved,
    periods_of,
    placed,
    released,
    secretariat,
    status_of,
)
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    open_cycle,
    open_period,
    rated_behavior,
    rated_unit,
    submitted_realization,
)
from tests.support.world import World

PATH = "/v1/my-tasks"
TASK = "evaluate_up_to_hand_over"
SECOND_QUARTER = datetime(2026, 7, 6, 5, tzinfo=UTC)


async def entries(world: World, name: str, kind: str, side: str = "tasks") -> list[tuple[str | None, str, str]]:
    """Return subject, period and link of somebody's entries of a kind, read in as few statements as all reads."""
    await world[name].read(PATH)
    async with statements(world.database) as heard:
        listed = (await world[name].read(PATH))[side]
    assert len(heard) <= MOST
    found = [each for each in listed if each["kind"] == kind]
    subject = "subject_name" if side == "tasks" else "actor_name"
    return [(each[subject], each.get("period", each["title"]), each["link"]) for each in found]


async def mutated(world: World) -> tuple[Json, Json]:
    """Move Ani in the middle of March from the division of kabid to the secretariat of Citra; return year and plan."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, plan)
    await secretariat(world, "citra")
    await moved(world, "ani", "sekretariat", "2026-03-15")
    return cycle, plan


async def test_a_plan_that_has_ended_is_evaluated_by_whoever_was_the_official_on_its_last_day(world: World) -> None:
    cycle, plan = await mutated(world)
    path = f"/v1/target-plans/{plan['id']}"
    assert await entries(world, "kabid", TASK) == [("Ani", "2026-03-14", path)]
    for name in ("citra", "kadis", "budi", "ani"):
        assert await entries(world, name, TASK) == [], name

    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])
    drafted = await world["kabid"].create("/v1/evaluations", {"plan_id": plan["id"]} | RATINGS)
    assert await entries(world, "kabid", TASK) != [], "a draft is not issued yet"
    ok(await world["kabid"].step(f"/v1/evaluations/{drafted['id']}", "issue"))

    assert await entries(world, "kabid", TASK) == []


async def test_the_annual_evaluation_waits_for_the_former_official_and_says_so(world: World) -> None:
    cycle, old = await mutated(world)
    assert await entries(world, "ani", "hand_over_to_be_evaluated", "waiting") == [], "no plan waits for it yet"
    new = await agreed_plan(world, "ani", cycle["id"], official="citra")
    path = f"/v1/target-plans/{old['id']}"

    [(name, title, link)] = await entries(world, "ani", "hand_over_to_be_evaluated", "waiting")
    [(blocked_by, reason, at)] = await entries(world, "citra", "earlier_evaluation_missing", "blocks")

    assert (name, link, blocked_by, at) == ("Kabid", path, "Kabid", path)
    assert "2026-03-14" in title
    assert "Ani" in reason
    [block] = [each for each in (await world["citra"].read(PATH))["blocks"] if each["actor_name"] == "Kabid"]
    assert (block["actor"], block["basis"]["instrument"]) == ("former_official", "PermenPANRB 6/2022")
    refused = await world["citra"].post("/v1/evaluations", {"plan_id": new["id"]} | RATINGS)
    assert problem(refused, 409, "EARLIER_EVALUATION_MISSING")["plan_id"] == old["id"]
    for other in ("kabid", "kadis"):
        assert await entries(world, other, "earlier_evaluation_missing", "blocks") == [], other

    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])
    await evaluated(world, "kabid", old)

    assert await entries(world, "ani", "hand_over_to_be_evaluated", "waiting") == []
    assert await entries(world, "citra", "earlier_evaluation_missing", "blocks") == []


async def test_what_waits_in_a_plan_that_has_ended_is_asked_of_the_former_official_alone(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    period = await open_period(world, cycle["id"])
    realization = await submitted_realization(world, "ani", plan, period["id"])
    steps = [{"target_id": plan["targets"][0]["id"], "title": "Menyusun jadwal", "due_on": "2026-03-27"}]
    body = {"plan_id": plan["id"], "period_id": period["id"], "steps": steps}
    actions = await world["ani"].create("/v1/action-plans", body)
    ok(await world["ani"].step(f"/v1/action-plans/{actions['id']}", "submit"))
    given = {"plan_id": plan["id"], "period_id": period["id"], "rater_id": str(world.employees["budi"])}
    await world["ani"].create("/v1/rating-requests", given)
    await secretariat(world, "citra")
    await moved(world, "ani", "sekretariat", "2026-03-15")

    kinds = ("review_results", "agree_action_plan", "approve_rater", "rate_behavior", "evaluate")
    for kind in kinds:
        assert len(await entries(world, "kabid", kind)) == 1, kind
        assert await entries(world, "citra", kind) == [], kind
    waiting = {each["kind"]: each for each in (await world["ani"].read(PATH))["waiting"]}
    for kind in ("results_to_be_reviewed", "action_plan_to_be_agreed", "evaluation_to_be_issued"):
        assert waiting[kind]["actor_name"] == "Kabid", kind
    assert not any(each["kind"] == "other_rating_official" for each in (await world["ani"].read(PATH))["blocks"])

    ok(await world["kabid"].step(f"/v1/realizations/{realization['id']}", "accept"))
    ok(await world["kabid"].step(f"/v1/action-plans/{actions['id']}", "agree"))
    await rated_behavior(world, "kabid", plan, "superior", period_id=period["id"])
    await rated_unit(world, cycle["id"], period_id=period["id"])
    await evaluated(world, "kabid", plan, period_id=period["id"])

    for kind in set(kinds) - {"approve_rater"}:
        assert await entries(world, "kabid", kind) == [], kind
    waiting = {each["kind"]: each for each in (await world["ani"].read(PATH))["waiting"]}
    assert waiting.keys().isdisjoint({"results_to_be_reviewed", "action_plan_to_be_agreed", "evaluation_to_be_issued"})


async def test_nobody_is_asked_to_report_on_a_plan_that_has_ended_for_a_later_period(world: World) -> None:
    cycle, _ = await mutated(world)
    await open_period(world, cycle["id"], 2)

    asked = await entries(world, "ani", "report_results")

    assert [period for _, period, _ in asked] == ["Triwulan I 2026"]
    assert [period for _, period, _ in await entries(world, "ani", "assess_oneself")] == ["Triwulan I 2026"]


async def test_of_an_official_who_serves_no_more_the_next_above_evaluates(world: World) -> None:
    _, plan = await mutated(world)
    await released(world, "kabid", "2026-04-01")

    assert await entries(world, "kadis", TASK) == [("Ani", "2026-03-14", f"/v1/target-plans/{plan['id']}")]
    assert await entries(world, "kabid", TASK) == []


async def test_of_a_relative_of_that_day_the_next_above_evaluates(world: World) -> None:
    _, plan = await mutated(world)
    kin = {"relative_id": str(world.employees["kabid"]), "kind": "sibling"}
    await world["hr"].create(f"/v1/employees/{world.employees['ani']}/relations", kin)

    assert await entries(world, "kadis", TASK) == [("Ani", "2026-03-14", f"/v1/target-plans/{plan['id']}")]
    assert await entries(world, "kabid", TASK) == []


async def test_whoever_hands_a_unit_over_evaluates_its_people_up_to_there(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await open_period(world, cycle["id"])
    realization = await submitted_realization(world, "ani", plan, (await periods_of(world, cycle))[0]["id"])
    ok(await world["kabid"].step(f"/v1/realizations/{realization['id']}", "accept"))
    assert await entries(world, "kabid", TASK) == []

    await change_of_official(world)
    assert await entries(world, "kabid", TASK) == [("Ani", "2026-03-31", f"/v1/target-plans/{plan['id']}")]
    assert await entries(world, "citra", TASK) == []
    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])
    await evaluated(world, "kabid", plan, up_to="2026-03-31")

    assert await entries(world, "kabid", TASK) == []


@pytest.mark.parametrize(("capacity", "is_asked"), [("plt", True), ("plh", False)])
async def test_an_acting_head_evaluates_up_to_the_end_of_a_charge_but_not_of_a_few_days(
    world: World, clock: FixedClock, capacity: str, *, is_asked: bool
) -> None:
    cycle = await open_cycle(world)
    await agreed_plan(world, "ani", cycle["id"])
    given = {"unit_id": str(world.units["bidang"]), "employee_id": str(world.employees["citra"]), "capacity": capacity}
    span = {"since": "2026-04-06", "until": "2026-07-01", "decree": "821/4/2026"}
    await world["hr"].create("/v1/delegations", given | span)
    assert await entries(world, "citra", TASK) == []
    clock.instant = SECOND_QUARTER

    found = await entries(world, "citra", TASK)

    assert [each[:2] for each in found] == ([("Ani", "2026-06-30")] if is_asked else [])
    # Who leads again what an acting head led in between has nothing to hand over.
    assert await entries(world, "kabid", TASK) == []


async def test_an_official_who_is_in_charge_again_hands_nothing_over(world: World) -> None:
    cycle = await open_cycle(world)
    await agreed_plan(world, "ani", cycle["id"])
    await change_of_official(world)
    assert len(await entries(world, "kabid", TASK)) == 1
    # Citra goes on to another post, and kabid comes back.
    await moved(world, "citra", "dinas", "2026-04-04", code="staf-ahli")
    await placed(world, "kabid", str(world.positions["kepala-bidang"]), "2026-04-05")

    assert await entries(world, "kabid", TASK) == []
    assert [each[:2] for each in await entries(world, "citra", TASK)] == [("Ani", "2026-04-03")]


async def test_a_year_that_is_closed_asks_for_no_evaluation_any_more(world: World) -> None:
    cycle, _ = await mutated(world)
    first = (await periods_of(world, cycle))[0]["id"]
    ok(await world["hr"].step(f"/v1/periods/{first}", "close"))
    ok(await world["hr"].step(f"/v1/cycles/{cycle['id']}", "close"))

    assert await entries(world, "kabid", TASK) == []


async def test_the_document_of_a_host_agency_is_asked_of_hr_and_named_to_who_waits_for_it(world: World) -> None:
    cycle = await open_cycle(world)
    host = "Kementerian Dalam Negeri"
    stay = await status_of(world, "ani", "diperbantukan", "2025-07-01", "2026-04-01", host_agency=host)
    assert await entries(world, "hr", "record_host_evaluation") == [], "nothing waits for it yet"
    plan = await agreed_plan(world, "ani", cycle["id"])
    path = f"/v1/employees/{world.employees['ani']}/statuses"

    assert await entries(world, "hr", "record_host_evaluation") == [("Ani", "2026-03-31", path)]
    assert await entries(world, "auditor", "record_host_evaluation") == []
    [(actor, title, link)] = await entries(world, "kabid", "host_evaluation_missing", "blocks")
    assert (actor, "Ani" in title, link) == (None, True, path)
    [(_, waits_for, _)] = await entries(world, "ani", "host_evaluation_to_be_recorded", "waiting")
    assert host in waits_for
    refused = await world["kabid"].post("/v1/evaluations", {"plan_id": plan["id"]} | RATINGS)
    assert host in problem(refused, 409, "EARLIER_EVALUATION_MISSING")["detail"]

    about = {"status_id": stay["id"], "cycle_id": cycle["id"], "period_id": None}
    issued = {"document_number": "800/417/SJ", "document_on": "2026-04-03", "official_name": "Ratna Sari"}
    given = about | issued | RATINGS | {"predicate": "baik", "evidence_url": "https://berkas.contoh.go.id/417.pdf"}
    await world["hr"].create("/v1/host-evaluations", given)

    assert await entries(world, "hr", "record_host_evaluation") == []
    assert await entries(world, "kabid", "host_evaluation_missing", "blocks") == []
    assert await entries(world, "ani", "host_evaluation_to_be_recorded", "waiting") == []
