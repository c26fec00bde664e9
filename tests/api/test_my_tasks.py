"""The list of tasks over HTTP: each appears when its turn comes, goes when it is done, and names who must act."""

from datetime import UTC, date, datetime

import pytest

from kinerja_api.employees.public import list_superiors, read_reports
from kinerja_api.kit.clock import FixedClock
from kinerja_api.monitoring.rules.wordings import TASKS
from kinerja_api.monitoring.types import TaskKind
from tests.support.caller import Json, ok, problem
from tests.support.moves import placed
from tests.support.steps import (
    agreed_plan,
    draft_plan,
    issued_evaluation,
    open_cycle,
    open_period,
    published_survey,
    rated_behavior,
    rated_unit,
    submitted_realization,
)
from tests.support.world import World

PATH = "/v1/my-tasks"
ACCOUNT = {"username": "eka", "display_name": "Eka", "password": "sawah-di-lereng-bukit", "roles": ["employee"]}
SECOND_QUARTER = datetime(2026, 4, 6, 5, tzinfo=UTC)


async def tasks_of(world: World, name: str, **params: str) -> dict[str, Json]:
    """Return somebody's tasks by kind; each kind stands there once in these tests."""
    listed = (await world[name].read(PATH, **params))["tasks"]
    found = {each["kind"]: each for each in listed}
    assert len(found) == len(listed)
    return found


async def waits_of(world: World, name: str) -> dict[str, Json]:
    return {each["kind"]: each for each in (await world[name].read(PATH))["waiting"]}


async def blocks_of(world: World, name: str) -> dict[str, Json]:
    return {each["kind"]: each for each in (await world[name].read(PATH))["blocks"]}


async def test_before_a_year_is_open_it_is_said_who_opens_it(world: World) -> None:
    mine = await world["ani"].read(PATH)

    assert mine["tasks"] == []
    [block] = mine["blocks"]
    assert (block["kind"], block["actor"], block["link"]) == ("no_open_cycle", "hr_admin", "/v1/cycles")


async def test_planning_goes_from_the_employee_to_the_official_and_back(world: World) -> None:
    cycle = await open_cycle(world)

    written = (await tasks_of(world, "ani"))["write_plan"]
    assert (written["due"], written["days_left"], written["period"]) == ("2026-01-31", -65, "2026")
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"
    drafted = await tasks_of(world, "ani")
    assert "write_plan" not in drafted
    assert drafted["submit_plan"]["link"] == path
    assert "agree_plan" not in await tasks_of(world, "kabid")

    ok(await world["ani"].step(path, "submit"))
    assert not {"write_plan", "submit_plan"} & (await tasks_of(world, "ani")).keys()
    waiting = (await waits_of(world, "ani"))["plan_to_be_agreed"]
    assert (waiting["actor"], waiting["actor_name"]) == ("rating_official", "Kabid")
    asked = (await tasks_of(world, "kabid"))["agree_plan"]
    assert (asked["subject_name"], asked["link"], asked["subject_id"]) == ("Ani", path, str(world.employees["ani"]))
    assert "agree_plan" not in await tasks_of(world, "kadis"), "only the rating official agrees"

    ok(await world["kabid"].step(path, "return", "Lengkapi"))
    assert (await tasks_of(world, "ani"))["correct_plan"]["link"] == path
    ok(await world["ani"].step(path, "submit"))
    ok(await world["kabid"].step(path, "agree"))
    assert not {"correct_plan", "submit_plan", "write_plan"} & (await tasks_of(world, "ani")).keys()
    assert "agree_plan" not in await tasks_of(world, "kabid")
    assert (await waits_of(world, "ani")).keys() == {"evaluation_to_be_issued"}, "of the quarter that is over"


