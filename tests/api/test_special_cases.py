"""Special cases, row by row of the table in section 4 of the regulation file; each test is named after its row.

What a row says stands in the docstring of its test with the trust the file gives it, so that whoever knows the law can
hold the one against the other.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from kinerja_api.evaluations.service.runs import advance_run
from kinerja_api.exchange.public import import_employees
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_ender
from kinerja_api.targets.public import find_plan_of, map_latest_plans
from tests.support.caller import Json, ok, problem
from tests.support.moves import (
    LEVEL,
    RATINGS,
    change_of_official,
    evaluated,
    may_write_plan,
    moved,
    periods_of,
    released,
    secretariat,
    status_of,
)
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    draft_plan,
    drafted_evaluation,
    issued_evaluation,
    open_cycle,
    open_period,
    rated_unit,
)
from tests.support.world import World, WorldBuilder

CPNS = {"nip": "199903152026041002", "name": "Sari Dewi", "employment": "cpns"}


async def newcomer(worlds: WorldBuilder, world: World, given: Json, since: str) -> Json:
    """Add somebody with a post in the division and an account, under the name `sari`."""
    hr = world["hr"]
    person = await hr.create("/v1/employees", given)
    post = {"code": "analis-9", "name": "Penelaah", "kind": "executor", "unit_id": str(world.units["bidang"])}
    made = await hr.create("/v1/positions", post)
    await hr.create(f"/v1/employees/{person['id']}/assignments", {"position_id": made["id"], "since": since})
    await worlds.employ(world, "sari", UUID(person["id"]))
    return person


async def test_cpns(world: World, worlds: WorldBuilder) -> None:
    """CPNS: "SKP starts at SPMT; normal cycle afterwards" [S24]. The appointment is of April, the SPMT of the 20th."""
    cycle = await open_cycle(world)
    await newcomer(worlds, world, CPNS | {"spmt_on": "2026-04-20"}, "2026-04-01")

    plan = await world["sari"].create("/v1/target-plans", {"cycle_id": cycle["id"]})

    assert (plan["valid_from"], plan["valid_until"]) == ("2026-04-20", None)


async def test_cpns_whose_spmt_is_of_the_next_year(world: World, worlds: WorldBuilder) -> None:
    """The same: no plan for a year in which there is no day of duty."""
    cycle = await open_cycle(world)
    await newcomer(worlds, world, CPNS | {"spmt_on": "2027-01-04"}, "2026-04-01")

    refused = problem(await world["sari"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "DUTY_BEGINS_LATER")

    assert "2027-01-04" in refused["detail"]
    assert refused["basis"]


@pytest.mark.parametrize("kind", ["cltn", "perpanjangan_cltn"])
async def test_cltn_has_no_plan(world: World, kind: str) -> None:
    """CLTN: "no SKP and no evaluation while on leave; SIASN `kedudukanHukum` 02 = CLTN, 13 = perpanjangan" [OK-med]."""
    cycle = await open_cycle(world)
    assert await may_write_plan(world, "ani")
    leave = await status_of(world, "ani", kind, "2025-10-01")

    refused = problem(
        await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ON_UNPAID_LEAVE"
    )

    assert refused["basis"]
    assert leave["siasn_code"] == {"cltn": "02", "perpanjangan_cltn": "13"}[kind]
    assert not await may_write_plan(world, "ani")


async def test_cltn_that_ends_in_the_year_leaves_a_plan_from_the_return_on(world: World) -> None:
    """The same row: what is worked after the return has a plan."""
    cycle = await open_cycle(world)
    leave = await status_of(world, "ani", "cltn", "2025-10-01")
    end = {"until": "2026-04-01", "end_decree": "824/9/2026"}
    ok(await world["hr"].put(f"/v1/employee-statuses/{leave['id']}/end", end, etag='"v1"'))

    plan = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"]})

    assert (plan["valid_from"], plan["valid_until"]) == ("2026-04-01", None)


async def test_tugas_belajar(world: World) -> None:
    """Tugas belajar (full time): "hasil kerja = academic result ... three IKI" [F2]: SIASN 03."""
    cycle = await open_cycle(world)
    study = await status_of(world, "ani", "tugas_belajar", "2025-09-01", "2027-09-01")

    plan = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"]})

    assert (study["siasn_code"], plan["kind"]) == ("03", "study")
    [target] = plan["targets"]
    assert target["is_unlinked"] is False
    assert [(each["study_kind"], each["target_value"]) for each in target["indicators"]] == [
        ("tugas_program", None),
        ("evaluasi_akademik", None),
        ("lulus_tepat_waktu", "100"),
    ]
    path = f"/v1/target-plans/{plan['id']}"
    graduation = f"/v1/indicators/{target['indicators'][2]['id']}"
    ok(await world["ani"].delete(graduation, etag='"v1"'), 204)
    refused = problem(await world["ani"].step(path, "submit"), 409, "ILLEGAL_TRANSITION")
    assert "lulus_tepat_waktu" in refused["detail"]
    assert refused["basis"][0]["instrument"] == "KMK 127/2026"
    in_time = {"aspect": "waktu", "title": "Lulus", "target_text": "Juli", "study_kind": "lulus_tepat_waktu"}
    ok(await world["ani"].post(f"/v1/targets/{target['id']}/indicators", in_time, etag='"v2"'), 201)
    ok(await world["ani"].step(path, "submit"))
    assert ok(await world["kabid"].step(path, "agree"))["status"] == "agreed"


async def test_tugas_belajar_from_the_middle_of_the_year_ends_the_plan_of_work(world: World, clock: FixedClock) -> None:
    """The same row: work until July by the plan of the post, study from August by a plan of its own."""
    cycle = await open_cycle(world)
    work = await agreed_plan(world, "ani", cycle["id"])
    await status_of(world, "ani", "tugas_belajar", "2026-08-01")
    assert not await may_write_plan(world, "ani")
    clock.instant = datetime(2026, 8, 3, 5, tzinfo=UTC)
    assert await may_write_plan(world, "ani")

    study = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"]})

    assert (study["kind"], study["valid_from"], study["valid_until"]) == ("study", "2026-08-01", None)
    kept = await world["ani"].read(f"/v1/target-plans/{work['id']}")
    assert (kept["kind"], kept["valid_until"]) == ("regular", "2026-07-31")
    assert not await may_write_plan(world, "ani")
    again = problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ALREADY_THERE")
    assert again["plan_id"] == study["id"]


async def test_tugas_belajar_is_for_students_and_takes_no_plan_of_work(world: World) -> None:
    """The same row: a plan of study needs the status, and a student's year has no days of work."""
    cycle = await open_cycle(world)
    await status_of(world, "budi", "tugas_belajar", "2025-09-01")

    stranger = problem(
        await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"], "kind": "study"}),
        409,
        "NOT_ON_STUDY_LEAVE",
    )
    student = problem(
        await world["budi"].post("/v1/target-plans", {"cycle_id": cycle["id"], "kind": "regular"}),
        409,
        "PLAN_OF_STUDY_NEEDED",
    )

    assert stranger["basis"] == student["basis"] != []
    plan = await draft_plan(world, "ani", cycle["id"])
    marked = {"aspect": "waktu", "title": "Lulus", "target_text": "Juli", "study_kind": "lulus_tepat_waktu"}
    path = f"/v1/targets/{plan['targets'][0]['id']}"
    etag = f'"v{plan["version"]}"'
    problem(await world["ani"].post(f"{path}/indicators", marked, etag=etag), 422, "STUDY_INDICATOR_NOT_ON_PLAN")
    given = {"title": "Lulus", "indicators": [marked]}
    problem(await world["ani"].put(path, given, etag=etag), 422, "STUDY_INDICATOR_NOT_ON_PLAN")


