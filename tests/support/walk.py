"""A year of an agency over HTTP in which every operation that changes something is done at least once.

The sweeps build on it: what is sent here is accepted, so a sweep can change one thing at a time and see what becomes of
it. `Walk.send` is the place to do so; `Walk.sent` keeps the last accepted request of every operation.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from tests.support.annual import rated
from tests.support.caller import Caller, Json
from tests.support.contract import Contract, Operation
from tests.support.scores import work_run
from tests.support.steps import rating_values
from tests.support.world import World, WorldBuilder

ELEMENTS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarpras", "pengaduan")
PASSWORD = "pelangi-di-atas-waduk"
CSV = "nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on,username\n"
NEW_PEOPLE = "199003152015042001,Sari Dewi,pns,III/a,2022-04-01,bidang,pengolah,2022-04-01,s1,2012-08-01,sari.dewi\n"
ATTACHMENTS = {"resources": ["Operator"], "accountability": ["Laporan triwulan"], "consequences": ["Penghargaan"]}
STANDARD = {"title": "Waktu", "standard": "Satu hari kerja", "reference": "SOP 470/12"}
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@dataclass(frozen=True)
class Request:
    """A request of somebody, as it is to be sent; `at` is where the ETag that it needs is read."""

    operation: Operation
    who: str | None
    path: str
    body: Any = None
    parts: dict[str, Any] = field(default_factory=dict)
    at: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """The body as httpx takes it."""
        return self.parts or ({} if self.body is None else {"json": self.body})


@dataclass
class Walk:
    """An agency, what was sent in it, and the ids that came of it, by the names that paths, queries and bodies use."""

    world: World
    contract: Contract
    sent: dict[str, Request] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    targets: list[Json] = field(default_factory=list)
    count: int = 0

    async def send(self, request: Request) -> httpx.Response:
        """Send a request as it is meant."""
        self.count += 1
        return await self.ask(request, key=str(self.count), etag=await self.etag_of(request))

    async def ask(self, request: Request, *, key: str | None, etag: str | None) -> httpx.Response:
        """Send a request under this key and on this version, as far as its operation demands them."""
        headers = dict(request.parts.get("headers", {}))
        if request.who is not None:
            headers["Authorization"] = f"Bearer {self.world[request.who].token()}"
        given = {"Idempotency-Key": key, "If-Match": etag}
        headers |= {name: value for name, value in given.items() if value and request.operation.demands(name)}
        content = {name: value for name, value in request.content.items() if name != "headers"}
        http = self.world["hr"].http
        return await http.request(request.operation.method, request.path, headers=headers, **content)

    async def etag_of(self, request: Request) -> str | None:
        """Return the present ETag of what a request changes."""
        if not request.operation.demands("If-Match"):
            return None
        at = request.at or "/".join(request.path.split("/")[:4])
        answer = await self.world[request.who or "hr"].get(at)
        assert answer.status_code == 200, f"{request.operation.id}: {at} has no ETag for {request.who}: {answer.text}"
        return answer.headers["etag"]

    async def do(
        self, method: str, who: str | None, path: str, body: Any = None, *, at: str = "", **parts: Any
    ) -> Json:
        """Send what must be accepted; return what it answers."""
        request = Request(self.contract.find(method, path), who, path, body, parts, at)
        response = await self.send(request)
        assert response.is_success, f"{request.operation.id} by {who}: {response.status_code} {response.text}"
        self.sent[request.operation.id] = request
        return response.json() if response.content else {}

    async def post(self, who: str | None, path: str, body: Any = None, **more: Any) -> Json:
        """POST what must be accepted."""
        return await self.do("POST", who, path, body, **more)

    async def step(self, who: str, path: str, name: str, **more: str) -> Json:
        """Take a step in the life of a resource."""
        return await self.post(who, f"{path}/transitions", {"name": name, **more})

    def own(self, operation: Operation, name: str) -> str:
        """Return an id of this agency for a name in an operation's path, query or body."""
        found = self.ids.get(f"{operation.collection}/{name}") or self.ids.get(name)
        assert found, f"{operation.id}: the walk has no id for {name}; let it make one, so that this place is tried"
        return found

    def again(self, operation_id: str, **changes: Any) -> Request:
        """Return an accepted request of this walk with changes."""
        return replace(self.sent[operation_id], **changes)


