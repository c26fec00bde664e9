"""The whole year of a civil servant over HTTP: from a new agency to a promotion answer with its reasons.

    make run                                   # in one terminal
    .venv/bin/python examples/one_year.py      # in another

The server's clock is not touched. The year that is told is the last one that is over: the HR administrator opens its
quarters late, the employee reports late, and the trail says so. What belongs to the present stays there: citizens
answer today, so their answers count for the year that runs, and the year that is over takes the result that was
published then. Every run opens an agency of its own, so it can be repeated; everything can be looked at afterwards.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

Json = dict[str, Any]
File = tuple[str, bytes]

PASSWORD = "waduk-pusong-subuh-hari"  # noqa: S105  of everybody in the new agency, printed at the end
ABOVE, AS_EXPECTED, BELOW = "di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"
VALUES = ("berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif")
# Results that were really published: the means of Bantul's land office in 2023 (index 87.28), and what 29 users of
# GASPUL answered in a third quarter, as the total of each element (index 91.48).
PUBLISHED_MEANS, PUBLISHED_INDEX = ("3.31", "3.35", "3.49", "3.93", "3.45", "3.39", "3.39", "3.76", "3.35"), "87.28"
CITIZENS, TOTALS = 29, (105, 101, 100, 116, 102, 105, 106, 105, 115)

PEOPLE = """nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on,username
197503102000031002,Hendra Lamba,pns,IV/b,{past}-04-01,dinas,kepala-dinas,{past}-04-01,s2,1999-08-01,hendra
198206152006042003,Ratna Siregar,pns,III/d,{past}-04-01,bidang,kepala-bidang,{past}-04-01,s1,2005-08-01,ratna
199003152015042001,Siti Rahmawati,pns,III/a,{past}-04-01,bidang,analis-1,{past}-04-01,s1,2012-08-01,siti
198811202012031002,Tono Wijaya,pns,III/b,{past}-04-01,bidang,analis-2,{past}-04-01,s1,2010-08-01,tono
199105042015042004,Rina Hartono,pns,III/a,{past}-04-01,bidang,analis-3,{past}-04-01,s1,2013-08-01,rina
198902172014031005,Agus Tandi,pns,II/d,{past}-04-01,bidang,analis-4,{past}-04-01,sma,2007-06-30,agus
"""


class Person:
    """Somebody who is signed in, or (without a token) anybody."""

    def __init__(self, http: httpx.Client, token: str | None = None) -> None:
        self.http = http
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, *, language: str = "en", **query: Any) -> Json:
        """Read."""
        return told(self.http.get(path, params=query, headers=self.headers | {"Accept-Language": language}))

    def post(self, path: str, body: Json | None = None, *, seen: str | None = None, file: File | None = None) -> Json:
        """Create something; the key makes a repeated request harmless, `seen` is the ETag of what it is added to."""
        headers = self.headers | {"Idempotency-Key": secrets.token_hex(16), "Accept-Language": "en"}
        headers |= {"If-Match": seen} if seen else {}
        files = {"file": file} if file else None
        return told(self.http.post(path, json=body, files=files, headers=headers))

    def put(self, path: str, body: Json) -> Json:
        """Replace what stands there now."""
        return told(self.http.put(path, json=body, headers=self.headers | {"If-Match": self.etag(path)}))

    def step(self, path: str, name: str, note: str | None = None) -> Json:
        """Take a step in the life of what stands there now: submit, agree, issue."""
        return self.post(f"{path}/transitions", {"name": name, "note": note}, seen=self.etag(path))

    def etag(self, path: str) -> str:
        """Return the version of what stands there now."""
        answer = self.http.get(path, headers=self.headers)
        told(answer)
        return answer.headers["etag"]

    def status_of(self, path: str) -> int:
        """Return only whether something is there."""
        return self.http.get(path, headers=self.headers).status_code


def told(answer: httpx.Response) -> Json:
    """Return the document of a good answer; end with the problem of any other."""
    if answer.is_error:
        problem = answer.json()
        faults = "; ".join(each["detail"] for each in problem.get("errors", ()))
        sys.exit(f"{answer.request.method} {answer.request.url}: {problem['code']}: {problem['detail']} {faults}")
    document: Json = answer.json()
    return document


@dataclass
class Agency:
    """The new agency: its people by user name, its units by code, and the year that is told."""

    code: str
    people: Mapping[str, Person]
    units: Mapping[str, str]
    today: date
    cycle: Json

    def __getitem__(self, username: str) -> Person:
        """Return somebody."""
        return self.people[username]

    @property
    def year(self) -> int:
        """The year that is told."""
        return int(self.cycle["year"])


def main() -> None:
    """Tell the year from its beginning to its end."""
    parser = argparse.ArgumentParser(description="The whole year of a civil servant, over HTTP.")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the server listens")
    parser.add_argument("--operator", default="operator", help="user name of the platform operator")
    parser.add_argument("--password", default="sawah-hijau-pagi-hari", help="password of the platform operator")
    parser.add_argument("--agency", default=f"contoh-{secrets.token_hex(4)}", help="code of the agency to open")
    asked = parser.parse_args()
    with httpx.Client(base_url=asked.url, timeout=30) as http:
        try:
            operator = sign_in(http, "platform", asked.operator, asked.password)
        except httpx.ConnectError:
            sys.exit(f"nothing listens at {asked.url}; start the server with `make run`, or name another with --url")
        agency = open_agency(http, operator, asked.agency)
        plans = agree_plans(agency)
        live_quarters(agency, plans)
        rate_behaviour(agency, plans["siti"])
        evaluations = evaluate_the_year(agency, plans)
        ask_citizens(http, agency)
        score = score_everybody(agency)
        ask_for_promotion(agency)
        read_and_be_refused(agency, evaluations["siti"], score)
        follow_the_trail(agency, plans["siti"])
        say("", f"Look around at {asked.url}/docs: agency {agency.code}, password {PASSWORD}")
        say(f"user names: {', '.join(agency.people)}")


def sign_in(http: httpx.Client, agency: str, username: str, password: str) -> Person:
    """Return somebody with a token."""
    given = {"agency": agency, "username": username, "password": password}
    return Person(http, Person(http).post("/v1/auth/tokens", given)["access_token"])


def say(*lines: str) -> None:
    """Print lines of a chapter."""
    for line in lines:
        print(f"   {line}".rstrip())


def chapter(title: str) -> None:
    """Print the title of a chapter."""
    print(f"\n{title}")


def today_of(http: httpx.Client) -> date:
    """Return the day by the server's clock, in western Indonesia."""
    instant = parsedate_to_datetime(http.get("/livez").headers["date"])
    return instant.astimezone(ZoneInfo("Asia/Jakarta")).date()