async def acting(
    world: World, name: str, since: str, until: str, *, capacity: str = "plt", unit: str = "dinas"
) -> Json:
    """Appoint an acting head of a unit."""
    given = {"unit_id": str(world.units[unit]), "employee_id": str(world.employees[name]), "capacity": capacity}
    span = {"since": since, "until": until, "decree": "821/4/2026"}
    return await world["hr"].create("/v1/delegations", given | span)


@pytest.mark.parametrize("kind", ["tambahan", "utama"])
async def test_pegawai_who_is_also_plt_elsewhere(world: World, kind: str) -> None:
    """Pegawai who is also Plt. elsewhere: "SKP stays on the definitive post".

    "Plt. results enter as hasil kerja (tambahan or utama by agreement)" [OK-med].
    """
    cycle = await open_cycle(world)
    delegation = await acting(world, "kabid", "2026-05-01", "2026-08-01")
    assert (await world["kabid"].read(f"/v1/employees/{world.employees['kabid']}/delegations"))["items"] == [delegation]
    plan = await draft_plan(world, "kabid", cycle["id"], weights=())
    measured = {"aspect": "kuantitas", "title": "Renstra", "target_value": "1", "unit": "dokumen"}
    given = {"title": "Renstra dinas ditetapkan", "kind": kind, "delegation_id": delegation["id"]}

    path = f"/v1/target-plans/{plan['id']}/targets"
    target = ok(await world["kabid"].post(path, given | {"indicators": [measured]}, etag='"v1"'), 201)

    assert plan["position_name"] == "Kepala Bidang"
    named = (target["kind"], target["delegation_id"], target["delegation_name"])
    assert named == (kind, delegation["id"], "Plt. Dinas Kominfo")
    assert (await world["kadis"].read(f"/v1/target-plans/{plan['id']}"))["targets"][0]["delegation_name"] == named[2]


async def test_plt_of_another_year_or_of_somebody_else_is_not_named_in_a_plan(world: World) -> None:
    """The same row: the result is one of the year, and of the person."""
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "kabid", cycle["id"], weights=())
    past = await acting(world, "kabid", "2025-05-01", "2026-01-01", capacity="plh")
    others = await acting(world, "ani", "2026-05-01", "2026-08-01")
    path = f"/v1/target-plans/{plan['id']}/targets"

    answers = [
        await world["kabid"].post(path, {"title": "Renstra", "delegation_id": each["id"]}, etag='"v1"')
        for each in (past, others)
    ]

    assert problem(answers[0], 422, "NOT_OWN_DELEGATION")["basis"]
    problem(answers[1], 404, "NOT_FOUND")


async def test_diperbantukan_has_no_plan_at_home(world: World) -> None:
    """Diperbantukan: "evaluated where the work is done; result sent to the home instansi" [OK-med]: so is the plan."""
    cycle = await open_cycle(world)
    await status_of(world, "ani", "diperbantukan", "2025-10-01", host_agency="Kementerian Dalam Negeri")

    refused = problem(
        await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_KEPT_ELSEWHERE"
    )

    assert "Kementerian Dalam Negeri" in refused["detail"]
    assert refused["basis"]
    assert not await may_write_plan(world, "ani")