async def walk_a_year(walk: Walk, worlds: WorldBuilder) -> None:
    """Do everything once, from the first account to the last step of a promotion."""
    world = walk.world
    world.callers["platform"] = await worlds.platform()
    walk.ids |= {
        "employee_id": str(world.employees["ani"]),
        "rater_id": str(world.employees["budi"]),
        "relative_id": str(world.employees["citra"]),
        "position_id": str(world.positions["analis-1"]),
        "parent_id": str(world.units["dinas"]),
        "unit_id": str(world.units["bidang"]),
    }
    await _keep_accounts(walk)
    await _keep_units(walk)
    await _keep_people(walk)
    await _open_year(walk)
    await _lend(walk)
    await _rule(walk)
    await _plan(walk)
    await _assign(walk)
    await _change(walk)
    await _report(walk)
    await _keep_diary(walk)
    await _act(walk)
    await _meet(walk)
    await _rate(walk)
    await _evaluate(walk)
    await _observe(walk)
    await _survey(walk)
    await _note(walk)
    await _score(walk)
    await _promote(walk)
    await _plan_anew(walk)


async def _keep_accounts(walk: Walk) -> None:
    code = f"{walk.world.code}-baru"
    account = {"username": "sari", "display_name": "Sari", "password": PASSWORD, "roles": ["employee"]}
    agency = {"code": code, "name": "Kota Baru", "time_zone": "Asia/Makassar"}
    await walk.post("platform", "/v1/agencies", agency | {"administrator": account | {"roles": ["hr_admin"]}})
    made = await walk.post("hr", "/v1/accounts", account)
    path = f"/v1/accounts/{made['id']}"
    await walk.do("PATCH", "hr", path, {"display_name": "Sari Dewi"})
    known = {"agency": walk.world.code, "username": "sari", "password": PASSWORD}
    first = await walk.post(None, "/v1/auth/tokens", known)
    tokens = await walk.post(None, "/v1/auth/tokens/refresh", {"refresh_token": first["refresh_token"]})
    walk.world.callers["sari"] = Caller(walk.world["hr"].http, lambda: tokens["access_token"])
    await walk.post("sari", "/v1/auth/sign-out", {"refresh_token": tokens["refresh_token"]})
    walk.ids["account_id"] = str(walk.world.accounts["hr"])


async def _keep_units(walk: Walk) -> None:
    units, parent = walk.world.units, str(walk.world.units["bidang"])
    seksi = await walk.post(
        "hr", "/v1/units", {"code": "seksi", "name": "Seksi", "parent_id": parent, "since": "2026-01-01"}
    )
    path = f"/v1/units/{seksi['id']}"
    await walk.do("PATCH", "hr", path, {"name": "Seksi Statistik"})
    await walk.post("hr", f"{path}/closures", {"until": "2026-03-31"})
    post = {"code": "pengolah", "name": "Pengolah Data", "kind": "executor", "unit_id": str(units["bidang"])}
    made = await walk.post("hr", "/v1/positions", post)
    walk.ids["position_id"] = made["id"]
    await walk.do("PATCH", "hr", f"/v1/positions/{made['id']}", {"name": "Pengolah Data Statistik"})


async def _keep_people(walk: Walk) -> None:
    person = await walk.post("hr", "/v1/employees", {"nip": "197503152000031007", "name": "Eka", "employment": "pns"})
    path = f"/v1/employees/{person['id']}"
    walk.ids["colleague_id"] = person["id"]
    await walk.do("PATCH", "hr", path, {"name": "Eka Putra"})
    await walk.post("hr", f"{path}/ranks", {"rank": "III/a", "since": "2022-04-01"})
    await walk.post("hr", f"{path}/educations", {"level": "s1", "graduated_on": "1999-07-01"})
    await walk.post("hr", f"{path}/assignments", {"position_id": walk.ids["position_id"], "since": "2026-01-01"})
    sanction = {
        "level": "ringan",
        "kind": "Teguran lisan",
        "since": "2024-01-31",
        "decree": "800/1",
        "until": "2024-02-28",
    }
    await walk.post("hr", f"{path}/sanctions", sanction)
    await _keep_statuses(walk)
    await _keep_teams(walk)
    await walk.post("hr", f"{path}/exams", {"exam": "ujian_dinas_1", "passed_on": "2020-01-31"})
    await walk.post("hr", f"{path}/relations", {"relative_id": walk.ids["relative_id"], "kind": "saudara"})
    await walk.post("hr", f"{path}/releases", {"since": "2027-04-01", "decree": "888/1/2027"})
    acting = {"unit_id": walk.ids["unit_id"], "employee_id": str(walk.world.employees["citra"]), "capacity": "plh"}
    span = {"since": "2026-08-01", "until": "2026-08-31", "decree": "800/2"}
    made = await walk.post("hr", "/v1/delegations", acting | span)
    await walk.do("PUT", "hr", f"/v1/delegations/{made['id']}/end", {"until": "2026-08-30"})
    done = await walk.post(
        "hr", "/v1/imports", content=(CSV + NEW_PEOPLE).encode(), headers={"Content-Type": "text/csv"}
    )
    walk.ids["import_id"] = done["id"]
    # Only an account that came without a password is given one, once.
    accounts = (await walk.world["hr"].read("/v1/accounts"))["items"]
    [new] = [each for each in accounts if each["username"] == "sari.dewi"]
    await walk.post("hr", f"/v1/accounts/{new['id']}/password", {"password": PASSWORD})


