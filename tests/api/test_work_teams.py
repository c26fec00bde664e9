"""Work teams over HTTP: set up by a decree, one lead on every day, across units by an assignment letter."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from kinerja_api.employees.service import teams as service
from kinerja_api.kit.clock import FixedClock
from tests.security.test_statements import MOST, statements
from tests.support.caller import Caller, Json, ok, problem
from tests.support.moves import released
from tests.support.steps import agreed_plan, drafted_realization, open_cycle, open_period
from tests.support.world import World, WorldBuilder

OTHER = ("eka", "fitri")  # the head and a member of a second division


@dataclass
class Ground:
    """A world with a second division, and what a team of the first one is set up by."""

    world: World

    def id(self, name: str) -> str:
        return str(self.world.employees[name])

    def given(self, lead: str = "citra", *members: str, **more: Any) -> Json:
        return {
            "name": "Tim Satu Data",
            "purpose": "Data sektoral terbit setiap triwulan.",
            "unit_id": str(self.world.units["bidang"]),
            "decree": "800/4",
            "since": "2026-02-02",
            "lead_id": self.id(lead),
            "member_ids": [self.id(each) for each in members],
        } | more

    async def team(self, lead: str = "citra", *members: str, by: str = "hr", **more: Any) -> Json:
        return await self.world[by].create("/v1/work-teams", self.given(lead, *members, **more))


@pytest.fixture
async def ground(world: World, worlds: WorldBuilder) -> Ground:
    hr = world["hr"]
    parent = str(world.units["dinas"])
    unit = await hr.create(
        "/v1/units", {"code": "b2", "name": "Bidang Dua", "parent_id": parent, "since": "2020-01-01"}
    )
    for place, name in enumerate(OTHER, start=1):
        is_head = name == OTHER[0]
        post = {"code": f"b2-{place}", "name": "Jabatan", "unit_id": unit["id"], "is_unit_head": is_head}
        kind = {"kind": "managerial", "level": "III.b"} if is_head else {"kind": "executor"}
        position = await hr.create("/v1/positions", post | kind)
        person = {"nip": f"199003152015042{place:03}", "name": name.title(), "employment": "pns"}
        employee = await hr.create("/v1/employees", person)
        taken = {"position_id": position["id"], "since": "2020-01-01"}
        await hr.create(f"/v1/employees/{employee['id']}/assignments", taken)
        await worlds.employ(world, name, employee["id"])
    return Ground(world)


def path_of(team: Json) -> str:
    return f"/v1/work-teams/{team['id']}"


def lists(team: Json) -> list[tuple[str, str, str, str | None]]:
    """Return who is in a team as what on which days."""
    return [(each["employee_name"], each["role"], each["since"], each["until"]) for each in team["members"]]


async def test_a_team_is_set_up_by_its_decree_with_its_lead_and_members(ground: Ground) -> None:
    answer = await ground.world["hr"].post("/v1/work-teams", ground.given("citra", "ani", "fitri"))
    team = ok(answer, 201)

    assert (answer.headers["location"], answer.headers["etag"]) == (path_of(team), '"v1"')
    assert (team["unit_name"], team["decree"], team["until"]) == ("Bidang Data", "800/4", None)
    assert lists(team) == [
        ("Citra", "lead", "2026-02-02", None),
        ("Ani", "member", "2026-02-02", None),
        ("Fitri", "member", "2026-02-02", None),
    ]
    assert [each["unit_name"] for each in team["members"]] == ["Bidang Data", "Bidang Data", "Bidang Dua"]
    assert await ground.world["hr"].read(path_of(team)) == team
    trail = await ground.world["auditor"].read("/v1/audit-entries", resource_id=team["id"])
    assert [(each["action"], each["resource_type"]) for each in trail["items"]] == [("created", "work_team")]


async def test_a_team_is_read_by_those_in_it_those_who_lead_its_unit_or_a_member_hr_and_auditors(
    ground: Ground, worlds: WorldBuilder
) -> None:
    world, abroad = ground.world, await worlds.build()
    team = await ground.team("citra", "fitri")

    for name in ("citra", "fitri", "kabid", "kadis", "eka", "hr", "auditor"):
        assert await world[name].read(path_of(team)) == team, name
        assert [each["id"] for each in (await world[name].read("/v1/work-teams"))["items"]] == [team["id"]], name
    for caller in (world["ani"], abroad["hr"]):
        problem(await caller.get(path_of(team)), 404, "NOT_FOUND")
        problem(await caller.patch(path_of(team), {"name": "Lain"}, etag='"v1"'), 404, "NOT_FOUND")
        assert (await caller.read("/v1/work-teams"))["items"] == []


async def test_my_teams_are_those_of_today_with_ones_own_role(ground: Ground, clock: FixedClock) -> None:
    world = ground.world
    first = await ground.team("citra", "ani")
    second = await ground.team("ani", name="Tim Kedua", since="2026-05-04", until="2026-06-01")
    third = await ground.team("budi", name="Tim Ketiga")

    async def mine(name: str, **more: str) -> list[tuple[str, str | None]]:
        items = (await world[name].read("/v1/work-teams", mine="true", **more))["items"]
        return [(each["id"], each["my_role"]) for each in items]

    assert await mine("ani") == [(first["id"], "member")]
    assert await mine("ani", on="2026-05-04") == [(second["id"], None), (first["id"], "member")]
    assert await mine("hr") == []
    clock.instant = clock.instant.replace(month=5)
    assert await mine("ani") == [(second["id"], "lead"), (first["id"], "member")]
    clock.instant = clock.instant.replace(month=6)
    assert await mine("ani") == [(first["id"], "member")]
    ended = [each for each in (await world["ani"].read("/v1/work-teams"))["items"] if each["id"] == second["id"]]
    assert [(each["lead_name"], each["member_count"], each["my_role"]) for each in ended] == [("Ani", 1, None)]
    of_unit = await world["kabid"].read("/v1/work-teams", unit_id=str(world.units["bidang"]), limit="1")
    assert [each["id"] for each in of_unit["items"]] == [third["id"]]
    rest = await world["kabid"].read(
        "/v1/work-teams", unit_id=str(world.units["bidang"]), limit="2", cursor=of_unit["next"]
    )
    assert [each["id"] for each in rest["items"]] == [second["id"], first["id"]]
    assert (await world["kabid"].read("/v1/work-teams", unit_id=str(world.units["dinas"])))["items"] == []


async def test_whoever_leads_the_unit_keeps_its_teams_with_own_people(ground: Ground) -> None:
    world = ground.world
    team = await ground.team("citra", "ani", by="kabid")

    refused = problem(await world["kabid"].post("/v1/work-teams", ground.given("citra", "fitri")), 403, "FORBIDDEN")
    member = {"employee_id": ground.id("fitri"), "since": "2026-03-02"}
    again = problem(await world["kabid"].post(f"{path_of(team)}/members", member, etag='"v1"'), 403, "FORBIDDEN")
    lead = {"employee_id": ground.id("fitri"), "since": "2026-03-02", "former_lead_stays": True}
    problem(await world["kabid"].put(f"{path_of(team)}/lead", lead, etag='"v1"'), 403, "FORBIDDEN")

    assert "surat tugas" in refused["detail"]
    assert (again["detail"], refused["basis"][0]["instrument"]) == (refused["detail"], "PermenPANRB 7/2022")
    # The head above leads both divisions; HR adds by the letter; the head of a division may be in a team too.
    ok(await world["kadis"].post(f"{path_of(team)}/members", member, etag='"v1"'), 201)
    by_letter = member | {"employee_id": ground.id("eka"), "letter": "094/1"}
    grown = ok(await world["hr"].post(f"{path_of(team)}/members", by_letter, etag='"v2"'), 201)
    assert grown["members"][-1]["letter"] == "094/1"
    await ground.team("ani", "kabid", by="kabid")


async def test_others_set_up_no_team_and_change_none(ground: Ground) -> None:
    world = ground.world
    team = await ground.team("citra", "ani")

    for name in ("ani", "eka"):
        refused = problem(await world[name].post("/v1/work-teams", ground.given("ani")), 403, "FORBIDDEN")
        assert refused["basis"] != []
    for name in ("ani", "citra"):
        problem(await world[name].patch(path_of(team), {"name": "Lain"}, etag='"v1"'), 403, "FORBIDDEN")
    problem(await world["auditor"].patch(path_of(team), {"name": "Lain"}, etag='"v1"'), 403, "FORBIDDEN")
    missing = ground.given("ani", unit_id="0198c0de-0000-7000-8000-000000000000")
    problem(await world["kabid"].post("/v1/work-teams", missing), 404, "NOT_FOUND")


async def test_the_lead_is_handed_over_and_the_team_has_one_on_every_day(ground: Ground) -> None:
    hr, team = ground.world["hr"], await ground.team("citra", "ani", "budi")
    path = f"{path_of(team)}/lead"
    to_ani = {"employee_id": ground.id("ani"), "since": "2026-03-02", "former_lead_stays": True}

    handed = ok(await hr.put(path, to_ani, etag='"v1"'))

    assert lists(handed) == [
        ("Citra", "lead", "2026-02-02", "2026-03-02"),
        ("Ani", "member", "2026-02-02", "2026-03-02"),
        ("Budi", "member", "2026-02-02", None),
        ("Ani", "lead", "2026-03-02", None),
        ("Citra", "member", "2026-03-02", None),
    ]
    problem(await hr.put(path, to_ani, etag='"v2"'), 409, "LEADS_ALREADY")
    early = problem(
        await hr.put(path, to_ani | {"employee_id": ground.id("budi")}, etag='"v2"'), 422, "TEAM_ENDS_BEFORE_IT_BEGINS"
    )
    assert (early["errors"][0]["pointer"], "2026-03-02" in early["detail"]) == ("/since", True)
    # Somebody who was not in the team, and the one before leaves; then one of its members leads it again.
    to_dewi = {"employee_id": ground.id("dewi"), "since": "2026-04-01", "letter": "1", "former_lead_stays": False}
    ok(await hr.put(path, to_dewi, etag='"v2"'))
    back = ok(await hr.put(path, to_ani | {"since": "2026-05-01"}, etag='"v3"'))
    assert [each for each in lists(back) if each[0] in {"Ani", "Dewi"}][-3:] == [
        ("Dewi", "lead", "2026-04-01", "2026-05-01"),
        ("Ani", "lead", "2026-05-01", None),
        ("Dewi", "member", "2026-05-01", None),
    ]


async def test_who_comes_in_on_the_day_of_the_hand_over_leads_from_that_day(ground: Ground) -> None:
    hr, team = ground.world["hr"], await ground.team("citra")
    came = {"employee_id": ground.id("ani"), "since": "2026-05-04", "until": "2026-07-01", "letter": "094/7"}
    ok(await hr.post(f"{path_of(team)}/members", came, etag='"v1"'), 201)
    path = f"{path_of(team)}/lead"
    lead = {"employee_id": ground.id("ani"), "since": "2026-05-01", "former_lead_stays": False}

    later = problem(await hr.put(path, lead, etag='"v2"'), 409, "ALREADY_IN_TEAM")
    handed = ok(await hr.put(path, lead | {"since": "2026-05-04"}, etag='"v2"'))

    assert lists(handed) == [("Citra", "lead", "2026-02-02", "2026-05-04"), ("Ani", "lead", "2026-05-04", None)]
    assert (later["membership_id"], handed["members"][1]["letter"]) == (handed["members"][1]["id"], "094/7")


async def test_a_person_is_in_a_team_once_on_a_day(ground: Ground) -> None:
    hr, team = ground.world["hr"], await ground.team("citra", "ani")
    path, ani = f"{path_of(team)}/members", {"employee_id": ground.id("ani")}
    left = f"/v1/work-team-memberships/{team['members'][1]['id']}/end"

    refused = problem(await hr.post(path, ani | {"since": "2026-06-01"}, etag='"v1"'), 409, "ALREADY_IN_TEAM")
    ok(await hr.put(left, {"until": "2026-06-01"}, etag='"v1"'))
    again = ok(await hr.post(path, ani | {"since": "2026-06-01"}, etag='"v2"'), 201)

    assert refused["membership_id"] == team["members"][1]["id"]
    assert [each for each in lists(again) if each[0] == "Ani"] == [
        ("Ani", "member", "2026-02-02", "2026-06-01"),
        ("Ani", "member", "2026-06-01", None),
    ]
    overlaps = problem(await hr.put(left, {"until": "2026-06-02"}, etag='"v3"'), 409, "ALREADY_IN_TEAM")
    assert overlaps["membership_id"] == again["members"][-1]["id"]
    problem(await hr.put(left, {"until": "2026-02-02"}, etag='"v3"'), 422, "TEAM_ENDS_BEFORE_IT_BEGINS")
    lead = f"/v1/work-team-memberships/{team['members'][0]['id']}/end"
    assert problem(await hr.put(lead, {"until": "2026-06-01"}, etag='"v3"'), 409, "TEAM_NEEDS_LEAD")["basis"] != []


async def test_days_in_a_team_are_days_of_the_team_and_end_with_it(ground: Ground) -> None:
    hr, team = ground.world["hr"], await ground.team("citra", "ani", until="2026-12-01")
    path = f"{path_of(team)}/members"

    for days, place in (
        ({"since": "2026-02-01"}, "/since"),
        ({"since": "2026-12-01"}, "/since"),
        ({"since": "2026-03-02", "until": "2026-12-02"}, "/until"),
    ):
        given = {"employee_id": ground.id("budi")} | days
        refused = problem(await hr.post(path, given, etag='"v1"'), 422, "OUTSIDE_TEAM_DAYS")
        assert (refused["errors"][0]["pointer"], "2026-12-01" in refused["detail"]) == (place, True)
    later = {"employee_id": ground.id("budi"), "since": "2026-10-01"}
    ok(await hr.post(path, later, etag='"v1"'), 201)
    end = {"until": "2026-09-01", "end_decree": "800/9"}
    ended = ok(await hr.put(f"{path_of(team)}/end", end, etag='"v2"'))
    assert (ended["until"], ended["end_decree"], ended["version"]) == ("2026-09-01", "800/9", 3)
    assert lists(ended) == [
        ("Citra", "lead", "2026-02-02", "2026-09-01"),
        ("Ani", "member", "2026-02-02", "2026-09-01"),
    ]
    problem(
        await hr.put(f"{path_of(team)}/end", {"until": "2026-02-02"}, etag='"v3"'), 422, "TEAM_ENDS_BEFORE_IT_BEGINS"
    )
    longer = ok(await hr.put(f"{path_of(team)}/end", {"until": "2027-01-01"}, etag='"v3"'))
    assert [each[3] for each in lists(longer)] == ["2027-01-01"] * 3


async def test_everybody_who_is_not_on_record_is_named(ground: Ground, worlds: WorldBuilder) -> None:
    abroad, missing = await worlds.build(), "0198c0de-0000-7000-8000-000000000000"
    named = {"lead_id": str(abroad.employees["ani"]), "member_ids": [ground.id("ani"), missing]}

    refused = problem(await ground.world["hr"].post("/v1/work-teams", ground.given() | named), 422, "INVALID")

    places = [(each["pointer"], each["code"]) for each in refused["errors"]]
    assert places == [("/lead_id", "unknown_reference"), ("/member_ids/1", "unknown_reference")]


async def test_the_list_of_a_team_stays_as_long_as_an_answer_shows(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    hr, team = ground.world["hr"], await ground.team("citra", "ani")
    monkeypatch.setattr(service, "MOST_ON_LIST", 4)

    members = f"{path_of(team)}/members"
    ok(await hr.post(members, {"employee_id": ground.id("budi"), "since": "2026-03-02"}, etag='"v1"'), 201)
    full = problem(
        await hr.post(members, {"employee_id": ground.id("dewi"), "since": "2026-03-02"}, etag='"v2"'),
        409,
        "TEAM_IS_FULL",
    )
    lead = {"employee_id": ground.id("ani"), "since": "2026-03-02", "former_lead_stays": True}
    problem(await hr.put(f"{path_of(team)}/lead", lead, etag='"v2"'), 409, "TEAM_IS_FULL")
    assert "3" in full["detail"]


async def test_a_team_is_changed_on_the_version_that_was_seen(ground: Ground) -> None:
    hr, team = ground.world["hr"], await ground.team("citra")
    member = {"employee_id": ground.id("ani"), "since": "2026-02-02"}

    changed = ok(await hr.patch(path_of(team), {"purpose": "Data terbit setiap bulan."}, etag='"v1"'))

    assert (changed["purpose"], changed["name"], changed["version"]) == ("Data terbit setiap bulan.", team["name"], 2)
    problem(await hr.post(f"{path_of(team)}/members", member, etag='"v1"'), 412, "STALE_VERSION")
    trail = (await ground.world["auditor"].read("/v1/audit-entries", resource_id=team["id"]))["items"]
    assert {(each["action"], each["version_after"]) for each in trail} == {("created", 1), ("changed", 2)}


@pytest.mark.parametrize(
    "change",
    [{"until": "2026-02-02"}, {"member_ids": "lead"}, {"member_ids": "twice"}, {"purpose": ""}, {"decree": ""}],
    ids=str,
)
async def test_a_team_that_cannot_be_is_refused(ground: Ground, change: dict[str, Any]) -> None:
    named = {"lead": [ground.id("citra")], "twice": [ground.id("ani")] * 2}
    wrong = {name: named.get(value, value) for name, value in change.items()}

    problem(await ground.world["hr"].post("/v1/work-teams", ground.given("citra") | wrong), 422, "INVALID")
    member = {"employee_id": ground.id("ani"), "since": "2026-03-02", "until": "2026-03-02"}
    team = await ground.team("citra")
    problem(await ground.world["hr"].post(f"{path_of(team)}/members", member, etag='"v1"'), 422, "INVALID")


@dataclass
class Work:
    """The ground with an agreed plan of fitri, who works in another division than the lead of the team."""

    ground: Ground
    cycle: Json
    plan: Json

    def remark(self, **more: str) -> Json:
        return {"plan_id": self.plan["id"], "text": "Data terbit lebih awal."} | more


@pytest.fixture
async def work(ground: Ground) -> Work:
    cycle = await open_cycle(ground.world)
    return Work(ground, cycle, await agreed_plan(ground.world, "fitri", cycle["id"], official="eka"))


async def test_the_lead_of_a_team_gives_feedback_to_members_and_a_mate_as_a_peer(work: Work) -> None:
    world, remark = work.ground.world, work.remark(target_id=work.plan["targets"][0]["id"])
    for name in ("citra", "ani"):
        problem(await world[name].post("/v1/feedback", remark), 404, "NOT_FOUND")
    await work.ground.team("citra", "ani", "fitri")

    said = [await world[name].create("/v1/feedback", remark) for name in ("citra", "ani")]

    assert [each["author_relation"] for each in said] == ["team_lead", "peer"]
    for name in ("fitri", "eka", "kadis", "hr", "auditor"):
        assert await world[name].read(f"/v1/feedback/{said[0]['id']}") == said[0]
    assert await world["citra"].read(f"/v1/feedback/{said[0]['id']}") == said[0]
    problem(await world["ani"].get(f"/v1/feedback/{said[0]['id']}"), 404, "NOT_FOUND")
    ok(await world["fitri"].step(f"/v1/feedback/{said[0]['id']}", "acknowledge"))
    problem(await world["budi"].post("/v1/feedback", remark), 404, "NOT_FOUND")


async def test_nobody_speaks_as_lead_to_those_above_and_the_line_goes_before_the_team(work: Work) -> None:
    world = work.ground.world
    await work.ground.team("citra", "kabid", "budi")
    await work.ground.team("kabid", "ani", name="Tim Kedua")
    about = {
        name: {"plan_id": (await agreed_plan(world, name, work.cycle["id"], official=official))["id"], "text": "Baik."}
        for name, official in (("kabid", "kadis"), ("budi", "kabid"), ("ani", "kabid"))
    }

    async def relation(author: str, subject: str) -> str:
        remark = await world[author].create("/v1/feedback", about[subject])
        return str(remark["author_relation"])

    assert await relation("citra", "kabid") == "subordinate"
    assert await relation("citra", "budi") == "team_lead"
    assert await relation("citra", "ani") == "peer"
    assert await relation("kabid", "ani") == "rating_official"


async def test_what_a_team_makes_of_people_ends_by_the_days(work: Work, clock: FixedClock) -> None:
    world, hr = work.ground.world, work.ground.world["hr"]
    team = await work.ground.team("citra", "fitri", until="2026-12-01", since="2026-04-07")

    async def may() -> bool:
        answer = await world["citra"].post("/v1/feedback", work.remark())
        assert answer.status_code in {201, 404}, answer.text
        return answer.status_code == 201

    assert not await may()
    clock.instant += timedelta(days=1)
    assert await may()
    left = f"/v1/work-team-memberships/{team['members'][1]['id']}/end"
    ok(await hr.put(left, {"until": "2026-05-01"}, etag='"v1"'))
    clock.instant = clock.instant.replace(month=4, day=30)
    assert await may()
    clock.instant += timedelta(days=1)
    assert not await may()
    ok(await hr.put(left, {"until": "2026-12-01"}, etag='"v2"'))
    assert await may()
    # The lead goes to somebody else, and comes back; then the team ends.
    away = {"employee_id": work.ground.id("ani"), "since": "2026-05-04", "former_lead_stays": False}
    ok(await hr.put(f"{path_of(team)}/lead", away, etag='"v3"'))
    clock.instant = clock.instant.replace(day=4)
    assert not await may()
    back = away | {"employee_id": work.ground.id("citra"), "since": "2026-05-11"}
    ok(await hr.put(f"{path_of(team)}/lead", back, etag='"v4"'))
    clock.instant = clock.instant.replace(day=11)
    assert await may()
    ok(await hr.put(f"{path_of(team)}/end", {"until": "2026-05-11"}, etag='"v5"'))
    assert not await may()


@pytest.mark.parametrize("leaving", ["citra", "fitri"])
async def test_who_is_released_from_office_is_nothing_to_a_team(work: Work, leaving: str) -> None:
    world = work.ground.world
    await work.ground.team("citra", "fitri")
    await world["citra"].create("/v1/feedback", work.remark())

    await released(world, leaving, "2026-04-06")

    problem(await world["citra"].post("/v1/feedback", work.remark()), 404, "NOT_FOUND")


@dataclass
class Seen:
    """Where the plan of fitri and what is of it are read, and what stands there."""

    plan: str
    target: str
    realization: str
    evidence: str


async def worked(work: Work) -> Seen:
    """Let fitri report a result with evidence, an action plan and an activity."""
    fitri, period = work.ground.world["fitri"], await open_period(work.ground.world, work.cycle["id"])
    result = await drafted_realization(work.ground.world, "fitri", work.plan, period["id"])
    link = {"title": "Laporan", "url": "https://berkas.contoh.go.id/laporan.pdf"}
    at = f"/v1/realizations/{result['id']}"
    evidence = ok(await fitri.post(f"{at}/evidence-links", link, etag='"v1"'), 201)
    target = work.plan["targets"][0]
    step = {"target_id": target["id"], "title": "Menyusun bab dua", "due_on": "2026-03-31"}
    of_quarter = {"plan_id": work.plan["id"], "period_id": period["id"]}
    await fitri.create("/v1/action-plans", of_quarter | {"steps": [step]})
    return Seen(
        plan=f"/v1/target-plans/{work.plan['id']}",
        target=f"/v1/targets/{target['id']}",
        realization=at,
        evidence=f"/v1/evidence/{evidence['id']}",
    )


async def listed(caller: Caller, path: str, **query: str) -> set[str]:
    return {each["id"] for each in (await caller.read(path, **query))["items"]}


async def test_the_lead_of_a_team_reads_the_plan_and_the_results_of_a_member(work: Work) -> None:
    world, seen = work.ground.world, await worked(work)
    citra = world["citra"]
    addresses = (seen.plan, seen.target, seen.realization, seen.evidence)
    for address in addresses:
        problem(await citra.get(address), 404, "NOT_FOUND")
    await work.ground.team("citra", "ani", "fitri")

    for address in addresses:
        assert await citra.read(address) == await world["fitri"].read(address)
        problem(await world["ani"].get(address), 404, "NOT_FOUND")
    of_plan = {"plan_id": work.plan["id"]}
    targets = {each["id"] for each in work.plan["targets"]}
    for query in ({}, of_plan):
        assert await listed(citra, "/v1/targets", **query) == targets
        assert await listed(citra, "/v1/realizations", **query) == {seen.realization.split("/")[-1]}
        assert await listed(world["ani"], "/v1/targets", **query) == set()
        assert await listed(world["ani"], "/v1/realizations", **query) == set()
    assert await listed(citra, "/v1/target-plans") == {work.plan["id"]}
    assert await listed(citra, "/v1/target-plans", employee_id=work.ground.id("fitri")) == {work.plan["id"]}


async def test_the_lead_changes_nothing_and_sees_nothing_else(work: Work) -> None:
    world, seen = work.ground.world, await worked(work)
    citra, of_plan = world["citra"], {"plan_id": work.plan["id"]}
    await work.ground.team("citra", "fitri")

    for answer in (
        await citra.step(seen.plan, "return", "Ubah."),
        await citra.step(seen.realization, "accept"),
        await citra.patch(seen.plan, {"approach": "kualitatif"}, etag="*"),
        await citra.put(seen.realization, {"value": "9"}, etag="*"),
        await citra.delete(seen.evidence, etag="*"),
        await citra.get(f"{seen.plan}/transitions"),
        await citra.get(f"{seen.realization}/transitions"),
        await citra.get(f"{seen.realization}/revisions"),
        await citra.get(f"/v1/employees/{work.ground.id('fitri')}"),
    ):
        problem(answer, 404, "NOT_FOUND")
    for path in ("action-plans", "activities", "observations", "evaluations", "behavior-ratings"):
        assert await listed(citra, f"/v1/{path}") == set(), path
    for path in ("action-plans", "observations", "plan-change-requests", "behavior-ratings"):
        assert await listed(citra, f"/v1/{path}", **of_plan) == set(), path


async def test_the_lead_sees_no_plan_of_those_above_or_of_a_closed_year_and_nothing_when_no_lead_any_more(
    work: Work,
) -> None:
    world, hr, seen = work.ground.world, work.ground.world["hr"], await worked(work)
    citra, above = world["citra"], await agreed_plan(world, "kabid", work.cycle["id"], official="kadis")
    earlier = await open_cycle(world, year=2025)
    past = await agreed_plan(world, "fitri", earlier["id"], official="eka")
    ok(await hr.step(f"/v1/cycles/{earlier['id']}", "close"))

    team = await work.ground.team("citra", "fitri", "kabid")

    assert await listed(citra, "/v1/target-plans") == {work.plan["id"]}
    for plan in (above, past):
        problem(await citra.get(f"/v1/target-plans/{plan['id']}"), 404, "NOT_FOUND")
        assert await listed(citra, "/v1/targets", plan_id=plan["id"]) == set()
    lead = {"employee_id": work.ground.id("fitri"), "since": "2026-04-06", "former_lead_stays": True}
    ok(await hr.put(f"{path_of(team)}/lead", lead, etag='"v1"'))
    for address in (seen.plan, seen.target, seen.realization, seen.evidence):
        problem(await citra.get(address), 404, "NOT_FOUND")
    for path in ("target-plans", "targets", "realizations"):
        assert await listed(citra, f"/v1/{path}") == set()


async def test_what_the_lead_reads_takes_few_statements(work: Work) -> None:
    world, seen = work.ground.world, await worked(work)
    await work.ground.team("citra", "fitri")
    of_plan = f"?plan_id={work.plan['id']}"
    lists = [f"/v1/{name}{query}" for name in ("targets", "realizations") for query in ("", of_plan)]

    for path in (seen.plan, seen.target, seen.realization, seen.evidence, "/v1/target-plans", "/v1/work-teams", *lists):
        await world["citra"].read(path)
        async with statements(world.database) as heard:
            await world["citra"].read(path)
        assert 0 < len(heard) <= MOST, path