async def ran(world: World, cycle: Json, period_id: str | None = None) -> Json:
    """Let HR have evaluations prepared, and return the run with what was left out."""
    body = {"cycle_id": cycle["id"], "period_id": period_id}
    run = ok(await world["hr"].post("/v1/evaluation-runs", body), 202)
    async with world.database.write(world.agency_id) as uow:
        await advance_run(uow, UUID(run["id"]))
        await uow.finish()
    done = await world["hr"].read(f"/v1/evaluation-runs/{run['id']}")
    omitted = (await world["hr"].read(f"/v1/evaluation-runs/{run['id']}/omissions"))["items"]
    return done | {"omitted": {each["employee_name"]: each["code"] for each in omitted}}


async def test_cltn_has_no_evaluation(world: World) -> None:
    """CLTN: "no SKP and no evaluation while on leave" [OK-med]: a quarter wholly inside has nothing to evaluate."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    second = (await open_period(world, cycle["id"], 2))["id"]
    await status_of(world, "ani", "cltn", "2026-04-01")

    body = {"plan_id": plan["id"], "period_id": second} | RATINGS
    refused = problem(await world["kabid"].post("/v1/evaluations", body), 409, "NOTHING_TO_EVALUATE")

    assert (refused["reason"], "CLTN" in refused["detail"]) == ("unpaid_leave", True)
    assert "CLTN" in refused["basis"][0]["article"]
    run = await ran(world, cycle, second)
    assert run["omitted"]["Ani"] == "unpaid_leave"


async def test_cltn_in_a_part_of_the_time_is_evaluated_on_what_was_worked(world: World) -> None:
    """The same row with "Works part of a year: evaluate the months actually worked" [OK-med]."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, plan)
    await status_of(world, "ani", "cltn", "2026-02-15", "2026-03-02")
    first = (await periods_of(world, cycle))[0]["id"]

    drafted = await drafted_evaluation(world, plan, period_id=first)

    assert (drafted["first_day"], drafted["last_day"], drafted["predicate"]) == ("2026-01-01", "2026-03-31", "baik")
    told = await world["kabid"].read(f"/v1/evaluations/{drafted['id']}/explanation")
    [remark] = [each["text"] for each in told["remarks"] if each["code"] == "PART_OF_THE_TIME"]
    assert "2026-01-01 - 2026-02-14, 2026-03-02 - 2026-03-31" in remark
    assert "CLTN" in remark


@pytest.mark.parametrize("kind", ["cuti_sakit", "cuti_besar", "cuti_melahirkan"])
async def test_cuti_panjang(world: World, kind: str) -> None:
    """Cuti panjang (sakit, besar, melahirkan): "still evaluated on months worked" [OK-med]: the plan goes on."""
    cycle = await open_cycle(world)
    await status_of(world, "ani", kind, "2026-02-01", "2026-05-01")
    plan = await agreed_plan(world, "ani", cycle["id"])
    assert (plan["valid_from"], plan["valid_until"]) == ("2026-01-01", None)
    first = (await periods_of(world, cycle))[0]["id"]

    drafted = await drafted_evaluation(world, plan, period_id=first)

    assert (drafted["first_day"], drafted["last_day"]) == ("2026-01-01", "2026-01-31")


async def test_cuti_panjang_for_a_whole_period_leaves_nothing_to_evaluate_in_it(world: World) -> None:
    """The same row: no month of that period was worked."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await status_of(world, "ani", "cuti_melahirkan", "2026-01-01", "2026-04-01")
    first = (await open_period(world, cycle["id"]))["id"]

    body = {"plan_id": plan["id"], "period_id": first} | RATINGS
    refused = problem(await world["kabid"].post("/v1/evaluations", body), 409, "NOTHING_TO_EVALUATE")

    assert refused["reason"] == "long_leave"
    assert (await ran(world, cycle, first))["omitted"]["Ani"] == "long_leave"


HOST = "Kementerian Dalam Negeri"


async def lent(world: World, since: str, until: str | None = None, name: str = "ani") -> Json:
    return await status_of(world, name, "diperbantukan", since, until, host_agency=HOST)


def document(status: Json, cycle: Json, period_id: str | None = None, **changes: Any) -> Json:
    """Return the evaluation document of the host agency as HR records it."""
    about = {"status_id": status["id"], "cycle_id": cycle["id"], "period_id": period_id}
    issued = {"document_number": "800/417/SJ", "document_on": "2026-04-09", "official_name": "Ratna Sari"}
    rated = {"work_result_rating": LEVEL, "behavior_rating": LEVEL, "predicate": "baik"}
    return about | issued | rated | {"evidence_url": "https://berkas.contoh.go.id/417.pdf"} | changes


async def test_diperbantukan(world: World) -> None:
    """Diperbantukan / penugasan: "evaluated where the work is done; result sent to the home instansi" [OK-med]."""
    cycle = await open_cycle(world)
    status = await lent(world, "2025-07-01")
    first = (await open_period(world, cycle["id"]))["id"]
    assert (await ran(world, cycle, first))["omitted"]["Ani"] == "evaluated_elsewhere"

    recorded = await world["hr"].create("/v1/host-evaluations", document(status, cycle, first))

    assert (recorded["origin"], recorded["host_agency"], recorded["evaluator_name"]) == ("host", HOST, "Ratna Sari")
    assert (recorded["status"], recorded["predicate"], recorded["is_current"]) == ("issued", "baik", True)
    assert (recorded["document_number"], recorded["document_on"]) == ("800/417/SJ", "2026-04-09")
    assert await world["ani"].read(f"/v1/evaluations/{recorded['id']}") == recorded
    assert (await world["ani"].read(f"/v1/evaluations/{recorded['id']}/explanation"))["citations"]
    kept = await world["ani"].read(f"/v1/target-plans/{recorded['plan_id']}")
    assert (kept["kind"], kept["host_agency"], kept["status"], kept["targets"]) == ("host", HOST, "closed", [])
    signed = ok(await world["ani"].step(f"/v1/evaluations/{recorded['id']}", "acknowledge"))
    assert signed["status"] == "acknowledged"
    annual = await world["hr"].create("/v1/host-evaluations", document(status, cycle))
    assert (annual["first_day"], annual["last_day"], annual["plan_id"]) == ("2026-01-01", "2026-12-31", kept["id"])


async def test_diperbantukan_is_not_rated_by_the_own_official(world: World) -> None:
    """The same row: neither for the days elsewhere nor, when the year ends there, for the year."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, plan)
    status = await lent(world, "2026-03-01")
    periods = await periods_of(world, cycle)
    second = (await open_period(world, cycle["id"], 2))["id"]
    hosted = await world["hr"].create("/v1/host-evaluations", document(status, cycle, second))

    for of in ({"plan_id": plan["id"], "period_id": second}, {"plan_id": plan["id"]}, {"plan_id": hosted["plan_id"]}):
        refused = problem(await world["kabid"].post("/v1/evaluations", of | RATINGS), 409, "EVALUATED_ELSEWHERE")
        assert HOST in refused["detail"]
        assert refused["basis"]
    own = await drafted_evaluation(world, plan, period_id=periods[0]["id"])
    assert (own["first_day"], own["last_day"], own["origin"]) == ("2026-01-01", "2026-02-28", "own")
    assert (await ran(world, cycle))["omitted"]["Ani"] == "evaluated_elsewhere"


