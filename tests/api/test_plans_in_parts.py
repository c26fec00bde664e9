"""A year of several plans in one post: ended by an interruption, and begun again after it.

What a row of section 4 of the regulation file says stands in the docstring of its test.
"""

import asyncio
from contextlib import nullcontext
from datetime import date
from uuid import UUID, uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import pytest
from sqlalchemy import Date, Uuid, bindparam, insert, select, text
from sqlalchemy.exc import IntegrityError

from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_assigner
from kinerja_api.targets.models import TargetPlan
from tests.support.caller import ok, problem
from tests.support.moves import (
    IN_MAY,
    IN_SEPTEMBER,
    came,
    days,
    days_of,
    drafted,
    may_write_plan,
    moved,
    plan_with,
    result,
    returned,
    status_of,
    succeeded,
    told,
)
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    draft_plan,
    drafted_evaluation,
    issued_evaluation,
    open_cycle,
    rated_unit,
)
from tests.support.world import World, WorldBuilder


@pytest.mark.parametrize(
    ("kind", "code"), [("cltn", "PLAN_ON_UNPAID_LEAVE"), ("tugas_belajar", "PLAN_OF_STUDY_NEEDED")]
)
async def test_who_comes_back_in_the_year_draws_up_a_second_plan_for_the_rest(
    world: World, clock: FixedClock, kind: str, code: str
) -> None:
    """CLTN and tugas belajar: "no SKP and no evaluation while on leave" [OK-med]; what is worked after it has a plan.

    Nobody knows in April when it ends, so the plan of work ends there; in September another begins, with what was
    agreed in the first.
    """
    cycle = await open_cycle(world)
    first = await plan_with(world, "ani", cycle, result("Data", "organisasi"), result("Kursus"))
    of_work = {"cycle_id": cycle["id"], "kind": "regular"}
    away = await status_of(world, "ani", kind, "2026-04-01")
    assert await days_of(world, "ani", first) == ("2026-01-01", "2026-03-31")
    clock.instant = IN_MAY
    refused = problem(await world["ani"].post("/v1/target-plans", of_work), 409, code)
    assert refused["basis"]
    assert await may_write_plan(world, "ani") is (kind == "tugas_belajar")
    study = await drafted(world, "ani", cycle) if kind == "tugas_belajar" else None
    await returned(world, "ani", away, "2026-09-01")
    clock.instant = IN_SEPTEMBER
    assert await may_write_plan(world, "ani")

    second = await drafted(world, "ani", cycle)

    assert (second["kind"], days(second)) == ("regular", ("2026-09-01", None))
    assert came(second) == [("Data", "stays_with_post"), ("Kursus", "follows_person")]
    assert await days_of(world, "ani", first) == ("2026-01-01", "2026-03-31")
    if study:
        assert await days_of(world, "ani", study) == ("2026-04-01", "2026-08-31")
    assert not await may_write_plan(world, "ani")
    again = problem(await world["ani"].post("/v1/target-plans", of_work), 409, "PLAN_ALREADY_THERE")
    assert again["plan_id"] == second["id"]


async def test_a_plan_that_spans_a_leave_of_known_end_goes_on(world: World, clock: FixedClock) -> None:
    """The same rows where the decree says until when: one plan for what is worked before and after."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await status_of(world, "ani", "cltn", "2026-04-20", "2026-08-01")
    clock.instant = IN_SEPTEMBER

    refused = problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ALREADY_THERE")

    assert refused["plan_id"] == plan["id"]
    assert await days_of(world, "ani", plan) == ("2026-01-01", None)
    assert not await may_write_plan(world, "ani")


async def test_a_leave_that_leaves_a_plan_no_day_does_not_end_it(world: World, clock: FixedClock) -> None:
    """The same rows where the leave is recorded late: who comes back works by the plan that is there."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    leave = await status_of(world, "ani", "cltn", "2025-11-01")
    assert await days_of(world, "ani", plan) == ("2026-01-01", None)
    await returned(world, "ani", leave, "2026-04-01")
    clock.instant = IN_MAY

    assert not await may_write_plan(world, "ani")
    problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ALREADY_THERE")


