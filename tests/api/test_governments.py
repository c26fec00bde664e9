"""What three of the governments asked for, each from beginning to end as its people would do it."""

from datetime import UTC, datetime
from uuid import UUID

from kinerja_api.feedback.jobs import follow_up_watcher
from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.jobs.queue import JobCall
from tests.support.caller import Caller, Json, ok
from tests.support.steps import (
    agreed_plan,
    drafted_realization,
    open_cycle,
    open_period,
)
from tests.support.world import World

ELEMENTS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarpras", "pengaduan")


async def stepped(caller: Caller, path: str, **body: object) -> Json:
    """Take a step that is more than a name and a note."""
    return ok(await caller.post(f"{path}/transitions", body, etag=(await caller.get(path)).headers["etag"]))


async def test_lhokseumawe_meets_every_quarter_and_follows_up(world: World, clock: FixedClock) -> None:
    """Quarterly evaluation meetings with minutes, decisions and follow-up."""
    head, cycle = world["kabid"], await open_cycle(world)
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
        clock.instant = datetime(2026, clock.instant.month, 20, 17, tzinfo=UTC)
        await follow_up_watcher(world.database)(JobCall(world.agency_id, UUID(task_id)))
        assert (await world["ani"].read(f"/v1/follow-ups/{task_id}"))["status"] == "overdue"
        ok(await world["ani"].step(f"/v1/follow-ups/{task_id}", "finish", "Jadwal berlaku"))

    meetings = (await world["budi"].read("/v1/review-meetings", cycle_id=cycle["id"]))["items"]
    assert [each["status"] for each in meetings] == ["minutes_confirmed", "minutes_confirmed"]
    done = (await world["auditor"].read("/v1/follow-ups", status="done"))["items"]
    assert [each["outcome"] for each in done] == ["Jadwal berlaku", "Jadwal berlaku"]


async def test_palu_rests_a_rating_on_interview_and_observation(world: World) -> None:
    """Data gathered by interview and observation, seen and answered by the person concerned."""
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


async def test_rakumpit_notes_late_work_and_dissatisfaction_and_sees_them_improved(world: World) -> None:
    """Late work or citizen dissatisfaction becomes a note that the person concerned answers and improves on."""
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