# --- The agency and its year ------------------------------------------------------------------------------------------


def open_agency(http: httpx.Client, operator: Person, code: str) -> Agency:
    """Open an agency with units, posts, people and accounts, and in it the year that is over."""
    today = today_of(http)
    year = today.year - 1
    chapter(f"1. The platform operator opens an agency; its HR administrator sets it up (today is {today})")
    administrator = account("pengelola", "hr_admin")
    named = {"code": code, "name": "Kota Contoh", "time_zone": "Asia/Jakarta", "administrator": administrator}
    operator.post("/v1/agencies", named)
    hr = sign_in(http, code, "pengelola", PASSWORD)
    units = add_units(hr, since=f"{year - 3}-01-01")
    imported = hr.post("/v1/imports", file=("pegawai.csv", PEOPLE.format(past=year - 3).encode()))
    say(f"agency {code}: a department, a division below it, and a personnel list in CSV:")
    say(f"{imported['status']}, {imported['created']} people created, {imported['fault_count']} faults")
    usernames = give_passwords(hr)
    for username, role in (("auditor", "auditor"), ("survei", "survey_officer")):
        hr.post("/v1/accounts", account(username, role))
        usernames.append(username)
    people = {"pengelola": hr} | {name: sign_in(http, code, name, PASSWORD) for name in usernames}

    chapter(f"2. HR opens the performance year {year}, which is over, with its quarters")
    agency = Agency(code, people, units, today, open_year(hr, year))
    for period in periods_of(agency):
        late = (today - date.fromisoformat(period["report_by"])).days
        say(f"{period['label']}: reports due by {period['report_by']}" + (f", {late} days ago" if late > 0 else ""))
    return agency