async def _keep_statuses(walk: Walk) -> None:
    """Record a leave that is over, of somebody whom a superior rates."""
    path = f"/v1/employees/{walk.ids['employee_id']}/statuses"
    leave = {"kind": "cuti_sakit", "since": "2024-02-01", "until": "2024-03-01", "decree": "850/1"}
    kept = await walk.post("hr", path, leave)
    walk.ids["status_id"] = kept["id"]
    end = {"until": "2024-02-15", "end_decree": "850/2"}
    await walk.do("PUT", "hr", f"/v1/employee-statuses/{kept['id']}/end", end)
    # Each of them acts for a month of the year, so that their plans can name it.
    for name, since, until in (("ani", "2026-10-01", "2026-11-01"), ("budi", "2026-11-01", "2026-12-01")):
        acting = {"unit_id": walk.ids["unit_id"], "employee_id": str(walk.world.employees[name]), "capacity": "plt"}
        given = acting | {"since": since, "until": until, "decree": "800/3"}
        walk.ids[f"{name}/delegation_id"] = (await walk.post("hr", "/v1/delegations", given))["id"]
    walk.ids |= {
        "plan-change-requests/delegation_id": walk.ids["ani/delegation_id"],
        "delegation_id": walk.ids["budi/delegation_id"],
    }


async def _keep_teams(walk: Walk) -> None:
    """Set up a team, whose lead is handed over and from which somebody leaves; in the end citra leads ani in it.

    Another one is over.
    """
    ani, budi, citra = (str(walk.world.employees[name]) for name in ("ani", "budi", "citra"))
    team = {"name": "Tim Data", "purpose": "Satu data.", "unit_id": walk.ids["unit_id"], "decree": "800/4"}
    await walk.post("hr", "/v1/work-teams", team | {"since": "2026-01-05", "until": "2026-04-01", "lead_id": budi})
    made = await walk.post("hr", "/v1/work-teams", team | {"since": "2026-01-05", "lead_id": budi, "member_ids": [ani]})
    path = f"/v1/work-teams/{made['id']}"
    await walk.do("PATCH", "kabid", path, {"purpose": "Satu data sektoral."})
    given = {"employee_id": walk.ids["colleague_id"], "since": "2026-02-02", "letter": "094/1"}
    grown = await walk.post("hr", f"{path}/members", given)
    left = f"/v1/work-team-memberships/{grown['members'][-1]['id']}/end"
    await walk.do("PUT", "hr", left, {"until": "2026-03-02"}, at=path)
    lead = {"employee_id": citra, "since": "2026-02-16", "former_lead_stays": False}
    await walk.do("PUT", "hr", f"{path}/lead", lead)
    await walk.do("PUT", "hr", f"{path}/end", {"until": "2027-01-01", "end_decree": "800/5"})
    walk.ids |= {"team_id": made["id"], "membership_id": left.split("/")[3], "lead_id": budi, "member_id": ani}


async def _lend(walk: Walk) -> None:
    """Assign the new colleague to another agency, and record what that agency decided about a period."""
    away = {
        "kind": "diperbantukan",
        "since": "2026-01-01",
        "decree": "824/3",
        "host_agency": "Kementerian Dalam Negeri",
    }
    status = await walk.post("hr", f"/v1/employees/{walk.ids['colleague_id']}/statuses", away)
    walk.ids["host-evaluations/status_id"] = status["id"]
    document = {
        "status_id": status["id"],
        "cycle_id": walk.ids["cycle_id"],
        "period_id": walk.ids["period_id"],
        "work_result_rating": "sesuai_ekspektasi",
        "behavior_rating": "sesuai_ekspektasi",
        "predicate": "baik",
        "official_name": "Ratna",
        "document_number": "800/102",
        "document_on": "2026-04-09",
        "evidence_url": "https://berkas.contoh.go.id/102.pdf",
    }
    await walk.post("hr", "/v1/host-evaluations", document)