async def test_diperbantukan_is_recorded_only_as_its_document_says(world: World) -> None:
    """The same row: the predicate follows from the ratings (7.3), the time is that of the assignment, HR records."""
    cycle = await open_cycle(world)
    status = await lent(world, "2026-04-01", "2026-07-01")
    leave = await status_of(world, "budi", "cuti_sakit", "2026-01-01", "2026-02-01")
    periods = [each["id"] for each in await periods_of(world, cycle)]
    for number in (1, 2):
        await open_period(world, cycle["id"], number)
    hr = world["hr"]

    wrong = document(status, cycle, periods[1], behavior_rating="di_bawah_ekspektasi", predicate="butuh_perbaikan")
    refused = problem(await hr.post("/v1/host-evaluations", wrong), 409, "HOST_PREDICATE_CONTRADICTS")
    assert refused["predicate"] == "kurang"
    for given in (document(status, cycle, periods[0]), document(leave, cycle, periods[0])):
        assert problem(await hr.post("/v1/host-evaluations", given), 409, "NOT_ASSIGNED_ELSEWHERE")["basis"]
    problem(await hr.post("/v1/host-evaluations", document(status, cycle, periods[3])), 409, "PERIOD_NOT_BEGUN")
    problem(await world["kabid"].post("/v1/host-evaluations", document(status, cycle)), 403, "FORBIDDEN")
    problem(await hr.post("/v1/host-evaluations", document(status, cycle, evidence_url="berkas")), 422, "INVALID")


async def test_diperbantukan_documents_are_corrected_by_their_agency(world: World) -> None:
    """The same row: an objection is made there; the new document replaces the old one, which is kept."""
    cycle = await open_cycle(world)
    status = await lent(world, "2026-01-01")
    hr, first = world["hr"], (await open_period(world, cycle["id"]))["id"]
    old = await hr.create("/v1/host-evaluations", document(status, cycle, first))
    path = f"/v1/evaluations/{old['id']}"

    objection = {"evaluation_id": old["id"], "reason": "Target kedua tidak dihitung."}
    assert HOST in problem(await world["ani"].post("/v1/objections", objection), 409, "OBJECT_ELSEWHERE")["detail"]
    for name, step in (("ani", "reject"), ("kadis", "reopen")):
        assert HOST in problem(await world[name].step(path, step, note="Keliru"), 409, "ILLEGAL_TRANSITION")["detail"]
    better = {"work_result_rating": "di_atas_ekspektasi", "behavior_rating": "di_atas_ekspektasi"}
    given = document(status, cycle, first, **better, predicate="sangat_baik", document_number="800/500/SJ")
    there = problem(await hr.post("/v1/host-evaluations", given), 409, "HOST_EVALUATION_ALREADY_THERE")
    assert there["evaluation_id"] == old["id"]
    new = await hr.create("/v1/host-evaluations", given | {"correction_note": "Putusan keberatan di Kemendagri."})

    assert (new["revision"], new["replaces_id"], new["revision_reason"]) == (2, old["id"], "host_document")
    assert (new["predicate"], new["document_number"], new["is_current"]) == ("sangat_baik", "800/500/SJ", True)
    kept = await world["auditor"].read(path)
    assert (kept["status"], kept["predicate"]) == ("replaced", "baik")


async def test_diperbantukan_leaves_the_distribution_of_the_unit_alone(world: World) -> None:
    """The same row with 7.5: the pattern is of those whom the leader of the unit rates."""
    cycle = await open_cycle(world)
    await rated_unit(world, cycle["id"])
    status = await lent(world, "2026-01-01")
    await world["hr"].create("/v1/host-evaluations", document(status, cycle))
    await issued_evaluation(world, await agreed_plan(world, "budi", cycle["id"]))

    spread = await world["kabid"].read("/v1/distributions", unit_id=str(world.units["bidang"]), cycle_id=cycle["id"])

    assert (spread["evaluated"], spread["issued"]) == (1, 1)


async def ids_of(world: World, reader: str, scope: str) -> list[str]:
    listed = await world[reader].read_all("/v1/evaluations", scope=scope, is_current=True)
    return [each["id"] for each in listed]