async def test_who_comes_back_to_a_post_after_another_one_draws_up_a_second_plan_for_it(world: World) -> None:
    """Mutasi: "new SKP in the new position" [S24][F8], also where that is one held before in the year."""
    cycle = await open_cycle(world)
    first = await plan_with(world, "ani", cycle, result("Data", "organisasi"), result("Kursus"))
    await moved(world, "ani", "bidang", "2026-02-01")
    between = await plan_with(world, "ani", cycle, result("Arsip", "organisasi"))
    await succeeded(world, "ani", "analis-1", "2026-03-01")

    second = await drafted(world, "ani", cycle)

    assert [await days_of(world, "ani", each) for each in (first, between)] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
    ]
    assert days(second) == ("2026-03-01", None)
    assert came(second) == [("Data", "stays_with_post"), ("Kursus", "follows_person")]
    assert second["targets"][1]["copied_from_id"] == between["targets"][0]["id"]


async def test_both_plans_of_a_post_are_evaluated_and_the_last_official_considers_the_first(
    world: World, clock: FixedClock
) -> None:
    """Annual predikat: "considering the evaluation document from the earlier position" [OK-med], here the same post."""
    cycle = await open_cycle(world)
    first = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, first)
    leave = await status_of(world, "ani", "cltn", "2026-02-10")
    await returned(world, "ani", leave, "2026-03-16")
    second = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, second)
    quarter = (await world["hr"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"][0]["id"]
    rated = {"work_result_rating": "sesuai_ekspektasi", "behavior_rating": "sesuai_ekspektasi"}
    body = {"plan_id": second["id"]} | rated
    clock.instant = IN_MAY

    missing = problem(await world["kabid"].post("/v1/evaluations", body), 409, "EARLIER_EVALUATION_MISSING")
    assert missing["plan_id"] == first["id"]
    parts = [await drafted_evaluation(world, each, period_id=quarter) for each in (first, second)]
    await rated_unit(world, cycle["id"], period_id=quarter)
    before = await issued_evaluation(world, first)
    await rated_unit(world, cycle["id"])
    annual = await issued_evaluation(world, second)

    assert [(each["first_day"], each["last_day"]) for each in parts] == [
        ("2026-01-01", "2026-02-09"),
        ("2026-03-16", "2026-03-31"),
    ]
    assert (before["handed_over_on"], annual["handed_over_on"]) == ("2026-02-09", None)
    assert [each["evaluation_id"] for each in annual["considered"]] == [before["id"]]


async def test_a_template_gives_who_came_back_a_draft_for_the_rest_of_the_year(world: World, clock: FixedClock) -> None:
    """The same rows with a run of HR: it adds a plan where somebody has none for the days to come."""
    cycle = await open_cycle(world)
    for name in ("ani", "budi"):
        await agreed_plan(world, name, cycle["id"])
    away = [await status_of(world, name, "cltn", "2026-04-01") for name in ("ani", "budi", "citra")]
    await returned(world, "ani", away[0], "2026-05-01")
    clock.instant = IN_MAY
    template = await world["hr"].create("/v1/plan-templates", {"name": "Templat", "targets": [result("Data tercatat")]})
    body = {"cycle_id": cycle["id"], "template_id": template["id"], "unit_id": str(world.units["bidang"])}
    run = ok(await world["hr"].post("/v1/plan-assignment-runs", body), 202)

    await plan_assigner(world.database)(JobCall(world.agency_id, UUID(run["id"])))

    listed = (await world["hr"].read(f"/v1/plan-assignment-runs/{run['id']}/results"))["items"]
    outcomes = {each["employee_name"]: each["outcome"] for each in listed}
    assert (outcomes["Ani"], outcomes["Budi"], outcomes["Citra"]) == ("created", "plan_there", "created")
    [second] = [each["plan_id"] for each in listed if each["employee_name"] == "Ani"]
    assert days(await world["ani"].read(f"/v1/target-plans/{second}")) == ("2026-05-01", None)
    done = await world["hr"].read(f"/v1/plan-assignment-runs/{run['id']}")
    assert (done["created"], done["kept"], done["no_days"]) == (4, 1, 0)


async def test_last_years_plan_is_copied_again_after_an_interruption_and_the_last_copy_is_served(
    world: World, clock: FixedClock
) -> None:
    """The same rows with `copies`: both plans of the head are copies, and those below serve the one that goes on."""
    before, cycle = await open_cycle(world, year=2025), await open_cycle(world)
    above = await agreed_plan(world, "kabid", before["id"], official="kadis")
    own = await draft_plan(world, "ani", before["id"], superior_target=above["targets"][0]["id"])
    copies, body = f"/v1/target-plans/{above['id']}/copies", {"cycle_id": cycle["id"]}
    first = ok(await world["kabid"].post(copies, body), 201)["plan"]
    leave = await status_of(world, "kabid", "cltn", "2026-04-01")
    await returned(world, "kabid", leave, "2026-05-01")
    clock.instant = IN_MAY

    second = ok(await world["kabid"].post(copies, body), 201)["plan"]
    below = ok(await world["ani"].post(f"/v1/target-plans/{own['id']}/copies", body), 201)

    assert [days(await world["kabid"].read(f"/v1/target-plans/{each['id']}")) for each in (first, second)] == [
        ("2026-01-01", "2026-03-31"),
        ("2026-05-01", None),
    ]
    assert {each["superior_target_id"] for each in below["plan"]["targets"]} == {second["targets"][0]["id"]}


async def test_one_plan_a_day_whoever_begins_it_and_however_many_at_once(
    worlds: WorldBuilder, clock: FixedClock
) -> None:
    """R5, T10: after an interruption a plan is drawn up, copied and handed out at once; the days never overlap."""
    world = await worlds.build()
    before, cycle = await open_cycle(world, year=2025), await open_cycle(world)
    source = await draft_plan(world, "ani", before["id"])
    await agreed_plan(world, "ani", cycle["id"])
    leave = await status_of(world, "ani", "cltn", "2026-04-01")
    await returned(world, "ani", leave, "2026-05-01")
    clock.instant = IN_MAY
    template = await world["hr"].create("/v1/plan-templates", {"name": "Templat", "targets": [result("Data tercatat")]})
    body = {"cycle_id": cycle["id"]}
    run = ok(await world["hr"].post("/v1/plan-assignment-runs", body | {"template_id": template["id"]}), 202)
    roads = ["/v1/target-plans", f"/v1/target-plans/{source['id']}/copies"]

    answers = await asyncio.gather(
        *(world["ani"].post(road, body, key=str(uuid4())) for road in roads for _ in range(20)),
        plan_assigner(world.database)(JobCall(world.agency_id, UUID(run["id"]))),
    )

    assert told(answers[:-1]) <= {(201, None), (409, "PLAN_ALREADY_THERE"), (503, "UNAVAILABLE")}
    plans = (await world["ani"].read("/v1/target-plans", **body))["items"]
    assert sorted([await days_of(world, "ani", each) for each in plans]) == [
        ("2026-01-01", "2026-03-31"),
        ("2026-05-01", None),
    ]


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ((None, None), (None, None), False),
        ((None, "2026-03-31"), ("2026-03-31", None), False),
        ((None, "2026-03-31"), ("2026-04-01", None), True),
        (("2026-01-01", None), ("2026-09-01", "2026-09-30"), False),
    ],
)
async def test_the_database_keeps_the_days_of_plans_apart(
    world: World, first: tuple[str | None, str | None], second: tuple[str | None, str | None], *, fits: bool
) -> None:
    """R5: whatever writes them; a plan without days holds all year."""
    cycle = await open_cycle(world)
    plan = await drafted(world, "ani", cycle)
    change = text("UPDATE target_plan SET valid_from = :since, valid_until = :until WHERE id = :plan")
    own = {"id", "valid_from", "valid_until"}
    table = TargetPlan.metadata.tables["target_plan"]
    others = [each for each in table.columns if each.name not in own]
    days = [bindparam("twin", type_=Uuid), bindparam("since", type_=Date), bindparam("until", type_=Date)]
    like = select(*days, *others).where(table.c.id == bindparam("plan", type_=Uuid))
    twin = insert(table).from_select(["id", "valid_from", "valid_until", *(each.name for each in others)], like)

    async with world.database.write(world.agency_id) as uow:
        since, until = (date.fromisoformat(each) if each else None for each in first)
        await uow.session.execute(change, {"plan": UUID(plan["id"]), "since": since, "until": until})
        since, until = (date.fromisoformat(each) if each else None for each in second)
        values = {"plan": UUID(plan["id"]), "twin": uow.new_id(), "since": since, "until": until}
        with nullcontext() if fits else pytest.raises(IntegrityError, match="target_plan_one_a_day"):
            await uow.session.execute(twin, values)