def account(username: str, role: str) -> Json:
    """Return a new account of an office."""
    return {"username": username, "display_name": username.title(), "password": PASSWORD, "roles": [role]}


def add_units(hr: Person, since: str) -> dict[str, str]:
    """Add a department with its head, and a division with its head and four posts; return the units' ids."""
    department = hr.post("/v1/units", {"code": "dinas", "name": "Dinas Kominfo", "since": since})
    below = {"code": "bidang", "name": "Bidang Data", "since": since, "parent_id": department["id"]}
    division = hr.post("/v1/units", below)
    for code, unit, level in (("kepala-dinas", department, "II.b"), ("kepala-bidang", division, "III.b")):
        post = {"code": code, "name": code, "kind": "managerial", "level": level, "unit_id": unit["id"]}
        hr.post("/v1/positions", post | {"is_unit_head": True})
    for number in range(1, 5):
        post = {"code": f"analis-{number}", "name": "Pengolah Data", "kind": "executor", "unit_id": division["id"]}
        hr.post("/v1/positions", post)
    return {"dinas": department["id"], "bidang": division["id"]}


def give_passwords(hr: Person) -> list[str]:
    """Give the accounts that came in with the list their first password."""
    usernames = [row.rpartition(",")[2] for row in PEOPLE.splitlines()[1:]]
    accounts = {each["username"]: each for each in hr.get("/v1/accounts", limit=50)["items"]}
    for username in usernames:
        path = f"/v1/accounts/{accounts[username]['id']}"
        hr.post(f"{path}/password", {"password": PASSWORD}, seen=hr.etag(path))
    return usernames


def open_year(hr: Person, year: int) -> Json:
    """Create a performance year in quarters, and open it."""
    cycle = hr.post("/v1/cycles", {"year": year, "pattern": "quarterly"})
    return hr.step(f"/v1/cycles/{cycle['id']}", "open")


def periods_of(agency: Agency, cycle: Json | None = None) -> list[Json]:
    """Return the quarters of a year, that which is told unless another is named."""
    periods: list[Json] = agency["pengelola"].get(f"/v1/cycles/{(cycle or agency.cycle)['id']}/periods")["items"]
    return periods


# --- What is planned --------------------------------------------------------------------------------------------------


def agree_plans(agency: Agency) -> dict[str, Json]:
    """Let everybody plan: first the head of the division, from whose target the others derive theirs."""
    chapter("3. Target plans: drafted by the employee, submitted, agreed by the rating official")
    ratna = agree_plan(agency, "ratna", "hendra", [target("Data sektoral tersedia", "Dataset terbit", "48", "dataset")])
    served = ratna["targets"][0]["id"]
    plans = {"ratna": ratna}
    for username in ("siti", "tono", "rina", "agus"):
        targets = [
            target("Dataset sektoral terbit", "Dataset yang terbit", "12", "dataset", weight="60", serves=served),
            target("Permintaan data dijawab", "Permintaan yang dijawab", "400", "permintaan", weight="40"),
        ]
        plans[username] = agree_plan(agency, username, "ratna", targets)
    for each in plans["siti"]["targets"]:
        indicator = each["indicators"][0]
        say(f"{each['weight']} %: {each['title']}; {indicator['title']}: {indicator['target_value']}")
        if each["superior_target_title"]:
            say(f"      serves the superior's target: {each['superior_target_title']}")
    return plans


def target(title: str, indicator: str, value: str, unit: str, **more: str) -> Json:
    """Return a target with one indicator."""
    measure = {"aspect": "kuantitas", "title": indicator, "target_value": value, "unit": unit}
    weight, serves = more.get("weight", "100"), more.get("serves")
    return {"title": title, "weight": weight, "superior_target_id": serves, "indicators": [measure]}


