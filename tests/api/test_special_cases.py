"""Special cases, row by row of the table in section 4 of the regulation file; each test is named after its row.

What a row says stands in the docstring of its test with the trust the file gives it, so that whoever knows the law can
hold the one against the other.
"""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, draft_plan, open_cycle
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


async def status_of(world: World, name: str, kind: str, since: str, until: str | None = None, **more: str) -> Json:
    """Record a status of service."""
    given = {"kind": kind, "since": since, "until": until, "decree": "824/1/2026"} | more
    return await world["hr"].create(f"/v1/employees/{world.employees[name]}/statuses", given)


async def may_write_plan(world: World, name: str) -> bool:
    listed = (await world[name].read("/v1/my-tasks"))["tasks"]
    return any(each["kind"] == "write_plan" for each in listed)


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
