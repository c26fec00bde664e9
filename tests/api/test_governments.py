"""What the five governments asked for, each from beginning to end as its people would do it.

Each test has the name of its government and its own process, from the plan to the evaluation and what follows from it.
"""

from datetime import UTC, datetime
from uuid import UUID

from kinerja_api.feedback.jobs import follow_up_watcher
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.jobs.queue import JobCall
from tests.support.annual import rated
from tests.support.caller import Caller, Json, ok, problem
from tests.support.scores import ELEMENTS, score_of, scored, survey_result
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    answer_survey,
    asked_rater,
    drafted_realization,
    issued_evaluation,
    open_cycle,
    open_period,
    published_survey,
    rated_behavior,
    rated_unit,
    rating_values,
)
from tests.support.world import World

EVALUATIONS, FEEDBACK, OBJECTIONS = "/v1/evaluations", "/v1/feedback", "/v1/objections"
BELOW, AS, ABOVE = "di_bawah_ekspektasi", "sesuai_ekspektasi", "di_atas_ekspektasi"
PEERS = ("budi", "citra", "dewi")


async def stepped(caller: Caller, path: str, **body: object) -> Json:
    """Take a step that is more than a name and a note."""
    return ok(await caller.post(f"{path}/transitions", body, etag=(await caller.get(path)).headers["etag"]))


async def rated_all_round(world: World, plan: Json, period_id: str, *, superior: str = AS, peers: str = AS) -> Json:
    """Let the superior and three peers rate ani's behaviour, close the collecting, and return what the groups say."""
    await rated_behavior(world, "kabid", plan, "superior", period_id=period_id, level=superior)
    for peer in PEERS:
        await asked_rater(world, peer, plan, period_id=period_id)
        await rated_behavior(world, peer, plan, "peer", period_id=period_id, level=peers)
    about = {"plan_id": plan["id"], "period_id": period_id}
    await world["kabid"].create("/v1/rating-collections", about)
    return await world["ani"].read("/v1/behavior-results", **about)


async def evaluated(world: World, plan: Json, period_id: str | None = None, **ratings: str) -> Json:
    """Issue ani's evaluation for a period or the year, after the unit's result, and let her acknowledge it."""
    await rated_unit(world, plan["cycle_id"], period_id=period_id)
    issued = await issued_evaluation(world, plan, period_id=period_id, **ratings)
    return ok(await world["ani"].step(f"{EVALUATIONS}/{issued['id']}", "acknowledge"))


async def test_pematangsiantar_integrates_results_and_behaviour_every_month(world: World) -> None:
    """Monthly reports, one rating of results and behaviour together, feedback from above and beside, and its effect."""
    cycle = await open_cycle(world, pattern="monthly")
    plan = await agreed_plan(world, "ani", cycle["id"])
    months = [await open_period(world, cycle["id"], number) for number in (1, 2)]
    for month, work_result, behavior in zip(months, (BELOW, AS), (AS, ABOVE), strict=True):
        await accepted_realization(world, plan, period_id=month["id"])
        for author in ("kabid", "budi"):
            told = {"plan_id": plan["id"], "value": "berorientasi_pelayanan", "text": "Antrean lebih pendek"}
            remark = await world[author].create(FEEDBACK, told)
            ok(await world["ani"].step(f"{FEEDBACK}/{remark['id']}", "acknowledge"))
        results = await rated_all_round(world, plan, month["id"], superior=behavior, peers=behavior)
        peers = next(each for each in results["groups"] if each["group"] == "peer")
        assert (peers["visibility"], peers["raters"]) == ("shown", len(PEERS))
        done = await evaluated(world, plan, month["id"], work_result=work_result, behavior=behavior)
        assert done["suggested_behavior"] == behavior

    listed = await world["ani"].read_all(EVALUATIONS, plan_id=plan["id"], status="acknowledged")
    assert [each["predicate"] for each in listed] == ["butuh_perbaikan", "baik"]
    relations = {each["author_relation"] for each in await world["ani"].read_all(FEEDBACK, plan_id=plan["id"])}
    assert relations == {"rating_official", "peer"}
    year = await evaluated(world, plan, work_result=AS, behavior=ABOVE)
    explained = await world["ani"].read(f"{EVALUATIONS}/{year['id']}/explanation")
    assert (explained["predicate"], bool(explained["citations"])) == ("baik", True)
    # What a stricter evaluation does to the service: the citizens' index before and after.
    for mean, index, day in (("2.8", "70.00", "2025-10-01"), ("3.6", "90.00", "2026-01-01")):
        await survey_result(world, mean=mean, index=index, first_day=day)
    indices = {each["first_day"]: each["index"] for each in await world["ani"].read_all("/v1/survey-results")}
    assert (indices["2025-10-01"], indices["2026-01-01"]) == ("70.00", "90.00")