async def _open_year(walk: Walk) -> None:
    cycle = await walk.post("hr", "/v1/cycles", {"year": 2026, "pattern": "quarterly", "plan_by": "2026-01-31"})
    path = f"/v1/cycles/{cycle['id']}"
    await walk.step("hr", path, "open")
    periods = (await walk.world["hr"].read(f"{path}/periods"))["items"]
    walk.ids |= {"cycle_id": cycle["id"], "period_id": periods[0]["id"]}
    await walk.step("hr", f"/v1/periods/{periods[0]['id']}", "open")


async def _rule(walk: Walk) -> None:
    """Publish a policy of the agency's own, leave a draft of the next, and have somebody read the criteria."""
    regulation = {"name": "Peraturan Wali Kota", "number": "12", "year": 2026, "verification": "verbatim"}
    title = {"id": "Nilai kinerja kota", "en": "Score of the city"}
    one_decimal = {"parameter": "decimals", "value": "1", "article": "Pasal 9"}
    body = {"title": title, "since": "2027-01-01", "regulation": regulation, "adjustments": [one_decimal]}
    published, draft = [
        await walk.post("hr", "/v1/policy-overlays", {"key": "composite_default"} | body) for _ in range(2)
    ]
    path = f"/v1/policy-overlays/{published['id']}"
    await walk.step("ppk", path, "review")
    await walk.step("ppk", path, "publish")
    await walk.do("PUT", "hr", f"/v1/policy-overlays/{draft['id']}", body | {"since": "2028-01-01"})
    walk.ids |= {"version_id": published["id"], "overlay_id": draft["id"]}
    of_year = {"cycle_id": walk.ids["cycle_id"]}
    read = await walk.world["ani"].read("/v1/criteria", **of_year)
    said = await walk.post(
        "ani", "/v1/criteria-acknowledgements", of_year | {"criteria_sha256": read["criteria_sha256"]}
    )
    walk.ids["acknowledgement_id"] = said["id"]


def _indicator(title: str = "Jumlah laporan") -> Json:
    bounds = {"start_value": "4", "target_value": "12", "target_high": "14"}
    return {"aspect": "kuantitas", "title": title, "unit": "laporan", **bounds}


async def _drafted(walk: Walk, who: str, above: str | None) -> Json:
    """Let somebody draw up a plan, change it in every way, and leave two weighed targets in it."""
    cycle = walk.ids["cycle_id"]
    plan = await walk.post(who, "/v1/target-plans", {"cycle_id": cycle, "approach": "kualitatif"})
    path = f"/v1/target-plans/{plan['id']}"
    await walk.do("PATCH", who, path, {"approach": "kuantitatif"})
    targets = [
        await walk.post(
            who,
            f"{path}/targets",
            {"title": title, "weight": "50", "superior_target_id": above, "indicators": [_indicator()]},
        )
        for title in ("Data terbit", "Layanan cepat", "Keliru")
    ]
    first, _, wrong = (f"/v1/targets/{target['id']}" for target in targets)
    acts: Json = {"delegation_id": walk.ids[f"{who}/delegation_id"]} if f"{who}/delegation_id" in walk.ids else {}
    if acts:
        given = acts | {"title": "Data terbit sebagai Plt.", "kind": "tambahan", "indicators": [_indicator()]}
        await walk.do("DELETE", who, f"/v1/targets/{(await walk.post(who, f'{path}/targets', given))['id']}")
    grown = await walk.post(who, f"{first}/indicators", _indicator("Jumlah yang keliru"))
    await walk.do("DELETE", who, f"/v1/indicators/{grown['indicators'][-1]['id']}", at=first)
    changed = {"title": "Data sektoral terbit", "weight": "50", "superior_target_id": above, "standards": [STANDARD]}
    await walk.do("PUT", who, first, changed | acts | {"indicators": [_indicator()]})
    await walk.do("DELETE", who, wrong)
    await walk.do("PUT", who, f"{path}/attachments", ATTACHMENTS)
    return await walk.world[who].read(path)


async def _plan(walk: Walk) -> None:
    above = await _drafted(walk, "kabid", None)
    walk.ids |= {"superior_plan_id": above["id"], "superior_target_id": above["targets"][0]["id"]}
    plan = await _drafted(walk, "ani", walk.ids["superior_target_id"])
    path = f"/v1/target-plans/{plan['id']}"
    await walk.step("ani", path, "submit")
    expected = [{"value": "akuntabel", "text": "Cantumkan sumber data."}]
    await walk.do("PUT", "kabid", f"{path}/expectations", {"expectations": expected})
    await walk.step("kabid", path, "agree")
    target, walk.targets = plan["targets"][0], plan["targets"]
    walk.ids |= {
        "plan_id": plan["id"],
        "resource_id": plan["id"],
        "target_id": target["id"],
        "indicator_id": target["indicators"][0]["id"],
    }