def agree_plan(
    agency: Agency, username: str, official: str, targets: Iterable[Json], cycle: Json | None = None
) -> Json:
    """Bring somebody's plan of a year to agreement."""
    plan = agency[username].post("/v1/target-plans", {"cycle_id": (cycle or agency.cycle)["id"]})
    path = f"/v1/target-plans/{plan['id']}"
    for each in targets:
        agency[username].post(f"{path}/targets", each, seen=agency[username].etag(path))
    agency[username].step(path, "submit")
    agreed = agency[official].step(path, "agree")
    say(f"{agreed['employee_name']}: {agreed['status']}, rating official {agreed['rating_official_name']}")
    return agreed


# --- Four quarters ----------------------------------------------------------------------------------------------------


def live_quarters(agency: Agency, plans: Mapping[str, Json]) -> None:
    """Report, review and evaluate in each quarter; HR opens it before and closes it after.

    Siti is followed through all of them; of the others it is enough that there is something to rate at the year's end.
    """
    plan = plans["siti"]
    chapter("4. Every quarter: realizations with evidence, their review, and an evaluation of the quarter")
    ratings = ((AS_EXPECTED, AS_EXPECTED), (AS_EXPECTED, ABOVE), (ABOVE, AS_EXPECTED), (ABOVE, ABOVE))
    for period, (work_result, behavior) in zip(periods_of(agency), ratings, strict=True):
        path = f"/v1/periods/{period['id']}"
        agency["pengelola"].step(path, "open", "Pelaporan tahun lalu disusulkan.")
        published, answered = (report(agency, "siti", plan, place, period) for place in (0, 1))
        agency["ratna"].step(published, "accept")
        if period["number"] == 1:
            return_and_correct(agency, plan, answered)
            for username, official in (("ratna", "hendra"), ("tono", "ratna"), ("rina", "ratna"), ("agus", "ratna")):
                agency[official].step(report(agency, username, plans[username], 0, period), "accept")
        agency["ratna"].step(answered, "accept")
        set_unit_result(agency, agency.cycle, period)
        evaluation = evaluate(agency, "ratna", plan, period=period, work_result=work_result, behavior=behavior)
        agency["pengelola"].step(path, "close")
        say(f"{period['label']}: two realizations accepted; {work_result} x {behavior} = {evaluation['predicate']}")


def report(agency: Agency, username: str, plan: Json, place: int, period: Json) -> str:
    """Report on an indicator with evidence, a file for the first and a link for the second, and submit."""
    employee, indicator = agency[username], plan["targets"][place]["indicators"][0]
    body = {"indicator_id": indicator["id"], "period_id": period["id"], "value": ("3", "95")[place]}
    path = f"/v1/realizations/{employee.post('/v1/realizations', body)['id']}"
    if place == 0:
        rows = "".join(f"{dataset},{period['last_day']}\n" for dataset in ("penduduk", "sekolah", "pasar"))
        employee.post(f"{path}/evidence-files", file=("dataset.csv", f"dataset,terbit\n{rows}".encode()))
    else:
        link = {"title": "Register permintaan", "url": f"https://data.contoh.go.id/register/{period['number']}"}
        employee.post(f"{path}/evidence-links", link)
    employee.step(path, "submit")
    return path


def return_and_correct(agency: Agency, plan: Json, realization: str) -> None:
    """Return a realization with feedback; the employee reads it, corrects, and submits again."""
    ratna, siti = agency["ratna"], agency["siti"]
    ratna.step(realization, "return", "Register mencatat 98 permintaan; periksa lagi.")
    remark = {"plan_id": plan["id"], "target_id": plan["targets"][1]["id"], "text": "Cocokkan dengan register harian."}
    feedback = ratna.post("/v1/feedback", remark)
    siti.step(f"/v1/feedback/{feedback['id']}", "acknowledge")
    siti.put(realization, {"value": "98", "note": "Menurut register harian."})
    siti.step(realization, "submit")
    revisions = siti.get(f"{realization}/revisions")["items"]
    for each in revisions:
        decided = f"{each['outcome']}: {each['decision_note']}" if each["outcome"] else "waits for review"
        say(f"reported {each['value']}: {decided}")