async def test_reporting_goes_on_until_every_result_is_accepted(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2026, 3, 20, 5, tzinfo=UTC)
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    assert "report_results" not in await tasks_of(world, "ani"), "the period takes no reports yet"
    period = await open_period(world, cycle["id"])

    task = (await tasks_of(world, "ani"))["report_results"]
    assert (task["count"], task["due"]) == (2, period["report_by"])
    realization = await submitted_realization(world, "ani", plan, period["id"])
    assert (await tasks_of(world, "ani"))["report_results"]["count"] == 1
    assert (await waits_of(world, "ani"))["results_to_be_reviewed"]["count"] == 1
    review = (await tasks_of(world, "kabid"))["review_results"]
    assert (review["count"], review["subject_name"]) == (1, "Ani")
    listed = (await world["kabid"].read(review["link"]))["items"]
    assert [each["id"] for each in listed] == [realization["id"]]

    path = f"/v1/realizations/{realization['id']}"
    ok(await world["kabid"].step(path, "return", "Lampirkan bukti"))
    assert (await tasks_of(world, "ani"))["correct_results"]["count"] == 1
    assert "review_results" not in await tasks_of(world, "kabid")
    ok(await world["ani"].step(path, "submit"))
    ok(await world["kabid"].step(path, "accept"))
    await submitted_realization(world, "ani", plan, period["id"], target=1)
    assert not {"report_results", "correct_results"} & (await tasks_of(world, "ani")).keys()