async def _assign(walk: Walk) -> None:
    """Make a template, change it, and give it to a unit: cancelled before the worker comes."""
    body = {
        "name": "Pengolah",
        "position_name": "Pengolah Data",
        "targets": [{"title": "Data tercatat", "weight": "100", "indicators": [_indicator()]}],
        "attachments": ATTACHMENTS,
    }
    template = await walk.post("hr", "/v1/plan-templates", body)
    await walk.do("PUT", "hr", f"/v1/plan-templates/{template['id']}", body | {"approach": "kualitatif"})
    scope = {"cycle_id": walk.ids["cycle_id"], "unit_id": walk.ids["unit_id"]}
    run = await walk.post("hr", "/v1/plan-assignment-runs", scope | {"template_id": template["id"]})
    await walk.step("hr", f"/v1/plan-assignment-runs/{run['id']}", "cancel")
    walk.ids |= {"template_id": template["id"], "assignment_run_id": run["id"]}


async def _change(walk: Walk) -> None:
    """Ask for a change of the agreed plan: refused once, and the second time left to be decided."""
    kept = _indicator() | {"indicator_id": walk.ids["indicator_id"]}
    target = {"title": "Data sektoral terbit", "weight": "50", "superior_target_id": walk.ids["superior_target_id"]}
    acts = {"delegation_id": walk.ids["ani/delegation_id"]}
    given = target | acts | {"standards": [STANDARD], "indicators": [kept]}
    change = {"action": "change", "target_id": walk.ids["target_id"], "target": given}
    body = {"plan_id": walk.ids["plan_id"], "reason": "Anggaran berubah.", "changes": [change]}
    refused = await walk.post("ani", "/v1/plan-change-requests", body)
    await walk.step("kabid", f"/v1/plan-change-requests/{refused['id']}", "refuse", note="Cukup dengan yang ada.")
    waiting = await walk.post("ani", "/v1/plan-change-requests", body | {"attachments": ATTACHMENTS})
    walk.ids["change_request_id"] = waiting["id"]


async def _report(walk: Walk) -> None:
    body = {"indicator_id": walk.ids["indicator_id"], "period_id": walk.ids["period_id"], "value": "3"}
    made = await walk.post("ani", "/v1/realizations", body)
    path = f"/v1/realizations/{made['id']}"
    await walk.do("PUT", "ani", path, {"value": "4", "note": "Empat laporan."})
    link = {"title": "Laporan", "url": "https://berkas.contoh.go.id/laporan.pdf"}
    wrong = await walk.post("ani", f"{path}/evidence-links", link)
    await walk.do("DELETE", "ani", f"/v1/evidence/{wrong['id']}")
    kept = await walk.post(
        "ani", f"{path}/evidence-files", files={"file": ("laporan.pdf", PDF)}, data={"title": "Bukti"}
    )
    walk.ids |= {"realization_id": made["id"], "evidence_id": kept["id"]}
    await walk.step("ani", path, "submit")
    await walk.step("kabid", path, "accept")


def _activity(walk: Walk, key: str) -> Json:
    return {
        "key": key,
        "title": "Menyusun laporan",
        "note": "Bab dua.",
        "started_at": "2026-03-31T08:00:00+07:00",
        "ended_at": "2026-03-31T11:30:00+07:00",
        "recorded_at": "2026-04-01T07:00:00+07:00",
        "indicator_id": walk.ids["indicator_id"],
    }


async def _keep_diary(walk: Walk) -> None:
    made = await walk.post("ani", "/v1/activities", _activity(walk, "aktivitas-1"))
    wrong = await walk.post("ani", "/v1/activities", _activity(walk, "aktivitas-2"))
    walk.ids["activity_id"] = made["id"]
    path = f"/v1/activities/{made['id']}"
    said = {name: made[name] for name in ("title", "note", "started_at", "ended_at", "indicator_id")}
    await walk.do("PUT", "ani", path, said | {"note": "Bab dua dan tiga."})
    await walk.do("DELETE", "ani", f"/v1/activities/{wrong['id']}")
    waiting = [_activity(walk, f"aktivitas-{number}") for number in (3, 4)]
    await walk.post("ani", "/v1/activity-batches", {"items": waiting})