# --- How it is judged -------------------------------------------------------------------------------------------------


def rate_behaviour(agency: Agency, plan: Json) -> None:
    """Rate the seven values over the year: self, superior, and three peers whom the superior asks."""
    chapter("5. Work behaviour over the year, by the seven values of BerAKHLAK")
    for username in ("tono", "rina", "agus"):
        rater = agency[username].get("/v1/auth/me")["employee_id"]
        agency["ratna"].post("/v1/rating-requests", {"plan_id": plan["id"], "rater_id": rater})
    # How many of the seven values each sees above expectation; the others are as expected.
    seen = (
        ("siti", "self", 3),
        ("ratna", "superior", 5),
        ("tono", "peer", 7),
        ("rina", "peer", 1),
        ("agus", "peer", 4),
    )
    for username, group, above in seen:
        levels = {value: {"level": ABOVE if place < above else AS_EXPECTED} for place, value in enumerate(VALUES)}
        agency[username].post("/v1/behavior-ratings", {"plan_id": plan["id"], "group": group, "values": levels})
    # Until then nobody sees anything of what the peers said; from then on it stays as it is.
    closed = agency["ratna"].post("/v1/rating-collections", {"plan_id": plan["id"]})
    say(f"collecting closed; shown from {closed['minimum_answers']} answers on, and never who said what")
    results = agency["ratna"].get("/v1/behavior-results", plan_id=plan["id"])
    for each in results["groups"]:
        if each["raters"]:
            say(f"{each['group']}: {each['raters']} answered, mean {each['mean']} on the scale of 1 to 3")
    say(f"most raters name: {results['suggestion']}")


def set_unit_result(agency: Agency, cycle: Json, period: Json | None = None) -> Json:
    """Set the organisation's result of the division, which the head of the department does."""
    where = {"unit_id": agency.units["bidang"], "cycle_id": cycle["id"], "period_id": period["id"] if period else None}
    result = {"rating": "baik", "note": "Rencana aksi tercapai."}
    return agency["hendra"].post("/v1/organization-results", where | result)


def evaluate(agency: Agency, official: str, plan: Json, *, period: Json | None = None, **ratings: str | None) -> Json:
    """Evaluate a plan for a period or the year by two ratings, and issue the predicate that follows."""
    body = {"plan_id": plan["id"], "period_id": period["id"] if period else None}
    body |= {"work_result_rating": ratings["work_result"], "behavior_rating": ratings["behavior"]}
    draft = agency[official].post("/v1/evaluations", body)
    return agency[official].step(f"/v1/evaluations/{draft['id']}", "issue")


def evaluate_the_year(agency: Agency, plans: Mapping[str, Json]) -> dict[str, Json]:
    """Set the result of the unit, evaluate its five people, and look at the spread of their predicates."""
    chapter("6. The annual evaluation: the unit's result first, then its people")
    result = set_unit_result(agency, agency.cycle)
    say(f"{result['unit_name']}: {result['rating']}, set by {result['set_by_name']}")
    judged = {
        # The head of a unit takes the organisation's result as the rating of the work result.
        "ratna": ("hendra", None, AS_EXPECTED),
        "siti": ("ratna", ABOVE, ABOVE),
        "tono": ("ratna", AS_EXPECTED, ABOVE),
        "rina": ("ratna", AS_EXPECTED, AS_EXPECTED),
        "agus": ("ratna", BELOW, AS_EXPECTED),
    }
    evaluations = {}
    for username, (official, work_result, behavior) in judged.items():
        evaluations[username] = issued = evaluate(
            agency, official, plans[username], work_result=work_result, behavior=behavior
        )
        say(f"{issued['employee_name']}: {issued['work_result']} x {issued['behavior']} = {issued['predicate']}")
    unit = {"unit_id": agency.units["bidang"], "cycle_id": agency.cycle["id"]}
    spread = agency["ratna"].get("/v1/distributions", **unit)
    counts = ", ".join(f"{each['employees']} {each['predicate']}" for each in spread["counts"] if each["employees"])
    say(f"spread in the unit: {counts}; fits the pattern: {spread['conforms']}")
    for each in spread["expected"]:
        say(f"      expected: {each['text']}")
    agency["siti"].step(f"/v1/evaluations/{evaluations['siti']['id']}", "acknowledge")
    agency["pengelola"].step(f"/v1/cycles/{agency.cycle['id']}", "close")
    return evaluations