async def test_mutasi_promosi_mid_year(world: World) -> None:
    """Mutasi / promosi: "new SKP in the new position; keep the old SKP and its evaluation" [S24][F8].

    The old one is evaluated up to the hand-over by the official of that day, also after it, on the result of the
    organisation of the period in which the hand-over lies.
    """
    cycle = await open_cycle(world)
    old = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, old)
    await secretariat(world, "citra")
    await moved(world, "ani", "sekretariat", "2026-03-15")
    ended = await world["kabid"].read(f"/v1/target-plans/{old['id']}")
    assert (ended["valid_until"], ended["status"], ended["targets"]) == ("2026-03-14", "agreed", old["targets"])
    new = await agreed_plan(world, "ani", cycle["id"], official="citra")
    assert (new["valid_from"], new["position_name"]) == ("2026-03-15", "Jabatan baru")

    drafted = await world["kabid"].create("/v1/evaluations", {"plan_id": old["id"]} | RATINGS)
    path = f"/v1/evaluations/{drafted['id']}"
    early = problem(await world["kabid"].step(path, "issue"), 409, "ILLEGAL_TRANSITION")
    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])
    issued = ok(await world["kabid"].step(path, "issue"))

    assert "Capaian kinerja organisasi" in early["detail"]
    assert (issued["first_day"], issued["last_day"]) == ("2026-01-01", "2026-03-14")
    assert (issued["handed_over_on"], issued["predicate"], issued["considered"]) == ("2026-03-14", "baik", [])
    # Whoever rates today reads it and does not make it; to a colleague it is not there, and to the one before the new
    # plan is not.
    assert (await world["citra"].read(path))["id"] == issued["id"]
    for answer in (
        await world["citra"].post("/v1/evaluations", {"plan_id": old["id"]} | RATINGS),
        await world["citra"].step(path, "reopen", note="Keliru"),
    ):
        assert "serah terima" in problem(answer, 403, "FORBIDDEN")["detail"]
    problem(await world["budi"].get(path), 404, "NOT_FOUND")
    problem(await world["kabid"].get(f"/v1/target-plans/{new['id']}"), 404, "NOT_FOUND")
    second = (await open_period(world, cycle["id"], 2))["id"]
    outside = {"plan_id": old["id"], "period_id": second} | RATINGS
    refused = problem(await world["kabid"].post("/v1/evaluations", outside), 409, "NOTHING_TO_EVALUATE")
    assert refused["reason"] == "outside_plan"
    reopened = ok(await world["kadis"].step(path, "reopen", note="Satu target belum dihitung."))
    assert reopened["status"] == "reopened"


async def test_mutasi_is_prepared_for_both_officials_in_the_period_of_the_move(world: World) -> None:
    """The same row: in that period each plan is evaluated on its own days."""
    cycle = await open_cycle(world)
    old = await agreed_plan(world, "ani", cycle["id"])
    await secretariat(world, "citra")
    await moved(world, "ani", "sekretariat", "2026-03-15")
    new = await agreed_plan(world, "ani", cycle["id"], official="citra")
    first = (await open_period(world, cycle["id"]))["id"]

    await ran(world, cycle, first)

    listed = await world["hr"].read_all("/v1/evaluations", employee_id=str(world.employees["ani"]), period_id=first)
    found = {each["plan_id"]: (each["first_day"], each["last_day"]) for each in listed}
    assert found == {old["id"]: ("2026-01-01", "2026-03-14"), new["id"]: ("2026-03-15", "2026-03-31")}


async def test_annual_predikat_after_a_move(world: World) -> None:
    """Annual predikat after a move: "last penilai sets it ...; not an arithmetic mean" [OK-med].

    It considers the evaluation document from the earlier position, which must be there.
    """
    cycle = await open_cycle(world)
    old = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, old)
    await secretariat(world, "citra")
    await moved(world, "ani", "sekretariat", "2026-03-15")
    new = await agreed_plan(world, "ani", cycle["id"], official="citra")
    second = (await open_period(world, cycle["id"], 2))["id"]
    await accepted_realization(world, new, period_id=second, official="citra")
    best = {"work_result_rating": "di_atas_ekspektasi", "behavior_rating": "di_atas_ekspektasi"}
    body = {"plan_id": new["id"]} | best

    missing = problem(await world["citra"].post("/v1/evaluations", body), 409, "EARLIER_EVALUATION_MISSING")
    assert (missing["plan_id"], "2026-03-14" in missing["detail"], missing["basis"] != []) == (old["id"], True, True)
    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])
    before = await evaluated(world, "kabid", old, work_result_rating="di_bawah_ekspektasi")
    await rated_unit(world, cycle["id"], unit="sekretariat")
    annual = await evaluated(world, "citra", new, **best)

    assert (before["predicate"], annual["predicate"]) == ("butuh_perbaikan", "sangat_baik")
    [considered] = annual["considered"]
    assert (considered["evaluation_id"], considered["predicate"]) == (before["id"], "butuh_perbaikan")
    assert (considered["evaluator_name"], considered["handed_over_on"]) == ("Kabid", "2026-03-14")
    assert (annual["handed_over_on"], annual["months_worked"]) == (None, 12)
    told = await world["ani"].read(f"/v1/evaluations/{annual['id']}/explanation")
    assert "earlier_evaluations_considered" in str(told["trace"])
    assert any("Citra" in sentence for sentence in told["sentences"])
    assert await ids_of(world, "ani", "annual") == [annual["id"]]
    assert await ids_of(world, "ani", "handover") == [before["id"]]