async def test_gajahmungkur_sets_targets_and_standards_first_and_evaluates_each_semester(
    world: World, clock: FixedClock
) -> None:
    """Targets and the standard of work first; output, process and impact; evaluated together, with recommendations."""
    cycle, ani = await open_cycle(world, pattern="semester"), world["ani"]
    criteria = await ani.read("/v1/criteria", cycle_id=cycle["id"])
    read = {"cycle_id": cycle["id"], "criteria_sha256": criteria["criteria_sha256"]}
    await ani.create("/v1/criteria-acknowledgements", read)
    plan = await ani.create("/v1/target-plans", {"cycle_id": cycle["id"]})
    path = f"/v1/target-plans/{plan['id']}"
    measured = (
        ("kuantitas", "Pemutakhiran data selesai", "900", "berkas"),  # output
        ("waktu", "Selesai dalam satu hari kerja", "95", "persen"),  # process
        ("kualitas", "Data tanpa kesalahan bagi warga", "99", "persen"),  # impact
    )
    target = {
        "title": "Pemutakhiran data kependudukan cepat dan tepat",
        "weight": "100",
        "standards": [{"title": "Waktu", "standard": "Paling lama 1 hari kerja", "reference": "SOP 470/12/2026"}],
        "indicators": [
            {"aspect": aspect, "title": title, "target_value": value, "unit": unit}
            for aspect, title, value, unit in measured
        ],
    }
    ok(await ani.post(f"{path}/targets", target, etag=(await ani.get(path)).headers["etag"]), 201)
    semesters = (await ani.read(f"/v1/cycles/{cycle['id']}/periods"))["items"]
    await open_period(world, cycle["id"], 1)
    indicators = [each["id"] for each in (await ani.read(path))["targets"][0]["indicators"]]
    report = {"indicator_id": indicators[0], "period_id": semesters[0]["id"], "value": "450"}
    problem(await ani.post("/v1/realizations", report), 409, "PLAN_NOT_AGREED")
    ok(await ani.step(path, "submit"))
    plan = ok(await world["kabid"].step(path, "agree"))
    assert plan["targets"][0]["standards"] == target["standards"]

    recommended = ("Tambah loket pada jam sibuk", "Bagikan cara kerja ini ke kelurahan")
    for semester, day, advice in zip(semesters, ("2026-07-06", "2026-12-28"), recommended, strict=True):
        clock.instant = datetime.fromisoformat(f"{day}T03:00:00Z")
        if semester["number"] > 1:
            await open_period(world, cycle["id"], semester["number"])
        for indicator, value in zip(indicators, ("450", "94", "99"), strict=True):
            body = {"indicator_id": indicator, "period_id": semester["id"], "value": value}
            reported = f"/v1/realizations/{(await ani.create('/v1/realizations', body))['id']}"
            link = {"title": "Rekap", "url": "https://contoh.go.id/rekap.pdf"}
            await ani.create(f"{reported}/evidence-links", link)
            ok(await ani.step(reported, "submit"))
            ok(await world["kabid"].step(reported, "accept"))
        await rated_behavior(world, "ani", plan, "self", period_id=semester["id"])
        await rated_all_round(world, plan, semester["id"])
        await rated_unit(world, cycle["id"], period_id=semester["id"])
        ratings = {"work_result_rating": AS, "behavior_rating": AS, "notes": advice}
        about = {"plan_id": plan["id"], "period_id": semester["id"]}
        drafted = await world["kabid"].create(EVALUATIONS, about | ratings)
        ok(await world["kabid"].step(f"{EVALUATIONS}/{drafted['id']}", "issue"))
        shown = ok(await ani.step(f"{EVALUATIONS}/{drafted['id']}", "acknowledge"))
        assert (shown["predicate"], shown["notes"]) == ("baik", advice)
        trail = await world["auditor"].read_all("/v1/audit-entries", resource_id=drafted["id"])
        assert [each["action"] for each in reversed(trail)] == ["drafted", "issue", "acknowledge"]
        ok(await world["hr"].step(f"/v1/periods/{semester['id']}", "close"))

    year = await evaluated(world, plan, work_result=AS, behavior=AS)
    remarks = (await ani.read(f"{EVALUATIONS}/{year['id']}/explanation"))["remarks"]
    assert remarks == []