# --- What citizens say ------------------------------------------------------------------------------------------------


def ask_citizens(http: httpx.Client, agency: Agency) -> None:
    """Publish a survey, let citizens answer by its public link, publish the result; take in an earlier one."""
    chapter("7. Citizens answer a satisfaction survey, without an account and without a name")
    officer, unit_id = agency["survei"], agency.units["bidang"]
    service = officer.post("/v1/services", {"unit_id": unit_id, "name": "Permintaan data"})
    days = {"opens_on": f"{agency.today}", "closes_on": f"{agency.today + timedelta(days=13)}"}
    drawn_up = {"service_id": service["id"], "title": "SKM Permintaan Data", "population": 30, **days}
    path = f"/v1/surveys/{officer.post('/v1/surveys', drawn_up)['id']}"
    survey = officer.step(path, "publish")
    citizen, link = Person(http), f"/v1/public/surveys/{survey['code']}"
    elements = [question["element"] for question in citizen.get(link)["questions"]]
    for number in range(CITIZENS):
        # Everybody says three or four, so that the totals are those that were published.
        fours = [number < total - 3 * CITIZENS for total in TOTALS]
        answers = {element: 4 if is_four else 3 for element, is_four in zip(elements, fours, strict=True)}
        citizen.post(f"{link}/answers", {"token": citizen.get(link)["token"], "answers": answers})
    officer.step(path, "close")
    officer.step(path, "publish_result")
    result = citizen.get(f"{link}/result")
    worst = result["elements"][0]
    say(survey["public_url"])
    say(f"{result['respondents']} answers, {result['sample_required']} needed")
    say(f"index {result['index']}, grade {result['grade']} ({result['grade_label']['en']})")
    say(f"worst element: {worst['title']['en']}, {worst['mean']} of 4")
    past = {
        "unit_id": unit_id,
        "title": f"SKM {agency.year}",
        "source_note": "Laporan SKM; angkanya hasil yang pernah terbit di Bantul.",
        "first_day": f"{agency.year}-05-01",
        "last_day": f"{agency.year}-05-31",
        "respondents": 100,
        "index": PUBLISHED_INDEX,
        "elements": [{"element": each, "mean": mean} for each, mean in zip(elements, PUBLISHED_MEANS, strict=True)],
    }
    taken = officer.post("/v1/survey-results", past)
    say(f"the result of {agency.year}, taken in and computed again: index {taken['index']}, grade {taken['grade']}")


# --- What comes out ---------------------------------------------------------------------------------------------------


def score_everybody(agency: Agency) -> Json:
    """Score the year that is over, with its explanation; and the one that runs, which must wait."""
    chapter("8. Composite scores: components, policy, and why")
    score = score_of(agency, agency.cycle)
    policy = f"{score['policy']['key']}, version {score['policy']['sha256'][:12]}"
    say(f"{score['employee_name']} {score['year']}: {score['value']} by policy {policy}")
    show_components(score)
    for language in ("id", "en"):
        explanation = agency["siti"].get(f"/v1/scores/{score['id']}/explanation", language=language)
        cited = explanation["citations"]
        say("", f"{len(explanation['sentences'])} sentences, the last one:", explanation["sentences"][-1])
        say(f"{len(cited)} rules are cited, the first one:")
        say(f"{cited[0]['text']}: {cited[0]['instrument']}, {cited[0]['article']} ({cited[0]['verification']})")
    say("")
    running = score_of(agency, open_year(agency["pengelola"], agency.today.year))
    say(f"{running['employee_name']} {running['year']}: {running['state']}; here the citizens' answers count")
    show_components(running)
    for each in running["pending"]:
        say(f"{each['component']} waits: {each['reason']} To act: {each['who']}")
    return score