async def test_change_of_penilai_mid_year(world: World) -> None:
    """Change of penilai: "outgoing penilai completes evaluation up to hand-over" [OK-med]; the incoming one sees it."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, plan)
    await change_of_official(world)
    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])

    before = await evaluated(world, "kabid", plan, up_to="2026-03-31")
    await rated_unit(world, cycle["id"])
    annual = await evaluated(world, "citra", plan)

    assert (before["handed_over_on"], before["first_day"], before["last_day"]) == (
        "2026-03-31",
        "2026-01-01",
        "2026-03-31",
    )
    assert (await world["citra"].read(f"/v1/evaluations/{before['id']}"))["evaluator_name"] == "Kabid"
    assert [each["evaluation_id"] for each in annual["considered"]] == [before["id"]]
    assert (annual["evaluator_name"], annual["first_day"], annual["months_worked"]) == ("Citra", "2026-01-01", 12)


async def test_change_of_penilai_is_said_for_the_day_on_which_it_happens(world: World) -> None:
    """The same row: no evaluation "up to" a day after which the same official goes on, or that has not come."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, plan)
    first = (await periods_of(world, cycle))[0]["id"]
    await change_of_official(world)
    body = {"plan_id": plan["id"]} | RATINGS

    for name, day in (
        ("kabid", "2026-02-28"),
        ("citra", "2026-04-05"),
        ("citra", "2026-04-07"),
        ("kabid", "2025-12-31"),
    ):
        answer = await world[name].post("/v1/evaluations", body | {"up_to": day})
        assert problem(answer, 409, "NO_HAND_OVER")["basis"], (name, day)
    with_period = body | {"up_to": "2026-03-31", "period_id": first}
    refused = problem(await world["kabid"].post("/v1/evaluations", with_period), 422, "INVALID")
    assert refused["errors"][0]["pointer"] == "/up_to"
    problem(await world["kabid"].post("/v1/evaluations", body), 404, "NOT_FOUND")


async def test_works_under_six_months(world: World, worlds: WorldBuilder) -> None:
    """Works under 6 months: "evaluate the months actually worked. The 6 months threshold is from DP3" [S30]."""
    cycle = await open_cycle(world)
    await newcomer(worlds, world, CPNS | {"spmt_on": "2026-04-20"}, "2026-04-01")
    plan = await agreed_plan(world, "sari", cycle["id"])
    second = (await open_period(world, cycle["id"], 2))["id"]
    await accepted_realization(world, plan, period_id=second)
    await status_of(world, "sari", "cuti_melahirkan", "2026-07-01", "2026-12-01")
    await rated_unit(world, cycle["id"])

    annual = await evaluated(world, "kabid", plan)

    assert (annual["months_worked"], annual["predicate"]) == (4, "baik")
    assert (annual["first_day"], annual["last_day"]) == ("2026-04-20", "2026-12-31")
    told = await world["sari"].read(f"/v1/evaluations/{annual['id']}/explanation")
    assert "belum_bertugas" in str(told["trace"])


async def test_penilai_permanently_unable(world: World) -> None:
    """Penilai permanently unable: "atasan of the penilai, upward step by step" [S31]."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    budi = await agreed_plan(world, "budi", cycle["id"])
    for each in (plan, budi):
        await accepted_realization(world, each)
    await moved(world, "ani", "dinas", "2026-03-15")
    await released(world, "kabid", "2026-04-01")
    first = (await periods_of(world, cycle))[0]["id"]
    await rated_unit(world, cycle["id"], period_id=first)

    # Of the plan that goes on, and of the one that ended while the official was there still.
    present = await evaluated(world, "kadis", budi, period_id=first)
    past = await evaluated(world, "kadis", plan)

    assert (present["evaluator_name"], past["evaluator_name"]) == ("Kadis", "Kadis")
    assert past["handed_over_on"] == "2026-03-14"


@pytest.mark.parametrize("capacity", ["plt", "plh"])
async def test_plt_plh_as_penilai(world: World, capacity: str) -> None:
    """Plt./Plh. as penilai: "allowed by delegation; SE BKN 1/SE/I/2021 lists SKP setting and evaluation" [S31]."""
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    await acting(world, "citra", "2026-04-01", "2026-05-01", capacity=capacity, unit="bidang")
    path = f"/v1/target-plans/{plan['id']}"
    ok(await world["ani"].step(path, "submit"))
    problem(await world["kabid"].step(path, "agree"), 404, "NOT_FOUND")
    agreed = ok(await world["citra"].step(path, "agree"))
    first = (await open_period(world, cycle["id"]))["id"]
    await rated_unit(world, cycle["id"], period_id=first)
    await accepted_realization(world, agreed, period_id=first, official="citra")

    issued = await evaluated(world, "citra", agreed, period_id=first)

    assert (agreed["rating_official_name"], issued["evaluator_name"]) == ("Citra", "Citra")
    problem(await world["kabid"].get(f"/v1/evaluations/{issued['id']}"), 404, "NOT_FOUND")


async def test_pppk(world: World, worlds: WorldBuilder) -> None:
    """PPPK: "same cycle, same forms, same predicates as PNS (change introduced by 6/2022)" [S8][S10]."""
    cycle = await open_cycle(world)
    contract = {"nip": "199003152023212005", "name": "Sari Dewi", "employment": "pppk"}
    await newcomer(worlds, world, contract, "2026-01-01")
    plan = await agreed_plan(world, "sari", cycle["id"])
    first = (await open_period(world, cycle["id"]))["id"]
    await rated_unit(world, cycle["id"], period_id=first)
    await accepted_realization(world, plan, period_id=first)

    issued = await evaluated(world, "kabid", plan, period_id=first)

    assert (plan["form"], plan["kind"], issued["predicate"]) == ("pegawai", "regular", "baik")


async def test_penugasan_khusus(world: World) -> None:
    """Penugasan khusus: "ordinary cross-unit help is penugasan and yields hasil kerja tambahan" [F9].

    It comes from anywhere, so it serves no target of one's own superior and is not flagged for that.
    """
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"], weights=())
    given = {"title": "Panitia pemilihan rektor membantu Sekretariat Daerah", "kind": "tambahan"}

    target = ok(await world["ani"].post(f"/v1/target-plans/{plan['id']}/targets", given, etag='"v1"'), 201)

    assert (target["kind"], target["superior_target_id"], target["is_unlinked"]) == ("tambahan", None, False)


async def test_unit_head(world: World) -> None:
    """Unit head: 7.4, "the unit's capaian is set as that pegawai's rating hasil kerja" [S20]."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "kabid", cycle["id"], official="kadis")
    first = (await open_period(world, cycle["id"]))["id"]
    await rated_unit(world, cycle["id"], period_id=first, rating="istimewa")
    await accepted_realization(world, plan, period_id=first, official="kadis")
    body = {"plan_id": plan["id"], "period_id": first, "behavior_rating": "di_atas_ekspektasi"}

    drafted = await world["kadis"].create("/v1/evaluations", body)

    assert (drafted["heads_unit"], drafted["work_result"], drafted["predicate"]) == (
        True,
        "di_atas_ekspektasi",
        "sangat_baik",
    )


