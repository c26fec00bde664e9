"""Calibration over HTTP: before, after, why and who; ceilings that hold; and what a lock shuts."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import pytest
from sqlalchemy import ColumnElement, select

from kinerja_api.employees.models import EmployeeRelation
from kinerja_api.evaluations.models import Evaluation
from kinerja_api.kit.db.base import Base
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.organization.models import Position
from kinerja_api.realizations.models import Realization
from kinerja_api.targets.models import Indicator, Target, TargetPlan
from tests.support.caller import Caller, Json, ok, problem
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    drafted_evaluation,
    issued_evaluation,
    open_cycle,
    rated_unit,
)
from tests.support.world import World, WorldBuilder

Row = TypeVar("Row", bound=Base)
SESSIONS, EVALUATIONS = "/v1/calibrations", "/v1/evaluations"
ABOVE, AS, BELOW = "di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"
REASON = "Capaian setara dengan rekan"


@dataclass
class Ground:
    """A world whose division has a result, ani an issued evaluation and budi a draft of the year."""

    world: World
    cycle: Json
    ani: Json
    budi: Json

    def session(self, unit: str = "bidang", **changes: object) -> Json:
        return {"unit_id": str(self.world.units[unit]), "cycle_id": self.cycle["id"]} | changes

    async def opened(self, **changes: object) -> str:
        """Open a session on the division and return its address."""
        session = await self.world["kadis"].create(SESSIONS, self.session() | changes)
        return f"{SESSIONS}/{session['id']}"

    def item(self, evaluation: Json, **changes: object) -> Json:
        return {"evaluation_id": evaluation["id"], "behavior_rating": BELOW, "reason": REASON} | changes


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    await rated_unit(world, cycle["id"])
    issued = await issued_evaluation(world, await agreed_plan(world, "ani", cycle["id"]))
    draft = await drafted_evaluation(world, await agreed_plan(world, "budi", cycle["id"]))
    return Ground(world, cycle, issued, draft)


def counted(spread: list[Json]) -> Json:
    return {each["predicate"]: each["employees"] for each in spread if each["employees"]}


async def test_a_session_shows_the_spread_before_and_after_and_who_changed_what_and_why(ground: Ground) -> None:
    world, path = ground.world, await ground.opened()
    of_issued = await world["kadis"].create(f"{path}/items", ground.item(ground.ani))
    of_draft = await world["kadis"].create(f"{path}/items", ground.item(ground.budi, work_result_rating=BELOW))

    locked = ok(await world["kadis"].step(path, "lock", "Unit kecil"))

    assert (counted(locked["before"]), counted(locked["after"])) == ({"baik": 2}, {"kurang": 1, "sangat_kurang": 1})
    assert (locked["status"], locked["leader_name"], locked["items"]) == ("locked", "Kadis", 2)
    assert of_issued["before"] == {"work_result": AS, "behavior": AS, "predicate": "baik"}
    assert of_issued["after"] == {"work_result": AS, "behavior": BELOW, "predicate": "kurang"}
    assert (of_issued["reason"], of_issued["decided_by_name"]) == (REASON, "Kadis")
    anew = await world["ani"].read(f"{EVALUATIONS}/{of_issued['new_evaluation_id']}")
    assert (anew["revision_reason"], anew["revision_note"], anew["status"]) == ("calibration", REASON, "issued")
    assert (await world["ani"].read(f"{EVALUATIONS}/{ground.ani['id']}"))["status"] == "replaced"
    draft = await world["kabid"].read(f"{EVALUATIONS}/{ground.budi['id']}")
    assert (of_draft["new_evaluation_id"], draft["status"], draft["predicate"]) == (None, "draft", "sangat_kurang")
    told = (await world["kabid"].read(f"{path}/items"))["items"]
    assert [each["employee_name"] for each in told] == ["Ani", "Budi"]
    history = (await world["auditor"].read(f"{path}/transitions"))["history"]
    assert [each["name"] for each in history] == ["opened", "lock"]


async def test_while_a_session_is_open_ratings_change_in_it_alone_and_after_the_lock_not_at_all(
    ground: Ground,
) -> None:
    world, path = ground.world, await ground.opened()
    draft, ratings = f"{EVALUATIONS}/{ground.budi['id']}", {"work_result_rating": ABOVE, "behavior_rating": ABOVE}
    citras = await agreed_plan(world, "citra", ground.cycle["id"])
    await accepted_realization(world, citras)
    new = {"plan_id": citras["id"]} | ratings
    for refused in (
        await world["kabid"].put(draft, ratings, etag='"v1"'),
        await world["kabid"].post(EVALUATIONS, new),
        await world["kadis"].step(f"{EVALUATIONS}/{ground.ani['id']}", "reopen", REASON),
    ):
        assert problem(refused, 409, "CALIBRATION_UNDER_WAY")["calibration_id"] == path.rsplit("/", 1)[1]

    ok(await world["kadis"].step(path, "lock"))

    for refused in (
        await world["kabid"].put(draft, ratings, etag='"v1"'),
        await world["kadis"].step(f"{EVALUATIONS}/{ground.ani['id']}", "reopen", REASON),
        await world["kadis"].post(f"{path}/items", ground.item(ground.ani)),
    ):
        assert problem(refused, 409, "CALIBRATION_LOCKED")["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    assert ok(await world["kabid"].step(draft, "issue"))["predicate"] == "baik"
    await world["kabid"].create(EVALUATIONS, new)
    problem(await world["kadis"].step(path, "cancel"), 409, "ILLEGAL_TRANSITION")


async def test_that_a_session_keeps_an_evaluation_from_being_reopened_is_told_before_it_is_tried(
    ground: Ground,
) -> None:
    world, path = ground.world, f"{EVALUATIONS}/{ground.ani['id']}"

    async def reopening() -> tuple[bool, list[str]]:
        options = (await world["kadis"].read(f"{path}/transitions"))["next"]
        [found] = [(each["possible"], each["reasons"]) for each in options if each["name"] == "reopen"]
        return found

    assert await reopening() == (True, [])
    session = await ground.opened()
    assert await reopening() == (False, ["Unit ini sedang dikalibrasi"])
    ok(await world["kadis"].step(session, "cancel"))
    assert await reopening() == (True, [])
    ok(await world["kadis"].step(await ground.opened(), "lock"))
    assert await reopening() == (False, ["Kalibrasi sudah dikunci"])


async def test_the_evaluation_of_the_units_own_head_is_made_above_it_and_not_in_its_session(ground: Ground) -> None:
    world = ground.world
    plan = await agreed_plan(world, "kabid", ground.cycle["id"], official="kadis")
    of_head = await drafted_evaluation(world, plan, work_result=None, official="kadis")
    path = await ground.opened()

    problem(await world["kadis"].post(f"{path}/items", ground.item(of_head)), 409, "NOT_IN_CALIBRATION")

    changed = await world["kadis"].put(f"{EVALUATIONS}/{of_head['id']}", {"behavior_rating": ABOVE}, etag='"v1"')
    assert ok(changed)["behavior"] == ABOVE


async def test_what_is_reopened_objected_to_replaced_or_of_another_time_is_not_changed_in_a_session(
    ground: Ground,
) -> None:
    world = ground.world
    await world["ani"].create("/v1/objections", {"evaluation_id": ground.ani["id"], "reason": REASON})
    path = await ground.opened()
    for body in (ground.item(ground.ani), ground.item(ground.ani, behavior_rating=AS)):
        refused = problem(await world["kadis"].post(f"{path}/items", body), 409, "NOT_IN_CALIBRATION")
        assert refused["basis"]
    same = ground.item(ground.budi, behavior_rating=AS, work_result_rating=AS)
    problem(await world["kadis"].post(f"{path}/items", same), 422, "NOTHING_CALIBRATED")
    missing = ground.item({"id": "0198c0de-0000-7000-8000-000000000000"})
    problem(await world["kadis"].post(f"{path}/items", missing), 404, "NOT_FOUND")

    assert (await world["kadis"].read(path))["items"] == 0


async def test_a_session_is_led_from_above_and_of_the_top_unit_by_the_appointing_official(ground: Ground) -> None:
    world = ground.world
    for name in ("kabid", "ani"):
        refused = problem(await world[name].post(SESSIONS, ground.session()), 403, "FORBIDDEN")
        assert refused["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    problem(await world["kadis"].post(SESSIONS, ground.session("dinas")), 403, "FORBIDDEN")
    problem(await world["hr"].post(SESSIONS, ground.session()), 403, "FORBIDDEN")

    opened = await world["ppk"].create(SESSIONS, ground.session("dinas"))

    path = f"{SESSIONS}/{opened['id']}"
    item = await world["ppk"].create(f"{path}/items", ground.item(ground.ani))
    assert item["decided_by_name"] == "Ppk"
    second = problem(await world["kadis"].post(SESSIONS, ground.session()), 409, "CALIBRATION_UNDER_WAY")
    assert second["calibration_id"] == opened["id"]
    problem(await world["kadis"].post(f"{path}/items", ground.item(ground.budi)), 403, "FORBIDDEN")
    problem(await world["kadis"].step(path, "lock"), 403, "FORBIDDEN")


async def test_nobody_calibrates_a_relative(ground: Ground) -> None:
    world, path = ground.world, await ground.opened()
    async with world.database.write(world.agency_id) as uow:
        kin = {"employee_id": world.employees["kadis"], "relative_id": world.employees["ani"], "kind": "child"}
        uow.session.add(EmployeeRelation(agency_id=world.agency_id, id=uow.new_id(), **kin))
        await uow.finish()

    refused = problem(await world["kadis"].post(f"{path}/items", ground.item(ground.ani)), 403, "FORBIDDEN")

    assert refused["basis"][0]["instrument"] == "UU 30/2014"


async def test_a_session_that_changed_nothing_can_be_cancelled_and_another_opened(ground: Ground) -> None:
    world, path = ground.world, await ground.opened()
    ok(await world["kadis"].step(path, "cancel", "Salah unit"))
    again = await ground.opened()
    await world["kadis"].create(f"{again}/items", ground.item(ground.budi))

    refused = problem(await world["kadis"].step(again, "cancel"), 409, "ILLEGAL_TRANSITION")

    assert refused["basis"]
    ok(await world["kadis"].step(again, "lock"))
    problem(await world["kadis"].post(SESSIONS, ground.session()), 409, "CALIBRATION_LOCKED")
    rows = await world["kadis"].read(SESSIONS, unit_id=str(world.units["bidang"]), cycle_id=ground.cycle["id"])
    assert [each["status"] for each in rows["items"]] == ["locked", "cancelled"]
    assert [each["items"] for each in (await world["hr"].read(SESSIONS, status="locked"))["items"]] == [1]


async def test_when_the_year_is_closed_a_session_changes_nothing_any_more_and_can_be_locked(ground: Ground) -> None:
    path, kadis = await ground.opened(), ground.world["kadis"]
    cycle = f"/v1/cycles/{ground.cycle['id']}"
    for period in (await kadis.read(f"{cycle}/periods"))["items"]:
        if period["status"] == "open":
            ok(await ground.world["hr"].step(f"/v1/periods/{period['id']}", "close"))
    ok(await ground.world["hr"].step(cycle, "close"))
    before = await kadis.read(f"{EVALUATIONS}/{ground.ani['id']}")

    refused = await kadis.post(f"{path}/items", ground.item(ground.ani))

    problem(refused, 409, "CYCLE_NOT_OPEN")
    assert await kadis.read(f"{EVALUATIONS}/{ground.ani['id']}") == before
    assert ok(await kadis.step(path, "lock", note="Unit kecil."))["items"] == 0


async def test_a_unit_that_departs_from_the_pattern_is_locked_with_the_reason(ground: Ground) -> None:
    world, cycle = ground.world, ground.cycle["id"]
    for name in ("citra", "dewi"):
        await drafted_evaluation(world, await agreed_plan(world, name, cycle))
    head = await agreed_plan(world, "kabid", cycle, official="kadis")
    await drafted_evaluation(world, head, work_result=None, official="kadis")
    path = await ground.opened()
    assert (await world["kadis"].read(path))["departing_units"] == ["Bidang Data"]
    refused = problem(await world["kadis"].step(path, "lock"), 409, "ILLEGAL_TRANSITION")
    assert (refused["basis"][0]["instrument"], "Bidang Data" in refused["detail"]) == ("SE MenPANRB 3/2023", True)

    locked = ok(await world["kadis"].step(path, "lock", "Semua target tercapai merata"))

    assert locked["note"] == "Semua target tercapai merata"
    # What a locked session tells is what it was locked with, whatever is renamed, closed or decided since.
    unit = f"/v1/units/{world.units['bidang']}"
    ok(await world["hr"].patch(unit, {"name": "Bidang Statistik"}, etag=(await world["hr"].get(unit)).headers["etag"]))
    assert await world["kadis"].read(path) == locked


async def test_a_ceiling_holds_in_the_session_and_for_what_is_new_after_its_lock(ground: Ground) -> None:
    world, cycle = ground.world, ground.cycle["id"]
    path = await ground.opened(ceilings=[{"predicate": "sangat_baik", "most": 1}])
    best = {"work_result_rating": ABOVE, "behavior_rating": ABOVE}
    await world["kadis"].create(f"{path}/items", ground.item(ground.ani, **best))

    refused = problem(
        await world["kadis"].post(f"{path}/items", ground.item(ground.budi, **best)),
        409,
        "CALIBRATION_CEILING_REACHED",
    )

    assert (refused["predicate"], refused["most"]) == ("sangat_baik", 1)
    ok(await world["kadis"].step(path, "lock"))
    plan = await agreed_plan(world, "citra", cycle)
    await accepted_realization(world, plan)
    late = {"plan_id": plan["id"]} | best
    problem(await world["kabid"].post(EVALUATIONS, late), 409, "CALIBRATION_CEILING_REACHED")
    await world["kabid"].create(EVALUATIONS, late | {"work_result_rating": AS})
    twice = [{"predicate": "baik", "most": 1}, {"predicate": "baik", "most": 2}]
    problem(await world["kadis"].post(SESSIONS, ground.session(ceilings=twice)), 422, "INVALID")


async def test_forty_writers_at_once_do_not_pass_a_ceiling_of_ten(ground: Ground) -> None:
    """T10, R5."""
    world = ground.world
    drafts = await _drafts(world, ground.budi, 40)
    path = await ground.opened(ceilings=[{"predicate": "sangat_baik", "most": 10}])
    best = {"work_result_rating": ABOVE, "behavior_rating": ABOVE}

    codes = await at_once(world["kadis"], f"{path}/items", [ground.item({"id": each}, **best) for each in drafts])

    assert codes == {"CREATED": 10, "CALIBRATION_CEILING_REACHED": 30}
    assert counted((await world["kadis"].read(path))["after"])["sangat_baik"] == 10


async def test_forty_evaluations_at_once_do_not_pass_the_ceiling_that_was_locked(ground: Ground) -> None:
    """T10, R5: what is evaluated after the session keeps to what it settled."""
    world = ground.world
    plans = await _reported(world, ground.budi, 40)
    path = await ground.opened(ceilings=[{"predicate": "sangat_baik", "most": 10}])
    ok(await world["kadis"].step(path, "lock"))
    best = {"work_result_rating": ABOVE, "behavior_rating": ABOVE}

    codes = await at_once(world["kabid"], EVALUATIONS, [{"plan_id": each} | best for each in plans])

    assert codes == {"CREATED": 10, "CALIBRATION_CEILING_REACHED": 30}
    evaluated = await world["kadis"].read_all(EVALUATIONS, unit_id=str(world.units["bidang"]))
    assert Counter(each["predicate"] for each in evaluated)["sangat_baik"] == 10


async def at_once(caller: Caller, path: str, bodies: list[Json]) -> Counter[str]:
    """Post all of these at the same time, and count what came of them."""
    waiting, codes = bodies, list[str]()
    while waiting:
        answers = await asyncio.gather(*(caller.post(path, body) for body in waiting))
        codes += [answer.json().get("code", "CREATED") for answer in answers if answer.status_code != 503]
        # Whoever found no free connection is told to come back, and does.
        waiting = [body for body, answer in zip(waiting, answers, strict=True) if answer.status_code == 503]
    return Counter(codes)


async def test_of_sessions_opened_at_once_one_is_kept(ground: Ground) -> None:
    answers = await asyncio.gather(*(ground.world["kadis"].post(SESSIONS, ground.session()) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]


async def test_a_session_is_for_those_above_the_people_in_it(ground: Ground, worlds: WorldBuilder) -> None:
    world, path = ground.world, await ground.opened()
    other = await worlds.build()
    for reader in ("kabid", "kadis", "hr", "auditor", "ppk"):
        assert (await world[reader].read(path))["status"] == "open"
        assert len((await world[reader].read(SESSIONS))["items"]) == 1
    told = await world["kabid"].read(f"{path}/transitions")
    assert [(each["name"], each["possible"]) for each in told["next"]] == [("lock", False), ("cancel", False)]
    for stranger in (world["ani"], other["hr"]):
        for tail in ("", "/items", "/transitions"):
            problem(await stranger.get(f"{path}{tail}"), 404, "NOT_FOUND")
        assert (await stranger.read(SESSIONS))["items"] == []


async def _drafts(world: World, like: Json, count: int) -> list[str]:
    """Give a unit as many further drafts, each of a post and plan of its own, and return their ids."""
    async with world.database.write(world.agency_id) as uow:
        evaluation = await _one(uow, Evaluation, Evaluation.id == UUID(like["id"]))
        made = [uow.new_id() for _ in range(count)]
        for place, plan_id in enumerate(await _plans(uow, evaluation.plan_id, count)):
            uow.session.add(_copy(evaluation, id=made[place], plan_id=plan_id))
        await uow.finish()
    return [str(evaluation_id) for evaluation_id in made]


async def _reported(world: World, like: Json, count: int) -> list[str]:
    """Give a unit as many further plans with something accepted to rate, and return their ids."""
    async with world.database.write(world.agency_id) as uow:
        realization = await _one(uow, Realization, Realization.plan_id == UUID(like["plan_id"]))
        indicator = await _one(uow, Indicator, Indicator.id == realization.indicator_id)
        target = await _one(uow, Target, Target.id == indicator.target_id)
        plans = await _plans(uow, realization.plan_id, count)
        for plan_id in plans:
            target_id, indicator_id = uow.new_id(), uow.new_id()
            uow.session.add(_copy(target, id=target_id, plan_id=plan_id))
            await uow.session.flush()
            uow.session.add(_copy(indicator, id=indicator_id, target_id=target_id))
            await uow.session.flush()
            uow.session.add(_copy(realization, id=uow.new_id(), plan_id=plan_id, indicator_id=indicator_id))
        await uow.finish()
    return [str(plan_id) for plan_id in plans]


async def _plans(uow: UnitOfWork, like: UUID, count: int) -> list[UUID]:
    """Add plans like one that is there, each for a post of its own."""
    plan = await _one(uow, TargetPlan, TargetPlan.id == like)
    post = await _one(uow, Position, Position.id == plan.position_id)
    made = [(uow.new_id(), uow.new_id()) for _ in range(count)]
    for place, (post_id, plan_id) in enumerate(made):
        uow.session.add(_copy(post, id=post_id, code=f"analis-baru-{place}"))
        await uow.session.flush()
        uow.session.add(_copy(plan, id=plan_id, position_id=post_id))
        await uow.session.flush()
    return [plan_id for _, plan_id in made]


async def _one(uow: UnitOfWork, model: type[Row], condition: ColumnElement[bool]) -> Row:
    return (await uow.session.scalars(select(model).where(condition))).one()


def _copy(row: Base, **changes: object) -> Base:
    columns = {each.name: getattr(row, each.name) for each in row.__table__.columns}
    return type(row)(**columns | changes)