async def _act(walk: Walk) -> None:
    """Agree an action plan, do a step of it, and give it back to be changed."""
    step = {"target_id": walk.ids["target_id"], "title": "Menyusun bab dua", "due_on": "2026-03-31"}
    of_quarter = {"plan_id": walk.ids["plan_id"], "period_id": walk.ids["period_id"]}
    made = await walk.post("ani", "/v1/action-plans", of_quarter | {"steps": [step]})
    path = f"/v1/action-plans/{made['id']}"
    changed = await walk.do("PUT", "ani", path, {"steps": [step, step]})
    walk.ids |= {"action_plan_id": made["id"], "action_step_id": changed["steps"][0]["id"]}
    await walk.step("ani", path, "submit")
    await walk.step("kabid", path, "agree")
    done = {"status": "done", "done_on": "2026-03-31", "note": "Terbit."}
    await walk.do("PUT", "ani", f"/v1/action-steps/{walk.ids['action_step_id']}", done)
    await walk.step("kabid", path, "return", note="Tambah bab tiga.")


async def _meet(walk: Walk) -> None:
    """Hold a meeting to its confirmed minutes and follow-ups; leave one held and one planned, and cancel one."""
    ani, budi = (str(walk.world.employees[name]) for name in ("ani", "budi"))
    plan = {"title": "Rapat", "starts_at": "2026-04-01T02:00:00Z", "place": "Aula", "agenda": ["Capaian"]}
    plan |= {"participant_ids": [ani, budi], "minute_taker_id": budi}
    of_quarter = {name: walk.ids[name] for name in ("unit_id", "cycle_id", "period_id")}
    minutes = {"minutes": ["Tercapai."], "decisions": ["Loket dibuka lebih awal."], "attendee_ids": [ani, budi]}
    made = [await walk.post("kabid", "/v1/review-meetings", plan | of_quarter) for _ in range(4)]
    confirmed, held, planned, cancelled = (f"/v1/review-meetings/{each['id']}" for each in made)
    walk.ids |= {"meeting_id": made[0]["id"], "participant_id": ani, "minute_taker_id": budi, "attendee_id": ani}
    for path in (confirmed, held):
        await walk.step("kabid", path, "hold")
        await walk.do("PUT", "budi", f"{path}/minutes", minutes)
    await walk.step("kabid", confirmed, "confirm")
    await walk.do("PUT", "kabid", planned, plan | {"participant_ids": [ani]})
    await walk.step("kabid", cancelled, "cancel", note="Digabung.")
    await walk.post("ani", f"{confirmed}/additions", {"text": "Angkanya dari register."})
    task = {"task": "Susun jadwal.", "employee_id": ani, "due_on": "2026-12-01"}
    tasks = [await walk.post("kabid", f"{confirmed}/follow-ups", task) for _ in range(2)]
    walk.ids["follow_up_id"] = tasks[-1]["id"]
    at = f"/v1/follow-ups/{tasks[-1]['id']}"
    await walk.step("ani", at, "finish", note="Jadwal berlaku.")
    await walk.step("kabid", at, "reopen", note="Belum lengkap.", due_on="2026-12-15")


async def _observe(walk: Walk) -> None:
    """Record an interview that is answered, acknowledged and named as a basis; another record was withdrawn."""
    about = {"plan_id": walk.ids["plan_id"], "observed_at": "2026-03-31T02:00:00Z", "place": "Loket"}
    about |= {"findings": "Alur dikuasai.", "observer_id": str(walk.world.employees["citra"])}
    walk.ids["observer_id"] = about["observer_id"]
    asked = {"method": "interview", "questions": [{"question": "Berapa lama?", "answer": "Dua hari."}]}
    wrong = await walk.post("kabid", "/v1/observations", about | {"method": "document_check"})
    await walk.step("kabid", f"/v1/observations/{wrong['id']}", "withdraw", note="Keliru orang.")
    kept = await walk.post("kabid", "/v1/observations", about | asked)
    path = f"/v1/observations/{kept['id']}"
    walk.ids["observation_id"] = kept["id"]
    await walk.post("ani", f"{path}/statements", {"text": "Sistem sedang diperbaiki."})
    await walk.step("ani", path, "acknowledge")
    await walk.post("kabid", f"{path}/bases", {"period_id": walk.ids["period_id"], "reason": "Ketepatan waktu."})


async def _note(walk: Walk) -> None:
    """Note late work, which is answered and improved, and follow it up; another note was withdrawn."""
    fact = {"employee_id": walk.ids["employee_id"], "kind": "late_work", "occurred_on": "2026-03-31"}
    fact |= {"fact": "Laporan terlambat.", "source": "Register", "realization_id": walk.ids["realization_id"]}
    walk.ids["survey_result_id"] = walk.ids["survey-results/result_id"]
    wrong, kept = [
        await walk.post("kabid", "/v1/improvement-notes", fact | {"survey_result_id": walk.ids["survey_result_id"]})
        for _ in range(2)
    ]
    await walk.step("kabid", f"/v1/improvement-notes/{wrong['id']}", "withdraw", note="Keliru.")
    path = f"/v1/improvement-notes/{kept['id']}"
    walk.ids["note_id"] = kept["id"]
    await walk.step("ani", path, "answer", note="Data terlambat datang.")
    await walk.step("kabid", path, "propose", note="Minta data lebih awal.", improve_by="2026-06-30")
    await walk.step("ani", path, "agree")
    await walk.post("ani", f"{path}/follow-ups", {"text": "Data diminta setiap tanggal 20."})