async def test_lhokseumawe_meets_every_quarter_and_follows_up(world: World, clock: FixedClock) -> None:
    """A plan, e-Kinerja that leaders see at once, quarterly meetings and evaluations, and what citizens answered."""
    head, cycle = world["kabid"], await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    await open_period(world, cycle["id"])
    periods = (await head.read(f"/v1/cycles/{cycle['id']}/periods"))["items"]
    people = [str(world.employees[name]) for name in ("ani", "budi")]
    for quarter, day in ((0, "2026-04-07T02:00:00Z"), (1, "2026-07-07T02:00:00Z")):
        called = await head.create(
            "/v1/review-meetings",
            {
                "unit_id": str(world.units["bidang"]),
                "cycle_id": cycle["id"],
                "period_id": periods[quarter]["id"],
                "title": f"Rapat {periods[quarter]['label']}",
                "starts_at": day,
                "place": "Puskesmas",
                "agenda": ["Capaian", "Tindak lanjut rapat lalu"],
                "participant_ids": people,
            },
        )
        path = f"/v1/review-meetings/{called['id']}"
        clock.instant = datetime.fromisoformat(day)
        ok(await head.step(path, "hold"))
        minutes = {"minutes": ["Dibahas"], "decisions": ["Loket dibuka lebih awal"], "attendee_ids": people}
        ok(await head.put(f"{path}/minutes", minutes, etag=(await head.get(path)).headers["etag"]))
        task = {"task": "Susun jadwal", "employee_id": people[0], "due_on": f"{day[:8]}20"}
        task_id = (await head.create(f"{path}/follow-ups", task))["id"]
        ok(await head.step(path, "confirm"))
        await work_is_seen_at_once(world, plan, cycle["id"], quarter + 1, day[:10])
        done = await evaluated(world, plan, periods[quarter]["id"], work_result=AS, behavior=AS)
        assert (done["predicate"], done["status"]) == ("baik", "acknowledged")
        clock.instant = datetime(2026, clock.instant.month, 20, 17, tzinfo=UTC)
        await follow_up_watcher(world.database)(JobCall(world.agency_id, UUID(task_id)))
        assert (await world["ani"].read(f"/v1/follow-ups/{task_id}"))["status"] == "overdue"
        ok(await world["ani"].step(f"/v1/follow-ups/{task_id}", "finish", "Jadwal berlaku"))

    meetings = (await world["budi"].read("/v1/review-meetings", cycle_id=cycle["id"]))["items"]
    assert [each["status"] for each in meetings] == ["minutes_confirmed", "minutes_confirmed"]
    done = (await world["auditor"].read("/v1/follow-ups", status="done"))["items"]
    assert [each["outcome"] for each in done] == ["Jadwal berlaku", "Jadwal berlaku"]
    await citizens_are_asked(world)
    await rated_behavior(world, "kabid", plan, "superior")
    await evaluated(world, plan, work_result=AS, behavior=AS)
    await scored(world, cycle["id"])
    score = await score_of(world, "ani", reader="ani")
    counted = {each["component"]: each["score"] for each in score["components"]}
    # 0.6 x 80 + 0.3 x 80 + 0.1 x 87.5
    assert (score["value"], counted["citizen_satisfaction"]) == ("80.75", "87.50")


async def work_is_seen_at_once(world: World, plan: Json, cycle_id: str, number: int, day: str) -> None:
    """What an employee records in the quarter that runs, the leader sees with the next request."""
    await open_period(world, cycle_id, number + 1)
    activity = {
        "key": f"hp-{day}",
        "title": "Melayani rawat jalan",
        "started_at": f"{day}T07:00:00+07:00",
        "ended_at": f"{day}T09:00:00+07:00",
        "indicator_id": plan["targets"][0]["indicators"][0]["id"],
    }
    made = await world["ani"].create("/v1/activities", activity)
    seen = await world["kabid"].read("/v1/activities", employee_id=str(world.employees["ani"]), first_day=day)
    assert [each["id"] for each in seen["items"]] == [made["id"]]


