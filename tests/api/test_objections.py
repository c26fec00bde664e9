"""Objections over HTTP: in time, both sides heard, decided by the superior of the official, as a new revision."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from httpx import Response

from kinerja_api.employees.models import EmployeeRelation
from kinerja_api.evaluations.jobs import objection_watcher
from kinerja_api.evaluations.public import annual_results_of
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.scoring.facts import Predicate
from tests.support.caller import Caller, Json, ok, problem
from tests.support.steps import agreed_plan, drafted_evaluation, issued_evaluation, open_cycle, rated_unit
from tests.support.world import World, WorldBuilder

OBJECTIONS, EVALUATIONS = "/v1/objections", "/v1/evaluations"
MISSING = "0198c0de-0000-7000-8000-000000000000"
ABOVE, AS = "di_atas_ekspektasi", "sesuai_ekspektasi"
REASON = "Realisasi triwulan IV belum dihitung"


@dataclass
class Case:
    """A world in which ani has an annual evaluation, issued by the head of her division."""

    world: World
    evaluation: Json

    async def filed(self) -> Json:
        return await self.world["ani"].create(OBJECTIONS, self.objection())

    def objection(self) -> Json:
        return {"evaluation_id": self.evaluation["id"], "reason": REASON}

    async def heard(self) -> str:
        """Bring the objection to where it can be decided, and return its address."""
        path = f"{OBJECTIONS}/{(await self.filed())['id']}"
        ok(await self.world["kadis"].step(path, "examine"))
        await self.world["kabid"].create(f"{path}/statements", {"text": "Bukti datang terlambat"})
        return path


@pytest.fixture
async def case(world: World) -> Case:
    cycle = await open_cycle(world)
    await rated_unit(world, cycle["id"])
    return Case(world, await issued_evaluation(world, await agreed_plan(world, "ani", cycle["id"])))


async def decided(caller: Caller, path: str, name: str, **more: object) -> Json:
    """Take a deciding step with its reasons."""
    return ok(await stepped(caller, path, {"name": name, "note": "Bukti diterima sebelum batas waktu"} | more))


async def stepped(caller: Caller, path: str, body: Json) -> Response:
    etag = (await caller.get(path)).headers["etag"]
    return await caller.post(f"{path}/transitions", body, etag=etag)


async def test_an_objection_is_heard_and_changes_the_evaluation_as_a_new_revision(case: Case) -> None:
    world, first = case.world, case.evaluation
    ok(await world["ani"].step(f"{EVALUATIONS}/{first['id']}", "reject", "Tidak sesuai bukti"))
    filed = await case.filed()
    path = f"{OBJECTIONS}/{filed['id']}"
    assert (filed["status"], filed["official_name"], filed["judge_name"]) == ("diajukan", "Kabid", "Kadis")
    assert (filed["received_on"], filed["file_by"], filed["decide_by"]) == ("2026-04-06", "2026-04-20", "2026-04-20")
    assert (filed["due_at"], filed["time_zone"]) == ("2026-04-20T17:00:00.000000Z", "Asia/Jakarta")
    assert [(each["side"], each["text"]) for each in filed["statements"]] == [("employee", REASON)]
    ok(await world["kadis"].step(path, "examine"))
    refused = problem(await world["kadis"].step(path, "uphold", "Sudah benar"), 409, "ILLEGAL_TRANSITION")
    assert refused["basis"][0]["article"].startswith("Pasal 59")
    await world["kabid"].create(f"{path}/statements", {"text": "Bukti datang terlambat"})

    changed = await decided(world["kadis"], path, "change", work_result_rating=ABOVE, behavior_rating=ABOVE)
    final = ok(await world["kadis"].step(path, "convey"))

    assert (changed["status"], changed["decided_by_name"]) == ("diubah", "Kadis")
    assert (final["status"], final["decision"]) == ("final", "Bukti diterima sebelum batas waktu")
    before = await world["ani"].read(f"{EVALUATIONS}/{first['id']}")
    after = await world["ani"].read(f"{EVALUATIONS}/{final['new_evaluation_id']}")
    assert (before["status"], before["predicate"]) == ("replaced", "baik")
    assert (after["status"], after["predicate"], after["evaluator_name"]) == ("issued", "sangat_baik", "Kadis")
    assert (after["revision"], after["revision_reason"], after["replaces_id"]) == (2, "objection", first["id"])
    told = await world["ani"].read(f"{EVALUATIONS}/{after['id']}/explanation")
    assert told["predicate"] == "sangat_baik"
    async with world.database.read(world.agency_id) as uow:
        employee = UUID(first["employee_id"])
        annual = await annual_results_of(uow, UUID(first["cycle_id"]), [employee])
    assert annual[employee].predicate is Predicate.SANGAT_BAIK
    history = (await world["ani"].read(f"{path}/transitions"))["history"]
    assert [(each["name"], each["actor_name"]) for each in history] == [
        ("filed", "Ani"),
        ("examine", "Kadis"),
        ("change", "Kadis"),
        ("convey", "Kadis"),
    ]


async def test_an_upheld_evaluation_stays_and_the_decision_is_final(case: Case) -> None:
    world, path = case.world, await case.heard()

    upheld = await decided(world["kadis"], path, "uphold")
    final = ok(await world["kadis"].step(path, "convey"))

    assert (upheld["status"], upheld["new_evaluation_id"]) == ("dikuatkan", None)
    assert (await world["ani"].read(f"/v1/target-plans/{case.evaluation['plan_id']}"))["status"] == "closed"
    assert (await world["ani"].read(f"{EVALUATIONS}/{case.evaluation['id']}"))["is_current"]
    for name, step in (("kadis", "change"), ("kadis", "examine"), ("ani", "escalate")):
        problem(await world[name].step(path, step, "Lagi"), 409, "ILLEGAL_TRANSITION")
    late = problem(await world["ani"].post(f"{path}/statements", {"text": "Lagi"}), 409, "OBJECTION_DECIDED")
    assert late["basis"][0]["instrument"] == "PP 30/2019"
    again = problem(await world["ani"].post(OBJECTIONS, case.objection()), 409, "OBJECTION_ALREADY_THERE")
    assert (again["objection_id"], again["basis"][0]["instrument"]) == (final["id"], "PP 30/2019")


async def test_no_objection_is_open_to_a_draft_to_what_was_replaced_or_to_a_decision(case: Case) -> None:
    world, path = case.world, await case.heard()
    budis = await agreed_plan(world, "budi", case.evaluation["cycle_id"])
    draft = await drafted_evaluation(world, budis)
    await decided(world["kadis"], path, "change", behavior_rating=ABOVE, work_result_rating=ABOVE)
    anew = (await world["ani"].read(path))["new_evaluation_id"]

    problem(await world["budi"].post(OBJECTIONS, {"evaluation_id": draft["id"], "reason": REASON}), 404, "NOT_FOUND")
    refused = problem(
        await world["ani"].post(OBJECTIONS, {"evaluation_id": anew, "reason": REASON}), 409, "NOT_OBJECTABLE"
    )
    assert refused["basis"][0]["article"].startswith("Pasal 59")


@pytest.mark.parametrize(
    ("zone", "last_instant"),
    [
        ("Asia/Jakarta", datetime(2026, 4, 20, 16, 59, 59, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 4, 20, 15, 59, 59, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 4, 20, 14, 59, 59, tzinfo=UTC)),
    ],
)
async def test_an_objection_is_in_time_until_the_last_second_of_the_agencys_own_day(
    worlds: WorldBuilder, clock: FixedClock, zone: str, last_instant: datetime
) -> None:
    """C35."""
    world = await worlds.build(time_zone=zone)
    cycle = await open_cycle(world)
    await rated_unit(world, cycle["id"])
    cases = {
        name: Case(world, await issued_evaluation(world, await agreed_plan(world, name, cycle["id"])))
        for name in ("ani", "budi")
    }

    clock.instant = last_instant
    in_time = await world["ani"].post(OBJECTIONS, cases["ani"].objection())
    clock.instant = last_instant + timedelta(seconds=1)
    late = await world["budi"].post(OBJECTIONS, cases["budi"].objection())

    assert ok(in_time, 201)["time_zone"] == zone
    refused = problem(late, 409, "OBJECTION_TOO_LATE")
    assert (refused["file_by"], refused["time_zone"]) == ("2026-04-20", zone)
    assert refused["basis"][0]["article"].startswith("Pasal 59")
    assert "2026-04-06" in refused["detail"]


async def test_the_window_runs_from_the_day_on_which_the_employee_signed(case: Case, clock: FixedClock) -> None:
    clock.instant += timedelta(days=10)
    ok(await case.world["ani"].step(f"{EVALUATIONS}/{case.evaluation['id']}", "acknowledge"))
    clock.instant += timedelta(days=14)

    filed = await case.filed()

    assert (filed["received_on"], filed["file_by"]) == ("2026-04-16", "2026-04-30")


async def test_an_agency_gives_more_days_by_a_regulation_of_its_own_and_never_fewer(
    case: Case, clock: FixedClock
) -> None:
    world = case.world
    fewer, more = (
        {
            "key": "pp_30_2019_keberatan",
            "title": {"id": "Keberatan", "en": "Objections"},
            "since": "2026-04-10",
            "regulation": {"name": "Peraturan Wali Kota", "number": "9", "year": 2026, "verification": "verbatim"},
            "adjustments": [{"parameter": "filing_days", "value": days, "article": "Pasal 12"}],
        }
        for days in ("13", "21")
    )
    problem(await world["hr"].post("/v1/policy-overlays", fewer), 422, "OVERLAY_NOT_ALLOWED")
    overlay = f"/v1/policy-overlays/{(await world['hr'].create('/v1/policy-overlays', more))['id']}"
    for step in ("review", "publish"):
        ok(await world["ppk"].step(overlay, step))
    clock.instant += timedelta(days=5)
    ok(await world["ani"].step(f"{EVALUATIONS}/{case.evaluation['id']}", "acknowledge"))
    clock.instant += timedelta(days=21)

    assert (await case.filed())["file_by"] == "2026-05-02"


async def test_only_the_employee_concerned_objects_and_only_the_superior_decides(case: Case) -> None:
    world = case.world
    for name in ("kabid", "kadis", "hr"):
        refused = problem(await world[name].post(OBJECTIONS, case.objection()), 403, "FORBIDDEN")
        assert refused["basis"][0]["article"].startswith("Pasal 59")
    problem(await world["budi"].post(OBJECTIONS, case.objection()), 404, "NOT_FOUND")
    filed = await case.filed()
    path = f"{OBJECTIONS}/{filed['id']}"
    for name in ("ani", "kabid", "hr"):
        problem(await world[name].step(path, "examine"), 403, "FORBIDDEN")
    for name in ("kadis", "kabid"):
        problem(await world[name].step(path, "escalate"), 403, "FORBIDDEN")
    problem(await world["hr"].post(f"{path}/statements", {"text": "Menurut saya"}), 403, "FORBIDDEN")
    problem(await world["kadis"].post(f"{path}/statements", {"text": "Pejabat penilai hadir"}), 422, "INVALID")
    recorded = await world["kadis"].create(
        f"{path}/statements", {"text": "Pejabat penilai hadir dan menjelaskan", "side": "official"}
    )

    assert [(each["side"], each["author_name"]) for each in recorded["statements"]] == [
        ("employee", "Ani"),
        ("official", "Kadis"),
    ]
    problem(await world["auditor"].post(OBJECTIONS, case.objection()), 403, "FORBIDDEN")
    problem(await world["auditor"].step(path, "examine"), 403, "FORBIDDEN")


async def test_a_superior_who_is_a_relative_of_a_side_is_passed_over_for_the_appointing_official(case: Case) -> None:
    world = case.world
    await _make_relatives(world, "kadis", "kabid")

    filed = await case.filed()
    path = f"{OBJECTIONS}/{filed['id']}"

    assert (filed["judge_id"], filed["judge_name"]) == (None, "Pejabat Pembina Kepegawaian")
    problem(await world["kadis"].step(path, "examine"), 403, "FORBIDDEN")
    assert [each["id"] for each in (await world["ppk"].read(OBJECTIONS))["items"]] == [filed["id"]]
    ok(await world["ppk"].step(path, "examine"))
    await world["kabid"].create(f"{path}/statements", {"text": "Bukti datang terlambat"})
    changed = await decided(world["ppk"], path, "change", work_result_rating=ABOVE, behavior_rating=ABOVE)
    after = await world["ani"].read(f"{EVALUATIONS}/{changed['new_evaluation_id']}")
    assert (after["evaluator_name"], after["evaluator_id"], after["predicate"]) == ("Ppk", None, "sangat_baik")


async def test_the_appointing_official_reads_what_the_objection_is_about(case: Case, worlds: WorldBuilder) -> None:
    path = f"{EVALUATIONS}/{case.evaluation['id']}"

    assert (await case.world["ppk"].read(path))["predicate"] == "baik"
    assert [each["id"] for each in (await case.world["ppk"].read(EVALUATIONS))["items"]] == [case.evaluation["id"]]
    problem(await (await worlds.build())["ppk"].get(path), 404, "NOT_FOUND")
    problem(await case.world["ppk"].put(path, {"behavior_rating": "sesuai_ekspektasi"}), 403, "FORBIDDEN")


async def test_what_is_overdue_goes_to_the_next_superior_by_the_clock(case: Case, clock: FixedClock) -> None:
    world = case.world
    filed = await case.filed()
    path, look = f"{OBJECTIONS}/{filed['id']}", objection_watcher(world.database)
    call = JobCall(world.agency_id, UUID(filed["id"]))
    ok(await world["kadis"].step(path, "examine"))
    await look(call)
    assert not (await world["ani"].read(path))["is_overdue"]
    early = problem(await world["ani"].step(path, "escalate"), 409, "ILLEGAL_TRANSITION")
    assert early["basis"][0]["article"].startswith("Pasal 59")

    clock.instant = datetime(2026, 4, 20, 17, tzinfo=UTC)
    assert (await world["ani"].read(path))["is_overdue"]
    await look(call)

    passed = await world["ani"].read(path)
    assert (passed["status"], passed["judge_name"]) == ("diajukan", "Pejabat Pembina Kepegawaian")
    assert (passed["escalations"], passed["decide_by"], passed["is_overdue"]) == (1, "2026-05-05", False)
    problem(await world["kadis"].step(path, "examine"), 403, "FORBIDDEN")
    entry = (await world["ani"].read(f"{path}/transitions"))["history"][-1]
    assert (entry["name"], entry["actor_name"]) == ("escalate", "-")
    clock.instant += timedelta(days=60)
    await look(call)
    nobody = problem(await world["hr"].step(path, "escalate"), 409, "ILLEGAL_TRANSITION")
    assert "tidak ada atasan berikutnya" in nobody["detail"]
    assert (await world["ani"].read(path))["escalations"] == 1


async def test_the_employee_passes_on_what_is_overdue_and_a_decided_one_rests(case: Case, clock: FixedClock) -> None:
    world, path = case.world, await case.heard()
    clock.instant += timedelta(days=15)

    passed = ok(await world["ani"].step(path, "escalate"))
    ok(await world["ppk"].step(path, "examine"))
    await decided(world["ppk"], path, "uphold")
    clock.instant += timedelta(days=60)
    await objection_watcher(world.database)(JobCall(world.agency_id, UUID(passed["id"])))

    rests = await world["ani"].read(path)
    assert (rests["status"], rests["is_overdue"], rests["escalations"]) == ("dikuatkan", False, 1)


async def test_a_change_gives_other_ratings_and_says_why_the_unit_departs_from_the_pattern(case: Case) -> None:
    world, path = case.world, await case.heard()
    same = {"name": "change", "note": "Sama", "work_result_rating": AS}
    problem(await stepped(world["kadis"], path, same), 409, "ILLEGAL_TRANSITION")
    for name in ("budi", "citra", "dewi"):
        await drafted_evaluation(world, await agreed_plan(world, name, case.evaluation["cycle_id"]), behavior=ABOVE)
    head = await agreed_plan(world, "kabid", case.evaluation["cycle_id"], official="kadis")
    await drafted_evaluation(world, head, work_result=None, official="kadis")
    better = {"name": "change", "note": "Bukti cukup", "work_result_rating": ABOVE, "behavior_rating": ABOVE}

    refused = problem(await stepped(world["kadis"], path, better), 409, "PATTERN_DEPARTURE_UNEXPLAINED")

    assert refused["basis"][0]["instrument"] == "SE MenPANRB 3/2023"
    assert (await world["ani"].read(f"{EVALUATIONS}/{case.evaluation['id']}"))["status"] == "issued"
    changed = ok(await stepped(world["kadis"], path, better | {"distribution_note": "Semua target tercapai"}))
    after = await world["ani"].read(f"{EVALUATIONS}/{changed['new_evaluation_id']}")
    assert after["distribution_note"] == "Semua target tercapai"


async def test_an_evaluation_under_objection_is_not_reopened(case: Case) -> None:
    world, path = case.world, f"{EVALUATIONS}/{case.evaluation['id']}"
    await case.filed()

    refused = problem(await world["kadis"].step(path, "reopen", "Hitung ulang"), 409, "ILLEGAL_TRANSITION")

    assert refused["basis"][0]["instrument"] == "PP 30/2019"


async def test_of_many_objections_sent_at_once_one_is_kept(case: Case) -> None:
    ani = case.world["ani"]

    answers = await asyncio.gather(*(ani.post(OBJECTIONS, case.objection()) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert len((await ani.read(OBJECTIONS))["items"]) == 1


async def test_an_objection_is_for_its_sides_those_above_hr_auditors_and_nobody_else(
    case: Case, worlds: WorldBuilder
) -> None:
    world, filed = case.world, await case.filed()
    other, path = await worlds.build(), f"{OBJECTIONS}/{filed['id']}"
    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        assert (await world[reader].read(path))["id"] == filed["id"]
        rows = (await world[reader].read(OBJECTIONS, status="diajukan", cycle_id=filed["cycle_id"]))["items"]
        assert [each["id"] for each in rows] == [filed["id"]]
    for stranger in (world["budi"], world["ppk"], other["hr"], other["ani"]):
        for tail in ("", "/transitions"):
            problem(await stranger.get(f"{path}{tail}"), 404, "NOT_FOUND")
        problem(await stranger.post(f"{path}/statements", {"text": "Saya"}), 404, "NOT_FOUND")
        assert (await stranger.read(OBJECTIONS))["items"] == []
    problem(await world["ani"].post(OBJECTIONS, {"evaluation_id": MISSING, "reason": REASON}), 404, "NOT_FOUND")


async def test_the_next_steps_are_told_with_the_reason_for_what_may_not_be_taken(case: Case) -> None:
    path = await case.heard()

    told = await case.world["kabid"].read(f"{path}/transitions")

    assert {each["name"]: each["possible"] for each in told["next"]} == {
        "uphold": False,
        "change": False,
        "escalate": False,
    }
    assert all(each["reasons"] for each in told["next"])
    mine = await case.world["kadis"].read(f"{path}/transitions")
    assert {each["name"] for each in mine["next"] if each["possible"]} == {"uphold", "change"}


async def test_the_superior_of_an_official_who_stood_in_is_the_one_above_that_one(case: Case) -> None:
    world = case.world
    acting = {"unit_id": str(world.units["bidang"]), "employee_id": str(world.employees["dewi"]), "capacity": "plt"}
    days = {"since": "2026-04-01", "until": "2026-07-01", "decree": "800/2/2026"}
    await world["hr"].create("/v1/delegations", acting | days)

    filed = await case.filed()

    assert filed["judge_name"] == "Kadis"


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