async def _rate(walk: Walk) -> None:
    about = {"plan_id": walk.ids["plan_id"]}
    of_quarter = about | {"period_id": walk.ids["period_id"]}
    await walk.post("kabid", "/v1/feedback", about | {"target_id": walk.ids["target_id"], "text": "Lanjutkan."})
    remark = await walk.post(
        "kabid", "/v1/feedback", about | {"realization_id": walk.ids["realization_id"], "text": "Bagus."}
    )
    walk.ids["feedback_id"] = remark["id"]
    await walk.step("ani", f"/v1/feedback/{remark['id']}", "acknowledge")
    # Three are asked, so that the collecting can be closed: a colleague without an account, and two with one.
    for rater in (walk.ids["colleague_id"], str(walk.world.employees["citra"])):
        await walk.post("kabid", "/v1/rating-requests", of_quarter | {"rater_id": rater})
    asked = await walk.post("ani", "/v1/rating-requests", of_quarter | {"rater_id": str(walk.world.employees["budi"])})
    walk.ids["request_id"] = asked["id"]
    await walk.step("kabid", f"/v1/rating-requests/{asked['id']}", "approve")
    ratings = [
        await walk.post(who, "/v1/behavior-ratings", of_quarter | {"group": group, "values": rating_values()})
        for who, group in (("budi", "peer"), ("kabid", "superior"), ("ani", "self"))
    ]
    walk.ids["rating_id"] = ratings[-1]["id"]
    await walk.do("PUT", "ani", f"/v1/behavior-ratings/{walk.ids['rating_id']}", {"values": rating_values()})
    said = [{"target_id": each["id"], "text": "Tercapai."} for each in walk.targets]
    own = {"values": rating_values(), "targets": said}
    assessed = await walk.post("ani", "/v1/self-assessments", about | own | {"summary": "Baik."})
    walk.ids["assessment_id"] = assessed["id"]
    await walk.do("PUT", "ani", f"/v1/self-assessments/{assessed['id']}", own)
    closed = await walk.post("kabid", "/v1/rating-collections", of_quarter)
    walk.ids["collection_id"] = closed["id"]


async def _evaluate(walk: Walk) -> None:
    of_quarter = {"period_id": walk.ids["period_id"]}
    unit = {"unit_id": walk.ids["unit_id"], "cycle_id": walk.ids["cycle_id"], "rating": "baik"}
    result = await walk.post("kadis", "/v1/organization-results", unit | of_quarter)
    walk.ids["organization-results/result_id"] = result["id"]
    await walk.do("PUT", "kadis", f"/v1/organization-results/{result['id']}", {"rating": "istimewa"})
    ratings = {"work_result_rating": "sesuai_ekspektasi", "behavior_rating": "sesuai_ekspektasi"}
    made = await walk.post("kabid", "/v1/evaluations", {"plan_id": walk.ids["plan_id"]} | of_quarter | ratings)
    path = f"/v1/evaluations/{made['id']}"
    walk.ids["evaluation_id"] = made["id"]
    await walk.do("PUT", "kabid", path, ratings | {"notes": "Tercapai."})
    await walk.step("kabid", path, "issue")
    await walk.step("ani", path, "acknowledge")
    objection = await walk.post("ani", "/v1/objections", {"evaluation_id": made["id"], "reason": "Bukti terlewat."})
    path = f"/v1/objections/{objection['id']}"
    walk.ids["objection_id"] = objection["id"]
    await walk.post("kabid", f"{path}/statements", {"text": "Bukti datang terlambat."})
    await walk.step("kadis", path, "examine")
    await _calibrate(walk, ratings)