async def citizens_are_asked(world: World) -> None:
    """Two citizens answer, and the index of the service is published."""
    survey = await published_survey(world, days=("2026-07-01", "2026-07-31"))
    for value in (4, 3):
        await answer_survey(world, survey["code"], dict.fromkeys(ELEMENTS, value))
    path = f"/v1/surveys/{survey['id']}"
    ok(await world["survey"].step(path, "close"))
    result_id = ok(await world["survey"].step(path, "publish_result"))["result_id"]
    assert (await world["ani"].read(f"/v1/survey-results/{result_id}"))["index"] == "87.50"


async def test_palu_rests_a_rating_on_interview_and_observation(world: World) -> None:
    """Interview, observation and an online self-assessment under a rating, and a promotion that rests on merit."""
    cycle = await open_cycle(world, pattern="semester")
    plan, period = await agreed_plan(world, "ani", cycle["id"]), await open_period(world, cycle["id"])
    about = {
        "plan_id": plan["id"],
        "indicator_id": plan["targets"][0]["indicators"][0]["id"],
        "observed_at": "2026-04-06T02:00:00Z",
        "place": "Ruang rawat inap",
    }
    asked = [{"question": "Berapa pasien per hari?", "answer": "Rata-rata 18"}]
    interview = await world["kabid"].create(
        "/v1/observations", about | {"method": "interview", "findings": "Paham target", "questions": asked}
    )
    seen = await world["kabid"].create(
        "/v1/observations",
        about | {"method": "observation", "findings": "Sopan", "observer_id": str(world.employees["citra"])},
    )

    for record in (interview, seen):
        path = f"/v1/observations/{record['id']}"
        await world["ani"].create(f"{path}/statements", {"text": "Sesuai"})
        ok(await world["ani"].step(path, "acknowledge"))
        await world["kabid"].create(f"{path}/bases", {"period_id": period["id"], "reason": "Mutu layanan"})

    named = (await world["auditor"].read("/v1/observations", plan_id=plan["id"], is_basis=True))["items"]
    assert [(each["method"], each["observer_name"]) for each in named] == [
        ("observation", "Citra"),
        ("interview", "Kabid"),
    ]
    said = [{"target_id": each["id"], "text": "Pasien terlayani"} for each in plan["targets"]]
    own = {"plan_id": plan["id"], "period_id": period["id"], "values": rating_values(ABOVE), "targets": said}
    await world["ani"].create("/v1/self-assessments", own)
    results = await rated_all_round(world, plan, period["id"], superior=ABOVE)
    assert {each["group"] for each in results["groups"] if each["visibility"] == "shown"} == {
        "self",
        "superior",
        "peer",
    }
    assert (await evaluated(world, plan, period["id"], work_result=AS, behavior=ABOVE))["predicate"] == "baik"
    await only_merit_promotes(world)


async def only_merit_promotes(world: World) -> None:
    """Who is proposed has the results, three persons decide, and no two of the steps are one person's."""
    ani = str(world.employees["ani"])
    given = {"employee_id": ani, "effective_on": "2026-04-01", "trainings": [], "standings": []}
    early = problem(await world["hr"].post("/v1/promotion-proposals", given), 409, "NOT_ELIGIBLE")
    assert early["basis"]
    await rated(world, ani, {2024: "baik", 2025: "baik"})
    made = await world["hr"].create("/v1/promotion-proposals", given)
    path = f"/v1/promotion-proposals/{made['id']}"
    for name in ("hr", "ppk", "kabid", "ani"):
        problem(await world[name].step(path, "recommend"), 403, "FORBIDDEN")
    ok(await world["board"].step(path, "recommend"))
    approved = await stepped(world["ppk"], path, name="approve", decree="823/45/2026")
    assert (approved["status"], approved["eligibility"]["is_eligible"]) == ("approved", True)
    assert all(each["status"] == "met" for each in approved["eligibility"]["criteria"])


