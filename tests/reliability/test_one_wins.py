"""Rules of "one" hold under any interleaving: of forty writers at once exactly one wins (R2, R4, R5, trap T10).

The others are told that it is there already, or to come back when the pool is full for a moment; nobody gets a 500.
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID, uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import httpx
import pytest

from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_assigner
from tests.support.annual import rated
from tests.support.caller import Json, ok
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    draft_plan,
    drafted_realization,
    open_cycle,
    rating_values,
)
from tests.support.world import World, WorldBuilder

WRITERS = 40
INDICATOR = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "12", "unit": "laporan"}


@dataclass(frozen=True)
class Ground:
    """An agency in which everything is ready for the one thing that each test does forty times."""

    world: World
    cycle: Json
    period: Json
    plan: Json
    survey: Json


@pytest.fixture(scope="module")
async def ground(worlds: WorldBuilder) -> Ground:
    world = await worlds.build()
    cycle = await open_cycle(world)
    period = (await world["hr"].read(f"/v1/cycles/{cycle['id']}/periods"))["items"][0]
    plan = await agreed_plan(world, "ani", cycle["id"])
    await rated(world, world.employees["budi"], {2024: "baik", 2025: "baik"})
    service = await world["survey"].create("/v1/services", {"unit_id": str(world.units["bidang"]), "name": "Akta"})
    form = {"title": "SKM", "opens_on": "2026-04-01", "closes_on": "2026-04-30", "population": 30}
    survey = await world["survey"].create("/v1/surveys", form | {"service_id": service["id"]})
    return Ground(world, cycle, period, plan, survey)


async def at_once(ground: Ground, who: str, path: str, body: Json) -> list[httpx.Response]:
    """Let forty writers create the same thing, each for the first time: under a key of its own."""
    caller = ground.world[who]
    return list(await asyncio.gather(*(caller.post(path, body, key=str(uuid4())) for _ in range(WRITERS))))


def one_won(answers: list[httpx.Response], *, status: int = 201, lost: tuple[int, ...] = (409,)) -> Json:
    """Return what the one winner got; all others must have lost in a way that is told."""
    found = sorted(answer.status_code for answer in answers)
    won = [answer for answer in answers if answer.status_code == status]
    assert len(won) == 1, found
    for answer in answers:
        assert answer.status_code in {status, *lost, 503}, answer.text
        assert answer.status_code != 503 or "retry-after" in answer.headers
    return ok(won[0], status)


async def test_one_plan_of_a_person_for_a_post_and_year(ground: Ground) -> None:
    answers = await at_once(ground, "citra", "/v1/target-plans", {"cycle_id": ground.cycle["id"]})

    made = one_won(answers)
    listed = await ground.world["citra"].read("/v1/target-plans", cycle_id=ground.cycle["id"])
    assert [each["id"] for each in listed["items"]] == [made["id"]]


async def test_one_plan_for_a_post_whichever_way_it_comes(worlds: WorldBuilder) -> None:
    """Drawn up, copied from last year, or handed out by a template: a plan that is there already is told or kept."""
    world = await worlds.build()
    before = await draft_plan(world, "ani", (await open_cycle(world, year=2025))["id"])
    ani, of_year = world["ani"], {"cycle_id": (await open_cycle(world))["id"]}
    target = {"title": "Data tercatat", "weight": "100", "indicators": [INDICATOR]}
    template = await world["hr"].create("/v1/plan-templates", {"name": "Templat", "targets": [target]})
    run = ok(await world["hr"].post("/v1/plan-assignment-runs", of_year | {"template_id": template["id"]}), 202)
    call = JobCall(world.agency_id, UUID(run["id"]))

    roads = [ani.post("/v1/target-plans", of_year), ani.post(f"/v1/target-plans/{before['id']}/copies", of_year)]
    answers = await asyncio.gather(*roads, plan_assigner(world.database)(call))

    assert {answer.status_code for answer in answers[:2] if answer is not None} <= {201, 409}
    assert len((await ani.read("/v1/target-plans", **of_year))["items"]) == 1
    done = await world["hr"].read(f"/v1/plan-assignment-runs/{run['id']}")
    assert (done["state"], done["created"] + done["kept"]) == ("done", 6)


async def test_nobody_serves_a_target_that_is_taken_out_at_once(worlds: WorldBuilder) -> None:
    world = await worlds.build()
    kabid, cycle = world["kabid"], await open_cycle(world)
    path = f"/v1/target-plans/{(await draft_plan(world, 'kabid', cycle['id'], weights=('100',)))['id']}"
    extra = {"title": "Tugas tambahan", "kind": "tambahan", "indicators": [INDICATOR]}
    for _ in range(4):
        ok(await kabid.post(f"{path}/targets", extra, etag="*"), 201)
    ok(await kabid.step(path, "submit"))
    above = ok(await world["kadis"].step(path, "agree"))
    serving = f"/v1/target-plans/{(await draft_plan(world, 'ani', cycle['id'], weights=()))['id']}/targets"

    for target in above["targets"][1:]:
        removal = {"action": "remove", "target_id": target["id"]}
        body = {"plan_id": above["id"], "reason": "Dialihkan", "changes": [removal]}
        asked = f"/v1/plan-change-requests/{(await kabid.create('/v1/plan-change-requests', body))['id']}"
        served, taken_out = await asyncio.gather(
            world["ani"].post(serving, extra | {"superior_target_id": target["id"]}, etag="*"),
            world["kadis"].step(asked, "agree", etag='"v1"'),
        )
        assert (served.status_code, taken_out.status_code) in {(201, 409), (422, 200)}
        if taken_out.status_code == 409:
            ok(await kabid.step(asked, "withdraw"))


async def test_one_year_of_an_agency(ground: Ground) -> None:
    one_won(await at_once(ground, "hr", "/v1/cycles", {"year": 2027, "pattern": "semester"}))

    years = [each["year"] for each in (await ground.world["hr"].read("/v1/cycles"))["items"]]
    assert years.count(2027) == 1


async def test_one_opening_of_a_period(ground: Ground) -> None:
    hr, path = ground.world["hr"], f"/v1/periods/{ground.period['id']}"
    etag = (await hr.get(path)).headers["etag"]

    answers = await asyncio.gather(*(hr.step(path, "open", etag=etag) for _ in range(WRITERS)))

    one_won(list(answers), status=200, lost=(409, 412))
    life = await hr.read(f"{path}/transitions")
    assert [each["name"] for each in life["history"]].count("open") == 1


async def test_no_period_is_open_in_a_year_that_is_closed(worlds: WorldBuilder) -> None:
    """What each of the two looks at, the other changes: of opening a period and closing its year, one comes first."""
    world, pairs = await worlds.build(), []
    hr = world["hr"]
    for year in range(2022, 2026):
        cycle = f"/v1/cycles/{(await open_cycle(world, year=year, pattern='semester'))['id']}"
        pairs += [(cycle, f"/v1/periods/{each['id']}") for each in (await hr.read(f"{cycle}/periods"))["items"]]

    answers = await asyncio.gather(
        *(hr.step(path, name, etag="*") for pair in pairs for path, name in zip(pair, ("close", "open"), strict=True))
    )

    assert {answer.status_code for answer in answers} <= {200, 409, 503}
    for pair in pairs:
        states = [(await hr.read(path))["status"] for path in pair]
        assert states in (["closed", "upcoming"], ["open", "open"], ["open", "upcoming"]), pair


async def test_one_submission_and_one_answer_to_it(ground: Ground) -> None:
    plan = await draft_plan(ground.world, "dewi", ground.cycle["id"])
    path, dewi, kabid = f"/v1/target-plans/{plan['id']}", ground.world["dewi"], ground.world["kabid"]
    ok(await dewi.step(path, "submit"))
    etag = (await kabid.get(path)).headers["etag"]

    answers = await asyncio.gather(
        *(kabid.step(path, name, note, etag=etag) for name, note in [("agree", None), ("return", "Lengkapi.")] * 20)
    )

    settled = one_won(list(answers), status=200, lost=(409, 412))
    assert settled["status"] == (await dewi.read(path))["status"]


async def test_one_report_of_an_indicator_in_a_period(ground: Ground) -> None:
    await _opened(ground)
    indicator = ground.plan["targets"][0]["indicators"][0]
    body = {"indicator_id": indicator["id"], "period_id": ground.period["id"], "value": "3"}

    one_won(await at_once(ground, "ani", "/v1/realizations", body))

    assert len((await ground.world["ani"].read("/v1/realizations"))["items"]) == 1


async def test_one_rating_of_a_group_by_a_rater(ground: Ground) -> None:
    await _opened(ground)
    about = {"plan_id": ground.plan["id"], "period_id": ground.period["id"]}

    one_won(await at_once(ground, "ani", "/v1/behavior-ratings", about | {"group": "self", "values": rating_values()}))


async def test_one_request_to_a_rater(ground: Ground) -> None:
    about = {"plan_id": ground.plan["id"], "period_id": None, "rater_id": str(ground.world.employees["budi"])}

    one_won(await at_once(ground, "ani", "/v1/rating-requests", about))


async def test_one_result_of_a_unit_and_one_evaluation_of_a_person(ground: Ground) -> None:
    unit = {"unit_id": str(ground.world.units["bidang"]), "cycle_id": ground.cycle["id"]}
    of_quarter = {"period_id": ground.period["id"]}
    ratings = {"work_result_rating": "sesuai_ekspektasi", "behavior_rating": "sesuai_ekspektasi"}

    one_won(await at_once(ground, "kadis", "/v1/organization-results", unit | of_quarter | {"rating": "baik"}))
    await accepted_realization(ground.world, ground.plan, period_id=ground.period["id"])
    evaluation = {"plan_id": ground.plan["id"]} | of_quarter | ratings
    one_won(await at_once(ground, "kabid", "/v1/evaluations", evaluation))


async def test_one_score_run_at_a_time(ground: Ground) -> None:
    run = one_won(await at_once(ground, "hr", "/v1/score-runs", {"cycle_id": ground.cycle["id"]}), status=202)

    runs = (await ground.world["hr"].read("/v1/score-runs"))["items"]
    assert [each["id"] for each in runs] == [run["id"]]


async def test_one_living_proposal_of_a_promotion(ground: Ground) -> None:
    given = {"employee_id": str(ground.world.employees["budi"]), "effective_on": "2026-04-01"}

    one_won(await at_once(ground, "hr", "/v1/promotion-proposals", given | {"trainings": [], "standings": []}))


async def test_one_lead_of_a_team_and_everybody_once_in_it_on_a_day(worlds: WorldBuilder) -> None:
    world = await worlds.build()
    hr, people = world["hr"], {name: str(each) for name, each in world.employees.items()}
    team = {"name": "Tim", "purpose": "Satu data.", "decree": "800/4", "unit_id": str(world.units["bidang"])}
    given = team | {"since": "2026-02-02", "lead_id": people["citra"], "member_ids": [people["ani"]]}
    path = f"/v1/work-teams/{(await hr.create('/v1/work-teams', given))['id']}"
    lead = {"since": "2026-03-02", "former_lead_stays": True}
    comes = {"employee_id": people["dewi"], "since": "2026-03-02"}

    handed = await asyncio.gather(
        *(hr.put(f"{path}/lead", lead | {"employee_id": people[name]}, etag="*") for name in ("ani", "budi") * 10)
    )
    one_won(list(handed), status=200, lost=(409, 422))
    came = await asyncio.gather(*(hr.post(f"{path}/members", comes, etag="*") for _ in range(WRITERS)))
    one_won(list(came))

    members = (await hr.read(path))["members"]
    leads = [(each["since"], each["until"]) for each in members if each["role"] == "lead"]
    assert leads == [("2026-02-02", "2026-03-02"), ("2026-03-02", None)]
    assert len({(each["employee_id"], each["since"]) for each in members}) == len(members)


async def test_one_head_of_a_unit_and_one_acting_head_on_a_day(ground: Ground) -> None:
    unit = {"unit_id": str(ground.world.units["bidang"])}
    heads = [f"kepala-{number}" for number in range(WRITERS)]
    caller = ground.world["hr"]
    post = {"name": "Kepala", "kind": "managerial", "level": "III.b", "is_unit_head": True}
    made = await caller.create(
        "/v1/units", {"code": "tim", "name": "Tim", "parent_id": unit["unit_id"], "since": "2026-01-01"}
    )
    of_team = post | {"unit_id": made["id"]}

    one_won(list(await asyncio.gather(*(caller.post("/v1/positions", of_team | {"code": code}) for code in heads))))
    acting = unit | {"employee_id": str(ground.world.employees["citra"]), "capacity": "plh", "decree": "800/2"}
    span = {"since": "2026-08-01", "until": "2026-08-31"}
    one_won(await at_once(ground, "hr", "/v1/delegations", acting | span))


async def test_units_that_are_moved_at_once_make_no_circle(worlds: WorldBuilder) -> None:
    """Each looks at the tree as it stood before the other: one comes first, and the other is told of the circle."""
    world = await worlds.build()
    # Fewer at once than there are connections, so that nobody is told to come back.
    moves: list[tuple[str, str]] = []
    for number in range(4):
        upper = [await unit(world, f"{side}-{number}") for side in "ab"]
        lower = [await unit(world, f"{side}{side}-{number}", parent) for side, parent in zip("ab", upper, strict=True)]
        moves += zip(upper, reversed(lower), strict=True)

    answers = await asyncio.gather(
        *(
            world["hr"].post(f"/v1/units/{moved}/moves", {"parent_id": below, "since": "2026-05-01"}, etag="*")
            for moved, below in moves
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [409] * 4


async def test_no_unit_is_left_below_one_that_is_closed_at_once(worlds: WorldBuilder) -> None:
    world, requests = await worlds.build(), []
    hr = world["hr"]
    for number in range(6):
        closed = await unit(world, f"c-{number}")
        below = {"code": f"d-{number}", "name": "Tim", "parent_id": closed, "since": "2026-06-01"}
        requests.append(hr.post(f"/v1/units/{closed}/closures", {"until": "2026-06-01"}, etag="*"))
        requests.append(hr.post("/v1/units", below))

    await asyncio.gather(*requests)

    standing = {each["id"]: each["parent_id"] for each in await hr.read_all("/v1/units", on="2026-06-02")}
    assert {parent for parent in standing.values() if parent} <= standing.keys()


async def unit(world: World, code: str, parent_id: str | None = None) -> str:
    """Add a unit below the department or another one, and return its id."""
    body = {"code": code, "name": code, "parent_id": parent_id or str(world.units["dinas"]), "since": "2026-04-01"}
    made: str = (await world["hr"].create("/v1/units", body))["id"]
    return made


async def test_one_publication_of_a_survey(ground: Ground) -> None:
    path, officer = f"/v1/surveys/{ground.survey['id']}", ground.world["survey"]
    etag = (await officer.get(path)).headers["etag"]

    answers = await asyncio.gather(*(officer.step(path, "publish", etag=etag) for _ in range(WRITERS)))

    one_won(list(answers), status=200, lost=(409, 412))


async def test_one_effect_of_a_key_that_forty_send(ground: Ground) -> None:
    caller = ground.world["hr"]
    unit = {"code": "seksi", "name": "Seksi", "parent_id": str(ground.world.units["dinas"]), "since": "2026-01-01"}

    answers = await asyncio.gather(*(caller.post("/v1/units", unit, key="forty") for _ in range(WRITERS)))

    # A writer that finds the pool full, or waits too long for the first, is told to come back with the same key.
    done = [answer for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409, 503}
    assert len({answer.content for answer in done}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in done) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"KEY_IN_PROGRESS"}
    again = await caller.post("/v1/units", unit, key="forty")
    assert (again.status_code, again.content, again.headers["idempotent-replayed"]) == (201, done[0].content, "true")


async def test_one_acceptance_of_a_report(ground: Ground) -> None:
    await _opened(ground)
    drafted = await drafted_realization(ground.world, "ani", ground.plan, ground.period["id"], target=1)
    path, kabid = f"/v1/realizations/{drafted['id']}", ground.world["kabid"]
    ok(await ground.world["ani"].step(path, "submit"))
    etag = (await kabid.get(path)).headers["etag"]

    answers = await asyncio.gather(*(kabid.step(path, "accept", etag=etag) for _ in range(WRITERS)))

    one_won(list(answers), status=200, lost=(409, 412))


async def _opened(ground: Ground) -> None:
    """Open the period unless a test before has done so."""
    path = f"/v1/periods/{ground.period['id']}"
    if (await ground.world["hr"].read(path))["status"] == "upcoming":
        ok(await ground.world["hr"].step(path, "open"))