async def _calibrate(walk: Walk, ratings: Json) -> None:
    """Draft the evaluation of the year and change it in a session, which stays open; a first one was cancelled."""
    drafted = await walk.post("kabid", "/v1/evaluations", {"plan_id": walk.ids["plan_id"]} | ratings)
    of_year = {"unit_id": walk.ids["unit_id"], "cycle_id": walk.ids["cycle_id"]}
    cancelled = await walk.post("kadis", "/v1/calibrations", of_year)
    await walk.step("kadis", f"/v1/calibrations/{cancelled['id']}", "cancel")
    session = await walk.post("kadis", "/v1/calibrations", of_year)
    walk.ids["calibration_id"] = session["id"]
    run = await walk.post("hr", "/v1/evaluation-runs", {"cycle_id": walk.ids["cycle_id"]})
    walk.ids["evaluation_run_id"] = run["id"]
    await walk.step("hr", f"/v1/evaluation-runs/{run['id']}", "cancel")
    item = {"evaluation_id": drafted["id"], "behavior_rating": "di_atas_ekspektasi", "reason": "Setara rekan."}
    await walk.post("kadis", f"/v1/calibrations/{session['id']}/items", item)


async def _survey(walk: Walk) -> None:
    of_unit = {"unit_id": walk.ids["unit_id"]}
    service = await walk.post("survey", "/v1/services", of_unit | {"name": "Akta"})
    free = {"is_free": True, "free_basis": "UU 24/2013 Pasal 79A"}
    await walk.do("PATCH", "survey", f"/v1/services/{service['id']}", free)
    form = {"title": "SKM", "opens_on": "2026-04-01", "closes_on": "2026-04-30", "population": 30}
    survey = await walk.post("survey", "/v1/surveys", form | {"service_id": service["id"]})
    path = f"/v1/surveys/{survey['id']}"
    await walk.do("PATCH", "survey", path, {"population": 40})
    published = await walk.step("survey", path, "publish")
    walk.ids |= {"service_id": service["id"], "survey_id": survey["id"], "code": published["code"]}
    link = f"/v1/public/surveys/{published['code']}"
    token = (await walk.world["survey"].read(link))["token"]
    await walk.post(None, f"{link}/answers", {"token": token, "answers": dict.fromkeys(ELEMENTS, 4)})
    await walk.step("survey", path, "close")
    before = of_unit | {"service_id": service["id"], "title": "SKM 2025", "source_note": "Laporan SKM 2025"}
    numbers = {"first_day": "2025-01-01", "last_day": "2025-12-31", "respondents": 30, "index": "75.00"}
    means = {"elements": [{"element": element, "mean": "3"} for element in ELEMENTS]}
    result = await walk.post("survey", "/v1/survey-results", before | numbers | means)
    walk.ids["survey-results/result_id"] = result["id"]


async def _score(walk: Walk) -> None:
    of_unit = await walk.post(
        "hr", "/v1/score-runs", {"cycle_id": walk.ids["cycle_id"], "unit_id": walk.ids["unit_id"]}
    )
    await walk.step("hr", f"/v1/score-runs/{of_unit['id']}", "cancel")
    run = await walk.post("hr", "/v1/score-runs", {"cycle_id": walk.ids["cycle_id"]})
    await work_run(walk.world, run["id"])
    supposed = [{"component": "citizen_satisfaction", "number": "90"}]
    await walk.post("hr", "/v1/score-simulations", {"cycle_id": walk.ids["cycle_id"], "hypotheses": supposed})
    scores = (await walk.world["ani"].read("/v1/scores"))["items"]
    walk.ids |= {"run_id": run["id"], "score_id": scores[0]["id"]}


async def _promote(walk: Walk) -> None:
    await rated(walk.world, walk.ids["employee_id"], {2024: "baik", 2025: "baik"})
    given = {"employee_id": walk.ids["employee_id"], "effective_on": "2026-04-01", "trainings": [], "standings": []}
    proposal = await walk.post("hr", "/v1/promotion-proposals", given)
    walk.ids["proposal_id"] = proposal["id"]
    path = f"/v1/promotion-proposals/{proposal['id']}"
    await walk.step("board", path, "recommend")


async def _plan_anew(walk: Walk) -> None:
    """Leave a plan and a unit that can still be changed, for what the sweeps try on them."""
    await _drafted(walk, "budi", walk.ids["superior_target_id"])
    await rated(walk.world, walk.world.employees["dewi"], {2025: "baik"}, post="analis-4")
    [earlier] = (await walk.world["dewi"].read("/v1/target-plans"))["items"]
    await walk.post("dewi", f"/v1/target-plans/{earlier['id']}/copies", {"cycle_id": walk.ids["cycle_id"]})
    team = {"code": "tim", "name": "Tim", "parent_id": walk.ids["unit_id"], "since": "2026-01-01"}
    made = await walk.post("hr", "/v1/units", team)
    await walk.post("hr", f"/v1/units/{made['id']}/moves", {"parent_id": walk.ids["parent_id"], "since": "2026-03-01"})