async def test_tugas_belajar_is_evaluated_on_its_academic_result(world: World) -> None:
    """Tugas belajar: the evaluation is that of the student's plan, by the official at home."""
    cycle = await open_cycle(world)
    await status_of(world, "ani", "tugas_belajar", "2025-09-01")
    plan = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"]})
    path = f"/v1/target-plans/{plan['id']}"
    ok(await world["ani"].step(path, "submit"))
    agreed = ok(await world["kabid"].step(path, "agree"))
    first = (await open_period(world, cycle["id"]))["id"]
    academic = agreed["targets"][0]["indicators"][1]["id"]
    reported = {"indicator_id": academic, "period_id": first, "text": "IP semester ganjil 3,72"}
    realization = await world["ani"].create("/v1/realizations", reported)
    ok(await world["ani"].step(f"/v1/realizations/{realization['id']}", "submit"))
    ok(await world["kabid"].step(f"/v1/realizations/{realization['id']}", "accept"))
    await rated_unit(world, cycle["id"])

    annual = await evaluated(world, "kabid", agreed)

    assert (annual["predicate"], annual["origin"], annual["months_worked"]) == ("baik", "own", None)


async def test_diperbantukan_in_a_part_of_the_year_is_considered_by_the_last_penilai(world: World) -> None:
    """Diperbantukan with "Annual predikat after a move": what the host agency found of its days is considered."""
    cycle = await open_cycle(world)
    status = await lent(world, "2025-07-01", "2026-04-01")
    plan = await agreed_plan(world, "ani", cycle["id"])
    second = (await open_period(world, cycle["id"], 2))["id"]
    await accepted_realization(world, plan, period_id=second)
    await rated_unit(world, cycle["id"])
    body = {"plan_id": plan["id"]} | RATINGS
    missing = problem(await world["kabid"].post("/v1/evaluations", body), 409, "EARLIER_EVALUATION_MISSING")
    assert HOST in missing["detail"]

    hosted = await world["hr"].create("/v1/host-evaluations", document(status, cycle))
    annual = await evaluated(world, "kabid", plan)

    assert (hosted["handed_over_on"], hosted["first_day"]) == ("2026-03-31", "2026-01-01")
    [considered] = annual["considered"]
    assert (considered["host_agency"], considered["predicate"]) == (HOST, "baik")
    assert (annual["first_day"], annual["months_worked"]) == ("2026-04-01", 12)


async def test_an_objection_to_the_evaluation_up_to_a_move_goes_to_the_line_of_that_day(world: World) -> None:
    """Section 2 with "Mutasi": the atasan of the penilai decides, of the penilai who made it."""
    cycle = await open_cycle(world)
    old = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, old)
    await moved(world, "ani", "dinas", "2026-03-15")
    await rated_unit(world, cycle["id"], period_id=(await periods_of(world, cycle))[0]["id"])
    issued = await evaluated(world, "kabid", old)

    given = {"evaluation_id": issued["id"], "reason": "Target kedua tidak dihitung."}
    objection = await world["ani"].create("/v1/objections", given)

    assert objection["judge_name"] == "Kadis"
    ok(await world["kadis"].step(f"/v1/objections/{objection['id']}", "examine"))


async def test_days_that_no_record_tells_of_are_told_and_do_not_stop_the_annual_evaluation(world: World) -> None:
    """Works part of a year: the post is held since April by the record, duty in the agency since long before."""
    cycle = await open_cycle(world)
    await moved(world, "ani", "bidang", "2026-03-15")
    plan = await agreed_plan(world, "ani", cycle["id"])
    second = (await open_period(world, cycle["id"], 2))["id"]
    await accepted_realization(world, plan, period_id=second)
    await rated_unit(world, cycle["id"])

    annual = await evaluated(world, "kabid", plan)

    told = await world["ani"].read(f"/v1/evaluations/{annual['id']}/explanation")
    [remark] = [each["text"] for each in told["remarks"] if each["code"] == "DAYS_WITHOUT_DOCUMENT"]
    assert "2026-01-01 - 2026-03-14" in remark
    assert (annual["considered"], annual["months_worked"]) == ([], None)