async def test_rating_is_asked_of_everybody_whose_turn_it_is(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    period = await open_period(world, cycle["id"])
    given = {"plan_id": plan["id"], "period_id": period["id"], "rater_id": str(world.employees["budi"])}

    assert (await tasks_of(world, "ani"))["assess_oneself"]["due"] == period["report_by"]
    await rated_behavior(world, "ani", plan, "self", period_id=period["id"])
    assert "assess_oneself" not in await tasks_of(world, "ani")
    assert (await tasks_of(world, "kabid"))["rate_behavior"]["count"] == 1
    await rated_behavior(world, "kabid", plan, "superior", period_id=period["id"])
    assert "rate_behavior" not in await tasks_of(world, "kabid")

    request = await world["ani"].create("/v1/rating-requests", given)
    assert (await tasks_of(world, "kabid"))["approve_rater"]["subject_name"] == "Ani"
    assert "answer_rating_request" not in await tasks_of(world, "budi")
    ok(await world["kabid"].step(f"/v1/rating-requests/{request['id']}", "approve"))
    assert "approve_rater" not in await tasks_of(world, "kabid")
    asked = (await tasks_of(world, "budi"))["answer_rating_request"]
    assert (asked["subject_name"], asked["link"]) == ("Ani", f"/v1/rating-requests/{request['id']}")
    await rated_behavior(world, "budi", plan, "peer", period_id=period["id"])
    assert "answer_rating_request" not in await tasks_of(world, "budi")


async def test_evaluating_begins_with_the_unit_and_ends_with_the_signature(world: World, clock: FixedClock) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    period = await open_period(world, cycle["id"])
    clock.instant = SECOND_QUARTER

    unit = (await tasks_of(world, "kadis"))["set_organization_result"]
    assert unit["subject_name"] == "Bidang Data"
    assert "set_organization_result" not in await tasks_of(world, "kabid")
    await rated_unit(world, cycle["id"], period_id=period["id"])
    assert "set_organization_result" not in await tasks_of(world, "kadis")

    assert (await tasks_of(world, "kabid"))["evaluate"]["count"] == 1
    assert (await waits_of(world, "ani"))["evaluation_to_be_issued"]["actor_name"] == "Kabid"
    evaluation = await issued_evaluation(world, plan, period_id=period["id"])
    assert "evaluate" not in await tasks_of(world, "kabid")
    assert "evaluation_to_be_issued" not in await waits_of(world, "ani")
    path = f"/v1/evaluations/{evaluation['id']}"
    assert (await tasks_of(world, "ani"))["sign_evaluation"]["link"] == path
    ok(await world["ani"].step(path, "reject", "Realisasi saya tidak dilihat"))
    assert "sign_evaluation" not in await tasks_of(world, "ani")

    objection = await world["ani"].create(
        "/v1/objections", {"evaluation_id": evaluation["id"], "reason": "Realisasi saya tidak dilihat"}
    )
    at = f"/v1/objections/{objection['id']}"
    decide = (await tasks_of(world, "kadis"))["decide_objection"]
    assert (decide["due"], decide["link"]) == (objection["decide_by"], at)
    assert (await tasks_of(world, "kabid"))["state_on_objection"]["subject_name"] == "Ani"
    waiting = (await waits_of(world, "ani"))["objection_to_be_decided"]
    assert (waiting["actor"], waiting["actor_name"], waiting["due"]) == ("judge", "Kadis", objection["decide_by"])
    ok(await world["kabid"].post(f"{at}/statements", {"text": "Bukti tidak cukup"}), 201)
    assert "state_on_objection" not in await tasks_of(world, "kabid")


async def test_feedback_and_criteria_wait_until_they_are_read(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    feedback = await world["kabid"].create("/v1/feedback", {"plan_id": plan["id"], "text": "Sudah rapi"})

    assert (await tasks_of(world, "ani"))["acknowledge_feedback"]["count"] == 1
    ok(await world["ani"].step(f"/v1/feedback/{feedback['id']}", "acknowledge"))
    assert "acknowledge_feedback" not in await tasks_of(world, "ani")

    criteria = await world["ani"].read((await tasks_of(world, "ani"))["read_criteria"]["link"])
    given = {"cycle_id": cycle["id"], "criteria_sha256": criteria["criteria_sha256"]}
    ok(await world["ani"].post("/v1/criteria-acknowledgements", given), 201)
    assert "read_criteria" not in await tasks_of(world, "ani")


async def test_offices_have_tasks_too(world: World, clock: FixedClock) -> None:
    cycle = await open_cycle(world)
    listed = await world["hr"].read(PATH, kind="open_period")
    assert [each["period"] for each in listed["tasks"]] == ["Triwulan I 2026", "Triwulan II 2026"]
    period = await open_period(world, cycle["id"])
    clock.instant = datetime(2026, 5, 4, 5, tzinfo=UTC)
    late = (await tasks_of(world, "hr", kind="close_period"))["close_period"]
    assert (late["link"], late["days_left"] < 0) == (f"/v1/periods/{period['id']}", True)
    ok(await world["hr"].step(f"/v1/periods/{period['id']}", "close"))
    assert await tasks_of(world, "hr", kind="close_period") == {}

    survey = await published_survey(world, days=("2026-05-04", "2026-05-08"))
    assert await tasks_of(world, "survey") == {}
    clock.instant = datetime(2026, 5, 11, 5, tzinfo=UTC)
    assert (await tasks_of(world, "survey"))["close_survey"]["link"] == f"/v1/surveys/{survey['id']}"
    assert await tasks_of(world, "auditor") == {}


async def test_a_session_stands_with_whoever_opened_it_until_it_is_locked(world: World) -> None:
    cycle = await open_cycle(world)
    for name, unit in (("kadis", "bidang"), ("ppk", "dinas")):
        given = {"unit_id": str(world.units[unit]), "cycle_id": cycle["id"]}
        path = f"/v1/calibrations/{(await world[name].create('/v1/calibrations', given))['id']}"
        assert (await tasks_of(world, name, kind="lock_calibration"))["lock_calibration"]["link"] == path
        for other in {"kadis", "ppk", "hr"} - {name}:
            assert await tasks_of(world, other, kind="lock_calibration") == {}
        ok(await world[name].step(path, "lock"))
        assert await tasks_of(world, name, kind="lock_calibration") == {}


async def test_a_unit_without_a_head_is_filled_by_hr_and_named_to_those_who_wait(world: World) -> None:
    cycle = await open_cycle(world)
    vacant = await world["hr"].create("/v1/units", {"code": "uptd", "name": "UPTD Baru", "since": "2026-04-06"})

    task = (await tasks_of(world, "hr", kind="fill_heads_post"))["fill_heads_post"]
    assert (task["subject_name"], task["count"], task["link"]) == ("UPTD Baru", 0, f"/v1/units/{vacant['id']}")
    top = await blocks_of(world, "kadis")
    assert top["no_rating_official"]["actor"] == "hr_admin"
    below = (await blocks_of(world, "ani"))["no_plan_above"]
    assert (below["actor"], below["actor_name"]) == ("rating_official", "Kabid")
    await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    assert "no_plan_above" not in await blocks_of(world, "ani")


async def test_hr_is_told_of_a_head_who_rates_and_is_below_a_pengawas(world: World) -> None:
    """PP 30/2019 article 1 number 8: a pengawas at least, or another official to whom the authority is delegated."""
    hr = world["hr"]
    parent, staff = str(world.units["bidang"]), "pelaksana"
    unit = (await hr.create("/v1/units", {"code": "pos", "name": "Pos", "parent_id": parent, "since": "2026-01-01"}))[
        "id"
    ]
    head = {"code": "kepala-pos", "name": "Kepala Pos", "kind": "executor", "unit_id": unit, "is_unit_head": True}
    posts = [await hr.create("/v1/positions", head)]
    path = f"/v1/positions/{posts[0]['id']}"
    await placed(world, "dewi", posts[0]["id"], "2026-02-01")
    assert await tasks_of(world, "hr", kind="name_rating_authority") == {}, "nobody is rated there"
    posts.append(await hr.create("/v1/positions", {"code": staff, "name": staff, "kind": "executor", "unit_id": unit}))
    await placed(world, "citra", posts[1]["id"], "2026-02-01")

    task = (await tasks_of(world, "hr", kind="name_rating_authority"))["name_rating_authority"]

    assert (task["subject_name"], task["count"], task["link"]) == ("Pos", 1, path)
    assert task["basis"]["article"] == "Pasal 1 angka 8"
    ok(await hr.patch(path, {"rating_decree": "821/9/2026"}, etag='"v1"'))
    assert await tasks_of(world, "hr", kind="name_rating_authority") == {}


@pytest.mark.parametrize(
    ("post", "is_told"),
    [
        ({"kind": "managerial", "level": "V.a"}, True),
        ({"kind": "managerial", "level": "IV.b"}, False),
        # Schools and puskesmas are led by functional posts: whether the authority is delegated, records do not say.
        ({"kind": "functional", "level": "ahli_muda"}, False),
    ],
)
async def test_what_records_say_of_the_rank_of_a_head(world: World, post: Json, *, is_told: bool) -> None:
    given = {"code": "uptd", "name": "UPTD", "since": "2026-01-01"}
    unit = (await world["hr"].create("/v1/units", given))["id"]
    of_unit = {"unit_id": unit, "name": "Jabatan"}
    head = await world["hr"].create("/v1/positions", of_unit | post | {"code": "kepala", "is_unit_head": True})
    staff = await world["hr"].create("/v1/positions", of_unit | {"code": "pelaksana", "kind": "executor"})
    await placed(world, "dewi", head["id"], "2026-02-01")
    await placed(world, "citra", staff["id"], "2026-02-01")

    assert bool(await tasks_of(world, "hr", kind="name_rating_authority")) is is_told


async def test_another_official_than_the_plan_names_is_told(world: World, clock: FixedClock) -> None:
    cycle = await open_cycle(world)
    await agreed_plan(world, "ani", cycle["id"])
    assert "other_rating_official" not in await blocks_of(world, "ani")
    delegation = {
        "unit_id": str(world.units["bidang"]),
        "employee_id": str(world.employees["citra"]),
        "capacity": "plh",
        "since": "2026-04-07",
        "until": "2026-04-20",
        "decree": "800/7/2026",
    }
    ok(await world["hr"].post("/v1/delegations", delegation), 201)
    clock.instant = datetime(2026, 4, 8, 5, tzinfo=UTC)

    block = (await blocks_of(world, "ani"))["other_rating_official"]
    assert "Kabid" in block["reason"]
    assert block["link"] == f"/v1/employees/{world.employees['ani']}/superiors"


async def test_a_change_of_a_plan_and_an_action_plan_go_to_the_official_and_back(world: World) -> None:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"], 2)
    plan = await agreed_plan(world, "ani", cycle["id"])
    ani, kabid = world["ani"], world["kabid"]

    attachments = {"resources": ["Operator"], "accountability": [], "consequences": []}
    asked = {"plan_id": plan["id"], "reason": "Anggaran dikurangi", "changes": [], "attachments": attachments}
    change = f"/v1/plan-change-requests/{(await ani.create('/v1/plan-change-requests', asked))['id']}"
    assert (await tasks_of(world, "kabid"))["decide_plan_change"]["link"] == change
    assert (await waits_of(world, "ani"))["plan_change_to_be_decided"]["actor_name"] == "Kabid"
    ok(await kabid.step(change, "agree"))
    assert "decide_plan_change" not in await tasks_of(world, "kabid")
    assert "plan_change_to_be_decided" not in await waits_of(world, "ani")

    steps = [{"target_id": plan["targets"][0]["id"], "title": "Menyusun jadwal", "due_on": "2026-05-29"}]
    drawn_up = {"plan_id": plan["id"], "period_id": period["id"], "steps": steps}
    path = f"/v1/action-plans/{(await ani.create('/v1/action-plans', drawn_up))['id']}"
    assert (await tasks_of(world, "ani"))["submit_action_plan"]["due"] == period["report_by"]
    ok(await ani.step(path, "submit"))
    assert "submit_action_plan" not in await tasks_of(world, "ani")
    assert (await waits_of(world, "ani"))["action_plan_to_be_agreed"]["link"] == path
    assert (await tasks_of(world, "kabid"))["agree_action_plan"]["subject_name"] == "Ani"
    ok(await kabid.step(path, "return", "Tambah langkah"))
    assert (await tasks_of(world, "ani"))["correct_action_plan"]["link"] == path
    ok(await ani.step(path, "submit"))
    ok(await kabid.step(path, "agree"))
    assert not {"submit_action_plan", "correct_action_plan"} & (await tasks_of(world, "ani")).keys()
    assert "action_plan_to_be_agreed" not in await waits_of(world, "ani")
    assert "agree_action_plan" not in await tasks_of(world, "kabid")


async def test_hr_is_told_of_people_in_a_unit_that_is_closed(world: World) -> None:
    hr, path = world["hr"], f"/v1/units/{world.units['bidang']}"
    assert "move_people" not in await tasks_of(world, "hr")

    ok(await hr.post(f"{path}/closures", {"until": "2026-04-01"}, etag=(await hr.get(path)).headers["etag"]))

    task = (await tasks_of(world, "hr"))["move_people"]
    there = (await hr.read(task["link"]))["items"]
    assert task["count"] == len(there)
    assert {"Ani", "Budi", "Kabid"} <= {each["name"] for each in there}


async def test_whoever_holds_no_post_is_told_so(world: World) -> None:
    await open_cycle(world)
    given = {"nip": "199003152015042001", "name": "Eka", "employment": "pns"}
    made = await world["hr"].create("/v1/employees", given)
    await world["hr"].create("/v1/accounts", ACCOUNT | {"employee_id": made["id"]})
    known = {"agency": world.code, "username": ACCOUNT["username"], "password": ACCOUNT["password"]}
    tokens = ok(await world["hr"].http.post("/v1/auth/tokens", json=known))

    mine = ok(await world["hr"].http.get(PATH, headers={"Authorization": f"Bearer {tokens['access_token']}"}))

    assert mine["tasks"] == []
    assert [(each["kind"], each["actor"]) for each in mine["blocks"]] == [("no_post", "hr_admin")]


async def test_reports_are_those_whose_first_superior_it_is_on_every_day(world: World) -> None:
    """The way down and the way up agree, also with acting heads from elsewhere, from below and from within."""
    for person, unit, since, until in (
        ("citra", "bidang", "2026-05-01", "2026-06-01"),
        ("ani", "dinas", "2026-05-15", "2026-07-01"),
        ("kabid", "dinas", "2026-08-01", "2026-09-01"),
        ("kadis", "bidang", "2026-10-01", "2026-11-01"),
    ):
        given = {
            "unit_id": str(world.units[unit]),
            "employee_id": str(world.employees[person]),
            "capacity": "plt",
            "since": since,
            "until": until,
            "decree": "800/8/2026",
        }
        ok(await world["hr"].post("/v1/delegations", given), 201)
    async with world.database.read(world.agency_id) as uow:
        for day in (date(2026, month, 20) for month in range(4, 12)):
            first = {}
            for employee in world.employees.values():
                superiors = await list_superiors(uow, employee, day)
                first[employee] = superiors[0].employee_id if superiors else None
            for official in world.employees.values():
                expected = {employee for employee, superior in first.items() if superior == official}
                found = await read_reports(uow, official, day)
                assert set(found.employee_ids) == expected, (day, official)


async def test_the_most_urgent_comes_first_and_everything_is_counted(world: World) -> None:
    cycle = await open_cycle(world)
    for name in ("ani", "budi"):
        plan = await draft_plan(world, name, cycle["id"])
        ok(await world[name].step(f"/v1/target-plans/{plan['id']}", "submit"))

    listed = await world["kabid"].read(PATH)

    assert [each["kind"] for each in listed["tasks"]] == ["write_plan", "agree_plan", "agree_plan", "read_criteria"]
    assert (listed["total"], listed["overdue"], listed["as_of"]) == (4, 3, "2026-04-06")
    only = await world["kabid"].read(PATH, kind="agree_plan")
    assert [each["subject_name"] for each in only["tasks"]] == ["Ani", "Budi"]
    problem(await world["kabid"].get(PATH, kind="sleep"), 422, "INVALID")


async def test_it_is_told_in_the_language_that_is_asked_for(world: World) -> None:
    await open_cycle(world)
    titles = []
    for language in ("id", "en"):
        headers = {"Authorization": f"Bearer {world['ani'].token()}", "Accept-Language": language}
        titles.append(ok(await world["ani"].http.get(PATH, headers=headers))["tasks"][0]["title"])
    assert titles == ["Susun SKP tahun 2026", "Write your target plan of 2026"]


async def test_what_meetings_and_notes_ask_for_stands_in_the_list_until_it_is_done(world: World) -> None:
    cycle = await open_cycle(world)
    plan, ani = await agreed_plan(world, "ani", cycle["id"]), str(world.employees["ani"])
    kabid, meeting = world["kabid"], {"title": "Rapat triwulan", "place": "Aula", "agenda": ["Capaian"]}
    meeting |= {"unit_id": str(world.units["bidang"]), "cycle_id": cycle["id"], "participant_ids": [ani]}
    later = await kabid.create("/v1/review-meetings", meeting | {"starts_at": "2026-12-01T02:00:00Z"})
    assert "conclude_meeting" not in await tasks_of(world, "kabid")
    called = await kabid.create("/v1/review-meetings", meeting | {"starts_at": "2026-04-01T02:00:00Z"})
    path = f"/v1/review-meetings/{called['id']}"
    assert later["id"] != called["id"]
    assert (await tasks_of(world, "kabid"))["conclude_meeting"]["link"] == path
    ok(await kabid.step(path, "hold"))
    assert "conclude_meeting" in await tasks_of(world, "kabid")
    minutes = {"minutes": ["Dibahas"], "decisions": [], "attendee_ids": [ani]}
    ok(await kabid.put(f"{path}/minutes", minutes, etag=(await kabid.get(path)).headers["etag"]))
    task = await kabid.create(
        f"{path}/follow-ups", {"task": "Susun jadwal", "employee_id": ani, "due_on": "2026-05-01"}
    )
    ok(await kabid.step(path, "confirm"))
    assert "conclude_meeting" not in await tasks_of(world, "kabid")
    mine = (await tasks_of(world, "ani"))["finish_follow_up"]
    assert (mine["due"], mine["link"]) == ("2026-05-01", f"/v1/follow-ups/{task['id']}")
    ok(await world["ani"].step(mine["link"], "finish", "Berlaku"))
    assert "finish_follow_up" not in await tasks_of(world, "ani")

    seen = {"plan_id": plan["id"], "method": "observation", "observed_at": "2026-04-01T02:00:00Z"}
    await kabid.create("/v1/observations", seen | {"place": "Loket", "findings": "Tertib"})
    fact = {"employee_id": ani, "kind": "late_work", "occurred_on": "2026-04-01", "fact": "Terlambat"}
    await kabid.create("/v1/improvement-notes", fact | {"source": "Register"})
    asked = await tasks_of(world, "ani")
    assert (asked["answer_observation"]["due"], asked["answer_note"]["subject_name"]) == ("2026-04-13", "Kabid")
    ok(await world["ani"].step(asked["answer_observation"]["link"], "acknowledge"))
    ok(await world["ani"].step(note := asked["answer_note"]["link"], "answer", "Data terlambat"))
    assert not {"answer_observation", "answer_note"} & (await tasks_of(world, "ani")).keys()
    assert (await tasks_of(world, "kabid"))["follow_up_note"]["subject_name"] == "Ani"
    proposal = {"name": "propose", "note": "Minta lebih awal", "improve_by": "2026-04-30"}
    ok(await kabid.post(f"{note}/transitions", proposal, etag=(await kabid.get(note)).headers["etag"]))
    assert "follow_up_note" not in await tasks_of(world, "kabid")
    assert "agree_improvement" in await tasks_of(world, "ani")
    ok(await world["ani"].step(note, "agree"))
    assert "agree_improvement" not in await tasks_of(world, "ani")


async def test_the_longest_names_are_told_whole(world: World) -> None:
    cycle, title = await open_cycle(world), "R" * 300
    meeting = {"unit_id": str(world.units["bidang"]), "cycle_id": cycle["id"], "title": title, "place": "Aula"}
    meeting |= {"participant_ids": [str(world.employees["ani"])], "agenda": ["Capaian"]}

    await world["kabid"].create("/v1/review-meetings", meeting | {"starts_at": "2026-04-01T02:00:00Z"})

    assert (await tasks_of(world, "kabid"))["conclude_meeting"]["title"] == f"Selesaikan rapat: {title}"


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_has_its_words(kind: TaskKind) -> None:
    assert TASKS[kind].title.id
    assert TASKS[kind].basis.article
