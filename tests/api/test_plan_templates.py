"""Templates of plans over HTTP, and their assignment to many employees as a job with a report."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.targets.jobs import plan_assigner
from tests.support.caller import Json, ok, problem
from tests.support.steps import draft_plan, open_cycle
from tests.support.world import World

TEMPLATES, RUNS = "/v1/plan-templates", "/v1/plan-assignment-runs"
INDICATOR = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "12", "unit": "laporan"}
TARGETS = [
    {"title": "Data tercatat", "weight": "60", "perspective": "proses_bisnis", "indicators": [INDICATOR]},
    {"title": "Layanan cepat", "weight": "40", "indicators": [INDICATOR, INDICATOR | {"aspect": "waktu"}]},
]
ATTACHMENTS = {"resources": ["Operator"], "accountability": ["Laporan"], "consequences": []}


@dataclass
class Ground:
    """A world with an open year and a template for any post."""

    world: World
    cycle: Json
    template: Json

    async def start(self, **scope: object) -> Any:
        body = {"cycle_id": self.cycle["id"], "template_id": self.template["id"]}
        return await self.world["hr"].post(RUNS, body | scope)

    async def worked(self, run: Json, *, chunk: int = 200, times: int = 1) -> Json:
        """Let the worker do its jobs for a run, as the queue delivers them, and return the run."""
        assign = plan_assigner(self.world.database, chunk=chunk)
        for _ in range(times):
            await assign(JobCall(self.world.agency_id, UUID(run["id"])))
        return await self.world["hr"].read(f"{RUNS}/{run['id']}")


async def made(world: World, **changes: Any) -> Json:
    """Make a template."""
    body = {"name": "Templat", "targets": TARGETS, "attachments": ATTACHMENTS}
    return await world["hr"].create(TEMPLATES, body | changes)


@pytest.fixture
async def ground(world: World) -> Ground:
    return Ground(world, await open_cycle(world), await made(world))


async def test_everybody_without_a_plan_gets_a_draft_to_complete(ground: Ground) -> None:
    world = ground.world
    own = await draft_plan(world, "budi", ground.cycle["id"])

    run = await ground.worked(ok(await ground.start(unit_id=str(world.units["bidang"])), 202))

    assert (run["state"], run["total"], run["done"], run["created"], run["kept"]) == ("done", 5, 5, 4, 1)
    [draft] = (await world["ani"].read("/v1/target-plans"))["items"]
    plan = await world["ani"].read(f"/v1/target-plans/{draft['id']}")
    assert (plan["status"], plan["form"], plan["attachments"]) == ("draft", "pegawai", ATTACHMENTS)
    assert [(each["title"], each["weight"], each["perspective"]) for each in plan["targets"]] == [
        ("Data tercatat", "60", None),
        ("Layanan cepat", "40", None),
    ]
    assert [len(each["indicators"]) for each in plan["targets"]] == [1, 2]
    assert ok(await world["ani"].step(f"/v1/target-plans/{plan['id']}", "submit"))["status"] == "submitted"
    assert await world["budi"].read(f"/v1/target-plans/{own['id']}") == own
    results = await world["auditor"].read_all(f"{RUNS}/{run['id']}/results")
    assert {each["employee_name"]: each["outcome"] for each in results} == {
        "Kabid": "created",
        "Ani": "created",
        "Budi": "plan_there",
        "Citra": "created",
        "Dewi": "created",
    }
    [there] = await world["hr"].read_all(f"{RUNS}/{run['id']}/results", outcome="plan_there")
    assert there["plan_id"] == own["id"]


async def test_the_form_of_leaders_keeps_the_perspectives(ground: Ground) -> None:
    await ground.worked(ok(await ground.start(), 202))

    [row] = (await ground.world["kadis"].read("/v1/target-plans", employee_id=ground.world.employees["kadis"]))["items"]
    plan = await ground.world["kadis"].read(f"/v1/target-plans/{row['id']}")
    assert plan["form"] == "pimpinan"
    assert [each["perspective"] for each in plan["targets"]] == ["proses_bisnis", None]


async def test_a_template_of_a_post_is_for_its_holders_alone(ground: Ground) -> None:
    ground.template = await made(ground.world, name="Pengolah", position_name="Pengolah Data")

    run = await ground.worked(ok(await ground.start(), 202))

    assert (run["total"], run["created"], run["other_post"]) == (6, 1, 5)
    [row] = (await ground.world["hr"].read("/v1/target-plans"))["items"]
    assert row["employee_name"] == "Ani"


async def test_a_run_goes_on_where_it_stopped_after_a_kill_and_after_a_cancellation(ground: Ground) -> None:
    started = ok(await ground.start(), 202)
    path = f"{RUNS}/{started['id']}"

    half = await ground.worked(started, chunk=2, times=2)
    assert (half["state"], half["done"], half["created"]) == ("running", 4, 4)
    assert ok(await ground.world["hr"].step(path, "cancel"))["state"] == "cancelled"
    assert (await ground.worked(started, chunk=2))["done"] == 4
    ok(await ground.world["hr"].step(path, "resume"))
    done = await ground.worked(started, chunk=2, times=2)

    assert (done["state"], done["done"], done["created"]) == ("done", 6, 6)
    told = await ground.world["hr"].read(f"{path}/transitions")
    assert [each["name"] for each in told["history"]] == ["queued", "begin", "cancel", "resume", "begin", "finish"]
    problem(await ground.world["hr"].step(path, "begin"), 403, "FORBIDDEN")
    assert len(await ground.world["hr"].read_all("/v1/target-plans")) == 6


async def test_a_fault_makes_the_run_fail_with_its_code_and_it_is_resumed(
    ground: Ground, migrated: EmbeddedPostgres
) -> None:
    started, owner = ok(await ground.start(), 202), await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        await owner.execute(f"REVOKE INSERT ON plan_assignment_result FROM {APP}")
        failed = await ground.worked(started)
    finally:
        await owner.execute(f"GRANT INSERT ON plan_assignment_result TO {APP}")
        await owner.close()

    assert (failed["state"], failed["failure"], failed["done"]) == ("failed", "INTERNAL_ERROR", 0)
    assert await ground.world["hr"].read_all("/v1/target-plans") == []
    ok(await ground.world["hr"].step(f"{RUNS}/{started['id']}", "resume"))
    assert (await ground.worked(started))["created"] == 6


async def test_a_year_that_closed_meanwhile_ends_the_run_with_its_code(ground: Ground) -> None:
    started = ok(await ground.start(), 202)
    ok(await ground.world["hr"].step(f"/v1/cycles/{ground.cycle['id']}", "close"))

    failed = await ground.worked(started)

    assert (failed["state"], failed["failure"]) == ("failed", "CYCLE_NOT_OPEN")


async def test_one_run_of_a_scope_at_a_time(ground: Ground) -> None:
    answers = await asyncio.gather(*(ground.start() for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [202, *[409] * 5]
    refused = problem(await ground.start(), 409, "PLAN_ASSIGNMENT_UNDER_WAY")
    [run] = (await ground.world["hr"].read(RUNS, cycle_id=ground.cycle["id"]))["items"]
    assert refused["assignment_run_id"] == run["id"]
    ok(await ground.start(unit_id=str(ground.world.units["bidang"])), 202)


async def test_a_template_is_changed_and_taken_out_of_use(ground: Ground) -> None:
    world, template = ground.world, ground.template
    path = f"{TEMPLATES}/{template['id']}"
    await made(world, name="Lain", position_name="Pengolah Data")
    body = {"name": "Templat 2027", "targets": TARGETS[1:], "is_active": False}

    weights = problem(await world["hr"].put(path, body, etag='"v1"'), 422, "INVALID")
    assert weights["errors"][0]["code"] == "weights"
    body["targets"] = [TARGETS[1] | {"weight": None}]
    problem(await world["hr"].put(path, body | {"name": "Lain"}, etag='"v1"'), 409, "PLAN_TEMPLATE_ALREADY_THERE")
    changed = ok(await world["hr"].put(path, body, etag='"v1"'))

    assert (changed["version"], changed["is_active"], changed["name"]) == (2, False, "Templat 2027")
    assert changed["attachments"] == {"resources": [], "accountability": [], "consequences": []}
    problem(await ground.start(), 409, "PLAN_TEMPLATE_NOT_ACTIVE")
    assert [row["name"] for row in await world["ani"].read_all(TEMPLATES, is_active=True)] == ["Lain"]
    assert [row["name"] for row in await world["ani"].read_all(TEMPLATES, position_name="Pengolah Data")] == ["Lain"]
    problem(await world["hr"].post(TEMPLATES, body), 409, "PLAN_TEMPLATE_ALREADY_THERE")


async def test_only_hr_keeps_and_assigns_templates(ground: Ground) -> None:
    world, run = ground.world, ok(await ground.start(), 202)
    body = {"cycle_id": ground.cycle["id"], "template_id": ground.template["id"]}
    for name in ("kadis", "auditor"):
        problem(await world[name].post(RUNS, body), 403, "FORBIDDEN")
        problem(await world[name].post(TEMPLATES, {"name": "Lain", "targets": TARGETS}), 403, "FORBIDDEN")
    for tail in ("", "/results", "/transitions"):
        problem(await world["kadis"].get(f"{RUNS}/{run['id']}{tail}"), 403, "FORBIDDEN")
    problem(await world["kadis"].get(RUNS), 403, "FORBIDDEN")


async def test_a_scope_without_people_is_refused(ground: Ground) -> None:
    empty = {"code": "tim", "name": "Tim", "parent_id": str(ground.world.units["bidang"]), "since": "2026-01-01"}
    unit = await ground.world["hr"].create("/v1/units", empty)

    problem(await ground.start(unit_id=unit["id"]), 409, "NOBODY_TO_ASSIGN")


async def test_the_plan_of_a_former_post_ends_where_the_new_one_begins(ground: Ground) -> None:
    world = ground.world
    old = await draft_plan(world, "ani", ground.cycle["id"])
    post = {"code": "analis-9", "name": "Penelaah", "kind": "executor", "unit_id": str(world.units["bidang"])}
    position = await world["hr"].create("/v1/positions", post)
    given = {"position_id": position["id"], "since": "2026-04-01"}
    ok(await world["hr"].post(f"/v1/employees/{world.employees['ani']}/assignments", given), 201)

    await ground.worked(ok(await ground.start(), 202))

    plans = {row["position_name"]: row["id"] for row in await world["ani"].read_all("/v1/target-plans")}
    new = await world["ani"].read(f"/v1/target-plans/{plans['Penelaah']}")
    kept = await world["ani"].read(f"/v1/target-plans/{old['id']}")
    assert (new["valid_from"], new["valid_until"]) == ("2026-04-01", None)
    assert (kept["valid_until"], kept["version"]) == ("2026-03-31", old["version"] + 1)


async def test_who_has_no_days_of_work_in_the_year_gets_no_draft_and_is_named(ground: Ground) -> None:
    world = ground.world
    leave = {"kind": "cltn", "since": "2025-10-01", "until": "2027-10-01", "decree": "850/1"}
    study = {"kind": "tugas_belajar", "since": "2026-02-01", "until": None, "decree": "824/1"}
    for name, status in (("ani", leave), ("budi", study)):
        ok(await world["hr"].post(f"/v1/employees/{world.employees[name]}/statuses", status), 201)
    run = ok(await ground.start(), 202)

    await ground.worked(run)

    done = await world["hr"].read(f"{RUNS}/{run['id']}")
    assert (done["no_days"], done["created"] + done["kept"] + done["other_post"]) == (1, done["total"] - 1)
    [named] = (await world["hr"].read(f"{RUNS}/{run['id']}/results", outcome="no_days"))["items"]
    assert (named["employee_name"], named["plan_id"]) == ("Ani", None)
    [plan] = await world["budi"].read_all("/v1/target-plans")
    whole = await world["budi"].read(f"/v1/target-plans/{plan['id']}")
    assert (whole["kind"], whole["valid_from"], whole["valid_until"]) == ("regular", "2026-01-01", "2026-01-31")