def score_of(agency: Agency, cycle: Json) -> Json:
    """Let HR score a year, wait for the worker, and return the score as the employee reads it."""
    run = agency["pengelola"].post("/v1/score-runs", {"cycle_id": cycle["id"]})
    while run["finished_at"] is None:
        time.sleep(0.1)
        run = agency["pengelola"].get(f"/v1/score-runs/{run['id']}")
    say(f"{run['year']}: {run['total']} people, {run['scored']} scored, {run['pending']} wait for something")
    [own] = agency["siti"].get("/v1/scores", cycle_id=cycle["id"])["items"]
    return agency["siti"].get(f"/v1/scores/{own['id']}")


def show_components(score: Json) -> None:
    """Print what a score is made of."""
    for each in score["components"]:
        made = f"{each['score']} -> {each['points']} points" if each["score"] else "not there yet"
        say(f"{each['name']}, weight {each['weight']}: {made}")


def ask_for_promotion(agency: Agency) -> None:
    """Ask for a day that is too early, put right what is missing, and ask for a later one."""
    chapter("9. Promotion: every criterion, what was found, what is required, and why")
    siti = agency["siti"]
    show_criteria(siti.get("/v1/promotion-eligibility", effective_on=f"{agency.year + 1}-03-01"))
    say("", f"The year {agency.year - 1} was never evaluated, so it is now; and the day is chosen after 1 April.")
    before = open_year(agency["pengelola"], agency.year - 1)
    targets = [target("Dataset sektoral terbit", "Dataset yang terbit", "10", "dataset")]
    plan = agree_plan(agency, "siti", "ratna", targets, before)
    set_unit_result(agency, before)
    # What was reached then is reported belatedly too: without an accepted result there is nothing to rate.
    last = periods_of(agency, before)[-1]
    period = f"/v1/periods/{last['id']}"
    agency["pengelola"].step(period, "open", "Pelaporan disusulkan.")
    agency["ratna"].step(report(agency, "siti", plan, 0, last), "accept")
    agency["pengelola"].step(period, "close")
    evaluate(agency, "ratna", plan, work_result=AS_EXPECTED, behavior=AS_EXPECTED)
    show_criteria(siti.get("/v1/promotion-eligibility", effective_on=f"{agency.year + 1}-12-01"))


def show_criteria(answer: Json) -> None:
    """Print an answer, criterion by criterion."""
    say(f"{answer['rank']} to {answer['next_rank']} on {answer['effective_on']}: {answer['status']}")
    for each in answer["criteria"]:
        name = f"{each['code']} {each['subject'] or ''}".strip()
        basis = "; ".join(f"{one['instrument']} {one['article']}" for one in each["basis"])
        say(f"   {each['status']:8} {name}: {each['found']}; required: {each['required']} [{basis}]")
        if each["status"] != "met":
            say(f"            {each['why']}")


def read_and_be_refused(agency: Agency, evaluation: Json, score: Json) -> None:
    """Read one's own result with its reasons; to a colleague it does not exist."""
    chapter("10. Open to the person concerned, and to nobody beside")
    path = f"/v1/evaluations/{evaluation['id']}"
    for language in ("id", "en"):
        say(*agency["siti"].get(f"{path}/explanation", language=language)["sentences"])
    for each in (path, f"/v1/scores/{score['id']}", f"/v1/scores/{score['id']}/explanation"):
        say(f"GET {each}: Siti {agency['siti'].status_of(each)}, her colleague Tono {agency['tono'].status_of(each)}")


def follow_the_trail(agency: Agency, plan: Json) -> None:
    """Let the auditor see who did what."""
    chapter("11. The auditor reads the trail")
    entries = agency["auditor"].get("/v1/audit-entries", resource_id=plan["id"], limit=50)["items"]
    say(f"the plan of {plan['employee_name']}:")
    for each in reversed(entries):
        say(f"   {each['occurred_at'][:19]} {each['actor_name']}: {each['action']} {each['to_state'] or ''}")


if __name__ == "__main__":
    main()
