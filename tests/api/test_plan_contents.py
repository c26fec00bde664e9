"""What a plan holds beside its targets over HTTP: form, ranges, standards, attachments, expectations, and its copy."""

from typing import Any

import pytest

from tests.support.caller import Json, ok, problem
from tests.support.steps import agreed_plan, draft_plan, open_cycle
from tests.support.world import World

ATTACHMENTS = {
    "resources": ["Satu operator", "Aplikasi"],
    "accountability": ["Laporan triwulan"],
    "consequences": ["Penghargaan", "Bimbingan"],
}
EXPECTED = [
    {"value": "akuntabel", "text": "Cantumkan sumber data."},
    {"value": "adaptif", "text": "Pakai formulir baru."},
]
INDICATOR = {"aspect": "kualitas", "title": "Kepuasan", "unit": "indeks"}


async def put(world: World, name: str, path: str, part: str, body: Json) -> Any:
    """PUT a part of the plan at this path, on the version that stands there now."""
    etag = (await world[name].get(path)).headers.get("etag", '"v1"')
    return await world[name].put(f"{path}/{part}", body, etag=etag)


async def add(world: World, name: str, path: str, **changes: Any) -> Any:
    """Add a target to the plan at this path."""
    etag = (await world[name].get(path)).headers["etag"]
    return await world[name].post(f"{path}/targets", {"title": "Data terbit"} | changes, etag=etag)