async def test_my_tasks_ask_nobody_to_evaluate_what_is_not_theirs(world: World, clock: FixedClock) -> None:
    """CLTN, cuti, diperbantukan, and plans that have ended: the official is not reminded of them."""
    cycle = await open_cycle(world)
    for name in ("ani", "budi", "dewi"):
        await agreed_plan(world, name, cycle["id"])
    await status_of(world, "ani", "cltn", "2026-04-01", "2026-07-01")
    await lent(world, "2026-04-01", name="budi")
    clock.instant = datetime(2026, 7, 3, 5, tzinfo=UTC)

    tasks = (await world["kabid"].read("/v1/my-tasks"))["tasks"]

    counted = {each["period"]: each["count"] for each in tasks if each["kind"] == "evaluate"}
    assert counted == {"Triwulan I 2026": 3, "Triwulan II 2026": 1}


async def test_tugas_belajar_from_the_middle_of_the_year_is_evaluated_as_two_plans(
    world: World, clock: FixedClock
) -> None:
    """Tugas belajar with "Annual predikat after a move": the work until July is considered for the year of study."""
    cycle = await open_cycle(world)
    work = await agreed_plan(world, "ani", cycle["id"])
    await accepted_realization(world, work)
    await status_of(world, "ani", "tugas_belajar", "2026-08-01")
    clock.instant = datetime(2026, 8, 3, 5, tzinfo=UTC)
    study = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"]})
    ok(await world["ani"].step(f"/v1/target-plans/{study['id']}", "submit"))
    ok(await world["kabid"].step(f"/v1/target-plans/{study['id']}", "agree"))
    third = (await open_period(world, cycle["id"], 3))["id"]
    academic = study["targets"][0]["indicators"][1]["id"]
    reported = {"indicator_id": academic, "period_id": third, "text": "IP 3,72"}
    realization = await world["ani"].create("/v1/realizations", reported)
    ok(await world["ani"].step(f"/v1/realizations/{realization['id']}", "submit"))
    ok(await world["kabid"].step(f"/v1/realizations/{realization['id']}", "accept"))
    for period_id in (third, None):
        await rated_unit(world, cycle["id"], period_id=period_id)

    # To say the day on which the plan ends anyway changes nothing.
    before = await evaluated(world, "kabid", work, up_to="2026-07-31")
    again = await world["kabid"].post("/v1/evaluations", {"plan_id": work["id"]} | RATINGS)
    annual = await evaluated(world, "kabid", study)

    assert problem(again, 409, "EVALUATION_ALREADY_THERE")["evaluation_id"] == before["id"]
    assert (before["handed_over_on"], before["last_day"]) == ("2026-07-31", "2026-07-31")
    assert (annual["first_day"], annual["months_worked"]) == ("2026-08-01", 12)
    assert [each["evaluation_id"] for each in annual["considered"]] == [before["id"]]


async def test_diperbantukan_for_some_months_leaves_the_plan_from_before_the_one_that_goes_on(world: World) -> None:
    """Diperbantukan: what reads "the plan of the year" (scores, feedback) means the one that is worked by again."""
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    status = await lent(world, "2026-02-01", "2026-03-01")
    hosted = await world["hr"].create("/v1/host-evaluations", document(status, cycle))

    async with world.database.read(world.agency_id) as uow:
        latest = await map_latest_plans(uow, UUID(cycle["id"]), [world.employees["ani"]])
        found = await find_plan_of(uow, world.employees["ani"], UUID(cycle["id"]))

    assert hosted["plan_id"] != plan["id"]
    assert found is not None
    assert latest == {world.employees["ani"]: UUID(plan["id"])} == {found.employee_id: found.id}


async def test_cpns_is_left_out_of_the_periods_before_the_spmt(world: World, worlds: WorldBuilder) -> None:
    """CPNS: "SKP starts at SPMT" [S24]: a run says that the plan is not for those days, and who has none at all."""
    cycle = await open_cycle(world)
    await newcomer(worlds, world, CPNS | {"spmt_on": "2026-04-20"}, "2026-04-01")
    await agreed_plan(world, "sari", cycle["id"])
    first = (await open_period(world, cycle["id"]))["id"]

    omitted = (await ran(world, cycle, first))["omitted"]

    assert (omitted["Sari Dewi"], omitted["Ani"]) == ("outside_plan", "no_plan")


async def test_mutasi_by_a_personnel_list_ends_the_plan_too(world: World) -> None:
    """Mutasi / promosi: a move that comes with a list is one like any other; the same list again is none."""
    cycle = await open_cycle(world)
    old = await agreed_plan(world, "ani", cycle["id"])
    post = {"code": "baru", "name": "Penelaah", "kind": "executor", "unit_id": str(world.units["dinas"])}
    await world["hr"].create("/v1/positions", post)
    ani = await world["hr"].read(f"/v1/employees/{world.employees['ani']}")
    columns = "nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on\n"
    row = f"{ani['nip']},Ani,pns,,,dinas,baru,2026-03-15,,\n"

    for _ in range(2):
        async with world.database.write(world.agency_id) as uow:
            await import_employees(uow, None, (columns + row).encode(), partial=False)
            await uow.finish()

    async with world.database.read(world.agency_id) as uow:
        told = text("SELECT resource_id FROM outbox_event WHERE agency_id = :agency AND name = 'post_given'")
        moved_ones = (await uow.session.scalars(told, {"agency": world.agency_id})).all()
    assert moved_ones == [world.employees["ani"]]
    await plan_ender(world.database)(JobCall(world.agency_id, world.employees["ani"]))
    assert (await world["ani"].read(f"/v1/target-plans/{old['id']}"))["valid_until"] == "2026-03-14"
