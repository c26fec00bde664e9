"""The main path: the example script against a running server, and what it left, read again over HTTP.

`migrate`, `open-platform`, `serve` and the script run as processes of their own, by the clock of the machine, as they
would where the service is installed.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import httpx
import pytest

from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from tests.support.caller import Json, ok
from tests.support.commands import PATIENCE, ROOT, clean_environment, free_port, kinerja, running

pytestmark = pytest.mark.e2e

AGENCY = "contoh-uji"
OPERATOR = "rina"
OPERATORS_PASSWORD = "danau-toba-sore-hari"
# Of everybody in the agency that the script opens.
PASSWORD = "waduk-pusong-subuh-hari"


@pytest.fixture(scope="module")
async def settings(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    await postgres.prepare("one_year")
    return {
        "KINERJA_TOKENS__SECRET": "qL0v8sXcB2nR5tYhU7jKm3pWzE9dFgAi",
        "KINERJA_SIGNING_SECRET": "Zx1Cv3Bn5Mq7We9Rt2Yu4Io6Pa8Sd0Fg",
        "KINERJA_DATABASE__URL": postgres.url(APP, "one_year"),
        "KINERJA_DATABASE__OWNER_URL": postgres.url(OWNER, "one_year"),
        "KINERJA_DATA_DIR": str(tmp_path_factory.mktemp("evidence")),
    }


@pytest.fixture(scope="module")
def server_url(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a new installation with its first operator."""
    migrated = kinerja("migrate", settings=settings)
    assert migrated.returncode == 0, migrated.stderr
    opened = kinerja("open-platform", OPERATOR, settings=settings, typed=f"{OPERATORS_PASSWORD}\n")
    assert opened.returncode == 0, opened.stderr
    port, output = free_port(), tmp_path_factory.mktemp("output") / "serve.txt"
    with running("serve", "--port", str(port), output=output, settings=settings) as service:
        service.wait_for('"event": "serving"')
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def told(server_url: str) -> str:
    """Run the script to its end; return what it printed."""
    script = [sys.executable, str(ROOT / "examples" / "one_year.py")]
    options = ["--url", server_url, "--operator", OPERATOR, "--password", OPERATORS_PASSWORD, "--agency", AGENCY]
    done = subprocess.run(  # noqa: S603  our own script
        [*script, *options], env=clean_environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


@dataclass
class Reader:
    """Somebody of the agency, who reads what the script left."""

    http: httpx.Client
    headers: dict[str, str]

    def get(self, path: str, *, status: int = 200, language: str = "en", **query: Any) -> Json:
        """Read what must be answered so."""
        return ok(self.http.get(path, params=query, headers=self.headers | {"Accept-Language": language}), status)


class Readers(dict[str, Reader]):
    """Everybody of the agency by user name, signed in when first asked for."""

    def __init__(self, http: httpx.Client) -> None:
        super().__init__()
        self.http = http

    def __missing__(self, username: str) -> Reader:
        given = {"agency": AGENCY, "username": username, "password": PASSWORD}
        token = ok(self.http.post("/v1/auth/tokens", json=given))["access_token"]
        self[username] = Reader(self.http, {"Authorization": f"Bearer {token}"})
        return self[username]


@pytest.fixture(scope="module")
def people(server_url: str, told: str) -> Iterator[Readers]:  # noqa: ARG001  the script has run
    with httpx.Client(base_url=server_url) as http:
        yield Readers(http)


@pytest.fixture(scope="module")
def cycle(people: Readers) -> Json:
    """Return the year that was told: the middle one of three."""
    cycles = sorted(people["pengelola"].get("/v1/cycles")["items"], key=lambda each: int(each["year"]))
    assert len(cycles) == 3
    told_year: Json = cycles[1]
    return told_year


@pytest.fixture(scope="module")
def plan(people: Readers, cycle: Json) -> Json:
    """Return Siti's plan of that year."""
    [row] = people["siti"].get("/v1/target-plans", cycle_id=cycle["id"])["items"]
    return people["siti"].get(f"/v1/target-plans/{row['id']}")


@pytest.fixture(scope="module")
def evaluation(people: Readers, cycle: Json) -> Json:
    """Return Siti's annual evaluation of that year."""
    [row] = people["siti"].get("/v1/evaluations", cycle_id=cycle["id"], scope="annual")["items"]
    return people["siti"].get(f"/v1/evaluations/{row['id']}")


@pytest.fixture(scope="module")
def score(people: Readers, cycle: Json) -> Json:
    """Return Siti's composite score of that year."""
    [row] = people["siti"].get("/v1/scores", cycle_id=cycle["id"])["items"]
    return people["siti"].get(f"/v1/scores/{row['id']}")


def test_the_script_tells_every_chapter(told: str) -> None:
    chapters = [line.partition(".")[0] for line in told.splitlines() if line[:1].isdigit()]

    assert chapters == [str(number) for number in range(1, 12)]


def test_the_year_has_closed_quarters_and_is_closed(people: Readers, cycle: Json) -> None:
    periods = people["siti"].get(f"/v1/cycles/{cycle['id']}/periods")["items"]

    assert (cycle["pattern"], cycle["status"]) == ("quarterly", "closed")
    assert [period["status"] for period in periods] == ["closed"] * 4


def test_the_plan_serves_the_superiors_target_and_is_closed_with_the_year(plan: Json) -> None:
    assert (plan["status"], plan["rating_official_name"]) == ("closed", "Ratna Siregar")
    assert plan["agreed_at"]
    assert [target["weight"] for target in plan["targets"]] == ["60", "40"]
    assert [target["superior_target_title"] for target in plan["targets"]] == ["Data sektoral tersedia", None]


def test_every_quarter_is_reported_with_a_file_and_a_link_and_accepted(people: Readers, plan: Json) -> None:
    rows = people["siti"].get("/v1/realizations", plan_id=plan["id"])["items"]
    evidence = [
        each["kind"] for row in rows for each in people["siti"].get(f"/v1/realizations/{row['id']}")["evidence"]
    ]

    assert [row["status"] for row in rows] == ["accepted"] * 8
    assert (evidence.count("file"), evidence.count("link")) == (4, 4)


def test_a_returned_realization_keeps_what_was_said_and_what_was_corrected(people: Readers, plan: Json) -> None:
    rows = people["siti"].get("/v1/realizations", plan_id=plan["id"])["items"]
    [corrected] = [row for row in rows if row["value"] == "98"]
    revisions = people["siti"].get(f"/v1/realizations/{corrected['id']}/revisions")["items"]

    outcomes = {(each["number"], each["value"], each["outcome"], each["decided_by_name"]) for each in revisions}
    assert outcomes == {(1, "95", "returned", "Ratna Siregar"), (2, "98", "accepted", "Ratna Siregar")}
    [remark] = people["siti"].get("/v1/feedback", plan_id=plan["id"])["items"]
    assert (remark["text"], remark["status"]) == ("Cocokkan dengan register harian.", "acknowledged")


def test_self_superior_and_three_peers_rated_the_seven_values(people: Readers, plan: Json) -> None:
    results = people["siti"].get("/v1/behavior-results", plan_id=plan["id"])

    shown = {each["group"]: (each["raters"], each["mean"]) for each in results["groups"]}
    # (3 x 3 + 4 x 2) / 7, (5 x 3 + 2 x 2) / 7, and the mean of 3, (3 + 6 x 2) / 7 and (4 x 3 + 3 x 2) / 7
    assert shown == {
        "self": (1, "2.43"),
        "superior": (1, "2.71"),
        "peer": (3, "2.57"),
        "subordinate": (None, None),
    }


def test_two_ratings_give_the_predicate_of_the_matrix(people: Readers, cycle: Json, evaluation: Json) -> None:
    rows = people["siti"].get("/v1/evaluations", cycle_id=cycle["id"], scope="periodic")["items"]
    order = {
        period["id"]: period["number"] for period in people["siti"].get(f"/v1/cycles/{cycle['id']}/periods")["items"]
    }

    assert [row["predicate"] for row in sorted(rows, key=lambda row: order[row["period_id"]])] == [
        "baik",
        "baik",
        "baik",
        "sangat_baik",
    ]
    assert (evaluation["work_result"], evaluation["behavior"]) == ("di_atas_ekspektasi", "di_atas_ekspektasi")
    assert (evaluation["predicate"], evaluation["status"]) == ("sangat_baik", "acknowledged")


@pytest.mark.parametrize(("language", "word"), [("id", "Sangat Baik"), ("en", "Very Good")])
def test_the_predicate_is_explained_down_to_the_article(
    people: Readers, evaluation: Json, language: str, word: str
) -> None:
    why = people["siti"].get(f"/v1/evaluations/{evaluation['id']}/explanation", language=language)

    assert word in why["sentences"][-1]
    assert {(each["instrument"], each["article"]) for each in why["citations"]} == {
        ("PermenPANRB 6/2022", "Pasal 24-25 dan Lampiran, predikat kinerja pegawai")
    }


def test_the_spread_of_the_unit_fits_the_pattern(people: Readers, cycle: Json, plan: Json) -> None:
    spread = people["ratna"].get("/v1/distributions", unit_id=plan["unit_id"], cycle_id=cycle["id"])

    counts = {each["predicate"]: each["employees"] for each in spread["counts"] if each["employees"]}
    assert (spread["organization"], counts) == ("baik", {"sangat_baik": 1, "baik": 3, "butuh_perbaikan": 1})
    assert (spread["checked"], spread["conforms"]) == (True, True)


def test_the_answers_of_citizens_give_the_published_index(people: Readers) -> None:
    [survey] = people["survei"].get("/v1/surveys")["items"]
    result = ok(people.http.get(f"/v1/public/surveys/{survey['code']}/result"))

    # The sum of the nine means over nine, times 25 (PermenPANRB 14/2017).
    totals = (105, 101, 100, 116, 102, 105, 106, 105, 115)
    assert round(Fraction(sum(totals), 29 * 9) * 25, 2) == Fraction("91.48")
    assert (result["index"], result["grade"], result["respondents"]) == ("91.48", "A", 29)


def test_the_score_has_the_digits_that_a_hand_computes(people: Readers, score: Json) -> None:
    superior, peer = Fraction(19, 7), (3 + Fraction(15, 7) + Fraction(18, 7)) / 3

    def scaled(mean: Fraction) -> Fraction:
        """1 to 3 becomes 60 to 100."""
        return 60 + (mean - 1) * 20

    behavior = (scaled(superior) * 60 + scaled(peer) * 25) / 85  # nobody was asked as a subordinate
    total = (100 * Fraction(60) + behavior * 30 + Fraction("87.28") * 10) / 100
    assert f"{float(total):.4f}" == "96.7616"
    assert (score["state"], score["value"]) == ("scored", "96.76")
    assert {each["component"]: (each["weight"], each["score"], each["points"]) for each in score["components"]} == {
        "work_result": ("60.00", "100.00", "60.00"),
        "behavior": ("30.00", "93.45", "28.03"),
        "citizen_satisfaction": ("10.00", "87.28", "8.73"),
    }
    assert score["policy"]["key"] == "composite_default"
    replayed = people["pengelola"].get(f"/v1/score-runs/{score['run_id']}/replay")["items"]
    assert [each["is_equal"] for each in replayed] == [True] * 6


@pytest.mark.parametrize(
    ("language", "rule", "end"),
    [("id", "bobot komponen", "menjadi 96,76."), ("en", "weights of the components", "gives 96.76.")],
)
def test_the_score_is_explained_and_cites_its_rules(
    people: Readers, score: Json, language: str, rule: str, end: str
) -> None:
    why = people["siti"].get(f"/v1/scores/{score['id']}/explanation", language=language)

    assert why["sentences"][-1].endswith(end)
    assert rule in {each["text"] for each in why["citations"]}
    assert {each["instrument"] for each in why["citations"]} == {"Kebijakan instansi"}


def test_the_year_that_runs_waits_and_says_for_what_and_for_whom(people: Readers, cycle: Json) -> None:
    [running_year] = [each for each in people["siti"].get("/v1/cycles")["items"] if each["year"] == cycle["year"] + 1]
    [row] = people["siti"].get("/v1/scores", cycle_id=running_year["id"])["items"]
    score = people["siti"].get(f"/v1/scores/{row['id']}")

    known = {each["component"]: each["score"] for each in score["components"]}
    assert (score["state"], score["value"]) == ("pending", None)
    assert known == {"work_result": None, "behavior": None, "citizen_satisfaction": "91.48"}
    assert {(each["component"], each["code"]) for each in score["pending"]} == {
        ("work_result", "no_target_plan"),
        ("behavior", "no_target_plan"),
    }


@pytest.mark.parametrize(
    ("day", "status", "unmet"),
    [("03-01", "not_met", {("time_in_rank", None): "not_met"}), ("12-01", "met", {})],
)
def test_promotion_is_answered_criterion_by_criterion(
    people: Readers, cycle: Json, day: str, status: str, unmet: dict[tuple[str, str | None], str]
) -> None:
    asked = f"{cycle['year'] + 1}-{day}"
    answer = people["siti"].get("/v1/promotion-eligibility", effective_on=asked)

    assert (answer["rank"], answer["next_rank"], answer["status"]) == ("III/a", "III/b", status)
    open_ends = {(each["code"], each["subject"]): each["status"] for each in answer["criteria"]}
    assert {name: stands for name, stands in open_ends.items() if stands != "met"} == unmet
    assert {("performance", str(cycle["year"] - 1)), ("performance", str(cycle["year"]))} <= open_ends.keys()
    for criterion in answer["criteria"]:
        assert criterion["found"], criterion
        assert criterion["required"], criterion
        assert criterion["why"], criterion
        assert criterion["basis"], criterion


def test_promotion_was_pending_while_a_year_was_not_evaluated(told: str, cycle: Json) -> None:
    before = told.partition("was never evaluated")[0]

    assert f"pending  performance {cycle['year'] - 1}: not recorded yet" in before
    assert f"The evaluation of {cycle['year'] - 1} is not final yet." in before


def test_to_a_colleague_results_do_not_exist(people: Readers, evaluation: Json, score: Json) -> None:
    for path in (
        f"/v1/evaluations/{evaluation['id']}",
        f"/v1/evaluations/{evaluation['id']}/explanation",
        f"/v1/scores/{score['id']}",
        f"/v1/scores/{score['id']}/explanation",
    ):
        people["siti"].get(path)
        people["tono"].get(path, status=404)


def test_the_auditor_reads_who_did_what(people: Readers, plan: Json, evaluation: Json) -> None:
    def trail(resource_id: str) -> list[tuple[str, str]]:
        entries = people["auditor"].get("/v1/audit-entries", resource_id=resource_id)["items"]
        return [(each["actor_name"], each["action"]) for each in reversed(entries)]

    siti, ratna = "Siti Rahmawati", "Ratna Siregar"
    assert trail(plan["id"]) == [
        (siti, "created"),
        (siti, "target_added"),
        (siti, "target_added"),
        (siti, "submit"),
        (ratna, "agree"),
        (siti, "close"),
    ]
    assert trail(evaluation["id"])[-2:] == [(ratna, "issue"), (siti, "acknowledge")]
    people["siti"].get("/v1/audit-entries", status=403)