async def test_rakumpit_notes_late_work_and_dissatisfaction_and_sees_them_improved(world: World) -> None:
    """Notes to improve on, discipline, quality and collaboration rated, and a result that can be read and disputed."""
    cycle = await open_cycle(world)
    plan, period = await agreed_plan(world, "ani", cycle["id"]), await open_period(world, cycle["id"])
    late = await drafted_realization(world, "ani", plan, period["id"])
    service = await world["survey"].create(
        "/v1/services", {"unit_id": str(world.units["bidang"]), "name": "Surat keterangan usaha"}
    )
    result = await world["survey"].create(
        "/v1/survey-results",
        {
            "service_id": service["id"],
            "unit_id": str(world.units["bidang"]),
            "title": "SKM triwulan I",
            "source_note": "Rekapitulasi kotak saran",
            "first_day": "2026-01-01",
            "last_day": "2026-03-31",
            "respondents": 30,
            "index": "50.00",
            "elements": [{"element": element, "mean": "2"} for element in ELEMENTS],
        },
    )
    about = {"employee_id": str(world.employees["ani"]), "occurred_on": "2026-04-02"}
    facts = (
        {"kind": "late_work", "fact": "Realisasi terlambat", "realization_id": late["id"]},
        {"kind": "citizen_dissatisfaction", "fact": "Mutu layanan D", "survey_result_id": result["id"]},
    )
    for fact in facts:
        path = f"/v1/improvement-notes/{(await world['kabid'].create('/v1/improvement-notes', about | fact))['id']}"
        assert not (await world["ani"].read(path))["counts"]
        ok(await world["ani"].step(path, "answer", "Syarat pemohon belum lengkap"))
        await stepped(world["kabid"], path, name="propose", note="Daftar syarat di loket", improve_by="2026-05-04")
        ok(await world["ani"].step(path, "agree"))
        await world["ani"].create(f"{path}/follow-ups", {"text": "Daftar sudah ditempel"})
        ok(await world["kabid"].step(path, "close", "Tidak ada keluhan lagi"))

    notes = (await world["ani"].read("/v1/improvement-notes"))["items"]
    assert [(each["kind"], each["status"], each["counts"]) for each in notes] == [
        ("citizen_dissatisfaction", "closed", True),
        ("late_work", "closed", True),
    ]
    remark = {"plan_id": plan["id"], "text": "Daftar di loket membantu; teruskan", "value": "kompeten"}
    await world["kabid"].create(FEEDBACK, remark)
    ok(await world["ani"].step(f"/v1/realizations/{late['id']}", "submit"))
    ok(await world["kabid"].step(f"/v1/realizations/{late['id']}", "accept"))
    # Discipline, quality of work, collaboration: three of the seven values, each with a level of its own.
    levels = {"akuntabel": BELOW, "kompeten": AS, "kolaboratif": ABOVE}
    given = await rated_behavior(world, "kabid", plan, "superior", period_id=period["id"], **levels)
    assert {name: given["values"][name]["level"] for name in levels} == levels
    await a_result_is_disputed_and_settled(world, plan, period["id"])


async def a_result_is_disputed_and_settled(world: World, plan: Json, period_id: str) -> None:
    """The person concerned reads criteria and result, refuses it, and the superior of the official settles it."""
    ani = world["ani"]
    assert (await ani.read("/v1/criteria", cycle_id=plan["cycle_id"]))["criteria"]
    await rated_unit(world, plan["cycle_id"], period_id=period_id)
    issued = await issued_evaluation(world, plan, period_id=period_id, work_result=BELOW)
    explained = await ani.read(f"{EVALUATIONS}/{issued['id']}/explanation")
    assert explained["citations"][0]["article"]
    ok(await ani.step(f"{EVALUATIONS}/{issued['id']}", "reject", "Keterlambatan bukan karena saya"))
    filed = await ani.create(OBJECTIONS, {"evaluation_id": issued["id"], "reason": "Syarat pemohon belum lengkap"})
    path = f"{OBJECTIONS}/{filed['id']}"
    ok(await world["kadis"].step(path, "examine"))
    await world["kabid"].create(f"{path}/statements", {"text": "Register diperiksa kembali"})
    settled = await stepped(world["kadis"], path, name="change", note="Terbukti", work_result_rating=AS)
    ok(await world["kadis"].step(path, "convey"))
    anew = await ani.read(f"{EVALUATIONS}/{settled['new_evaluation_id']}")
    assert (issued["predicate"], anew["predicate"]) == ("butuh_perbaikan", "baik")