async def test_attachments_are_replaced_as_a_whole_and_shown_with_the_plan(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"
    assert plan["attachments"] == {"resources": [], "accountability": [], "consequences": []}

    changed = ok(await put(world, "ani", path, "attachments", ATTACHMENTS))

    assert changed["attachments"] == ATTACHMENTS
    assert changed["version"] == plan["version"] + 1
    assert (await world["kabid"].read(path))["attachments"] == ATTACHMENTS


async def test_attachments_of_an_agreed_plan_stay(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await agreed_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"

    refused = problem(await put(world, "ani", path, "attachments", ATTACHMENTS), 403, "FORBIDDEN")

    assert refused["basis"]
    assert await world["ani"].read(path) == plan


async def test_the_rating_official_writes_expectations_until_the_plan_is_agreed(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"
    ok(await world["ani"].step(path, "submit"))

    ok(await put(world, "kabid", path, "expectations", {"expectations": EXPECTED}))
    assert (await world["ani"].read(path))["expectations"] == EXPECTED

    for name in ("ani", "kadis"):
        refused = problem(await put(world, name, path, "expectations", {"expectations": []}), 403, "FORBIDDEN")
        assert refused["basis"]
    ok(await world["kabid"].step(path, "agree"))
    problem(await put(world, "kabid", path, "expectations", {"expectations": []}), 403, "FORBIDDEN")
    assert (await world["ani"].read(path))["expectations"] == EXPECTED


async def test_one_value_is_not_expected_twice(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"

    twice = {"expectations": [EXPECTED[0], EXPECTED[0]]}
    refused = problem(await put(world, "kabid", path, "expectations", twice), 422, "INVALID")

    assert refused["errors"][0]["code"] == "said_twice"


async def test_a_target_has_standards_and_a_range_with_a_start(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"
    standards = [{"title": "Waktu", "standard": "Satu hari kerja", "reference": "SOP 470/12"}]
    indicator = INDICATOR | {"start_value": "70", "target_value": "80", "target_high": "90"}

    target = ok(await add(world, "ani", path, standards=standards, indicators=[indicator]), 201)

    assert target["standards"] == standards
    [shown] = target["indicators"]
    assert (shown["start_value"], shown["target_value"], shown["target_high"]) == ("70", "80", "90")


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ({"target_value": "80", "target_high": "80"}, "not_a_range"),
        ({"target_text": "baik", "target_high": "80"}, "not_a_range"),
        ({"target_value": "80", "start_value": "81"}, "not_a_start"),
        ({"target_value": "80", "start_value": "79", "direction": "decreasing"}, "not_a_start"),
        ({"target_text": "baik", "start_value": "1"}, "not_a_start"),
    ],
)
async def test_bounds_that_contradict_each_other_are_named(world: World, bounds: Json, code: str) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "ani", cycle["id"])
    path = f"/v1/target-plans/{plan['id']}"

    refused = problem(await add(world, "ani", path, indicators=[INDICATOR | bounds]), 422, "INVALID")

    assert refused["errors"][0]["code"] == code
    assert await world["ani"].read(path) == plan


async def test_the_form_follows_the_post(world: World) -> None:
    cycle = await open_cycle(world)
    of_jpt = await draft_plan(world, "kadis", cycle["id"])
    of_head = await draft_plan(world, "kabid", cycle["id"])
    assert (of_jpt["form"], of_head["form"]) == ("pimpinan", "pegawai")

    refused = problem(
        await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"], "form": "pimpinan"}),
        422,
        "PLAN_FORM_NOT_OF_POST",
    )
    assert refused["basis"]
    path = f"/v1/target-plans/{of_jpt['id']}"
    etag = (await world["kadis"].get(path)).headers["etag"]
    problem(await world["kadis"].patch(path, {"form": "pegawai"}, etag=etag), 422, "PLAN_FORM_NOT_OF_POST")


async def test_a_leaders_plan_needs_perspectives_and_no_other_has_them(world: World) -> None:
    cycle = await open_cycle(world)
    plan = await draft_plan(world, "kabid", cycle["id"], weights=("100",))
    path = f"/v1/target-plans/{plan['id']}"
    kabid = world["kabid"]
    seen = {"perspective": "proses_bisnis", "kind": "tambahan", "indicators": [INDICATOR | {"target_text": "baik"}]}
    problem(await add(world, "kabid", path, **seen), 422, "PERSPECTIVE_NOT_ON_FORM")

    etag = (await kabid.get(path)).headers["etag"]
    ok(await kabid.patch(path, {"form": "pimpinan"}, etag=etag))
    ok(await add(world, "kabid", path, **seen), 201)
    refused = problem(await kabid.step(path, "submit"), 409, "ILLEGAL_TRANSITION")
    assert "perspektif" in refused["detail"]
    etag = (await kabid.get(path)).headers["etag"]
    problem(await kabid.patch(path, {"form": "pegawai"}, etag=etag), 422, "PERSPECTIVE_NOT_ON_FORM")

    target = f"/v1/targets/{plan['targets'][0]['id']}"
    given = {"title": "Hasil kerja 1", "weight": "100", "perspective": "anggaran"}
    ok(await kabid.put(target, given, etag=etag))
    ok(await kabid.step(path, "submit"))


async def test_last_years_plan_is_copied_with_all_that_still_holds(world: World) -> None:
    before = await open_cycle(world, year=2025)
    above = await agreed_plan(world, "kabid", before["id"], official="kadis")
    plan = await draft_plan(world, "ani", before["id"], superior_target=above["targets"][0]["id"])
    path = f"/v1/target-plans/{plan['id']}"
    ok(await put(world, "ani", path, "attachments", ATTACHMENTS))
    ok(await put(world, "kabid", path, "expectations", {"expectations": EXPECTED}))
    now = await open_cycle(world)

    copied = ok(await world["ani"].post(f"{path}/copies", {"cycle_id": now["id"]}), 201)

    fresh = copied["plan"]
    assert (fresh["status"], fresh["copied_from_id"], fresh["cycle_id"]) == ("draft", plan["id"], now["id"])
    assert fresh["attachments"] == ATTACHMENTS
    assert fresh["expectations"] == []
    assert [_content(each) for each in fresh["targets"]] == [_content(each) for each in plan["targets"]]
    assert [each["superior_target_id"] for each in fresh["targets"]] == [None, None]
    left_out = [(each["code"], each["target_id"]) for each in copied["left_out"]]
    links = [("superior_target", target["id"]) for target in plan["targets"]]
    assert left_out == [*links, ("expectations", None)]
    assert all(each["reason"] for each in copied["left_out"])


def _content(target: Json) -> Json:
    ours = {
        "id",
        "target_id",
        "plan_id",
        "copied_from_id",
        "superior_target_id",
        "superior_target_title",
        "is_unlinked",
    }
    return {
        name: [_content(each) for each in value] if name == "indicators" else value
        for name, value in target.items()
        if name not in ours
    }


async def test_a_copy_serves_what_the_superior_has_copied_too(world: World) -> None:
    before = await open_cycle(world, year=2025)
    above = await agreed_plan(world, "kabid", before["id"], official="kadis")
    plan = await draft_plan(world, "ani", before["id"], superior_target=above["targets"][0]["id"])
    now = await open_cycle(world)
    theirs = ok(await world["kabid"].post(f"/v1/target-plans/{above['id']}/copies", {"cycle_id": now["id"]}), 201)

    copied = ok(await world["ani"].post(f"/v1/target-plans/{plan['id']}/copies", {"cycle_id": now["id"]}), 201)

    served = theirs["plan"]["targets"][0]["id"]
    assert [each["superior_target_id"] for each in copied["plan"]["targets"]] == [served, served]
    assert copied["left_out"] == []


async def test_a_copy_leaves_out_an_acting_appointment_of_the_earlier_year(world: World) -> None:
    before = await open_cycle(world, year=2025)
    acting = {"unit_id": str(world.units["dinas"]), "employee_id": str(world.employees["ani"]), "capacity": "plh"}
    span = {"since": "2025-05-01", "until": "2025-08-01", "decree": "821/4"}
    delegation = await world["hr"].create("/v1/delegations", acting | span)
    plan = await draft_plan(world, "ani", before["id"], weights=())
    path = f"/v1/target-plans/{plan['id']}"
    given = {"title": "Renstra", "kind": "tambahan", "delegation_id": delegation["id"]}
    target = ok(await world["ani"].post(f"{path}/targets", given, etag='"v1"'), 201)
    now = await open_cycle(world)

    copied = ok(await world["ani"].post(f"{path}/copies", {"cycle_id": now["id"]}), 201)

    [fresh] = copied["plan"]["targets"]
    assert (fresh["title"], fresh["delegation_id"], fresh["delegation_name"]) == ("Renstra", None, None)
    assert [(each["code"], each["target_id"]) for each in copied["left_out"]] == [("delegation", target["id"])]


async def test_a_plan_of_study_is_copied_by_who_studies_on(world: World) -> None:
    before = await open_cycle(world, year=2025)
    path = f"/v1/employees/{world.employees['ani']}/statuses"
    study = await world["hr"].create(path, {"kind": "tugas_belajar", "since": "2025-01-01", "decree": "824/1"})
    plan = await world["ani"].create("/v1/target-plans", {"cycle_id": before["id"]})
    now, later = await open_cycle(world), await open_cycle(world, year=2027)
    copies = f"/v1/target-plans/{plan['id']}/copies"

    copied = ok(await world["ani"].post(copies, {"cycle_id": now["id"]}), 201)

    fresh = copied["plan"]
    assert (fresh["kind"], [each["study_kind"] for each in fresh["targets"][0]["indicators"]]) == (
        "study",
        ["tugas_program", "evaluasi_akademik", "lulus_tepat_waktu"],
    )
    end = {"until": "2026-12-01"}
    ok(await world["hr"].put(f"/v1/employee-statuses/{study['id']}/end", end, etag='"v1"'))
    problem(await world["ani"].post(copies, {"cycle_id": later["id"]}), 409, "NOT_ON_STUDY_LEAVE")


async def test_what_cannot_be_copied_is_told_and_nothing_is_made(world: World) -> None:
    before = await open_cycle(world, year=2025)
    plan = await draft_plan(world, "ani", before["id"])
    path = f"/v1/target-plans/{plan['id']}/copies"
    now = await open_cycle(world)

    problem(await world["ani"].post(path, {"cycle_id": before["id"]}), 409, "NOT_AN_EARLIER_PLAN")
    problem(await world["kabid"].post(path, {"cycle_id": now["id"]}), 403, "FORBIDDEN")
    problem(await world["budi"].post(path, {"cycle_id": now["id"]}), 404, "NOT_FOUND")
    ok(await world["ani"].post(path, {"cycle_id": now["id"]}), 201)
    problem(await world["ani"].post(path, {"cycle_id": now["id"]}), 409, "PLAN_ALREADY_THERE")
    assert len((await world["ani"].read("/v1/target-plans", cycle_id=now["id"]))["items"]) == 1


async def test_a_plan_of_another_post_is_not_copied(world: World) -> None:
    before = await open_cycle(world, year=2025)
    plan = await draft_plan(world, "ani", before["id"])
    now = await open_cycle(world)
    post = {"code": "analis-9", "name": "Penelaah", "kind": "executor", "unit_id": str(world.units["bidang"])}
    made = await world["hr"].create("/v1/positions", post)
    moved = {"position_id": made["id"], "since": "2026-01-01"}
    ok(await world["hr"].post(f"/v1/employees/{world.employees['ani']}/assignments", moved), 201)

    path = f"/v1/target-plans/{plan['id']}/copies"
    refused = problem(await world["ani"].post(path, {"cycle_id": now["id"]}), 409, "PLAN_OF_OTHER_POST")

    assert refused["basis"]


async def moved(world: World, since: str) -> None:
    """Move Ani to another post of the division."""
    post = {"code": "analis-9", "name": "Penelaah", "kind": "executor", "unit_id": str(world.units["bidang"])}
    made = await world["hr"].create("/v1/positions", post)
    given = {"position_id": made["id"], "since": since}
    ok(await world["hr"].post(f"/v1/employees/{world.employees['ani']}/assignments", given), 201)


async def test_a_move_in_the_year_begins_a_new_plan_and_ends_the_old_one_at_the_hand_over(world: World) -> None:
    cycle = await open_cycle(world)
    old = await agreed_plan(world, "ani", cycle["id"])
    assert (old["valid_from"], old["valid_until"]) == ("2026-01-01", None)
    await moved(world, "2026-04-01")

    new = await world["ani"].create("/v1/target-plans", {"cycle_id": cycle["id"]})

    assert (new["valid_from"], new["valid_until"], new["position_name"]) == ("2026-04-01", None, "Penelaah")
    kept = await world["ani"].read(f"/v1/target-plans/{old['id']}")
    assert (kept["valid_until"], kept["status"], kept["version"]) == ("2026-03-31", "agreed", old["version"] + 1)
    assert kept["targets"] == old["targets"]
    again = problem(await world["ani"].post("/v1/target-plans", {"cycle_id": cycle["id"]}), 409, "PLAN_ALREADY_THERE")
    assert again["plan_id"] == new["id"]
    assert again["basis"]
